//! What a message is. Headers alone never make a person's answer automatic: what decides is the newest
//! block, sentence by sentence.
//!
//! Two witnesses are heard. The phrases (`sentences.rs`, with the lists of `intake/phrases`) propose a
//! kind by the rules of `rules.rs`. The examples (`sense.rs`, with the lists of `examples/`) say what
//! each sentence is likely about, whether or not a phrase knows it; `topic.rs` knows what was asked, and
//! `mixture.rs` weighs which kind of message is made of such sentences. `verdict.rs` brings all together.

mod class;
mod features;
mod headers;
mod mixture;
mod rules;
mod sense;
mod sentences;
mod topic;
mod verdict;

use sentences::Analysis;

pub(super) use headers::Signals;
pub(super) use topic::Topic;
pub(super) use verdict::{Verdict, Witnesses};
