//! `shopper collect --reread`: what intake makes of the stored messages today.

use super::output::{Output, counted};
use super::workplace::Workplace;
use crate::clock::Clock;
use crate::error::Result;
use crate::fieldwork::{Change, News, reread};
use crate::model::{Disposition, Features, Reply, Response, Standpoint, standpoints};
use crate::score::{self, Background};
use crate::store::{Ledger, Store};
use indicatif::ProgressBar;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

/// One field of a message, before and now.
#[derive(Debug, Serialize)]
struct Difference {
    field: &'static str,
    before: Option<String>,
    now: Option<String>,
}

/// A message that is read otherwise.
#[derive(Debug, Serialize)]
struct Message {
    inbound: i64,
    /// The enquiry it counts for by now, or did before.
    enquiry_id: Option<String>,
    changes: Vec<Difference>,
    /// Whether a person decided about it, so that not all of this counts.
    decided: bool,
    #[serde(skip)]
    standpoints: Vec<Standpoint>,
    #[serde(skip)]
    keys: (Option<u32>, Option<u32>),
    #[serde(skip)]
    at: Option<Timestamp>,
}

/// An enquiry that ends otherwise.
#[derive(Debug, Serialize)]
struct Moved {
    enquiry_id: String,
    before: Disposition,
    now: Disposition,
}

pub(super) async fn run(
    place: &Workplace,
    store: &Store,
    ledger: &Ledger,
    dry_run: bool,
    as_json: bool,
    output: &Output,
) -> Result<()> {
    let email = place.study.email.as_ref();
    let own_mx = email.map_or(&[][..], |account| &account.own_mx);
    let _guard = if dry_run { None } else { Some(store.guard()?) };
    let before = dispositions(place, ledger, &HashMap::new()).await?;
    let mut messages = Vec::new();
    let bar = output.animated().then(|| ProgressBar::new(0));
    let done = reread(
        &place.study,
        ledger,
        own_mx,
        Clock::Wall.now(),
        dry_run,
        |news| {
            match news {
                News::Changed(change) => messages.push(message(&change)),
                News::Read(read, all) => {
                    if let Some(bar) = &bar {
                        bar.set_length(all);
                        bar.set_position(read);
                    }
                }
            }
            Ok(())
        },
    )
    .await;
    if let Some(bar) = &bar {
        bar.finish_and_clear();
    }
    let done = done?;
    for message in &mut messages {
        name(store, message).await?;
    }
    let supposed = if dry_run {
        messages.iter().map(|m| (m.inbound, m)).collect()
    } else {
        HashMap::new()
    };
    let now = dispositions(place, ledger, &supposed).await?;
    let moved: Vec<Moved> = place
        .plan
        .enquiries
        .iter()
        .zip(before.into_iter().zip(now))
        .filter(|(_, (before, now))| before != now)
        .map(|(enquiry, (before, now))| Moved {
            enquiry_id: enquiry.id(&place.study),
            before,
            now,
        })
        .collect();
    if as_json {
        return Output::json(&serde_json::json!({
            "dry_run": dry_run, "messages": done.messages, "changed": messages, "dispositions": moved,
        }));
    }
    Output::text(&text(&messages, &moved, done.messages, dry_run))
}

/// What is kept of a change: the names of enquiries come later.
fn message(change: &Change<'_>) -> Message {
    let (before, now) = (change.before, change.now);
    let mut changes = Vec::new();
    let mut field = |field, get: &dyn Fn(&Response) -> Option<String>| {
        let (before, now) = (before.and_then(get), get(now));
        if before != now {
            changes.push(Difference { field, before, now });
        }
    };
    field("kind", &|r| Some(r.kind.to_string()));
    field("enquiry", &|r| r.enquiry.map(|e| e.to_string()));
    field("tied_by", &|r| r.tied_by.map(|t| t.to_string()));
    field("answered_at", &|r| r.answered_at.map(|t| t.to_string()));
    field("candidates", &|r| {
        (!r.candidates.is_empty()).then(|| r.candidates.len().to_string())
    });
    if before.map(|r| &r.text) != Some(&now.text) {
        let length = |text: &str| format!("{} characters", text.chars().count());
        changes.push(Difference {
            field: "text",
            before: before.map(|r| length(&r.text)),
            now: Some(length(&now.text)),
        });
    }
    if changes.is_empty() {
        // Words that the verdict rests on, language, features: nothing that counts today.
        changes.push(Difference {
            field: "rule",
            before: before.map(|r| r.rule.clone()),
            now: Some(now.rule.clone()),
        });
    }
    Message {
        inbound: now.inbound,
        enquiry_id: None,
        changes,
        decided: change.decision.is_some(),
        standpoints: standpoints(now, change.decision),
        keys: (before.and_then(|r| r.enquiry), now.enquiry),
        at: now.answered_at,
    }
}

/// Puts the names of enquiries in the place of their keys.
async fn name(store: &Store, message: &mut Message) -> Result<()> {
    let mut names = [None, None];
    for (name, key) in names.iter_mut().zip([message.keys.0, message.keys.1]) {
        if let Some(key) = key {
            *name = store.enquiry_name(key).await?;
        }
    }
    let [before, now] = names;
    if let Some(field) = message.changes.iter_mut().find(|f| f.field == "enquiry") {
        field.before.clone_from(&before);
        field.now.clone_from(&now);
    }
    message.enquiry_id = now.or(before);
    Ok(())
}

/// How each enquiry of the wave ends, in plan order: by the ledger, or as if some messages were read
/// otherwise.
async fn dispositions(
    place: &Workplace,
    ledger: &Ledger,
    supposed: &HashMap<i64, &Message>,
) -> Result<Vec<Disposition>> {
    let mut added: HashMap<u32, Vec<Reply>> = HashMap::new();
    for message in supposed.values() {
        for standpoint in &message.standpoints {
            if let Some(seq) = standpoint.enquiry.and_then(|key| ledger.seq(key)) {
                added.entry(seq).or_default().push(Reply {
                    inbound: message.inbound,
                    kind: standpoint.kind,
                    tied_by: standpoint.tied_by,
                    answered_at: message.at,
                    answered_at_source: None,
                    text: String::new(),
                    features: Features::default(),
                });
            }
        }
    }
    // A disposition depends on the replies, not on how far silence is known.
    let background = Background::new(&place.study, &[], place.study.wave.closes());
    let mut all = Vec::new();
    ledger
        .cases(|mut case| {
            case.replies
                .retain(|reply| !supposed.contains_key(&reply.inbound));
            case.replies
                .extend(added.remove(&case.enquiry.seq).unwrap_or_default());
            all.push(score::row_with(&background, &case, |_| true).disposition);
            Ok(())
        })
        .await?;
    Ok(all)
}

fn text(messages: &[Message], moved: &[Moved], read: u64, dry_run: bool) -> String {
    let mut text = String::new();
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for message in messages {
        let fields: Vec<String> = message
            .changes
            .iter()
            .map(|change| {
                *counts.entry(change.field).or_default() += 1;
                let or_none = |value: &Option<String>| value.clone().unwrap_or("none".to_owned());
                format!(
                    "{}: {} -> {}",
                    change.field,
                    or_none(&change.before),
                    or_none(&change.now)
                )
            })
            .collect();
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "message {} ({}): {}{}",
            message.inbound,
            message.enquiry_id.as_deref().unwrap_or("tied to none"),
            fields.join("; "),
            if message.decided {
                "; a person's decision holds"
            } else {
                ""
            }
        );
    }
    for moved in moved {
        let _ = writeln!(
            text,
            "enquiry {}: {} -> {}",
            moved.enquiry_id, moved.before, moved.now
        );
    }
    if messages.is_empty() {
        let _ = writeln!(
            text,
            "{} read again, nothing changed",
            counted(read, "message")
        );
        return text;
    }
    let counts: Vec<String> = counts
        .iter()
        .map(|(field, count)| format!("{field} {count}"))
        .collect();
    let _ = writeln!(
        text,
        "{} read again, {} read otherwise ({}); {} with another end{}",
        counted(read, "message"),
        messages.len(),
        counts.join(", "),
        counted(moved.len() as u64, "enquiry"),
        if dry_run { "; nothing was stored" } else { "" }
    );
    text
}
