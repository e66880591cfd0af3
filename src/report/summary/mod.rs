//! `summary.md`: what the wave found, in sentences and tables. Every figure stands in
//! `estimates.csv`, or is a count of `enquiries.csv`, at the precision printed.

mod consistency;
mod findings;
mod notes;
mod tables;
mod view;
mod words;

#[cfg(test)]
mod tests;

pub use words::summary;
pub(super) use words::{escape, list};
