//! `visits.csv`: what searching the companies' sites came to, one row a visit. It is written where sites are
//! searched.

use super::codebook::{Column, Type, moment, text};
use super::table::Table;
use crate::error::Result;
use crate::model::{Enquiry, FoundBy, Study, Visit};
use jiff::Timestamp;

/// The columns of `visits.csv`.
pub fn columns() -> Vec<Column> {
    let whole = |name: &str, about: &str| Column::new(name, Type::Integer, about);
    let truth = |name: &str, about: &str| Column::new(name, Type::Boolean, about);
    vec![
        text("enquiry_id", "The enquiry, as in enquiries.csv.").required(),
        moment("visited_at", "When the visit began.").required(),
        truth("found", "Whether an answer was found.").required(),
        text(
            "found_by",
            "search: the site's own search led to it. faq: a list of questions and answers. help_page: a help page \
             that the site links to or lists.",
        )
        .words(FoundBy::ALL.iter().map(|f| f.as_str())),
        text("address", "The page on which the answer stands; the words are in answers.csv."),
        truth(
            "offered_first",
            "Whether the site's own search offered it first of all. Empty where it has none, or nothing was found.",
        ),
        whole("clicks", "How often a visitor would have clicked or submitted to get there.").required(),
        whole(
            "pages",
            "How many pages were opened, what a site lists for programs included.",
        )
        .required(),
        whole("bytes", "Their bytes.").required(),
        Column::new(
            "seconds",
            Type::Number,
            "From the first question to the last answer of the site, without the pauses that politeness asks for.",
        )
        .required(),
        text("query", "What the site's search was given. Empty where it has none."),
        text("software", "The self-service software that the site shows. Empty where none shows."),
        text("ended", "Why the visit ended.").required(),
    ]
}

/// Writes one visit.
pub fn row(
    table: &mut Table,
    study: &Study,
    enquiry: &Enquiry,
    at: Timestamp,
    visit: &Visit,
) -> Result<()> {
    table.text(&enquiry.id(study));
    table.moment(Some(at));
    table.truth(Some(visit.found));
    table.maybe(visit.found_by.map(FoundBy::as_str));
    table.text(&visit.address);
    table.truth(visit.offered_first.filter(|_| visit.found));
    table.whole(visit.clicks.into());
    table.whole(visit.pages.len() as u64);
    table.whole(visit.bytes);
    table.number(Some(visit.seconds));
    table.text(&visit.query);
    table.text(&visit.software);
    table.text(&visit.ended);
    table.end_row()
}
