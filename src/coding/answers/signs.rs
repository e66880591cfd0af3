//! The signs by which it is told what a reply is.

use super::key::Key;
use super::reading::Reading;
use super::substance::is_figure;
use crate::model::{Expects, Kind, Substance};

/// How many signs are looked at.
pub(super) const SIGNS: usize = 33;

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
/// regression on the half of the labelled answers that is for development: `benches/answers_weigh.py`.
#[rustfmt::skip]
const WEIGHTS: [[f32; 6]; SIGNS] = [
    [-1.97, -2.22, -2.90, -2.46, -0.92, -2.65],
    [0.36, 0.27, -0.05, 0.01, -0.34, -0.04],
    [2.84, 0.24, 0.27, 1.17, -0.24, 0.93],
    [0.28, 1.97, 0.89, -0.02, -0.55, 0.20],
    [0.02, 0.22, 1.97, 0.36, 0.09, 0.46],
    [-0.22, -0.38, 0.06, 1.75, 0.32, 0.04],
    [-1.92, -1.85, -1.93, -1.89, -1.87, -1.91],
    [0.75, 1.07, 0.72, 0.81, 0.45, 0.88],
    [0.03, -0.32, -0.30, -0.64, 0.06, -0.34],
    [-0.28, -0.20, -0.43, 0.11, 0.42, -0.14],
    [0.0, 0.29, 0.53, 0.65, 0.72, 0.39],
    [-0.25, 0.84, 0.13, 0.61, 0.26, 0.02],
    [-0.81, -0.07, -0.28, -0.60, -0.63, 0.01],
    [-1.11, -0.91, -0.73, -0.76, -0.93, -0.27],
    [0.30, 0.68, 1.41, 0.83, 0.31, 4.03],
    [0.55, 0.87, 3.54, 0.77, 0.45, 0.82],
    [-0.28, 1.77, 0.65, 0.38, 0.08, -1.02],
    [2.54, -0.38, 0.08, 0.25, 0.01, 0.20],
    [0.48, 0.48, 0.65, 3.63, 0.11, 0.58],
    [0.34, 0.60, 0.29, 2.66, 1.36, 0.56],
    [-0.31, 0.09, 0.21, 0.15, 0.15, 2.05],
    [0.20, -0.10, 1.89, 0.22, 0.23, 0.09],
    [-0.75, 1.10, -0.67, -0.38, 0.02, -0.53],
    [1.10, -0.13, -0.05, 0.18, 0.0, 0.26],
    [0.18, -0.45, -0.84, -0.54, 0.49, -0.32],
    [0.81, 0.86, 1.06, 0.77, 0.56, 1.45],
    [-0.70, -0.50, -0.36, -0.74, -0.05, -0.10],
    [-0.59, -1.23, -0.56, -0.66, -0.44, -0.40],
    [0.21, 0.71, 0.48, 1.10, -0.72, 0.86],
    [2.01, 1.11, 2.46, 0.87, 0.04, 1.75],
    [-1.75, -1.11, -1.18, -1.35, -2.25, -0.92],
    [-0.94, -0.39, -0.30, -1.03, -0.40, -0.99],
    [0.94, 0.90, 1.14, 0.56, 1.30, 1.04],
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
            is(yes_no && roles.opens != 0),
            is(roles.plain == 0),
            few(said),
            reading.covered,
            reading.heaviest,
            is(figure) * reading.heaviest,
        ]
    }
}
