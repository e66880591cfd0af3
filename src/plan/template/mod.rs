//! A commented study to begin with, for `shopper init`.

mod write;

pub use write::write;
