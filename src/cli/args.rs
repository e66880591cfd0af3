//! The command line as a whole.

use super::output::Output;
use super::{
    assist, audit, check, code, collect, compare, demo, editions, explain, init, lock, login,
    noticed, plan, report, review, run, sandbox, send, status,
};
use crate::clock::Clock;
use crate::error::{Error, Exit};
use clap::{Parser, Subcommand};
use std::ffi::OsString;

/// Asks every company of a panel the same routine questions, collects what comes back, and scores
/// speed, answer rate and more.
#[derive(Debug, Parser)]
#[command(
    name = "shopper",
    version,
    arg_required_else_help = true,
    after_help = "A first look, nothing to set up:\n  shopper demo\n\nA study of one's own:\n  shopper init my-study\n  \
                  shopper check my-study\n  shopper run my-study --rehearse\n\nExit codes: 0 ok, 1 failed, 2 usage, \
                  3 study files, 4 authentication, 8 still collecting, 99 gate failed, 130 interrupted"
)]
struct Cli {
    /// Print no progress and no remarks; errors still go to stderr
    #[arg(long, short, global = true)]
    quiet: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Args),
    Check(check::Args),
    Plan(plan::Args),
    Lock(lock::Args),
    Run(run::Args),
    Send(send::Args),
    Collect(collect::Args),
    Assist(assist::Args),
    Status(status::Args),
    Review(review::Args),
    Code(code::Args),
    Audit(audit::Args),
    Noticed(noticed::Args),
    Report(report::Args),
    Compare(compare::Args),
    Editions(editions::Args),
    Login(login::Args),
    Explain(explain::Args),
    Sandbox(sandbox::Args),
    Demo(demo::Args),
}

/// Parses the command line, does what it says, and tells how it went. Messages go to stderr.
#[must_use]
pub fn main() -> Exit {
    main_at(std::env::args_os(), &Clock::Wall)
}

/// The same for these words, the first of which names the program, by this clock: so that what a scheduler runs over
/// weeks can be walked through in a test.
#[must_use]
pub fn main_at(words: impl IntoIterator<Item = OsString>, clock: &Clock) -> Exit {
    let cli = match Cli::try_parse_from(words) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way too; a closed pipe is no error.
            let _ = error.print();
            return if error.use_stderr() {
                Exit::Usage
            } else {
                Exit::Ok
            };
        }
    };
    let output = Output::new(cli.quiet);
    // One thread: a pass is one conversation after the other, and a wake-up across threads would cost
    // more than the work between two packets. The database has threads of its own.
    let result = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::file("tokio runtime", e))
        .and_then(|runtime| runtime.block_on(dispatch(cli.command, clock, &output)));
    match result {
        Ok(exit) => exit,
        Err(error) => {
            Output::failure(&error);
            error.exit()
        }
    }
}

async fn dispatch(command: Command, clock: &Clock, output: &Output) -> crate::error::Result<Exit> {
    match command {
        Command::Init(args) => init::run(&args, clock, output),
        Command::Check(args) => check::run(&args, output),
        Command::Plan(args) => plan::run(&args, output),
        Command::Lock(args) => lock::run(&args, clock, output).await,
        Command::Run(args) => Box::pin(run::run(&args, clock, output)).await,
        Command::Send(args) => send::run(&args, clock, output).await,
        Command::Collect(args) => collect::run(&args, clock, output).await,
        Command::Assist(args) => assist::run(&args, output).await,
        Command::Status(args) => status::run(&args, clock).await,
        Command::Code(args) => code::run(&args, output).await,
        Command::Review(args) => review::run(&args, output).await,
        Command::Audit(args) => audit::run(&args, output).await,
        Command::Noticed(args) => noticed::run(&args).await,
        Command::Report(args) => report::run(&args, output).await,
        Command::Compare(args) => compare::run(&args, output),
        Command::Editions(args) => editions::run(&args),
        Command::Login(args) => login::run(&args, output).await,
        Command::Explain(args) => explain::run(&args).await,
        Command::Sandbox(args) => sandbox::run(&args, output).await,
        Command::Demo(args) => Box::pin(demo::run(&args, output)).await,
    }
}
