//! Study files -> study; study -> plan.

mod calendar;
mod chance;
mod crossing;
mod hash;
mod load;
mod make;
mod order;
mod pace;
mod token;
mod voices;

#[cfg(test)]
mod tests;

pub use hash::design_hash;
pub use load::load;
pub use make::{Plan, make};
pub use token::{TOKEN_LEN, token};
