//! What others say of the companies: scores from outside the study.

use serde::{Deserialize, Serialize};

/// A score that others gave to companies of the panel, such as their customers' own rating.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutsideScore {
    /// Its name: letters, digits, `-` and `_`.
    pub name: String,
    /// Where it is from; empty when nobody said.
    pub source: String,
    /// Index into [`super::Study::panel`] and the score of that company, by company, each once. Finite.
    pub values: Vec<(u32, f64)>,
}

// Only finite values are read.
impl Eq for OutsideScore {}
