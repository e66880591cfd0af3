//! Typed values with their places, out of text in English, Dutch, French and German.
//!
//! [`Text`] prepares a text once; each reader then goes over it once. What a value is *of* (a promise, a
//! delivery, a shop) is for others to say: readers here know no topic. All take time in proportion to the
//! length of the text.

mod amount;
pub mod date;
pub mod duration;
mod fold;
pub mod money;
mod number;
pub mod percent;
mod phrases;
mod text;
pub mod time;
pub mod weekdays;

#[cfg(test)]
mod properties;

use std::ops::Range;

pub(crate) use phrases::Phrases;
pub use text::Text;
pub(crate) use text::{Before, Kind, one_of};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the text that was read; begins and ends between characters.
    pub span: Range<usize>,
    /// Its tokens in [`Text`].
    pub(crate) tokens: Range<usize>,
}

/// Goes over a text once and takes what `read` makes of each place: the value, and the token behind it.
fn scan<T>(text: &Text, read: impl Fn(&Text, usize) -> Option<(T, usize)>) -> Vec<Found<T>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match read(text, at) {
            Some((value, next)) if next > at => {
                found.push(Found {
                    value,
                    span: text.span(at..next),
                    tokens: at..next,
                });
                at = next;
            }
            _ => at += 1,
        }
    }
    found
}

/// A figure in hundredths, in digits or in words but articles, and the token behind it.
pub(crate) fn figure(text: &Text, at: usize) -> Option<(u64, usize)> {
    amount::amount(text, at)
}
