//! Raw agreement, kappa and alpha of tables from stdin, so that other programs can be compared with ours: a
//! JSON object a line in, `{"metric": "nominal" | "interval", "table": [[code or null, ..], ..]}` with a row a
//! unit, and `{"raw", "kappa", "alpha"}` a line out. See `tests/real/agreement.py`.

use mystery_shopper::coding::agreement::{Metric, agreement};
use serde_json::{Value, json};
use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let asked: Value = serde_json::from_str(&line?)?;
        let table: Vec<Vec<Option<u32>>> = serde_json::from_value(asked["table"].clone())?;
        let metric = match asked["metric"].as_str() {
            Some("interval") => Metric::Interval,
            _ => Metric::Nominal,
        };
        let found = agreement(&table, metric, [0; 32]);
        let line = json!({"raw": found.raw.value, "kappa": found.kappa.value, "alpha": found.alpha.value,
            "alpha_low": found.alpha.low, "alpha_high": found.alpha.high, "units": found.units});
        writeln!(out, "{line}")?;
    }
    out.flush()
}
