//! An endpoint that speaks as `OpenAI`'s chat completions do: one request, one answer, and how long to wait
//! when it asks for patience.

use super::http::{self, Answer, Failure, Http, Options};
use super::secret;
use crate::error::{Error, Result};
use crate::model::LlmCoder;
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;

/// No reply to one question is longer; the rest of a longer one is left on the wire.
const MOST_REPLY: usize = 256 * 1024;
/// Waits after the first, second, .. failure of a request where the endpoint names none.
const STEPS: [SignedDuration; 6] = [
    SignedDuration::from_secs(2),
    SignedDuration::from_secs(5),
    SignedDuration::from_secs(15),
    SignedDuration::from_secs(30),
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(2),
];
/// Who asks for more patience than this gets none: the command can be run again.
const LONGEST: SignedDuration = SignedDuration::from_mins(10);
/// Of what an endpoint says of a failure no more characters are shown.
const MOST_WORDS: usize = 300;

/// An endpoint.
#[derive(Debug)]
pub struct Endpoint {
    http: Http,
    url: String,
    key: Option<SecretString>,
}

/// What became of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// A body came back with a status of success, whatever it holds; cut off when it is too long.
    Body(Vec<u8>),
    /// Nothing to use for now; the same request may be made again after the wait, `None` when the endpoint
    /// asks for more patience than there is.
    Later {
        /// What happened.
        reason: String,
        /// How long to wait.
        wait: Option<SignedDuration>,
        /// Whether the endpoint may have done its work, and counted its tokens, for nothing.
        lost: bool,
    },
}

/// Timeouts and bounds for an endpoint. Some models think for minutes before the first byte.
#[must_use]
pub fn options() -> Options {
    Options {
        exchange: Duration::from_mins(5),
        most: MOST_REPLY,
        cut: true,
        ..Options::default()
    }
}

/// The address of the requests: that of the base, or the base itself when it is the whole already.
#[must_use]
pub fn address(base: &str) -> String {
    const PATH: &str = "/chat/completions";
    let base = base.trim_end_matches('/');
    if base.ends_with(PATH) {
        return base.to_owned();
    }
    let rest = base.split_once("://").map_or(base, |(_, rest)| rest);
    let version = if rest.contains('/') { "" } else { "/v1" };
    format!("{base}{version}{PATH}")
}

impl Endpoint {
    /// The endpoint of a coder; reads its key. Nothing is connected yet.
    ///
    /// # Errors
    /// Those of the key, and of an address that may not be used.
    pub async fn new(coder: &LlmCoder, options: &Options) -> Result<Self> {
        let url = address(&coder.url);
        http::allow(&url)?;
        let key = match &coder.key {
            Some(source) => Some(secret::read(source, &coder.url).await?),
            None => None,
        };
        Ok(Self {
            http: Http::new(options)?,
            url,
            key,
        })
    }

    /// Makes one request; `failures` is how many of the same have failed before it.
    ///
    /// # Errors
    /// What no waiting mends: [`Error::Authentication`], or [`Error::Server`] with the endpoint's words when
    /// it refuses the request as such.
    pub async fn ask(&self, body: &[u8], failures: usize, now: Timestamp) -> Result<Reply> {
        let bearer = self
            .key
            .as_ref()
            .map(|key| format!("Bearer {}", key.expose_secret()));
        let mut headers = vec![
            ("content-type", "application/json"),
            ("accept", "application/json"),
        ];
        if let Some(bearer) = &bearer {
            headers.push(("authorization", bearer));
        }
        let later = |reason: String, lost| Reply::Later {
            reason,
            wait: STEPS.get(failures).copied(),
            lost,
        };
        let answer = match self.http.post(&self.url, &headers, body.to_vec()).await {
            Ok(answer) => answer,
            Err(Failure::Unreached(reason)) => return Ok(later(reason, false)),
            Err(Failure::Lost { reason, .. }) => return Ok(later(reason, true)),
        };
        match answer.status {
            200..=299 => Ok(Reply::Body(answer.body)),
            401 | 403 => Err(Error::Authentication {
                account: self.url.clone(),
                reply: self.words(&answer),
            }),
            408 | 425 | 429 | 500.. => Ok(Reply::Later {
                reason: self.words(&answer),
                wait: match retry_after(&answer, now) {
                    Some(asked) => STEPS
                        .get(failures)
                        .filter(|_| asked <= LONGEST)
                        .map(|step| asked.max(*step.min(&STEPS[0]))),
                    None => STEPS.get(failures).copied(),
                },
                lost: false,
            }),
            status => Err(Error::Server {
                server: self.url.clone(),
                reason: self.words(&answer),
                hint: match status {
                    404 => "check `url` and `model` in [coder.llm]; the address of a base ends in /v1",
                    402 => "the account at the endpoint is empty; the same command goes on when it is not",
                    _ => {
                        "check `model` in [coder.llm]; where the endpoint knows no response_format say \
                         `json_mode = false`, where it wants max_completion_tokens say so with \
                         `limit_key`, and where the model takes none, `temperature = \"default\"`"
                    }
                }
                .to_owned(),
            }),
        }
    }

    /// What the endpoint says of a failure: its `error.message`, else its first words; never the key.
    fn words(&self, answer: &Answer) -> String {
        let parsed: Option<serde_json::Value> = serde_json::from_slice(&answer.body).ok();
        let error = parsed.as_ref().and_then(|v| v.get("error"));
        let said = error
            .and_then(|e| e.get("message").or(Some(e)))
            .and_then(|m| m.as_str().map(str::to_owned))
            .unwrap_or_else(|| {
                let most = answer.body.len().min(4 * MOST_WORDS);
                String::from_utf8_lossy(&answer.body[..most]).into_owned()
            });
        let mut plain: String = said.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(key) = &self.key {
            plain = plain.replace(key.expose_secret(), "***");
        }
        let plain: String = plain
            .chars()
            .filter(|c| !c.is_control())
            .take(MOST_WORDS)
            .collect();
        format!("status {}: {plain}", answer.status)
            .trim_end_matches([':', ' '])
            .to_owned()
    }
}

/// How long a server asks to be left alone: RFC 9110, section 10.2.3, in seconds or as a date.
fn retry_after(answer: &Answer, now: Timestamp) -> Option<SignedDuration> {
    let said = answer.header("retry-after")?.trim();
    if let Ok(seconds) = said.parse::<f64>() {
        return SignedDuration::try_from_secs_f64(seconds.max(0.0).ceil()).ok();
    }
    let at = jiff::fmt::rfc2822::DateTimeParser::new()
        .relaxed_weekday(true)
        .parse_timestamp(said)
        .ok()?;
    // By the server's own clock, where it shows it.
    let from = answer.date().unwrap_or(now);
    Some(at.duration_since(from).max(SignedDuration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

    #[test]
    fn an_address_is_a_base_or_the_whole() {
        for (base, whole) in [
            (
                "http://127.0.0.1:11434",
                "http://127.0.0.1:11434/v1/chat/completions",
            ),
            (
                "https://a.example/v1/",
                "https://a.example/v1/chat/completions",
            ),
            (
                "https://a.example/api/v1",
                "https://a.example/api/v1/chat/completions",
            ),
            (
                "https://a.example/x/chat/completions",
                "https://a.example/x/chat/completions",
            ),
        ] {
            assert_eq!(address(base), whole);
        }
    }

    #[test]
    fn waits_are_read_in_seconds_and_as_dates() {
        let now: Timestamp = "2026-11-02T10:00:00Z".parse().unwrap();
        let of = |headers: &[(&str, &str)]| {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.insert(
                    HeaderName::try_from(*name).unwrap(),
                    HeaderValue::try_from(*value).unwrap(),
                );
            }
            let answer = Answer {
                status: 429,
                headers: map,
                body: Vec::new(),
            };
            retry_after(&answer, now).map(|wait| wait.as_secs())
        };
        assert_eq!(of(&[("retry-after", "30")]), Some(30));
        assert_eq!(of(&[("retry-after", "0.2")]), Some(1));
        assert_eq!(of(&[("retry-after", "-5")]), Some(0));
        assert_eq!(of(&[("retry-after", "soon")]), None);
        assert_eq!(of(&[("retry-after", "1e300")]), None);
        let date = ("retry-after", "Mon, 02 Nov 2026 10:00:45 GMT");
        assert_eq!(of(&[date]), Some(45));
        assert_eq!(
            of(&[date, ("date", "Mon, 02 Nov 2026 10:00:40 GMT")]),
            Some(5)
        );
        assert_eq!(of(&[]), None);
    }
}
