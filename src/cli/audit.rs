//! `shopper audit`

use super::audit_proposal::{Proposal, proposals, write};
use super::audit_table::{Difference, differences, table};
use super::output::Output;
use super::workplace::StudyArg;
use crate::channel::Client;
use crate::channel::site::Visitor;
use crate::clock::Clock;
use crate::error::{Error, Exit, Result};
use crate::fieldwork::Stop;
use crate::fieldwork::audit::{Auditor, Audits, Watch};
use crate::model::{Company, Study};
use crate::store::Store;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::SignedDuration;
use serde_json::json;
use std::path::PathBuf;

/// Look at what each company shows: its home page, and its accounts on the study's networks
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shopper audit my-study --last 100\n  shopper audit my-study --propose filled.csv && diff my-study/companies.csv filled.csv\n\n\
                  Nobody is asked anything and no study file is changed. Each look is kept at once: stopped, the\nsame \
                  command goes on where it was, and `shopper report` writes profiles.csv and presence.csv."
)]
pub(super) struct Args {
    #[command(flatten)]
    study: StudyArg,
    /// How many of the newest posts of each account are read, at most 200
    #[arg(long, value_name = "N", default_value_t = 40, value_parser = clap::value_parser!(u16).range(1..=200))]
    last: u16,
    /// Look again also at what was looked at in the last 24 hours
    #[arg(long)]
    again: bool,
    /// Do not look at home pages
    #[arg(long)]
    no_sites: bool,
    /// Seconds between two requests to the same site
    #[arg(long, value_name = "SECONDS", default_value_t = 1, value_parser = clap::value_parser!(u16).range(..=600))]
    pause: u16,
    /// Write a copy of companies.csv into FILE, in which empty fields are filled where the home page shows
    /// exactly one email address, handle or contact page
    #[arg(long, value_name = "FILE", conflicts_with = "no_sites")]
    propose: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(args: &Args, output: &Output) -> Result<Exit> {
    let place = args.study.open()?;
    let study = &place.study;
    if args.no_sites && study.social.is_empty() {
        return Err(Error::Refused {
            message: "without home pages there is nothing to look at: the study has no account on a network"
                .to_owned(),
            hint: HOW.to_owned(),
        });
    }
    if let Some(path) = args
        .propose
        .as_ref()
        .filter(|p| p.symlink_metadata().is_ok())
    {
        return Err(super::audit_proposal::there(path));
    }
    let store = Store::open(&place.ledger_path()).await?;
    let mut progress = Progress::new(output, study);
    if study.social.is_empty() {
        progress.remark(&format!("only home pages are looked at; {HOW}"));
    }
    let audits = look(args, study, &store, &mut progress).await;
    progress.done();
    let mut audits = audits?;
    if audits.sites.len() > 1 && audits.sites.iter().all(|look| look.problem.is_some()) {
        output.remark("no home page could be read: can this machine reach the web?");
    }
    let differences = differences(study, &audits.sites);
    let mut proposed = None;
    if let Some(path) = &args.propose {
        let wanted = proposals(study, &audits.sites);
        proposed = Some(write(&place.dir.join("companies.csv"), path, &wanted)?);
    }
    print(args, study, &audits, &differences, proposed.as_deref())?;
    match audits.failure.take() {
        Some(failure) => Err(failure),
        None => Ok(Exit::Ok),
    }
}

/// How profiles are looked at.
const HOW: &str = "for profiles, add [channels.twitter] or [channels.bluesky] with a handle and a login to \
                   study.toml; nothing need be asked there";

async fn look(
    args: &Args,
    study: &Study,
    store: &Store,
    progress: &mut Progress<'_>,
) -> Result<Audits> {
    let clock = Clock::Wall;
    let mut auditor =
        Auditor::new(study, store, clock.clone(), args.last.into(), args.again).await?;
    if !args.no_sites {
        let pause = SignedDuration::from_secs(args.pause.into());
        auditor = auditor.with_sites(Visitor::new(clock.clone(), pause)?);
    }
    for account in study.social.values() {
        auditor = auditor.with_network(account, Client::of(account, clock.clone())?);
    }
    auditor.run(&Stop::on_signal(), progress).await
}

fn print(
    args: &Args,
    study: &Study,
    audits: &Audits,
    differences: &[Difference<'_>],
    proposed: Option<&[Proposal]>,
) -> Result<()> {
    if args.json {
        return Output::json(&json!({
            "study": study.id, "sites": audits.sites, "accounts": audits.accounts,
            "differences": differences, "proposed": proposed,
        }));
    }
    let mut text = table(audits, differences);
    if let (Some(path), Some(proposed)) = (&args.propose, proposed) {
        text.push_str(&super::audit_table::proposed(path, proposed));
    }
    Output::text(&text)
}

/// One moving line on a terminal, a line a company off it.
struct Progress<'a> {
    output: &'a Output,
    bar: Option<ProgressBar>,
}

impl<'a> Progress<'a> {
    fn new(output: &'a Output, study: &Study) -> Self {
        let bar = output.animated().then(|| {
            let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}")
                .unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::new(study.panel.len() as u64).with_style(style)
        });
        Self { output, bar }
    }

    fn done(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Watch for Progress<'_> {
    fn company(&mut self, done: usize, of: usize, company: &Company) {
        match &self.bar {
            Some(bar) => {
                bar.set_position(done as u64);
                bar.set_message(company.name.clone());
            }
            None => self
                .output
                .remark(&format!("{}/{of}  {}", done + 1, company.name)),
        }
    }

    fn remark(&mut self, text: &str) {
        match &self.bar {
            Some(bar) => bar.println(text),
            None => self.output.remark(text),
        }
    }
}
