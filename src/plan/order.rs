//! The order in which a company is asked: rows of a balanced Latin square.
//!
//! Williams, E. J. (1949), "Experimental designs balanced for the estimation of residual effects of
//! treatments": over the rows each treatment stands once in each position and follows each other one
//! equally often, so that neither fatigue nor the question before weighs on one question alone.
//!
//! Neighbouring rows are much alike: what comes early in one comes early in the next. A sector seldom has as many
//! companies as a square has rows, so its companies get rows far apart, in steps of the golden section: however many they
//! are, the rows taken lie nearly evenly over the square (Knuth, "The Art of Computer Programming" 3, section 6.4, on
//! Fibonacci hashing), and so do places in the order, days and shoppers over the contacts.

use super::chance::Chance;
use crate::model::{Channel, Study};
use std::collections::HashMap;

/// Hands out the rows, one square for each set of contacts in a sector.
pub(super) struct Orders<'s> {
    study: &'s Study,
    /// By the number of the sector.
    squares: Vec<HashMap<Vec<(u32, Channel)>, Square>>,
}

struct Square {
    /// Which contact has which number in the square.
    names: Vec<u32>,
    /// The row that the next company gets.
    row: u32,
}

impl<'s> Orders<'s> {
    pub(super) fn new(study: &'s Study) -> Self {
        Self {
            study,
            squares: Vec::new(),
        }
    }

    /// The next order of these contacts, as indices into them, for a company of the sector with this
    /// number and name.
    pub(super) fn next(
        &mut self,
        sector: u32,
        sector_name: &str,
        contacts: &[(u32, Channel)],
    ) -> Vec<u32> {
        let size = u32::try_from(contacts.len()).unwrap_or(u32::MAX);
        let sector = sector as usize;
        if self.squares.len() <= sector {
            self.squares.resize_with(sector + 1, HashMap::new);
        }
        let squares = &mut self.squares[sector];
        if !squares.contains_key(contacts) {
            let name = contacts
                .iter()
                .fold(sector_name.to_owned(), |name, (q, c)| {
                    format!("{name}\0{}\0{c}", self.study.questions[*q as usize].id)
                });
            let mut chance = Chance::new(self.study.seed, "order", &name);
            let square = Square {
                names: chance.permutation(size),
                row: chance.below(rows(size)),
            };
            squares.insert(contacts.to_vec(), square);
        }
        let Some(square) = squares.get_mut(contacts) else {
            return Vec::new();
        };
        let order: Vec<u32> = row(size, square.row)
            .map(|i| square.names[i as usize])
            .collect();
        square.row = (square.row + stride(rows(size))) % rows(size).max(1);
        order
    }
}

/// A square of odd size needs each row backwards as well to be balanced.
const fn rows(size: u32) -> u32 {
    if size.is_multiple_of(2) {
        size
    } else {
        2 * size
    }
}

/// How far apart the rows of two companies in turn lie: nearest to the golden section of all rows, and without a
/// divisor in common with their number, so that each row comes before any comes again.
fn stride(rows: u32) -> u32 {
    let section = u64::from(rows) * 618_034 / 1_000_000;
    let section = u32::try_from(section).unwrap_or(1).max(1);
    (0..rows)
        .flat_map(|away| [section + away, section.saturating_sub(away)])
        .find(|step| gcd(*step, rows) == 1)
        .unwrap_or(1)
}

const fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// One row of the square: 0, n-1, 1, n-2, .. shifted by the row's number; the second half of an odd
/// square backwards.
fn row(size: u32, number: u32) -> impl Iterator<Item = u32> {
    let backwards = number >= size;
    (0..size).map(move |position| {
        let j = if backwards {
            size - 1 - position
        } else {
            position
        };
        let start = if j.is_multiple_of(2) {
            j / 2
        } else {
            size - j.div_ceil(2)
        };
        (start + number % size.max(1)) % size
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companies_in_turn_are_asked_in_orders_unlike_each_other_until_all_have_come() {
        for size in 1..=300u32 {
            let rows = rows(size);
            let step = stride(rows);
            let mut seen: Vec<u32> = (0..rows).map(|turn| turn * step % rows).collect();
            // A sector of ten: by chance alone some contact would come early, or late, at seven of them or more.
            let mut thirds = vec![[0; 3]; size as usize];
            for turn in 0..10 {
                for (position, name) in (0u32..).zip(row(size, turn * step % rows)) {
                    thirds[name as usize][(position * 3 / size) as usize] += 1;
                }
            }
            if (3..=120).contains(&size) {
                assert!(
                    thirds.iter().flatten().all(|n| *n <= 6),
                    "{size}: {thirds:?}"
                );
            }
            seen.sort_unstable();
            assert_eq!(seen, (0..rows).collect::<Vec<_>>(), "{size}");
        }
    }

    #[test]
    fn squares_are_balanced() {
        for size in 1..=12u32 {
            let mut at = HashMap::new();
            let mut after = HashMap::new();
            for number in 0..rows(size) {
                let order: Vec<u32> = row(size, number).collect();
                for (position, name) in order.iter().enumerate() {
                    *at.entry((position, *name)).or_insert(0) += 1;
                }
                for pair in order.windows(2) {
                    *after.entry((pair[0], pair[1])).or_insert(0) += 1;
                }
            }
            let each = rows(size) / size;
            assert_eq!(at.len(), (size * size) as usize);
            assert!(at.values().all(|n| *n == each), "{size}: {at:?}");
            assert_eq!(after.len(), (size * (size - 1)) as usize);
            assert!(after.values().all(|n| *n == each), "{size}: {after:?}");
        }
    }
}
