//! Sums of money: `£3.99`, `12 euro`, `€ 15,-`, `4€50`, `99p`, `free of charge`.

use super::amount::amount;
use super::text::Token;
use super::{Before, Found, Phrases, Text, one_of, scan};
use std::sync::LazyLock;

/// A currency, as far as the words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Currency {
    /// Pounds sterling.
    Pound,
    /// Euros.
    Euro,
    /// Dollars, whosever.
    Dollar,
    /// Swiss francs.
    Franc,
    /// Not said: nothing is nothing in any currency.
    Any,
}

/// A sum, or from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// The least, in hundredths of the currency.
    pub from: u64,
    /// The most; the same as `from` where there is no range.
    pub to: u64,
    /// In which currency.
    pub currency: Currency,
}

/// All sums of a text, in order; what costs nothing is a sum of 0.
#[must_use]
pub fn all(text: &Text) -> Vec<Found<Money>> {
    scan(text, read)
}

fn read(text: &Text, at: usize) -> Option<(Money, usize)> {
    nothing(text, at)
        .or_else(|| before(text, at))
        .or_else(|| behind(text, at))
}

fn sum(from: u64, to: u64, currency: Currency) -> Option<Money> {
    (to >= from).then_some(Money { from, to, currency })
}

/// `£3.99`, `EUR 25`, `£5 to £10`, `€5-10`
fn before(text: &Text, at: usize) -> Option<(Money, usize)> {
    let (currency, next) = sign_or_code(text, at)?;
    let (first, mut next) = amount(text, next)?;
    // `£5 million` is no price, but as far as it goes it is a sum.
    let mut to = first;
    if let Some(second) = joins(text, next) {
        let figure = sign_or_code(text, second).map_or(second, |(_, behind)| behind);
        let again = sign_or_code(text, second).is_some();
        if let Some((high, behind)) = amount(text, figure).filter(|(high, _)| *high > first)
            && (again || behind_is_free(text, behind))
        {
            (to, next) = (high, behind);
        }
    }
    Some((sum(first, to, currency)?, next))
}

/// Whether no unit of something else stands there, so that a figure before it is of money.
fn behind_is_free(text: &Text, at: usize) -> bool {
    !matches!(
        text.word(at),
        "days"
            | "day"
            | "dagen"
            | "jours"
            | "tage"
            | "working"
            | "werkdagen"
            | "percent"
            | "procent"
            | "uur"
            | "uhr"
            | "hours"
            | "weeks"
            | "people"
            | "items"
    ) && text.sign(at) != Some('%')
}

/// `12 euro`, `25 €`, `4€50`, `99p`, `5 to 10 pounds`, `three pounds fifty`
fn behind(text: &Text, at: usize) -> Option<(Money, usize)> {
    let Some((first, next)) = amount(text, at) else {
        return one_and_cents(text, at);
    };
    if let Some((currency, behind)) = unit(text, next) {
        if let Some((cents, behind)) = cents(text, next, behind).filter(|_| first % 100 == 0) {
            let whole = first + cents;
            return Some((sum(whole, whole, currency)?, behind));
        }
        return Some((sum(first, first, currency)?, behind));
    }
    if let Some((scale, currency)) = small(text, next) {
        let hundredths = first / 100 * scale;
        return Some((sum(hundredths, hundredths, currency)?, next + 1));
    }
    let (high, behind) = amount(text, joins(text, next)?)?;
    let (currency, behind) = unit(text, behind)?;
    Some((sum(first, high, currency)?, behind))
}

/// `A pound fifty`, `ein Euro zwanzig`: an article counts one where cents follow.
fn one_and_cents(text: &Text, at: usize) -> Option<(Money, usize)> {
    if !one_of(text.word(at), "a an een un ein eine einen einem") {
        return None;
    }
    let (currency, next) = unit(text, at + 1)?;
    let (cents, behind) = cents(text, at + 1, next)?;
    Some((sum(100 + cents, 100 + cents, currency)?, behind))
}

/// Words that may stand behind a sum that ends in cents without saying so: they count nothing.
const GOES_ON: &str = "per a an each for and or in at if on extra more to from with the which that so but plus every apiece including is will by until \
    voor en of bij als op om meer elk stuk dat die zodat maar inclusief met tot van naar het is wordt je u de \
    pro fur und oder wenn je im mehr stuck das inklusive mit bis von zu aber kostet ist an beim \
    par pour et ou si chacun chacune dont avec mais de du la le les jusqu que qui sur est";

/// The cents that stand behind a currency at `unit`, and the token behind them: `4€50`, `4 euros 50`, `three pounds fifty`,
/// `drei Euro und fünfzig Cent`.
fn cents(text: &Text, unit: usize, at: usize) -> Option<(u64, usize)> {
    let figure = |at: usize| amount(text, at).filter(|(cents, _)| *cents < 100 * 100);
    let joined = one_of(text.word(at), "and en und et");
    if let Some((cents, next)) = figure(at + usize::from(joined))
        && let Some((scale, _)) = small(text, next)
    {
        return Some((cents / 100 * scale, next + 1));
    }
    // `£3 50` is no sum: without a word for them cents stand behind a word for the currency, or are stuck to its sign.
    let glued = text.glued(at);
    if joined || !glued && text.word(unit).is_empty() {
        return None;
    }
    let (cents, next) = figure(at)?;
    let whole = cents % 100 == 0 && (text.number(at).is_none() || text.digits(at) == 2);
    let line = |t: &Token| t.before == Before::Line;
    let ends = text.get(next).is_none_or(line)
        || text.sign(next).is_some_and(|s| s != '%')
        || one_of(text.word(next), GOES_ON);
    (whole && cents >= 500 && (glued || ends)).then_some((cents / 100, next))
}

/// Behind a word or sign that makes a range of two figures.
fn joins(text: &Text, at: usize) -> Option<usize> {
    let joins = text.sign(at) == Some('-')
        || matches!(
            text.word(at),
            "to" | "and" | "or" | "tot" | "en" | "of" | "a" | "et" | "ou" | "bis" | "und" | "oder"
        );
    joins.then_some(at + 1)
}

/// `£`, `EUR`, `US$`
fn sign_or_code(text: &Text, at: usize) -> Option<(Currency, usize)> {
    let currency = match text.sign(at) {
        Some('\u{a3}') => Currency::Pound,
        Some('\u{20ac}') => Currency::Euro,
        Some('$') => Currency::Dollar,
        Some(_) => return None,
        None => match text.word(at) {
            "eur" => Currency::Euro,
            "gbp" => Currency::Pound,
            "usd" | "aud" => Currency::Dollar,
            "chf" | "sfr" | "fr" => Currency::Franc,
            _ => return None,
        },
    };
    // `Fr. 20`
    let dot = usize::from(text.word(at) == "fr" && text.sign(at + 1) == Some('.'));
    Some((currency, at + 1 + dot))
}

fn unit(text: &Text, at: usize) -> Option<(Currency, usize)> {
    let currency = match text.word(at) {
        "pound" | "pounds" | "quid" | "livres" | "pfund" | "sterling" | "pond" => Currency::Pound,
        "euro" | "euros" | "eur" | "eurootje" | "eurootjes" | "e" => Currency::Euro,
        "dollar" | "dollars" | "bucks" => Currency::Dollar,
        "francs" | "franken" | "chf" | "frank" | "fr" => Currency::Franc,
        "fiver" | "tenner" => return None,
        _ => return sign_or_code(text, at).filter(|_| text.word(at).is_empty()),
    };
    // `e` alone is a euro only in a hurry: `5e`.
    if text.word(at) == "e" && !text.glued(at) || matches!(text.word(at), "pfund") {
        return None;
    }
    Some((currency, at + 1))
}

/// Pence and cents, in hundredths of the currency.
fn small(text: &Text, at: usize) -> Option<(u64, Currency)> {
    match text.word(at) {
        "p" if text.glued(at) => Some((1, Currency::Pound)),
        "pence" | "penny" => Some((1, Currency::Pound)),
        "cent" | "cents" | "centimes" | "ct" | "eurocent" => Some((1, Currency::Euro)),
        "rappen" => Some((1, Currency::Franc)),
        _ => None,
    }
}

#[rustfmt::skip]
const NOTHING: &[&str] = &[
    "free of charge", "no charge", "without charge", "at no cost", "no cost", "at no extra cost", "no extra cost", "no fee", "no fees",
    "no extra charge", "no additional charge", "no additional cost", "doesn t cost anything", "don t charge", "do not charge", "doesn t cost you anything",
    "won t cost you anything", "costs nothing", "cost nothing", "on the house", "it s on us", "is on us", "for nothing", "complimentary",
    "won t be charged", "will not be charged", "not charge", "never charge", "pay nothing", "costs you nothing", "for free", "no postage to pay",
    "nothing to pay", "there s nothing to pay", "zero", "free",
    "gratis", "kosteloos", "geen kosten", "zonder kosten", "kost niets", "kost niks", "geen extra kosten", "zonder extra kosten", "zonder meerkosten",
    "betaalt niets", "betaalt u niets", "betaal je niets", "betaal je niks", "geen verzendkosten", "brengen geen kosten", "rekenen geen", "niets te betalen", "kosteloze",
    "gratuit", "gratuite", "gratuits", "gratuites", "gratuitement", "sans frais", "offert", "offerte", "offerts", "offertes", "aucun frais",
    "ne coute rien", "rien a payer", "sans supplement", "pas de frais", "sans cout", "aucun cout", "sans surcout", "a nos frais", "ne payez rien", "zero euro",
    "kostenlos", "kostenlose", "kostenloser", "kostenlosen", "kostenloses", "kostenfrei", "kostenfreie", "gebuhrenfrei", "umsonst", "ohne aufpreis",
    "keine kosten", "keine gebuhr", "keine gebuhren", "ohne kosten", "unentgeltlich", "ohne gebuhr", "ohne zusatzkosten", "kostet nichts", "kostet sie nichts", "kostet euch nichts", "kostet dich nichts", "versandkostenfrei", "portofrei",
];

static FREE: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::each([(NOTHING, ())]));

/// `Free` that is no price: `feel free`, `free of`, `toll-free`, `ad-free`, `free time`.
fn nothing(text: &Text, at: usize) -> Option<(Money, usize)> {
    let ((), next) = FREE.longest(text, at)?;
    let word = text.word(at);
    if next == at + 1 && word == "free" {
        let ahead = at.checked_sub(1).map_or("", |b| text.word(b));
        let joined = text.sign(at.wrapping_sub(1)) == Some('-');
        if joined
            || matches!(
                ahead,
                "feel" | "toll" | "be" | "are" | "you" | "your" | "hands"
            ) && matches!(text.word(at + 1), "to" | "of" | "from" | "time")
            || matches!(
                text.word(at + 1),
                "to" | "from" | "number" | "time" | "phone" | "spot" | "app"
            )
            || ahead == "feel"
        {
            return None;
        }
    }
    // `Not free of charge`
    let denied = (1..=2).any(|back| {
        at.checked_sub(back).is_some_and(|b| {
            matches!(
                text.word(b),
                "not"
                    | "niet"
                    | "pas"
                    | "nicht"
                    | "isn"
                    | "aren"
                    | "longer"
                    | "geen"
                    | "plus"
                    | "mehr"
            )
        })
    });
    if denied {
        return None;
    }
    let value = Money {
        from: 0,
        to: 0,
        currency: Currency::Any,
    };
    Some((value, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<(u64, u64, Currency)> {
        let found = all(&Text::new(text));
        found
            .iter()
            .map(|f| (f.value.from, f.value.to, f.value.currency))
            .collect()
    }

    #[test]
    fn sums_are_read_in_every_shape() {
        use Currency::{Any, Dollar, Euro, Franc, Pound};
        for (text, expected) in [
            ("\u{a3}3.99", vec![(399, 399, Pound)]),
            ("it's 3.99 pounds", vec![(399, 399, Pound)]),
            ("\u{20ac} 15,-", vec![(1500, 1500, Euro)]),
            (
                "12 euro of 12 \u{20ac}",
                vec![(1200, 1200, Euro), (1200, 1200, Euro)],
            ),
            ("4\u{20ac}50", vec![(450, 450, Euro)]),
            ("99p or 50 cents", vec![(99, 99, Pound), (50, 50, Euro)]),
            ("fifteen pounds a night", vec![(1500, 1500, Pound)]),
            ("EUR 1.000,50", vec![(100_050, 100_050, Euro)]),
            ("\u{a3}5 to \u{a3}10", vec![(500, 1000, Pound)]),
            ("CHF 20.\u{2013}", vec![(2000, 2000, Franc)]),
            ("US$ 30", vec![(3000, 3000, Dollar)]),
            ("delivery is free", vec![(0, 0, Any)]),
            ("Feel free to ask, toll-free", vec![]),
            ("livraison offerte", vec![(0, 0, Any)]),
            ("das ist nicht kostenlos", vec![]),
            ("order 4711 of 3 May", vec![]),
            ("that's three pounds fifty each", vec![(350, 350, Pound)]),
            ("3 pounds 50, or 3 pounds 50p", vec![(350, 350, Pound); 2]),
            ("a pound twenty", vec![(120, 120, Pound)]),
            ("two pounds and ninety-nine pence", vec![(299, 299, Pound)]),
            ("het kost drie euro vijftig.", vec![(350, 350, Euro)]),
            ("een euro vijfentwintig per dag", vec![(125, 125, Euro)]),
            ("3 euro en 50 cent", vec![(350, 350, Euro)]),
            ("drei Euro f\u{fc}nfzig pro Tag", vec![(350, 350, Euro)]),
            ("ein Euro und zwanzig Cent", vec![(120, 120, Euro)]),
            ("trois euros cinquante par nuit", vec![(350, 350, Euro)]),
            ("4 euros 50", vec![(450, 450, Euro)]),
            ("un euro vingt", vec![(120, 120, Euro)]),
            ("trois euros et cinquante centimes", vec![(350, 350, Euro)]),
            // Something else is counted.
            ("five pounds 14 days later", vec![(500, 500, Pound)]),
            ("three pounds fifty tokens", vec![(300, 300, Pound)]),
            ("5 euro 20% off", vec![(500, 500, Euro)]),
            (
                "ten pounds and 20 euros",
                vec![(1000, 1000, Pound), (2000, 2000, Euro)],
            ),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }
}
