//! Decisions from the list.

use super::{COLUMNS, NONE};
use crate::error::{Error, Result};
use crate::model::{Decision, Kind};
use crate::sheet::{MOST_CSV, Notes, Row, Table, defuse, nearest, quote, read};
use crate::store::{Reviewable, Scope, Store};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// A wrong name is compared with all right ones when there are no more.
const PROPOSALS: usize = 2_000;
const LONGEST_NOTE: usize = 4_000;

/// What a list brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Decisions that were added to the ledger.
    pub taken: u64,
    /// Decisions that stand there already in the same words.
    pub as_before: u64,
    /// Rows in which nothing is filled in.
    pub undecided: u64,
}

/// What a person filled in in one row, with the places of the cells.
struct Filled {
    message: (String, usize),
    enquiries: Option<(String, usize)>,
    kind: Option<(String, usize)>,
    note: Option<(String, usize)>,
}

/// Takes decisions from a list: all of them, or none when there is a mistake in any row.
///
/// # Errors
/// [`Error::Study`] with every mistake in the file; otherwise when the ledger fails.
pub async fn import(store: &Store, path: &Path, coder: &str, now: Timestamp) -> Result<Imported> {
    let notes = Notes::new(path.to_owned());
    let hint = "`shopper review STUDY --export FILE` writes one";
    let text = read(path, MOST_CSV, &notes, hint).unwrap_or_default();
    let mut imported = Imported::default();
    let filled = if notes.has_syntax() {
        Vec::new()
    } else {
        rows(&text, &notes, &mut imported)
    };
    let wanted: HashSet<String> = filled
        .iter()
        .filter_map(|row| row.enquiries.as_ref())
        .flat_map(|(names, _)| parts(names).map(|(name, _)| name.to_owned()))
        .collect();
    let check = Check {
        notes: &notes,
        text: &text,
        names: store.named(&wanted, PROPOSALS).await?,
    };
    let mut decisions = Vec::new();
    let mut seen = HashSet::new();
    for row in &filled {
        let Some(message) = message(store, &row.message, &notes).await? else {
            continue;
        };
        if !seen.insert(message.inbound) {
            notes.at(row.message.1, "this message has a row above", None);
            continue;
        }
        let Some(decision) = check.decision(row, &message, coder) else {
            continue;
        };
        if check.is_as_before(&decision, &message) {
            imported.as_before += 1;
        } else {
            decisions.push(decision);
        }
    }
    let mistakes = notes.into_mistakes(&text);
    if !mistakes.is_empty() {
        return Err(Error::Study(mistakes));
    }
    store.decide(&decisions, now).await?;
    imported.taken = decisions.len() as u64;
    Ok(imported)
}

/// The rows in which something is decided.
fn rows(text: &str, notes: &Notes, imported: &mut Imported) -> Vec<Filled> {
    let needed = ["message", "enquiry_id", "kind"];
    let Some(mut table) = Table::new(text, notes, &COLUMNS, &needed) else {
        return Vec::new();
    };
    let mut filled = Vec::new();
    while let Some(row) = table.next_row() {
        if !row.whole {
            continue;
        }
        let cell = |name: &str| row.get(name).map(|(text, at)| (plain(text).to_owned(), at));
        let (enquiries, kind) = (cell("enquiry_id"), cell("kind"));
        if enquiries.is_none() && kind.is_none() {
            imported.undecided += 1;
            continue;
        }
        if let Some(message) = need(&row, notes) {
            filled.push(Filled {
                message,
                enquiries,
                kind,
                note: row.get("note").map(|(text, at)| (text.to_owned(), at)),
            });
        }
    }
    filled
}

fn need(row: &Row<'_, '_>, notes: &Notes) -> Option<(String, usize)> {
    let (text, at) = row.need("message", notes)?;
    Some((plain(text).to_owned(), at))
}

/// A name without the apostrophe that defused it. Our own names hold none.
fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell).trim()
}

/// The names in a cell, with the byte at which each begins.
fn parts(cell: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut at = 0;
    cell.split(';').filter_map(move |part| {
        let begins = at + part.len() - part.trim_start().len();
        at += part.len() + 1;
        let name = plain(part.trim());
        (!name.is_empty()).then_some((name, begins))
    })
}

/// The message that a cell names.
async fn message(
    store: &Store,
    (name, at): &(String, usize),
    notes: &Notes,
) -> Result<Option<Reviewable>> {
    let key = name
        .strip_prefix('m')
        .and_then(|rest| rest.split_once('-')?.0.parse().ok());
    let mut found = None;
    if let Some(key) = key {
        store
            .review(Scope::One(key), |message| {
                found = Some(message);
                Ok(())
            })
            .await?;
    }
    if found.as_ref().is_none_or(|m| m.message != *name) {
        let hint = found.as_ref().map_or_else(
            || "take the names as `shopper review STUDY --export FILE` writes them".to_owned(),
            |m| {
                format!(
                    "did you mean `{}`? Or is this the list of another study?",
                    m.message
                )
            },
        );
        notes.at(
            *at,
            format!("there is no message {}", quote(name)),
            Some(hint),
        );
        return Ok(None);
    }
    Ok(found)
}

struct Check<'a> {
    notes: &'a Notes,
    /// The whole file.
    text: &'a str,
    /// The enquiries that are named, and others to propose, with their keys and whether they were ever
    /// to be sent.
    names: HashMap<String, (u32, bool)>,
}

impl Check<'_> {
    fn decision(&self, row: &Filled, message: &Reviewable, coder: &str) -> Option<Decision> {
        let enquiries = match &row.enquiries {
            None => Some(None),
            Some((cell, at)) => self.enquiries(cell, *at, message).map(Some),
        };
        let kind = match &row.kind {
            None => Some(None),
            Some((word, at)) => self.kind(word, *at).map(Some),
        };
        let decided = message.decision.as_ref();
        if let (None, Some((_, at))) = (&row.enquiries, &row.kind)
            && message.tied_to.is_none()
            && decided.is_none_or(|d| d.enquiries.is_some())
        {
            self.notes.at(
                *at,
                "`kind` is decided, but not whose the message is, and the program cannot tell",
                Some(format!(
                    "put the enquiry into `enquiry_id`, several joined by `;`, or `{NONE}`{}",
                    choice(&message.candidates)
                )),
            );
            return None;
        }
        let note = row.note.as_ref().map_or("", |(text, _)| text.as_str());
        if let Some((text, at)) = &row.note
            && text.chars().count() > LONGEST_NOTE
        {
            let message = format!("`note` has at most {LONGEST_NOTE} characters");
            self.notes.at(*at, message, None);
        }
        Some(Decision {
            inbound: message.inbound,
            enquiries: enquiries?,
            kind: kind?,
            coder: coder.to_owned(),
            note: note.to_owned(),
        })
    }

    fn kind(&self, word: &str, at: usize) -> Option<Kind> {
        let kind = Kind::parse(word);
        if kind.is_none() {
            let words = || Kind::ALL.iter().map(|k| k.as_str());
            let known = || format!("known are {}", words().collect::<Vec<_>>().join(", "));
            self.notes.at(
                at,
                format!("there is no kind {}", quote(word)),
                Some(nearest(word, words()).unwrap_or_else(known)),
            );
        }
        kind
    }

    fn enquiries(&self, cell: &str, at: usize, message: &Reviewable) -> Option<Vec<u32>> {
        let names: Vec<_> = parts(cell).collect();
        if names.iter().any(|(n, _)| n.eq_ignore_ascii_case(NONE)) {
            if names.len() == 1 {
                return Some(Vec::new());
            }
            let text = format!("`{NONE}` stands alone: a message belongs to enquiries or to none");
            self.notes.at(at, text, None);
            return None;
        }
        // A place is that of the cell's opening quote.
        let at = at + usize::from(self.text.as_bytes().get(at) == Some(&b'"'));
        let mut keys = Vec::new();
        let mut sound = !names.is_empty();
        for (name, begins) in names {
            match self.names.get(name) {
                Some((key, true)) => {
                    if !keys.contains(key) {
                        keys.push(*key);
                    }
                }
                Some((_, false)) => {
                    sound = false;
                    self.notes.at(
                        at + begins,
                        format!("the enquiry {} was never asked", quote(name)),
                        Some("the company does not offer the channel".to_owned()),
                    );
                }
                None => {
                    sound = false;
                    self.notes.at(
                        at + begins,
                        format!("there is no enquiry {}", quote(name)),
                        self.proposal(name, message),
                    );
                }
            }
        }
        keys.sort_unstable();
        sound.then_some(keys)
    }

    /// The right name that is nearest, from among the message's own candidates before all others.
    fn proposal(&self, name: &str, message: &Reviewable) -> Option<String> {
        let own = message.candidates.iter().chain(&message.tied_to);
        nearest(name, own.map(String::as_str)).or_else(|| {
            let mut all: Vec<&str> = self.names.keys().map(String::as_str).collect();
            all.sort_unstable();
            all.truncate(PROPOSALS);
            nearest(name, all)
        })
    }

    /// Whether this stands in the ledger already. Notes are compared as a spreadsheet gets them.
    fn is_as_before(&self, decision: &Decision, message: &Reviewable) -> bool {
        let Some(before) = &message.decision else {
            return false;
        };
        let keys = |names: &Vec<String>| -> Option<Vec<u32>> {
            let mut keys = names
                .iter()
                .map(|name| Some(self.names.get(name)?.0))
                .collect::<Option<Vec<_>>>()?;
            keys.sort_unstable();
            Some(keys)
        };
        let same_tie = match (&before.enquiries, &decision.enquiries) {
            (None, None) => true,
            (Some(names), Some(now)) => keys(names).is_some_and(|before| before == *now),
            _ => false,
        };
        same_tie
            && before.kind == decision.kind
            && defuse(&before.note).0 == defuse(&decision.note).0
    }
}

fn choice(candidates: &[String]) -> String {
    if candidates.is_empty() {
        String::new()
    } else {
        format!("; it may be {}", candidates.join(" or "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_found_with_their_places() {
        let found: Vec<_> = parts(" a; 'b;;c ").collect();
        assert_eq!(found, [("a", 1), ("b", 4), ("c", 8)]);
        assert_eq!(parts(" ; ").count(), 0);
        assert_eq!(plain("'-w.a.q.email"), "-w.a.q.email");
    }

    proptest! {
        #[test]
        fn no_list_makes_it_panic(text in "[a-z,;\"\n'= é-]{0,80}", header in any::<bool>()) {
            let text = if header { format!("message,enquiry_id,kind,note\n{text}") } else { text };
            let notes = Notes::new("list.csv".into());
            for row in rows(&text, &notes, &mut Imported::default()) {
                for (name, at) in row.enquiries.iter().flat_map(|(cell, _)| parts(cell)) {
                    prop_assert!(!name.is_empty() && at < text.len());
                }
            }
            let _ = notes.into_mistakes(&text);
        }
    }
}
