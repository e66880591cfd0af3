//! Phrases that say what a reply is, from the lists in `cues/`: a line more is all that teaching takes.

use crate::coding::facts::{Phrases, Text};
use std::ops::Range;
use std::sync::LazyLock;

/// What a phrase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// Nobody knows.
    NotKnown,
    /// Nobody will say.
    Refusal,
    /// It stands elsewhere.
    Elsewhere,
    /// It was received, somebody will come back to it.
    Holding,
    /// The company wants to know something first.
    AsksBack,
}

static CUES: LazyLock<Phrases<Cue>> = LazyLock::new(|| {
    Phrases::of([
        (include_str!("cues/not_known.txt"), Cue::NotKnown),
        (include_str!("cues/refusal.txt"), Cue::Refusal),
        (include_str!("cues/elsewhere.txt"), Cue::Elsewhere),
        (include_str!("cues/holding.txt"), Cue::Holding),
        (include_str!("cues/asks_back.txt"), Cue::AsksBack),
    ])
});

/// Every phrase of a reply, in order, with its tokens.
pub(super) fn cues(text: &Text) -> Vec<(Cue, Range<usize>)> {
    let mut found = Vec::new();
    for at in 0..text.len() {
        let here = CUES.all_at(text, at).map(|(cue, next)| (cue, at..next));
        found.extend(here);
    }
    found
}
