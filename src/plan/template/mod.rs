//! A commented study to begin with, for `shopper init`.

mod schedule;
mod write;

pub use schedule::{Scheduler, schedule};
pub use write::write;
