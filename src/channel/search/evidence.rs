//! What a question asks for - a time, an amount, a yes or no - and whether a sentence holds one.

use super::words::tokens;
use crate::model::Language;
use std::sync::LazyLock;

/// A set of kinds of facts.
pub(super) type Facts = u8;
/// A span of time, a moment, how often.
pub(super) const WHEN: Facts = 1;
/// An amount of money, or that there is nothing to pay.
pub(super) const MONEY: Facts = 2;
/// A share of a hundred.
pub(super) const SHARE: Facts = 4;
/// A number of any kind.
pub(super) const NUMBER: Facts = 8;
/// A number of years.
pub(super) const YEARS: Facts = 16;
/// Any statement at all.
pub(super) const STATEMENT: Facts = 32;

type Cue = (Facts, Language, Vec<&'static str>);

static CUES: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    let lines = include_str!("cues.txt").lines();
    let mut cues = Vec::new();
    for line in lines.filter(|l| !l.starts_with('#')) {
        let Some((head, list)) = line.split_once(':') else {
            continue;
        };
        let mut head = head.split_whitespace();
        let facts = match head.next() {
            Some("when") => WHEN,
            Some("money") => MONEY,
            Some("share") => SHARE | MONEY,
            Some("age") => YEARS,
            Some("count") => NUMBER,
            _ => STATEMENT,
        };
        let language = head.next().and_then(Language::parse).unwrap_or_default();
        for cue in list.split('|') {
            cues.push((facts, language, cue.split_whitespace().collect()));
        }
    }
    cues
});

/// The kinds of facts that a question asks for, each group one of which would do; [`STATEMENT`] among them
/// where it can be answered by yes or no, or by telling how.
pub(super) fn wanted(question: &str, language: Language) -> Vec<Facts> {
    let mut groups = Vec::new();
    let mut add = |facts| {
        if !groups.contains(&facts) {
            groups.push(facts);
        }
    };
    let mut statement = true;
    let mut some_question = false;
    for sentence in question.split_inclusive(['?', '.', '!', ';']) {
        let asks = sentence.ends_with('?');
        let words = tokens(sentence);
        if words.is_empty() {
            continue;
        }
        let mut first = usize::MAX;
        for (facts, of, cue) in CUES.iter().filter(|(_, of, _)| *of == language) {
            debug_assert_eq!(*of, language);
            if let Some(at) = place(&words, cue) {
                add(*facts);
                if *facts != STATEMENT {
                    first = first.min(at);
                }
            }
        }
        // `How long ..?` wants a time; `Do you .., and how long?` is content with yes as well.
        if asks {
            if !some_question {
                statement = false;
            }
            some_question = true;
            statement |= first > 2;
        }
    }
    if statement {
        add(STATEMENT);
    }
    if groups.is_empty() {
        groups.push(STATEMENT);
    }
    groups
}

fn place(words: &[String], cue: &[&str]) -> Option<usize> {
    words
        .windows(cue.len().max(1))
        .position(|window| window.iter().zip(cue).all(|(word, part)| word == part))
}

/// The kinds of facts that stand in the words of a sentence.
pub(super) fn facts(words: &[String]) -> Facts {
    let mut found = 0;
    for (at, word) in words.iter().enumerate() {
        let next = |n: usize| words.get(at + n).map_or("", String::as_str);
        if FREE.contains(&word.as_str()) {
            found |= MONEY;
        }
        if MOMENTS.contains(&word.as_str()) {
            found |= WHEN;
        }
        if (word == "next" || word == "same") && matches!(next(1), "day" | "working" | "business") {
            found |= WHEN;
        }
        if matches!(word.as_str(), "€" | "£" | "$") && next(1).starts_with(is_digit) {
            found |= MONEY | NUMBER;
        }
        let one = ONE.contains(&word.as_str());
        let digits = word.starts_with(is_digit);
        if !(one || digits || is_number(word)) {
            continue;
        }
        if digits {
            found |= NUMBER;
            let tail = word.trim_start_matches(|c: char| is_digit(c) || ".,:".contains(c));
            if matches!(tail, "am" | "pm" | "h" | "u" | "hrs" | "hr")
                || word.contains(':')
                || matches!(tail, "d" | "days" | "h00" | "h30")
                || tail
                    .strip_prefix('h')
                    .is_some_and(|m| m.bytes().all(|b| b.is_ascii_digit()))
            {
                found |= WHEN;
            }
        } else if !one {
            found |= NUMBER;
        }
        // `one`, `a`: only right before the unit.
        for n in 1..=if one { 1 } else { 3 } {
            let unit = next(n);
            if TIMES.contains(&unit) {
                found |= WHEN | NUMBER;
                if YEAR.contains(&unit) {
                    found |= YEARS;
                }
            }
            if n <= 1 && CURRENCIES.contains(&unit) {
                found |= MONEY | NUMBER;
            }
            if n <= 2 && SHARES.contains(&unit) {
                found |= SHARE | NUMBER;
            }
            if unit.is_empty() || STOPS.contains(&unit) {
                break;
            }
        }
        // `from the age of eleven`, `ab 16`, `16 and over`.
        let before = |n: usize| {
            at.checked_sub(n)
                .and_then(|b| words.get(b))
                .map_or("", String::as_str)
        };
        if (1..=3).any(|n| AGES.contains(&before(n))) || AGES.contains(&next(1)) {
            found |= YEARS;
        }
    }
    found
}

const fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Number words are compounds in German and Dutch: by their beginnings and ends.
fn is_number(word: &str) -> bool {
    NUMBERS.contains(&word)
        || [
            "zig", "zehn", "tien", "teen", "tig", "hundred", "hundert", "honderd",
        ]
        .iter()
        .any(|end| word.len() <= 18 && word.ends_with(end) && word.len() > end.len() + 1)
}

const ONE: &[&str] = &[
    "a", "an", "one", "een", "eine", "einer", "einem", "eines", "ein", "einen", "un", "une", "per",
    "each", "every", "half", "jede", "jeden", "elke", "chaque", "par", "pro", "same", "once",
    "twice", "next",
];
const NUMBERS: &[&str] = &[
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "dozen",
    "couple",
    "few",
    "several",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "paar",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "cent",
    "quelques",
    "zwei",
    "drei",
    "funf",
    "sechs",
    "sieben",
    "neun",
    "zehn",
    "zwolf",
    "hundert",
    "einige",
    "wenige",
    "wenigen",
];
const TIMES: &[&str] = &[
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "week",
    "weeks",
    "weekly",
    "month",
    "months",
    "year",
    "years",
    "fortnight",
    "april",
    "minuut",
    "minuten",
    "uur",
    "uren",
    "dag",
    "dagen",
    "werkdag",
    "werkdagen",
    "maand",
    "maanden",
    "weken",
    "jaar",
    "jaren",
    "heure",
    "heures",
    "jour",
    "jours",
    "semaine",
    "semaines",
    "mois",
    "an",
    "ans",
    "annee",
    "annees",
    "stunde",
    "stunden",
    "tag",
    "tage",
    "tagen",
    "woche",
    "wochen",
    "monat",
    "monate",
    "monaten",
    "monats",
    "jahr",
    "jahre",
    "jahren",
    "uhr",
    "werktag",
    "werktage",
    "werktagen",
    "arbeitstag",
    "arbeitstage",
    "arbeitstagen",
    "am",
    "pm",
    "kalendertage",
    "bankarbeitstage",
    "h",
];
const YEAR: &[&str] = &[
    "year", "years", "jaar", "jaren", "an", "ans", "jahr", "jahre", "jahren",
];
const AGES: &[&str] = &[
    "age", "ages", "aged", "leeftijd", "alter", "ab", "vanaf", "under", "over", "older", "unter",
    "dès", "des", "onder", "jusqu",
];
const CURRENCIES: &[&str] = &[
    "€", "£", "$", "euro", "euros", "eur", "pounds", "pound", "pence", "p", "cent", "cents",
    "dollars",
];
const SHARES: &[&str] = &["%", "percent", "procent", "prozent", "pour", "per"];
const STOPS: &[&str] = &["and", "or", "to", "en", "of", "und", "oder", "et", "ou"];
const FREE: &[&str] = &[
    "free",
    "gratis",
    "gratuit",
    "gratuite",
    "gratuits",
    "gratuitement",
    "offert",
    "offerte",
    "offerts",
    "kostenlos",
    "kostenfrei",
    "gebuhrenfrei",
    "kosteloos",
    "nothing",
    "niets",
    "nichts",
    "rien",
    "penny",
    "inclusive",
    "included",
    "inbegrepen",
    "inclus",
    "compris",
    "inklusive",
    "enthalten",
    "extra",
    "aufpreis",
    "mehrkosten",
    "surcharge",
    "charge",
    "kosten",
    "frais",
    "unentgeltlich",
    "inbegriffen",
    "supplement",
    "fee",
    "offertes",
    "cost",
    "gratuites",
    "kostenlose",
    "kostenlosen",
    "kostenloser",
];
const MOMENTS: &[&str] = &[
    "immediately",
    "instantly",
    "tomorrow",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "saturdays",
    "sunday",
    "sundays",
    "mondays",
    "fridays",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lendemain",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "samstags",
    "sonntag",
    "sonntags",
    "sofort",
    "direct",
    "meteen",
    "daily",
    "weekly",
    "monthly",
    "yearly",
    "annually",
    "maandelijks",
    "jaarlijks",
    "mensuellement",
    "monatlich",
    "jahrlich",
    "halfjaarlijks",
    "halbjahrlich",
    "vierteljahrlich",
    "quarterly",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "januari",
    "februari",
    "maart",
    "mei",
    "juni",
    "juli",
    "augustus",
    "oktober",
    "janvier",
    "fevrier",
    "avril",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
    "januar",
    "februar",
    "marz",
    "mai",
    "dezember",
    "forever",
    "indefinitely",
    "unlimited",
    "onbeperkt",
    "illimite",
    "illimitee",
    "unbegrenzt",
    "always",
    "altijd",
    "toujours",
    "immer",
    "never",
    "nooit",
    "jamais",
    "nie",
    "niemals",
    "sent",
    "send",
    "dispatched",
    "dispatch",
    "versand",
    "verzending",
    "verzonden",
    "expedition",
    "immediatement",
    "midnight",
    "noon",
    "midday",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_is_told_by_the_question() {
        for (question, language, groups) in [
            ("How long is a gift card valid?", Language::En, vec![WHEN]),
            (
                "Do you deliver to Ireland, and what's the postage?",
                Language::En,
                vec![MONEY, STATEMENT],
            ),
            (
                "Combien coûte la livraison ?",
                Language::Fr,
                vec![MONEY, NUMBER],
            ),
            ("Is that possible?", Language::En, vec![STATEMENT]),
            ("Ab welchem Alter?", Language::De, vec![YEARS]),
        ] {
            assert_eq!(wanted(question, language), groups, "{question}");
        }
    }

    #[test]
    fn facts_are_seen_in_four_languages() {
        let of = |text: &str| facts(&tokens(text));
        for (text, fact) in [
            ("within five working days", WHEN),
            ("binnen een week", WHEN),
            ("bis zu zwölf Wochen", WHEN),
            ("sous 24 h", WHEN),
            ("from 9am", WHEN),
            ("It costs £3.50.", MONEY),
            ("50 Euro", MONEY),
            ("at no charge", MONEY),
            ("5 Prozent", SHARE),
            ("20%", SHARE),
            ("from the age of eleven", YEARS),
            ("tot en met 12 jaar", YEARS),
        ] {
            assert_eq!(of(text) & fact, fact, "{text}");
        }
        for text in ["Our returns policy", "a card", "Please contact us"] {
            assert_eq!(of(text) & (WHEN | SHARE | NUMBER), 0, "{text}");
        }
    }
}
