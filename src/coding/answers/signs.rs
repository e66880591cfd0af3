//! The signs by which it is told what a reply is.

use super::key::Key;
use super::reading::Reading;
use super::substance::is_figure;
use crate::model::{Expects, Kind, Substance};

/// How many signs are looked at.
pub(super) const SIGNS: usize = 30;

/// What a reply can be, but for a part of an answer, in the order of the weights.
pub(super) const CODES: [Substance; 7] = [
    Substance::Answer,
    Substance::Acknowledgement,
    Substance::Redirect,
    Substance::Refusal,
    Substance::Clarification,
    Substance::OffPoint,
    Substance::NotKnown,
];

/// A row for each sign: how much it speaks for each code but the first, against the first. Learnt by logistic
/// regression on the half of the labelled answers that is for development.
#[rustfmt::skip]
const WEIGHTS: [[f32; 6]; SIGNS] = [
    [-2.50, -2.54, -3.05, -2.85, -1.48, -3.04],
    [0.34, 0.27, -0.03, 0.01, -0.32, -0.03],
    [2.81, 0.33, 0.35, 1.19, -0.06, 1.00],
    [0.28, 1.89, 0.79, 0.04, -0.40, 0.25],
    [0.05, 0.19, 1.71, 0.30, 0.04, 0.40],
    [-0.06, -0.23, 0.15, 1.83, 0.44, 0.17],
    [-1.35, -1.18, -1.32, -1.40, -1.02, -1.31],
    [1.16, 1.39, 1.11, 1.02, 0.92, 1.17],
    [0.12, -0.22, -0.20, -0.49, 0.16, -0.23],
    [-0.25, -0.05, -0.34, -0.01, 0.35, -0.08],
    [-0.07, 0.0, 0.54, 0.46, 0.59, 0.41],
    [-0.06, 0.73, 0.07, 0.56, 0.15, -0.03],
    [-1.64, -0.66, -1.00, -1.46, -1.30, -0.68],
    [-1.67, -1.26, -1.22, -1.45, -1.32, -0.71],
    [0.38, 0.73, 1.36, 0.84, 0.43, 3.85],
    [0.59, 0.84, 3.39, 0.75, 0.47, 0.81],
    [-0.36, 1.67, 0.54, 0.26, 0.0, -0.92],
    [2.59, -0.18, 0.22, 0.38, 0.20, 0.31],
    [0.42, 0.46, 0.60, 3.23, 0.15, 0.54],
    [0.44, 0.63, 0.42, 2.64, 1.36, 0.63],
    [-0.23, 0.10, 0.25, 0.16, 0.18, 1.93],
    [0.19, -0.05, 1.82, 0.20, 0.21, 0.06],
    [-0.69, 1.04, -0.62, -0.37, -0.05, -0.53],
    [0.96, -0.16, -0.09, 0.11, -0.04, 0.16],
    [-0.07, -0.55, -0.93, -0.74, 0.32, -0.54],
    [0.77, 0.82, 1.06, 0.75, 0.50, 1.33],
    [-0.43, -0.60, -0.34, -0.77, -0.16, -0.14],
    [-0.69, -1.10, -0.62, -0.67, -0.45, -0.39],
    [0.15, 0.70, 0.43, 1.01, -0.63, 0.78],
    [1.95, 1.15, 2.39, 0.86, 0.16, 1.75],
];

/// How likely each of [`CODES`] is.
pub(super) fn odds(signs: &[f32; SIGNS]) -> [f32; 7] {
    let mut sums = [0.0f32; 7];
    for (sign, row) in signs.iter().zip(&WEIGHTS) {
        for (sum, weight) in sums[1..].iter_mut().zip(row) {
            *sum += sign * weight;
        }
    }
    let most = sums.iter().copied().fold(0.0, f32::max);
    let shares = sums.map(|s| (s - most).exp());
    let all: f32 = shares.iter().sum();
    shares.map(|s| s / all)
}

impl Key {
    /// The signs of a reply, for weighing and for learning the weights.
    #[doc(hidden)]
    #[must_use]
    pub fn signs(&self, reading: &Reading) -> [f32; SIGNS] {
        let is = |yes: bool| if yes { 1.0 } else { 0.0 };
        let few = |n: usize| n.min(4) as f32 / 2.0;
        let figure = self.expects().is_some_and(is_figure);
        let yes_no = self.expects() == Some(Expects::YesNo);
        let wanted = || reading.located.iter().filter(|l| l.wanted);
        let best = wanted()
            .filter(|l| !l.aside)
            .max_by(|x, y| x.share.total_cmp(&y.share));
        let hint = |kinds: &[Kind]| is(reading.hint.is_some_and(|h| kinds.contains(&h)));
        let states = (reading.states.max(1)) as f32;
        let roles = &reading.roles;
        let said = roles.not_known + roles.refuses + roles.elsewhere + roles.holding;
        [
            1.0,
            hint(&[Kind::Partial]),
            hint(&[Kind::Acknowledgement, Kind::Autoreply, Kind::OutOfOffice]),
            hint(&[Kind::Redirect]),
            hint(&[Kind::Refusal]),
            hint(&[Kind::Clarification]),
            is(figure && best.is_some()),
            is(figure && wanted().next().is_none()),
            is(figure && best.is_none() && wanted().next().is_some()),
            best.filter(|_| figure).map_or(0.0, |l| l.near),
            best.filter(|_| figure).map_or(0.0, |l| l.foreign.min(3.0)),
            is(yes_no),
            reading.named,
            roles.plain_near,
            is(roles.not_known > 0),
            is(roles.refuses > 0),
            is(roles.elsewhere > 0),
            is(roles.holding > 0),
            is(roles.asks_back > 0),
            is(reading.asks > 0),
            roles.not_known as f32 / states,
            roles.refuses as f32 / states,
            roles.elsewhere as f32 / states,
            roles.holding as f32 / states,
            few(roles.plain),
            (reading.length as f32 + 1.0).ln() / 2.0 - 1.5,
            is(yes_no) * reading.stance.abs() / 2.0,
            is(yes_no && roles.opens),
            is(roles.plain == 0),
            few(said),
        ]
    }
}
