//! Answers -> codes: what a reply is, whether it is right, and whether two channels say the same.
//!
//! A question is read once into a [`Key`]: what it wants (a duration, a price, yes or no, ..) and what it is about.
//! Each reply is read once into a [`Reading`]: its typed values, each with how likely it is what was asked for, its
//! yes or no, and how near its sentences are to the question. Verdicts compare readings, never texts, so that
//! a million pairs are cheap. Only what cannot both be so asserts itself as a contradiction; what the rules cannot tell
//! is *unsure* and goes to people.
//!
//! ```text
//! question -> wants (cues), matters (lexicon) = Key
//! reply -> message (sentences) -> clause, claims (typed values), polarity -> locate = Reading
//! Key + Reading -> substance; + reference -> judge; + Reading -> relate
//! ```

mod claims;
mod clause;
mod cue;
mod group;
mod joint;
mod judge;
mod key;
mod learnt;
mod locate;
mod loose;
mod mask;
mod message;
mod nouns;
mod overlap;
mod pairs;
mod parts;
mod polarity;
mod reading;
mod relate;
mod right;
mod roles;
mod said;
mod same;
mod senses;
mod signs;
mod site;
mod substance;
#[cfg(test)]
mod tests;
mod value;
mod verdict;
mod wants;
mod wording;

pub use judge::Known;
pub use key::{Asked, Key};
pub use reading::{Fact, Reading};
#[doc(hidden)]
pub use site::{Site, take_bonds};
pub use verdict::Verdict;
