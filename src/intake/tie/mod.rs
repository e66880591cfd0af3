//! Which enquiry a message belongs to.

mod address;
mod content;
mod ids;
mod marks;
mod steps;
mod tickets;

pub(super) use address::token_as_found;
pub(super) use ids::is_own;
pub(super) use marks::Marks;
pub(super) use steps::{Question, Tied, tie};
