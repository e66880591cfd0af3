//! `shopper noticed`

use super::output::Output;
use super::workplace::{StudyArg, Workplace};
use crate::clock::Clock;
use crate::error::{Error, Exit, Result};
use crate::model::Notice;
use crate::sheet;
use crate::store::Ledger;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Log which companies seem to have noticed that they are being studied
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shopper noticed my-study\n  shopper noticed my-study 2026-11.acme.q1.email --note \"asked who we are\"\n  \
                  shopper noticed my-study 2026-11.acme.q1.email --undo\n\n\
                  One argument that is no file or folder names an enquiry of the study in this folder. When something was\n\
                  noticed, the report says what its figures would be without those companies (data/sensitivity.csv)."
)]
pub(super) struct Args {
    /// Folder of the study, or its study.toml; default: this folder
    #[arg(value_name = "STUDY")]
    study: Option<PathBuf>,
    /// The enquiry by which the company noticed; without one, those that were noted are listed
    #[arg(value_name = "ENQUIRY")]
    enquiry: Option<String>,
    /// By what it shows
    #[arg(long, value_name = "TEXT", default_value = "", value_parser = note)]
    note: String,
    /// The company did not notice after all
    #[arg(long)]
    undo: bool,
    /// Print one JSON object: all that is noted
    #[arg(long)]
    json: bool,
}

/// Longer notes are letters.
const MOST: usize = 1_000;

fn note(text: &str) -> Result<String, String> {
    if text.chars().count() > MOST {
        return Err(format!("at most {MOST} characters"));
    }
    Ok(text.to_owned())
}

impl Args {
    /// The study and the enquiry.
    fn named(&self) -> (StudyArg, Option<String>) {
        let here = StudyArg::at(Path::new("."));
        match (&self.study, &self.enquiry) {
            (None, _) => (here, None),
            (Some(study), None) if !study.exists() => {
                (here, Some(study.to_string_lossy().into_owned()))
            }
            (Some(study), enquiry) => (StudyArg::at(study), enquiry.clone()),
        }
    }
}

pub(super) async fn run(args: &Args) -> Result<Exit> {
    let (study, enquiry) = args.named();
    if enquiry.is_none() && (args.undo || !args.note.is_empty()) {
        return Err(Error::Usage {
            message: "--note and --undo are about an enquiry, and none is named".to_owned(),
            hint: "such as `shopper noticed STUDY 2026-11.acme.q1.email --undo`".to_owned(),
        });
    }
    let place = study.open()?;
    let (_store, ledger) = place.existing().await?;
    if let Some(name) = &enquiry {
        let seq = find(&place, name)?;
        let notice = Notice {
            enquiry: seq,
            noticed: !args.undo,
            note: args.note.clone(),
            at: Clock::Wall.now(),
        };
        log(&ledger, &notice, name).await?;
    }
    let notices = ledger.notices().await?;
    if args.json {
        let listed: Vec<Value> = notices.iter().map(|n| described(&place, n)).collect();
        Output::json(&json!({ "noticed": listed }))?;
    } else if let Some(name) = &enquiry {
        let what = if args.undo {
            "no longer among those by which companies noticed"
        } else {
            "noted as noticed"
        };
        Output::text(&format!("{name}: {what}\n"))?;
    } else {
        Output::text(&listing(&place, &notices))?;
    }
    Ok(Exit::Ok)
}

/// Adds a note to the log, unless it takes back what was not noted.
async fn log(ledger: &Ledger, notice: &Notice, name: &str) -> Result<()> {
    let noted = ledger.notices().await?;
    if !notice.noticed && !noted.iter().any(|n| n.enquiry == notice.enquiry) {
        return Err(Error::Refused {
            message: format!("{name} is not noted as noticed"),
            hint: "`shopper noticed STUDY` lists those that are".to_owned(),
        });
    }
    ledger.notice(notice).await
}

/// The position in the plan of the enquiry with this name; only what can have reached a company can have been noticed.
fn find(place: &Workplace, name: &str) -> Result<u32> {
    let study = &place.study;
    let all = &place.plan.enquiries;
    match all.iter().find(|e| e.id(study) == name) {
        Some(enquiry) if enquiry.offered() => Ok(enquiry.seq),
        Some(_) => Err(Error::Refused {
            message: format!("{name} is not asked: the company does not offer the channel"),
            hint: "name the enquiry by which the company noticed".to_owned(),
        }),
        None => {
            let names: Vec<String> = all.iter().map(|e| e.id(study)).collect();
            let near = sheet::nearest(name, names.iter().map(String::as_str));
            Err(Error::Refused {
                message: format!("there is no enquiry `{name}` in wave {}", study.wave.id),
                hint: near.unwrap_or_else(|| {
                    "`shopper plan STUDY --json` lists them by enquiry_id".to_owned()
                }),
            })
        }
    }
}

fn described(place: &Workplace, notice: &Notice) -> Value {
    let Some(enquiry) = place.plan.enquiries.get(notice.enquiry as usize) else {
        return Value::Null;
    };
    json!({
        "enquiry_id": enquiry.id(&place.study),
        "company_id": enquiry.company(&place.study).id,
        "note": notice.note,
        "at": notice.at,
    })
}

fn listing(place: &Workplace, notices: &[Notice]) -> String {
    let mut text = match notices.len() {
        0 => return "no company is noted to have noticed\n".to_owned(),
        1 => "1 enquiry by which a company noticed\n".to_owned(),
        n => format!("{n} enquiries by which companies noticed\n"),
    };
    for notice in notices {
        let Some(enquiry) = place.plan.enquiries.get(notice.enquiry as usize) else {
            continue;
        };
        let words: String = notice
            .note
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let line = format!("  {}  {}  {words}", notice.at, enquiry.id(&place.study));
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}
