//! What a home page links to: the ways to reach a company that it shows its visitors. Links decide:
//! of 954 pages that were looked at, 388 linked to a Twitter account and one named it in structured data.

use super::known::{CHATS, CONTACT, ELSEWHERE, HELP, NO_HANDLES};
use crate::model::{Channel, Company, Offered, Presence, plain_handle};
use percent_encoding::percent_decode_str;
use scraper::{Html, Selector};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use url::Url;

/// No more of a page is read than this.
const MOST_BYTES: usize = 2_000_000;
/// Nor more links.
const MOST_LINKS: usize = 5_000;
/// No longer link is kept.
const MOST_LINK: usize = 500;
/// Nor more than so many of a kind: a page that has more is a list, not a contact.
const MOST_KEPT: usize = 50;

/// Where a home page leads, each list sorted and each entry once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteLinks {
    /// Handles on Twitter, lower case, without the `@`.
    pub twitter: BTreeSet<String>,
    /// Handles on Bluesky, lower case.
    pub bluesky: BTreeSet<String>,
    /// Email addresses, lower case.
    pub email: BTreeSet<String>,
    /// Pages that the site calls contact.
    pub contact_pages: BTreeSet<String>,
    /// Pages that the site calls help, questions or service.
    pub help_pages: BTreeSet<String>,
    /// Chat software whose script the page loads, by its maker's name.
    pub chat: BTreeSet<String>,
    /// Accounts on other networks, as addresses.
    pub elsewhere: BTreeSet<String>,
}

/// The channels of which a home page says something. Self-service is on the site itself, so a help page
/// is taken for it.
const SHOWN: [Channel; 6] = Channel::ALL;

/// Reads the links of a home page; `base` is the address it came from, after redirects.
#[must_use]
pub fn links(html: &str, base: &str) -> SiteLinks {
    let mut found = SiteLinks::default();
    let Ok(base) = Url::parse(base) else {
        return found;
    };
    let html = &html[..html.floor_char_boundary(MOST_BYTES)];
    let page = Html::parse_document(html);
    for (selector, attribute) in [
        ("a[href], area[href], link[rel~=me][href]", "href"),
        ("script[src], iframe[src]", "src"),
    ] {
        let Ok(selector) = Selector::parse(selector) else {
            continue;
        };
        for element in page.select(&selector).take(MOST_LINKS) {
            let Some(target) = element.value().attr(attribute) else {
                continue;
            };
            if attribute == "src" {
                found.script(target, &base);
            } else {
                let words: String = element.text().take(20).collect();
                let title = element
                    .value()
                    .attr("aria-label")
                    .or(element.value().attr("title"));
                found.link(
                    target,
                    &format!("{words} {}", title.unwrap_or_default()),
                    &base,
                );
            }
        }
    }
    found.structured(&page, &base);
    found
}

/// The passages of a page that a reader sees as one: paragraphs, list items, cells; those that are
/// neither a word nor a chapter.
#[must_use]
pub fn passages(html: &str) -> Vec<String> {
    let html = &html[..html.floor_char_boundary(MOST_BYTES)];
    let page = Html::parse_document(html);
    let Ok(selector) = Selector::parse("p, li, td, dd") else {
        return Vec::new();
    };
    page.select(&selector)
        .take(MOST_LINKS)
        .filter_map(|element| {
            let text: String = element.text().take(100).collect();
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            (10..=300).contains(&text.chars().count()).then_some(text)
        })
        .take(500)
        .collect()
}

impl SiteLinks {
    fn link(&mut self, target: &str, words: &str, base: &Url) {
        let target = target.trim();
        if target.len() > MOST_LINK {
            return;
        }
        if let Some(rest) = strip_prefix_ignoring_case(target, "mailto:") {
            let address = rest.split(['?', ',']).next().unwrap_or_default();
            let address = percent_decode_str(address).decode_utf8_lossy();
            let address = address.trim().to_lowercase();
            if is_address(&address) {
                keep(&mut self.email, address);
            }
            return;
        }
        let Ok(url) = base.join(target) else {
            return;
        };
        if !matches!(url.scheme(), "http" | "https") || self.elsewhere_link(&url) {
            return;
        }
        if same_site(&url, base) {
            let mut plain = url.clone();
            plain.set_fragment(None);
            plain.set_query(None);
            let place = format!("{} {}", url.path(), words).to_lowercase();
            if has_word(&place, CONTACT) {
                keep(&mut self.contact_pages, plain.to_string());
            } else if has_word(&place, HELP) {
                keep(&mut self.help_pages, plain.to_string());
            }
        }
    }

    /// Whether a link leads to an account on a network.
    fn elsewhere_link(&mut self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default().to_lowercase();
        let host = host
            .trim_start_matches("www.")
            .trim_start_matches("mobile.")
            .trim_start_matches("m.");
        let mut path = url
            .path_segments()
            .into_iter()
            .flatten()
            .filter(|s| !s.is_empty());
        match host {
            "twitter.com" | "x.com" => {
                let first = path.next().map(plain_handle).unwrap_or_default();
                let first = match first.as_str() {
                    // https://twitter.com/intent/user?screen_name=acme
                    "intent" => url
                        .query_pairs()
                        .find(|(key, _)| key == "screen_name")
                        .map(|(_, name)| plain_handle(&name))
                        .unwrap_or_default(),
                    _ => first,
                };
                let is_handle = (1..=15).contains(&first.len())
                    && first
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b == b'_');
                // A link to a single post says nothing about whose account the site calls its own.
                if is_handle
                    && !NO_HANDLES.contains(&first.as_str())
                    && path.next() != Some("status")
                {
                    keep(&mut self.twitter, first);
                }
                true
            }
            "bsky.app" => {
                if path.next() == Some("profile")
                    && let Some(handle) = path.next().map(plain_handle)
                    && path.next().is_none()
                {
                    keep(&mut self.bluesky, handle);
                }
                true
            }
            _ if ELSEWHERE.iter().any(|known| is_within(host, known)) => {
                keep(&mut self.elsewhere, url.to_string());
                true
            }
            _ => false,
        }
    }

    fn script(&mut self, target: &str, base: &Url) {
        let Ok(url) = base.join(target) else {
            return;
        };
        let host = url.host_str().unwrap_or_default().to_lowercase();
        if let Some((_, maker)) = CHATS.iter().find(|(domain, _)| is_within(&host, domain)) {
            self.chat.insert((*maker).to_owned());
        }
    }

    /// `sameAs` and `email` of structured data, and the card's own account.
    fn structured(&mut self, page: &Html, base: &Url) {
        if let Ok(selector) =
            Selector::parse("meta[name='twitter:site'], meta[property='twitter:site']")
        {
            for meta in page.select(&selector).take(5) {
                let handle = plain_handle(meta.value().attr("content").unwrap_or_default());
                if (1..=15).contains(&handle.len())
                    && handle
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b == b'_')
                {
                    keep(&mut self.twitter, handle);
                }
            }
        }
        if let Ok(selector) = Selector::parse("script[type='application/ld+json']") {
            for script in page.select(&selector).take(20) {
                let text: String = script.text().collect();
                if let Ok(data) = serde_json::from_str::<serde_json::Value>(&text) {
                    self.described(&data, base, 0);
                }
            }
        }
    }

    fn described(&mut self, data: &serde_json::Value, base: &Url, depth: usize) {
        use serde_json::Value;
        if depth > 8 {
            return;
        }
        match data {
            Value::Array(list) => {
                for item in list.iter().take(100) {
                    self.described(item, base, depth + 1);
                }
            }
            Value::Object(object) => {
                for (key, value) in object.iter().take(100) {
                    let texts: Vec<&str> = match value {
                        Value::String(text) => vec![text],
                        Value::Array(list) => {
                            list.iter().filter_map(Value::as_str).take(50).collect()
                        }
                        _ => Vec::new(),
                    };
                    match key.as_str() {
                        "sameAs" => {
                            for text in texts {
                                if let Ok(url) = base.join(text) {
                                    self.elsewhere_link(&url);
                                }
                            }
                        }
                        "email" => {
                            for text in texts {
                                let text = text.trim_start_matches("mailto:").trim().to_lowercase();
                                if is_address(&text) {
                                    keep(&mut self.email, text);
                                }
                            }
                        }
                        _ => self.described(value, base, depth + 1),
                    }
                }
            }
            _ => {}
        }
    }

    /// The one contact point that the page shows on a channel; `None` where it shows none or several, and on
    /// channels of which a link says only that there is something.
    #[must_use]
    pub fn only(&self, channel: Channel) -> Option<&str> {
        let found = match channel {
            Channel::Email => &self.email,
            Channel::Twitter => &self.twitter,
            Channel::Bluesky => &self.bluesky,
            Channel::WebForm => &self.contact_pages,
            Channel::WebSearch | Channel::Chat => return None,
        };
        let mut found = found.iter();
        found
            .next()
            .filter(|_| found.next().is_none())
            .map(String::as_str)
    }

    /// How a channel of a company compares with what its home page shows.
    #[must_use]
    pub fn compare(&self, company: &Company) -> Vec<Offered> {
        SHOWN
            .into_iter()
            .map(|channel| {
                let declared = company.contact_point(channel).unwrap_or_default();
                let linked: Vec<&str> = match channel {
                    Channel::Email => self.email.iter().map(String::as_str).collect(),
                    Channel::Twitter => self.twitter.iter().map(String::as_str).collect(),
                    Channel::Bluesky => self.bluesky.iter().map(String::as_str).collect(),
                    Channel::WebForm => self.contact_pages.iter().map(String::as_str).collect(),
                    Channel::WebSearch => self.help_pages.iter().map(String::as_str).collect(),
                    Channel::Chat => self.chat.iter().map(String::as_str).collect(),
                };
                Offered {
                    channel,
                    presence: presence(channel, declared, &linked),
                    declared: declared.to_owned(),
                    linked: linked.join(" "),
                }
            })
            .collect()
    }
}

fn keep(kept: &mut BTreeSet<String>, found: String) {
    if kept.len() < MOST_KEPT {
        kept.insert(found);
    }
}

fn presence(channel: Channel, declared: &str, linked: &[&str]) -> Presence {
    match (declared.is_empty(), linked.is_empty()) {
        (true, true) => Presence::Neither,
        (true, false) => Presence::NotDeclared,
        (false, true) => Presence::NotLinked,
        (false, false) => {
            let agrees = match channel {
                // A chat, or a help page, is there or not: which script or page it is says no more.
                Channel::Chat | Channel::WebSearch => true,
                Channel::WebForm => linked
                    .iter()
                    .any(|page| page_key(page) == page_key(declared)),
                Channel::Email | Channel::Twitter | Channel::Bluesky => declared
                    .split_whitespace()
                    .map(plain_handle)
                    .any(|ours| linked.iter().any(|theirs| *theirs == ours)),
            };
            if agrees {
                Presence::Agrees
            } else {
                Presence::Differs
            }
        }
    }
}

/// A page's address without what makes no difference.
fn page_key(page: &str) -> String {
    let page = page.trim().to_lowercase();
    let page = page.split(['?', '#']).next().unwrap_or_default();
    page.trim_start_matches("https://")
        .trim_start_matches("http://")
        .trim_start_matches("www.")
        .trim_end_matches('/')
        .to_owned()
}

/// Whether a text holds one of some words as a whole word, or as the words of a path.
fn has_word(text: &str, words: &[&str]) -> bool {
    let is_letter = |c: char| c.is_alphanumeric();
    words.iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            !text[..at].chars().next_back().is_some_and(is_letter)
                && !text[at + word.len()..]
                    .chars()
                    .next()
                    .is_some_and(is_letter)
        })
    })
}

fn is_within(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Whether two addresses are of the same site: one host is the other's, save for what comes before it.
fn same_site(a: &Url, b: &Url) -> bool {
    let host = |url: &Url| {
        url.host_str()
            .unwrap_or_default()
            .trim_start_matches("www.")
            .to_lowercase()
    };
    let (a, b) = (host(a), host(b));
    !a.is_empty() && (is_within(&a, &b) || is_within(&b, &a))
}

fn is_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && local
                .bytes()
                .all(|b| b.is_ascii_graphic() && !b"<>()[]\\,;:\"@".contains(&b))
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && domain
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
    })
}

fn strip_prefix_ignoring_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix)
        .then(|| &text[prefix.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    const PAGE: &str = r#"<!DOCTYPE html><html><head>
        <meta name="twitter:site" content="@AcmeShop">
        <script src="https://static.zdassets.com/ekr/snippet.js"></script>
        <script type="application/ld+json">{"@type":"Organization","email":"mailto:Press@acme.example",
          "sameAs":["https://bsky.app/profile/acme.example","https://www.facebook.com/acme"]}</script></head>
        <body><a href="https://twitter.com/intent/tweet?text=hi">share</a>
        <a href="https://x.com/AcmeHelp?lang=en">X</a> <a href="https://twitter.com/fan/status/123">praise</a>
        <a href="MAILTO:help%40acme.example?subject=Hi">Mail us</a> <a href="/contact-us#form">Write to us</a>
        <a href="https://support.acme.example/faq">Questions</a> <a href="https://other.example/contact">them</a>
        <a href="/contactless">Contactless payment</a> <a href="javascript:void(0)">no</a></body></html>"#;

    fn set(list: &[&str]) -> BTreeSet<String> {
        list.iter().map(|s| (*s).to_owned()).collect()
    }

    #[test]
    fn links_decide() {
        let found = links(PAGE, "https://www.acme.example/");
        assert_eq!(found.twitter, set(&["acmehelp", "acmeshop"]));
        assert_eq!(found.bluesky, set(&["acme.example"]));
        assert_eq!(
            found.email,
            set(&["help@acme.example", "press@acme.example"])
        );
        assert_eq!(
            found.contact_pages,
            set(&["https://www.acme.example/contact-us"])
        );
        assert_eq!(found.help_pages, set(&["https://support.acme.example/faq"]));
        assert_eq!(found.chat, set(&["Zendesk"]));
        assert_eq!(found.elsewhere, set(&["https://www.facebook.com/acme"]));
    }

    #[test]
    fn the_panel_is_held_against_the_page() {
        let company = Company {
            id: "acme".to_owned(),
            name: "Acme".to_owned(),
            sector: "x".to_owned(),
            country: String::new(),
            language: Language::En,
            timezone: None,
            contact_points: BTreeMap::from([
                (Channel::Email, "info@acme.example".to_owned()),
                (Channel::Twitter, "@Acme @ACMEhelp".to_owned()),
                (
                    Channel::WebForm,
                    "http://acme.example/contact-us/".to_owned(),
                ),
            ]),
            site: None,
            form_pins: crate::model::FormPins::default(),
            service: crate::model::Service::default(),
        };
        let compared: Vec<(Channel, Presence)> = links(PAGE, "https://www.acme.example/")
            .compare(&company)
            .iter()
            .map(|o| (o.channel, o.presence))
            .collect();
        assert_eq!(
            compared,
            [
                (Channel::Email, Presence::Differs),
                (Channel::Twitter, Presence::Agrees),
                (Channel::WebForm, Presence::Agrees),
                (Channel::WebSearch, Presence::NotDeclared),
                (Channel::Chat, Presence::NotDeclared),
                (Channel::Bluesky, Presence::NotDeclared),
            ]
        );
        let nothing = SiteLinks::default().compare(&company);
        assert_eq!(nothing[0].presence, Presence::NotLinked);
        assert_eq!(nothing[4].presence, Presence::Neither);
    }

    proptest! {
        #[test]
        fn any_page_can_be_read(html in "(<[a-z]{1,6}( (href|src|content)=\"[^\"]{0,30}\")?>|[^<]{0,12}){0,60}", base in ".{0,30}") {
            let _ = (links(&html, &base), passages(&html));
            let _ = links(&html, "https://a.example/b/");
        }
    }
}
