//! The browser, the forms and the chats that need one, against pages served on loopback. They need Chromium and its
//! driver: `cargo test --test browser -- --ignored`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod browser;
mod chat;
mod form;
mod site;
