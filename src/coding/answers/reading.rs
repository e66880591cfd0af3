//! What one reply says of what was asked.

use super::claims::{Claim, claims};
use super::clause::{Clause, clauses};
use super::cue::Cue;
use super::group::{BESIDE, KINDS, RIGHTS};
use super::joint::{Spot, likeliest};
use super::key::Key;
use super::locate::Nearness;
use super::loose::add_loose;
use super::message::Message;
use super::parts::{Part, is_denial, parts};
use super::roles::{Roles, denies, roles, stance};
use super::said::Said;
use super::site::{Site, shares, sites, weighed};
use super::value::{MEASURES, Value};
use crate::coding::facts::Text;
use crate::coding::facts::money::{Currency, Money};
use crate::lexicon::{self, QuickSet};
use crate::model::{Expects, Kind};
use std::ops::Range;
use std::sync::LazyLock;

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
    /// The words of its clause, sorted.
    pub words: Vec<u32>,
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
    /// All its words, as they are compared with those of others.
    pub(super) said: Said,
    /// Where the sentences stand that are nearest to the question.
    pub(super) near: Vec<Range<usize>>,
    /// How much of the question the nearest sentence names.
    pub(super) named: f32,
    /// How much of the question all of it names, and of what weighs most in it.
    pub(super) covered: f32,
    pub(super) heaviest: f32,
    /// Whether it is what is known to be right or wrong, and no reply.
    pub(super) is_reference: bool,
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
    /// How likely it is each of the codes that a reply can be; and, where something is known to be right, each of
    /// the codes of how right it is.
    pub(super) odds: [f32; KINDS],
    pub(super) right: Option<[f32; RIGHTS]>,
    /// Its sentences, and which senses each has.
    pub(super) parts: Vec<Part>,
    pub(super) senses: Vec<u32>,
    /// What other replies and the reference say of it.
    pub(super) beside: [f32; BESIDE],
    /// The clauses that may answer, and how likely none does.
    pub(super) spots: Vec<Spot>,
    pub(super) nowhere: f32,
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

impl Reading {
    /// Sets the likeliest value of each kind to one, and the others against it.
    pub(super) fn even_shares(&mut self) {
        for kind in Expects::ALL {
            let of_kind = |l: &&mut Located| l.claim.value.answers() == *kind;
            let best = self
                .located
                .iter_mut()
                .filter(of_kind)
                .map(|l| l.share)
                .fold(0.0, f32::max);
            for one in self.located.iter_mut().filter(of_kind) {
                one.share /= best.max(1e-6);
            }
        }
    }

    /// Of what is known to be right some clause answers.
    pub(super) fn answers_somewhere(&mut self) {
        let all: f32 = self.spots.iter().map(|s| s.share).sum();
        for spot in &mut self.spots {
            spot.share /= all.max(1e-6);
        }
        self.nowhere = 0.0;
    }

    /// Where its clauses stand that may answer, in bytes.
    #[doc(hidden)]
    pub fn places(&self) -> impl Iterator<Item = Range<usize>> {
        self.spots.iter().map(|s| s.span.clone())
    }

    /// The clauses that likeliest answer, at most so many, the likeliest first: their bytes, and how likely each is the one,
    /// 0 to 1.
    #[must_use]
    pub fn likeliest(&self, most: usize) -> Vec<(Range<usize>, f32)> {
        let mut all: Vec<_> = self
            .spots
            .iter()
            .map(|s| (s.span.clone(), s.share))
            .collect();
        all.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        all.truncate(most);
        all
    }
}

impl Key {
    /// The clauses of a reply, their places in it, and what each is weighed by: for learning where answers stand.
    #[doc(hidden)]
    #[must_use]
    pub fn sites(&self, text: &str) -> Vec<(Range<usize>, Site)> {
        let message = Message::new(text, self.language);
        let near = Nearness::new(&message, self);
        let clauses = clauses(&message, self);
        let claims = self.claims(&message);
        let (_, cues) = roles(&message, &near);
        let spoken = lexicon::language(&lexicon::tokens(message.text)).unwrap_or(self.language);
        let all = sites(&message, &near, &clauses, &claims, self, (&cues, spoken));
        let places = clauses
            .iter()
            .map(|c| message.tokens.span(c.tokens.clone()));
        places.zip(all).collect()
    }

    /// Reads a reply. `hint` is what intake took it for.
    #[must_use]
    pub fn read(&self, text: &str, hint: Option<Kind>) -> Reading {
        let message = Message::new(text, self.language);
        let near = Nearness::new(&message, self);
        let clauses = clauses(&message, self);
        let claims = self.claims(&message);
        let (mut roles, cues) = roles(&message, &near);
        let asides: Vec<bool> = message
            .sentences
            .iter()
            .zip(&cues)
            .map(|(s, says)| says[Cue::Holding as usize] || says[Cue::AsksBack as usize] || s.asks)
            .collect();
        let spoken = lexicon::language(&lexicon::tokens(message.text)).unwrap_or(self.language);
        let (parts, senses) = parts(&message, &near, &asides, self, spoken);
        let all = sites(&message, &near, &clauses, &claims, self, (&cues, spoken));
        let shares = shares(&weighed(&all, &self.bonds));
        let odds_at = |claim: &Claim| {
            let at = clauses.iter().position(|c| c.tokens.contains(&claim.token));
            at.and_then(|at| shares.get(at))
                .copied()
                .unwrap_or(0.0)
                .max(1e-6)
        };
        let located: Vec<Located> = (0..claims.len())
            .map(|nth| Located {
                share: odds_at(&claims[nth]) * if claims[nth].least { LEAST } else { 1.0 },
                wanted: self.wants(claims[nth].value.answers())
                    && !self.given.contains(&claims[nth].value),
                foreign: clause_of(&clauses, &claims[nth]).map_or(0.0, |c| c.foreign),
                words: clause_of(&clauses, &claims[nth])
                    .map(|c| words_of(&message.tokens, c.tokens.clone()))
                    .unwrap_or_default(),
                aside: asides.get(claims[nth].sentence).copied().unwrap_or(false),
                near: near
                    .carried
                    .get(claims[nth].sentence)
                    .copied()
                    .unwrap_or_default(),
                claim: claims[nth].clone(),
            })
            .collect();
        let (stance, only, stance_span, opens) = stance(&message, &near);
        roles.opens = opens;
        roles.denies = denies(&message, &near);
        let best = near.carried.iter().copied().fold(0.0, f32::max);
        let nearest: Vec<usize> = (0..message.sentences.len())
            .filter(|s| {
                best > 0.0 && near.carried[*s] >= 0.6 * best || message.sentences.len() <= 3
            })
            .collect();
        let (words, length) = words_near(&message, &nearest);
        let mut reading = Reading {
            located,
            stance,
            only,
            stance_span,
            words,
            said: Said::reply(&message, &self.asked),
            near: nearest
                .iter()
                .map(|s| message.sentences[*s].span.clone())
                .collect(),
            named: near.most(),
            covered: near.covered,
            heaviest: near.heaviest,
            is_reference: false,
            length,
            asks: message.sentences.iter().filter(|s| s.asks).count(),
            states: message
                .sentences
                .iter()
                .filter(|s| !s.asks && message.words(s) > 3)
                .count(),
            roles,
            hint,
            odds: [0.0; KINDS],
            right: None,
            parts,
            senses,
            beside: [0.0; BESIDE],
            nowhere: 1.0 - shares.iter().sum::<f32>().min(1.0),
            spots: likeliest(self.spots(&message, &clauses, &all, &shares, &claims)),
        };
        reading.even_shares();
        self.lean_by_price(&mut reading);
        reading.odds = self.kinds(&reading);
        reading
    }

    /// What a reply states in figures, those among it that only the question makes one.
    fn claims(&self, message: &Message<'_>) -> Vec<Claim> {
        let mut claims = claims(message);
        add_loose(&mut claims, message, &self.wants);
        match self.wants.first {
            Some(Expects::Money) => bare_prices(&mut claims),
            Some(Expects::Time) => bare_clocks(&mut claims),
            _ => {}
        }
        claims
    }

    /// The clauses of a reply as they are held against those of others.
    fn spots(
        &self,
        message: &Message<'_>,
        clauses: &[Clause],
        sites: &[Site],
        shares: &[f32],
        claims: &[Claim],
    ) -> Vec<Spot> {
        let spot = |((clause, site), share): ((&Clause, &Site), &f32)| {
            let new = clause.terms.iter().filter(|t| self.weight(**t).is_none());
            let terms: Vec<(lexicon::Term, f32)> = new.map(|t| (*t, lexicon::weight(*t))).collect();
            let text = &message.tokens;
            let denials = clause.tokens.clone().filter(|at| is_denial(text.word(*at)));
            let from = claims.partition_point(|c| c.token < clause.tokens.start);
            let to = claims.partition_point(|c| c.token < clause.tokens.end);
            Spot {
                mass: terms.iter().map(|(_, w)| w).sum(),
                terms,
                share: *share,
                yes: site.yes,
                denies: denials.count() % 2 == 1,
                named: site.named,
                foreign: clause.foreign.min(3.0) / 3.0,
                values: from..to.max(from),
                span: text.span(clause.tokens.clone()),
            }
        };
        clauses.iter().zip(sites).zip(shares).map(spot).collect()
    }

    /// Where it is asked whether something costs anything or nothing, what it costs says yes or no.
    fn lean_by_price(&self, reading: &mut Reading) {
        if self.wants.first != Some(Expects::YesNo) || self.wants.cost == self.wants.gratis {
            return;
        }
        let sums = reading.located.iter().filter(|l| !l.aside && l.near > 0.2);
        let (mut nothing, mut something) = (None, None);
        for one in sums {
            match &one.claim.value {
                Value::Money(m) if m.to == 0 => nothing = nothing.or(Some(one)),
                Value::Money(_) | Value::Percent(_) => something = something.or(Some(one)),
                _ => {}
            }
        }
        let (free, told) = match (nothing, something) {
            (Some(n), None) => (1.0, n),
            (None, Some(s)) => (-0.7, s),
            _ => return,
        };
        let towards = if self.wants.gratis { free } else { -free };
        reading.stance_span = told.claim.span.clone();
        reading.stance = (reading.stance + 3.0 * towards).clamp(-4.0, 4.0);
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

/// A value that only bounds from below is so much less likely what was asked for.
const LEAST: f32 = 0.67;

/// Words of greetings and closings.
const IDLE: &str = "the and you your for with our are that this have from will can dear hello thanks thank regards kind best hi team hallo beste bedankt groet \
    vriendelijke het een van uw voor met dat wij niet bonjour merci cordialement vous nous votre les des pour dans une est pas vielen dank \
    freundlichen grussen sehr geehrte geehrter frau herr sie ihre ihr und der die das mit wir ist ein eine den von zu";

static IDLES: LazyLock<QuickSet<&'static str>> = LazyLock::new(|| IDLE.split(' ').collect());

/// `5.99 if you order today`: a figure with cents, where a price was asked for and nobody says a currency.
fn bare_prices(claims: &mut [Claim]) {
    let is_sum = |c: &Claim| matches!(&c.value, Value::Money(m) if m.to > 0);
    if claims.iter().any(is_sum) {
        return;
    }
    for claim in claims {
        if let Value::Count(n, _) = claim.value
            && !n.is_multiple_of(100)
        {
            claim.value = Value::Money(Money {
                from: n,
                to: n,
                currency: Currency::Any,
            });
        }
    }
}

/// `Between 6 and 10`: whole figures, where a time was asked for and no time is said.
fn bare_clocks(claims: &mut [Claim]) {
    if claims.iter().any(|c| matches!(c.value, Value::Clock(_))) {
        return;
    }
    for claim in claims {
        if let Value::Count(n, of) = claim.value
            && n.is_multiple_of(100)
            && (100..=2400).contains(&n)
            && !MEASURES.contains(&of)
            && let Ok(hour) = u16::try_from(n / 100)
        {
            claim.value = Value::Clock(hour % 24 * 60);
        }
    }
}

fn clause_of<'a>(clauses: &'a [Clause], claim: &Claim) -> Option<&'a Clause> {
    clauses.iter().find(|c| c.tokens.contains(&claim.token))
}

/// The words of some tokens that say something, sorted.
fn words_of(text: &Text, tokens: Range<usize>) -> Vec<u32> {
    let said = tokens.map(|at| text.word(at));
    let mut words: Vec<u32> = said
        .filter(|w| w.len() > 2 && !IDLES.contains(w))
        .map(stemmed)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// A word without its ending, as a number.
fn stemmed(word: &str) -> u32 {
    let cut = word.char_indices().nth(6).map_or(word.len(), |(at, _)| at);
    word[..cut].bytes().fold(0x811c_9dc5_u32, |h, b| {
        (h ^ u32::from(b)).wrapping_mul(0x0100_0193)
    })
}

/// The stems of the words that tell something in these sentences, and how many words the message has.
fn words_near(message: &Message<'_>, nearest: &[usize]) -> (Vec<u32>, usize) {
    let (mut words, mut length) = (Vec::new(), 0);
    for (nth, sentence) in message.sentences.iter().enumerate() {
        let counts = nearest.contains(&nth);
        for at in sentence.tokens.clone() {
            let word = message.tokens.word(at);
            length += usize::from(!word.is_empty());
            if word.len() >= 3 && counts && !IDLES.contains(word) {
                words.push(stemmed(word));
            }
        }
    }
    words.sort_unstable();
    words.dedup();
    (words, length)
}
