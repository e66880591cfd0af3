//! Where a published wave lies.

use super::DESIGN;
use crate::error::{Error, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of a report that a person names: the report, its `data`, a study's folder (when it has one wave), or
/// `STUDY@WAVE`.
///
/// # Errors
/// When there is none, or more than one.
pub fn find(name: &str) -> Result<PathBuf> {
    let path = Path::new(name);
    if data(path).is_ok() {
        return Ok(path.to_owned());
    }
    let (study, wave) = match name.rsplit_once('@') {
        Some((study, wave)) if !path.exists() => (Path::new(study), Some(wave)),
        _ => (path, None),
    };
    let study = if study.is_file() {
        study.parent().unwrap_or(Path::new(""))
    } else {
        study
    };
    let study = if study.as_os_str().is_empty() {
        Path::new(".")
    } else {
        study
    };
    let waves = waves(study);
    let named: Vec<&PathBuf> = waves
        .iter()
        .filter(|w| wave.is_none_or(|wave| w.file_name().is_some_and(|name| name == wave)))
        .collect();
    match named[..] {
        [only] => Ok(only.clone()),
        [] if waves.is_empty() => data(path).map(|_| path.to_owned()),
        [] => Err(Error::Refused {
            message: format!("{name}: there is no report of that wave"),
            hint: format!("there are {}", listed(study, &waves)),
        }),
        _ => Err(Error::Refused {
            message: format!("{name}: there are reports of several waves"),
            hint: format!("name one: {}", listed(study, &waves)),
        }),
    }
}

/// The reports in a study's folder, `reports/<study>/<wave>`, in their order.
fn waves(study: &Path) -> Vec<PathBuf> {
    let folders = |path: &Path| -> Vec<PathBuf> {
        let found = fs::read_dir(path).into_iter().flatten().flatten();
        // Nobody has so many; what else lies there is not gone through without end.
        found.take(10_000).map(|entry| entry.path()).collect()
    };
    let mut waves: Vec<PathBuf> = folders(&study.join("reports"))
        .iter()
        .flat_map(|study| folders(study))
        .filter(|wave| wave.join("data").join(DESIGN).is_file())
        .collect();
    waves.sort();
    waves
}

fn listed(study: &Path, waves: &[PathBuf]) -> String {
    let mut names: Vec<String> = waves
        .iter()
        .filter_map(|w| w.file_name()?.to_str())
        .map(|wave| format!("{}@{wave}", study.display()))
        .collect();
    names.sort();
    // The same wave of two studies in one folder: then only the path tells them apart.
    if names.windows(2).any(|two| two[0] == two[1]) {
        names = waves.iter().map(|w| w.display().to_string()).collect();
    }
    names.truncate(20);
    names.join(", ")
}

/// The folder of a report's tables.
pub(super) fn data(folder: &Path) -> Result<PathBuf> {
    let inside = folder.join("data");
    if inside.join(DESIGN).is_file() {
        return Ok(inside);
    }
    if folder.join(DESIGN).is_file() {
        return Ok(folder.to_owned());
    }
    let old = [&inside, folder]
        .iter()
        .any(|f| f.join("estimates.csv").is_file());
    Err(Error::Refused {
        message: if old {
            format!("{}: this report has no data/{DESIGN}", folder.display())
        } else {
            format!("{}: there is no report of a wave", folder.display())
        },
        hint: if old {
            "an older program wrote it: write it again with `shopper report`".to_owned()
        } else {
            "name the folder that `shopper report` or `shopper demo` wrote, or STUDY@WAVE"
                .to_owned()
        },
    })
}
