//! Names in a reply: of the customer in its greeting, of the writer below it.
//!
//! A greeting by name has a name: `Dear Ms Smith`, `Hoi Anke!`, `Congratulations, Nora!`; a title alone
//! (`Madame, Monsieur`), a handle or a `Dear customer` is none. The writer is named by a name below the reply,
//! by initials (`^JK`, `/mk`), or in words (`my name is Sue`). Teams, departments, companies and bots are no persons.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// First names of the four languages' countries, folded.
static NAMES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let all = [
        include_str!("../../intake/text/first_names.txt"),
        include_str!("../bio/cues/names.txt"),
        include_str!("cues/names.txt"),
    ];
    let words = all
        .into_iter()
        .flat_map(str::lines)
        .filter(|l| !l.starts_with('#'))
        .flat_map(str::split_whitespace);
    words.map(fold).collect()
});

/// Small letters without accents.
pub(super) fn fold(word: &str) -> String {
    crate::lexicon::tokens(word).concat()
}

fn is_first_name(word: &str) -> bool {
    (2..=24).contains(&word.len())
        && word
            .split('-')
            .next()
            .is_some_and(|first| NAMES.contains(&fold(first)))
}

/// The bytes of a text in which a greeting is looked for, and in how many lines.
const HEAD: (usize, usize) = (600, 3);
/// The bytes and lines at the end of a text in which its writer is looked for.
const FOOT: (usize, usize) = (1200, 14);

/// So many carets are looked at.
const CARETS: usize = 50;

/// A word with where it stands.
#[derive(Clone, Copy)]
struct Word<'t> {
    /// With its signs.
    whole: &'t str,
    /// Without them.
    bare: &'t str,
    at: usize,
}

impl Word<'_> {
    fn span(&self) -> Range<usize> {
        let inside = self.whole.find(self.bare).unwrap_or(0);
        self.at + inside..self.at + inside + self.bare.len()
    }

    fn is_capital(&self) -> bool {
        self.bare.starts_with(char::is_uppercase)
    }

    fn ends_with(&self, signs: &[char]) -> bool {
        self.whole.ends_with(signs)
    }
}

/// The lines of a part of a text that have something in them, each with its words.
fn lines(text: &str, part: Range<usize>) -> Vec<Vec<Word<'_>>> {
    let mut found = Vec::new();
    let mut at = part.start;
    for line in text[part].split('\n') {
        let mut words = Vec::new();
        let mut place = at;
        for piece in line.split(|c: char| c.is_whitespace()) {
            let bare = piece.trim_matches(|c: char| !c.is_alphanumeric());
            if !piece.is_empty() {
                words.push(Word {
                    whole: piece,
                    bare,
                    at: place,
                });
            }
            place += piece.len();
            // The blank behind it.
            place += line[place - at..].chars().next().map_or(0, char::len_utf8);
        }
        if !words.is_empty() {
            found.push(words);
        }
        at += line.len() + 1;
    }
    found
}

fn is_in(list: &[&str], word: &str) -> bool {
    let folded = fold(word);
    list.contains(&folded.as_str())
}

/// How greetings begin, folded, one or two words.
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
    "morning",
    "afternoon",
    "evening",
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
    "goeiemorgen",
    "goeiemiddag",
    "goeieavond",
    "bonjour",
    "bonsoir",
    "chere",
    "cher",
    "sehr geehrte",
    "sehr geehrter",
    "guten tag",
    "guten morgen",
    "guten abend",
    "gruss gott",
    "moin",
    "liebe",
    "lieber",
    "servus",
    "lieve",
    "ha",
    "heej",
    "hee",
    "salut",
    "coucou",
    "howdy",
    "greetings",
    "gruezi",
    "werte",
    "werter",
    "rebonjour",
    "welcome",
    "hei",
    "yo",
    "re bonjour",
    "moin moin",
];
/// Titles that stand before a name.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "frau",
    "herr",
    "herrn",
    "dhr",
    "mevr",
    "mw",
    "mme",
    "mlle",
    "heer",
    "mevrouw",
    "meneer",
    "madame",
    "mademoiselle",
    "monsieur",
    "dr",
    "prof",
    "fam",
    "familie",
    "family",
];
/// What may stand between greeting and name and is no title.
const BETWEEN: &[&str] = &[
    "de", "again", "nogmaals", "there", "to", "m", "van", "cher", "chere", "you", "daar", "back",
];
/// What is no name.
const GENERAL: &[&str] = &[
    "customer",
    "customers",
    "sir",
    "sirs",
    "madam",
    "all",
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
    "sporter",
    "reiziger",
    "bezoeker",
    "gast",
    "leser",
    "leserin",
    "mitglied",
    "i",
    "ik",
    "ich",
    "je",
    "it",
    "yes",
    "no",
    "ja",
    "nee",
    "oui",
    "non",
    "nein",
    "sorry",
    "et",
    "en",
    "und",
    "of",
    "patron",
    "passenger",
    "resident",
    "tenant",
    "leute",
    "interessent",
    "abonne",
];

/// What must not stand before a name that is called in passing: `a parcel for Anna`.
const NOT_CALLED: &[&str] = &[
    "for", "to", "from", "by", "of", "with", "voor", "van", "aan", "met", "pour", "de", "a", "fur",
    "von", "an", "name", "naam", "nom", "is", "am", "ik", "ich", "m", "and", "en", "et", "und",
    "bei", "chez", "the", "mit",
];

/// Where a reply greets its reader, whose name is `reader` if known, by name.
pub(super) fn greeting(text: &str, reader: &str) -> Option<(Range<usize>, &'static str)> {
    let head = 0..text.floor_char_boundary(HEAD.0);
    let lines = lines(text, head);
    let lines = lines.iter().take(HEAD.1);
    let found = lines.clone().find_map(|line| greeted(line, reader));
    found.map(|span| (span, "greeting")).or_else(|| {
        let called = lines.clone().find_map(|line| called(line, reader));
        called.map(|span| (span, "called by name"))
    })
}

fn is_reader(word: &str, reader: &str) -> bool {
    let word = fold(word);
    word.len() >= 2
        && reader
            .split([' ', ',', '.', '"'])
            .any(|name| name.len() >= 2 && fold(name) == word)
}

/// The words behind a greeting at the start of some words.
fn after_greeting<'w, 't>(words: &'w [Word<'t>]) -> Option<(&'w [Word<'t>], bool)> {
    let mut first = fold(words.first()?.bare);
    // `Heyyy`
    while first.len() > 3 && first.as_bytes()[first.len() - 1] == first.as_bytes()[first.len() - 2]
    {
        first.pop();
    }
    if let Some(second) = words.get(1) {
        let both = format!("{first} {}", fold(second.bare));
        if GREETINGS.contains(&both.as_str()) {
            return Some((&words[2..], second.ends_with(&[',', '!', '.', ':', ';'])));
        }
    }
    GREETINGS
        .contains(&first.as_str())
        .then(|| (&words[1..], words[0].ends_with(&[',', '!', '.', ':', ';'])))
}

fn greeted(line: &[Word<'_>], reader: &str) -> Option<Range<usize>> {
    // `@anna84 Hi Anna`: handles and ornaments stand before it.
    let start = line
        .iter()
        .take(6)
        .position(|w| !w.bare.is_empty() && !w.whole.starts_with(['@', '#', '.']))?;
    let line = &line[start..];
    let titled_line = is_in(TITLES, line[0].bare) && line[0].is_capital();
    let (rest, ended) = if titled_line {
        (line, false)
    } else {
        after_greeting(line)?
    };
    let mut titled = false;
    for (count, word) in rest.iter().take(6).enumerate() {
        if word.bare.is_empty() {
            if word
                .whole
                .chars()
                .any(|c| matches!(c, '/' | '&' | '-' | '–'))
            {
                continue;
            }
            return None;
        }
        // `heer/mevrouw De Wit`
        let parts = || word.bare.split('/');
        if parts().all(|p| is_in(TITLES, p)) {
            // A comma behind a title: no name follows.
            if word.ends_with(&[',', '!', ':', ';']) && count > 0 {
                return None;
            }
            titled = true;
            continue;
        }
        let next_title = rest.get(count + 1).is_some_and(|w| is_in(TITLES, w.bare));
        if is_in(&["and", "en", "et", "und"], word.bare) && next_title {
            continue;
        }
        if is_in(GENERAL, word.bare)
            || word
                .bare
                .rsplit('-')
                .next()
                .is_some_and(|w| is_in(GENERAL, w))
        {
            return None;
        }
        if is_reader(word.bare, reader)
            && !(ended
                && rest
                    .get(count + 1)
                    .is_some_and(|w| is_in(&["here", "hier", "ici"], w.bare)))
        {
            return Some(word.span());
        }
        if titled && word.is_capital() {
            return Some(word.span());
        }
        if is_in(BETWEEN, word.bare) && !word.ends_with(&[',', '!']) {
            continue;
        }
        // Another name than the reader's stands where nothing else can.
        let alone = word.ends_with(&[',', '!', '.', ':', ';'])
            || rest.get(count + 1).is_none()
            || rest
                .get(count + 1)
                .is_some_and(|w| w.bare.is_empty() || w.is_capital() || !ended);
        let known = is_first_name(word.bare) && word.is_capital() && !ended && alone;
        let open = reader.is_empty()
            && word.is_capital()
            && !ended
            && word.bare.chars().all(char::is_alphabetic)
            && (word.ends_with(&[',', '!']) || rest.get(count + 1).is_none());
        let initial = word.is_capital()
            && word.bare.chars().count() == 1
            && word.whole.ends_with('.')
            && !ended;
        return (known || open || initial).then(|| word.span());
    }
    None
}

/// `Thanks for writing, Anna!`, `Anna, the sale is on`
fn called(line: &[Word<'_>], reader: &str) -> Option<Range<usize>> {
    for (at, word) in line.iter().enumerate().take(40) {
        if !word.is_capital() || word.bare.len() < 3 || !is_reader(word.bare, reader) {
            continue;
        }
        let before = at.checked_sub(1).map(|b| &line[b]);
        if before.is_some_and(|b| {
            is_in(NOT_CALLED, b.bare)
                || b.ends_with(&[':'])
                || b.whole.ends_with('@')
                || is_in(NOT_CALLED, b.whole)
        }) {
            // `Mme Reed` is caught as a greeting; `for Anna` is not one.
            continue;
        }
        let next = line.get(at + 1);
        let ends = word.ends_with(&[',', '!', '.', '?']) || next.is_none_or(|n| n.bare.is_empty());
        let parted = before.is_none_or(|b| {
            b.ends_with(&[',', '!', '.']) || is_in(TITLES, b.bare) || is_reader(b.bare, reader)
        });
        if ends
            && (parted || word.ends_with(&[',', '!']) || next.is_none_or(|n| n.bare.is_empty()))
            && !word.whole.contains('@')
        {
            return Some(word.span());
        }
    }
    None
}

/// Words of which one in a line makes it no person's name.
const NO_PERSON: &[&str] = &[
    "team",
    "equipe",
    "service",
    "services",
    "support",
    "care",
    "department",
    "dept",
    "relations",
    "desk",
    "centre",
    "center",
    "customer",
    "customers",
    "clients",
    "client",
    "klantenservice",
    "klantcontact",
    "klanten",
    "kundenservice",
    "kundenbetreuung",
    "kundendienst",
    "servicedesk",
    "abteilung",
    "afdeling",
    "redactie",
    "crew",
    "staff",
    "everyone",
    "us",
    "all",
    "bank",
    "banque",
    "ag",
    "gmbh",
    "ltd",
    "inc",
    "bv",
    "sa",
    "sarl",
    "plc",
    "llc",
    "co",
    "nv",
    "group",
    "groupe",
    "groep",
    "gruppe",
    "shop",
    "store",
    "winkel",
    "webshop",
    "helpdesk",
    "hotline",
    "assistance",
    "office",
    "mutuelle",
    "versicherung",
    "verzekeringen",
    "insurance",
    "the",
    "het",
    "de",
    "le",
    "la",
    "les",
    "l",
    "das",
    "die",
    "der",
    "ihr",
    "ihre",
    "dein",
    "deine",
    "euer",
    "your",
    "votre",
    "uw",
    "je",
    "hotel",
    "museum",
    "gemeente",
    "mairie",
    "council",
    "stadtwerke",
    "bot",
    "chatbot",
    "virtual",
    "automatic",
    "noreply",
    "namens",
    "rederij",
    "studio",
    "claims",
    "sales",
    "billing",
    "returns",
    "reservations",
    "experience",
    "success",
    "online",
];

/// Shortened words and particles in names.
const PARTICLES: &[&str] = &[
    "van", "von", "de", "der", "den", "du", "le", "la", "ter", "ten", "zu", "el", "al", "mac", "o",
    "st", "i", "a", "und",
];

/// How closings begin, folded; a line with one in it and few words closes a letter.
const CLOSINGS: &[&str] = &[
    "regards",
    "wishes",
    "sincerely",
    "faithfully",
    "cheers",
    "groet",
    "groeten",
    "groetjes",
    "mvg",
    "liefs",
    "hoogachtend",
    "cordialement",
    "salutations",
    "sincerement",
    "respectueusement",
    "amicalement",
    "sportivement",
    "gruss",
    "grusse",
    "grussen",
    "mfg",
    "lg",
    "vg",
    "hochachtungsvoll",
    "vriendelijk",
    "yours",
    "bisous",
    "rgds",
    "herzlichst",
    "truly",
    "cdlt",
    "groetje",
];
/// Closings that are common words too: they must be all of their line, but for a name.
const SHORT_CLOSINGS: &[&str] = &[
    "best",
    "thanks",
    "many thanks",
    "thank you",
    "all the best",
    "take care",
    "love",
    "warmly",
    "kindly",
    "bedankt",
    "fijne dag",
    "fijne dag nog",
    "tot ziens",
    "bien a vous",
    "a bientot",
    "belle journee",
    "bonne journee",
    "merci",
    "bis bald",
    "alles gute",
    "alles liebe",
    "ihr",
    "ihre",
    "dein",
    "deine",
    "cordially",
    "respectfully",
    "dank",
    "hartelijks",
    "tot snel",
    "bien a toi",
    "tres belle journee",
    "bonne fin de journee",
    "schonen tag",
    "beste gruesse",
    "have a nice day",
    "belle journee a vous",
    "bonne journee a vous",
    "excellente journee",
    "have a great day",
    "fijne avond",
    "speak soon",
    "kind",
    "bonne soiree",
    "tout de bon",
    "hartelijk",
    "warmest",
    "with thanks",
    "cordiales",
    "herzlich",
    "viele liebe",
    "ciao",
    "tschuss",
    "fijn weekend",
    "schones wochenende",
    "bon week-end",
    "met dank",
    "mit bestem dank",
];

/// How many words of a line are a closing; 0 for none.
fn closing(line: &[Word<'_>]) -> usize {
    if line.len() > 9 {
        return 0;
    }
    let folded: Vec<String> = line.iter().map(|w| fold(w.bare)).collect();
    if let Some(at) = folded.iter().position(|w| CLOSINGS.contains(&w.as_str())) {
        // `Best regards` and not `We send our regards to all who travel with us`.
        let so_far = &line[..=at];
        let short = at <= 4 && !so_far[..at].iter().any(|w| w.ends_with(&['.', '?', ':']));
        let mut end = at + 1;
        // `Grüße aus Köln`, `regards from all of us`
        if line.get(end).is_some_and(|w| {
            is_in(&["aus", "from", "uit", "de", "van", "von"], w.bare)
                && !line[at].ends_with(&[','])
        }) {
            end += 1;
            while end < line.len() && !line[end - 1].ends_with(&[',']) {
                end += 1;
            }
        }
        if line
            .get(at + 1)
            .is_some_and(|w| is_in(&["a", "distinguees", "from", "les", "meilleures"], w.bare))
        {
            end = (at + 2).min(line.len());
        }
        return if short { end } else { 0 };
    }
    (1..=folded.len().min(5))
        .rev()
        .find(|n| {
            let words = folded[..*n].join(" ");
            let rest = line.len() - n;
            SHORT_CLOSINGS.contains(&words.as_str())
                && (rest == 0
                    || rest <= 3
                        && (line[n - 1].ends_with(&[',', '!', '.', '-'])
                            || *n == 1
                                && folded[0].len() < 6
                                && is_in(&["ihr", "ihre", "dein", "deine"], &folded[0])))
        })
        .unwrap_or(0)
}

/// What is between the greeting and the closing of a reply, in bytes.
pub(super) fn body(text: &str) -> Range<usize> {
    let head = lines(text, 0..text.floor_char_boundary(HEAD.0));
    let mut start = 0;
    if let Some(first) = head.first() {
        let last = first.last().filter(|w| {
            first.len() <= 8 && w.ends_with(&[',', '!', ':', '.'])
                || first.len() <= 4 && w.is_capital()
        });
        if let (Some(_), Some(last)) = (
            after_greeting(first)
                .or_else(|| is_in(TITLES, first[0].bare).then_some((&first[..], false))),
            last,
        ) {
            start = last.at + last.whole.len();
        }
    }
    let from = text
        .floor_char_boundary(text.len().saturating_sub(FOOT.0))
        .max(start);
    let foot = lines(text, from..text.len());
    let skip = foot.len().saturating_sub(FOOT.1);
    let end = foot
        .iter()
        .skip(skip)
        .find(|line| closing(line) > 0)
        .and_then(|line| line.first())
        .map_or(text.len(), |w| w.at);
    start..end.max(start)
}

/// Where a reply names its writer; the reader is not it.
pub(super) fn agent(text: &str, reader: &str) -> Option<(Range<usize>, &'static str)> {
    let from = text.floor_char_boundary(text.len().saturating_sub(FOOT.0));
    let foot = lines(text, from..text.len());
    let foot = &foot[foot.len().saturating_sub(FOOT.1)..];
    initials(text, foot, reader)
        .or_else(|| signature(foot, reader).map(|s| (s, "signature")))
        .or_else(|| introduced(text, reader).map(|s| (s, "introduced")))
}

/// `^JK`, `/mk`, `- Tom`, `👍 Dai`
fn initials(
    text: &str,
    foot: &[Vec<Word<'_>>],
    reader: &str,
) -> Option<(Range<usize>, &'static str)> {
    let letters = |word: &str| {
        let count = word.chars().count();
        (1..=12).contains(&count)
            && word
                .chars()
                .all(|c| c.is_alphabetic() || c == '.' || c == '-')
    };
    let mut carets = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '^' && carets < CARETS && chars.peek().is_some_and(|(_, c)| c.is_alphabetic()) {
            carets += 1;
            let rest = &text[at + 1..];
            let end = rest
                .find(|c: char| !c.is_alphabetic())
                .unwrap_or(rest.len());
            let alone = at == 0 || text[..at].ends_with(|c: char| !c.is_alphanumeric());
            let name = &rest[..end];
            let person = name.chars().count() <= 3 || name.starts_with(char::is_uppercase);
            if alone
                && person
                && letters(name)
                && !is_reader(name, reader)
                && !is_in(NO_PERSON, name)
                && !is_in(&["web", "webcare", "social"], name)
            {
                return Some((at..at + 1 + end, "initials"));
            }
        }
    }
    // A short reply may be one line; each line of the foot may end a message.
    for line in foot.iter().rev() {
        // `Ta, Ben 🎁`: what is behind the name is no word.
        let shown = line
            .iter()
            .rposition(|w| !w.bare.is_empty() && !matches!(w.whole, "x" | "xx"));
        let Some([.., before, last]) = shown.map(|end| &line[..=end]) else {
            continue;
        };
        let inside = last
            .whole
            .strip_prefix(['(', '['])
            .and_then(|w| w.strip_suffix([')', ']']));
        if inside.is_some_and(|w| (2..=3).contains(&w.len()) && w.chars().all(char::is_alphabetic))
            && before.ends_with(&['.', '!', '?', ')'])
        {
            return Some((last.span(), "initials"));
        }
        let marks: &[char] = &['/', '-', '–', '—', '~', '*', '|'];
        let glued = last.whole.strip_prefix(marks);
        let marked = glued.or_else(|| {
            (before.whole.chars().count() == 1 && before.whole.starts_with(marks))
                .then_some(last.whole)
        });
        if let Some(name) = marked
            && letters(name.trim_end_matches(['.', '*']))
            && !is_reader(last.bare, reader)
            && !is_in(NO_PERSON, last.bare)
        {
            let count = last.bare.chars().count();
            let initials = (2..=3).contains(&count)
                && (last.bare.chars().all(char::is_uppercase)
                    || glued.is_some() && last.whole.starts_with('/'));
            // `.. am Gate abgeben. /Caro`
            let set_off = glued.is_some()
                && (before.bare.is_empty() || before.ends_with(&['.', '!', '?', ')']))
                && (3..=9).contains(&count)
                && last.bare.chars().skip(1).all(char::is_lowercase);
            if initials || last.is_capital() && (set_off || is_first_name(last.bare)) {
                return Some((last.span(), "initials"));
            }
        }
        let thanked = is_in(THANKS, before.bare)
            && (before.ends_with(&[','])
                || is_in(&["lg", "gruss", "grusse", "groet", "groetjes"], before.bare));
        let parted = before.ends_with(&['.', '!', '?', ')', ','])
            || before.bare.is_empty()
            || thanked
            || matches!(before.whole, "x" | "xx");
        let plain =
            last.whole == last.bare && last.is_capital() && (2..=12).contains(&last.bare.len());
        if parted
            && plain
            && !is_in(NO_PERSON, last.bare)
            && !is_in(GENERAL, last.bare)
            && !is_reader(last.bare, reader)
        {
            let ornament = before.bare.is_empty() && !before.whole.is_ascii();
            // `4 – Autre` is a menu.
            let menu = matches!(before.whole, "–" | "-" | "—" | "•")
                || !before.bare.is_empty() && before.bare.chars().all(char::is_numeric);
            let lower = last.bare.chars().skip(1).all(char::is_lowercase);
            let first = is_first_name(last.bare)
                || thanked && last.bare.chars().count() <= 9
                || ornament && lower && !closing_word(last.bare);
            let first = first && !menu;
            if first {
                return Some((last.span(), "name at the end"));
            }
        }
    }
    None
}

/// Thanks and wishes with a comma before a name, at the end of a post.
const THANKS: &[&str] = &[
    "thanks", "ta", "cheers", "thx", "groet", "groetjes", "gruss", "lg", "merci", "bedankt",
    "regards", "danke", "grusse",
];

fn closing_word(word: &str) -> bool {
    is_in(CLOSINGS, word) || is_in(SHORT_CLOSINGS, word)
}

fn signature(foot: &[Vec<Word<'_>>], reader: &str) -> Option<Range<usize>> {
    for (at, line) in foot.iter().enumerate() {
        let closed = closing(line);
        if closed == 0 {
            continue;
        }
        let next = foot.get(at + 1);
        if closed < line.len()
            && let Some(span) = person(&line[closed..], next, reader)
        {
            return Some(span);
        }
        for n in 1..=3 {
            let Some(below) = foot.get(at + n) else { break };
            if let Some(span) = person(below, foot.get(at + n + 1), reader) {
                return Some(span);
            }
        }
    }
    // No closing, or one of the writer's own (`Stay caffeinated,`): a name on a short line below a sentence.
    for at in foot.len().saturating_sub(3).max(1)..foot.len() {
        let (Some(before), Some(line)) = (foot.get(at - 1), foot.get(at)) else {
            break;
        };
        let ended = before
            .last()
            .is_some_and(|w| w.bare.is_empty() || w.ends_with(&['.', '!', '?', ')', ',']));
        if ended && stands_alone(line) && !is_reader(line[0].bare, reader) {
            return Some(line[0].span());
        }
    }
    None
}

/// `Brodie`, `Liv, Leavers Team`, `Mathilde – Banque`, `Annet en Sipke`, `Axelle Moreau, gestionnaire`
fn stands_alone(line: &[Word<'_>]) -> bool {
    const JOINS: &[&str] = &[
        "and", "en", "et", "und", "van", "von", "de", "from", "of", "at", "bij", "chez",
    ];
    let second = line.get(1);
    let set_off = line[0].ends_with(&[','])
        || second.is_none_or(|w| w.bare.is_empty() || is_in(JOINS, w.bare))
        || second.is_some_and(|w| w.is_capital() && (line.len() == 2 || w.ends_with(&[','])));
    let closes = !line.last().is_some_and(|w| w.ends_with(&['.', '?', ':']));
    line.len() <= 6 && set_off && closes && line[0].is_capital() && is_first_name(line[0].bare)
}

/// The name of a person that a line begins with.
fn person(line: &[Word<'_>], below: Option<&Vec<Word<'_>>>, reader: &str) -> Option<Range<usize>> {
    // What stands behind a comma, a bar or a `from` is the company's.
    let line = line.iter().take(8).collect::<Vec<_>>();
    let stop = line
        .iter()
        .position(|w| {
            w.bare.is_empty()
                || is_in(
                    &[
                        "from", "van", "von", "at", "bei", "chez", "namens", "de", "pour",
                    ],
                    w.bare,
                ) && w.bare.len() > 1
                    && line.first().is_some_and(|f| is_first_name(f.bare))
        })
        .unwrap_or(line.len());
    let end = line.iter().position(|w| w.ends_with(&[',', '|', '(', ':']));
    let name = &line[..stop.min(end.map_or(line.len(), |e| e + 1))];
    let first = name.first()?;
    if name.len() > 5
        || name
            .iter()
            .any(|w| w.whole.contains(['@', '/']) || w.bare.chars().any(char::is_numeric))
    {
        return None;
    }
    let span = first.span().start..name.last()?.span().end;
    let small = |w: &Word<'_>| w.bare.chars().count() <= 2 && w.whole.contains('.');
    let mut words = name
        .iter()
        .skip_while(|w| {
            is_in(TITLES, w.bare)
                || is_in(
                    &[
                        "ihr", "ihre", "dein", "deine", "uw", "votre", "your", "ppa", "i.a", "ia",
                        "i.v",
                    ],
                    w.bare,
                )
                || !w.is_capital() && small(w)
        })
        .peekable();
    let titled = is_in(TITLES, first.bare);
    let start = words.next()?;
    let rest: Vec<_> = words.collect();
    if is_reader(start.bare, reader) && rest.iter().all(|w| is_reader(w.bare, reader)) {
        return None;
    }
    if is_in(NO_PERSON, start.bare)
        || rest
            .iter()
            .any(|w| is_in(NO_PERSON, w.bare) && !is_in(PARTICLES, w.bare))
    {
        return None;
    }
    if is_first_name(start.bare) && (start.is_capital() || name.len() == 1) {
        return Some(span);
    }
    // `D. Whitcombe`, `M. van Loon`; `Frau Vogel`
    let is_initial = small(start) && start.is_capital();
    let last_capital = name
        .last()
        .is_some_and(|w| w.is_capital() && w.bare.len() > 2);
    if (is_initial && !rest.is_empty() || titled && start.is_capital()) && last_capital {
        return Some(span);
    }
    // `AK`
    let count = start.bare.chars().count();
    if rest.is_empty() && (2..=3).contains(&count) && start.bare.chars().all(char::is_uppercase) {
        return Some(span);
    }
    // `Bethan Llewellyn` over `Customer Care`
    let role = below.is_some_and(|b| {
        b.iter()
            .any(|w| is_in(NO_PERSON, w.bare) || is_in(ROLES, w.bare))
    });
    let all_capital = start.is_capital()
        && rest
            .iter()
            .all(|w| w.is_capital() || is_in(PARTICLES, w.bare));
    let plain = name.iter().all(|w| {
        w.bare
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
    });
    (role && all_capital && plain && (1..=2).contains(&rest.len())).then_some(span)
}

/// What a person may be.
const ROLES: &[&str] = &[
    "manager",
    "advisor",
    "adviser",
    "agent",
    "medewerker",
    "medewerkster",
    "conseiller",
    "conseillere",
    "berater",
    "beraterin",
    "leiter",
    "leiterin",
    "responsable",
    "assistant",
    "assistente",
    "executive",
    "officer",
    "sachbearbeiter",
    "sachbearbeiterin",
    "mitarbeiter",
    "mitarbeiterin",
    "chargee",
    "charge",
    "adviseur",
    "specialist",
    "specialiste",
    "teamleider",
    "beheerder",
    "directeur",
];

/// What stands before a name in words, folded and parted by blanks; whether any name may follow, or only a known one.
const INTRODUCTIONS: &[(&str, bool)] = &[
    ("my name is", true),
    ("my name s", true),
    ("i am", false),
    ("i m", false),
    ("im", false),
    ("this is", false),
    ("you are speaking with", true),
    ("you re speaking with", true),
    ("you are chatting with", true),
    ("you re chatting with", true),
    ("you re through to", false),
    ("mijn naam is", true),
    ("je spreekt met", true),
    ("u spreekt met", true),
    ("ik ben", false),
    ("je chat met", true),
    ("u chat met", true),
    ("je m appelle", true),
    ("ici", false),
    ("je suis", false),
    ("vous etes en ligne avec", true),
    ("vous discutez avec", true),
    ("mein name ist", true),
    ("ich bin", false),
    ("ich heisse", true),
    ("hier ist", false),
    ("hier schreibt", false),
    ("sie sprechen mit", true),
    ("sie chatten mit", true),
    ("du chattest mit", true),
    ("moi c est", false),
    ("met", false),
    ("agent", false),
    ("you re talking to", true),
    ("c est", false),
];
/// What a machine is called.
const MACHINES: &[&str] = &[
    "bot",
    "virtual",
    "virtuelle",
    "virtuel",
    "virtueller",
    "virtuele",
    "digital",
    "digitale",
    "digitaler",
    "assistant",
    "assistent",
    "assistente",
    "assistentin",
    "automated",
    "automatische",
    "chatbot",
    "ki",
    "ai",
    "robot",
];

/// `my name is Sue`, `Sue here`, `Sue: hello`
fn introduced(text: &str, reader: &str) -> Option<Range<usize>> {
    let head = lines(text, 0..text.floor_char_boundary(4 * HEAD.0));
    let name = |w: &Word<'_>| {
        w.is_capital()
            && w.bare.chars().count() > 1
            && w.bare.chars().all(|c| c.is_alphabetic() || c == '-')
            && !is_reader(w.bare, reader)
            && !is_in(NO_PERSON, w.bare)
    };
    for line in &head {
        if line.iter().take(40).any(|w| is_in(MACHINES, w.bare)) {
            continue;
        }
        if let [first, _, ..] = line.as_slice()
            && first.whole.ends_with(':')
            && name(first)
            && is_first_name(first.bare)
        {
            return Some(first.span());
        }
        for (at, word) in line.iter().enumerate().take(60) {
            if !name(word) {
                continue;
            }
            let first_name = is_first_name(word.bare);
            let here = line
                .get(at + 1)
                .is_some_and(|w| is_in(&["here", "hier", "ici"], w.bare));
            let opens = at == 0
                || line[at - 1].ends_with(&[',', '!', '.', '?'])
                || line[at - 1].bare.is_empty();
            if here && (opens || at <= 3) && first_name {
                return Some(word.span());
            }
            let folded: Vec<String> = line[at.saturating_sub(5)..at]
                .iter()
                .flat_map(|w| crate::lexicon::tokens(w.whole))
                .collect();
            let before: Vec<&str> = folded.iter().map(String::as_str).collect();
            for (phrase, any) in INTRODUCTIONS {
                if !any && !first_name {
                    continue;
                }
                let wanted: Vec<&str> = phrase.split(' ').collect();
                // `je chat met Tom`: `met` and `ici` alone introduce only at the start of a line.
                let at_start = wanted.len() > 1 || before.len() == 1 || opens;
                if before.ends_with(&wanted) && at_start && !(wanted.len() == 1 && before.len() > 1)
                {
                    return Some(word.span());
                }
            }
        }
    }
    None
}
