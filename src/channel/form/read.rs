//! HTML -> `Page`.

use super::control;
use super::page::{Control, ControlKind, Form, Link, Method, Page, Unseen};
use super::place::Places;
use super::style;
use super::tree::Tree;
use super::words::{self, MOST_LABEL, Read};
use encoding_rs::Encoding;
use std::collections::HashMap;
use url::Url;

/// So many forms, controls, options and links of a page are kept.
const MOST_FORMS: usize = 2_000;
const MOST_CONTROLS: usize = 5_000;
const MOST_CHOICES: usize = 50_000;
const MOST_LINKS: usize = 5_000;
const MOST_SCRIPTS: usize = 500;
/// Texts are kept that far, in bytes: of the page, of a form, of a script that stands in it.
const MOST_TEXT: usize = 400_000;
const MOST_FORM_TEXT: usize = 8_000;
const MOST_SCRIPT: usize = 1_000;

impl Page {
    /// Reads a page that stood at `address` and came in `encoding` (any label that WHATWG knows). Whatever
    /// it holds, it is read in linear time; what is too much is left out, and `problems` says so.
    #[must_use]
    pub fn read(html: &str, address: &Url, encoding: &str) -> Self {
        Self::of(html, address, encoding, false)
    }

    /// Reads a page as a browser shows it ([`crate::channel::browser::Browser::html`]): of a form or control that
    /// bears its number, `data-shopper-n`, a person sees what the browser says, `data-shopper-unseen`.
    #[must_use]
    pub fn read_seen(html: &str, address: &Url) -> Self {
        Self::of(html, address, "utf-8", true)
    }

    fn of(html: &str, address: &Url, encoding: &str, marked: bool) -> Self {
        let tree = Tree::parse(html);
        let (unseen, too_styled) = style::unseen(&tree, marked);
        let mut problems = Vec::new();
        if tree.cut {
            problems
                .push("The page is too large or too deep: a part of it was not read.".to_owned());
        }
        if too_styled {
            problems.push("The page has too many style rules: not all were heeded.".to_owned());
        }
        let base = base(&tree, address);
        let owners = owners(&tree);
        let mut page = Read {
            tree: &tree,
            unseen: &unseen,
            ids: HashMap::new(),
            id_counts: HashMap::new(),
            labels: HashMap::new(),
        };
        for node in 0..tree.nodes.len() {
            if let Some(id) = tree.attribute(node, "id").filter(|id| !id.is_empty()) {
                page.ids.entry(id).or_insert(node);
                *page.id_counts.entry(id.to_lowercase()).or_default() += 1;
            }
        }
        page.labels = labels(&tree, &page.ids);
        let (forms, loose) = forms(&page, &owners, &mut problems);
        let encoding = Encoding::for_label(encoding.as_bytes()).unwrap_or(encoding_rs::UTF_8);
        let mut out = Self {
            address: address.clone(),
            base,
            encoding: encoding.name().to_owned(),
            language: String::new(),
            title: String::new(),
            text: text(&page, 0, MOST_TEXT, |_| false),
            forms,
            loose,
            links: Vec::new(),
            frames: Vec::new(),
            scripts: Vec::new(),
            refresh: None,
            problems,
        };
        out.gather(&page);
        out
    }

    /// Everything that is told by single elements.
    fn gather(&mut self, page: &Read<'_>) {
        let tree = page.tree;
        let (mut has_title, mut has_root) = (false, false);
        for node in 0..tree.nodes.len() {
            match tree.name(node) {
                "html" if !has_root => {
                    has_root = true;
                    words::start(tree.value(node, "lang").trim(), 40)
                        .clone_into(&mut self.language);
                }
                "title" if !has_title => {
                    has_title = true;
                    for text in tree.inside(node).filter_map(|n| tree.text(n)) {
                        words::add_words(&mut self.title, text, MOST_LABEL);
                    }
                    self.title.truncate(self.title.trim_end().len());
                }
                "a" | "area" if self.links.len() < MOST_LINKS => {
                    if let Some(address) = self.resolve(tree.attribute(node, "href")) {
                        let mut text = page.words_in(node, MOST_LABEL);
                        for key in ["aria-label", "title", "alt"] {
                            if text.is_empty() {
                                words::add_words(&mut text, tree.value(node, key), MOST_LABEL);
                            }
                        }
                        self.links.push(Link { address, text });
                    }
                }
                "iframe" | "frame" if self.frames.len() < MOST_SCRIPTS => {
                    self.frames
                        .extend(self.resolve(tree.attribute(node, "src")));
                }
                "script" if self.scripts.len() < MOST_SCRIPTS => {
                    let script = match tree.attribute(node, "src") {
                        Some(src) => self.resolve(Some(src)).map(String::from),
                        None => Some(control::text_of(tree, node, MOST_SCRIPT).trim().to_owned()),
                    };
                    self.scripts.extend(script.filter(|s| !s.is_empty()));
                }
                "meta"
                    if self.refresh.is_none()
                        && tree
                            .value(node, "http-equiv")
                            .trim()
                            .eq_ignore_ascii_case("refresh") =>
                {
                    let address = refresh(tree.value(node, "content"));
                    self.refresh = address.and_then(|a| self.base.join(a).ok());
                }
                _ => (),
            }
        }
        if self.links.len() == MOST_LINKS {
            self.problems.push(format!(
                "Only the first {MOST_LINKS} links of the page were read."
            ));
        }
    }

    fn resolve(&self, written: Option<&str>) -> Option<Url> {
        // Addresses of that length are data.
        let written = written.filter(|w| w.len() <= 8_000)?;
        self.base.join(written.trim()).ok()
    }
}

/// What addresses are relative to: the first `base` that has an address.
fn base(tree: &Tree, address: &Url) -> Url {
    (0..tree.nodes.len())
        .filter(|n| tree.name(*n) == "base")
        .find_map(|n| tree.attribute(n, "href"))
        .and_then(|href| address.join(href.trim()).ok())
        .filter(|base| !matches!(base.scheme(), "data" | "javascript"))
        .unwrap_or_else(|| address.clone())
}

/// The address of a refresh: behind the seconds and `url=`.
fn refresh(content: &str) -> Option<&str> {
    let rest = content
        .trim_start()
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let rest = rest.trim_start();
    let rest = rest.strip_prefix([';', ',']).unwrap_or(rest).trim_start();
    let (key, behind) = rest.split_at_checked(3).unwrap_or((rest, ""));
    let behind = behind.trim_start();
    let target = match behind.strip_prefix('=') {
        Some(behind) if key.eq_ignore_ascii_case("url") => behind.trim_start(),
        _ => rest,
    };
    let target = match target.chars().next() {
        Some(quote @ ('"' | '\'')) => target[1..].split(quote).next()?,
        _ => target,
    };
    (!target.trim().is_empty()).then(|| target.trim())
}

/// The form of each control.
fn owners(tree: &Tree) -> HashMap<usize, usize> {
    let mut ids: HashMap<&str, usize> = HashMap::new();
    for node in 0..tree.nodes.len() {
        if let Some(id) = tree.attribute(node, "id") {
            ids.entry(id).or_insert(node);
        }
    }
    let mut owners = HashMap::new();
    for (node, item) in tree.nodes.iter().enumerate() {
        if !words::is_control(tree.name(node)) {
            continue;
        }
        let owner = match tree.attribute(node, "form") {
            Some(id) => ids
                .get(id)
                .copied()
                .filter(|n| !id.is_empty() && tree.name(*n) == "form"),
            None => item
                .owner
                .or_else(|| tree.ancestors(node).find(|up| tree.name(*up) == "form")),
        };
        if let Some(owner) = owner {
            owners.insert(node, owner);
        }
    }
    owners
}

/// The labels of each control: by `for`, else the first control that a label stands around.
fn labels(tree: &Tree, ids: &HashMap<&str, usize>) -> HashMap<usize, Vec<usize>> {
    let mut labels: HashMap<usize, Vec<usize>> = HashMap::new();
    // Labels that wait for the control that they stand around, innermost last.
    let mut open: Vec<usize> = Vec::new();
    for node in 0..tree.nodes.len() {
        while open.last().is_some_and(|label| tree.end(*label) <= node) {
            open.pop();
        }
        let name = tree.name(node);
        if name == "label" {
            let target = tree.attribute(node, "for").and_then(|id| ids.get(id));
            match target.filter(|n| words::is_control(tree.name(**n))) {
                Some(target) => labels.entry(*target).or_default().push(node),
                // A person takes it for a label of what stands in it, whatever `for` it was meant.
                None => open.push(node),
            }
        } else if words::is_control(name)
            && !tree.value(node, "type").eq_ignore_ascii_case("hidden")
        {
            for label in open.drain(..) {
                labels.entry(node).or_default().push(label);
            }
        }
    }
    labels
}

fn forms(
    page: &Read<'_>,
    owners: &HashMap<usize, usize>,
    problems: &mut Vec<String>,
) -> (Vec<Form>, Vec<Control>) {
    let tree = page.tree;
    let places = Places::of(tree);
    let mut forms: Vec<Form> = Vec::new();
    let mut indices: HashMap<usize, usize> = HashMap::new();
    let (mut heading, mut all) = (None, 0);
    for node in 0..tree.nodes.len() {
        let name = tree.name(node);
        if matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") && page.unseen[node].is_none() {
            heading = Some(node);
        }
        if name != "form" {
            continue;
        }
        all += 1;
        if forms.len() < MOST_FORMS {
            indices.insert(node, forms.len());
            let heading = heading.map_or_else(String::new, |h| page.words_in(h, MOST_LABEL));
            forms.push(form(page, &places, node, forms.len(), heading));
        }
    }
    if all > forms.len() {
        problems.push(format!(
            "The page has {all} forms: only the first {MOST_FORMS} were read."
        ));
    }
    let (mut loose, mut count, mut choices) = (Vec::new(), 0, MOST_CHOICES);
    for node in 0..tree.nodes.len() {
        if !words::is_control(tree.name(node)) {
            continue;
        }
        let owner = owners.get(&node).map(|form| indices.get(form));
        // Of a form that was left out.
        if owner == Some(None) {
            continue;
        }
        count += 1;
        if count > MOST_CONTROLS {
            continue;
        }
        let Some(control) = control::read(page, &places, node, &mut choices) else {
            continue;
        };
        match owner.flatten().and_then(|at| forms.get_mut(*at)) {
            Some(form) => form.controls.push(control),
            None => loose.push(control),
        }
    }
    if count > MOST_CONTROLS {
        problems.push(format!(
            "The page has {count} fields: only the first {MOST_CONTROLS} were read."
        ));
    }
    if choices == 0 {
        problems.push(format!(
            "The page has too many options: only {MOST_CHOICES} were read."
        ));
    }
    for form in &mut forms {
        settle_radios(&mut form.controls);
        form.unseen = form.unseen.or_else(|| none_seen(form));
    }
    settle_radios(&mut loose);
    (forms, loose)
}

/// Of radio buttons of one name only the last that is ticked stays so; they are about one thing.
fn settle_radios(controls: &mut [Control]) {
    let mut ticked: HashMap<String, usize> = HashMap::new();
    let mut about: HashMap<String, String> = HashMap::new();
    for at in 0..controls.len() {
        let Some(control) = controls.get_mut(at) else {
            continue;
        };
        if control.kind != ControlKind::Radio || control.name.is_empty() {
            continue;
        }
        let name = control.name.clone();
        // What stands before the first of them is about all.
        let about = about
            .entry(name.clone())
            .or_insert_with(|| control.before.clone());
        if control.group.is_empty() {
            control.group.clone_from(about);
        }
        if control.checked
            && let Some(before) = ticked.insert(name, at)
            && let Some(before) = controls.get_mut(before)
        {
            before.checked = false;
        }
    }
}

/// Why a person sees nothing of a form of which nothing is seen.
fn none_seen(form: &Form) -> Option<Unseen> {
    let mut shown = form
        .controls
        .iter()
        .filter(|c| c.kind != ControlKind::Hidden)
        .peekable();
    if shown.peek().is_none() {
        return form.text.is_empty().then_some(Unseen::NotShown);
    }
    let first = shown.peek().and_then(|c| c.unseen);
    shown.all(|c| c.unseen.is_some()).then_some(first).flatten()
}

fn form(page: &Read<'_>, places: &Places, node: usize, index: usize, heading: String) -> Form {
    let tree = page.tree;
    let short = |key: &str| words::start(tree.value(node, key), 2_000).to_owned();
    let action = tree
        .attribute(node, "action")
        .map(|a| words::start(a, 8_000).to_owned());
    let scripted = tree.attribute(node, "onsubmit").is_some()
        || action.as_deref().is_some_and(|a| {
            a.trim_start()
                .to_ascii_lowercase()
                .starts_with("javascript:")
        })
        || taken_over(tree, node);
    Form {
        index,
        selector: places.selector(tree, node, &page.id_counts),
        id: short("id"),
        name: short("name"),
        class: short("class"),
        method: method(tree.value(node, "method")),
        action,
        enctype: enctype(tree.value(node, "enctype")).to_owned(),
        charset: tree
            .value(node, "accept-charset")
            .trim()
            .to_ascii_lowercase(),
        target: short("target"),
        text: text(page, node, MOST_FORM_TEXT, |at| tree.name(at) == "label"),
        heading,
        unseen: page.unseen.get(node).copied().flatten(),
        scripted,
        controls: Vec::new(),
    }
}

/// Whether an attribute hands the form to a script.
fn taken_over(tree: &Tree, node: usize) -> bool {
    const ATTRIBUTES: &[&str] = &[
        "ng-submit",
        "(ngsubmit)",
        "(submit)",
        "v-on:submit",
        "v-on:submit.prevent",
        "@submit",
        "@submit.prevent",
        "x-on:submit",
        "x-on:submit.prevent",
        "hx-post",
        "hx-get",
        "data-hx-post",
        "data-remote",
        "data-ajax",
        "up-submit",
        "wire:submit",
        "wire:submit.prevent",
        "data-action",
        "data-turbo-frame",
    ];
    ATTRIBUTES
        .iter()
        .any(|key| tree.attribute(node, key).is_some_and(|v| v != "false"))
}

/// What a word for a method means; nothing else is one.
#[must_use]
pub fn method(word: &str) -> Method {
    match word.to_ascii_lowercase().as_str() {
        "post" => Method::Post,
        "dialog" => Method::Dialog,
        _ => Method::Get,
    }
}

/// What a word for an encoding means; nothing else is one.
#[must_use]
pub fn enctype(word: &str) -> &'static str {
    match word.to_ascii_lowercase().as_str() {
        "multipart/form-data" => "multipart/form-data",
        "text/plain" => "text/plain",
        _ => "application/x-www-form-urlencoded",
    }
}

/// The words in an element, a line a block, as a person sees them.
fn text(page: &Read<'_>, node: usize, most: usize, spared: impl Fn(usize) -> bool) -> String {
    let tree = page.tree;
    let (mut out, mut line) = (String::new(), String::new());
    let mut at = node + 1;
    let end = tree.end(node);
    // The ends of blocks that are open.
    let mut ends: Vec<usize> = Vec::new();
    while at < end && out.len() + line.len() < most {
        while ends.last().is_some_and(|e| *e <= at) {
            ends.pop();
            break_line(&mut out, &mut line);
        }
        let name = tree.name(at);
        // The reason of what is around the whole is not one for leaving its parts out.
        let hides = matches!(page.unseen[at], Some(Unseen::NotShown | Unseen::OffPage))
            && page.unseen[at] != page.unseen[node];
        if words::is_mute(name) || words::is_control(name) || hides || spared(at) {
            if tree.is_element(at) && words::is_control(name) && !line.is_empty() {
                line.push(' ');
            }
            at = tree.end(at).max(at + 1);
            continue;
        }
        if words::is_block(name) {
            break_line(&mut out, &mut line);
            if tree.end(at) > at + 1 {
                ends.push(tree.end(at));
            }
        } else if let Some(text) = tree.text(at) {
            words::add_words(&mut line, text, most);
        }
        at += 1;
    }
    break_line(&mut out, &mut line);
    out.truncate(words::start(&out, most).len());
    out
}

fn break_line(out: &mut String, line: &mut String) {
    let bare = line.trim();
    if !bare.is_empty() {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(bare);
    }
    line.clear();
}
