//! Whole waves through the library against the sandbox's truth, one file a scenario: real sockets,
//! protocols, ledger and code; simulated are the clock and the companies.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod asleep;
mod broken_fetch;
mod clean;
mod cut_off;
mod deferrals;
mod hostile;
mod internal_date;
mod killed;
mod last_look;
mod public;
mod rate;
mod recoded;
mod relearned;
mod renumbered;
mod scored;
mod second_sender;
mod several;
mod silence;
mod stopped;
mod twice_delivered;
mod unreachable;
mod wave;
mod when;
mod zones;
