//! Study files -> [`crate::model::Study`], with file, line and column of every mistake.

mod account;
mod bank;
mod companies;
mod coverage;
mod csv;
mod files;
mod notes;
mod references;
mod study;
mod study_file;
mod table;
mod tree;
mod words;

pub use study::{folder, load};
