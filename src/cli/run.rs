//! `shopper run`

use super::before::EarlierWaves;
use super::gate::{FailOn, GateArgs};
use super::lanes::{Accounts, lanes};
use super::output::{Output, counted};
use super::progress::Progress;
use super::publish::publish;
use super::reader::ReaderArgs;
use super::simulate::{Simulation, simulate};
use super::workplace::{StudyArg, Workplace};
use crate::clock::Clock;
use crate::error::{Error, Exit, Result};
use crate::fieldwork::{self, Rhythm, Stop};
use jiff::SignedDuration;

/// Send and collect until the cut-off, then report; stopped, it goes on where it was
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shopper run my-study --rehearse    against simulated companies, in seconds\n  shopper run my-study --yes         for real, for as long as the wave lasts"
)]
pub(super) struct Args {
    #[command(flatten)]
    study: StudyArg,
    /// Really send; without it, only say what would be done
    #[arg(long)]
    yes: bool,
    /// Run the whole wave against simulated companies in simulated time; nothing leaves this machine
    #[arg(long, conflicts_with = "yes")]
    rehearse: bool,
    /// Look into the mailboxes at least so often, in minutes
    #[arg(long, value_name = "MINUTES", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..))]
    collect_every: u16,
    #[command(flatten)]
    gate: GateArgs,
}

pub(super) async fn run(args: &Args, clock: &Clock, output: &Output) -> Result<Exit> {
    let place = args.study.open()?;
    args.gate.check(&place.study)?;
    let mut earlier = args.gate.earlier(&place.study, &place.dir, "");
    if args.rehearse {
        earlier.dir = None;
        let out = place.dir.join("rehearsal");
        let simulation = Simulation {
            study: &place.study,
            plan: &place.plan,
            seed: place.study.seed,
            out: &out,
            earlier: &earlier,
        };
        let simulated = simulate(simulation, output).await?;
        for file in simulated.files {
            Output::text(&format!("{}\n", file.display()))?;
        }
        // Simulated companies say nothing about real ones: they fail nobody who does not ask for it.
        return args
            .gate
            .conclude(&place.study, &simulated.gate, FailOn::Never, output);
    }
    if !args.yes {
        let offered = place.plan.enquiries.iter().filter(|e| e.offered()).count();
        Output::text(&format!(
            "dry run: {} from {} until {}; nothing was sent\n",
            counted(offered as u64, "enquiry"),
            place.study.wave.opens,
            place.study.wave.closes(),
        ))?;
        output.remark("`shopper plan` lists them; `--rehearse` tries them on simulated companies; `--yes` sends them");
        return Ok(Exit::Ok);
    }
    live(&place, args, &earlier, clock, output).await
}

async fn live(
    place: &Workplace,
    args: &Args,
    earlier: &EarlierWaves,
    clock: &Clock,
    output: &Output,
) -> Result<Exit> {
    let live = place.live(clock).await?;
    let stop = Stop::on_signal();
    let accounts = Accounts::of(&place.study, &place.dir);
    let mut lanes = lanes(&place.study, &live.ledger, &accounts, clock, |_| None).await?;
    for account in place.assisted() {
        output.remark(&format!(
            "{} is posted by you: `shopper assist` says what is due; replies are collected here",
            account.network
        ));
    }
    let rhythm = Rhythm {
        collect_every: SignedDuration::from_mins(i64::from(args.collect_every)),
        round_every: SignedDuration::from_secs(10),
    };
    let mut progress = Progress::new(
        output,
        place.study.wave.opens,
        live.ledger.closes,
        &place.study.timezone,
    );
    let standing = fieldwork::run(
        &live.ledger,
        &mut lanes,
        clock,
        rhythm,
        &stop,
        &mut progress,
    )
    .await;
    progress.done();
    let standing = standing?;
    let reader = ReaderArgs::default().reader(&place.study).await?;
    let folder = place.report_dir();
    let written = publish(&place.study, &live.ledger, &folder, earlier, &reader).await?;
    for file in &written.files {
        Output::text(&format!("{}\n", file.display()))?;
    }
    super::review::remind(live.ledger.store(), output).await?;
    if standing.in_doubt > 0 {
        output.remark(&format!(
            "{} attempts are in doubt; `shopper status` lists them",
            standing.in_doubt
        ));
    }
    if standing.sent == 0 {
        return Err(Error::Refused {
            message: "the wave is closed and nothing was sent in it".to_owned(),
            hint: "look at [wave] opens and cut_off, and at the remarks above".to_owned(),
        });
    }
    args.gate
        .conclude(&place.study, &written.gate, FailOn::Error, output)
}
