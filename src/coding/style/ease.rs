//! How easily a text reads, 0 to 100: Flesch's formula and what was made of it for other languages, from words a
//! sentence and syllables a word.
//!
//! - English: R. Flesch, A new readability yardstick, Journal of Applied Psychology 32 (1948) 221-233.
//! - Dutch: W. H. Douma, De leesbaarheid van landbouwbladen, Bulletin 17, Landbouwhogeschool Wageningen (1960).
//! - French: L. Kandel and A. Moles, Application de l'indice de Flesch à la langue française, Cahiers d'Études
//!   de Radio-Télévision 19 (1958) 253-274.
//! - German: T. Amstad, Wie verständlich sind unsere Zeitungen?, dissertation, Universität Zürich (1978).

use super::read::Read;
use crate::coding::facts::Kind;
use crate::model::Language;

/// No longer word has its syllables counted.
const LONGEST: usize = 60;

/// The ease, rounded; `None` when there are no words. Numbers and links are no words here, and greeting and closing are left
/// out unless there is nothing else.
pub(super) fn ease(read: &Read<'_>) -> Option<u32> {
    of(read, true).or_else(|| of(read, false))
}

fn of(read: &Read<'_>, body: bool) -> Option<u32> {
    let (mut words, mut syllables, mut sentences) = (0u32, 0u32, 0u32);
    for sentence in read.sentences.iter().filter(|s| !body || read.is_body(s)) {
        let before = words;
        for at in sentence.clone() {
            if !matches!(read.tokens.get(at).map(|t| t.kind), Some(Kind::Word)) {
                continue;
            }
            // `l'article`, `it's`: what an apostrophe cuts off is no word of its own.
            let span = read.span(at..at + 1);
            let word = &read.text[span];
            let part = read.tokens.sign(at + 1) == Some('\'')
                && read.tokens.glued(at + 2)
                && word.len() <= 2
                || at > sentence.start
                    && read.tokens.sign(at - 1) == Some('\'')
                    && read.tokens.glued(at)
                    && word.len() <= 2;
            if !part {
                words += 1;
                syllables += count(word, read.language);
            }
        }
        sentences += u32::from(words > before);
    }
    if words == 0 || sentences == 0 {
        return None;
    }
    let length = f64::from(words) / f64::from(sentences);
    let weight = f64::from(syllables) / f64::from(words);
    let ease = match read.language {
        Language::En => 206.835 - 1.015 * length - 84.6 * weight,
        Language::Nl => 206.84 - 0.93 * length - 77.0 * weight,
        Language::Fr => 207.0 - 1.015 * length - 73.6 * weight,
        Language::De => 180.0 - length - 58.5 * weight,
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=100"
    )]
    let whole = ease.clamp(0.0, 100.0).round() as u32;
    Some(whole)
}

/// The syllables of a word, at least one, by rule.
pub(super) fn count(word: &str, language: Language) -> u32 {
    let small: Vec<char> = word
        .chars()
        .take(LONGEST)
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphabetic())
        .collect();
    let found = match language {
        Language::En => english(&small),
        Language::Nl => nuclei(&small, DUTCH, dutch_vowel),
        Language::Fr => french(&small),
        Language::De => nuclei(&small, GERMAN, german_vowel),
    };
    found.max(1)
}

fn ends(word: &[char], end: &str) -> bool {
    let end: Vec<char> = end.chars().collect();
    word.ends_with(&end)
}

fn is(word: &[char], at: usize, of: &str) -> bool {
    word.get(at).is_some_and(|c| of.contains(*c))
}

/// Words that no rule gets right.
const ODD: &[(&str, u32)] = &[
    ("business", 2),
    ("every", 2),
    ("wednesday", 2),
    ("evening", 2),
    ("clothes", 1),
    ("everything", 3),
    ("everyone", 3),
    ("businesses", 3),
];

fn english(word: &[char]) -> u32 {
    let odd = ODD
        .iter()
        .find(|(odd, _)| odd.chars().eq(word.iter().copied()));
    if let Some((_, count)) = odd {
        return *count;
    }
    let mut count = 0u32;
    let mut at = 0;
    while at < word.len() {
        // `quick`, `guest`: a `u` that is not spoken as a vowel.
        let glide = is(word, at, "u")
            && at > 0
            && (is(word, at - 1, "q") || is(word, at - 1, "g") && is(word, at + 1, "aei"));
        if !english_vowel(word, at) || glide {
            at += 1;
            continue;
        }
        count += 1;
        let start = at;
        while english_vowel(word, at) {
            at += 1;
        }
        for pair in start..at.saturating_sub(1) {
            count += u32::from(spoken_apart(word, pair, at));
        }
    }
    count = count.saturating_sub(mute(word, count));
    count + u32::from(ends(word, "sm") || ends(word, "thm"))
}

fn english_vowel(word: &[char], at: usize) -> bool {
    is(word, at, "aeiouyáàâäéèêëíïóôöúüû") && !(at == 0 && is(word, 0, "y"))
}

/// Whether two vowels side by side, of a row that ends at `end`, are two syllables.
fn spoken_apart(word: &[char], pair: usize, end: usize) -> bool {
    let two: String = word[pair..pair + 2].iter().collect();
    let next = word.get(pair + 2);
    let behind = |of: &str| pair > 0 && is(word, pair - 1, of);
    let ends_in = |list: &[&str]| list.iter().any(|end| ends(word, end));
    match two.as_str() {
        "ia" => !(behind("ct") && next == Some(&'l') || behind("r") && ends(word, "riage")),
        "io" => !(behind("tsgcx") && next == Some(&'n') || behind("cxtg") && next == Some(&'u')),
        "eo" => !behind("pg"),
        "iu" | "ua" | "ya" | "yi" | "uo" | "yo" | "ii" => true,
        "ie" => match next {
            // `client`, `science`, `audience`; not `friend`, `patient`.
            Some('n') => {
                is(word, pair + 3, "tc") && (!behind("tc") || word.starts_with(&['s', 'c', 'i']))
            }
            // `quiet`, `society`; `courier`, `earlier`.
            Some('t') => true,
            Some('r') => pair + 3 == word.len() && word.len() > 5 && !behind("h"),
            _ => false,
        },
        "ue" => matches!(next, Some('n' | 'l')),
        "ui" => next == Some(&'n') || ends_in(&["uity", "tuit"]),
        "ea" => ends_in(&["eate", "eated", "eating", "area", "idea", "ideas", "areas"]),
        "ei" => ends(word, "eing"),
        "oi" => ends(word, "oing"),
        "ay" | "oy" | "ey" => pair + 2 < end && next == Some(&'i'),
        _ => false,
    }
}

/// How many `e` of a word, which has `count` rows of vowels, are mute: at its end, and within (`movement`, `safely`).
fn mute(word: &[char], count: u32) -> u32 {
    const WITHIN: &[&str] = &[
        "ement", "ely", "eless", "eful", "ething", "etime", "erefore", "eplace", "omewhere",
        "ehouse",
    ];
    let n = word.len();
    if n < 3 || count < 2 {
        return 0;
    }
    let consonant = |at: usize| at < n && !english_vowel(word, at);
    let last = word[n - 1] == 'e' && consonant(n - 2) && !(word[n - 2] == 'l' && consonant(n - 3));
    let with_s = ends(word, "es")
        && consonant(n - 3)
        && !is(word, n - 3, "szxcg")
        && !(ends(word, "shes") || ends(word, "ches"))
        && !(word[n - 3] == 'l' && n > 3 && consonant(n - 4));
    let with_d = ends(word, "ed")
        && consonant(n - 3)
        && !is(word, n - 3, "td")
        && !(word[n - 3] == 'l' && n > 3 && consonant(n - 4) && !is(word, n - 4, "lr"));
    let at_end = u32::from(last || with_s || with_d);
    let within = WITHIN.iter().any(|inside| {
        let plural = ends(word, &format!("{inside}s"));
        let at = n.saturating_sub(inside.len() + usize::from(plural));
        (plural || ends(word, inside))
            && at > 1
            && consonant(at - 1)
            && !(word[at - 1] == 'l' && consonant(at - 2))
    });
    at_end + u32::from(within && count > at_end + 1)
}

/// What is one vowel though it is written with several letters, longest first.
const DUTCH: &[&str] = &[
    "aai", "ooi", "oei", "eeu", "ieu", "aa", "ee", "oo", "uu", "ie", "oe", "ui", "eu", "ij", "ei",
    "ou", "au", "ai", "oi", "ay", "ey", "oy",
];
const GERMAN: &[&str] = &[
    "ei", "ai", "au", "äu", "eu", "ie", "aa", "ee", "oo", "ay", "ey", "oy",
];

fn dutch_vowel(c: char) -> bool {
    "aeiouyáàâäéèêëíïóôöúüû".contains(c)
}

fn german_vowel(c: char) -> bool {
    "aeiouyäöüáàâéèêëíïóôúû".contains(c)
}

fn nuclei(word: &[char], joined: &[&str], vowel: fn(char) -> bool) -> u32 {
    let (mut count, mut at) = (0, 0);
    while at < word.len() {
        if !vowel(word[at]) {
            at += 1;
            continue;
        }
        // `qu`; a `y` before a vowel; the `i` of `-tion`, which is spoken with it in neither language but French
        let glide = word[at] == 'u' && at > 0 && word[at - 1] == 'q'
            || word[at] == 'y' && word.get(at + 1).is_some_and(|c| vowel(*c));
        if glide {
            at += 1;
            continue;
        }
        // `beantworten`, `geïrriteerd`, `beurteilen`: a prefix ends before a vowel.
        let opens = at == 1 && matches!(word[0], 'b' | 'g') && word[1] == 'e';
        let prefix = opens
            && match word.get(2) {
                Some('a' | 'o' | 'ä' | 'ö' | 'ü') => true,
                Some('u' | 'i') => matches!(word.get(3..5), Some(['r', 't'] | ['n', 'h' | 'f'])),
                _ => false,
            };
        let length = if prefix {
            1
        } else {
            joined
                .iter()
                .find(|j| {
                    j.chars()
                        .enumerate()
                        .all(|(n, c)| word.get(at + n) == Some(&c))
                })
                .map_or(1, |j| j.chars().count())
        };
        count += 1;
        at += length;
    }
    count
}

fn french(word: &[char]) -> u32 {
    let vowel = |at: usize| is(word, at, "aeiouyàâäéèêëîïôöùûüœæ");
    let n = word.len();
    let mut count = 0u32;
    let mut at = 0;
    while at < n {
        let glide = is(word, at, "u")
            && at > 0
            && (is(word, at - 1, "q") || is(word, at - 1, "g") && is(word, at + 1, "eiéèêy"))
            || is(word, at, "y") && vowel(at + 1);
        if !vowel(at) || glide {
            at += 1;
            continue;
        }
        count += 1;
        let start = at;
        at += 1;
        while vowel(at) {
            let (before, here) = (word[at - 1], word[at]);
            // `é` and a letter with a trema stand apart; `création`, `naïf`, `idéal`
            let marked = "éïëüèâ".contains(here)
                && !(matches!(before, 'i' | 'u' | 'o') && matches!(here, 'é' | 'è' | 'â'))
                || before == 'é' && here != 'e';
            let glide = matches!(before, 'i' | 'y')
                && at >= 2
                && at - 1 == start
                && start >= 2
                && is(word, start - 1, "lr")
                && !vowel(start - 2)
                && !is(word, start - 2, "lr");
            let open = before == 'a' && here == 'o'
                || before == 'o' && here == 'a'
                || before == 'u' && "aé".contains(here) && !is(word, at.saturating_sub(2), "qg");
            // `payer`, `envoyer`: the `y` is spoken with what follows.
            let y = here == 'y' && vowel(at + 1);
            if y {
                at += 1;
                break;
            }
            let mute = here == 'e' && (at + 1 == n || at + 2 == n && word[at + 1] == 's');
            if (marked || glide || open) && !mute {
                count += 1;
            }
            at += 1;
        }
    }
    // An `e` at the end is mute, with or without `s` and `nt`.
    let stem = |cut: usize| {
        n > cut && !vowel(n - cut - 1)
            || n > cut + 1 && word[n - cut - 1] == 'u' && is(word, n - cut - 2, "qg")
    };
    let mute = ends(word, "e") && stem(1)
        || ends(word, "es") && stem(2) && n > 3
        || ends(word, "ent")
            && stem(3)
            && !ends(word, "ment")
            && !NOUNS.iter().any(|w| ends(word, w))
            && n > 4;
    if mute && count > 1 {
        count -= 1;
    }
    // `-aient`
    count
}

/// Words in `-ent` whose ending is spoken.
const NOUNS: &[&str] = &[
    "client",
    "argent",
    "récent",
    "souvent",
    "différent",
    "urgent",
    "patient",
    "content",
    "excellent",
    "accent",
    "parent",
    "agent",
    "président",
    "présent",
    "absent",
    "équivalent",
    "précédent",
    "suffisent ",
    "évident",
    "incident",
    "accident",
    "permanent",
    "pertinent",
    "cent",
    "vent",
    "résident",
    "adhérent",
    "apparent",
    "talent",
    "fréquent",
    "compétent",
    "prudent",
    "concurrent",
    "adjacent",
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Counted by hand: each word with its syllables.
    const LISTS: [(Language, &str); 4] = [
        (
            Language::En,
            "the 1 delivery 4 refund 2 please 1 order 2 within 2 working 2 days 1 address 2 customer 3 service 2 returned 2 \
            received 2 wanted 2 needed 2 table 2 available 4 unfortunately 5 question 2 questions 2 information 4 special 2 area 3 \
            money 2 free 1 charge 1 charges 2 apologise 4 parcel 2 website 2 people 2 create 2 idea 3 quiet 2 client 2 science 2 \
            previous 3 various 3 guarantee 3 replacement 3 safely 2 movement 2 time 1 times 1 changes 2 asked 1 helped 1 collected 3 \
            store 1 stores 1 opened 2 closed 1 enquiry 3 minutes 2 hours 1 holiday 3 insurance 3 warehouse 2 voucher 2 usually 4 being 2 \
            doing 2 account 2 experience 4 terrace 2 courier 3 couple 2 single 2 business 2 every 2 Wednesday 2",
        ),
        (
            Language::Nl,
            "de 1 levering 3 bestelling 3 vriendelijke 4 groet 1 wij 1 zijn 1 uw 1 klant 1 klantenservice 5 bericht 2 \
            beantwoorden 4 ideeën 3 geïnteresseerd 5 retourneren 4 kosteloos 3 gratis 2 nieuw 1 mooi 1 leeuw 1 geld 1 terugbetaling 5 \
            werkdagen 3 binnen 2 ontvangen 3 vragen 2 contact 2 informatie 4 telefoon 3 e 1 annuleren 4 website 2 winkel 2 openingstijden 5 \
            zondag 2 fooien 2 hoeveel 2 dagkaart 2 financieel 4 radio 3 vacature 4 eigen 2 reis 1 reizen 2 trein 1 koffer 2 bagage 3 \
            vertraging 3 excuses 3 spijt 1 huis 1 verhuizing 3 abonnement 4 opzeggen 3 maand 1 week 1 uur 1 jaar 1 euro 2 kaartje 2 geopend 3",
        ),
        (
            Language::Fr,
            "le 1 livraison 3 commande 2 bonjour 2 madame 2 monsieur 2 client 2 service 2 remboursement 4 délai 2 jours 1 \
            ouvrés 2 gratuit 2 gratuite 2 payer 2 envoyer 3 question 2 information 4 création 3 idéal 3 magasin 3 boutique 2 quinze 1 \
            que 1 vous 1 pouvez 2 retourner 3 article 2 articles 2 semaine 2 semaines 2 adresse 2 téléphone 3 numéro 3 compte 1 \
            cordialement 4 merci 2 votre 1 notre 1 message 2 réponse 2 malheureusement 5 possible 2 dimanche 2 ouvert 2 heures 1 \
            été 2 pays 2 naïf 2 oublier 3 bien 1 mieux 1 nuit 1 lieu 1 eau 1 août 1 produit 2 caution 2 départ 2 chien 1 chiens 1",
        ),
        (
            Language::De,
            "die 1 Lieferung 3 Bestellung 3 Rückgabe 3 kostenlos 3 Werktagen 3 innerhalb 3 Frage 2 Fragen 2 Kundenservice 5 \
            freundlichen 3 Grüßen 2 Sie 1 können 2 erhalten 3 beantworten 4 beurteilen 4 Information 5 Adresse 3 Telefon 3 leider 2 \
            Zahlung 2 Euro 2 Gebühr 2 Gutschein 2 einlösen 3 Versand 2 Öffnungszeiten 4 Sonntag 2 geöffnet 3 Häuser 2 neue 2 treue 2 \
            Reise 2 reisen 2 Zeit 1 Quelle 2 bequem 2 Paket 2 Fahrkarte 3 Fähre 2 Hund 1 Hunde 2 Vertrag 2 kündigen 3 Monat 2 Jahr 1 \
            Jahre 2 Versicherung 4 Entschuldigung 4 Verspätung 3 Wartezeit 3 App 1 Erstattung 3 Rechnung 2 Datei 2 Filiale 4 aktuell 3 Station 3",
        ),
    ];

    #[test]
    fn syllables_are_nearly_those_counted_by_hand() {
        let mut bad = Vec::new();
        for (language, list) in LISTS {
            let list: Vec<&str> = list.split_whitespace().collect();
            let pairs: Vec<(&str, u32)> = list
                .chunks(2)
                .map(|p| (p[0], p[1].parse().unwrap()))
                .collect();
            let mut wrong = Vec::new();
            let (mut all, mut ours) = (0, 0);
            for (word, by_hand) in &pairs {
                let found = count(word, language);
                all += by_hand;
                ours += found;
                if found != *by_hand {
                    wrong.push(format!("{word} {found} for {by_hand}"));
                }
            }
            let (wrong_words, words) = (wrong.len(), pairs.len());
            println!(
                "{language}: {wrong_words} of {words} words, {ours} for {all} syllables: {wrong:?}"
            );
            if words < 55 || wrong_words * 20 > words || ours.abs_diff(all) * 50 > all {
                bad.push(language);
            }
        }
        assert!(bad.is_empty(), "{bad:?}");
    }
}
