//! Opening a wave in the ledger, once, under the lock that a person signed off.

use crate::error::{Error, Result};
use crate::model::Study;
use crate::plan::{self, Plan};
use crate::store::{EnquiryText, Ledger, NewWave, Store};
use jiff::Timestamp;
use rand::Rng;

/// The wave of a study in its ledger: the one that was opened before, or a new one with all
/// enquiries of the plan. `key` is the secret that makes the tokens; a new wave draws one when
/// `None` is given.
///
/// # Errors
/// [`Error::Refused`] when the wave was opened under another plan.
pub async fn open_wave(
    store: &Store,
    study: &Study,
    plan: &Plan,
    key: Option<[u8; 32]>,
    now: Timestamp,
) -> Result<Ledger> {
    if let Some(ledger) = store.wave(&study.wave.id).await? {
        if ledger.plan_hash != plan.hash {
            return Err(Error::Refused {
                message: format!(
                    "wave {} was opened under another plan; its enquiries have been sent under that one",
                    study.wave.id
                ),
                hint: "put the study files back as they were locked, or give the changed design a \
                       new [wave] id and lock it"
                    .to_owned(),
            });
        }
        return Ok(ledger);
    }
    let key = key.unwrap_or_else(|| {
        let mut key = [0; 32];
        rand::rng().fill_bytes(&mut key);
        key
    });
    let design_hash = plan::design_hash(study);
    let wave = NewWave {
        name: &study.wave.id,
        study: &study.id,
        design_hash: &design_hash,
        plan_hash: &plan.hash,
        token_key: &key,
        opens: study.wave.opens,
        closes: study.wave.closes(),
        at: now,
    };
    store
        .open_wave(&wave, &plan.enquiries, |enquiry| {
            let name = enquiry.id(study);
            EnquiryText {
                token: plan::token(&key, &name),
                contact: enquiry
                    .company(study)
                    .contact_point(enquiry.channel)
                    .map(str::to_owned),
                subject: enquiry.render(study).subject,
                name,
            }
        })
        .await
}
