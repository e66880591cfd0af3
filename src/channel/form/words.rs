//! The words around a control: what labels it, what stands before it, and whether they ask for it.

use super::page::Unseen;
use super::tree::Tree;
use std::collections::HashMap;

/// No label is kept longer, in characters.
pub const MOST_LABEL: usize = 400;
/// No more nodes are looked at for what stands before a control.
const MOST_BACK: usize = 400;
/// No more nodes are looked at for the words in an element.
const MOST_IN: usize = 2_000;

/// What is known of a page while its forms are read.
pub struct Read<'a> {
    pub tree: &'a Tree,
    pub unseen: &'a [Option<Unseen>],
    /// The first element of each id.
    pub ids: HashMap<&'a str, usize>,
    /// How often each id is there, in lower case: a page in quirks mode does not tell them apart.
    pub id_counts: HashMap<String, usize>,
    /// The labels of each control.
    pub labels: HashMap<usize, Vec<usize>>,
}

/// Elements that stand on lines of their own.
pub fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "br"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "optgroup"
            | "option"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Elements that a person fills in or presses.
pub fn is_control(name: &str) -> bool {
    matches!(name, "input" | "select" | "textarea" | "button")
}

/// Elements whose text nobody reads.
pub fn is_mute(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "head"
            | "title"
            | "iframe"
            | "noembed"
            | "noframes"
            | "datalist"
            | "object"
            | "svg"
    )
}

/// Adds words to a line, blanks as one.
pub fn add_words(line: &mut String, text: &str, most: usize) {
    let gap = text.starts_with(char::is_whitespace);
    let mut first = true;
    for word in text.split_whitespace() {
        if line.len() >= most {
            return;
        }
        if (!first || gap) && !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
        first = false;
        let room = most - line.len();
        line.push_str(start(word, room));
    }
    if text.ends_with(char::is_whitespace) && !line.is_empty() && !line.ends_with(' ') {
        line.push(' ');
    }
}

/// The first bytes of a text, by whole characters.
pub fn start(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

impl Read<'_> {
    /// The words in an element on one line, without those of its controls, as a person sees them.
    pub fn words_in(&self, node: usize, most: usize) -> String {
        let mut line = String::new();
        let mut at = node + 1;
        let end = self.tree.end(node).min(at + MOST_IN);
        while at < end && line.len() < most {
            let name = self.tree.name(at);
            let hides = self.unseen[at] != self.unseen[node]
                && matches!(self.unseen[at], Some(Unseen::NotShown));
            if is_mute(name) || is_control(name) || hides {
                at = self.tree.end(at).max(at + 1);
                continue;
            }
            if let Some(text) = self.tree.text(at) {
                add_words(&mut line, text, most);
            } else if is_block(name) {
                add_words(&mut line, " ", most);
            } else if name == "img" {
                add_words(&mut line, self.tree.value(at, "alt"), most);
            }
            at += 1;
        }
        line.trim().to_owned()
    }

    /// The words of the elements of these ids.
    pub fn words_of(&self, ids: &str) -> String {
        let mut line = String::new();
        for id in ids.split_ascii_whitespace().take(8) {
            if let Some(node) = self.ids.get(id) {
                add_words(&mut line, &self.words_in(*node, MOST_LABEL), MOST_LABEL);
                add_words(&mut line, " ", MOST_LABEL);
            }
        }
        line.trim().to_owned()
    }

    /// Whether a person sees a label of a control, with words on it.
    pub fn has_visible_label(&self, control: usize) -> bool {
        self.labels.get(&control).is_some_and(|labels| {
            labels
                .iter()
                .any(|label| self.unseen[*label].is_none() && !self.words_in(*label, 40).is_empty())
        })
    }

    /// What labels a control, as it is written.
    pub fn label_of(&self, control: usize) -> String {
        let mut line = String::new();
        for label in self.labels.get(&control).into_iter().flatten().take(4) {
            add_words(&mut line, &self.words_in(*label, MOST_LABEL), MOST_LABEL);
            add_words(&mut line, " ", MOST_LABEL);
        }
        if line.trim().is_empty() {
            line = self.words_of(self.tree.value(control, "aria-labelledby"));
        }
        if line.trim().is_empty() {
            line.clear();
            add_words(
                &mut line,
                self.tree.value(control, "aria-label"),
                MOST_LABEL,
            );
        }
        line.trim().to_owned()
    }

    /// What stands behind a box or a radio button on its line, which is what it is about.
    pub fn behind(&self, control: usize) -> String {
        let mut line = String::new();
        let mut at = self.tree.end(control);
        let end = self.tree.nodes.len().min(at + MOST_BACK);
        while at < end {
            let name = self.tree.name(at);
            if is_control(name) || is_block(name) && !line.trim().is_empty() || name == "form" {
                break;
            }
            // Out of the block that it stands in.
            if self
                .tree
                .ancestors(control)
                .take(6)
                .any(|up| self.tree.end(up) == at && is_block(self.tree.name(up)))
            {
                break;
            }
            if is_mute(name) || self.unseen[at] == Some(Unseen::NotShown) {
                at = self.tree.end(at).max(at + 1);
                continue;
            }
            if let Some(text) = self.tree.text(at) {
                add_words(&mut line, text, MOST_LABEL);
            }
            at += 1;
        }
        line.trim().to_owned()
    }

    /// What stands right before a control.
    pub fn before(&self, control: usize) -> String {
        let found = self.before_on_line(control);
        if !found.is_empty() {
            return found;
        }
        self.above_cell(control)
    }

    /// The nearest words before it, as far as they stand on one line, if no other control comes first.
    fn before_on_line(&self, control: usize) -> String {
        let mut pieces: Vec<&str> = Vec::new();
        let mut at = control;
        // The text must be of one block; the first block boundary behind words ends it.
        for _ in 0..MOST_BACK {
            if at == 0 {
                break;
            }
            at -= 1;
            let name = self.tree.name(at);
            let is_around = self.tree.end(at) > control;
            if !is_around && is_hidden_control(self.tree, at) {
                continue;
            }
            if is_control(name) && !is_around || name == "form" && is_around {
                break;
            }
            if let Some(text) = self.tree.text(at) {
                let within = self.nearest(at, |n| is_control(n) || is_mute(n));
                if let Some(within) = within {
                    if is_hidden_control(self.tree, within) || is_mute(self.tree.name(within)) {
                        continue;
                    }
                    break;
                }
                if self.unseen[at] == Some(Unseen::NotShown) && self.unseen[control].is_none() {
                    continue;
                }
                if !text.trim().is_empty() {
                    // A different block than the words found so far.
                    if pieces.last().is_some_and(|last| self.is_parted(at, last)) {
                        break;
                    }
                }
                pieces.push(text);
                if pieces.iter().map(|p| p.len()).sum::<usize>() > MOST_LABEL {
                    break;
                }
            } else if is_block(name) && pieces.iter().any(|p| !p.trim().is_empty()) {
                break;
            }
        }
        let mut line = String::new();
        for piece in pieces.iter().rev() {
            add_words(&mut line, piece, MOST_LABEL);
        }
        line.trim().to_owned()
    }

    /// Whether a text ends a block of its own that the words behind it are not in.
    fn is_parted(&self, text: usize, behind: &str) -> bool {
        let end = self.tree.end(text);
        !behind.trim().is_empty()
            && self
                .tree
                .ancestors(text)
                .take(8)
                .take_while(|up| self.tree.end(*up) == end)
                .any(|up| is_block(self.tree.name(up)))
    }

    fn nearest(&self, node: usize, fits: impl Fn(&str) -> bool) -> Option<usize> {
        self.tree
            .ancestors(node)
            .take(4)
            .find(|up| fits(self.tree.name(*up)))
    }

    /// Of a cell in a table without words to its left: those of the cell above it.
    fn above_cell(&self, control: usize) -> String {
        let is_cell = |n: usize| matches!(self.tree.name(n), "td" | "th");
        let Some(cell) = self.tree.ancestors(control).take(8).find(|up| is_cell(*up)) else {
            return String::new();
        };
        let Some(row) = self
            .tree
            .parent(cell)
            .filter(|r| self.tree.name(*r) == "tr")
        else {
            return String::new();
        };
        let Some(body) = self.tree.parent(row) else {
            return String::new();
        };
        // The rows are brothers; the one before ends where this one, or blanks, begin.
        let column = self
            .children(row)
            .filter(|c| is_cell(*c))
            .position(|c| c == cell);
        let Some(above) = self.row_before(row, body) else {
            return String::new();
        };
        let has_controls = self
            .tree
            .inside(above)
            .take(MOST_BACK)
            .any(|n| is_control(self.tree.name(n)) && !is_hidden_control(self.tree, n));
        match column.and_then(|c| self.children(above).filter(|c| is_cell(*c)).nth(c)) {
            Some(cell) if !has_controls => self.words_in(cell, MOST_LABEL),
            _ => String::new(),
        }
    }

    /// The row before one, in its table.
    fn row_before(&self, row: usize, body: usize) -> Option<usize> {
        let mut at = row;
        for _ in 0..MOST_BACK {
            at = at.checked_sub(1).filter(|n| *n > body)?;
            if self.tree.name(at) == "tr" && self.tree.nodes.get(at)?.parent == body {
                return Some(at);
            }
        }
        // A table with its head in a body of its own.
        None
    }

    /// What stands directly in an element, no more than some.
    pub fn children(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.tree.end(node);
        let first = (node + 1 < end).then_some(node + 1);
        std::iter::successors(first, move |at| {
            let next = self.tree.end(*at);
            (next < end).then_some(next)
        })
        .take(MOST_BACK)
    }
}

/// Whether it is a control that a person never sees.
fn is_hidden_control(tree: &Tree, node: usize) -> bool {
    tree.name(node) == "input"
        && tree
            .value(node, "type")
            .trim()
            .eq_ignore_ascii_case("hidden")
}

/// Words that mark a field as required, in lower case, as they stand in brackets or beside a label.
const MARKS: &[&str] = &[
    "required",
    "required field",
    "mandatory",
    "verplicht",
    "verplicht veld",
    "vereist",
    "obligatoire",
    "champ obligatoire",
    "requis",
    "champ requis",
    "pflichtfeld",
    "pflichtangabe",
    "erforderlich",
    "pflicht",
    "obligatorio",
    "campo obligatorio",
    "requerido",
    "obbligatorio",
    "campo obbligatorio",
    "påkrævet",
];
/// Words that mark it as not.
const SPARED: &[&str] = &[
    "optional",
    "optioneel",
    "niet verplicht",
    "facultatif",
    "optionnel",
    "freiwillig",
    "optional field",
    "opcional",
    "facoltativo",
    "valgfri",
    "not required",
];

/// A label without marks of being required, and whether it had one.
pub fn unmarked(label: &str) -> (String, bool) {
    let mut text = label.trim();
    let mut marked = false;
    loop {
        let before = text;
        text = text.trim().trim_end_matches([':', '\u{a0}']).trim();
        if let Some(rest) = text.strip_suffix(['*', '\u{2217}', '\u{ff0a}', '\u{2731}']) {
            (text, marked) = (rest, true);
        }
        if let Some(rest) = text.strip_prefix(['*', '\u{2217}', '\u{ff0a}', '\u{2731}']) {
            (text, marked) = (rest, true);
        }
        if let Some((rest, word)) = bracketed(text) {
            let word = word.trim().to_lowercase();
            if MARKS.contains(&word.as_str()) || word == "*" {
                (text, marked) = (rest, true);
            } else if SPARED.contains(&word.as_str()) {
                text = rest;
            }
        }
        if text == before {
            break;
        }
    }
    // Beside it, without brackets: "Name required".
    let low = text.to_lowercase();
    for word in MARKS {
        let ends = low
            .strip_suffix(word)
            .filter(|rest| rest.ends_with([' ', '-', ',', ':']) || rest.is_empty());
        // Lower case of another length is of another script.
        if let Some(rest) = ends.filter(|_| low.len() == text.len())
            && !SPARED.iter().any(|spared| low.ends_with(spared))
            && text.is_char_boundary(rest.len())
        {
            let rest = text[..rest.len()].trim_end_matches([' ', '-', ',', ':', '*']);
            // A whole sentence is about something else.
            if rest.len() < 60 {
                return (rest.trim().to_owned(), true);
            }
        }
    }
    (text.trim().to_owned(), marked)
}

/// A text that ends in brackets: what stands before them and in them.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let (open, close) = match text.chars().last()? {
        ')' => ('(', ')'),
        ']' => ('[', ']'),
        _ => return None,
    };
    let inner = text.strip_suffix(close)?;
    let at = inner.rfind(open)?;
    Some((&text[..at], &inner[at + 1..]))
}
