//! HTML -> lines of text, in one pass, without a tree. What a mail program marks as quoted comes out
//! behind `> `, what it marks as signature below `-- `, so that one set of rules cuts plain and HTML
//! mail alike.

use mail_parser::decoders::html::add_html_token;

/// Elements within quotes are counted no deeper than this.
const DEPTH: usize = 100;

/// Classes and ids of the elements in which mail programs put what they quote.
const QUOTED: &[&str] = &[
    "gmail_quote",
    "gmail_attr",
    "gmail_extra",
    "yahoo_quoted",
    "yahoo-quoted",
    "moz-cite-prefix",
    "moz-email-headers",
    "zmail_extra",
    "protonmail_quote",
    "tutanota_quote",
    "outlookmessageheader",
    "zd-comment-history",
    "freshdesk_quote",
    "hs_reply_quote",
    "intercom-quote",
    "wrotetext",
];
/// Those after which everything is quoted.
const ORIGINAL: &[&str] = &[
    "divrplyfwdmsg",
    "appendonsend",
    "mail-editor-reference-message-container",
    "mail-editor-quoted",
    "ms-outlook-mobile-reference-message",
    "olk_src_body_section",
    "quoted_header",
];
/// Those that hold a signature.
const SIGNATURE: &[&str] = &[
    "gmail_signature",
    "moz-signature",
    "protonmail_signature",
    "ms-outlook-mobile-signature",
    "applemailsignature",
    "zmail_signature",
];

/// Renders HTML as text.
pub fn to_text(html: &str) -> String {
    let mut writer = Writer::default();
    let bytes = html.as_bytes();
    let mut at = 0;
    // A `<` without its `>` is text; looked for once only, or a hostile text would cost its square.
    let mut tags_left = true;
    while at < bytes.len() {
        let next = bytes[at..]
            .iter()
            .position(|&b| b == b'<')
            .map_or(bytes.len(), |n| at + n);
        writer.text(&html[at..next]);
        at = next;
        if at >= bytes.len() {
            break;
        }
        let opens = bytes
            .get(at + 1)
            .is_some_and(|b| b.is_ascii_alphabetic() || b"/!?".contains(b));
        if !opens || !tags_left {
            writer.text("<");
            at += 1;
            continue;
        }
        if bytes[at..].starts_with(b"<!--") {
            at = html[at + 4..]
                .find("-->")
                .map_or(bytes.len(), |n| at + n + 7);
            continue;
        }
        let Some(length) = bytes[at..].iter().position(|&b| b == b'>') else {
            tags_left = false;
            continue;
        };
        let tag = &html[at + 1..at + length];
        at += length + 1;
        at = writer.tag(tag, html, at);
    }
    writer.finish()
}

#[derive(Default)]
struct Writer {
    out: String,
    line: String,
    /// Open quotes: the element's name and how many of that name are open within.
    quotes: Vec<(String, usize)>,
    hidden: Option<(String, usize)>,
    pre: usize,
    blank: bool,
}

impl Writer {
    fn text(&mut self, text: &str) {
        if self.hidden.is_some() || text.is_empty() {
            return;
        }
        let mut rest = text;
        while let Some(amp) = rest.find('&') {
            self.plain(&rest[..amp]);
            rest = &rest[amp..];
            let end = rest.bytes().take(12).position(|b| b == b';');
            if let Some(end) = end {
                let mut decoded = String::new();
                if &rest[..=end] == "&nbsp;" || &rest[..=end] == "&#160;" {
                    decoded.push(' ');
                } else {
                    add_html_token(&mut decoded, &rest.as_bytes()[..=end], false);
                }
                self.line.push_str(&decoded.replace('\u{a0}', " "));
                rest = &rest[end + 1..];
            } else {
                self.line.push('&');
                rest = &rest[1..];
            }
        }
        self.plain(rest);
    }

    fn plain(&mut self, text: &str) {
        for c in text.chars() {
            if c == '\n' && self.pre > 0 {
                self.end_line();
            } else if c.is_whitespace() {
                if self.pre > 0 || !(self.line.is_empty() || self.line.ends_with(' ')) {
                    self.line.push(' ');
                }
            } else if !matches!(
                c,
                '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{34f}'
            ) {
                self.line.push(c);
            }
        }
    }

    fn end_line(&mut self) {
        let line = self.line.trim_end();
        if line.trim().is_empty() {
            self.line.clear();
            return;
        }
        if self.blank && !self.out.is_empty() {
            if !self.quotes.is_empty() {
                self.out.push('>');
            }
            self.out.push('\n');
        }
        self.blank = false;
        if !self.quotes.is_empty() {
            self.out.push_str("> ");
        }
        self.out.push_str(line);
        self.out.push('\n');
        self.line.clear();
    }

    fn own_line(&mut self, line: &str) {
        self.end_line();
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// Takes a tag in; returns where the text goes on.
    fn tag(&mut self, tag: &str, html: &str, at: usize) -> usize {
        let (closing, body) = match tag.strip_prefix('/') {
            Some(body) => (true, body),
            None => (false, tag),
        };
        let end = body
            .find(|c: char| c.is_whitespace() || c == '/')
            .unwrap_or(body.len());
        let mut name = body[..end].to_ascii_lowercase();
        name.truncate(name.floor_char_boundary(20));
        let void = matches!(
            name.as_str(),
            "br" | "img" | "hr" | "meta" | "link" | "input" | "col" | "wbr" | "base"
        ) || tag.ends_with('/');
        if let Some((hidden, count)) = &mut self.hidden {
            if *hidden == name && !void {
                if closing {
                    *count -= 1;
                    if *count == 0 {
                        self.hidden = None;
                    }
                } else {
                    *count += 1;
                }
            }
            return at;
        }
        if !closing
            && matches!(
                name.as_str(),
                "style" | "script" | "title" | "svg" | "template"
            )
        {
            let close = format!("</{name}");
            return skip_past(html, at, &close);
        }
        self.block(&name, closing);
        if void {
            return at;
        }
        let attributes = if closing { "" } else { &body[end..] };
        self.nest(&name, closing, attributes);
        at
    }

    /// What a tag does to the lines.
    fn block(&mut self, name: &str, closing: bool) {
        match name {
            "br" => {
                if self.line.trim().is_empty() {
                    self.blank = true;
                }
                self.end_line();
            }
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "table"
            | "blockquote" | "hr" | "pre" => {
                self.end_line();
                self.blank = true;
                if name == "pre" {
                    self.pre = usize::from(!closing);
                }
            }
            "div" | "tr" | "section" | "article" | "header" | "footer" | "dl" | "dd" | "dt"
            | "center" | "body" | "fieldset" => self.end_line(),
            "li" => {
                self.end_line();
                if !closing {
                    self.line.push_str("- ");
                }
            }
            "td" | "th" if !(self.line.is_empty() || self.line.ends_with(' ')) => {
                self.line.push(' ');
            }
            _ => {}
        }
    }

    /// Opens and closes quotes, hidden elements and signatures.
    fn nest(&mut self, name: &str, closing: bool, attributes: &str) {
        if closing {
            if let Some((open, count)) = self.quotes.last_mut()
                && open == name
            {
                *count -= 1;
                if *count == 0 {
                    self.end_line();
                    self.quotes.pop();
                }
            }
            return;
        }
        if name == "blockquote" {
            return self.quote(name);
        }
        if !attributes.is_empty() {
            let attributes = attributes[..attributes.floor_char_boundary(600)].to_ascii_lowercase();
            let has = |words: &[&str]| words.iter().any(|w| attributes.contains(w));
            let style: String = if attributes.contains("style") {
                attributes.chars().filter(|c| !c.is_whitespace()).collect()
            } else {
                String::new()
            };
            if style.contains("display:none") || style.contains("mso-hide:all") {
                self.hidden = Some((name.to_owned(), 1));
                return;
            }
            let named = attributes.contains("class")
                || attributes.contains("id=")
                || attributes.contains("data-");
            // Outlook rules off what it quotes by a line above its header block.
            let ruled = style.contains("border-top:solid#e1e1e1")
                || style.contains("border-top:solid#b5c4df");
            if ruled || named && has(ORIGINAL) {
                self.own_line("-----Original Message-----");
            } else if named && has(QUOTED) {
                return self.quote(name);
            } else if named && has(SIGNATURE) && self.quotes.is_empty() {
                self.own_line("-- ");
            }
        }
        if let Some((open, count)) = self.quotes.last_mut()
            && open == name
        {
            *count += 1;
        }
    }

    fn quote(&mut self, name: &str) {
        self.end_line();
        if self.quotes.len() < DEPTH {
            self.quotes.push((name.to_owned(), 1));
        }
    }

    fn finish(mut self) -> String {
        self.end_line();
        self.out
    }
}

/// The place behind the next closing tag, or the end.
fn skip_past(html: &str, from: usize, close: &str) -> usize {
    let bytes = html.as_bytes();
    let mut at = from;
    while let Some(n) = bytes[at..].iter().position(|&b| b == b'<') {
        at += n;
        if bytes[at..]
            .get(..close.len())
            .is_some_and(|tag| tag.eq_ignore_ascii_case(close.as_bytes()))
        {
            return bytes[at..]
                .iter()
                .position(|&b| b == b'>')
                .map_or(bytes.len(), |n| at + n + 1);
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::to_text;

    #[test]
    fn blocks_become_lines_and_entities_characters() {
        let html = "<html><head><style>p{x}</style><title>t</title></head><body><p>Dear&nbsp;Anna,</p>\n<p>caf&eacute; &amp; 5&nbsp;&euro;<br>next &#x27;a&#39; 1 < 2</p><ul><li>one<li>two</ul><!-- no --></body>";
        assert_eq!(
            to_text(html),
            "Dear Anna,\n\ncafé & 5 €\nnext 'a' 1 < 2\n\n- one\n- two\n"
        );
    }

    #[test]
    fn quotes_signatures_and_hidden_text_are_marked() {
        let html = "<div style=\"display: none\">peek<div>a</div></div><div>Yes.</div><div class=\"gmail_signature\">Jo</div><div class=\"gmail_quote\"><div>On Monday wrote:</div><blockquote>old<div>older</div></blockquote></div><div>inline</div><div id=\"divRplyFwdMsg\">From: x</div>";
        assert_eq!(
            to_text(html),
            "Yes.\n-- \nJo\n> On Monday wrote:\n>\n> old\n> older\n\ninline\n-----Original Message-----\nFrom: x\n"
        );
    }

    #[test]
    fn unclosed_things_end_with_the_text() {
        assert_eq!(to_text("a<script>b"), "a\n");
        assert_eq!(to_text("a<!-- b"), "a\n");
        assert_eq!(to_text("a <b"), "a <b\n");
        let hostile = "<a".repeat(200_000);
        assert_eq!(to_text(&hostile).len(), hostile.len() + 1);
    }
}
