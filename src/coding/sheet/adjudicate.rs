//! What coders differ on, for somebody who decides between them.

use super::deal::Dealing;
use super::page::{choices, column, reading_cells, reading_columns};
use super::unit::{Ids, Unit};
use crate::model::{Coder, Criterion};
use crate::sheet::{Cell, Column, Page};

/// A unit and a criterion on which people gave different codes, and nobody has decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute<'u> {
    /// The unit.
    pub unit: &'u Unit,
    /// On what.
    pub criterion: Criterion,
    /// What each of them said last, in an order that does not tell who.
    pub codes: Vec<&'u str>,
}

/// Codes of a dispute that a sheet has columns for.
const LETTERS: [&str; 6] = ["code_a", "code_b", "code_c", "code_d", "code_e", "code_f"];

/// What people differ on, in the order of the units.
#[must_use]
pub fn disputes<'u>(units: &'u [Unit], ids: &Ids) -> Vec<Dispute<'u>> {
    let mut found = Vec::new();
    for unit in units {
        for criterion in Criterion::ALL.iter().copied() {
            let given = || unit.codings.iter().filter(|c| c.criterion == criterion);
            if given().any(|c| matches!(c.coder, Coder::Adjudicator(_))) {
                continue;
            }
            let mut people: Vec<&Coder> = given()
                .map(|c| &c.coder)
                .filter(|c| matches!(c, Coder::Human(_)))
                .collect();
            people.sort_unstable();
            people.dedup();
            let mut codes: Vec<&str> = people
                .iter()
                .filter_map(|coder| Some(&*unit.said(coder, criterion)?.code))
                .collect();
            if codes.iter().all(|code| *code == codes[0]) {
                continue;
            }
            // The same person is not always the first.
            let turn = ids.bits(criterion.as_str(), &unit.key) % codes.len() as u64;
            codes.rotate_left(usize::try_from(turn).unwrap_or(0));
            found.push(Dispute {
                unit,
                criterion,
                codes,
            });
        }
    }
    found
}

/// The sheet on which somebody decides: criterion by criterion, shuffled within.
#[must_use]
pub fn adjudication_page(disputes: &[Dispute<'_>], seed: u64) -> Page {
    let is_pair = disputes.iter().any(|d| d.unit.key.is_pair());
    let only_pairs = disputes.iter().all(|d| d.unit.key.is_pair());
    let mut order: Vec<&Dispute<'_>> = disputes.iter().collect();
    let dealing = Dealing {
        seed,
        round: "adjudication",
        coders: &[],
        double: 0.0,
        sample: None,
    };
    order.sort_by_cached_key(|d| (d.criterion, dealing.place("", d.unit)));
    let many = order.iter().map(|d| d.codes.len()).max().unwrap_or(2);
    let letters = &LETTERS[..many.clamp(2, LETTERS.len())];
    let mut columns = vec![column("unit", 17), column("criterion", 17)];
    // One table for both: of an answer the second text is empty.
    columns.extend(reading_columns(is_pair));
    if is_pair && !only_pairs {
        columns
            .iter_mut()
            .filter(|c| c.name == "text_a")
            .for_each(|c| c.width = 70);
    }
    columns.extend(letters.iter().map(|name| column(name, 15)));
    let decision = columns.len();
    columns.extend([column("decision", 15), column("note", 30)]);
    let rows: Vec<Vec<Cell>> = order
        .iter()
        .map(|dispute| row(dispute, is_pair, letters.len(), &columns))
        .collect();
    let mut choices_of = Vec::new();
    let mut from = 0;
    for run in order.chunk_by(|a, b| a.criterion == b.criterion) {
        let last = from + run.len() - 1;
        choices_of.push((from, last, decision, choices(run[0].criterion)));
        from = last + 1;
    }
    Page {
        name: "adjudication".to_owned(),
        columns,
        rows,
        choices: choices_of,
    }
}

fn row(dispute: &Dispute<'_>, is_pair: bool, letters: usize, columns: &[Column]) -> Vec<Cell> {
    let mut row = vec![
        Cell::text(&dispute.unit.id),
        Cell::text(dispute.criterion.as_str()),
    ];
    row.extend(reading_cells(dispute.unit, is_pair));
    let before = row.len();
    row.extend(
        dispute
            .codes
            .iter()
            .take(letters)
            .map(|code| Cell::text(*code)),
    );
    row.resize(before + letters, Cell::Empty);
    row.resize(columns.len(), Cell::Empty);
    row
}
