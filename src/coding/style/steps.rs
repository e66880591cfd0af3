//! Whether a reply says what to do, or what happens next.
//!
//! A step is something the customer is told to do or to send ("reply to this mail", "show it at the desk", "which order is
//! it?"), or that the company will do or has set going ("we'll call you tomorrow", "the refund is on your card within five
//! days"). A mere permission ("you can bring your dog") is the answer, and no step; nor is an invitation to ask
//! again ("if you have further questions ..").

use super::cues::Cues;
use super::read::Read;
use std::ops::Range;
use std::sync::LazyLock;

static STEPS: LazyLock<Cues> = LazyLock::new(|| Cues::read(include_str!("cues/steps.txt")));
static INVITATION: LazyLock<Cues> =
    LazyLock::new(|| Cues::read(include_str!("cues/invitation.txt")));

static RHETORIC: LazyLock<Cues> = LazyLock::new(|| Cues::read(include_str!("cues/rhetoric.txt")));

/// So many steps are enough.
const ENOUGH: usize = 12;

/// The tokens that say a step.
pub(super) fn steps(read: &Read<'_>) -> Vec<Range<usize>> {
    let (mut found, mut places) = (Vec::new(), Vec::new());
    for (sentence, asks) in read.sentences.iter().zip(read.asks.iter().copied()) {
        if !read.is_body(sentence) {
            continue;
        }
        places.clear();
        INVITATION.within(read, sentence.clone(), &mut places);
        if !places.is_empty() {
            continue;
        }
        let before = found.len();
        STEPS.within(read, sentence.clone(), &mut found);
        // `There is no need to let us know`, `you don't have to call`
        let denied = |place: &Range<usize>| {
            let near = place.start.saturating_sub(3).max(sentence.start)..place.start;
            let wants = matches!(
                read.tokens.word(place.start),
                "need" | "have" | "dont" | "you"
            );
            wants
                && near
                    .into_iter()
                    .any(|at| matches!(read.tokens.word(at), "no" | "not" | "t" | "dont" | "never"))
        };
        let kept: Vec<_> = found
            .drain(before..)
            .filter(|place| !denied(place))
            .collect();
        found.extend(kept);
        // What the company asks back the customer is to tell it.
        places.clear();
        RHETORIC.within(read, sentence.clone(), &mut places);
        if asks && places.is_empty() && sentence.len() > 2 {
            found.push(sentence.clone());
        }
        if found.len() >= ENOUGH {
            break;
        }
    }
    found.truncate(ENOUGH);
    found
}
