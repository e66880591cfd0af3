//! The one HTTP client of the program: what it trusts, how long it waits, how much it takes in.
//!
//! It sends each request once and says of each failure whether the request can have left. What to do
//! about it is the caller's to say.

use super::near::{Guard, Reach};
use super::tls;
use crate::error::{Error, Result};
use jiff::Timestamp;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Url};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Who asks, when nobody says otherwise.
pub const USER_AGENT: &str = concat!(
    "shopper/",
    env!("CARGO_PKG_VERSION"),
    " (mystery-shopper benchmark)"
);

/// The same, and who is behind it: words that a site's operator reads in its log. What no header may hold
/// is left out of them.
#[must_use]
pub fn user_agent(operator: &str) -> String {
    let plain: String = operator
        .chars()
        .filter(|c| matches!(c, ' '..='~') && !"()\\".contains(*c))
        .take(200)
        .collect();
    match plain.trim() {
        "" => USER_AGENT.to_owned(),
        operator => format!("{}; {operator})", USER_AGENT.trim_end_matches(')')),
    }
}

/// How a client is set up. The times are spans of real time, also when the study's clock is simulated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// What stands in `User-Agent`.
    pub user_agent: String,
    /// A PEM file of further certificate authorities.
    pub tls_ca: Option<PathBuf>,
    /// How long a connection may take.
    pub connect: Duration,
    /// How long a whole exchange may take.
    pub exchange: Duration,
    /// The most bytes of a body, after decompression.
    pub most: usize,
    /// How many redirects are followed, and these on the same host only; what leads elsewhere is given
    /// back as it came. For what may not be asked twice: 0.
    pub redirects: usize,
    /// Whether other machines are spoken to without TLS too: for public pages, with which no secret goes.
    pub plain: bool,
    /// Whether a longer body is cut off at `most` bytes; else its answer counts as lost.
    pub cut: bool,
    /// The machines that are spoken to. Names are held to it; whoever asks for an address holds it to it.
    pub reach: Reach,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            user_agent: USER_AGENT.to_owned(),
            tls_ca: None,
            connect: Duration::from_secs(30),
            exchange: Duration::from_mins(2),
            most: 16 * 1024 * 1024,
            redirects: 0,
            plain: false,
            cut: false,
            reach: Reach::Anywhere,
        }
    }
}

/// What came back, whatever its status.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// The body, decompressed.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value, when it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// A header's value as a number.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<u64> {
        self.header(name)?.trim().parse().ok()
    }

    /// What the server's clock showed (the `Date` header, RFC 9110, section 6.6.1).
    #[must_use]
    pub fn date(&self) -> Option<Timestamp> {
        jiff::fmt::rfc2822::DateTimeParser::new()
            .relaxed_weekday(true)
            .parse_timestamp(self.header("date")?)
            .ok()
    }
}

/// Why nothing came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// There was no connection: not a byte of the request left.
    Unreached(String),
    /// The request may have arrived, and its answer was lost or too large; with the status if that
    /// much was heard.
    Lost {
        /// What happened.
        reason: String,
        /// The status line's code.
        status: Option<u16>,
    },
}

impl Failure {
    /// What happened.
    #[must_use]
    pub fn reason(&self) -> &str {
        match self {
            Self::Unreached(reason) | Self::Lost { reason, .. } => reason,
        }
    }

    /// As a failure with a server, which another try may mend.
    #[must_use]
    pub fn into_error(self, server: &str) -> Error {
        Error::Server {
            server: server.to_owned(),
            reason: self.reason().to_owned(),
            hint: "check the address in study.toml, this machine's way to the network, and whether the \
                   server is up; then run the same command again"
                .to_owned(),
        }
    }
}

/// A client; clones share its connections.
#[derive(Debug, Clone)]
pub struct Http {
    kept: Client,
    fresh: Client,
    most: usize,
    plain: bool,
    cut: bool,
}

impl Http {
    /// A client. It uses no proxy that the environment names, keeps no cookies, and repeats nothing by
    /// itself.
    ///
    /// # Errors
    /// Those of the `tls_ca` file; [`Error::Refused`] for a user agent that is no header.
    pub fn new(options: &Options) -> Result<Self> {
        Ok(Self {
            kept: client(options, true)?,
            fresh: client(options, false)?,
            most: options.most,
            plain: options.plain,
            cut: options.cut,
        })
    }

    /// Asks for something; connections are kept for the next question.
    ///
    /// # Errors
    /// Only when nothing came back: an error status is an answer.
    pub async fn get(&self, url: &str, headers: &[(&str, &str)]) -> Result<Answer, Failure> {
        self.send(&self.kept, Method::GET, url, headers, None).await
    }

    /// Brings something, over a connection of its own: on one that idled, the server may have hung up
    /// unseen, and then nobody could tell whether the request was taken.
    ///
    /// # Errors
    /// As [`Http::get`].
    pub async fn post(
        &self,
        url: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Result<Answer, Failure> {
        self.send(&self.fresh, Method::POST, url, headers, Some(body))
            .await
    }

    /// Asks over a connection of its own, as [`Http::post`]: for a form that is sent in the address.
    ///
    /// # Errors
    /// As [`Http::get`].
    pub async fn get_once(&self, url: &str, headers: &[(&str, &str)]) -> Result<Answer, Failure> {
        self.send(&self.fresh, Method::GET, url, headers, None)
            .await
    }

    async fn send(
        &self,
        client: &Client,
        method: Method,
        url: &str,
        headers: &[(&str, &str)],
        body: Option<Vec<u8>>,
    ) -> Result<Answer, Failure> {
        // Whoever asks has checked the address; what is wrong with it now never left.
        let unreached = |reason: String| Failure::Unreached(reason);
        let url = Url::parse(url).map_err(|e| unreached(format!("not an address: {e}")))?;
        let may_be_heard = self.plain && url.scheme() == "http";
        if !(is_protected(&url) || may_be_heard) {
            return Err(unreached(
                "a connection without TLS is made to this machine only".to_owned(),
            ));
        }
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let name = HeaderName::try_from(*name).map_err(|e| unreached(e.to_string()))?;
            let mut value = HeaderValue::try_from(*value)
                .map_err(|_| unreached(format!("{name} holds what no header may hold")))?;
            value.set_sensitive(name == reqwest::header::AUTHORIZATION);
            map.insert(name, value);
        }
        let mut request = client.request(method, url).headers(map);
        if let Some(body) = body {
            request = request.body(body);
        }
        let mut response = request.send().await.map_err(|error| {
            if error.is_connect() || error.is_builder() {
                Failure::Unreached(words(error))
            } else {
                Failure::Lost {
                    reason: words(error),
                    status: None,
                }
            }
        })?;
        let status = response.status().as_u16();
        let lost = |reason: String| Failure::Lost {
            reason,
            status: Some(status),
        };
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|e| lost(words(e)))? {
            let room = self.most - body.len();
            if chunk.len() > room {
                if self.cut {
                    body.extend_from_slice(&chunk[..room]);
                    break;
                }
                return Err(lost(format!("the answer is over {} bytes", self.most)));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer {
            status,
            headers: std::mem::take(response.headers_mut()),
            body,
        })
    }
}

/// Whether an address may be used: TLS, or this very machine.
///
/// # Errors
/// [`Error::Refused`] with what would be right.
pub fn allow(address: &str) -> Result<()> {
    match Url::parse(address) {
        Ok(url) if is_protected(&url) => Ok(()),
        Ok(url) if url.scheme() == "http" => Err(Error::Refused {
            message: format!("{address}: a connection without TLS is made to this machine only"),
            hint: "begin the address with https://".to_owned(),
        }),
        _ => Err(Error::Refused {
            message: format!("{address}: not the address of a server"),
            hint: "an address looks like https://api.x.com".to_owned(),
        }),
    }
}

fn is_protected(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let is_here = host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback());
    !host.is_empty() && (url.scheme() == "https" || (url.scheme() == "http" && is_here))
}

fn client(options: &Options, keep: bool) -> Result<Client> {
    let most = options.redirects;
    let redirects = if most == 0 {
        Policy::none()
    } else {
        Policy::custom(move |next| {
            let before = next.previous().last().map(|url| (url.scheme(), url.host()));
            let same = before == Some((next.url().scheme(), next.url().host()));
            if same && next.previous().len() <= most {
                next.follow()
            } else {
                next.stop()
            }
        })
    };
    let mut builder = Client::builder();
    if let Reach::Public(ground) = &options.reach {
        builder = builder.dns_resolver(Guard(Arc::new(ground.clone())));
    }
    builder
        .tls_backend_preconfigured(tls::config(options.tls_ca.as_deref())?)
        .user_agent(&options.user_agent)
        .redirect(redirects)
        .retry(reqwest::retry::never())
        .no_proxy()
        .connect_timeout(options.connect)
        .timeout(options.exchange)
        .pool_max_idle_per_host(if keep { 2 } else { 0 })
        .build()
        .map_err(|error| Error::Refused {
            message: format!("no HTTP client can be made: {}", words(error)),
            hint: "check the user agent: plain letters and signs on one line".to_owned(),
        })
}

/// The last cause says what happened; those above it say that something did.
fn words(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut cause: &dyn std::error::Error = &error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    let said = cause.to_string();
    if error.is_timeout() {
        return format!("no answer in time ({said})");
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_spoken_to_without_tls() {
        for good in [
            "https://api.x.com",
            "http://127.0.0.1:8080",
            "http://localhost:1/2",
            "http://[::1]:9",
        ] {
            assert!(allow(good).is_ok(), "{good}");
        }
        for bad in [
            "http://api.x.com",
            "ftp://127.0.0.1",
            "api.x.com",
            "",
            "http://127.0.0.1.example",
        ] {
            assert!(allow(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_operator_stands_in_the_user_agent() {
        assert_eq!(user_agent(" "), USER_AGENT);
        let said = user_agent("Acme (Research)\r\nX: y, caf\u{e9} +31");
        assert!(
            said.ends_with("(mystery-shopper benchmark; Acme ResearchX: y, caf +31)"),
            "{said}"
        );
    }

    #[test]
    fn the_servers_clock_is_read() {
        let mut headers = HeaderMap::new();
        headers.insert(
            "date",
            HeaderValue::from_static("Sun, 06 Nov 1994 08:49:37 GMT"),
        );
        let answer = Answer {
            status: 200,
            headers,
            body: Vec::new(),
        };
        assert_eq!(answer.date(), Some("1994-11-06T08:49:37Z".parse().unwrap()));
        assert_eq!(answer.number("x-rate-limit-reset"), None);
    }
}
