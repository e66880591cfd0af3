//! Whether a factor shows in what came back.

use super::factor::Factor;
use super::flips::{Scored, test};
use super::{Check, Question, schedules, seed_of};
use crate::model::Channel;
use crate::score::Frame;
use crate::score::packed::listed;
use crate::score::statistics::Observation;

/// Whether the share answered, or the time to the answer, depends on a factor on a channel.
pub(super) fn on(
    frame: &Frame,
    coded: &[Option<u8>],
    check: Question,
    factor: Factor,
    channel: Channel,
    seed: u64,
) -> Check {
    let asked = frame.units().iter().zip(coded);
    let asked = asked.filter(|(unit, _)| unit.channel == channel);
    let scored = |unit: &crate::score::Unit, position: Option<u8>, value: f64| {
        Some(Scored {
            company: unit.company,
            stratum: factor.stratum(unit),
            level: factor.level(unit, position)?,
            value,
        })
    };
    let units = if check == Question::HoursToAnswer {
        let awaited = asked.filter_map(|(unit, position)| {
            Some((scored(unit, *position, 0.0)?, unit.answer.get()?))
        });
        let observed = listed(awaited.clone().map(|(_, observation)| observation));
        let mut units = listed(awaited.map(|(unit, _)| unit));
        log_rank_scores(&mut units, &observed);
        units
    } else {
        let delivered = asked.filter(|(unit, _)| unit.disposition.is_delivered());
        listed(delivered.filter_map(|(unit, position)| {
            let answered = f64::from(u8::from(unit.disposition.is_answered()));
            scored(unit, *position, answered)
        }))
    };
    let seed = seed_of(seed, check, factor, Some(channel));
    let found = match factor {
        Factor::Wording => schedules::test(frame, channel, units, seed),
        _ => test(units, false, seed),
    };
    Check::of(check, factor, Some(channel), &found)
}

/// Gives each enquiry its log-rank score within its stratum: 1 when it was answered, less the cumulated hazard (Nelson
/// and Aalen) of the time for which the answer was awaited. The sum over a level is what the log-rank test
/// calls observed less expected. R. Peto and J. Peto, "Asymptotically efficient rank invariant test procedures",
/// Journal of the Royal Statistical Society A 135 (1972), 185-207.
fn log_rank_scores(units: &mut [Scored<f64>], awaited: &[Observation]) {
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.sort_by(|a, b| {
        let stratum = units[*a].stratum.cmp(&units[*b].stratum);
        stratum.then(awaited[*a].hours.total_cmp(&awaited[*b].hours))
    });
    let mut rest = &order[..];
    while let Some(first) = rest.first() {
        let stratum = units[*first].stratum;
        let many = rest.partition_point(|place| units[*place].stratum == stratum);
        let (own, others) = rest.split_at(many);
        let (mut at_risk, mut hazard) = (own.len() as f64, 0.0);
        for tied in own.chunk_by(|a, b| awaited[*a].hours.total_cmp(&awaited[*b].hours).is_eq()) {
            let events = tied.iter().filter(|place| awaited[**place].event).count();
            hazard += events as f64 / at_risk;
            at_risk -= tied.len() as f64;
            for place in tied {
                let answered = f64::from(u8::from(awaited[*place].event));
                units[*place].value = answered - hazard;
            }
        }
        rest = others;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_rank_scores_are_the_observed_less_the_expected() {
        // Hazards: 1/5 at 1 h, plus 2/4 at 2 h, plus 1/1 at 5 h; a second stratum of two.
        let data = [
            (0, 2.0, true),
            (0, 1.0, true),
            (0, 2.0, true),
            (0, 3.0, false),
            (0, 5.0, true),
            (3, 1.0, false),
            (3, 9.0, true),
        ];
        let mut units: Vec<Scored<f64>> = data
            .iter()
            .map(|(stratum, ..)| Scored {
                company: 0,
                stratum: *stratum,
                level: 0,
                value: 0.0,
            })
            .collect();
        let awaited: Vec<Observation> = data
            .iter()
            .map(|&(_, hours, event)| Observation { hours, event })
            .collect();
        log_rank_scores(&mut units, &awaited);
        for (unit, expected) in units.iter().zip([0.3, 0.8, 0.3, -0.7, -0.7, 0.0, 0.0]) {
            let score = unit.value;
            assert!((score - expected).abs() < 1e-12, "{score} {expected}");
        }
    }
}
