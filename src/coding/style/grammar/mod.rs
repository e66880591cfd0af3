//! Slips of grammar and spelling that are beyond doubt: better one missed than one imputed.
//!
//! What may be right in some sentence is left alone: `die die` and `dat dat`, `it it is`, French accents left out, commas.
//! In a chat and in posts small letters and missing apostrophes are no slips.

mod words;

use super::cues::Cues;
use super::read::{ABBREVIATIONS, Read};
use crate::coding::facts::{Before, Kind};
use crate::model::{Channel, Language};
use std::ops::Range;
use std::sync::LazyLock;

static PHRASES: LazyLock<Cues> = LazyLock::new(|| Cues::read(include_str!("phrases.txt")));

/// The tokens of each slip, in order.
pub(super) fn slips(read: &Read<'_>, channel: Channel) -> Vec<(Range<usize>, &'static str)> {
    let written = matches!(
        channel,
        Channel::Email | Channel::WebForm | Channel::WebSearch
    );
    let mut found: Vec<(Range<usize>, &'static str)> = Vec::new();
    for place in PHRASES.find(read) {
        let ends = read.tokens.word(place.end).is_empty();
        // `Your welcome pack is in the post.`
        let noun = place.len() == 2 && read.tokens.word(place.start + 1) == "welcome" && !ends;
        if is_plain(read, &place) && !noun {
            found.push((place, "wrong words"));
        }
    }
    for sentence in &read.sentences {
        for at in sentence.clone() {
            if read.tokens.word(at).is_empty() {
                continue;
            }
            let slip = words::doubled(read, at).or_else(|| match read.language {
                Language::En => words::article(read, at)
                    .or_else(|| written.then(|| words::apostrophe(read, at)).flatten()),
                Language::Nl => words::hun(read, sentence, at),
                Language::Fr => words::elision(read, at),
                Language::De => words::dass(read, sentence, at),
            });
            found.extend(slip);
        }
    }
    if written {
        found.extend(small_letters(read));
    }
    found.sort_by_key(|(place, _)| (place.start, place.end));
    found.dedup_by(|b, a| b.0.start < a.0.end);
    found
}

/// Whether nothing but blanks and apostrophes stands between words, and none is a name or in capitals.
fn is_plain(read: &Read<'_>, place: &Range<usize>) -> bool {
    place.clone().all(|at| {
        let sign = read.tokens.sign(at);
        let start = at == place.start;
        (sign.is_none() || sign == Some('\''))
            && (start
                || !read
                    .tokens
                    .get(at)
                    .is_some_and(|t| t.before == Before::Line && t.capital))
    })
}

/// Sentences that begin with a small letter behind a full stop.
fn small_letters(read: &Read<'_>) -> Vec<(Range<usize>, &'static str)> {
    let text = &read.tokens;
    let mut found = Vec::new();
    for stop in 1..text.len() {
        if !matches!(text.sign(stop), Some('.' | '?' | '!')) || !text.glued(stop) {
            continue;
        }
        let (before, next) = (text.word(stop - 1), text.word(stop + 1));
        let Some(token) = text.get(stop + 1) else {
            break;
        };
        // An abbreviation, a brand (iPhone), a handle, a list, a number.
        let raw = &read.text[token.span.clone()];
        let small = token.kind == Kind::Word
            && token.before == Before::Blank
            && raw.chars().all(char::is_lowercase);
        let named = text.get(stop - 1).is_some_and(|t| t.capital);
        let part = stop >= 2 && text.glued(stop - 1) && text.sign(stop - 2).is_some();
        let ended = before.len() >= 4 && !ABBREVIATIONS.contains(&before) && !named && !part;
        let plain = next.len() >= 2
            && !matches!(text.sign(stop + 2), Some('.' | '@' | '/' | ':') if text.glued(stop + 2));
        // Elliptic dots are one sign.
        let dots = read
            .text
            .get(text.span(stop..stop + 1))
            .is_some_and(|s| s == "…");
        if small && ended && plain && !dots {
            found.push((stop + 1..stop + 2, "small letter"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, language: Language, channel: Channel) -> Vec<String> {
        let read = Read::new(text, &[], language);
        let found = slips(&read, channel);
        found
            .into_iter()
            .map(|(place, _)| text[read.span(place)].to_owned())
            .collect()
    }

    #[test]
    fn slips_beyond_doubt_are_found() {
        for (language, text, slip) in [
            (Language::En, "Please see the the leaflet.", "the the"),
            (Language::En, "Thanks!\nYour welcome.", "Your welcome"),
            (Language::En, "You could of called.", "could of called"),
            (Language::En, "That is a item on sale.", "a item"),
            (Language::En, "It takes an week.", "an week"),
            (Language::En, "It is an unique offer.", "an unique"),
            (Language::En, "Allow a hour for it.", "a hour"),
            (Language::En, "I think its a mistake.", "its a"),
            (Language::En, "Each has it's own code.", "it's own"),
            (
                Language::En,
                "It is cheaper then the other.",
                "cheaper then the",
            ),
            (Language::En, "We was closed.", "We was"),
            (Language::En, "We recieved it.", "recieved"),
            (Language::En, "We are open today. come by soon.", "come"),
            (Language::En, "Then i will check.", "i"),
            (
                Language::Nl,
                "De winkel is dicht, want hun hebben vrij.",
                "hun hebben",
            ),
            (Language::Nl, "Je betaald aan de kassa.", "Je betaald"),
            (Language::Nl, "Ik wordt morgen gebeld.", "Ik wordt"),
            (Language::Nl, "Daar vind u alles.", "vind u"),
            (Language::Nl, "Zo annulleert u de reis.", "annulleert"),
            (Language::Nl, "Dat staat in de de brief.", "de de"),
            (
                Language::Fr,
                "Si j\u{2019}aurais votre numéro, je regarderais.",
                "Si j\u{2019}aurais",
            ),
            (Language::Fr, "Le argent est rendu.", "Le argent"),
            (Language::Fr, "Un litre de eau suffit.", "de eau"),
            (Language::Fr, "Nous pensons que il arrive.", "que il"),
            (
                Language::Fr,
                "Vous pouvez contactez le magasin.",
                "pouvez contactez",
            ),
            (Language::Fr, "Dites-nous si il manque.", "si il"),
            (Language::De, "Das gilt seid gestern.", "seid gestern"),
            (Language::De, "Wir freuen uns, das Sie da waren.", "das"),
            (Language::De, "Das ist die einzigste Farbe.", "einzigste"),
            (Language::De, "Das Wiederrufsrecht gilt.", "Wiederrufsrecht"),
            (Language::De, "Wir haben es mit mit DHL gesandt.", "mit mit"),
        ] {
            assert_eq!(of(text, language, Channel::Email), [slip], "{text}");
        }
    }

    #[test]
    fn what_may_be_right_is_left_alone() {
        for (language, text) in [
            (
                Language::En,
                "It took an hour, a university and a European, a one-off and an honest MOT.",
            ),
            (
                Language::En,
                "An NHS card, an FAQ, an SMS, a UK plug, a used phone, an X-ray, a Uniqlo.",
            ),
            (
                Language::En,
                "We had had that that morning. Log in in the app. What it is is this.",
            ),
            (
                Language::En,
                "Your welcome pack is in the post. It's own-brand. Its fine mesh wears.",
            ),
            (
                Language::En,
                "You could, of course, call. We'll know more then. Option a is open.",
            ),
            (
                Language::En,
                "Open e.g. on Mondays, approx. two hours, etc. and so on. iPhones too.",
            ),
            (
                Language::En,
                "It's available until 5 p.m. on weekdays. eBay is not ours.",
            ),
            (
                Language::Nl,
                "Dat die die dat dat doet, en het het doet. Als u u aanmeldt.",
            ),
            (
                Language::Nl,
                "Hebt u betaald? Als je betaald hebt, mensen die hun hebben geholpen.",
            ),
            (
                Language::Nl,
                "Word je lid? Wordt je pakket bezorgd? Meld u aan, houd u vast, vindt u het?",
            ),
            (
                Language::Nl,
                "Stuur je ordernr. en bijv. een foto, evt. via de app.",
            ),
            (
                Language::Fr,
                "Dites-nous si vous auriez un reçu. Prenez-le ensuite, puis-je avoir le onze ?",
            ),
            (
                Language::Fr,
                "Vous vous connectez, nous nous en occupons. Le ou les articles, la onzième.",
            ),
            (
                Language::Fr,
                "Vous pouvez chez nous, assez vite. Prenez rendez-vous. Le huit, le yaourt, le héros.",
            ),
            (
                Language::De,
                "Die, die die Karte haben. Das, das das Kind hat. Wenn sie sie sieht.",
            ),
            (
                Language::De,
                "Wir hoffen, das hilft. Seid ihr da? Seit ihr umgezogen seid, freut es uns.",
            ),
            (
                Language::De,
                "Das Paket, das Sie bestellt haben, kommt z. B. am Montag bzw. morgen.",
            ),
        ] {
            assert_eq!(
                of(text, language, Channel::Email),
                Vec::<String>::new(),
                "{text}"
            );
        }
    }

    #[test]
    fn small_letters_are_no_slip_in_a_chat() {
        let text = "its a bit late. come by tomorrow, i will look";
        assert_eq!(of(text, Language::En, Channel::Chat), Vec::<String>::new());
        assert_eq!(of(text, Language::En, Channel::Email).len(), 3);
    }
}
