//! A code with what it rests on.

use std::ops::Range;

/// A code with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict<T> {
    /// The code.
    pub code: T,
    /// How sure the coder is, in thousandths.
    pub confidence: u16,
    /// The rule that gave it.
    pub rule: &'static str,
    /// The places in the reply, in bytes; of a pair those of the first.
    pub spans: Vec<Range<usize>>,
    /// Of a pair those of the other.
    pub other_spans: Vec<Range<usize>>,
}
