//! What is known of the waves before this one: how it compares with one of them (`comparison.csv`, with what should be
//! known of it in `comparison_notes.csv`), and what each of them said of the whole panel (`waves.csv`).

use super::codebook::{Column, Show, Type, moment, text};
use super::published::Past;
use super::table::Table;
use super::writer::Sealed;
use crate::error::Result;
use crate::model::{Channel, Denominator, Estimate, Subject};
use crate::score::Scores;
use crate::score::compare::{Comparison, Design, FAMILY, Refusal, Topic, topics};
use std::path::Path;

/// What is known of the waves before a wave.
#[derive(Debug, Default)]
pub struct Before {
    /// The wave that it is held against.
    pub last: Last,
    /// What the waves before it said of the whole panel, oldest first.
    pub waves: Vec<Past>,
    /// Reports of earlier waves that could not be read: the folder's name, and why.
    pub unread: Vec<(String, String)>,
}

/// What became of holding a wave against an earlier one.
#[derive(Debug, Default)]
pub enum Last {
    /// There is none.
    #[default]
    Nothing,
    /// It is named, but cannot be read: why.
    Unread(String),
    /// The designs differ: how the earlier one is named, and in what.
    Apart(String, Vec<Refusal>),
    /// They were compared.
    Compared(Box<Comparison>),
}

impl Before {
    /// The comparison, where there is one.
    #[must_use]
    pub fn comparison(&self) -> Option<&Comparison> {
        match &self.last {
            Last::Compared(comparison) => Some(comparison),
            _ => None,
        }
    }
}

/// The metrics that are followed over the waves.
#[must_use]
pub fn followed() -> Vec<&'static str> {
    FAMILY.iter().map(|(name, ..)| *name).collect()
}

fn is_followed(estimate: &Estimate) -> bool {
    let same = |(name, of, _): &(&str, Denominator, bool)| {
        *name == estimate.metric && *of == estimate.denominator
    };
    estimate.subject == Subject::All && FAMILY.iter().any(same)
}

/// The numbers of a wave that are followed.
pub fn series(estimates: &[Estimate]) -> impl Iterator<Item = &Estimate> {
    estimates.iter().filter(|e| is_followed(e))
}

/// The columns of `waves.csv`.
#[must_use]
pub fn waves_columns() -> Vec<Column> {
    let number = |name: &str, about: &str| {
        Column::new(name, Type::Number, about)
            .signed()
            .shown(Show::AsMetric)
    };
    vec![
        text(
            "wave",
            "The round of fieldwork; the last one is that of this report.",
        )
        .required(),
        moment("opens", "When it opened.").required(),
        text(
            "differs",
            "In what its design differs from this wave's, separated by |. Where it does, a change may come of that.",
        ),
        text("metric", "The metric, as in estimates.csv.").required(),
        text("channel", "The channel. Empty for all channels together.")
            .words(Channel::ALL.map(Channel::as_str)),
        text("denominator", "What n counts, as in estimates.csv.")
            .required()
            .words(Denominator::ALL.iter().map(|d| d.as_str())),
        number(
            "value",
            "The number about the whole panel of that wave, as its own report has it.",
        ),
        number("low", "Lower end of its 95 % interval."),
        number("high", "Upper end, likewise."),
        Column::new("n", Type::Integer, "What it rests on.").required(),
    ]
}

/// Writes `waves.csv`: the earlier waves and this one.
pub fn waves(path: &Path, before: &Before, this: &Design, scores: &Scores) -> Result<Sealed> {
    let mut table = Table::create(path, &waves_columns())?;
    let mut write = |design: &Design, estimates: &[Estimate]| {
        let differs: Vec<&str> = topics(design, this)
            .into_iter()
            .map(Topic::as_str)
            .collect();
        for estimate in series(estimates) {
            table.text(&design.wave);
            table.moment(Some(design.opens));
            table.word(&differs.join("|"));
            table.word(&estimate.metric);
            table.maybe(estimate.channel.map(Channel::as_str));
            table.word(estimate.denominator.as_str());
            table.number(estimate.value);
            table.number(estimate.low);
            table.number(estimate.high);
            table.whole(estimate.n);
            table.end_row()?;
        }
        Ok(())
    };
    for past in &before.waves {
        write(&past.design, &past.estimates)?;
    }
    write(this, &scores.estimates)?;
    table.seal()
}

/// A note of `comparison_notes.csv`: its kind, its topic, and its words.
pub type Note = (&'static str, &'static str, String);

/// What should be known of a comparison.
#[must_use]
pub fn notes(before: &Before) -> Vec<Note> {
    let mut notes = match &before.last {
        Last::Nothing => Vec::new(),
        Last::Unread(why) => vec![("unread", "", why.clone())],
        Last::Apart(base, refusals) => {
            let mut notes = vec![("base", "", base.clone())];
            let refused = refusals.iter();
            notes.extend(refused.map(|r| ("refused", r.topic.as_str(), r.message.clone())));
            notes
        }
        Last::Compared(comparison) => comparison_notes(comparison),
    };
    let unread = before.unread.iter();
    notes.extend(unread.map(|(name, why)| ("unread", "", format!("{name}: {why}"))));
    notes
}

/// The notes of a comparison by itself.
#[must_use]
pub fn comparison_notes(comparison: &Comparison) -> Vec<Note> {
    let judged = comparison.judged();
    let mut notes = vec![
        ("base", "", comparison.base.clone()),
        ("head", "", comparison.head.clone()),
        ("companies", "", comparison.pairs.to_string()),
        ("judged", "", judged.to_string()),
    ];
    notes.extend(comparison.labels.iter().map(|l| ("allowed", "", l.clone())));
    notes.extend(comparison.notes.iter().map(|n| ("paired", "", n.clone())));
    notes
}

/// The columns of `comparison_notes.csv`.
#[must_use]
pub fn notes_columns() -> Vec<Column> {
    vec![
        text(
            "kind",
            "base, head: how the waves are named. companies: how many are in both. judged: how many numbers were called \
             clear or noise. allowed: in what the designs differ although they were compared. paired: what should be \
             known of the companies' pairs. refused: why they were not compared. unread: an earlier report that could \
             not be read.",
        )
        .required()
        .words([
            "base",
            "head",
            "companies",
            "judged",
            "allowed",
            "paired",
            "refused",
            "unread",
        ]),
        Column::new("number", Type::Integer, "1 for the first of its kind, and so on.").required(),
        text("topic", "In what the designs differ.").words(Topic::ALL.map(Topic::as_str)),
        text("text", "The words, or the number.").required(),
    ]
}

/// Writes `comparison_notes.csv`.
pub fn notes_table(path: &Path, notes: &[Note]) -> Result<Sealed> {
    let mut table = Table::create(path, &notes_columns())?;
    for (place, (kind, topic, words)) in notes.iter().enumerate() {
        let before = notes[..place].iter().filter(|(other, ..)| other == kind);
        table.word(kind);
        table.whole(before.count() as u64 + 1);
        table.word(topic);
        table.text(words);
        table.end_row()?;
    }
    table.seal()
}
