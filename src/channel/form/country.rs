//! Countries, as lists of them show them.

use super::folding::words;
use std::collections::HashSet;
use std::sync::OnceLock;

/// Code; English; Dutch; French; German; others.
const LIST: &str = include_str!("cues/countries.txt");

fn rows() -> impl Iterator<Item = (&'static str, std::str::Split<'static, char>)> {
    LIST.lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once(';'))
        .map(|(code, names)| (code, names.split(';')))
}

/// Whether this is a country's name.
pub(super) fn is_one(label: &str) -> bool {
    static NAMES: OnceLock<HashSet<String>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let names = rows().flat_map(|(_, names)| names);
        names.map(|n| words(n).join(" ")).collect()
    });
    names.contains(&words(label).join(" "))
}

/// Whether an option of a list is this country: by its code or by its name in any of the four languages.
pub(super) fn is(code: &str, value: &str, label: &str) -> bool {
    let Some((_, mut names)) = rows().find(|(c, _)| c.eq_ignore_ascii_case(code)) else {
        return value.eq_ignore_ascii_case(code) || label.eq_ignore_ascii_case(code);
    };
    let (value, label) = (value.trim(), words(label));
    value.eq_ignore_ascii_case(code)
        || names.any(|n| {
            let name = words(n);
            name == label || name == words(value)
        })
}

/// A country's name in English, Dutch, French or German, for a field that is typed into.
pub(super) fn name(code: &str, language: crate::model::Language) -> Option<&'static str> {
    use crate::model::Language;
    let (_, mut names) = rows().find(|(c, _)| c.eq_ignore_ascii_case(code))?;
    names.nth(match language {
        Language::En => 0,
        Language::Nl => 1,
        Language::Fr => 2,
        Language::De => 3,
    })
}
