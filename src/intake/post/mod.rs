//! Posts of social networks, read as mails are: to which enquiry a post belongs, what it is, what its
//! author wrote and when it came. Pure; the same bytes and the same register always give the same response.
//!
//! ```text
//! raw -> text (mentions, numbering, initials off) -> kind (the same witnesses as for mails)
//!                                                 -> tie (what it answers; who speaks)
//!                                                 -> when (created_at of its first edition)
//! ```
//!
//! [`own`] is the other way round: which of the study's enquiries a person has posted.

mod around;
mod elsewhere;
mod kind;
mod mention;
mod name;
mod own;
mod read;
mod register;
mod stem;
mod text;
mod tie;
mod wording;

pub(in crate::intake) use kind::Judged;
pub use own::{Awaited, Found, own_post};
pub use read::{examine_post, read_post};
pub use register::{Asked, Posts};

#[cfg(test)]
mod properties;
