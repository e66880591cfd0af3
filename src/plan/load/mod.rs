//! Study files -> [`crate::model::Study`], with file, line and column of every mistake.

mod account;
mod bank;
mod companies;
mod countries;
mod coverage;
mod design;
mod files;
mod personas;
mod references;
mod study;
mod study_file;
mod tree;
mod values;
mod words;

pub use study::{folder, load};
