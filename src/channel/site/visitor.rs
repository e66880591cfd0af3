//! Fetching a page as a guest.

use super::{Robots, decode};
use crate::channel::http::{Answer, Http, Options, USER_AGENT};
use crate::channel::near::{Ground, Reach, is_near};
use crate::clock::Clock;
use crate::error::Result;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::time::Duration;
use url::Url;

/// The name to which a `robots.txt` speaks.
const AGENT: &str = "shopper";
/// No more bytes of a page are read.
const MOST: usize = 2_000_000;
/// No more redirects are followed.
const MOST_HOPS: usize = 5;
/// So long a robots.txt holds (RFC 9309, section 2.4), and so long that there was none to be had.
const HOLDS: SignedDuration = SignedDuration::from_hours(24);
const HOLDS_NOT: SignedDuration = SignedDuration::from_mins(5);
/// So many hosts are kept in mind; of more, only those that are to be spared now.
const MOST_HOSTS: usize = 64;

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it stood, after all redirects.
    pub address: String,
    /// Where the way to it led: the address of each redirect's target, the page's own last.
    pub hops: Vec<String>,
    /// Whether there was more of it than is read.
    pub cut: bool,
    /// What it holds.
    pub html: String,
}

/// How a visitor behaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manners {
    /// What passes between two questions to the same host.
    pub pause: SignedDuration,
    /// Who asks, for the site's operator to read in its log; empty for none.
    pub operator: String,
    /// No more bytes of a page are read.
    pub most: usize,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// A page that a person reads.
    Page,
    /// XML, compressed or not: a sitemap, the description of a search.
    Xml,
}

/// What an address holds, whatever it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Where it stood, after all redirects.
    pub address: Url,
    /// Where the way to it led: the address of each redirect's target, the page's own last.
    pub hops: Vec<String>,
    /// Whether there was more of it than is read.
    pub cut: bool,
    /// `Content-Type`, if it says.
    pub kind: Option<String>,
    /// Its bytes.
    pub body: Vec<u8>,
}

/// Why there is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TroubleKind {
    /// The address, or where it leads, is none that may be asked for.
    Address,
    /// The host's robots.txt forbids it.
    Forbidden,
    /// The host is not reached, or hung up.
    Unreached,
    /// It answered with a status that says no.
    Status(u16),
    /// It answered with something else than was asked for.
    Other,
}

/// Why there is nothing, in a sentence too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What kind of reason it is.
    pub kind: TroubleKind,
    /// The sentence.
    pub reason: String,
}

impl Trouble {
    fn new(kind: TroubleKind, reason: impl Into<String>) -> Self {
        Self {
            kind,
            reason: reason.into(),
        }
    }
}

/// A question that was put to a host, robots.txt too; of one that led on, where it led to last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its address.
    pub address: String,
    /// The bytes of what came back.
    pub bytes: u64,
    /// Why nothing came back.
    pub problem: Option<String>,
    /// From the question to the answer, without the pause before it. Under simulated time the network takes none.
    pub took: SignedDuration,
}

/// What is known of a host.
#[derive(Default)]
struct Known {
    /// When the last question to it was over.
    asked: Option<Timestamp>,
    /// When it was asked for its rules, and what it allows, or why that is not known.
    robots: Option<(Timestamp, Result<Robots, Trouble>)>,
}

/// Fetches pages, one at a time, without a login and without cookies.
pub struct Visitor {
    /// Keeps to the public network, whatever a name leads to.
    public: Http,
    /// For addresses that are of this machine or its neighbourhood by themselves.
    near: Http,
    clock: Clock,
    pause: SignedDuration,
    most: usize,
    hosts: HashMap<String, Known>,
    asked: Vec<Asked>,
}

/// What a request came to.
enum Step {
    /// It led on.
    On(Url),
    /// It was answered.
    Here(Answer),
}

impl Visitor {
    /// A visitor that lets `pause` pass between two questions to the same host.
    ///
    /// # Errors
    /// None that a user can cause: those of the HTTP client.
    pub fn new(clock: Clock, pause: SignedDuration) -> Result<Self> {
        let manners = Manners {
            pause,
            operator: String::new(),
            most: MOST,
        };
        Self::with(clock, &manners)
    }

    /// A visitor with manners of its own.
    ///
    /// # Errors
    /// None that a user can cause: those of the HTTP client.
    pub fn with(clock: Clock, manners: &Manners) -> Result<Self> {
        let client = |reach| {
            Http::new(&Options {
                user_agent: user_agent(&manners.operator),
                connect: Duration::from_secs(15),
                exchange: Duration::from_secs(30),
                most: manners.most,
                plain: true,
                cut: true,
                reach,
                ..Options::default()
            })
        };
        Ok(Self {
            public: client(Reach::Public(Ground::default()))?,
            near: client(Reach::Anywhere)?,
            clock,
            pause: manners.pause,
            most: manners.most,
            hosts: HashMap::new(),
            asked: Vec::new(),
        })
    }

    /// Fetches a page, in the language given where the site has several.
    ///
    /// # Errors
    /// A sentence that says why there is none: the host is not reached, forbids it, or sends no page.
    pub async fn page(&mut self, address: &str, language: &str) -> Result<Page, String> {
        let fetched = self.fetch(address, language, Want::Page).await;
        self.asked.clear();
        let fetched = fetched.map_err(|trouble| trouble.reason)?;
        Ok(Page {
            address: fetched.address.to_string(),
            hops: fetched.hops,
            cut: fetched.cut,
            html: decode(&fetched.body, fetched.kind.as_deref()),
        })
    }

    /// Fetches what an address holds, in the language given where the site has several.
    ///
    /// # Errors
    /// Why there is none: the host is not reached, forbids it, or sends something else.
    pub async fn fetch(
        &mut self,
        address: &str,
        language: &str,
        want: Want,
    ) -> Result<Fetched, Trouble> {
        let first = Url::parse(address).map_err(|e| {
            Trouble::new(
                TroubleKind::Address,
                format!("{address} is no address: {e}"),
            )
        })?;
        let mut way = Way::from(first)?;
        let mut took = SignedDuration::ZERO;
        loop {
            if !self.robots(&way.at).await?.allows(&path(&way.at)) {
                return Err(Trouble::new(
                    TroubleKind::Forbidden,
                    format!("the robots.txt of {} forbids it", host(&way.at)),
                ));
            }
            let answer = self.step(&way.at, language, want, &mut took).await;
            let (done, bytes) = match answer {
                Ok(Step::On(next)) => match way.go(next) {
                    Ok(()) => continue,
                    Err(trouble) => (Err(trouble), 0),
                },
                Ok(Step::Here(answer)) => {
                    let bytes = answer.body.len() as u64;
                    (self.read(&way, answer, want), bytes)
                }
                Err(trouble) => (Err(trouble), 0),
            };
            self.note(&way.at, bytes, done.as_ref().err(), took);
            return done;
        }
    }

    /// What was put to hosts since this was last asked for, in its order.
    pub fn take_asked(&mut self) -> Vec<Asked> {
        std::mem::take(&mut self.asked)
    }

    fn note(&mut self, at: &Url, bytes: u64, trouble: Option<&Trouble>, took: SignedDuration) {
        self.asked.push(Asked {
            address: at.to_string(),
            bytes,
            problem: trouble.map(|t| t.reason.clone()),
            took,
        });
    }

    /// Whether it is known what the host of an address allows.
    #[must_use]
    pub fn knows(&self, address: &Url) -> bool {
        let known = self.hosts.get(&host(address));
        known.is_some_and(|h| h.robots.is_some())
    }

    /// What a host allows us. One that has no rules allows all; one that cannot be asked for them, nothing
    /// (RFC 9309, section 2.3.1). What was heard holds for a day (section 2.4), that nothing was for minutes.
    ///
    /// # Errors
    /// Why it is not known.
    pub async fn robots(&mut self, page: &Url) -> Result<Robots, Trouble> {
        let key = host(page);
        let now = self.clock.now();
        let known = self.hosts.get(&key).and_then(|h| h.robots.as_ref());
        if let Some((at, known)) = known {
            let holds = if known.is_ok() { HOLDS } else { HOLDS_NOT };
            if now.duration_since(*at) < holds {
                return known.clone();
            }
        }
        let robots = self.ask_robots(page).await;
        let known = Some((self.clock.now(), robots.clone()));
        self.hosts.entry(key).or_default().robots = known;
        robots
    }

    async fn ask_robots(&mut self, page: &Url) -> Result<Robots, Trouble> {
        let mut first = page.clone();
        first.set_path("/robots.txt");
        first.set_query(None);
        let mut way = Way::from(first)?;
        let mut took = SignedDuration::ZERO;
        let unknown = |why: &str| format!("whether robots.txt forbids it is not known: {why}");
        loop {
            let step = self.step(&way.at, "", Want::Page, &mut took).await;
            let (done, bytes) = match step {
                // Where it leads on too often there are no rules that could be found.
                Ok(Step::On(next)) => match way.go(next) {
                    Ok(()) => continue,
                    Err(_) => (Ok(Robots::default()), 0),
                },
                Ok(Step::Here(answer)) => {
                    let read = match answer.status {
                        200..300 => {
                            let text = String::from_utf8_lossy(&answer.body);
                            Ok(Robots::read(&text, AGENT))
                        }
                        status @ (429 | 500..) => Err(Trouble::new(
                            TroubleKind::Status(status),
                            unknown(&format!("the server answered {status}")),
                        )),
                        _ => Ok(Robots::default()),
                    };
                    (read, answer.body.len() as u64)
                }
                Err(trouble) => (Err(trouble), 0),
            };
            self.note(&way.at, bytes, done.as_ref().err(), took);
            return done;
        }
    }

    /// One question, when its host has had its rest.
    async fn step(
        &mut self,
        url: &Url,
        language: &str,
        want: Want,
        took: &mut SignedDuration,
    ) -> Result<Step, Trouble> {
        let key = host(url);
        if let Some(known) = self.hosts.get(&key)
            && let Some(asked) = known.asked
        {
            let robots = known.robots.as_ref().and_then(|(_, r)| r.as_ref().ok());
            let pause = robots.map_or(self.pause, |r| self.pause.max(r.delay()));
            let next = asked.checked_add(pause).unwrap_or(asked);
            self.clock.sleep_until(next).await;
        }
        let accept = match want {
            Want::Page => "text/html,application/xhtml+xml,text/plain;q=0.5",
            Want::Xml => "application/xml,text/xml,text/plain;q=0.5,*/*;q=0.1",
        };
        let mut headers = vec![("accept", accept)];
        if !language.is_empty() {
            headers.push(("accept-language", language));
        }
        let began = self.clock.now();
        let http = if is_near(url) {
            &self.near
        } else {
            &self.public
        };
        let answer = http.get(url.as_str(), &headers).await;
        let now = self.clock.now();
        *took = took.saturating_add(now.duration_since(began));
        if self.hosts.len() >= MOST_HOSTS {
            let pause = self.pause;
            let rests = |h: &Known| h.asked.is_some_and(|at| now.duration_since(at) < pause);
            self.hosts.retain(|_, known| rests(known));
        }
        self.hosts.entry(key.clone()).or_default().asked = Some(now);
        let answer = answer.map_err(|failure| {
            Trouble::new(
                TroubleKind::Unreached,
                format!("{key}: {}", failure.reason()),
            )
        })?;
        let target = answer
            .header("location")
            .filter(|_| (300..400).contains(&answer.status));
        match target.map(|target| url.join(target)) {
            None => Ok(Step::Here(answer)),
            Some(Ok(next)) => Ok(Step::On(next)),
            Some(Err(_)) => Err(Trouble::new(
                TroubleKind::Address,
                format!("{key} leads on to what is no address"),
            )),
        }
    }

    fn read(&self, way: &Way, answer: Answer, want: Want) -> Result<Fetched, Trouble> {
        if !(200..300).contains(&answer.status) {
            return Err(Trouble::new(
                TroubleKind::Status(answer.status),
                format!("the server answered {}", answer.status),
            ));
        }
        let header = answer.header("content-type").map(str::to_owned);
        let kind = header.as_deref().unwrap_or("text/html");
        let kind = kind.split(';').next().unwrap_or_default();
        let kind = kind.trim().to_lowercase();
        let is_page = kind.contains("html") || kind == "text/plain" || kind.is_empty();
        if want == Want::Page && !is_page {
            return Err(Trouble::new(
                TroubleKind::Other,
                format!("{kind} is no page"),
            ));
        }
        if answer.body.is_empty() {
            return Err(Trouble::new(TroubleKind::Other, "the page is empty"));
        }
        Ok(Fetched {
            address: way.at.clone(),
            hops: way.been.iter().skip(1).cloned().collect(),
            cut: answer.body.len() >= self.most,
            kind: header,
            body: answer.body,
        })
    }
}

/// Who asks: the program, and on whose behalf. What no header may hold is left out.
fn user_agent(operator: &str) -> String {
    let is_plain = |c: &char| matches!(c, ' '..='~') && !matches!(c, '(' | ')' | '\\');
    let operator: String = operator.chars().filter(is_plain).take(200).collect();
    let operator = operator.trim();
    if operator.is_empty() {
        return USER_AGENT.to_owned();
    }
    format!("{}; {operator})", USER_AGENT.trim_end_matches(')'))
}

/// The way to a page.
struct Way {
    at: Url,
    /// Whether it began on this machine or in its neighbourhood.
    began_near: bool,
    been: Vec<String>,
}

impl Way {
    fn from(first: Url) -> Result<Self, Trouble> {
        let first = plain(first)?;
        Ok(Self {
            began_near: is_near(&first),
            been: vec![first.to_string()],
            at: first,
        })
    }

    /// Goes on, unless there is no sense in it.
    fn go(&mut self, next: Url) -> Result<(), Trouble> {
        let no = |reason| Err(Trouble::new(TroubleKind::Address, reason));
        let next = plain(next)?;
        if is_near(&next) && !self.began_near {
            return no(format!("it leads to {}, which is not public", host(&next)));
        }
        if self.been.iter().any(|been| been == next.as_str()) {
            return no(format!("it leads in a circle, to {} again", host(&next)));
        }
        if self.been.len() > MOST_HOPS {
            return no(format!("it leads on more than {MOST_HOPS} times"));
        }
        self.been.push(next.to_string());
        self.at = next;
        Ok(())
    }
}

/// An address as it is asked for: no login, no fragment.
fn plain(mut url: Url) -> Result<Url, Trouble> {
    url.set_fragment(None);
    let clean = url.set_username("").is_ok() && url.set_password(None).is_ok();
    let is_web = matches!(url.scheme(), "http" | "https");
    if is_web && clean && url.has_host() {
        Ok(url)
    } else {
        Err(Trouble::new(
            TroubleKind::Address,
            format!("it leads to an address of {}, not of the web", url.scheme()),
        ))
    }
}

fn path(url: &Url) -> String {
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}

/// What robots.txt and rest are kept by: scheme, name and port.
fn host(url: &Url) -> String {
    url.origin().ascii_serialization()
}
