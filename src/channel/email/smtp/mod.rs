//! SMTP submission (RFC 5321, RFC 6409), pipelined where the server allows (RFC 2920).

mod batch;
mod envelope;
mod reply;
mod session;
mod transaction;

pub use batch::Smtp;
