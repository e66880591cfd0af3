//! A company's own site, as far as it says where the company can be reached.

mod known;
mod links;

pub use links::{SiteLinks, links, passages};
