//! `shopper send`

use super::lanes::{Accounts, lanes};
use super::output::{Output, counted};
use super::workplace::{StudyArg, Workplace};
use crate::clock::Clock;
use crate::error::{Error, Exit, Result};
use crate::fieldwork::assist::{Assist, Task, TaskState, is_by_hand};
use crate::fieldwork::{Agenda, Lane, SendPass, Stop, open_wave};
use crate::model::{Channel, SocialAccount, TransportKind};
use crate::plan;
use crate::plan::lock::Lock;
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
        let lock = plan::lock::check(&self.dir, &self.study, &self.plan)?;
        self.unless_lost(&lock, None)?;
        let store = Store::open(&self.ledger_path()).await?;
        let guard = store.guard()?;
        if let Some(ledger) = store.wave(&self.study.wave.id).await? {
            self.unless_lost(&lock, Some(&ledger.mark()))?;
        } else {
            self.unless_begun(&lock)?;
        }
        let ledger = open_wave(&store, &self.study, &self.plan, None, clock.now()).await?;
        // Before anything is sent: from here on a lost ledger is known to be lost.
        if lock.opened.is_none() {
            plan::lock::opened(&self.dir, &lock, &ledger.mark(), clock.now())?;
        }
        Ok(Live {
            ledger,
            _guard: guard,
        })
    }

    /// Refuses to go on without the ledger in which the wave was opened. `mark` is that of the ledger that is there;
    /// `None` asks only whether there is one at all.
    fn unless_lost(&self, lock: &Lock, mark: Option<&str>) -> Result<()> {
        let path = self.ledger_path();
        match (&lock.opened, mark) {
            (Some(opened), Some(mark)) if opened.ledger != mark => Err(self.lost(&format!(
                "wave {} was opened at {} in another ledger than {}",
                self.study.wave.id,
                opened.at,
                path.display()
            ))),
            (_, Some(_)) => Ok(()),
            _ if path.exists() => Ok(()),
            _ => self.unless_begun(lock),
        }
    }

    /// Refuses to open a wave of which something says that it was opened before.
    pub(super) fn unless_begun(&self, lock: &Lock) -> Result<()> {
        let (wave, path) = (&self.study.wave.id, self.ledger_path());
        if let Some(opened) = &lock.opened {
            return Err(self.lost(&format!(
                "wave {wave} was opened at {}, and {} knows nothing of it",
                opened.at,
                path.display()
            )));
        }
        let report = self.report_dir().join("data/enquiries.csv");
        if report.exists() {
            return Err(self.lost(&format!(
                "there is a report of wave {wave}, {}, and {} knows nothing of the wave",
                report.display(),
                path.display()
            )));
        }
        Ok(())
    }

    fn lost(&self, message: &str) -> Error {
        Error::Refused {
            message: format!("{message}: whoever was asked would be asked again"),
            hint: format!(
                "put the ledger back; a wave of which it is lost cannot go on. Only where nothing was sent, remove \
                 {} and its report, look at `shopper plan`, and run `shopper lock` again",
                self.dir.join(plan::lock::FILE).display()
            ),
        }
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

pub(super) async fn run(args: &Args, clock: &Clock, output: &Output) -> Result<Exit> {
    let place = args.study.open()?;
    if !args.yes {
        return dry_run(&place, clock, args.json, output).await;
    }
    let live = place.live(clock).await?;
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
    let mut lanes = lanes(&place.study, &live.ledger, &accounts, clock, |_| None).await?;
    let mut pass = SendPass::default();
    for lane in &mut lanes {
        pass.add(lane.send(&stop).await?);
        if lane.is_web() {
            // What was said then and there is here already.
            lane.collect().await?;
        }
    }
    let next = lanes.iter().filter_map(Lane::next).min();
    place.remind_of_work(&live.ledger, clock, output).await?;
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
            "dry run: {} due now; nothing was sent\n",
            counted(due as u64, "enquiry")
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
