//! Bluesky, over XRPC: a client of the account's own server, which passes on what is asked of the
//! network's.
//!
//! ```text
//! Social (client, feed, publish) --session, limits, retries (calls)--> one exchange (xrpc) --> the server
//!        <-- Post, Profile (post, profile: pure) <--------------------- JSON
//! ```
//!
//! # Time
//!
//! A post has two times: `createdAt`, which its author's program writes at will, and `indexedAt`, when the
//! network took it. Time is the server's, so `indexedAt` is what a post is dated by and found again by;
//! `createdAt` stays in `source`. Where a server's `indexedAt` is older than `createdAt` allows, it is
//! because it shows the older of the two: also then it is the network's word.

mod calls;
mod client;
mod conversation;
mod feed;
mod http;
mod limits;
mod post;
mod profile;
mod publish;
mod record;
mod thread;
mod uri;
mod xrpc;

pub use client::Bluesky;
