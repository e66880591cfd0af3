//! The command as a user meets it: the program itself, its streams, its files and its exit codes.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod audience;
mod audit;
mod code;
mod code_llm;
mod compare;
mod design;
mod fieldwork;
mod gate;
mod help;
mod ledger;
mod noticed;
mod offline;
mod packages;
mod password;
mod reread;
mod review;
mod schedule;
mod signals;
mod streams;
mod study;
