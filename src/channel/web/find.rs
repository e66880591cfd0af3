//! Which links of a page lead to its contact form.

use super::party::{is_processor, same_party};
use super::words::{find, words};
use crate::channel::form::{Link, Page};
use url::Url;

/// No more links of a page are looked at.
const MOST_LINKS: usize = 2_000;
/// No more frames of a page are looked into.
const MOST_FRAMES: usize = 3;

/// What stands on links to contact forms, the surest first.
const TEXTS: &[(&str, u32)] = &[
    ("contact|enquiry|inquiry form|page", 100),
    (
        "contactformulier|contactformular|kontaktformular|kontaktformulier|reactieformulier",
        100,
    ),
    ("formulaire *2 contact", 100),
    ("send|write|drop *2 us|message|line", 95),
    ("email us|form", 90),
    ("stuur *4 bericht|mail|email", 95),
    ("stel *4 vraag|vragen", 90),
    ("posez *2 question|questions", 90),
    ("ecrivez|ecrire nous|nous", 90),
    ("nous ecrire|contacter", 95),
    ("contactez nous", 95),
    ("schreiben sie uns", 95),
    ("nachricht *2 schreiben|senden", 95),
    ("frage stellen", 90),
    ("ask *2 question", 85),
    ("get in touch", 90),
    ("contact us", 90),
    ("neem contact *1 op", 90),
    ("contact *1 opnemen", 90),
    ("kontakt aufnehmen", 90),
    (
        "contact|contacts|kontakt|contactez|kontaktieren|contactgegevens",
        80,
    ),
    ("enquiries|inquiries|enquire|feedback|reageer", 50),
    (
        "klantenservice|kundenservice|kundendienst|klantendienst|klantcontact|kundenbetreuung",
        45,
    ),
    ("customer service|services|care|support", 45),
    ("service client|clients|clientele", 45),
    ("support|help|hulp|hilfe|aide|assistance|vragen", 30),
];

/// What leads elsewhere, whatever else stands on it.
const ELSEWHERE: &[&str] = &[
    "lens|lenses|lenzen|contactlenzen|linsen|kontaktlinsen|lentille|lentilles",
    "press|presse|pers|media|medien|investor|investors|investoren|beleggers|investisseurs",
    "career|careers|jobs|vacatures|karriere|carrieres|emploi|recrutement",
    "privacy|cookie|cookies|datenschutz|confidentialite|terms|conditions|voorwaarden|agb|impressum",
    "newsletter|nieuwsbrief|login|account|register|registreren|anmelden|connexion|basket|cart|warenkorb|winkelwagen|panier",
    "tracing|supplier|suppliers|leverancier|lieferanten|fournisseurs|affiliate|sales team",
];

/// Where a contact form of this page's company may stand, the likeliest first; links that lead elsewhere are
/// left out.
pub(in crate::channel) fn leads(page: &Page) -> Vec<Url> {
    let mut found: Vec<(u32, &Link)> = page
        .links
        .iter()
        .take(MOST_LINKS)
        .filter_map(|link| Some((rank(link, page)?, link)))
        .collect();
    // Stable: of equals the first on the page.
    found.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    let mut leads: Vec<Url> = Vec::new();
    for (_, link) in found {
        let mut address = link.address.clone();
        address.set_fragment(None);
        if !leads.contains(&address) {
            leads.push(address);
        }
        if leads.len() == 8 {
            break;
        }
    }
    leads
}

/// Whether a page calls itself one to write to the company on.
pub(super) fn is_contact_page(page: &Page) -> bool {
    let last = page
        .address
        .path()
        .rsplit('/')
        .find(|part| !part.is_empty());
    let headings = page.forms.iter().take(20).map(|form| form.heading.as_str());
    [page.title.as_str(), last.unwrap_or_default()]
        .into_iter()
        .chain(headings)
        .any(|name| score(&words(name)) >= 45)
}

/// How much words promise a contact form.
fn score(words: &[String]) -> u32 {
    let found = TEXTS
        .iter()
        .find(|(pattern, _)| find(words, pattern).is_some());
    found.map_or(0, |(_, score)| *score)
}

/// The frames of a page in which its form may stand.
pub(super) fn frames(page: &Page) -> Vec<Url> {
    page.frames
        .iter()
        .filter(|frame| is_web(frame) && (same_party(frame, &page.address) || is_processor(frame)))
        .take(MOST_FRAMES)
        .cloned()
        .collect()
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

/// How likely a link leads to a contact form; `None` for not at all.
fn rank(link: &Link, page: &Page) -> Option<u32> {
    let address = &link.address;
    let here = address.path() == page.address.path() && address.query() == page.address.query();
    if !is_web(address) || here || !(same_party(address, &page.address) || is_processor(address)) {
        return None;
    }
    let file = address.path().rsplit('.').next().unwrap_or_default();
    let is_file = ["pdf", "doc", "docx", "zip", "jpg", "png"]
        .iter()
        .any(|e| file.eq_ignore_ascii_case(e));
    let text = words(&link.text);
    // Of the way to it the last part says most.
    let mut parts = address.path().rsplit('/').filter(|part| !part.is_empty());
    let last = words(parts.next().unwrap_or_default());
    let no = |words: &[String]| {
        ELSEWHERE
            .iter()
            .any(|pattern| find(words, pattern).is_some())
    };
    if is_file || no(&text) || no(&last) || text.len() > 12 {
        return None;
    }
    let (said, named) = (score(&text), score(&last));
    let rank = said.max(named) * 10 + said.min(named);
    (rank > 0).then_some(rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(links: &[(&str, &str)]) -> Page {
        let html: String = links
            .iter()
            .map(|(to, text)| format!("<a href='{to}'>{text}</a> "))
            .collect::<Vec<_>>()
            .concat();
        let at = "https://www.acme.test/".parse().unwrap();
        Page::read(&html, &at, "UTF-8")
    }

    #[test]
    fn the_likeliest_link_is_followed_first() {
        let found = |links: &[(&str, &str)]| -> Vec<String> {
            leads(&page(links))
                .iter()
                .map(|u| u.path().to_owned())
                .collect()
        };
        assert_eq!(
            found(&[
                ("/", "Contact"),
                ("/help", "Help"),
                ("/contact-lenses", "Contact lenses"),
                ("/press/contact", "Press contact"),
                ("https://other.test/contact", "Contact"),
                ("mailto:x@acme.test", "Contact"),
                ("/contact.pdf", "Contact form"),
                ("/contact#form", "Contact us"),
                ("/contact", "Contact"),
                ("/c/form", "Contact form"),
                ("https://help.acme.test/new", "Send us a message"),
            ]),
            ["/c/form", "/contact", "/new", "/help"]
        );
        for (text, to) in [
            ("Neem contact op", "/a"),
            ("Kontaktformular", "/b"),
            ("Nous contacter", "/c"),
            ("Stel ons een vraag", "/d"),
            ("Klantenservice", "/e"),
        ] {
            assert_eq!(found(&[("/x", "Home"), (to, text)]), [to], "{text}");
        }
    }
}
