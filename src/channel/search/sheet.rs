//! What a searching visitor sees of a page: what it says, under which headings; where it leads; where its
//! search is.

use super::searchbox::{Draft, SearchBox};
use super::software;
use super::structured;
use super::tags::{Piece, Pieces, Tag, resolved};
use url::Url;

/// No more of a page is read, in bytes; nor more of its links, its sections, and the paragraphs of one.
const MOST: usize = 2_000_000;
const MOST_LINKS: usize = 3_000;
const MOST_SECTIONS: usize = 3_000;
const MOST_BLOCKS: usize = 400;
/// No longer paragraph, heading, or structured data is kept.
const LONGEST_BLOCK: usize = 4_000;
const LONGEST_HEADING: usize = 300;
const LONGEST_DATA: usize = 1_000_000;
/// Elements are looked for so far up when one ends.
const REACH: usize = 32;
/// A question and what it is told by: no longer paragraph is a heading because it asks.
const LONGEST_QUESTION: usize = 220;

/// A heading and what stands under it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Section {
    /// The heading itself.
    pub heading: String,
    /// The headings above that.
    pub above: String,
    /// The paragraphs.
    pub blocks: Vec<String>,
    /// Whether it is a question with its answer, marked so or built so.
    pub asked: bool,
    /// Whether it says in structured data that it is.
    pub marked: bool,
    /// Where its heading leads, if that is a link to another page.
    pub leads: Option<usize>,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Anchor {
    /// Where it leads.
    pub address: Url,
    /// What stands on it.
    pub text: String,
    /// Whether it stands in what all pages of a site have in common.
    pub chrome: bool,
    /// The section whose heading it is, or in which it stands.
    pub section: usize,
}

/// A page.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// Where it stood.
    pub address: Url,
    /// Its title.
    pub title: String,
    /// What it says.
    pub sections: Vec<Section>,
    /// Where it leads, each place once.
    pub links: Vec<Anchor>,
    /// Its searches.
    pub boxes: Vec<SearchBox>,
    /// Where its search is described (`OpenSearch`).
    pub described: Option<Url>,
    /// The self-service software that shows; empty for none.
    pub software: &'static str,
    /// Whether it asks for a password.
    pub locked: bool,
    /// All its words, roughly.
    pub length: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Text,
    Heading(u8),
    Asked,
    /// Nothing: what was asked is answered here.
    End,
}

struct Element {
    name: String,
    chrome: bool,
    /// The kind of what stands directly in it.
    kind: Option<Kind>,
    /// Within a `Question` of schema.org.
    question: bool,
}

#[derive(Default)]
struct Buffer {
    text: String,
    linked: usize,
    bold: usize,
    /// The first link in it that leads to another page.
    link: Option<usize>,
}

struct Reader<'p> {
    base: Url,
    sheet: Sheet,
    stack: Vec<Element>,
    buffer: Buffer,
    /// Depth of the elements in which text is not read.
    muted: usize,
    anchor: Option<(Url, String, bool)>,
    bold: usize,
    headings: [String; 7],
    open: Section,
    open_is_asked: bool,
    form: Option<Draft>,
    data: Option<String>,
    pieces: Pieces<'p>,
    known: std::collections::HashSet<String>,
}

/// Reads a page; `address` is where it stood after all redirects. Takes time in proportion to its length.
pub(super) fn read(html: &str, address: &Url) -> Sheet {
    let html = &html[..html.floor_char_boundary(MOST)];
    let mut reader = Reader {
        base: address.clone(),
        sheet: Sheet {
            address: address.clone(),
            title: String::new(),
            sections: Vec::new(),
            links: Vec::new(),
            boxes: Vec::new(),
            described: None,
            software: "",
            locked: false,
            length: 0,
        },
        stack: Vec::new(),
        buffer: Buffer::default(),
        muted: 0,
        anchor: None,
        bold: 0,
        headings: Default::default(),
        open: Section::default(),
        open_is_asked: false,
        form: None,
        data: None,
        pieces: Pieces::new(html),
        known: std::collections::HashSet::new(),
    };
    reader.run();
    let mut sheet = reader.sheet;
    if sheet.software.is_empty() {
        sheet.software = software::of_address(&sheet.address);
    }
    sheet
}

impl Reader<'_> {
    fn run(&mut self) {
        let mut raw_of = "";
        while let Some(piece) = self.pieces.next() {
            match piece {
                Piece::Open(tag) => {
                    raw_of = match tag.name.as_str() {
                        "title" => "title",
                        "script" => "script",
                        _ => "",
                    };
                    self.open(&tag);
                }
                Piece::Close(name) => self.close(&name),
                Piece::Text(text) => self.text(text),
                Piece::Raw(text) => match raw_of {
                    "title" if self.sheet.title.is_empty() => {
                        self.sheet.title = one_line(&resolved(text), LONGEST_HEADING);
                    }
                    "script" => self.script(text),
                    _ => {}
                },
            }
        }
        self.flush();
        self.end_section();
    }

    fn chrome(&self) -> bool {
        self.stack.last().is_some_and(|e| e.chrome)
    }

    fn open(&mut self, tag: &Tag<'_>) {
        let name = tag.name.as_str();
        match name {
            "base" => {
                if let Some(url) = tag.get("href").and_then(|href| self.base.join(&href).ok()) {
                    self.base = url;
                }
                return;
            }
            "meta" => {
                let is_generator = tag
                    .get("name")
                    .is_some_and(|n| n.eq_ignore_ascii_case("generator"));
                if is_generator && let Some(content) = tag.get("content") {
                    self.note_software(&content);
                }
                return;
            }
            "link" => return self.link_element(tag),
            "input" | "select" | "option" | "button" | "form" | "textarea" => self.control(tag),
            "img" => {
                // A picture's words are what a link with nothing else says.
                if self.anchor.is_some()
                    && let Some(alt) = tag.get("alt")
                {
                    self.add_text(&alt);
                }
                return;
            }
            "script" | "iframe" => {
                if let Some(src) = tag.get("src") {
                    self.note_software(&src);
                }
                if name == "script" {
                    let is_data = tag
                        .get("type")
                        .is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json"));
                    self.data = is_data.then(String::new);
                    return;
                }
            }
            "br" => {
                if self.buffer.text.ends_with('\n') {
                    self.flush();
                } else if !self.buffer.text.is_empty() {
                    self.buffer.text.push('\n');
                }
                return;
            }
            "hr" => return self.flush(),
            "td" | "th" if !self.buffer.text.trim().is_empty() => self.buffer.text.push_str(" | "),
            "a" => self.open_link(tag),
            "b" | "strong" => self.bold += 1,
            _ => {}
        }
        if VOID.contains(&name) {
            return;
        }
        if is_block(name) {
            self.flush();
            // These end themselves where the next begins.
            if matches!(name, "p" | "li" | "dt" | "dd" | "tr") {
                self.end_like(name);
            }
        }
        if MUTED.contains(&name) {
            self.muted += 1;
        }
        let element = self.element(tag);
        self.stack.push(element);
    }

    fn element(&self, tag: &Tag<'_>) -> Element {
        let name = tag.name.as_str();
        let parent = self.stack.last();
        let marks = [tag.get("class"), tag.get("id")];
        let has_mark = |list: &[&str]| {
            marks.iter().flatten().any(|mark| {
                mark.split(|c: char| !c.is_ascii_alphanumeric())
                    .any(|word| list.iter().any(|known| word.eq_ignore_ascii_case(known)))
            })
        };
        let role = tag.get("role").unwrap_or_default();
        let in_content = self
            .stack
            .iter()
            .rev()
            .take(REACH)
            .any(|e| matches!(e.name.as_str(), "main" | "article" | "section"));
        let chrome = parent.is_some_and(|p| p.chrome)
            || matches!(name, "nav" | "footer" | "aside")
            || (name == "header" && !in_content)
            || matches!(
                &*role,
                "navigation"
                    | "contentinfo"
                    | "banner"
                    | "complementary"
                    | "menu"
                    | "menubar"
                    | "dialog"
            )
            || (name != "body" && name != "html" && name != "main" && has_mark(CHROME));
        let type_of = tag.get("itemtype").unwrap_or_default();
        let question = type_of.ends_with("schema.org/Question")
            || parent.is_some_and(|p| p.question && !type_of.ends_with("/Answer"));
        let inherited = parent.and_then(|p| p.kind).filter(|_| !is_block(name));
        let heading = |level: u8| Some(Kind::Heading(level));
        let kind = match name {
            "h1" => heading(1),
            "h2" => heading(2),
            "h3" => heading(3),
            "h4" => heading(4),
            "h5" => heading(5),
            "h6" => heading(6),
            "summary" | "dt" => Some(Kind::Asked),
            _ if tag.get("role").is_some_and(|r| r == "heading") => {
                let level = tag
                    .get("aria-level")
                    .and_then(|l| l.parse().ok())
                    .unwrap_or(3);
                heading(level)
            }
            _ if matches!(inherited, Some(Kind::Heading(_))) => inherited,
            _ if question && tag.get("itemprop").is_some_and(|p| p == "name") => Some(Kind::Asked),
            _ if tag.has("aria-expanded") && tag.has("aria-controls") => Some(Kind::Asked),
            "button" if tag.has("aria-expanded") => Some(Kind::Asked),
            _ if has_mark(ASKED) && !has_mark(LISTS) => {
                Some(Kind::Asked).filter(|_| !tag.has("itemscope"))
            }
            _ => inherited,
        };
        Element {
            name: tag.name.clone(),
            chrome,
            kind,
            question,
        }
    }

    fn close(&mut self, name: &str) {
        if name == "script" {
            if let Some(data) = self.data.take() {
                self.structured(&data);
            }
            return;
        }
        if matches!(name, "style" | "title" | "textarea")
            && self.stack.last().is_none_or(|e| e.name != name)
        {
            return;
        }
        if name == "form" {
            self.end_form();
        }
        if is_block(name) {
            self.flush();
        }
        self.end_like(name);
    }

    /// Ends the nearest element of a name, and what stands in it.
    fn end_like(&mut self, name: &str) {
        let found = self
            .stack
            .iter()
            .rev()
            .take(REACH)
            .position(|e| e.name == name);
        let Some(up) = found else { return };
        // A paragraph does not end with what stands around its list or table.
        if matches!(name, "p" | "li" | "dt" | "dd" | "tr")
            && self
                .stack
                .iter()
                .rev()
                .take(up)
                .any(|e| HOLDS.contains(&e.name.as_str()))
        {
            return;
        }
        for _ in 0..=up {
            let Some(element) = self.stack.pop() else {
                return;
            };
            match element.name.as_str() {
                "a" => self.close_link(),
                "b" | "strong" => self.bold = self.bold.saturating_sub(1),
                "details" | "dl" => {
                    self.flush();
                    self.add(Kind::End, &Buffer::default());
                }
                name if MUTED.contains(&name) => self.muted = self.muted.saturating_sub(1),
                _ => {}
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.muted == 0 {
            self.add_text(&resolved(text));
        }
    }

    fn add_text(&mut self, text: &str) {
        let before = self.buffer.text.len();
        if before > LONGEST_BLOCK {
            return;
        }
        let text = &text[..text.floor_char_boundary(LONGEST_BLOCK)];
        if text.starts_with(char::is_whitespace) {
            self.space();
        }
        for (n, word) in text.split_whitespace().enumerate() {
            if n > 0 {
                self.space();
            }
            self.buffer.text.push_str(word);
        }
        if text.ends_with(char::is_whitespace) {
            self.space();
        }
        let added = self.buffer.text.len() - before;
        if self.bold > 0 {
            self.buffer.bold += added;
        }
        if let Some((_, said, _)) = &mut self.anchor {
            if said.len() < LONGEST_HEADING {
                said.push_str(text);
                said.push(' ');
            }
            self.buffer.linked += added;
        }
    }

    fn space(&mut self) {
        let text = &mut self.buffer.text;
        if !(text.is_empty() || text.ends_with([' ', '\n'])) {
            text.push(' ');
        }
    }

    /// Ends a paragraph.
    fn flush(&mut self) {
        let mut buffer = std::mem::take(&mut self.buffer);
        let text = buffer.text.trim().trim_end_matches('|').trim_end();
        if text.is_empty() {
            return;
        }
        let length = text.len();
        buffer.text = String::from(text);
        self.sheet.length += length;
        let kind = self.stack.last().and_then(|e| e.kind);
        let kind = match kind {
            Some(kind) => kind,
            None if Self::is_question(&buffer) || Self::is_caption(&buffer) => Kind::Asked,
            None => Kind::Text,
        };
        if self.chrome() {
            return;
        }
        self.add(kind, &buffer);
    }

    /// A short paragraph that only asks is the heading of its answer.
    fn is_question(buffer: &Buffer) -> bool {
        let text = &buffer.text;
        text.len() <= LONGEST_QUESTION
            && text.ends_with('?')
            && !text[..text.len() - 1].contains(['.', '!', '?'])
    }

    /// So is one that is bold, or a link, from end to end.
    fn is_caption(buffer: &Buffer) -> bool {
        let length = buffer.text.len();
        length <= LONGEST_QUESTION
            && !buffer.text.ends_with(['.', '!', ','])
            && (buffer.bold + 2 >= length || (buffer.linked + 2 >= length && buffer.link.is_some()))
    }

    fn add(&mut self, kind: Kind, buffer: &Buffer) {
        match kind {
            Kind::Text => {
                if self.open.blocks.len() < MOST_BLOCKS {
                    let text = buffer.text.replace('\n', " ");
                    self.open.blocks.push(text);
                }
            }
            Kind::Heading(level) => {
                self.end_section();
                let level = usize::from(level.clamp(1, 6));
                for lower in &mut self.headings[level..] {
                    lower.clear();
                }
                let heading = one_line(&buffer.text, LONGEST_HEADING);
                self.open = Section {
                    above: self.above(level),
                    asked: heading.ends_with('?'),
                    heading: heading.clone(),
                    leads: buffer.link,
                    ..Section::default()
                };
                self.headings[level] = heading;
            }
            Kind::Asked => {
                self.end_section();
                self.open_is_asked = true;
                let marked = self.stack.last().is_some_and(|e| e.question);
                self.open = Section {
                    heading: one_line(&buffer.text, LONGEST_HEADING),
                    above: self.above(self.headings.len()),
                    asked: true,
                    marked,
                    leads: buffer.link,
                    ..Section::default()
                };
            }
            Kind::End => {
                if self.open_is_asked {
                    self.end_section();
                    let last = self.headings.iter().rev().find(|h| !h.is_empty());
                    self.open = Section {
                        above: last.cloned().unwrap_or_default(),
                        ..Section::default()
                    };
                }
            }
        }
    }

    fn above(&self, level: usize) -> String {
        let above: Vec<&str> = self.headings[1..level]
            .iter()
            .filter(|h| !h.is_empty())
            .map(String::as_str)
            .collect();
        above.join(" / ")
    }

    fn end_section(&mut self) {
        self.open_is_asked = false;
        let section = std::mem::take(&mut self.open);
        let is_worth = !section.heading.is_empty() || !section.blocks.is_empty();
        if is_worth && self.sheet.sections.len() < MOST_SECTIONS {
            self.sheet.sections.push(section);
        }
    }

    fn open_link(&mut self, tag: &Tag<'_>) {
        let Some(href) = tag.get("href") else { return };
        let href = href.trim();
        if href.is_empty() || href.starts_with('#') || href.len() > 1_000 {
            return;
        }
        let Ok(mut url) = self.base.join(href) else {
            return;
        };
        if !matches!(url.scheme(), "http" | "https") {
            return;
        }
        url.set_fragment(None);
        if url == self.sheet.address {
            return;
        }
        let said = tag.get("aria-label").or(tag.get("title"));
        let said = said.map(|s| format!("{s} ")).unwrap_or_default();
        self.anchor = Some((url, said, self.chrome()));
    }

    fn close_link(&mut self) {
        let Some((address, text, chrome)) = self.anchor.take() else {
            return;
        };
        if self.sheet.links.len() >= MOST_LINKS || !self.known.insert(address.to_string()) {
            // The same place once more: it still is what the heading leads to.
            self.buffer.link = self
                .sheet
                .links
                .iter()
                .position(|l| l.address == address)
                .or(self.buffer.link)
                .filter(|_| self.sheet.links.len() < 200);
            return;
        }
        let nth = self.sheet.links.len();
        self.buffer.link.get_or_insert(nth);
        self.sheet.links.push(Anchor {
            address,
            text: one_line(&text, LONGEST_HEADING),
            chrome,
            section: self.sheet.sections.len(),
        });
    }

    fn link_element(&mut self, tag: &Tag<'_>) {
        let Some(href) = tag.get("href") else { return };
        let rel = tag.get("rel").unwrap_or_default().to_ascii_lowercase();
        let is_search = rel.split_whitespace().any(|word| word == "search");
        let kind = tag.get("type").unwrap_or_default();
        if is_search && kind.contains("opensearch") {
            self.sheet.described = self.base.join(&href).ok();
        } else {
            self.note_software(&href);
        }
    }

    fn control(&mut self, tag: &Tag<'_>) {
        if tag.name == "form" {
            self.end_form();
            self.form = Some(Draft::new(tag, &self.base));
            return;
        }
        let is_password = tag
            .get("type")
            .is_some_and(|t| t.eq_ignore_ascii_case("password"));
        self.sheet.locked |= is_password && tag.name == "input";
        if let Some(form) = &mut self.form {
            form.control(tag);
        }
    }

    fn end_form(&mut self) {
        if let Some(found) = self.form.take().and_then(Draft::finish)
            && self.sheet.boxes.len() < 8
            && !self.sheet.boxes.contains(&found)
        {
            self.sheet.boxes.push(found);
        }
    }

    fn script(&mut self, text: &str) {
        if let Some(data) = &mut self.data {
            data.push_str(&text[..text.floor_char_boundary(LONGEST_DATA)]);
        } else if self.sheet.software.is_empty() {
            self.note_software(&text[..text.floor_char_boundary(2_000)]);
        }
    }

    fn note_software(&mut self, text: &str) {
        if self.sheet.software.is_empty() {
            self.sheet.software = software::named(text);
        }
    }

    fn structured(&mut self, data: &str) {
        let found = structured::read(data, &self.base);
        for (question, answer) in found.answers {
            if self.sheet.sections.len() < MOST_SECTIONS {
                self.sheet.sections.push(Section {
                    heading: one_line(&question, LONGEST_HEADING),
                    above: self.sheet.title.clone(),
                    blocks: plain(&answer),
                    asked: true,
                    marked: true,
                    leads: None,
                });
            }
        }
        for found in found.boxes {
            if self.sheet.boxes.len() < 8 && !self.sheet.boxes.contains(&found) {
                self.sheet.boxes.push(found);
            }
        }
    }
}

/// The paragraphs of a piece of HTML, or of plain text.
fn plain(html: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut text = String::new();
    let mut end = |text: &mut String| {
        let line = one_line(text, LONGEST_BLOCK);
        if !line.is_empty() && blocks.len() < MOST_BLOCKS {
            blocks.push(line);
        }
        text.clear();
    };
    for piece in Pieces::new(html) {
        match piece {
            Piece::Text(part) => text.push_str(&resolved(part)),
            Piece::Open(tag) if is_block(&tag.name) || tag.name == "br" => end(&mut text),
            Piece::Close(name) if is_block(&name) => end(&mut text),
            _ => {}
        }
    }
    end(&mut text);
    blocks
}

/// A text on one line, not longer than so many bytes.
pub(super) fn one_line(text: &str, most: usize) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if line.len() + word.len() > most {
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "tr"
            | "section"
            | "article"
            | "main"
            | "aside"
            | "header"
            | "footer"
            | "nav"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "details"
            | "summary"
            | "blockquote"
            | "form"
            | "fieldset"
            | "figure"
            | "figcaption"
            | "pre"
            | "body"
            | "address"
            | "caption"
    )
}

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "title", "style", "script", "textarea", "html",
];
/// What stands in these is no text of the page.
const MUTED: &[&str] = &[
    "svg", "noscript", "template", "select", "iframe", "object", "video", "audio", "canvas", "math",
];
/// What may hold a paragraph inside a paragraph's element.
const HOLDS: &[&str] = &[
    "ul", "ol", "dl", "table", "div", "section", "article", "details", "td", "th",
];
/// Classes and ids of what all pages of a site have in common.
const CHROME: &[&str] = &[
    "nav",
    "navbar",
    "navigation",
    "menu",
    "footer",
    "cookie",
    "cookies",
    "cookiebar",
    "consent",
    "breadcrumb",
    "breadcrumbs",
    "newsletter",
    "sidebar",
    "related",
    "topbar",
    "skip",
    "gdpr",
    "onetrust",
    "social",
    "share",
    "pagination",
    "megamenu",
    "cookiebanner",
    "usercentrics",
    "feedback",
    "vote",
];
/// Classes of the questions of a list of questions and answers.
const ASKED: &[&str] = &["question", "vraag", "frage", "accordion__title", "faqtitle"];
/// Classes with the same words that are the list, or the answer.
const LISTS: &[&str] = &[
    "answer",
    "answers",
    "list",
    "questions",
    "wrapper",
    "container",
    "item",
    "items",
    "body",
    "content",
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sheet(html: &str) -> Sheet {
        read(html, &Url::parse("https://acme.example/help/").unwrap())
    }

    fn said(html: &str) -> Vec<(String, String)> {
        let sections = sheet(html).sections;
        sections
            .into_iter()
            .map(|s| (s.heading, s.blocks.join(" / ")))
            .collect()
    }

    fn pair(heading: &str, text: &str) -> (String, String) {
        (heading.to_owned(), text.to_owned())
    }

    #[test]
    fn headings_lists_of_questions_and_tables_hold_what_is_below_them() {
        let html = "<title>A &amp; B</title><nav>Home <a href=/x>X</a></nav><h1>Help</h1><p>Hello<p>there<h2>Post</h2>\
            <table><tr><th>What<th>Price</tr><tr><td>Letter<td>&pound;1</table>\
            <details><summary>Is it free?</summary><div>Yes.</div></details><p>Below</p>\
            <dl><dt>When?<dd>Soon.<dt>Where<dd>Here.</dl>\
            <div class=accordion><h3><button aria-expanded=false>Why?</button></h3><div hidden><p>Because.</p></div></div>\
            <p><strong>How</strong></p><p>So.</p><p>Who asks?</p><p>I.</p><footer>End</footer>";
        assert_eq!(sheet(html).title, "A & B");
        assert_eq!(
            said(html),
            [
                pair("Help", "Hello / there"),
                pair("Post", "What | Price / Letter | £1"),
                pair("Is it free?", "Yes."),
                pair("", "Below"),
                pair("When?", "Soon."),
                pair("Where", "Here."),
                pair("Why?", "Because."),
                pair("How", "So."),
                pair("Who asks?", "I."),
            ]
        );
    }

    #[test]
    fn structured_answers_and_links_are_seen() {
        let html = r##"<script type="application/ld+json">{"@type":"FAQPage","mainEntity":[{"@type":"Question","name":"A?","acceptedAnswer":{"text":"<p>B</p>C"}}]}</script>
            <a href="#x">here</a><a href="/a#b">One</a><a href="/a">Two</a><footer><a href="mailto:x@y">m</a><a href="//z.example/">Z</a></footer>"##;
        let sheet = sheet(html);
        assert_eq!(
            (sheet.sections[0].heading.as_str(), sheet.sections[0].marked),
            ("A?", true)
        );
        assert_eq!(sheet.sections[0].blocks, ["B", "C"]);
        let links: Vec<_> = sheet
            .links
            .iter()
            .map(|l| (l.address.as_str(), l.text.as_str(), l.chrome))
            .collect();
        assert_eq!(
            links,
            [
                ("https://acme.example/a", "One", false),
                ("https://z.example/", "Z", true)
            ]
        );
    }

    proptest! {
        #[test]
        fn any_page_is_read(html in "(</?(p|div|a href=/x|h[1-6]|details|summary|dl|dt|dd|table|tr|td|form|input name=q|button aria-expanded|script|title|b)>?|[ a-z?.é&;]{0,9}){0,60}") {
            let sheet = sheet(&html);
            let particulars = crate::model::Particulars { question: "How long?".to_owned(), topic: html.clone(), ..Default::default() };
            let ask = super::super::Ask::new(&particulars);
            let studied = super::super::passage::Studied::new(&sheet, ask.language);
            let _ = super::super::passage::answers(&sheet, &studied, &ask);
            let _ = super::super::query::queries(&particulars);
        }
    }
}
