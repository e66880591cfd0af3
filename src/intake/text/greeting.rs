//! Whether a letter greets its reader by name.

use super::beginnings::{Beginnings, Words};
use super::person::is_first_name;
use std::sync::LazyLock;

static GREETING: LazyLock<Beginnings> =
    LazyLock::new(|| Beginnings::new(GREETINGS.iter().copied()));
static TITLE: LazyLock<Words> = LazyLock::new(|| Words::new(TITLES.iter().copied()));
static NO_NAME: LazyLock<Words> = LazyLock::new(|| Words::new(GENERAL.iter().copied()));

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
    "lieve",
    "ha",
    "heej",
    "hej",
    "hee",
    "ciao",
    "salut",
    "coucou",
    "howdy",
    "greetings",
    "morning",
    "afternoon",
    "evening",
    "aloha",
    "ahoy",
    "moin moin",
    "grüezi",
    "grüß dich",
    "tach",
    "joehoe",
    "yo",
    "hé",
    "rebonjour",
    "re-bonjour",
    "allo",
    "frau",
    "herr",
    "mme",
    "mr",
    "mr.",
    "mrs",
    "mrs.",
    "ms",
    "ms.",
    "mevrouw",
    "meneer",
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

/// Whether one of the first lines of a text greets somebody by name. `to` is the name of the reader, as far as
/// the message tells it.
pub fn greets_by_name(own: &str, to: &str) -> bool {
    let mut first = own.lines().map(str::trim).filter(|l| !l.is_empty());
    first.clone().take(3).any(|line| greets(line, to))
        || first.next().is_some_and(|line| addresses(line, to))
}

/// Whether a first line has the reader's own name in its first words, with a comma or a title beside it or at
/// its end: `Thanks for writing, Anna!`, `Mme Reed bonjour`, `Anna, the sale is on`.
fn addresses(line: &str, to: &str) -> bool {
    let start = &line[..line.floor_char_boundary(90)];
    let (mut titled, mut comma, mut first) = (false, true, true);
    let mut words = start.split_whitespace().take(14).peekable();
    while let Some(word) = words.next() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word.ends_with([':', '?']) || word.contains('@') {
            return false;
        }
        let ends = word.ends_with([',', '!', '.']) || words.peek().is_none();
        if bare.starts_with(char::is_uppercase)
            && is_reader(bare, to)
            && (titled || ends && (first || comma))
        {
            return true;
        }
        titled = TITLE.has(bare) && !first || first && bare.len() <= 4 && TITLE.has(bare);
        comma = word.ends_with(',') || comma && is_reader(bare, to);
        first = false;
    }
    false
}

/// Whether a word is one of the reader's names.
fn is_reader(word: &str, to: &str) -> bool {
    word.len() >= 2
        && to
            .split([' ', ',', '.', '"'])
            .any(|name| name.len() >= 2 && name.eq_ignore_ascii_case(word))
}

fn greets(line: &str, to: &str) -> bool {
    let after = GREETING
        .of(line)
        .filter_map(|g| line.get(g.len()..))
        .find(|rest| rest.starts_with([' ', ',']));
    let Some(rest) = after else {
        return false;
    };
    let rest = &rest[..rest.floor_char_boundary(80)];
    // Only the words of the greeting itself: up to its comma or sign.
    let rest = rest.trim_start_matches([' ', ',']);
    let rest = &rest[..rest.find([',', '!', ':']).unwrap_or(rest.len())];
    let (mut named, mut known) = (false, to.is_empty());
    for word in rest
        .split([' ', '/', '\u{a0}'])
        .filter(|w| !w.is_empty())
        .take(5)
    {
        let bare = word.trim_end_matches('.');
        let general = |word: &str| NO_NAME.has(word);
        if general(bare) || bare.rsplit('-').next().is_some_and(general) {
            return false;
        }
        if TITLE.has(bare) {
            known = true;
        } else {
            // `Liebe Kegelbrüder und -schwestern`
            if !named && !word.starts_with(char::is_uppercase) || word.starts_with('-') {
                return false;
            }
            // Words behind the name are the sentence's: `Hi Anna thanks for your mail`.
            known |= is_reader(word, to) || is_first_name(word) || word.ends_with('.');
            named = true;
        }
    }
    // `Liebe Kreative`, where the reader is called otherwise.
    named && known
}

#[cfg(test)]
mod tests {
    use super::greets_by_name;

    #[test]
    fn greetings_by_name_are_told_from_general_ones() {
        for (text, named) in [
            ("Dear Anna,\nYes.", true),
            ("Lieve Anna,\nJa.", true),
            ("Heej Anna,", true),
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
            assert_eq!(greets_by_name(text, ""), named, "{text}");
            assert_eq!(greets_by_name(text, "Anna Reed"), named, "{text}");
        }
    }

    #[test]
    fn the_readers_own_name_is_known_anywhere_in_the_first_line() {
        for (text, named) in [
            ("Thanks for getting in touch, Anna! More soon.", true),
            ("Mme Reed bonjour,\nOui.", true),
            ("Frau Reed,\n1x jährlich.", true),
            ("Anna, jetzt wird's hell!", true),
            ("Anna,\nyes.", true),
            ("Liebe Kreative,", false),
            (
                "Liebe Kegelschwestern und -brüder, bitte denkt an den Ausflug",
                false,
            ),
            ("Name: Anna Reed", false),
            ("We do not know who Anna is.\nYes.", false),
            ("Dear Mr. Smith,", true),
        ] {
            assert_eq!(greets_by_name(text, "Anna Reed"), named, "{text}");
        }
    }
}
