//! Passwords and tokens, read when they are needed and never printed.

use crate::error::{Error, Result};
use crate::model::{Endpoint, SecretSource};
use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;
use std::io::Read;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt};

/// A secret's command that takes longer is given up; it may be waiting for a person.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(30);

/// No secret is longer.
const LIMIT: u64 = 64 * 1024;

/// Reads a secret: the first line that a shell command prints, the first line of a file, or an
/// environment variable. `label` names the account in errors.
///
/// # Errors
///
/// [`Error::Secret`] when the command fails, prints nothing or takes over 30 seconds, when the file
/// cannot be read, or when the variable is not set; or the secret is empty, over 64 kB, or no UTF-8.
pub async fn read(source: &SecretSource, label: &str) -> Result<SecretString> {
    let found = match source {
        SecretSource::Command(command) => {
            match tokio::time::timeout(COMMAND_TIMEOUT, run(command)).await {
                Ok(found) => found,
                Err(_) => Err(format!(
                    "the command took longer than {} s",
                    COMMAND_TIMEOUT.as_secs()
                )),
            }
        }
        SecretSource::File(path) => {
            file(path).map_err(|error| format!("{}: {error}", path.display()))
        }
        SecretSource::Env(name) => match std::env::var(name) {
            Ok(value) => Ok(Zeroizing::new(value.into_bytes())),
            Err(_) => Err(format!(
                "the environment variable {name} is not set, or is no UTF-8"
            )),
        },
    };
    found
        .and_then(|bytes| first_line(&bytes))
        .map_err(|reason| Error::Secret {
            account: label.to_owned(),
            reason,
        })
}

/// The secret of an endpoint that has a user; `None` without one. Read anew for every connection:
/// a bearer token lives for an hour, a wave for weeks.
///
/// # Errors
///
/// As [`read`], and when there is a user but no secret.
pub async fn of(endpoint: &Endpoint) -> Result<Option<SecretString>> {
    if endpoint.user.is_none() {
        return Ok(None);
    }
    let label = endpoint.label();
    match &endpoint.secret {
        Some(source) => read(source, &label).await.map(Some),
        None => Err(Error::Secret {
            account: label,
            reason: "there is a user but no password".to_owned(),
        }),
    }
}

async fn run(command: &str) -> Result<Zeroizing<Vec<u8>>, String> {
    let mut child = tokio::process::Command::new("sh")
        .arg("-c")
        .arg(command)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| format!("the command did not start: {error}"))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let (printed, complaint) = tokio::join!(
        async {
            match stdout {
                Some(pipe) => bounded(pipe).await,
                None => Err("the command has no output".to_owned()),
            }
        },
        async {
            match stderr {
                Some(pipe) => bounded(pipe).await.unwrap_or_default(),
                None => Zeroizing::default(),
            }
        }
    );
    let status = child.wait().await.map_err(|error| error.to_string())?;
    // What prints without end is cut off, and may die of that: its status then tells nothing.
    let cut_off = printed.as_ref().is_ok_and(|p| p.len() as u64 > LIMIT);
    if status.success() || cut_off {
        printed
    } else {
        let words = String::from_utf8_lossy(&complaint);
        let words = words.lines().next().unwrap_or_default().trim();
        Err(format!("the command ended with {status}: {words}"))
    }
}

fn file(path: &Path) -> std::io::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::new());
    std::fs::File::open(path)?
        .take(LIMIT + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

async fn bounded(from: impl AsyncRead + Unpin) -> Result<Zeroizing<Vec<u8>>, String> {
    let mut bytes = Zeroizing::new(Vec::new());
    from.take(LIMIT + 1)
        .read_to_end(&mut bytes)
        .await
        .map_err(|error| error.to_string())?;
    Ok(bytes)
}

fn first_line(bytes: &[u8]) -> Result<SecretString, String> {
    let line = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if line.is_empty() {
        return Err("it is empty".to_owned());
    }
    if line.len() as u64 > LIMIT {
        return Err("it is longer than 64 kB".to_owned());
    }
    std::str::from_utf8(line)
        .map(SecretString::from)
        .map_err(|_| "it is no UTF-8".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    async fn reason(source: SecretSource) -> String {
        match read(&source, "anna at mail.example:587").await {
            Err(Error::Secret { account, reason }) => {
                assert_eq!(account, "anna at mail.example:587");
                reason
            }
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn first_line_of_a_command() {
        let source = SecretSource::Command("printf 'open sesame\\nuser: anna\\n'".to_owned());
        let secret = read(&source, "a").await.unwrap();
        assert_eq!(secret.expose_secret(), "open sesame");
        assert!(!format!("{secret:?}").contains("sesame"));
    }

    #[tokio::test]
    async fn first_line_of_a_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("secret");
        std::fs::write(&path, "caf\u{e9} \r\nrest").unwrap();
        let secret = read(&SecretSource::File(path), "a").await.unwrap();
        assert_eq!(secret.expose_secret(), "caf\u{e9} ");
    }

    #[tokio::test]
    async fn an_environment_variable() {
        let secret = read(&SecretSource::Env("CARGO_PKG_NAME".to_owned()), "a")
            .await
            .unwrap();
        assert_eq!(secret.expose_secret(), "mystery-shopper");
    }

    #[tokio::test]
    async fn why_there_is_none() {
        let command = |text: &str| SecretSource::Command(text.to_owned());
        let text = reason(command("echo no such entry >&2; exit 3")).await;
        assert!(text.contains("exit status: 3: no such entry"), "{text}");
        assert_eq!(reason(command("true")).await, "it is empty");
        assert_eq!(reason(command("printf '\\377\\n'")).await, "it is no UTF-8");
        assert_eq!(
            reason(command("head -c 70000 /dev/zero | tr '\\0' x")).await,
            "it is longer than 64 kB"
        );
        let text = reason(SecretSource::File("/nonexistent/secret".into())).await;
        assert!(text.starts_with("/nonexistent/secret: "), "{text}");
        let text = reason(SecretSource::Env("SHOPPER_NO_SUCH_VARIABLE".to_owned())).await;
        assert!(text.contains("SHOPPER_NO_SUCH_VARIABLE"), "{text}");
    }
}
