//! Whether a reply shows that its question was understood, and whether it goes into all of its parts.

use super::read::Read;
use crate::coding::facts::{Kind, Text, duration, one_of, time, weekdays};
use crate::lexicon::{Term, terms, tokens, weight};
use crate::model::{Language, Substance};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// What a reply names of a question, as a share of the weight of the question's own words, to have understood it.
const NAMED: f32 = 0.2;
/// The same where the kind of reply says that it goes into the question.
const TOUCHED: f32 = 0.1;
/// A single matter of this weight is enough.
const MATTER: f32 = 0.9;
/// So many bytes of a question and tokens of a reply are looked at.
const LONGEST: (usize, usize) = (4_000, 20_000);

/// What a part of a question wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wants {
    /// How long, when, how often.
    Time,
    /// How much it costs.
    Money,
    /// How many, what share.
    Number,
    /// Where, who, whom to ask.
    Place,
    /// How it is done.
    Steps,
    /// Whether it is so.
    YesNo,
    /// Anything else.
    Open,
}

/// The terms of words with the tokens that have them.
fn named(read: &Read<'_>, of: Range<usize>) -> HashMap<Term, Range<usize>> {
    let mut found = HashMap::new();
    // Word by word, so that each term has its place; in pairs, for phrases of two words.
    let mut before: Option<(usize, Vec<String>)> = None;
    for at in of.take(LONGEST.1) {
        let words = match read.tokens.get(at).map(|t| t.kind) {
            Some(Kind::Word) => vec![read.tokens.word(at).to_owned()],
            _ => continue,
        };
        if words[0].len() > 60 {
            continue;
        }
        for term in terms(&words, read.language) {
            found.entry(term).or_insert(at..at + 1);
        }
        if let Some((start, mut pair)) = before.take() {
            pair.extend(words.iter().cloned());
            for term in terms(&pair, read.language) {
                found.entry(term).or_insert(start..at + 1);
            }
        }
        before = Some((at, words));
    }
    found
}

/// Whether the reply shows that the question was understood, and the tokens that show it.
///
/// An answer shows it by being one; what is off the point shows that it was not. Anything else shows it by naming the matter of
/// the question.
pub(super) fn understood(
    read: &Read<'_>,
    question: &str,
    asked_in: Language,
    substance: Option<Substance>,
) -> (bool, Vec<Range<usize>>, &'static str) {
    let question = &question[..question.floor_char_boundary(LONGEST.0)];
    let mut wanted = terms(&tokens(question), asked_in);
    wanted.truncate(60);
    let spoken = read
        .sentences
        .iter()
        .filter(|s| read.is_body(s))
        .flat_map(Clone::clone);
    let first = spoken.clone().next().unwrap_or(0);
    let last = spoken.last().map_or(0, |l| l + 1);
    let names = named(read, first..last);
    let total: f32 = wanted.iter().map(|t| weight(*t)).sum();
    let (mut share, mut most, mut places) = (0.0_f32, 0.0_f32, Vec::new());
    for term in &wanted {
        if let Some(place) = names.get(term) {
            share += weight(*term);
            most = most.max(weight(*term));
            places.push(place.clone());
        }
    }
    places.sort_by_key(|p| p.start);
    places.dedup();
    places.truncate(12);
    // Who asks back or sends elsewhere says little; one word of the matter shows that it was read.
    let read_it = matches!(
        substance,
        Some(
            Substance::Redirect
                | Substance::Clarification
                | Substance::Refusal
                | Substance::NotKnown
        )
    );
    let enough = share / total.max(f32::MIN_POSITIVE);
    let touches = !places.is_empty()
        && (enough >= NAMED && (most >= MATTER || places.len() > 1 || wanted.len() < 3)
            || read_it && enough >= TOUCHED);
    match substance {
        Some(Substance::Answer | Substance::Partial) => (true, places, "answers it"),
        Some(Substance::OffPoint) => (false, Vec::new(), "off the point"),
        _ if touches => (true, places, "names the matter"),
        None if yes_or_no(read).is_some() => {
            let place = yes_or_no(read).into_iter().collect();
            (true, place, "says yes or no")
        }
        _ => (false, Vec::new(), "names nothing of it"),
    }
}

/// A plain yes or no at the start of a sentence of the body.
fn yes_or_no(read: &Read<'_>) -> Option<Range<usize>> {
    let list = match read.language {
        Language::En => {
            "yes yep yeah yup no nope sure certainly absolutely unfortunately sadly indeed definitely"
        }
        Language::Nl => {
            "ja jazeker jawel nee neen zeker helaas natuurlijk uiteraard klopt inderdaad"
        }
        Language::Fr => "oui si non malheureusement absolument effectivement bien tout",
        Language::De => "ja nein klar leider sicher naturlich selbstverstandlich gerne gern doch",
    };
    read.sentences
        .iter()
        .filter(|s| read.is_body(s))
        .take(12)
        .flat_map(|s| s.clone().take(3))
        .find(|at| one_of(read.tokens.word(*at), list))
        .map(|at| at..at + 1)
}

/// Words that begin the second part of a question, behind `and`.
const AND: [&str; 4] = [
    "and or also plus",
    "en of ook",
    "et ou aussi",
    "und oder sowie auch",
];
/// Words with which a question begins.
const BEGINS: [&str; 4] = [
    "how what when where which who why do does did is are can could will would may must should if whether",
    "hoe wat wanneer waar welke welk wie waarom kan kunnen mag moet moeten is zijn wordt worden doen heeft hebben krijg leveren hoeveel waarvoor",
    "comment combien quand ou quel quelle quels quelles qui pourquoi est puis peut dois faut y sous dans a",
    "wie was wann wo welche welcher welches wer warum kann konnen muss darf ist sind gibt wird werden wieviel wohin ab bis muss bekomme",
];

/// The parts of a question, as ranges of its tokens.
fn parts(text: &Text, language: Language) -> Vec<Range<usize>> {
    let and = AND[language as usize];
    let begins = BEGINS[language as usize];
    let asks: Vec<usize> = (0..text.len())
        .filter(|at| text.sign(*at) == Some('?'))
        .collect();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let stops = asks.iter().copied();
    // Where nothing has a question mark the whole is the question.
    let stops: Vec<usize> = if asks.is_empty() {
        vec![text.len()]
    } else {
        stops.collect()
    };
    for stop in stops {
        // Only the sentence before the mark: what stands before it tells the story.
        let from = (start..stop)
            .rev()
            .find(|at| matches!(text.sign(*at), Some('.' | '!')) && !text.glued(at + 1))
            .map_or(start, |at| at + 1);
        let from = if asks.is_empty() { start } else { from };
        let mut begin = from;
        for at in from + 1..stop {
            // `and how long`; `, how long`; `et combien`
            let joined = one_of(text.word(at), and) || text.sign(at) == Some(',');
            let two = one_of(text.word(at + 1), begins)
                || one_of(text.word(at + 1), "pour in a tot bis for")
                    && one_of(text.word(at + 2), begins);
            let question_word = one_of(
                text.word(at + 1),
                "how what when where which who hoe wat wanneer waar hoeveel welke comment combien quand quel quelle wie was wann wo wieviel welche",
            );
            let fits = if text.sign(at) == Some(',') {
                question_word
                    && !matches!(
                        text.word(at + 1),
                        "which"
                            | "who"
                            | "where"
                            | "when"
                            | "wie"
                            | "was"
                            | "wo"
                            | "waar"
                            | "wat"
                            | "wanneer"
                            | "quand"
                    )
            } else {
                two
            };
            if joined && fits && at - begin >= 2 && stop - at >= 3 {
                found.push(begin..at);
                begin = at + 1;
            }
        }
        if stop > begin + 1 {
            found.push(begin..stop);
        }
        start = stop + 1;
        if found.len() >= 6 {
            break;
        }
    }
    found
}

/// Words that ask for a time, a price, a number, a place and a way, by language.
const TIMES: [&str; 4] = [
    "how long|when|how soon|how fast|how quickly|what time|how late|how many days|how many weeks|until when|by when|how often|what day|which days|opening hours|opening times",
    "hoe lang|hoelang|wanneer|hoe snel|hoe laat|hoeveel dagen|hoeveel weken|tot wanneer|binnen hoeveel|openingstijden|hoe vaak|welke dagen",
    "quand|combien de temps|quel delai|sous combien|dans quel delai|quels delais|a quelle heure|horaires|jusqu a quand|combien de jours|quels jours",
    "wie lange|wann|wie schnell|um wie viel uhr|bis wann|offnungszeiten|wie viele tage|welche frist|an welchen tagen|wie oft|ab wann",
];
const PRICES: [&str; 4] = [
    "how much|what does it cost|cost|costs|price|fee|charge|penalty|excess",
    "hoeveel kost|wat kost|kost|kosten|prijs|tarief|boete*|eigen risico",
    "combien coute|prix|frais|cout|tarif|combien ca coute|penalites|quel montant|combien est ce|a quel prix|franchise",
    "was kostet|kosten|kostet|preis|gebuhr|gebuhren|wie teuer|wieviel kostet|wie hoch|selbstbeteiligung|was zahle",
];
const NUMBERS: [&str; 4] = [
    "how many|what percentage|what share",
    "hoeveel|welk percentage",
    "combien|quel pourcentage",
    "wie viel|wie viele|wieviel|wieviele|wie hoch",
];
const PLACES: [&str; 4] = [
    "where|who do i|which shop|which address|which number|what number|who should",
    "waar|welk adres|welk nummer|bij wie|welke winkel",
    "quelle adresse|quel numero|a qui|quel magasin",
    "wo|wohin|welche adresse|welche nummer|an wen|bei wem|welche filiale",
];
const WAYS: [&str; 4] = [
    "how do|how can|how would|how to|how should|what do i need|what do i have to|how does",
    "hoe|wat moet ik|op welke manier",
    "comment|que dois je|que faut il|de quelle maniere",
    "wie|was muss ich|auf welchem weg",
];
/// Words that ask for something else.
const OTHERS: &str =
    "why|what|which|who|waarom|wat|welke|wie|pourquoi|quel|quelle|qui|que|warum|was|welche|wer";

/// What a part of a question wants, by its question word.
fn wants(text: &Text, part: &Range<usize>, language: Language) -> Wants {
    let any = |phrases: &str| {
        part.clone().any(|at| {
            let fits = |phrase| text.phrase(at, phrase).is_some_and(|end| end <= part.end);
            phrases.split('|').any(fits)
        })
    };
    let at = language as usize;
    // French `ou` is `or`, too: only at the start it asks for a place.
    let place = language == Language::Fr && text.word(part.start) == "ou" || any(PLACES[at]);
    if any(TIMES[at]) {
        Wants::Time
    } else if any(PRICES[at]) {
        Wants::Money
    } else if any(NUMBERS[at]) {
        Wants::Number
    } else if place {
        Wants::Place
    } else if any(WAYS[at]) {
        Wants::Steps
    } else if part.len() > 2 && any(OTHERS) {
        Wants::Open
    } else {
        Wants::YesNo
    }
}

/// Words that say that something costs nothing.
const FREE: &str = "free gratis gratuit gratuite gratuits gratuitement gratuites kostenlos kostenfrei umsonst kosteloos included inclusive \
    inbegrepen inklusive inclus incluse offert offerte offerts charge";

/// Where a reply says something of the kind that is wanted.
fn has(
    read: &Read<'_>,
    wants: Wants,
    steps: &[Range<usize>],
    part: &HashSet<Term>,
) -> Option<Range<usize>> {
    let text = &read.tokens;
    let all = 0..text.len().min(LONGEST.1);
    let number = |at: usize| matches!(text.get(at).map(|t| t.kind), Some(Kind::Number(..)));
    match wants {
        Wants::Time => duration::all(text)
            .first()
            .map(|f| f.tokens.clone())
            .or_else(|| weekdays::all(text).first().map(|f| f.tokens.clone()))
            .or_else(|| time::clocks(text).first().map(|f| f.tokens.clone()))
            .or_else(|| {
                all.clone()
                    .find(|at| one_of(text.word(*at), SOON))
                    .map(|at| at..at + 1)
            }),
        Wants::Money => all
            .clone()
            .find(|at| {
                let near = |n: usize| number(n);
                matches!(text.sign(*at), Some('€' | '£' | '$' | '%'))
                    && (near(at + 1) || at.checked_sub(1).is_some_and(near))
                    || one_of(
                        text.word(*at),
                        "euro euros eur pounds pound pence cent cents gbp chf francs p",
                    ) && at.checked_sub(1).is_some_and(near)
                    || one_of(text.word(*at), FREE)
            })
            .map(|at| at..at + 1),
        Wants::Number => all
            .clone()
            .find(|at| number(*at) || one_of(text.word(*at), COUNTS))
            .map(|at| at..at + 1),
        Wants::Steps => steps.first().cloned(),
        Wants::Place | Wants::Open | Wants::YesNo => {
            // What it says must be of the part's own matter, or plainly yes or no.
            let names = named(read, all);
            let place = part
                .iter()
                .filter_map(|t| names.get(t))
                .min_by_key(|p| p.start)
                .cloned();
            place.or_else(|| (wants == Wants::YesNo).then(|| yes_or_no(read)).flatten())
        }
    }
}

const SOON: &str = "today tomorrow tonight immediately vandaag morgen direct meteen aujourd demain immediatement heute sofort \
    always never altijd nooit toujours jamais immer nie instantly anytime";
const COUNTS: &str = "one two three four five six seven eight nine ten twelve twenty een twee drie vier vijf zes zeven acht negen tien \
    un une deux trois quatre cinq six sept huit neuf dix zwei drei funf sechs sieben acht neun zehn ein eine none no geen aucun kein keine unlimited";

/// Whether a reply goes into all parts of its question, and where; of what kind it is helps where it is known.
pub(super) fn all_parts(
    read: &Read<'_>,
    question: &str,
    asked_in: Language,
    substance: Option<Substance>,
    steps: &[Range<usize>],
    is_understood: bool,
) -> (bool, Vec<Range<usize>>, &'static str) {
    match substance {
        None | Some(Substance::Answer) => {}
        Some(Substance::Partial) => return (false, Vec::new(), "answers a part"),
        Some(_) => return (false, Vec::new(), "no answer"),
    }
    let question = Text::new(&question[..question.floor_char_boundary(LONGEST.0)]);
    let parts = parts(&question, asked_in);
    if parts.len() < 2 && substance.is_some() {
        return (true, Vec::new(), "answers the only part");
    }
    let mut seen: HashSet<Term> = HashSet::new();
    let mut places = Vec::new();
    for part in &parts {
        let wanted = wants(&question, part, asked_in);
        let words: Vec<String> = part
            .clone()
            .map(|at| question.word(at).to_owned())
            .filter(|w| !w.is_empty())
            .collect();
        let own: HashSet<Term> = terms(&words, asked_in)
            .into_iter()
            .filter(|t| !seen.contains(t))
            .collect();
        seen.extend(&own);
        let Some(place) = has(read, wanted, steps, &own) else {
            return (false, places, "a part is not gone into");
        };
        places.push(place);
    }
    if !is_understood {
        return (false, Vec::new(), "not understood");
    }
    (true, places, "goes into each part")
}
