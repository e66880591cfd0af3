//! What the answers are worth: right, whole, at the first contact; how they are written; what the shopper says.

use super::Unit;
use super::metric::{Better, How, Metric, Scale};
use crate::model::{Criterion, Denominator};

const fn yes(
    name: &'static str,
    about: &'static str,
    better: Better,
    of: fn(&Unit) -> Option<bool>,
) -> Metric {
    Metric {
        name,
        scale: Scale::Share,
        better,
        denominator: Denominator::Coded,
        about,
        how: How::Share(of),
    }
}

const fn mean(
    name: &'static str,
    about: &'static str,
    better: Better,
    of: fn(&Unit) -> Option<f64>,
) -> Metric {
    Metric {
        name,
        scale: Scale::Points,
        better,
        denominator: Denominator::Coded,
        about,
        how: How::Mean(of),
    }
}

/// Codes of replies that answer, by the coder who counts.
pub const METRICS: &[Metric] = &[
    yes(
        "correct",
        "Of the answers that were held against what is known to be right and decided: the share that is right, wholly \
         or partly right counting as not. The code that counts on the criterion correct.",
        Better::Higher,
        |unit| match answered(unit)?.codes.word(Criterion::Correct)? {
            "correct" => Some(true),
            "partly" | "wrong" => Some(false),
            _ => None,
        },
    ),
    yes(
        "complete",
        "Of the answers: the share that answers all parts of the question (criterion all_parts).",
        Better::Higher,
        |unit| answered(unit)?.codes.yes(Criterion::AllParts),
    ),
    Metric {
        name: "first_contact_resolution",
        scale: Scale::Share,
        better: Better::Higher,
        denominator: Denominator::Delivered,
        about: "First-contact resolution: the share answered in time by the first thing that was said, receipts aside; \
                neither in parts nor after a question asked back or another channel named.",
        how: How::Share(|unit| unit.first_contact),
    },
    yes(
        "greeting_by_name",
        "Share of the answers that greet the shopper by name.",
        Better::Higher,
        |unit| answered(unit)?.codes.yes(Criterion::GreetingByName),
    ),
    yes(
        "agent_named",
        "Share of the answers below which a person's name or initials stand.",
        Better::Higher,
        |unit| answered(unit)?.codes.yes(Criterion::AgentNamed),
    ),
    yes(
        "apology",
        "Share of the answers that apologise.",
        Better::Neither,
        |unit| answered(unit)?.codes.yes(Criterion::Apology),
    ),
    yes(
        "empathy",
        "Share of the answers that show understanding for the customer.",
        Better::Higher,
        |unit| answered(unit)?.codes.yes(Criterion::Empathy),
    ),
    yes(
        "understood",
        "Share of the answers that show that the question was understood.",
        Better::Higher,
        |unit| answered(unit)?.codes.yes(Criterion::Understood),
    ),
    yes(
        "next_step",
        "Share of the answers that say what to do or what happens next.",
        Better::Higher,
        |unit| answered(unit)?.codes.yes(Criterion::NextStep),
    ),
    yes(
        "link",
        "Share of the answers that link to a page.",
        Better::Neither,
        |unit| answered(unit)?.codes.yes(Criterion::Link),
    ),
    yes(
        "language_kept",
        "Share of the answers that are in the language of the question.",
        Better::Higher,
        |unit| answered(unit)?.codes.yes(Criterion::LanguageKept),
    ),
    mean(
        "reading_ease",
        "Mean reading ease of the answers, 0 (hard) to 100 (easy), by the formula of their language.",
        Better::Higher,
        |unit| answered(unit)?.codes.number(Criterion::ReadingEase),
    ),
    mean(
        "grammar_slips",
        "Mean number of slips of grammar and spelling beyond doubt in an answer.",
        Better::Lower,
        |unit| answered(unit)?.codes.number(Criterion::GrammarSlips),
    ),
    mean(
        "words",
        "Mean number of words of an answer.",
        Better::Neither,
        |unit| answered(unit)?.codes.number(Criterion::Words),
    ),
    mean(
        "rating",
        "Mean rating of the contact by the shopper, 1 to 10.",
        Better::Higher,
        |unit| unit.codes.number(Criterion::Rating),
    ),
    mean(
        "net_promoter_score",
        "Net Promoter Score of the shoppers, -100 to 100: of those who said how likely they would recommend the \
         company (0 to 10), the percentage of 9 and 10 less the percentage of 0 to 6 (Reichheld, Harvard Business \
         Review, December 2003).",
        Better::Higher,
        |unit| {
            let likely = unit.codes.number(Criterion::Recommend)?;
            Some(if likely >= 9.0 {
                100.0
            } else if likely <= 6.0 {
                -100.0
            } else {
                0.0
            })
        },
    ),
    yes(
        "resolved",
        "Share of the contacts of which the shopper says that the wish was fulfilled.",
        Better::Higher,
        |unit| unit.codes.yes(Criterion::Resolved),
    ),
    yes(
        "use_again",
        "Share of the contacts after which the shopper would use the channel again.",
        Better::Higher,
        |unit| unit.codes.yes(Criterion::UseAgain),
    ),
];

/// The enquiry when it was answered in time: silence has no style.
fn answered(unit: &Unit) -> Option<&Unit> {
    unit.disposition.is_answered().then_some(unit)
}
