//! Phrases that say what a reply is, from the lists in `cues/`: a line more is all that teaching takes.

use crate::coding::facts::Text;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What a phrase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    NotKnown,
    Refusal,
    Elsewhere,
}

type Phrases = HashMap<&'static str, Vec<(&'static str, Cue)>>;

/// By their first words.
static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases::new();
    for (list, cue) in [
        (include_str!("cues/not_known.txt"), Cue::NotKnown),
        (include_str!("cues/refusal.txt"), Cue::Refusal),
        (include_str!("cues/elsewhere.txt"), Cue::Elsewhere),
    ] {
        for line in list
            .lines()
            .filter(|l| !l.is_empty() && !l.starts_with('#'))
        {
            let first = line.split(' ').next().unwrap_or(line);
            phrases.entry(first).or_default().push((line, cue));
        }
    }
    phrases
});

/// Every phrase of a reply, in order, with its tokens.
pub(super) fn cues(text: &Text) -> Vec<(Cue, Range<usize>)> {
    let mut found = Vec::new();
    for at in 0..text.len() {
        for (phrase, cue) in PHRASES.get(text.word(at)).into_iter().flatten() {
            if let Some(next) = text.phrase(at, phrase) {
                found.push((*cue, at..next));
            }
        }
    }
    found
}
