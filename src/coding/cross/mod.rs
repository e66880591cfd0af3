//! Two texts read together by a cross-encoder: how likely the one denies the other.
//!
//! Such a model reads a question's two answers at once and gives one number. It is no verdict: it says which of the pairs that
//! the rules left unsure people look at first. [`conflict`] holds likely clauses against each other, since a
//! model that is small enough for this machine loses itself in whole mails. The model itself, [`Net`], is there when the
//! program was built with the feature `local-model`.

#[cfg(feature = "local-model")]
mod net;

#[cfg(feature = "local-model")]
pub use net::Net;

use super::answers::{Asked, Key};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// So many of the likeliest clauses of each text are held against those of the other.
const MOST: usize = 3;
/// No more of a clause is read, in bytes: a model reads some hundred words.
const LONGEST: usize = 1_500;

/// What reads two texts together.
pub trait Reader {
    /// How likely they contradict each other, 0 to 1; the same in either order.
    ///
    /// # Errors
    /// What the model says is wrong.
    fn contradict(&self, one: &str, other: &str) -> Result<f32, String>;
}

/// How likely two replies to a question contradict each other, 0 to 1: the mean over their likeliest clauses, each
/// pair of clauses counting as likely as both answer.
///
/// # Errors
/// As the reader's.
pub fn conflict(
    reader: &dyn Reader,
    question: &str,
    one: &str,
    other: &str,
) -> Result<f32, String> {
    let key = Key::new(&Asked {
        question,
        ..Asked::default()
    });
    let clauses = |text: &str| {
        let found = key.read(text, None).likeliest(MOST);
        if found.is_empty() {
            vec![(0..text.len(), 1.0)]
        } else {
            found
        }
    };
    let (ones, others) = (clauses(one), clauses(other));
    let asked = |text: &str, span: &Range<usize>| {
        let clause = text.get(span.clone()).unwrap_or_default();
        format!("{} {}", head(question.trim()), head(clause.trim()))
    };
    let (mut sum, mut all) = (0.0, 0.0);
    for (a, likely) in &ones {
        for (b, too) in &others {
            let weight = (likely * too).max(f32::MIN_POSITIVE);
            let found = reader.contradict(&asked(one, a), &asked(other, b))?;
            if !found.is_finite() {
                return Err("it gives no number".to_owned());
            }
            sum += weight * found.clamp(0.0, 1.0);
            all += weight;
        }
    }
    Ok(sum / all)
}

/// The beginning of a text.
fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}

/// Which of a model's numbers says that two texts contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// The one at this place, beside those of other labels.
    Contradiction(usize),
    /// The only one says how alike they are.
    Alike,
}

/// What `config.json` beside a model says of it, as far as it is read.
#[derive(Deserialize)]
struct Config {
    #[serde(default)]
    id2label: BTreeMap<String, String>,
}

impl Says {
    /// Reads the labels of a model that gives so many numbers for two texts. `config` is its `config.json`.
    ///
    /// # Errors
    /// What is missing there, and what to write.
    pub fn of(config: Option<&[u8]>, numbers: usize) -> Result<Self, String> {
        let labels = match config {
            Some(text) => {
                serde_json::from_slice::<Config>(text)
                    .map_err(|e| format!("config.json: {e}"))?
                    .id2label
            }
            None => BTreeMap::new(),
        };
        let place = labels
            .iter()
            .find(|(_, label)| label.to_lowercase().contains("contradict"));
        match place.map(|(at, label)| (at.parse::<usize>(), label)) {
            Some((Ok(at), _)) if at < numbers => Ok(Self::Contradiction(at)),
            Some((_, label)) => Err(format!(
                "config.json names {label} at a place that the model, which gives {numbers} numbers, does not have"
            )),
            None if numbers == 1 => Ok(Self::Alike),
            None => Err(format!(
                "the model gives {numbers} numbers, and none is known to say that two texts contradict each other: name it in \
                 config.json, such as {{\"id2label\": {{\"0\": \"entailment\", \"1\": \"neutral\", \"2\": \"contradiction\"}}}}"
            )),
        }
    }

    /// How likely a contradiction is by a model's numbers, 0 to 1.
    #[must_use]
    pub fn likely(self, numbers: &[f32]) -> f32 {
        let most = numbers.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        match self {
            Self::Contradiction(at) => {
                let all: f32 = numbers.iter().map(|n| (n - most).exp()).sum();
                numbers.get(at).map_or(f32::NAN, |n| (n - most).exp() / all)
            }
            Self::Alike => numbers.first().map_or(f32::NAN, |n| 1.0 / (1.0 + n.exp())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    /// Finds a contradiction where one text has `not`, and keeps what it was shown.
    #[derive(Default)]
    struct Naive(RefCell<Vec<(String, String)>>);

    impl Reader for Naive {
        fn contradict(&self, one: &str, other: &str) -> Result<f32, String> {
            let mut seen = self.0.borrow_mut();
            seen.push((one.to_owned(), other.to_owned()));
            Ok(if one.contains("not") == other.contains("not") {
                0.1
            } else {
                0.9
            })
        }
    }

    const QUESTION: &str = "Do you deliver on Sundays?";

    #[test]
    fn likely_clauses_are_held_against_each_other_with_the_question() {
        let naive = Naive::default();
        let one =
            "Hello Anna,\n\nThank you for your message. We deliver on Sundays, too. Kind regards";
        let other = "We do not deliver on Sundays.";
        let found = conflict(&naive, QUESTION, one, other).unwrap();
        assert!(found > 0.8, "{found}");
        let same = conflict(&Naive::default(), QUESTION, one, one).unwrap();
        assert!(same < 0.2, "{same}");
        let seen = naive.0.into_inner();
        assert!(!seen.is_empty() && seen.len() <= MOST * MOST);
        assert!(
            seen.iter()
                .all(|(a, b)| a.starts_with(QUESTION) && b.starts_with(QUESTION))
        );
        assert!(
            seen.iter()
                .any(|(a, _)| a.contains("deliver on Sundays, too")
                    || a.contains("We deliver on Sundays"))
        );
    }

    #[test]
    fn texts_without_words_and_of_a_megabyte_are_read() {
        let long = "é".repeat(500_000);
        for text in ["", " \n", "!!!", long.as_str()] {
            let naive = Naive::default();
            let found = conflict(&naive, QUESTION, text, "Yes.").unwrap();
            assert!((0.0..=1.0).contains(&found));
            let longest = naive.0.into_inner().iter().map(|(a, _)| a.len()).max();
            assert!(longest.unwrap() <= 2 * LONGEST + 1);
        }
    }

    #[test]
    fn labels_say_which_number_counts() {
        let config =
            br#"{"id2label": {"0": "entailment", "1": "neutral", "2": "CONTRADICTION"}, "x": 1}"#;
        assert_eq!(Says::of(Some(config), 3), Ok(Says::Contradiction(2)));
        assert!(
            Says::of(Some(config), 2)
                .unwrap_err()
                .contains("does not have")
        );
        assert!(Says::of(None, 3).unwrap_err().contains("id2label"));
        assert!(
            Says::of(Some(b"[1]"), 1)
                .unwrap_err()
                .contains("config.json")
        );
        assert_eq!(Says::of(Some(b"{}"), 1), Ok(Says::Alike));
    }

    #[test]
    fn numbers_become_likelihoods() {
        let likely = Says::Contradiction(1).likely(&[0.0, 2.0]);
        assert!((likely - 0.880_797).abs() < 1e-5, "{likely}");
        assert!((Says::Contradiction(0).likely(&[1e30, -1e30]) - 1.0).abs() < 1e-6);
        assert!(Says::Alike.likely(&[8.0]) < 0.001);
        assert!(Says::Alike.likely(&[]).is_nan());
    }
}
