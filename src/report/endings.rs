//! `dispositions.csv`: how the enquiries of each channel ended, as numbers and shares.

use super::codebook::{Column, Show, Type, channels, text};
use super::table::Table;
use super::words::Source;
use super::writer::Sealed;
use crate::error::Result;
use crate::model::{Channel, Disposition, Estimate, Study, Subject};
use crate::score::Scores;
use std::path::Path;

/// How an enquiry can end, the best first: the ladder by which its end is decided, from its top.
pub const LADDER: [Disposition; 12] = [
    Disposition::Answered,
    Disposition::Partial,
    Disposition::TooLate,
    Disposition::Redirected,
    Disposition::Refused,
    Disposition::OffPoint,
    Disposition::Acknowledged,
    Disposition::Silent,
    Disposition::Undeliverable,
    Disposition::NotSent,
    Disposition::InDoubt,
    Disposition::NotOffered,
];

/// How many enquiries ended so on a channel, or on all together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ending {
    /// The channel; `None` is all of them together.
    pub channel: Option<Channel>,
    /// How they ended.
    pub disposition: Disposition,
    /// How many.
    pub enquiries: u64,
    /// Of how many that were planned.
    pub planned: u64,
}

impl Ending {
    /// The share of those planned.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.enquiries as f64 / (self.planned as f64).max(1.0)
    }

    /// The cell in a column of its row.
    #[must_use]
    pub fn source(&self, column: &str) -> Source {
        let keys = [
            ("channel", self.channel.map_or("", Channel::as_str)),
            ("disposition", self.disposition.as_str()),
        ];
        Source::cell("dispositions", &keys, column)
    }
}

/// How the panel's enquiries ended, over all channels and then on each, each from the top of the ladder.
#[must_use]
pub fn endings(scores: &Scores) -> Vec<Ending> {
    let of_panel = |e: &&Estimate| e.subject == Subject::All && e.metric.starts_with("count_");
    let counts: Vec<&Estimate> = scores.estimates.iter().filter(of_panel).collect();
    let on = std::iter::once(None).chain(scores.channels().into_iter().map(Some));
    let all = on.flat_map(|channel| LADDER.map(|disposition| (channel, disposition)));
    all.filter_map(|(channel, disposition)| {
        let fits = |e: &&&Estimate| {
            e.channel == channel && e.metric.strip_prefix("count_") == Some(disposition.as_str())
        };
        let found = counts.iter().find(fits)?;
        Some(Ending {
            channel,
            disposition,
            enquiries: whole(found.value?),
            planned: found.n,
        })
    })
    .filter(|ending| ending.planned > 0)
    .collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count, kept as a number like every estimate"
)]
fn whole(count: f64) -> u64 {
    count as u64
}

/// Its columns.
#[must_use]
pub fn columns(study: &Study) -> Vec<Column> {
    vec![
        text("channel", "The channel. Empty for all channels together.").words(channels(study)),
        text(
            "disposition",
            "How enquiries ended, as in enquiries.csv; the best first.",
        )
        .required()
        .words(LADDER.iter().map(|d| d.as_str())),
        Column::new("enquiries", Type::Integer, "How many ended so.").required(),
        Column::new("planned", Type::Integer, "Of how many that were planned.").required(),
        Column::new(
            "share",
            Type::Number,
            "The share of those planned, our own failures included.",
        )
        .required()
        .shown(Show::Percent),
    ]
}

/// Writes the table.
pub fn table(path: &Path, study: &Study, endings: &[Ending]) -> Result<Sealed> {
    let mut table = Table::create(path, &columns(study))?;
    for ending in endings {
        table.maybe(ending.channel.map(Channel::as_str));
        table.word(ending.disposition.as_str());
        table.whole(ending.enquiries);
        table.whole(ending.planned);
        table.number(Some(ending.share()));
        table.end_row()?;
    }
    table.seal()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Scorer;
    use crate::score::sample::{at, cases, row, study};

    #[test]
    fn every_enquiry_ended_once() {
        let study = study(12, 3, 2, &[Channel::Email, Channel::Twitter]);
        let mut scorer = Scorer::new(&study);
        for case in cases(&study) {
            scorer.add(&row(&study, &case, at(10_000.0)));
        }
        let endings = endings(&scorer.finish(&[]));
        assert_eq!(endings.len(), 3 * LADDER.len());
        for channel in [None, Some(Channel::Email), Some(Channel::Twitter)] {
            let on = || endings.iter().filter(|e| e.channel == channel);
            assert_eq!(
                on().map(|e| e.enquiries).sum::<u64>(),
                on().next().unwrap().planned
            );
            assert!((on().map(Ending::share).sum::<f64>() - 1.0).abs() < 1e-9);
        }
        let known = Disposition::ALL
            .iter()
            .filter(|d| !matches!(d, Disposition::Correct | Disposition::Wrong));
        assert!(known.clone().all(|d| LADDER.contains(d)) && known.count() == LADDER.len());
    }
}
