//! `shopper check`

use super::output::{Output, counted};
use super::workplace::StudyArg;
use crate::error::{Error, Exit, Result};
use crate::plan;
use crate::report::page::Look;
use serde::Serialize;
use serde_json::json;

/// Find every mistake in the study files, with its place
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shopper check my-study --json | jq '.mistakes[].message'")]
pub(super) struct Args {
    #[command(flatten)]
    study: StudyArg,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Place<'a> {
    file: String,
    line: Option<usize>,
    column: Option<usize>,
    message: &'a str,
    hint: Option<&'a str>,
}

pub(super) fn run(args: &Args, output: &Output) -> Result<Exit> {
    let result = plan::load(&args.study.dir()).and_then(|study| {
        let plan = plan::make(&study)?;
        // The templates of the report are read, so that a mistake is not found when the wave is over.
        Look::of(&study)?;
        Ok((study, plan))
    });
    match result {
        Ok((study, plan)) => {
            let remarks = plan::remarks(&study, &plan);
            let offered = plan.enquiries.iter().filter(|e| e.offered()).count();
            if args.json {
                Output::json(&json!({
                    "ok": true, "mistakes": [], "companies": study.panel.len(),
                    "questions": study.questions.len(), "enquiries": plan.enquiries.len(),
                    "offered": offered, "remarks": remarks,
                }))?;
            } else {
                Output::text(&format!(
                    "ok: {}, {}, {}, {offered} of them on a channel that the company offers\n",
                    counted(study.panel.len() as u64, "company"),
                    counted(study.questions.len() as u64, "question"),
                    counted(plan.enquiries.len() as u64, "enquiry"),
                ))?;
                for remark in &remarks {
                    output.remark(&format!("remark: {remark}"));
                }
            }
            Ok(Exit::Ok)
        }
        Err(Error::Study(mistakes)) if args.json => {
            let places: Vec<_> = mistakes
                .iter()
                .map(|m| Place {
                    file: m.file.display().to_string(),
                    line: m.place.map(|p| p.0),
                    column: m.place.map(|p| p.1),
                    message: &m.message,
                    hint: m.hint.as_deref(),
                })
                .collect();
            Output::json(&json!({ "ok": false, "mistakes": places }))?;
            Ok(Exit::Study)
        }
        Err(error) => Err(error),
    }
}
