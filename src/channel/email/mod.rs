//! Email: SMTP submission out.


mod compose;
mod smtp;
mod timeouts;

pub use compose::compose;
pub use smtp::Smtp;
pub use timeouts::Timeouts;
