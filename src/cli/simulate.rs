//! A whole wave in simulated time against simulated companies, through the same sockets, protocols
//! and code as a live one.

use super::output::Output;
use super::progress::Progress;
use super::publish::publish;
use crate::channel::email::Smtp;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::fieldwork::{self, Agenda, Collector, Lane, MailLane, Rhythm, Sender, Stop, open_wave};
use crate::model::{Channel, EmailAccount, Endpoint, SecretSource, Security, Study};
use crate::plan::Plan;
use crate::report;
use crate::sandbox::{self, Market, Ports};
use crate::store::{Standing, Store};
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is simulated.
pub(super) struct Simulation<'a> {
    pub study: &'a Study,
    pub plan: &'a Plan,
    /// Source of the companies' behaviour and of the tokens.
    pub seed: u64,
    /// Folder to write into.
    pub out: &'a Path,
}

/// What came of it.
pub(super) struct Simulated {
    pub standing: Standing,
    pub files: Vec<PathBuf>,
}

/// How long after the cut-off the mailboxes are looked into once more, for late answers.
const AFTERMATH: SignedDuration = SignedDuration::from_hours(21 * 24);

pub(super) async fn simulate(simulation: Simulation<'_>, output: &Output) -> Result<Simulated> {
    let Simulation {
        study,
        plan,
        seed,
        out,
    } = simulation;
    // The ledger and the password live in a folder that goes away: a rehearsal leaves a report and
    // the truth, and never comes near the ledger of the real wave.
    let scratch = Scratch::new()?;
    let clock = Clock::simulated(study.wave.opens);
    let market = Market::new(Arc::new(study.clone()), seed, clock.clone(), 1.0);
    let serving = market
        .serve(Ports { smtp: 0, imap: 0 })
        .await
        .map_err(|e| Error::file("sandbox", e))?;
    let account = account(study, serving.smtp, serving.imap, &scratch.password()?);

    let store = Store::open(&scratch.path.join("shopper.db")).await?;
    let key: [u8; 32] = Sha256::digest(format!("sandbox {seed}")).into();
    let ledger = open_wave(&store, study, plan, Some(key), clock.now()).await?;
    let smtp = Smtp::new(account.smtp.clone(), None, clock.clone());
    let mut agenda = Agenda::read(study, &ledger).await?;
    let sender = Sender::new(
        study,
        &ledger,
        clock.clone(),
        &mut agenda,
        Channel::Email,
        smtp,
    );
    let collector = Collector::new(study, &ledger, &account, clock.clone()).await?;
    let mut lanes = [MailLane::new(sender, collector)];
    let rhythm = Rhythm {
        collect_every: SignedDuration::from_hours(12),
        round_every: SignedDuration::from_mins(20),
    };
    let stop = Stop::on_signal();
    let mut progress = Progress::new(output, study.wave.opens, ledger.closes, &study.timezone);
    let run = fieldwork::run(&ledger, &mut lanes, &clock, rhythm, &stop, &mut progress).await;
    progress.done();
    run?;
    clock.sleep_until(ledger.closes + AFTERMATH).await;
    for lane in &mut lanes {
        lane.collect().await?;
    }

    let mut files = publish(study, &ledger, out).await?;
    let truth = market.truth(&plan.enquiries);
    let path = out.join("truth.csv");
    report::write_file(&path, &sandbox::truth_csv(study, &truth))?;
    files.push(path);
    let standing = ledger.standing().await?;
    store.close().await;
    Ok(Simulated { standing, files })
}

fn account(study: &Study, smtp: SocketAddr, imap: SocketAddr, password: &Path) -> EmailAccount {
    let endpoint = |address: SocketAddr| Endpoint {
        host: address.ip().to_string(),
        port: address.port(),
        security: Security::Plain,
        auth: None,
        user: Some(sandbox::USER.to_owned()),
        secret: Some(SecretSource::File(password.to_owned())),
        tls_ca: None,
    };
    let mut own_mx: Vec<String> = study
        .personas
        .iter()
        .map(|p| format!("mx.{}", p.domain()))
        .collect();
    own_mx.sort_unstable();
    own_mx.dedup();
    EmailAccount {
        smtp: endpoint(smtp),
        imap: endpoint(imap),
        mailboxes: vec!["INBOX".to_owned(), "Junk".to_owned()],
        own_mx,
        per_minute: None,
    }
}

/// A folder that is removed at the end.
struct Scratch {
    path: PathBuf,
}

impl Scratch {
    fn new() -> Result<Self> {
        let base = std::env::temp_dir();
        let name = format!("shopper-{}-{:x}", std::process::id(), rand::random::<u64>());
        let path = base.join(name);
        std::fs::create_dir(&path).map_err(|e| Error::file(&path, e))?;
        Ok(Self { path })
    }

    fn password(&self) -> Result<PathBuf> {
        let path = self.path.join("password");
        std::fs::write(&path, sandbox::PASSWORD).map_err(|e| Error::file(&path, e))?;
        Ok(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A folder in the system's temporary place that cannot be removed hurts nobody.
        let _ = std::fs::remove_dir_all(&self.path);
    }
}
