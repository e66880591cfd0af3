//! The signs by which it is told what a reply is.

use super::key::Key;
use super::reading::Reading;
use super::substance::is_figure;
use crate::model::{Expects, Kind};

/// How many signs are looked at.
pub(super) const SIGNS: usize = 33;

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
