//! `shopper demo`

use super::before::EarlierWaves;
use super::output::{Output, counted};
use super::simulate::{Simulation, simulate};
use crate::channel::browser::{BrowserOptions, find};
use crate::error::{Error, Exit, Result};
use crate::plan;
use crate::report::{self, Staged};
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
    /// Put a question to each company by chat too, in Chromium: some three seconds a company that offers it
    #[arg(long)]
    chat: bool,
    /// Days of fieldwork
    #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u16).range(1..=90))]
    days: u16,
}

pub(super) async fn run(args: &Args, output: &Output) -> Result<Exit> {
    if args.chat {
        find(&BrowserOptions::new(&args.out))?;
    }
    let dir = args.out.join("study");
    write_study(args, &dir)?;
    let study = plan::load(&dir)?;
    let plan = plan::make(&study)?;
    let channels: Vec<&str> = study.design.questions.keys().map(|c| c.as_str()).collect();
    let offered = plan.enquiries.iter().filter(|e| e.offered()).count();
    output.remark(&format!(
        "{}, {} by {}, {offered} of them to companies that offer the channel; {} of fieldwork in simulated time",
        counted(study.panel.len() as u64, "company"),
        counted(plan.enquiries.len() as u64, "enquiry"),
        channels.join(", "),
        counted(args.days.into(), "day")
    ));
    let simulation = Simulation {
        study: &study,
        plan: &plan,
        seed: args.seed,
        out: &args.out,
        earlier: &EarlierWaves::default(),
    };
    let simulated = simulate(simulation, output).await?;
    let summary = args.out.join("summary.md");
    let text = std::fs::read_to_string(&summary).map_err(|e| Error::file(&summary, e))?;
    Output::text(&text)?;
    output.remark(&format!(
        "\n{} sent, {} came back, late ones included; {} in {}",
        counted(simulated.standing.sent, "enquiry"),
        counted(simulated.standing.answered, "answer"),
        counted(simulated.files.len() as u64, "file"),
        args.out.display()
    ));
    if let Some(invitation) =
        invitation(args.chat, || find(&BrowserOptions::new(&args.out)).is_ok())
    {
        output.remark(invitation);
    }
    Ok(Exit::Ok)
}

/// What is said to who did not ask by chat and could: it takes a browser, and some minutes in place of seconds.
fn invitation(chat: bool, has_browser: impl FnOnce() -> bool) -> Option<&'static str> {
    (!chat && has_browser()).then_some(
        "Chromium is here: with --chat the companies' live chats are asked too, which takes some minutes",
    )
}

/// The study that is run, as files like anybody's.
fn write_study(args: &Args, dir: &std::path::Path) -> Result<()> {
    let panel = sandbox::panel(args.companies as usize, args.seed);
    let mut files = vec![Staged::whole(
        &dir.join("companies.csv"),
        sandbox::panel_csv(&panel).as_bytes(),
    )?];
    for (name, text) in plan::banks() {
        let path = dir.join("questions").join(name);
        files.push(Staged::whole(&path, text.as_bytes())?);
    }
    let pace = Pace::of(args.days);
    let study = include_str!("demo.toml")
        .replace("@SEED@", &args.seed.to_string())
        .replace("@DAYS@", &args.days.to_string())
        .replace("@SPACING@", pace.spacing)
        .replace("@CAP@", &pace.daily_cap.to_string())
        // An account of a study would make fewer posts a day: this one is to ask the whole panel.
        .replace("@POSTS@", &(args.companies * 10).max(50).to_string())
        .replace("@CHAT@", if args.chat { "chat = 1\n" } else { "" })
        .replace("@PATIENCE@", &pace.patience_hours.to_string());
    files.push(Staged::whole(&dir.join("study.toml"), study.as_bytes())?);
    report::publish(files).map(|_| ())
}

/// How fast the ten questions on three channels follow each other: a week of patience where there is room for it, else
/// half of the fieldwork, with the questions in what is left.
struct Pace {
    spacing: &'static str,
    daily_cap: u8,
    patience_hours: u16,
}

impl Pace {
    fn of(days: u16) -> Self {
        let (spacing, daily_cap) = match days {
            0..=5 => ("15m", 32),
            6..=9 => ("30m", 16),
            _ => ("45m", 10),
        };
        Self {
            spacing,
            daily_cap,
            patience_hours: (days * 12).min(7 * 24),
        }
    }
}

#[cfg(test)]
#[path = "demo_balance_tests.rs"]
mod balance_tests;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_can_ask_by_chat_and_did_not_is_told_so() {
        assert!(invitation(false, || true).is_some_and(|said| said.contains("--chat")));
        assert_eq!(invitation(false, || false), None);
        assert_eq!(
            invitation(true, || panic!("no browser is looked for again")),
            None
        );
    }

    #[test]
    fn a_demo_of_any_length_can_be_planned() {
        for days in [1, 2, 3, 5, 6, 7, 9, 10, 13, 14, 30, 90] {
            let dir = tempfile::tempdir().unwrap();
            let args = Args {
                out: dir.path().to_owned(),
                seed: 5,
                companies: 20,
                days,
                chat: days == 14,
            };
            write_study(&args, dir.path()).unwrap();
            let study = plan::load(dir.path()).unwrap();
            let plan = plan::make(&study).unwrap_or_else(|e| panic!("{days} days: {e}"));
            assert_eq!(plan.enquiries.len(), if days == 14 { 620 } else { 600 });
        }
    }
}
