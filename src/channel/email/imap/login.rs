//! From a connection to a session: greeting, TLS, login.

use super::response::{Said, Status, code};
use super::session::{Failure, Session};
use crate::channel::email::{Timeouts, sasl};
use crate::channel::socket::{NoSocket, Socket};
use crate::channel::tls;
use crate::channel::wire::Wire;
use crate::error::Error;
use crate::model::{AuthMechanism, Endpoint, Security};
use secrecy::{ExposeSecret, SecretString};

/// Connects, protects the connection as the endpoint demands, and logs in.
pub async fn open(
    endpoint: &Endpoint,
    secret: Option<&SecretString>,
    timeouts: Timeouts,
) -> Result<Session, NoSocket> {
    if endpoint.security == Security::Plain {
        tls::allow_plain(endpoint)?;
    }
    let mut socket = Socket::connect(endpoint, timeouts.connect).await?;
    if endpoint.security == Security::Tls {
        socket = socket.secure(endpoint, timeouts.command).await?;
    }
    let mut session = Session::new(Wire::new(socket), timeouts);
    let greeted = session.next().await?;
    let known = match greeted {
        Said::Status(Status::Ok, text) => note(&mut session, code(&text, "CAPABILITY")),
        // A login that we did not ask for, on a line that is not protected yet, cannot be ours.
        Said::Status(Status::Preauth, _) if endpoint.security != Security::Starttls => {
            ask(&mut session).await?;
            return Ok(session);
        }
        other => return Err(NoSocket::Unreached(format!("greeted with: {other:?}"))),
    };
    if endpoint.security == Security::Starttls {
        if !known {
            ask(&mut session).await?;
        }
        session = start_tls(session, endpoint, timeouts).await?;
        ask(&mut session).await?;
    } else if !known {
        ask(&mut session).await?;
    }
    if let (Some(user), Some(secret)) = (&endpoint.user, secret) {
        log_in(&mut session, endpoint, user, secret.expose_secret()).await?;
    }
    Ok(session)
}

/// Notes what a server can do; whether it said.
fn note(session: &mut Session, words: Option<&str>) -> bool {
    if let Some(words) = words {
        session.capabilities = words
            .split_ascii_whitespace()
            .map(str::to_ascii_uppercase)
            .collect();
    }
    words.is_some()
}

async fn ask(session: &mut Session) -> Result<(), Failure> {
    let mut found = Vec::new();
    session
        .run("CAPABILITY", |said| {
            if let Said::Capability(words) = said {
                found = words;
            }
        })
        .await?;
    session.capabilities = found.into_iter().collect();
    Ok(())
}

async fn start_tls(
    mut session: Session,
    endpoint: &Endpoint,
    timeouts: Timeouts,
) -> Result<Session, NoSocket> {
    if !session.can("STARTTLS") {
        return Err(NoSocket::Fatal(Error::Refused {
            message: format!("{}: the server does not offer STARTTLS", endpoint.label()),
            hint:
                "nothing was sent; many servers speak TLS at once on port 993: security = \"tls\""
                    .to_owned(),
        }));
    }
    session.run("STARTTLS", |_| {}).await?;
    let wire = session.into_wire();
    let wire = wire.secure(endpoint, timeouts.command).await?;
    Ok(Session::new(wire, timeouts))
}

async fn log_in(
    session: &mut Session,
    endpoint: &Endpoint,
    user: &str,
    secret: &str,
) -> Result<(), NoSocket> {
    let refused = |reply: String| {
        NoSocket::Fatal(Error::Authentication {
            account: endpoint.label(),
            reply,
        })
    };
    let mechanism = mechanism(session, endpoint.auth)
        .ok_or_else(|| refused("the server offers no way to log in that we know".to_owned()))?;
    let done = match mechanism {
        AuthMechanism::Plain => authenticate(session, "PLAIN", &sasl::plain(user, secret)).await,
        AuthMechanism::Xoauth2 => {
            authenticate(session, "XOAUTH2", &sasl::xoauth2(user, secret)).await
        }
        AuthMechanism::Login => login(session, user, secret).await,
    };
    match done {
        Ok(text) => {
            // Some servers can more after the login, and say so with it or not at all.
            if !note(session, code(&text, "CAPABILITY")) {
                ask(session).await?;
            }
            Ok(())
        }
        // RFC 5530: the password may be right.
        Err(Failure::Denied(text)) if code(&text, "UNAVAILABLE").is_some() => {
            Err(NoSocket::Unreached(format!("login deferred: {text}")))
        }
        Err(Failure::Denied(text)) => Err(refused(text)),
        Err(lost) => Err(lost.into()),
    }
}

/// The mechanism to use: the one asked for, or else the best that is offered. A password does not
/// say whether it is a token, so XOAUTH2 comes last.
fn mechanism(session: &Session, asked: Option<AuthMechanism>) -> Option<AuthMechanism> {
    if asked.is_some() {
        return asked;
    }
    if session.can("AUTH=PLAIN") {
        Some(AuthMechanism::Plain)
    } else if !session.can("LOGINDISABLED") {
        Some(AuthMechanism::Login)
    } else if session.can("AUTH=XOAUTH2") {
        Some(AuthMechanism::Xoauth2)
    } else {
        None
    }
}

async fn authenticate(
    session: &mut Session,
    mechanism: &str,
    first: &str,
) -> Result<String, Failure> {
    let mut unsaid = Some(first);
    let tag = if session.can("SASL-IR") {
        unsaid = None;
        session
            .begin(&format!("AUTHENTICATE {mechanism} {first}"))
            .await?
    } else {
        session.begin(&format!("AUTHENTICATE {mechanism}")).await?
    };
    loop {
        match session.next().await? {
            // A second challenge is XOAUTH2's account of why not: an empty line brings the NO.
            Said::Continue(_) => {
                let line = format!("{}\r\n", unsaid.take().unwrap_or_default());
                session.say(line.as_bytes()).await?;
            }
            Said::Done(done, Status::Ok, text) if done == tag => return Ok(text),
            Said::Done(done, _, text) if done == tag => return Err(Failure::Denied(text)),
            _ => {}
        }
    }
}

/// The LOGIN command. A word that cannot be quoted goes as a literal, once the server is ready.
async fn login(session: &mut Session, user: &str, secret: &str) -> Result<String, Failure> {
    let quotable = |word: &str| word.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    let quote = |word: &str| format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\""));
    let mut line = "LOGIN".to_owned();
    let mut literals = Vec::new();
    for word in [user, secret] {
        line.push(' ');
        if quotable(word) {
            line.push_str(&quote(word));
        } else {
            line = format!("{line}{{{}}}", word.len());
            literals.push(line.split_off(0));
            literals.push(word.to_owned());
        }
    }
    // What stands before a literal ends in its announcement; the server then says `+`.
    let mut pieces = literals.into_iter();
    let Some(first) = pieces.next() else {
        return session.run(&line, |_| {}).await;
    };
    let tag = session.begin(&first).await?;
    let mut unsaid = Some(line);
    loop {
        match session.next().await? {
            Said::Continue(_) => {
                let literal = pieces.next().unwrap_or_default();
                let after = pieces.next().or_else(|| unsaid.take()).unwrap_or_default();
                session
                    .say(format!("{literal}{after}\r\n").as_bytes())
                    .await?;
            }
            Said::Done(done, Status::Ok, text) if done == tag => return Ok(text),
            Said::Done(done, _, text) if done == tag => return Err(Failure::Denied(text)),
            _ => {}
        }
    }
}
