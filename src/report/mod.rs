//! Numbers in, bytes out: the data package, the charts and the summary. The same ledger gives the
//! same bytes, on each machine; a report that fails leaves the one before it whole.

pub mod chart;
mod codebook;
mod coded;
pub mod gate;
mod number;
mod package;
mod presence;
mod summary;
mod table;
mod visits;
mod writer;

pub use package::Package;
pub use presence::{Audit, Home};
pub use writer::{Sealed, Staged, publish, write_file};
