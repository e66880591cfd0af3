//! One message over a session, and what provably became of it.
//!
//! The point of no return is the message's last five bytes, CRLF dot CRLF. Until the connection has
//! taken the first of them, no server can have accepted the message: whatever breaks, it was *not
//! reached*. From then on only the server's word tells; without it the attempt is *in doubt*.

use super::envelope::Envelope;
use super::reply::Reply;
use super::session::Session;
use crate::model::AttemptResult;
use std::io;

/// The bytes that end a message.
const END: &[u8] = b"\r\n.\r\n";

/// How a transaction ended.
#[derive(Debug)]
pub struct Ended {
    /// What became of the message.
    pub result: AttemptResult,
    /// The server's words, or the error's.
    pub reply: String,
    /// What became of the connection.
    pub connection: After,
}

/// What became of the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// It can be used again.
    Usable,
    /// The server took leave, or was gone, before it gave this message a thought: on a connection
    /// that has served before this is the server's way of ending it.
    Stale,
    /// It broke, or can no longer be trusted.
    Broken,
    /// The server wants a login, or another one, for what we ask.
    Unauthorized,
}

impl Ended {
    fn new(result: AttemptResult, reply: impl std::fmt::Display, connection: After) -> Self {
        Self {
            result,
            reply: reply.to_string(),
            connection,
        }
    }

    fn broken(error: &io::Error) -> Self {
        Self::new(AttemptResult::NotReached, error, After::Broken)
    }

    /// A refusal of a command; 421 means that the server closes the connection with it.
    fn refusal(reply: &Reply, stage: Stage) -> Self {
        let result = match reply.code {
            // RFC 4954, section 6: ours to mend, so no word about the recipient.
            530 | 534 | 535 | 538 => {
                return Self::new(AttemptResult::NotReached, reply, After::Unauthorized);
            }
            400..=499 => AttemptResult::Deferred,
            500..=599 => AttemptResult::Refused,
            _ => {
                let reason = format!("the server answered {} with: {reply}", stage.name());
                return Self::new(AttemptResult::NotReached, reason, After::Broken);
            }
        };
        let connection = match (reply.code, stage) {
            (421, Stage::Mail) => After::Stale,
            (421, _) => After::Broken,
            _ => After::Usable,
        };
        Self::new(result, reply, connection)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Mail,
    Rcpt,
    Data,
}

impl Stage {
    const ALL: [Self; 3] = [Self::Mail, Self::Rcpt, Self::Data];

    const fn name(self) -> &'static str {
        match self {
            Self::Mail => "MAIL",
            Self::Rcpt => "RCPT",
            Self::Data => "DATA",
        }
    }

    const fn is_granted(self, reply: &Reply) -> bool {
        match self {
            Self::Mail | Self::Rcpt => reply.is_positive(),
            Self::Data => reply.code == 354,
        }
    }
}

/// Sends one message. `stuffed` is what [`stuff`] made of it.
pub async fn send(session: &mut Session, envelope: &Envelope<'_>, stuffed: &[u8]) -> Ended {
    if envelope.international && !session.offers().smtputf8 {
        return Ended::new(
            AttemptResult::Refused,
            "not sent: an address is not ASCII and the server does not offer SMTPUTF8",
            After::Usable,
        );
    }
    if session.open_transaction && !session.is_ready().await {
        return Ended::new(
            AttemptResult::NotReached,
            "the server did not answer RSET",
            After::Stale,
        );
    }
    let opened = if session.offers().pipelining {
        pipelined(session, envelope).await
    } else {
        in_turn(session, envelope).await
    };
    match opened {
        Ok(()) => deliver(session, stuffed).await,
        Err(ended) => ended,
    }
}

fn command(stage: Stage, envelope: &Envelope<'_>) -> String {
    match stage {
        Stage::Mail if envelope.international => {
            format!("MAIL FROM:<{}> SMTPUTF8\r\n", envelope.from)
        }
        Stage::Mail => format!("MAIL FROM:<{}>\r\n", envelope.from),
        Stage::Rcpt => format!("RCPT TO:<{}>\r\n", envelope.to),
        Stage::Data => "DATA\r\n".to_owned(),
    }
}

/// Each command after the reply to the one before.
async fn in_turn(session: &mut Session, envelope: &Envelope<'_>) -> Result<(), Ended> {
    for stage in Stage::ALL {
        let asked = session.command(command(stage, envelope).as_bytes()).await;
        let reply = match asked {
            Ok(()) => session.reply().await,
            // A server that hung up may have said why.
            Err(error) => session.reply().await.map_err(|_| error),
        };
        let reply = reply.map_err(|error| lost(stage, &error))?;
        if !stage.is_granted(&reply) {
            return Err(Ended::refusal(&reply, stage));
        }
        session.open_transaction = true;
    }
    Ok(())
}

/// All three commands in one write, then all three replies (RFC 2920, section 3.1).
async fn pipelined(session: &mut Session, envelope: &Envelope<'_>) -> Result<(), Ended> {
    let commands: String = Stage::ALL.map(|stage| command(stage, envelope)).concat();
    // When the write fails, replies to what did arrive may still be there to read.
    let mut sent = session.command(commands.as_bytes()).await;
    let mut refused: Option<(Stage, Reply)> = None;
    let mut recipient = false;
    for stage in Stage::ALL {
        let reply = session.reply().await;
        let reply = match (reply, std::mem::replace(&mut sent, Ok(()))) {
            (Ok(reply), _) => reply,
            // The connection is gone; a refusal that was heard before counts.
            (Err(error), sent) => {
                let error = sent.err().unwrap_or(error);
                return Err(refused.map_or_else(
                    || lost(stage, &error),
                    |(stage, reply)| {
                        let ended = Ended::refusal(&reply, stage);
                        let connection = match ended.connection {
                            After::Usable => After::Broken,
                            other => other,
                        };
                        Ended {
                            connection,
                            ..ended
                        }
                    },
                ));
            }
        };
        let granted = stage.is_granted(&reply);
        match stage {
            Stage::Mail => session.open_transaction = granted,
            Stage::Rcpt => recipient = granted,
            Stage::Data => {}
        }
        if stage == Stage::Data && granted && refused.is_some() {
            let Some((stage, reply)) = refused else { break };
            return Err(abandon(session, &reply, stage, recipient).await);
        }
        if !granted && refused.is_none() {
            let closes = reply.code == 421;
            refused = Some((stage, reply));
            if closes {
                break;
            }
        }
    }
    match refused {
        None => Ok(()),
        Some((stage, reply)) => Err(Ended::refusal(&reply, stage)),
    }
}

/// The server refused the sender or the recipient and wants the message all the same. RFC 2920
/// ends that with a lone dot, which with no recipient reaches nobody; whatever the server says to
/// it, this message was not accepted. But a server that granted the recipient would send it an
/// empty mail: there the connection is dropped instead.
async fn abandon(session: &mut Session, reply: &Reply, stage: Stage, recipient: bool) -> Ended {
    let ended = Ended::refusal(reply, stage);
    let ended_data = !recipient
        && session.command(b".\r\n").await.is_ok()
        && session.reply().await.is_ok_and(|reply| reply.code != 421);
    session.open_transaction = false;
    Ended {
        connection: match ended.connection {
            After::Usable if !ended_data => After::Broken,
            connection => connection,
        },
        ..ended
    }
}

fn lost(stage: Stage, error: &io::Error) -> Ended {
    let gone = matches!(
        error.kind(),
        io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
    );
    Ended {
        connection: if stage == Stage::Mail && gone {
            After::Stale
        } else {
            After::Broken
        },
        ..Ended::broken(error)
    }
}

/// The message itself, and the server's word on it.
async fn deliver(session: &mut Session, stuffed: &[u8]) -> Ended {
    if session.has_unread() {
        // Replies would no longer stand beside what they answer.
        let error = io::Error::other("the server said more than it was asked");
        return Ended::broken(&error);
    }
    let mut sent = 0;
    if let Err(error) = session.message(stuffed, &mut sent).await {
        // A server that takes no more may have said why.
        return match session.reply().await {
            Ok(reply) if reply.is_refusal() => Ended {
                connection: After::Broken,
                ..verdict(&reply)
            },
            Ok(reply) => Ended::new(AttemptResult::InDoubt, &reply, After::Broken),
            Err(_) if sent <= stuffed.len() - END.len() => Ended::broken(&error),
            Err(_) => Ended::new(AttemptResult::InDoubt, error, After::Broken),
        };
    }
    match session.final_reply().await {
        Ok(reply) => {
            session.open_transaction = false;
            verdict(&reply)
        }
        Err(error) => Ended::new(AttemptResult::InDoubt, error, After::Broken),
    }
}

/// What the reply to the end of DATA means.
fn verdict(reply: &Reply) -> Ended {
    match reply.code {
        200..=299 => Ended::new(AttemptResult::Accepted, &reply.text, After::Usable),
        421 => Ended::new(AttemptResult::Deferred, reply, After::Broken),
        400..=499 => Ended::new(AttemptResult::Deferred, reply, After::Usable),
        500..=599 => Ended::new(AttemptResult::Refused, reply, After::Usable),
        _ => Ended::new(AttemptResult::InDoubt, reply, After::Broken),
    }
}

/// Doubles each dot at the beginning of a line (RFC 5321, section 4.5.2) and adds the end, into one
/// buffer, so that one write takes the whole message. `message` has CRLF line ends only.
pub fn stuff(message: &[u8], stuffed: &mut Vec<u8>) {
    stuffed.clear();
    stuffed.reserve(message.len() + END.len() + 16);
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        if line.first() == Some(&b'.') {
            stuffed.push(b'.');
        }
        stuffed.extend_from_slice(line);
    }
    let end = if message.ends_with(b"\r\n") {
        &END[2..]
    } else {
        END
    };
    stuffed.extend_from_slice(end);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dots() {
        let mut stuffed = Vec::new();
        for (message, expected) in [
            ("a\r\n", "a\r\n.\r\n"),
            ("a", "a\r\n.\r\n"),
            (".\r\n..b\r\nc.\r\n", "..\r\n...b\r\nc.\r\n.\r\n"),
            ("", "\r\n.\r\n"),
        ] {
            stuff(message.as_bytes(), &mut stuffed);
            assert_eq!(String::from_utf8_lossy(&stuffed), expected);
        }
    }

    proptest! {
        /// The end stands at the end and nowhere else, and unstuffing gives the message back.
        #[test]
        fn the_end_is_the_end(lines in proptest::collection::vec("[.a]{0,4}", 0..20)) {
            let message: String = lines.iter().map(String::as_str).flat_map(|line| [line, "\r\n"]).collect();
            let mut stuffed = Vec::new();
            stuff(message.as_bytes(), &mut stuffed);
            let text = format!("\r\n{}", String::from_utf8(stuffed).unwrap());
            let first = text.find("\r\n.\r\n").unwrap();
            prop_assert_eq!(first + END.len(), text.len());
            let back: String = text[2..text.len() - 3]
                .split_inclusive('\n')
                .map(|line| line.strip_prefix('.').unwrap_or(line))
                .collect();
            prop_assert_eq!(back.trim_start_matches("\r\n"), message.trim_start_matches("\r\n"));
        }
    }
}
