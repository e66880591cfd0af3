//! Times of day and ranges of them: `9am-5:30pm`, `8h-20h`, `8-18 Uhr`, `09.00 - 17.30`, `9 to 5`, `noon`.

use super::{Found, Kind, Text, scan};

/// A time of day in minutes since midnight, at most 1440: the midnight that ends a day is 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock(pub u16);

impl std::fmt::Display for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// From when to when. `to` before `from` is a range over midnight: it ends on the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// When it begins.
    pub from: Clock,
    /// When it ends.
    pub to: Clock,
    /// Whether it cannot well be anything but times: a unit, `am`, or minutes stand with it. `9-5` alone
    /// may be anything.
    pub marked: bool,
}

/// All times of day that stand with a sign of being one, in order, those of ranges too.
#[must_use]
pub fn clocks(text: &Text) -> Vec<Found<Clock>> {
    scan(text, |text, at| {
        let (raw, next) = raw(text, at)?;
        let minutes = alone(raw)?;
        raw.marked().then_some((Clock(minutes), next))
    })
}

/// All ranges, in order, marked or not.
///
/// Of hours without `am` or `pm` the end is after noon where it would not be after the beginning (`9-5`
/// is 09:00 to 17:00), unless it is written as only a clock of 24 hours does (`22:00-06:00`); and both are
/// where they begin between one and five without any mark (`1-5`).
#[must_use]
pub fn ranges(text: &Text) -> Vec<Found<Range>> {
    scan(text, read)
}

/// The range that begins at a token, and the token behind it.
pub(crate) fn read(text: &Text, at: usize) -> Option<(Range, usize)> {
    let (first, next) = raw(text, at)?;
    if at > 1
        && text.glued(at)
        && text.glued(at - 1)
        && text.sign(at - 1) == Some('-')
        && text.number(at - 2).is_some()
    {
        return None;
    }
    let lead = at.checked_sub(1).map_or("", |b| text.word(b));
    let (slash, next) = separator(
        text,
        next,
        matches!(lead, "between" | "entre" | "zwischen" | "tussen"),
    )?;
    let (second, next) = raw(text, next)?;
    if slash && !(first.marked() && second.marked()) {
        return None;
    }
    // A third number makes it a date or a score; a bound makes `2-4 hours` a duration.
    if matches!(text.sign(next), Some('-' | '.' | '/' | ':'))
        && text.glued(next)
        && text.glued(next + 1)
        && text.number(next + 1).is_some()
        && !second.marked()
    {
        return None;
    }
    let bound = [
        "within",
        "in",
        "sous",
        "dans",
        "binnen",
        "innerhalb",
        "innert",
        "under",
        "unter",
    ];
    if bound.contains(&lead) || lead == "von" && at > 1 && text.word(at - 2) == "innerhalb" {
        return None;
    }
    let military = first.military && second.military;
    // `2019-2023`
    if military && (19..=20).contains(&first.hour) && (19..=20).contains(&second.hour) {
        return None;
    }
    if (first.military || second.military) && !military {
        return None;
    }
    let (from, to) = resolve(first, second)?;
    let marked = first.marked() || second.marked() || military && first.zero;
    if !marked && counts(text, next) {
        return None;
    }
    (from != to).then_some((
        Range {
            from: Clock(from),
            to: Clock(to),
            marked,
        },
        next,
    ))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Am,
    Pm,
}

/// A time as it is written.
#[derive(Debug, Clone, Copy)]
struct Raw {
    hour: u16,
    minute: u16,
    half: Option<Half>,
    /// Said in a word: noon, midnight.
    word: bool,
    /// `h`, `Uhr`, `uur` stands with it.
    unit: bool,
    /// Minutes stand with it.
    minutes: bool,
    /// Begins with a zero.
    zero: bool,
    /// Four digits in one.
    military: bool,
}

impl Raw {
    const fn marked(&self) -> bool {
        self.half.is_some() || self.word || self.unit || self.minutes
    }

    const fn plain(&self) -> u16 {
        self.hour * 60 + self.minute
    }
}

/// Minutes of one time by itself.
fn alone(raw: Raw) -> Option<u16> {
    match raw.half {
        Some(half) => twelve(raw, half),
        None => Some(raw.plain()).filter(|m| *m <= 1440),
    }
}

fn twelve(raw: Raw, half: Half) -> Option<u16> {
    if raw.hour > 12 {
        // `17:00 pm` is written too.
        return (half == Half::Pm && raw.hour < 24).then(|| raw.plain());
    }
    let base = raw.hour % 12 * 60 + raw.minute;
    Some(if half == Half::Pm { base + 720 } else { base })
}

fn resolve(a: Raw, b: Raw) -> Option<(u16, u16)> {
    let (mut from, mut to) = match (a.half, b.half) {
        (Some(x), Some(y)) => (twelve(a, x)?, twelve(b, y)?),
        (None, Some(half)) => {
            let to = twelve(b, half)?;
            if a.word || a.hour > 12 || a.hour == 0 {
                (a.plain(), to)
            } else {
                let (am, pm) = (twelve(a, Half::Am)?, twelve(a, Half::Pm)?);
                // `9-5pm` begins in the morning, `1-5pm` and `12-5pm` do not.
                let late = half == Half::Pm && (a.hour < 7 || a.hour == 12) && pm < to
                    || half == Half::Am && am >= to;
                (if late { pm } else { am }, to)
            }
        }
        (Some(half), None) => {
            let from = twelve(a, half)?;
            if b.word || b.hour > 12 || b.hour == 0 {
                (from, b.plain())
            } else {
                let (am, pm) = (twelve(b, Half::Am)?, twelve(b, Half::Pm)?);
                (from, if pm > from { pm } else { am })
            }
        }
        (None, None) => bare(a, b),
    };
    if from == 1440 {
        from = 0;
    }
    if to == 0 {
        to = 1440;
    }
    (from < 1440 && to <= 1440).then_some((from, to))
}

/// Two times of which neither says which half of the day it is in.
fn bare(a: Raw, b: Raw) -> (u16, u16) {
    let (from, to) = (a.plain(), b.plain());
    let twelve = !a.word && !b.word && a.hour <= 12 && (1..=12).contains(&b.hour) && !b.zero;
    if twelve && to <= from && !(b.hour == 12 && b.minute > 0) {
        return (from, to + 720);
    }
    let afternoon =
        twelve && (1..=5).contains(&a.hour) && !a.zero && !a.unit && !b.unit && b.hour < 12;
    if afternoon {
        (from + 720, to + 720)
    } else {
        (from, to)
    }
}

/// One time as it is written at a token.
fn raw(text: &Text, at: usize) -> Option<(Raw, usize)> {
    let mut raw = Raw {
        hour: 0,
        minute: 0,
        half: None,
        word: false,
        unit: false,
        minutes: false,
        zero: false,
        military: false,
    };
    if let Some(hour) = said(text.word(at)) {
        (raw.hour, raw.word) = (hour, true);
        return Some((raw, at + 1));
    }
    if let Some((hour, next)) = half_hour(text, at) {
        (raw.hour, raw.minute, raw.word) = (hour, 30, false);
        let (_, behind) = unit(text, next);
        (raw.minutes, raw.unit) = (true, false);
        return Some((raw, behind));
    }
    let value = match text.number(at) {
        Some(value) => u16::try_from(value).ok()?,
        None => spelled(text.word(at))?,
    };
    if is_rest(text, at) {
        return None;
    }
    let digits = text.digits(at);
    raw.zero = digits > 1 && value < 10_u16.pow(u32::from(digits.min(4)) - 1);
    let mut next = at + 1;
    if digits > 2 {
        (raw.hour, raw.minute, raw.military) = (value / 100, value % 100, true);
        if raw.hour > 24 || raw.minute > 59 || digits > 4 {
            return None;
        }
        let (unit, behind) = unit(text, next);
        raw.unit = unit;
        if let Some((half, behind)) = half(text, next, raw.hour) {
            (raw.half, next, raw.military) = (Some(half), behind, false);
        } else if unit {
            (next, raw.military) = (behind, false);
        }
        return Some((raw, next));
    }
    raw.hour = value;
    if let Some((minute, behind)) = minutes(text, next) {
        (raw.minute, raw.minutes, next) = (minute, true, behind);
    }
    if raw.hour > 24 || raw.plain() > 1440 {
        return None;
    }
    if raw.hour == 12
        && let Some(hour) = said(text.word(next))
    {
        (raw.hour, raw.word) = (hour, true);
        return Some((raw, next + 1));
    }
    if let Some((half, behind)) = half(text, next, raw.hour) {
        (raw.half, next) = (Some(half), behind);
    } else {
        let (unit, behind) = unit(text, next);
        (raw.unit, next) = (unit, behind);
    }
    Some((raw, next))
}

/// Whether a number is the rest of something else: of a price, a date, a larger number.
fn is_rest(text: &Text, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    if matches!(
        text.sign(before),
        Some('\u{20ac}' | '\u{a3}' | '$' | '#' | '+')
    ) {
        return true;
    }
    if !text.glued(at) {
        return false;
    }
    match text.get(before).map(|t| t.kind) {
        Some(Kind::Number(..)) => true,
        Some(Kind::Word) => text.word(before).chars().count() == 1 || text.word(before).len() > 3,
        Some(Kind::Sign('.' | ',' | ':')) => {
            text.glued(before) && before > 0 && text.number(before - 1).is_some()
        }
        _ => false,
    }
}

/// `:30`, `.30`, `h30`, ` h 30`, raised digits.
fn minutes(text: &Text, at: usize) -> Option<(u16, usize)> {
    if let Some(Kind::Raised(value)) = text.get(at).filter(|_| text.glued(at)).map(|t| t.kind) {
        return u16::try_from(value)
            .ok()
            .filter(|m| *m < 60)
            .map(|m| (m, at + 1));
    }
    let sign = matches!(text.sign(at), Some(':' | '.'));
    let letter = matches!(text.word(at), "h" | "u" | "hr" | "uhr");
    if !(sign || letter) || sign && !text.glued(at) || sign && !text.glued(at + 1) {
        return None;
    }
    if letter
        && !text.glued(at + 1)
        && (text.word(at) != "h" || text.get(at + 1)?.before == super::Before::Line)
    {
        return None;
    }
    let minute = text
        .number(at + 1)
        .filter(|m| *m < 60 && text.digits(at + 1) == 2)?;
    // `10.11.2026`, `2.50.000`
    if sign
        && matches!(text.sign(at + 2), Some('.' | ','))
        && text.glued(at + 2)
        && text.glued(at + 3)
        && text.number(at + 3).is_some()
    {
        return None;
    }
    u16::try_from(minute).ok().map(|m| (m, at + 2))
}

/// The half of the day, if one is named.
fn half(text: &Text, at: usize, hour: u16) -> Option<(Half, usize)> {
    if hour > 12 && !matches!(text.word(at), "pm") {
        return None;
    }
    let dotted = |at: usize| {
        if text.sign(at) == Some('.') && text.glued(at) {
            at + 1
        } else {
            at
        }
    };
    let half = match text.word(at).as_bytes() {
        [b'a', ..] => Half::Am,
        [b'p', ..] => Half::Pm,
        _ => {
            return [
                ("in the morning", Half::Am),
                ("in the afternoon", Half::Pm),
                ("in the evening", Half::Pm),
                ("at night", Half::Pm),
                ("du matin", Half::Am),
                ("s ochtends", Half::Am),
                ("s morgens", Half::Am),
                ("morgens", Half::Am),
                ("vormittags", Half::Am),
                ("du soir", Half::Pm),
                ("de l apres midi", Half::Pm),
                ("s avonds", Half::Pm),
                ("s middags", Half::Pm),
                ("abends", Half::Pm),
                ("nachmittags", Half::Pm),
            ]
            .into_iter()
            .find_map(|(phrase, half)| {
                // `'s avonds` begins with an apostrophe.
                let start = if text.sign(at) == Some('\'') {
                    at + 1
                } else {
                    at
                };
                text.phrase(start, phrase).map(|next| (half, next))
            });
        }
    };
    match text.word(at) {
        "am" | "pm" => {
            // German `8-12 am Samstag`.
            let german = super::weekdays::is_german(text.word(at + 1));
            (half == Half::Pm || !german).then(|| (half, at + 1))
        }
        "a" | "p"
            if text.sign(at + 1) == Some('.') && text.word(at + 2) == "m" && text.glued(at + 2) =>
        {
            Some((half, dotted(at + 3)))
        }
        "a" | "p" if text.word(at + 1) == "m" && text.glued(at) => Some((half, at + 2)),
        "a" | "p" if text.glued(at) => Some((half, at + 1)),
        _ => None,
    }
}

/// Whether a unit of the clock stands there, and the token behind it.
fn unit(text: &Text, at: usize) -> (bool, usize) {
    let next = match text.word(at) {
        "h" | "uhr" | "uur" | "heures" | "heure" | "hrs" | "hr" | "oclock" | "hours" => at + 1,
        // `12:30 u. 14-17` is German for and.
        "u" if text.sign(at + 1) != Some('.') || text.number(at + 2).is_none() => {
            if !matches!(text.earlier(at).map(|t| t.kind), Some(Kind::Number(..))) {
                return (false, at);
            }
            let dot = text.sign(at + 1) == Some('.') && !text.word(at + 2).is_empty();
            at + 1 + usize::from(dot && text.glued(at + 1))
        }
        "o" => match text.phrase(at, "o clock") {
            Some(next) => next,
            None => return (false, at),
        },
        _ => return (false, at),
    };
    (true, next)
}

/// Noon and midnight in a word.
fn said(word: &str) -> Option<u16> {
    match word {
        "noon" | "midday" | "midi" | "mittag" | "mittags" | "middaguur" => Some(12),
        "midnight" | "minuit" | "mitternacht" | "mitternachts" | "middernacht" | "midnite" => {
            Some(24)
        }
        _ => None,
    }
}

/// Hours in words, as in `nine to five`.
fn spelled(word: &str) -> Option<u16> {
    const WORDS: [&[&str]; 12] = [
        &["one"],
        &["two", "twee", "deux", "zwei"],
        &["three", "drie", "trois", "drei"],
        &["four", "vier", "quatre"],
        &["five", "vijf", "cinq", "funf", "fuenf"],
        &["six", "zes", "sechs"],
        &["seven", "zeven", "sept", "sieben"],
        &["eight", "acht", "huit"],
        &["nine", "negen", "neuf", "neun"],
        &["ten", "tien", "dix", "zehn"],
        &["eleven", "elf", "onze"],
        &["twelve", "twaalf", "douze", "zwolf", "zwoelf"],
    ];
    (1..)
        .zip(WORDS)
        .find(|(_, words)| words.contains(&word))
        .map(|(hour, _)| hour)
}

/// `half six` after noon is half past; `halb 6` and Dutch `tot half 6` are half an hour before.
fn half_hour(text: &Text, at: usize) -> Option<(u16, usize)> {
    let lead = at.checked_sub(1).map_or("", |b| text.word(b));
    let before = match text.word(at) {
        "halb" => true,
        "half" if matches!(lead, "tot" | "van" | "om" | "tussen" | "vanaf") => true,
        "half" => false,
        _ => return None,
    };
    let at = if text.word(at + 1) == "past" {
        at + 2
    } else {
        at + 1
    };
    let hour = match text.number(at) {
        Some(hour) => u16::try_from(hour).ok()?,
        None => spelled(text.word(at))?,
    };
    if !(1..=12).contains(&hour) {
        return None;
    }
    let hour = if !before {
        hour
    } else if hour == 1 {
        12
    } else {
        hour - 1
    };
    Some((hour, at + 1))
}

/// What joins two times; whether it was a mere slash.
fn separator(text: &Text, at: usize, between: bool) -> Option<(bool, usize)> {
    // `9 'til 5`
    let at = at + usize::from(text.sign(at) == Some('\''));
    let mut next = at;
    while matches!(text.sign(next), Some('-' | '>' | '~')) && next < at + 3 {
        next += 1;
    }
    if next > at {
        return Some((false, next));
    }
    if text.sign(at) == Some('/') {
        return Some((true, at + 1));
    }
    let joins = [
        "to",
        "till",
        "til",
        "until",
        "thru",
        "through",
        "tot",
        "tot en met",
        "a",
        "jusqu a",
        "bis",
        "au",
        "tem",
        "up to",
        "bis um",
        "l",
    ];
    if let Some(next) = text.any(at, &joins[..joins.len() - 1]) {
        return Some((false, next));
    }
    if text.word(at) == "t" && text.sign(at + 1) == Some('/') && text.word(at + 2) == "m" {
        return Some((false, at + 3));
    }
    let and = matches!(text.word(at), "and" | "en" | "et" | "und") || text.sign(at) == Some('&');
    (between && and).then_some((false, at + 1))
}

/// Whether what stands behind two bare numbers says what they count.
fn counts(text: &Text, at: usize) -> bool {
    const COUNTED: &[&str] = &[
        "d",
        "day",
        "days",
        "dag",
        "dagen",
        "jour",
        "jours",
        "j",
        "tag",
        "tage",
        "tagen",
        "working",
        "business",
        "werkdag",
        "werkdagen",
        "werktag",
        "werktage",
        "werktagen",
        "week",
        "weeks",
        "weken",
        "semaine",
        "semaines",
        "woche",
        "wochen",
        "month",
        "months",
        "maand",
        "maanden",
        "mois",
        "monat",
        "monate",
        "monaten",
        "year",
        "years",
        "jaar",
        "jaren",
        "an",
        "ans",
        "jahr",
        "jahre",
        "jahren",
        "min",
        "mins",
        "minute",
        "minutes",
        "minuten",
        "minuut",
        "mn",
        "stars",
        "sterne",
        "etoiles",
        "sterren",
        "people",
        "personen",
        "personnes",
        "januari",
        "february",
        "januar",
        "km",
        "kg",
        "cm",
        "mm",
        "ml",
        "eur",
        "euro",
        "euros",
        "gbp",
        "usd",
        "x",
        "st",
        "nd",
        "rd",
        "th",
        "kids",
        "kinder",
        "winner",
        "win",
        "stunden",
        "heures",
        "uren",
    ];
    COUNTED.contains(&text.word(at))
        || matches!(text.sign(at), Some('%' | '\u{20ac}' | '$' | '\u{a3}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        ranges(&Text::new(text))
            .iter()
            .map(|f| {
                format!(
                    "{}-{}{}",
                    f.value.from,
                    f.value.to,
                    if f.value.marked { "" } else { "?" }
                )
            })
            .collect()
    }

    #[test]
    fn ranges_are_read_however_they_are_written() {
        for (text, expected) in [
            ("9am-5:30pm", "09:00-17:30"),
            ("9 a.m. to 5 p.m.", "09:00-17:00"),
            ("8h-20h", "08:00-20:00"),
            ("de 8 \u{e0} 20 h", "08:00-20:00"),
            ("8 h 30 \u{2013} 20 h", "08:30-20:00"),
            ("8-18 Uhr", "08:00-18:00"),
            ("von 8 bis 18 Uhr", "08:00-18:00"),
            ("09.00 - 17.30", "09:00-17:30"),
            ("9 to 5", "09:00-17:00?"),
            ("nine to five", "09:00-17:00?"),
            ("9-5.30pm", "09:00-17:30"),
            ("1-5pm", "13:00-17:00"),
            ("12-5pm", "12:00-17:00"),
            ("9am \u{2014} 5", "09:00-17:00"),
            ("8-8", "08:00-20:00?"),
            ("8am to midnight", "08:00-24:00"),
            ("8am\u{2013}12 noon", "08:00-12:00"),
            ("de midi \u{e0} minuit", "12:00-24:00"),
            ("9h/18h", "09:00-18:00"),
            ("22:00-06:00", "22:00-06:00"),
            ("6pm-2am", "18:00-02:00"),
            ("0900-1730", "09:00-17:30"),
            ("8u30-17u", "08:30-17:00"),
            ("tussen 9 en 17 uur", "09:00-17:00"),
            (
                "\u{ff19}:\u{ff10}\u{ff10}\u{ff5e}\u{ff11}\u{ff17}:00",
                "09:00-17:00",
            ),
            ("8\u{2070}\u{2070}-17\u{b3}\u{2070} Uhr", "08:00-17:30"),
            ("van 9 tot half 6", "09:00-17:30"),
            ("9 bis halb 5", "09:00-16:30"),
            ("00:00-24:00", "00:00-24:00"),
            ("9-12 am Samstag", "09:00-12:00?"),
            ("6am\u{2013}midnight", "06:00-24:00"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_times_is_none() {
        for text in [
            "24/7",
            "2-3 working days",
            "within 2-4 hours",
            "innerhalb von 2-4 Stunden",
            "01.04-05.2026",
            "10.11.2026",
            "\u{20ac}9-12",
            "9-12 \u{20ac}",
            "18-25 years",
            "2019-2023",
            "9-5-7",
            "99-100",
            "",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn times_by_themselves_need_a_mark() {
        let found = |text| -> Vec<String> {
            clocks(&Text::new(text))
                .iter()
                .map(|f| f.value.to_string())
                .collect()
        };
        assert_eq!(
            found("ab 8 Uhr, until 5:30pm, at noon, bis 24h"),
            ["08:00", "17:30", "12:00", "24:00"]
        );
        assert_eq!(found("25 Uhr, 9, 12.75, 1998"), [""; 0]);
    }
}
