//! The command, one file a subcommand: each reads its arguments, calls the library and prints.
//!
//! stdout carries data, stderr messages and progress.

mod args;
mod assist;
mod assist_page;
mod audit;
mod audit_proposal;
mod audit_table;
mod before;
mod check;
mod code;
mod collect;
mod compare;
mod conduct;
mod demo;
mod editions;
mod explain;
mod explain_answers;
mod explain_form;
mod gate;
mod init;
mod json_lines;
mod lanes;
mod lock;
mod login;
mod mailbag;
mod noticed;
mod output;
mod plan;
mod plan_power;
mod progress;
mod publish;
mod reader;
mod report;
mod reread;
mod review;
mod run;
mod sandbox;
mod send;
mod simulate;
mod status;
mod workplace;

pub use args::{main, main_at};
