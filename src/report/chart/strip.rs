//! A share in a line of a table: a company as a dot with its interval, those it is held against as strokes. Without text:
//! what it shows stands beside it in figures.

use crate::report::number::decimal;
use std::collections::BTreeSet;
use std::fmt::Write;

/// What is drawn, each from 0 to 1.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Strip {
    /// The company.
    pub value: Option<f64>,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
    /// The company's sector.
    pub sector: Option<f64>,
    /// The whole panel.
    pub panel: Option<f64>,
    /// The companies of the sector, without names.
    pub peers: Vec<f64>,
}

impl Strip {
    /// As SVG that is not read out.
    #[must_use]
    pub fn svg(&self) -> String {
        let mut svg = String::from(
            "<svg class=\"strip\" viewBox=\"0 0 160 20\" aria-hidden=\"true\"><path class=\"a\" d=\"M4 12H156\"/>",
        );
        // Peers at the same spot are one dot, so that a large sector is no longer than a small one.
        let spots: BTreeSet<u64> = self.peers.iter().map(|p| spot(*p)).collect();
        if !spots.is_empty() {
            svg.push_str("<path class=\"p\" d=\"");
            for spot in spots {
                let _ = write!(svg, "M{spot} 4h0");
            }
            svg.push_str("\"/>");
        }
        let stroke = |svg: &mut String, class: &str, at: Option<f64>, ends: (u8, u8)| {
            if let Some(at) = at {
                let (x, (from, to)) = (x(at), ends);
                let _ = write!(svg, "<path class=\"{class}\" d=\"M{x} {from}V{to}\"/>");
            }
        };
        stroke(&mut svg, "s", self.sector, (7, 17));
        stroke(&mut svg, "w", self.panel, (1, 19));
        if let Some((low, high)) = self.interval {
            let _ = write!(svg, "<path class=\"i\" d=\"M{} 12H{}\"/>", x(low), x(high));
        }
        if let Some(value) = self.value {
            let _ = write!(svg, "<circle cx=\"{}\" cy=\"12\" r=\"4\"/>", x(value));
        }
        svg.push_str("</svg>");
        svg
    }
}

/// Where a share stands.
fn x(share: f64) -> String {
    decimal(Some((40.0 + 1520.0 * share.clamp(0.0, 1.0)).round() / 10.0))
}

/// The same in whole steps of two pixels.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "0 to 76"
)]
fn spot(share: f64) -> u64 {
    4 + 2 * (76.0 * share.clamp(0.0, 1.0)).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strip_is_short_whatever_it_holds() {
        let strip = Strip {
            value: Some(f64::NAN.max(0.5)),
            interval: Some((-1.0, 2.0)),
            sector: Some(1.0 / 3.0),
            panel: Some(0.25),
            peers: (0..10_000).map(|n| f64::from(n) / 1e4).collect(),
        };
        let svg = strip.svg();
        assert!(svg.len() < 1_500, "{}", svg.len());
        assert!(
            svg.contains("M4 12H156") && svg.contains("cx=\"80\""),
            "{svg}"
        );
        assert!(!Strip::default().svg().contains("circle"));
    }
}
