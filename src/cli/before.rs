//! The waves before the one that is reported, as far as anybody named one, or their reports lie beside its own.

use super::gate::Earlier;
use crate::model::Study;
use crate::report::{Before, Last, followed, history};
use crate::score::Scores;
use crate::score::compare::{self, Design, Options, Published, Refusal, Topic};
use crate::score::consistency::Agreement;
use jiff::Timestamp;
use std::path::PathBuf;

/// The waves before the one that is reported.
#[derive(Debug, Default)]
pub(super) struct EarlierWaves {
    /// The one that somebody named.
    pub named: Option<Earlier>,
    /// Whether the gate holds the wave against that one.
    pub gates: bool,
    /// The study's folder, in which the reports of earlier waves are looked for. `None` of simulated companies: what
    /// real ones did says nothing about them.
    pub dir: Option<PathBuf>,
    /// The folder of the audience in a report's; empty for the team. Only reports for the same audience are compared
    /// unasked: in those companies bear the same numbers.
    pub below: String,
}

impl EarlierWaves {
    /// The wave against which the gate holds this one.
    pub(super) fn of_gate(&self) -> Option<&Earlier> {
        self.named.as_ref().filter(|_| self.gates)
    }

    /// What is known of them, for the report: the wave that was named, else the newest before this one, compared by
    /// the usual family of numbers and not the gate's. `hides` is whether companies bear numbers: then nothing is said
    /// that could name one of an earlier wave.
    pub(super) fn known(
        &self,
        study: &Study,
        scores: &Scores,
        agreements: &[Agreement],
        as_of: Timestamp,
        hides: bool,
    ) -> Before {
        let this = Design::of(study, &scores.frame, as_of);
        let folder = self
            .dir
            .as_ref()
            .map(|dir| dir.join("reports").join(&study.id));
        let (waves, unread) = folder
            .map(|folder| history(&folder, &self.below, &this, &followed()))
            .unwrap_or_default();
        let newest;
        let base = match (&self.named, waves.last()) {
            (Some(named), _) => Some(named),
            (None, Some(past)) => {
                newest = Published::read(&past.folder).map_err(|error| {
                    let why = error.to_string();
                    let why = why.lines().next().unwrap_or_default();
                    // Where it lies on this machine is nothing for a report.
                    let folder = past.folder.display().to_string();
                    why.replace(&folder, &past.design.wave)
                });
                Some(&newest)
            }
            (None, None) => None,
        };
        let last = match base {
            None => Last::Nothing,
            Some(Err(why)) => Last::Unread(why.clone()),
            Some(Ok(base)) => {
                let head = Published {
                    design: this,
                    frame: scores.frame.clone(),
                    agreements: agreements.to_vec(),
                };
                match compare::compare(base, &head, &Options::default()) {
                    Ok(mut comparison) => {
                        if hides {
                            comparison.notes.clear();
                        }
                        Last::Compared(Box::new(comparison))
                    }
                    Err(refused) => Last::Apart(base.design.name(), told(refused, hides)),
                }
            }
        };
        Before {
            last,
            waves,
            unread,
        }
    }
}

/// What may be told of differences between two designs: where companies bear numbers, not the ids of others.
pub(super) fn told(refused: Vec<Refusal>, hides: bool) -> Vec<Refusal> {
    if !hides {
        return refused;
    }
    let mut told: Vec<Refusal> = Vec::new();
    for refusal in refused {
        let refusal = match refusal.topic() {
            Topic::Panel => Refusal::Companies,
            _ => refusal,
        };
        if !told.contains(&refusal) {
            told.push(refusal);
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::compare::Which;

    #[test]
    fn where_companies_bear_numbers_no_other_is_named() {
        let only = |wave, id: &str| Refusal::CompaniesOf(wave, vec![id.to_owned()]);
        let refused = vec![
            Refusal::CutOff { base: 1, head: 2 },
            only(Which::Base, "acme"),
            only(Which::Head, "company-7"),
        ];
        assert_eq!(told(refused.clone(), false), refused);
        let told = told(refused, true);
        assert_eq!(told.len(), 2);
        assert!(!told.iter().any(|r| r.to_string().contains("acme")));
    }
}
