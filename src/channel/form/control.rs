//! A control of the tree -> `Control`.

use super::page::{Choice, Control, ControlKind, Unseen};
use super::place::Places;
use super::sanitize::sanitize;
use super::tree::{Tree, What};
use super::words::{self, MOST_LABEL, Read};
use html5ever::ns;

/// A `select` has no more options that are kept.
const MOST_CHOICES: usize = 2_000;
/// Attributes and values are kept that far, in bytes; a `value` further.
const MOST_ATTRIBUTE: usize = 2_000;
const MOST_VALUE: usize = 1 << 20;

/// What a control is, by what is written; `None` where it is none.
pub fn kind(tree: &Tree, node: usize) -> Option<(ControlKind, String)> {
    let written = tree.value(node, "type").to_ascii_lowercase();
    let kind = match tree.name(node) {
        "textarea" => ControlKind::TextArea,
        "select" => ControlKind::Select,
        "button" => match written.as_str() {
            "button" | "reset" => ControlKind::Button,
            "submit" => ControlKind::Submit,
            // With a command and no type it does that instead.
            _ if tree.attribute(node, "command").is_some()
                || tree.attribute(node, "commandfor").is_some() =>
            {
                ControlKind::Button
            }
            _ => ControlKind::Submit,
        },
        "input" => match written.as_str() {
            "email" => ControlKind::Email,
            "tel" => ControlKind::Tel,
            "url" => ControlKind::Url,
            "number" | "range" => ControlKind::Number,
            "date" | "time" | "month" | "week" | "datetime-local" => ControlKind::Date,
            "color" => ControlKind::Color,
            "password" => ControlKind::Password,
            "hidden" => ControlKind::Hidden,
            "checkbox" => ControlKind::Checkbox,
            "radio" => ControlKind::Radio,
            "file" => ControlKind::File,
            "image" => ControlKind::Image,
            "submit" => ControlKind::Submit,
            "button" | "reset" => ControlKind::Button,
            _ => ControlKind::Text,
        },
        _ => return None,
    };
    Some((kind, written))
}

/// Reads a control. `choices` are how many options may still be kept on the page.
pub fn read(page: &Read<'_>, places: &Places, node: usize, choices: &mut usize) -> Option<Control> {
    let tree = page.tree;
    let (kind, written_type) = kind(tree, node)?;
    let short = |key: &str| words::start(tree.value(node, key), MOST_ATTRIBUTE).to_owned();
    let line = |key: &str| {
        let mut line = String::new();
        words::add_words(&mut line, tree.value(node, key), MOST_LABEL);
        line.trim().to_owned()
    };
    let limits = [short("min"), short("max"), short("step")];
    let multiple = tree.attribute(node, "multiple").is_some();
    let written = tree.attribute(node, "value");
    let value = value(tree, node, kind, &written_type, &limits);
    let is_box = matches!(kind, ControlKind::Checkbox | ControlKind::Radio);
    let is_button = matches!(
        kind,
        ControlKind::Submit | ControlKind::Button | ControlKind::Image
    );
    let mut label = page.label_of(node);
    if label.is_empty() && is_box {
        label = page.behind(node);
    }
    let before = if matches!(kind, ControlKind::Hidden) {
        String::new()
    } else {
        page.before(node)
    };
    let (label, mut marked) = words::unmarked(&label);
    let (before, before_marked) = words::unmarked(&before);
    let is_named = !label.is_empty();
    if !is_named && !is_box {
        marked |= before_marked;
    }
    marked |= words::unmarked(tree.value(node, "placeholder")).1 && !is_button;
    marked |= tree.value(node, "class").split_ascii_whitespace().any(|c| {
        matches!(
            c.to_ascii_lowercase().as_str(),
            "required" | "wpcf7-validates-as-required"
        )
    });
    Some(Control {
        selector: places.selector(tree, node, &page.id_counts),
        kind,
        name: short("name"),
        id: short("id"),
        class: short("class"),
        value,
        has_value: written.is_some(),
        checked: is_box && tree.attribute(node, "checked").is_some(),
        disabled: is_disabled(tree, node),
        in_datalist: tree.ancestors(node).any(|up| tree.name(up) == "datalist"),
        readonly: tree.attribute(node, "readonly").is_some(),
        required: !is_button
            && kind != ControlKind::Hidden
            && (tree.attribute(node, "required").is_some()
                || tree
                    .value(node, "aria-required")
                    .trim()
                    .eq_ignore_ascii_case("true")
                || marked),
        multiple,
        dirname: short("dirname"),
        direction: direction(tree, node),
        limits,
        max_length: tree.value(node, "maxlength").trim().parse().ok(),
        pattern: short("pattern"),
        label,
        before,
        placeholder: line("placeholder"),
        title: line("title"),
        described: page.words_of(tree.value(node, "aria-describedby")),
        autocomplete: tree.value(node, "autocomplete").trim().to_ascii_lowercase(),
        group: group(page, node),
        choices: if kind == ControlKind::Select {
            options(page, node, choices)
        } else {
            Vec::new()
        },
        caption: if is_button {
            caption(page, node, kind, &written_type)
        } else {
            String::new()
        },
        overrides: ["formaction", "formmethod", "formenctype"].map(|key| {
            tree.attribute(node, key)
                .filter(|_| is_button)
                .map(|v| words::start(v, MOST_ATTRIBUTE).to_owned())
        }),
        unseen: unseen(page, node, kind),
        written_type,
    })
}

/// The value that a control has from the start.
fn value(
    tree: &Tree,
    node: usize,
    kind: ControlKind,
    written_type: &str,
    limits: &[String; 3],
) -> String {
    match kind {
        ControlKind::TextArea => text_of(tree, node, MOST_VALUE)
            .replace("\r\n", "\n")
            .replace('\r', "\n"),
        ControlKind::Select => String::new(),
        _ => {
            let value = words::start(tree.value(node, "value"), MOST_VALUE);
            if tree.name(node) == "button" {
                value.to_owned()
            } else {
                let multiple = tree.attribute(node, "multiple").is_some();
                sanitize(written_type, value, multiple, limits)
            }
        }
    }
}

/// All text in an element.
pub fn text_of(tree: &Tree, node: usize, most: usize) -> String {
    let mut text = String::new();
    for at in tree.inside(node) {
        if let Some(piece) = tree.text(at) {
            text.push_str(words::start(piece, most.saturating_sub(text.len())));
        }
    }
    text
}

/// Disabled itself, or by a `fieldset` around it but for what stands in its first legend.
pub fn is_disabled(tree: &Tree, node: usize) -> bool {
    if tree.attribute(node, "disabled").is_some() {
        return true;
    }
    let mut legend = None;
    for up in tree.ancestors(node) {
        match tree.name(up) {
            "legend" => legend = Some(up),
            "fieldset" if tree.attribute(up, "disabled").is_some() => {
                let spared = legend.is_some_and(|l| {
                    tree.parent(l) == Some(up) && first_legend(tree, up) == Some(l)
                });
                if !spared {
                    return true;
                }
            }
            _ => (),
        }
    }
    false
}

/// The first legend that stands directly in a fieldset.
fn first_legend(tree: &Tree, fieldset: usize) -> Option<usize> {
    let end = tree.end(fieldset);
    let mut at = fieldset + 1;
    while at < end {
        if tree.name(at) == "legend" {
            return Some(at);
        }
        at = tree.end(at);
    }
    None
}

/// Which way its text runs, by `dir` of itself or of what it stands in.
fn direction(tree: &Tree, node: usize) -> &'static str {
    let own = |at: usize| match tree.value(at, "dir").to_ascii_lowercase().as_str() {
        "ltr" => Some("ltr"),
        "rtl" => Some("rtl"),
        "auto" => Some("auto"),
        _ => None,
    };
    if let Some(found) = own(node) {
        return found;
    }
    if tree.value(node, "type").eq_ignore_ascii_case("tel") && tree.name(node) == "input" {
        return "ltr";
    }
    let above = tree.ancestors(node).find_map(own);
    if above == Some("rtl") { "rtl" } else { "ltr" }
}

fn group(page: &Read<'_>, node: usize) -> String {
    let tree = page.tree;
    for up in tree.ancestors(node) {
        if tree.name(up) == "form" {
            break;
        }
        if tree.name(up) == "fieldset"
            && let Some(legend) = first_legend(tree, up)
        {
            let words = page.words_in(legend, MOST_LABEL);
            if !words.is_empty() {
                return words;
            }
        }
        if matches!(tree.value(up, "role"), "group" | "radiogroup") {
            let mut words = page.words_of(tree.value(up, "aria-labelledby"));
            if words.is_empty() {
                words::add_words(&mut words, tree.value(up, "aria-label"), MOST_LABEL);
            }
            if !words.is_empty() {
                return words.trim().to_owned();
            }
        }
    }
    String::new()
}

/// What a person reads on a button.
fn caption(page: &Read<'_>, node: usize, kind: ControlKind, written: &str) -> String {
    let tree = page.tree;
    let mut line = String::new();
    if tree.name(node) == "button" {
        line = page.words_in(node, MOST_LABEL);
    } else if kind == ControlKind::Image {
        words::add_words(&mut line, tree.value(node, "alt"), MOST_LABEL);
    } else if let Some(value) = tree.attribute(node, "value") {
        words::add_words(&mut line, value, MOST_LABEL);
    } else {
        // What browsers write on it.
        line.push_str(match written {
            "submit" => "Submit",
            "reset" => "Reset",
            _ => "",
        });
    }
    for key in ["aria-label", "title"] {
        if line.trim().is_empty() {
            words::add_words(&mut line, tree.value(node, key), MOST_LABEL);
        }
    }
    line.trim().to_owned()
}

fn options(page: &Read<'_>, select: usize, left: &mut usize) -> Vec<Choice> {
    let tree = page.tree;
    let mut choices: Vec<Choice> = Vec::new();
    let mut at = select + 1;
    let (mut group_end, mut group, mut group_off) = (0, String::new(), false);
    while at < tree.end(select) && choices.len() < MOST_CHOICES && *left > 0 {
        match tree.name(at) {
            "optgroup" => {
                group_end = tree.end(at);
                group.clear();
                words::add_words(&mut group, tree.value(at, "label"), MOST_LABEL);
                group_off = tree.attribute(at, "disabled").is_some();
            }
            "option" => {
                let in_group = at < group_end;
                let text = option_text(tree, at);
                let mut label = String::new();
                words::add_words(&mut label, tree.value(at, "label"), MOST_LABEL);
                choices.push(Choice {
                    value: tree
                        .attribute(at, "value")
                        .map_or_else(|| text.clone(), |v| words::start(v, MOST_VALUE).to_owned()),
                    label: if label.is_empty() {
                        words::start(&text, MOST_LABEL).to_owned()
                    } else {
                        label
                    },
                    group: if in_group {
                        group.trim().to_owned()
                    } else {
                        String::new()
                    },
                    selected: tree.attribute(at, "selected").is_some(),
                    disabled: tree.attribute(at, "disabled").is_some() || in_group && group_off,
                });
                *left -= 1;
            }
            _ => (),
        }
        at += 1;
    }
    settle(
        &mut choices,
        tree.attribute(select, "multiple").is_some(),
        tree.value(select, "size"),
    );
    choices
}

/// The text of an option: blanks as one, without scripts.
fn option_text(tree: &Tree, option: usize) -> String {
    let mut text = String::new();
    let mut at = option + 1;
    while at < tree.end(option) {
        let is_script = match tree.nodes.get(at).map(|n| &n.what) {
            Some(What::Element(name, _)) => {
                &*name.local == "script" && (name.ns == ns!(html) || name.ns == ns!(svg))
            }
            _ => false,
        };
        if is_script {
            at = tree.end(at);
            continue;
        }
        text.push_str(tree.text(at).unwrap_or_default());
        at += 1;
    }
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is chosen from the start (HTML, section 4.10.7, "selectedness setting algorithm").
fn settle(choices: &mut [Choice], multiple: bool, size: &str) {
    if multiple {
        return;
    }
    let last = choices.iter().rposition(|c| c.selected);
    for (at, choice) in choices.iter_mut().enumerate() {
        choice.selected = Some(at) == last;
    }
    let lines: usize = leading_number(size).unwrap_or(1);
    if last.is_none()
        && lines <= 1
        && let Some(first) = choices.iter_mut().find(|c| !c.disabled)
    {
        first.selected = true;
    }
}

/// The rules for parsing non-negative integers: blanks, an optional plus sign, digits, whatever.
fn leading_number(text: &str) -> Option<usize> {
    let text = text.trim_start_matches([' ', '\t', '\n', '\r', '\u{c}']);
    let text = text.strip_prefix('+').unwrap_or(text);
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text[..end].parse().ok()
}

fn unseen(page: &Read<'_>, node: usize, kind: ControlKind) -> Option<Unseen> {
    if kind == ControlKind::Hidden {
        return Some(Unseen::NotShown);
    }
    // A picture is often laid over these, which is pressed in their place.
    let is_dressed_up = matches!(
        kind,
        ControlKind::Checkbox | ControlKind::Radio | ControlKind::File | ControlKind::Select
    );
    if is_dressed_up && page.has_visible_label(node) {
        return None;
    }
    let out_of_order = page.tree.value(node, "tabindex").trim().starts_with('-');
    page.unseen
        .get(node)
        .copied()
        .flatten()
        .or(out_of_order.then_some(Unseen::NotForPeople))
}
