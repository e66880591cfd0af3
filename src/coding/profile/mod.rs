//! What a company's account on a social network shows of its service: who it speaks as, what it promises,
//! and whether it talks with its customers. After the audit of Dutch companies of 2011 that looked at
//! account, activity, avatar, hours, promise, agents' names, initials and dialogue.

mod audit;
mod replies;

#[cfg(test)]
mod tests;

pub use audit::{Declared, Read, audit};
