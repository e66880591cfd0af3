//! Signatures: what stands below `-- `, a mobile's advertisement, the name below a closing formula.

use super::{Line, is_blank};

/// Formulas below which only a name and its company follow, in lower case.
const FORMULAS: &[&str] = &[
    "kind regards",
    "best regards",
    "warm regards",
    "warmest regards",
    "with kind regards",
    "with best regards",
    "many regards",
    "regards",
    "best wishes",
    "all the best",
    "yours sincerely",
    "yours faithfully",
    "yours truly",
    "sincerely",
    "cheers",
    "best",
    "with thanks",
    "take care",
    "met vriendelijke groet",
    "met vriendelijke groeten",
    "vriendelijke groet",
    "vriendelijke groeten",
    "hartelijke groet",
    "hartelijke groeten",
    "met hartelijke groet",
    "met groet",
    "groet",
    "groeten",
    "groetjes",
    "hoogachtend",
    "mvg",
    "cordialement",
    "bien cordialement",
    "très cordialement",
    "tres cordialement",
    "bien à vous",
    "bien a vous",
    "sincères salutations",
    "meilleures salutations",
    "salutations distinguées",
    "bien sincèrement",
    "salutations",
    "sincèrement",
    "respectueusement",
    "mit freundlichen grüßen",
    "mit freundlichen grüssen",
    "mit freundlichen gruessen",
    "mit freundlichem gruß",
    "freundliche grüße",
    "freundliche grüsse",
    "viele grüße",
    "viele gruesse",
    "beste grüße",
    "herzliche grüße",
    "liebe grüße",
    "schöne grüße",
    "mfg",
    "mit besten grüßen",
    "mit herzlichen grüßen",
    "hochachtungsvoll",
];
/// Thanks that close a letter when no more than a name follows.
const THANKS: &[&str] = &[
    "thanks",
    "thank you",
    "many thanks",
    "bedankt",
    "alvast bedankt",
    "merci",
    "merci d'avance",
    "danke",
    "vielen dank",
    "besten dank",
    "thanks again",
    "thx",
    "thanks a lot",
];
/// Lines that a mobile mail program adds.
const MOBILE: &[&str] = &[
    "sent from my ",
    "sent from mail for",
    "sent from outlook",
    "sent from yahoo",
    "sent from samsung",
    "sent from proton",
    "sent via ",
    "get outlook for",
    "verzonden vanaf mijn",
    "verstuurd vanaf mijn",
    "verzonden met ",
    "verstuurd met ",
    "envoyé de mon",
    "envoyé depuis",
    "envoyé à partir de",
    "télécharger outlook",
    "von meinem ",
    "gesendet von",
    "gesendet mit",
    "outlook für ",
    "diese nachricht wurde von meinem",
];

/// Takes out what stands below `-- ` or a mobile's line, up to the next quote.
pub(super) fn without_signature(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut out = Vec::with_capacity(lines.len());
    let (mut skipping, mut own) = (false, false);
    for line in lines {
        let Some(text) = line else {
            skipping = false;
            out.push(None);
            continue;
        };
        if skipping {
            continue;
        }
        let trimmed = text.trim();
        if matches!(trimmed, "--" | "\u{2014}" | "- --" | "-- --" | "---") && own
            || is_mobile(trimmed)
        {
            skipping = true;
            continue;
        }
        own |= !trimmed.is_empty();
        out.push(Some(text));
    }
    out
}

fn is_mobile(line: &str) -> bool {
    if line.len() > 90 {
        return false;
    }
    let line = line.trim_start_matches(['<', '[', '*', '_']).to_lowercase();
    MOBILE.iter().any(|m| line.starts_with(m))
}

/// Takes out the names below a closing formula; says whether there was a person's.
pub(super) fn without_names(mut lines: Vec<Line<'_>>) -> (Vec<Line<'_>>, bool) {
    while lines.last().is_some_and(|l| is_blank(*l)) {
        lines.pop();
    }
    let block = lines.iter().rposition(Option::is_none).map_or(0, |n| n + 1);
    for at in block..lines.len() {
        let line = lines[at].unwrap_or_default();
        let above = lines[..at].iter().any(|l| !is_blank(*l));
        let Some(length) = formula(line, &lines[at + 1..]) else {
            continue;
        };
        if !above {
            continue;
        }
        let (formula, rest) = line.split_at(length);
        let named = is_person(rest.trim_matches([',', '.', '!', ' ']))
            || lines[at + 1..]
                .iter()
                .flatten()
                .filter(|l| !l.trim().is_empty())
                .take(2)
                .any(|l| is_person(l));
        lines.truncate(at);
        lines.push(Some(formula));
        return (lines, named);
    }
    let named = drop_bare_name(&mut lines, block);
    (lines, named)
}

/// How much of a line is a closing formula, when it is one.
fn formula(line: &str, after: &[Line<'_>]) -> Option<usize> {
    let trimmed = line.trim_start();
    let indent = line.len() - trimmed.len();
    if trimmed.len() > 70 {
        return None;
    }
    let lower = trimmed.to_lowercase();
    if lower.len() != trimmed.len() {
        return None;
    }
    let end_of = |list: &[&str]| {
        list.iter()
            .filter(|f| {
                lower.strip_prefix(**f).is_some_and(|rest| {
                    rest.is_empty()
                        || rest.starts_with([',', '.', '!', ' '])
                            && rest.split_whitespace().count() <= 4
                })
            })
            .map(|f| f.len())
            .max()
    };
    if let Some(length) = end_of(FORMULAS) {
        let rest = trimmed[length..].trim_matches([',', '.', '!', ' ']);
        // `Best is to call`, `Groeten uit Gent`: what follows is a name only if it is written as one.
        let name = rest.split_whitespace().all(|w| {
            w.starts_with(char::is_uppercase) || matches!(w, "from" | "the" | "namens" | "van")
        });
        return name.then(|| {
            indent + length + usize::from(trimmed[length..].starts_with([',', '.', '!']))
        });
    }
    let length = end_of(THANKS)?;
    let rest = trimmed[length..].trim_matches([',', '.', '!', ' ']);
    // A bounded look ahead: a letter of nothing but thanks must not cost its square.
    let following: Vec<&str> = after
        .iter()
        .take(100)
        .flatten()
        .copied()
        .filter(|l| !l.trim().is_empty())
        .take(5)
        .collect();
    let short = following.len() <= 4
        && following.iter().all(|l| {
            l.split_whitespace().count() <= 5 && !l.trim_end().ends_with(['.', '?', '!', ':'])
        });
    (rest.is_empty() && short && !following.is_empty())
        .then(|| indent + length + usize::from(trimmed[length..].starts_with([',', '.', '!'])))
}

/// A last line that is a name or initials, below a text that ends in a full stop.
fn drop_bare_name(lines: &mut Vec<Line<'_>>, block: usize) -> bool {
    let Some(last) = lines[block..]
        .iter()
        .rposition(|l| !is_blank(*l))
        .map(|n| n + block)
    else {
        return false;
    };
    let name = lines[last].unwrap_or_default().trim();
    let Some(before) = lines[..last]
        .iter()
        .rev()
        .find(|l| !is_blank(**l))
        .copied()
        .flatten()
    else {
        return false;
    };
    let initials = name.strip_prefix(['^', '/', '~', '-']).is_some_and(|n| {
        let n = n.trim();
        n.len() <= 12 && n.starts_with(char::is_uppercase) && n.chars().all(char::is_alphabetic)
    });
    let apart = last > 0 && is_blank(lines[last - 1]);
    let ended = before.trim_end().ends_with(['.', '!', '?', ')']);
    if initials || apart && ended && name.split_whitespace().count() <= 3 && is_person(name) {
        lines.truncate(last);
        return true;
    }
    false
}

/// Whether a line is written like a person's name and not like a department's.
fn is_person(line: &str) -> bool {
    const DEPARTMENTS: &[&str] = &[
        "team",
        "customer",
        "service",
        "support",
        "care",
        "klantenservice",
        "klantendienst",
        "kundenservice",
        "kundendienst",
        "client",
        "clientèle",
        "relations",
        "helpdesk",
        "desk",
        "sales",
        "department",
        "afdeling",
        "abteilung",
        "the",
        "your",
        "uw",
        "ihr",
        "votre",
        "das",
        "het",
        "le",
        "la",
        "bv",
        "ltd",
        "gmbh",
        "plc",
        "nv",
        "sa",
        "inc",
        "yes",
        "no",
        "ja",
        "nee",
        "nein",
        "oui",
        "non",
    ];
    let line = line.trim().trim_end_matches([',', '.']);
    let mut words = 0;
    for word in line.split_whitespace() {
        words += 1;
        let lower = word.to_lowercase();
        let particle = matches!(
            lower.as_str(),
            "de" | "van" | "von" | "der" | "den" | "du" | "di"
        );
        let name = word.starts_with(char::is_uppercase)
            && word
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '’'));
        if !(name || particle)
            || DEPARTMENTS.contains(&lower.as_str())
            || lower.ends_with("team")
            || lower.ends_with("service")
        {
            return false;
        }
    }
    (1..=4).contains(&words)
}

/// Whether a text begins by greeting somebody by name.
pub fn greets_by_name(own: &str) -> bool {
    const GENERIC: &[&str] = &[
        "customer", "sir", "madam", "all", "there", "guest", "valued", "klant", "client",
        "cliente", "madame", "monsieur", "kunde", "kundin", "damen", "herren", "team", "user",
        "shopper", "thank", "thanks", "bedankt", "merci", "vielen", "danke",
    ];
    let Some(line) = own.lines().find(|l| !l.trim().is_empty()) else {
        return false;
    };
    let line: String = line.chars().take(80).collect();
    let lower = line.to_lowercase();
    let Some(rest) = [
        "dear ",
        "hi ",
        "hello ",
        "hey ",
        "good morning ",
        "good afternoon ",
        "good evening ",
        "good day ",
        "beste ",
        "geachte ",
        "hallo ",
        "dag ",
        "hoi ",
        "goedemorgen ",
        "goedemiddag ",
        "goedendag ",
        "bonjour ",
        "chère ",
        "cher ",
        "sehr geehrte ",
        "sehr geehrter ",
        "guten tag ",
        "guten morgen ",
        "liebe ",
        "lieber ",
    ]
    .iter()
    .find_map(|g| {
        lower
            .strip_prefix(g)
            .map(|rest| &line[line.len() - rest.len()..])
            .filter(|_| line.len() == lower.len())
    }) else {
        return false;
    };
    rest.split(|c: char| c.is_whitespace() || c == ',' || c == '!')
        .filter(|w| !w.is_empty())
        .find(|w| {
            !matches!(
                w.to_lowercase().trim_end_matches('.'),
                "mr" | "mrs"
                    | "ms"
                    | "miss"
                    | "frau"
                    | "herr"
                    | "dhr"
                    | "mevr"
                    | "mw"
                    | "mme"
                    | "m"
                    | "heer"
                    | "mevrouw"
                    | "meneer"
            )
        })
        .is_some_and(|w| {
            w.starts_with(char::is_uppercase) && !GENERIC.contains(&w.to_lowercase().as_str())
        })
}

#[cfg(test)]
mod tests {
    use super::super::joined;
    use super::*;

    fn cut(text: &str) -> (String, bool) {
        let lines = without_signature(text.lines().map(Some).collect());
        let (lines, named) = without_names(lines);
        (joined(&lines), named)
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
            ("Yes.\n-- \nEmma", "Yes.", false),
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

    #[test]
    fn greetings_by_name_are_told_from_general_ones() {
        for (text, named) in [
            ("Dear Anna,\nYes.", true),
            ("Geachte mevrouw Reed,", true),
            ("Sehr geehrte Frau Reed,", true),
            ("Dear customer,", false),
            ("Hello,", false),
            ("Sehr geehrte Damen und Herren,", false),
        ] {
            assert_eq!(greets_by_name(text), named, "{text}");
        }
    }
}
