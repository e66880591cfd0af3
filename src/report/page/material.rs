//! All that a page is made from.

use crate::model::{Channel, Denominator, Estimate, Study, Subject};
use crate::report::before::Before;
use crate::report::checks::Checks;
use crate::report::coded::Coders;
use crate::report::method::Method;
use crate::report::presence::Audit;
use crate::report::told::Told;
use crate::report::words::{Source, Text, Words};
use crate::score::Scores;
use crate::score::compare::Comparison;
use crate::score::consistency::Agreement;
use crate::score::gate::Verdict;
use crate::score::league::League;
use crate::score::outside::Held;
use jiff::Timestamp;

/// All that a page is made from. Every number in it stands in a table of `data/`.
#[derive(Debug)]
pub struct Material<'a> {
    /// The study, as the reader may see it.
    pub study: &'a Study,
    /// Its numbers.
    pub scores: &'a Scores,
    /// The companies in their order.
    pub league: &'a League,
    /// The outside scores.
    pub held: &'a [Held],
    /// Who coded.
    pub coders: &'a Coders,
    /// How the design held.
    pub checks: &'a Checks,
    /// What audits found.
    pub audit: &'a Audit,
    /// What each company said to each question on several channels.
    pub agreements: &'a [Agreement],
    /// What the companies said, word for word.
    pub told: &'a Told,
    /// What the gate found, where one was judged.
    pub verdicts: Option<&'a [Verdict]>,
    /// What became of the numbers of an earlier wave, where one is known.
    pub comparison: Option<&'a Comparison>,
    /// What is known of the waves before this one.
    pub before: &'a Before,
    /// How it was done.
    pub method: &'a Method,
    /// Up to when the ledger was read.
    pub as_of: Timestamp,
    /// The reader's language.
    pub words: &'a Words,
}

impl Material<'_> {
    /// Whether the wave is still open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.as_of < self.study.wave.closes()
    }

    /// An estimate about the panel or a sector.
    #[must_use]
    pub fn estimate(
        &self,
        metric: &str,
        denominator: Option<Denominator>,
        subject: &Subject,
        channel: Option<Channel>,
    ) -> Option<&Estimate> {
        self.scores.estimates.iter().find(|e| {
            e.metric == metric
                && e.channel == channel
                && e.subject == *subject
                && denominator.is_none_or(|d| d == e.denominator)
        })
    }

    /// The channels on which anything was planned.
    #[must_use]
    pub fn channels(&self) -> Vec<Channel> {
        self.scores.channels()
    }

    /// A company's name.
    #[must_use]
    pub fn company(&self, place: usize) -> Text {
        let Some(company) = self.study.panel.get(place) else {
            return Text::default();
        };
        let source = Source::cell("companies", &[("company_id", &company.id)], "company");
        Text::cell(&company.name, source)
    }

    /// A sector's name.
    #[must_use]
    pub fn sector(&self, name: &str) -> Text {
        Text::cell(name, Source::rows("companies", &[("sector", name)]))
    }
}
