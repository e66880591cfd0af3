//! The process that drives a browser.

use super::options::BrowserOptions;
use crate::error::{Error, Result};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// It is up within moments, or something is wrong with it.
const START: Duration = Duration::from_secs(20);

/// A running chromedriver. Dropping it kills it; the browser, which hears from it over a pipe, ends when
/// that pipe breaks.
#[derive(Debug)]
pub struct Driver {
    /// Where it listens.
    pub address: String,
    /// Its version, which is the browser's: `156.0.8078.79`.
    pub version: String,
    child: Child,
}

impl Driver {
    /// Starts it on a free port.
    ///
    /// # Errors
    /// [`Error::Refused`] when it does not start, with its own words.
    pub async fn start(program: &Path, options: &BrowserOptions) -> Result<Self> {
        let mut child = Command::new(program)
            .args(["--port=0", "--log-level=WARNING"])
            // What is asked of this machine's proxy is not for the driver.
            .env("NO_PROXY", "127.0.0.1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| failed(program, &error.to_string()))?;
        let Some(stdout) = child.stdout.take() else {
            return Err(failed(program, "it has no output"));
        };
        // Bounded: what goes on talking says nothing that is wanted here.
        let mut lines = BufReader::new(stdout.take(64 * 1024)).lines();
        let mut version = String::new();
        let mut last = String::new();
        let port = timeout(START.max(options.command), async {
            while let Ok(Some(line)) = lines.next_line().await {
                if let Some(found) = version_of(&line) {
                    version = found;
                }
                if let Some(port) = port_of(&line) {
                    return Some(port);
                }
                last = line;
            }
            None
        })
        .await
        .ok()
        .flatten();
        let Some(port) = port else {
            let why = if last.is_empty() {
                "it said nothing"
            } else {
                &last
            };
            return Err(failed(program, why));
        };
        // It goes on writing; nobody reads, and a full pipe must not stop it.
        tokio::spawn(async move {
            let mut rest = lines.into_inner().into_inner().into_inner();
            let mut sink = [0; 4096];
            while rest.read(&mut sink).await.is_ok_and(|n| n > 0) {}
        });
        Ok(Self {
            address: format!("http://127.0.0.1:{port}"),
            version,
            child,
        })
    }

    /// Ends it.
    pub async fn stop(mut self) {
        let _ = self.child.kill().await;
    }
}

/// The port in "`ChromeDriver` was started successfully on port 41235."
fn port_of(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("started successfully on port ")?;
    rest.trim_end().trim_end_matches('.').parse().ok()
}

/// The version in "Starting `ChromeDriver` 156.0.8078.79 (...) on port 0".
fn version_of(line: &str) -> Option<String> {
    let rest = line.strip_prefix("Starting ChromeDriver ")?;
    let version = rest.split(' ').next()?;
    let is_version = !version.is_empty()
        && version.len() < 40
        && version.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    is_version.then(|| version.to_owned())
}

fn failed(program: &Path, why: &str) -> Error {
    Error::Refused {
        message: format!("{} does not start: {why}", program.display()),
        hint: "start it by hand to see what is wrong with it; the packages chromium and \
               chromium-driver must be of the same version"
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_first_words_are_read() {
        assert_eq!(
            port_of("ChromeDriver was started successfully on port 41235."),
            Some(41235)
        );
        assert_eq!(port_of("ChromeDriver was started"), None);
        assert_eq!(
            version_of("Starting ChromeDriver 156.0.8078.79 (a21ce9-refs/x@{#1}) on port 0"),
            Some("156.0.8078.79".to_owned())
        );
        assert_eq!(version_of("Starting ChromeDriver <b> (x)"), None);
    }

    #[tokio::test]
    async fn what_does_not_start_says_why() {
        let options = BrowserOptions::new("profiles");
        let error = Driver::start(Path::new("/nonexistent/chromedriver"), &options)
            .await
            .unwrap_err();
        assert!(error.to_string().contains("does not start"), "{error}");
        let error = Driver::start(Path::new("/bin/true"), &options)
            .await
            .unwrap_err();
        assert!(error.to_string().contains("it said nothing"), "{error}");
    }
}
