//! Inbound -> response: to which enquiry a message belongs, what it is, what its sender wrote and
//! when it came. Pure: no I/O, no clock; the same bytes always give the same response, so a store can
//! be read again whenever the rules improve. What is tied teaches the register, in the order of arrival,
//! what a helpdesk calls the enquiry: [`Register::learn`].
//!
//! ```text
//! raw -> mime (headers, parts) -> text (newest block) -> kind (phrases by sentence)
//!                              -> tie (evidence, strongest first)
//!                              -> when (our own MX's Received)
//! ```
//!
//! Posts of social networks go the same way, see `post`: [`read_post`] and [`Posts`]. What is said in a chat, or
//! found on a site, is tied by the session in which it was: [`read_said`].
//!
//! Everything that comes in is hostile: each stage is linear in the size of its input, and what is
//! kept of it is bounded.

mod bounce;
mod folded;
mod hasher;
mod kind;
mod language;
mod mend;
mod mime;
mod phrases;
mod post;
mod provider;
mod read;
mod register;
mod said;
mod text;
mod tie;
mod token;
mod when;

pub use post::{Asked, Awaited, Found, Posts, examine_post, own_post, read_post};
pub use provider::provider_id;
pub use read::{examine, read};
pub use register::{Register, Tie};
pub use said::{Sessions, kind_of, read_said};

#[cfg(test)]
mod properties;
