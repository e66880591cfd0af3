//! Two waves of a study, held against each other.

mod change;

pub use change::{Call, Change, Comparison, Side};
