//! How a study scores its companies: formula, weights, replicates.

use super::Channel;
use super::response::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A weight of one, in the millionths that weights are kept in: a float would not hold it exactly.
pub const WEIGHT_OF_ONE: u64 = 1_000_000;

words! {
    /// What an overall score may be made of.
    Component {
        /// Answered by the cut-off; a channel that is not offered counts as not answered.
        Answered = "answered",
        /// The same, of the channels offered only.
        AnsweredWhereOffered = "answered_where_offered",
        /// The share of customers still satisfied with the time that the answer took.
        ExpectationMet = "expectation_met",
        /// Answered on the day on which it was asked.
        AnsweredSameDay = "answered_same_day",
        /// Answered within the time that the company promises.
        PromiseKept = "promise_kept",
        /// Answered wholly by the first thing that was said.
        FirstContactResolution = "first_contact_resolution",
        /// The answer is right.
        Correct = "correct",
        /// The answer answers all parts.
        Complete = "complete",
        /// Channels say the same.
        Consistency = "consistency",
        /// A search on the site found the answer.
        SelfServiceFound = "self_service_found",
        /// Greets by name.
        GreetingByName = "greeting_by_name",
        /// Names who wrote it.
        AgentNamed = "agent_named",
        /// Shows understanding for the customer.
        Empathy = "empathy",
        /// Shows that the question was understood.
        Understood = "understood",
        /// Says what to do or what happens next.
        NextStep = "next_step",
        /// In the language of the question.
        LanguageKept = "language_kept",
        /// Reads easily.
        ReadingEase = "reading_ease",
        /// Free of slips.
        Grammar = "grammar",
        /// The shopper's rating.
        Rating = "rating",
        /// Whether the shopper would recommend the company.
        Recommend = "recommend",
        /// The shopper's wish was fulfilled.
        Resolved = "resolved",
        /// The shopper would use the channel again.
        UseAgain = "use_again",
    }
}

words! {
    /// By which rule a company's overall score comes about.
    Formula {
        /// The weighted mean of its components.
        Weighted = "weighted",
        /// The total that the study's UK edition of 2016 printed: the unweighted mean, over web, email, Twitter and
        /// Facebook, of the percentage answered, all companies counted.
        Eptica2016 = "eptica-2016",
        /// The edition of 2017: the same rule.
        Eptica2017 = "eptica-2017",
    }
}

/// How much a component weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weight {
    /// The component.
    pub component: Component,
    /// On which channel it is taken; `None` is on all together.
    pub channel: Option<Channel>,
    /// How much it weighs beside the others, in millionths.
    pub weight: u64,
}

/// How a study scores its companies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scoring {
    /// The rule.
    pub formula: Formula,
    /// What weighs how much, where the rule is [`Formula::Weighted`].
    pub weights: Vec<Weight>,
    /// How much each sector weighs, as a whole, in the numbers about the whole panel, in millionths; empty when every
    /// company weighs the same.
    pub sector_weights: BTreeMap<String, u64>,
    /// How often the questions of a company are drawn anew for the intervals of scores and ranks.
    pub replicates: u32,
    /// Of how many companies the panel was drawn.
    #[serde(default, skip_serializing_if = "Population::is_endless")]
    pub population: Population,
}

/// Of how many companies a panel was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Population {
    /// Nobody says; they are taken as drawn from many like them.
    #[default]
    Endless,
    /// Of so many in all.
    Companies(u64),
    /// Of so many in each sector, which were drawn apart.
    Sectors(BTreeMap<String, u64>),
}

impl Population {
    /// Whether nobody says.
    #[must_use]
    pub const fn is_endless(&self) -> bool {
        matches!(self, Self::Endless)
    }

    /// The number of companies in all sectors together, where it is known.
    #[must_use]
    pub fn companies(&self) -> Option<u64> {
        match self {
            Self::Endless => None,
            Self::Companies(companies) => Some(*companies),
            Self::Sectors(sectors) => {
                Some(sectors.values().fold(0, |sum, n| sum.saturating_add(*n)))
            }
        }
    }

    /// Readable and always in the same order; empty where nobody says.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        match self {
            Self::Endless => String::new(),
            Self::Companies(companies) => format!("{companies} companies"),
            Self::Sectors(sectors) => {
                let each: Vec<String> = sectors.iter().map(|(s, n)| format!("{s} {n}")).collect();
                format!("companies by sector: {}", each.join(", "))
            }
        }
    }
}

/// How often questions are drawn anew where the study does not say.
pub const REPLICATES: u32 = 2_000;

/// What weighs how much where the study does not say, of 60. Digital Dialogues Pulse ranks response, substance, time,
/// human voice and grammar in this order and prints no weights; an order alone is best rendered by weights that fall
/// evenly, 5 : 4 : 3 : 2 : 1 (the rank sum of Stillwell, Seaver and Edwards, Organizational Behavior and Human
/// Performance 28, 1981). Within substance and voice the criteria share their part.
const DEFAULTS: [(Component, u64); 11] = [
    (Component::Answered, 20),
    (Component::Correct, 6),
    (Component::Complete, 3),
    (Component::FirstContactResolution, 3),
    (Component::Consistency, 4),
    (Component::ExpectationMet, 12),
    (Component::GreetingByName, 2),
    (Component::AgentNamed, 2),
    (Component::Empathy, 2),
    (Component::Understood, 2),
    (Component::Grammar, 4),
];

impl Default for Scoring {
    fn default() -> Self {
        Self {
            formula: Formula::Weighted,
            weights: DEFAULTS
                .iter()
                .map(|(component, weight)| Weight {
                    component: *component,
                    channel: None,
                    weight: weight * WEIGHT_OF_ONE,
                })
                .collect(),
            sector_weights: BTreeMap::new(),
            replicates: REPLICATES,
            population: Population::Endless,
        }
    }
}

impl Scoring {
    /// All on which an overall score depends, readable and always in the same order: two waves with the same
    /// fingerprint are scored by the same rule.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut text = format!("formula {}", self.formula);
        if self.formula == Formula::Weighted {
            let mut weights: Vec<String> = self.weights.iter().map(Weight::to_string).collect();
            weights.sort_unstable();
            let _ = write!(text, "; weights {}", weights.join(", "));
        }
        if !self.sector_weights.is_empty() {
            let sectors: Vec<String> = self
                .sector_weights
                .iter()
                .map(|(sector, weight)| format!("{sector} {}", plain(*weight)))
                .collect();
            let _ = write!(text, "; sectors {}", sectors.join(", "));
        }
        text
    }

    /// How much a company of a sector weighs in the numbers about the whole panel, so that the sectors stand to each
    /// other as the study says and the companies weigh 1 on average. `companies` is the size of the panel, `of_sector`
    /// that of the sector. To the ninth decimal, so that what is read back from JSON is the same number.
    #[must_use]
    pub fn weight_of_company(&self, sector: &str, companies: usize, of_sector: usize) -> f64 {
        let total: u64 = self.sector_weights.values().sum();
        match self.sector_weights.get(sector) {
            Some(weight) if total > 0 && of_sector > 0 => {
                let exact = *weight as f64 / total as f64 * companies as f64 / of_sector as f64;
                ((exact * 1e9).round() / 1e9).max(1e-9)
            }
            _ => 1.0,
        }
    }
}

impl Component {
    /// Whether each channel has one of its own.
    #[must_use]
    pub const fn is_by_channel(self) -> bool {
        !matches!(self, Self::Consistency | Self::SelfServiceFound)
    }
}

impl std::fmt::Display for Weight {
    /// `answered 20`, `answered on email 20`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.component)?;
        if let Some(channel) = self.channel {
            write!(f, " on {channel}")?;
        }
        write!(f, " {}", plain(self.weight))
    }
}

/// Millionths as a decimal number.
fn plain(millionths: u64) -> String {
    let text = format!(
        "{}.{:06}",
        millionths / WEIGHT_OF_ONE,
        millionths % WEIGHT_OF_ONE
    );
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_says_all_that_scores_depend_on_and_nothing_else() {
        let mut scoring = Scoring::default();
        assert_eq!(
            scoring.fingerprint(),
            "formula weighted; weights agent_named 2, answered 20, complete 3, consistency 4, correct 6, empathy 2, \
             expectation_met 12, first_contact_resolution 3, grammar 4, greeting_by_name 2, understood 2"
        );
        let before = scoring.fingerprint();
        scoring.weights.reverse();
        scoring.replicates = 7;
        assert_eq!(scoring.fingerprint(), before);
        scoring.formula = Formula::Eptica2017;
        scoring
            .sector_weights
            .insert("Banking".to_owned(), 2_500_000);
        assert_eq!(
            scoring.fingerprint(),
            "formula eptica-2017; sectors Banking 2.5"
        );
    }

    #[test]
    fn sectors_weigh_as_the_study_says_and_companies_one_on_average() {
        let mut scoring = Scoring::default();
        assert!((scoring.weight_of_company("Banking", 10, 4) - 1.0).abs() < 1e-12);
        scoring.sector_weights.insert("Banking".to_owned(), 3);
        scoring.sector_weights.insert("Travel".to_owned(), 1);
        let banking = scoring.weight_of_company("Banking", 10, 4);
        let travel = scoring.weight_of_company("Travel", 10, 6);
        assert!((banking * 4.0 - travel * 6.0 * 3.0).abs() < 1e-7);
        assert!((banking * 4.0 + travel * 6.0 - 10.0).abs() < 1e-7);
    }
}
