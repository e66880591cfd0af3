//! Values that are only told as such where the question asks for their kind: the 25th of a month, the third working day, a
//! quarter of the fare, ten at night, nothing to pay.

use super::claims::Claim;
use super::message::Message;
use super::value::Value;
use super::wants::Wants;
use crate::coding::facts::date::Date;
use crate::coding::facts::duration::{Duration, Unit};
use crate::coding::facts::money::{Currency, Money};
use crate::coding::facts::{Kind, Text, one_of};
use crate::model::Expects;
use std::ops::Range;

/// Adds them to the claims of a message, in order.
pub(super) fn add_loose(claims: &mut Vec<Claim>, message: &Message<'_>, wants: &Wants) {
    let text = &message.tokens;
    let mut found: Vec<(Value, Range<usize>)> = Vec::new();
    let is = |kind: Expects| wants.has(kind);
    let bare_sums = is(Expects::Money)
        && !claims
            .iter()
            .any(|c| matches!(&c.value, Value::Money(m) if m.to > 0));
    for at in 0..text.len() {
        if is(Expects::Duration) || is(Expects::Date) {
            found.extend(ordinal_span(text, at));
            found.extend(days_ahead(text, at));
        }
        if is(Expects::Date) {
            found.extend(day_of_month(text, at));
        }
        if is(Expects::Percent) || is(Expects::Money) && wants.first != Some(Expects::Duration) {
            found.extend(fraction(text, at));
        }
        if bare_sums {
            found.extend(nothing_to_pay(text, at));
        }
        if is(Expects::Time) {
            found.extend(clock_in_words(text, at));
            found.extend(quarter(text, at));
        }
    }
    for (value, tokens) in found {
        let outer = value.answers();
        // What was read there before stands, unless it only counts something or is a span of hours for a time.
        let weaker = |c: &Claim| match c.value {
            Value::Count(..) => true,
            Value::Duration(d) => outer == Expects::Time && d.unit == Unit::Hour,
            // `De 25e` is no sum in euros.
            Value::Money(_) => outer == Expects::Date,
            _ => false,
        };
        let span = text.span(tokens.clone());
        let meets = |c: &Claim| c.span.start < span.end && span.start < c.span.end;
        if claims.iter().any(|c| meets(c) && !weaker(c)) {
            continue;
        }
        claims.retain(|c| !meets(c));
        let sentence = message
            .sentences
            .iter()
            .position(|s| s.tokens.contains(&tokens.start))
            .unwrap_or(0);
        claims.push(Claim {
            value,
            span,
            token: tokens.start,
            sentence,
            least: false,
            excepted: false,
        });
    }
    claims.sort_by_key(|c| (c.token, c.span.end));
    if is(Expects::Weekdays) {
        join_days(claims, text);
    }
}

/// `Always on Fridays at six and on Sundays`: the days of one sentence are one answer, but for those that it takes out.
fn join_days(claims: &mut Vec<Claim>, text: &Text) {
    let out = |c: &Claim| {
        let near = c.token.saturating_sub(2)..c.token + 3;
        c.excepted
            || near.clone().any(|at| {
                one_of(
                    text.word(at),
                    "no not except closed shut off niet geen behalve gesloten dicht vrij pas sauf ferme ferme fermes repos nicht kein keine ausser geschlossen frei",
                )
            })
    };
    let mut nth = 0;
    while nth < claims.len() {
        let sentence = claims[nth].sentence;
        let Value::Days(first) = claims[nth].value else {
            nth += 1;
            continue;
        };
        let mut days = first;
        let taken_out = out(&claims[nth]);
        let mut next = nth + 1;
        while next < claims.len() && claims[next].sentence == sentence {
            let Value::Days(more) = claims[next].value else {
                next += 1;
                continue;
            };
            let more_out = out(&claims[next]);
            if more_out && !taken_out {
                days.week &= !more.week;
            } else if !more_out
                && !taken_out
                && more.week.count_ones() < 6
                && days.week.count_ones() < 6
            {
                days.week |= more.week;
            } else {
                next += 1;
                continue;
            }
            claims.remove(next);
        }
        if days.week != 0 {
            claims[nth].value = Value::Days(days);
        }
        nth += 1;
    }
}

const ORDINALS: &[(&str, u32)] = &[
    ("first eerste premier premiere ersten erste erster", 1),
    (
        "second tweede deuxieme second seconde zweiten zweite zweiter",
        2,
    ),
    ("third derde troisieme dritten dritte dritter", 3),
    ("fourth vierde quatrieme vierten vierte vierter", 4),
    ("fifth vijfde cinquieme funften funfte funfter", 5),
    ("sixth zesde sixieme sechsten sechste", 6),
    ("seventh zevende septieme siebten siebte siebenten", 7),
    ("eighth achtste huitieme achten achte", 8),
    ("ninth negende neuvieme neunten neunte", 9),
    ("tenth tiende dixieme zehnten zehnte", 10),
    (
        "fourteenth veertiende quatorzieme vierzehnten vierzehnte",
        14,
    ),
    ("fifteenth vijftiende quinzieme funfzehnten funfzehnte", 15),
    ("twentieth twintigste vingtieme zwanzigsten zwanzigste", 20),
    ("twentyfifth vijfentwintigste funfundzwanzigsten", 25),
    ("thirtieth dertigste trentieme dreissigsten dreissigste", 30),
];

/// `Third`, `3rd`, `3e`, `3.`: which, and the token behind it.
fn ordinal(text: &Text, at: usize) -> Option<(u32, usize)> {
    if let Some(n) = text.number(at).filter(|_| text.digits(at) <= 2) {
        if text.glued(at) && at > 0 {
            return None;
        }
        let suffix = one_of(text.word(at + 1), "st nd rd th e de ste er eme ieme");
        if suffix && text.glued(at + 1) {
            return Some((n, at + 2));
        }
        return (text.sign(at + 1) == Some('.') && text.glued(at + 1)).then_some((n, at + 2));
    }
    let word = text.word(at);
    if word.len() < 4 {
        return None;
    }
    let (_, n) = ORDINALS.iter().find(|(words, _)| one_of(word, words))?;
    Some((*n, at + 1))
}

/// `The third working day`, `am folgenden Bankarbeitstag`.
fn ordinal_span(text: &Text, at: usize) -> Option<(Value, Range<usize>)> {
    let next_one = one_of(
        text.word(at),
        "next following volgende eerstvolgende suivant nachsten nachster folgenden folgender",
    );
    let (n, next) = if next_one {
        (1, at + 1)
    } else {
        ordinal(text, at)?
    };
    let adjective = one_of(
        text.word(next),
        "working business bank banking calendar full",
    );
    let unit = if adjective { next + 1 } else { next };
    let word = text.word(unit);
    let behind = text.word(unit + 1);
    let working = adjective && !matches!(text.word(next), "calendar" | "full")
        || word.ends_with("werkdag")
        || word.ends_with("werktag")
        || word.ends_with("arbeitstag")
        || one_of(behind, "ouvre ouvrable");
    let day = matches!(word, "day" | "dag" | "tag" | "jour") || working && !word.is_empty();
    if !day || word.len() > 20 {
        return None;
    }
    let end = if one_of(behind, "ouvre ouvrable") {
        unit + 2
    } else {
        unit + 1
    };
    // `The first day of the month` is no span.
    if !working && one_of(text.word(end), "of van de du des der im in") {
        return None;
    }
    let value = Duration {
        from: n * 1440,
        to: n * 1440,
        unit: Unit::Day,
        working,
    };
    Some((Value::Duration(value), at..end))
}

/// `On the 25th`, `rond de 25e`, `le 10 de chaque mois`, `zum 15. des Monats`.
fn day_of_month(text: &Text, at: usize) -> Option<(Value, Range<usize>)> {
    let of_month = |next: usize| {
        (next..next + 4).any(|n| {
            one_of(
                text.word(n),
                "month mois maand monats monat chaque elke every each jeden iedere",
            )
        })
    };
    let plain = || {
        let n = text
            .number(at)
            .filter(|_| text.digits(at) <= 2 && !(text.glued(at) && at > 0));
        n.or_else(|| {
            let (n, next) = crate::coding::facts::figure(text, at)?;
            (next == at + 1).then_some(u32::try_from(n / 100).ok()?)
        })
    };
    let (n, next) = match ordinal(text, at) {
        Some((n, next))
            if one_of(
                text.word(next),
                "day working business birthday floor verdieping werkdag jaar year",
            ) =>
        {
            let _ = n;
            let _ = next;
            return None;
        }
        Some((n, next)) => {
            let before = at.checked_sub(1).map_or("", |b| text.word(b));
            if !(of_month(next) || one_of(before, "the de den am zum dem le bis")) {
                return None;
            }
            (n, next)
        }
        None => {
            let n = plain()?;
            if !of_month(at + 1) {
                return None;
            }
            (n, at + 1)
        }
    };
    let day = u8::try_from(n).ok().filter(|d| (1..=31).contains(d))?;
    let value = Date {
        year: None,
        month: 0,
        day: Some(day),
    };
    Some((Value::Date(value), at..next))
}

const PARTS: &[(&str, u64)] = &[
    ("half halve helft moitie halfte halben", 5000),
    ("third derde tiers drittel", 3333),
    ("quarter kwart quart viertel", 2500),
    ("fifth vijfde cinquieme cinquiemes funftel", 2000),
    ("tenth tiende dixieme dixiemes zehntel", 1000),
];

/// `A quarter of what you paid`, `la moitie`, `die Halfte`, `quatre cinquiemes`.
fn fraction(text: &Text, at: usize) -> Option<(Value, Range<usize>)> {
    let (_, part) = PARTS
        .iter()
        .find(|(words, _)| one_of(text.word(at), words))?;
    // `Half an hour`, `half past`, `the fifth day`.
    let behind = |n: usize| text.word(at + n);
    let other = |word: &str| {
        one_of(
            word,
            "hour hours past year years uur jaar heure an stunde stunden jahr jahre day days dag tag jour working werkdag month months maand mois monat size board term price time maat pension",
        ) || word.ends_with("tag")
            || word.ends_with("dag")
    };
    let numeral =
        text.number(at + 1).is_some() || crate::coding::facts::figure(text, at + 1).is_some();
    if other(behind(1))
        || matches!(behind(1), "an" | "a" | "een" | "une") && other(behind(2))
        || numeral
    {
        return None;
    }
    let before = at.checked_sub(1);
    let times = before
        .and_then(|b| crate::coding::facts::figure(text, b))
        .filter(|(_, next)| *next == at)
        .map_or(1, |(n, _)| (n / 100).clamp(1, 9));
    let share = (part * times).min(10_000);
    let start = if times > 1 { at - 1 } else { at };
    Some((Value::Percent(share), start..at + 1))
}

/// `Betaalt ze niks`, `nothing to pay`, `rien a payer`, `kostet nichts`.
fn nothing_to_pay(text: &Text, at: usize) -> Option<(Value, Range<usize>)> {
    if !one_of(text.word(at), "nothing niks niets rien nichts") {
        return None;
    }
    let pays = |n: usize| {
        one_of(
            text.word(n),
            "pay pays cost costs charge charges charged betaal betaalt betalen kost kosten payer paie payez coute kostet zahlen zahlt zahlst kosten",
        )
    };
    (at.saturating_sub(4)..=at + 4).any(pays).then(|| {
        let value = Money {
            from: 0,
            to: 0,
            currency: Currency::Any,
        };
        (Value::Money(value), at..at + 1)
    })
}

/// `Kwart over acht`, `quarter to nine`, `half past five`, `Viertel vor drei`.
fn quarter(text: &Text, at: usize) -> Option<(Value, Range<usize>)> {
    let (minutes, hour) = match (text.word(at), text.word(at + 1)) {
        ("kwart", "over") | ("quarter", "past") | ("viertel", "nach") => (15, at + 2),
        ("half", "past") => (30, at + 2),
        ("kwart", "voor") | ("quarter", "to") | ("viertel", "vor") => (-15, at + 2),
        _ => return None,
    };
    let (n, next) = crate::coding::facts::figure(text, hour)?;
    let hour = i32::try_from(n / 100)
        .ok()
        .filter(|h| (1..=24).contains(h))?;
    let clock = u16::try_from((hour * 60 + minutes) % 1440).ok()?;
    (n % 100 == 0).then_some((Value::Clock(clock), at..next))
}

/// `J-7`: seven days ahead.
fn days_ahead(text: &Text, at: usize) -> Option<(Value, Range<usize>)> {
    let joined = text.sign(at + 1) == Some('-') && text.glued(at + 1) && text.glued(at + 2);
    let days = text
        .number(at + 2)
        .filter(|n| text.word(at) == "j" && joined && (1..400).contains(n))?;
    let value = Duration {
        from: days * 1440,
        to: days * 1440,
        unit: Unit::Day,
        working: false,
    };
    Some((Value::Duration(value), at..at + 3))
}

/// `Tien uur 's avonds`, `quinze heures`, `10 at night`: a time of day where one was asked for.
fn clock_in_words(text: &Text, at: usize) -> Option<(Value, Range<usize>)> {
    if text.number(at).is_some() {
        return None;
    }
    let (n, next) = crate::coding::facts::figure(text, at)?;
    let hour = u16::try_from(n / 100)
        .ok()
        .filter(|h| (1..=24).contains(h))?;
    if n % 100 != 0 || !one_of(text.word(next), "uur heures heure uhr oclock o") {
        return None;
    }
    let late = |n: usize| {
        text.get(n).is_some_and(|t| t.kind == Kind::Word)
            && one_of(
                text.word(n),
                "avonds middags soir evening night abends nachmittags afternoon",
            )
    };
    let near = at.saturating_sub(4)..next + 5;
    let hour = if hour < 12 && near.clone().any(late) {
        hour + 12
    } else {
        hour
    };
    Some((Value::Clock(hour % 24 * 60), at..next + 1))
}
