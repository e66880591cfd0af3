//! `shopper lock`

use super::output::Output;
use super::workplace::{StudyArg, Workplace};
use crate::clock::Clock;
use crate::error::{Error, Exit, Result};
use crate::plan;
use crate::store::Store;

/// Freeze the design and print the text for its preregistration
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shopper lock my-study > preregistration.md")]
pub(super) struct Args {
    #[command(flatten)]
    study: StudyArg,
}

pub(super) async fn run(args: &Args, clock: &Clock, output: &Output) -> Result<Exit> {
    let place = args.study.open()?;
    unless_opened_otherwise(&place).await?;
    let lock = plan::lock::write(&place.dir, &place.study, &place.plan, clock.now())?;
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

/// A wave that was opened has been sent, in part at least, under the lock of that time: a lock on
/// another plan would cover it up.
async fn unless_opened_otherwise(place: &Workplace) -> Result<()> {
    let path = place.ledger_path();
    if !path.exists() {
        return Ok(());
    }
    let wave = &place.study.wave.id;
    match Store::open_existing(&path).await?.wave(wave).await? {
        Some(ledger) if ledger.plan_hash != place.plan.hash => Err(Error::Refused {
            message: format!(
                "wave {wave} was opened under another plan; the lock on that one stays"
            ),
            hint: "put the study files back as they were, or give the changed design a new \
                   [wave] id and lock that"
                .to_owned(),
        }),
        _ => Ok(()),
    }
}
