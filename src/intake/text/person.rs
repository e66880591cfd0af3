//! Whether a line is a person's name.

use super::beginnings::Words;
use super::company::Company;
use super::starts_with;
use std::sync::LazyLock;

/// Words of departments, companies and places, one a line.
static DEPARTMENTS: LazyLock<Words> =
    LazyLock::new(|| Words::new(include_str!("departments.txt").lines()));

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
    let mut line = line
        .trim()
        .trim_matches(['*', '_', ',', '.', '!', ' ', '~']);
    for title in [
        "i.a. ", "i. a. ", "i.v. ", "p.p. ", "namens ", "ihr ", "ihre ", "your ", "uw ", "dein ",
        "deine ",
    ] {
        if starts_with(line, title) {
            line = line[title.len()..].trim_start();
        }
    }
    let end = line
        .find([',', '|', '(', '/', '–', '·', '•', '<', '@'])
        .unwrap_or(line.len());
    let line = line[..end].split(" - ").next().unwrap_or_default().trim();
    if line.is_empty() || line.len() > 60 || company.is_named(line) {
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
        );
        let name = word.starts_with(char::is_uppercase)
            && word
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '\u{2019}'));
        if !(name || particle && words > 1) || is_department(word) {
            return false;
        }
        names += usize::from(name);
    }
    (1..=5).contains(&words) && names > 0
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
        || DEPARTMENTS.has(word)
}

#[cfg(test)]
mod tests {
    use super::*;

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
