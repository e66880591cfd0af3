//! A visit to a site as a guest makes it: one jar of cookies, one page after the other, no hurry.

use super::manner::Manner;
use super::party::host;
use crate::channel::http::{Answer, Failure, Http};
use crate::channel::near;
use crate::channel::site::decode_named;
use crate::clock::Clock;
use crate::model::Language;
use jiff::Timestamp;
use reqwest::cookie::{CookieStore, Jar};
use std::time::Duration;
use url::Url;

/// No more bytes of an answer are read.
pub(super) const MOST: usize = 2_000_000;
/// No more redirects are followed from one question.
const MOST_HOPS: usize = 6;
/// No more questions are asked in one session.
const MOST_QUESTIONS: usize = 40;

/// An answer, at the end of all redirects.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    /// Where it stood.
    pub address: Url,
    /// Its status.
    pub status: u16,
    /// The status with which the question itself was answered, before any redirect.
    pub first_status: u16,
    /// Where redirects led, the last of them here.
    pub hops: Vec<Url>,
    /// `Content-Type`, where there is one.
    pub content_type: Option<String>,
    /// The bytes.
    pub body: Vec<u8>,
}

impl Seen {
    /// Whether there was more of it than is read.
    pub(super) fn is_cut(&self) -> bool {
        self.body.len() >= MOST
    }

    /// The media type in lower case; `text/html` where none is given.
    pub(super) fn media_type(&self) -> String {
        let kind = self.content_type.as_deref().unwrap_or("text/html");
        let kind = kind.split(';').next().unwrap_or_default().trim();
        kind.chars().take(100).collect::<String>().to_lowercase()
    }

    /// Whether it is a page of HTML.
    pub(super) fn is_page(&self) -> bool {
        let kind = self.media_type();
        kind.is_empty() || kind.contains("html")
    }

    /// As text, and the encoding that it was read in.
    pub(super) fn text(&self) -> (String, &'static str) {
        decode_named(&self.body, self.content_type.as_deref())
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// It was not reached, or broke off, and nothing of weight had been sent.
    Unreached(String),
    /// It leads where nobody may, or can, go; nothing of weight had been sent.
    Astray(String),
    /// What was sent may have arrived.
    Lost(String),
}

/// What is sent of a form.
#[derive(Debug, Clone)]
pub(super) struct Parcel<'a> {
    /// Whether it goes in a body; else all of it stands in the address.
    pub post: bool,
    /// Where to.
    pub address: &'a Url,
    /// `Content-Type` of the body.
    pub content_type: &'a str,
    /// The body.
    pub body: &'a [u8],
}

/// A session.
pub(super) struct Session<'a> {
    http: &'a Http,
    manner: &'a Manner,
    clock: &'a Clock,
    jar: Jar,
    language: String,
    /// Whether it began on this machine or beside it, and so may go on there.
    near: bool,
    asked: usize,
    rested: Option<Timestamp>,
}

/// What is asked of one address.
struct Question<'a> {
    at: &'a Url,
    from: Option<&'a Url>,
    parcel: Option<&'a Parcel<'a>>,
}

impl<'a> Session<'a> {
    /// A session that begins at an address; `http` reaches what may be reached from there.
    pub(super) fn new(
        http: &'a Http,
        manner: &'a Manner,
        clock: &'a Clock,
        near: bool,
        language: Language,
    ) -> Self {
        let language = match language {
            Language::En => "en".to_owned(),
            other => format!("{other},en;q=0.5"),
        };
        Self {
            http,
            manner,
            clock,
            jar: Jar::default(),
            language,
            near,
            asked: 0,
            rested: None,
        }
    }

    /// How long the search for a form may take.
    pub(super) fn patience(&self) -> Duration {
        self.manner.page.saturating_mul(4)
    }

    /// Opens a page; `from` is the one that led to it.
    pub(super) async fn open(&mut self, address: &Url, from: Option<&Url>) -> Result<Seen, Fault> {
        self.rest().await;
        let mut way = Way::new();
        let mut at = plain(address.clone()).map_err(Fault::Astray)?;
        loop {
            self.may_go(from, &at).map_err(Fault::Astray)?;
            let question = Question {
                at: &at,
                from,
                parcel: None,
            };
            let answer = self.look(&question).await.map_err(not_sent)?;
            match target(&at, &answer).map_err(Fault::Astray)? {
                None => return Ok(way.end(at, answer)),
                Some(next) => {
                    way.go(&next, answer.status).map_err(Fault::Astray)?;
                    at = next;
                }
            }
        }
    }

    /// Sends a form that stood at `from`, and opens what that leads to.
    pub(super) async fn submit(&mut self, parcel: &Parcel<'_>, from: &Url) -> Result<Seen, Fault> {
        self.rest().await;
        let mut at = plain(parcel.address.clone()).map_err(Fault::Astray)?;
        self.may_go(Some(from), &at).map_err(Fault::Astray)?;
        let mut answer = match self.bring(&at, from, parcel).await {
            Ok(answer) => answer,
            Err(Failure::Unreached(reason)) => return Err(not_sent(reason)),
            Err(lost) => return Err(Fault::Lost(lost.reason().to_owned())),
        };
        // From here on it may have been taken, whatever becomes of the rest.
        let mut way = Way::new();
        let mut repeated = false;
        while let Some(next) = target(&at, &answer).map_err(Fault::Lost)? {
            self.may_go(None, &next).map_err(Fault::Lost)?;
            way.go(&next, answer.status).map_err(Fault::Lost)?;
            let again = parcel.post && matches!(answer.status, 307 | 308);
            answer = if again {
                if repeated || !may_repeat(&at, &next) {
                    return Err(Fault::Lost(format!(
                        "the server wants the form to be sent once more, to {}",
                        host(&next)
                    )));
                }
                repeated = true;
                self.bring(&next, from, parcel)
                    .await
                    .map_err(|failure| Fault::Lost(failure.reason().to_owned()))?
            } else {
                let question = Question {
                    at: &next,
                    from: Some(from),
                    parcel: None,
                };
                self.look(&question).await.map_err(|reason| {
                    Fault::Lost(format!(
                        "the form was sent, and the page behind it is not to be seen: {reason}"
                    ))
                })?
            };
            at = next;
        }
        Ok(way.end(at, answer))
    }

    /// Lets the site have its rest.
    async fn rest(&mut self) {
        if let Some(last) = self.rested {
            let next = last.checked_add(self.manner.pause).unwrap_or(last);
            self.clock.sleep_until(next).await;
        }
        self.rested = Some(self.clock.now());
    }

    /// Whether an address may be asked.
    fn may_go(&self, from: Option<&Url>, to: &Url) -> Result<(), String> {
        if self.near || self.manner.ground.holds(to) {
            return Ok(());
        }
        let from = from.map_or_else(|| "the page".to_owned(), host);
        Err(near::refusal(&from, &host(to)))
    }

    /// Asks for a page: once more where the connection broke, which harms nobody.
    async fn look(&mut self, question: &Question<'_>) -> Result<Answer, String> {
        match self.bounded(question, false).await {
            Err(Failure::Lost { status: None, .. }) => self.bounded(question, true).await,
            other => other,
        }
        .map_err(|failure| failure.reason().to_owned())
    }

    async fn bounded(&mut self, question: &Question<'_>, fresh: bool) -> Result<Answer, Failure> {
        let bound = self.manner.page;
        let asked = tokio::time::timeout(bound, self.ask(question, fresh)).await;
        asked.unwrap_or_else(|_| {
            // Not `Lost`: who was silent for so long is not asked again.
            Err(Failure::Unreached(format!(
                "no page in time ({} s)",
                bound.as_secs_f64()
            )))
        })
    }

    /// Brings a form, once.
    async fn bring(
        &mut self,
        at: &Url,
        from: &Url,
        parcel: &Parcel<'_>,
    ) -> Result<Answer, Failure> {
        let question = Question {
            at,
            from: Some(from),
            parcel: Some(parcel),
        };
        self.ask(&question, true).await
    }

    async fn ask(&mut self, question: &Question<'_>, fresh: bool) -> Result<Answer, Failure> {
        if self.asked >= MOST_QUESTIONS {
            return Err(Failure::Unreached(format!(
                "more than {MOST_QUESTIONS} questions to one site"
            )));
        }
        self.asked += 1;
        let at = question.at;
        let cookies = self.jar.cookies(at);
        let referer = question.from.and_then(|from| referer(from, at));
        let origin = question
            .from
            .map(|from| from.origin().ascii_serialization());
        let mut headers = vec![
            ("accept", ACCEPT),
            ("accept-language", self.language.as_str()),
        ];
        if let Some(referer) = &referer {
            headers.push(("referer", referer));
        }
        if let Some(cookies) = cookies.as_ref().and_then(|cookies| cookies.to_str().ok()) {
            headers.push(("cookie", cookies));
        }
        let body = question.parcel.filter(|parcel| parcel.post);
        let answer = match body {
            Some(parcel) => {
                headers.push(("content-type", parcel.content_type));
                if let Some(origin) = &origin {
                    headers.push(("origin", origin));
                }
                let body = parcel.body.to_vec();
                self.http.post(at.as_str(), &headers, body).await
            }
            None if fresh => self.http.get_once(at.as_str(), &headers).await,
            None => self.http.get(at.as_str(), &headers).await,
        }?;
        let mut cookies = answer.headers.get_all("set-cookie").iter();
        self.jar.set_cookies(&mut cookies, at);
        Ok(answer)
    }
}

/// What came in the way before anything was sent.
fn not_sent(reason: String) -> Fault {
    if near::is_refusal(&reason) {
        Fault::Astray(reason)
    } else {
        Fault::Unreached(reason)
    }
}

/// What a browser takes.
const ACCEPT: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// The way from a question to its answer.
struct Way {
    first_status: Option<u16>,
    hops: Vec<Url>,
}

impl Way {
    fn new() -> Self {
        Self {
            first_status: None,
            hops: Vec::new(),
        }
    }

    fn go(&mut self, next: &Url, status: u16) -> Result<(), String> {
        self.first_status.get_or_insert(status);
        // A site that sets a cookie may lead back to where one was, and so may a form: once.
        if self.hops.contains(next) {
            return Err(format!("it leads in a circle, to {} again", host(next)));
        }
        if self.hops.len() >= MOST_HOPS {
            return Err(format!("it leads on more than {MOST_HOPS} times"));
        }
        self.hops.push(next.clone());
        Ok(())
    }

    fn end(self, at: Url, answer: Answer) -> Seen {
        Seen {
            address: at,
            status: answer.status,
            first_status: self.first_status.unwrap_or(answer.status),
            hops: self.hops,
            content_type: answer.header("content-type").map(str::to_owned),
            body: answer.body,
        }
    }
}

/// Where an answer leads, if it does.
fn target(at: &Url, answer: &Answer) -> Result<Option<Url>, String> {
    if !matches!(answer.status, 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    // Addresses that are not ASCII stand there as bytes.
    let Some(value) = answer.headers.get("location") else {
        return Ok(None);
    };
    let value = String::from_utf8_lossy(value.as_bytes());
    let next = at
        .join(&value)
        .map_err(|_| format!("{} leads on to what is no address", host(at)))?;
    plain(next).map(Some)
}

/// Whether what was sent to one address may be sent to the other, to which the server leads on.
fn may_repeat(at: &Url, next: &Url) -> bool {
    let protected = at.scheme() == "http" && next.scheme() == "https" && at.host() == next.host();
    at.origin() == next.origin() || protected
}

/// An address as it is asked for: no login, no fragment.
fn plain(mut url: Url) -> Result<Url, String> {
    url.set_fragment(None);
    let clean = url.set_username("").is_ok() && url.set_password(None).is_ok();
    if matches!(url.scheme(), "http" | "https") && clean && url.has_host() {
        Ok(url)
    } else {
        Err(format!(
            "it leads to an address of {}, not of the web",
            url.scheme()
        ))
    }
}

/// What a browser says of where it comes from (`strict-origin-when-cross-origin`).
fn referer(from: &Url, to: &Url) -> Option<String> {
    if from.scheme() == "https" && to.scheme() != "https" {
        return None;
    }
    if from.origin() == to.origin() {
        let mut from = from.clone();
        from.set_fragment(None);
        return Some(from.into());
    }
    Some(format!("{}/", from.origin().ascii_serialization()))
}
