//! How the companies of a number were drawn: apart in strata or not, and from how many.
//!
//! The variance of a ratio over strata, and the finite population correction, one less the share drawn: W. G. Cochran,
//! "Sampling Techniques", 3rd edition (1977), sections 2.6, 5.3 and 6.10, as R's `survey::svyratio` has it of
//! `svydesign(strata =, fpc =)`. A stratum of one company shows no spread of its own: it is held against the whole, as
//! with R's `survey.lonely.psu = "adjust"`.

use super::ratio::{Part, speaks};
use std::collections::BTreeMap;

/// How a company was drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawn {
    /// Within which stratum.
    pub stratum: u32,
    /// The share of the stratum's companies that was not drawn, 0 to 1; 1 of a stratum without end.
    pub left: f64,
}

impl Default for Drawn {
    fn default() -> Self {
        Self {
            stratum: 0,
            left: 1.0,
        }
    }
}

impl Drawn {
    /// One of so many companies that were drawn of so many.
    #[must_use]
    pub fn of(stratum: u32, drawn: u64, population: u64) -> Self {
        let left = 1.0 - drawn as f64 / population.max(1) as f64;
        Self {
            stratum,
            left: left.clamp(0.0, 1.0),
        }
    }
}

/// How far a ratio may be off.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spread {
    /// Its variance as if the strata were endless.
    pub endless: f64,
    /// The part of that variance which the companies not drawn leave.
    pub left: f64,
    /// Degrees of freedom: companies less strata, at least one.
    pub df: f64,
}

impl Spread {
    pub(super) fn variance(&self) -> f64 {
        self.endless * self.left
    }

    /// Of the linearised values of the parts that count, two or more, which add up to 0; `drawn` goes with `parts`, and
    /// what it does not reach was drawn from one stratum without end.
    pub(super) fn of(parts: &[Part], drawn: &[Drawn], value: impl Fn(&Part) -> f64) -> Self {
        let mut strata: BTreeMap<u32, Stratum> = BTreeMap::new();
        let counted = parts.iter().enumerate().filter(|(_, part)| speaks(part));
        for (place, part) in counted {
            let how = drawn.get(place).copied().unwrap_or_default();
            strata
                .entry(how.stratum)
                .or_default()
                .add(value(part), how.left);
        }
        let (mut endless, mut variance) = (0.0, 0.0);
        let (mut companies, mut left) = (0.0, 0.0);
        let alone = strata.len() == 1;
        for stratum in strata.values() {
            let spread = stratum.spread(alone);
            endless += spread;
            variance += spread * stratum.left();
            companies += stratum.companies;
            left += stratum.companies * stratum.left();
        }
        Self {
            endless,
            // Companies that are the same to each other show no variance of which a part could be left.
            left: if endless > 0.0 {
                variance / endless
            } else {
                left / companies
            },
            df: (companies - strata.len() as f64).max(1.0),
        }
    }
}

#[derive(Default)]
struct Stratum {
    companies: f64,
    sum: f64,
    squares: f64,
    left: f64,
}

impl Stratum {
    fn add(&mut self, value: f64, left: f64) {
        self.companies += 1.0;
        self.sum += value;
        self.squares += value * value;
        self.left += left;
    }

    fn left(&self) -> f64 {
        self.left / self.companies
    }

    /// The values of a stratum that is the only one add up to 0 already, save for rounding.
    fn spread(&self, alone: bool) -> f64 {
        if self.companies < 2.0 {
            return self.squares;
        }
        let mean = if alone {
            0.0
        } else {
            self.sum / self.companies
        };
        let about = (self.squares - self.companies * mean * mean).max(0.0);
        about * self.companies / (self.companies - 1.0)
    }
}
