//! A plan and its burden as aligned columns for people.

use super::burden::Burden;
use super::make::Plan;
use super::public;
use crate::model::{Channel, Company, Enquiry, Network, Study};
use jiff::Timestamp;
use std::borrow::Cow;
use std::io::{self, Write};

/// Longest name in a table, in characters.
const WIDEST: usize = 36;

/// A cell of at most [`WIDEST`] characters.
fn cut(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(WIDEST - 1) {
        Some((i, _)) if text[i..].chars().nth(1).is_some() => {
            Cow::Owned(format!("{}…", &text[..i]))
        }
        _ => Cow::Borrowed(text),
    }
}

/// The width of a column, from its heading and everything that may stand in it.
fn width<'a>(heading: &str, cells: impl Iterator<Item = &'a str>) -> usize {
    let longest = cells.map(|c| c.chars().count().min(WIDEST)).max();
    longest.unwrap_or(0).max(heading.len())
}

/// A moment as the tables show it, to the minute, in UTC.
fn minute(moment: Option<Timestamp>) -> String {
    moment.map_or_else(String::new, |t| t.strftime("%Y-%m-%d %H:%M").to_string())
}

/// Where a company is asked on a channel: of several handles the first, as it is written.
pub(super) fn asked_at(company: &Company, channel: Channel) -> Option<&str> {
    let point = company.contact_point(channel)?;
    match Network::of(channel) {
        Some(_) => point.split_whitespace().next(),
        None => Some(point),
    }
}

/// Writes the enquiries in order of time.
pub(super) fn plan(study: &Study, plan: &Plan, out: &mut impl Write) -> io::Result<()> {
    let mut order: Vec<&Enquiry> = plan.enquiries.iter().collect();
    order.sort_by_key(|e| (e.due_at.is_none(), e.due_at, e.seq));
    let company = width("company", study.panel.iter().map(|c| c.id.as_str()));
    let question = width("question", study.questions.iter().map(|q| q.id.as_str()));
    let persona = width("persona", study.personas.iter().map(|p| p.id.as_str()));
    let wordings = study.questions.iter().flat_map(|q| &q.wordings);
    let wording = width("wording", wordings.map(|w| w.id.as_str()));
    writeln!(
        out,
        "{:16}  {:company$}  {:question$}  {:10}  {:persona$}  {:wording$}  contact point",
        "due (UTC)", "company", "question", "channel", "persona", "wording",
    )?;
    for enquiry in order {
        let asked = enquiry.company(study);
        let offered = enquiry.offered();
        let (by, words) = if offered {
            (
                enquiry.persona(study).id.as_str(),
                enquiry.wording(study).id.as_str(),
            )
        } else {
            ("", "")
        };
        let due = if offered {
            minute(enquiry.due_at)
        } else {
            "not offered".to_owned()
        };
        let line = format!(
            "{due:16}  {:company$}  {:question$}  {:10}  {:persona$}  {:wording$}  {}",
            cut(&asked.id),
            cut(&enquiry.question(study).id),
            enquiry.channel,
            cut(by),
            cut(words),
            asked_at(asked, enquiry.channel).unwrap_or(""),
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    out.flush()
}

/// Writes each company's burden and the sum.
pub(super) fn burden(study: &Study, burden: &Burden, out: &mut impl Write) -> io::Result<()> {
    let channels: Vec<Channel> = study.design.questions.keys().copied().collect();
    let company = width("company", study.panel.iter().map(|c| c.name.as_str()));
    let columns = |cell: &dyn Fn(Channel) -> String| -> String {
        let cells = channels
            .iter()
            .map(|c| format!("  {:>w$}", cell(*c), w = c.as_str().len().max(5)));
        cells.collect()
    };
    writeln!(
        out,
        "{:company$}{}  {:>13}  {:16}  last (UTC)",
        "company",
        columns(&|c| c.to_string()),
        "staff minutes",
        "first (UTC)",
    )?;
    for b in &burden.companies {
        let line = format!(
            "{:company$}{}  {:>13}  {:16}  {:16}",
            cut(&study.panel[b.company as usize].name),
            columns(&|c| b.contacts.get(&c).copied().unwrap_or(0).to_string()),
            b.staff_minutes,
            minute(b.first_send),
            minute(b.last_send),
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    writeln!(
        out,
        "{:company$}{}  {:>13}  {:16}  {:16}",
        "all",
        columns(&|c| burden.contacts.get(&c).copied().unwrap_or(0).to_string()),
        burden.staff_minutes,
        minute(burden.first_send),
        minute(burden.last_send),
    )?;
    if burden.not_offered > 0 {
        writeln!(
            out,
            "{} of {} enquiries are not sent: the company does not offer the channel",
            burden.not_offered,
            u64::from(burden.not_offered)
                + burden.contacts.values().map(|n| u64::from(*n)).sum::<u64>(),
        )?;
    }
    for line in public::burden_lines(study, burden) {
        writeln!(out, "{line}")?;
    }
    out.flush()
}
