//! Fetching a page as a guest.

use super::{Robots, decode};
use crate::channel::http::{Answer, Http, Options};
use crate::channel::near::is_near;
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

/// What is known of a host.
#[derive(Default)]
struct Known {
    /// When the last question to it was over.
    asked: Option<Timestamp>,
    /// What it allows, or why that is not known.
    robots: Option<Result<Robots, String>>,
}

/// Fetches pages, one at a time, without a login and without cookies.
pub struct Visitor {
    http: Http,
    clock: Clock,
    pause: SignedDuration,
    hosts: HashMap<String, Known>,
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
        Ok(Self {
            http: Http::new(&Options {
                connect: Duration::from_secs(15),
                exchange: Duration::from_secs(30),
                most: MOST,
                plain: true,
                cut: true,
                ..Options::default()
            })?,
            clock,
            pause,
            hosts: HashMap::new(),
        })
    }

    /// Fetches a page, in the language given where the site has several.
    ///
    /// # Errors
    /// A sentence that says why there is none: the host is not reached, forbids it, or sends no page.
    pub async fn page(&mut self, address: &str, language: &str) -> Result<Page, String> {
        let first = Url::parse(address).map_err(|e| format!("{address} is no address: {e}"))?;
        let mut way = Way::from(first)?;
        loop {
            if !self.robots(&way.at).await?.allows(&path(&way.at)) {
                return Err(format!("the robots.txt of {} forbids it", host(&way.at)));
            }
            match self.step(&way.at, language).await? {
                Step::On(next) => way.go(next)?,
                Step::Here(answer) => return read(way, &answer),
            }
        }
    }

    /// What a host allows us. One that has no rules allows all; one that cannot be asked for them, nothing
    /// (RFC 9309, section 2.3.1).
    async fn robots(&mut self, page: &Url) -> Result<Robots, String> {
        let key = host(page);
        if let Some(known) = self.hosts.get(&key).and_then(|h| h.robots.clone()) {
            return known;
        }
        let robots = self.ask_robots(page).await;
        self.hosts.entry(key).or_default().robots = Some(robots.clone());
        robots
    }

    async fn ask_robots(&mut self, page: &Url) -> Result<Robots, String> {
        let mut first = page.clone();
        first.set_path("/robots.txt");
        first.set_query(None);
        let mut way = Way::from(first)?;
        let unknown = |why: String| format!("whether robots.txt forbids it is not known: {why}");
        loop {
            match self.step(&way.at, "").await? {
                // Where it leads on too often there are no rules that could be found.
                Step::On(next) => {
                    if way.go(next).is_err() {
                        return Ok(Robots::default());
                    }
                }
                Step::Here(answer) => {
                    return match answer.status {
                        200..300 => {
                            let text = String::from_utf8_lossy(&answer.body);
                            Ok(Robots::read(&text, AGENT))
                        }
                        429 | 500.. => {
                            Err(unknown(format!("the server answered {}", answer.status)))
                        }
                        _ => Ok(Robots::default()),
                    };
                }
            }
        }
    }

    /// One question, when its host has had its rest.
    async fn step(&mut self, url: &Url, language: &str) -> Result<Step, String> {
        let key = host(url);
        if let Some(asked) = self.hosts.get(&key).and_then(|h| h.asked) {
            let next = asked.checked_add(self.pause).unwrap_or(asked);
            self.clock.sleep_until(next).await;
        }
        let mut headers = vec![("accept", "text/html,application/xhtml+xml,text/plain;q=0.5")];
        if !language.is_empty() {
            headers.push(("accept-language", language));
        }
        let answer = self.http.get(url.as_str(), &headers).await;
        let now = self.clock.now();
        if self.hosts.len() >= MOST_HOSTS {
            let pause = self.pause;
            let rests = |h: &Known| h.asked.is_some_and(|at| now.duration_since(at) < pause);
            self.hosts.retain(|_, known| rests(known));
        }
        self.hosts.entry(key.clone()).or_default().asked = Some(now);
        let answer = answer.map_err(|failure| format!("{key}: {}", failure.reason()))?;
        let target = answer
            .header("location")
            .filter(|_| (300..400).contains(&answer.status));
        match target.map(|target| url.join(target)) {
            None => Ok(Step::Here(answer)),
            Some(Ok(next)) => Ok(Step::On(next)),
            Some(Err(_)) => Err(format!("{key} leads on to what is no address")),
        }
    }
}

/// The way to a page.
struct Way {
    at: Url,
    /// Whether it began on this machine or in its neighbourhood.
    began_near: bool,
    been: Vec<String>,
}

impl Way {
    fn from(first: Url) -> Result<Self, String> {
        let first = plain(first)?;
        Ok(Self {
            began_near: is_near(&first),
            been: vec![first.to_string()],
            at: first,
        })
    }

    /// Goes on, unless there is no sense in it.
    fn go(&mut self, next: Url) -> Result<(), String> {
        let next = plain(next)?;
        if is_near(&next) && !self.began_near {
            return Err(format!("it leads to {}, which is not public", host(&next)));
        }
        if self.been.iter().any(|been| been == next.as_str()) {
            return Err(format!("it leads in a circle, to {} again", host(&next)));
        }
        if self.been.len() > MOST_HOPS {
            return Err(format!("it leads on more than {MOST_HOPS} times"));
        }
        self.been.push(next.to_string());
        self.at = next;
        Ok(())
    }
}

/// An address as it is asked for: no login, no fragment.
fn plain(mut url: Url) -> Result<Url, String> {
    url.set_fragment(None);
    let clean = url.set_username("").is_ok() && url.set_password(None).is_ok();
    let is_web = matches!(url.scheme(), "http" | "https");
    if is_web && clean && url.has_host() {
        Ok(url)
    } else {
        Err(format!(
            "it leads to an address of {}, not of the web",
            url.scheme()
        ))
    }
}

fn read(way: Way, answer: &Answer) -> Result<Page, String> {
    if !(200..300).contains(&answer.status) {
        return Err(format!("the server answered {}", answer.status));
    }
    let kind = answer.header("content-type").unwrap_or("text/html");
    let kind = kind
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_lowercase();
    let is_page = kind.contains("html") || kind == "text/plain" || kind.is_empty();
    if !is_page {
        return Err(format!("{kind} is no page"));
    }
    if answer.body.is_empty() {
        return Err("the page is empty".to_owned());
    }
    Ok(Page {
        address: way.at.to_string(),
        hops: way.been.into_iter().skip(1).collect(),
        cut: answer.body.len() >= MOST,
        html: decode(&answer.body, answer.header("content-type")),
    })
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
