//! The statistics, each with its source. `tests/real/statistics.sh` compares them with R's survival
//! and survey and with Python's scipy, statsmodels and lifelines.

mod association;
pub mod distributions;
mod drawn;
mod holm;
mod kaplan_meier;
mod log_rank;
mod mcnemar;
mod paired;
mod rank;
mod ratio;
mod resample;
mod restricted_mean;
mod robust;
mod spearman;
mod wilson;

pub use association::{Association, Coded, PValue, association, association_of_units};
pub use drawn::Drawn;
pub use holm::holm;
pub(super) use kaplan_meier::in_order;
pub use kaplan_meier::{KaplanMeier, Observation, Quantile, Step};
pub use log_rank::{LogRank, Watched, log_rank};
pub use mcnemar::{McNemar, PairedCounts, mcnemar};
pub use paired::{Change, PairedParts, paired_bootstrap};
pub use rank::{Place, places};
pub use ratio::{
    Mean, Part, Ratio, mean, mean_drawn, mean_of_units, share, share_drawn, share_of_units,
};
pub use resample::{Component, Resample, Share, Units};
pub use restricted_mean::RestrictedMean;
pub use spearman::{NotFinite, Spearman, spearman};
pub use wilson::wilson;

/// The 97.5 % quantile of the standard normal distribution: the half-width of a two-sided 95 %
/// interval in standard errors.
pub const Z_95: f64 = 1.959_963_984_540_054;
