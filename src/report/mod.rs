//! Numbers in, bytes out.

pub mod chart;
mod number;
