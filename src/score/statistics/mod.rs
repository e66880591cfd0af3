//! The statistics, each with its source. Checked against Python's statsmodels and lifelines.

mod kaplan_meier;
mod ratio;
mod wilson;

pub use kaplan_meier::{KaplanMeier, Observation, Quantile, Step};
pub use ratio::{Part, Ratio, mean, share};
pub use wilson::wilson;

/// The 97.5 % quantile of the standard normal distribution: the half-width of a two-sided 95 %
/// interval in standard errors.
pub const Z_95: f64 = 1.959_963_984_540_054;
