//! The file that keeps the tokens of OAuth 2.
//!
//! A refresh token may be used once: the one that comes for it must be on the disk before the old one is
//! forgotten, and two processes must not use the same one. So the file is replaced in one step, and
//! whoever refreshes holds a lock beside it.

use crate::error::{Error, Result};
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// No token file is longer.
const LIMIT: u64 = 64 * 1024;

/// The tokens of an account.
#[derive(Debug, Clone)]
pub(super) struct Tokens {
    pub access: SecretString,
    /// Without one, the login ends with the access token.
    pub refresh: Option<SecretString>,
    /// By this machine's clock; `None` when the server did not say.
    pub expires_at: Option<Timestamp>,
    pub scope: String,
}

/// As it stands in the file.
#[derive(Serialize, Deserialize)]
struct Stored {
    access_token: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires_at: Option<Timestamp>,
    #[serde(default)]
    scope: String,
}

impl Tokens {
    /// Whether the access token has run out, or is about to while a call is under way.
    pub(super) fn are_stale(&self, now: Timestamp) -> bool {
        let margin = jiff::SignedDuration::from_mins(1);
        self.expires_at
            .is_some_and(|at| at.checked_sub(margin).is_ok_and(|at| at <= now))
    }

    /// Reads the file; `None` when there is none.
    pub(super) fn read(path: &Path) -> Result<Option<Self>> {
        let mut bytes = Vec::new();
        match File::open(path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(Error::file(path, e)),
            Ok(file) => file
                .take(LIMIT)
                .read_to_end(&mut bytes)
                .map_err(|e| Error::file(path, e))?,
        };
        let stored: Stored = serde_json::from_slice(&bytes).map_err(|error| Error::Secret {
            account: path.display().to_string(),
            reason: format!("it is no file of tokens ({error}); log in anew with `shopper login`"),
        })?;
        Ok(Some(Self {
            access: stored.access_token.into(),
            refresh: stored.refresh_token.map(Into::into),
            expires_at: stored.expires_at,
            scope: stored.scope,
        }))
    }

    /// Replaces the file: durable when this returns, readable for its owner only, whole or not at all.
    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let stored = Stored {
            access_token: self.access.expose_secret().to_owned(),
            refresh_token: self.refresh.as_ref().map(|t| t.expose_secret().to_owned()),
            expires_at: self.expires_at,
            scope: self.scope.clone(),
        };
        let temporary = beside(path, &format!("new-{}", std::process::id()));
        let result = put(&temporary, &stored).and_then(|()| {
            fs::rename(&temporary, path)?;
            let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
            // Where folders cannot be opened (Windows) there is nothing to force.
            File::open(folder.unwrap_or(Path::new("."))).map_or(Ok(()), |folder| folder.sync_all())
        });
        if result.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        result.map_err(|e| Error::file(path, e))
    }
}

/// Waits for the right to refresh the tokens of a file; it lasts until the returned file is dropped.
/// Blocks.
pub(super) fn lock(path: &Path) -> Result<File> {
    let path = beside(path, "lock");
    let opened = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path);
    let file = opened.map_err(|e| Error::file(&path, e))?;
    file.lock().map_err(|e| Error::file(&path, e))?;
    Ok(file)
}

fn put(path: &Path, stored: &Stored) -> io::Result<()> {
    // One that a crash left behind may be readable for others, so it is not written into.
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    serde_json::to_writer_pretty(&mut file, stored)?;
    file.write_all(b"\n")?;
    file.sync_all()
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(access: &str) -> Tokens {
        Tokens {
            access: access.into(),
            refresh: Some("r1".into()),
            expires_at: Some("2026-11-02T11:00:00Z".parse().unwrap()),
            scope: "tweet.read".to_owned(),
        }
    }

    #[test]
    fn what_is_written_comes_back_and_is_for_its_owner() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.json");
        assert!(Tokens::read(&path).unwrap().is_none());
        tokens("a1").write(&path).unwrap();
        tokens("a2").write(&path).unwrap();
        let read = Tokens::read(&path).unwrap().unwrap();
        assert_eq!(read.access.expose_secret(), "a2");
        assert_eq!(read.refresh.unwrap().expose_secret(), "r1");
        assert!(!format!("{:?}", tokens("a3")).contains("a3"));
        let names: Vec<_> = fs::read_dir(dir.path()).unwrap().collect();
        assert_eq!(names.len(), 1, "{names:?}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn tokens_are_stale_a_minute_early() {
        let at = |time: &str| time.parse::<Timestamp>().unwrap();
        assert!(!tokens("a").are_stale(at("2026-11-02T10:58:59Z")));
        assert!(tokens("a").are_stale(at("2026-11-02T10:59:00Z")));
    }

    #[test]
    fn a_file_of_something_else_is_no_tokens() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.json");
        fs::write(&path, "{\"access\": 1}").unwrap();
        assert!(matches!(Tokens::read(&path), Err(Error::Secret { .. })));
    }

    #[test]
    fn one_at_a_time_refreshes() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.json");
        let held = lock(&path).unwrap();
        assert!(
            File::open(dir.path().join("x.json.lock"))
                .unwrap()
                .try_lock()
                .is_err()
        );
        drop(held);
        lock(&path).unwrap();
    }
}
