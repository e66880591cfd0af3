//! `report.html`: what a consultant puts before a client and a researcher into an appendix. One file that needs nothing
//! else and runs nothing.
//!
//! Each section is a function from the [`Material`] to a [`Section`], or to none where there is nothing to show. It
//! states what was found in messages of `report/words`, every figure of which names the cell it can be had from.

mod audit;
mod beside;
mod checks;
mod companies;
mod company;
mod consistency;
mod findings;
mod heatmap;
mod html;
mod ladder;
mod league;
mod material;
mod measures;
mod method;
mod outside;
mod panel;
mod section;
mod sectors;
mod told;
mod waiting;
mod waves;

pub use companies::pages as company_pages;
pub use html::{Page, blocks, html};
pub use material::Material;
pub use section::{Block, Card, Grid, Head, Link, Quote, Section};
pub use waves::comparison;

use crate::error::Result;
use crate::report::chart::Chart;
use crate::report::words::{Source, Text};

/// The sections, in their order.
const SECTIONS: &[fn(&Material<'_>) -> Option<Section>] = &[
    findings::section,
    panel::section,
    league::section,
    waiting::section,
    heatmap::section,
    consistency::section,
    told::contradictions,
    ladder::section,
    audit::section,
    sectors::section,
    waves::section,
    outside::section,
    companies::section,
    told::answers,
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

/// The heading of the report, and of each page that belongs to it.
fn title_of(material: &Material<'_>) -> Text {
    let study = material.study;
    let design = |column| Source::cell("design", &[], column);
    let title = [
        ("title", Text::cell(&study.title, design("title")).into()),
        ("wave", Text::cell(&study.wave.id, design("wave")).into()),
    ];
    material.words.say("report-title", title)
}

/// What the report is of, and when that was.
#[must_use]
pub fn head(material: &Material<'_>) -> (Text, Vec<Text>) {
    let (study, words) = (material.study, material.words);
    let design = |column| Source::cell("design", &[], column);
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
    (title_of(material), lead)
}

/// The report of a wave as one HTML file.
///
/// # Errors
/// When a template has a mistake.
pub fn page(material: &Material<'_>, sections: &[Section]) -> Result<String> {
    let (title, lead) = head(material);
    html(
        &Page {
            title,
            lead,
            sections,
        },
        material.words,
    )
}
