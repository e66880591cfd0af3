//! `shopper send`

use super::lanes::{Accounts, lanes};
use super::output::Output;
use super::workplace::{StudyArg, Workplace};
use crate::clock::Clock;
use crate::error::{Error, Exit, Result};
use crate::fieldwork::assist::{Assist, Task, TaskState, is_by_hand};
use crate::fieldwork::{Agenda, Lane, SendPass, Stop, open_wave};
use crate::model::{Channel, SocialAccount, TransportKind};
use crate::plan;
use crate::store::{Ledger, Store, WaveGuard};
use serde_json::json;

/// Send what is due now, once, for cron
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example, every ten minutes from cron:\n  shopper send my-study --yes --quiet && shopper collect my-study --quiet"
)]
pub(super) struct Args {
    #[command(flatten)]
    study: StudyArg,
    /// Really send; without it, only say what would be sent
    #[arg(long)]
    yes: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// A wave on which this process alone may do fieldwork.
pub(super) struct Live {
    pub ledger: Ledger,
    _guard: WaveGuard,
}

impl Workplace {
    /// Opens the wave for fieldwork: the design must be locked and unchanged since.
    pub(super) async fn live(&self, clock: &Clock) -> Result<Live> {
        plan::lock::check(&self.dir, &self.study, &self.plan)?;
        let store = Store::open(&self.ledger_path()).await?;
        let guard = store.guard()?;
        let ledger = open_wave(&store, &self.study, &self.plan, None, clock.now()).await?;
        Ok(Live {
            ledger,
            _guard: guard,
        })
    }

    /// The accounts from which a person posts, on channels that the design asks.
    pub(super) fn assisted(&self) -> Vec<&SocialAccount> {
        let accounts = Accounts::of(&self.study, &self.dir).social.into_iter();
        accounts
            .filter(|account| account.transport == TransportKind::Assisted)
            .collect()
    }

    /// Whether the program itself puts enquiries to companies on a channel.
    fn sends(&self, channel: Channel) -> bool {
        let by_hand = |account: &&SocialAccount| account.network.channel() == channel;
        !is_by_hand(&self.study, channel) && !self.assisted().iter().any(by_hand)
    }

    /// The channels of the web that the design asks, whoever asks there.
    pub(super) fn web(&self) -> Vec<Channel> {
        let asked = &self.study.design.questions;
        Channel::WEB
            .into_iter()
            .filter(|c| asked.contains_key(c))
            .collect()
    }

    /// Says how much waits for a person.
    pub(super) async fn remind_of_work(
        &self,
        ledger: &Ledger,
        clock: &Clock,
        output: &Output,
    ) -> Result<()> {
        let mut agenda = Agenda::read(&self.study, ledger).await?;
        for account in self.assisted() {
            let tasks = Assist::new(&self.study, account, &mut agenda).tasks(clock.now());
            self.remind(&format!("posts on {}", account.network), &tasks, output);
        }
        let reasons = ledger.handed_over().await?;
        for channel in self.web() {
            let reasons = reasons.iter().cloned().collect();
            let assist = Assist::on_web(&self.study, channel, reasons, &mut agenda);
            let what = format!("enquiries by {channel}");
            self.remind(&what, &assist.tasks(clock.now()), output);
        }
        Ok(())
    }

    fn remind(&self, what: &str, tasks: &[Task], output: &Output) {
        let now = |t: &&Task| matches!(t.state, TaskState::Due | TaskState::Late);
        let due = tasks.iter().filter(now).count();
        if due > 0 {
            output.remark(&format!(
                "{due} {what} wait for you: `shopper assist {}`",
                self.dir.display()
            ));
        }
    }
}

pub(super) async fn run(args: &Args, output: &Output) -> Result<Exit> {
    let place = args.study.open()?;
    let clock = Clock::Wall;
    if !args.yes {
        return dry_run(&place, &clock, args.json, output).await;
    }
    let live = place.live(&clock).await?;
    if clock.now() >= live.ledger.closes {
        return Err(Error::Refused {
            message: format!(
                "wave {} is closed: nothing is sent any more",
                place.study.wave.id
            ),
            hint: "`shopper collect` still takes late replies in; a new wave needs a new [wave] id"
                .to_owned(),
        });
    }
    let stop = Stop::on_signal();
    let accounts = Accounts::of(&place.study, &place.dir);
    let mut lanes = lanes(&place.study, &live.ledger, &accounts, &clock, |_| None).await?;
    let mut pass = SendPass::default();
    for lane in &mut lanes {
        pass.add(lane.send(&stop).await?);
        if lane.is_web() {
            // What was said then and there is here already.
            lane.collect().await?;
        }
    }
    let next = lanes.iter().filter_map(Lane::next).min();
    place.remind_of_work(&live.ledger, &clock, output).await?;
    if args.json {
        Output::json(&json!({ "sent": pass, "next": next }))?;
    } else {
        Output::text(&format!(
            "{} sent, {} refused, {} to be tried again, {} in doubt{}{}\n",
            pass.accepted,
            pass.refused,
            pass.deferred,
            pass.in_doubt,
            match pass.handed_over {
                0 => String::new(),
                n => format!(", {n} left to you"),
            },
            next.map_or(String::new(), |at| format!("; next due {at}")),
        ))?;
    }
    if stop.requested() {
        return Err(Error::Interrupted);
    }
    Ok(Exit::Ok)
}

async fn dry_run(place: &Workplace, clock: &Clock, as_json: bool, output: &Output) -> Result<Exit> {
    let now = clock.now();
    let (due, opened) = match Store::open_existing(&place.ledger_path()).await {
        Ok(store) => match store.wave(&place.study.wave.id).await? {
            Some(ledger) => {
                let due = ledger
                    .progress()
                    .await?
                    .iter()
                    .filter(|p| place.sends(p.enquiry.channel))
                    .filter(|p| p.last_attempt.is_none() && p.enquiry.due_at <= Some(now))
                    .count();
                (due, true)
            }
            None => (planned_until(place, now), false),
        },
        Err(Error::Refused { .. }) => (planned_until(place, now), false),
        Err(error) => return Err(error),
    };
    if as_json {
        Output::json(&json!({ "dry_run": true, "due": due, "wave_opened": opened }))?;
    } else {
        Output::text(&format!(
            "dry run: {due} enquiries are due now; nothing was sent\n"
        ))?;
    }
    output.remark("add --yes to send them");
    Ok(Exit::Ok)
}

fn planned_until(place: &Workplace, now: jiff::Timestamp) -> usize {
    place
        .plan
        .enquiries
        .iter()
        .filter(|e| place.sends(e.channel) && e.due_at.is_some_and(|at| at <= now))
        .count()
}
