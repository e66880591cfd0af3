//! The `shopper` command: parse, run, exit code.

use mimalloc::MiMalloc;
use mystery_shopper::cli;
use std::process::ExitCode;

/// Reading mails and pages is many small pieces of memory: with the system's own a demo takes a fifth longer.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(cli::main() as u8)
}
