//! The mistakes of one file, gathered as byte offsets and turned into lines and columns at the end.

use crate::error::Mistake;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Most mistakes that are kept of one file: who has made more wants to see the first ones.
const MOST: usize = 1_000;

/// The mistakes of one file. Readers share it, so that one that stumbles does not stop the others.
#[derive(Debug)]
pub struct Notes {
    path: PathBuf,
    found: RefCell<Vec<Note>>,
    dropped: RefCell<usize>,
}

#[derive(Debug)]
struct Note {
    /// Byte offset into the file.
    at: Option<usize>,
    sort: Sort,
    message: String,
    hint: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// The file cannot be read as what it should be.
    Syntax,
    /// Something is absent, perhaps only because a syntax error swallowed it.
    Absence,
    /// Any other.
    Content,
}

impl Notes {
    /// No mistake as yet, of the file at this path.
    #[must_use]
    pub const fn new(path: PathBuf) -> Self {
        Self {
            path,
            found: RefCell::new(Vec::new()),
            dropped: RefCell::new(0),
        }
    }

    /// A mistake at a byte offset.
    pub fn at(&self, at: usize, message: impl Into<String>, hint: Option<String>) {
        self.push(Some(at), Sort::Content, message.into(), hint);
    }

    /// The file is not what it should be: other mistakes on the same line, and everything that
    /// seems to be absent, are put down to this one.
    pub fn syntax(&self, at: Option<usize>, message: impl Into<String>, hint: Option<String>) {
        self.push(at, Sort::Syntax, message.into(), hint);
    }

    /// Something that should stand in the file (below `at`, where that is known) does not.
    pub fn missing(&self, at: Option<usize>, message: impl Into<String>, hint: Option<String>) {
        self.push(at, Sort::Absence, message.into(), hint);
    }

    fn push(&self, at: Option<usize>, sort: Sort, message: String, hint: Option<String>) {
        let mut found = self.found.borrow_mut();
        if found.len() < MOST {
            found.push(Note {
                at,
                sort,
                message,
                hint,
            });
        } else {
            *self.dropped.borrow_mut() += 1;
        }
    }

    /// Whether nothing more will be kept, so that a reader of a huge file may stop.
    pub fn is_full(&self) -> bool {
        *self.dropped.borrow() > 0
    }

    /// Whether something in the file could not be read at all, so that what it defines is not
    /// fully known.
    pub fn has_syntax(&self) -> bool {
        self.found.borrow().iter().any(|n| n.sort == Sort::Syntax)
    }

    /// The mistakes by place, with lines and columns counted in one sweep over the file's text.
    pub fn into_mistakes(self, text: &str) -> Vec<Mistake> {
        let mut found = self.found.into_inner();
        found.sort_by_key(|n| n.at);
        let broken = found.iter().any(|n| n.sort == Sort::Syntax);
        let mut sweep = Sweep::new(text);
        let placed: Vec<_> = found
            .into_iter()
            .map(|n| (n.at.map(|at| sweep.place(at)), n))
            .collect();
        let broken_lines: BTreeSet<usize> = placed
            .iter()
            .filter(|(_, n)| n.sort == Sort::Syntax)
            .filter_map(|(place, _)| place.map(|(line, _)| line))
            .collect();
        let mut told = BTreeSet::new();
        let mut mistakes: Vec<Mistake> = placed
            .into_iter()
            .filter(|(place, n)| match (n.sort, place) {
                (Sort::Syntax, Some((line, _))) => told.insert(*line),
                (Sort::Absence, _) => !broken,
                (Sort::Content, Some((line, _))) => !broken_lines.contains(line),
                (Sort::Syntax | Sort::Content, None) => true,
            })
            .map(|(place, n)| Mistake {
                file: self.path.clone(),
                place,
                message: n.message,
                hint: n.hint,
            })
            .collect();
        let dropped = self.dropped.into_inner();
        if dropped > 0 {
            mistakes.push(Mistake {
                file: self.path,
                place: None,
                message: format!("{MOST} mistakes are listed above; there are more"),
                hint: Some("mend these first; one cause may be behind many of them".to_owned()),
            });
        }
        mistakes
    }
}

/// Turns ascending byte offsets into lines and columns.
struct Sweep<'t> {
    text: &'t str,
    byte: usize,
    line: usize,
    column: usize,
}

impl<'t> Sweep<'t> {
    const fn new(text: &'t str) -> Self {
        Self {
            text,
            byte: 0,
            line: 1,
            column: 1,
        }
    }

    /// Line and column, from 1; a column is a character. A byte order mark is not counted.
    fn place(&mut self, at: usize) -> (usize, usize) {
        for (i, c) in self.text[self.byte..].char_indices() {
            if self.byte + i >= at {
                self.byte += i;
                return (self.line, self.column);
            }
            match c {
                '\n' => (self.line, self.column) = (self.line + 1, 1),
                '\u{feff}' if self.byte + i == 0 => {}
                _ => self.column += 1,
            }
        }
        self.byte = self.text.len();
        (self.line, self.column)
    }
}

/// "did you mean ..?", when one of the right spellings is near enough.
pub fn nearest<'a>(word: &str, right: impl IntoIterator<Item = &'a str>) -> Option<String> {
    near(word, right).map(|r| format!("did you mean `{r}`?"))
}

/// The right spelling that is nearest to a word, if it is near at all.
pub fn near<'a>(word: &str, right: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // The distance takes time in the product of both lengths, so a monster is not compared.
    if word.len() > 80 {
        return None;
    }
    let plain = |w: &str| w.to_lowercase().replace(['-', ' ', '.'], "_");
    let word = plain(word);
    right
        .into_iter()
        .map(|r| (strsim::osa_distance(&word, &plain(r)), r))
        .filter(|(distance, r)| *distance <= (word.chars().count().max(r.len()) / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, r)| r)
}

/// What came from outside, as it can be quoted in a message: one line, no control characters, not
/// longer than a line.
#[must_use]
pub fn quote(word: &str) -> String {
    let mut text: String = word
        .chars()
        .take(60)
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    if word.chars().nth(60).is_some() {
        text.push('…');
    }
    format!("`{text}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let text = "\u{feff}ab\r\né§x\n\nend";
        let notes = Notes::new("f".into());
        let byte = |needle: &str| text.find(needle).unwrap();
        for needle in ["end", "x", "a", "é"] {
            notes.at(byte(needle), needle, None);
        }
        notes.at(usize::MAX, "past the end", None);
        let places: Vec<_> = notes
            .into_mistakes(text)
            .into_iter()
            .map(|m| (m.message, m.place.unwrap()))
            .collect();
        let want = [
            ("a", (1, 1)),
            ("é", (2, 1)),
            ("x", (2, 3)),
            ("end", (4, 1)),
            ("past the end", (4, 4)),
        ];
        assert_eq!(places, want.map(|(m, p)| (m.to_owned(), p)));
    }

    #[test]
    fn a_syntax_error_speaks_for_its_line_and_for_what_is_absent() {
        let notes = Notes::new("f".into());
        notes.syntax(Some(0), "broken", None);
        notes.syntax(Some(1), "broken again", None);
        notes.at(1, "same line", None);
        notes.at(4, "next line", None);
        notes.missing(None, "absent", None);
        let messages: Vec<_> = notes
            .into_mistakes("ab\ncd\n")
            .into_iter()
            .map(|m| m.message)
            .collect();
        assert_eq!(messages, ["broken", "next line"]);
    }

    #[test]
    fn only_what_is_near_is_proposed() {
        let right = ["spacing", "daily_cap_per_company", "hours", "days"];
        assert_eq!(near("spacng", right), Some("spacing"));
        assert_eq!(
            near("Daily-Cap-Per-Company", right),
            Some("daily_cap_per_company")
        );
        assert_eq!(near("day", right), Some("days"));
        assert_eq!(near("colour", right), None);
    }

    #[test]
    fn a_flood_of_mistakes_is_bounded() {
        let notes = Notes::new("f".into());
        for _ in 0..5_000 {
            notes.at(0, "x", None);
        }
        assert!(notes.is_full());
        assert_eq!(notes.into_mistakes("").len(), MOST + 1);
    }
}
