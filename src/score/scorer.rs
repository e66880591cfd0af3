//! Rows in, numbers out.

use super::statistics::KaplanMeier;
use super::{Row, Tally, metric};
use crate::model::{Channel, Denominator, Estimate, Study, Subject};
use std::collections::{BTreeMap, BTreeSet};

/// Takes the rows of a wave one by one. What it keeps of a row is two durations, so that a million
/// enquiries fit in some hundred megabytes.
#[derive(Debug)]
pub struct Scorer {
    /// Ids of the companies, as in the panel.
    companies: Vec<String>,
    /// The sector of each company, as an index into `sectors`.
    sector_of: Vec<usize>,
    /// In the order in which the panel first names them.
    sectors: Vec<String>,
    cells: BTreeMap<(u32, Channel), Tally>,
}

/// What a curve waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Awaited {
    /// The first reply of any kind.
    FirstReply,
    /// The answer.
    Answer,
}

/// How long the whole panel let shoppers wait on a channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// What was waited for.
    pub awaited: Awaited,
    /// The channel.
    pub channel: Channel,
    /// The curve.
    pub estimate: KaplanMeier,
}

/// Every number about a wave.
#[derive(Debug)]
pub struct Scores {
    /// About the whole panel, then about each sector in the panel's order; each first over all
    /// channels, then by channel. Companies follow by [`Scores::companies`].
    pub estimates: Vec<Estimate>,
    /// How long the whole panel let shoppers wait, by channel.
    pub curves: Vec<Curve>,
    companies: Vec<String>,
    cells: BTreeMap<(u32, Channel), Tally>,
}

impl Scorer {
    /// A scorer that has seen nothing yet.
    #[must_use]
    pub fn new(study: &Study) -> Self {
        let mut sectors: Vec<String> = Vec::new();
        let mut index: BTreeMap<&str, usize> = BTreeMap::new();
        let mut sector_of = Vec::with_capacity(study.panel.len());
        for company in &study.panel {
            sector_of.push(*index.entry(&company.sector).or_insert_with(|| {
                sectors.push(company.sector.clone());
                sectors.len() - 1
            }));
        }
        Self {
            companies: study.panel.iter().map(|c| c.id.clone()).collect(),
            sector_of,
            sectors,
            cells: BTreeMap::new(),
        }
    }

    /// Counts one enquiry.
    pub fn add(&mut self, row: &Row) {
        self.cells
            .entry((row.enquiry.company, row.enquiry.channel))
            .or_default()
            .add(row);
    }

    /// The numbers about the panel and its sectors; those about companies are computed when they
    /// are asked for.
    #[must_use]
    pub fn finish(self) -> Scores {
        // One pass for each level, whatever the number of sectors.
        let mut sectors: BTreeMap<(usize, Channel), Tally> = BTreeMap::new();
        let mut panel: BTreeMap<Channel, Tally> = BTreeMap::new();
        for ((company, channel), cell) in &self.cells {
            panel.entry(*channel).or_default().merge(cell);
            if let Some(sector) = self.sector_of.get(*company as usize) {
                sectors.entry((*sector, *channel)).or_default().merge(cell);
            }
        }
        let by_channel: Vec<_> = panel.iter().map(|(c, tally)| (*c, tally)).collect();
        let mut estimates = about_each(&Subject::All, &by_channel);
        for (number, name) in self.sectors.into_iter().enumerate() {
            let by_channel: Vec<_> = sectors
                .range((number, Channel::ALL[0])..)
                .take_while(|((sector, _), _)| *sector == number)
                .map(|((_, channel), tally)| (*channel, tally))
                .collect();
            if !by_channel.is_empty() {
                estimates.extend(about_each(&Subject::Sector(name), &by_channel));
            }
        }
        drop(sectors);
        let mut curves = Vec::new();
        for (channel, tally) in panel {
            for (awaited, observed) in [
                (Awaited::FirstReply, tally.first_replies),
                (Awaited::Answer, tally.answers),
            ] {
                curves.push(Curve {
                    awaited,
                    channel,
                    estimate: KaplanMeier::fit(observed),
                });
            }
        }
        Scores {
            estimates,
            curves,
            companies: self.companies,
            cells: self.cells,
        }
    }
}

impl Scores {
    /// The numbers about each company in the panel's order, first over all channels, then by
    /// channel. A large panel has millions of them, so they are made as they are asked for.
    pub fn companies(&self) -> impl Iterator<Item = Estimate> + '_ {
        let mut cells = self.cells.iter().peekable();
        std::iter::from_fn(move || {
            let ((company, channel), tally) = cells.next()?;
            let mut by_channel = vec![(*channel, tally)];
            while let Some(((_, channel), tally)) = cells.next_if(|((next, _), _)| next == company)
            {
                by_channel.push((*channel, tally));
            }
            let id = self.companies.get(*company as usize);
            let subject = Subject::Company(id.cloned().unwrap_or_default());
            Some(about_each(&subject, &by_channel))
        })
        .flatten()
    }

    /// One number about the panel or a sector.
    #[must_use]
    pub fn find(
        &self,
        metric: &str,
        denominator: Denominator,
        subject: &Subject,
        channel: Option<Channel>,
    ) -> Option<&Estimate> {
        self.estimates.iter().find(|e| {
            e.metric == metric
                && e.denominator == denominator
                && e.channel == channel
                && e.subject == *subject
        })
    }

    /// Whether a company was asked more than one question on a channel, so that enquiries at
    /// companies are more than companies.
    #[must_use]
    pub fn has_several_questions(&self) -> bool {
        self.cells.values().any(|tally| tally.planned() > 1)
    }

    /// The channels on which anything was planned.
    #[must_use]
    pub fn channels(&self) -> Vec<Channel> {
        let channels: BTreeSet<Channel> = self.cells.keys().map(|(_, c)| *c).collect();
        channels.into_iter().collect()
    }
}

/// Every number about a subject: over all channels, then by channel.
fn about_each(subject: &Subject, by_channel: &[(Channel, &Tally)]) -> Vec<Estimate> {
    let mut all = Tally::default();
    for (_, tally) in by_channel {
        all.merge(tally);
    }
    let of = |tally: &Tally, channel| {
        metric::measure(tally)
            .into_iter()
            .map(move |m| m.about(subject, channel))
    };
    let mut estimates: Vec<_> = of(&all, None).collect();
    for (channel, tally) in by_channel {
        estimates.extend(of(tally, Some(*channel)));
    }
    estimates
}

#[cfg(test)]
#[path = "scorer_tests.rs"]
mod tests;
