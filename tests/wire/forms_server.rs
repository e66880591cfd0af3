//! A site that does what a test says, byte by byte, and an enquiry that is put to it.

use jiff::SignedDuration;
use mystery_shopper::channel::web::{FormSender, Manner};
use mystery_shopper::channel::{Dispatch, Transport};
use mystery_shopper::clock::Clock;
use mystery_shopper::model::{ExhibitKind, FormPins, Language, Outcome, Particulars, Web};
use std::fmt::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;

pub const QUESTION: &str = "How long does delivery to Belgium take?";
pub const MESSAGE: &str =
    "Hello,\n\nHow long does delivery to Belgium take?\n\nKind regards,\nAnna Reed";
pub const EMAIL: &str = "anna.reed+w1abc@shop.test";

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Asked {
    pub method: String,
    /// Path and query.
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Asked {
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }

    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(n, _)| n == name);
        found.map_or("", |(_, value)| value)
    }

    /// The value of a field of an urlencoded body, or else of the query.
    pub fn field(&self, name: &str) -> Option<String> {
        let query = self.target.split_once('?').map_or("", |(_, q)| q);
        let body = if self.body.is_empty() {
            query.as_bytes()
        } else {
            &self.body
        };
        url::form_urlencoded::parse(body)
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.into_owned())
    }
}

/// What the site does.
#[derive(Debug, Clone)]
pub enum Does {
    Answer {
        status: u16,
        headers: Vec<(&'static str, String)>,
        body: Vec<u8>,
    },
    /// The connection ends without a word.
    Cut,
    /// The answer breaks off in its middle.
    Half,
    /// Nothing ever comes.
    Silence,
    /// A page that does not end for a gigabyte.
    Gigabyte,
}

impl Does {
    pub fn page(body: impl AsRef<[u8]>) -> Self {
        Self::status(200, body)
    }

    pub fn status(status: u16, body: impl AsRef<[u8]>) -> Self {
        Self::Answer {
            status,
            headers: vec![("content-type", "text/html; charset=utf-8".to_owned())],
            body: body.as_ref().to_vec(),
        }
    }

    pub fn to(status: u16, location: impl Into<String>) -> Self {
        Self::status(status, "").with("location", location)
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        if let Self::Answer { headers, .. } = &mut self {
            headers.retain(|(n, _)| *n != name || name == "set-cookie");
            headers.push((name, value.into()));
        }
        self
    }
}

type Play = dyn FnMut(&Asked) -> Does + Send;

/// A site on a free port of loopback; every request is kept.
pub struct Site {
    pub port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Site {
    pub async fn start(play: impl FnMut(&Asked) -> Does + Send + 'static) -> Self {
        Self::start_at("127.0.0.1", None, play).await
    }

    pub async fn start_at(
        ip: &str,
        tls: Option<tokio_rustls::TlsAcceptor>,
        play: impl FnMut(&Asked) -> Does + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind((ip, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let play: Arc<Mutex<Box<Play>>> = Arc::new(Mutex::new(Box::new(play)));
        let log = asked.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (play, log, tls) = (play.clone(), log.clone(), tls.clone());
                tokio::spawn(async move {
                    match tls {
                        None => serve(stream, play, log).await,
                        Some(tls) => serve(tls.accept(stream).await.ok()?, play, log).await,
                    }
                });
            }
        });
        Self { port, asked }
    }

    pub fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub fn lines(&self) -> Vec<String> {
        self.asked().iter().map(Asked::line).collect()
    }

    /// The one form that was sent.
    pub fn only_post(&self) -> Asked {
        let mut posts = self.posts();
        assert_eq!(posts.len(), 1, "{:?}", self.lines());
        posts.remove(0)
    }

    pub fn posts(&self) -> Vec<Asked> {
        self.asked()
            .into_iter()
            .filter(|a| a.method == "POST")
            .collect()
    }
}

async fn serve(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    play: Arc<Mutex<Box<Play>>>,
    log: Arc<Mutex<Vec<Asked>>>,
) -> Option<()> {
    let mut heard = Vec::new();
    loop {
        let front = loop {
            if let Some(end) = heard.windows(4).position(|w| w == b"\r\n\r\n") {
                break String::from_utf8(heard.drain(..end + 4).collect()).unwrap();
            }
            stream.read_buf(&mut heard).await.ok().filter(|n| *n > 0)?;
        };
        let mut lines = front.lines();
        let mut first = lines.next()?.split(' ');
        let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        let length = headers.iter().find(|(n, _)| n == "content-length");
        let length: usize = length.map_or(0, |(_, v)| v.parse().unwrap());
        while heard.len() < length {
            stream.read_buf(&mut heard).await.ok().filter(|n| *n > 0)?;
        }
        let asked = Asked {
            method,
            target,
            headers,
            body: heard.drain(..length).collect(),
        };
        log.lock().unwrap().push(asked.clone());
        let does = (play.lock().unwrap())(&asked);
        match does {
            Does::Answer {
                status,
                headers,
                body,
            } => {
                let mut front =
                    format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\n", body.len());
                for (name, value) in headers {
                    write!(front, "{name}: {value}\r\n").unwrap();
                }
                front.push_str("\r\n");
                stream.write_all(front.as_bytes()).await.ok()?;
                stream.write_all(&body).await.ok()?;
            }
            Does::Cut => return None,
            Does::Half => {
                let front = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999\r\n\r\nThank you for your";
                stream.write_all(front.as_bytes()).await.ok()?;
                return None;
            }
            Does::Silence => std::future::pending().await,
            Does::Gigabyte => {
                let front = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000000000\r\n\r\n<form method=post>";
                stream.write_all(front.as_bytes()).await.ok()?;
                let some = b"<p>more of the same</p>".repeat(1000);
                for _ in 0..1_000_000_000 / some.len() {
                    stream.write_all(&some).await.ok()?;
                }
            }
        }
        stream.flush().await.ok()?;
    }
}

pub fn particulars() -> Particulars {
    Particulars {
        language: Language::En,
        full_name: "Anna Reed".to_owned(),
        email: EMAIL.to_owned(),
        country: "GB".to_owned(),
        subject: "Delivery to Belgium".to_owned(),
        message: MESSAGE.to_owned(),
        question: QUESTION.to_owned(),
        topic: "delivery".to_owned(),
        token: "w1abc".to_owned(),
        company: "Acme".to_owned(),
        pins: FormPins::default(),
        ..Particulars::default()
    }
}

pub fn dispatch(to: &str, particulars: Particulars) -> Dispatch {
    Dispatch {
        enquiry: 7,
        number: 1,
        from_name: "Anna Reed".to_owned(),
        from: EMAIL.to_owned(),
        to: to.to_owned(),
        own_id: "w1abc.1@shop.test".to_owned(),
        thread_id: String::new(),
        subject: particulars.subject.clone(),
        body: particulars.message.clone(),
        date: noon(),
        particulars: Some(Box::new(particulars)),
    }
}

pub fn noon() -> jiff::Timestamp {
    "2026-11-02T12:00:00Z".parse().unwrap()
}

/// Long enough for a busy machine.
pub fn manner() -> Manner {
    Manner {
        connect: Duration::from_secs(20),
        page: Duration::from_secs(20),
        submit: Duration::from_secs(20),
        pause: SignedDuration::from_secs(2),
        ..Manner::default()
    }
}

pub fn sender(manner: Manner) -> FormSender {
    let web = Web {
        operator: "Acme Research, +31 20 123".to_owned(),
        ..Web::default()
    };
    FormSender::with_manner(&web, manner, Clock::simulated(noon())).unwrap()
}

/// Puts one enquiry, and gives its only outcome.
pub async fn put_by(sender: &mut impl Transport, dispatch: Dispatch) -> Outcome {
    let mut outcomes = Vec::new();
    sender.ready(&dispatch).await.unwrap();
    sender
        .send(&[dispatch], &mut |outcome| {
            outcomes.push(outcome);
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!(outcomes.len(), 1);
    let outcome = outcomes.remove(0);
    assert_eq!((outcome.enquiry, outcome.number), (7, 1));
    outcome
}

pub async fn put(to: &str) -> Outcome {
    put_by(&mut sender(manner()), dispatch(to, particulars())).await
}

/// The pages that were kept, one behind the other.
pub fn kept(outcome: &Outcome) -> String {
    let pages = outcome
        .exhibits
        .iter()
        .filter(|e| e.kind == ExhibitKind::Page);
    pages
        .map(|e| String::from_utf8_lossy(&e.body).into_owned())
        .collect()
}

/// A contact page with this in its form; it is sent to `/contact`.
pub fn contact(inside: &str) -> String {
    contact_with("method=post action=/contact", inside)
}

/// The same with these attributes.
pub fn contact_with(attributes: &str, inside: &str) -> String {
    format!(
        "<!doctype html><html lang=en><title>Contact | Acme</title><body><h1>Contact us</h1>\
         <p>Send us a message and we will reply.</p><form {attributes}>\
         <p><label>Your name <input name=name required></label></p>\
         <p><label>Email address <input type=email name=email required></label></p>\
         <p><label>Subject <input name=subject></label></p>\
         <p><label>Message <textarea name=message required></textarea></label></p>{inside}\
         <button type=submit>Send message</button></form>\
         <footer><a href=/privacy>Privacy</a></footer>"
    )
}

pub const THANKS: &str = "<!doctype html><html lang=en><title>Thank you | Acme</title><h1>Thank you for your message</h1>\
    <p>Your reference is <b>AC-2041</b>. We will reply within two working days.</p>";
