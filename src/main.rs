//! The `shopper` command: parse, run, exit code.

use mystery_shopper::cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(cli::main() as u8)
}
