//! What the enquiries came to: one [`Row`] an enquiry, then numbers about channels, sectors and
//! companies. Pure: the ledger's cases go in, in any order; the same cases give the same numbers.
//!
//! A metric is one file ([`dispositions`], [`shares`], [`times`]) and one line in [`metric`].

pub mod business;
pub mod consistency;
pub mod dispositions;
pub mod metric;
mod row;
#[cfg(test)]
pub(crate) mod sample;
mod scorer;
pub mod shares;
pub mod statistics;
mod tally;
pub mod times;

pub use row::{Row, SentAtSource, row, row_with};
pub use scorer::{Awaited, Curve, Scorer, Scores};
pub use tally::Tally;
