//! `shopper demo`

use super::output::Output;
use super::simulate::{Simulation, simulate};
use crate::error::{Error, Exit, Result};
use crate::plan;
use crate::report;
use crate::sandbox;
use std::path::PathBuf;

/// Simulate a whole wave: all code real but the clock and the companies
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shopper demo --companies 300 --seed 7 --out /tmp/demo")]
pub(super) struct Args {
    /// Folder to write into
    #[arg(long, value_name = "DIR", default_value = "reports/demo")]
    out: PathBuf,
    /// Source of all chance: the same seed gives the same bytes
    #[arg(long, default_value_t = 2014)]
    seed: u64,
    /// Size of the panel, spread over ten sectors
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    companies: u32,
    /// Days of fieldwork
    #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u16).range(1..=90))]
    days: u16,
}

pub(super) async fn run(args: &Args, output: &Output) -> Result<Exit> {
    let dir = args.out.join("study");
    write_study(args, &dir)?;
    let study = plan::load(&dir)?;
    let plan = plan::make(&study)?;
    let offered = plan.enquiries.iter().filter(|e| e.offered()).count();
    output.remark(&format!(
        "{} companies, {} enquiries by email, {offered} of them to companies that offer it; {} days of \
         fieldwork in simulated time",
        study.panel.len(),
        plan.enquiries.len(),
        args.days
    ));
    let simulation = Simulation {
        study: &study,
        plan: &plan,
        seed: args.seed,
        out: &args.out,
    };
    let simulated = simulate(simulation, output).await?;
    let summary = args.out.join("summary.md");
    let text = std::fs::read_to_string(&summary).map_err(|e| Error::file(&summary, e))?;
    Output::text(&text)?;
    output.remark(&format!(
        "\n{} enquiries sent, {} answered; {} files in {}",
        simulated.standing.sent,
        simulated.standing.answered,
        simulated.files.len(),
        args.out.display()
    ));
    Ok(Exit::Ok)
}

/// The study that is run, as files like anybody's.
fn write_study(args: &Args, dir: &std::path::Path) -> Result<()> {
    let panel = sandbox::panel(args.companies as usize, args.seed);
    report::write_file(
        &dir.join("companies.csv"),
        sandbox::panel_csv(&panel).as_bytes(),
    )?;
    for (name, text) in plan::banks() {
        report::write_file(&dir.join("questions").join(name), text.as_bytes())?;
    }
    let study = include_str!("demo.toml")
        .replace("@SEED@", &args.seed.to_string())
        .replace("@DAYS@", &args.days.to_string());
    report::write_file(&dir.join("study.toml"), study.as_bytes())
}
