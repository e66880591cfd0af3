//! `shopper report`

use super::gate::{FailOn, GateArgs};
use super::output::Output;
use super::publish::publish;
use super::workplace::StudyArg;
use crate::error::{Exit, Result};
use std::path::PathBuf;

/// Score what the ledger holds and write data, charts and summary
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shopper report my-study --out /tmp/interim\n  shopper report my-study --fail-on warn --junit results.xml\n  \
                  shopper report my-study --fail-on never       an interim report of a study with a gate\n\n\
                  Where study.toml has a [gate], the command ends with 99 when an assertion does not hold, and with 8 \
                  while messages are not read up to the cut-off."
)]
pub(super) struct Args {
    #[command(flatten)]
    study: StudyArg,
    /// Folder to write into [default: STUDY/reports/<study>/<wave>]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    gate: GateArgs,
}

pub(super) async fn run(args: &Args, output: &Output) -> Result<Exit> {
    let place = args.study.open()?;
    args.gate.check(&place.study)?;
    let (_store, ledger) = place.existing().await?;
    let out = args.out.clone().unwrap_or_else(|| place.report_dir());
    let earlier = args.gate.earlier(&place.study, &place.dir);
    let written = publish(&place.study, &ledger, &out, &earlier).await?;
    for file in &written.files {
        Output::text(&format!("{}\n", file.display()))?;
    }
    args.gate
        .conclude(&place.study, &written.gate, FailOn::Error, output)
}
