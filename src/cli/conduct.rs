//! How a wave was done, as its lock and its ledger know it, for the method appendix.

use crate::coding::agreement::Agreement;
use crate::coding::sheet::agreements;
use crate::error::Result;
use crate::fieldwork::coders;
use crate::model::{Criterion, Study};
use crate::plan;
use crate::report::method::{Agreed, Fieldwork};
use crate::store::Ledger;
use std::path::Path;

/// What is known. `dir` is the study's folder, where it has one; `by_people` is whether any code is a person's.
pub(super) async fn fieldwork(
    study: &Study,
    ledger: &Ledger,
    dir: Option<&Path>,
    by_people: bool,
) -> Result<Fieldwork> {
    let design = plan::design_hash(study);
    // A lock that cannot be read is told by the commands that need it.
    let lock = dir.and_then(|dir| plan::lock::read(dir).ok().flatten());
    let lock = lock
        .filter(|l| (&l.wave, &l.design, &l.plan) == (&study.wave.id, &design, &ledger.plan_hash));
    let agreement = if by_people {
        agreed(study, ledger).await?
    } else {
        Vec::new()
    };
    Ok(Fieldwork {
        design: Some(design),
        plan: Some(ledger.plan_hash.clone()),
        locked_at: lock.map(|l| l.locked_at),
        agreement,
    })
}

/// How far those who coded agree, on each criterion that at least two people coded.
async fn agreed(study: &Study, ledger: &Ledger) -> Result<Vec<Agreed>> {
    let units = coders::units(study, ledger, Criterion::ALL).await?;
    let mut rows = Vec::new();
    for found in agreements(&units, study.seed) {
        let row = |who, of: &Agreement| Agreed {
            criterion: found.criterion,
            who,
            people: found.coders.len() as u64,
            units: of.units,
            raw: of.raw.value,
            alpha: of.alpha.value,
            low: of.alpha.low,
            high: of.alpha.high,
            kappa: of.kappa.value,
        };
        if found.people.units > 0 {
            rows.push(row("people", &found.people));
        }
        let machines = found.machines.iter().filter(|m| m.agreement.units > 0);
        rows.extend(machines.map(|m| row(m.coder.kind(), &m.agreement)));
    }
    Ok(rows)
}
