//! IMAP (RFC 3501): read-only, batch by batch.
//!
//! The wire format is read here and not by a library: what matters is that no message is lost, so
//! a response that is not understood must cost no more than itself, and a literal must reach the
//! ledger as it came.

mod client;
mod collect;
mod date;
mod idle;
mod login;
mod mailbox;
mod response;
mod session;
mod token;

pub use client::Imap;
pub use collect::Collected;
