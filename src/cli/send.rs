//! `shopper send`

use super::lanes::{Accounts, SERVED, lanes};
use super::output::Output;
use super::workplace::{StudyArg, Workplace};
use crate::clock::Clock;
use crate::error::{Error, Exit, Result};
use crate::fieldwork::assist::{Assist, Task, TaskState};
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
        let accounts = Accounts::of(&self.study).social.into_iter();
        accounts
            .filter(|account| account.transport == TransportKind::Assisted)
            .collect()
    }

    /// Whether the program itself puts enquiries to companies on a channel.
    fn sends(&self, channel: Channel) -> bool {
        let by_hand = |account: &&SocialAccount| account.network.channel() == channel;
        SERVED.contains(&channel) && !self.assisted().iter().any(by_hand)
    }

    /// Says how many posts wait for a person.
    pub(super) async fn remind_to_post(
        &self,
        ledger: &Ledger,
        clock: &Clock,
        output: &Output,
    ) -> Result<()> {
        let mut agenda = Agenda::read(&self.study, ledger).await?;
        for account in self.assisted() {
            let tasks = Assist::new(&self.study, account, &mut agenda).tasks(clock.now());
            let now = |t: &&Task| matches!(t.state, TaskState::Due | TaskState::Late);
            let due = tasks.iter().filter(now).count();
            if due > 0 {
                output.remark(&format!(
                    "{due} posts on {} are due: `shopper assist {}`",
                    account.network,
                    self.dir.display()
                ));
            }
        }
        Ok(())
    }

    /// Enquiries on channels that no transport serves yet, in the user's words.
    pub(super) fn unserved(&self) -> Option<String> {
        let mut channels: Vec<&str> = self
            .plan
            .enquiries
            .iter()
            .filter(|e| e.offered() && !SERVED.contains(&e.channel))
            .map(|e| e.channel.as_str())
            .collect();
        let count = channels.len();
        channels.sort_unstable();
        channels.dedup();
        (count > 0).then(|| {
            format!(
                "{count} enquiries on {} are planned but cannot be sent by this version: they stay \
                 not_sent",
                channels.join(", ")
            )
        })
    }
}

pub(super) async fn run(args: &Args, output: &Output) -> Result<Exit> {
    let place = args.study.open()?;
    let clock = Clock::Wall;
    if let Some(text) = place.unserved() {
        output.remark(&text);
    }
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
    let accounts = Accounts::of(&place.study);
    let mut lanes = lanes(&place.study, &live.ledger, &accounts, &clock, |_| None).await?;
    let mut pass = SendPass::default();
    for lane in &mut lanes {
        pass.add(lane.send(&stop).await?);
    }
    let next = lanes.iter().filter_map(Lane::next).min();
    place.remind_to_post(&live.ledger, &clock, output).await?;
    if args.json {
        Output::json(&json!({ "sent": pass, "next": next }))?;
    } else {
        Output::text(&format!(
            "{} sent, {} refused, {} to be tried again, {} in doubt{}\n",
            pass.accepted,
            pass.refused,
            pass.deferred,
            pass.in_doubt,
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
