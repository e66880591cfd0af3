//! Our statistics of data sets from stdin, so that other programs can be compared with ours: a JSON object a line
//! in, `{"of": name, ..}`, and what we make of it a line out, `null` where nothing can be said. See
//! `tests/real/statistics.py`. With `--league COMPANIES REPLICATES COMPONENTS` it ranks a league and prints the
//! seconds that took, see `benches/league.py`.

use mystery_shopper::score::statistics::{self as ours, distributions};
use ours::{Coded, Component, KaplanMeier, Observation, Part, Resample, Share};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{self, BufRead, Write};
use std::time::Instant;

/// What is asked of a data set.
#[derive(Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
enum Asked {
    Distributions {
        z: f64,
        df: f64,
        x: f64,
        p: f64,
        k: u64,
        n: u64,
    },
    Wilson {
        k: u64,
        n: u64,
    },
    Share {
        parts: Vec<(f64, f64)>,
        units: Option<f64>,
        /// Stratum, and the share of it that was not drawn.
        drawn: Option<Vec<(u32, f64)>>,
    },
    Mean {
        parts: Vec<(f64, f64)>,
        drawn: Option<Vec<(u32, f64)>>,
    },
    MeanOfUnits {
        values: Vec<f64>,
    },
    Curve {
        rows: Vec<(u32, f64, bool)>,
        horizon: f64,
        clustered: bool,
        left: Option<f64>,
    },
    LogRank {
        rows: Vec<(u32, f64, bool, bool)>,
    },
    Mcnemar {
        both: u64,
        only_base: u64,
        only_head: u64,
        neither: u64,
    },
    Paired {
        pairs: Vec<[f64; 4]>,
        replicates: u32,
        seed: u8,
    },
    Holm {
        p: Vec<f64>,
    },
    Spearman {
        pairs: Vec<(f64, f64)>,
    },
    Places {
        hits: Vec<(u64, u64)>,
        replicates: u32,
        seed: u8,
    },
    Association {
        table: Vec<Vec<u64>>,
        replicates: u32,
        seed: u8,
    },
    AssociationOfUnits {
        units: Vec<(u32, u32, u32)>,
        replicates: u32,
        seed: u8,
    },
}

fn main() -> io::Result<()> {
    let arguments: Vec<usize> = std::env::args().flat_map(|word| word.parse()).collect();
    let mut out = io::BufWriter::new(io::stdout().lock());
    if let [companies, replicates, components] = arguments[..] {
        let seconds = league(companies, replicates, components);
        return writeln!(out, "{}", json!({"seconds": seconds}));
    }
    for line in io::stdin().lock().lines() {
        writeln!(out, "{}", answer(serde_json::from_str(&line?)?))?;
    }
    out.flush()
}

#[expect(
    clippy::too_many_lines,
    reason = "an arm for each statistic, of a few lines"
)]
fn answer(asked: Asked) -> Value {
    let seed_of = |seed: u8| [seed; 32];
    match asked {
        Asked::Distributions { z, df, x, p, k, n } => json!([
            distributions::normal_above(z),
            distributions::normal_quantile(p),
            distributions::t_above(z, df),
            distributions::t_95(df),
            distributions::chi_square_above(x, df),
            distributions::coin_at_most(k, n),
            distributions::beta_quantile(p, (k + 1) as f64, (n - k + 1) as f64),
        ]),
        Asked::Wilson { k, n } => json!(ours::wilson(k, n)),
        Asked::Share {
            parts,
            units,
            drawn,
        } => {
            let parts = parts_of(&parts);
            let found = match (units, drawn) {
                (Some(units), Some(drawn)) => ours::share_drawn(&parts, &drawn_of(&drawn), units),
                (Some(units), None) => ours::share_of_units(&parts, units),
                (None, _) => ours::share(&parts),
            };
            json!(found.map(|f| [f.value, f.low, f.high, f.effective]))
        }
        Asked::Mean { parts, drawn } => mean(match drawn {
            Some(drawn) => ours::mean_drawn(&parts_of(&parts), &drawn_of(&drawn)),
            None => ours::mean(&parts_of(&parts)),
        }),
        Asked::MeanOfUnits { values } => {
            let squares = values.iter().map(|v| v * v).sum();
            let sum = values.iter().sum();
            mean(ours::mean_of_units(values.len() as u64, sum, squares))
        }
        Asked::Curve {
            rows,
            horizon,
            clustered,
            left,
        } => curve(rows, horizon, clustered, left),
        Asked::LogRank { rows } => log_rank(rows),
        Asked::Mcnemar {
            both,
            only_base,
            only_head,
            neither,
        } => mcnemar(ours::PairedCounts {
            both,
            only_base,
            only_head,
            neither,
        }),
        Asked::Paired {
            pairs,
            replicates,
            seed,
        } => paired(&pairs, replicates, seed_of(seed)),
        Asked::Holm { p } => json!(ours::holm(&p)),
        Asked::Spearman { pairs } => match ours::spearman(&pairs) {
            Ok(found) => {
                json!(found.map(|f| json!({"rho": f.rho, "p": f.p, "interval": f.interval})))
            }
            Err(error) => json!({"error": error.to_string()}),
        },
        Asked::Places {
            hits,
            replicates,
            seed,
        } => {
            let places = places(
                &shares(hits.into_iter().map(|one| vec![one])),
                replicates,
                seed,
            );
            json!(
                places
                    .iter()
                    .map(|place| place.map(|p| json!([p.rank, p.joint, p.low, p.high])))
                    .collect::<Vec<_>>()
            )
        }
        Asked::Association {
            table,
            replicates,
            seed,
        } => association(ours::association(&table, replicates, seed_of(seed))),
        Asked::AssociationOfUnits {
            units,
            replicates,
            seed,
        } => {
            let coded = units.into_iter().map(|(company, row, column)| Coded {
                company,
                row,
                column,
            });
            let coded: Vec<Coded> = coded.collect();
            association(ours::association_of_units(
                &coded,
                replicates,
                seed_of(seed),
            ))
        }
    }
}

fn log_rank(rows: Vec<(u32, f64, bool, bool)>) -> Value {
    let watched = rows
        .into_iter()
        .map(|(stratum, hours, event, head)| ours::Watched {
            stratum,
            head,
            observation: Observation { hours, event },
        });
    let found = ours::log_rank(watched.collect());
    json!(found.map(|f| [f.chi2, f.p, f.hazard_ratio, f.interval.0, f.interval.1]))
}

fn mcnemar(counts: ours::PairedCounts) -> Value {
    json!(ours::mcnemar(counts).map(
        |f| json!({"p": f.p, "difference": f.difference, "low": f.interval.0,
            "high": f.interval.1, "odds": [f.odds_ratio, Some(f.odds_low), f.odds_high]})
    ))
}

fn paired(pairs: &[[f64; 4]], replicates: u32, seed: [u8; 32]) -> Value {
    let of = |sum, n| Part { sum, n };
    let pairs: Vec<ours::PairedParts> = pairs
        .iter()
        .map(|&[base, base_n, head, head_n]| ours::PairedParts {
            base: of(base, base_n),
            head: of(head, head_n),
        })
        .collect();
    let found = ours::paired_bootstrap(&pairs, replicates, seed);
    json!(found.map(|f| json!({"difference": f.difference, "interval": f.interval, "p": f.p})))
}

fn parts_of(parts: &[(f64, f64)]) -> Vec<Part> {
    parts.iter().map(|&(sum, n)| Part { sum, n }).collect()
}

fn drawn_of(drawn: &[(u32, f64)]) -> Vec<ours::Drawn> {
    drawn
        .iter()
        .map(|&(stratum, left)| ours::Drawn { stratum, left })
        .collect()
}

fn mean(found: Option<ours::Mean>) -> Value {
    json!(found.map(|f| json!({"value": f.value, "error": f.error, "interval": f.interval})))
}

fn association(found: Option<ours::Association>) -> Value {
    json!(
        found.map(|f| json!({"chi2": f.chi2, "p": f.p, "df": f.df, "v": f.v,
        "by": format!("{:?}", f.by)}))
    )
}

fn curve(rows: Vec<(u32, f64, bool)>, horizon: f64, clustered: bool, left: Option<f64>) -> Value {
    let rows = rows
        .into_iter()
        .map(|(company, hours, event)| (company, Observation { hours, event }));
    let curve = if clustered {
        match left {
            Some(left) => KaplanMeier::fit_drawn(rows.collect(), |_| left),
            None => KaplanMeier::fit_clustered(rows.collect()),
        }
    } else {
        KaplanMeier::fit(rows.map(|row| row.1).collect())
    };
    let steps: Vec<Value> = curve
        .steps
        .iter()
        .map(|s| json!([s.hours, s.at_risk, s.events, s.waiting, s.interval]))
        .collect();
    let quantiles = [0.25, 0.5, 0.75].map(|share| {
        let quantile = curve.quantile(share);
        [quantile.value, quantile.low, quantile.high]
    });
    let mean = curve.restricted_mean(horizon);
    json!({"steps": steps, "quantiles": quantiles, "mean": mean.map(|m| [m.value, m.error])})
}

fn shares(hits: impl Iterator<Item = Vec<(u64, u64)>>) -> Vec<Resample> {
    hits.map(|components| {
        let components = components.into_iter();
        Resample::Apart(
            components
                .map(|(hits, n)| (1.0, Component::Share(Share::new(hits, n))))
                .collect(),
        )
    })
    .collect()
}

fn places(companies: &[Resample], replicates: u32, seed: u8) -> Vec<Option<ours::Place>> {
    let observed: Vec<Option<f64>> = companies.iter().map(Resample::observed).collect();
    ours::places(&observed, replicates, [seed; 32], |random, at| {
        companies[at].draw(random)
    })
}

/// The seconds that a league takes, its tables for drawing included: forty units a component.
fn league(companies: usize, replicates: usize, components: usize) -> f64 {
    let began = Instant::now();
    let hits = (0..companies as u64).map(|at| {
        (0..components as u64)
            .map(|c| ((at * 7 + c * 13) % 41, 40))
            .collect()
    });
    let replicates = u32::try_from(replicates).unwrap_or(u32::MAX);
    let places = places(&shares(hits), replicates, 1);
    assert_eq!(places.len(), companies);
    began.elapsed().as_secs_f64()
}
