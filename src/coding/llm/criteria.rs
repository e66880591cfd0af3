//! What a language model is told about each criterion and its codes.

use crate::model::Criterion;

/// What is asked, and what each code means.
pub(super) struct Words {
    pub(super) ask: &'static str,
    pub(super) codes: &'static [(&'static str, &'static str)],
}

/// The code that may be given on every criterion.
pub(super) const UNSURE: (&str, &str) = (
    "unsure",
    "the message does not settle it, or a careful person could say either",
);

const SUBSTANCE: &[(&str, &str)] = &[
    (
        "answer",
        "it says what was asked; that the company does not offer it is an answer too",
    ),
    ("partial", "it says only a part of what was asked"),
    (
        "acknowledgement",
        "it says no more than that the question came, or that somebody will answer",
    ),
    (
        "redirect",
        "it says where to ask or to look instead of answering",
    ),
    (
        "refusal",
        "the company will not say it, or may not help here",
    ),
    ("clarification", "it only asks the customer something back"),
    ("off_point", "it says something else than what was asked"),
    ("not_known", "the company says that it does not know"),
];

const CORRECT: &[(&str, &str)] = &[
    (
        "correct",
        "a customer who follows the message does what is known to be right",
    ),
    (
        "partly",
        "a part of it is right, and a part wrong or missing",
    ),
    (
        "wrong",
        "it says something else than what is known to be right",
    ),
    ("na", "the message does not answer the question"),
];

const RELATION: &[(&str, &str)] = &[
    (
        "agree",
        "a customer who got either of them would do or believe the same, in whatever words",
    ),
    (
        "contradict",
        "both say what was asked, and it cannot both be so",
    ),
    (
        "incomparable",
        "one of them, or both, do not say what was asked, or they speak of different cases",
    ),
];

macro_rules! yes_no {
    ($ask:literal, $yes:literal, $no:literal) => {
        Words {
            ask: $ask,
            codes: &[("yes", $yes), ("no", $no)],
        }
    };
}

/// What is said of a criterion, without "unsure"; `None` for what a model is not asked for.
pub(super) fn words(criterion: Criterion) -> Option<Words> {
    Some(match criterion {
        Criterion::Substance => Words {
            ask: "What is the message, seen against the question?",
            codes: SUBSTANCE,
        },
        Criterion::Correct => Words {
            ask: "Is what the message says in answer to the question right? Judge it by what is known to \
                  be right alone; other words, more detail and friendlier wording make nothing wrong.",
            codes: CORRECT,
        },
        Criterion::Relation => Words {
            ask: "Do the two messages answer the question alike?",
            codes: RELATION,
        },
        Criterion::GreetingByName => yes_no!(
            "Does the message greet the customer by name?",
            "it greets with a first or last name",
            "it greets without a name, or not at all"
        ),
        Criterion::AgentNamed => yes_no!(
            "Does the message bear the name or the initials of the person who wrote it?",
            "it is signed with a person's name or initials",
            "it is signed by nobody, or by a team, a department or the company"
        ),
        Criterion::Apology => yes_no!(
            "Does the message apologise?",
            "it says sorry, or begs pardon, for something",
            "it does not"
        ),
        Criterion::Empathy => yes_no!(
            "Does the message show that its writer understands the customer's situation?",
            "it speaks of the customer's situation, wish or worry in words of its own",
            "it does not, beyond set phrases of thanks and greeting"
        ),
        Criterion::Understood => yes_no!(
            "Does the message show that the question was understood?",
            "it speaks about what was asked, rightly or wrongly",
            "it speaks about something else, or about nothing in particular"
        ),
        Criterion::AllParts => yes_no!(
            "Does the message answer all parts of the question?",
            "nothing that was asked is left open",
            "something that was asked is left open"
        ),
        Criterion::NextStep => yes_no!(
            "Does the message say what the customer can do, or what happens next?",
            "it names a step, by the customer or by the company",
            "it names none"
        ),
        Criterion::LanguageKept => yes_no!(
            "Is the message in the language of the question?",
            "all of it that matters is",
            "it is in another language"
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Scale;

    #[test]
    fn each_criterion_that_fits_has_words_for_each_of_its_codes() {
        for criterion in Criterion::ALL {
            let words = words(*criterion);
            assert_eq!(words.is_some(), criterion.fits_llm(), "{criterion}");
            let (Some(words), Scale::Nominal(codes)) = (words, criterion.scale()) else {
                continue;
            };
            let told: Vec<&str> = words.codes.iter().map(|(code, _)| *code).collect();
            let known = codes.iter().filter(|c| **c != UNSURE.0);
            assert_eq!(told, known.copied().collect::<Vec<_>>(), "{criterion}");
        }
    }
}
