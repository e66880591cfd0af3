//! Slips that need a look at what stands around a word.

use super::super::cues::is_start;
use super::super::read::Read;
use crate::coding::facts::{Before, Kind, one_of};
use std::ops::Range;

type Slip = Option<(Range<usize>, &'static str)>;

/// Words that never stand twice in a row, by language.
const ONCE: [&str; 4] = [
    "the a an and of to your our are will be from this have or my their but when we they",
    "de en met uw onze kunt wij binnen mijn jouw",
    "le des et un une du au aux pour dans sur avec votre notre vos nos est ce cette son sans par mais ou",
    "und wir mit fur von eine einen im am oder unser unsere unseren nach wenn",
];

/// `the the`
pub(super) fn doubled(read: &Read<'_>, at: usize) -> Slip {
    let text = &read.tokens;
    let word = text.word(at);
    if word != text.word(at + 1) || !one_of(word, ONCE[read.language as usize]) {
        return None;
    }
    let (first, second) = (text.get(at)?, text.get(at + 1)?);
    // `à a`, `ou où`: folded they look alike; a capital is a name, or a new sentence.
    let (one, two) = (
        &read.text[first.span.clone()],
        &read.text[second.span.clone()],
    );
    let same = one.to_lowercase() == two.to_lowercase() && two.chars().all(char::is_lowercase);
    let apart = second.before == Before::Nothing
        || text.glued(at + 2) && matches!(text.sign(at + 2), Some('-' | '\'' | '.' | '/'))
        || at > 0 && text.glued(at) && text.sign(at - 1).is_some();
    (same && !apart).then_some((at..at + 2, "doubled word"))
}

/// `a apple`, `an delivery`
pub(super) fn article(read: &Read<'_>, at: usize) -> Slip {
    let text = &read.tokens;
    let article = text.word(at);
    if !matches!(article, "a" | "an") {
        return None;
    }
    let next = text.get(at + 1)?;
    let word = text.word(at + 1);
    let raw = &read.text[next.span.clone()];
    let written = &read.text[text.get(at)?.span.clone()];
    // Only a plain word: no name, no initials, no `a/c`, no number, nothing foreign.
    let plain = next.kind == Kind::Word
        && next.before == Before::Blank
        && raw.chars().all(|c| c.is_ascii_lowercase())
        && word.len() >= 4
        && (written != "A" || is_sentence_start(read, at))
        && !(at > 0 && text.glued(at))
        && !matches!(text.sign(at + 2), Some('-' | '.' | '/' | '@' | '\'') if text.glued(at + 2) && text.glued(at + 3));
    let before = at.checked_sub(1).map_or("", |b| text.word(b));
    let label = one_of(
        before,
        "option plan section vitamin class type group zone door gate platform hall band grade terminal tier part a an step exit line route block category schedule appendix annex level form team bus stand unit building",
    );
    if !plain || label {
        return None;
    }
    let begins = |list: &str| list.split(' ').any(|w| word.starts_with(w));
    let wrong = if article == "a" {
        let vowel = match word.as_bytes().first() {
            Some(b'a' | b'i') => true,
            Some(b'e') => !begins("eu ew"),
            Some(b'o') => !begins("one once oui"),
            Some(b'u') => {
                begins("un up um ugly ult urg ush utt us")
                    && !begins("uni unanim una use usa usu ute uti")
            }
            Some(b'h') => begins("hour honest honour honor heir"),
            _ => false,
        };
        vowel
            && !one_of(
                word,
                "also and are even after until only into over another around about again above among their also ever every each either else and/or alternatively",
            )
    } else {
        let consonant = word
            .bytes()
            .next()
            .is_some_and(|c| b"bcdfgjklmnpqrstvwxz".contains(&c));
        let spoken = begins(
            "university unique uniform union unit use user useful usual european euro one-off once year yellow young",
        ) && !begins("unin unim");
        // `an mp3`, `an sms`: letters that are spelt out have no vowel.
        (consonant && word.bytes().any(|c| b"aeiouy".contains(&c)) || spoken)
            && !one_of(word, "then that there which were")
    };
    wrong.then_some((at..at + 2, "a or an"))
}

fn is_sentence_start(read: &Read<'_>, at: usize) -> bool {
    let sentence = read.sentences.partition_point(|s| s.end <= at);
    read.sentences.get(sentence).is_some_and(|s| s.start == at)
}

/// `its a`, `it's own`; `i will`
pub(super) fn apostrophe(read: &Read<'_>, at: usize) -> Slip {
    let text = &read.tokens;
    match text.word(at) {
        "its" => {
            let next = text.word(at + 1);
            let blank = text.get(at + 1).is_some_and(|t| t.before == Before::Blank);
            let determiner = one_of(next, "a an the not been your our their because");
            let foreign = one_of(text.word(at + 2), "la priori posteriori");
            let glued = text.sign(at + 2) == Some('-');
            (blank && determiner && !foreign && !glued).then_some((at..at + 2, "its for it's"))
        }
        "it" => {
            let own = text.sign(at + 1) == Some('\'')
                && text.word(at + 2) == "s"
                && text.glued(at + 2)
                && text.word(at + 3) == "own";
            let brand = text.sign(at + 4).is_some_and(|s| s == '-')
                || one_of(text.word(at + 4), "brand label");
            (own && !brand).then_some((at..at + 4, "it's for its"))
        }
        "i" => {
            let raw = &read.text[text.get(at)?.span.clone()];
            let verb = one_of(
                text.word(at + 1),
                "am have will can would was hope understand ve ll m see",
            ) || text.sign(at + 1) == Some('\'')
                && one_of(text.word(at + 2), "m ve ll d");
            let alone = text.get(at)?.before >= Before::Blank;
            (raw == "i" && verb && alone).then_some((at..at + 1, "small i"))
        }
        _ => None,
    }
}

/// `hun hebben`
pub(super) fn hun(read: &Read<'_>, sentence: &Range<usize>, at: usize) -> Slip {
    let text = &read.tokens;
    if text.word(at) != "hun"
        || !one_of(text.word(at + 1), "hebben kunnen moeten gaan zeggen")
        || text.get(at + 1)?.before != Before::Blank
    {
        return None;
    }
    let before = at
        .checked_sub(1)
        .filter(|b| *b >= sentence.start)
        .map_or("", |b| text.word(b));
    // `die hun hebben geholpen`, `wat hun kunnen betreft`
    let other = one_of(
        before,
        "die wie wat dat voor van aan met bij op door naar over om zonder tegen als dan in uit boven en of is aldus naar",
    );
    // A noun: `al hun kunnen`.
    let noun = text.word(at + 1) == "kunnen"
        && (text.sign(at + 2).is_some() || at + 2 >= sentence.end || before == "al");
    (!other && !noun).then_some((at..at + 2, "hun for zij"))
}

/// `le argent`, `de eau`
pub(super) fn elision(read: &Read<'_>, at: usize) -> Slip {
    let text = &read.tokens;
    if !one_of(text.word(at), "le la de ne je") {
        return None;
    }
    let next = text.get(at + 1)?;
    let (raw, word) = (&read.text[next.span.clone()], text.word(at + 1));
    let own = &read.text[text.get(at)?.span.clone()];
    let plain = next.kind == Kind::Word
        && next.before == Before::Blank
        && raw.chars().all(char::is_lowercase)
        && (word.len() >= 4 || one_of(word, "eau art age air"))
        && word.starts_with(['a', 'e', 'i', 'o', 'u'])
        && own.chars().skip(1).all(char::is_lowercase)
        // `prenez-le ensuite`, `puis-je avoir`, `là ensuite`
        && !(at > 0 && text.glued(at))
        && own.is_ascii()
        && !(text.glued(at + 2) && matches!(text.sign(at + 2), Some('-' | '.' | '\'' | '@')));
    let other = word.starts_with("onz")
        || word.starts_with("oui")
        || word.starts_with("unie")
        || one_of(
            word,
            "ouate uhlan ouzo uniqlo apres avant aussi alors ainsi entre avec ensuite encore afin online offline email emails ebook etsy easyjet airbnb",
        );
    let pronoun = text.word(at) == "ne"
        && !one_of(
            word,
            "avons avez etes etait oubliez appelez envoyez utilisez acceptons expedions effectuons etaient avait avaient",
        );
    let first = text.word(at) == "je"
        && !one_of(
            word,
            "envoie appelle arrive attends aimerais espere ajoute essaie ouvre enregistre accepte",
        );
    (plain && !other && !pronoun && !first).then_some((at..at + 2, "missing elision"))
}

/// Verbs and adjectives that a `dass` follows.
const SAYS: &str = "freuen freut freue hoffen hoffe wissen weiss denken denke glauben glaube bedauern bedaure bitten schade sicher \
        sagen sage mitteilen bestatigen versichern gehort gehen beachten heisst";

/// `wir freuen uns, das Sie`
pub(super) fn dass(read: &Read<'_>, sentence: &Range<usize>, at: usize) -> Slip {
    let text = &read.tokens;
    if text.word(at) != "das" || at < sentence.start + 2 || text.sign(at - 1) != Some(',') {
        return None;
    }
    let subject = one_of(
        text.word(at + 1),
        "sie wir ihr du er ich man es ihre ihr unsere der die",
    );
    let last = text.get(at - 2)?;
    let lower = last.kind == Kind::Word && !last.capital;
    let says =
        (at.saturating_sub(5).max(sentence.start)..at - 1).any(|b| one_of(text.word(b), SAYS));
    // A verb at the end makes it a clause of its own; `hoffen, das ist recht` has it second.
    let clause = !one_of(text.word(at + 1), "der die es ihr") || text.word(at + 1) == "es";
    (subject && lower && says && clause && !is_start(read, sentence, at + 1))
        .then_some((at..at + 1, "das for dass"))
}
