//! What of a page a person sees: its own style sheets, `style` and `hidden`, as far as they hide things.
//!
//! Sheets of other addresses are not read. Rules with conditions that a still page does not tell (`:hover`,
//! a narrow screen, print) are passed over.

use super::css::{self, Declaration, Property, Rule};
use super::page::Unseen;
use super::tree::{Tree, What};
use std::collections::HashMap;

/// No more rules are kept; no more comparisons of an element with a rule are made.
const MOST_RULES: usize = 4_000;
const MOST_TRIES: usize = 5_000_000;
/// A sheet is read that far, in bytes, all together.
const MOST_SHEETS: usize = 2 << 20;

/// What is known of an element from those that it stands in, each with nothing unless it hides.
#[derive(Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a way of hiding of its own, and an element may have several"
)]
struct Hidden {
    display: bool,
    visibility: bool,
    off: bool,
    clear: bool,
    aria: bool,
}

impl Hidden {
    fn reason(self) -> Option<Unseen> {
        if self.display || self.visibility {
            Some(Unseen::NotShown)
        } else if self.off {
            Some(Unseen::OffPage)
        } else if self.clear {
            Some(Unseen::Transparent)
        } else if self.aria {
            Some(Unseen::NotForPeople)
        } else {
            None
        }
    }
}

/// Rules by what the last part of their selector needs.
#[derive(Default)]
struct Rules {
    all: Vec<Rule>,
    by_id: HashMap<String, Vec<usize>>,
    by_class: HashMap<String, Vec<usize>>,
    by_tag: HashMap<String, Vec<usize>>,
    any: Vec<usize>,
}

impl Rules {
    fn of(tree: &Tree) -> Self {
        let (mut rules, mut left) = (Self::default(), MOST_SHEETS);
        for node in 0..tree.nodes.len() {
            if tree.name(node) != "style" || !css::is_for_screens(tree.value(node, "media")) {
                continue;
            }
            for text in tree.inside(node).filter_map(|n| tree.text(n)) {
                if text.len() > left {
                    break;
                }
                left -= text.len();
                css::sheet(text, MOST_RULES, &mut rules.all);
            }
        }
        for (at, rule) in rules.all.iter().enumerate() {
            let Some(last) = rule.selector.last() else {
                continue;
            };
            let (map, key) = if let Some(id) = &last.id {
                (&mut rules.by_id, id)
            } else if let Some(class) = last.classes.first() {
                (&mut rules.by_class, class)
            } else if let Some(tag) = &last.tag {
                (&mut rules.by_tag, tag)
            } else {
                rules.any.push(at);
                continue;
            };
            map.entry(key.clone()).or_default().push(at);
        }
        rules
    }

    /// The rules that may fit an element.
    fn candidates<'a>(&'a self, tree: &'a Tree, node: usize) -> impl Iterator<Item = usize> + 'a {
        let id = self.by_id.get(tree.value(node, "id"));
        let tag = self.by_tag.get(tree.name(node));
        let classes = tree.value(node, "class").split_ascii_whitespace();
        id.into_iter()
            .chain(tag)
            .chain(classes.filter_map(|c| self.by_class.get(c)))
            .chain([&self.any])
            .flatten()
            .copied()
    }
}

/// Why a person would not see each node of a tree, and whether the style sheets were too much to be
/// heeded in full. Where a browser marked what it shows, that is believed rather than the sheets.
pub fn unseen(tree: &Tree, marked: bool) -> (Vec<Option<Unseen>>, bool) {
    let rules = Rules::of(tree);
    let mut tries = MOST_TRIES;
    let mut hidden: Vec<Hidden> = Vec::with_capacity(tree.nodes.len());
    for (node, item) in tree.nodes.iter().enumerate() {
        let mut own = hidden.get(item.parent).copied().unwrap_or_default();
        if matches!(item.what, What::Element(..)) {
            judge(tree, node, &rules, &mut tries, &mut own);
            if marked && tree.attribute(node, "data-shopper-n").is_some() {
                own = marks(tree.value(node, "data-shopper-unseen"), own);
            }
        }
        hidden.push(own);
    }
    let reasons = hidden.into_iter().map(Hidden::reason).collect();
    (reasons, tries == 0 || rules.all.len() >= MOST_RULES)
}

/// What a browser says of an element.
fn marks(mark: &str, own: Hidden) -> Hidden {
    Hidden {
        display: mark == "not_shown",
        off: mark == "off_page",
        clear: mark == "transparent",
        aria: own.aria,
        ..Hidden::default()
    }
}

fn judge(tree: &Tree, node: usize, rules: &Rules, tries: &mut usize, hidden: &mut Hidden) {
    let mut style = Style::default();
    let is_never_shown = matches!(
        tree.name(node),
        "head" | "script" | "style" | "template" | "datalist" | "noframes" | "noembed"
    );
    let is_shut = tree.name(node) == "dialog" && tree.attribute(node, "open").is_none();
    if tree.attribute(node, "hidden").is_some() || is_never_shown || is_shut {
        style.set(&Declaration::hide(), 0);
    }
    for at in rules.candidates(tree, node) {
        let Some(rule) = rules.all.get(at) else {
            continue;
        };
        if css::fits(tree, node, &rule.selector, tries) {
            for declaration in rule.declarations.iter() {
                style.set(declaration, (rule.weight << 16) + at as u64 + 1);
            }
        }
    }
    if let Some(written) = tree.attribute(node, "style") {
        for declaration in css::declarations(written) {
            style.set(&declaration, css::INLINE);
        }
    }
    hidden.aria |= tree
        .value(node, "aria-hidden")
        .trim()
        .eq_ignore_ascii_case("true");
    if style.0.is_empty() {
        return;
    }
    match style.get(Property::Visibility) {
        Some("hidden" | "collapse") => hidden.visibility = true,
        Some("visible" | "initial") => hidden.visibility = false,
        _ => (),
    }
    hidden.display |= style.get(Property::Display) == Some("none")
        || style.get(Property::ContentVisibility) == Some("hidden");
    hidden.clear |= style
        .get(Property::Opacity)
        .and_then(css::length)
        .is_some_and(|(n, unit)| n < if unit == "%" { 1.0 } else { 0.01 });
    hidden.off |= style.is_off_page();
}

/// What is declared of one element.
#[derive(Default)]
struct Style(Vec<(Property, u64, String)>);

impl Style {
    fn set(&mut self, new: &Declaration, weight: u64) {
        let weight = weight + if new.important { css::IMPORTANT } else { 0 };
        match self.0.iter_mut().find(|(p, ..)| *p == new.property) {
            Some((_, old, value)) => {
                if weight >= *old {
                    *old = weight;
                    value.clone_from(&new.value);
                }
            }
            None => self.0.push((new.property, weight, new.value.clone())),
        }
    }

    fn get(&self, property: Property) -> Option<&str> {
        self.0
            .iter()
            .find(|(p, ..)| *p == property)
            .map(|(.., value)| value.as_str())
    }

    fn length(&self, property: Property) -> Option<(f64, &str)> {
        self.get(property).and_then(css::length)
    }

    /// Whether it is moved away, clipped off or has no size.
    fn is_off_page(&self) -> bool {
        let away = |property| {
            self.length(property)
                .is_some_and(|(n, unit)| css::is_far(n, unit))
        };
        let placed = self.get(Property::Position);
        let is_moved = matches!(placed, Some("absolute" | "fixed" | "relative" | "sticky"));
        let is_free = matches!(placed, Some("absolute" | "fixed"));
        if is_moved
            && [
                Property::Left,
                Property::Right,
                Property::Top,
                Property::Bottom,
            ]
            .into_iter()
            .any(away)
            || away(Property::MarginLeft)
            || away(Property::MarginTop)
        {
            return true;
        }
        let clipped = |value: &str| css::numbers(value).all(|n| n.abs() <= 1.0);
        if is_free
            && self
                .get(Property::Clip)
                .is_some_and(|v| v.starts_with("rect(") && clipped(v))
        {
            return true;
        }
        if self.get(Property::ClipPath).is_some_and(css::clips_all) {
            return true;
        }
        if self.get(Property::Transform).is_some_and(css::moves_away) {
            return true;
        }
        let small = |sides: [Property; 2], most: f64| {
            sides
                .into_iter()
                .any(|side| self.length(side).is_some_and(|(n, _)| n <= most))
        };
        let wide = [Property::Width, Property::MaxWidth];
        let high = [Property::Height, Property::MaxHeight];
        let cuts = self
            .get(Property::Overflow)
            .is_some_and(|v| v.contains("hidden") || v.contains("clip"));
        small(wide, 1.0) && small(high, 1.0) || cuts && (small(wide, 0.0) || small(high, 0.0))
    }
}
