//! A CSS selector for an element that finds it alone, in a browser as here.

use super::tree::{Tree, What};
use std::collections::HashMap;
use std::fmt::Write;

/// Ids and names longer than that are not made selectors of.
const MOST_NAME: usize = 120;

/// Where each element stands among its brothers of the same name, from 1.
pub struct Places {
    ordinals: Vec<u32>,
    names: HashMap<(String, String), usize>,
}

impl Places {
    pub fn of(tree: &Tree) -> Self {
        let mut ordinals = vec![0; tree.nodes.len()];
        let mut counts: HashMap<(usize, &html5ever::QualName), u32> = HashMap::new();
        let mut names: HashMap<(String, String), usize> = HashMap::new();
        for (node, item) in tree.nodes.iter().enumerate() {
            if let What::Element(name, _) = &item.what {
                let count = counts.entry((item.parent, name)).or_default();
                *count += 1;
                ordinals[node] = *count;
            }
            // Those of SVG count too: a selector does not tell them apart.
            if let (What::Element(tag, _), Some(name)) = (&item.what, tree.attribute(node, "name"))
            {
                let key = (tag.local.to_ascii_lowercase().to_string(), name.to_owned());
                *names.entry(key).or_default() += 1;
            }
        }
        Self { ordinals, names }
    }

    /// A selector that finds the element alone: by its id, by its name, else by its place below something
    /// that has an id.
    pub fn selector(&self, tree: &Tree, node: usize, ids: &HashMap<String, usize>) -> String {
        let by_id = |at: usize| {
            let id = tree.value(at, "id");
            (!id.is_empty() && id.len() <= MOST_NAME && ids.get(&id.to_lowercase()) == Some(&1))
                .then(|| format!("#{}", identifier(id)))
        };
        if let Some(found) = by_id(node) {
            return found;
        }
        let (tag, name) = (tree.name(node), tree.value(node, "name"));
        let key = (tag.to_owned(), name.to_owned());
        if !name.is_empty() && name.len() <= MOST_NAME && self.names.get(&key) == Some(&1) {
            return format!("{tag}[name={}]", quoted(name));
        }
        let mut path = Vec::new();
        let mut at = node;
        while let Some(What::Element(name, _)) = tree.nodes.get(at).map(|n| &n.what) {
            let ordinal = self.ordinals.get(at).copied().unwrap_or(1);
            let root = tree.parent(at).is_none_or(|up| !tree.is_element(up));
            if root {
                path.push(identifier(&name.local));
                break;
            }
            path.push(format!(
                "{}:nth-of-type({ordinal})",
                identifier(&name.local)
            ));
            let Some(up) = tree.parent(at) else { break };
            if let Some(found) = by_id(up) {
                path.push(found);
                break;
            }
            at = up;
        }
        path.reverse();
        path.join(" > ")
    }
}

/// An identifier as CSS writes it (CSSOM, "serialize an identifier").
fn identifier(name: &str) -> String {
    let mut out = String::new();
    let lone_dash = name == "-";
    for (at, c) in name.chars().enumerate() {
        let dash_first = at == 1 && name.starts_with('-');
        match c {
            '\0' => out.push('\u{fffd}'),
            '\u{1}'..='\u{1f}' | '\u{7f}' => {
                let _ = write!(out, "\\{:x} ", u32::from(c));
            }
            '0'..='9' if at == 0 || dash_first => {
                let _ = write!(out, "\\{:x} ", u32::from(c));
            }
            '-' if lone_dash => out.push_str("\\-"),
            '-' | '_' | '0'..='9' | 'a'..='z' | 'A'..='Z' | '\u{80}'.. => out.push(c),
            _ => {
                out.push('\\');
                out.push(c);
            }
        }
    }
    out
}

/// A string as CSS writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '\0' => out.push('\u{fffd}'),
            '\u{1}'..='\u{1f}' | '\u{7f}' => {
                let _ = write!(out, "\\{:x} ", u32::from(c));
            }
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}
