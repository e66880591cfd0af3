//! A plan and its burden as table, CSV and JSON lines, written row by row.

use super::burden::Burden;
use super::make::Plan;
use super::tables;
use crate::model::{Channel, Enquiry, Study};
use crate::sheet;
use jiff::Timestamp;
use serde::Serialize;
use std::borrow::Cow;
use std::io::{self, Write};

/// How a listing is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Aligned columns for people: the enquiries in order of time.
    Table,
    /// Comma-separated values, in order of the plan; cells that a spreadsheet would run as a formula
    /// are defused.
    Csv,
    /// One JSON object a line, in order of the plan.
    Json,
}

/// One enquiry of a listing; absent values are empty, or `null` in JSON.
#[derive(Serialize)]
struct Row<'a> {
    wave: Cow<'a, str>,
    enquiry_id: Cow<'a, str>,
    company_id: Cow<'a, str>,
    company: Cow<'a, str>,
    sector: Cow<'a, str>,
    question_id: Cow<'a, str>,
    channel: Channel,
    offered: bool,
    due_at: Option<Timestamp>,
    persona: Option<Cow<'a, str>>,
    wording: Option<Cow<'a, str>>,
    contact_point: Option<Cow<'a, str>>,
}

/// One company's burden.
#[derive(Serialize)]
struct BurdenRow<'a> {
    company_id: Cow<'a, str>,
    company: Cow<'a, str>,
    sector: Cow<'a, str>,
    contacts: u32,
    email: u32,
    twitter: u32,
    web_form: u32,
    web_search: u32,
    chat: u32,
    bluesky: u32,
    first_send: Option<Timestamp>,
    last_send: Option<Timestamp>,
    staff_minutes: u64,
}

/// A cell, defused in a file that may be opened in a spreadsheet.
fn cell<'a>(text: impl Into<Cow<'a, str>>, defuse: bool) -> Cow<'a, str> {
    let text = text.into();
    match text {
        Cow::Borrowed(text) if defuse => sheet::defuse(text).0,
        Cow::Owned(text) if defuse => Cow::Owned(sheet::defuse(&text).0.into_owned()),
        text => text,
    }
}

fn row<'a>(study: &'a Study, enquiry: &Enquiry, defuse: bool) -> Row<'a> {
    let company = enquiry.company(study);
    let offered = enquiry.offered();
    let cell = |text: &'a str| cell(text, defuse);
    Row {
        wave: cell(&study.wave.id),
        enquiry_id: self::cell(enquiry.id(study), defuse),
        company_id: cell(&company.id),
        company: cell(&company.name),
        sector: cell(&company.sector),
        question_id: cell(&enquiry.question(study).id),
        channel: enquiry.channel,
        offered,
        due_at: enquiry.due_at,
        persona: offered.then(|| cell(&enquiry.persona(study).id)),
        wording: offered.then(|| cell(&enquiry.wording(study).id)),
        contact_point: tables::asked_at(company, enquiry.channel).map(cell),
    }
}

/// Writes who is asked what, when, by whom and where.
///
/// # Errors
/// What `out` says.
pub fn write_plan(
    study: &Study,
    plan: &Plan,
    format: Format,
    out: &mut impl Write,
) -> io::Result<()> {
    let rows = |defuse| plan.enquiries.iter().map(move |e| row(study, e, defuse));
    match format {
        Format::Table => tables::plan(study, plan, out),
        Format::Csv => csv_rows(rows(true), out),
        Format::Json => json_rows(rows(false), out),
    }
}

/// Writes what the plan costs each company.
///
/// # Errors
/// What `out` says.
pub fn write_burden(
    study: &Study,
    burden: &Burden,
    format: Format,
    out: &mut impl Write,
) -> io::Result<()> {
    match format {
        Format::Table => tables::burden(study, burden, out),
        Format::Csv => csv_rows(burden_rows(study, burden, true), out),
        Format::Json => json_rows(burden_rows(study, burden, false), out),
    }
}

fn burden_rows<'a>(
    study: &'a Study,
    burden: &'a Burden,
    defuse: bool,
) -> impl Iterator<Item = BurdenRow<'a>> {
    burden.companies.iter().map(move |b| {
        let company = &study.panel[b.company as usize];
        let on = |channel| b.contacts.get(&channel).copied().unwrap_or(0);
        BurdenRow {
            company_id: cell(company.id.as_str(), defuse),
            company: cell(company.name.as_str(), defuse),
            sector: cell(company.sector.as_str(), defuse),
            contacts: b.contacts.values().sum(),
            email: on(Channel::Email),
            twitter: on(Channel::Twitter),
            web_form: on(Channel::WebForm),
            web_search: on(Channel::WebSearch),
            chat: on(Channel::Chat),
            bluesky: on(Channel::Bluesky),
            first_send: b.first_send,
            last_send: b.last_send,
            staff_minutes: b.staff_minutes,
        }
    })
}

fn csv_rows<R: Serialize>(rows: impl Iterator<Item = R>, out: &mut impl Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    for row in rows {
        // The csv crate wraps what `out` says; a closed pipe must still be known as one.
        writer.serialize(row).map_err(|e| match e.into_kind() {
            csv::ErrorKind::Io(e) => e,
            other => io::Error::other(format!("{other:?}")),
        })?;
    }
    writer.flush()
}

fn json_rows<R: Serialize>(rows: impl Iterator<Item = R>, out: &mut impl Write) -> io::Result<()> {
    for row in rows {
        serde_json::to_writer(&mut *out, &row)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Selection;
    use crate::plan::tests::fixture::study;
    use crate::plan::{burden, make};

    fn listed(format: Format) -> (String, String) {
        let mut study = study(6, 1, 1);
        study
            .design
            .questions
            .insert(Channel::Twitter, Selection::All);
        study.panel[0].name = "=cmd|' /C calc'!A0, \"Ltd\"".into();
        let plan = make(&study).unwrap();
        let (mut a, mut b) = (Vec::new(), Vec::new());
        write_plan(&study, &plan, format, &mut a).unwrap();
        write_burden(&study, &burden(&study, &plan), format, &mut b).unwrap();
        (String::from_utf8(a).unwrap(), String::from_utf8(b).unwrap())
    }

    #[test]
    fn csv_is_defused_and_quoted() {
        let (plan, burden) = listed(Format::Csv);
        insta::assert_snapshot!(plan);
        insta::assert_snapshot!(burden);
    }

    #[test]
    fn json_lines_hold_the_same_as_they_are() {
        let (plan, burden) = listed(Format::Json);
        for text in [&plan, &burden] {
            for line in text.lines() {
                let row: serde_json::Value = serde_json::from_str(line).unwrap();
                assert!(row["company_id"].is_string());
            }
        }
        let first: serde_json::Value = serde_json::from_str(plan.lines().next().unwrap()).unwrap();
        assert_eq!(first["company"], "=cmd|' /C calc'!A0, \"Ltd\"");
        assert_eq!(first["offered"], true);
        let absent: serde_json::Value = serde_json::from_str(plan.lines().last().unwrap()).unwrap();
        assert_eq!(absent["due_at"], serde_json::Value::Null);
        assert_eq!((plan.lines().count(), burden.lines().count()), (12, 6));
    }

    #[test]
    fn tables_are_aligned_and_in_order_of_time() {
        let (plan, burden) = listed(Format::Table);
        insta::assert_snapshot!(plan);
        insta::assert_snapshot!(burden);
    }

    #[test]
    fn a_closed_pipe_is_known_as_one() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
        }
        let study = study(500, 1, 5);
        let plan = make(&study).unwrap();
        for format in [Format::Table, Format::Csv, Format::Json] {
            let error = write_plan(&study, &plan, format, &mut Closed).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "{format:?}");
        }
    }
}
