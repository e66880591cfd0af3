//! A company's site, visited as a guest: what it forbids is not asked for, no host is hurried, and nothing
//! that it sends is taken in without bounds.

mod charset;
mod robots;
mod visitor;

#[cfg(test)]
mod tests;

pub use charset::{decode, decode_named};
pub use robots::Robots;
pub use visitor::{Asked, Fetched, Manners, Page, Trouble, TroubleKind, Visitor, Want};
