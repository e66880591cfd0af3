//! Numbers in, bytes out: the data package, the charts and the summary. The same ledger gives the
//! same bytes, on each machine; a report that fails leaves the one before it whole.

pub mod audience;
pub mod before;
mod book;
pub mod chart;
pub(crate) mod checks;
mod codebook;
pub(crate) mod coded;
pub mod comparison;
pub(crate) mod curves;
pub(crate) mod endings;
pub mod gate;
mod league;
pub(crate) mod markdown;
pub mod method;
mod number;
mod outside;
mod package;
pub mod page;
#[cfg(feature = "parquet")]
mod parquet;
mod presence;
mod published;
mod scripts;
mod summary;
mod table;
pub(crate) mod told;
mod visits;
pub mod words;
pub(crate) mod writer;

pub use crate::score::compare::Published;
pub use before::{Before, Last, followed};
pub use package::Package;
pub use presence::{Audit, Home};
pub use published::{DESIGN, find as find_published, history};
pub use writer::{Sealed, Staged, publish, write_file};
