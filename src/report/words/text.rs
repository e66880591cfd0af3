//! Texts whose figures know where they come from.

use crate::model::{Channel, Estimate, Language, Subject};
use crate::report::number::decimal;
use std::fmt::Write;

/// A text of several pieces.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text(Vec<Piece>);

/// A piece of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Our own words, or words from outside.
    Words(String),
    /// A number.
    Figure(Figure),
    /// Words that stand in a cell of the published tables, such as a company's name.
    Cell(String, Source),
    /// Words in another language than the page's, and the cell in which they stand, if they stand in one.
    Foreign(String, Language, Option<Source>),
    /// Words that lead to a place on the page or to a file beside it, set apart from what stands before them.
    Link(String, String),
}

/// A number as it is printed, and where it is from.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What the table holds.
    pub raw: String,
    /// As it is printed.
    pub shown: String,
    /// How the one becomes the other: `percent`, `percents`, `whole`, `duration`, `decimal1`...
    pub form: &'static str,
    /// Where it is from.
    pub from: Source,
}

/// Where a figure or a word is from, in the form `TABLE?column=value&column=value#column`: the one row of
/// `data/TABLE.csv` with these values, and there that column; without a column the number of such rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source(String);

impl Source {
    /// A cell.
    #[must_use]
    pub fn cell(table: &str, keys: &[(&str, &str)], column: &str) -> Self {
        let mut source = Self::rows(table, keys);
        let _ = write!(source.0, "#{column}");
        source
    }

    /// The number of rows.
    #[must_use]
    pub fn rows(table: &str, keys: &[(&str, &str)]) -> Self {
        let mut text = table.to_owned();
        for (place, (column, value)) in keys.iter().enumerate() {
            let sign = if place == 0 { '?' } else { '&' };
            let _ = write!(text, "{sign}{column}={}", encoded(value));
        }
        Self(text)
    }

    /// A column of an estimate.
    #[must_use]
    pub fn estimate(estimate: &Estimate, column: &str) -> Self {
        use crate::score::metric::{all, find};
        // A long report holds thousands of these, so what names no other row is left out.
        let mut keys = vec![("metric", &*estimate.metric)];
        if estimate.subject != Subject::All {
            keys.push(("subject_kind", estimate.subject.kind()));
        }
        keys.push(("subject", estimate.subject.name()));
        keys.push(("channel", estimate.channel.map_or("", Channel::as_str)));
        let alike = || all().filter(|metric| metric.name == estimate.metric);
        if find(&estimate.metric).is_none() || alike().count() > 1 {
            keys.push(("denominator", estimate.denominator.as_str()));
        }
        Self::cell("estimates", &keys, column)
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What has a meaning in a source is written as in an address.
fn encoded(value: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const KEPT: &AsciiSet = &CONTROLS.add(b'%').add(b'&').add(b'#').add(b'=').add(b'?');
    utf8_percent_encode(value, KEPT).to_string()
}

impl Figure {
    /// A number of a table as it is printed.
    #[must_use]
    pub fn new(value: f64, shown: String, form: &'static str, from: Source) -> Self {
        Self {
            raw: decimal(Some(value)),
            shown,
            form,
            from,
        }
    }
}

impl Figure {
    /// What a table holds in other words, such as a moment.
    #[must_use]
    pub fn written(raw: &str, shown: String, form: &'static str, from: Source) -> Self {
        Self {
            raw: raw.to_owned(),
            shown,
            form,
            from,
        }
    }
}

impl From<Figure> for Text {
    fn from(figure: Figure) -> Self {
        Self(vec![Piece::Figure(figure)])
    }
}

impl Text {
    /// Words without figures.
    #[must_use]
    pub fn plain(words: &str) -> Self {
        if words.is_empty() {
            return Self::default();
        }
        Self(vec![Piece::Words(words.to_owned())])
    }

    /// Words that stand in a cell.
    #[must_use]
    pub fn cell(words: &str, from: Source) -> Self {
        Self(vec![Piece::Cell(words.to_owned(), from)])
    }

    /// Words in a language that is not the page's; see [`super::Words::foreign`].
    #[must_use]
    pub(super) fn foreign(words: &str, language: Language, from: Option<Source>) -> Self {
        Self(vec![Piece::Foreign(words.to_owned(), language, from)])
    }

    /// Words that lead to an address, which is ours.
    #[must_use]
    pub fn link(words: &str, to: &str) -> Self {
        Self(vec![Piece::Link(words.to_owned(), to.to_owned())])
    }

    /// The same with a capital at its beginning, where it begins with words of our own.
    #[must_use]
    pub fn capital(mut self) -> Self {
        if let Some(Piece::Words(words)) = self.0.first_mut() {
            let mut letters = words.chars();
            if let Some(first) = letters.next() {
                *words = first.to_uppercase().chain(letters).collect();
            }
        }
        self
    }

    /// Some texts one after the other, with something between them.
    #[must_use]
    pub fn joined(texts: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let mut all = Self::default();
        for text in texts {
            if !all.is_empty() {
                all.push(Self::plain(between));
            }
            all.push(text);
        }
        all
    }

    /// Adds a text at the end.
    pub fn push(&mut self, text: Self) {
        self.0.extend(text.0);
    }

    /// Whether it says nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its pieces.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// Its words, without where they come from.
    #[must_use]
    pub fn to_plain(&self) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Words(words) | Piece::Cell(words, _) | Piece::Foreign(words, ..) => {
                words.clone()
            }
            Piece::Figure(figure) => figure.shown.clone(),
            // Out of the page it leads nowhere.
            Piece::Link(..) => String::new(),
        };
        self.0.iter().map(piece).collect()
    }

    /// As HTML: every figure in an element that says where it is from, words from outside set apart so that their
    /// direction does not turn the words around them. A source that begins with `#` is a column of the same row as the
    /// one before it: an interval is three figures of one row, and a long report holds thousands of them.
    #[must_use]
    pub fn to_html(&self) -> String {
        let mut html = String::new();
        let mut row = "";
        for piece in &self.0 {
            let from = match piece {
                Piece::Words(_) | Piece::Link(..) | Piece::Foreign(_, _, None) => "",
                Piece::Foreign(_, _, Some(from))
                | Piece::Figure(Figure { from, .. })
                | Piece::Cell(_, from) => from.as_str(),
            };
            let from = match from.split_once('#') {
                Some((same, _)) if same == row && !row.is_empty() => &from[row.len()..],
                Some((other, _)) => {
                    row = other;
                    from
                }
                None if from.is_empty() => from,
                None => {
                    row = from;
                    from
                }
            };
            // Writing into a string does not fail.
            let _ = match piece {
                Piece::Words(words) => {
                    html.push_str(&escape(words));
                    Ok(())
                }
                Piece::Figure(figure) => write!(
                    html,
                    "<data value=\"{}\" data-as=\"{}\" data-from=\"{}\">{}</data>",
                    escape(&figure.raw),
                    figure.form,
                    escape(from),
                    escape(&figure.shown)
                ),
                Piece::Link(words, to) => write!(
                    html,
                    " <a class=\"rows\" href=\"{}\">{}</a>",
                    escape(to),
                    escape(words)
                ),
                Piece::Foreign(words, language, None) => {
                    write!(html, "<bdi lang=\"{language}\">{}</bdi>", escape(words))
                }
                Piece::Foreign(words, language, Some(_)) => write!(
                    html,
                    "<bdi lang=\"{language}\" data-from=\"{}\">{}</bdi>",
                    escape(from),
                    escape(words)
                ),
                Piece::Cell(words, _) => write!(
                    html,
                    "<bdi data-from=\"{}\">{}</bdi>",
                    escape(from),
                    escape(words)
                ),
            };
        }
        html
    }
}

/// Text in HTML, in elements and in attributes between quotes. Controls, and letters that turn the direction of what
/// follows, are left out: they have no place in a report, and could make it say something else.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' | '\t' => safe.push(character),
            '\u{61c}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{e000}'
            | '\u{e001}'
            | '\u{fffe}'
            | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    safe
}
