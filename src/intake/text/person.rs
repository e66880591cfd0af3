//! Whether a line is a person's name.

use super::beginnings::{Beginnings, Words};
use super::company::Company;
use super::{same, starts_with};
use std::sync::LazyLock;

/// Words of departments, companies and places, one a line.
const DEPARTMENTS: &str = include_str!("departments.txt");

/// First names in lower case, one a line.
const FIRST_NAMES: &str = include_str!("first_names.txt");
static FIRST_NAME: LazyLock<Words> = LazyLock::new(|| Words::new(FIRST_NAMES.lines()));
static DEPARTMENT: LazyLock<Words> = LazyLock::new(|| Words::new(DEPARTMENTS.lines()));

/// Whether a word, written with a capital, is a first name that is well known.
pub fn is_first_name(word: &str) -> bool {
    if !word.starts_with(char::is_uppercase) || word.len() > 20 {
        return false;
    }
    FIRST_NAME.has(word)
        || word
            .split_once('-')
            .is_some_and(|(first, _)| FIRST_NAME.has(first))
}

/// Whether a line is surely a person's name: one that is well known, the sender's own, or a surname behind
/// initials.
pub(super) fn is_surely_person(line: &str, company: Company<'_>) -> bool {
    if !is_person(line, company) {
        return false;
    }
    let mut words = untitled(line)
        .split([' ', ',', '|', '('])
        .map(|w| w.trim_matches(['*', '_', '!', '^', '~']))
        .filter(|w| !w.is_empty());
    let Some(first) = words.next() else {
        return false;
    };
    let initial = |w: &str| w.ends_with('.') && w.len() <= 8 && w.starts_with(char::is_uppercase);
    is_first_name(first.trim_end_matches('.'))
        || company.is_sender(first)
        || initial(first) && words.next().is_some_and(|w| w.len() > 2 || initial(w))
        || [
            "mr", "dr", "mme ", "frau ", "herr ", "mevr", "dhr", "fr. ", "i.a", "i. a", "prof",
        ]
        .iter()
        .any(|t| starts_with(line.trim_start(), t) && untitled(line).len() < line.trim().len())
}

/// A name without what stands before it: `i.A.`, `Ihr`, `mr.`
fn untitled(line: &str) -> &str {
    let mut line = line
        .trim()
        .trim_matches(['*', '_', ',', '!', ' ', '~', '^']);
    // `Tom x`, `Tom 🙂`
    while let Some((rest, last)) = line.rsplit_once(' ')
        && last
            .chars()
            .all(|c| matches!(c, 'x' | 'X') || c > '\u{2000}')
    {
        line = rest.trim_end_matches([' ', ',', '!']);
    }
    for _ in 0..2 {
        if let Some(title) = TITLE.of(line).next() {
            line = line[title.len()..].trim_start();
        }
    }
    line
}

/// What makes a company's name of the word behind it, unless that is well known as a person's.
pub(super) const OWN: &[&str] = &[
    "ihr ", "ihre ", "your ", "uw ", "dein ", "deine ", "euer ", "eure ",
];

static TITLE: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::new(TITLES.iter().copied()));
const TITLES: &[&str] = &[
    "i.a. ", "i. a. ", "i.v. ", "p.p. ", "namens ", "ihr ", "ihre ", "your ", "uw ", "dein ",
    "deine ", "euer ", "eure ", "mr. ", "mr ", "mrs ", "mrs. ", "ms ", "ms. ", "dr. ", "dr ",
    "drs. ", "ir. ", "ing. ", "prof. ", "dhr. ", "mevr. ", "mw. ", "mme ", "frau ", "herr ",
    "fr. ", "hr. ", "maître ", "love ",
];

/// One word in small letters below a formula, as in `groetjes, emma`.
pub(super) fn is_lower_name(line: &str, company: Company<'_>) -> bool {
    let line = line.trim();
    line.len() <= 12
        && line.len() > 2
        && line.chars().all(char::is_lowercase)
        && !is_department(line)
        && !company.is_named(line)
}

/// Whether a line is written like a person's name and not like a department's or the company's.
pub(super) fn is_person(line: &str, company: Company<'_>) -> bool {
    if line.len() > 120 {
        return false;
    }
    let owned = OWN.iter().any(|w| starts_with(line.trim_start(), w));
    let line = untitled(line).trim_end_matches(['.', ' ']);
    let end = line
        .find([',', '|', '(', '/', '–', '·', '•', '<', '@'])
        .unwrap_or(line.len());
    // `Bea and Tom, both part time` may be an answer.
    let whole = !line[end..].starts_with(',');
    let mut line = line[..end].trim();
    if line.bytes().any(|b| b == b'-') {
        line = line.split(" - ").next().unwrap_or_default().trim();
    }
    if line.is_empty() || line.len() > 60 || company.is_named(line) {
        return false;
    }
    let first = line.split(' ').next().unwrap_or_default();
    let known = is_first_name(first) || company.is_sender(first) || first.ends_with('.');
    // `Ihre Acme Bank`, `Eure Lehms`
    if !known && (owned || company.is_within(line) || company.shared(line) > 0) {
        return false;
    }
    let (mut words, mut names) = (0, 0);
    for word in line.split_whitespace() {
        words += 1;
        let particle = matches!(
            word,
            "de" | "van"
                | "von"
                | "der"
                | "den"
                | "du"
                | "di"
                | "da"
                | "zu"
                | "ter"
                | "ten"
                | "la"
                | "le"
                | "el"
                | "from"
                | "bij"
                | "at"
                | "of"
                | "chez"
                | "y"
                | "jun"
                | "sen"
                | "jr"
                | "sr"
        );
        let name = word.starts_with(char::is_uppercase)
            && word
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '\u{2019}'));
        // `Emma from Acme Care`, `Marion du service clients`: what follows is no name.
        let of = matches!(
            word,
            "from" | "bij" | "at" | "chez" | "du" | "vom" | "van" | "von" | "de" | "bei" | "of"
        );
        if names > 0
            && of
            && (words == 2 && known || matches!(word, "from" | "bij" | "at" | "chez"))
        {
            return line.split_whitespace().count() <= 7;
        }
        // `Hélène et Michel`
        let joins =
            names == 1 && words == 2 && matches!(word, "&" | "et" | "en" | "und" | "and" | "+");
        // `Dave & the Acme crew`
        if joins
            && known
            && line.split_whitespace().nth(2).is_some_and(|w| {
                ["the", "het", "l'équipe", "das", "team", "die", "le", "all"]
                    .iter()
                    .any(|t| same(w, t))
            })
        {
            return true;
        }
        let pair = joins
            && whole
            && line
                .split_whitespace()
                .all(|w| w == word || is_first_name(w));
        if particle && words > 1 || pair {
            continue;
        }
        // `XX` is a kiss.
        if !name
            || is_department(word)
            || word.len() <= 4 && word.chars().all(|c| "xXoO".contains(c))
        {
            return false;
        }
        names += 1;
    }
    (1..=6).contains(&words) && (1..=4).contains(&names)
}

/// Whether a word stands in the name of a department, a company or a place, and not of a person.
pub(super) fn is_department(word: &str) -> bool {
    let ends = |end: &str| {
        word.len() >= end.len()
            && word.is_char_boundary(word.len() - end.len())
            && word[word.len() - end.len()..].eq_ignore_ascii_case(end)
    };
    ends("team")
        || ends("service")
        || ends("support")
        || ends("quipe")
        || ends("dienst")
        || DEPARTMENT.has(word)
}

/// Whether a short line names a team, a department or the company, and says nothing else.
pub(super) fn is_team(line: &str, company: Company<'_>) -> bool {
    const VERBS: &[&str] = &[
        "contact", "kontakt", "shop", "see", "visit", "call", "ask", "bel", "mail", "neem", "no",
        "yes", "ja", "nee", "nein", "oui", "non", "help", "online", "all", "our", "unsere", "nos",
        "onze",
    ];
    // Words of companies that may as well name a place to go to.
    const PLACES: &[&str] = &[
        "centre",
        "center",
        "centrum",
        "store",
        "stores",
        "shop",
        "shops",
        "hotel",
        "bank",
        "winkel",
        "boutique",
        "magasin",
        "office",
        "kantoor",
        "restaurant",
        "museum",
        "theater",
        "theatre",
        "théâtre",
        "water",
        "stadt",
        "ville",
        "gemeente",
        "gemeinde",
        "mairie",
        "online",
        "travel",
        "energy",
        "energie",
        "foods",
        "retail",
        "university",
        "universiteit",
        "université",
        "universität",
        "reisen",
        "bistro",
        "success",
        "yes",
        "no",
        "info",
        "orders",
        "bookings",
        "insurance",
        "accounts",
    ];
    const SMALL: &[&str] = &[
        "&", "+", "-", "and", "en", "et", "und", "of", "de", "van", "von", "der", "den", "du",
        "des", "la", "le", "les", "für", "voor", "pour", "for", "from", "at", "bij", "het", "the",
        "uw", "je", "ihr", "ihre", "dein", "deine", "euer", "eure", "votre", "ton", "toute", "zum",
        "zur", "am", "in", "im", "your", "à", "aux", "dem", "das", "|", "–", "namens", "op", "a",
        "an", "on",
    ];
    let line = line
        .trim()
        .trim_matches(['*', '_', ',', ' ', '~', '|'])
        .trim_start_matches(['–', '—']);
    if line.is_empty()
        || line.len() > 90
        || line.ends_with(['.', '?', '!', ':', ';'])
        || line.contains("://")
        || line.bytes().filter(u8::is_ascii_digit).count() > 2
    {
        return false;
    }
    if company.is_named(line) {
        return true;
    }
    let (mut count, mut large, mut department) = (0, 0, false);
    for word in line.split_whitespace() {
        let word = word.trim_matches([',', '(', ')', '"', '\'', '«', '»', '„', '“']);
        if word.is_empty() {
            continue;
        }
        count += 1;
        let known = is_department(word);
        if count == 1 && VERBS.iter().any(|v| same(word, v)) {
            return false;
        }
        let small = SMALL.iter().any(|s| same(word, s));
        large += usize::from(!small);
        department |= known && !small && !PLACES.iter().any(|p| same(word, p));
        let elided = starts_with(word, "l'") || starts_with(word, "d'") || starts_with(word, "l’");
        if !(known || small || elided || word.starts_with(char::is_uppercase)) {
            // `Le service qualité`, `Het team klantcontact`
            if !department || count > 4 {
                return false;
            }
        }
    }
    let shared = company.shared(line);
    (1..=9).contains(&count)
        && (department || company.is_within(line) || shared >= 2 || shared > 0 && shared == large)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn teams_are_told_from_sentences() {
        let company = Company::of("help@acme.test", "Wren & Daughters");
        for (line, team) in [
            ("Wren & Daughters Customer Service", true),
            ("The HMO Licensing Team, Calverton Council Team", true),
            ("Customer Care, Tidewell Kayaks", true),
            ("Le service clients Maison Verlaine", true),
            ("Klantenservice Blauwgras Cosmetica", true),
            ("Ihr Kundenservice", true),
            ("Uw Wren & Daughters", true),
            ("Contact customer service", false),
            ("Yes, the service is free", false),
            ("Service from 9 to 17 on all days", false),
            ("The Team is here.", false),
            ("Emma Stone", false),
            ("Amsterdam Centrum", false),
        ] {
            assert_eq!(is_team(line, company), team, "{line}");
        }
    }

    #[test]
    fn persons_are_told_from_departments() {
        let company = Company::of("help@acme.test", "");
        for (line, person) in [
            ("Emma Stone", true),
            ("EM", true),
            ("i.A. Jan Vogt", true),
            ("Jan de Wit, Klantenservice", true),
            ("Sanne van Acme", true),
            ("Emma Stone | Acme", true),
            ("Emma from Acme Care", true),
            ("Léo de Banqo", true),
            ("Hélène et Michel", true),
            ("mr. L. van der Hulst", true),
            ("Josette, bénévole", true),
            ("Euer Günther", true),
            ("Stap & Co", false),
            ("Two of us", false),
            ("Acme", false),
            ("Team Acme", false),
            ("L'équipe Acme", false),
            ("Ihr Kundenservice", false),
            ("Het Acme-team", false),
            ("020 1234567", false),
            ("www.acme.test", false),
            ("", false),
        ] {
            assert_eq!(is_person(line, company), person, "{line}");
        }
    }
}
