//! What a reply is, seen against the question.

use super::key::Key;
use super::reading::Reading;
use super::verdict::Verdict;
use crate::model::{Expects, Kind, Substance};

impl Key {
    /// What a reply is. Intake's word on it stands unless the reply itself says that it does not answer: that
    /// nobody knows, that nobody will say, that it stands elsewhere, or nothing of the kind that was asked for.
    #[must_use]
    pub fn substance(&self, reading: &Reading) -> Verdict<Substance> {
        let verdict = |code, confidence: u16, rule| Verdict {
            code,
            confidence,
            rule,
            spans: reading.near.clone(),
            other_spans: Vec::new(),
        };
        if reading.length == 0 {
            return verdict(Substance::OffPoint, 900, "empty");
        }
        let wanted = reading.located.iter().filter(|l| l.wanted).count();
        let figure = self.expects().is_some_and(is_figure);
        let taken = match reading.hint {
            None | Some(Kind::Answer) => Substance::Answer,
            Some(Kind::Partial) => Substance::Partial,
            Some(Kind::Acknowledgement | Kind::Autoreply | Kind::OutOfOffice) => {
                Substance::Acknowledgement
            }
            Some(Kind::Redirect) => Substance::Redirect,
            Some(Kind::Refusal) => Substance::Refusal,
            Some(Kind::Clarification) => Substance::Clarification,
            Some(_) => Substance::OffPoint,
        };
        let says_it = wanted > 0 && figure;
        if reading.not_known && !says_it && reading.states <= 6 {
            return verdict(Substance::NotKnown, 750, "not_known_words");
        }
        if reading.refuses && !says_it && taken != Substance::Acknowledgement {
            return verdict(Substance::Refusal, 700, "refusal_words");
        }
        match taken {
            // A short reply that gives a figure of the kind asked for answers.
            Substance::Acknowledgement | Substance::Redirect | Substance::Clarification
                if says_it && reading.length < 45 && !reading.elsewhere && reading.asks == 0 =>
            {
                verdict(Substance::Answer, 600, "gives_the_figure")
            }
            Substance::Answer if figure && wanted == 0 && reading.elsewhere => {
                verdict(Substance::Redirect, 650, "elsewhere_without_figure")
            }
            Substance::Answer
                if figure && wanted == 0 && reading.asks > 0 && reading.states <= 3 =>
            {
                verdict(Substance::Clarification, 600, "asks_without_figure")
            }
            Substance::Answer
                if reading.elsewhere
                    && reading.length < 40
                    && wanted == 0
                    && reading.stance.abs() < 2.0 =>
            {
                verdict(Substance::Redirect, 600, "elsewhere_and_short")
            }
            Substance::Answer
                if figure
                    && wanted == 0
                    && reading.named < 0.2
                    && reading.length > 15
                    && reading.stance > -1.5 =>
            {
                verdict(Substance::OffPoint, 550, "no_figure_and_far")
            }
            Substance::Answer if figure && wanted == 0 && reading.stance > -1.5 => {
                verdict(Substance::Partial, 500, "no_figure")
            }
            Substance::Answer if !figure && reading.named < 0.08 && reading.length > 40 => {
                verdict(Substance::OffPoint, 500, "far")
            }
            code => verdict(code, 700, "intake"),
        }
    }
}

/// Whether a figure, a day or a number answers.
pub(super) const fn is_figure(expects: Expects) -> bool {
    matches!(
        expects,
        Expects::Duration
            | Expects::Money
            | Expects::Date
            | Expects::Time
            | Expects::Weekdays
            | Expects::Phone
            | Expects::Percent
            | Expects::Count
    )
}
