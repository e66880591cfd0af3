//! interim
use super::wilson;
/// What one cluster, a company, adds to a ratio.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Part {
    /// Its share of the numerator.
    pub sum: f64,
    /// Its share of the denominator.
    pub n: f64,
}
/// A ratio with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    /// The ratio.
    pub value: f64,
    /// interval
    pub low: Option<f64>,
    /// interval
    pub high: Option<f64>,
}
/// A share.
#[must_use]
pub fn share(parts: &[Part]) -> Option<Ratio> {
    let sum: f64 = parts.iter().map(|p| p.sum).sum();
    let n: f64 = parts.iter().map(|p| p.n).sum();
    if n <= 0.0 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let interval = wilson(sum as u64, n as u64);
    Some(Ratio {
        value: sum / n,
        low: interval.map(|i| i.0),
        high: interval.map(|i| i.1),
    })
}
/// A mean.
#[must_use]
pub fn mean(parts: &[Part]) -> Option<Ratio> {
    let sum: f64 = parts.iter().map(|p| p.sum).sum();
    let n: f64 = parts.iter().map(|p| p.n).sum();
    (n > 0.0).then(|| Ratio {
        value: sum / n,
        low: None,
        high: None,
    })
}
