//! What the sender wrote: the newest block, without what is quoted, signed or framed around it.

mod attribution;
mod closing;
mod frame;
mod original;
mod quote;

pub(super) use closing::greets_by_name;

use super::mime::{Mail, Part, to_text};

/// No more bytes than this are read of the text of a message, nor kept.
pub(super) const LIMIT: usize = 256 * 1024;
/// HTML has that many times the bytes of its text.
const HTML_LIMIT: usize = 4 * LIMIT;

/// The text of a message.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Body {
    /// All of it, quotes included.
    pub whole: String,
    /// The newest block with its footers: without quotes and signature.
    pub newest: String,
    /// The sender's own words.
    pub own: String,
    /// Whether a person's name or initials stand below it.
    pub signed: bool,
}

/// Reads the text of a message.
pub(super) fn body(mail: &Mail<'_>) -> Body {
    let whole = whole(mail);
    let lines = quote::unquoted(&whole);
    let lines = closing::without_signature(lines);
    let newest = joined(&lines);
    let lines = frame::without_frame(&lines);
    let (lines, signed) = closing::without_names(lines);
    let own = joined(&lines);
    Body {
        whole,
        newest,
        own,
        signed,
    }
}

/// The readable parts of the message itself: plain ones where they hold text, else HTML.
fn whole(mail: &Mail<'_>) -> String {
    let readable = |part: &&Part<'_>| part.level == 0 && !part.attached;
    let mut out = String::new();
    for part in mail.parts.iter().filter(readable) {
        if part.ctype == "text/plain" && out.len() < LIMIT {
            let text = part.text(LIMIT);
            let start = text.trim_start();
            let is_html = ["<html", "<!doctype html", "<div", "<p>", "<body"]
                .iter()
                .any(|tag| {
                    start
                        .get(..tag.len())
                        .is_some_and(|s| s.eq_ignore_ascii_case(tag))
                });
            out.push_str(&if is_html { to_text(&text) } else { text });
            out.push('\n');
        }
    }
    if out.trim().is_empty() {
        out.clear();
        for part in mail.parts.iter().filter(readable) {
            if part.ctype == "text/html" && out.len() < LIMIT {
                out.push_str(&to_text(&part.text(HTML_LIMIT)));
                out.push('\n');
            }
        }
    }
    if out.contains('\u{a0}') {
        out = out.replace('\u{a0}', " ");
    }
    out.truncate(out.floor_char_boundary(LIMIT));
    out
}

/// A line of the newest block; `None` stands where something quoted was.
type Line<'t> = Option<&'t str>;

fn joined(lines: &[Line<'_>]) -> String {
    let mut out = String::new();
    let mut blank = false;
    for line in lines {
        match line {
            Some(line) if !line.trim().is_empty() => {
                if blank && !out.is_empty() {
                    out.push('\n');
                }
                blank = false;
                out.push_str(line.trim_end());
                out.push('\n');
            }
            _ => blank = true,
        }
    }
    out.truncate(out.trim_end().len());
    let start = out.len() - out.trim_start().len();
    out.drain(..start);
    out
}

fn is_blank(line: Line<'_>) -> bool {
    line.is_none_or(|l| l.trim().is_empty())
}

/// Whether a line is nothing but a rule of at least `length` signs.
fn is_rule(line: &str, length: usize) -> bool {
    let line = line.trim();
    line.len() >= length && line.bytes().all(|b| b"-_=*".contains(&b))
}

/// Whether a text starts with some words in lower case, whatever the case of its own letters.
fn starts_with(text: &str, words: &str) -> bool {
    if words.is_ascii() {
        return text
            .as_bytes()
            .get(..words.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(words.as_bytes()));
    }
    let mut found = text.chars().flat_map(char::to_lowercase);
    words.chars().all(|c| found.next() == Some(c))
}
