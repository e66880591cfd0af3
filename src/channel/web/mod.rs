//! Contact forms over plain HTTP: opened, understood, filled in and sent as a visitor would, once.
//!
//! ```text
//! Dispatch --find--> a page with a form --form::fill, form::submit--> Parcel --Session--> an answer
//!          <--Outcome-- verdict: accepted, another step, rejected, unknown
//! ```

mod fallback;
mod find;
mod json;
mod manner;
mod marks;
mod party;
mod phrases;
mod proof;
mod reference;
mod send;
mod sender;
mod session;
mod verdict;
#[cfg(test)]
mod verdict_tests;
mod visit;
mod words;

pub use fallback::{Ended, Fallback, NoBrowser};
pub(in crate::channel) use find::leads;
pub use manner::Manner;
pub(in crate::channel) use party::{belongs, is_processor, same_party};
pub use sender::FormSender;
pub use verdict::{Back, Sent, Verdict, judge};
