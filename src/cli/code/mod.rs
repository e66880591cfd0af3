//! `shopper code`, one file a subcommand.

mod agree;
mod by_hand;
mod export;
mod import;

use super::output::Output;
use crate::coding::sheet::{USUAL, is_coder};
use crate::error::{Exit, Result};
use crate::model::Criterion;
use crate::sheet::nearest;

/// Code the answers: sheets for people and back, at the terminal, and how far coders agree
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shopper code export my-study --coders AB,CD --double 0.2\n  shopper code import AB.xlsx CD.xlsx --study my-study\n  shopper code agree my-study"
)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Export(export::Args),
    Import(import::Args),
    Agree(agree::Args),
    ByHand(by_hand::Args),
}

pub(super) async fn run(args: &Args, output: &Output) -> Result<Exit> {
    match &args.command {
        Command::Export(args) => export::run(args, output).await,
        Command::Import(args) => import::run(args).await,
        Command::Agree(args) => agree::run(args, output).await,
        Command::ByHand(args) => by_hand::run(args, output).await,
    }
}

/// The name of a coder, as a flag takes it.
fn coder(text: &str) -> Result<String, String> {
    if is_coder(text) {
        Ok(text.to_owned())
    } else {
        Err("1 to 20 letters, digits, `-`, `_` and `.`".to_owned())
    }
}

fn criterion(word: &str) -> Result<Criterion, String> {
    Criterion::parse(word).ok_or_else(|| {
        let words = || Criterion::ALL.iter().map(|c| c.as_str());
        nearest(word, words())
            .unwrap_or_else(|| format!("known are {}", words().collect::<Vec<_>>().join(", ")))
    })
}

/// Those that are asked for, each once, or else the usual ones.
fn criteria(asked: &[Criterion]) -> Vec<Criterion> {
    let mut criteria = Vec::new();
    let wanted = if asked.is_empty() { &USUAL[..] } else { asked };
    for criterion in wanted {
        if !criteria.contains(criterion) {
            criteria.push(*criterion);
        }
    }
    criteria
}

/// Which units are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Only {
    /// Those of which a machine could not tell, and nobody has told since
    Unsure,
}

fn counted(count: u64, one: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{count} {one}s")
    }
}
