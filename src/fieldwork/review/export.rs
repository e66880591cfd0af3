//! The list as CSV.

use super::{COLUMNS, NONE};
use crate::error::{Error, Result};
use crate::sheet::defuse;
use crate::store::{Reviewable, Scope, Store};

/// Messages as a CSV, a row each, safe for a spreadsheet. What was decided stands in the last
/// columns, which are empty otherwise. With the number of rows.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn export(store: &Store, scope: Scope) -> Result<(Vec<u8>, u64)> {
    let (mut csv, mut rows) = (csv::Writer::from_writer(Vec::new()), 0);
    let failed = |e: csv::Error| Error::file("review list", e.into());
    csv.write_record(COLUMNS).map_err(failed)?;
    store
        .review(scope, |message| {
            rows += 1;
            let cells = cells(&message);
            let safe = cells.iter().map(|cell| defuse(cell).0);
            csv.write_record(safe.map(std::borrow::Cow::into_owned))
                .map_err(failed)
        })
        .await?;
    let bytes = csv
        .into_inner()
        .map_err(|e| Error::file("review list", e.into_error()))?;
    Ok((bytes, rows))
}

fn cells(message: &Reviewable) -> [String; 14] {
    let decision = message.decision.as_ref();
    [
        message.message.clone(),
        message.arrived.map_or(String::new(), |at| at.to_string()),
        message.from.clone(),
        message.subject.clone(),
        message.text.clone(),
        message.kind.to_string(),
        message.rule.clone(),
        message.evidence.join("\n"),
        message.tied_to.clone().unwrap_or_default(),
        message.candidates.join(";"),
        message.why.map_or("", |why| why.sentence()).to_owned(),
        match decision.and_then(|d| d.enquiries.as_ref()) {
            Some(names) if names.is_empty() => NONE.to_owned(),
            Some(names) => names.join(";"),
            None => String::new(),
        },
        decision
            .and_then(|d| d.kind)
            .map_or(String::new(), |kind| kind.to_string()),
        decision.map_or(String::new(), |d| d.note.clone()),
    ]
}
