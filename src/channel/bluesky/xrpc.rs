//! One exchange with an XRPC server: what is asked, and what came of it. Nothing is tried twice here.

use super::limits::Kind;
use reqwest::header::HeaderMap;
use reqwest::{StatusCode, Url};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

/// No answer is longer. A post takes about a kilobyte; the longest answer is a conversation with tens of
/// thousands of them.
const LONGEST: usize = 64 * 1024 * 1024;

/// So much of a server's words is kept.
const WORDS: usize = 300;

/// What is asked of the server.
#[derive(Debug, Clone)]
pub struct Call {
    /// The method, such as `app.bsky.feed.getPosts`.
    pub method: &'static str,
    /// What it is to the limits.
    pub kind: Kind,
    /// The parameters in the address.
    pub query: Vec<(&'static str, String)>,
    /// The body, which makes it a POST; [`Value::Null`] for a POST without one.
    pub body: Option<Value>,
}

impl Call {
    /// A call that reads.
    pub const fn read(method: &'static str, query: Vec<(&'static str, String)>) -> Self {
        Self {
            method,
            kind: Kind::Read,
            query,
            body: None,
        }
    }
}

/// A refusal in the server's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The error's name, such as `ExpiredToken`; empty when the answer has not the form of an XRPC error.
    pub name: String,
    /// What the server says about it.
    pub message: String,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.status)?;
        for part in [&self.name, &self.message] {
            if !part.is_empty() {
                write!(f, " {part}")?;
            }
        }
        Ok(())
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The call certainly did not reach the server: no connection was made.
    Unreached(String),
    /// The call left, and no answer that can be read came back: it may have been carried out.
    Lost(String),
    /// The server answered that it did not do it.
    Refused(Refusal),
}

/// Makes a call once. The headers are those of whatever answer there was.
pub async fn exchange(
    http: &reqwest::Client,
    base: &Url,
    call: &Call,
    token: Option<&SecretString>,
) -> (Option<HeaderMap>, Result<Value, Failure>) {
    let mut url = base.clone();
    url.set_path(&format!(
        "{}/xrpc/{}",
        base.path().trim_end_matches('/'),
        call.method
    ));
    if !call.query.is_empty() {
        url.query_pairs_mut().extend_pairs(&call.query);
    }
    let mut request = match &call.body {
        None => http.get(url),
        Some(Value::Null) => http.post(url),
        Some(body) => http
            .post(url)
            .header("content-type", "application/json")
            .body(body.to_string()),
    };
    if let Some(token) = token {
        request = request.bearer_auth(token.expose_secret());
    }
    let mut response = match request.send().await {
        Ok(response) => response,
        Err(error) if error.is_connect() || error.is_builder() => {
            return (None, Err(Failure::Unreached(reason(error))));
        }
        Err(error) => return (None, Err(Failure::Lost(reason(error)))),
    };
    let (status, headers) = (response.status(), response.headers().clone());
    let body = body(&mut response).await;
    let answer = if status == StatusCode::OK {
        body.and_then(|bytes| {
            serde_json::from_slice(&bytes)
                .map_err(|error| Failure::Lost(format!("the answer is no JSON: {error}")))
        })
    } else if status.is_client_error() || status.is_server_error() {
        Err(Failure::Refused(refusal(status, &body.unwrap_or_default())))
    } else {
        Err(Failure::Lost(format!(
            "the server answered with status {status}"
        )))
    };
    (Some(headers), answer)
}

async fn body(response: &mut reqwest::Response) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() > LONGEST => {
                return Err(Failure::Lost(format!(
                    "the answer is longer than {LONGEST} bytes"
                )));
            }
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => return Ok(bytes),
            Err(error) => return Err(Failure::Lost(reason(error))),
        }
    }
}

fn refusal(status: StatusCode, body: &[u8]) -> Refusal {
    let said: Value = serde_json::from_slice(body).unwrap_or_default();
    let word = |key| said.get(key).and_then(Value::as_str).map(words);
    Refusal {
        status: status.as_u16(),
        name: word("error").unwrap_or_default(),
        message: word("message").unwrap_or_default(),
    }
}

/// What went wrong with a connection, to its ground; without the address, which is said elsewhere.
fn reason(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(inner) = source {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text = format!("{text}: {inner_text}");
        }
        source = inner.source();
    }
    words(&text)
}

/// What a server says, fit to be shown: one line, no control characters, not too long.
pub fn words(text: &str) -> String {
    let line = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().take(WORDS).map(line).collect()
}
