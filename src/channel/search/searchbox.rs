//! A site's search: where it is, and the address of what it finds.

use super::tags::{Piece, Pieces, Tag};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

/// No more hidden fields go along.
const MOST_FIELDS: usize = 20;
/// Left as they are in an address.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What a page that searches is called, in its path or its form.
const SEARCHES: &[&str] = &["search", "zoek", "such", "recherche", "find", "query"];
/// What the words go into.
const NAMES: &[&str] = &[
    "q",
    "s",
    "k",
    "query",
    "search",
    "keyword",
    "keywords",
    "term",
    "searchterm",
    "search_query",
    "search_term",
    "searchtext",
    "text",
    "zoek",
    "zoekterm",
    "zoekwoord",
    "suche",
    "suchbegriff",
    "suchwort",
    "recherche",
    "mot",
    "mots",
    "w",
    "w2",
    "kw",
    "phrase",
    "question",
    "vraag",
    "frage",
    "ask",
    "qs",
];
/// Fields of forms that search for something else.
const ELSE: &[&str] = &[
    "postcode", "zip", "plz", "postal", "town", "city", "store", "branch", "location", "email",
    "mail", "order", "phone", "track", "filiale", "winkel", "magasin", "address", "name",
];
/// Parts of a site that answer questions.
const HELP: &[&str] = &[
    "help",
    "support",
    "faq",
    "hc",
    "aide",
    "hilfe",
    "service",
    "kb",
    "knowledge",
    "answers",
    "hulp",
    "fragen",
    "vragen",
];

/// A site's search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SearchBox {
    kind: Kind,
    /// Whether it searches answers rather than all of the site.
    pub help: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// An address with a place for the words.
    Template { before: String, after: String },
    /// A form that is sent in the address.
    Form {
        action: Url,
        before: Vec<(String, String)>,
        name: String,
        after: Vec<(String, String)>,
    },
}

impl SearchBox {
    /// A search whose address has a place for the words, such as `{searchTerms}`.
    pub fn template(template: &str, place: &str, base: &Url) -> Option<Self> {
        if template.len() > 1_000 {
            return None;
        }
        let (before, after) = template.split_once(place)?;
        let address = base.join(&format!("{before}x")).ok()?;
        Some(Self {
            help: is_help(&address),
            kind: Kind::Template {
                before: before.to_owned(),
                after: without_places(after),
            },
        })
    }

    /// The search that an `OpenSearch` description tells of.
    pub fn described(xml: &str, base: &Url) -> Option<Self> {
        Pieces::new(xml).take(10_000).find_map(|piece| {
            let Piece::Open(tag) = piece else { return None };
            let is_url = tag.name == "url" || tag.name.ends_with(":url");
            let kind = tag.get("type").unwrap_or_default();
            let gets = tag
                .get("method")
                .is_none_or(|m| m.eq_ignore_ascii_case("get"));
            if !(is_url && gets && kind.contains("html")) {
                return None;
            }
            Self::template(&tag.get("template")?, "{searchTerms}", base)
        })
    }

    /// The address of what is found for some words.
    pub fn address(&self, words: &str, base: &Url) -> Option<Url> {
        match &self.kind {
            Kind::Template { before, after } => {
                let words = utf8_percent_encode(words, PLAIN);
                base.join(&format!("{before}{words}{after}")).ok()
            }
            Kind::Form {
                action,
                before,
                name,
                after,
            } => {
                let mut url = action.clone();
                url.query_pairs_mut()
                    .clear()
                    .extend_pairs(before)
                    .append_pair(name, words)
                    .extend_pairs(after);
                Some(url)
            }
        }
    }
}

/// The other places of a template are optional, or ask for what need not be said.
fn without_places(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        plain.push_str(before);
        rest = behind.split_once('}').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
}

fn is_help(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let words = url.path().split(|c: char| !c.is_ascii_alphanumeric());
    words
        .chain(host.split('.'))
        .any(|word| HELP.iter().any(|help| word.eq_ignore_ascii_case(help)))
}

/// A form that may be a search, while it is read.
pub(super) struct Draft {
    action: Option<Url>,
    gets: bool,
    /// Whether the form itself says that it searches.
    says: bool,
    query: Option<String>,
    /// How many fields there are to type into, and whether one is for something else.
    typed: usize,
    wrong: bool,
    before: Vec<(String, String)>,
    after: Vec<(String, String)>,
    select: Option<String>,
}

impl Draft {
    pub fn new(tag: &Tag<'_>, base: &Url) -> Self {
        let action = tag.get("action").unwrap_or_default();
        let action = if action.trim().is_empty() {
            Some(base.clone())
        } else {
            base.join(action.trim()).ok()
        };
        let marks = ["role", "class", "id", "name", "aria-label"]
            .map(|name| tag.get(name).unwrap_or_default().to_lowercase());
        let path = action
            .as_ref()
            .map_or_else(String::new, |a| a.path().to_lowercase());
        Self {
            says: SEARCHES
                .iter()
                .any(|word| path.contains(word) || marks.iter().any(|m| m.contains(word))),
            gets: tag
                .get("method")
                .is_none_or(|m| !m.trim().eq_ignore_ascii_case("post")),
            action,
            query: None,
            typed: 0,
            wrong: false,
            before: Vec::new(),
            after: Vec::new(),
            select: None,
        }
    }

    pub fn control(&mut self, tag: &Tag<'_>) {
        let name = tag.get("name").unwrap_or_default().into_owned();
        let kind = tag.get("type").unwrap_or_default().to_lowercase();
        match tag.name.as_str() {
            "select" => self.select = Some(name).filter(|n| !n.is_empty()),
            "option" => {
                // The first that is offered.
                if let Some(name) = self.select.take() {
                    let value = tag.get("value").unwrap_or_default().into_owned();
                    self.field(name, value);
                }
            }
            "textarea" => self.typed += 1,
            "input" if tag.has("disabled") => {}
            "input" => match kind.as_str() {
                "hidden" => {
                    let value = tag.get("value").unwrap_or_default().into_owned();
                    self.field(name, value);
                }
                "checkbox" | "radio" if tag.has("checked") => {
                    let value = tag.get("value").unwrap_or("on".into()).into_owned();
                    self.field(name, value);
                }
                "" | "text" | "search" => self.typed_into(tag, name, kind == "search"),
                "password" | "email" | "tel" | "file" | "date" | "number" => self.wrong = true,
                _ => {}
            },
            _ => {}
        }
    }

    fn typed_into(&mut self, tag: &Tag<'_>, name: String, is_search: bool) {
        self.typed += 1;
        let lower = name.to_lowercase();
        let hints = ["placeholder", "aria-label", "title", "id"]
            .map(|hint| tag.get(hint).unwrap_or_default().to_lowercase());
        let says = SEARCHES
            .iter()
            .any(|word| lower.contains(word) || hints.iter().any(|h| h.contains(word)));
        let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
        let has = |list: &[&str], text: &str| list.iter().any(|word| text.contains(word));
        let named = has(ELSE, &lower) && !has(SEARCHES, &lower);
        let hinted = has(ELSE, &hints[0]) && !says;
        let is_else = !is_search && (named || hinted);
        if name.is_empty() || is_else {
            self.wrong = true;
        } else if is_search || says || NAMES.contains(&bare) || self.says {
            self.query = Some(name);
        }
    }

    fn field(&mut self, name: String, value: String) {
        let fields = if self.query.is_some() {
            &mut self.after
        } else {
            &mut self.before
        };
        if !name.is_empty() && fields.len() < MOST_FIELDS {
            fields.push((name, value));
        }
    }

    /// The search, if it is one.
    pub fn finish(self) -> Option<SearchBox> {
        let name = self.query?;
        let action = self.action?;
        let is_one = self.gets
            && self.typed == 1
            && !self.wrong
            && matches!(action.scheme(), "http" | "https");
        is_one.then(|| SearchBox {
            help: is_help(&action),
            kind: Kind::Form {
                action,
                before: self.before,
                name,
                after: self.after,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::sheet;
    use super::*;

    fn base() -> Url {
        Url::parse("https://acme.example/nl/").unwrap()
    }

    fn found(html: &str) -> Vec<String> {
        let boxes = sheet::read(html, &base()).boxes;
        boxes
            .iter()
            .filter_map(|b| b.address("gift card é", &base()))
            .map(String::from)
            .collect()
    }

    #[test]
    fn a_search_is_told_from_other_forms() {
        let html = "<form action=/search><input type=hidden name=lang value=nl><input name=q><select name=in><option value=all>All<option value=faq></select>\
            <button name=go value=1>Go</button></form>\
            <form method=post action=/search><input name=q></form>\
            <form action=/stores><input name=postcode placeholder='Search by postcode'></form>\
            <form action=/newsletter><input type=email name=search></form>\
            <form role=search><input type=search name=zoekterm></form>\
            <form action=/login><input name=user><input type=password name=p></form>";
        assert_eq!(
            found(html),
            [
                "https://acme.example/search?lang=nl&q=gift+card+%C3%A9&in=all",
                "https://acme.example/nl/?zoekterm=gift+card+%C3%A9",
            ]
        );
    }

    #[test]
    fn templates_are_filled() {
        let html = r#"<script type="application/ld+json">{"@type":"WebSite","potentialAction":{"@type":"SearchAction",
            "target":{"@type":"EntryPoint","urlTemplate":"https://acme.example/hc/search?query={search_term_string}&x=1"},
            "query-input":"required name=search_term_string"}}</script>"#;
        assert_eq!(
            found(html),
            ["https://acme.example/hc/search?query=gift%20card%20%C3%A9&x=1"]
        );
        let xml = r#"<OpenSearchDescription><Url type="application/json" template="/j?{searchTerms}"/>
            <Url type="text/html" template="/s?q={searchTerms}&amp;p={startPage?}"/></OpenSearchDescription>"#;
        let found = SearchBox::described(xml, &base()).unwrap();
        assert_eq!(
            found.address("a b", &base()).unwrap().as_str(),
            "https://acme.example/s?q=a%20b&p="
        );
        assert!(!found.help);
    }
}
