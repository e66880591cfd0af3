//! Apology and empathy.
//!
//! An apology is for something that befell the customer: "sorry for the delay", "nos excuses pour la gêne". "Sorry, we
//! don't", "désolé, ce n'est pas possible" and "tut uns leid, aber" only soften a no, and are none; "sorry to hear"
//! is sympathy, which is empathy.

use super::cues::Cues;
use super::read::Read;
use std::ops::Range;
use std::sync::LazyLock;

static APOLOGY: LazyLock<Cues> = LazyLock::new(|| Cues::read(include_str!("cues/apology.txt")));
static SORRY: LazyLock<Cues> = LazyLock::new(|| Cues::read(include_str!("cues/sorry.txt")));
static OWN_FAULT: LazyLock<Cues> = LazyLock::new(|| Cues::read(include_str!("cues/own_fault.txt")));
static SYMPATHY: LazyLock<Cues> = LazyLock::new(|| Cues::read(include_str!("cues/sympathy.txt")));
static EMPATHY: LazyLock<Cues> = LazyLock::new(|| Cues::read(include_str!("cues/empathy.txt")));

fn meets(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The tokens that apologise.
pub(super) fn apology(read: &Read<'_>) -> (Vec<Range<usize>>, &'static str) {
    let sympathy = SYMPATHY.find(read);
    let mut found = APOLOGY.find(read);
    found.retain(|place| !among(&sympathy, place));
    if !found.is_empty() {
        return (found, "apology");
    }
    // A bare `sorry` apologises where the same or the next sentence says for what, or where nothing else does.
    let sorry = SORRY.find(read);
    for place in sorry.into_iter().filter(|p| !among(&sympathy, p)).take(8) {
        let at = read.sentences.partition_point(|s| s.end <= place.start);
        let Some(sentence) = read.sentences.get(at) else {
            continue;
        };
        let mut faults = Vec::new();
        OWN_FAULT.within(read, place.end..sentence.end, &mut faults);
        let alone = sentence.end - place.end == 0 && sentence.len() <= 4;
        if let Some(next) = read.sentences.get(at + 1).filter(|_| alone) {
            OWN_FAULT.within(read, next.clone(), &mut faults);
        }
        if let Some(fault) = faults.first() {
            return (
                vec![place.start..place.end, fault.clone()],
                "sorry for its own fault",
            );
        }
    }
    (Vec::new(), "no apology")
}

/// Whether one of some places, in order, meets a place.
fn among(places: &[Range<usize>], place: &Range<usize>) -> bool {
    let from = places.partition_point(|p| p.start + 12 < place.start);
    places[from..]
        .iter()
        .take_while(|p| p.start < place.end)
        .any(|p| meets(p, place))
}

/// The tokens that show an understanding of the customer's situation.
pub(super) fn empathy(read: &Read<'_>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = EMPATHY.find(read);
    found.extend(SYMPATHY.find(read));
    found.sort_by_key(|f| f.start);
    found
}
