//! Whether a reply words what is known to be right: one number, from nothing to one.

use super::judge::Known;
use super::key::Key;
use super::overlap::{bigrams, denied, found, initials, phrase, told, within};
use super::reading::Reading;
use super::said::{Sort, Word};
use super::substance::code;
use super::verdict::{Verdict, thousandths};
use super::wording::{both, figures, is, letters, likely, ln, recall, share};
use crate::model::{Correctness, Substance};

/// How many signs of a reply against a reference are looked at.
const SIGNS: usize = 44;

/// How much each sign speaks for it. Learnt by logistic regression: `benches/answers_words.py`.
#[rustfmt::skip]
const WEIGHTS: [f32; SIGNS] = [
    -4.47, 0.30, 0.76, -0.32, 0.42, 1.05, 0.25, 0.75,
    2.50, 0.98, -0.08, 0.12, 0.34, -1.25, 0.31, 1.44,
    0.08, 1.11, -0.33, 0.74, -1.92, 0.40, 1.64, 0.63,
    0.34, -0.37, 2.19, 1.61, 0.02, 0.26, -0.72, 0.62,
    -0.45, -1.99, -0.41, 1.20, -0.71, -0.41, 0.16, -0.66,
    0.30, -0.60, -0.89, -0.10,
];

/// A reply is right, or wrong, by its words alone where it is likelier than this that it is right, or less likely.
const RIGHT: f32 = 0.9;
const WRONG: f32 = 0.1;
/// A reference of no more words that say something is a name, a place, a year and the like.
const BRIEF: usize = 3;

fn is_brief(reference: &Reading) -> bool {
    told(&reference.said).count() <= BRIEF
}

impl Key {
    /// How likely a reply is right, 0 to 1; `None` where nothing is known to be right. One number for every reply, in which
    /// less is less likely: what [`Key::judge`] says of the facts, and how its words stand to the reference. The latter leads where
    /// a short answer of fact was asked for (a name, a place, a year, a list), the former where facts are typed.
    #[must_use]
    pub fn right(&self, known: &Known, reading: &Reading) -> Option<f32> {
        let words = self.words_right(known, reading)?;
        let verdict = self.judge_facts(known, reading);
        let says = match verdict.code {
            Correctness::Correct => 1.0,
            Correctness::Partly => 0.5,
            Correctness::Wrong => -1.0,
            Correctness::NotApplicable | Correctness::Unsure => 0.0,
        };
        let says = says * f32::from(verdict.confidence) / 1000.0;
        Some(both(words, says * self.trust()))
    }

    /// How likely a reply words one of the right answers.
    pub(super) fn words_right(&self, known: &Known, reading: &Reading) -> Option<f32> {
        let each = known
            .right
            .iter()
            .map(|one| likely(&self.right_signs(reading, one), &WEIGHTS));
        each.reduce(f32::max)
    }

    /// The verdict of words alone on a reply to a question for a short answer of fact; `None` where words do not tell. Words
    /// alone never judge a yes or no, a typed figure, or a reference that is a sentence.
    pub(super) fn judge_words(
        &self,
        known: &Known,
        reading: &Reading,
    ) -> Option<Verdict<Correctness>> {
        if !known.rejects_none() || self.is_typed() || !known.right.iter().any(is_brief) {
            return None;
        }
        let right = self.words_right(known, reading)?;
        let answers = matches!(code(reading), Substance::Answer | Substance::Partial);
        let (code, sure, rule) = if right > RIGHT {
            (Correctness::Correct, right, "words_of_reference")
        } else if right < WRONG && answers {
            (Correctness::Wrong, 1.0 - right, "other_words")
        } else {
            return None;
        };
        Some(Verdict {
            code,
            confidence: thousandths(sure),
            rule,
            spans: reading.near.clone(),
            other_spans: Vec::new(),
        })
    }

    /// The signs of a reply against a reference, for weighing and for learning the weights.
    #[doc(hidden)]
    #[must_use]
    pub fn right_signs(&self, reply: &Reading, reference: &Reading) -> [f32; SIGNS] {
        let (gold, said) = (&reference.said, &reply.said);
        let novel = |w: &Word| !w.asked && !w.is_idle();
        let any_novel = gold.words.iter().any(novel);
        let counts = |w: &Word| if any_novel { novel(w) } else { !w.is_idle() };
        let at = phrase(gold, said);
        let words: Vec<usize> = (0..gold.words.len())
            .filter(|n| counts(&gold.words[*n]))
            .collect();
        let how = |n: Option<&usize>| n.and_then(|n| found(gold, *n, said)).map_or(0.0, |f| f.1);
        let first_place = words
            .iter()
            .filter_map(|n| found(gold, *n, said))
            .map(|(place, _)| place)
            .min();
        let place = at.or(first_place);
        let ahead = place.map_or(said.words.len(), |p| {
            said.words[..p].iter().filter(|w| w.is_key()).count()
        });
        let last_name = |w: &Word| w.sort == Sort::Name && counts(w);
        let (numbers, there) = figures(gold, said, |w| w.is_figure() && counts(w));
        let (years, years_there) = figures(gold, said, |w| w.is_year() && counts(w));
        let others = said
            .words
            .iter()
            .filter(|w| w.is_figure() && !w.asked && gold.find(w.hash).is_none())
            .count();
        let other_years = said
            .words
            .iter()
            .any(|w| w.is_year() && !w.asked && gold.find(w.hash).is_none());
        let all_figures = numbers > 0 && words.len() == numbers;
        let exact = recall(gold, said, counts, true);
        let like = recall(gold, said, counts, false);
        let brief = told(said).count() <= 6;
        let equal = gold.letters == said.letters;
        let inside = recall(said, gold, novel, false);
        let [when, many, who, place_asked, which] = self.asks;
        let partial = within(&letters(gold), &said.letters);
        let denies = place.is_some_and(|p| denied(said, p));
        [
            1.0,
            is(at.is_some()),
            exact,
            like,
            is(exact >= 0.999),
            is(like < 0.01),
            how(words.first()),
            how(words.last()),
            partial,
            is(partial >= 0.99),
            (partial - 0.5).max(0.0) * 2.0,
            is(numbers > 0),
            share(there as f32, numbers as f32),
            is(numbers > there),
            is(numbers > 0 && there == 0 && others > 0),
            is(numbers > 0 && there == 0 && others == 0),
            is(all_figures && there == numbers),
            is(all_figures && there < numbers),
            is(years > 0 && years_there == years),
            is(years > years_there),
            is(years > years_there && other_years),
            recall(gold, said, last_name, false),
            inside,
            recall(said, gold, Word::is_key, false),
            is(brief) * inside,
            is(brief) * like,
            is(equal),
            ln(said.words.len()) / 4.0,
            ln(gold.words.len()) / 3.0,
            ln(words.len()) / 3.0,
            ln(ahead) / 3.0,
            is(place.is_some_and(|p| said.words[p].sentence == 0)),
            is(said.doubts),
            is(denies),
            is(initials(gold, said) || initials(said, gold)),
            bigrams(gold, said),
            is(!any_novel),
            is(when),
            is(many),
            is(who),
            is(place_asked),
            is(which),
            is(reply.roles.not_known + reply.roles.refuses + reply.roles.elsewhere > 0),
            is(others > 0),
        ]
    }
}
