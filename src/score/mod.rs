//! What the enquiries came to: one [`Row`] an enquiry, then numbers about channels, sectors and
//! companies. Pure: the ledger's cases go in, in any order; the same cases give the same numbers.
//!
//! A [`Frame`] is a wave as scoring sees it; a metric is one entry in one of the families that [`metric`] lists, and
//! says of each enquiry (or company) what it adds. All else follows from that: estimates, leagues, comparisons of waves.

mod accord;
pub mod business;
pub mod checks;
mod codes;
pub mod compare;
pub mod consistency;
pub mod dispositions;
mod drawing;
pub mod editions;
mod frame;
pub mod gate;
pub mod league;
pub mod metric;
pub mod outside;
pub mod overall;
mod packed;
mod presence;
mod profiles;
mod quality;
mod row;
#[cfg(test)]
pub(crate) mod sample;
mod scorer;
mod service;
pub mod shares;
mod speed;
pub mod statistics;
pub mod times;
mod unit;
mod waiting;

pub use accord::Accord;
pub use codes::Codes;
pub use frame::{Builder, Compared, Frame, Listed, Member};
pub use packed::{Pack, Packed};
pub use profiles::Account;
pub use row::{Background, Row, SentAtSource, first_word, row_with};
pub use scorer::{Scorer, Scores};
pub use unit::{Awaited, Effort, Efforts, Unit};
pub use waiting::Curve;
