//! Feeding html5ever what is hostile: bounded in size, in depth and in attributes, and linear in time.
//!
//! The parser of a browser is quadratic in places: each start tag looks through all open elements, each
//! attribute through those before it, each paragraph opens again what formatting was left open.

use super::tree::{MOST_ATTRIBUTES, Sink};
use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{Tracer, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use std::cell::Cell;

/// Of a page no more than that is read, in bytes.
pub const MOST_HTML: usize = 8 << 20;
/// A page has no more nodes than that.
const MOST_NODES: usize = 400_000;
/// No more elements are open at a time; browsers have a limit of that size too.
const MOST_OPEN: usize = 512;

/// Stands before the tree builder and keeps from it what is too much.
struct Gate {
    builder: TreeBuilder<usize, Sink>,
    /// How many tokens came.
    tokens: Cell<usize>,
    cut: Cell<bool>,
}

/// Counts what the tree builder holds.
struct Count(Cell<usize>);

impl Tracer for Count {
    type Handle = usize;

    fn trace_handle(&self, _: &usize) {
        self.0.set(self.0.get() + 1);
    }
}

impl Gate {
    fn too_deep(&self) -> bool {
        self.builder.sink.depth() > MOST_OPEN && {
            let open = Count(Cell::new(0));
            self.builder.trace_handles(&open);
            open.0.get() > MOST_OPEN
        }
    }
}

impl TokenSink for Gate {
    type Handle = usize;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<usize> {
        if matches!(token, Token::ParseError(_)) {
            return TokenSinkResult::Continue;
        }
        self.tokens.set(self.tokens.get() + 1);
        let opens = matches!(&token, Token::TagToken(tag) if tag.kind == TagKind::StartTag);
        let full = self.builder.sink.count() >= MOST_NODES && !matches!(token, Token::EOFToken);
        if full || opens && self.too_deep() {
            self.cut.set(true);
            return TokenSinkResult::Continue;
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

struct Feed {
    tokenizer: Tokenizer<Gate>,
    queue: BufferQueue,
}

impl Feed {
    /// Feeds a piece; whether a token came of it.
    fn give(&self, piece: &str) -> bool {
        if piece.is_empty() {
            return false;
        }
        let before = self.tokenizer.sink.tokens.get();
        self.queue.push_back(StrTendril::from_slice(piece));
        while !matches!(self.tokenizer.feed(&self.queue), TokenizerResult::Done) {}
        self.tokenizer.sink.tokens.get() != before
    }
}

/// Reads a page into the sink; whether something was left out.
pub fn feed(html: &str, sink: Sink) -> (Sink, bool) {
    let mut end = html.len().min(MOST_HTML);
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    let options = TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    };
    let gate = Gate {
        builder: TreeBuilder::new(sink, options),
        tokens: Cell::new(0),
        cut: Cell::new(end < html.len()),
    };
    let feed = Feed {
        tokenizer: Tokenizer::new(gate, TokenizerOpts::default()),
        queue: BufferQueue::default(),
    };
    give_all(&feed, &html[..end]);
    feed.tokenizer.end();
    let gate = feed.tokenizer.sink;
    (gate.builder.sink.finish(), gate.cut.get())
}

/// Tag by tag, so that none has more attributes than it may.
fn give_all(feed: &Feed, html: &str) {
    let (mut at, mut in_comment) = (0, false);
    while at < html.len() {
        let next = html[at..].find('<').map_or(html.len(), |n| at + n);
        if feed.give(&html[at..next]) {
            in_comment = false;
        }
        at = next;
        let rest = html.as_bytes().get(at + 1..).unwrap_or_default();
        let slash = usize::from(rest.first() == Some(&b'/'));
        if at == html.len() || !rest.get(slash).is_some_and(u8::is_ascii_alphabetic) {
            // A comment, a declaration or nothing of the kind.
            let next = html[at..]
                .char_indices()
                .skip(1)
                .find(|(_, c)| *c == '<')
                .map_or(html.len(), |(n, _)| at + n);
            in_comment = if feed.give(&html[at..next]) {
                false
            } else {
                in_comment || next > at
            };
            at = next;
            continue;
        }
        let mut name = at + 2 + slash;
        if slash == 1 {
            // Within a script the whole name tells whether it is one.
            let stops = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>' | b'<');
            let length = html.as_bytes()[name..].iter().position(stops);
            name = length.map_or(html.len(), |n| name + n);
            name += usize::from(html[name..].starts_with(|c: char| c.is_ascii() && c != '<'));
        }
        if feed.give(&html[at..name]) {
            // Within a script or the like no tag, or done already.
            in_comment = false;
            at = name;
            continue;
        }
        if in_comment {
            at = name;
            continue;
        }
        let (kept, end) = tag(&html.as_bytes()[name..]);
        feed.give(&html[name..name + kept]);
        if kept < end {
            feed.tokenizer.sink.cut.set(true);
            feed.give(">");
        }
        at = name + end;
    }
}

/// Of the rest of a tag: how much of it has as many attributes as there may be, and where it ends.
fn tag(rest: &[u8]) -> (usize, usize) {
    let (mut attributes, mut kept) = (0, None);
    let mut at = 0;
    let blank = |b: u8| b.is_ascii_whitespace() || b == b'/';
    // The name.
    while at < rest.len() && !blank(rest[at]) && rest[at] != b'>' {
        at += 1;
    }
    loop {
        while at < rest.len() && blank(rest[at]) {
            at += 1;
        }
        if at == rest.len() {
            return (kept.unwrap_or(at), at);
        }
        if rest[at] == b'>' {
            return (kept.unwrap_or(at + 1), at + 1);
        }
        attributes += 1;
        if attributes > MOST_ATTRIBUTES && kept.is_none() {
            kept = Some(at);
        }
        // Its name may begin with an equals sign.
        at += 1;
        while at < rest.len() && !blank(rest[at]) && rest[at] != b'>' && rest[at] != b'=' {
            at += 1;
        }
        let mut value = at;
        while value < rest.len() && rest[value].is_ascii_whitespace() {
            value += 1;
        }
        if rest.get(value) != Some(&b'=') {
            continue;
        }
        at = value + 1;
        while at < rest.len() && rest[at].is_ascii_whitespace() {
            at += 1;
        }
        match rest.get(at) {
            Some(quote @ (b'"' | b'\'')) => {
                let end = rest[at + 1..].iter().position(|b| b == quote);
                at = end.map_or(rest.len(), |n| at + n + 2);
            }
            _ => {
                while at < rest.len() && !rest[at].is_ascii_whitespace() && rest[at] != b'>' {
                    at += 1;
                }
            }
        }
    }
}
