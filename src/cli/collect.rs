//! `shopper collect`

use super::lanes::{Accounts, lanes};
use super::output::{Output, counted};
use super::reread;
use super::workplace::StudyArg;
use crate::clock::Clock;
use crate::error::{Exit, Result};
use crate::fieldwork::{Collected, Lane};
use serde_json::json;

/// Fetch, read and tie what came back, once, for cron
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shopper collect my-study --json\n  shopper collect my-study --reread --dry-run"
)]
pub(super) struct Args {
    #[command(flatten)]
    study: StudyArg,
    /// Fetch nothing; read every stored message again by the rules of this program, and show what changed
    #[arg(long)]
    reread: bool,
    /// With --reread: only show it, store nothing
    #[arg(long, requires = "reread")]
    dry_run: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(args: &Args, clock: &Clock, output: &Output) -> Result<Exit> {
    let place = args.study.open()?;
    let (store, ledger) = place.existing().await?;
    if args.reread {
        reread::run(&place, &store, &ledger, args.dry_run, args.json, output).await?;
        return Ok(Exit::Ok);
    }
    let _guard = store.guard()?;
    let accounts = Accounts::of(&place.study, &place.dir);
    let mut lanes = lanes(&place.study, &ledger, &accounts, clock, |_| None).await?;
    let mut collected = Collected::default();
    // One server that is down keeps nobody from the others.
    let mut failure = None;
    for lane in &mut lanes {
        match lane.collect().await {
            Ok(pass) => collected.add(pass),
            Err(error) => {
                if let Some(earlier) = failure.replace(error) {
                    output.remark(&format!("{earlier}"));
                }
            }
        }
    }
    let standing = ledger.standing().await?;
    for mailbox in &collected.renumbered {
        output.remark(&format!(
            "{mailbox}: the server has renumbered its messages; all were read again, none twice"
        ));
    }
    for problem in &collected.problems {
        output.remark(problem);
    }
    super::review::remind(&store, output).await?;
    place.remind_of_work(&ledger, clock, output).await?;
    if args.json {
        Output::json(&json!({ "collected": collected, "standing": standing }))?;
    } else {
        Output::text(&format!(
            "{}, {} of them answers, {} tied to no enquiry; {} of {} answered\n",
            counted(collected.messages, "new message"),
            collected.answers,
            collected.untied,
            standing.answered,
            counted(standing.sent, "enquiry")
        ))?;
    }
    failure.map_or(Ok(Exit::Ok), Err)
}
