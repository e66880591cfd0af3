//! A whole wave in simulated time against simulated companies, through the same sockets, protocols
//! and code as a live one.

use super::before::EarlierWaves;
use super::gate::Judged;
use super::lanes::{Accounts, Browsers, is_mailed, lanes, on_web};
use super::output::Output;
use super::progress::Progress;
use super::publish::publish_as;
use super::reader::Reader;
use crate::channel::browser::{BrowserOptions, find};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::fieldwork::{self, Hand, Lane, Rhythm, Stop, open_wave};
use crate::model::{
    Channel, EmailAccount, Endpoint, Network, SecretSource, Security, SocialAccount, SocialAuth,
    Study,
};
use crate::plan::Plan;
use crate::report;
use crate::sandbox::x::{self, World};
use crate::sandbox::{self, Market, Ports, Scenario};
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
    /// The wave against which the gate holds it.
    pub earlier: &'a EarlierWaves,
}

/// What came of it.
pub(super) struct Simulated {
    pub standing: Standing,
    pub files: Vec<PathBuf>,
    pub gate: Judged,
}

/// For how many days after the cut-off late answers are looked for.
const AFTERMATH: i64 = 21;

pub(super) async fn simulate(simulation: Simulation<'_>, output: &Output) -> Result<Simulated> {
    let Simulation {
        study,
        plan,
        seed,
        out,
        earlier,
    } = simulation;
    // The ledger and the password live in a folder that goes away: a rehearsal leaves a report and
    // the truth, and never comes near the ledger of the real wave.
    let scratch = Scratch::new()?;
    let clock = Clock::simulated(study.wave.opens);
    let scenario = Scenario {
        plan: Some(plan.enquiries.clone()),
        ..Scenario::default()
    };
    let market = Market::with(Arc::new(study.clone()), seed, clock.clone(), 1.0, scenario);
    let serving = market
        .serve(Ports { smtp: 0, imap: 0 })
        .await
        .map_err(|e| Error::file("sandbox", e))?;
    let asks = |channel| study.design.questions.contains_key(&channel);
    let email = is_mailed(study)
        .then(|| scratch.secret())
        .transpose()?
        .map(|password| account(study, serving.smtp, serving.imap, &password));
    let network = match study.social.get(&Network::Twitter) {
        Some(account) if asks(Channel::Twitter) => {
            Some(Public::open(&market, account, &scratch.secret()?).await?)
        }
        _ => None,
    };
    // Their sites stand on this machine, and so do the addresses at which they are asked.
    let web = on_web(study);
    let (mut near, mut sites) = (study.clone(), None);
    if !web.is_empty() {
        let serving = market.on_web(0).map_err(|e| Error::file("sandbox", e))?;
        serving.stand_in(&market, &mut near);
        sites = Some(serving);
    }
    let options = BrowserOptions::new(scratch.path.join("chats"));
    let browsers = Browsers {
        // What only a browser can send is left to a person in a rehearsal: with and without one on this
        // machine it is the same.
        forms: None,
        chats: find(&options).ok().map(|_| options.profiles),
    };
    if web.contains(&Channel::Chat) && browsers.chats.is_none() {
        output.remark("there is no browser here, so nobody is asked by chat");
    }
    let accounts = Accounts {
        web,
        browsers,
        email: email.as_ref(),
        social: network.iter().map(|public| &public.account).collect(),
    };

    let store = Store::scratch(&scratch.path.join("shopper.db")).await?;
    let key: [u8; 32] = Sha256::digest(format!("sandbox {seed}")).into();
    let ledger = open_wave(&store, &near, plan, Some(key), clock.now()).await?;
    let mut lanes = lanes(&near, &ledger, &accounts, &clock, |_| {
        network.as_ref().map(Public::hand)
    })
    .await?;
    let rhythm = Rhythm {
        collect_every: SignedDuration::from_hours(12),
        round_every: SignedDuration::from_mins(20),
    };
    let stop = Stop::on_signal();
    let mut progress = Progress::new(output, study.wave.opens, ledger.closes, &study.timezone);
    let run = fieldwork::run(&ledger, &mut lanes, &clock, rhythm, &stop, &mut progress).await;
    progress.done();
    run?;
    // More often than a network's search reaches back.
    for days in (3..=AFTERMATH).step_by(3) {
        let moment = ledger.closes + SignedDuration::from_hours(days * 24);
        clock.sleep_until(moment).await;
        for lane in &mut lanes {
            lane.collect().await?;
        }
    }

    let origins = sites.iter().flat_map(|sites| {
        (0..).zip(&study.panel).filter_map(|(company, about)| {
            let home = sites.home(company).trim_end_matches('/').to_owned();
            Some((home, about.site.clone()?))
        })
    });
    // Simulated companies have nothing to hide, and what they did is told by their ids beside the report.
    let reader = Reader::of_everything(study)?;
    let written = publish_as(study, &ledger, out, &origins.collect(), earlier, &reader).await?;
    let mut files = written.files;
    let truth = market.truth(&plan.enquiries);
    let path = out.join("truth.csv");
    report::write_file(&path, &sandbox::truth_csv(study, &truth))?;
    files.push(path);
    let standing = ledger.standing().await?;
    store.close().await;
    Ok(Simulated {
        standing,
        files,
        gate: written.gate,
    })
}

/// The simulated network, with the study's account on it.
struct Public {
    world: Arc<World>,
    account: SocialAccount,
    _serving: x::Serving,
}

impl Public {
    /// Opens the network; the account differs from the study's own in where it is and in its login.
    async fn open(market: &Arc<Market>, account: &SocialAccount, secret: &Path) -> Result<Self> {
        let world = market.on_twitter(&account.handle);
        let serving = x::serve(world.clone(), SocketAddr::from(([127, 0, 0, 1], 0)))
            .await
            .map_err(|e| Error::file("sandbox", e))?;
        let secret = || SecretSource::File(secret.to_owned());
        let account = SocialAccount {
            api: serving.base(),
            auth: SocialAuth::OAuth1 {
                consumer_key: secret(),
                consumer_secret: secret(),
                token: secret(),
                token_secret: secret(),
            },
            spending: None,
            ..account.clone()
        };
        Ok(Self {
            world,
            account,
            _serving: serving,
        })
    }

    /// The person who posts what is due. What the network refuses stays unposted, as with any person.
    fn hand(&self) -> Hand<'_> {
        Box::new(|task| {
            let _ = self.world.post_as(&self.account.handle, &task.text);
        })
    }
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

    /// A file with the sandbox's password, which is that of all its logins.
    fn secret(&self) -> Result<PathBuf> {
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
