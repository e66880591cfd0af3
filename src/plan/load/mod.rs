//! Study files -> [`crate::model::Study`], with file, line and column of every mistake.

mod account;
mod bank;
mod clock;
mod codebook;
mod companies;
mod consents;
mod countries;
mod coverage;
mod design;
mod files;
mod gate;
mod llm;
mod outside;
mod personas;
mod pins;
mod references;
mod report;
mod score;
mod secret;
mod service;
mod social;
mod study;
mod study_file;
mod tree;
mod values;
mod web;
mod words;

pub use companies::contact_trouble;
pub use study::{folder, load};
