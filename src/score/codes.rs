//! The codes that count of one answer, as numbers.

use crate::model::{Case, Coding, Criterion, Scale};

/// The codes that count of one answer, one a criterion. Words are kept as their place on the criterion's scale, so
/// that a million enquiries stay small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Codes([i16; Criterion::ALL.len()]);

/// Greater numbers, such as the words of an answer without end, are kept as this one.
const MOST: i16 = 32_000;
const NONE: i16 = -1;

impl Default for Codes {
    fn default() -> Self {
        Self([NONE; Criterion::ALL.len()])
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
        self.0[criterion as usize] = match criterion.scale() {
            Scale::Nominal(words) => words
                .iter()
                .position(|word| *word == code && code != "na")
                .and_then(|place| i16::try_from(place).ok())
                .unwrap_or(NONE),
            Scale::Interval(..) => code.parse::<u32>().map_or(NONE, |number| {
                i16::try_from(number).unwrap_or(MOST).min(MOST)
            }),
        };
    }

    /// The word that was given on a criterion whose codes are words.
    #[must_use]
    pub fn word(&self, criterion: Criterion) -> Option<&'static str> {
        let Scale::Nominal(words) = criterion.scale() else {
            return None;
        };
        words
            .get(usize::try_from(self.0[criterion as usize]).ok()?)
            .copied()
    }

    /// The number that was given on a criterion whose codes are numbers.
    #[must_use]
    pub fn number(&self, criterion: Criterion) -> Option<f64> {
        let kept = self.0[criterion as usize];
        (matches!(criterion.scale(), Scale::Interval(..)) && kept != NONE).then(|| f64::from(kept))
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
    }
}
