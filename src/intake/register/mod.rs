//! What an inbound can be tied to.

mod book;
mod chain;
mod company;
mod subject;
mod wording;

pub(super) use book::{Entry, party};
pub use book::{Register, Tie};
pub(super) use company::{company_key, hosted_label};
pub(super) use subject::plain_subject;
pub(super) use wording::{quoted_share, shingles, template, words};
