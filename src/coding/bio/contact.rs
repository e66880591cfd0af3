//! Where a bio says to turn to: address, telephone number, web page.

use crate::coding::facts::{Text, time, weekdays};
use serde::Serialize;
use std::ops::Range;

/// Where to turn to, each as it is written; the first where there are several.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// An email address.
    pub email: Option<String>,
    /// A telephone number, also one for messages.
    pub phone: Option<String>,
    /// A web page, with or without `https://`.
    pub url: Option<String>,
}

/// The contact details of a text, and the places of all addresses, pages and numbers, in order and apart.
pub(super) fn read(text: &str) -> (Contact, Vec<Range<usize>>) {
    let mut contact = Contact::default();
    let mut places = Vec::new();
    for (start, word) in words(text) {
        let Some((range, mail)) = address(word) else {
            continue;
        };
        let place = start + range.start..start + range.end;
        let slot = if mail {
            &mut contact.email
        } else {
            &mut contact.url
        };
        slot.get_or_insert_with(|| text[place.clone()].to_owned());
        places.push(place);
    }
    for place in phones(text, &places) {
        contact
            .phone
            .get_or_insert_with(|| text[place.clone()].to_owned());
        places.push(place);
    }
    places.sort_by_key(|p| p.start);
    let mut end = 0;
    places.retain(|p| {
        let apart = p.start >= end;
        end = end.max(p.end);
        apart
    });
    (contact, places)
}

/// Words, with where they begin: what blanks, bars, brackets and pictographs set apart.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let apart = |c: char| {
        c.is_whitespace()
            || matches!(c, '|' | '<' | '>' | '(' | ')' | '[' | ']' | '"' | ',' | ';')
            || !c.is_ascii() && !c.is_alphanumeric()
    };
    text.split(apart)
        .filter(|w| !w.is_empty())
        .map(move |w| (w.as_ptr() as usize - text.as_ptr() as usize, w))
}

/// The part of a word that is an address: a mailbox (`true`) or a page.
fn address(word: &str) -> Option<(Range<usize>, bool)> {
    // `Mail:help@a.example`, `web=a.example`
    let lower = word.to_ascii_lowercase();
    let mut start = 0;
    if let Some(at) = lower.find("http://").or_else(|| lower.find("https://")) {
        start = at;
    } else {
        for lead in [
            "mailto:", "mail:", "email:", "e-mail:", "web:", "www:", "site:", "info:", "url:",
        ] {
            if lower.starts_with(lead) {
                start = lead.len();
            }
        }
        let signs = |c: char| !c.is_alphanumeric() && c != '@' && c != '#';
        start += word[start..].len() - word[start..].trim_start_matches(signs).len();
    }
    let rest = &word[start..];
    let rest = rest.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/');
    let range = start..start + rest.len();
    if let Some((local, domain)) = rest.split_once('@') {
        let sound = !local.is_empty()
            && local
                .chars()
                .all(|c| c.is_alphanumeric() || "._%+-'".contains(c))
            && is_domain(domain, false);
        return sound.then_some((range, true));
    }
    let bare = lower.get(start..)?;
    if let Some((_, behind)) = bare
        .split_once("://")
        .filter(|(s, _)| matches!(*s, "http" | "https"))
    {
        return behind
            .starts_with(char::is_alphanumeric)
            .then_some((range, false));
    }
    let domain = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let www = domain
        .get(..4)
        .is_some_and(|w| w.eq_ignore_ascii_case("www."));
    (is_domain(domain, !www)).then_some((range, false))
}

/// Whether a word has the shape of a domain, and, where asked for, an end that is known as one.
fn is_domain(domain: &str, known: bool) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let sound = |l: &&str| {
        !l.is_empty()
            && !l.starts_with('-')
            && !l.ends_with('-')
            && l.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    if labels.len() < 2 || labels.len() > 8 || !labels.iter().all(sound) {
        return false;
    }
    let last = labels[labels.len() - 1].to_ascii_lowercase();
    if !known {
        return last.len() > 1 && last.chars().all(|c| c.is_ascii_alphabetic());
    }
    // A sentence that goes on without a blank (`wrong.We`) is none, nor are two days (`Mo.Fr`).
    let cased = labels[labels.len() - 1].starts_with(char::is_uppercase)
        && labels[0].chars().any(char::is_lowercase);
    let first = labels[0].chars().count() > 1 && labels[0].chars().any(char::is_alphabetic);
    let days = labels.len() == 2
        && labels.iter().all(|l| l.len() < 4)
        && !weekdays::all(&Text::new(&domain.replace('.', "-"))).is_empty();
    ENDS.contains(&last.as_str()) && first && !cased && !days
}

/// Ends of domains that companies use, and those kept for examples.
const ENDS: &[&str] = &[
    "com",
    "org",
    "net",
    "eu",
    "info",
    "biz",
    "io",
    "co",
    "app",
    "dev",
    "me",
    "ly",
    "gl",
    "be",
    "nl",
    "de",
    "fr",
    "at",
    "ch",
    "lu",
    "uk",
    "ie",
    "us",
    "ca",
    "au",
    "nz",
    "shop",
    "store",
    "online",
    "site",
    "help",
    "support",
    "care",
    "bank",
    "energy",
    "travel",
    "gov",
    "edu",
    "tv",
    "fm",
    "cc",
    "li",
    "es",
    "it",
    "pt",
    "dk",
    "se",
    "no",
    "pl",
    "gg",
    "ee",
    "tel",
    "mobi",
    "club",
    "world",
    "swiss",
    "wales",
    "scot",
    "london",
    "amsterdam",
    "berlin",
    "paris",
    "koeln",
    "hamburg",
    "bayern",
    "brussels",
    "gent",
    "vlaanderen",
    "frl",
    "bzh",
    "alsace",
    "corsica",
    "coop",
    "museum",
    "example",
    "test",
    "invalid",
    "cloud",
    "tech",
    "digital",
    "services",
    "solutions",
    "group",
    "team",
    "page",
    "link",
    "chat",
    "xyz",
    "insurance",
    "finance",
    "mortgage",
    "loans",
    "garden",
    "coffee",
    "restaurant",
    "hotel",
    "reisen",
    "versicherung",
    "news",
    "media",
];

/// Words and signs behind which a number is one to call, however short.
const CALL: &[&str] = &[
    "tel",
    "telefon",
    "telefoon",
    "telefonisch",
    "telephone",
    "phone",
    "call",
    "ring",
    "dial",
    "bel",
    "bellen",
    "appelez",
    "appel",
    "hotline",
    "helpline",
    "whatsapp",
    "sms",
    "text",
    "anrufen",
    "rufen",
    "numero",
    "nummer",
    "fax",
    "line",
    "lijn",
    "ligne",
    "notruf",
    "storing",
    "storingen",
    "storingsnummer",
    "fon",
    "mobil",
    "wa",
    "t",
    "app",
    "servicenummer",
    "callcenter",
    "anruf",
    "composez",
    "contactez",
];

/// Telephone numbers: digits in groups that begin with `+` or a zero, or stand behind a word for calling.
fn phones(text: &str, taken: &[Range<usize>]) -> Vec<Range<usize>> {
    let parsed = Text::without(text, taken);
    let days = weekdays::parts(&parsed);
    let mut hours = vec![false; parsed.len()];
    for range in time::ranges(&parsed) {
        let military = range
            .tokens
            .clone()
            .filter(|t| parsed.digits(*t) == 4)
            .count()
            == 2;
        // `0800-2030` is a number, but where a day stands with it.
        let near = |a: usize, b: usize| a <= b && b - a <= 2;
        let next = days.partition_point(|d| d.tokens.start < range.tokens.end);
        let by_day = days
            .get(next)
            .is_some_and(|d| near(range.tokens.end, d.tokens.start))
            || next
                .checked_sub(1)
                .is_some_and(|d| near(days[d].tokens.end, range.tokens.start));
        if range.value.marked && !military || military && by_day {
            hours[range.tokens].fill(true);
        }
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < parsed.len() {
        match phone(&parsed, at, &hours) {
            Some(end) => {
                found.push(parsed.span(at..end));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// The token behind a telephone number that begins at a token.
fn phone(text: &Text, start: usize, hours: &[bool]) -> Option<usize> {
    let plus = text.sign(start) == Some('+');
    let open = text.sign(start) == Some('(');
    let mut at = start + usize::from(plus || open);
    if open && text.sign(at) == Some('+') {
        at += 1;
    }
    if text.digits(at) == 0 || (plus || open) && !text.glued(at) || hours[at] {
        return None;
    }
    let before = start.checked_sub(1);
    // The rest of a word, a price or another number is none.
    if let Some(before) = before {
        let stuck = text.glued(start)
            && (!text.word(before).is_empty()
                || text.digits(before) > 0
                || matches!(text.sign(before), Some('#' | '@' | ',' | '.'))
                    && before > 0
                    && text.glued(before));
        if stuck || matches!(text.sign(before), Some('\u{20ac}' | '\u{a3}' | '$')) {
            return None;
        }
    }
    let slice = text.span(at..at + 1);
    let zero = text.digits(at) > 1 && leading_zero(text, at, &slice);
    let cue = called(text, start);
    let (mut digits, mut groups, mut end) =
        (u32::from(text.digits(at)), vec![text.digits(at)], at + 1);
    at = end;
    while groups.len() < 9 && digits < 16 {
        let mut next = at;
        let mut signs = 0;
        while signs < 3
            && (matches!(text.sign(next), Some('-' | '.' | '/' | ')'))
                // `+49 (0) 89`
                || text.sign(next) == Some('(') && plus && groups.len() == 1)
            && text
                .get(next)
                .is_some_and(|t| t.before != crate::coding::facts::Before::Line)
        {
            // ` - ` and `. ` end a number, `) ` does not.
            signs += 1;
            next += 1;
        }
        let loose = signs > 0
            && !text.glued(next)
            && !matches!(text.sign(next - 1), Some(')'))
            && !(signs == 1 && matches!(text.sign(at), Some('/' | '-')));
        let dotted = signs > 0 && matches!(text.sign(next - 1), Some('.')) && !text.glued(next);
        if text.digits(next) == 0
            || loose
            || dotted
            || hours.get(next).copied().unwrap_or(true)
            || text
                .get(next)
                .is_none_or(|t| t.before == crate::coding::facts::Before::Line)
        {
            break;
        }
        digits += u32::from(text.digits(next));
        groups.push(text.digits(next));
        end = next + 1;
        at = end;
    }
    // What goes on as a word, a unit or a price is no number.
    if text.glued(end) && !text.word(end).is_empty()
        || matches!(text.sign(end), Some('\u{20ac}' | '%' | '$' | '\u{a3}'))
    {
        return None;
    }
    let date = matches!(
        groups[..],
        [1 | 2, 1 | 2, 4] | [1 | 2, 1 | 2, 2] | [4, 1 | 2, 1 | 2]
    );
    let american = matches!(groups[..], [3, 3, 4] | [1, 3, 3, 4]);
    let sound = if plus || zero || american && (open || text.sign(start + 1) == Some('-')) {
        (8..=15).contains(&digits) && !date || cue && zero && (3..=15).contains(&digits)
    } else {
        cue && (if groups.len() > 1 { 5 } else { 3 }..=15).contains(&digits)
            && !date
            && !(groups.len() == 1 && is_year(text, start))
            && groups[0] > 1
    };
    sound.then_some(end)
}

fn is_year(text: &Text, at: usize) -> bool {
    text.number(at).is_some_and(|n| (1900..2100).contains(&n))
        && text.word(at.wrapping_sub(1)) != "tel"
}

/// Whether digits begin with a zero: their value has fewer than they.
fn leading_zero(text: &Text, at: usize, span: &Range<usize>) -> bool {
    debug_assert!(!span.is_empty());
    let digits = u32::from(text.digits(at));
    match text.number(at) {
        Some(value) => digits > 9 || value < 10_u32.saturating_pow(digits - 1),
        None => true,
    }
}

/// Whether a word for calling stands right before.
fn called(text: &Text, at: usize) -> bool {
    let mut before = at;
    for _ in 0..3 {
        let Some(b) = before.checked_sub(1) else {
            return false;
        };
        before = b;
        if CALL.contains(&text.word(before)) {
            return true;
        }
        let filler = matches!(text.sign(before), Some('.' | ':' | '\u{2022}' | '(' | '-'))
            || matches!(
                text.word(before),
                "us" | "on"
                    | "le"
                    | "au"
                    | "ons"
                    | "op"
                    | "naar"
                    | "uns"
                    | "unter"
                    | "gratuit"
                    | "number"
                    | "free"
                    | "nous"
                    | "n"
                    | "o"
                    | "nr"
                    | "no"
                    | "met"
                    | "or"
                    | "of"
            );
        if !filler {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> [Option<String>; 3] {
        let (contact, _) = read(text);
        [contact.email, contact.phone, contact.url]
    }

    #[test]
    fn telephone_numbers_are_told_from_hours_and_prices() {
        for (text, expected) in [
            ("Tel. 030-5550188", "030-5550188"),
            ("\u{260e} 03 53 01 22 44", "03 53 01 22 44"),
            ("+49 (0)89 99998-765", "+49 (0)89 99998-765"),
            ("Mo-Fr 8-18 Uhr 0800 20 30 40. Danke", "0800 20 30 40"),
            ("09.70.81.83.00", "09.70.81.83.00"),
            ("appelez le 3639", "3639"),
            ("| 0800-2030", "0800-2030"),
            ("(020) 7946 0551", "(020) 7946 0551"),
            ("call 555-123-4567", "555-123-4567"),
        ] {
            assert_eq!(found(text)[1].as_deref(), Some(expected), "{text}");
        }
        for text in [
            "Mon-Fri 0900-1730",
            "09.00 - 17.30",
            "since 1998",
            "01.04.2026",
            "\u{20ac} 0800 123 456",
            "60.000 klanten",
            "24/7",
            "call 24/7",
            "08:00-20:00",
        ] {
            assert_eq!(found(text)[1], None, "{text}");
        }
    }

    #[test]
    fn addresses_and_pages_are_told_from_sentences() {
        for (text, mail, url) in [
            (
                "info@smulhoek.be | www.smulhoek.be",
                Some("info@smulhoek.be"),
                Some("www.smulhoek.be"),
            ),
            (
                "help: https://a.example/b?c=1.",
                None,
                Some("https://a.example/b?c=1"),
            ),
            (
                "\u{1f449}ir.greywether.com",
                None,
                Some("ir.greywether.com"),
            ),
            ("Mail:care@a-b.co.uk!", Some("care@a-b.co.uk"), None),
            ("z.B. Mo.-Fr. 9.30 p.m. wrong.We e.g. @acme", None, None),
        ] {
            assert_eq!(
                found(text),
                [mail.map(str::to_owned), None, url.map(str::to_owned)],
                "{text}"
            );
        }
    }
}
