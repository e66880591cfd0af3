//! `shopper lock`

use super::output::Output;
use super::workplace::StudyArg;
use crate::clock::Clock;
use crate::error::{Exit, Result};
use crate::plan;

/// Freeze the design and print the text for its preregistration
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shopper lock my-study > preregistration.md")]
pub(super) struct Args {
    #[command(flatten)]
    study: StudyArg,
}

pub(super) fn run(args: &Args, output: &Output) -> Result<Exit> {
    let place = args.study.open()?;
    let lock = plan::lock::write(&place.dir, &place.study, &place.plan, Clock::Wall.now())?;
    Output::text(&plan::lock::preregistration(
        &place.study,
        &place.plan,
        &lock,
    ))?;
    output.remark(&format!(
        "locked in {}; send it with `shopper run --yes`",
        place.dir.join("study.lock").display()
    ));
    Ok(Exit::Ok)
}
