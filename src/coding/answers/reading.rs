//! What one reply says of what was asked.

use super::claims::{Claim, claims};
use super::clause::clauses;
use super::cue::{Cue, cues};
use super::key::Key;
use super::locate::{Nearness, likelihood, signs};
use super::message::Message;
use super::polarity::{leaning, opener};
use crate::coding::facts::one_of;
use crate::model::{Expects, Kind};
use std::ops::Range;

/// A value of a reply and how likely it is what was asked for.
#[derive(Debug, Clone)]
pub(super) struct Located {
    pub claim: Claim,
    /// 0 to 1, against the likeliest of its kind, which has 1.
    pub share: f32,
    /// Whether the question wants one of its kind.
    pub wanted: bool,
    /// How much of the question is named around it.
    pub near: f32,
}

/// What a reply says of what was asked.
#[derive(Debug, Clone)]
pub struct Reading {
    pub(super) located: Vec<Located>,
    /// How much rather yes than no; 0 where nothing says it.
    pub(super) stance: f32,
    /// How much rather under a condition.
    pub(super) only: f32,
    /// Where the yes or no stands.
    pub(super) stance_span: Range<usize>,
    /// The words of the sentences that answer, but for those of the question; sorted.
    pub(super) words: Vec<u32>,
    /// The words of all of it.
    pub(super) all_words: Vec<u32>,
    /// Where the sentences stand that are nearest to the question.
    pub(super) near: Vec<Range<usize>>,
    /// How much of the question the nearest sentence names.
    pub(super) named: f32,
    /// How many words it has.
    pub(super) length: usize,
    /// How many of its sentences ask.
    pub(super) asks: usize,
    /// How many sentences state something.
    pub(super) states: usize,
    /// How many links stand in it.
    pub(super) links: usize,
    pub(super) phones: usize,
    /// Whether it says that nobody knows, that nobody will say, that it stands elsewhere.
    pub(super) not_known: bool,
    pub(super) refuses: bool,
    pub(super) elsewhere: bool,
    /// What intake made of it.
    pub(super) hint: Option<Kind>,
}

/// A typed value of a reply, for people and other programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub kind: Expects,
    /// The value in short: `30 days`, `3.99 GBP`, `mon-fri`.
    pub value: String,
    /// Its bytes in the reply.
    pub span: Range<usize>,
    /// Whether it is of the kind that was asked for.
    pub wanted: bool,
}

impl Reading {
    /// Every typed value, in order.
    pub fn facts(&self) -> impl Iterator<Item = Fact> {
        self.located.iter().map(|l| Fact {
            kind: l.claim.value.answers(),
            value: l.claim.value.to_string(),
            span: l.claim.span.clone(),
            wanted: l.wanted,
        })
    }
}

/// No sentence is read for its yes or no that is less near to the question than this, beside its opener.
const FLOOR: f32 = 0.12;

impl Key {
    /// Reads a reply. `hint` is what intake took it for.
    #[must_use]
    pub fn read(&self, text: &str, hint: Option<Kind>) -> Reading {
        let message = Message::new(text, self.language);
        let near = Nearness::new(&message, self);
        let clauses = clauses(&message, self);
        let claims = claims(&message);
        let mut located: Vec<Located> = (0..claims.len())
            .map(|nth| Located {
                share: likelihood(&signs(&message, &near, &clauses, &claims, nth)),
                wanted: self.wants(claims[nth].value.answers())
                    && !self.given.contains(&claims[nth].value),
                near: near
                    .carried
                    .get(claims[nth].sentence)
                    .copied()
                    .unwrap_or_default(),
                claim: claims[nth].clone(),
            })
            .collect();
        for kind in Expects::ALL {
            let of_kind = |l: &&mut Located| l.claim.value.answers() == *kind;
            let best = located
                .iter()
                .filter(|l| l.claim.value.answers() == *kind)
                .map(|l| l.share)
                .fold(0.0, f32::max);
            for one in located.iter_mut().filter(of_kind) {
                one.share /= best.max(1e-6);
            }
        }
        let (stance, only, stance_span) = stance(&message, &near);
        let best = near.carried.iter().copied().fold(0.0, f32::max);
        let nearest: Vec<usize> = (0..message.sentences.len())
            .filter(|s| {
                best > 0.0 && near.carried[*s] >= 0.6 * best || message.sentences.len() <= 3
            })
            .collect();
        let mut words = Vec::new();
        let mut all_words = Vec::new();
        let mut length = 0;
        for (nth, sentence) in message.sentences.iter().enumerate() {
            let counts = nearest.contains(&nth);
            for at in sentence.tokens.clone() {
                let word = message.tokens.word(at);
                length += usize::from(!word.is_empty());
                if word.len() < 3 || one_of(word, IDLE) {
                    continue;
                }
                let hash = stemmed(word);
                all_words.push(hash);
                if counts {
                    words.push(hash);
                }
            }
        }
        for list in [&mut words, &mut all_words] {
            list.sort_unstable();
            list.dedup();
        }
        let cues = cues(&message.tokens);
        let has = |cue: Cue| cues.iter().any(|(c, _)| *c == cue);
        Reading {
            located,
            stance,
            only,
            stance_span,
            words,
            all_words,
            near: nearest
                .iter()
                .map(|s| message.sentences[*s].span.clone())
                .collect(),
            named: near.most(),
            length,
            asks: message.sentences.iter().filter(|s| s.asks).count(),
            states: message
                .sentences
                .iter()
                .filter(|s| !s.asks && message.words(s) > 3)
                .count(),
            links: message.masked.links.len(),
            phones: message.masked.phones.len(),
            not_known: has(Cue::NotKnown),
            refuses: has(Cue::Refusal),
            elsewhere: has(Cue::Elsewhere),
            hint,
        }
    }

    /// Whether the question wants values of a kind.
    fn wants(&self, kind: Expects) -> bool {
        self.wants.has(kind)
            || self.wants.first == Some(Expects::Date) && kind == Expects::Duration
            || self.wants.first == Some(Expects::Duration) && matches!(kind, Expects::Date)
            || self.wants.first == Some(Expects::Percent) && kind == Expects::Money
            || self.wants.first == Some(Expects::Money) && kind == Expects::Percent
            || kind == Expects::Money && (self.wants.cost || self.wants.gratis)
    }
}

/// Words of greetings and closings.
const IDLE: &str = "the and you your for with our are that this have from will can dear hello thanks thank regards kind best hi team hallo beste bedankt groet \
    vriendelijke het een van uw voor met dat wij niet bonjour merci cordialement vous nous votre les des pour dans une est pas vielen dank \
    freundlichen grussen sehr geehrte geehrter frau herr sie ihre ihr und der die das mit wir ist ein eine den von zu";

/// A word without its ending, as a number.
fn stemmed(word: &str) -> u32 {
    let cut = word.char_indices().nth(6).map_or(word.len(), |(at, _)| at);
    word[..cut].bytes().fold(0x811c_9dc5_u32, |h, b| {
        (h ^ u32::from(b)).wrapping_mul(0x0100_0193)
    })
}

/// Whether a reply says yes or no to what was asked, whether under a condition, and where.
fn stance(message: &Message<'_>, near: &Nearness) -> (f32, f32, Range<usize>) {
    let (mut sum, mut only, mut total) = (0.0f32, 0.0f32, 0.0f32);
    let mut best: (f32, Range<usize>) = (0.0, 0..0);
    let mut openers = 0;
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
        (sum / total, only / total, best.1)
    } else {
        (0.0, 0.0, 0..0)
    }
}
