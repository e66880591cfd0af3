//! HTML -> lines of text, in one pass, without a tree. What a mail program marks as quoted comes out
//! behind `> `, what it marks as signature below `-- `, so that one set of rules cuts plain and HTML
//! mail alike.

use mail_parser::decoders::html::add_html_token;

/// Elements within quotes are counted no deeper than this.
const DEPTH: usize = 100;

/// Classes and ids of the elements in which mail programs put what they quote. Some hold the line above
/// a `blockquote` and the `blockquote` itself; what stands in them behind one is an answer.
const QUOTED: &[&str] = &[
    "gmail_quote",
    "gmail_attr",
    "yahoo_quoted",
    "yahoo-quoted",
    "moz-cite-prefix",
    "moz-email-headers",
    "moz-forward-container",
    "zmail_extra",
    "protonmail_quote",
    "tutanota_quote",
    "outlookmessageheader",
    "outlookquote",
    "zd-comment-history",
    "zendesk-quote",
    "freshdesk_quote",
    "fd-quoted",
    "helpscout-quote",
    "hs_reply_quote",
    "hs-quote",
    "front-quote",
    "intercom-quote",
    "wrotetext",
    "ymail_quoted",
    "gwquote",
    "unroll-quote",
    "spark_quote",
    "quotedtext",
    "quoted-text",
    "quote-header",
    "quote_header",
    "airmail_on",
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
    "isforwardcontent",
    "isreplycontent",
];
/// Those of text that is not to be seen but in a list of mails.
const HIDDEN: &[&str] = &["preheader", "preview-text", "previewtext", "mcnpreviewtext"];
/// Those that hold a signature.
const SIGNATURE: &[&str] = &[
    "gmail_signature",
    "moz-signature",
    "protonmail_signature",
    "ms-outlook-mobile-signature",
    "applemailsignature",
    "zmail_signature",
    "tutanota_signature",
    "mail-signature",
    "email-signature",
    "hs_signature",
    "hs-signature",
    "fd-signature",
    "signature-container",
    "zd-signature",
    "data-signatureblock",
    "bloop_sign",
];

/// The longest address of a link that is kept, and how many are.
const LINK: usize = 2_000;
const LINKS: usize = 1_000;

/// HTML as text.
#[derive(Debug, Default)]
pub struct Rendered {
    /// Its lines.
    pub text: String,
    /// The web addresses that words of it link to, each with the number of its line from 0.
    pub links: Vec<(usize, String)>,
}

/// Renders HTML as text.
pub fn to_text(html: &str) -> Rendered {
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
    /// How many lines there are in it.
    lines: usize,
    line: String,
    /// Open quotes, outermost first.
    quotes: Vec<Quote>,
    /// How many of them quote what stands in them now.
    quoting: usize,
    /// Whether something was marked as quoted by a mail program, and the lines of `blockquote`s without
    /// such a mark above the first that has one: those are the writer's own.
    marked: bool,
    bare: Vec<std::ops::Range<usize>>,
    hidden: Option<(String, usize)>,
    pre: usize,
    blank: bool,
    /// The address of the link whose words come next, those of the line, and all.
    anchor: Option<String>,
    line_links: Vec<String>,
    links: Vec<(usize, String)>,
}

/// An open quote.
struct Quote {
    /// The element's name, and how many of that name are open within.
    name: String,
    count: usize,
    /// Whether it is a `blockquote`, and not an element around one.
    block: bool,
    /// Whether a quote in it has ended, so that what follows is an answer.
    answered: bool,
    /// The line at which a `blockquote` without a mail program's mark begins.
    bare: Option<usize>,
}

impl Writer {
    fn text(&mut self, text: &str) {
        if self.hidden.is_some() || text.is_empty() {
            return;
        }
        if self.anchor.is_some() && !text.trim().is_empty() {
            self.line_links.extend(self.anchor.take());
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
            self.line_links.clear();
            return;
        }
        // What is forwarded is told by its title like in plain text, and may be all there is.
        if self.quoting > 0
            && line.starts_with("---")
            && line.ends_with("---")
            && self.quotes.iter().all(|q| !q.block)
        {
            self.quotes.iter_mut().for_each(|q| q.answered = true);
            self.quoting = 0;
        }
        if self.blank && !self.out.is_empty() {
            if self.quoting > 0 {
                self.out.push('>');
            }
            self.out.push('\n');
            self.lines += 1;
        }
        self.blank = false;
        if self.quoting > 0 {
            self.out.push_str("> ");
        }
        self.out.push_str(line);
        self.out.push('\n');
        for link in self.line_links.drain(..) {
            if self.links.len() < LINKS {
                self.links.push((self.lines, link));
            }
        }
        self.lines += 1;
        self.line.clear();
    }

    fn own_line(&mut self, line: &str) {
        self.end_line();
        self.out.push_str(line);
        self.out.push('\n');
        self.lines += 1;
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

    /// Opens and closes quotes, hidden elements, signatures and links.
    fn nest(&mut self, name: &str, closing: bool, attributes: &str) {
        if name == "a" {
            self.anchor = if closing {
                None
            } else {
                web_address(attributes)
            };
        }
        if closing {
            if let Some(open) = self.quotes.last_mut()
                && open.name == name
            {
                open.count -= 1;
                if open.count == 0 {
                    self.close_quote();
                }
            }
            return;
        }
        let attributes = attributes[..attributes.floor_char_boundary(600)].to_ascii_lowercase();
        if name == "blockquote" {
            let marked = ["type", "class", "border-left", "cite"]
                .iter()
                .any(|a| attributes.contains(a));
            let marked = marked || self.is_below_attribution();
            return self.open_quote(name, true, marked);
        }
        let (told, styled) = stems(attributes.as_bytes());
        if told || styled {
            let has = |words: &[&str]| told && words.iter().any(|w| attributes.contains(w));
            let style: String = if styled {
                attributes.chars().filter(|c| !c.is_whitespace()).collect()
            } else {
                String::new()
            };
            if is_hidden(&style) || has(HIDDEN) {
                self.hidden = Some((name.to_owned(), 1));
                return;
            }
            // Outlook rules off what it quotes by a line above its header block.
            if is_ruled(&style) || has(ORIGINAL) {
                self.own_line("-----Original Message-----");
            } else if has(QUOTED) {
                return self.open_quote(name, false, true);
            } else if has(SIGNATURE) && self.quoting == 0 {
                self.own_line("-- ");
            }
        }
        if let Some(open) = self.quotes.last_mut()
            && open.name == name
        {
            open.count += 1;
        }
    }

    /// Whether the last line looks like `On 5 Nov 2026 Anna wrote:`.
    fn is_below_attribution(&mut self) -> bool {
        self.end_line();
        let start = self
            .out
            .ceil_char_boundary(self.out.len().saturating_sub(400));
        let last = self.out[start..]
            .trim_end()
            .rsplit('\n')
            .next()
            .unwrap_or_default();
        let digits = last.bytes().filter(u8::is_ascii_digit).count();
        last.ends_with(':') && (digits >= 4 || last.contains('@'))
    }

    fn open_quote(&mut self, name: &str, block: bool, marked: bool) {
        self.end_line();
        if self.quotes.len() < DEPTH {
            let bare = !marked && !self.marked && self.quoting == 0;
            self.marked |= marked;
            self.quotes.push(Quote {
                name: name.to_owned(),
                count: 1,
                block,
                answered: false,
                bare: bare.then_some(self.lines),
            });
            self.quoting += 1;
        } else if let Some(open) = self.quotes.last_mut()
            && open.name == name
        {
            open.count += 1;
        }
    }

    fn close_quote(&mut self) {
        self.end_line();
        let Some(quote) = self.quotes.pop() else {
            return;
        };
        self.quoting -= usize::from(!quote.answered);
        if let Some(start) = quote.bare {
            self.bare.push(start..self.lines);
        }
        if let Some(around) = self.quotes.last_mut()
            && quote.block
            && !around.block
            && !around.answered
        {
            around.answered = true;
            self.quoting -= 1;
        }
    }

    fn finish(mut self) -> Rendered {
        self.end_line();
        if self.marked && !self.bare.is_empty() {
            let mut text = String::with_capacity(self.out.len());
            let mut bare = self.bare.iter().peekable();
            for (n, line) in self.out.lines().enumerate() {
                while bare.next_if(|range| range.end <= n).is_some() {}
                let own = bare.peek().is_some_and(|range| range.start <= n);
                let line = if own {
                    line.strip_prefix("> ")
                        .or(line.strip_prefix('>'))
                        .unwrap_or(line)
                } else {
                    line
                };
                text.push_str(line);
                text.push('\n');
            }
            self.out = text;
        }
        Rendered {
            text: self.out,
            links: self.links,
        }
    }
}

/// Whether attributes hold the beginning of a word of the lists above, and whether they hold a style that
/// matters: one look at each byte, since most tags have neither.
fn stems(attributes: &[u8]) -> (bool, bool) {
    let (mut told, mut styled) = (false, false);
    for (at, byte) in attributes.iter().enumerate() {
        let rest = &attributes[at..];
        let any = |words: &[&str]| words.iter().any(|w| rest.starts_with(w.as_bytes()));
        match byte {
            b'q' => told |= any(&["quot"]),
            b's' => told |= any(&["signature"]),
            b'g' => told |= any(&["gmail_", "gwquote"]),
            b'r' => told |= any(&["rplyfwdmsg", "reference-message"]),
            b'a' => told |= any(&["appendonsend", "airmail_on"]),
            b'p' => told |= any(&["preheader", "preview"]),
            b'w' => told |= any(&["wrotetext"]),
            b'c' => told |= any(&["comment-history"]),
            b'i' => told |= any(&["isforward", "isreply"]),
            b'z' => told |= any(&["zmail_"]),
            b'm' => {
                told |= any(&["moz-", "mcnpreview"]);
                styled |= any(&["mso-hide", "max-height"]);
            }
            b'o' => {
                told |= any(&["olk_src", "outlookmessage"]);
                styled |= any(&["opacity"]);
            }
            b'b' => {
                told |= any(&["bloop_sign"]);
                styled |= any(&["border-top"]);
            }
            b'd' => styled |= any(&["display"]),
            b'v' => styled |= any(&["visibility"]),
            _ => {}
        }
    }
    (told, styled)
}

/// Whether a style, without its blanks, hides an element from all readers.
fn is_hidden(style: &str) -> bool {
    let zero = |property: &str| {
        style.split(property).skip(1).any(|rest| {
            let rest = rest.strip_prefix("px").unwrap_or(rest);
            !rest.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        })
    };
    style.contains("display:none")
        || style.contains("mso-hide:all")
        || style.contains("visibility:hidden")
        || zero("max-height:0")
        || zero("opacity:0")
}

/// Whether a style, without its blanks, is the line that Outlook draws above a header block.
fn is_ruled(style: &str) -> bool {
    style.split("border-top:").skip(1).any(|rest| {
        let rest = &rest[..rest.floor_char_boundary(40)];
        rest.contains("solid")
            && ["#e1e1e1", "#b5c4df", "rgb(225,225,225)", "rgb(181,196,223)"]
                .iter()
                .any(|colour| rest.contains(colour))
    }) && (style.contains("padding:3.0pt0") || style.contains("padding:3pt0"))
}

/// The web address in the `href` of a tag's attributes.
pub fn web_address(attributes: &str) -> Option<String> {
    let at = attributes
        .char_indices()
        .find(|(at, _)| {
            attributes.as_bytes()[*at..]
                .get(..5)
                .is_some_and(|word| word.eq_ignore_ascii_case(b"href="))
        })?
        .0;
    let value = attributes[at + 5..].trim_start();
    let value = match value.as_bytes().first()? {
        quote @ (b'"' | b'\'') => value[1..].split(char::from(*quote)).next()?,
        _ => value.split_whitespace().next()?,
    };
    let value = value.trim();
    let web = ["http://", "https://"].iter().any(|scheme| {
        value
            .get(..scheme.len())
            .is_some_and(|s| s.eq_ignore_ascii_case(scheme))
    });
    (web && value.len() <= LINK && !value.contains(char::is_whitespace))
        .then(|| value.replace("&amp;", "&"))
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
#[path = "html_tests.rs"]
mod tests;
