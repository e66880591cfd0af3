//! An HTTP server that does what a test says, and the account that speaks to it.

use jiff::Timestamp;
use mystery_shopper::clock::Clock;
use mystery_shopper::model::{Network, SecretSource, SocialAccount, SocialAuth, TransportKind};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Asked {
    pub method: String,
    pub path: String,
    pub query: BTreeMap<String, String>,
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

impl Asked {
    /// `GET /2/tweets`
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    pub fn param(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    pub fn bearer(&self) -> &str {
        let header = self.headers.get("authorization").map_or("", String::as_str);
        header.strip_prefix("Bearer ").unwrap_or_default()
    }

    /// One parameter of an OAuth 1 header.
    pub fn oauth(&self, name: &str) -> Option<String> {
        let header = self.headers.get("authorization")?.strip_prefix("OAuth ")?;
        header
            .split(", ")
            .find_map(|pair| pair.strip_prefix(&format!("{name}=\"")))
            .map(|value| value.trim_end_matches('"').to_owned())
    }
}

/// What the server does.
#[derive(Debug, Clone)]
pub enum Said {
    Answer {
        status: u16,
        headers: Vec<(&'static str, String)>,
        body: String,
    },
    /// The connection ends without a word.
    Nothing,
    /// The answer breaks off in the middle of its body.
    Half(u16),
    /// Nothing is said, and the connection stays open.
    Stall,
}

impl Said {
    pub fn json(status: u16, body: &Value) -> Self {
        Self::text(status, &body.to_string())
    }

    pub fn text(status: u16, body: &str) -> Self {
        Self::Answer {
            status,
            headers: Vec::new(),
            body: body.to_owned(),
        }
    }

    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        if let Self::Answer { headers, .. } = &mut self {
            headers.push((name, value.to_string()));
        }
        self
    }

    /// The date header, as RFC 9110 writes it.
    pub fn dated(self, at: Timestamp) -> Self {
        self.with("Date", at.strftime("%a, %d %b %Y %H:%M:%S GMT"))
    }
}

type Play = dyn FnMut(&Asked) -> Said + Send;

/// A server on a free port of loopback; every request is kept.
pub struct Fake {
    pub port: u16,
    pub asked: Arc<Mutex<Vec<Asked>>>,
}

impl Fake {
    pub async fn start(play: impl FnMut(&Asked) -> Said + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let play: Arc<Mutex<Box<Play>>> = Arc::new(Mutex::new(Box::new(play)));
        let log = asked.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, play.clone(), log.clone()));
            }
        });
        Self { port, asked }
    }

    /// The same before an account: `/2/users/me` is answered for it.
    pub async fn of_shopper(mut play: impl FnMut(&Asked) -> Said + Send + 'static) -> Self {
        Self::start(move |asked| match asked.line().as_str() {
            "GET /2/users/me" => Said::json(
                200,
                &json!({"data": {"id": "99", "username": "Shopper", "name": "Anna"}}),
            ),
            _ => play(asked),
        })
        .await
    }

    pub fn lines(&self) -> Vec<String> {
        self.asked.lock().unwrap().iter().map(Asked::line).collect()
    }

    pub fn count(&self, line: &str) -> usize {
        self.lines().iter().filter(|l| *l == line).count()
    }

    pub fn all(&self, line: &str) -> Vec<Asked> {
        let asked = self.asked.lock().unwrap();
        asked.iter().filter(|a| a.line() == line).cloned().collect()
    }

    pub fn api(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// An account that signs with OAuth 1.
    pub fn signing(&self) -> SocialAccount {
        let secret = |text: &str| SecretSource::Command(format!("echo {text}"));
        self.account(SocialAuth::OAuth1 {
            consumer_key: secret("ck"),
            consumer_secret: secret("cs"),
            token: secret("tk"),
            token_secret: secret("ts"),
        })
    }

    /// An account with the tokens of a file.
    pub fn with_tokens(&self, file: &Path) -> SocialAccount {
        self.account(SocialAuth::OAuth2 {
            client_id: "app".to_owned(),
            client_secret: None,
            tokens: file.to_owned(),
        })
    }

    fn account(&self, auth: SocialAuth) -> SocialAccount {
        SocialAccount {
            network: Network::Twitter,
            transport: TransportKind::Auto,
            handle: "shopper".to_owned(),
            api: self.api(),
            auth,
            daily_cap: 50,
            spending: None,
        }
    }
}

/// A token file that is good until a moment.
pub fn tokens(dir: &Path, access: &str, refresh: &str, expires_at: Timestamp) -> PathBuf {
    let path = dir.join("x.json");
    let body = json!({"access_token": access, "refresh_token": refresh, "scope": "tweet.read",
                      "expires_at": expires_at.to_string()});
    std::fs::write(&path, body.to_string()).unwrap();
    path
}

pub fn at(time: &str) -> Timestamp {
    time.parse().unwrap()
}

/// Simulated time of a working day.
pub fn clock() -> Clock {
    Clock::simulated(at("2026-11-02T10:00:00Z"))
}

/// The id that X would give at a moment.
pub fn id(moment: &str, number: u64) -> u64 {
    let since = u64::try_from(at(moment).as_millisecond() - 1_288_834_974_657).unwrap();
    (since << 22) + number
}

/// A post of somebody's.
pub fn post(id: u64, text: &str) -> Value {
    json!({"id": id.to_string(), "text": text, "author_id": "7", "created_at": "2026-11-02T09:30:00.000Z",
           "edit_history_tweet_ids": [id.to_string()]})
}

async fn serve(
    mut stream: TcpStream,
    play: Arc<Mutex<Box<Play>>>,
    log: Arc<Mutex<Vec<Asked>>>,
) -> Option<()> {
    let mut heard = Vec::new();
    loop {
        let question = loop {
            if let Some(end) = heard.windows(4).position(|w| w == b"\r\n\r\n") {
                break String::from_utf8(heard.drain(..end + 4).collect()).unwrap();
            }
            stream.read_buf(&mut heard).await.ok().filter(|n| *n > 0)?;
        };
        let mut lines = question.lines();
        let mut first = lines.next()?.split(' ');
        let (method, target) = (first.next()?, first.next()?);
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let headers: BTreeMap<String, String> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        let length: usize = headers
            .get("content-length")
            .map_or(0, |value| value.parse().unwrap());
        while heard.len() < length {
            stream.read_buf(&mut heard).await.ok().filter(|n| *n > 0)?;
        }
        let asked = Asked {
            method: method.to_owned(),
            path: path.to_owned(),
            query: pairs(query),
            headers,
            body: String::from_utf8(heard.drain(..length).collect()).unwrap(),
        };
        log.lock().unwrap().push(asked.clone());
        let said = (play.lock().unwrap())(&asked);
        let (status, extra, body, whole) = match said {
            Said::Nothing => return None,
            Said::Stall => return std::future::pending().await,
            Said::Half(status) => (status, Vec::new(), "{\"data\":".to_owned(), false),
            Said::Answer {
                status,
                headers,
                body,
            } => (status, headers, body, true),
        };
        let mut out = format!(
            "HTTP/1.1 {status} Whatever\r\nContent-Type: application/json\r\nContent-Length: {}\r\n",
            if whole { body.len() } else { body.len() + 100 }
        );
        for (name, value) in extra {
            out.extend([name, ": ", &value, "\r\n"]);
        }
        out.push_str("\r\n");
        out.push_str(&body);
        stream.write_all(out.as_bytes()).await.ok()?;
        if !whole {
            return None;
        }
    }
}

/// The parameters of a query or a form.
pub fn pairs(text: &str) -> BTreeMap<String, String> {
    text.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (plain(name), plain(value)))
        .collect()
}

fn plain(text: &str) -> String {
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let hex = [bytes.next().unwrap(), bytes.next().unwrap()];
            out.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).unwrap()
}
