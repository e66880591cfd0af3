//! shopper, a mystery-shopper benchmark: asks every company of a panel the same routine questions,
//! collects what comes back, and scores it.
//!
//! A pipeline; rooms follow the data:
//!
//! ```text
//! Study -> plan: Enquiry -> fieldwork: Attempt, Inbound -> intake: Response -> score: Estimate -> report: bytes
//! ```

pub mod channel;
pub mod clock;
pub mod error;
pub mod intake;
pub mod model;
pub mod plan;
pub mod report;
pub mod sandbox;
pub mod score;
pub mod store;
