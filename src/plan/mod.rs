//! Study files -> study; study -> plan; the lock on both.
//!
//! - [`load`] reads the files and names every mistake by file, line and column;
//! - [`make`] crosses panel, questions and channels and gives every enquiry its words, persona and time;
//! - [`burden`], [`write_plan`] and [`write_burden`] show what that means for the companies;
//! - [`remarks`] says what a person should know before they ask in public;
//! - [`lock`] freezes it and writes the preregistration;
//! - [`token`] makes the unguessable part of an enquiry's address;
//! - [`template`] writes a study to begin with, from the [`banks`] that the program carries.

mod banks;
mod burden;
mod calendar;
mod chance;
mod crossing;
mod hash;
mod listing;
mod load;
pub mod lock;
mod make;
mod order;
mod pace;
mod posts;
mod public;
mod registration;
mod tables;
pub mod template;
mod token;
mod voices;

#[cfg(test)]
mod tests;

pub use banks::banks;
pub use burden::{Burden, CompanyBurden, burden};
pub use hash::design_hash;
pub use listing::{Format, write_burden, write_plan};
pub use load::{contact_trouble, folder, load};
pub use make::{Plan, make};
pub use public::remarks;
pub use token::{TOKEN_LEN, token};
