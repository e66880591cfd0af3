//! What the sentences of a reply do, beside stating something; and whether they say yes or no.

use super::cue::{Cue, cues};
use super::locate::Nearness;
use super::message::Message;
use super::polarity::{leaning, opener};
use std::ops::Range;

/// No sentence is read for its yes or no that is less near to the question than this, beside its opener.
const FLOOR: f32 = 0.12;

/// What the sentences of a reply do, beside stating something.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Roles {
    /// How many say that nobody knows, that nobody will say, that it stands elsewhere, that it was received, and
    /// how many ask for something first.
    pub not_known: usize,
    pub refuses: usize,
    pub elsewhere: usize,
    pub holding: usize,
    pub asks_back: usize,
    /// How many do none of this and state something.
    pub plain: usize,
    /// How much of the question the nearest of those names.
    pub plain_near: f32,
    /// Whether a sentence begins with yes or no: 1, -1; 0 where none does.
    pub opens: i8,
    /// Whether the nearest of its sentences denies something.
    pub denies: bool,
}

/// What the sentences do; and which of them only say when somebody will come back, or ask for something.
pub(super) fn roles(message: &Message<'_>, near: &Nearness) -> (Roles, Vec<[bool; 5]>) {
    let mut roles = Roles::default();
    let mut each = vec![[false; 5]; message.sentences.len()];
    let found = cues(&message.tokens);
    let mut next = 0;
    for (nth, sentence) in message.sentences.iter().enumerate() {
        let mut says = [false; 5];
        while let Some((cue, tokens)) = found.get(next) {
            if tokens.start >= sentence.tokens.end {
                break;
            }
            says[*cue as usize] = true;
            next += 1;
        }
        let has = |cue: Cue| says[cue as usize];
        roles.not_known += usize::from(has(Cue::NotKnown));
        roles.refuses += usize::from(has(Cue::Refusal));
        roles.elsewhere += usize::from(has(Cue::Elsewhere));
        roles.holding += usize::from(has(Cue::Holding));
        roles.asks_back += usize::from(has(Cue::AsksBack));
        each[nth] = says;
        if !sentence.asks && !says.contains(&true) && message.words(sentence) > 3 {
            roles.plain += 1;
            roles.plain_near = roles.plain_near.max(near.carried[nth]);
        }
    }
    (roles, each)
}

/// Whether the sentence that names most of the question denies something once.
pub(super) fn denies(message: &Message<'_>, near: &Nearness) -> bool {
    #[rustfmt::skip]
    const NOT: &[&str] = &[
        "not", "no", "cannot", "t", "never", "nor", "without", "unable", "niet", "geen", "nooit", "zonder", "pas", "aucun", "aucune", "jamais", "nicht",
        "kein", "keine", "keinen", "keiner", "nie", "ohne", "impossible", "only", "alleen", "nur", "uniquement", "seulement", "ausschliesslich", "uitsluitend",
    ];
    let nearest = (0..message.sentences.len())
        .filter(|s| !message.sentences[*s].asks)
        .reduce(|best, s| {
            if near.carried[s] > near.carried[best] {
                s
            } else {
                best
            }
        });
    let Some(sentence) = nearest.and_then(|s| message.sentences.get(s)) else {
        return false;
    };
    let words = sentence.tokens.clone().map(|at| message.tokens.word(at));
    words.filter(|w| NOT.contains(w)).count() == 1
}

/// Whether a reply says yes or no to what was asked, whether under a condition, and where.
pub(super) fn stance(message: &Message<'_>, near: &Nearness) -> (f32, f32, Range<usize>, i8) {
    let (mut sum, mut only, mut total) = (0.0f32, 0.0f32, 0.0f32);
    let mut best: (f32, Range<usize>) = (0.0, 0..0);
    let (mut openers, mut first) = (0, 0i8);
    for (nth, sentence) in message.sentences.iter().enumerate() {
        if sentence.asks {
            continue;
        }
        let text = &message.tokens;
        let says = if openers < 2 {
            opener(text, sentence.tokens.clone())
        } else {
            0
        };
        openers += i32::from(says != 0);
        first = if first == 0 { says } else { first };
        let near = near.carried.get(nth).copied().unwrap_or(0.0);
        if near < FLOOR && says == 0 {
            continue;
        }
        let leans = leaning(text, sentence.tokens.clone());
        let weight = near * near + if says == 0 { 0.0 } else { 0.25 };
        let yes = leans.yes + 2.5 * f32::from(says);
        sum += weight * yes;
        only += weight * leans.only;
        total += weight;
        let strength = weight * yes.abs();
        if strength > best.0 {
            best = (strength, sentence.span.clone());
        }
    }
    if total > 0.0 {
        (sum / total, only / total, best.1, first)
    } else {
        (0.0, 0.0, 0..0, 0)
    }
}
