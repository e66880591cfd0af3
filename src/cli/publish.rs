//! From the ledger to the report: the offline half of the pipeline.

use crate::error::Result;
use crate::model::Study;
use crate::report::{Audit, Package};
use crate::score::{self, Scorer};
use crate::store::Ledger;
use std::path::{Path, PathBuf};

/// Scores a wave and writes its report; gives back the files written. The same ledger gives the same
/// bytes: no clock is read, silence is counted up to the last look into the mailboxes.
pub(super) async fn publish(study: &Study, ledger: &Ledger, out: &Path) -> Result<Vec<PathBuf>> {
    let as_of = ledger
        .store()
        .collected_until()
        .await?
        .unwrap_or(study.wave.opens);
    let audit = audited(ledger).await?;
    let mut package = Package::create(out, study)?;
    let mut scorer = Scorer::new(study);
    ledger
        .cases(|case| {
            let row = score::row(study, &case, as_of);
            scorer.add(&row);
            package.enquiry(&row)?;
            for reply in &case.replies {
                package.answer(&row, reply)?;
            }
            Ok(())
        })
        .await?;
    package.finish(&scorer.finish(), &audit, as_of)
}

/// What the audits found.
async fn audited(ledger: &Ledger) -> Result<Audit> {
    let mut audit = Audit::default();
    for kept in ledger.store().profiles().await? {
        // Written by `shopper audit` from the same types; what an older program wrote otherwise is left out.
        if kept.network.is_none() {
            audit.presence.extend(
                serde_json::from_str(&kept.json)
                    .ok()
                    .map(|offered| (kept.company, offered)),
            );
        } else {
            audit
                .profiles
                .extend(serde_json::from_str::<crate::model::Audited>(&kept.json));
        }
    }
    Ok(audit)
}
