//! `summary.md`: what the wave found, in sentences and tables. Every figure stands in
//! `estimates.csv`, or is a count of `enquiries.csv`, at the precision printed.

mod checks;
mod clock;
mod consistency;
mod findings;
mod league;
mod measures;
mod notes;
mod outside;
mod tables;
mod view;
mod words;

#[cfg(test)]
mod tests;

pub(super) use words::list;
pub use words::{escape, summary};
