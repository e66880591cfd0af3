//! How a browser is set up, and where it is found.

use crate::error::{Error, Result};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How a browser is set up. The times are spans of real time, also when the study's clock is simulated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowserOptions {
    /// The browser; looked for where none is named.
    pub chromium: Option<PathBuf>,
    /// Its driver; looked for where none is named.
    pub chromedriver: Option<PathBuf>,
    /// The folder in which each persona has a profile of its own: its cookies, kept from one attempt to the
    /// next. Two browsers cannot share one profile, so who asks at the same time needs a folder of their own.
    pub profiles: PathBuf,
    /// Width and height of the window.
    pub window: (u32, u32),
    /// How long one command may take.
    pub command: Duration,
    /// How long a page may take to load; what has loaded by then is what there is.
    pub load: Duration,
    /// Who asks, in words that a site's operator reads in its log; empty for none.
    pub operator: String,
}

impl BrowserOptions {
    /// The usual, with profiles in a folder.
    #[must_use]
    pub fn new(profiles: impl Into<PathBuf>) -> Self {
        Self {
            chromium: None,
            chromedriver: None,
            profiles: profiles.into(),
            window: (1366, 900),
            command: Duration::from_secs(30),
            load: Duration::from_secs(30),
            operator: String::new(),
        }
    }

    /// The same, with who asks where that is not said yet.
    #[must_use]
    pub fn said_by(mut self, operator: &str) -> Self {
        if self.operator.is_empty() {
            operator.clone_into(&mut self.operator);
        }
        self
    }
}

/// Where Debian and its like put it when `PATH` does not say.
const PLACES: [&str; 4] = [
    "/usr/bin",
    "/usr/local/bin",
    "/usr/lib/chromium",
    "/snap/bin",
];
/// What a browser is called.
const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];
/// What its driver is called.
const DRIVERS: [&str; 2] = ["chromedriver", "chromium.chromedriver"];

/// The browser and its driver.
///
/// # Errors
/// [`Error::Refused`] that names what is missing and how to install it.
pub fn find(options: &BrowserOptions) -> Result<(PathBuf, PathBuf)> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let places: Vec<PathBuf> = std::env::split_paths(&path)
        .chain(PLACES.iter().map(PathBuf::from))
        .collect();
    Ok((
        one(options.chromium.as_deref(), &BROWSERS, &places)
            .map_err(|what| missing("no browser", &what))?,
        one(options.chromedriver.as_deref(), &DRIVERS, &places)
            .map_err(|what| missing("no driver of a browser", &what))?,
    ))
}

fn one(given: Option<&Path>, names: &[&str], places: &[PathBuf]) -> Result<PathBuf, String> {
    if let Some(given) = given {
        return if given.is_file() {
            Ok(given.to_owned())
        } else {
            Err(format!("{} is not there", given.display()))
        };
    }
    // One name in all places before the next: a driver fits the browser of the same packager.
    names
        .iter()
        .flat_map(|name| places.iter().map(move |place| place.join(name)))
        .find(|file| file.is_file())
        .ok_or_else(|| format!("there is no {} in PATH", names.join(", ")))
}

fn missing(what: &str, why: &str) -> Error {
    Error::Refused {
        message: format!("{what}: {why}"),
        hint: "install the packages chromium and chromium-driver (apt-get install chromium \
               chromium-driver)"
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_is_taken_or_missed() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("my-chromium");
        let places = [dir.path().to_owned()];
        assert!(one(Some(&file), &BROWSERS, &places).is_err());
        std::fs::write(&file, "").unwrap();
        assert_eq!(one(Some(&file), &BROWSERS, &places), Ok(file));
    }

    #[test]
    fn the_usual_names_are_looked_for_in_their_order() {
        let dir = tempfile::tempdir().unwrap();
        let places = [dir.path().join("none"), dir.path().to_owned()];
        let why = one(None, &BROWSERS, &places).unwrap_err();
        assert!(why.contains("chromium-browser"), "{why}");
        for name in ["google-chrome", "chromium"] {
            std::fs::write(dir.path().join(name), "").unwrap();
        }
        assert_eq!(
            one(None, &BROWSERS, &places),
            Ok(dir.path().join("chromium"))
        );
    }

    #[test]
    fn a_missing_browser_is_an_error_that_says_what_to_install() {
        let options = BrowserOptions {
            chromium: Some("/nonexistent/chromium".into()),
            ..BrowserOptions::new("profiles")
        };
        let error = find(&options).unwrap_err();
        assert_eq!(
            error.to_string(),
            "no browser: /nonexistent/chromium is not there"
        );
        assert!(error.hint().unwrap().contains("chromium-driver"));
    }
}
