//! Where on a site to look: the results of a search, help pages, what a sitemap lists.

use super::passage::Ask;
use super::sheet::Sheet;
use super::software;
use crate::lexicon as words;
use std::collections::HashSet;
use url::{Host, Url};

/// What pages with answers are called, in addresses and on links; plain letters.
const HELP: &[&str] = &[
    "help",
    "faq",
    "faqs",
    "support",
    "questions",
    "answers",
    "helpcentre",
    "helpcenter",
    "knowledge",
    "knowledgebase",
    "kb",
    "hulp",
    "veelgestelde",
    "vragen",
    "klantenservice",
    "aide",
    "hilfe",
    "haufige",
    "fragen",
    "haeufige",
    "kundenservice",
    "service",
    "services",
    "assistance",
    "info",
    "information",
    "customer",
    "client",
    "kundendienst",
    "hc",
    "foire",
    "antworten",
    "guide",
    "ratgeber",
];
/// What pages are called that answer nothing.
const NEVER: &[&str] = &[
    "login",
    "signin",
    "register",
    "account",
    "mijn",
    "cart",
    "basket",
    "checkout",
    "wishlist",
    "careers",
    "jobs",
    "privacy",
    "cookies",
    "cookie",
    "press",
    "impressum",
    "datenschutz",
    "logout",
    "inloggen",
    "warenkorb",
    "panier",
    "twitter",
    "facebook",
    "instagram",
    "linkedin",
    "youtube",
    "vacatures",
    "karriere",
    "investors",
    "blog",
    "newsletter",
];
/// What no page is that a person reads.
const FILES: &[&str] = &[
    ".pdf", ".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".zip", ".mp4", ".mp3", ".doc",
    ".docx", ".xls", ".xlsx", ".xml", ".json", ".css", ".js", ".ico", ".rss", ".ics",
];
/// A link's words must have so much of the question that it is opened for them alone.
const PROMISING: f32 = 0.3;
/// No more of a sitemap's addresses are weighed.
const MOST_WEIGHED: usize = 20_000;

/// Whether an address belongs to the site of another: the same host, one beside or below it, or the help pages that
/// a maker of such software keeps for it.
pub(super) fn is_of_site(address: &Url, site: &Url) -> bool {
    if !matches!(address.scheme(), "http" | "https") {
        return false;
    }
    match (address.host(), site.host()) {
        (Some(Host::Domain(a)), Some(Host::Domain(b))) => {
            a == b || registered(a) == registered(b) || is_hosted_help(address, b)
        }
        (a, b) => a == b && address.port_or_known_default() == site.port_or_known_default(),
    }
}

/// Help pages at a maker's, under the name of the company's own domain.
fn is_hosted_help(address: &Url, site: &str) -> bool {
    let name = registered(site).split('.').next().unwrap_or_default();
    let host = address.host_str().unwrap_or_default();
    name.len() > 2 && host.contains(name) && !software::of_address(address).is_empty()
}

/// The part of a name that somebody registered: `acme.co.uk`, `acme.nl`. Told by length, without a list.
fn registered(host: &str) -> &str {
    let mut dots = host.rmatch_indices('.').map(|(at, _)| at);
    let (Some(last), Some(second)) = (dots.next(), dots.next()) else {
        return host;
    };
    let is_short = last - second <= 4 && host.len() - last <= 3;
    if !is_short {
        return &host[second + 1..];
    }
    dots.next().map_or(host, |third| &host[third + 1..])
}

/// Something that a search offers.
pub(super) struct Offer {
    /// Its place among the links of the page.
    pub link: usize,
    /// Where it leads.
    pub address: Url,
    /// Its title, and the first words below it.
    said: String,
}

/// What a page of results offers, in its order: links that stand in its middle and on no page seen before.
pub(super) fn results(page: &Sheet, site: &Url, known: &HashSet<&str>) -> Vec<Offer> {
    let offers = page.links.iter().enumerate().filter(|(_, link)| {
        !link.chrome
            && !link.text.is_empty()
            && is_of_site(&link.address, site)
            && !is_no_page(&link.address)
            && !known.contains(link.address.as_str())
            && link.address.path() != page.address.path()
    });
    offers
        .take(50)
        .map(|(nth, link)| {
            let below = page.sections.get(link.section);
            let below = below
                .and_then(|s| s.blocks.first())
                .map_or("", String::as_str);
            Offer {
                link: nth,
                address: link.address.clone(),
                said: format!("{} {}", link.text, &below[..below.floor_char_boundary(300)]),
            }
        })
        .collect()
}

/// The places of offers, the most promising first; the search's own order counts.
pub(super) fn by_promise(offers: &[Offer], ask: &Ask) -> Vec<usize> {
    let mut weighed: Vec<(f32, usize)> = offers
        .iter()
        .enumerate()
        .map(|(nth, offer)| {
            let place = 0.25 / (nth as f32 + 1.0);
            (ask.coverage(&offer.said) + place, nth)
        })
        .collect();
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    weighed.into_iter().map(|(_, nth)| nth).collect()
}

/// The next help page to open, of those that some pages link to, and how many clicks away the page is that links to
/// it.
pub(super) fn help(
    pages: &[(&Sheet, u32)],
    site: &Url,
    ask: &Ask,
    seen: &HashSet<String>,
) -> Option<(Url, u32)> {
    let mut best: Option<(f32, Url, u32)> = None;
    let mut weighed = HashSet::new();
    for (page, clicks) in pages {
        for link in page.links.iter().take(1_000) {
            let address = link.address.as_str();
            if !weighed.insert(address)
                || seen.contains(address)
                || !is_of_site(&link.address, site)
                || is_no_page(&link.address)
            {
                continue;
            }
            let said = format!("{} {}", link.text, slug(&link.address));
            let words = words::tokens(&said);
            if words.iter().any(|w| NEVER.contains(&w.as_str())) {
                continue;
            }
            let covers = ask.coverage(&said);
            let helps = words.iter().any(|w| HELP.contains(&w.as_str()));
            if !helps && covers < PROMISING {
                continue;
            }
            let worth = covers * 1.5 + if helps { 0.4 } else { 0.0 } - 0.02 * *clicks as f32;
            if best.as_ref().is_none_or(|(b, ..)| worth > *b) {
                best = Some((worth, link.address.clone(), *clicks));
            }
        }
    }
    best.map(|(_, address, clicks)| (address, clicks))
}

/// Those of a sitemap's pages that promise most.
pub(super) fn mapped(pages: &[Url], ask: &Ask, seen: &HashSet<String>, most: usize) -> Vec<Url> {
    let mut weighed: Vec<(f32, &Url)> = pages
        .iter()
        .take(MOST_WEIGHED)
        .filter(|a| !seen.contains(a.as_str()) && !is_no_page(a))
        .filter_map(|address| {
            let slug = slug(address);
            let words = words::tokens(&slug);
            if words.iter().any(|w| NEVER.contains(&w.as_str())) {
                return None;
            }
            let helps = words.iter().any(|w| HELP.contains(&w.as_str()));
            let worth = ask.coverage(&slug) * 1.5 + if helps { 0.3 } else { 0.0 };
            (worth >= 0.3).then_some((worth, address))
        })
        .collect();
    weighed.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then_with(|| a.1.as_str().len().cmp(&b.1.as_str().len()))
    });
    weighed
        .into_iter()
        .take(most)
        .map(|(_, a)| a.clone())
        .collect()
}

/// Sitemaps that list help pages first, those that list things for sale last.
pub(super) fn sort_maps(maps: &mut [Url]) {
    maps.sort_by_key(|map| {
        let words = words::tokens(map.path());
        let has = |list: &[&str]| words.iter().any(|w| list.iter().any(|l| w.contains(l)));
        if has(HELP) {
            0
        } else if has(&[
            "product", "image", "video", "categor", "news", "blog", "store", "brand",
        ]) {
            2
        } else {
            1
        }
    });
}

/// The words of an address's path.
fn slug(address: &Url) -> String {
    let path = percent_encoding::percent_decode_str(address.path()).decode_utf8_lossy();
    path.replace(['/', '-', '_', '.', '+'], " ")
}

fn is_no_page(address: &Url) -> bool {
    let path = address.path().to_lowercase();
    FILES.iter().any(|end| path.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_its_host_and_those_beside_it() {
        let url = |a: &str| Url::parse(a).unwrap();
        for (address, site, is) in [
            (
                "https://help.acme.example/x",
                "https://www.acme.example/",
                true,
            ),
            ("https://acme.co.uk/", "https://help.acme.co.uk/", true),
            ("https://other.co.uk/", "https://acme.co.uk/", false),
            (
                "https://acme.zendesk.com/hc/",
                "https://www.acme.example/",
                true,
            ),
            (
                "https://other.zendesk.com/hc/",
                "https://www.acme.example/",
                false,
            ),
            ("http://127.0.0.1:81/", "http://127.0.0.1:80/", false),
            ("ftp://acme.example/", "https://acme.example/", false),
        ] {
            assert_eq!(is_of_site(&url(address), &url(site)), is, "{address}");
        }
    }
}
