//! What an audit would fill into companies.csv: never done, only proposed in a copy.

use crate::error::{Error, Result};
use crate::fieldwork::audit::SiteLook;
use crate::model::{Channel, Study, plain_handle};
use crate::plan::contact_trouble;
use crate::sheet::{Fillings, defuse, fill};
use serde::Serialize;
use std::collections::HashMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

/// The channels on which a home page shows where a company is reached.
const CHANNELS: [Channel; 4] = [
    Channel::Email,
    Channel::Twitter,
    Channel::WebForm,
    Channel::Bluesky,
];

/// One field that was filled in the copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Proposal {
    pub company: String,
    pub column: String,
    pub value: String,
}

/// What the home pages show of channels of which the panel says nothing: only where there is exactly one
/// candidate, which no other company has or is to have, and which the panel may hold.
pub(super) fn proposals(study: &Study, sites: &[SiteLook]) -> Fillings {
    let companies: HashMap<&str, _> = study.panel.iter().map(|c| (c.id.as_str(), c)).collect();
    // Two companies at the same contact point are one that is asked twice.
    let mut uses: HashMap<(Channel, String), u32> = HashMap::new();
    for company in &study.panel {
        for (channel, points) in &company.contact_points {
            for point in points.split_whitespace() {
                *uses.entry((*channel, plain_handle(point))).or_default() += 1;
            }
        }
    }
    let mut found = Vec::new();
    for look in sites.iter().filter(|look| look.problem.is_none()) {
        let Some(company) = companies.get(look.company.as_str()) else {
            continue;
        };
        for channel in CHANNELS {
            if company.contact_point(channel).is_none()
                && let Some(only) = look.links.only(channel)
            {
                *uses.entry((channel, plain_handle(only))).or_default() += 1;
                found.push((company.id.clone(), channel, only));
            }
        }
    }
    found
        .into_iter()
        .filter(|(_, channel, only)| {
            let count = uses.get(&(*channel, plain_handle(only)));
            count == Some(&1)
                && contact_trouble(*channel, only).is_none()
                && defuse(only).0 == *only
        })
        .map(|(company, channel, only)| ((company, channel.column().to_owned()), only.to_owned()))
        .collect()
}

/// Writes the copy of the panel; what was filled, in the order of the file.
///
/// # Errors
/// [`Error::Refused`] when the copy is there already; a file that cannot be read or written.
pub(super) fn write(panel: &Path, copy: &Path, wanted: &Fillings) -> Result<Vec<Proposal>> {
    let text = fs::read_to_string(panel).map_err(|e| Error::file(panel, e))?;
    let (filled, used) = fill(&text, "id", wanted);
    let mut file = match OpenOptions::new().write(true).create_new(true).open(copy) {
        Ok(file) => file,
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => return Err(there(copy)),
        Err(e) => return Err(Error::file(copy, e)),
    };
    if let Err(e) = file
        .write_all(filled.as_bytes())
        .and_then(|()| file.sync_all())
    {
        // Half a panel must not be taken for one.
        let _ = fs::remove_file(copy);
        return Err(Error::file(copy, e));
    }
    let proposal = |(company, column): (String, String)| {
        let value = wanted.get(&(company.clone(), column.clone())).cloned();
        Proposal {
            company,
            column,
            value: value.unwrap_or_default(),
        }
    };
    Ok(used.into_iter().map(proposal).collect())
}

/// That a file is not overwritten.
pub(super) fn there(path: &Path) -> Error {
    Error::Refused {
        message: format!(
            "{} is there already, and is not overwritten",
            path.display()
        ),
        hint: "name another file for --propose".to_owned(),
    }
}
