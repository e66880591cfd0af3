//! What is known of the waves before this one: how it compares with one of them (`comparison.csv`, with what should be
//! known of it in `comparison_notes.csv`), and what each of them said of the whole panel (`waves.csv`).

use super::codebook::{Column, Show, Type, moment, text};
use super::published::Past;
use super::table::Table;
use super::writer::Sealed;
use crate::error::Result;
use crate::model::{Channel, Denominator, Estimate, Subject};
use crate::score::Scores;
use crate::score::compare::{
    Comparison, Design, FAMILY, Paired, Refusal, Topic, Which, at_most_ten, topics,
};
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

/// A note of `comparison_notes.csv`. A page says what it says in the reader's language, and finds its names and numbers
/// here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// Its kind.
    pub kind: &'static str,
    /// In what the designs differ.
    pub topic: &'static str,
    /// Its words in English, or a number.
    pub text: String,
    /// What of that it is.
    pub what: &'static str,
    /// The id of the company that it is about.
    pub company: String,
    /// How many it names.
    pub n: Option<u64>,
    /// What the base has.
    pub base: String,
    /// What the head has.
    pub head: String,
}

impl Note {
    fn new(kind: &'static str, text: &str) -> Self {
        Self {
            kind,
            text: text.to_owned(),
            ..Self::default()
        }
    }

    /// Of a difference between two designs.
    #[must_use]
    pub fn of_refusal(kind: &'static str, refusal: &Refusal) -> Self {
        let mut note = Self {
            topic: refusal.topic().as_str(),
            what: refusal.as_str(),
            n: refusal.ids().map(|ids| ids.len() as u64),
            ..Self::new(kind, &refusal.to_string())
        };
        let hours = |seconds: i64| super::number::decimal(Some(seconds as f64 / 3600.0));
        (note.base, note.head) = match refusal {
            Refusal::Study { base, head }
            | Refusal::Formula { base, head }
            | Refusal::Population { base, head }
            | Refusal::Clock { base, head }
            | Refusal::Asked { base, head, .. } => (base.clone(), head.clone()),
            Refusal::Personas { base, head } => (at_most_ten(base), at_most_ten(head)),
            Refusal::CutOff { base, head } => (hours(*base), hours(*head)),
            Refusal::Open(wave, _, as_of) => sided(*wave, as_of.to_string()),
            Refusal::ChannelsOf(wave, channels) => {
                let names: Vec<&str> = channels.iter().map(|c| c.as_str()).collect();
                sided(*wave, names.join(", "))
            }
            Refusal::Dropped(ids) => (at_most_ten(ids), String::new()),
            Refusal::Added(ids) => (String::new(), at_most_ten(ids)),
            Refusal::Reworded(ids) | Refusal::Rekeyed(ids) => (at_most_ten(ids), at_most_ten(ids)),
            Refusal::CompaniesOf(wave, ids) => sided(*wave, at_most_ten(ids)),
            Refusal::NoCompany { old, new, .. } => (old.clone(), new.clone()),
            Refusal::Twice { old, new } => (old.clone(), at_most_ten(new)),
            Refusal::Companies | Refusal::Nobody => (String::new(), String::new()),
        };
        note
    }

    /// Of what should be known of a pair of companies.
    #[must_use]
    pub fn of_pair(pair: &Paired) -> Self {
        let (company, base, head) = match pair {
            Paired::Merged(ids, now) => (now, at_most_ten(ids), now),
            Paired::Renumbered(old, new) => (new, old.clone(), new),
            Paired::Renamed(id, old, new) | Paired::Moved(id, old, new) => (id, old.clone(), new),
        };
        Self {
            what: pair.as_str(),
            company: company.clone(),
            base,
            head: head.clone(),
            ..Self::new("paired", &pair.to_string())
        }
    }
}

/// What one of the waves has, at its side.
fn sided(wave: Which, has: String) -> (String, String) {
    match wave {
        Which::Base => (has, String::new()),
        Which::Head => (String::new(), has),
    }
}

/// What should be known of a comparison.
#[must_use]
pub fn notes(before: &Before) -> Vec<Note> {
    let mut notes = match &before.last {
        Last::Nothing => Vec::new(),
        Last::Unread(why) => vec![Note::new("unread", why)],
        Last::Apart(base, refusals) => {
            let mut notes = vec![Note::new("base", base)];
            notes.extend(refusals.iter().map(|r| Note::of_refusal("refused", r)));
            notes
        }
        Last::Compared(comparison) => comparison_notes(comparison),
    };
    let unread = before.unread.iter();
    notes.extend(unread.map(|(name, why)| Note::new("unread", &format!("{name}: {why}"))));
    notes
}

/// The notes of a comparison by itself.
#[must_use]
pub fn comparison_notes(comparison: &Comparison) -> Vec<Note> {
    let judged = comparison.judged();
    let mut notes = vec![
        Note::new("base", &comparison.base),
        Note::new("head", &comparison.head),
        Note::new("companies", &comparison.pairs.to_string()),
        Note::new("judged", &judged.to_string()),
    ];
    let labels = comparison.labels.iter();
    notes.extend(labels.map(|l| Note::of_refusal("allowed", l)));
    notes.extend(comparison.notes.iter().map(Note::of_pair));
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
        text("text", "The words, in English, or the number.").required(),
        text(
            "what",
            "Of refused and allowed: which difference it is. Of paired: renamed, merged, moved to another sector, or \
             renumbered, which is another id.",
        ),
        text("company", "Of paired: the id of the company, in the head."),
        Column::new("n", Type::Integer, "How many it names; base and head have the first ten."),
        text("base", "What the base has: ids, a name, hours or a moment."),
        text("head", "What the head has, likewise."),
    ]
}

/// Writes `comparison_notes.csv`.
pub fn notes_table(path: &Path, notes: &[Note]) -> Result<Sealed> {
    let mut table = Table::create(path, &notes_columns())?;
    for (place, note) in notes.iter().enumerate() {
        let before = notes[..place].iter().filter(|o| o.kind == note.kind);
        table.word(note.kind);
        table.whole(before.count() as u64 + 1);
        table.word(note.topic);
        table.text(&note.text);
        table.word(note.what);
        table.text(&note.company);
        table.number(note.n.map(|n| n as f64));
        table.text(&note.base);
        table.text(&note.head);
        table.end_row()?;
    }
    table.seal()
}
