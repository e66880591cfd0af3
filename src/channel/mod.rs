//! How an attempt travels and how replies are fetched, one folder a channel.
//!
//! ```text
//! Dispatch --Transport--> a server --> Outcome     (once a dispatch, whatever happens)
//! Cursor   --Imap------> Inbound, Cursor           (batch by batch, each before the next)
//! position --Social----> posts, position           (feed by feed, whole pages to their end)
//! ```
//!
//! The law that rules this room: nobody is asked twice by accident. A transport says *not reached*
//! or *deferred* only of what provably was not accepted; all else after the last byte began to
//! leave is *in doubt*, and stays so.

mod backoff;
pub mod bluesky;
pub mod browser;
pub mod chat;
mod client;
mod dispatch;
pub mod email;
pub mod form;
pub mod http;
pub mod limiter;
pub mod llm;
pub mod near;
mod poster;
pub mod search;
pub mod secret;
pub mod site;
pub mod social;
mod socket;
pub mod tls;
mod transport;
pub mod twitter;
pub mod web;
mod wire;

pub use backoff::backoff;
pub use client::Client;
pub use dispatch::Dispatch;
pub use poster::Poster;
pub use transport::{OnOutcome, Transport};
