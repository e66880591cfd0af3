//! What the nouns of a question say of what it wants, where its question word alone does not tell.

use super::wants::Wants;
use crate::coding::facts::{Text, one_of};
use crate::model::Expects;
use std::ops::Range;

/// Words whose amount is a share.
const SHARES: &str = "percentage percent percentages apr interest zinssatz zinsen sollzins zins prozent rente rentepercentage procent taux \
    pourcentage rabatt korting remise discount";
const SHARE_ENDINGS: &[&str] = &[
    "zinssatz",
    "zinsen",
    "rabatt",
    "korting",
    "percentage",
    "nachlass",
    "satz",
];
const PRICES: &str = "fee fees price prices cost costs charge charges surcharge premium deposit kosten prijs prijzen tarief gebuhr gebuhren \
    preis preise prix frais tarif cout supplement montant bedrag betrag excess";
const PRICE_ENDINGS: &[&str] = &[
    "kosten", "gebuhr", "gebuhren", "preis", "preise", "prijs", "tarief", "bedrag", "betrag",
    "zuschlag", "toeslag",
];
const SPANS: &str = "longest shortest notice frist dauer termijn duur delai delais duree preavis period wachttijd lieferzeit garantie guarantee \
    warranty anciennete turnaround length lengte lange longueur";
const SPAN_ENDINGS: &[&str] = &[
    "frist",
    "dauer",
    "termijn",
    "duur",
    "laufzeit",
    "looptijd",
    "levertijd",
    "lieferzeit",
    "wartezeit",
    "wachttijd",
];
const SIZES: &str = "weight heaviest biggest largest smallest size sizes gewicht maat maten poids taille grosse grossen dimensions afmetingen \
    afmeting masse kilo kilos kg aantal nombre anzahl number capacity";
const SIZE_ENDINGS: &[&str] = &["gewicht", "grosse", "anzahl", "aantal", "alter", "leeftijd"];
const DATES: &str = "date datum dates earliest deadline stichtag";
const DATE_ENDINGS: &[&str] = &["datum", "termin"];
/// What opens and shuts; whoever asks when wants a time.
const HOURS: &str = "open opens close closes closed shut shuts opening offen geoffnet offnet schliesst schliessen offnen geschlossen open geopend \
    gesloten dicht sluit sluiten sluitingstijd ouvre ouvrez ouvert ouverte ouverts ferme fermez fermeture ouverture checkout checkin";
/// What comes round every month: whoever asks on which day wants a date.
const MONTHLY: &str = "monthly month debit mensualite mensuel mensuelle mensualites maandelijks maandelijkse maand monatlich monatliche monat \
    abbuchung prelevee preleve prelevement afgeschreven abgebucht";
/// Whoever asks for these wants to be told in free words.
const FREELY: &str = "why warum wieso weshalb waarom pourquoi worin unterschied unterschiede unterscheidet unterscheiden difference differences \
    verschil verschillen verschilt mean means bedeutet betekent signifie correspond";
const ASK: &str = "what which wat welke welk welch welche welcher welches welchen welchem quel quelle quels quelles was";
const UNITS: &str = "minute minutes minuten hour hours stunden uur uren heures day days dagen tage tagen jours week weeks weken wochen semaines \
    month months maanden monate mois year years jaar jahre ans annees werktage werkdagen";
/// Behind a bare `how much`: no thing that is counted.
const UNCOUNTED: &str = "is are was does do did would will can could should to for it s the a an of my your you i we per extra money do kost kosten \
    kostet betaal betalen zijn rekenen rekent moet mag kan krijg krijgen geld euro bedraagt gaat wordt vragen vraagt scheelt ik je u \
    jullie er het de is voor bedraagt ca cela coute coutent ca vous est dois faut il on je nous pour peut peux paie payer facturez \
    prenez prend me mir ihr sie man muss zahle zahlt zahlen nehmt nehmen verlangt verlangen berechnet wird werden bekomme bekommt ich \
    tip off notice time warning zeit tijd temps";

fn is(word: &str, list: &str, endings: &[&str]) -> bool {
    one_of(word, list)
        || endings
            .iter()
            .any(|end| word.len() > end.len() + 2 && word.ends_with(end))
}

/// What a noun near the question word wants.
fn by_noun(word: &str) -> Option<Expects> {
    if word.is_empty() {
        return None;
    }
    [
        (Expects::Percent, SHARES, SHARE_ENDINGS),
        (Expects::Money, PRICES, PRICE_ENDINGS),
        (Expects::Duration, SPANS, SPAN_ENDINGS),
        (Expects::Date, DATES, DATE_ENDINGS),
        (Expects::Count, SIZES, SIZE_ENDINGS),
    ]
    .into_iter()
    .find(|(_, list, endings)| is(word, list, endings))
    .map(|(expects, ..)| expects)
}

/// Mends what question words alone made of a question.
pub(super) fn mend(wants: &mut Wants, text: &Text, parts: &[Range<usize>]) {
    let any = |list: &str| {
        parts
            .iter()
            .any(|p| p.clone().any(|at| one_of(text.word(at), list)))
    };
    match wants.first {
        Some(Expects::Choice) | None => {
            if any(FREELY) {
                put(wants, Expects::Free);
            } else if let Some(expects) = noun_behind(text, parts) {
                put(wants, expects);
            } else if wants.first.is_none() && counts(text, parts, |w| one_of(w, UNITS)) {
                put(wants, Expects::Duration);
            } else if wants.first.is_none() && !parts.is_empty() {
                let choice = any(ASK);
                put(
                    wants,
                    if choice {
                        Expects::Choice
                    } else {
                        Expects::YesNo
                    },
                );
            }
        }
        Some(Expects::Money) => {
            let share = |at: usize| is(text.word(at), SHARES, SHARE_ENDINGS);
            if parts.iter().any(|p| p.clone().any(share)) {
                put(wants, Expects::Percent);
            } else if counts(text, parts, |w| one_of(w, UNITS)) {
                put(wants, Expects::Duration);
            } else if counts(text, parts, |w| {
                !one_of(w, UNCOUNTED) && by_noun(w).is_none()
            }) {
                put(wants, Expects::Count);
            }
        }
        Some(Expects::Date) if any(HOURS) && any("when wann wanneer quand") => {
            put(wants, Expects::Time);
        }
        Some(Expects::Weekdays) if any(MONTHLY) => put(wants, Expects::Date),
        Some(Expects::YesNo) if offers_two(text, parts) => put(wants, Expects::Choice),
        _ => {}
    }
}

fn put(wants: &mut Wants, expects: Expects) {
    wants.also.retain(|e| *e != expects);
    if let Some(first) = wants.first.replace(expects).filter(|f| *f != expects) {
        wants.also.insert(0, first);
    }
}

/// `What's the longest ..`, `welches Gewicht`, `wat zijn de bezorgkosten`, `price for ..`: a noun soon behind the
/// question word, or at the head of the question.
fn noun_behind(text: &Text, parts: &[Range<usize>]) -> Option<Expects> {
    for part in parts {
        let words: Vec<usize> = part
            .clone()
            .filter(|at| !text.word(*at).is_empty())
            .collect();
        for (nth, at) in words.iter().enumerate() {
            let asks = one_of(text.word(*at), ASK);
            if nth > 0 && !asks {
                continue;
            }
            let near = || words[nth..].iter().take(if asks { 7 } else { 2 });
            let bound = || near().any(|at| one_of(text.word(*at), "maximum minimum"));
            let by_noun = near().find_map(|at| by_noun(text.word(*at)));
            let found = by_noun.or_else(|| bound().then_some(Expects::Count));
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// `Hoeveel koffers`, `combien de bagages`: how many of a thing, where how much was heard.
fn counts(text: &Text, parts: &[Range<usize>], fits: impl Fn(&str) -> bool) -> bool {
    parts.iter().flat_map(Clone::clone).any(|at| {
        let behind = match text.word(at) {
            "hoeveel" | "wieviel" | "wieviele" => at + 1,
            "viel" | "viele" if at > 0 && text.word(at - 1) == "wie" => at + 1,
            "combien" if matches!(text.word(at + 1), "de" | "d") => at + 2,
            _ => return false,
        };
        let word = text.word(behind);
        !word.is_empty() && fits(word)
    })
}

/// `In the app or by phone?`, `nur oder auch`: two things to choose from in a question that wants yes or no.
fn offers_two(text: &Text, parts: &[Range<usize>]) -> bool {
    const OR: &[&str] = &[
        "or just",
        "or only",
        "or is",
        "or do",
        "or does",
        "or can",
        "or will",
        "or a",
        "or the",
        "or true",
        "or what",
        "oder nur",
        "oder erst",
        "oder muss",
        "oder das",
        "oder die",
        "oder den",
        "oder ein",
        "oder eine",
        "of alleen",
        "of juist",
        "of een",
        "of pas",
        "ou bien",
        "ou a l",
        "ou au",
        "ou seulement",
        "ou faut",
        "ou un",
        "ou une",
        "between",
        "tussen",
        "zwischen",
        "entre",
    ];
    parts
        .iter()
        .any(|p| p.clone().skip(2).any(|at| text.any(at, OR).is_some()))
}
