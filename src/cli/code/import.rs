//! `shopper code import`

use super::super::output::{Output, counted};
use super::super::workplace::StudyArg;
use crate::clock::Clock;
use crate::error::{Exit, Result};
use crate::fieldwork::coders::{self, By};
use serde_json::json;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Take the codes in sheets that people filled in, all of them or none
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shopper code import AB.xlsx CD.csv --study my-study\n  shopper code import decided.xlsx --study my-study --adjudicator EF\n\nEmpty cells are not coded yet. A sheet may be taken in again at any time: what is as before adds nothing, what is\nchanged is added beside what was said before, and the later counts."
)]
pub(super) struct Args {
    /// The sheets: CSV (comma, semicolon or tab) or .xlsx
    #[arg(value_name = "SHEET", required = true)]
    sheets: Vec<PathBuf>,
    /// Folder of the study, or its study.toml
    #[arg(long, value_name = "STUDY", default_value = ".")]
    study: PathBuf,
    /// Who coded, where a sheet does not say it
    #[arg(long, value_name = "NAME", value_parser = super::coder)]
    coder: Option<String>,
    /// Who decided between coders, in the sheet of `shopper code agree --disagreements`
    #[arg(long, value_name = "NAME", value_parser = super::coder, conflicts_with = "coder")]
    adjudicator: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(args: &Args) -> Result<Exit> {
    let place = StudyArg::at(&args.study).open()?;
    let (_store, ledger) = place.existing().await?;
    let by = By {
        coder: args.coder.as_deref(),
        adjudicator: args.adjudicator.as_deref(),
    };
    let now = Clock::Wall.now();
    let imported = coders::import(&place.study, &ledger, &args.sheets, by, now).await?;
    if args.json {
        Output::json(&json!({ "imported": imported }))?;
        return Ok(Exit::Ok);
    }
    let mut text = if imported.added == 0 {
        "nothing new".to_owned()
    } else {
        format!("{} added", counted(imported.added, "code"))
    };
    if imported.changed > 0 {
        let _ = write!(
            text,
            ", {} of them in place of another one by the same coder; both are kept",
            imported.changed
        );
    }
    if imported.as_before > 0 {
        let _ = write!(text, "; {} given so before", imported.as_before);
    }
    if imported.empty > 0 {
        let _ = write!(text, "; {} not coded yet", counted(imported.empty, "row"));
    }
    if imported.superseded > 0 {
        let _ = write!(
            text,
            "\n{} of a reply in whose place another one came since, kept and without weight",
            counted(imported.superseded, "code")
        );
    }
    Output::text(&format!("{text}\n"))?;
    Ok(Exit::Ok)
}
