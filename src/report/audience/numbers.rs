//! The numbers that stand for companies: the same from wave to wave, and not in the order of the panel.

use crate::model::Study;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// A number for each company of the panel, each once. It follows from the key and the ids of study and company alone
/// but where two companies drew the same, so that few change when a company joins or leaves.
pub(super) fn numbers(study: &Study, key: &[u8], named: &[bool]) -> Vec<u64> {
    let companies = study.panel.len() as u64;
    // Twenty times as many numbers as companies: few draw the same.
    let mut most = 1_000;
    while most < companies.saturating_mul(20) {
        most *= 10;
    }
    let draw = |id: &str, again: u64| {
        let mut hash = Sha256::new();
        for part in [
            b"shopper pseudonym 1",
            key,
            study.id.as_bytes(),
            id.as_bytes(),
        ] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        hash.update(again.to_le_bytes());
        let digest = hash.finalize();
        digest[..8]
            .iter()
            .fold(0u64, |n, byte| n << 8 | u64::from(*byte))
    };
    // Who comes first when two draw the same does not depend on the order of the panel.
    let mut turns: Vec<usize> = (0..study.panel.len()).collect();
    turns.sort_by_key(|place| draw(&study.panel[*place].id, 0));
    // No number makes an id that a company really has.
    let real: BTreeSet<&str> = study.panel.iter().map(|c| c.id.as_str()).collect();
    let is_free = |number: u64, named: bool| {
        named
            || !real.iter().any(|id| {
                id.strip_prefix("company-")
                    .is_some_and(|n| n.parse() == Ok(number))
            })
    };
    let mut taken = BTreeSet::new();
    let mut numbers = vec![0; study.panel.len()];
    for place in turns {
        let id = &study.panel[place].id;
        // Nineteen of twenty draws are free: a thousand in vain do not happen.
        let drawn = (1..1_000).map(|again| 1 + draw(id, again) % (most - 1));
        let free = drawn
            .clone()
            .find(|n| !taken.contains(n) && is_free(*n, named[place]));
        let number = free.unwrap_or(most + place as u64);
        taken.insert(number);
        numbers[place] = number;
    }
    numbers
}
