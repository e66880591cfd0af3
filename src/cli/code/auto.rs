//! `shopper code auto`

use super::super::output::{Output, counted};
use super::super::workplace::StudyArg;
use crate::error::{Exit, Result};
use crate::fieldwork::coding;

/// Code by rules: what each reply is, whether it is right, and whether the channels agree
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  shopper code auto my-study\n\nA code that stands there already is not added again. `shopper report` does this by itself; what the rules leave\nunsure goes to people: `shopper code export --only unsure`."
)]
pub(super) struct Args {
    #[command(flatten)]
    study: StudyArg,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(args: &Args, output: &Output) -> Result<Exit> {
    let place = args.study.open()?;
    let (store, ledger) = place.existing().await?;
    let until = store.collected_until().await?;
    let at = until.unwrap_or(place.study.wave.opens);
    let coded = coding::auto(&place.study, &ledger, at).await?;
    if args.json {
        Output::json(&coded)?;
        return Ok(Exit::Ok);
    }
    Output::text(&format!(
        "{} coded, of {} the correctness is unsure\n{} of answers compared, {} unsure\n{} new\n",
        counted(coded.answers, "reply"),
        coded.unsure_answers,
        counted(coded.pairs, "pair"),
        coded.unsure_pairs,
        counted(coded.added, "code"),
    ))?;
    if coded.unsure_answers + coded.unsure_pairs > 0 {
        output.remark("what is unsure is for people: `shopper code export --only unsure`");
    }
    Ok(Exit::Ok)
}
