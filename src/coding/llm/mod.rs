//! What a language model is asked about an answer, and what is made of its replies. Pure: who asks, and what
//! is kept of it, is in fieldwork.
//!
//! ```text
//! Item, Order -> prompt -> body -> (an endpoint) -> read: Said | Unfit -> verdict over orders and rounds
//! ```
//!
//! One criterion a request. Each is asked in both orders: the codes forwards and backwards, and of a pair
//! the messages as A, B and as B, A; where the two replies differ the verdict is "unsure". What a company
//! wrote stands in a fence that it cannot close ([`prompt`]), and a verdict must quote it ([`read`]). A reply
//! that is anything else than what was asked for is no verdict, and never a guess.
//!
//! [`standings`] holds the verdicts against people's: only where the two agree do they count.

mod ask;
mod criteria;
mod quote;
mod reply;
mod template;
mod trust;
mod verdict;

pub use ask::{Asked, Item, MOST_TEXT, Order, Right, asked, body, key, parameters, rule};
pub use reply::{Envelope, Said, Unfit, envelope, read};
pub use template::{Prompt, prompt};
pub use trust::{Standing, kappa, standings, trusted};
pub use verdict::{Round, Verdict, verdict};

#[cfg(test)]
mod properties;
