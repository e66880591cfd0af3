//! `shopper status`

use super::output::Output;
use super::workplace::StudyArg;
use crate::clock::Clock;
use crate::error::{Exit, Result};
use crate::store::Scope;
use serde_json::{Map, json};
use std::fmt::Write as _;

/// Show where fieldwork stands, what is in doubt and what waits for a person
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shopper status my-study --exit-code || echo 'not over yet'")]
pub(super) struct Args {
    #[command(flatten)]
    study: StudyArg,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// End with 8 while the wave is open
    #[arg(long)]
    exit_code: bool,
}

pub(super) async fn run(args: &Args) -> Result<Exit> {
    let place = args.study.open()?;
    let (store, ledger) = place.existing().await?;
    let standing = ledger.standing().await?;
    let in_doubt = ledger.in_doubt().await?;
    let mut review = Vec::new();
    store
        .review(Scope::Waiting, |message| {
            review.push(message);
            Ok(())
        })
        .await?;
    let kinds = ledger.kinds().await?;
    let coded = ledger.coded().await?;
    let collected_until = store.collected_until().await?;
    let next_due = ledger
        .progress()
        .await?
        .iter()
        .filter(|p| p.last_attempt.is_none())
        .filter_map(|p| p.enquiry.due_at)
        .min();
    let open = Clock::Wall.now() < ledger.closes;
    if args.json {
        let kinds: Map<_, _> = kinds
            .iter()
            .map(|(k, n)| (k.to_string(), json!(n)))
            .collect();
        Output::json(&json!({
            "study": place.study.id, "wave": place.study.wave.id, "open": open,
            "closes": ledger.closes, "collected_until": collected_until, "next_due": next_due,
            "enquiries": standing, "replies": kinds, "coded": coded, "in_doubt": in_doubt,
            "waiting_for_review": review.len(), "review": review,
        }))?;
    } else {
        let mut text = format!(
            "{}, wave {}: {} {}\n\n",
            place.study.title,
            place.study.wave.id,
            if open { "open until" } else { "closed since" },
            ledger.closes
        );
        for (label, count) in [
            ("enquiries planned", standing.planned),
            ("on an offered channel", standing.offered),
            ("sent", standing.sent),
            ("refused by the server", standing.refused),
            ("in doubt", standing.in_doubt),
            ("left to a person", standing.handed_over),
            ("waiting", standing.waiting),
            ("answered", standing.answered),
            ("messages stored", standing.messages),
            ("tied to no enquiry", standing.untied),
        ] {
            let _ = writeln!(text, "{label:<22} {count:>7}");
        }
        if let Some(at) = next_due {
            let _ = writeln!(text, "\nnext enquiry due {at}");
        }
        if let Some(at) = collected_until {
            let _ = writeln!(text, "mailboxes last read {at}");
        }
        if !kinds.is_empty() {
            text.push_str("\nreplies by kind\n");
            for (kind, count) in &kinds {
                let _ = writeln!(text, "  {kind:<20} {count:>7}");
            }
        }
        if coded.codes > 0 {
            text.push_str("\ncoded\n");
            for (what, by) in [("answers", &coded.answers), ("pairs", &coded.pairs)] {
                for (kind, count) in by {
                    let label = format!("{what} by {kind}");
                    let _ = writeln!(text, "  {label:<20} {count:>7}");
                }
            }
            if coded.unsure_pairs > 0 {
                let _ = writeln!(text, "  {:<20} {:>7}", "pairs unsure", coded.unsure_pairs);
            }
        }
        if !in_doubt.is_empty() {
            text.push_str(
                "\nin doubt: these may have been sent, and are not sent again; look for the message \
                 id in your provider's log\n",
            );
            for doubt in &in_doubt {
                let _ = writeln!(
                    text,
                    "  {}  {}  <{}>",
                    doubt.intended_at, doubt.enquiry_id, doubt.own_id
                );
            }
        }
        if !review.is_empty() {
            let (n, wait) = match review.len() {
                1 => ("1 message".to_owned(), "waits"),
                n => (format!("{n} messages"), "wait"),
            };
            let _ = writeln!(
                text,
                "\nfor a person to decide: {n} {wait}; `shopper review` lists them"
            );
        }
        Output::text(&text)?;
    }
    Ok(if args.exit_code && open {
        Exit::StillCollecting
    } else {
        Exit::Ok
    })
}
