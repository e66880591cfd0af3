//! `shopper send`

use super::output::Output;
use super::workplace::{StudyArg, Workplace};
use crate::channel::email::Smtp;
use crate::clock::Clock;
use crate::error::{Error, Exit, Result};
use crate::fieldwork::{Agenda, Sender, Stop, open_wave};
use crate::model::Channel;
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

    /// Enquiries on channels that no transport serves yet, in the user's words.
    pub(super) fn unserved(&self) -> Option<String> {
        let mut channels: Vec<&str> = self
            .plan
            .enquiries
            .iter()
            .filter(|e| e.offered() && e.channel != Channel::Email)
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
    let account = place.email()?;
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
    let smtp = Smtp::new(account.smtp.clone(), account.per_minute, clock.clone());
    let stop = Stop::on_signal();
    let mut agenda = Agenda::read(&place.study, &live.ledger).await?;
    let mut sender = Sender::new(
        &place.study,
        &live.ledger,
        clock.clone(),
        &mut agenda,
        Channel::Email,
        smtp,
    );
    let pass = sender.pass(&stop, |_| {}).await?;
    let next = sender.next();
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
                    .filter(|p| p.enquiry.channel == Channel::Email)
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
        .filter(|e| e.channel == Channel::Email && e.due_at.is_some_and(|at| at <= now))
        .count()
}
