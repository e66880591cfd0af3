//! `shopper code export`

use super::super::output::{Output, counted};
use super::super::workplace::{StudyArg, Workplace};
use super::Only;
use crate::coding::sheet::{Dealing, Unit, codebook_page, deal, left_unsure, pages};
use crate::error::{Error, Exit, Result};
use crate::fieldwork::coders;
use crate::model::Criterion;
use crate::report;
use crate::sheet::{Page, workbook};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Write coding sheets: shuffled, and blind to company, channel and machine
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shopper code export my-study --coders AB,CD --double 0.2\n  shopper code export my-study --coders AB --criteria relation --only unsure\n\nFill in the columns of the criteria; an empty cell is not coded yet. Leave the column `unit` as it is: it alone says\nwhat a row is about. Columns of your own begin with `x_`. The workbook offers the codes; codebook.csv explains them."
)]
pub(super) struct Args {
    #[command(flatten)]
    study: StudyArg,
    /// Who codes, each with a sheet of their own
    #[arg(long, value_name = "NAMES", value_delimiter = ',', required = true, value_parser = super::coder)]
    coders: Vec<String>,
    /// The share of the units that every coder gets, 0 to 1; the others are dealt out
    #[arg(long, value_name = "SHARE", default_value_t = 0.2, value_parser = share)]
    double: f64,
    /// What is coded; `relation` is of pairs of answers and has sheets of its own [default: substance, correct, the
    /// yes-or-no ones and rating]
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = super::criterion)]
    criteria: Vec<Criterion>,
    /// Only what a machine left unsure
    #[arg(long, value_enum)]
    only: Option<Only>,
    /// At most so many units, drawn by the study's seed
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    sample: Option<u32>,
    /// Take what a model on this machine finds likeliest to contradict instead of drawing: DIR holds a cross-encoder as
    /// model.onnx, tokenizer.json and config.json; needs a program built with the feature `local-model`
    #[arg(long, value_name = "DIR", requires = "only", requires = "sample")]
    model: Option<PathBuf>,
    /// The name of the round; another round has another order
    #[arg(long, value_name = "NAME", default_value = "1", value_parser = round)]
    round: String,
    /// Write only one of the two formats
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Folder to write into [default: coding/WAVE/ROUND in the study]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Csv,
    Xlsx,
}

fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text
        .parse()
        .map_err(|_| "a number from 0 to 1".to_owned())?;
    if (0.0..=1.0).contains(&share) {
        Ok(share)
    } else {
        Err("a number from 0 to 1".to_owned())
    }
}

fn round(text: &str) -> Result<String, String> {
    super::coder(text)
}

pub(super) async fn run(args: &Args, output: &Output) -> Result<Exit> {
    let place = args.study.open()?;
    let (_store, ledger) = place.existing().await?;
    let criteria = super::criteria(&args.criteria);
    let coders = coders_of(args)?;
    let mut units = coders::units(&place.study, &ledger, &criteria).await?;
    if args.only == Some(Only::Unsure) {
        units.retain(|unit| left_unsure(unit, &criteria));
    }
    if units.is_empty() {
        return Err(Error::Refused {
            message: "there is nothing to code".to_owned(),
            hint: match args.only {
                Some(Only::Unsure) => "no machine left anything unsure on these criteria; leave --only out to code everything",
                None => "no reply has come yet; `shopper collect STUDY` fetches them",
            }
            .to_owned(),
        });
    }
    if let (Some(_), Some(most)) = (&args.model, args.sample) {
        units = super::ordered(units, args.model.as_deref(), output)?;
        units.truncate(most as usize);
    }
    let dealing = Dealing {
        seed: place.study.seed,
        round: &args.round,
        coders: &coders,
        double: args.double,
        sample: args.sample.map(|n| n as usize),
    };
    let files = files(&units, &dealing, &criteria, args)?;
    let folder = folder(args, &place);
    for (name, _) in &files {
        let path = folder.join(name);
        // Hours of a person's work may stand in it.
        if path.exists() {
            return Err(Error::Refused {
                message: format!(
                    "{} is there already, and is not overwritten",
                    path.display()
                ),
                hint: "give the round another name with --round, or another folder with --out"
                    .to_owned(),
            });
        }
    }
    let mut list = String::new();
    for (name, bytes) in &files {
        let path = folder.join(name);
        report::write_file(&path, bytes)?;
        let _ = writeln!(list, "{}", path.display());
    }
    Output::text(&list)?;
    remark(&units, &dealing, &folder, output);
    Ok(Exit::Ok)
}

/// The coders, if no two have names that differ in capitals alone: their files, and they, would be mistaken
/// for each other.
fn coders_of(args: &Args) -> Result<Vec<String>> {
    let mut coders: Vec<String> = Vec::new();
    for name in &args.coders {
        if coders
            .iter()
            .any(|c| c.to_lowercase() == name.to_lowercase())
        {
            return Err(Error::Usage {
                message: format!("--coders names {name} twice"),
                hint: "give each coder a name of their own".to_owned(),
            });
        }
        if name.to_lowercase() == "codebook" {
            return Err(Error::Usage {
                message: "--coders: a sheet of the name codebook is there already".to_owned(),
                hint: "take initials".to_owned(),
            });
        }
        coders.push(name.clone());
    }
    Ok(coders)
}

fn folder(args: &Args, place: &Workplace) -> PathBuf {
    let usual = || {
        let wave = &place.study.wave.id;
        place.dir.join("coding").join(wave).join(&args.round)
    };
    args.out.clone().unwrap_or_else(usual)
}

/// The names of the files and what stands in them.
fn files(
    units: &[Unit],
    dealing: &Dealing<'_>,
    criteria: &[Criterion],
    args: &Args,
) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    let codebook = codebook_page(criteria);
    for (coder, hand) in dealing.coders.iter().zip(deal(units, dealing)) {
        let mut pages: Vec<Page> = pages(&hand, criteria, coder, dealing.round);
        if args.format != Some(Format::Xlsx) {
            for page in &pages {
                let end = if page.name == "pairs" { "-pairs" } else { "" };
                files.push((format!("{coder}{end}.csv"), page.csv()?));
            }
        }
        if args.format != Some(Format::Csv) && !pages.is_empty() {
            pages.push(codebook.clone());
            files.push((format!("{coder}.xlsx"), workbook(&pages)?));
        }
    }
    if args.format != Some(Format::Xlsx) {
        files.push(("codebook.csv".to_owned(), codebook.csv()?));
    }
    Ok(files)
}

fn remark(units: &[Unit], dealing: &Dealing<'_>, folder: &Path, output: &Output) {
    let count = dealing.sample.map_or(units.len(), |n| n.min(units.len())) as u64;
    let coders = dealing.coders.len() as u64;
    output.remark(&format!(
        "{} for {}; when they are filled in: `shopper code import {} --study STUDY`, each coder's sheet as CSV or as \
         workbook, whichever was filled in",
        counted(count, "unit"),
        counted(coders, "coder"),
        folder.join("*.xlsx").display()
    ));
}
