//! The codes that count of one answer, as numbers.

use crate::model::{Case, Coding, Criterion, Scale};
use std::fmt;

/// The codes that count of one answer, one a criterion. Words are kept as their place on the criterion's scale, so
/// that a million enquiries stay small.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Codes {
    /// By criterion, of those whose scale is short.
    short: [u8; Criterion::ALL.len()],
    /// Of those that count without end, see [`long`].
    long: [u16; 2],
}

/// The place of a criterion among those that count without end.
const fn long(criterion: Criterion) -> Option<usize> {
    match criterion {
        Criterion::GrammarSlips => Some(0),
        Criterion::Words => Some(1),
        _ => None,
    }
}

/// Greater numbers, such as the words of an answer without end, are kept as this one.
const MOST: u16 = 32_000;
const NONE: u8 = u8::MAX;
const NONE_LONG: u16 = u16::MAX;

impl Default for Codes {
    fn default() -> Self {
        Self {
            short: [NONE; Criterion::ALL.len()],
            long: [NONE_LONG; 2],
        }
    }
}

impl fmt::Debug for Codes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = Criterion::ALL.iter().filter_map(|criterion| {
            let number = || self.number(*criterion).map(|number| number.to_string());
            let code = self.word(*criterion).map(str::to_owned).or_else(number);
            Some((criterion.as_str(), code?))
        });
        f.debug_map().entries(known).finish()
    }
}

impl Codes {
    /// The codes of a case's answer; `counts` says which codings may count.
    #[must_use]
    pub fn of(case: &Case, counts: impl Fn(&Coding) -> bool) -> Self {
        let mut codes = Self::default();
        let Some(reply) = case.coded_reply().filter(|_| !case.codings.is_empty()) else {
            return codes;
        };
        // The same as `Case::code_with` on each criterion, in one go: a million cases have ten codes each.
        let mut best: [Option<&Coding>; Criterion::ALL.len()] = Default::default();
        let of_reply = |c: &&Coding| c.other.is_none() && c.inbounds.0 == reply.inbound;
        for coding in case.codings.iter().filter(of_reply).filter(|c| counts(c)) {
            let place = &mut best[coding.criterion as usize];
            if place.is_none_or(|before| before.weight() <= coding.weight()) {
                *place = Some(coding);
            }
        }
        for coding in best
            .into_iter()
            .flatten()
            .filter(|c| !c.criterion.is_of_pairs())
        {
            codes.set(coding.criterion, &coding.code);
        }
        codes
    }

    /// Sets a code; what the criterion does not know is left out, as is what says that it does not apply.
    pub fn set(&mut self, criterion: Criterion, code: &str) {
        let place = match criterion.scale() {
            Scale::Nominal(words) => words.iter().position(|word| *word == code && code != "na"),
            Scale::Interval(..) => code.parse::<u32>().ok().map(|number| number as usize),
        };
        if let Some(at) = long(criterion) {
            let most = |number| u16::try_from(number).unwrap_or(MOST).min(MOST);
            self.long[at] = place.map_or(NONE_LONG, most);
        } else {
            let most = |number| u8::try_from(number).unwrap_or(NONE - 1).min(NONE - 1);
            self.short[criterion as usize] = place.map_or(NONE, most);
        }
    }

    /// What was kept: a number, or the place of a word on the scale.
    fn get(&self, criterion: Criterion) -> Option<u16> {
        match long(criterion) {
            Some(at) => Some(self.long[at]).filter(|kept| *kept != NONE_LONG),
            None => Some(self.short[criterion as usize])
                .filter(|kept| *kept != NONE)
                .map(u16::from),
        }
    }

    /// The word that was given on a criterion whose codes are words.
    #[must_use]
    pub fn word(&self, criterion: Criterion) -> Option<&'static str> {
        let Scale::Nominal(words) = criterion.scale() else {
            return None;
        };
        words.get(usize::from(self.get(criterion)?)).copied()
    }

    /// The number that was given on a criterion whose codes are numbers.
    #[must_use]
    pub fn number(&self, criterion: Criterion) -> Option<f64> {
        let kept = self.get(criterion).map(f64::from);
        kept.filter(|_| matches!(criterion.scale(), Scale::Interval(..)))
    }

    /// Whether the code is *yes*, of a criterion that asks so.
    #[must_use]
    pub fn yes(&self, criterion: Criterion) -> Option<bool> {
        match self.word(criterion)? {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_kept_and_given_back() {
        let mut codes = Codes::default();
        for criterion in Criterion::ALL {
            assert_eq!(
                (codes.word(*criterion), codes.number(*criterion)),
                (None, None)
            );
        }
        codes.set(Criterion::Correct, "wrong");
        codes.set(Criterion::Apology, "no");
        codes.set(Criterion::Empathy, "perhaps");
        codes.set(Criterion::Rating, "10");
        codes.set(Criterion::Words, "900000");
        assert_eq!(codes.word(Criterion::Correct), Some("wrong"));
        assert_eq!(codes.yes(Criterion::Apology), Some(false));
        assert_eq!(codes.yes(Criterion::Empathy), None);
        assert_eq!(codes.number(Criterion::Rating), Some(10.0));
        assert_eq!(codes.number(Criterion::Words), Some(32_000.0));
        codes.set(Criterion::GrammarSlips, "300");
        assert_eq!(codes.number(Criterion::GrammarSlips), Some(300.0));
        let shown = format!("{codes:?}");
        assert!(shown.starts_with("{\"correct\": \"wrong\", "), "{shown}");
        assert!(shown.contains("\"rating\": \"10\""), "{shown}");
        assert!(!shown.contains("empathy"), "{shown}");
    }

    #[test]
    fn a_scale_that_is_kept_short_is() {
        for criterion in Criterion::ALL.iter().filter(|c| long(**c).is_none()) {
            let last = match criterion.scale() {
                Scale::Nominal(words) => words.len() - 1,
                Scale::Interval(_, last) => last as usize,
            };
            assert!(last < usize::from(NONE), "{criterion}");
        }
    }
}
