//! The submission server. Commands are parsed by smtp-proto.

use super::encoding::{base64, from_base64};
use super::login::{Mechanism, XOAUTH2_REFUSAL, is_shopper, is_shopper_named};
use super::market::{Market, Verdict};
use super::wire::{Line, read_line, skip_line};
use smtp_proto::request::receiver::{DataReceiver, DummyDataReceiver};
use smtp_proto::{AUTH_LOGIN, AUTH_PLAIN, AUTH_XOAUTH2, Error, Request};
use std::borrow::Cow;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, BufWriter};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

/// The largest message taken, bytes.
const MOST_MESSAGE: usize = 10 * 1024 * 1024;
/// The longest command line, more than RFC 5321's 512 for the sake of long bearer tokens.
const MOST_LINE: usize = 8192;
/// The longest line of a message with its line end (RFC 5321, 4.5.3.1.6).
const MOST_TEXT_LINE: usize = 1000;
const MOST_RECIPIENTS: usize = 100;
const MOST_FAILURES: u32 = 10;
/// How long a client may be silent.
const PATIENCE: Duration = Duration::from_mins(10);

struct Session {
    market: Arc<Market>,
    reader: BufReader<OwnedReadHalf>,
    writer: BufWriter<OwnedWriteHalf>,
    greeted: bool,
    logged_in: bool,
    sender: Option<String>,
    recipients: Vec<String>,
    failures: u32,
}

/// What becomes of the connection.
#[derive(PartialEq, Eq)]
enum Next {
    Command,
    Hangup,
}

/// Serves one connection until it ends.
pub(super) async fn session(market: Arc<Market>, socket: TcpStream) -> io::Result<()> {
    let (read, write) = socket.into_split();
    let mut session = Session {
        market,
        reader: BufReader::new(read),
        writer: BufWriter::new(write),
        greeted: false,
        logged_in: false,
        sender: None,
        recipients: Vec::new(),
        failures: 0,
    };
    session.run().await
}

impl Session {
    async fn run(&mut self) -> io::Result<()> {
        let nth = self.market.tally.connections.next();
        if self.market.faults.refuse_connection.contains(&nth) {
            self.say("421 4.3.2 sandbox too busy, try again later")
                .await?;
            return self.writer.flush().await;
        }
        self.say("220 sandbox.localhost ESMTP shopper sandbox")
            .await?;
        while let Some(line) = self.line().await? {
            if self.command(&line).await? == Next::Hangup {
                break;
            }
            if self.failures > MOST_FAILURES {
                self.say("421 4.7.0 too many errors").await?;
                break;
            }
        }
        self.writer.flush().await
    }

    /// The next command line; `None` at the end. What was said so far goes out first, unless the
    /// client has sent more commands already (PIPELINING).
    async fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            if !self.reader.buffer().contains(&b'\n') {
                self.writer.flush().await?;
            }
            let mut line = Vec::new();
            let read = read_line(&mut self.reader, &mut line, 0, MOST_LINE);
            match tokio::time::timeout(PATIENCE, read).await {
                Ok(Ok(Line::Whole)) => return Ok(Some(line)),
                Ok(Ok(Line::TooLong)) => {
                    skip_line(&mut self.reader).await?;
                    self.failures += 1;
                    self.say("500 5.5.2 line too long").await?;
                    if self.failures > MOST_FAILURES {
                        return Ok(None);
                    }
                }
                Ok(Ok(Line::End)) => return Ok(None),
                Ok(Err(error)) => return Err(error),
                Err(_) => {
                    self.say("421 4.4.2 idle for too long").await?;
                    return Ok(None);
                }
            }
        }
    }

    async fn say(&mut self, reply: &str) -> io::Result<()> {
        self.writer.write_all(reply.as_bytes()).await?;
        self.writer.write_all(b"\r\n").await
    }

    async fn fail(&mut self, reply: &str) -> io::Result<Next> {
        self.failures += 1;
        self.say(reply).await?;
        Ok(Next::Command)
    }

    async fn command(&mut self, line: &[u8]) -> io::Result<Next> {
        let request = match Request::parse(&mut line.iter()) {
            Ok(request) => request.into_owned(),
            Err(error) => {
                let reply = match error {
                    Error::UnknownCommand => "500 5.5.1 no such command".to_owned(),
                    Error::InvalidSenderAddress => "501 5.1.7 bad sender address".to_owned(),
                    Error::InvalidRecipientAddress => "501 5.1.3 bad recipient address".to_owned(),
                    Error::SyntaxError { syntax } => format!("501 5.5.4 syntax: {syntax}"),
                    Error::UnsupportedParameter { .. } => {
                        "555 5.5.4 unsupported parameter".to_owned()
                    }
                    _ => "501 5.5.4 cannot read this".to_owned(),
                };
                return self.fail(&reply).await;
            }
        };
        match request {
            Request::Ehlo { .. } => {
                self.greeted = true;
                self.reset();
                let size = format!("250-SIZE {MOST_MESSAGE}");
                for reply in [
                    "250-sandbox.localhost",
                    "250-PIPELINING",
                    "250-8BITMIME",
                    &size,
                    "250-AUTH PLAIN LOGIN XOAUTH2",
                    "250 ENHANCEDSTATUSCODES",
                ] {
                    self.say(reply).await?;
                }
            }
            Request::Helo { .. } => {
                self.greeted = true;
                self.reset();
                self.say("250 sandbox.localhost").await?;
            }
            Request::Auth {
                mechanism,
                initial_response,
            } => return self.auth(mechanism, &initial_response).await,
            Request::Mail { from } => return self.mail(&from.address, from.size).await,
            Request::Rcpt { to } => return self.rcpt(&to.address).await,
            Request::Data => return self.data().await,
            Request::Rset => {
                self.reset();
                self.say("250 2.0.0 forgotten").await?;
            }
            Request::Noop { .. } => self.say("250 2.0.0 still here").await?,
            Request::Vrfy { .. } => {
                self.say("252 2.1.5 send some mail, and see").await?;
            }
            Request::Help { .. } => self.say("214 2.0.0 see RFC 5321").await?,
            Request::Quit => {
                self.say("221 2.0.0 goodbye").await?;
                return Ok(Next::Hangup);
            }
            _ => return self.fail("502 5.5.1 not offered").await,
        }
        Ok(Next::Command)
    }

    fn reset(&mut self) {
        self.sender = None;
        self.recipients.clear();
    }

    async fn auth(&mut self, mechanism: u64, initial: &str) -> io::Result<Next> {
        if self.logged_in {
            return self.fail("503 5.5.1 already logged in").await;
        }
        let mechanism = match mechanism {
            AUTH_PLAIN => Mechanism::Plain,
            AUTH_LOGIN => Mechanism::Login,
            AUTH_XOAUTH2 => Mechanism::Xoauth2,
            _ => return self.fail("504 5.5.4 PLAIN, LOGIN or XOAUTH2").await,
        };
        let first = match initial {
            "" => {
                let prompt = if mechanism == Mechanism::Login {
                    "VXNlcm5hbWU6"
                } else {
                    ""
                };
                match self.ask(prompt).await? {
                    Some(answer) => answer,
                    None => return Ok(Next::Hangup),
                }
            }
            "=" => String::new(),
            some => some.to_owned(),
        };
        if first == "*" {
            return self.fail("501 5.7.0 given up").await;
        }
        let right = if mechanism == Mechanism::Login {
            let Some(second) = self.ask("UGFzc3dvcmQ6").await? else {
                return Ok(Next::Hangup);
            };
            let (name, word) = (from_base64(&first), from_base64(&second));
            name.zip(word)
                .is_some_and(|(n, w)| is_shopper_named(&n, &w, &self.market.password))
        } else {
            is_shopper(mechanism, &first, &self.market.password)
        };
        if right {
            self.logged_in = true;
            self.say("235 2.7.0 welcome").await?;
            return Ok(Next::Command);
        }
        if mechanism == Mechanism::Xoauth2
            && self
                .ask(&base64(XOAUTH2_REFUSAL.as_bytes()))
                .await?
                .is_none()
        {
            return Ok(Next::Hangup);
        }
        self.fail("535 5.7.8 wrong user or password").await
    }

    async fn ask(&mut self, prompt: &str) -> io::Result<Option<String>> {
        self.say(&format!("334 {prompt}")).await?;
        let line = self.line().await?;
        Ok(line.map(|l| String::from_utf8_lossy(&l).trim().to_owned()))
    }

    async fn mail(&mut self, sender: &str, size: usize) -> io::Result<Next> {
        if !self.greeted {
            return self.fail("503 5.5.1 EHLO first").await;
        }
        if !self.logged_in {
            return self.fail("530 5.7.0 log in first").await;
        }
        if self.sender.is_some() {
            return self.fail("503 5.5.1 one sender at a time").await;
        }
        if size > MOST_MESSAGE {
            return self.fail("552 5.3.4 message too large").await;
        }
        self.sender = Some(sender.to_owned());
        self.say("250 2.1.0 ok").await?;
        Ok(Next::Command)
    }

    async fn rcpt(&mut self, recipient: &str) -> io::Result<Next> {
        let Some(sender) = &self.sender else {
            return self.fail("503 5.5.1 MAIL first").await;
        };
        if self.recipients.len() >= MOST_RECIPIENTS {
            self.say("452 4.5.3 too many recipients").await?;
            return Ok(Next::Command);
        }
        let nth = self.market.tally.recipients.next();
        let verdict = if self.market.faults.defer_recipient.contains(&nth) {
            Verdict::TryLater
        } else {
            self.market.announce(sender, recipient)
        };
        let shown: String = recipient.chars().filter(|c| !c.is_control()).collect();
        let reply = match verdict {
            Verdict::Welcome => {
                self.recipients.push(recipient.to_owned());
                Cow::Borrowed("250 2.1.5 ok")
            }
            Verdict::NoSuchMailbox => format!("550 5.1.1 <{shown}>: no such mailbox").into(),
            Verdict::NoSuchDomain => {
                format!("550 5.1.2 <{shown}>: no such domain in the sandbox").into()
            }
            Verdict::TryLater => format!("451 4.7.1 <{shown}>: greylisted, try again later").into(),
        };
        self.say(&reply).await?;
        Ok(Next::Command)
    }

    async fn data(&mut self) -> io::Result<Next> {
        if self.recipients.is_empty() {
            return self.fail("503 5.5.1 RCPT first").await;
        }
        self.say("354 go ahead, end with <CRLF>.<CRLF>").await?;
        self.writer.flush().await?;
        let nth = self.market.tally.messages.next();
        let faults = &self.market.faults;
        if faults.break_before_data.contains(&nth) {
            return Ok(Next::Hangup);
        }
        let (silence, defer) = (
            faults.silence_after_data.contains(&nth),
            faults.defer_message.contains(&nth),
        );
        let Some(message) = self.receive().await? else {
            return Ok(Next::Hangup);
        };
        let sender = self.sender.take().unwrap_or_default();
        let recipients = std::mem::take(&mut self.recipients);
        let reply = match message {
            _ if defer => Cow::Borrowed("451 4.3.0 local error, try again later"),
            Received::TooLarge => "552 5.3.4 message too large".into(),
            Received::Message(raw) if has_long_line(&raw) => "554 5.6.0 a line is too long".into(),
            Received::Message(raw) => {
                let id = self.market.submit(&sender, &recipients, &raw);
                format!("250 2.0.0 Ok: queued as {id}").into()
            }
        };
        if silence {
            return Ok(Next::Hangup);
        }
        self.say(&reply).await?;
        Ok(Next::Command)
    }

    /// The message up to its final dot; `None` when the connection breaks before.
    async fn receive(&mut self) -> io::Result<Option<Received>> {
        let mut receiver = DataReceiver::new();
        let mut raw = Vec::with_capacity(4096);
        // The receiver looks for a line end before the final dot; an empty message has none.
        receiver.ingest(&mut b"\r\n".iter(), &mut raw);
        let mut surplus: Option<DummyDataReceiver> = None;
        loop {
            let filled = tokio::time::timeout(PATIENCE, self.reader.fill_buf()).await;
            let Ok(chunk) = filled else {
                return Ok(None);
            };
            let chunk = chunk?;
            if chunk.is_empty() {
                return Ok(None);
            }
            let mut bytes = chunk.iter();
            let done = match &mut surplus {
                Some(surplus) => surplus.ingest(&mut bytes),
                None => receiver.ingest(&mut bytes, &mut raw),
            };
            let used = chunk.len() - bytes.as_slice().len();
            self.reader.consume(used);
            if raw.len() > MOST_MESSAGE && surplus.is_none() {
                surplus = Some(DummyDataReceiver::new_data(&receiver));
                raw = Vec::new();
            }
            if done {
                return Ok(Some(if surplus.is_some() {
                    Received::TooLarge
                } else {
                    raw.drain(..2);
                    Received::Message(raw)
                }));
            }
        }
    }
}

enum Received {
    Message(Vec<u8>),
    TooLarge,
}

fn has_long_line(raw: &[u8]) -> bool {
    raw.split(|b| *b == b'\n')
        .any(|line| line.len() >= MOST_TEXT_LINE)
}
