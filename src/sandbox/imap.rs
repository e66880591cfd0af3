//! The mailbox server (RFC 3501 with IDLE, LITERAL+, SASL-IR, UNSELECT and NAMESPACE). Commands are
//! parsed by imap-codec, after this file has put their lines and literals together within bounds.

mod command;
mod envelope;
mod fetch;
mod folders;
mod search;
mod store;
mod view;

use super::market::Market;
use super::wire::{Line, read_line};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use view::View;

/// All lines of a command together, without its literals.
const MOST_LINES: usize = 64 * 1024;
/// Bytes of all literals of a command together.
const MOST_LITERALS: usize = 10 * 1024 * 1024;
/// How long a client may be silent; RFC 3501 asks for at least half an hour.
const PATIENCE: Duration = Duration::from_mins(35);
/// So much is collected before it is written.
const CHUNK: usize = 64 * 1024;
const MOST_FAILURES: u32 = 20;

pub(super) const CAPABILITIES: &str =
    "IMAP4rev1 LITERAL+ SASL-IR IDLE UNSELECT NAMESPACE AUTH=PLAIN AUTH=XOAUTH2";

/// One connection.
pub(super) struct Session {
    market: Arc<Market>,
    reader: BufReader<OwnedReadHalf>,
    writer: OwnedWriteHalf,
    /// What has not been written yet.
    out: Vec<u8>,
    logged_in: bool,
    /// The selected mailbox as this client knows it.
    view: Option<View>,
    failures: u32,
}

/// What becomes of the connection.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    Command,
    Hangup,
}

/// Serves one connection until it ends.
pub(super) async fn session(market: Arc<Market>, socket: TcpStream) -> io::Result<()> {
    let (read, writer) = socket.into_split();
    let mut session = Session {
        market,
        reader: BufReader::new(read),
        writer,
        out: Vec::new(),
        logged_in: false,
        view: None,
        failures: 0,
    };
    session.untagged(&format!("OK [CAPABILITY {CAPABILITIES}] shopper sandbox"));
    session.run().await?;
    session.flush().await
}

impl Session {
    async fn run(&mut self) -> io::Result<()> {
        while let Some(command) = self.read_command().await? {
            if self.obey(&command).await? == Next::Hangup {
                break;
            }
            if self.failures > MOST_FAILURES {
                self.untagged("BYE too many errors");
                break;
            }
        }
        Ok(())
    }

    /// Puts down a line of response.
    fn line(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
        self.out.extend_from_slice(b"\r\n");
    }

    fn untagged(&mut self, text: &str) {
        self.line(&format!("* {text}"));
    }

    async fn flush(&mut self) -> io::Result<()> {
        if !self.out.is_empty() {
            self.writer.write_all(&self.out).await?;
            self.out.clear();
        }
        Ok(())
    }

    /// The next command with its literals; `None` at the end of the connection, which is also what
    /// comes of a command beyond the bounds.
    async fn read_command(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut command = Vec::new();
        let (mut lines, mut literals) = (0, 0);
        loop {
            let start = command.len();
            if !self.next_line(&mut command, MOST_LINES - lines).await? {
                return Ok(None);
            }
            lines += command.len() - start;
            let Some((length, waits)) = literal_announced(&command[start..]) else {
                return Ok(Some(command));
            };
            literals += length;
            if literals > MOST_LITERALS || lines >= MOST_LINES {
                self.untagged("BYE [TOOBIG] literal too large");
                return Ok(None);
            }
            if waits {
                self.line("+ go ahead");
                self.flush().await?;
            }
            let end = command.len() + length;
            let mut bounded = (&mut self.reader).take(length as u64);
            let read = tokio::time::timeout(PATIENCE, bounded.read_to_end(&mut command)).await;
            match read {
                Ok(result) => {
                    result?;
                }
                Err(_) => return Ok(None),
            }
            if command.len() < end {
                return Ok(None);
            }
        }
    }

    /// Appends a line; false when there is none to be had.
    async fn next_line(&mut self, buffer: &mut Vec<u8>, limit: usize) -> io::Result<bool> {
        if !self.reader.buffer().contains(&b'\n') {
            self.flush().await?;
        }
        let start = buffer.len();
        let read = read_line(&mut self.reader, buffer, start, limit);
        match tokio::time::timeout(PATIENCE, read).await {
            Ok(Ok(Line::Whole)) => Ok(true),
            Ok(Ok(Line::TooLong)) => {
                self.untagged("BYE line too long");
                Ok(false)
            }
            Ok(Ok(Line::End)) => Ok(false),
            Ok(Err(error)) => Err(error),
            Err(_) => {
                self.untagged("BYE idle for too long");
                Ok(false)
            }
        }
    }

    /// Asks for a line in the midst of a command, and returns it without its end.
    async fn ask(&mut self, prompt: &str) -> io::Result<Option<String>> {
        self.line(&format!("+ {prompt}"));
        self.flush().await?;
        let mut line = Vec::new();
        Ok(self
            .next_line(&mut line, MOST_LINES)
            .await?
            .then(|| String::from_utf8_lossy(&line).trim().to_owned()))
    }

    /// Waits for DONE, telling what arrives meanwhile. `None` when the client has gone.
    async fn idle(&mut self) -> io::Result<Option<bool>> {
        let mut changes = self.market.mailboxes.watch();
        changes.mark_changed();
        self.line("+ idling");
        let mut line = Vec::new();
        loop {
            self.flush().await?;
            tokio::select! {
                outcome = changes.changed() => {
                    if outcome.is_err() || !self.tell_changes(true) {
                        return Ok(None);
                    }
                }
                read = read_line(&mut self.reader, &mut line, 0, MOST_LINES) => {
                    return Ok(match read? {
                        Line::Whole => Some(line.trim_ascii().eq_ignore_ascii_case(b"DONE")),
                        Line::TooLong | Line::End => None,
                    });
                }
            }
        }
    }
}

/// The length of the literal that a line announces at its end, `{12}` or `{12+}`, and whether the
/// client waits to be asked for it.
fn literal_announced(line: &[u8]) -> Option<(usize, bool)> {
    let line = line.strip_suffix(b"\r\n")?.strip_suffix(b"}")?;
    let open = line.iter().rposition(|b| *b == b'{')?;
    let digits = &line[open + 1..];
    let (digits, waits) = match digits.strip_suffix(b"+") {
        Some(digits) => (digits, false),
        None => (digits, true),
    };
    if digits.is_empty() || digits.len() > 9 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(digits)
        .ok()?
        .parse()
        .ok()
        .map(|length| (length, waits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_literal_is_seen_only_at_the_end_of_a_line() {
        assert_eq!(literal_announced(b"a LOGIN {3}\r\n"), Some((3, true)));
        assert_eq!(literal_announced(b"a LOGIN {3+}\r\n"), Some((3, false)));
        assert_eq!(literal_announced(b"a LOGIN {3} x\r\n"), None);
        assert_eq!(literal_announced(b"a LOGIN \"{3}\"\r\n"), None);
        assert_eq!(literal_announced(b"a {99999999999}\r\n"), None);
        assert_eq!(literal_announced(b"a {}\r\n"), None);
    }

    proptest! {
        #[test]
        fn no_line_upsets_it(line in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = literal_announced(&line);
        }
    }
}
