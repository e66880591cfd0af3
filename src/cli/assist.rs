//! `shopper assist`

use super::assist_page::{local, page};
use super::output::Output;
use super::workplace::{StudyArg, Workplace};
use crate::channel::Client;
use crate::clock::Clock;
use crate::error::{Error, Exit, Result};
use crate::fieldwork::assist::{Assist, Task, TaskState};
use crate::fieldwork::put::{self, Put};
use crate::fieldwork::{Agenda, Trail};
use crate::model::{Channel, Exhibit, Network, SocialAccount};
use crate::report;
use crate::store::Ledger;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// List what a person is to post, send or ask now, and take back the trail of what was done
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shopper assist my-study                   what to post now, and a page with a link for each\n  \
                  shopper assist my-study --posted https://x.com/study/status/1234567890\n  \
                  shopper assist my-study --sent 2026-11.acme.returns.web-form --reference ABC-123\n  \
                  shopper assist my-study --sent 2026-11.acme.returns.chat --answer said.txt\n  \
                  shopper assist my-study --skip 2026-11.acme.returns.twitter --because 'account closed'\n\n\
                  A post is found by itself in the account's timeline, by handle, wording and time; --posted is for one\n\
                  that was not. A form, a search or a chat leaves no trail: --sent says that you did it."
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
    /// An enquiry by form, search or chat that you put yourself, or that was in doubt and did arrive
    #[arg(long, value_name = "ENQUIRY", conflicts_with = "posted")]
    sent: Option<String>,
    /// With --sent: what the company confirmed it by
    #[arg(long, value_name = "TEXT", requires = "sent", default_value = "")]
    reference: String,
    /// With --sent: a file with what was answered then and there; - reads standard input
    #[arg(long, value_name = "FILE", requires = "sent")]
    answer: Option<PathBuf>,
    /// With --sent: when it was, such as 2026-11-02T10:15:00Z; default: now
    #[arg(long, value_name = "MOMENT", requires = "sent")]
    at: Option<Timestamp>,
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
    let web = place.web();
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
    if let Some(name) = &args.sent {
        put::put(&place.study, &live.ledger, name, &args.put()?, clock.now()).await?;
        output.remark(&format!("{name}: noted as put"));
    }
    // Read anew: what was found just now is a contact.
    let mut agenda = Agenda::read(&place.study, &live.ledger).await?;
    let now = clock.now();
    let open = now < live.ledger.closes;
    let mut lists = Vec::new();
    for account in accounts {
        let assist = Assist::new(&place.study, account, &mut agenda);
        lists.push(List {
            channel: account.network.channel(),
            account: Some(account),
            tasks: assist.tasks(now),
        });
    }
    let reasons = live.ledger.handed_over().await?;
    for channel in web {
        let reasons = reasons.iter().cloned().collect();
        let assist = Assist::on_web(&place.study, channel, reasons, &mut agenda);
        let tasks = assist.tasks(now);
        if !tasks.is_empty() || args.json {
            lists.push(List {
                channel,
                account: None,
                tasks,
            });
        }
    }
    if !open {
        // Nothing is asked after the cut-off.
        for task in lists.iter_mut().flat_map(|list| &mut list.tasks) {
            task.state = TaskState::Skipped;
        }
    }
    let zone = TimeZone::get(&place.study.timezone).unwrap_or(TimeZone::UTC);
    if let Some(path) = page_path(args, &place) {
        let pictures = pictures(&live.ledger, &lists, &path).await?;
        let html = page(&place.study.title, &lists, &pictures, now, &zone);
        report::write_file(&path, html.as_bytes())?;
        output.remark(&format!("the page to work from: {}", path.display()));
    }
    if args.json {
        let accounts: Vec<_> = lists
            .iter()
            .filter_map(|list| Some((list.account?, &list.tasks)))
            .map(|(account, tasks)| {
                json!({ "network": account.network, "handle": account.handle, "posts": tasks })
            })
            .collect();
        let web: Vec<_> = lists
            .iter()
            .filter(|list| list.account.is_none())
            .map(|list| json!({ "channel": list.channel, "tasks": list.tasks }))
            .collect();
        Output::json(&json!({
            "wave": place.study.wave.id, "open": open, "accounts": accounts, "web": web
        }))?;
    } else {
        Output::text(&listing(&lists, &zone))?;
    }
    Ok(Exit::Ok)
}

/// Writes what the program stopped at into a folder beside the page, and says under which names, by the
/// enquiry's own: the newest picture, or else the page as it came, as text that no browser runs.
async fn pictures(
    ledger: &Ledger,
    lists: &[List<'_>],
    page: &Path,
) -> Result<HashMap<String, String>> {
    let mut pictures = HashMap::new();
    let stopped = lists.iter().flat_map(|list| &list.tasks);
    for task in stopped.filter(|task| !task.why.is_empty()) {
        let exhibits = ledger.exhibits(task.key).await?;
        let newest = |kind: &str| {
            let of_kind = |e: &&(u32, Exhibit)| e.1.media_type == kind;
            exhibits.iter().rev().find(of_kind).map(|(_, e)| &e.body)
        };
        let (body, ending) = match (newest("image/png"), newest("text/html")) {
            (Some(body), _) => (body, "png"),
            (None, Some(body)) => (body, "txt"),
            (None, None) => continue,
        };
        let name = format!("assist-files/{}.{ending}", task.enquiry_id);
        report::write_file(&page.with_file_name(&name), body)?;
        pictures.insert(task.enquiry_id.clone(), name);
    }
    Ok(pictures)
}

/// What a person is to put on one channel.
pub(super) struct List<'a> {
    pub channel: Channel,
    /// The account from which is posted; `None` on the web.
    pub account: Option<&'a SocialAccount>,
    pub tasks: Vec<Task>,
}

impl List<'_> {
    pub(super) fn with(&self, state: TaskState) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(move |t| t.state == state)
    }

    /// What it is, and from where.
    pub(super) fn name(&self) -> String {
        match self.account {
            Some(account) => format!("{} from @{}", self.channel, account.handle),
            None => self.channel.to_string(),
        }
    }
}

impl Args {
    fn put(&self) -> Result<Put> {
        let answer = match &self.answer {
            None => None,
            Some(path) if path.as_os_str() == "-" => {
                Some(std::io::read_to_string(std::io::stdin()).map_err(|e| Error::file(path, e))?)
            }
            Some(path) => Some(std::fs::read_to_string(path).map_err(|e| Error::file(path, e))?),
        };
        Ok(Put {
            at: self.at,
            reference: self.reference.clone(),
            answer,
        })
    }
}

/// The accounts from which a person posts.
fn assisted(place: &Workplace) -> Result<Vec<&SocialAccount>> {
    let accounts = place.assisted();
    if accounts.is_empty() && place.web().is_empty() {
        return Err(Error::Refused {
            message: "nothing in this study is put by a person".to_owned(),
            hint: "`twitter = 1` in [design] asks there, and [channels.twitter] with `transport = \
                   \"assisted\"` leaves the posting to you; of forms, searches and chats, what the program \
                   may not do is left to you"
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
    let (web, mut skip): (Vec<String>, Vec<String>) = args
        .skip
        .iter()
        .cloned()
        .partition(|name| put::is_on_web(name));
    for name in web {
        put::skip(&place.study, ledger, &name, &args.because, clock.now()).await?;
        output.remark(&format!("{name}: not asked"));
    }
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

/// What is to be put now with its text, then how the rest stands.
fn listing(lists: &[List<'_>], zone: &TimeZone) -> String {
    let mut text = String::new();
    if lists.is_empty() {
        text.push_str("nothing is left to you\n");
    }
    for list in lists {
        let count = |state| list.with(state).count();
        let (due, late) = (count(TaskState::Due), count(TaskState::Late));
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{}: {} to {} now{}, {} moved, {} to come, {} skipped",
            list.name(),
            due + late,
            if list.account.is_some() { "post" } else { "do" },
            if late > 0 {
                format!(" ({late} late)")
            } else {
                String::new()
            },
            count(TaskState::Moved),
            count(TaskState::Upcoming),
            count(TaskState::Skipped),
        );
        for task in &list.tasks {
            entry(&mut text, task, zone);
        }
        let next = list.with(TaskState::Upcoming).next().and_then(|t| t.due_at);
        if let Some(at) = next {
            let _ = writeln!(text, "\nnext due {}", local(at, zone));
        }
    }
    text
}

fn entry(text: &mut String, task: &Task, zone: &TimeZone) {
    match task.state {
        TaskState::Due | TaskState::Late => {
            let late = if task.state == TaskState::Late {
                ", late"
            } else {
                ""
            };
            let _ = write!(text, "\n{}{late}\n", task.enquiry_id);
            if !task.why.is_empty() {
                let _ = writeln!(text, "  left to you: {}", task.why);
            }
            for (name, value) in &task.fields {
                let _ = writeln!(text, "  {name}: {value}");
            }
            let words = task.text.trim_end().replace('\n', "\n  ");
            let _ = writeln!(text, "  {words}\n  {}", task.link);
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
