//! What a company would have scored, had it been asked other questions of the same kind: its own units, drawn
//! anew with replacement.
//!
//! B. Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7 (1979), 1-26. Of units
//! that have a property or not the number drawn is binomial, so one draw does for all of them; by the method
//! of A. J. Walker, ACM Transactions on Mathematical Software 3 (1977), 253-256, it takes the same time of any number
//! of units.

use super::ratio::{Part, speaks};
use rand::Rng;

/// A company's score as a weighted mean of components, to be drawn anew. A component of no units weighs nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum Resample {
    /// Components that rest on units of their own.
    Apart(Vec<(f64, Component)>),
    /// Components of the same units, so that a unit drawn counts in all of them.
    Together(Units),
}

impl Resample {
    /// The score observed; `None` when no component has units.
    #[must_use]
    pub fn observed(&self) -> Option<f64> {
        match self {
            Self::Apart(components) => weighted(
                components
                    .iter()
                    .map(|(weight, component)| (*weight, component.observed())),
            ),
            Self::Together(units) => units.observed(),
        }
    }

    /// A score drawn anew.
    pub fn draw(&self, random: &mut impl Rng) -> Option<f64> {
        match self {
            Self::Apart(components) => weighted(
                components
                    .iter()
                    .map(|(weight, component)| (*weight, component.draw(random))),
            ),
            Self::Together(units) => units.draw(random),
        }
    }
}

fn weighted(values: impl Iterator<Item = (f64, Option<f64>)>) -> Option<f64> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (weight, value) in values {
        if let Some(value) = value {
            sum += weight * value;
            weights += weight;
        }
    }
    (weights > 0.0).then(|| sum / weights)
}

/// One number of a company.
#[derive(Debug, Clone, PartialEq)]
pub enum Component {
    /// A share, 0 to 1.
    Share(Share),
    /// A mean of values.
    Mean(Vec<f64>),
}

impl Component {
    fn observed(&self) -> Option<f64> {
        match self {
            Self::Share(share) => share.observed(),
            Self::Mean(values) => {
                (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
            }
        }
    }

    #[inline]
    fn draw(&self, random: &mut impl Rng) -> Option<f64> {
        match self {
            Self::Share(share) => share.draw(random),
            Self::Mean(values) => {
                let many = values.len();
                let sum: f64 = (0..many).map(|_| values[below(many, random)]).sum();
                (many > 0).then(|| sum / many as f64)
            }
        }
    }
}

/// A number below another, each as likely but for 2^-32.
#[inline]
fn below(many: usize, random: &mut impl Rng) -> usize {
    let at = (u64::from(random.next_u32()) * many as u64) >> 32;
    usize::try_from(at).unwrap_or(0)
}

/// A share of units that have a property.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    observed: f64,
    first: f64,
    n: f64,
    /// Of each number of units with the property, from the first that happens: below which part of 2^32 it is itself,
    /// and which it is else.
    table: Vec<(u32, u32)>,
}

impl Share {
    /// So many of `n` units; more are as many as all.
    #[must_use]
    pub fn new(hits: u64, n: u64) -> Self {
        let (first, chances) = binomial(hits.min(n), n);
        Self {
            observed: hits.min(n) as f64 / n as f64,
            first: first as f64,
            n: n as f64,
            table: walker(chances),
        }
    }

    fn observed(&self) -> Option<f64> {
        (self.n > 0.0).then_some(self.observed)
    }

    #[inline]
    fn draw(&self, random: &mut impl Rng) -> Option<f64> {
        if self.n <= 0.0 {
            return None;
        }
        let drawn = u64::from(random.next_u32()) * self.table.len() as u64;
        let column = usize::try_from(drawn >> 32).unwrap_or(0);
        let (own, other) = self.table[column];
        let rest = u32::try_from(drawn & u64::from(u32::MAX)).unwrap_or(0);
        let hits = if rest < own {
            column as f64
        } else {
            f64::from(other)
        };
        Some((self.first + hits) / self.n)
    }
}

/// The chances of each number of hits in n throws with the chance hits / n, from the first number that ever
/// happens. What is below 10^-18 of the likeliest never does.
fn binomial(hits: u64, n: u64) -> (u64, Vec<f64>) {
    if hits == 0 || hits >= n {
        return (hits, vec![1.0]);
    }
    let odds = hits as f64 / (n - hits) as f64;
    // Up and down from the likeliest, each from its neighbour.
    let mut up = vec![1.0];
    let mut chance = 1.0;
    for k in hits..n {
        chance *= odds * (n - k) as f64 / (k + 1) as f64;
        if chance < 1e-18 {
            break;
        }
        up.push(chance);
    }
    let mut down = Vec::new();
    chance = 1.0;
    for k in (0..hits).rev() {
        chance *= (k + 1) as f64 / (odds * (n - k) as f64);
        if chance < 1e-18 {
            break;
        }
        down.push(chance);
    }
    let first = hits - down.len() as u64;
    down.reverse();
    down.extend(up);
    (first, down)
}

/// The table by which one number draws one of some outcomes, given their chances at any scale.
fn walker(mut chances: Vec<f64>) -> Vec<(u32, u32)> {
    let many = chances.len();
    let whole: f64 = chances.iter().sum();
    for chance in &mut chances {
        *chance *= many as f64 / whole;
    }
    let mut table: Vec<(u32, u32)> = (0..many)
        .map(|at| (u32::MAX, u32::try_from(at).unwrap_or(0)))
        .collect();
    let (mut poor, mut rich): (Vec<usize>, Vec<usize>) =
        (0..many).partition(|at| chances[*at] < 1.0);
    while let (Some(low), Some(high)) = (poor.pop(), rich.pop()) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 2^32"
        )]
        let own = (chances[low] * 4_294_967_296.0) as u32;
        table[low] = (own, u32::try_from(high).unwrap_or(0));
        chances[high] -= 1.0 - chances[low];
        if chances[high] < 1.0 {
            poor.push(high);
        } else {
            rich.push(high);
        }
    }
    table
}

/// The units of a company, each with its part in every component.
#[derive(Debug, Clone, PartialEq)]
pub struct Units {
    weights: Vec<f64>,
    /// A row a unit: what it adds to the sum and to the number of each component.
    rows: Vec<Part>,
}

impl Units {
    /// The weight of each component, and of each unit its part in each: missing parts, and such as are not
    /// finite, are no part.
    #[must_use]
    pub fn new(weights: &[f64], units: &[Vec<Part>]) -> Self {
        let rows = units.iter().flat_map(|unit| {
            (0..weights.len()).map(|at| unit.get(at).copied().filter(speaks).unwrap_or_default())
        });
        Self {
            rows: rows.collect(),
            weights: weights.to_vec(),
        }
    }

    fn score(&self, rows: impl Iterator<Item = usize>) -> Option<f64> {
        let many = self.weights.len();
        let mut sums = [Part::default(); 16];
        // More components than that are rare, and are summed on the heap.
        let mut heap = Vec::new();
        let sums = if many <= sums.len() {
            &mut sums[..many]
        } else {
            heap.resize(many, Part::default());
            &mut heap[..]
        };
        for row in rows {
            for (sum, part) in sums.iter_mut().zip(&self.rows[row * many..]) {
                sum.sum += part.sum;
                sum.n += part.n;
            }
        }
        weighted(
            self.weights
                .iter()
                .zip(sums.iter())
                .map(|(weight, part)| (*weight, (part.n > 0.0).then(|| part.sum / part.n))),
        )
    }

    fn observed(&self) -> Option<f64> {
        self.score(0..self.many())
    }

    fn draw(&self, random: &mut impl Rng) -> Option<f64> {
        let many = self.many();
        self.score((0..many).map(|_| below(many, random)))
    }

    fn many(&self) -> usize {
        self.rows.len() / self.weights.len().max(1)
    }
}
