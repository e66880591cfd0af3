//! `report.html`: what a consultant puts before a client and a researcher into an appendix. One file that needs nothing
//! else and runs nothing.
//!
//! Each section is a function from the [`Material`] to a [`Section`], or to none where there is nothing to show. It
//! states what was found in messages of `report/words`, every figure of which names the cell it can be had from.

mod consistency;
mod findings;
mod html;
mod material;
mod section;
mod told;

pub use html::{Page, blocks, html};
pub use material::Material;
pub use section::{Block, Card, Grid, Head, Link, Quote, Section};

use crate::error::Result;
use crate::report::words::{Source, Text};

/// The sections, in their order.
const SECTIONS: &[fn(&Material<'_>) -> Option<Section>] = &[
    findings::section,
    consistency::section,
    told::contradictions,
    told::answers,
];

/// The report of a wave as one HTML file.
///
/// # Errors
/// When a template has a mistake.
pub fn page(material: &Material<'_>) -> Result<String> {
    let (study, words) = (material.study, material.words);
    let sections: Vec<Section> = SECTIONS.iter().filter_map(|of| of(material)).collect();
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
            sections: &sections,
        },
        words,
    )
}
