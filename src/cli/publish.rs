//! From the ledger to the report: the offline half of the pipeline.

use super::before::EarlierWaves;
use super::conduct;
use super::gate::{Judged, judged};
use super::reader::Reader;
use crate::coding::llm;
use crate::error::Result;
use crate::fieldwork::audit::SiteLook;
use crate::fieldwork::coding;
use crate::model::{
    Audited, Case, Channel, Coder, Coding, Company, Enquiry, Study, Trusted, Visit, plain_handle,
};
use crate::report::{Audit, Home, Package};
use crate::score::consistency::{Agreement, Consistency};
use crate::score::league::League;
use crate::score::{self, Background, Effort, Row, Scorer};
use crate::store::Ledger;
use jiff::Timestamp;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A report that was written.
pub(super) struct Written {
    pub files: Vec<PathBuf>,
    pub gate: Judged,
}

/// Scores a wave, holds it against its gate and an earlier wave, and writes its report for a reader. The same ledger
/// gives the same bytes: no clock is read, silence is counted up to the last look into the mailboxes.
pub(super) async fn publish(
    study: &Study,
    ledger: &Ledger,
    out: &Path,
    earlier: &EarlierWaves,
    reader: &Reader,
) -> Result<Written> {
    publish_as(study, ledger, out, &HashMap::new(), earlier, reader).await
}

/// The same, with the origins of sites on this machine, such as `http://127.0.0.1:8000`, as those that they
/// stand in for: in a simulation they are others at each run.
pub(super) async fn publish_as(
    study: &Study,
    ledger: &Ledger,
    out: &Path,
    origins: &HashMap<String, String>,
    earlier: &EarlierWaves,
    reader: &Reader,
) -> Result<Written> {
    let as_of = ledger
        .store()
        .collected_until()
        .await?
        .unwrap_or(study.wave.opens);
    let audit = audited(study, ledger).await?;
    let shown = &reader.shown;
    let mut package = Package::create(out, &shown.study)?;
    package.read_by(shown.audience.clone(), reader.language, reader.look.clone());
    if reader.parquet {
        package.also_parquet()?;
    }
    let mut background = Background::new(study, &audit.profiles, as_of);
    ledger
        .efforts(|seq, clicks, seconds| {
            background.efforts.note(seq, Effort { clicks, seconds });
        })
        .await?;
    // Where companies bear numbers, the order of the true panel must not show.
    let mut kept: Vec<(Enquiry, Timestamp, Visit)> = Vec::new();
    ledger
        .records(Channel::WebSearch, |mut enquiry, at, record| {
            // A visit that a later program wrote otherwise is left out of the table, not out of the ledger.
            let Ok(mut visit) = serde_json::from_slice::<Visit>(record) else {
                return Ok(());
            };
            if let Some(shown) = stands_for(&visit.address, origins) {
                visit.address = shown;
            }
            reader.visit(enquiry.company, &mut visit);
            enquiry.company = shown.place(enquiry.company);
            if shown.hides() {
                kept.push((enquiry, at, visit));
                return Ok(());
            }
            package.visit(&enquiry, at, &visit)
        })
        .await?;
    kept.sort_by_key(|(enquiry, ..)| (enquiry.company, enquiry.seq));
    for (enquiry, at, visit) in kept {
        package.visit(&enquiry, at, &visit)?;
    }
    let notices = ledger.notices().await?;
    background.noticed = notices.iter().map(|n| n.enquiry).collect();
    let mut wave = Scorer::new(&shown.study);
    wave.expect(ledger.enquiries);
    wave.audited(&shown.profiles(study, &audit));
    let trusted = trusted(study, ledger).await?;
    let counts = |coding: &Coding| trusted.counts(coding);
    let mut desk = Desk {
        study,
        reader,
        background: &background,
        counts,
        wave: &mut wave,
        package: &mut package,
        consistency: Consistency::default(),
        group: Vec::new(),
        by_people: false,
    };
    if shown.hides() {
        coding::auto(study, ledger, as_of).await?;
        let parts = ledger.companies().await?;
        for company in shown.order() {
            let part = parts.get(&company).cloned().unwrap_or_default();
            for from in part.clone().step_by(SLICE as usize) {
                let slice = from..part.end.min(from.saturating_add(SLICE));
                for case in ledger.slice(slice).await? {
                    desk.take(case)?;
                }
            }
        }
    } else {
        // What is not coded yet is coded on the way, so that the ledger is read once.
        coding::each_coded(study, ledger, as_of, |case| desk.take(case)).await?;
    }
    let (agreements, by_people) = desk.finish()?;
    let mut scores = wave.finish(&agreements);
    let league = League::of(&scores.frame, shown.study.seed);
    scores.place(&league);
    let gate = judged(
        &shown.study,
        &scores,
        &agreements,
        earlier.of_gate(),
        as_of,
        shown.hides(),
    );
    if let Judged::Done { verdicts, .. } = &gate {
        package.gate(verdicts.clone());
    }
    let conduct = conduct::fieldwork(study, ledger, earlier.dir.as_deref(), by_people);
    package.fieldwork(conduct.await?);
    package.before(earlier.known(&shown.study, &scores, &agreements, as_of, shown.hides()));
    let audit = shown.audit(study, &audit, |company, text| reader.text(company, text));
    Ok(Written {
        files: package.finish(&scores, &league, &agreements, &audit, as_of)?,
        gate,
    })
}

/// So many cases of a company are read at once.
const SLICE: u32 = 10_000;

/// Where cases are scored and written down, by company and question.
struct Desk<'a, 's, C> {
    study: &'a Study,
    reader: &'a Reader,
    background: &'a Background<'a>,
    counts: C,
    wave: &'a mut Scorer,
    package: &'a mut Package<'s>,
    consistency: Consistency,
    /// The cases of a company and question, each with its row: what codes of a pair rest on stands in both.
    group: Vec<(Row, Case)>,
    /// Whether people coded anything.
    by_people: bool,
}

impl<C: Fn(&Coding) -> bool + Copy> Desk<'_, '_, C> {
    fn take(&mut self, case: Case) -> Result<()> {
        let of = |case: &Case| (case.enquiry.company, case.enquiry.question);
        if self
            .group
            .last()
            .is_some_and(|(_, last)| of(last) != of(&case))
        {
            self.flush()?;
        }
        self.by_people |= case
            .codings
            .iter()
            .any(|c| matches!(c.coder, Coder::Human(_)));
        let row = score::row_with(self.background, &case, self.counts);
        self.group.push((row, case));
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        let (rows, mut cases): (Vec<Row>, Vec<Case>) =
            std::mem::take(&mut self.group).into_iter().unzip();
        self.reader.cases(self.study, &mut cases);
        for (mut row, case) in rows.into_iter().zip(cases) {
            row.enquiry = case.enquiry;
            self.wave.add(&row);
            self.package.codings(&case, self.counts)?;
            self.package.enquiry(&row)?;
            for reply in &case.replies {
                self.package.answer(&row, reply)?;
            }
            self.consistency.add(case, &row.codes, self.counts);
        }
        Ok(())
    }

    /// What each company said to each question, and whether people coded anything.
    fn finish(mut self) -> Result<(Vec<Agreement>, bool)> {
        self.flush()?;
        Ok((self.consistency.finish(self.counts), self.by_people))
    }
}

/// What a language model says that may count: where its agreement with people is known in this wave, and good enough.
async fn trusted(study: &Study, ledger: &Ledger) -> Result<Trusted> {
    let Some(coder) = &study.llm else {
        return Ok(Trusted::nothing());
    };
    let codings = ledger.judged().await?;
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
