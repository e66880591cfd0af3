//! What criteria and codes mean, in the words in which coders read it.

use crate::model::Criterion;

/// What is looked for on a criterion.
#[must_use]
pub const fn meaning(criterion: Criterion) -> &'static str {
    match criterion {
        Criterion::Substance => "What is this message, seen against the question?",
        Criterion::Correct => "Is what it says right, measured by the reference?",
        Criterion::Relation => {
            "Two answers to the same question: can a customer rely on either of them?"
        }
        Criterion::GreetingByName => "Does it greet the customer by name?",
        Criterion::AgentNamed => {
            "Does it bear the name or the initials of the person who wrote it?"
        }
        Criterion::Apology => "Does it apologise for anything?",
        Criterion::Empathy => "Does it show that the writer understands the customer's situation?",
        Criterion::Understood => "Does it show that the question was understood?",
        Criterion::AllParts => "Are all parts of the question answered?",
        Criterion::NextStep => "Does it say what the customer can do, or what happens next?",
        Criterion::Link => "Does it link to a page?",
        Criterion::LanguageKept => "Is it in the language of the question?",
        Criterion::ReadingEase => "How easily does it read? 0 very hard, 100 very easy",
        Criterion::GrammarSlips => "How many slips of grammar and spelling are there beyond doubt?",
        Criterion::Words => "How many words has it?",
        Criterion::Rating => "How good was this contact, all in all? 1 very bad, 10 excellent",
        Criterion::Recommend => {
            "How likely would you recommend this company? 0 not at all, 10 certainly"
        }
        Criterion::Resolved => "Was your wish fulfilled?",
        Criterion::UseAgain => "Would you use this way of asking again?",
    }
}

/// When a code is given; empty for a number, and for what is no code of the criterion.
#[must_use]
pub fn code_meaning(criterion: Criterion, code: &str) -> &'static str {
    match (criterion, code) {
        (Criterion::Substance, "answer") => {
            "it says what was asked; that the company does not offer it, too"
        }
        (Criterion::Substance, "partial") => "it says a part of what was asked",
        (Criterion::Substance, "acknowledgement") => {
            "it says only that the message came, or that somebody will answer"
        }
        (Criterion::Substance, "redirect") => {
            "it says where to ask or look instead, not what was asked"
        }
        (Criterion::Substance, "refusal") => "the company will not say, or may not help here",
        (Criterion::Substance, "clarification") => "it only asks back",
        (Criterion::Substance, "off_point") => "it says something else",
        (Criterion::Substance, "not_known") => "the company says that it does not know",
        (Criterion::Correct, "correct") => "it says the same as the reference",
        (Criterion::Correct, "partly") => "a part is right, and a part wrong or missing",
        (Criterion::Correct, "wrong") => "it says something else than the reference",
        (Criterion::Correct, "unsure") => "you cannot tell",
        (Criterion::Correct, "na") => "it is no answer, or there is no reference",
        (Criterion::Relation, "agree") => "whoever got both would do the same",
        (Criterion::Relation, "contradict") => "both say what was asked, and it cannot both be so",
        (Criterion::Relation, "incomparable") => "one of them, or both, do not say what was asked",
        (Criterion::Relation, "unsure") => "you cannot tell",
        (_, "yes") => "it does",
        (_, "no") => "it does not",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Scale;

    #[test]
    fn every_word_that_can_be_coded_is_explained() {
        for criterion in Criterion::ALL {
            assert!(!meaning(*criterion).is_empty());
            if let Scale::Nominal(codes) = criterion.scale() {
                for code in codes {
                    assert!(
                        !code_meaning(*criterion, code).is_empty(),
                        "{criterion} {code}"
                    );
                }
            }
        }
    }
}
