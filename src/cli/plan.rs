//! `shopper plan`

use super::output::Output;
use super::workplace::StudyArg;
use crate::error::{Exit, Result};
use crate::plan::{self, burden, write_burden, write_plan};

/// Show who is asked what, when, by whom and where; sends nothing
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shopper plan my-study\n  shopper plan my-study --format csv > plan.csv\n  shopper plan my-study --burden\n  shopper plan my-study --power"
)]
pub(super) struct Args {
    #[command(flatten)]
    study: StudyArg,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// The same as --format json: a JSON object a line
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Print the burden on each company instead of the enquiries; a table prints both
    #[arg(long)]
    burden: bool,
    /// Print what change of the share answered another wave of this design would show with 80 % power
    #[arg(long, conflicts_with_all = ["burden", "format"])]
    power: bool,
    /// Take how companies differ from the report of an earlier wave, for --power
    #[arg(long, value_name = "REPORT", requires = "power")]
    base: Option<String>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// The enquiries in order of time, then the burden on each company
    Table,
    /// One row an enquiry
    Csv,
    /// A JSON object an enquiry
    Json,
}

pub(super) fn run(args: &Args, output: &Output) -> Result<Exit> {
    let place = args.study.open()?;
    if args.power {
        super::plan_power::print(&place, args.base.as_deref(), args.json)?;
        return Ok(Exit::Ok);
    }
    let (study, plan) = (&place.study, &place.plan);
    let format = match args.format {
        _ if args.json => plan::Format::Json,
        Format::Table => plan::Format::Table,
        Format::Csv => plan::Format::Csv,
        Format::Json => plan::Format::Json,
    };
    Output::data(|mut out| {
        if !args.burden {
            write_plan(study, plan, format, &mut out)?;
        }
        if !args.burden && format == plan::Format::Table {
            out.write_all(b"\n")?;
        }
        if args.burden || format == plan::Format::Table {
            write_burden(study, &burden(study, plan), format, &mut out)?;
        }
        Ok(())
    })?;
    for remark in plan::remarks(study, plan) {
        output.remark(&format!("remark: {remark}"));
    }
    Ok(Exit::Ok)
}
