//! The sandbox's servers, byte by byte, and a whole wave through them.

#![expect(clippy::unwrap_used, reason = "a test ends with a panic")]

mod conducts;
mod hostile;
mod imap;
mod smtp;
mod study;
mod wave;
mod web;
mod wire;
mod x;
