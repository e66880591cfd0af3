//! The codes that coders give to answers.

use super::response::words;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::LazyLock;

words! {
    /// What a reply is, seen against the question.
    Substance {
        /// It says what was asked; that the company does not offer it, too.
        Answer = "answer",
        /// It says a part of what was asked.
        Partial = "partial",
        /// It says that the message came, or that somebody will answer.
        Acknowledgement = "acknowledgement",
        /// It says where to ask or to look instead.
        Redirect = "redirect",
        /// The company will not say, or may not help here.
        Refusal = "refusal",
        /// It only asks back.
        Clarification = "clarification",
        /// It says something else.
        OffPoint = "off_point",
        /// The company does not know.
        NotKnown = "not_known",
    }
}

words! {
    /// An answer against what is known to be right.
    Correctness {
        /// It says the same.
        Correct = "correct",
        /// A part of it is right, and a part wrong or missing.
        Partly = "partly",
        /// It says something else.
        Wrong = "wrong",
        /// The coder cannot tell; a person is to look.
        Unsure = "unsure",
        /// There is no answer, or nothing known to be right.
        NotApplicable = "na",
    }
}

words! {
    /// Two answers of a company to the same question.
    Relation {
        /// Whoever got both would do the same.
        Agree = "agree",
        /// Both say what was asked, and it cannot both be so.
        Contradict = "contradict",
        /// One of them, or both, do not say what was asked.
        Incomparable = "incomparable",
        /// The coder cannot tell; a person is to look.
        Unsure = "unsure",
    }
}

words! {
    /// What an answer is coded on. The last ones only a shopper can give.
    Criterion {
        /// What the reply is: [`Substance`].
        Substance = "substance",
        /// Whether it is right: [`Correctness`].
        Correct = "correct",
        /// Whether two channels say the same: [`Relation`].
        Relation = "relation",
        /// Greets the customer by name: yes or no.
        GreetingByName = "greeting_by_name",
        /// Bears the name or initials of who wrote it: yes or no. The name itself is kept nowhere.
        AgentNamed = "agent_named",
        /// Apologises: yes or no.
        Apology = "apology",
        /// Shows that it understands the customer's situation: yes or no.
        Empathy = "empathy",
        /// Shows that the question was understood: yes or no.
        Understood = "understood",
        /// Answers all parts of the question: yes or no.
        AllParts = "all_parts",
        /// Says what to do or what happens next: yes or no.
        NextStep = "next_step",
        /// Links to a page: yes or no.
        Link = "link",
        /// Is in the language of the question: yes or no.
        LanguageKept = "language_kept",
        /// How easily it reads, 0 to 100.
        ReadingEase = "reading_ease",
        /// Slips of grammar and spelling that are beyond doubt.
        GrammarSlips = "grammar_slips",
        /// How many words it has.
        Words = "words",
        /// How good the contact was, 1 to 10.
        Rating = "rating",
        /// How likely the shopper would recommend the company, 0 to 10.
        Recommend = "recommend",
        /// Whether the shopper's wish was fulfilled: yes or no.
        Resolved = "resolved",
        /// Whether the shopper would use the channel again: yes or no.
        UseAgain = "use_again",
    }
}

/// The codes that a criterion knows, and what may be computed with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Words without an order.
    Nominal(&'static [&'static str]),
    /// Whole numbers from the first to the last, whose distances mean something.
    Interval(u32, u32),
}

const YES_NO: Scale = Scale::Nominal(&["yes", "no"]);

impl Criterion {
    /// The codes that may be given.
    #[must_use]
    pub const fn scale(self) -> Scale {
        match self {
            Self::Substance => Scale::Nominal(&[
                "answer",
                "partial",
                "acknowledgement",
                "redirect",
                "refusal",
                "clarification",
                "off_point",
                "not_known",
            ]),
            Self::Correct => Scale::Nominal(&["correct", "partly", "wrong", "unsure", "na"]),
            Self::Relation => Scale::Nominal(&["agree", "contradict", "incomparable", "unsure"]),
            Self::ReadingEase => Scale::Interval(0, 100),
            Self::GrammarSlips | Self::Words => Scale::Interval(0, 1_000_000),
            Self::Rating => Scale::Interval(1, 10),
            Self::Recommend => Scale::Interval(0, 10),
            _ => YES_NO,
        }
    }

    /// A code of it as codings have it: words of the scale and small numbers take no memory of their own. What it does
    /// not know stays as it is.
    #[must_use]
    #[inline]
    pub fn code(self, code: &str) -> Cow<'static, str> {
        let known = match self.scale() {
            Scale::Nominal(words) => words.iter().find(|word| **word == code).copied(),
            Scale::Interval(..) => small_number(code),
        };
        known.map_or_else(|| Cow::Owned(code.to_owned()), Cow::Borrowed)
    }

    /// Whether a code may be given on it.
    #[must_use]
    pub fn allows(self, code: &str) -> bool {
        match self.scale() {
            Scale::Nominal(codes) => codes.contains(&code),
            Scale::Interval(least, most) => code
                .parse::<u32>()
                .is_ok_and(|n| n >= least && n <= most && n.to_string() == code),
        }
    }

    /// Whether only somebody who asked can tell.
    #[must_use]
    pub const fn is_shoppers_own(self) -> bool {
        matches!(
            self,
            Self::Rating | Self::Recommend | Self::Resolved | Self::UseAgain
        )
    }

    /// Whether it is about two answers together.
    #[must_use]
    pub const fn is_of_pairs(self) -> bool {
        matches!(self, Self::Relation)
    }
}

/// A number below a thousand as it is written, without zeros before it.
fn small_number(code: &str) -> Option<&'static str> {
    static NUMBERS: LazyLock<Vec<String>> =
        LazyLock::new(|| (0..1_000).map(|number| number.to_string()).collect());
    let place: usize = code.parse().ok()?;
    let written = NUMBERS.get(place)?;
    (written == code).then_some(written)
}

/// Who gave a code. In their order: of two codings of the same the greater counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Coder {
    /// The program's rules.
    Rules,
    /// A model on this machine.
    Model,
    /// A language model behind an endpoint.
    Llm,
    /// A person, by their initials.
    Human(String),
    /// A person who decided between others.
    Adjudicator(String),
}

impl Coder {
    /// The coder that a word names: `rules`, `model`, `llm`, `human:XX`, `adjudicated:XX`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let who = |name: &str| (!name.trim().is_empty()).then(|| name.trim().to_owned());
        match word.split_once(':') {
            None if word == "rules" => Some(Self::Rules),
            None if word == "model" => Some(Self::Model),
            None if word == "llm" => Some(Self::Llm),
            Some(("human", name)) => who(name).map(Self::Human),
            Some(("adjudicated", name)) => who(name).map(Self::Adjudicator),
            _ => None,
        }
    }

    /// The kind of coder, without a name: for shares in the report.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Model => "model",
            Self::Llm => "llm",
            Self::Human(_) => "human",
            Self::Adjudicator(_) => "adjudicated",
        }
    }
}

impl fmt::Display for Coder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Human(name) | Self::Adjudicator(name) => write!(f, "{}:{name}", self.kind()),
            _ => f.pad(self.kind()),
        }
    }
}

impl From<Coder> for String {
    fn from(coder: Coder) -> Self {
        coder.to_string()
    }
}

impl TryFrom<String> for Coder {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        Self::parse(&word).ok_or_else(|| format!("no coder: {word:?}"))
    }
}

/// One code, given to an answer or to a pair of answers on one criterion by one coder. An event like any
/// other: added to the ledger, never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coding {
    /// The enquiry; of a pair the one that comes first in the plan.
    pub enquiry: u32,
    /// Of a pair the other enquiry, of the same company and question.
    pub other: Option<u32>,
    /// The ledger's keys of the inbounds that were read: of the answer, and of a pair's other one.
    pub inbounds: (i64, Option<i64>),
    /// On what.
    pub criterion: Criterion,
    /// The code; [`Criterion::allows`] it.
    pub code: Cow<'static, str>,
    /// By whom.
    pub coder: Coder,
    /// How sure a machine was, in thousandths.
    pub confidence: Option<u16>,
    /// What it rests on, see [`Coding::grounds`]; apart, because who scores a million enquiries reads ten million codes
    /// and nothing of this.
    pub grounds: Option<Box<Grounds>>,
    /// When.
    pub at: Timestamp,
}

/// What a code rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grounds {
    /// The rule, model or sheet by which it was given.
    pub rule: String,
    /// The places in the answer on which it rests, in bytes of its text; of a pair those of the first.
    pub spans: Vec<Range<usize>>,
    /// The same in the other answer of a pair.
    pub other_spans: Vec<Range<usize>>,
    /// What a coder wrote beside it.
    pub note: String,
}

impl Grounds {
    /// A rule, and nothing else.
    #[must_use]
    pub fn rule(rule: impl Into<String>) -> Option<Box<Self>> {
        let rule = rule.into();
        Self {
            rule,
            ..Self::default()
        }
        .kept()
    }

    /// As a coding has it: `None` when there is nothing.
    #[must_use]
    pub fn kept(self) -> Option<Box<Self>> {
        (self != Self::default()).then(|| Box::new(self))
    }
}

impl Coding {
    /// What it rests on.
    #[must_use]
    pub fn grounds(&self) -> &Grounds {
        static NONE: Grounds = Grounds {
            rule: String::new(),
            spans: Vec::new(),
            other_spans: Vec::new(),
            note: String::new(),
        };
        self.grounds.as_deref().unwrap_or(&NONE)
    }

    /// Of codings of the same on the same criterion the one that counts, if any: the best coder's, and of the same
    /// kind of coder the latest (the last of the list when the times are equal). Two people who differ are not settled by that: see the disagreements of a
    /// coding round.
    #[must_use]
    pub fn counting<'c>(codings: impl IntoIterator<Item = &'c Self>) -> Option<&'c Self> {
        codings.into_iter().max_by_key(|coding| coding.weight())
    }

    /// Of two codings of the same the one with the greater weight counts, and of the same weight the later one.
    #[must_use]
    pub const fn weight(&self) -> (u8, Timestamp) {
        let rank = match self.coder {
            Coder::Rules => 0,
            Coder::Model => 1,
            Coder::Llm => 2,
            Coder::Human(_) => 3,
            Coder::Adjudicator(_) => 4,
        };
        (rank, self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_know_the_words_of_their_types() {
        fn same(criterion: Criterion, words: &[&str]) {
            assert!(matches!(criterion.scale(), Scale::Nominal(codes) if codes == words));
        }
        let words: Vec<_> = Substance::ALL.iter().map(|v| v.as_str()).collect();
        same(Criterion::Substance, &words);
        let words: Vec<_> = Correctness::ALL.iter().map(|v| v.as_str()).collect();
        same(Criterion::Correct, &words);
        let words: Vec<_> = Relation::ALL.iter().map(|v| v.as_str()).collect();
        same(Criterion::Relation, &words);
    }

    #[test]
    fn codes_are_checked() {
        assert!(Criterion::Rating.allows("10") && !Criterion::Rating.allows("0"));
        assert!(!Criterion::Recommend.allows("07") && !Criterion::Recommend.allows("7.5"));
        assert!(Criterion::Apology.allows("no") && !Criterion::Apology.allows("No"));
    }

    #[test]
    fn a_person_counts_more_than_a_machine_and_an_adjudicator_most() {
        let coding = |coder: &str, at: i64, code: &str| Coding {
            enquiry: 0,
            other: None,
            inbounds: (1, None),
            criterion: Criterion::Apology,
            code: Criterion::Apology.code(code),
            coder: Coder::parse(coder).unwrap(),
            confidence: None,
            grounds: None,
            at: Timestamp::from_second(at).unwrap(),
        };
        let all = [
            coding("human:AB", 5, "yes"),
            coding("rules", 9, "no"),
            coding("human:CD", 7, "no"),
            coding("adjudicated:EF", 6, "yes"),
        ];
        let of = |list: &[Coding]| Coding::counting(list).map(|c| c.coder.to_string());
        assert_eq!(of(&all).as_deref(), Some("adjudicated:EF"));
        assert_eq!(of(&all[..3]).as_deref(), Some("human:CD"));
        assert_eq!(of(&[]), None);
        assert_eq!(Coder::parse("human:"), None);
    }
}
