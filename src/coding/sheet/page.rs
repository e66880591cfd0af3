//! The tables that coders fill in.

use super::meaning::{code_meaning, meaning};
use super::unit::Unit;
use crate::model::{Criterion, Scale};
use crate::sheet::{Cell, Choices, Column, Page};

/// The tables of one coder: the answers, and the pairs, as far as there are any.
#[must_use]
pub fn pages(units: &[&Unit], criteria: &[Criterion], coder: &str, round: &str) -> Vec<Page> {
    let mut pages = Vec::new();
    for (is_pair, name) in [(false, "answers"), (true, "pairs")] {
        let own: Vec<Criterion> = criteria
            .iter()
            .copied()
            .filter(|c| c.is_of_pairs() == is_pair)
            .collect();
        let units = units.iter().filter(|u| u.key.is_pair() == is_pair);
        let mut columns = vec![column("unit", 17), column("coder", 7), column("round", 7)];
        columns.extend(reading_columns(is_pair));
        columns.extend(own.iter().map(|c| Column {
            name: c.to_string(),
            width: 15,
            choices: choices(*c),
        }));
        columns.push(column("note", 30));
        let rows: Vec<Vec<Cell>> = units
            .map(|unit| {
                let mut row = vec![Cell::text(&unit.id), Cell::text(coder), Cell::text(round)];
                row.extend(reading_cells(unit, is_pair));
                row.resize(columns.len(), Cell::Empty);
                row
            })
            .collect();
        if !rows.is_empty() && !own.is_empty() {
            pages.push(Page {
                name: name.to_owned(),
                columns,
                rows,
                choices: Vec::new(),
            });
        }
    }
    pages
}

pub(super) fn column(name: &str, width: u8) -> Column {
    Column {
        name: name.to_owned(),
        width,
        choices: Choices::Any,
    }
}

/// What a coder reads of a unit.
pub(super) fn reading_columns(is_pair: bool) -> Vec<Column> {
    let mut columns = vec![column("question", 30), column("reference", 25)];
    if is_pair {
        columns.extend([column("text_a", 50), column("text_b", 50)]);
    } else {
        columns.push(column("text", 70));
    }
    columns
}

pub(super) fn reading_cells(unit: &Unit, is_pair: bool) -> Vec<Cell> {
    let mut cells = vec![
        Cell::text(&unit.question),
        Cell::text(&unit.reference),
        Cell::text(&unit.texts.0),
    ];
    if is_pair {
        cells.push(Cell::text(unit.texts.1.clone().unwrap_or_default()));
    }
    cells
}

/// What may be given on a criterion.
pub(super) fn choices(criterion: Criterion) -> Choices {
    match criterion.scale() {
        Scale::Nominal(codes) => Choices::Words(codes.iter().map(ToString::to_string).collect()),
        Scale::Interval(least, most) => Choices::Whole(least, most),
    }
}

/// What each criterion and code means.
#[must_use]
pub fn codebook_page(criteria: &[Criterion]) -> Page {
    let mut rows = Vec::new();
    for criterion in criteria {
        let mut row = |code: &str, says: &str| {
            rows.push(vec![
                Cell::text(criterion.as_str()),
                Cell::text(code),
                Cell::text(says),
            ]);
        };
        match criterion.scale() {
            Scale::Nominal(codes) => {
                row("", meaning(*criterion));
                for code in codes {
                    row(code, code_meaning(*criterion, code));
                }
            }
            Scale::Interval(least, most) => {
                row(&format!("{least} to {most}"), meaning(*criterion));
            }
        }
    }
    Page {
        name: "codebook".to_owned(),
        columns: vec![
            column("criterion", 20),
            column("code", 18),
            column("meaning", 90),
        ],
        rows,
        choices: Vec::new(),
    }
}
