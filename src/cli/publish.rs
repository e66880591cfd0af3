//! From the ledger to the report: the offline half of the pipeline.

use super::before::EarlierWaves;
use super::conduct;
use super::gate::{Judged, judged};
use crate::coding::llm;
use crate::error::Result;
use crate::fieldwork::audit::SiteLook;
use crate::fieldwork::coding;
use crate::model::{Audited, Channel, Coder, Coding, Company, Study, Trusted, Visit, plain_handle};
use crate::report::{Audit, Home, Package};
use crate::score::consistency::Consistency;
use crate::score::{self, Background, Effort, Scorer};
use crate::store::Ledger;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A report that was written.
pub(super) struct Written {
    pub files: Vec<PathBuf>,
    pub gate: Judged,
}

/// Scores a wave, holds it against its gate and an earlier wave, and writes its report. The same ledger gives the same
/// bytes: no clock is read, silence is counted up to the last look into the mailboxes.
pub(super) async fn publish(
    study: &Study,
    ledger: &Ledger,
    out: &Path,
    earlier: &EarlierWaves,
) -> Result<Written> {
    publish_as(study, ledger, out, &HashMap::new(), earlier).await
}

/// The same, with the origins of sites on this machine, such as `http://127.0.0.1:8000`, as those that they
/// stand in for: in a simulation they are others at each run.
pub(super) async fn publish_as(
    study: &Study,
    ledger: &Ledger,
    out: &Path,
    origins: &HashMap<String, String>,
    earlier: &EarlierWaves,
) -> Result<Written> {
    let as_of = ledger
        .store()
        .collected_until()
        .await?
        .unwrap_or(study.wave.opens);
    let audit = audited(study, ledger).await?;
    let mut package = Package::create(out, study)?;
    let mut background = Background::new(study, &audit.profiles, as_of);
    ledger
        .records(Channel::WebSearch, |enquiry, at, record| {
            // A visit that a later program wrote otherwise is left out of the table, not out of the ledger.
            let Ok(mut visit) = serde_json::from_slice::<Visit>(record) else {
                return Ok(());
            };
            if let Some(shown) = stands_for(&visit.address, origins) {
                visit.address = shown;
            }
            let effort = Effort {
                clicks: visit.clicks,
                seconds: visit.seconds,
            };
            background.efforts.insert(enquiry.seq, effort);
            package.visit(&enquiry, at, &visit)
        })
        .await?;
    let notices = ledger.notices().await?;
    background.noticed = notices.iter().map(|n| n.enquiry).collect();
    let mut wave = Scorer::new(study);
    wave.audited(&audit.profiles);
    let mut consistency = Consistency::default();
    let trusted = trusted(study, ledger).await?;
    let counts = |coding: &Coding| trusted.counts(coding);
    // What is not coded yet is coded on the way, so that the ledger is read once.
    let mut by_people = false;
    coding::each_coded(study, ledger, as_of, |case| {
        by_people |= case
            .codings
            .iter()
            .any(|c| matches!(c.coder, Coder::Human(_)));
        let row = score::row_with(&background, &case, counts);
        wave.add(&row);
        package.codings(&case, counts)?;
        package.enquiry(&row)?;
        for reply in &case.replies {
            package.answer(&row, reply)?;
        }
        consistency.add(case, counts);
        Ok(())
    })
    .await?;
    let agreements = consistency.finish(counts);
    let scores = wave.finish(&agreements);
    let gate = judged(study, &scores, &agreements, earlier.of_gate(), as_of);
    if let Judged::Done { verdicts, .. } = &gate {
        package.gate(verdicts.clone());
    }
    let conduct = conduct::fieldwork(study, ledger, earlier.dir.as_deref(), by_people);
    package.fieldwork(conduct.await?);
    package.before(earlier.known(study, &scores, &agreements, as_of));
    Ok(Written {
        files: package.finish(&scores, &agreements, &audit, as_of)?,
        gate,
    })
}

/// What a language model says that may count: where its agreement with people is known in this wave, and good enough.
async fn trusted(study: &Study, ledger: &Ledger) -> Result<Trusted> {
    let Some(coder) = &study.llm else {
        return Ok(Trusted::nothing());
    };
    let mut codings: Vec<Coding> = Vec::new();
    let tells = |c: &Coding| !matches!(c.coder, Coder::Rules | Coder::Model);
    ledger
        .cases(|case| {
            codings.extend(case.codings.into_iter().filter(tells));
            Ok(())
        })
        .await?;
    Ok(llm::trusted(&codings, coder.bar, coder.least_units))
}

/// An address with the origin for which its own stands in.
fn stands_for(address: &str, origins: &HashMap<String, String>) -> Option<String> {
    let host = address.find("://")? + 3;
    let end = address[host..]
        .find('/')
        .map_or(address.len(), |at| host + at);
    let origin = origins.get(&address[..end])?;
    Some(format!(
        "{}{}",
        origin.trim_end_matches('/'),
        &address[end..]
    ))
}

/// What the newest audits found, of what the panel names now.
async fn audited(study: &Study, ledger: &Ledger) -> Result<Audit> {
    let companies = study
        .panel
        .iter()
        .map(|company| (company.id.as_str(), company));
    let companies: HashMap<&str, &Company> = companies.collect();
    let mut audit = Audit::default();
    let mut sites: HashMap<String, SiteLook> = HashMap::new();
    for kept in ledger.store().profiles().await? {
        let Some(company) = companies.get(kept.company.as_str()) else {
            continue;
        };
        // Written by `shopper audit` from the same types; what an older program wrote otherwise is left out.
        match kept.network {
            None if company.site.as_ref() == Some(&kept.handle) => {
                let look = serde_json::from_str(&kept.json).ok();
                sites.extend(look.map(|look| (kept.company, look)));
            }
            Some(network)
                if company
                    .handles(network)
                    .any(|h| plain_handle(h) == kept.handle) =>
            {
                audit
                    .profiles
                    .extend(serde_json::from_str::<Audited>(&kept.json));
            }
            _ => {}
        }
    }
    if !sites.is_empty() {
        audit.presence = study
            .panel
            .iter()
            .map(|c| home(c, sites.get(&c.id)))
            .collect();
    }
    Ok(audit)
}

fn home(company: &Company, look: Option<&SiteLook>) -> Home {
    let unseen = match company.site {
        Some(_) => "not looked at",
        None => "companies.csv names no site",
    };
    Home {
        company: company.id.clone(),
        at: look.map(|l| l.at),
        page: look.map(|l| l.address.clone()).unwrap_or_default(),
        problem: look.map_or_else(
            || unseen.to_owned(),
            |l| l.problem.clone().unwrap_or_default(),
        ),
        offered: look.map(|l| l.compare(company)).unwrap_or_default(),
    }
}
