//! `shopper assist`

use super::assist_page::{local, page};
use super::output::Output;
use super::workplace::{StudyArg, Workplace};
use crate::channel::Client;
use crate::clock::Clock;
use crate::error::{Error, Exit, Result};
use crate::fieldwork::assist::{Assist, Task, TaskState};
use crate::fieldwork::{Agenda, Trail};
use crate::model::{Network, SocialAccount};
use crate::report;
use crate::store::Ledger;
use jiff::tz::TimeZone;
use serde_json::json;
use std::fmt::Write as _;
use std::path::PathBuf;

/// List the posts that a person is to make now, and take back the trail of those that were made
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shopper assist my-study                   what to post now, and a page with a link for each\n  \
                  shopper assist my-study --posted https://x.com/study/status/1234567890\n  \
                  shopper assist my-study --skip 2026-11.acme.returns.twitter --because 'account closed'\n\n\
                  A post is found by itself in the account's timeline, by handle, wording and time; --posted is for one\n\
                  that was not."
)]
pub(super) struct Args {
    #[command(flatten)]
    study: StudyArg,
    /// The address of a post that was made; may be given more than once
    #[arg(long, value_name = "ADDRESS")]
    posted: Vec<String>,
    /// With one --posted: the enquiry it belongs to, when its text was changed
    #[arg(long = "for", value_name = "ENQUIRY", requires = "posted")]
    enquiry: Option<String>,
    /// An enquiry that is not to be asked; may be given more than once
    #[arg(long, value_name = "ENQUIRY")]
    skip: Vec<String>,
    /// With --skip: why
    #[arg(long, value_name = "TEXT", requires = "skip", default_value = "")]
    because: String,
    /// Do not look into the timeline first: what was posted since the last look is listed again
    #[arg(long, conflicts_with = "posted")]
    offline: bool,
    /// Where to write the page; default: assist.html in the study's folder
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
    /// Print one JSON object, and write no page unless --page says so
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(args: &Args, output: &Output) -> Result<Exit> {
    let place = args.study.open()?;
    let accounts = assisted(&place)?;
    if args.enquiry.is_some() && args.posted.len() != 1 {
        return Err(Error::Usage {
            message: "--for says to which enquiry one post belongs, and there are several"
                .to_owned(),
            hint: "give one --posted with each --for".to_owned(),
        });
    }
    let clock = Clock::Wall;
    let live = place.live(&clock).await?;
    take_back(args, &place, &live.ledger, &accounts, &clock, output).await?;
    // Read anew: what was found just now is a contact.
    let mut agenda = Agenda::read(&place.study, &live.ledger).await?;
    let now = clock.now();
    let open = now < live.ledger.closes;
    let mut lists: Vec<(&SocialAccount, Vec<Task>)> = Vec::new();
    for account in accounts {
        let assist = Assist::new(&place.study, account, &mut agenda);
        let mut tasks = assist.tasks(now);
        if !open {
            // Nothing is asked after the cut-off.
            for task in &mut tasks {
                task.state = TaskState::Skipped;
            }
        }
        lists.push((account, tasks));
    }
    let zone = TimeZone::get(&place.study.timezone).unwrap_or(TimeZone::UTC);
    if let Some(path) = page_path(args, &place) {
        let html = page(&place.study.title, &lists, now, &zone);
        report::write_file(&path, html.as_bytes())?;
        output.remark(&format!("the page to post from: {}", path.display()));
    }
    if args.json {
        let accounts: Vec<_> = lists
            .iter()
            .map(|(account, tasks)| {
                json!({ "network": account.network, "handle": account.handle, "posts": tasks })
            })
            .collect();
        Output::json(&json!({ "wave": place.study.wave.id, "open": open, "accounts": accounts }))?;
    } else {
        Output::text(&listing(&lists, &zone))?;
    }
    Ok(Exit::Ok)
}

/// The accounts from which a person posts.
fn assisted(place: &Workplace) -> Result<Vec<&SocialAccount>> {
    let accounts = place.assisted();
    if accounts.is_empty() {
        return Err(Error::Refused {
            message: "nothing in this study is posted by a person".to_owned(),
            hint: "`twitter = 1` in [design] asks there, and [channels.twitter] with `transport = \
                   \"assisted\"` leaves the posting to you"
                .to_owned(),
        });
    }
    Ok(accounts)
}

fn page_path(args: &Args, place: &Workplace) -> Option<PathBuf> {
    args.page
        .clone()
        .or_else(|| (!args.json).then(|| place.dir.join("assist.html")))
}

/// Finds in the timelines, or by the addresses given, what was posted, and notes what is not to be.
async fn take_back(
    args: &Args,
    place: &Workplace,
    ledger: &Ledger,
    accounts: &[&SocialAccount],
    clock: &Clock,
    output: &Output,
) -> Result<()> {
    let mut posted = args.posted.clone();
    let mut skip = args.skip.clone();
    for account in accounts {
        let agenda = Agenda::read(&place.study, ledger).await?;
        let mut trail = Trail::new(&place.study, ledger, account, clock.clone(), &agenda).await?;
        let mut left = Vec::new();
        for name in skip {
            if trail.skip(&name, &args.because).await? {
                output.remark(&format!("{name}: not asked"));
            } else {
                left.push(name);
            }
        }
        skip = left;
        if args.offline {
            output
                .remark("the timeline was not looked into: make sure that nothing is posted twice");
            continue;
        }
        let mut social = Client::of(account, clock.clone())?;
        let found = trail.look(&mut social).await?;
        for name in &found.names {
            output.remark(&format!("found in the timeline: {name}"));
        }
        for problem in &found.problems {
            output.remark(problem);
        }
        let (ours, others) = posted
            .into_iter()
            .partition(|address| belongs(address, account));
        posted = others;
        for address in ours {
            let name = trail
                .take_back(&mut social, &address, args.enquiry.as_deref())
                .await?;
            output.remark(&format!(
                "{address}: {name}; what came back before is tied to it by `shopper collect {} --reread`",
                place.dir.display()
            ));
        }
    }
    if let Some(address) = posted.first() {
        return Err(Error::Usage {
            message: format!("{address} is no address of a post on a network of this study"),
            hint: "such as https://x.com/HANDLE/status/1234567890".to_owned(),
        });
    }
    if let Some(name) = skip.first() {
        return Err(Error::Usage {
            message: format!("{name} is no enquiry that a person is still to post"),
            hint: "`shopper assist` lists them by name".to_owned(),
        });
    }
    Ok(())
}

/// Whether an address of a post is one of an account's network.
fn belongs(address: &str, account: &SocialAccount) -> bool {
    let bluesky = address.starts_with("at://") || address.contains("bsky.");
    bluesky == (account.network == Network::Bluesky)
}

/// What is to be posted now with its text, then how the rest stands.
fn listing(lists: &[(&SocialAccount, Vec<Task>)], zone: &TimeZone) -> String {
    let mut text = String::new();
    for (account, tasks) in lists {
        let with = |state| tasks.iter().filter(move |t| t.state == state);
        let (due, late) = (with(TaskState::Due).count(), with(TaskState::Late).count());
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{} from @{}: {} to post now{}, {} moved, {} to come, {} skipped",
            account.network,
            account.handle,
            due + late,
            if late > 0 {
                format!(" ({late} late)")
            } else {
                String::new()
            },
            with(TaskState::Moved).count(),
            with(TaskState::Upcoming).count(),
            with(TaskState::Skipped).count(),
        );
        for task in tasks {
            match task.state {
                TaskState::Due | TaskState::Late => {
                    let late = if task.state == TaskState::Late {
                        ", late"
                    } else {
                        ""
                    };
                    let _ = writeln!(
                        text,
                        "\n{}{late}\n  {}\n  {}",
                        task.enquiry_id,
                        task.text.replace('\n', "\n  "),
                        task.link
                    );
                }
                TaskState::Moved => {
                    let at = task
                        .moved_to
                        .map_or("later".to_owned(), |at| local(at, zone));
                    let _ = writeln!(text, "\n{}: moved, not before {at}", task.enquiry_id);
                }
                TaskState::Skipped => {
                    let _ = writeln!(text, "\n{}: skipped", task.enquiry_id);
                }
                TaskState::Upcoming => {}
            }
        }
        let next = with(TaskState::Upcoming).next().and_then(|t| t.due_at);
        if let Some(at) = next {
            let _ = writeln!(text, "\nnext due {}", local(at, zone));
        }
    }
    text
}
