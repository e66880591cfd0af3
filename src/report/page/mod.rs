//! `report.html`: what a consultant puts before a client and a researcher into an appendix. One file that needs nothing
//! else and runs nothing.
//!
//! Each section is a function from the [`Material`] to a [`Section`], or to none where there is nothing to show. It
//! states what was found in messages of `report/words`, every figure of which names the cell it can be had from.

mod audit;
mod checks;
mod findings;
mod html;
mod league;
mod material;
mod method;
mod outside;
mod section;
mod waves;

pub use html::{Page, html};
pub use material::Material;
pub use section::{Block, Card, Grid, Head, Quote, Section};
pub use waves::comparison;

use crate::error::Result;
use crate::report::chart::Chart;
use crate::report::words::{Source, Text};

/// The sections, in their order.
const SECTIONS: &[fn(&Material<'_>) -> Option<Section>] = &[
    findings::section,
    league::section,
    audit::section,
    waves::section,
    outside::section,
    checks::section,
    method::section,
];

/// What is said of a wave, in the order of the page.
#[must_use]
pub fn sections(material: &Material<'_>) -> Vec<Section> {
    SECTIONS.iter().filter_map(|of| of(material)).collect()
}

/// The charts that are drawn on the page, in its order: the same are the files of `charts/`.
#[must_use]
pub fn charts(sections: &[Section]) -> Vec<&Chart> {
    sections.iter().flat_map(Section::charts).collect()
}

/// The report of a wave as one HTML file.
///
/// # Errors
/// When a template has a mistake.
pub fn page(material: &Material<'_>) -> Result<String> {
    page_of(material, &sections(material))
}

/// The same of sections that are made already.
///
/// # Errors
/// When a template has a mistake.
pub fn page_of(material: &Material<'_>, sections: &[Section]) -> Result<String> {
    let (study, words) = (material.study, material.words);
    let design = |column| Source::cell("design", &[], column);
    let title = [
        ("title", Text::cell(&study.title, design("title")).into()),
        ("wave", Text::cell(&study.wave.id, design("wave")).into()),
    ];
    let (opens, closes) = (study.wave.opens, study.wave.closes());
    let dates = [
        ("opens", words.date(opens, design("opens")).into()),
        (
            "closes",
            words.date(closes, design("opens+cut_off_seconds")).into(),
        ),
    ];
    let mut lead = vec![words.say("fieldwork-dates", dates)];
    if material.is_open() {
        let as_of = words.date(material.as_of, design("as_of"));
        lead.push(words.say("fieldwork-open", [("date", as_of.into())]));
    }
    html(
        &Page {
            title: words.say("report-title", title),
            lead,
            sections,
        },
        words,
    )
}
