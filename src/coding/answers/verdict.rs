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

/// A share of one in thousandths.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share lies between nothing and one"
)]
pub(super) fn thousandths(share: f32) -> u16 {
    (share.clamp(0.0, 1.0) * 1000.0) as u16
}
