use super::sheet::table;
use super::zip::Archive;
use super::*;
use crate::report::codebook::{Column, Type};
use std::fmt::Write as _;

/// What a workbook's sheets hold, read by another program's reader.
fn read(bytes: &[u8]) -> Vec<(String, String)> {
    crate::sheet::sheets(bytes).unwrap()
}

/// A workbook with one table.
fn of_table(columns: &[Column], csv: &str, last: u32) -> Vec<u8> {
    let mut archive = Archive::new(Vec::new());
    let types = parts::content_types(1, false);
    archive
        .file("[Content_Types].xml", types.as_bytes())
        .unwrap();
    let root = parts::links([("officeDocument", "xl/workbook.xml".to_owned())]);
    archive.file("_rels/.rels", root.as_bytes()).unwrap();
    archive
        .file("xl/styles.xml", parts::STYLES.as_bytes())
        .unwrap();
    let part = "xl/worksheets/sheet1.xml";
    let done = table(
        &mut archive,
        part,
        ("numbers", columns),
        csv.as_bytes(),
        last,
    )
    .unwrap();
    let links = [
        ("worksheet", "worksheets/sheet1.xml".to_owned()),
        ("styles", "styles.xml".to_owned()),
    ];
    archive
        .file("xl/workbook.xml", parts::workbook(&[done]).as_bytes())
        .unwrap();
    archive
        .file("xl/_rels/workbook.xml.rels", parts::links(links).as_bytes())
        .unwrap();
    archive.finish().unwrap()
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("id", Type::Integer, ""),
        Column::new("said", Type::String, ""),
        Column::new("at", Type::Datetime, ""),
        Column::new("kept", Type::Boolean, ""),
    ]
}

#[test]
fn a_sheet_holds_what_the_table_holds() {
    let csv = "id,said,at,kept\n\
               1,\"=1+1 <b>&\",2026-11-02T12:00:00Z,true\n\
               2,\"a \"\"b\"\"; c\",,false\n\
               3,,,\n";
    let sheets = read(&of_table(&columns(), csv, LAST));
    assert_eq!(sheets[0].0, "numbers");
    let rows: Vec<&str> = sheets[0].1.lines().collect();
    assert_eq!(
        rows,
        [
            "id\tsaid\tat\tkept",
            "1\t=1+1 <b>&\t46328.5\ttrue",
            "2\ta \"b\"; c\t\tfalse",
            "3"
        ]
    );
}

#[test]
fn rows_come_in_their_order_over_many_lots() {
    let mut csv = "id,said,at,kept\n".to_owned();
    for id in 0..20_000 {
        let _ = writeln!(csv, "{id},{},,", "word ".repeat(id % 40));
    }
    assert!(csv.len() > 2 << 20, "several lots");
    let bytes = of_table(&columns(), &csv, LAST);
    let sheets = read(&bytes);
    let ids = sheets[0].1.lines().skip(1).enumerate();
    assert_eq!(ids.clone().count(), 20_000);
    for (number, row) in ids {
        assert_eq!(row.split('\t').next(), Some(number.to_string().as_str()));
    }
    assert_eq!(bytes, of_table(&columns(), &csv, LAST));
}

#[test]
fn a_table_that_does_not_fit_says_so_below() {
    let csv = "id,said,at,kept\n1,,,\n2,,,\n3,,,\n4,,,\n5,,,\n";
    let sheets = read(&of_table(&columns(), csv, 4));
    let rows: Vec<&str> = sheets[0].1.lines().collect();
    assert_eq!(
        rows[1..],
        [
            "1",
            "2",
            "3",
            "More rows than fit into a sheet: 3 of 5 stand here, all of them in data/numbers.csv."
        ]
    );
    let sheets = read(&of_table(&columns(), csv, 6));
    assert_eq!(sheets[0].1.lines().count(), 6, "all fit");
}

#[test]
fn an_empty_table_has_its_head() {
    let sheets = read(&of_table(&columns(), "id,said,at,kept\n", LAST));
    assert_eq!(sheets[0].1, "id\tsaid\tat\tkept");
}

#[test]
fn prose_never_begins_as_a_formula() {
    assert_eq!(inert("=1+1"), "'=1+1");
    assert_eq!(inert("41 %"), "41 %");
}
