//! As much of CSS as tells what is hidden.

use super::tree::Tree;

/// The weight of what stands in `style`, and what `!important` adds.
pub const INLINE: u64 = 1 << 50;
pub const IMPORTANT: u64 = 1 << 51;
/// A selector has no more parts.
const MOST_PARTS: usize = 8;

/// A property that may hide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Property {
    Display,
    Visibility,
    ContentVisibility,
    Opacity,
    Position,
    Left,
    Right,
    Top,
    Bottom,
    MarginLeft,
    MarginTop,
    Width,
    Height,
    MaxWidth,
    MaxHeight,
    Overflow,
    Clip,
    ClipPath,
    Transform,
}

/// One `property: value`, lower case.
#[derive(Debug)]
pub struct Declaration {
    pub property: Property,
    pub value: String,
    pub important: bool,
}

impl Declaration {
    /// What `hidden` means.
    pub fn hide() -> Self {
        Self {
            property: Property::Display,
            value: "none".to_owned(),
            important: false,
        }
    }
}

/// What an element must be: a part of a selector between its blanks.
#[derive(Debug, Default, Clone)]
pub struct Part {
    pub tag: Option<String>,
    pub id: Option<String>,
    pub classes: Vec<String>,
    /// Name, comparison (0 for being there), value.
    attributes: Vec<(String, u8, String)>,
    /// Whether it must stand directly in the part before.
    child: bool,
}

/// A selector, outermost part first, with what it declares.
#[derive(Debug)]
pub struct Rule {
    pub selector: Vec<Part>,
    pub declarations: std::rc::Rc<Vec<Declaration>>,
    pub weight: u64,
}

/// Whether what is for this medium is for the screen of a desk.
pub fn is_for_screens(media: &str) -> bool {
    let media = media.to_ascii_lowercase();
    media.trim().is_empty()
        || media.split(',').any(|one| {
            ![
                "print",
                "speech",
                "max-width",
                "max-device",
                "prefers-",
                "portrait",
                "not ",
                "<",
            ]
            .iter()
            .any(|word| one.contains(word))
        })
}

/// Adds the rules of a sheet that may hide something.
pub fn sheet(text: &str, most: usize, rules: &mut Vec<Rule>) {
    let text = without_comments(text);
    let bytes = text.as_bytes();
    let mut start = 0;
    let mut at = 0;
    // Whether each open block of rules counts, with those around it.
    let mut open: Vec<bool> = Vec::new();
    while at < bytes.len() {
        match bytes[at] {
            b'"' | b'\'' => at = string_end(bytes, at),
            b';' => start = at + 1,
            b'}' => {
                open.pop();
                start = at + 1;
            }
            b'{' => {
                let prelude = text[start..at].trim();
                let word = prelude.split([' ', '(', '\t', '\n']).next().unwrap_or("");
                let word = word.to_ascii_lowercase();
                if matches!(
                    word.as_str(),
                    "@media" | "@supports" | "@layer" | "@container" | "@document"
                ) {
                    let counts = word != "@media" || is_for_screens(&prelude[6..]);
                    open.push(counts && open.last().copied().unwrap_or(true));
                } else {
                    let end = block_end(bytes, at);
                    if !word.starts_with('@') && open.last().copied().unwrap_or(true) {
                        rule(prelude, &text[at + 1..end], most, rules);
                    }
                    at = end;
                }
                start = at + 1;
            }
            _ => (),
        }
        at += 1;
    }
}

fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("/*") {
        out.push_str(&rest[..at]);
        out.push(' ');
        rest = rest[at + 2..]
            .find("*/")
            .map_or("", |end| &rest[at + 2 + end + 2..]);
    }
    out.push_str(rest);
    out.replace("<!--", " ").replace("-->", " ")
}

/// The place of the quote that ends a string, or of the line's end.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let quote = bytes[start];
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != quote && bytes[at] != b'\n' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}

/// The place of the brace that ends a block, or the end of all.
fn block_end(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0_usize);
    while at < bytes.len() {
        match bytes[at] {
            b'"' | b'\'' => at = string_end(bytes, at),
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return at;
                }
            }
            _ => (),
        }
        at += 1;
    }
    bytes.len()
}

fn rule(prelude: &str, body: &str, most: usize, rules: &mut Vec<Rule>) {
    // What is nested belongs to others.
    let body = body.find('{').map_or(body, |at| {
        body[..at].rfind(';').map_or("", |end| &body[..end])
    });
    let declarations = declarations(body);
    if declarations.is_empty() {
        return;
    }
    let declarations = std::rc::Rc::new(declarations);
    for one in prelude.split(',') {
        if rules.len() >= most {
            return;
        }
        if let Some((selector, weight)) = selector(one.trim()) {
            rules.push(Rule {
                selector,
                declarations: declarations.clone(),
                weight,
            });
        }
    }
}

/// The parts of a selector, outermost first, and its specificity; `None` where it asks for what a still page
/// does not tell.
pub fn selector(text: &str) -> Option<(Vec<Part>, u64)> {
    let spaced = text.replace('>', " > ");
    let (mut parts, mut weight, mut child) = (Vec::new(), 0, false);
    for word in spaced.split_ascii_whitespace() {
        if word == ">" {
            if parts.is_empty() || child {
                return None;
            }
            child = true;
            continue;
        }
        if parts.len() == MOST_PARTS {
            return None;
        }
        let (mut part, own) = part(word)?;
        (part.child, child) = (child, false);
        weight += own;
        parts.push(part);
    }
    (!parts.is_empty() && !child).then_some((parts, weight))
}

fn part(word: &str) -> Option<(Part, u64)> {
    let (mut part, mut weight) = (Part::default(), 0);
    let word = word.strip_suffix(":root").unwrap_or(word);
    let mut rest = word;
    let name_end = |text: &str| {
        text.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
            .unwrap_or(text.len())
    };
    if let Some(behind) = rest.strip_prefix('*') {
        rest = behind;
    } else if rest.starts_with(|c: char| c.is_alphabetic()) {
        let end = name_end(rest);
        part.tag = Some(rest[..end].to_ascii_lowercase());
        weight += 1;
        rest = &rest[end..];
    }
    while let Some(mark) = rest.chars().next() {
        match mark {
            '#' | '.' => {
                let end = 1 + name_end(&rest[1..]);
                if end == 1 {
                    return None;
                }
                let name = rest[1..end].to_owned();
                if mark == '#' {
                    weight += 1 << 16;
                    part.id = Some(name);
                } else {
                    weight += 1 << 8;
                    part.classes.push(name);
                }
                rest = &rest[end..];
            }
            '[' => {
                let end = rest.find(']')?;
                part.attributes.push(comparison(&rest[1..end])?);
                weight += 1 << 8;
                rest = &rest[end + 1..];
            }
            _ => return None,
        }
    }
    Some((part, weight))
}

fn comparison(text: &str) -> Option<(String, u8, String)> {
    let Some(at) = text.find('=') else {
        let is_name = text
            .chars()
            .all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        return is_name.then(|| (text.to_ascii_lowercase(), 0, String::new()));
    };
    let mut name = &text[..at];
    let mut kind = b'=';
    if let Some(last) = name.bytes().last().filter(|b| b"^$*~|".contains(b)) {
        kind = last;
        name = &name[..name.len() - 1];
    }
    let value = text[at + 1..].trim_matches(['"', '\'']);
    Some((name.to_ascii_lowercase(), kind, value.to_owned()))
}

impl Part {
    fn fits(&self, tree: &Tree, node: usize) -> bool {
        tree.is_element(node)
            && self.tag.as_deref().is_none_or(|tag| tag == tree.name(node))
            && self
                .id
                .as_deref()
                .is_none_or(|id| tree.attribute(node, "id") == Some(id))
            && self.classes.iter().all(|class| {
                tree.value(node, "class")
                    .split_ascii_whitespace()
                    .any(|c| c == class)
            })
            && self.attributes.iter().all(|(name, kind, wanted)| {
                let wanted = wanted.as_str();
                tree.attribute(node, name).is_some_and(|value| match kind {
                    0 => true,
                    b'^' => !wanted.is_empty() && value.starts_with(wanted),
                    b'$' => !wanted.is_empty() && value.ends_with(wanted),
                    b'*' => !wanted.is_empty() && value.contains(wanted),
                    b'~' => value.split_ascii_whitespace().any(|v| v == wanted),
                    b'|' => value
                        .strip_prefix(wanted)
                        .is_some_and(|r| r.is_empty() || r.starts_with('-')),
                    // What a type is called has no case.
                    _ if name == "type" => value.eq_ignore_ascii_case(wanted),
                    _ => value == wanted,
                })
            })
    }
}

/// Whether an element fits a selector; takes its tries from those that are left, and none fits without.
pub fn fits(tree: &Tree, node: usize, selector: &[Part], tries: &mut usize) -> bool {
    if *tries == 0 {
        return false;
    }
    *tries -= 1;
    let Some((last, outer)) = selector.split_last() else {
        return true;
    };
    if !last.fits(tree, node) {
        return false;
    }
    if outer.is_empty() {
        return true;
    }
    if last.child {
        return tree
            .parent(node)
            .is_some_and(|parent| fits(tree, parent, outer, tries));
    }
    tree.ancestors(node)
        .any(|above| fits(tree, above, outer, tries))
}

/// The declarations that may hide something.
pub fn declarations(text: &str) -> Vec<Declaration> {
    let mut found = Vec::new();
    for one in text.split(';') {
        let Some((name, value)) = one.split_once(':') else {
            continue;
        };
        let name = name.trim().to_ascii_lowercase();
        let Some(property) = property(&name) else {
            continue;
        };
        let value = value.trim().to_ascii_lowercase();
        let (value, important) = match value.rsplit_once('!') {
            Some((value, word)) if word.trim() == "important" => (value.trim().to_owned(), true),
            _ => (value, false),
        };
        found.push(Declaration {
            property,
            value,
            important,
        });
    }
    found
}

fn property(name: &str) -> Option<Property> {
    Some(match name {
        "display" => Property::Display,
        "visibility" => Property::Visibility,
        "content-visibility" => Property::ContentVisibility,
        "opacity" => Property::Opacity,
        "position" => Property::Position,
        "left" | "inset-inline-start" => Property::Left,
        "right" => Property::Right,
        "top" => Property::Top,
        "bottom" => Property::Bottom,
        "margin-left" => Property::MarginLeft,
        "margin-top" => Property::MarginTop,
        "width" => Property::Width,
        "height" => Property::Height,
        "max-width" => Property::MaxWidth,
        "max-height" => Property::MaxHeight,
        "overflow" | "overflow-x" | "overflow-y" => Property::Overflow,
        "clip" => Property::Clip,
        "clip-path" | "-webkit-clip-path" => Property::ClipPath,
        "transform" | "-webkit-transform" => Property::Transform,
        _ => return None,
    })
}

/// A number and its unit.
pub fn length(value: &str) -> Option<(f64, &str)> {
    let end = value
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+')))
        .unwrap_or(value.len());
    let number = value[..end].parse().ok()?;
    Some((number, value[end..].trim()))
}

/// The numbers in a value.
pub fn numbers(value: &str) -> impl Iterator<Item = f64> + '_ {
    value
        .split(|c: char| matches!(c, '(' | ')' | ',') || c.is_whitespace())
        .filter_map(length)
        .map(|(n, _)| n)
}

/// Whether so much moves anything off a screen.
pub fn is_far(number: f64, unit: &str) -> bool {
    match unit {
        "px" | "" => number <= -500.0 || number >= 5000.0,
        "em" | "rem" | "ex" | "ch" => number <= -40.0 || number >= 300.0,
        "%" | "vw" | "vh" => number <= -100.0 || number >= 200.0,
        "cm" | "in" => number <= -10.0 || number >= 100.0,
        _ => false,
    }
}

/// Whether a `clip-path` leaves nothing.
pub fn clips_all(value: &str) -> bool {
    let first = numbers(value).next();
    value.starts_with("inset(") && first.is_some_and(|n| n >= 50.0)
        || value.starts_with("circle(") && first == Some(0.0)
}

/// Whether a `transform` moves off the screen or leaves no size.
pub fn moves_away(value: &str) -> bool {
    value.split(')').any(|one| {
        let Some((name, inner)) = one.split_once('(') else {
            return false;
        };
        match name.trim() {
            "scale" | "scalex" | "scaley" | "scale3d" => inner
                .split(',')
                .filter_map(|n| length(n.trim()))
                .any(|(n, _)| n == 0.0),
            "translate" | "translatex" | "translatey" | "translate3d" => inner
                .split(',')
                .filter_map(|n| length(n.trim()))
                // In percent of itself: what slides in stands there too.
                .any(|(n, unit)| unit != "%" && is_far(n, unit)),
            _ => false,
        }
    })
}
