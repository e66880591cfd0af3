//! `shopper explain`

use super::explain_answers;
use super::explain_form;
use super::json_lines;
use super::mailbag::messages;
use super::output::Output;
use crate::coding::bio::{self, Bio};
use crate::error::{Error, Exit, Result};
use crate::intake;
use crate::model::{Features, Language, Response, TiedBy, TimeSource};
use serde::{Deserialize, Serialize};
use serde_json::Value;
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
    Answers(explain_answers::Args),
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
        What::Answers(args) => explain_answers::run(args),
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

fn bio(path: &Path) -> Result<Exit> {
    let example = r#"{"text": "We reply within 2 hours.", "id": 1}"#;
    json_lines::each(path, example, |Told { text, id }| {
        Output::json(&ReadBio {
            id,
            bio: bio::read(&text),
        })
    })
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
