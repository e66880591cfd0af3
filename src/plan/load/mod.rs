//! Study files -> [`crate::model::Study`], with file, line and column of every mistake.

mod account;
mod bank;
mod companies;
mod countries;
mod coverage;
mod csv;
mod design;
mod files;
mod notes;
mod personas;
mod references;
mod study;
mod study_file;
mod table;
mod tree;
mod values;
mod words;

pub use study::{folder, load};
