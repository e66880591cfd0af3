//! What the sender wrote: the newest block, without what is quoted, signed or framed around it.

mod attribution;
mod beginnings;
mod closing;
mod company;
mod contact;
mod features;
mod formula;
mod frame;
mod greeting;
mod inline;
mod original;
mod person;
mod quote;
mod tail;

pub(super) use features::{Links, questions};
pub(super) use greeting::greets_by_name;
pub(super) use person::is_first_name;

use self::company::Company;
use super::mime::{Mail, Part, Rendered, to_text};

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
    /// Whether the sender's own words greet the reader by name.
    pub greeted: bool,
    /// The addresses that the sender's own words link to, in order, each once.
    pub links: Vec<String>,
}

/// Reads the text of a message that `from` sent, an address in lower case.
pub(super) fn body(mail: &Mail<'_>, from: &str) -> Body {
    let name = mail.headers.text("from");
    let name = name.split('<').next().unwrap_or_default();
    let company = Company::of(from, name);
    let Rendered { text: whole, links } = whole(mail);
    let mut cut = Cut::of(&whole, company);
    if inline::announces(&cut.own) {
        for part in mail.parts.iter().filter(|p| readable(p)).take(10) {
            if part.ctype == "text/html" {
                cut.own.push_str(&inline::coloured(&part.text(HTML_LIMIT)));
                cut.own.truncate(cut.own.floor_char_boundary(LIMIT));
            }
        }
    }
    let mut found = Links::default();
    found.add_rendered(&whole, &cut.lines, &links);
    found.add_plain(&cut.own);
    if found.is_empty() && links.is_empty() && !cut.own.is_empty() {
        // The plain part of an alternative may have lost what its HTML links to.
        for part in mail.parts.iter().filter(|p| readable(p)).take(10) {
            if part.ctype == "text/html" && may_link(part) {
                found.add_anchored(&part.text(HTML_LIMIT), &cut.own);
            }
        }
    }
    let Cut {
        newest,
        own,
        signed,
        ..
    } = cut;
    let greeted = greeting::greets_by_name(&own, &reader(mail));
    Body {
        newest,
        own,
        greeted,
        signed,
        links: found.into_list(),
        whole,
    }
}

/// The name of the one person that a message is sent to; empty where it does not tell.
fn reader(mail: &Mail<'_>) -> String {
    let to = mail.headers.text("to");
    let to = to.trim_start_matches(['<', ' ']);
    let name = to.split(['<', ',']).next().unwrap_or_default();
    let name = name.trim_matches(['"', '\'', ' ', '\t']);
    let name = match name.split_once('@') {
        Some((local, _)) => local.split('+').next().unwrap_or_default(),
        None => name,
    };
    name.to_owned()
}

/// What is left of a text when all that is not the sender's has been cut off.
struct Cut<'t> {
    lines: Vec<Line<'t>>,
    newest: String,
    own: String,
    signed: bool,
}

impl<'t> Cut<'t> {
    fn of(whole: &'t str, company: Company<'_>) -> Self {
        let lines = quote::unquoted(whole);
        let (lines, below) = closing::without_signature(frame::below_head(&lines), company);
        let (unframed, off) = frame::without_frame(&lines);
        let footed = off.footer.then(|| joined(&lines));
        let (lines, above) = closing::without_names(unframed, off.legal, company);
        let own = joined(&lines);
        // Names below say nothing of what a message is; only footers do.
        let newest = footed.unwrap_or_else(|| own.clone());
        Self {
            lines,
            newest,
            own,
            signed: below || above,
        }
    }
}

/// Whether HTML may hold a link, told from its bytes as they were sent: most need not be decoded. Quoted-printable
/// may break a line within the word.
fn may_link(part: &Part<'_>) -> bool {
    let encoding = part.headers.keyword("content-transfer-encoding");
    if !matches!(encoding.as_str(), "" | "7bit" | "8bit" | "quoted-printable") {
        return true;
    }
    let bytes = part.body;
    (0..bytes.len()).any(|at| {
        matches!(bytes[at], b'h' | b'H') && {
            let mut rest = bytes[at..]
                .iter()
                .filter(|b| !matches!(b, b'=' | b'\r' | b'\n'))
                .take(4)
                .map(u8::to_ascii_lowercase);
            b"href".iter().all(|b| rest.next() == Some(*b))
        }
    })
}

/// The readable parts of the message itself: plain ones where they hold text, else HTML.
fn whole(mail: &Mail<'_>) -> Rendered {
    let mut out = Rendered::default();
    for part in mail.parts.iter().filter(|p| readable(p)) {
        if part.ctype == "text/plain" && out.text.len() < LIMIT {
            let text = part.text(LIMIT);
            let start = text.trim_start();
            let is_html = ["<html", "<!doctype html", "<div", "<p>", "<body"]
                .iter()
                .any(|tag| starts_with(start, tag));
            if is_html {
                append(&mut out, to_text(&text));
            } else if text.contains('\u{a0}') {
                out.text.push_str(&text.replace('\u{a0}', " "));
            } else {
                out.text.push_str(&text);
            }
            out.text.push('\n');
        }
    }
    if out.text.trim().is_empty() {
        out = html_of(mail);
    }
    out.text.truncate(out.text.floor_char_boundary(LIMIT));
    out
}

/// The HTML parts.
fn html_of(mail: &Mail<'_>) -> Rendered {
    let mut out = Rendered::default();
    for part in mail.parts.iter().filter(|p| readable(p)) {
        if part.ctype == "text/html" && out.text.len() < LIMIT {
            append(&mut out, to_text(&part.text(HTML_LIMIT)));
            out.text.push('\n');
        }
    }
    out
}

fn readable(part: &Part<'_>) -> bool {
    part.level == 0 && !part.attached
}

/// Puts one rendered part behind the others.
fn append(out: &mut Rendered, part: Rendered) {
    if !part.links.is_empty() {
        let above = out.text.bytes().filter(|b| *b == b'\n').count();
        let moved = part.links.into_iter().map(|(n, link)| (n + above, link));
        out.links.extend(moved);
    }
    out.text.push_str(&part.text);
}

/// A line of the newest block; `None` stands where something quoted was.
type Line<'t> = Option<&'t str>;

fn joined(lines: &[Line<'_>]) -> String {
    let size = lines.iter().flatten().map(|line| line.len() + 2).sum();
    let mut out = String::with_capacity(size);
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
    line.len() >= length
        && line.chars().all(|c| {
            matches!(
                c,
                '-' | '_' | '=' | '*' | '\u{2013}' | '\u{2014}' | '\u{2500}'
            )
        })
}

/// Whether a text starts with some words in lower case, whatever the case of its own letters.
#[inline]
fn starts_with(text: &str, words: &str) -> bool {
    !differ_at_once(text, words) && begins_with(text, words)
}

/// Whether the first letters in which two texts differ are among their very first, and both of ASCII.
/// Most comparisons end here.
#[inline]
fn differ_at_once(one: &str, other: &str) -> bool {
    one.bytes()
        .zip(other.bytes())
        .take(3)
        .find(|(a, b)| !a.eq_ignore_ascii_case(b))
        .is_some_and(|(a, b)| a.is_ascii() && b.is_ascii())
}

fn begins_with(text: &str, words: &str) -> bool {
    if words.is_ascii() {
        return text
            .as_bytes()
            .get(..words.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(words.as_bytes()));
    }
    let mut found = text.chars().flat_map(char::to_lowercase);
    words.chars().all(|c| found.next() == Some(c))
}

/// Equal but for the case of letters; `known` is in lower case.
fn same(word: &str, known: &str) -> bool {
    if differ_at_once(word, known) {
        return false;
    }
    if word.is_ascii() {
        return word.eq_ignore_ascii_case(known);
    }
    word.len().abs_diff(known.len()) <= 2
        && word.chars().flat_map(char::to_lowercase).eq(known.chars())
}

/// Counts the lines that rules look at, for tests of what hostile text costs.
#[cfg(test)]
mod work {
    use std::cell::Cell;

    thread_local! {
        static LOOKED: Cell<usize> = const { Cell::new(0) };
    }

    pub fn count() {
        LOOKED.set(LOOKED.get() + 1);
    }

    pub fn of(run: impl FnOnce()) -> usize {
        LOOKED.set(0);
        run();
        LOOKED.get()
    }
}

#[cfg(test)]
mod tests;
