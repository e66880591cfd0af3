//! What a message is, by rules in order. Headers alone never make a person's answer automatic: what
//! decides is the newest block, sentence by sentence.

mod headers;
mod sentences;
mod verdict;

pub(super) use headers::Signals;
pub(super) use sentences::Analysis;
pub(super) use verdict::verdict;
