//! How the companies behave on social networks: who has which account, what each does about each post
//! and when, in which words, and what its profile shows. Pure, and drawn from a seed; no server.
//!
//! `figures` holds what it is calibrated to, `draw` says what happens (a [`PostConduct`] each), `hours` and
//! `moments` when, [`compose`] makes the posts of it ([`Utterance`]), [`Record`] notes for the truth what was said,
//! and [`profile`] is what an account shows of itself, with the truth about that.

mod accounts;
mod answer;
mod bios;
mod compose;
mod conduct;
mod draw;
mod figures;
mod hours;
mod moments;
mod phrases;
mod profile;
mod record;
mod split;
mod utterance;

pub use accounts::{Accounts, SecondAccount, Sign};
pub use compose::compose;
pub use conduct::{Instead, InsteadKind, Notice, PostAnswer, PostConduct, PostForm, PostTiming};
pub use hours::{Desk, DeskDays};
pub use profile::{AccountProfile, PastPost, ProfileTruth, Promise, PromisePlace, profile};
pub use record::Record;
pub use utterance::{How, Posed, PostStep, Speaker, Utterance};

pub(super) use accounts::{Called, service_handle};
pub(super) use draw::{Posting, draw};
pub(super) use figures::{OFFERED, SECOND, SECTORS, apportion, whole};

#[cfg(test)]
mod tests;
