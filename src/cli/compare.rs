//! `shopper compare`

use super::gate::{Outlets, end};
use super::output::Output;
use crate::error::{Error, Exit, Result};
use crate::model::Denominator;
use crate::report::gate::Checked;
use crate::report::{self, Published, comparison};
use crate::score::compare::{
    self, Aggregate, Comparison, FamilyMember, Options, Refusal, Topic, against,
};
use crate::score::metric;
use crate::sheet::nearest;
use std::path::{Path, PathBuf};

/// Hold two waves against each other, company by company, and call each change clear or noise
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A wave is a report's folder, a study's folder with one report, or STUDY@WAVE.

Examples:
  shopper compare my-study@2026-10 my-study@2026-11
  shopper compare reports/a reports/b --by sector --out /tmp/change
  shopper compare old new --same oldco=newco --allow panel
  shopper compare my-study@2026-10 my-study@2026-11 --fail-on worse --junit change.xml
  shopper compare my-study@2026-11 --against published.csv --edition uk-2014

What differs between the designs is refused by name, unless allowed: study, formula, channels, questions, panel,
personas, clock, cut-off, population. What a study can detect: shopper plan --power")]
pub(super) struct Args {
    /// The earlier wave; with --against alone, the wave that is held against the figures
    #[arg(value_name = "BASE")]
    base: String,
    /// The later wave
    #[arg(value_name = "HEAD", required_unless_present = "against")]
    head: Option<String>,
    /// Published figures to hold the later wave against: a CSV with metric, channel, value, n and edition
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// Whose figures, where the file has several
    #[arg(long, value_name = "ID", requires = "against")]
    edition: Option<String>,
    /// Compare each sector too
    #[arg(long, value_enum, value_name = "WHAT")]
    by: Option<By>,
    /// A company of the base that has another id now, or was merged: OLD=NEW; repeatable
    #[arg(long, value_name = "OLD=NEW", value_parser = same)]
    same: Vec<(String, String)>,
    /// Compare although the designs differ in this; the result says so
    #[arg(long, value_name = "TOPIC", value_delimiter = ',', value_parser = topic)]
    allow: Vec<Topic>,
    /// Compare these numbers instead of the usual ones: NAME or NAME:DENOMINATOR as in estimates.csv; repeatable
    #[arg(long, value_name = "METRIC", value_parser = chosen)]
    metric: Vec<FamilyMember>,
    /// Print one JSON object instead of Markdown
    #[arg(long)]
    json: bool,
    /// End with 99 when anything became clearly worse, or could not be told
    ///
    /// What the earlier wave measured and the later one did not counts as not held, and so does a comparison in which
    /// no number could be tested. A single number of too few companies does not.
    #[arg(long, value_enum, value_name = "WHEN", default_value = "never")]
    fail_on: FailOn,
    #[command(flatten)]
    outlets: Outlets,
    /// Write comparison.csv, its datapackage.json, comparison.html and comparison.md into a folder; with --against, against.json and against.md
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    /// Anything that is called clear and is for the worse, is no longer measured, or nothing that could be tested
    Worse,
    /// Nothing
    Never,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum By {
    /// Each sector
    Sector,
}

/// Refuses what says something of two waves where there is one: who asks for a gate must not be told that it passed.
fn only_of_two_waves(args: &Args) -> Result<()> {
    let given = [
        ("--fail-on worse", args.fail_on == FailOn::Worse),
        (
            "--junit, --job-summary or --annotations",
            args.outlets.any(),
        ),
        ("--metric", !args.metric.is_empty()),
        ("--by", args.by.is_some()),
        ("--same", !args.same.is_empty()),
        (
            "--allow of anything but `formula`",
            args.allow.iter().any(|topic| *topic != Topic::Formula),
        ),
    ];
    match given.into_iter().find(|(_, given)| *given) {
        Some((flag, _)) if args.head.is_none() => Err(Error::Usage {
            message: format!("{flag} is of two waves, and --against holds one against figures"),
            hint: "name the earlier wave and the later one, or leave it out".to_owned(),
        }),
        _ => Ok(()),
    }
}

pub(super) fn run(args: &Args, output: &Output) -> Result<Exit> {
    only_of_two_waves(args)?;
    let read = |name: &str| Published::read(&report::find_published(name)?);
    let (base, head) = match &args.head {
        Some(head) => (Some(read(&args.base)?), read(head)?),
        None => (None, read(&args.base)?),
    };
    let mut json = serde_json::Map::new();
    let mut text = String::new();
    let mut checked = None;
    if let Some(base) = base {
        let found = compared(&base, &head, &options(args))?;
        if let Some(out) = &args.out {
            for file in comparison::write(out, &found)? {
                output.remark(&format!("{}", file.display()));
            }
        }
        checked = Some(Checked::of_comparison(&found, head.design.as_of));
        text.push_str(&comparison::markdown(&found));
        if let serde_json::Value::Object(all) = comparison::json(&found) {
            json.extend(all);
        }
    }
    if let Some(path) = &args.against {
        let figures = comparison::figures(path)?;
        let edition = edition(&figures, args.edition.as_deref(), path)?;
        let any_formula = args.allow.contains(&Topic::Formula);
        let found = against(&head, &figures, &edition, any_formula);
        if !text.is_empty() {
            text.push('\n');
        }
        if let Some(out) = &args.out {
            for file in comparison::write_against(out, &found)? {
                output.remark(&format!("{}", file.display()));
            }
        }
        text.push_str(&comparison::against_markdown(&found));
        json.insert("against".to_owned(), comparison::against_json(&found));
    }
    if args.json {
        Output::json(&json)?;
    } else {
        Output::text(&text)?;
    }
    let Some(checked) = checked else {
        return Ok(Exit::Ok);
    };
    args.outlets.write(&checked)?;
    match args.fail_on {
        FailOn::Worse => end(&checked, true, output),
        FailOn::Never => Ok(Exit::Ok),
    }
}

fn options(args: &Args) -> Options {
    let usual = Options::default();
    Options {
        same: args.same.clone(),
        allow: args.allow.iter().copied().collect(),
        by_sector: args.by.is_some(),
        family: if args.metric.is_empty() {
            usual.family
        } else {
            args.metric.clone()
        },
        named: !args.metric.is_empty(),
        replicates: usual.replicates,
    }
}

/// Compares, and fails with every refusal and what to do about each.
pub(super) fn compared(
    base: &Published,
    head: &Published,
    options: &Options,
) -> Result<Comparison> {
    compare::compare(base, head, options).map_err(|refused| refusal(&refused))
}

fn refusal(refused: &[Refusal]) -> Error {
    let lines: Vec<String> = refused
        .iter()
        .map(|r| format!("- {r} ({})\n  {}", r.topic().as_str(), r.remedy()))
        .collect();
    Error::Refused {
        message: format!(
            "these waves cannot be compared as they are:\n{}",
            lines.join("\n")
        ),
        hint: "--allow takes several, with commas between; the result then says what differs"
            .to_owned(),
    }
}

/// The edition that is meant.
fn edition(figures: &[Aggregate], wanted: Option<&str>, path: &Path) -> Result<String> {
    let mut editions: Vec<&str> = figures.iter().map(|f| f.edition.as_str()).collect();
    editions.sort_unstable();
    editions.dedup();
    let known = editions.join(", ");
    match (wanted, &editions[..]) {
        (_, []) => Err(Error::Refused {
            message: format!("{} holds no figures", path.display()),
            hint: "a row is metric,channel,value,n,edition".to_owned(),
        }),
        (Some(wanted), _) if editions.contains(&wanted) => Ok(wanted.to_owned()),
        (Some(wanted), _) => Err(Error::Usage {
            message: format!("{} has no edition {wanted}", path.display()),
            hint: nearest(wanted, editions.iter().copied()).unwrap_or(format!("it has {known}")),
        }),
        (None, [only]) => Ok((*only).to_owned()),
        (None, _) => Err(Error::Usage {
            message: format!("{} has figures of several editions", path.display()),
            hint: format!("choose one with --edition: {known}"),
        }),
    }
}

fn same(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((old, new)) if !old.is_empty() && !new.is_empty() => {
            Ok((old.to_owned(), new.to_owned()))
        }
        _ => Err("expected OLD=NEW, the ids of a company in the base and in the head".to_owned()),
    }
}

fn topic(text: &str) -> Result<Topic, String> {
    Topic::parse(text).ok_or_else(|| {
        let words = Topic::ALL.map(Topic::as_str);
        nearest(text, words).unwrap_or_else(|| format!("expected one of {}", words.join(", ")))
    })
}

fn chosen(text: &str) -> Result<FamilyMember, String> {
    let (name, denominator) = match text.split_once(':') {
        Some((name, word)) => {
            let denominator = Denominator::parse(word).ok_or_else(|| {
                let words = Denominator::ALL.iter().map(|d| d.as_str());
                nearest(word, words).unwrap_or_else(|| format!("`{word}` is no denominator"))
            })?;
            (name, Some(denominator))
        }
        None => (text, None),
    };
    let metric = compare::find(name, denominator).ok_or_else(|| {
        let names = metric::all().map(|m| m.name);
        nearest(name, names)
            .unwrap_or_else(|| "no such metric; estimates.csv names them all".to_owned())
    })?;
    if metric.adds_up() {
        return Err(format!(
            "`{}` adds up over the enquiries, of which two waves may have other numbers; compare a share or a mean",
            metric.name
        ));
    }
    Ok(FamilyMember {
        metric,
        by_channel: true,
    })
}
