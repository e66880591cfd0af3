//! Two waves of a study, held against each other.
//!
//! The same companies are paired and are the units of every test: one yes or no a company is tested by the exact test of
//! `McNemar`; means, scores and shares of several enquiries a company by the orders in which each company's two waves
//! could have come, with a paired bootstrap for the interval; times by the log-rank test within companies. Holm's
//! correction is over all numbers that are compared at once; *clear* is what then has p below 0.05. What makes two
//! waves incomparable is refused by name, or labels the result where it is allowed.
//!
//! How often that errs, and what it can see, by the simulation in `benches/power.rs` (companies differ with an
//! intracluster correlation of 0.23 and wobble from wave to wave; 41 % answered in the base; the usual family of numbers
//! compared, so that corrected p-values decide). Of pairs of waves without change:
//!
//! | companies | questions x channels | pairs | with any false *clear* |
//! | ---: | ---: | ---: | ---: |
//! | 10 | 10 x 3 | 1,000 | 0.7 % |
//! | 100 | 10 x 3 | 1,000 | 2.2 % |
//! | 100 | 1 x 1 | 1,000 | 1.7 % |
//!
//! How often a rise of the share answered is called clear:
//!
//! | companies | questions x channels | pairs | 5 points | 10 points | 15 points | 20 points |
//! | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
//! | 10 | 1 x 1 | 400 | 0 % | 0 % | 0 % | 0 % |
//! | 100 | 1 x 1 | 400 | 1 % | 9 % | 24 % | 53 % |
//! | 1,000 | 1 x 1 | 400 | 40 % | 100 % | 100 % | 100 % |
//! | 10 | 10 x 3 | 400 | 0 % | 5 % | 15 % | 27 % |
//! | 100 | 10 x 3 | 400 | 64 % | 100 % | 100 % | 100 % |
//! | 1,000 | 10 x 3 | 60 | 100 % | 100 % | 100 % | 100 % |

mod against;
mod change;
mod design;
mod family;
mod measure;
mod pair;
mod power;
mod refusal;
mod times;
mod waves;

#[cfg(test)]
mod tests;

pub use against::{Against, Aggregate, Beside, against};
pub use change::{Call, Change, Comparison, Side, Test, Untold};
pub use design::{Asked, AskedOn, Design, Listing, Published};
pub use family::{FAMILY, Member as FamilyMember, find, numbers as family_numbers, usual};
pub use pair::Paired;
pub use power::{Assumed, Detectable, assumed_from, detectable};
pub use refusal::{Refusal, Topic, Which, at_most_ten, topics};
pub use waves::{Options, compare};
