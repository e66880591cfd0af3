//! The ledger of a study in SQL. Everything is appended, nothing is changed: how things stand is a
//! query over what happened, never a column that is updated.
//!
//! One file holds all waves of a study, because a late reply to the last wave may come in this one.
//! Callers see [`Store`] (what belongs to the study: messages, readings, cursors) and [`Ledger`]
//! (one wave: enquiries and attempts); no SQL leaves this room, so another database can be put
//! under it. Moments are stored as whole seconds since 1970 UTC, the resolution of a Received header.

mod attempts;
mod bases;
mod cases;
mod codings;
mod codings_before;
mod efforts;
mod entries;
mod inbounds;
mod judgements;
mod notices;
mod open;
mod posts;
mod profiles;
mod readers;
mod readings;
mod replies;
mod review;
mod schema;
mod sessions;
mod standing;
mod usage;
mod waves;

pub use attempts::Pending;
pub use bases::{Bases, Basis};
pub use codings::Coded;
pub use inbounds::Unread;
pub use judgements::Judgement;
pub use open::{Store, WaveGuard};
pub use posts::PostIn;
pub use profiles::KeptProfile;
pub use readers::Slices;
pub use readings::{Learned, Sent};
pub use review::{Decided, Reviewable, SHOWN, Scope, Why};
pub use standing::{InDoubt, Standing};
pub use waves::{EnquiryText, Ledger, NewWave};

#[cfg(test)]
mod tests;
