//! Texts -> facts and codes: what a text says, as typed values with the words they rest on. Pure: no
//! I/O, no clock; the same text always gives the same.
//!
//! Everything that comes in is hostile: what is read of a text is bounded, and each stage is linear in
//! what it reads.

pub mod bio;
pub mod facts;
pub mod profile;
pub mod site;
