//! The formula that closes a letter, and how much of its line is one.

use super::beginnings::{Beginnings, Words};
use super::{Line, same};
use std::sync::LazyLock;

/// The word by which most formulas are known: `Met een zonnige groet`.
const WORDS: &[&str] = &[
    "regards",
    "wishes",
    "sincerely",
    "faithfully",
    "groet",
    "groeten",
    "groetjes",
    "grüße",
    "grüßen",
    "grüsse",
    "grüssen",
    "gruesse",
    "gruessen",
    "gruß",
    "gruss",
    "cordialement",
    "salutations",
    "sincèrement",
    "respectueusement",
    "amicalement",
    "chaleureusement",
    "hoogachtend",
    "hochachtungsvoll",
    "hilsen",
    "hälsning",
    "hälsningar",
    "mvh",
    "saludos",
    "saluti",
    "cumprimentos",
    "pozdrawiam",
    "terveisin",
    "liefs",
    "cdlt",
    "mvg",
    "mfg",
    "grtz",
    "grts",
    "kr",
    "br",
    "lg",
    "vg",
];
/// Others, whole.
const PHRASES: &[&str] = &[
    "best",
    "all the best",
    "cheers",
    "take care",
    "with thanks",
    "yours truly",
    "very truly yours",
    "yours",
    "warmly",
    "greetings",
    "many greetings",
    "gr",
    "bien à vous",
    "bien a vous",
    "bien cordialement",
    "très cordialement",
    "tres cordialement",
    "à bientôt",
    "bis bald",
    "alles gute",
    "beste wensen",
    "het allerbeste",
    "tot ziens",
    "season's greetings",
    "greetings from",
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
    "thank you very much",
    "thanks in advance",
    "thanks so much",
    "hartelijk dank",
    "met dank",
    "bij voorbaat dank",
    "dank u",
    "dank u wel",
    "dank je wel",
    "merci beaucoup",
    "danke schön",
    "herzlichen dank",
    "danke im voraus",
];
/// How a French sentence ends that is one.
const SENTENCES: &[&str] = &[
    "salutations distinguées",
    "sentiments distingués",
    "sentiments les meilleurs",
    "salutations les meilleures",
    "meilleurs sentiments",
    "considération distinguée",
    "sentiments dévoués",
    "salutations cordiales",
    "sentiments respectueux",
    "sincères salutations",
    "respectueuses salutations",
    "cordiales salutations",
];
/// Words that make a sentence of what would be one.
const NOT: &[&str] = &[
    "we", "i", "you", "he", "she", "our", "my", "is", "are", "our", "as", "send", "sends", "give",
    "say", "her", "his", "any", "uw", "je", "we", "wij", "ik", "zijn", "is", "de", "wir", "ich",
    "sie", "vos", "nos", "mes", "ses", "les", "des", "your", "their", "no", "of", "zijn", "alle",
    "deze",
];
/// Words that may stand between a formula and the name below it.
const BETWEEN: &[&str] = &[
    "from",
    "uit",
    "aus",
    "de",
    "van",
    "von",
    "the",
    "namens",
    "vanuit",
    "to",
    "and",
    "en",
    "und",
    "et",
    "aan",
    "an",
    "ihr",
    "ihre",
    "your",
    "votre",
    "uw",
    "team",
    "all",
    "at",
    "bij",
    "het",
    "depuis",
    "la",
    "le",
    "der",
    "dem",
    "den",
    "in",
    "im",
    "us",
    "here",
    "ons",
    "allemaal",
    "nach",
    "naar",
    "your",
    "our",
    "l'équipe",
    "toute",
];

static WORD: LazyLock<Words> = LazyLock::new(|| Words::new(WORDS.iter().copied()));
static NO_FORMULA: LazyLock<Words> = LazyLock::new(|| Words::new(NOT.iter().copied()));
static PHRASE: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::new(PHRASES.iter().copied()));
static THANK: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::new(THANKS.iter().copied()));

/// How many bytes of a line are a closing formula, when it is one. `after` are the lines below it.
pub(super) fn formula(line: &str, after: &[Line<'_>]) -> Option<usize> {
    let trimmed = line.trim_start_matches([' ', '\t', '*', '_']);
    let indent = line.len() - trimmed.len();
    if trimmed.len() > 70 {
        let bare = trimmed.trim_end_matches([' ', '.', ',']);
        return (trimmed.len() <= 400 && SENTENCES.iter().any(|s| bare.ends_with(s)))
            .then_some(line.len());
    }
    let end = by_word(trimmed).or_else(|| by_phrase(trimmed, &PHRASE));
    if let Some(end) = end {
        // `Best is to call`: what follows is a name only if it is written as one.
        let name = words(&trimmed[end..]).all(|w| {
            w.starts_with(char::is_uppercase)
                || !w.starts_with(char::is_alphabetic)
                || is_in(w, BETWEEN)
        });
        let few = words(&trimmed[end..]).count() <= 6;
        return (name && few).then(|| indent + end + sign(&trimmed[end..]));
    }
    if SENTENCES
        .iter()
        .any(|s| trimmed.trim_end_matches([' ', '.', ',']).ends_with(s))
    {
        return Some(line.len());
    }
    let end = by_phrase(trimmed, &THANK)?;
    let rest = trimmed[end..].trim_matches([',', '.', '!', ' ']);
    // A bounded look ahead: a letter of nothing but thanks must not cost its square.
    let mut following = after
        .iter()
        .take(40)
        .flatten()
        .filter(|l| !l.trim().is_empty())
        .take(5)
        .peekable();
    let some = following.peek().is_some();
    let mut count = 0;
    let short = following.all(|l| {
        count += 1;
        l.split_whitespace().count() <= 5 && !l.trim_end().ends_with(['.', '?', '!', ':'])
    });
    (rest.is_empty() && some && short && count <= 4).then(|| indent + end + sign(&trimmed[end..]))
}

/// The end of a formula known by its word: few small words before it and none that makes a sentence.
fn by_word(line: &str) -> Option<usize> {
    let mut at = 0;
    for (n, word) in line.split(' ').take(6).enumerate() {
        let bare = word.trim_end_matches([',', '.', '!', '*', '_']);
        if is_in(bare, WORD.like(bare)) {
            return Some(at + bare.len());
        }
        // `Mit freundlichen`, `M.f.G.`, `Best`; a capital or a number within makes it something else.
        let plain = bare
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '-' | '\''))
            && bare.len() == word.len()
            && (n == 0
                || !bare.starts_with(char::is_uppercase)
                || is_in(bare, &["regards", "freundlichen", "vriendelijke"]));
        if !plain || is_in(bare, NO_FORMULA.like(bare)) {
            return None;
        }
        at += word.len() + 1;
    }
    None
}

/// The end of the longest of some phrases at the start of a line.
fn by_phrase(line: &str, phrases: &Beginnings) -> Option<usize> {
    phrases
        .of(line)
        .filter_map(|p| {
            // Letters outside ASCII may differ in length by their case; then the phrase is not split off.
            let end = p.len();
            let rest = line.get(end..)?;
            (rest.is_empty() || rest.starts_with([',', '.', '!', ' ', '*'])).then_some(end)
        })
        .max()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .map(|w| w.trim_matches([',', '.', '!', '*', '_', '(', ')']))
        .filter(|w| !w.is_empty())
}

fn is_in(word: &str, list: &[&str]) -> bool {
    list.iter().any(|l| l.len() == word.len() && same(word, l))
}

fn sign(rest: &str) -> usize {
    usize::from(rest.starts_with([',', '.', '!']))
}

#[cfg(test)]
mod tests {
    use super::formula;

    #[test]
    fn formulas_are_known_by_their_word() {
        for (line, expected) in [
            ("Kind regards,", "Kind regards,"),
            ("Met een zonnige groet uit Gent,", "Met een zonnige groet"),
            (
                "Mit freundlichen Grüßen aus Köln",
                "Mit freundlichen Grüßen",
            ),
            ("MIT FREUNDLICHEN GRÜSSEN", "MIT FREUNDLICHEN GRÜSSEN"),
            ("Warmest regards, Emma Stone", "Warmest regards,"),
            ("Bien cordialement. Luc", "Bien cordialement."),
            (
                "Veuillez agréer, Madame, l'expression de mes salutations distinguées.",
                "Veuillez agréer, Madame, l'expression de mes salutations distinguées.",
            ),
            ("Yours sincerely", "Yours sincerely"),
            ("*Best regards*", "*Best regards"),
            ("With regards to your question", ""),
            ("As regards delivery", ""),
            ("We have no wishes", ""),
            ("Best is to call", ""),
            ("De groeten aan iedereen die belt", ""),
        ] {
            let found = formula(line, &[]).map_or("", |n| &line[..n]);
            assert_eq!(found, expected, "{line}");
        }
    }
}
