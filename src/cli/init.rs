//! `shopper init`

use super::output::Output;
use crate::clock::Clock;
use crate::error::{Exit, Result};
use crate::plan;
use jiff::tz::TimeZone;
use std::path::PathBuf;

/// Write a commented study that runs at once against the sandbox
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shopper init my-study && shopper run my-study --rehearse")]
pub(super) struct Args {
    /// Folder to write into; nothing in it is overwritten
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
}

pub(super) fn run(args: &Args, output: &Output) -> Result<Exit> {
    // Tomorrow, so that there is time to look at it first.
    let today = Clock::Wall.now().to_zoned(TimeZone::UTC).date();
    let files = plan::template::write(&args.dir, today.tomorrow().unwrap_or(today))?;
    for file in &files {
        Output::text(&format!("{}\n", file.display()))?;
    }
    let dir = args.dir.display();
    output.remark(&format!(
        "\nNext:\n  shopper check {dir}             every mistake in the files, with its place\n  \
         shopper plan {dir}              who would be asked what and when\n  \
         shopper run {dir} --rehearse    the whole wave against simulated companies, in seconds"
    ));
    Ok(Exit::Ok)
}
