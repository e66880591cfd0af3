//! What a question wants to know, by its own words.

use super::nouns::mend;
use crate::coding::facts::{Text, one_of};
use crate::model::Expects;
use std::ops::Range;

/// Words by which a question wants something, longest match first within a line. What only some questions of the
/// kind have in common stands in `COST` and the like.
#[rustfmt::skip]
const CUES: &[(Expects, &[&str])] = &[
    (Expects::Phone, &[
        "phone number", "telephone number", "what number", "which number", "number to call", "number do i call", "number should i call", "number can i call", "number i can call", "number to ring", "number i can ring", "number for",
        "telefoonnummer", "welk nummer", "het nummer", "numero de telephone", "quel numero", "numero", "telefonnummer", "welche nummer", "rufnummer", "hotline nummer", "unter welcher nummer",
    ]),
    (Expects::Percent, &[
        "what percentage", "how many per cent", "how many percent", "percentage", "interest rate", "what rate", "what discount", "how much discount", "how much of a discount", "how big is the discount", "how much money off", "how much off", "rate of interest",
        "hoeveel procent", "welk percentage", "hoeveel korting", "welke korting", "hoe hoog is de korting", "rente", "rentepercentage", "quel pourcentage", "combien de pour cent", "quelle remise", "quelle reduction", "quel taux", "taux",
        "wie viel prozent", "wieviel prozent", "wie viel rabatt", "wieviel rabatt", "welchen rabatt", "wie hoch ist der rabatt", "wie hoch ist der zinssatz", "zinssatz", "zinsen", "welcher prozentsatz",
    ]),
    (Expects::Time, &[
        "what time", "at what time", "until what time", "what hour", "which time", "how late", "how early", "what are your hours", "opening hours", "opening times", "closing time", "what hours", "when do you open", "when do you close",
        "when does the shop open", "when does the store close", "cut off time", "cut-off time", "hoe laat", "welke tijd", "openingstijden", "openingsuren", "tot hoe laat", "vanaf hoe laat", "om hoe laat", "tussen welke tijden", "a quelle heure", "quelle heure", "jusqu a quelle heure", "quels horaires", "quels sont les horaires", "quels sont vos horaires", "horaires", "vers quelle heure", "a partir de quelle heure",
        "um wie viel uhr", "wie spat", "um wieviel uhr", "bis wie viel uhr", "bis wieviel uhr", "ab wie viel uhr", "ab wieviel uhr", "welche uhrzeit", "offnungszeiten", "bis wann am", "wann schliesst", "wann offnet", "wann macht", "wann macht ihr",
    ]),
    (Expects::Weekdays, &[
        "which days", "what days", "on which days", "which day", "what day", "which days of the week", "days of the week", "welke dagen", "op welke dagen", "welke dag", "op welke dag", "quels jours", "quel jour", "an welchen tagen", "welche tage", "an welchem tag", "welchen tagen", "welchem wochentag", "welchen wochentagen",
    ]),
    (Expects::Duration, &[
        "how long", "how many days", "how many working days", "how many business days", "how many weeks", "how many months", "how many hours", "how many years", "how many minutes", "how soon", "how quickly", "how fast", "within how", "how much time", "how far in advance", "how far ahead", "how much notice", "notice period",
        "what is the notice", "turnaround", "how many nights", "how quick", "what s the wait", "what is the wait", "how old", "how long do i have", "how much warning",
        "hoe lang", "hoeveel dagen", "hoeveel werkdagen", "hoeveel weken", "hoeveel maanden", "hoeveel uur", "hoeveel uren", "hoeveel jaar", "hoeveel tijd", "hoe snel", "binnen hoeveel", "opzegtermijn", "welke termijn", "hoelang", "wat is de termijn", "bedenktijd", "hoe ver van tevoren", "na hoeveel", "levertijd", "hoeveel minuten", "hoe vlug",
        "combien de temps", "combien de jours", "combien de semaines", "combien de mois", "combien d heures", "combien d annees", "quel delai", "quels delais", "quel est le delai", "sous combien", "dans quel delai", "quels sont les delais", "quelle est la duree", "quelle duree", "combien de minutes", "pendant combien", "duree", "delai", "preavis", "au bout de combien", "sous quel delai", "combien d avance", "depuis combien",
        "wie lange", "wie viele tage", "wieviele tage", "wie viele wochen", "wie viele monate", "wie viele stunden", "wie viele jahre", "wie schnell", "innerhalb welcher", "in welcher frist", "welche frist", "kundigungsfrist", "wie viel zeit", "wieviel zeit", "welcher zeitraum", "frist", "lieferzeit", "wie viele werktage", "wie weit im voraus", "wie viele minuten", "wie viel vorlauf", "binnen wie vieler",
    ]),
    (Expects::Money, &[
        "how much does", "how much do", "how much is", "how much are", "how much would", "how much will", "how much it", "what does it cost", "what do you charge", "what s the cost", "what is the cost", "what s the price", "what is the price", "what would it cost", "the charge", "the fee", "what fee", "what is the fee", "what s the fee", "what price", "how expensive", "cost me", "what will it cost", "what s the charge", "how much can", "how much should", "how much money", "minimum spend", "minimum order", "how much s", "how much for", "how much", "excess on", "what are the charges", "what is the charge", "the deposit", "what would i pay", "what do i pay", "will i pay", "what does", "what charge", "costs",
        "hoeveel kost", "wat kost", "wat kosten", "hoeveel kosten", "wat is de prijs", "hoe duur", "hoeveel betaal", "hoeveel moet ik betalen", "wat betaal", "welke kosten", "wat zijn de kosten", "hoeveel euro", "vanaf welk bedrag", "welk bedrag", "hoe hoog zijn de kosten", "hoe hoog is het", "hoeveel geld", "hoeveel rekenen", "wat rekenen", "borg", "hoe hoog is", "wat moet ik betalen", "eigen risico", "hoeveel",
        "combien coute", "combien coutent", "combien ca coute", "quel est le prix", "quels sont les frais", "quel est le tarif", "quel prix", "quel tarif", "combien dois", "combien faut il payer", "quel montant", "a partir de quel montant", "combien facturez", "combien vous", "ca coute combien", "cela coute", "quels frais", "combien est", "combien paie", "combien payer", "combien ca", "quel est le montant", "quel est le cout", "combien", "frais de", "quelle est la franchise", "la caution",
        "wie viel kostet", "was kostet", "wieviel kostet", "was kosten", "wie teuer", "wie hoch ist die gebuhr", "wie hoch sind die", "welche kosten", "wie viel muss ich zahlen", "welche gebuhr", "welcher preis", "ab welchem betrag", "wie hoch ist", "was zahle ich", "wie viel zahle", "wie viel euro", "ab welchem bestellwert", "was verlangt", "was berechnen", "wie hoch ist die", "wie hoch", "welchen betrag", "ab welchem einkaufswert", "gebuhren", "selbstbeteiligung", "wie viel geld", "kaution", "was wurde", "wie viel verlangt", "wie viel bezahle",
    ]),
    (Expects::Date, &[
        "by when", "what date", "which date", "when is the deadline", "when does it end", "last date", "last day", "until when", "when will", "when does", "when is", "when are", "when do", "when can", "from when", "latest date", "when s", "when was", "deadline", "when would", "since when", "as of when", "when should",
        "tot wanneer", "voor welke datum", "welke datum", "wanneer", "uiterste datum", "vanaf wanneer", "uiterlijk wanneer", "avant quelle date", "quelle date", "jusqu a quand", "a partir de quand", "quand", "date limite", "bis wann", "ab wann", "wann", "welches datum", "bis zu welchem datum", "an welchem datum", "stichtag",
    ]),
    (Expects::Count, &[
        "how many", "number of", "what is the maximum", "what s the maximum", "what s the limit", "what is the limit", "the maximum", "maximum number", "up to how many", "how big", "how large", "what size", "how heavy", "how much luggage", "how much data", "what age", "minimum age", "how often", "how many times",
        "hoeveel stuks", "hoeveel personen", "maximaal", "maximum aantal", "hoe groot", "hoe zwaar", "welke leeftijd", "vanaf welke leeftijd", "hoe oud", "hoe vaak", "hoeveel keer", "aantal", "combien de personnes", "combien de fois", "combien d articles", "nombre", "nombre maximum", "quel age", "a partir de quel age", "combien de points", "combien de", "combien d", "quelle taille", "quel poids",
        "wie viele", "wieviele", "wie oft", "wie gross", "wie schwer", "ab welchem alter", "anzahl", "mindestalter", "wie alt", "hochstens", "welches gewicht",
    ]),
    (Expects::Place, &[
        "where", "which branch", "which shop", "which store", "what address", "which address", "where s", "which country", "which platform", "which terminal", "which entrance", "waar", "welk filiaal", "welke winkel", "welk adres", "waarheen", "naar welk adres", "ou", "quelle adresse", "a quelle adresse", "quel magasin", "dans quel magasin", "quelle agence", "wo", "wohin", "welche filiale", "welche adresse", "an welche adresse", "in welcher filiale", "woher", "wo finde",
    ]),
    (Expects::Procedure, &[
        "how do i", "how can i", "how do we", "how do you", "how should i", "how would i", "what do i have to do", "what do i need to do", "what are the steps", "how to", "how does", "what s the process", "what is the process", "what should i do", "what must i do", "how is", "the best way to", "the procedure", "how can we", "how could i", "what do i do", "what to do", "how s", "how am i", "how would we", "how might i", "what happens", "in what way",
        "hoe kan ik", "hoe kan", "hoe moet ik", "hoe zeg ik", "hoe doe ik", "hoe werkt", "wat moet ik doen", "op welke manier", "hoe geef", "hoe meld", "hoe vraag", "hoe regel", "hoe krijg", "hoe gaat", "hoe verander", "hoe", "wat is de procedure", "welke stappen", "hoe wijzig", "hoe stuur", "wat gebeurt",
        "comment", "de quelle maniere", "quelle est la procedure", "que dois je faire", "quelles sont les etapes", "que faire", "quelle demarche", "quelles demarches", "par quel moyen", "que faut il faire", "quelle est la marche",
        "wie kann ich", "wie kundige", "wie muss ich", "was muss ich tun", "auf welchem weg", "wie gehe ich", "wie funktioniert", "wie melde", "wie bekomme", "wie andere", "was ist zu tun", "wie lauft", "wie geht", "wie storniere", "wie kann", "wie beantrage", "wie erhalte", "wie", "was passiert", "welche schritte", "was mache ich", "was soll ich",
    ]),
    (Expects::Choice, &[
        "which", "what", "who", "whose", "either", "welke", "welk", "wat voor", "wie betaalt", "wie draagt", "wat", "quel", "quelle", "quels", "quelles", "lequel", "laquelle", "qui", "que", "qu est ce", "quoi", "welche", "welcher", "welches", "welchen", "welchem", "was fur", "wer", "was",
    ]),
];

/// Words with which a question begins that wants a yes or no.
#[rustfmt::skip]
const WHETHER: &[&str] = &[
    "do you", "do i", "does", "did", "can i", "can you", "can we", "can", "could i", "could you", "could we", "is it", "is there", "are there", "are you", "is", "are", "am i", "will", "would", "may i", "may we", "may", "should i", "should", "shall", "have you", "has", "have", "must i", "must", "need i", "whether", "if i can", "if you", "if there", "if i could", "if it", "any chance", "is my", "do we", "do", "wondering if", "possible to", "allowed to", "u do", "u guys do", "was",
    "kan ik", "kunnen", "kan je", "kan", "kun je", "kunt u", "mag ik", "mag", "mogen", "is het", "is er", "zijn er", "zijn", "heeft", "hebben", "hebt u", "doen jullie", "leveren", "bezorgen", "accepteren", "accepteert u", "moet ik", "moet", "moeten", "krijg ik", "krijgt", "geldt", "gelden", "wordt", "worden", "of ik", "of jullie", "of het", "of er", "of mijn", "valt", "vallen", "zit er", "zit", "neemt u", "nemen jullie", "werkt", "bieden", "biedt", "ben ik", "ben", "betaal ik", "heb ik", "gaat", "komt", "blijft", "bestaat", "hoef ik", "is", "verkopen", "verzenden", "lukt", "zou ik", "zou", "verzendt", "levert", "bezorgt", "ruilen", "repareren", "rekenen jullie", "rekent u",
    "est ce que", "est ce qu", "puis je", "peut on", "pouvez vous", "pouvons nous", "est il", "est elle", "y a t il", "avez vous", "acceptez vous", "livrez vous", "faut il", "dois je", "si je peux", "si vous", "s il est", "si l on", "peut il", "sont ils", "ai je", "proposez vous", "possible de", "on peut", "est possible", "suis je", "serait il", "vous faites", "vous avez", "si c est", "si on", "reprenez vous", "remboursez vous", "sera t il", "a t on", "a t il", "prenez vous", "faites vous", "doit on", "offrez vous", "je peux", "vous livrez", "vous acceptez", "vous prenez", "si mon", "si ma", "vendez vous", "fonctionne t", "savoir si",
    "kann ich", "kann man", "konnen", "konnt ihr", "darf ich", "darf", "durfen", "ist es", "gibt es", "sind", "ist", "haben", "hat", "liefern", "liefert", "akzeptieren", "muss ich", "muss", "mussen", "gilt", "gelten", "wird", "werden", "ob", "bekomme ich", "bieten", "bietet", "nehmen", "nehmt", "habt ihr", "geht", "verschicken", "verschickt", "brauche ich", "ist der", "kann", "soll ich", "zahlt", "bin ich", "funktioniert", "lasst sich", "verlangen", "berechnen sie", "verkauft", "verkaufen sie", "darf man", "wurde", "wurden", "zahle ich", "habe ich", "ubernehmt", "ubernehmen", "kostet",
];

/// Words of what something costs, and of its costing nothing.
#[rustfmt::skip]
const COST: &[&str] = &[
    "cost", "costs", "fee", "fees", "charge", "charges", "charged", "pay for", "pay extra", "pay a", "surcharge", "kosten", "kost", "betalen", "betaal", "toeslag", "frais", "payant", "payante", "payer", "supplement", "coute", "facture", "gebuhr", "gebuhren", "kostenpflichtig", "aufpreis", "zuschlag", "kostet", "zahlen", "deposit", "price",
];
#[rustfmt::skip]
const GRATIS: &[&str] = &[
    "free", "free of charge", "no charge", "included", "gratis", "kosteloos", "inbegrepen", "gratuit", "gratuite", "gratuits", "gratuitement", "offert", "offerte", "inclus", "compris", "kostenlos", "kostenfrei", "gratis", "inklusive", "inbegriffen", "umsonst", "without paying", "for nothing",
];

/// Words behind which a clause may begin that asks.
const OPENS: &str = "if that dat know weten wissen savoir tell and en et und or of oder me zeggen sagen vertellen dire alors also dan \
    dann maar but mais aber hi hello hallo bonjour hoi so please guys at until by a tot bis vanaf ab pour voor fur um om op an auf dans \
    on within under unter binnen sous is for from to in team all there everyone goedendag salut question vraag frage wondering ask asking";

/// What a question wants.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wants {
    /// What it wants first of all.
    pub first: Option<Expects>,
    /// What else it wants.
    pub also: Vec<Expects>,
    /// Whether it asks if something costs anything; or if it costs nothing.
    pub cost: bool,
    pub gratis: bool,
}

impl Wants {
    /// Whether it wants something of a kind.
    pub fn has(&self, expects: Expects) -> bool {
        self.first == Some(expects) || self.also.contains(&expects)
    }
}

/// A sentence or clause of the question, in tokens; whether it ends in a question mark.
pub(super) type Part = (Range<usize>, bool);

/// What a question wants: in the parts that ask, or, where none does, in all.
pub(super) fn wants(text: &Text, parts: &[Part]) -> Wants {
    let mut found: Vec<(Expects, usize)> = Vec::new();
    let asking: Vec<&Part> = parts.iter().filter(|(_, asks)| *asks).collect();
    let chosen = if asking.is_empty() {
        parts.iter().collect()
    } else {
        asking
    };
    let ranges: Vec<Range<usize>> = chosen.iter().map(|(range, _)| range.clone()).collect();
    let mut out = Wants::default();
    for (range, _) in &chosen {
        if let Some(expects) = first_cue(text, range.clone()) {
            for one in expects {
                if !found.iter().any(|(e, _)| *e == one) {
                    found.push((one, range.start));
                }
            }
        }
        for at in range.clone() {
            out.cost |= text.any(at, COST).is_some();
            out.gratis |= text.any(at, GRATIS).is_some();
        }
    }
    // A figure is what is compared, where one is asked for beside a yes or a way.
    found.sort_by_key(|(e, at)| (rank(*e), *at));
    let mut list = found.into_iter().map(|(e, _)| e);
    out.first = list.next();
    out.also = list.collect();
    mend(&mut out, text, &ranges);
    out
}

/// What is compared first where a question wants several things.
const fn rank(expects: Expects) -> u8 {
    match expects {
        Expects::YesNo => 3,
        Expects::Choice | Expects::Free => 4,
        Expects::Procedure => 2,
        Expects::Place | Expects::Phone => 1,
        _ => 0,
    }
}

/// The cues of one part: each clause has at most one, that which stands first; of those at the same place
/// the longest, then the first of the table.
fn first_cue(text: &Text, range: Range<usize>) -> Option<Vec<Expects>> {
    let mut found: Vec<Expects> = Vec::new();
    let mut at = range.start;
    // Whether a clause may begin here.
    let mut fresh = true;
    while at < range.end {
        let mut best: Option<(usize, Expects)> = None;
        for (expects, phrases) in CUES {
            let Some(next) = text.any(at, phrases) else {
                continue;
            };
            if best.is_none_or(|(longest, _)| next > longest) {
                best = Some((next, *expects));
            }
        }
        let whether = (fresh || at == range.start)
            .then(|| text.any(at, WHETHER))
            .flatten();
        match (best, whether) {
            (Some((next, expects)), whether) if whether.is_none_or(|w| next >= w) => {
                let weak =
                    matches!(expects, Expects::Choice | Expects::Procedure) && next == at + 1;
                let noun = next == at + 1
                    && !matches!(
                        expects,
                        Expects::Choice | Expects::Procedure | Expects::Place | Expects::Date
                    );
                // `wie`, `hoe`, `que` within a clause are other words; nouns count anywhere where nothing was found.
                let counts = if weak
                    || matches!(expects, Expects::Place | Expects::Date) && next == at + 1
                {
                    fresh || at == range.start
                } else if noun {
                    found.is_empty() || fresh
                } else {
                    true
                };
                if counts {
                    if !found.contains(&expects) {
                        found.push(expects);
                    }
                    at = next;
                    fresh = false;
                    continue;
                }
            }
            (_, Some(next)) => {
                if !found.contains(&Expects::YesNo) {
                    found.push(Expects::YesNo);
                }
                at = next;
                fresh = false;
                continue;
            }
            _ => {}
        }
        fresh = text.sign(at).is_some() || one_of(text.word(at), OPENS);
        at += 1;
    }
    (!found.is_empty()).then_some(found)
}
