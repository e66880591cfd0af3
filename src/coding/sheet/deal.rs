//! Shuffling the units and dealing them out to the coders.

use super::unit::Unit;
use sha2::{Digest, Sha256};

/// How units are dealt out.
#[derive(Debug, Clone, PartialEq)]
pub struct Dealing<'a> {
    /// The study's seed: source of the order.
    pub seed: u64,
    /// The name of the round; another round has another order.
    pub round: &'a str,
    /// Who codes.
    pub coders: &'a [String],
    /// The share of the units that every coder gets, 0 to 1; the others are dealt out.
    pub double: f64,
    /// At most so many units; the first of the order.
    pub sample: Option<usize>,
}

/// The units of each coder, in an order of each coder's own, so that nobody can tell from its place which
/// unit others have too.
#[must_use]
pub fn deal<'u>(units: &'u [Unit], dealing: &Dealing<'_>) -> Vec<Vec<&'u Unit>> {
    let mut order: Vec<&Unit> = units.iter().collect();
    dealing.shuffle("", &mut order);
    order.truncate(dealing.sample.unwrap_or(usize::MAX));
    let shared = share(order.len(), dealing.double);
    let mut hands: Vec<Vec<&Unit>> = vec![order[..shared].to_vec(); dealing.coders.len()];
    let count = hands.len().max(1);
    for (at, unit) in order[shared..].iter().enumerate() {
        if let Some(hand) = hands.get_mut(at % count) {
            hand.push(unit);
        }
    }
    for (coder, hand) in dealing.coders.iter().zip(&mut hands) {
        dealing.shuffle(coder, hand);
    }
    hands
}

/// A share of a number, rounded up: the share is what is wanted at least.
fn share(of: usize, share: f64) -> usize {
    let wanted = (of as f64 * share.clamp(0.0, 1.0)).ceil();
    (0..=of).rfind(|n| *n as f64 <= wanted).unwrap_or(0)
}

impl Dealing<'_> {
    /// Puts units into the order of somebody.
    pub fn shuffle(&self, whose: &str, units: &mut [&Unit]) {
        units.sort_by_cached_key(|unit| self.place(whose, unit));
    }

    /// Where a unit comes in the order of somebody.
    pub(super) fn place(&self, whose: &str, unit: &Unit) -> [u8; 32] {
        let mut hash = Sha256::new();
        for part in [self.round, whose, &unit.id] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        hash.update(self.seed.to_le_bytes());
        hash.finalize().into()
    }
}
