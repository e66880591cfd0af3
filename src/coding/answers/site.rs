//! Which clause of a reply answers: what is learnt of where answers stand.
//!
//! A clause has a few signs (how much of the question it names, where it stands, whether a value that was asked for stands in
//! it) and the words it says. How much a word of the question speaks for a word of the clause that answers
//! it (`weight` for `kg`, `refund` for `back`) stands in `weights/bonds.txt`, learnt from replies of which the words that answer
//! are marked. Of the clauses of a reply, or of none of them, one answers: their shares sum to one with that of none.

use super::claims::Claim;
use super::clause::Clause;
use super::cue::Cue;
use super::joint::BESIDE;
use super::key::Key;
use super::locate::{CONTACTS, Nearness};
use super::message::Message;
use super::polarity::{leaning, opener};
use super::senses::senses;
use super::substance::{is_figure, kinds_of_values};
use crate::lexicon::{self, QuickMap};
use crate::model::{Expects, Language};
use std::sync::OnceLock;

/// How many signs of a clause are looked at.
pub(super) const SIGNS: usize = 36;
/// What the rest of its sentence says counts so much beside what a clause says itself.
const AROUND: f32 = 0.4;
/// No more words of a question, or of a clause, are held against each other.
const MOST_ASKED: usize = 24;
const MOST_SAID: usize = 32;
/// No more clauses of a reply are weighed.
const MOST: usize = 160;

/// A clause with what it is weighed by.
#[derive(Debug, Clone)]
pub struct Site {
    /// Its signs.
    pub signs: [f32; SIGNS],
    /// What it says.
    pub says: Vec<u32>,
    /// What the rest of its sentence says beside.
    pub around: Vec<u32>,
    /// How much rather yes than no it says.
    pub yes: f32,
    /// How much of the question it names, with what stands around it.
    pub named: f32,
}

/// What the words of a question are to those of an answer, by the number of both.
struct Bonds {
    signs: [f32; SIGNS],
    beside: [f32; BESIDE],
    words: QuickMap<u32, f32>,
    /// A bit for each bond by the end of its number: most pairs of words have none, which this tells at once.
    any: Vec<u64>,
}

static BONDS: OnceLock<Bonds> = OnceLock::new();

fn bonds() -> &'static Bonds {
    BONDS.get_or_init(|| Bonds::of(include_str!("weights/bonds.txt")))
}

/// Takes other bonds than those that were learnt of all replies, before any reply is read: for judging what was learnt by
/// replies that it was not learnt from.
#[doc(hidden)]
pub fn take_bonds(lines: &str) {
    let _ = BONDS.set(Bonds::of(lines));
}

impl Bonds {
    /// Reads them: a line of the weights of the signs in thousandths, one of those of the signs that other replies give, then a line for each bond, its number and weight.
    fn of(lines: &str) -> Self {
        let mut bonds = Self {
            signs: [0.0; SIGNS],
            beside: [0.0; BESIDE],
            words: QuickMap::default(),
            any: vec![0; FILTER / 64],
        };
        let thousandth = |word: &str| word.parse::<f32>().unwrap_or(0.0) / 1000.0;
        let mut lines = lines.lines().filter(|l| !l.starts_with('#'));
        let mut row = |signs: &mut [f32]| {
            let words = lines.next().unwrap_or_default().split(' ');
            for (sign, word) in signs.iter_mut().zip(words) {
                *sign = thousandth(word);
            }
        };
        row(&mut bonds.signs);
        row(&mut bonds.beside);
        for line in lines {
            if let Some((bond, weight)) = line.split_once(' ')
                && let Ok(bond) = u32::from_str_radix(bond, 36)
            {
                bonds.words.insert(bond, thousandth(weight));
                let (place, bit) = filter(bond);
                bonds.any[place] |= bit;
            }
        }
        bonds
    }

    /// The weight of a bond, where there is one.
    fn weight(&self, bond: u32) -> Option<f32> {
        let (place, bit) = filter(bond);
        if self.any[place] & bit == 0 {
            return None;
        }
        self.words.get(&bond).copied()
    }
}

const FILTER: usize = 1 << 17;

fn filter(bond: u32) -> (usize, u64) {
    let at = bond as usize % FILTER;
    (at / 64, 1 << (at % 64))
}

/// The weights of what others say of a clause.
pub(super) fn beside_weights() -> [f32; BESIDE] {
    bonds().beside
}

/// The number of a bond between a word of the question and one of a clause.
#[must_use]
pub fn bond(asked: u32, said: u32) -> u32 {
    let mixed = (u64::from(asked) << 32 | u64::from(said)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    u32::try_from(mixed >> 33).unwrap_or_default()
}

/// What every question asks for.
const ANY: u32 = 1;

/// What of a question speaks for words of its answer: its words, and what it expects.
pub(super) fn asked(key_terms: &[lexicon::Term], expects: Option<Expects>) -> Vec<u32> {
    let mut all = vec![ANY];
    if let Some(expects) = expects {
        all.push(lexicon::named(expects.as_str()) ^ 0x5555);
    }
    let words = key_terms.iter().map(|t| lexicon::number(*t));
    all.extend(words.take(MOST_ASKED));
    all
}

const fn is(yes: bool) -> f32 {
    if yes { 1.0 } else { 0.0 }
}

/// The clauses of a reply with what they are weighed by.
#[expect(clippy::too_many_lines, reason = "one list of signs")]
pub(super) fn sites(
    message: &Message<'_>,
    near: &Nearness,
    clauses: &[Clause],
    claims: &[Claim],
    key: &Key,
    (cues, language): (&[[bool; 5]], Language),
) -> Vec<Site> {
    let text = &message.tokens;
    let expects = key.expects();
    let figure = expects.is_some_and(is_figure);
    let yes_no = key.wants.has(Expects::YesNo);
    let exact = |c: &Claim| Some(c.value.answers()) == expects && !key.given.contains(&c.value);
    let would_do = |c: &Claim| {
        expects.is_some_and(|e| kinds_of_values(e, &c.value)) && !key.given.contains(&c.value)
    };
    let all_exact = claims.iter().filter(|c| exact(c)).count();
    let most = near.most();
    let last = message.sentences.len().saturating_sub(1);
    let mut out = Vec::with_capacity(clauses.len().min(MOST));
    let (mut ahead, mut s) = (0usize, 0usize);
    for clause in clauses.iter().take(MOST) {
        while message
            .sentences
            .get(s)
            .is_some_and(|one| one.tokens.end <= clause.tokens.start)
        {
            s += 1;
        }
        let Some(sentence) = message.sentences.get(s) else {
            break;
        };
        let mine: Vec<&Claim> = claims
            .iter()
            .filter(|c| clause.tokens.contains(&c.token))
            .collect();
        let here = mine.iter().filter(|c| exact(c)).count();
        let bits = senses(text, clause.tokens.clone(), sentence.asks, language);
        // A yes or no is looked for where one may answer.
        let (yes, opens) = if yes_no || !figure {
            let tokens = clause.tokens.clone();
            (leaning(text, tokens.clone()).yes, opener(text, tokens))
        } else {
            (0.0, 0)
        };
        let contact = clause
            .tokens
            .clone()
            .any(|t| CONTACTS.contains(text.word(t)));
        let words = clause
            .tokens
            .clone()
            .filter(|t| !text.word(*t).is_empty())
            .count();
        let has = |cue: Cue| is(cues.get(s).is_some_and(|c| c[cue as usize]));
        let carried = near.carried.get(s).copied().unwrap_or(0.0);
        let named = near.named.get(s).copied().unwrap_or(0.0);
        let foreign = near.foreign.get(s).copied().unwrap_or(0.0);
        let before = s
            .checked_sub(1)
            .and_then(|b| near.carried.get(b))
            .copied()
            .unwrap_or(0.0);
        let share = |n: usize| n as f32 / all_exact.max(1) as f32;
        let signs = [
            1.0,
            clause.named,
            named,
            carried,
            before,
            clause.foreign.min(3.0),
            foreign.min(4.0),
            is(clause.conditional),
            most - named,
            is(s == 0),
            is(s == 1),
            is(s == last),
            s as f32 / last.max(1) as f32,
            is(sentence.asks),
            is(contact),
            is(sentence.leads),
            is(sentence.begins_paragraph),
            (words as f32 + 1.0).ln() / 2.0,
            is(clause.tokens.start == sentence.tokens.start),
            is(figure && here > 0),
            is(figure && here == 0),
            is(figure && here == 0 && all_exact > 0),
            is(mine.iter().any(|c| would_do(c))),
            is(here > 0 && ahead == 0),
            is(here > 0 && here == all_exact),
            is(here > 0) * share(ahead),
            is(mine.iter().any(|c| c.least)),
            is(yes_no) * yes.abs() / 2.0,
            is(yes_no && opens != 0),
            has(Cue::NotKnown),
            has(Cue::Refusal),
            has(Cue::Elsewhere),
            has(Cue::Holding),
            has(Cue::AsksBack),
            is(mine.iter().any(|c| key.given.contains(&c.value))),
            is(message.sentences.len() <= 3),
        ];
        ahead += here;
        let mut says: Vec<u32> = clause.terms.iter().map(|t| lexicon::number(*t)).collect();
        let mut around: Vec<u32> = sentence.terms.iter().map(|t| lexicon::number(*t)).collect();
        around.retain(|t| !says.contains(t));
        for claim in &mine {
            let kind = lexicon::named(claim.value.answers().as_str()) ^ 0xaaaa;
            if !says.contains(&kind) {
                says.push(kind);
            }
        }
        for bit in (0..32).filter(|b| bits & (1 << b) != 0) {
            says.push(100 + bit);
        }
        says.truncate(MOST_SAID);
        around.truncate(MOST_SAID);
        out.push(Site {
            signs,
            says,
            around,
            yes: yes + 1.5 * f32::from(opens),
            named: carried.max(clause.named),
        });
    }
    out
}

/// How much speaks for each clause against none.
pub(super) fn weighed(sites: &[Site], asked: &[u32]) -> Vec<f32> {
    let bonds = bonds();
    let speaks = |words: &[u32]| -> f32 {
        let mut sum = 0.0f32;
        for said in words {
            for one in asked {
                sum += bonds.weight(bond(*one, *said)).unwrap_or(0.0);
            }
        }
        sum
    };
    let weigh = |site: &Site| -> f32 {
        let signs: f32 = site.signs.iter().zip(bonds.signs).map(|(s, w)| s * w).sum();
        signs + speaks(&site.says) + AROUND * speaks(&site.around)
    };
    sites.iter().map(weigh).collect()
}

/// The share of each clause, that one of them or none answers.
pub(super) fn shares(weighed: &[f32]) -> Vec<f32> {
    let most = weighed.iter().copied().fold(0.0f32, f32::max);
    let odds: Vec<f32> = weighed.iter().map(|w| (w - most).exp()).collect();
    let all: f32 = odds.iter().sum::<f32>() + (-most).exp();
    odds.into_iter().map(|o| o / all).collect()
}
