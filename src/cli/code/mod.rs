//! `shopper code`, one file a subcommand.

mod agree;
mod auto;
mod by_hand;
mod export;
mod import;
mod llm;

use super::output::Output;
use crate::coding::sheet::{USUAL, Unit, is_coder};
use crate::error::{Exit, Result};
use crate::fieldwork::conflicts;
use crate::model::Criterion;
use crate::sheet::nearest;
use indicatif::{ProgressBar, ProgressStyle};
use std::path::Path;

/// Code the answers: by rules, by people, by a language model, and how far coders agree
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shopper code auto my-study\n  shopper code export my-study --coders AB,CD --double 0.2\n  shopper code import AB.xlsx CD.xlsx --study my-study\n  shopper code agree my-study"
)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Auto(auto::Args),
    Export(export::Args),
    Import(import::Args),
    Agree(agree::Args),
    ByHand(by_hand::Args),
    Llm(llm::Args),
}

pub(super) async fn run(args: &Args, output: &Output) -> Result<Exit> {
    match &args.command {
        Command::Auto(args) => auto::run(args, output).await,
        Command::Export(args) => export::run(args, output).await,
        Command::Import(args) => import::run(args).await,
        Command::Agree(args) => agree::run(args, output).await,
        Command::ByHand(args) => by_hand::run(args, output).await,
        Command::Llm(args) => llm::run(args, output).await,
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

/// Units in the order in which a model in a folder finds them likeliest to contradict; as they are without one.
fn ordered(units: Vec<Unit>, model: Option<&Path>, output: &Output) -> Result<Vec<Unit>> {
    let Some(folder) = model else {
        return Ok(units);
    };
    let reader = conflicts::open(folder)?;
    let bar = output.animated().then(|| {
        let style =
            ProgressStyle::with_template("{bar:30} {pos}/{len} read by the model, {eta} to go")
                .unwrap_or_else(|_| ProgressStyle::default_bar());
        ProgressBar::new(units.len() as u64).with_style(style)
    });
    let found = conflicts::likeliest_first(reader.as_ref(), units, |done| {
        if let Some(bar) = &bar {
            bar.set_position(done as u64);
        }
    });
    if let Some(bar) = &bar {
        bar.finish_and_clear();
    }
    output.remark(
        "chosen by a model, not drawn: how far machine and people agree on these says nothing of the others",
    );
    found
}
