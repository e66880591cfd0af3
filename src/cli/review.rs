//! `shopper review`

use super::output::{Output, counted};
use super::workplace::StudyArg;
use crate::clock::Clock;
use crate::error::{Error, Exit, Result};
use crate::fieldwork::review;
use crate::report;
use crate::store::{Reviewable, Scope, Store};
use serde_json::json;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// List the messages that wait for a person, and take that person's decisions
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shopper review my-study\n  shopper review my-study --export review.csv\n  shopper review my-study --import review.csv --coder AB\n\nIn the list, fill in\n  enquiry_id  the enquiry it belongs to; several joined by `;`; or none\n  kind        what it is; empty keeps what the program says\n  note        why, if you like"
)]
pub(super) struct Args {
    #[command(flatten)]
    study: StudyArg,
    /// Every message, not only those that wait
    #[arg(long, conflicts_with = "import")]
    all: bool,
    /// Write the list as a CSV to fill in
    #[arg(long, value_name = "FILE", conflicts_with_all = ["import", "json"])]
    export: Option<PathBuf>,
    /// Take the decisions in such a list, all of them or none
    #[arg(long, value_name = "FILE", requires = "coder")]
    import: Option<PathBuf>,
    /// Who decided: initials or a short name
    #[arg(long, value_name = "NAME", requires = "import", value_parser = coder)]
    coder: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

fn coder(text: &str) -> Result<String, String> {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if (1..=20).contains(&text.chars().count()) && text.chars().all(fits) {
        Ok(text.to_owned())
    } else {
        Err("1 to 20 letters, digits, `-`, `_` and `.`".to_owned())
    }
}

pub(super) async fn run(args: &Args, output: &Output) -> Result<Exit> {
    let place = args.study.open()?;
    let (store, _ledger) = place.existing().await?;
    let scope = if args.all { Scope::All } else { Scope::Waiting };
    if let Some(path) = &args.export {
        export(&store, scope, path, output).await?;
    } else if let (Some(path), Some(coder)) = (&args.import, &args.coder) {
        import(&store, path, coder, args.json).await?;
    } else {
        list(&store, scope, args.json).await?;
    }
    Ok(Exit::Ok)
}

async fn export(store: &Store, scope: Scope, path: &Path, output: &Output) -> Result<()> {
    // Hours of a person's work may stand in it.
    if path.exists() {
        return Err(Error::Refused {
            message: format!(
                "{} is there already, and is not overwritten",
                path.display()
            ),
            hint: "name another file, or take it in first with --import".to_owned(),
        });
    }
    let (bytes, rows) = review::export(store, scope).await?;
    report::write_file(path, &bytes)?;
    Output::text(&format!("{}\n", path.display()))?;
    output.remark(&format!(
        "{}; fill in enquiry_id and kind, then `shopper review STUDY --import {} --coder NAME`",
        messages(rows),
        path.display()
    ));
    Ok(())
}

async fn import(store: &Store, path: &Path, coder: &str, as_json: bool) -> Result<()> {
    let imported = review::import(store, path, coder, Clock::Wall.now()).await?;
    let waiting = store.waiting().await?;
    if as_json {
        return Output::json(&json!({ "imported": imported, "waiting": waiting }));
    }
    let mut text = if imported.taken == 0 {
        "nothing changed".to_owned()
    } else {
        format!("{} decided", messages(imported.taken))
    };
    if imported.as_before > 0 {
        let _ = write!(text, "; {} decided so before", imported.as_before);
    }
    if imported.undecided > 0 {
        let _ = write!(text, "; {} rows are not filled in", imported.undecided);
    }
    Output::text(&format!("{text}\n{} still waiting\n", messages(waiting)))
}

async fn list(store: &Store, scope: Scope, as_json: bool) -> Result<()> {
    let mut listed = Vec::new();
    store
        .review(scope, |message| {
            listed.push(message);
            Ok(())
        })
        .await?;
    let (mut decided, mut otherwise) = (0_u64, Vec::new());
    store
        .review(Scope::Decided, |message| {
            decided += 1;
            if message
                .decision
                .as_ref()
                .is_some_and(|d| d.read_otherwise_since)
            {
                otherwise.push(message);
            }
            Ok(())
        })
        .await?;
    if as_json {
        return Output::json(&json!({
            "messages": listed, "decided": decided, "read_otherwise_since": otherwise,
        }));
    }
    let waiting = listed.iter().filter(|m| m.why.is_some()).count() as u64;
    let mut text = format!(
        "{} waiting for a person, {decided} decided\n",
        messages(waiting)
    );
    for message in &listed {
        text.push('\n');
        describe(message, &mut text);
    }
    if !otherwise.is_empty() {
        text.push_str("\ndecided, and read otherwise since; the decisions hold\n");
        for message in &otherwise {
            text.push('\n');
            describe(message, &mut text);
        }
    }
    Output::text(&text)
}

fn describe(message: &Reviewable, text: &mut String) {
    let mut line = |label: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "  {label:<10} {value}");
        }
    };
    let arrived = message.arrived.map_or(String::new(), |at| at.to_string());
    line("message", &message.message);
    line("from", &one_line(&message.from));
    line("arrived", &arrived);
    line("subject", &one_line(&message.subject));
    line("text", &one_line(&message.text));
    line("read as", &format!("{} ({})", message.kind, message.rule));
    line("tied to", message.tied_to.as_deref().unwrap_or_default());
    line("may be of", &message.candidates.join(", "));
    line("why", message.why.map_or("", |why| why.sentence()));
    if let Some(decision) = &message.decision {
        let whose = match &decision.enquiries {
            None => "as tied".to_owned(),
            Some(names) if names.is_empty() => "no enquiry".to_owned(),
            Some(names) => names.join(", "),
        };
        let kind = decision.kind.map_or("as read", |kind| kind.as_str());
        line("decided", &format!("{whose}; {kind} ({})", decision.coder));
        line("note", &one_line(&decision.note));
    }
}

/// What came from outside, for a terminal: no line ends, no control characters, not too long.
fn one_line(text: &str) -> String {
    const MOST: usize = 160;
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    let mut shown: String = line
        .chars()
        .filter(|c| !c.is_control())
        .take(MOST)
        .collect();
    if line.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}

/// Says after a collection how many messages wait for a person, if any do.
pub(super) async fn remind(store: &Store, output: &Output) -> Result<()> {
    let waiting = store.waiting().await?;
    if waiting > 0 {
        let verb = if waiting == 1 { "waits" } else { "wait" };
        output.remark(&format!(
            "{} {verb} for a person; `shopper review` lists them",
            messages(waiting)
        ));
    }
    Ok(())
}

fn messages(count: u64) -> String {
    counted(count, "message")
}
