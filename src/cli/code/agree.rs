//! `shopper code agree`

use super::super::output::{Output, counted};
use super::super::workplace::StudyArg;
use crate::coding::agreement::{Agreement, Fitness, Measured};
use crate::coding::sheet::{
    CriterionAgreement, adjudication_page, agreements, codebook_page, disputes,
};
use crate::error::{Error, Exit, Result};
use crate::fieldwork::coders;
use crate::model::{Coder, Criterion};
use crate::report;
use crate::sheet::workbook;
use serde_json::json;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Show how far coders agree, and write what they differ on for somebody to decide
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shopper code agree my-study\n  shopper code agree my-study --disagreements decide.xlsx\n  shopper code import decide.xlsx --study my-study --adjudicator EF\n\nAlpha is Krippendorff's: at .8 and above a criterion may be published, from .667 it is tentative, below it is unfit.\nKappa is Cohen's, unweighted. Intervals are of 95 %, by a bootstrap over units. A machine is measured on what people\nagree on or what was decided between them."
)]
pub(super) struct Args {
    #[command(flatten)]
    study: StudyArg,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Write what people differ on as a sheet (.csv or .xlsx): fill in the column `decision`
    #[arg(long, value_name = "FILE")]
    disagreements: Option<PathBuf>,
}

pub(super) async fn run(args: &Args, output: &Output) -> Result<Exit> {
    let place = args.study.open()?;
    let (_store, ledger) = place.existing().await?;
    let units = coders::units(&place.study, &ledger, Criterion::ALL).await?;
    let found = agreements(&units, place.study.seed);
    let disputes = disputes(&units, &coders::ids(&ledger));
    let mut written = None;
    if let Some(path) = &args.disagreements {
        if disputes.is_empty() {
            output.remark("nobody differs, so no sheet is written");
        } else {
            let mut criteria: Vec<Criterion> = disputes.iter().map(|d| d.criterion).collect();
            criteria.sort_unstable();
            criteria.dedup();
            let page = adjudication_page(&disputes, place.study.seed);
            let bytes = if is_workbook(path)? {
                workbook(&[page, codebook_page(&criteria)])?
            } else {
                page.csv()?
            };
            // Hours of a person's work may stand in it.
            if path.exists() {
                return Err(Error::Refused {
                    message: format!(
                        "{} is there already, and is not overwritten",
                        path.display()
                    ),
                    hint: "name another file, or take it in first with `shopper code import`"
                        .to_owned(),
                });
            }
            report::write_file(path, &bytes)?;
            written = Some(path);
        }
    }
    if args.json {
        Output::json(&json!({
            "study": place.study.id, "wave": place.study.wave.id,
            "criteria": found, "disagreements": disputes.len(),
        }))?;
    } else {
        Output::text(&text(&found, disputes.len() as u64))?;
    }
    if let Some(path) = written {
        output.remark(&format!(
            "{}: fill in the column `decision`, then `shopper code import {} --study STUDY --adjudicator NAME`",
            counted(disputes.len() as u64, "disagreement"),
            path.display()
        ));
    }
    Ok(Exit::Ok)
}

fn is_workbook(path: &Path) -> Result<bool> {
    let end = path
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default();
    match end.to_lowercase().as_str() {
        "xlsx" => Ok(true),
        "csv" => Ok(false),
        _ => Err(Error::Usage {
            message: format!(
                "--disagreements: {} is neither .csv nor .xlsx",
                path.display()
            ),
            hint: "the end of the name says what is written".to_owned(),
        }),
    }
}

fn text(found: &[CriterionAgreement], disputes: u64) -> String {
    if found.is_empty() {
        return "nothing has been coded by people; `shopper code export` writes sheets\n"
            .to_owned();
    }
    let mut text = format!(
        "{:<18} {:<26} {:>6}  {:<17}  {:<19}  {:<19}\n",
        "criterion", "coders", "units", "raw", "kappa", "alpha"
    );
    for one in found {
        let who = if one.coders.len() == 2 {
            names(&one.coders)
        } else {
            counted(one.coders.len() as u64, "coder")
        };
        let fitness = match one.fitness {
            Fitness::Fit => "",
            Fitness::Tentative => "tentative",
            Fitness::Unfit => "unfit to publish",
            Fitness::Unknown => "no alpha",
        };
        row(
            &mut text,
            one.criterion.as_str(),
            &who,
            &one.people,
            fitness,
        );
        for pair in one.pairs.iter().filter(|_| one.coders.len() > 2) {
            row(&mut text, "", &names(&pair.coders), &pair.agreement, "");
        }
        for machine in &one.machines {
            let who = format!("{} against people", machine.coder);
            let unsure = match machine.unsure {
                0 => String::new(),
                n => format!("{n} more left unsure"),
            };
            row(&mut text, "", &who, &machine.agreement, &unsure);
        }
    }
    if disputes > 0 {
        let _ = writeln!(
            text,
            "\n{} not decided; `shopper code agree STUDY --disagreements FILE` writes them as a sheet",
            counted(disputes, "disagreement")
        );
    }
    text
}

fn names(coders: &[Coder]) -> String {
    let names: Vec<String> = coders.iter().map(ToString::to_string).collect();
    names.join(", ")
}

fn row(text: &mut String, criterion: &str, who: &str, of: &Agreement, remark: &str) {
    let line = format!(
        "{criterion:<18} {who:<26} {:>6}  {:<17}  {:<19}  {:<19}  {remark}",
        of.units,
        number(&of.raw),
        number(&of.kappa),
        number(&of.alpha)
    );
    let _ = writeln!(text, "{}", line.trim_end());
}

/// `.81 (.70 to .92)`; empty when it is not defined.
fn number(measured: &Measured) -> String {
    let short = |value: f64| format!("{value:.2}");
    match (measured.value, measured.low, measured.high) {
        (Some(value), Some(low), Some(high)) => {
            format!("{} ({} to {})", short(value), short(low), short(high))
        }
        (Some(value), ..) => short(value),
        _ => String::new(),
    }
}
