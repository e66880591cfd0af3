//! Signatures: what stands below `-- `, a mobile's advertisement, the name below a closing formula.

use super::beginnings::Beginnings;
use super::company::Company;
use super::contact::{without_contact, without_footer_links};
use super::formula::formula;
use super::person::{is_lower_name, is_person, is_surely_person, is_team};
use super::tail::without_tail;
use super::{Line, is_blank, same, starts_with};
use std::sync::LazyLock;

/// How the line begins that a mobile mail program adds.
const MOBILE: &[&str] = &[
    "sent from ",
    "sent via ",
    "sent with ",
    "sent using ",
    "sent by my ",
    "sent wirelessly",
    "sent on the go",
    "via mobile",
    "via my mobile",
    "verzonden vanaf",
    "verzonden via",
    "verzonden met ",
    "verstuurd vanaf",
    "verstuurd via",
    "verstuurd met ",
    "vanaf mijn ",
    "envoyé de mon",
    "envoyé depuis",
    "envoyé à partir d",
    "envoyé par ",
    "envoyé avec",
    "envoyé sans fil",
    "von meinem ",
    "von meiner ",
    "gesendet von",
    "gesendet mit",
    "gesendet über",
    "gesendet aus",
    "versendet ",
    "diese nachricht wurde von mein",
    "enviado desde",
    "enviado do ",
    "inviato da",
    "skickat från",
    "sendt fra",
    "lähetetty ",
    "wysłane z",
    "get outlook for",
    "télécharger outlook",
    "obtenir outlook",
    "outlook für ",
    "outlook voor ",
    "download outlook",
    "hanki outlook",
    "outlook pour ",
    "laden sie outlook",
];
static MOBILE_LINE: LazyLock<Beginnings> =
    LazyLock::new(|| Beginnings::new(MOBILE.iter().copied()));

/// What such a line names, so that `Sent from our shop in Gent` stays.
const DEVICES: &[&str] = &[
    "iphone",
    "ipad",
    "ipod",
    "android",
    "blackberry",
    "phone",
    "smartphone",
    "mobile",
    "mobiel",
    "mobil",
    "mobiltelefon",
    "telefoon",
    "telefon",
    "téléphone",
    "telephone",
    "portable",
    "handy",
    "tablet",
    "tablette",
    "samsung",
    "galaxy",
    "huawei",
    "xiaomi",
    "redmi",
    "nokia",
    "htc",
    "pixel",
    "outlook",
    "mail",
    "yahoo",
    "gmail",
    "proton",
    "protonmail",
    "tutanota",
    "mailbox",
    "sparrow",
    "thunderbird",
    "windows",
    "appareil",
    "gerät",
    "toestel",
    "device",
    "gsm",
    "gmx",
    "ios",
    "terminal",
    "spark",
    "airmail",
    "boxer",
    "aol",
    "iphonesta",
    "oficina",
];

/// Takes out what stands below `-- ` or a mobile's line, up to the next quote. Says whether a person's name
/// stood there.
pub(super) fn without_signature<'t>(
    lines: &[Line<'t>],
    company: Company<'_>,
) -> (Vec<Line<'t>>, bool) {
    #[derive(PartialEq)]
    enum Skip {
        Nothing,
        Paragraph,
        Block,
    }
    let mut out = Vec::with_capacity(lines.len());
    let (mut skip, mut own, mut named) = (Skip::Nothing, false, false);
    for (at, line) in lines.iter().enumerate() {
        let Some(text) = *line else {
            skip = Skip::Nothing;
            out.push(None);
            continue;
        };
        let trimmed = text.trim();
        if skip == Skip::Block || skip == Skip::Paragraph && !trimmed.is_empty() {
            continue;
        }
        let delimited = own
            && match trimmed {
                "--" | "- --" | "-- --" => true,
                // These may also part two sections of a text.
                "---" | "\u{2014}" | "\u{2013}" | "__" | "___" | "***" => {
                    is_signed(&lines[at + 1..])
                }
                _ => false,
            };
        if delimited {
            let below = lines[at + 1..].iter().map_while(|l| *l);
            named |= below
                .filter(|l| !l.trim().is_empty())
                .take(2)
                .any(|l| is_person(l, company));
            skip = Skip::Block;
            continue;
        }
        if is_mobile(trimmed) {
            skip = Skip::Paragraph;
            continue;
        }
        skip = Skip::Nothing;
        own |= !trimmed.is_empty();
        out.push(Some(text));
    }
    (out, named)
}

/// Whether short lines, and few of them, follow up to the next quote, as in a signature.
fn is_signed(below: &[Line<'_>]) -> bool {
    let mut filled = below
        .iter()
        .take(40)
        .map_while(|l| *l)
        .map(str::trim)
        .filter(|l| !l.is_empty());
    let Some(first) = filled.next() else {
        return true;
    };
    first.split_whitespace().count() <= 5
        && !first.ends_with(['.', '?', '!', ':'])
        && filled.clone().count() <= 12
        && filled.take(3).all(|l| l.len() <= 80)
}

fn is_mobile(line: &str) -> bool {
    if line.len() > 110 {
        return false;
    }
    let line = line.trim_start_matches(['<', '[', '*', '_', '-', ' ']);
    if !MOBILE_LINE.begins(line) {
        return false;
    }
    // `Sent from my desk, which is easier than my mobile phone.` is a sentence.
    let end = line.find(['.', ',', '<', '(']).unwrap_or(line.len());
    line[..end]
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .take(14)
        .any(|w| DEVICES.iter().any(|d| same(w, d)))
}

/// Takes out the names below a closing formula, or what else closes a letter; `legal` says whether legal lines
/// stood below. Says whether there was a person's name.
pub(super) fn without_names<'t>(
    mut lines: Vec<Line<'t>>,
    legal: bool,
    company: Company<'_>,
) -> (Vec<Line<'t>>, bool) {
    without_footer_links(&mut lines);
    // What was quoted below all that is own bounds nothing.
    while lines.last().is_some_and(|l| is_blank(*l)) {
        lines.pop();
    }
    let block = lines.iter().rposition(Option::is_none).map_or(0, |n| n + 1);
    let mut above = lines[..block].iter().any(|l| !is_blank(*l));
    for at in block..lines.len() {
        let line = lines[at].unwrap_or_default();
        if line.trim().is_empty() {
            continue;
        }
        if let Some(length) = formula(line, &lines[at + 1..]).filter(|_| above) {
            let (formula, rest) = line.split_at(length);
            let named = is_person(rest, company) || names_person(&lines[at + 1..], company);
            let after = postscript(&lines[at + 1..]);
            lines.truncate(at);
            // A sentence of one stays out: it says as much as its absence.
            if formula.len() <= 60 {
                lines.push(Some(formula));
            }
            lines.extend(after);
            return (lines, named);
        }
        above = true;
    }
    if let Some(named) = without_contact(&mut lines, block, legal, company) {
        return (lines, named);
    }
    let named = drop_bare_name(&mut lines, block, company)
        || without_tail(&mut lines, block, legal, company);
    (lines, named)
}

/// Whether a person is named in the first lines below a formula: whatever is written like a name on the first,
/// what is surely one on the next.
fn names_person(below: &[Line<'_>], company: Company<'_>) -> bool {
    let mut filled = below
        .iter()
        .take(40)
        .flatten()
        .filter(|l| !l.trim().is_empty());
    let Some(first) = filled.next() else {
        return false;
    };
    is_surely_person(first, company)
        || is_person(first, company) && !is_team(first, company)
        || is_lower_name(first, company)
        || filled.take(4).any(|l| is_surely_person(l, company))
}

/// The paragraph below a signature that begins with `P.S.`, with a blank line above it.
fn postscript<'t>(below: &[Line<'t>]) -> Vec<Line<'t>> {
    let is_start = |l: &Line<'_>| {
        l.is_some_and(|l| {
            ["p.s.", "ps:", "ps.", "ps ", "p.s ", "p.s:", "nb:", "n.b."]
                .iter()
                .any(|p| starts_with(l.trim_start(), p))
        })
    };
    let Some(at) = below.iter().take(40).position(is_start) else {
        return Vec::new();
    };
    let paragraph = below[at..].iter().take_while(|l| !is_blank(**l)).copied();
    std::iter::once(Some("")).chain(paragraph).collect()
}

/// A last line that is a name or initials, below a text that ends in a full stop.
fn drop_bare_name(lines: &mut Vec<Line<'_>>, block: usize, company: Company<'_>) -> bool {
    let Some(last) = lines[block..]
        .iter()
        .rposition(|l| !is_blank(*l))
        .map(|n| n + block)
    else {
        return false;
    };
    let name = lines[last].unwrap_or_default().trim();
    let Some(at) = lines[..last].iter().rposition(|l| !is_blank(*l)) else {
        return false;
    };
    let before = lines[at].unwrap_or_default().trim();
    let ended = before.ends_with(['.', '!', '?', ')']);
    let initials = name
        .strip_prefix(['^', '/', '~', '-', '–'])
        .is_some_and(|n| {
            let n = n.trim().trim_end_matches('.');
            let lower_too =
                ended && name.starts_with(['-', '–']) && !before.starts_with(['-', '–']);
            n.len() <= 16
                && n.chars().all(char::is_alphabetic)
                && (n.starts_with(char::is_uppercase) || lower_too && n.chars().count() >= 2)
        });
    let apart = is_blank(lines[last - 1]);
    let short = name.split_whitespace().count() <= 3
        && (!name.contains([',', '|', '/']) || is_surely_person(name, company));
    // `Bonne journée,` above a name closes a letter as a formula does.
    let wished = before.ends_with(',') && before.len() <= 40 && last > block + 2;
    if initials || short && (apart && ended || wished) && is_person(name, company) {
        lines.truncate(last);
        return true;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::joined;
    use super::*;

    fn cut(text: &str) -> (String, bool) {
        let company = Company::of("help@acme.test", "");
        let lines: Vec<Line<'_>> = text.lines().map(Some).collect();
        let (lines, below) = without_signature(&lines, company);
        let (lines, above) = without_names(lines, false, company);
        (joined(&lines), below || above)
    }

    #[test]
    fn names_below_a_formula_go_and_are_noted() {
        for (text, own, named) in [
            (
                "Yes.\n\nKind regards,\nEmma Stone\nAcme",
                "Yes.\n\nKind regards,",
                true,
            ),
            (
                "Ja.\n\nMet vriendelijke groet,\n\nTeam Acme",
                "Ja.\n\nMet vriendelijke groet,",
                false,
            ),
            (
                "Ja.\n\nMit freundlichen Grüßen\nJan Vogt",
                "Ja.\n\nMit freundlichen Grüßen",
                true,
            ),
            ("Oui.\nCordialement, Luc", "Oui.\nCordialement,", true),
            ("Yes.\n-- \nEmma", "Yes.", true),
            ("Yes.\n-- \nAcme", "Yes.", false),
            ("Yes.\n---\nEmma Stone\nAcme", "Yes.", true),
            (
                "Yes.\n\nKind regards,\nAcme",
                "Yes.\n\nKind regards,",
                false,
            ),
            (
                "Yes.\n\nKind regards,\nEmma Stone, Customer Care",
                "Yes.\n\nKind regards,",
                true,
            ),
            (
                "Oui.\n\nCordialement,\nL'équipe Acme",
                "Oui.\n\nCordialement,",
                false,
            ),
            (
                "Ja.\n\nFreundliche Grüße\ni.A. Jan Vogt",
                "Ja.\n\nFreundliche Grüße",
                true,
            ),
            ("Ja hoor.\n\ngroetjes,\nemma", "Ja hoor.\n\ngroetjes,", true),
            (
                "Yes.\n\nBest,\nEmma\n\nP.S. Closed on Monday.\n\nAcme Ltd",
                "Yes.\n\nBest,\n\nP.S. Closed on Monday.",
                true,
            ),
            (
                "Oui, bien sûr.\n\nBonne journée,\nLuc",
                "Oui, bien sûr.\n\nBonne journée,",
                true,
            ),
            ("Ja.\n\nVon meinem iPhone gesendet", "Ja.", false),
            ("Ja.\n\nVerzonden vanaf mijn Samsung-telefoon", "Ja.", false),
            ("Oui.\n\nEnvoyé de mon iPhone", "Oui.", false),
            (
                "Parcels go fast.\nSent from our shop in Gent they take a day.",
                "Parcels go fast.\nSent from our shop in Gent they take a day.",
                false,
            ),
            (
                "Two things.\n---\nThe first is this: we open at nine.",
                "Two things.\n---\nThe first is this: we open at nine.",
                false,
            ),
            ("Yes.\n\nSent from my iPhone", "Yes.", false),
            ("Yes, of course.\n\nEmma", "Yes, of course.", true),
            ("Yes, of course.\n^EM", "Yes, of course.", true),
            ("Yes.\nThanks,\nEmma", "Yes.\nThanks,", true),
            (
                "Best is to order online.\nOk.",
                "Best is to order online.\nOk.",
                false,
            ),
            ("Open in:\n\nGent", "Open in:\n\nGent", false),
            (
                "Thanks,\nwe open at nine.",
                "Thanks,\nwe open at nine.",
                false,
            ),
        ] {
            assert_eq!(cut(text), (own.to_owned(), named), "{text}");
        }
    }
}
