//! Which of the study's enquiries a person has posted.

use crate::intake::register::{shingles, words};
use crate::model::{Network, Post, plain_handle};
use jiff::Timestamp;

/// An enquiry that a person is to post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// The enquiry.
    pub enquiry: u32,
    /// Where.
    pub network: Network,
    /// The company's handle, with or without the `@`.
    pub handle: String,
    /// The text that was prepared, with the handle in front or without it.
    pub text: String,
    /// Posts written before have nothing to do with it: when its wave opened, or its text was prepared.
    pub not_before: Timestamp,
    /// The id of the post that it was found in before.
    pub posted: Option<String>,
}

/// What a post of the study's account is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// This enquiry.
    Enquiry(u32),
    /// This enquiry, which another post has asked before: the company was asked twice.
    Again(u32),
    /// It fits these enquiries equally well, so a person must say which it is.
    Either(Vec<u32>),
    /// None of them.
    Nothing,
}

/// So much of two texts must be alike; a person may mend a word.
const ALIKE: f64 = 0.8;
/// And in the runs of three words that they share.
const SHARED: f64 = 0.5;
/// One text fits better than another if it is that much more alike.
const CLEARLY: f64 = 0.05;
/// No more of a text is compared, characters.
const COMPARED: usize = 1_000;

/// Says which of the awaited enquiries a post of the study's own account is.
///
/// It is one if the first account that it names is the company's, it was written after the enquiry was due
/// to be, and its text is the prepared one: equal but for case, blanks, quotes, dashes, hashtags and words
/// behind it, or nearly equal, since a person may mend it. An equal text goes before one that is alike, and of
/// those that are alike the one that is so clearly. A post that was found before gives the same answer. An
/// enquiry that another post has asked already is [`Found::Again`], unless one not yet asked fits as
/// well.
#[must_use]
pub fn own_post(post: &Post, awaited: &[Awaited]) -> Found {
    if post.private {
        return Found::Nothing;
    }
    let text: String = post.text.chars().take(COMPARED).collect();
    let Some(first) =
        first_mention(&text).or_else(|| post.mentions.first().map(|h| plain_handle(h)))
    else {
        return Found::Nothing;
    };
    let said = Plain::of(&text);
    let candidates: Vec<(Plain, &Awaited)> = awaited
        .iter()
        .filter(|a| {
            a.network == post.network
                && is_handle(&a.handle, &first)
                && post.created_at.as_second() >= a.not_before.as_second()
        })
        .map(|a| (Plain::of(&a.text), a))
        .collect();
    let ids = || std::iter::once(&post.id).chain(&post.earlier);
    let is_known = |a: &Awaited| ids().any(|id| a.posted.as_ref() == Some(id));
    let is_equal = candidates.iter().any(|(text, _)| said.equals(text));
    let mut fits: Vec<(f64, &Awaited)> = candidates
        .iter()
        // Beside one that is equal those that are alike do not count, and comparing them is long.
        .filter(|(text, a)| !is_equal || said.equals(text) || is_known(a))
        .filter_map(|(text, a)| Some((said.alike(text)?, *a)))
        .collect();
    if let Some((_, known)) = fits.iter().find(|(_, a)| is_known(a)) {
        return Found::Enquiry(known.enquiry);
    }
    let best = fits.iter().map(|(how, _)| *how).fold(0.0, f64::max);
    fits.retain(|(how, _)| {
        if best >= 1.0 {
            *how >= 1.0
        } else {
            *how >= best - CLEARLY
        }
    });
    let mut open: Vec<u32> = fits
        .iter()
        .filter(|(_, a)| a.posted.is_none())
        .map(|(_, a)| a.enquiry)
        .collect();
    let mut asked: Vec<u32> = fits
        .iter()
        .filter(|(_, a)| a.posted.is_some())
        .map(|(_, a)| a.enquiry)
        .collect();
    for list in [&mut open, &mut asked] {
        list.sort_unstable();
        list.dedup();
    }
    match (&open[..], &asked[..]) {
        ([], []) => Found::Nothing,
        ([one], _) => Found::Enquiry(*one),
        ([], [one]) => Found::Again(*one),
        ([], _) => Found::Either(asked),
        _ => Found::Either(open),
    }
}

/// Whether a handle is this plain one; without making a plain one of each.
fn is_handle(handle: &str, plain: &str) -> bool {
    let bare = handle.trim().trim_start_matches('@');
    if bare.is_ascii() {
        bare.eq_ignore_ascii_case(plain)
    } else {
        plain_handle(handle) == plain
    }
}

/// The first account that a text names.
fn first_mention(text: &str) -> Option<String> {
    let rest = text
        .match_indices('@')
        .find(|(at, _)| !text[..*at].ends_with(char::is_alphanumeric))
        .map(|(at, _)| &text[at + 1..])?;
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')));
    let handle = rest[..end.unwrap_or(rest.len())].trim_end_matches(['.', '-']);
    (!handle.is_empty()).then(|| plain_handle(handle))
}

/// A text in a form in which it is compared.
struct Plain {
    words: Vec<String>,
}

impl Plain {
    /// Its words in lower case, without mentions in front, hashtags, links and signs.
    fn of(text: &str) -> Self {
        let text: String = text.chars().take(COMPARED).collect();
        let words = text
            .split_whitespace()
            .skip_while(|w| w.trim_start_matches('.').starts_with('@'))
            .filter(|w| !w.starts_with('#') && !w.contains("://"))
            .flat_map(|w| w.split(|c: char| !c.is_alphanumeric()))
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect();
        Self { words }
    }

    /// Whether a post is a prepared text, apart from words behind it.
    fn equals(&self, prepared: &Self) -> bool {
        !prepared.words.is_empty() && self.words.starts_with(&prepared.words)
    }

    /// How much a post is like a prepared text: 1 is equal, apart from words behind it; `None` where it is
    /// another one.
    fn alike(&self, prepared: &Self) -> Option<f64> {
        let ours = &prepared.words;
        if ours.is_empty() {
            return None;
        }
        if self.equals(prepared) {
            return Some(1.0);
        }
        // What was added behind is not held against it.
        let said = &self.words[..self.words.len().min(ours.len() + 2)];
        let how = strsim::normalized_levenshtein(&said.join(" "), &ours.join(" "));
        let how = how.max(strsim::normalized_levenshtein(
            &said[..said.len().min(ours.len())].join(" "),
            &ours.join(" "),
        ));
        let (a, b) = (
            shingles(&words(&said.join(" "))),
            shingles(&words(&ours.join(" "))),
        );
        let common = b.iter().filter(|s| a.binary_search(s).is_ok()).count();
        let shared = b.is_empty() || common as f64 / b.len() as f64 >= SHARED;
        // A number mended is another question: `for 2 people`, `for 3 people`.
        let numbers = |words: &[String]| -> Vec<String> {
            words
                .iter()
                .filter(|w| w.bytes().any(|b| b.is_ascii_digit()))
                .cloned()
                .collect()
        };
        let same = numbers(&said[..said.len().min(ours.len())]) == numbers(ours);
        (how >= ALIKE && shared && same).then_some(how.min(0.999))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tie::tests::post;
    use super::*;

    fn awaited(enquiry: u32, handle: &str, text: &str) -> Awaited {
        Awaited {
            enquiry,
            network: Network::Twitter,
            handle: handle.to_owned(),
            text: text.to_owned(),
            not_before: Timestamp::from_second(1_000).unwrap(),
            posted: None,
        }
    }

    fn all() -> Vec<Awaited> {
        vec![
            awaited(
                1,
                "AcmeHelp",
                "@AcmeHelp Do you deliver furniture to Ireland, and what does it cost?",
            ),
            awaited(
                2,
                "@acmehelp",
                "Can I bring back a lamp that doesn't fit my room?",
            ),
            awaited(
                3,
                "Other",
                "@Other Do you deliver furniture to Ireland, and what does it cost?",
            ),
        ]
    }

    fn found(text: &str, awaited: &[Awaited]) -> Found {
        let mut post = post();
        text.clone_into(&mut post.text);
        post.created_at = Timestamp::from_second(2_000).unwrap();
        own_post(&post, awaited)
    }

    #[test]
    fn a_post_is_found_by_handle_and_text_however_it_was_touched_up() {
        for (text, expected) in [
            (
                "@AcmeHelp Do you deliver furniture to Ireland, and what does it cost?",
                Found::Enquiry(1),
            ),
            (
                "@acmehelp  do you deliver furniture to ireland \u{2014} and what does it cost? #delivery thanks!",
                Found::Enquiry(1),
            ),
            (
                "Hi @AcmeHelp! Do you deliver furniture to Ireland, and what does it cost",
                Found::Enquiry(1),
            ),
            (
                ".@AcmeHelp Do you delivr furniture to Ireland, and what does it cost?",
                Found::Enquiry(1),
            ),
            (
                "@AcmeHelp Can I bring back a lamp that doesn\u{2019}t fit my room?",
                Found::Enquiry(2),
            ),
            (
                "@other Do you deliver furniture to Ireland, and what does it cost?",
                Found::Enquiry(3),
            ),
            ("@AcmeHelp Thanks for the quick answer!", Found::Nothing),
            (
                "Do you deliver furniture to Ireland, and what does it cost?",
                Found::Nothing,
            ),
            ("@AcmeHelp", Found::Nothing),
            ("", Found::Nothing),
        ] {
            assert_eq!(found(text, &all()), expected, "{text}");
        }
    }

    #[test]
    fn two_that_fit_equally_are_not_guessed_and_twice_is_said() {
        let text = "@AcmeHelp Do you deliver furniture to Ireland, and what does it cost?";
        let mut twice = all();
        twice.push(awaited(4, "AcmeHelp", text));
        assert_eq!(found(text, &twice), Found::Either(vec![1, 4]));
        // Once the other has been found, only one is left.
        twice[0].posted = Some("77".to_owned());
        assert_eq!(found(text, &twice), Found::Enquiry(4));
        let mut asked = all();
        asked[0].posted = Some("77".to_owned());
        assert_eq!(found(text, &asked), Found::Again(1));
        asked[0].posted = Some("9".to_owned());
        assert_eq!(found(text, &asked), Found::Enquiry(1), "the same post");
    }

    #[test]
    fn what_differs_in_a_number_or_came_before_is_another() {
        let two = [
            awaited(1, "a", "What is a room for 2 people in May?"),
            awaited(2, "a", "What is a room for 3 people in May?"),
        ];
        assert_eq!(
            found("@a What is a room for 3 people in May?", &two),
            Found::Enquiry(2)
        );
        assert_eq!(
            found("@a What is a room for 4 people in May?", &two),
            Found::Nothing
        );
        let mut later = all();
        later[0].not_before = Timestamp::from_second(3_000).unwrap();
        assert_eq!(found(&later[0].text, &later), Found::Nothing);
    }
}
