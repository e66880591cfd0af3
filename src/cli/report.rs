//! `shopper report`

use super::output::Output;
use super::publish::publish;
use super::workplace::StudyArg;
use crate::error::{Exit, Result};
use std::path::PathBuf;

/// Score what the ledger holds and write data, charts and summary
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shopper report my-study --out /tmp/interim")]
pub(super) struct Args {
    #[command(flatten)]
    study: StudyArg,
    /// Folder to write into [default: STUDY/reports/<study>/<wave>]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) async fn run(args: &Args) -> Result<Exit> {
    let place = args.study.open()?;
    let (_store, ledger) = place.existing().await?;
    let out = args.out.clone().unwrap_or_else(|| place.report_dir());
    for file in publish(&place.study, &ledger, &out).await? {
        Output::text(&format!("{}\n", file.display()))?;
    }
    Ok(Exit::Ok)
}
