//! A server's reply.

use crate::channel::wire::Wire;
use std::io;
use std::time::Duration;

/// No sane reply is longer, EHLO's included.
const LIMIT: usize = 16 * 1024;

/// A reply: its code and all its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// 200 to 599.
    pub code: u16,
    /// The lines without their codes, joined by LF.
    pub text: String,
}

impl std::fmt::Display for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.code, self.text)
    }
}

impl Reply {
    /// Reads one reply.
    ///
    /// # Errors
    ///
    /// The connection's; `InvalidData` when it is no reply; `TimedOut` when the whole reply was not
    /// there in time.
    pub async fn read(wire: &mut Wire, timeout: Duration) -> io::Result<Self> {
        tokio::time::timeout(timeout, Self::read_lines(wire, timeout))
            .await
            .map_err(|_| {
                io::Error::new(
                    io::ErrorKind::TimedOut,
                    format!("no reply within {timeout:?}"),
                )
            })?
    }

    async fn read_lines(wire: &mut Wire, timeout: Duration) -> io::Result<Self> {
        let mut line = Vec::with_capacity(128);
        let mut reply: Option<Self> = None;
        let mut read = 0;
        loop {
            line.clear();
            wire.line(&mut line, LIMIT - read, timeout).await?;
            read += line.len();
            let (code, last, text) = parse(&line).ok_or_else(|| {
                let text = String::from_utf8_lossy(&line[..line.len().min(100)]);
                invalid(format!("not an SMTP reply: {:?}", text.trim_end()))
            })?;
            let reply = match &mut reply {
                None => reply.insert(Self { code, text }),
                Some(reply) if reply.code == code => {
                    reply.text.push('\n');
                    reply.text.push_str(&text);
                    reply
                }
                Some(_) => return Err(invalid("a reply with two codes".to_owned())),
            };
            if last {
                return Ok(std::mem::replace(
                    reply,
                    Self {
                        code,
                        text: String::new(),
                    },
                ));
            }
        }
    }

    /// 2xx.
    pub const fn is_positive(&self) -> bool {
        matches!(self.code, 200..=299)
    }

    /// 4xx or 5xx.
    pub const fn is_refusal(&self) -> bool {
        matches!(self.code, 400..=599)
    }
}

fn invalid(reason: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

/// Code, whether it is the last line, and the text of one reply line.
fn parse(line: &[u8]) -> Option<(u16, bool, String)> {
    let line = line.strip_suffix(b"\n")?;
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let (digits, rest) = line.split_at_checked(3)?;
    if !matches!(digits, [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9']) {
        return None;
    }
    let code = digits
        .iter()
        .fold(0, |code, digit| code * 10 + u16::from(digit - b'0'));
    let (last, text) = match rest {
        [] => (true, rest),
        [b' ', text @ ..] => (true, text),
        [b'-', text @ ..] => (false, text),
        _ => return None,
    };
    Some((code, last, String::from_utf8_lossy(text).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines() {
        let line = |text: &str| parse(text.as_bytes());
        assert_eq!(
            line("250 2.0.0 Ok\r\n"),
            Some((250, true, "2.0.0 Ok".to_owned()))
        );
        assert_eq!(
            line("250-PIPELINING\r\n"),
            Some((250, false, "PIPELINING".to_owned()))
        );
        assert_eq!(line("354\r\n"), Some((354, true, String::new())));
        assert_eq!(line("421 bye\n"), Some((421, true, "bye".to_owned())));
        for odd in [
            "",
            "250",
            "250 cut off",
            "25\r\n",
            "150 no\r\n",
            "650 no\r\n",
            "2500\r\n",
            "ok\r\n",
        ] {
            assert_eq!(line(odd), None, "{odd:?}");
        }
    }

    proptest! {
        #[test]
        fn anything_goes(line in proptest::collection::vec(any::<u8>(), 0..40)) {
            if let Some((code, _, _)) = parse(&line) {
                prop_assert!((200..600).contains(&code));
            }
        }
    }
}
