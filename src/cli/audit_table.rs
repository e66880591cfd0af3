//! An audit as a person reads it.

use super::audit_proposal::Proposal;
use crate::fieldwork::audit::{AccountLook, Audits, SiteLook};
use crate::model::{Audited, Channel, Presence, Study};
use serde::Serialize;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

/// No cell is wider, characters.
const WIDEST: usize = 60;

/// A channel on which panel and home page do not say the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Difference<'a> {
    pub company: &'a str,
    pub channel: Channel,
    pub presence: Presence,
    pub declared: String,
    pub linked: String,
}

/// Where panel and home pages differ, in the order of the panel.
pub(super) fn differences<'a>(study: &'a Study, sites: &[SiteLook]) -> Vec<Difference<'a>> {
    let looks: HashMap<&str, &SiteLook> = sites
        .iter()
        .map(|look| (look.company.as_str(), look))
        .collect();
    let mut found = Vec::new();
    for company in &study.panel {
        let look = looks.get(company.id.as_str());
        let offered = look.map(|look| look.compare(company)).unwrap_or_default();
        for offered in offered {
            if !matches!(offered.presence, Presence::Agrees | Presence::Neither) {
                found.push(Difference {
                    company: &company.id,
                    channel: offered.channel,
                    presence: offered.presence,
                    declared: offered.declared,
                    linked: offered.linked,
                });
            }
        }
    }
    found
}

/// The accounts, the differences, and what could not be looked at.
pub(super) fn table(audits: &Audits, differences: &[Difference<'_>]) -> String {
    let mut text = String::new();
    if !audits.accounts.is_empty() {
        let head = [
            "company",
            "network",
            "handle",
            "found",
            "kind",
            "active",
            "promise",
            "hours",
            "reply share",
            "median",
        ];
        let rows = audits.accounts.iter().map(account);
        text.push_str(&aligned(&head, rows));
    }
    let problems: Vec<String> = audits.accounts.iter().filter_map(account_problem).collect();
    list(&mut text, "accounts that were not looked at", &problems);
    let rows = differences.iter().map(|d| {
        let what = match d.presence {
            Presence::Differs => "both, and they differ",
            Presence::NotLinked => "the panel alone",
            _ => "the home page alone",
        };
        [d.company, d.channel.as_str(), what, &d.declared, &d.linked]
            .map(str::to_owned)
            .to_vec()
    });
    if !differences.is_empty() {
        gap(&mut text);
        text.push_str(&aligned(
            &["company", "channel", "named by", "panel", "home page"],
            rows,
        ));
    }
    let problems = audits.sites.iter().filter_map(|look| {
        let problem = look.problem.as_ref()?;
        Some(format!("{}: {problem}", look.company))
    });
    list(
        &mut text,
        "home pages that were not read",
        &problems.collect::<Vec<_>>(),
    );
    if !audits.sites.is_empty() {
        gap(&mut text);
        let read = audits
            .sites
            .iter()
            .filter(|look| look.problem.is_none())
            .count();
        let sites = audits.sites.len();
        let _ = writeln!(
            text,
            "{read} of {sites} home pages read, {} differences",
            differences.len()
        );
    }
    text
}

/// What was filled into the copy of the panel.
pub(super) fn proposed(path: &Path, proposed: &[Proposal]) -> String {
    let mut text = format!(
        "\n{}: a copy of companies.csv in which {} empty fields are filled; nothing else was changed\n",
        path.display(),
        proposed.len()
    );
    if !proposed.is_empty() {
        let rows = proposed
            .iter()
            .map(|p| vec![p.company.clone(), p.column.clone(), p.value.clone()]);
        text.push_str(&aligned(&["company", "column", "value"], rows));
    }
    text
}

fn account(look: &AccountLook) -> Vec<String> {
    let mut row = vec![
        look.company.clone(),
        look.network.to_string(),
        format!("@{}", look.handle),
    ];
    if let Some(seen) = &look.seen {
        let yes = |truth: Option<bool>| {
            truth
                .map_or("", |t| if t { "yes" } else { "no" })
                .to_owned()
        };
        row.extend([
            seen.found.as_str().to_owned(),
            seen.kind
                .map_or("", crate::model::AccountKind::as_str)
                .to_owned(),
            if seen.protected == Some(true) {
                "protected".to_owned()
            } else {
                yes(seen.active)
            },
            promise(seen),
            seen.hours.clone(),
            seen.reply_share
                .map_or_else(String::new, |share| format!("{:.0} %", share * 100.0)),
            seen.median_reply_hours
                .map_or_else(String::new, |hours| format!("{hours:.1} h")),
        ]);
    }
    row
}

fn promise(seen: &Audited) -> String {
    match (seen.promise_kind.as_str(), seen.promise_minutes) {
        ("" | "none", _) if seen.vague == Some(true) => "vague".to_owned(),
        ("" | "none", _) => String::new(),
        (_, Some(minutes)) if minutes % 60 == 0 => format!("{} h", minutes / 60),
        (_, Some(minutes)) => format!("{minutes} min"),
        (kind, None) => kind.replace('_', " "),
    }
}

fn account_problem(look: &AccountLook) -> Option<String> {
    let problem = look.problem.as_ref()?;
    Some(format!(
        "{} {} @{}: {problem}",
        look.company, look.network, look.handle
    ))
}

fn gap(text: &mut String) {
    if !text.is_empty() {
        text.push('\n');
    }
}

fn list(text: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    gap(text);
    let _ = writeln!(text, "{title}:");
    for line in lines {
        let _ = writeln!(text, "  {}", clean(line, 300));
    }
}

/// Text from outside on one line: no control characters, nothing that turns the direction of writing.
fn clean(text: &str, most: usize) -> String {
    let seen = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut characters = text.chars().filter(seen);
    let mut short: String = characters.by_ref().take(most).collect();
    if characters.next().is_some() {
        short.push('\u{2026}');
    }
    short
}

/// Columns as wide as they need to be.
fn aligned(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let head = head
        .iter()
        .map(|name| (*name).to_owned())
        .collect::<Vec<_>>();
    let rows: Vec<Vec<String>> = std::iter::once(head)
        .chain(rows)
        .map(|row| row.iter().map(|cell| clean(cell, WIDEST)).collect())
        .collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..rows[0].len()).map(width).collect();
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let _ = write!(line, "{cell:width$}  ");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
