//! Two waves of a study, held against each other.

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
pub use change::{Call, Change, Comparison, Side, Test};
pub use design::{Asked, AskedOn, Design, Listing, Published};
pub use family::{FAMILY, Member as FamilyMember, find, usual};
pub use power::{Assumed, Detectable, assumed_from, detectable};
pub use refusal::{Refusal, Topic};
pub use waves::{Options, compare};
