//! `data/read.py` and `data/read.R`: what reads the tables with the types of the codebook, for who goes on with them.

use super::codebook::Resource;
use super::writer::{Sealed, Staged};
use crate::error::Result;
use std::fmt::Write;
use std::path::Path;

/// It reads the codebook itself.
const PYTHON: &str = include_str!("read.py");
/// R comes without a reader of JSON, so that the codebook is put into the script.
const R_HEAD: &str = include_str!("head.R");
const R_TAIL: &str = include_str!("tail.R");

/// Writes both into the folder of the tables.
pub fn scripts(data: &Path, tables: &[Resource]) -> Result<[Sealed; 2]> {
    Ok([
        Staged::whole(&data.join("read.py"), PYTHON.as_bytes())?,
        Staged::whole(&data.join("read.R"), r(tables).as_bytes())?,
    ])
}

fn r(tables: &[Resource]) -> String {
    let lists: Vec<String> = tables
        .iter()
        .map(|table| {
            let mut list = format!("  {} = list(", quoted(table.name));
            for (column, place) in table.fields().iter().zip(0..) {
                let comma = if place == 0 { "" } else { "," };
                let holds = match column.allowed() {
                    [] => quoted(column.holds.as_str()),
                    words => {
                        let words: Vec<String> = words.iter().map(|w| quoted(w)).collect();
                        format!("c({})", words.join(", "))
                    }
                };
                // Writing into a string does not fail.
                let _ = write!(list, "{comma}\n    {} = {holds}", quoted(&column.name));
            }
            list.push_str("\n  )");
            list
        })
        .collect();
    format!(
        "{R_HEAD}codebook <- list(\n{}\n)\n{R_TAIL}",
        lists.join(",\n")
    )
}

/// A string of R, which may be a name as well.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            c if c.is_control() => {}
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
