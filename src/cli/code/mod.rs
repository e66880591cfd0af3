//! `shopper code`, one file a way of coding.

mod llm;

use super::output::Output;
use crate::error::{Exit, Result};
use clap::Subcommand;

/// Code the answers: what they are, whether they are right, whether the channels agree
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shopper code llm my-study")]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Llm(llm::Args),
}

pub(super) async fn run(args: &Args, output: &Output) -> Result<Exit> {
    match &args.command {
        Command::Llm(args) => llm::run(args, output).await,
    }
}
