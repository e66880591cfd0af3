//! `shopper explain`

use super::explain_form;
use super::mailbag::messages;
use super::output::Output;
use crate::coding::bio::{self, Bio};
use crate::error::{Error, Exit, Result};
use crate::intake;
use crate::model::{Features, Language, Response, TiedBy, TimeSource};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Show how a rule of this program reads what you give it, as JSON, one object a line
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Mail(MailArgs),
    Bio(BioArgs),
    Form(explain_form::Args),
}

/// Why each message is tied, classed and read as it is
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  shopper explain mail --address anna.reed@shop.example Maildir | jq -r '[.kind, .rule] | @tsv'"
)]
struct MailArgs {
    /// The persona's address: only a token in its plus-part counts [default: any address's]
    #[arg(long, value_name = "ADDRESS")]
    address: Option<String>,
    /// Messages: .eml files, mboxes, maildirs or folders of files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// What a bio says of hours, promised times, contact and people
///
/// Reads JSON lines {"text": "..", "id": ..}; prints one object for each, in their order, with its `id`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  shopper explain bio bios.jsonl | jq -c '[.id, .promise_kind, .promise_minutes]'\n  \
                  echo '{\"text\": \"Mon-Fri 9-5. We reply within 2 hours.\"}' | shopper explain bio -"
)]
struct BioArgs {
    /// A file of JSON lines; `-` for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// One line of what is printed.
#[derive(Serialize)]
struct Explained<'a> {
    file: &'a str,
    token: Option<&'a str>,
    tied_by: Option<&'a str>,
    kind: &'a str,
    rule: &'a str,
    evidence: &'a [String],
    text: &'a str,
    answered_at: Option<String>,
    answered_at_source: Option<&'a str>,
    language: Option<&'a str>,
    bounce_status: Option<&'a str>,
    #[serde(flatten)]
    features: &'a Features,
}

pub(super) async fn run(args: &Args) -> Result<Exit> {
    match &args.what {
        What::Mail(args) => mail(args),
        What::Bio(args) => bio(&args.file),
        What::Form(args) => explain_form::run(args).await,
    }
}

fn mail(args: &MailArgs) -> Result<Exit> {
    let address = args.address.as_deref();
    if let Some(wrong) = address.filter(|a| !a.contains('@')) {
        return Err(Error::Usage {
            message: format!("--address {wrong}: not an address"),
            hint: "give the persona's address as the study has it, such as anna@shop.example"
                .to_owned(),
        });
    }
    for path in &args.files {
        messages(path, |file, raw| {
            Output::json(&explained(file, &intake::examine(raw, None, &[], address)))
        })?;
    }
    Ok(Exit::Ok)
}

/// No more of a line of JSON is read than this.
const LINE: u64 = 8 << 20;

/// One line of what is read.
#[derive(Deserialize)]
struct Told {
    text: String,
    #[serde(default)]
    id: Option<Value>,
}

/// One line of what is printed.
#[derive(Serialize)]
struct ReadBio {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Value>,
    #[serde(flatten)]
    bio: Bio,
}

/// A line that cannot be read is named and passed over, and the exit code says so at the end.
fn bio(path: &Path) -> Result<Exit> {
    let failed = |e| Error::file(path, e);
    let source: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(File::open(path).map_err(failed)?)
    };
    let mut lines = BufReader::new(source);
    let (mut bad, mut number) = (0usize, 0usize);
    let mut line = Vec::new();
    loop {
        line.clear();
        if (&mut lines)
            .take(LINE)
            .read_until(b'\n', &mut line)
            .map_err(failed)?
            == 0
        {
            break;
        }
        number += 1;
        let whole = line.ends_with(b"\n");
        if !whole && line.len() as u64 == LINE {
            lines.skip_until(b'\n').map_err(failed)?;
        }
        // A mark that some editors put before the first line is no part of it.
        let told = line
            .strip_prefix("\u{feff}".as_bytes())
            .unwrap_or(&line)
            .trim_ascii();
        if told.is_empty() {
            continue;
        }
        match serde_json::from_slice::<Told>(told) {
            Ok(Told { text, id }) => Output::json(&ReadBio {
                id,
                bio: bio::read(&text),
            })?,
            Err(error) => {
                bad += 1;
                Output::failure(&Error::Refused {
                    message: format!("{}:{number}: {error}", path.display()),
                    hint: r#"each line is one object such as {"text": "We reply within 2 hours.", "id": 1}"#.to_owned(),
                });
            }
        }
    }
    Ok(if bad == 0 { Exit::Ok } else { Exit::Failed })
}

fn explained<'a>(file: &'a str, response: &'a Response) -> Explained<'a> {
    Explained {
        file,
        token: response.token.as_deref(),
        // No study, no ledger: a token is all that a message can be tied by, and nobody has checked it.
        tied_by: response
            .token
            .is_some()
            .then_some(TiedBy::AddressToken.as_str()),
        kind: response.kind.as_str(),
        rule: &response.rule,
        evidence: &response.evidence,
        text: &response.text,
        answered_at: response.answered_at.map(|t| t.to_string()),
        answered_at_source: response.answered_at_source.map(TimeSource::as_str),
        language: response.language.map(Language::as_str),
        bounce_status: response.bounce_status.as_deref(),
        features: &response.features,
    }
}
