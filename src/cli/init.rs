//! `shopper init`

use super::output::Output;
use crate::clock::Clock;
use crate::error::{Exit, Result};
use crate::plan;
use crate::plan::template::Scheduler;
use clap::ValueEnum;
use jiff::tz::TimeZone;
use std::path::PathBuf;

/// Write a commented study that runs at once against the sandbox
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shopper init my-study && shopper run my-study --rehearse\n  shopper init --schedule cron my-study"
)]
pub(super) struct Args {
    /// Folder to write into; nothing in it is overwritten
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// Write instead, for the study that is in DIR, what a scheduler needs to run its waves: each step sends what is
    /// due, collects and reports, and at the cut-off the gate judges
    ///
    /// github writes a workflow and a script that keeps the ledger on a branch between runs; systemd a service and a
    /// timer; cron a line for a crontab. Example: shopper init --schedule github my-study
    #[arg(long, value_name = "SCHEDULER")]
    schedule: Option<Kind>,
}

/// A scheduler.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// GitHub Actions.
    Github,
    /// A timer of systemd.
    Systemd,
    /// A line for a crontab.
    Cron,
}

impl Kind {
    const fn scheduler(self) -> Scheduler {
        match self {
            Self::Github => Scheduler::Github,
            Self::Systemd => Scheduler::Systemd,
            Self::Cron => Scheduler::Cron,
        }
    }
}

pub(super) fn run(args: &Args, clock: &Clock, output: &Output) -> Result<Exit> {
    if let Some(kind) = args.schedule {
        return schedule(args, kind, output);
    }
    // Tomorrow, so that there is time to look at it first.
    let today = clock.now().to_zoned(TimeZone::UTC).date();
    let files = plan::template::write(&args.dir, today.tomorrow().unwrap_or(today))?;
    for file in &files {
        Output::text(&format!("{}\n", file.display()))?;
    }
    let dir = args.dir.display();
    output.remark(&format!(
        "\nNext:\n  shopper check {dir}             every mistake in the files, with its place\n  \
         shopper plan {dir}              who would be asked what and when\n  \
         shopper run {dir} --rehearse    the whole wave against simulated companies, in seconds"
    ));
    Ok(Exit::Ok)
}

/// For a study that is there.
fn schedule(args: &Args, kind: Kind, output: &Output) -> Result<Exit> {
    let study = plan::load(&args.dir)?;
    for file in plan::template::schedule(&args.dir, &study.id, kind.scheduler())? {
        Output::text(&format!("{}\n", file.display()))?;
    }
    output.remark("each file says at its top what is to be done with it");
    if study.gate.is_none() {
        output.remark("study.toml has no [gate]: every wave will pass");
    }
    Ok(Exit::Ok)
}
