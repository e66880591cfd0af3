//! What the editions of the study printed on which this benchmark is modelled (Eptica's Multichannel Experience Study,
//! in the United Kingdom from 2011 to 2019, also in the United States), and whether their totals follow from a rule.

mod check;

pub use check::{Check, OF_THE_TOTAL, check};

use std::sync::LazyLock;

const FIGURES: &str = include_str!("figures.csv");

/// The columns of the list.
const COLUMNS: usize = 9;

/// What one edition printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// For example `uk-2014`.
    pub id: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The year.
    pub year: u16,
    /// How many companies it looked at; `None` where that is not known.
    pub companies: Option<u32>,
    /// Its figures, in the order of the list.
    pub figures: Vec<Figure>,
}

/// One number that was printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The metric; the names of `estimates.csv` where it is one of them.
    pub metric: String,
    /// Of what, in the words of `estimates.csv`.
    pub denominator: String,
    /// The channel, `facebook` among them; empty for all together. The editions' *web* is `web-search`.
    pub channel: String,
    /// The number: a share of 0 to 1, hours, or a total of 0 to 100.
    pub value: f64,
    /// Where it stood, and how it was printed where that is not the number itself.
    pub source: String,
}

/// Every edition of which figures are known, by year.
#[must_use]
pub fn editions() -> &'static [Edition] {
    static EDITIONS: LazyLock<Vec<Edition>> = LazyLock::new(|| {
        let mut editions: Vec<Edition> = Vec::new();
        for line in FIGURES.lines().skip(1) {
            let Some((edition, figure)) = read(line) else {
                continue;
            };
            match editions.iter_mut().find(|e| e.id == edition.id) {
                Some(known) => known.figures.push(figure),
                None => editions.push(Edition {
                    figures: vec![figure],
                    ..edition
                }),
            }
        }
        editions
    });
    &EDITIONS
}

fn read(line: &str) -> Option<(Edition, Figure)> {
    let fields: Vec<&str> = line.splitn(COLUMNS, ',').collect();
    let [
        id,
        country,
        year,
        companies,
        metric,
        denominator,
        channel,
        value,
        source,
    ] = fields[..]
    else {
        return None;
    };
    let text = str::to_owned;
    Some((
        Edition {
            id: text(id),
            country: text(country),
            year: year.parse().ok()?,
            companies: match companies {
                "" => None,
                n => Some(n.parse().ok()?),
            },
            figures: Vec::new(),
        },
        Figure {
            metric: text(metric),
            denominator: text(denominator),
            channel: text(channel),
            value: value.parse().ok()?,
            source: text(source),
        },
    ))
}

impl Edition {
    /// The total that it printed, 0 to 100.
    #[must_use]
    pub fn total(&self) -> Option<f64> {
        let total = self.figures.iter().find(|f| f.metric == "overall_score");
        total.map(|f| f.value)
    }

    /// The shares answered of all companies, with their channels.
    pub fn answered(&self) -> impl Iterator<Item = (&str, f64)> {
        let answered = |f: &&Figure| f.metric == "answered" && f.denominator == "all_companies";
        let shares = self.figures.iter().filter(answered);
        shares.map(|f| (f.channel.as_str(), f.value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Channel, Denominator};

    #[test]
    fn every_line_is_read_and_makes_sense() {
        let figures: Vec<&Figure> = editions().iter().flat_map(|e| &e.figures).collect();
        assert_eq!(figures.len(), FIGURES.lines().count() - 1);
        for figure in figures {
            let known = Channel::parse(&figure.channel).is_some();
            assert!(
                known || ["", "facebook"].contains(&figure.channel.as_str()),
                "{figure:?}"
            );
            assert!(
                Denominator::parse(&figure.denominator).is_some(),
                "{figure:?}"
            );
            let most = match figure.metric.as_str() {
                "overall_score" | "mean_hours_to_answer_repliers_only" => 100.0,
                _ => 1.0,
            };
            assert!((0.0..=most).contains(&figure.value), "{figure:?}");
            assert!(
                !figure.source.is_empty() && !figure.source.contains([',', '"']),
                "{figure:?}"
            );
        }
        assert!(editions().is_sorted_by_key(|e| e.year));
    }
}
