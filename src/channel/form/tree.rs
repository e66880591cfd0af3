//! HTML -> a tree in document order, with the form that the parser gave each control to.
//!
//! A sink of its own for html5ever: which form a control belongs to is known to the parser alone (a `form`
//! that a table closes goes on owning what stands behind it), and no sink of a library keeps it.

use super::gate;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, ns};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::collections::HashMap;

/// No element keeps more attributes.
pub const MOST_ATTRIBUTES: usize = 256;
const NONE: usize = usize::MAX;

/// What a node is.
#[derive(Debug)]
pub enum What {
    /// The document.
    Root,
    /// An element with its attributes.
    Element(QualName, Vec<(LocalName, StrTendril)>),
    /// Text.
    Text(StrTendril),
    /// A comment and the like, or what a template holds.
    Other,
}

/// A node while the tree grows.
struct Growing {
    what: What,
    parent: usize,
    before: usize,
    after: usize,
    first: usize,
    last: usize,
    depth: usize,
    /// The form that the parser gave it to, and when.
    owner: Option<(usize, u64)>,
    /// When it was last taken out of the tree.
    detached: u64,
}

/// A node of the finished tree.
#[derive(Debug)]
pub struct Node {
    /// What it is.
    pub what: What,
    /// What it stands in; the root stands in itself.
    pub parent: usize,
    /// The node behind the last one in it.
    pub end: usize,
    /// The form that the parser gave it to.
    pub owner: Option<usize>,
}

/// A page as a tree; nodes in document order, the root first.
#[derive(Debug)]
pub struct Tree {
    /// All that is in the document: what stands in a `template` is not.
    pub nodes: Vec<Node>,
    /// Whether some of the page was left out.
    pub cut: bool,
}

impl Tree {
    /// Reads a page as a browser without scripts does: what stands in `noscript` is there.
    pub fn parse(html: &str) -> Self {
        let (sink, cut) = gate::feed(html, Sink::new());
        let mut tree = sink.settle();
        tree.cut = cut;
        tree
    }

    /// The name of an element of HTML, in lower case; empty for whatever else a node is.
    pub fn name(&self, node: usize) -> &str {
        match self.nodes.get(node).map(|n| &n.what) {
            Some(What::Element(name, _)) if name.ns == ns!(html) => &name.local,
            _ => "",
        }
    }

    /// The value of an attribute.
    pub fn attribute(&self, node: usize, key: &str) -> Option<&str> {
        match self.nodes.get(node).map(|n| &n.what) {
            Some(What::Element(_, attributes)) => attributes
                .iter()
                .find(|(name, _)| **name == *key)
                .map(|(_, value)| &**value),
            _ => None,
        }
    }

    /// The value of an attribute; empty where there is none.
    pub fn value(&self, node: usize, key: &str) -> &str {
        self.attribute(node, key).unwrap_or_default()
    }

    /// Whether it is an element at all.
    pub fn is_element(&self, node: usize) -> bool {
        matches!(
            self.nodes.get(node).map(|n| &n.what),
            Some(What::Element(..))
        )
    }

    /// The text, where it is some.
    pub fn text(&self, node: usize) -> Option<&str> {
        match self.nodes.get(node).map(|n| &n.what) {
            Some(What::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// What a node stands in.
    pub fn parent(&self, node: usize) -> Option<usize> {
        let parent = self.nodes.get(node)?.parent;
        (parent != node).then_some(parent)
    }

    /// What a node stands in, from the nearest outwards.
    pub fn ancestors(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.parent(node), |at| self.parent(*at))
    }

    /// All that stands in a node.
    pub fn inside(&self, node: usize) -> std::ops::Range<usize> {
        node + 1..self.nodes.get(node).map_or(node + 1, |n| n.end)
    }

    /// The node behind all that stands in this one.
    pub fn end(&self, node: usize) -> usize {
        self.nodes.get(node).map_or(node + 1, |n| n.end)
    }
}

/// Where html5ever puts what it reads.
pub struct Sink {
    nodes: RefCell<Vec<Growing>>,
    templates: RefCell<HashMap<usize, usize>>,
    time: Cell<u64>,
    depth: Cell<usize>,
}

impl Sink {
    fn new() -> Self {
        let sink = Self {
            nodes: RefCell::default(),
            templates: RefCell::default(),
            time: Cell::new(0),
            depth: Cell::new(0),
        };
        sink.add(What::Root);
        sink
    }

    /// How many nodes there are.
    pub fn count(&self) -> usize {
        self.nodes.borrow().len()
    }

    /// How deep the last node that was put somewhere stands.
    pub fn depth(&self) -> usize {
        self.depth.get()
    }

    fn add(&self, what: What) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Growing {
            what,
            parent: NONE,
            before: NONE,
            after: NONE,
            first: NONE,
            last: NONE,
            depth: 0,
            owner: None,
            detached: 0,
        });
        nodes.len() - 1
    }

    fn tick(&self) -> u64 {
        self.time.set(self.time.get() + 1);
        self.time.get()
    }

    /// Puts a node into `parent`, before `next`, at its end where that is none.
    fn link(&self, node: usize, parent: usize, next: usize) {
        let mut nodes = self.nodes.borrow_mut();
        let before = match nodes.get_mut(next) {
            Some(next) => std::mem::replace(&mut next.before, node),
            None => std::mem::replace(&mut nodes[parent].last, node),
        };
        match nodes.get_mut(before) {
            Some(before) => before.after = node,
            None => nodes[parent].first = node,
        }
        let depth = nodes[parent].depth + 1;
        let own = &mut nodes[node];
        (own.parent, own.before, own.after, own.depth) = (parent, before, next, depth);
        self.depth.set(depth);
    }

    fn unlink(&self, node: usize, time: u64) {
        let mut nodes = self.nodes.borrow_mut();
        let own = &mut nodes[node];
        let (parent, before, after) = (own.parent, own.before, own.after);
        if parent == NONE {
            return;
        }
        (own.parent, own.before, own.after, own.detached) = (NONE, NONE, NONE, time);
        match nodes.get_mut(before) {
            Some(before) => before.after = after,
            None => nodes[parent].first = after,
        }
        match nodes.get_mut(after) {
            Some(after) => after.before = before,
            None => nodes[parent].last = before,
        }
    }

    fn insert(&self, parent: usize, next: usize, new: NodeOrText<usize>) {
        match new {
            NodeOrText::AppendNode(node) => {
                self.unlink(node, self.tick());
                self.link(node, parent, next);
            }
            NodeOrText::AppendText(text) => {
                let nodes = self.nodes.borrow();
                let before = nodes.get(next).map_or(nodes[parent].last, |n| n.before);
                drop(nodes);
                if let Some(Growing {
                    what: What::Text(old),
                    ..
                }) = self.nodes.borrow_mut().get_mut(before)
                {
                    old.push_tendril(&text);
                    return;
                }
                let node = self.add(What::Text(text));
                self.link(node, parent, next);
            }
        }
    }

    /// The tree in document order.
    fn settle(self) -> Tree {
        let mut growing = self.nodes.into_inner();
        let mut nodes: Vec<Node> = Vec::with_capacity(growing.len());
        // Where each went, and where each came from.
        let (mut places, mut origins) = (vec![NONE; growing.len()], Vec::new());
        let mut at = 0;
        loop {
            let place = nodes.len();
            places[at] = place;
            origins.push(at);
            let own = &mut growing[at];
            let what = std::mem::replace(&mut own.what, What::Other);
            let parent = places.get(own.parent).copied().unwrap_or(place);
            nodes.push(Node {
                what,
                parent,
                end: place + 1,
                owner: None,
            });
            if growing[at].first != NONE {
                at = growing[at].first;
                continue;
            }
            // Up until there is something behind.
            loop {
                nodes[places[at]].end = origins.len();
                let own = &growing[at];
                if own.after != NONE && own.parent != NONE {
                    at = own.after;
                    break;
                }
                if own.parent == NONE {
                    at = NONE;
                    break;
                }
                at = own.parent;
            }
            if at == NONE {
                break;
            }
        }
        for (place, origin) in origins.iter().enumerate() {
            let Some((form, time)) = growing[*origin].owner else {
                continue;
            };
            let form = places[form];
            // Who is taken out of the tree without its form has lost it.
            let mut up = place;
            let lost = form == NONE
                || loop {
                    let taken = growing[origins[up]].detached > time;
                    if taken && !(up..nodes[up].end).contains(&form) {
                        break true;
                    }
                    if nodes[up].parent == up {
                        break false;
                    }
                    up = nodes[up].parent;
                };
            if !lost {
                nodes[place].owner = Some(form);
            }
        }
        Tree { nodes, cut: false }
    }
}

impl TreeSink for Sink {
    type Handle = usize;
    type Output = Self;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> usize {
        0
    }

    fn elem_name<'a>(&'a self, node: &'a usize) -> Ref<'a, QualName> {
        const NOTHING: &QualName = &QualName {
            prefix: None,
            ns: ns!(),
            local: html5ever::local_name!(""),
        };
        Ref::map(self.nodes.borrow(), |nodes| match &nodes[*node].what {
            What::Element(name, _) => name,
            _ => NOTHING,
        })
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> usize {
        let attributes = attributes
            .into_iter()
            .filter(|a| a.name.ns == ns!())
            .take(MOST_ATTRIBUTES)
            .map(|a| (a.name.local, a.value))
            .collect();
        let node = self.add(What::Element(name, attributes));
        if flags.template {
            let content = self.add(What::Other);
            self.templates.borrow_mut().insert(node, content);
        }
        node
    }

    fn create_comment(&self, _: StrTendril) -> usize {
        self.add(What::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> usize {
        self.add(What::Other)
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        self.insert(*parent, NONE, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &usize,
        previous: &usize,
        child: NodeOrText<usize>,
    ) {
        let has_parent = self.nodes.borrow()[*element].parent != NONE;
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, template: &usize) -> usize {
        self.templates
            .borrow()
            .get(template)
            .copied()
            .unwrap_or(*template)
    }

    fn same_node(&self, one: &usize, other: &usize) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &usize, new: NodeOrText<usize>) {
        let parent = self.nodes.borrow()[*sibling].parent;
        if parent != NONE {
            self.insert(parent, *sibling, new);
        }
    }

    fn add_attrs_if_missing(&self, node: &usize, attributes: Vec<Attribute>) {
        if let What::Element(_, own) = &mut self.nodes.borrow_mut()[*node].what {
            for new in attributes {
                if own.len() < MOST_ATTRIBUTES
                    && new.name.ns == ns!()
                    && own.iter().all(|(name, _)| *name != new.name.local)
                {
                    own.push((new.name.local, new.value));
                }
            }
        }
    }

    fn associate_with_form(&self, node: &usize, form: &usize, _: (&usize, Option<&usize>)) {
        let time = self.tick();
        self.nodes.borrow_mut()[*node].owner = Some((*form, time));
    }

    fn remove_from_parent(&self, node: &usize) {
        self.unlink(*node, self.tick());
    }

    fn reparent_children(&self, node: &usize, parent: &usize) {
        let time = self.tick();
        loop {
            let child = self.nodes.borrow()[*node].first;
            if child == NONE {
                break;
            }
            self.unlink(child, time);
            self.link(child, *parent, NONE);
        }
    }
}
