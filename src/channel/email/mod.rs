//! Email: SMTP submission out, IMAP in.

mod compose;
mod imap;
pub(super) mod sasl;
mod smtp;
mod timeouts;

pub use compose::compose;
pub use imap::{Collected, Imap};
pub use smtp::Smtp;
pub use timeouts::Timeouts;
