//! Studies with marked mistakes.
//!
//! In the texts `▶` stands before each place that must be named; it is taken out before a file is
//! written.

use crate::error::{Error, Mistake};
use crate::plan::{load, template};
use std::path::Path;

const MARK: char = '▶';

/// Writes a marked file and returns the places of its marks.
pub(super) fn put(dir: &Path, name: &str, marked: &str) -> Vec<(String, usize, usize)> {
    let mut places = Vec::new();
    let mut text = String::new();
    let (mut line, mut column) = (1, 1);
    for c in marked.chars() {
        match c {
            MARK => places.push((name.to_owned(), line, column)),
            '\u{feff}' => text.push(c),
            _ => {
                text.push(c);
                (line, column) = if c == '\n' {
                    (line + 1, 1)
                } else {
                    (line, column + 1)
                };
            }
        }
    }
    let path = dir.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
    places
}

pub(super) fn mistakes(dir: &Path) -> Vec<Mistake> {
    match load(dir) {
        Err(Error::Study(mistakes)) => mistakes,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("no mistake was found"),
    }
}

/// File below `dir`, line and column of each mistake that has a place.
pub(super) fn places(dir: &Path, mistakes: &[Mistake]) -> Vec<(String, usize, usize)> {
    mistakes
        .iter()
        .filter_map(|m| {
            let (line, column) = m.place?;
            let file = m
                .file
                .strip_prefix(dir)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            Some((file, line, column))
        })
        .collect()
}

/// The mistakes as a user reads them, with the files' names relative to the study.
pub(super) fn told(dir: &Path, mistakes: &[Mistake]) -> String {
    let lines: Vec<String> = mistakes
        .iter()
        .map(|m| {
            let file = m.file.strip_prefix(dir).unwrap().to_owned();
            Mistake { file, ..m.clone() }.to_string()
        })
        .collect();
    lines.join("\n")
}

/// A study without mistakes, whose parts the tests below spoil one by one.
pub(super) fn sound(dir: &Path) {
    template::write(dir, jiff::civil::date(2026, 11, 2)).unwrap();
}

pub(super) fn spoil(dir: &Path, name: &str, from: &str, to: &str) -> Vec<(String, usize, usize)> {
    let text = std::fs::read_to_string(dir.join(name)).unwrap();
    assert!(text.contains(from), "{from}");
    put(dir, name, &text.replacen(from, to, 1))
}
