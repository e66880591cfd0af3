//! `shopper report`

use super::gate::{FailOn, GateArgs};
use super::output::Output;
use super::publish::publish;
use super::reader::ReaderArgs;
use super::workplace::StudyArg;
use crate::error::{Exit, Result};
use crate::report::page::show_templates;
use std::path::PathBuf;

/// Score what the ledger holds and write data, charts and summary
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shopper report my-study --out /tmp/interim\n  shopper report my-study --fail-on warn --junit results.xml\n  \
                  shopper report my-study --audience public --language fr\n  \
                  shopper report my-study --fail-on never       an interim report of a study with a gate\n\n\
                  Where study.toml has a [gate], the command ends with 99 when an assertion does not hold, and with 8 \
                  while messages are not read up to the cut-off."
)]
pub(super) struct Args {
    #[command(flatten)]
    study: StudyArg,
    /// Folder to write into [default: STUDY/reports/<study>/<wave>, for others than the team a folder in it]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write the templates of report.html into this folder instead, to begin with; see [report] templates
    #[arg(long, value_name = "DIR")]
    show_templates: Option<PathBuf>,
    #[command(flatten)]
    reader: ReaderArgs,
    #[command(flatten)]
    gate: GateArgs,
}

pub(super) async fn run(args: &Args, output: &Output) -> Result<Exit> {
    if let Some(folder) = &args.show_templates {
        for file in show_templates(folder)? {
            Output::text(&format!("{}\n", file.display()))?;
        }
        return Ok(Exit::Ok);
    }
    let place = args.study.open()?;
    args.gate.check(&place.study)?;
    let (_store, ledger) = place.existing().await?;
    let audience = args.reader.audience();
    let below = audience.folder().unwrap_or_default();
    let out = args.out.clone();
    let out = out.unwrap_or_else(|| place.report_dir().join(&below));
    let earlier = args.gate.earlier(&place.study, &place.dir, &below);
    let reader = args.reader.reader(&place.study).await?;
    if args.reader.is_guessable(&place.study) {
        output.remark(
            "the numbers of companies follow from the study's seed, which the report says; with [report] \
             pseudonym_key nobody can work them out",
        );
    }
    let written = publish(&place.study, &ledger, &out, &earlier, &reader).await?;
    for file in &written.files {
        Output::text(&format!("{}\n", file.display()))?;
    }
    args.gate
        .conclude(&place.study, &written.gate, FailOn::Error, output)
}
