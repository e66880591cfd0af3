//! Marks that a page's source sets on what is wrong: `aria-invalid`, classes of errors, alerts. Read off the
//! tags in one pass, for these are attributes that no form needs.

use std::collections::BTreeSet;

/// No more of a page is looked at.
const MOST: usize = 2_000_000;
/// No more marks of a kind are kept.
const MOST_MARKS: usize = 50;
/// No more of a message is kept.
const MOST_TEXT: usize = 300;

/// What a page marks as wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Names, or else ids, of fields.
    pub fields: BTreeSet<String>,
    /// What stands in elements that are there for errors.
    pub texts: BTreeSet<String>,
}

impl Marks {
    /// The marks of a page.
    pub(super) fn read(html: &str) -> Self {
        let html = &html[..html.floor_char_boundary(MOST)];
        let mut marks = Self::default();
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            rest = &rest[at + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
                continue;
            }
            if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            let (tag, behind) = Tag::read(rest);
            rest = behind;
            match tag.name.as_str() {
                "script" | "style" | "template" => rest = past_end(rest, &tag.name),
                "input" | "select" | "textarea" => marks.field(&tag),
                _ => marks.element(&tag, rest),
            }
        }
        marks
    }

    /// What is marked here and was not marked there.
    pub(super) fn beyond(&self, before: &Self) -> Self {
        Self {
            fields: self.fields.difference(&before.fields).cloned().collect(),
            texts: self.texts.difference(&before.texts).cloned().collect(),
        }
    }

    /// Whether nothing is marked.
    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.texts.is_empty()
    }

    fn field(&mut self, tag: &Tag) {
        let marked = tag
            .get("aria-invalid")
            .is_some_and(|v| !matches!(v, "" | "false"))
            || tag.classes(&[
                "error",
                "invalid",
                "is-invalid",
                "has-error",
                "wpcf7-not-valid",
                "input-error",
                "field-error",
                "is-danger",
            ]);
        let name = tag
            .get("name")
            .or_else(|| tag.get("id"))
            .unwrap_or_default();
        if marked && !name.is_empty() && self.fields.len() < MOST_MARKS {
            self.fields.insert(name.chars().take(100).collect());
        }
    }

    fn element(&mut self, tag: &Tag, behind: &str) {
        const ERRORS: &[&str] = &[
            "error",
            "errors",
            "errorlist",
            "error-message",
            "errormessage",
            "error_message",
            "field-error",
            "field-validation-error",
            "form-error",
            "form-errors",
            "help-block-error",
            "invalid-feedback",
            "has-error",
            "is-error",
            "alert-danger",
            "alert-error",
            "message-error",
            "messages-error",
            "validation-error",
            "validation-summary-errors",
            "wpcf7-not-valid-tip",
            "gfield_validation_message",
            "parsley-error",
            "parsley-errors-list",
            "ui-state-error",
            "notice-error",
            "flash-error",
        ];
        if !tag.classes(ERRORS) || tag.is_hidden() || self.texts.len() >= MOST_MARKS {
            return;
        }
        let text = text_of(behind, &tag.name);
        if !text.is_empty() {
            self.texts.insert(text);
        }
    }
}

/// A start tag.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// Reads one behind its `<`, and gives what stands behind it.
    fn read(text: &str) -> (Self, &str) {
        let end = text
            .find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/')
            .unwrap_or(text.len());
        let mut tag = Self {
            name: text[..end].to_ascii_lowercase(),
            attributes: Vec::new(),
        };
        let mut rest = &text[end..];
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return (tag, rest);
            }
            if let Some(behind) = rest.strip_prefix('>') {
                return (tag, behind);
            }
            let stop = |c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/');
            // An attribute may begin with `=`.
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let end = rest[first..].find(stop).map_or(rest.len(), |at| at + first);
            let name = rest[..end].to_ascii_lowercase();
            rest = rest[end..].trim_start();
            let mut value = "";
            if let Some(behind) = rest.strip_prefix('=') {
                (value, rest) = quoted(behind.trim_start());
            }
            if tag.attributes.len() < MOST_MARKS {
                tag.attributes.push((name, value.to_owned()));
            }
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    fn classes(&self, wanted: &[&str]) -> bool {
        self.get("class").is_some_and(|classes| {
            classes
                .split_ascii_whitespace()
                .any(|class| wanted.iter().any(|w| class.eq_ignore_ascii_case(w)))
        })
    }

    fn is_hidden(&self) -> bool {
        let style: String = self
            .get("style")
            .unwrap_or_default()
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        self.get("hidden").is_some() || style.to_ascii_lowercase().contains("display:none")
    }
}

/// The value of an attribute, and what stands behind it.
fn quoted(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    let end = text
        .find(|c: char| c.is_ascii_whitespace() || c == '>')
        .unwrap_or(text.len());
    text.split_at(end)
}

/// What stands behind the end tag of an element.
fn past_end<'h>(text: &'h str, name: &str) -> &'h str {
    let close = format!("</{name}");
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let here = from + at;
        let is_it = text
            .get(here..here + close.len())
            .is_some_and(|tag| tag.eq_ignore_ascii_case(&close));
        if is_it {
            return &text[here + close.len()..];
        }
        from = here + 2;
    }
    ""
}

/// The words of an element, up to the first end tag of its name, on one line.
fn text_of(behind: &str, name: &str) -> String {
    let close = format!("</{name}");
    let window = &behind[..behind.floor_char_boundary(MOST_TEXT * 4)];
    let mut text = String::new();
    let mut rest = window;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let tag = &rest[at..];
        let closes = tag
            .get(..close.len())
            .is_some_and(|tag| tag.eq_ignore_ascii_case(&close));
        if closes {
            rest = "";
            break;
        }
        text.push(' ');
        rest = tag.find('>').map_or("", |end| &tag[end + 1..]);
    }
    text.push_str(rest);
    let text = text
        .replace("&nbsp;", " ")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    let line: Vec<&str> = text.split_whitespace().collect();
    line.join(" ").chars().take(MOST_TEXT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_are_found_and_templates_are_not() {
        let marks = Marks::read(
            "<!-- <input aria-invalid=true name=c> --><p class='intro error-free'>x</p>\
             <script>'<input name=s class=error>'</script>\
             <input NAME=email aria-invalid=\"true\"><input name=ok aria-invalid=false>\
             <textarea id=msg class='field is-invalid'></textarea>\
             <ul class=\"errorlist x\"><li>This field is <b>required</b>.</li></ul>\
             <div class=alert-danger style='display: none'>hidden</div><div class=error> </div>",
        );
        let fields: Vec<_> = marks.fields.iter().map(String::as_str).collect();
        let texts: Vec<_> = marks.texts.iter().map(String::as_str).collect();
        assert_eq!(fields, ["email", "msg"]);
        assert_eq!(texts, ["This field is required ."]);
        assert!(marks.beyond(&marks).is_empty());
        assert_eq!(marks.beyond(&Marks::default()), marks);
    }

    proptest! {
        #[test]
        fn any_source_is_read(html in "[<>a-c=\"' /!-]{0,200}|\\PC{0,200}") {
            let _ = Marks::read(&html);
        }
    }

    #[test]
    fn a_hostile_page_takes_no_longer_than_its_length() {
        for part in [
            "<script>",
            "<div class=error>",
            "<a b='",
            "</",
            "<!--",
            "<p =",
        ] {
            let _ = Marks::read(&part.repeat(300_000));
        }
    }
}
