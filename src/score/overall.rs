//! One overall score of a company, 0 to 100: what is known of it, each thing by its weight.

use super::Unit;
use super::frame::{Compared, Member};
use super::metric::{self, Better, How, Metric, Scale};
use super::statistics::Part;
use crate::model::{Channel, Component, Denominator, Formula, Scoring, WEIGHT_OF_ONE};

/// The name of the overall score.
pub const OVERALL: &str = "overall_score";

/// The overall score, as a number about companies.
pub const METRICS: &[Metric] = &[Metric {
    name: OVERALL,
    scale: Scale::Points(0, 100),
    better: Better::Higher,
    denominator: Denominator::Companies,
    about: "The overall score of a company, 0 to 100, by the study's formula, see league.csv; about several companies \
            their mean.",
    source: "weighted arithmetic mean of normalised components: OECD and JRC, Handbook on Constructing Composite \
             Indicators (2008)",
    how: How::CompanyMean(|member, channel| {
        if channel.is_some() {
            return None;
        }
        let score = Overall::of(member).score.ok()?;
        Some(Part { sum: score, n: 1.0 })
    }),
}];

/// The channels over which the editions of 2016 and 2017 took their total, as far as they are channels here: web,
/// email, Twitter; Facebook is none. Chat was printed and not counted.
const OF_THE_TOTAL: [Channel; 3] = [Channel::WebSearch, Channel::Email, Channel::Twitter];

/// A score is given when at least this share of the weight of what applies is known.
pub const LEAST_KNOWN: f64 = 0.5;

/// Why a company has no overall score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoScore {
    /// Nothing that weighs was asked of it.
    NothingAsked,
    /// Less than half of the weight of what applies is known.
    TooLittleKnown,
}

impl NoScore {
    /// The word used in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NothingAsked => "nothing_asked",
            Self::TooLittleKnown => "too_little_known",
        }
    }
}

/// What is known of a company on a component.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Known {
    /// The value, 0 to 1.
    Value(f64),
    /// It applies, and nobody knows the value: our own failure, or an answer that nobody coded.
    Missing,
    /// It does not apply: what never came can be neither right nor wrong.
    NotApplicable,
}

/// A company's overall score, and what it is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Overall {
    /// 0 to 100.
    pub score: Result<f64, NoScore>,
    /// The share of the weight of what applies that is known.
    pub known: Option<f64>,
    /// What is known of each of the [`terms`], in their order.
    pub values: Vec<Known>,
}

/// A thing that weighs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Term {
    /// What.
    pub component: Component,
    /// On which channel; `None` is on all together.
    pub channel: Option<Channel>,
    /// How much.
    pub weight: f64,
}

impl Term {
    /// The name of its column: `answered`, `answered_email`.
    #[must_use]
    pub fn column(&self) -> String {
        match self.channel {
            None => self.component.to_string(),
            Some(channel) => format!("{}_{}", self.component, channel.column()),
        }
    }
}

/// What weighs in a study's overall score.
#[must_use]
pub fn terms(scoring: &Scoring) -> Vec<Term> {
    match scoring.formula {
        Formula::Weighted => {
            let terms = scoring.weights.iter().map(|w| Term {
                component: w.component,
                channel: w.channel,
                weight: w.weight as f64 / WEIGHT_OF_ONE as f64,
            });
            terms.collect()
        }
        Formula::Eptica2016 | Formula::Eptica2017 => OF_THE_TOTAL
            .iter()
            .map(|channel| Term {
                component: Component::Answered,
                channel: Some(*channel),
                weight: 1.0,
            })
            .collect(),
    }
}

/// The rule in a sentence or two.
#[must_use]
pub fn formula(scoring: &Scoring) -> String {
    match scoring.formula {
        Formula::Weighted => {
            let terms: Vec<String> = scoring.weights.iter().map(ToString::to_string).collect();
            format!(
                "100 times the weighted mean of the components, each 0 to 1; the weights are {}",
                terms.join(", ")
            )
        }
        Formula::Eptica2016 | Formula::Eptica2017 => format!(
            "{}: the unweighted mean, over the channels web-search, email and twitter as far as they were asked, of the \
             percentage answered of all enquiries planned, those on channels that the company does not offer included",
            scoring.formula
        ),
    }
}

/// What weighs nothing, and when there is no score: the same whatever the formula.
pub const MISSING: &str = "A channel that a company does not offer counts as not answered in the component answered, as \
    in the totals of the study's editions, and weighs nothing in any other; nor does anything else weigh that does not \
    apply, such as the correctness of answers that never came. What applies but is not known (our own failures, answers \
    without a code) is no zero: the rest weighs more. There is no score where less than half of the weight of what \
    applies is known";

/// What a component measures of an enquiry, from 0 to 1, and to which enquiries it applies.
struct Measure {
    metric: &'static str,
    /// What is worth 0, and what is worth 1.
    worst: f64,
    best: f64,
    applies: fn(&Unit) -> bool,
}

impl Component {
    /// How it is had from the metrics.
    const fn measure(self) -> Measure {
        const fn share(metric: &'static str, applies: fn(&Unit) -> bool) -> Measure {
            Measure {
                metric,
                worst: 0.0,
                best: 1.0,
                applies,
            }
        }
        const fn points(
            metric: &'static str,
            worst: f64,
            best: f64,
            applies: fn(&Unit) -> bool,
        ) -> Measure {
            Measure {
                metric,
                worst,
                best,
                applies,
            }
        }
        match self {
            Self::Answered => share("answered", |_| true),
            Self::AnsweredWhereOffered => share("answered", offered),
            Self::ExpectationMet => share("expectation_met", delivered),
            Self::AnsweredSameDay => share("answered_same_day", delivered),
            Self::PromiseKept => share("promise_kept", never),
            Self::FirstContactResolution => share("first_contact_resolution", delivered),
            Self::Correct => share("correct", answered),
            Self::Complete => share("complete", answered),
            Self::Consistency => share("consistency_agreement", never),
            Self::SelfServiceFound => share("self_service_found", searched),
            Self::GreetingByName => share("greeting_by_name", answered),
            Self::AgentNamed => share("agent_named", answered),
            Self::Empathy => share("empathy", answered),
            Self::Understood => share("understood", answered),
            Self::NextStep => share("next_step", answered),
            Self::LanguageKept => share("language_kept", answered),
            Self::ReadingEase => points("reading_ease", 0.0, 100.0, answered),
            // Three slips in one answer are as bad as it gets.
            Self::Grammar => points("grammar_slips", 3.0, 0.0, answered),
            Self::Rating => points("rating", 1.0, 10.0, delivered),
            Self::Recommend => points("net_promoter_score", -100.0, 100.0, delivered),
            Self::Resolved => share("resolved", delivered),
            Self::UseAgain => share("use_again", delivered),
        }
    }

    /// What it is, for the codebook.
    #[must_use]
    pub fn about(self) -> String {
        let Measure {
            metric,
            worst,
            best,
            ..
        } = self.measure();
        let which = match self {
            Self::Answered => {
                " of all enquiries planned, those on channels that the company does not offer included"
            }
            Self::AnsweredWhereOffered => " of the enquiries on channels that the company offers",
            _ => "",
        };
        if worst.total_cmp(&0.0).is_eq() && best.total_cmp(&1.0).is_eq() {
            format!("{metric}{which}, see estimates.csv")
        } else {
            format!(
                "{metric}{which}, see estimates.csv: {worst} is worth 0 and {best} is worth 1, evenly between, each \
                 answer by itself"
            )
        }
    }
}

fn offered(unit: &Unit) -> bool {
    unit.disposition != crate::model::Disposition::NotOffered
}

fn delivered(unit: &Unit) -> bool {
    unit.disposition.is_delivered()
}

fn answered(unit: &Unit) -> bool {
    unit.disposition.is_answered()
}

fn searched(unit: &Unit) -> bool {
    delivered(unit) && unit.channel == Channel::WebSearch
}

/// What is not known of it does not apply: who promises nothing keeps no promise.
fn never(_: &Unit) -> bool {
    false
}

/// How a term is had from one enquiry.
#[derive(Clone, Copy)]
pub struct Reader {
    term: Term,
    of: Of,
    worst: f64,
    best: f64,
    applies: fn(&Unit) -> bool,
}

#[derive(Clone, Copy)]
enum Of {
    Truth(fn(&Unit) -> Option<bool>),
    Number(fn(&Unit) -> Option<f64>),
    /// Not of single enquiries: the pairs of answers that are decided.
    Pairs,
}

impl Reader {
    /// The readers of all terms.
    #[must_use]
    pub fn all(scoring: &Scoring) -> Vec<Self> {
        let readers = terms(scoring).into_iter().filter_map(|term| {
            let Measure {
                metric,
                worst,
                best,
                applies,
            } = term.component.measure();
            let of = match metric::find(metric)?.how {
                How::Share(of) => Of::Truth(of),
                How::Mean(of) => Of::Number(of),
                _ => Of::Pairs,
            };
            Some(Self {
                term,
                of,
                worst,
                best,
                applies,
            })
        });
        readers.collect()
    }

    /// How much it weighs.
    #[must_use]
    pub const fn weight(&self) -> f64 {
        self.term.weight
    }

    /// Whether it is had from pairs of answers.
    #[must_use]
    pub const fn is_of_pairs(&self) -> bool {
        matches!(self.of, Of::Pairs)
    }

    /// What an enquiry adds, 0 to 1; `None` when it has no part in it.
    #[must_use]
    pub fn read(&self, unit: &Unit) -> Option<f64> {
        if !self.is_on(unit)
            || self.term.component == Component::AnsweredWhereOffered && !offered(unit)
        {
            return None;
        }
        let value = match self.of {
            Of::Truth(of) => f64::from(u8::from(of(unit)?)),
            Of::Number(of) => of(unit)?,
            Of::Pairs => return None,
        };
        Some(((value - self.worst) / (self.best - self.worst)).clamp(0.0, 1.0))
    }

    fn is_on(&self, unit: &Unit) -> bool {
        let searched = self.term.component != Component::SelfServiceFound
            || unit.channel == Channel::WebSearch;
        searched && self.term.channel.is_none_or(|c| c == unit.channel)
    }

    /// What is known of a company, by what its enquiries add.
    fn known(&self, member: &Member<'_>) -> Known {
        if self.is_of_pairs() {
            let count = |of: fn(&Compared) -> u32| -> u64 {
                member.compared.iter().map(|q| u64::from(of(q))).sum()
            };
            let agree = count(|q| q.agree);
            return match agree + count(|q| q.contradict) {
                0 if count(|q| q.unsure) > 0 => Known::Missing,
                0 => Known::NotApplicable,
                decided => Known::Value(agree as f64 / decided as f64),
            };
        }
        let (mut sum, mut n, mut applies) = (0.0, 0.0, false);
        for unit in member.units.iter().filter(|u| self.is_on(u)) {
            if let Some(value) = self.read(unit) {
                sum += value;
                n += 1.0;
            }
            // What would have become of an enquiry that we failed to send nobody knows.
            applies |= (self.applies)(unit)
                || unit.disposition.is_our_failure()
                    && self.term.component != Component::PromiseKept;
        }
        if n > 0.0 {
            Known::Value(sum / n)
        } else if applies {
            Known::Missing
        } else {
            Known::NotApplicable
        }
    }
}

impl Overall {
    /// The overall score of a company, by the formula of its wave.
    #[must_use]
    pub fn of(member: &Member<'_>) -> Self {
        Self::by(&Reader::all(member.scoring), member)
    }

    /// The same, with readers that are at hand.
    #[must_use]
    pub fn by(readers: &[Reader], member: &Member<'_>) -> Self {
        let values: Vec<Known> = readers.iter().map(|r| r.known(member)).collect();
        let (mut sum, mut known, mut applies) = (0.0, 0.0, 0.0);
        for (reader, value) in readers.iter().zip(&values) {
            match value {
                Known::Value(value) => {
                    sum += reader.weight() * value;
                    known += reader.weight();
                    applies += reader.weight();
                }
                Known::Missing => applies += reader.weight(),
                Known::NotApplicable => {}
            }
        }
        let share = (applies > 0.0).then(|| known / applies);
        let score = match share {
            None => Err(NoScore::NothingAsked),
            Some(share) if share < LEAST_KNOWN => Err(NoScore::TooLittleKnown),
            Some(_) => Ok((100.0 * sum / known).clamp(0.0, 100.0)),
        };
        Self {
            score,
            known: share,
            values,
        }
    }
}

#[cfg(test)]
#[path = "overall_tests.rs"]
mod tests;
