//! The waves before the one that is reported, as far as anybody named one, or their reports lie beside its own.

use super::gate::Earlier;
use crate::model::Study;
use crate::report::{Before, Last, followed, history};
use crate::score::Scores;
use crate::score::compare::{self, Design, Options, Published};
use crate::score::consistency::Agreement;
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// The waves before the one that is reported.
#[derive(Debug, Default)]
pub(super) struct EarlierWaves {
    /// The one against which the gate holds it.
    pub gate: Option<Earlier>,
    /// The one that somebody named, whether or not the gate needs it.
    pub named: Option<String>,
    /// The study's folder, in which reports are looked for. `None`: a simulation, which is held only against what is
    /// named.
    pub dir: Option<PathBuf>,
}

impl EarlierWaves {
    /// The same for simulated companies: what real ones did in earlier waves says nothing about them.
    pub(super) fn of_simulation(mut self, dir: &Path) -> Self {
        if self.gate.is_none() {
            self.gate = self.named.take().map(|name| Err(name));
        }
        let _ = dir;
        self.dir = None;
        self
    }

    /// What is known of them, for the report: compared by the usual family of numbers, not the gate's.
    pub(super) fn known(
        &self,
        study: &Study,
        scores: &Scores,
        agreements: &[Agreement],
        as_of: Timestamp,
    ) -> Before {
        let this = Design::of(study, &scores.frame, as_of);
        let folder = self.dir.as_ref().map(|dir| dir.join("reports").join(&study.id));
        let (waves, unread) = folder
            .map(|folder| history(&folder, &this, &followed()))
            .unwrap_or_default();
        let read;
        let base = match (&self.gate, waves.last()) {
            (Some(earlier), _) => Some(earlier),
            (None, Some(past)) => {
                read = Published::read(&past.folder).map_err(|e| e.to_string());
                Some(&read)
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
                    Ok(comparison) => Last::Compared(Box::new(comparison)),
                    Err(refused) => Last::Apart(base.design.name(), refused),
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
