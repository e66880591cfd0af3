//! What the answers are worth: right, whole, at the first contact; how they are written; what the shopper says.

use super::Unit;
use super::metric::{Better, ENDLESS, How, Metric, Scale};
use crate::model::{Criterion, Denominator};

const fn yes(
    name: &'static str,
    about: &'static str,
    source: &'static str,
    better: Better,
    of: fn(&Unit) -> Option<bool>,
) -> Metric {
    Metric {
        name,
        scale: Scale::Share,
        better,
        denominator: Denominator::Coded,
        about,
        source,
        how: How::Share(of),
    }
}

const fn mean(
    name: &'static str,
    about: &'static str,
    source: &'static str,
    better: Better,
    (least, most): (i16, i16),
    of: fn(&Unit) -> Option<f64>,
) -> Metric {
    Metric {
        name,
        scale: Scale::Points(least, most),
        better,
        denominator: Denominator::Coded,
        about,
        source,
        how: How::Mean(of),
    }
}

const OFFICE: &str = "SuperOffice, Customer Service Benchmark Report: both parts answered in one reply, followed up, tone";
const PULSE: &str = "Digital Dialogues Pulse: response, substance, time, human voice, grammar";
const AFTER: &str = "feedback after a contact as a Dutch energy supplier asked for it, 2015";

/// Codes of replies that answer, by the coder who counts.
pub const METRICS: &[Metric] = &[
    yes(
        "correct",
        "Of the answers that were held against what is known to be right and decided: the share that is right; a \
         partly right one counts as not right. The code that counts on the criterion correct.",
        PULSE,
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
        OFFICE,
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
        source: "first-contact resolution as service desks report it; the share of single contacts that settle the matter",
        how: How::Share(|unit| unit.first_contact),
    },
    yes(
        "greeting_by_name",
        "Share of the answers that greet the shopper by name.",
        PULSE,
        Better::Higher,
        |unit| answered(unit)?.codes.yes(Criterion::GreetingByName),
    ),
    yes(
        "agent_named",
        "Share of the answers below which a person's name or initials stand.",
        "audit of the Dutch nominees for most customer-friendly company on social networks, 2011; Digital Dialogues Pulse",
        Better::Higher,
        |unit| answered(unit)?.codes.yes(Criterion::AgentNamed),
    ),
    yes(
        "apology",
        "Share of the answers that apologise.",
        OFFICE,
        Better::Neither,
        |unit| answered(unit)?.codes.yes(Criterion::Apology),
    ),
    yes(
        "empathy",
        "Share of the answers that show understanding for the customer.",
        PULSE,
        Better::Higher,
        |unit| answered(unit)?.codes.yes(Criterion::Empathy),
    ),
    yes(
        "understood",
        "Share of the answers that show that the question was understood.",
        PULSE,
        Better::Higher,
        |unit| answered(unit)?.codes.yes(Criterion::Understood),
    ),
    yes(
        "next_step",
        "Share of the answers that say what to do or what happens next.",
        OFFICE,
        Better::Higher,
        |unit| answered(unit)?.codes.yes(Criterion::NextStep),
    ),
    yes(
        "link",
        "Share of the answers that link to a page.",
        PULSE,
        Better::Neither,
        |unit| answered(unit)?.codes.yes(Criterion::Link),
    ),
    yes(
        "language_kept",
        "Share of the answers that are in the language of the question.",
        PULSE,
        Better::Higher,
        |unit| answered(unit)?.codes.yes(Criterion::LanguageKept),
    ),
    mean(
        "reading_ease",
        "Mean reading ease of the answers, 0 (hard) to 100 (easy), by the formula of their language.",
        "English: Flesch 1948; Dutch: Douma 1960; French: Kandel and Moles 1958; German: Amstad 1978",
        Better::Higher,
        (0, 100),
        |unit| answered(unit)?.codes.number(Criterion::ReadingEase),
    ),
    mean(
        "grammar_slips",
        "Mean number of slips of grammar and spelling beyond doubt in an answer.",
        PULSE,
        Better::Lower,
        (0, ENDLESS),
        |unit| answered(unit)?.codes.number(Criterion::GrammarSlips),
    ),
    mean(
        "words",
        "Mean number of words of an answer.",
        PULSE,
        Better::Neither,
        (0, ENDLESS),
        |unit| answered(unit)?.codes.number(Criterion::Words),
    ),
    mean(
        "rating",
        "Mean rating of the contact by the shopper, 1 to 10.",
        AFTER,
        Better::Higher,
        (1, 10),
        |unit| unit.codes.number(Criterion::Rating),
    ),
    mean(
        "net_promoter_score",
        "Net Promoter Score of the shoppers, -100 to 100: of those who said how likely they would recommend the \
         company (0 to 10), the percentage of 9 and 10 less the percentage of 0 to 6.",
        "Reichheld, Harvard Business Review, December 2003",
        Better::Higher,
        (-100, 100),
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
        AFTER,
        Better::Higher,
        |unit| unit.codes.yes(Criterion::Resolved),
    ),
    yes(
        "use_again",
        "Share of the contacts after which the shopper would use the channel again.",
        AFTER,
        Better::Higher,
        |unit| unit.codes.yes(Criterion::UseAgain),
    ),
];

/// The enquiry when it was answered in time: silence has no style.
fn answered(unit: &Unit) -> Option<&Unit> {
    unit.disposition.is_answered().then_some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Disposition;
    use crate::score::sample::{builder, counted_by_hand, unit};

    fn coded(seq: u32, codes: &[(Criterion, &str)]) -> Unit {
        let mut unit = unit(seq % 2, seq);
        for (criterion, code) in codes {
            unit.codes.set(*criterion, code);
        }
        unit.first_contact = Some(true);
        unit
    }

    #[test]
    fn every_metric_of_the_answers_as_counted_by_hand() {
        use Criterion as C;
        let mut units = vec![
            coded(
                0,
                &[
                    (C::Correct, "correct"),
                    (C::AllParts, "yes"),
                    (C::GreetingByName, "yes"),
                    (C::AgentNamed, "yes"),
                    (C::Apology, "no"),
                    (C::Empathy, "no"),
                    (C::Understood, "yes"),
                    (C::NextStep, "yes"),
                    (C::Link, "no"),
                    (C::LanguageKept, "yes"),
                    (C::ReadingEase, "60"),
                    (C::GrammarSlips, "0"),
                    (C::Words, "100"),
                    (C::Rating, "9"),
                    (C::Recommend, "10"),
                    (C::Resolved, "yes"),
                    (C::UseAgain, "yes"),
                ],
            ),
            coded(
                1,
                &[
                    (C::Correct, "partly"),
                    (C::AllParts, "no"),
                    (C::GreetingByName, "no"),
                    (C::AgentNamed, "no"),
                    (C::Apology, "yes"),
                    (C::Empathy, "yes"),
                    (C::Understood, "yes"),
                    (C::NextStep, "no"),
                    (C::Link, "yes"),
                    (C::LanguageKept, "yes"),
                    (C::ReadingEase, "40"),
                    (C::GrammarSlips, "3"),
                    (C::Words, "50"),
                    (C::Rating, "6"),
                    (C::Recommend, "6"),
                    (C::Resolved, "no"),
                    (C::UseAgain, "no"),
                ],
            ),
            coded(
                2,
                &[
                    (C::Correct, "wrong"),
                    (C::AllParts, "no"),
                    (C::Recommend, "7"),
                ],
            ),
            coded(3, &[(C::Correct, "unsure"), (C::Rating, "7")]),
            coded(4, &[(C::Correct, "na")]),
            // Silence has no style, but the shopper has an opinion of it.
            coded(
                5,
                &[
                    (C::Correct, "wrong"),
                    (C::GreetingByName, "yes"),
                    (C::Words, "5"),
                    (C::Rating, "3"),
                    (C::Recommend, "0"),
                    (C::Resolved, "no"),
                ],
            ),
            coded(6, &[]),
        ];
        units[1].first_contact = Some(false);
        units[5].disposition = Disposition::Silent;
        units[5].first_contact = Some(false);
        units[6].disposition = Disposition::NotSent;
        units[6].first_contact = None;
        counted_by_hand(
            &builder(2, units).finish(),
            METRICS,
            None,
            &[
                ("correct", 1.0, 3.0),
                ("complete", 1.0, 3.0),
                ("first_contact_resolution", 4.0, 6.0),
                ("greeting_by_name", 1.0, 2.0),
                ("agent_named", 1.0, 2.0),
                ("apology", 1.0, 2.0),
                ("empathy", 1.0, 2.0),
                ("understood", 2.0, 2.0),
                ("next_step", 1.0, 2.0),
                ("link", 1.0, 2.0),
                ("language_kept", 2.0, 2.0),
                ("reading_ease", 100.0, 2.0),
                ("grammar_slips", 3.0, 2.0),
                ("words", 150.0, 2.0),
                ("rating", 25.0, 4.0),
                // 10 is for, 7 is neither, 6 and 0 are against.
                ("net_promoter_score", -100.0, 4.0),
                ("resolved", 1.0, 3.0),
                ("use_again", 1.0, 2.0),
            ],
        );
    }
}
