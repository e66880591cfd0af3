//! The statistics, each with its source. Checked against Python's statsmodels and lifelines.

pub mod distributions;
mod holm;
mod kaplan_meier;
mod log_rank;
mod mcnemar;
mod paired;
mod ratio;
mod restricted_mean;
mod robust;
mod spearman;
mod wilson;

pub use holm::holm;
pub use kaplan_meier::{KaplanMeier, Observation, Quantile, Step};
pub use log_rank::{LogRank, Watched, log_rank};
pub use mcnemar::{McNemar, PairedCounts, mcnemar};
pub use paired::{Change, PairedParts, paired_bootstrap};
pub use ratio::{Mean, Part, Ratio, mean, mean_of_units, share, share_of_units};
pub use restricted_mean::RestrictedMean;
pub use spearman::{NotFinite, Spearman, spearman};
pub use wilson::wilson;

/// The 97.5 % quantile of the standard normal distribution: the half-width of a two-sided 95 %
/// interval in standard errors.
pub const Z_95: f64 = 1.959_963_984_540_054;
