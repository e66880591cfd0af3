//! A Bluesky server that says what a test tells it to, and a client of it.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Response, Uri};
use futures_util::stream;
use jiff::Timestamp;
use mystery_shopper::channel::bluesky::Bluesky;
use mystery_shopper::clock::Clock;
use mystery_shopper::model::{Network, SecretSource, SocialAccount, SocialAuth, TransportKind};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

/// The study's account.
pub const STUDY: &str = "did:plc:study";
/// The company's.
pub const ACME: &str = "did:plc:acme";

/// A call as the server heard it.
#[derive(Debug, Clone)]
pub struct Heard {
    /// Such as `GET app.bsky.feed.getPosts?uris=..`, decoded.
    pub call: String,
    /// The bearer token; empty for none.
    pub token: String,
    /// The body; null for none.
    pub body: Value,
}

impl Heard {
    /// The value of a parameter.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let (_, query) = self.call.split_once('?')?;
        query
            .split('&')
            .find_map(|pair| pair.strip_prefix(&format!("{name}=")))
            .map(ToOwned::to_owned)
    }
}

/// What the server says.
#[derive(Debug, Clone)]
pub struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Option<String>,
}

impl Reply {
    /// With one more header.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }
}

/// All is well.
pub fn ok(body: &Value) -> Reply {
    raw(200, &body.to_string())
}

/// A refusal with its name.
pub fn refuse(status: u16, name: &str) -> Reply {
    let message = format!("about {name}");
    raw(
        status,
        &json!({ "error": name, "message": message }).to_string(),
    )
}

/// Any bytes.
pub fn raw(status: u16, body: &str) -> Reply {
    Reply {
        status,
        headers: Vec::new(),
        body: Some(body.to_owned()),
    }
}

/// The connection breaks in the middle of the answer.
pub fn cut() -> Reply {
    Reply {
        status: 200,
        headers: Vec::new(),
        body: None,
    }
}

/// The answer to a login or a renewal, with tokens of this name.
pub fn session(name: &str) -> Reply {
    ok(&json!({
        "did": STUDY, "handle": "study.example", "active": true,
        "accessJwt": format!("access-{name}"), "refreshJwt": format!("refresh-{name}"),
    }))
}

type Answers = Box<dyn FnMut(&Heard) -> Reply + Send>;

/// A server on a free port of loopback.
pub struct Server {
    base: String,
    heard: Arc<Mutex<Vec<Heard>>>,
    left: Arc<Mutex<VecDeque<String>>>,
}

impl Server {
    /// Answers each call as `answers` says.
    pub async fn start(answers: impl FnMut(&Heard) -> Reply + Send + 'static) -> Self {
        let heard: Arc<Mutex<Vec<Heard>>> = Arc::default();
        let answers: Arc<Mutex<Answers>> = Arc::new(Mutex::new(Box::new(answers)));
        let log = heard.clone();
        let app = axum::Router::new().fallback(
            move |method: Method, uri: Uri, headers: HeaderMap, body: Bytes| {
                let (log, answers) = (log.clone(), answers.clone());
                async move {
                    let heard = hear(&method, &uri, &headers, &body);
                    log.lock().unwrap().push(heard.clone());
                    let reply = (answers.lock().unwrap())(&heard);
                    respond(reply)
                }
            },
        );
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self {
            base,
            heard,
            left: Arc::default(),
        }
    }

    /// Expects exactly these calls, each by how it begins, and answers each as it says.
    pub async fn script(turns: Vec<(&str, Reply)>) -> Self {
        let expected = turns.iter().map(|(call, _)| (*call).to_owned()).collect();
        let left: Arc<Mutex<VecDeque<String>>> = Arc::new(Mutex::new(expected));
        let mut replies: VecDeque<Reply> = turns.into_iter().map(|(_, reply)| reply).collect();
        let expecting = left.clone();
        let mut server = Self::start(move |heard| {
            let mut expecting = expecting.lock().unwrap();
            let fits = expecting
                .front()
                .is_some_and(|begin| heard.call.starts_with(begin));
            if !fits {
                return refuse(418, "NotInTheScript");
            }
            expecting.pop_front();
            replies.pop_front().unwrap()
        })
        .await;
        server.left = left;
        server
    }

    /// What was heard, and nothing of the script is left.
    pub fn finish(&self) -> Vec<Heard> {
        let heard = self.heard.lock().unwrap().clone();
        let left = self.left.lock().unwrap();
        assert!(left.is_empty(), "not heard: {left:#?}; heard: {heard:#?}");
        heard
    }

    /// The calls that were heard, as far as they begin so.
    pub fn calls(&self, begin: &str) -> usize {
        let heard = self.heard.lock().unwrap();
        heard.iter().filter(|h| h.call.starts_with(begin)).count()
    }

    /// A client of this server with a simulated clock.
    pub fn client(&self) -> (Bluesky, Clock) {
        let clock = Clock::simulated(start());
        let client = Bluesky::new(&account(&self.base), clock.clone()).unwrap();
        (client, clock)
    }
}

/// When the clocks of these tests begin: years from what the servers' `Date` says.
pub fn start() -> Timestamp {
    "2020-01-01T00:00:00Z".parse().unwrap()
}

/// An account of the study on a server.
pub fn account(base: &str) -> SocialAccount {
    SocialAccount {
        network: Network::Bluesky,
        transport: TransportKind::Auto,
        handle: "study.example".to_owned(),
        api: base.to_owned(),
        auth: SocialAuth::AppPassword {
            identifier: "study.example".to_owned(),
            password: SecretSource::Command("echo 'p&ss'".to_owned()),
        },
        daily_cap: 10,
        spending: None,
    }
}

/// A post as the network shows it: `name` is its key, `minute` when it was taken.
pub fn view(did: &str, name: &str, minute: i64) -> Value {
    let time = start() + jiff::SignedDuration::from_mins(minute);
    json!({
        "uri": uri(did, name), "cid": "c",
        "author": { "did": did, "handle": "someone.example" },
        "record": { "$type": "app.bsky.feed.post", "text": format!("text of {name}"),
            "createdAt": "2019-12-31T00:00:00.000Z" },
        "replyCount": 0,
        "indexedAt": format!("{time:.3}"),
    })
}

/// The address of a post.
pub fn uri(did: &str, name: &str) -> String {
    format!("at://{did}/app.bsky.feed.post/{name}")
}

fn hear(method: &Method, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Heard {
    let path = uri.path().trim_start_matches("/xrpc/");
    let query = uri.query().map(|query| format!("?{}", decoded(query)));
    let token = headers.get("authorization").and_then(|t| t.to_str().ok());
    Heard {
        call: format!("{method} {path}{}", query.unwrap_or_default()),
        token: token.unwrap_or_default().replace("Bearer ", ""),
        body: serde_json::from_slice(body).unwrap_or_default(),
    }
}

fn decoded(query: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = query.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let code: String = rest.by_ref().take(2).map(char::from).collect();
            bytes.push(u8::from_str_radix(&code, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn respond(reply: Reply) -> Response<Body> {
    let mut response = Response::builder().status(reply.status);
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    let broken = || stream::iter([Ok(Bytes::from("{\"uri\":")), Err(std::io::ErrorKind::Other)]);
    let body = reply.body.map_or_else(
        || {
            Body::from_stream(stream::StreamExt::map(broken(), |r| {
                r.map_err(std::io::Error::from)
            }))
        },
        Body::from,
    );
    response.body(body).unwrap()
}
