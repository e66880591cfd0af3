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
    /// How much else its clause names.
    pub foreign: f32,
    /// Whether its sentence only says when somebody will come back, or asks for something.
    pub aside: bool,
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
    /// Which of its sentences say what a reply is.
    pub(super) roles: Roles,
    /// What intake made of it.
    pub(super) hint: Option<Kind>,
}

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
    /// Whether a sentence begins with yes or no.
    pub opens: bool,
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
        let (mut roles, asides) = roles(&message, &near);
        let mut located: Vec<Located> = (0..claims.len())
            .map(|nth| Located {
                share: likelihood(&signs(&message, &near, &clauses, &claims, nth)),
                wanted: self.wants(claims[nth].value.answers())
                    && !self.given.contains(&claims[nth].value),
                foreign: clauses
                    .iter()
                    .find(|c| c.tokens.contains(&claims[nth].token))
                    .map_or(0.0, |c| c.foreign),
                aside: asides.get(claims[nth].sentence).copied().unwrap_or(false),
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
        let (stance, only, stance_span, opens) = stance(&message, &near);
        roles.opens = opens;
        let best = near.carried.iter().copied().fold(0.0, f32::max);
        let nearest: Vec<usize> = (0..message.sentences.len())
            .filter(|s| {
                best > 0.0 && near.carried[*s] >= 0.6 * best || message.sentences.len() <= 3
            })
            .collect();
        let mut words = Vec::new();
        let mut length = 0;
        for (nth, sentence) in message.sentences.iter().enumerate() {
            let counts = nearest.contains(&nth);
            for at in sentence.tokens.clone() {
                let word = message.tokens.word(at);
                length += usize::from(!word.is_empty());
                if word.len() < 3 || one_of(word, IDLE) {
                    continue;
                }
                if counts {
                    words.push(stemmed(word));
                }
            }
        }
        words.sort_unstable();
        words.dedup();
        Reading {
            located,
            stance,
            only,
            stance_span,
            words,
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
            roles,
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

/// What the sentences do; and which of them only say when somebody will come back, or ask for something.
fn roles(message: &Message<'_>, near: &Nearness) -> (Roles, Vec<bool>) {
    let mut roles = Roles::default();
    let mut asides = vec![false; message.sentences.len()];
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
        asides[nth] = has(Cue::Holding) || has(Cue::AsksBack) || sentence.asks;
        if !sentence.asks && !says.contains(&true) && message.words(sentence) > 3 {
            roles.plain += 1;
            roles.plain_near = roles.plain_near.max(near.carried[nth]);
        }
    }
    (roles, asides)
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
fn stance(message: &Message<'_>, near: &Nearness) -> (f32, f32, Range<usize>, bool) {
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
        (sum / total, only / total, best.1, openers > 0)
    } else {
        (0.0, 0.0, 0..0, false)
    }
}
