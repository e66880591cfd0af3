//! Markdown, as CI servers and chats show it (GitHub's flavour).

use std::fmt::Write;

/// Text from outside as it may stand anywhere in Markdown: on one line, with no meaning of its own.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => safe.push(' '),
            c if c.is_control() => {}
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '!' | '~' | '$' => {
                safe.push('\\');
                safe.push(character);
            }
            c => safe.push(c),
        }
    }
    safe
}

/// A row of a table from cells that are escaped.
pub fn row(cells: impl IntoIterator<Item = String>) -> String {
    let mut line = String::from("|");
    for cell in cells {
        let _ = write!(line, " {cell} |");
    }
    line.push('\n');
    line
}

/// The line below a table's head; numbers stand at the right.
pub fn rule(are_numbers: impl IntoIterator<Item = bool>) -> String {
    row(are_numbers
        .into_iter()
        .map(|is_number| if is_number { "---:" } else { "---" }.to_owned()))
}
