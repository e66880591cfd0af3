//! The gate: what must hold of a wave before a scheduled run may call it good.

use super::{Channel, Denominator, Subject};
use serde::{Deserialize, Serialize};

/// [gate] of the study file. No part of the design: it asks no company anything, and may be mended while a wave runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// The wave against which `max_drop` is held: its id, or the path of a report.
    pub baseline: Option<String>,
    /// What must hold, in the file's order.
    pub assertions: Vec<Assertion>,
}

/// What must hold of one number. At least one of the bounds is there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assertion {
    /// The metric's name.
    pub metric: String,
    /// What the number's `n` counts.
    pub denominator: Denominator,
    /// What the number is about.
    pub subject: Subject,
    /// The channel; `None` is all of them together.
    pub channel: Option<Channel>,
    /// The number may not be below this, in the metric's own unit.
    pub min: Option<f64>,
    /// The number may not be above this.
    pub max: Option<f64>,
    /// The number may not be worse than the baseline's by more than this.
    pub max_drop: Option<f64>,
    /// When a number beyond a bound breaks it.
    pub only: Only,
    /// How bad that is.
    pub level: Level,
    /// What becomes of it when nothing can be said.
    pub if_unknown: IfUnknown,
}

// Bounds are read from decimal digits and never NaN.
impl Eq for Assertion {}

/// One of an assertion's bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// Not below.
    Min(f64),
    /// Not above.
    Max(f64),
    /// Not worse than the baseline by more.
    MaxDrop(f64),
}

impl Bound {
    /// The word in the study file and in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Min(_) => "min",
            Self::Max(_) => "max",
            Self::MaxDrop(_) => "max_drop",
        }
    }

    /// The bound itself.
    #[must_use]
    pub const fn value(self) -> f64 {
        match self {
            Self::Min(v) | Self::Max(v) | Self::MaxDrop(v) => v,
        }
    }
}

super::response::words! {
    /// When a number beyond a bound breaks it.
    Only {
        /// When chance alone hardly explains it: its whole interval lies beyond, or the change is called clear.
        Clear = "clear",
        /// Whenever it is beyond.
        Always = "always",
    }
}

super::response::words! {
    /// How bad it is that an assertion does not hold.
    Level {
        /// It is said.
        Warn = "warn",
        /// The gate fails.
        Error = "error",
    }
}

super::response::words! {
    /// What becomes of an assertion of which nothing can be said. A run in which nothing was measured must not pass in
    /// silence, unless somebody wants it so.
    IfUnknown {
        /// It counts as not held, at the assertion's level.
        Fail = "fail",
        /// It is shown and counts for nothing.
        Pass = "pass",
    }
}

impl Assertion {
    /// Its bounds, in the order in which they are judged.
    pub fn bounds(&self) -> impl Iterator<Item = Bound> {
        [
            self.min.map(Bound::Min),
            self.max.map(Bound::Max),
            self.max_drop.map(Bound::MaxDrop),
        ]
        .into_iter()
        .flatten()
    }
}

impl Gate {
    /// Whether anything is held against an earlier wave.
    #[must_use]
    pub fn compares(&self) -> bool {
        self.assertions.iter().any(|a| a.max_drop.is_some())
    }
}
