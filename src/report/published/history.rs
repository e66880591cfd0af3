//! The waves of a study that were reported before one: what each of them said of the whole panel.

use super::{DESIGN, MOST_DESIGN, MOST_TABLE, design};
use crate::error::{Error, Result};
use crate::model::{Channel, Denominator, Estimate, Subject};
use crate::score::compare::Design;
use std::fs;
use std::path::{Path, PathBuf};

/// A wave that was reported before.
#[derive(Debug, Clone)]
pub struct Past {
    /// Where its report lies.
    pub folder: PathBuf,
    /// What was asked of whom.
    pub design: Design,
    /// Its numbers about the whole panel, as it published them.
    pub estimates: Vec<Estimate>,
}

/// Of so many waves the newest are read.
const MOST_WAVES: usize = 11;
/// In a folder nobody has more reports than this.
const MOST_FOLDERS: usize = 10_000;

/// The newest waves of a study before the one that opened at `this.opens`, oldest first, of those whose reports lie in
/// a folder, each in a folder of its own (and there in the folder `below`, unless that is empty); and of what could not be read its folder's name with the reason. Only numbers
/// of these metrics are read.
#[must_use]
pub fn history(
    folder: &Path,
    below: &str,
    this: &Design,
    metrics: &[&str],
) -> (Vec<Past>, Vec<(String, String)>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries.take(MOST_FOLDERS).map(|e| e.path()).collect();
    folders.sort();
    let mut found = Vec::new();
    let mut unread = Vec::new();
    let mut trouble = |folder: &Path, error: &Error| {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let why = error.to_string();
        let why = why.lines().next().unwrap_or_default().to_owned();
        // The place of a file on this machine is nothing for a report.
        let why = why.replace(&folder.display().to_string(), &name);
        unread.push((name.into_owned(), why));
    };
    for report in folders {
        let report = if below.is_empty() {
            report
        } else {
            report.join(below)
        };
        let data = report.join("data");
        let path = data.join(DESIGN);
        let is_there = fs::metadata(&path).is_ok_and(|m| m.is_file() && m.len() <= MOST_DESIGN);
        if !is_there {
            continue;
        }
        match design(&path) {
            Ok(design) if design.study == this.study && design.opens < this.opens => {
                found.push((design, report));
            }
            Ok(_) => {}
            Err(error) => trouble(&report, &error),
        }
    }
    found.sort_by(|a, b| (a.0.opens, &a.0.wave).cmp(&(b.0.opens, &b.0.wave)));
    found.drain(..found.len().saturating_sub(MOST_WAVES));
    let mut waves = Vec::new();
    for (design, folder) in found {
        match of_panel(&folder.join("data/estimates.csv"), metrics) {
            Ok(estimates) => waves.push(Past {
                folder,
                design,
                estimates,
            }),
            Err(error) => trouble(&folder, &error),
        }
    }
    (waves, unread)
}

/// The numbers about the whole panel in an `estimates.csv`.
fn of_panel(path: &Path, metrics: &[&str]) -> Result<Vec<Estimate>> {
    let broken = |what: String| Error::file(path, std::io::Error::other(what));
    let length = fs::metadata(path).map_err(|e| Error::file(path, e))?.len();
    if length > MOST_TABLE {
        return Err(broken("the table is too large".to_owned()));
    }
    let mut reader = csv::Reader::from_path(path).map_err(|e| broken(e.to_string()))?;
    let heads = reader.headers().map_err(|e| broken(e.to_string()))?.clone();
    let place = |name: &str| {
        let found = heads.iter().position(|head| head == name);
        found.ok_or_else(|| broken(format!("the column `{name}` is missing")))
    };
    let [
        metric,
        kind,
        channel,
        value,
        low,
        high,
        n,
        companies,
        denominator,
    ] = [
        place("metric")?,
        place("subject_kind")?,
        place("channel")?,
        place("value")?,
        place("low")?,
        place("high")?,
        place("n")?,
        place("companies")?,
        place("denominator")?,
    ];
    let mut found = Vec::new();
    let mut row = csv::StringRecord::new();
    while reader
        .read_record(&mut row)
        .map_err(|e| broken(e.to_string()))?
    {
        let cell = |place: usize| row.get(place).unwrap_or_default();
        if cell(kind) != "all" || !metrics.contains(&cell(metric)) {
            continue;
        }
        let number = |place: usize| {
            let number: Option<f64> = cell(place).parse().ok();
            number.filter(|v| v.is_finite())
        };
        let on = match cell(channel) {
            "" => Some(None),
            word => Channel::parse(word).map(Some),
        };
        let (Some(channel), Some(denominator)) = (on, Denominator::parse(cell(denominator))) else {
            return Err(broken(
                "a row has a channel or a denominator that is not known".to_owned(),
            ));
        };
        found.push(Estimate {
            metric: cell(metric).to_owned().into(),
            subject: Subject::All,
            channel,
            value: number(value),
            low: number(low),
            high: number(high),
            n: cell(n).parse().unwrap_or(0),
            companies: cell(companies).parse().unwrap_or(0),
            denominator,
        });
    }
    Ok(found)
}
