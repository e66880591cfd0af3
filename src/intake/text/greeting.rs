//! Whether a letter greets its reader by name.

use super::starts_with;

/// How greetings begin.
const GREETINGS: &[&str] = &[
    "dear",
    "hi",
    "hello",
    "hey",
    "hiya",
    "good morning",
    "good afternoon",
    "good evening",
    "good day",
    "beste",
    "geachte",
    "hallo",
    "dag",
    "hoi",
    "goedemorgen",
    "goedemiddag",
    "goedenavond",
    "goedendag",
    "goeiedag",
    "bonjour",
    "bonsoir",
    "chère",
    "chere",
    "cher",
    "madame",
    "monsieur",
    "sehr geehrte",
    "sehr geehrter",
    "guten tag",
    "guten morgen",
    "guten abend",
    "grüß gott",
    "moin",
    "liebe",
    "lieber",
    "servus",
];
/// What may stand between the greeting and the name.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "frau",
    "herr",
    "dhr",
    "mevr",
    "mw",
    "mme",
    "mlle",
    "m",
    "heer",
    "mevrouw",
    "meneer",
    "madame",
    "mademoiselle",
    "monsieur",
    "de",
    "again",
    "nogmaals",
];
/// What is no name.
const GENERAL: &[&str] = &[
    "customer",
    "customers",
    "sir",
    "sirs",
    "madam",
    "all",
    "there",
    "guest",
    "valued",
    "klant",
    "klanten",
    "client",
    "cliente",
    "clients",
    "kunde",
    "kundin",
    "kunden",
    "damen",
    "herren",
    "team",
    "user",
    "shopper",
    "thank",
    "thanks",
    "bedankt",
    "merci",
    "vielen",
    "danke",
    "everyone",
    "reader",
    "member",
    "lezer",
    "relatie",
    "collega",
    "zusammen",
    "we",
    "wir",
    "wij",
    "nous",
    "your",
    "our",
    "the",
    "traveller",
    "visitor",
];

/// Whether one of the first lines of a text greets somebody by name.
pub fn greets_by_name(own: &str) -> bool {
    own.lines()
        .filter(|l| !l.trim().is_empty())
        .take(3)
        .any(|line| greets(line.trim()))
}

fn greets(line: &str) -> bool {
    let after = GREETINGS
        .iter()
        .filter(|g| starts_with(line, g))
        .filter_map(|g| line.get(g.len()..))
        .find(|rest| rest.starts_with([' ', ',']));
    let Some(rest) = after else {
        return false;
    };
    let rest = &rest[..rest.floor_char_boundary(80)];
    // Only the words of the greeting itself: up to its comma or sign.
    let rest = rest.trim_start_matches([' ', ',']);
    let rest = &rest[..rest.find([',', '!', ':']).unwrap_or(rest.len())];
    let mut named = false;
    for word in rest
        .split([' ', '/', '\u{a0}'])
        .filter(|w| !w.is_empty())
        .take(5)
    {
        let lower = word.trim_end_matches('.').to_lowercase();
        let general = |word: &str| GENERAL.contains(&word);
        if general(&lower) || lower.rsplit('-').next().is_some_and(general) {
            return false;
        }
        if !TITLES.contains(&lower.as_str()) {
            if !named && !word.starts_with(char::is_uppercase) {
                return false;
            }
            named = true;
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::greets_by_name;

    #[test]
    fn greetings_by_name_are_told_from_general_ones() {
        for (text, named) in [
            ("Dear Anna,\nYes.", true),
            ("Hi, Anna!\nYes.", true),
            ("Geachte mevrouw Reed,", true),
            ("Geachte heer/mevrouw Reed,", true),
            ("Sehr geehrte Frau Reed,", true),
            ("Bonjour Madame Reed,", true),
            ("Madame Reed,", true),
            ("Hallo Anna, wat leuk!", true),
            ("Ticket 12\n\nDear Anna,", true),
            ("Dear customer,", false),
            ("Dear Acme customer,", false),
            ("Beste Acme-klant,", false),
            ("Hello,", false),
            ("Hello, We are open.", false),
            ("Madame, Monsieur,", false),
            ("Geachte heer, mevrouw,", false),
            ("Sehr geehrte Damen und Herren,", false),
            ("Hi there,", false),
            ("History is fun.", false),
        ] {
            assert_eq!(greets_by_name(text), named, "{text}");
        }
    }
}
