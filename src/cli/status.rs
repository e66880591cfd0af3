//! `shopper status`

use super::output::Output;
use super::workplace::{StudyArg, Workplace};
use crate::clock::Clock;
use crate::error::{Exit, Result};
use crate::model::{Channel, Denominator, Study, Subject};
use crate::plan;
use crate::score::{Background, Scorer, row_with};
use crate::store::{Coded, InDoubt, Ledger, Scope};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// Show where fieldwork stands, what is in doubt and what waits for a person
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shopper status my-study --exit-code || echo 'not over yet'\n  shopper status my-study --json | jq -r .state\n\n\
                  state is not_opened, open, last_look_due (over, but messages were last read before the cut-off) or closed."
)]
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

pub(super) async fn run(args: &Args, clock: &Clock) -> Result<Exit> {
    let place = args.study.open()?;
    let Some((store, ledger)) = place.opened().await? else {
        return not_opened(&place, args);
    };
    let mut review = Vec::new();
    let waiting = store.review(Scope::Waiting, |message| {
        review.push(message);
        Ok(())
    });
    // Each goes through the whole wave: together they take as long as two processors need.
    let (standing, in_doubt, (), coded, collected_until, next_due) = tokio::try_join!(
        ledger.standing(),
        ledger.in_doubt(),
        waiting,
        ledger.coded(),
        store.collected_until(),
        ledger.next_due()
    )?;
    let so_far = match collected_until {
        Some(at) => so_far(&place.study, &ledger, at).await?,
        None => Vec::new(),
    };
    let open = clock.now() < ledger.closes;
    let state = match collected_until {
        _ if open => "open",
        Some(at) if at >= ledger.closes => "closed",
        _ => "last_look_due",
    };
    if args.json {
        let kinds: Map<_, _> = standing
            .kinds
            .iter()
            .map(|(k, n)| (k.to_string(), json!(n)))
            .collect();
        Output::json(&json!({
            "study": place.study.id, "wave": place.study.wave.id, "state": state, "open": open,
            "opens": place.study.wave.opens, "closes": ledger.closes, "collected_until": collected_until, "next_due": next_due,
            "enquiries": standing, "replies": kinds, "so_far": so_far, "coded": coded, "in_doubt": in_doubt,
            "waiting_for_review": review.len(), "review": review, "gate": gate(&place.study),
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
        if state == "last_look_due" {
            text.push_str(
                "the cut-off has passed since: `shopper collect` takes in what came until then\n",
            );
        }
        if !standing.kinds.is_empty() {
            text.push_str("\nreplies by kind\n");
            for (kind, count) in &standing.kinds {
                let _ = writeln!(text, "  {kind:<20} {count:>7}");
            }
        }
        progress(&so_far, &mut text);
        describe(&coded, &mut text);
        doubts(&in_doubt, &mut text);
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

/// What came of a channel, or of all together, by the last look. None of it depends on codes.
#[derive(Debug, Serialize)]
struct SoFar {
    /// `None` is all of them.
    channel: Option<Channel>,
    /// Enquiries that reached a company.
    delivered: u64,
    /// The share of them that is answered, with its 95 % interval.
    answered: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    /// The Kaplan-Meier median of the hours to the answer; `None` while fewer than half have one.
    median_hours: Option<f64>,
}

/// The numbers that a report would have now.
async fn so_far(study: &Study, ledger: &Ledger, as_of: Timestamp) -> Result<Vec<SoFar>> {
    let background = Background::new(study, &[], as_of);
    let mut wave = Scorer::new(study);
    wave.expect(ledger.enquiries);
    ledger
        .cases_to_score(|case| {
            wave.add(&row_with(&background, &case, |_| false));
            Ok(())
        })
        .await?;
    let scores = wave.finish(&[]);
    let channels = scores.channels();
    let all = (channels.len() > 1).then_some(None);
    let on = channels.into_iter().map(Some).chain(all);
    let about = on.filter_map(|channel| {
        let of = |metric| scores.find(metric, Denominator::Delivered, &Subject::All, channel);
        let answered = of("answered")?;
        Some(SoFar {
            channel,
            delivered: answered.n,
            answered: answered.value,
            low: answered.low,
            high: answered.high,
            median_hours: of("median_hours_to_answer")?.value,
        })
    });
    Ok(about.collect())
}

/// How many answered, and how fast, by the last look.
fn progress(so_far: &[SoFar], text: &mut String) {
    if so_far.iter().all(|on| on.delivered == 0) {
        return;
    }
    text.push_str("\nby the last look    delivered  answered  95 % interval  median hours\n");
    for on in so_far {
        let percent = |share: Option<f64>| share.map(|share| format!("{:.1}", share * 100.0));
        let dash = || "-".to_owned();
        let ends = percent(on.low).zip(percent(on.high));
        let _ = writeln!(
            text,
            "  {:<17} {:>9} {:>9} {:>14} {:>13}",
            on.channel.map_or("all channels", Channel::as_str),
            on.delivered,
            percent(on.answered).map_or_else(dash, |share| share + " %"),
            ends.map_or_else(dash, |(low, high)| format!("{low} - {high}")),
            on.median_hours
                .map_or_else(dash, |hours| format!("{hours:.1}")),
        );
    }
}

/// The attempts of which nobody knows whether they left.
fn doubts(in_doubt: &[InDoubt], text: &mut String) {
    if in_doubt.is_empty() {
        return;
    }
    text.push_str(
        "\nin doubt: these may have been sent, and are not sent again; look for the message \
         id in your provider's log\n",
    );
    for doubt in in_doubt {
        let _ = writeln!(
            text,
            "  {}  {}  <{}>",
            doubt.intended_at, doubt.enquiry_id, doubt.own_id
        );
    }
}

/// A wave of which nothing was sent yet, and which is not over therefore.
fn not_opened(place: &Workplace, args: &Args) -> Result<Exit> {
    let (study, wave) = (&place.study, &place.study.wave);
    plan::lock::read(&place.dir)?
        .filter(|lock| lock.wave == wave.id)
        .map_or(Ok(()), |lock| place.unless_begun(&lock))?;
    if args.json {
        Output::json(&json!({
            "study": study.id, "wave": wave.id, "state": "not_opened", "open": true,
            "opens": wave.opens, "closes": wave.closes(), "gate": gate(study),
        }))?;
    } else {
        Output::text(&format!(
            "{}, wave {}: nothing was sent yet; it lasts from {} to {}\n",
            study.title,
            wave.id,
            wave.opens,
            wave.closes()
        ))?;
    }
    Ok(if args.exit_code {
        Exit::StillCollecting
    } else {
        Exit::Ok
    })
}

/// What the study asserts of its waves; null when nothing.
fn gate(study: &Study) -> Value {
    match &study.gate {
        None => Value::Null,
        Some(gate) => json!({ "assertions": gate.assertions.len(), "baseline": gate.baseline }),
    }
}

/// How much is coded, by whom, and what a person has still to look at.
fn describe(coded: &Coded, text: &mut String) {
    if coded.codes == 0 {
        return;
    }
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
