//! Days of the week, alone, in ranges, in lists and by what they are called together.

use super::{Before, Found, Kind, Text, one_of, scan};

/// Days of the week, and public holidays apart from them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Days {
    /// A bit for each day, the lowest for Monday.
    pub week: u8,
    /// Whether public holidays are meant.
    pub holidays: bool,
}

impl Days {
    /// Monday to Sunday.
    pub const ALL: Self = Self::week(0b111_1111);
    /// Monday to Friday.
    pub const WORK: Self = Self::week(0b001_1111);
    /// Saturday and Sunday.
    pub const WEEKEND: Self = Self::week(0b110_0000);
    /// Public holidays.
    pub const HOLIDAYS: Self = Self {
        week: 0,
        holidays: true,
    };

    const fn week(week: u8) -> Self {
        Self {
            week,
            holidays: false,
        }
    }

    /// The days of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            week: self.week | other.week,
            holidays: self.holidays || other.holidays,
        }
    }

    /// These days without the others.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self {
            week: self.week & !other.week,
            holidays: self.holidays && !other.holidays,
        }
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.week == 0 && !self.holidays
    }
}

/// Days of the week in short: what follows upon each other as a range (`mon-fri`, `sat-sun`, `fri-mon`),
/// what does not with commas (`mon,wed,fri`). Holidays are left out.
impl std::fmt::Display for Days {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let has = |day: usize| self.week >> (day % 7) & 1 == 1;
        if self.week & 0b111_1111 == 0b111_1111 {
            return f.write_str("mon-sun");
        }
        // A run that goes on over Sunday is written as one where it is the only one.
        let starts: Vec<usize> = (0..7).filter(|day| has(*day) && !has(day + 6)).collect();
        let runs: Vec<(usize, usize)> = if let [start] = starts[..] {
            vec![(
                start,
                (start..start + 7)
                    .take_while(|d| has(*d))
                    .last()
                    .unwrap_or(start),
            )]
        } else {
            let first = |day: &usize| has(*day) && (*day == 0 || !has(day - 1));
            (0..7)
                .filter(first)
                .map(|start| {
                    (
                        start,
                        (start..7).take_while(|d| has(*d)).last().unwrap_or(start),
                    )
                })
                .collect()
        };
        let several = runs.len() > 1;
        for (count, (start, end)) in runs.into_iter().enumerate() {
            if count > 0 {
                f.write_str(",")?;
            }
            f.write_str(NAMES[start])?;
            if end > start {
                // Two days that follow upon each other are no range in a list.
                let sign = if several && end == start + 1 {
                    ','
                } else {
                    '-'
                };
                write!(f, "{sign}{}", NAMES[end % 7])?;
            }
        }
        Ok(())
    }
}

/// What is said of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weekdays {
    /// Which.
    pub days: Days,
    /// Whether they are taken out: `except Sundays`, `Sunday closed`, `hors jours feries`.
    pub excepted: bool,
    /// Whether they may be something else where no time stands by: `7 days`, `holidays`.
    pub(crate) weak: bool,
}

/// All days that are named, in order; what a comma, a slash or an `and` joins is one.
#[must_use]
pub fn all(text: &Text) -> Vec<Found<Weekdays>> {
    let mut out: Vec<Found<Weekdays>> = Vec::new();
    for found in parts(text) {
        if let Some(last) = out.last_mut()
            && last.value.excepted == found.value.excepted
            && joined(text, last.tokens.end, found.tokens.start)
        {
            last.value.days = last.value.days.and(found.value.days);
            last.value.weak &= found.value.weak;
            last.tokens.end = found.tokens.end;
            last.span.end = found.span.end;
        } else {
            out.push(found);
        }
    }
    out.retain(|f| !f.value.weak);
    out
}

/// The same before they are joined, and with those that may be something else.
pub(crate) fn parts(text: &Text) -> Vec<Found<Weekdays>> {
    let mut parts = scan(text, |text, at| {
        let (days, weak, next) = part(text, at)?;
        let value = Weekdays {
            days,
            excepted: false,
            weak,
        };
        Some((value, next))
    });
    let mut taken = false;
    for at in 0..parts.len() {
        let tokens = parts[at].tokens.clone();
        let follows = at > 0 && joined(text, parts[at - 1].tokens.end, tokens.start);
        // `closed Saturdays & Sundays`
        taken = taken && follows || taken_out_before(text, tokens.start);
        parts[at].value.excepted = taken;
    }
    for at in (0..parts.len()).rev() {
        let tokens = parts[at].tokens.clone();
        let next = parts
            .get(at + 1)
            .map(|p| (p.tokens.start, p.value.excepted));
        // `Saturday and Sunday closed`; but in `Sat closed Sun 9-5` nothing is taken out twice.
        let onward = next.is_some_and(|(start, excepted)| {
            excepted
                && joined(text, tokens.end, start)
                && taken_out_behind_all(text, &parts, at + 1)
        });
        if taken_out_behind(text, tokens.end) || onward {
            parts[at].value.excepted = true;
        }
    }
    parts
}

/// Whether the last of the days that are joined to these is taken out by what stands behind it.
fn taken_out_behind_all(text: &Text, parts: &[Found<Weekdays>], at: usize) -> bool {
    // Lists of days are short; what is longer than a week is none.
    let mut at = at;
    for _ in 0..8 {
        if taken_out_behind(text, parts[at].tokens.end) {
            return true;
        }
        match parts.get(at + 1) {
            Some(next) if joined(text, parts[at].tokens.end, next.tokens.start) => at += 1,
            _ => return false,
        }
    }
    false
}

/// Whether only a comma, a slash or an `and` stands between.
pub(crate) fn joined(text: &Text, from: usize, to: usize) -> bool {
    if from > to || to - from > 4 || to == from {
        return false;
    }
    let mut join = false;
    for at in from..to {
        let word = one_of(
            text.word(at),
            "and en et und u sowie ou or of oder plus le les am an op on in het ook incl inkl including",
        );
        let sign = matches!(text.sign(at), Some(',' | '&' | '+' | '/' | '-' | '.'));
        if !(word || sign) || text.get(at).is_some_and(|t| t.before == Before::Line) {
            return false;
        }
        join |= word && !matches!(text.word(at), "am" | "le" | "on")
            || sign && text.sign(at) != Some('.');
    }
    join && text.get(to).is_some_and(|t| t.before != Before::Line)
}

#[rustfmt::skip]
const OUT: &[&str] = &[
    "except", "except for", "excluding", "excl", "exc", "ex", "but not", "not", "not on", "no", "closed", "closed on", "without",
    "apart from", "never on", "behalve", "m u v", "muv", "met uitzondering van", "uitgezonderd", "niet op", "niet in het", "niet",
    "gesloten", "gesloten op", "dicht", "dicht op", "geen", "sauf", "hors", "excepte", "ferme", "fermes", "fermee", "pas",
    "pas le", "a l exception du", "a l exception des", "fermeture", "ausser", "aussser", "auser", "ohne", "nicht", "nicht am",
    "nicht an", "geschlossen", "geschlossen an", "ausgenommen", "mit ausnahme von", "zu",
];

/// Whether what stands before days takes them out.
fn taken_out_before(text: &Text, at: usize) -> bool {
    let mut start = at;
    if text.get(at).is_none_or(|t| t.before == Before::Line) {
        return false;
    }
    // Articles and prepositions between: `closed on the`, `sauf le`, `hors les`.
    for _ in 0..3 {
        let Some(before) = start.checked_sub(1) else {
            return false;
        };
        let filler = matches!(
            text.word(before),
            "on" | "the"
                | "at"
                | "le"
                | "les"
                | "la"
                | "en"
                | "am"
                | "an"
                | "op"
                | "in"
                | "het"
                | "de"
                | "den"
                | "at the"
                | "du"
                | "des"
        ) || text.sign(before) == Some(':')
            || text.sign(before) == Some('(');
        if !filler {
            break;
        }
        start = before;
    }
    // `m.u.v.`, `excl.`
    if start > 1 && text.sign(start - 1) == Some('.') && one_of(text.word(start - 2), "v excl exc")
    {
        start -= 1;
    }
    // A phrase of up to five tokens that ends here.
    (1..=6).any(|back| {
        start.checked_sub(back).is_some_and(|from| {
            OUT.iter()
                .any(|phrase| text.phrase(from, phrase) == Some(start) && !ends_other(text, from))
        })
    })
}

/// `Sunday closed Monday 9-5`: what is closed is the day before.
fn ends_other(text: &Text, from: usize) -> bool {
    let closed = one_of(
        text.word(from),
        "closed gesloten geschlossen zu dicht ferme fermes",
    );
    let Some(before) = from.checked_sub(1) else {
        return false;
    };
    let before = if matches!(text.sign(before), Some(':' | '-')) {
        before.saturating_sub(1)
    } else {
        before
    };
    closed && single(text, before).is_some()
}

/// Whether what stands behind days takes them out.
fn taken_out_behind(text: &Text, at: usize) -> bool {
    let mut at = at;
    for _ in 0..2 {
        if matches!(text.sign(at), Some(':' | '-' | '=' | '.' | '('))
            || one_of(text.word(at), "is are we wij sind wir zijn nous")
        {
            at += 1;
        }
    }
    text.any(
        at,
        &[
            "closed",
            "excluded",
            "excepted",
            "off",
            "gesloten",
            "dicht",
            "uitgezonderd",
            "ferme",
            "fermes",
            "fermee",
            "exclus",
            "exclu",
            "excepte",
            "geschlossen",
            "zu",
            "ausgenommen",
            "ruhetag",
            "we are closed",
            "we re closed",
            "zijn we gesloten",
            "sind wir geschlossen",
            "nicht",
        ],
    )
    .is_some_and(|next| {
        text.word(next) != "from"
            && !(matches!(text.word(next - 1), "zu")
                && !text.word(next).is_empty()
                && !text.glued(next))
    })
}

/// A part of a list of days that begins at a token: which days, whether they may be something else, and
/// the token behind.
fn part(text: &Text, at: usize) -> Option<(Days, bool, usize)> {
    if let Some(found) = together(text, at) {
        return Some(found);
    }
    if let Some((days, next)) = letters(text, at) {
        return Some((days, false, next));
    }
    let (first, sure, next) = single(text, at)?;
    if let Some((last, next)) = to(text, next)
        .and_then(|n| single(text, n))
        .map(|(d, _, n)| (d, n))
    {
        let mut week = 0;
        let mut day = first;
        loop {
            week |= 1 << day;
            if day == last {
                break;
            }
            day = (day + 1) % 7;
        }
        return Some((Days::week(week), false, next));
    }
    if !sure && !confirmed(text, at, next) {
        return None;
    }
    Some((Days::week(1 << first), false, next))
}

/// `M-F`, `L-V`: initials, where a time follows or stands before.
fn letters(text: &Text, at: usize) -> Option<(Days, usize)> {
    if text.sign(at + 1) != Some('-') || text.glued(at) {
        return None;
    }
    let week = match (text.word(at), text.word(at + 2)) {
        ("m" | "l", "f" | "v") => Days::WORK,
        ("m" | "l", "sa" | "sat") | ("l", "s") => Days::week(0b11_1111),
        ("m" | "l", "su" | "sun") | ("l", "d") => Days::ALL,
        ("m", "th" | "thu") => Days::week(0b1111),
        _ => return None,
    };
    confirmed(text, at, at + 3).then_some((week, at + 3))
}

/// The token behind what makes a range of two days.
fn to(text: &Text, at: usize) -> Option<usize> {
    let mut next = at;
    while matches!(text.sign(next), Some('-' | '>' | '~')) && next < at + 2 {
        next += 1;
    }
    if next > at {
        return Some(next);
    }
    if text.word(at) == "t" && text.sign(at + 1) == Some('/') && text.word(at + 2) == "m" {
        return Some(at + 3);
    }
    text.any(
        at,
        &[
            "to",
            "thru",
            "through",
            "till",
            "til",
            "until",
            "bis",
            "tot",
            "tot en met",
            "tem",
            "t e m",
            "a",
            "au",
            "jusqu au",
            "bis zum",
            "bis einschliesslich",
            "up to",
            "tm",
        ],
    )
    .map(|next| {
        if text.sign(next) == Some('.') && text.glued(next) {
            next + 1
        } else {
            next
        }
    })
}

/// Whether a short word that may mean something else stands where a day would: next to a time, or in a
/// list of days.
fn confirmed(text: &Text, at: usize, next: usize) -> bool {
    let pronoun = matches!(text.word(at), "je" | "me");
    // English `do`, `so`, `me` behind a pronoun.
    let before = at.checked_sub(1);
    if let Some(before) = before
        && one_of(
            text.word(before),
            "we you i us can they not the and to on my",
        )
        && one_of(text.word(at), "do so me sun sat ma mon")
        && !(matches!(text.word(before), "on" | "and" | "to")
            && matches!(text.word(at), "sun" | "sat" | "mon"))
    {
        return false;
    }
    let mut behind = next;
    for _ in 0..2 {
        if matches!(
            text.sign(behind),
            Some('.' | ':' | ',' | '(' | '-' | '\u{2022}' | '=')
        ) {
            behind += 1;
        }
    }
    if one_of(
        text.word(behind),
        "from von van de ab closed geschlossen gesloten zu ferme noon",
    ) && behind == next
        && !pronoun
        || !pronoun && super::time::read(text, behind).is_some()
    {
        return true;
    }
    // `Sat & Sun`, `ma/wo/vr`
    let joint = |at: usize| {
        matches!(text.sign(at), Some('&' | '+' | '/' | ','))
            || matches!(text.word(at), "and" | "und" | "en" | "et" | "u")
    };
    let short = usize::from(text.word(next) == "u" && text.sign(next + 1) == Some('.'));
    let behind = next + 1 + short;
    if joint(next) && (single(text, behind).is_some() || together(text, behind).is_some()) {
        return true;
    }
    let Some(before) = before else { return false };
    if joint(before)
        && before > 0
        && (single(text, before - 1).is_some()
            || before > 1
                && text.sign(before - 1) == Some('.')
                && single(text, before - 2).is_some())
    {
        return true;
    }
    let before = if matches!(text.sign(before), Some('(' | ',' | '.')) && before > 0 {
        before - 1
    } else {
        before
    };
    one_of(text.word(before), "am pm h uhr uur midnight noon")
        || matches!(
            text.get(before).map(|t| t.kind),
            Some(Kind::Number(_, 1 | 2 | 4))
        ) && before > 1
            && matches!(text.sign(before - 1), Some('-' | ':' | '.'))
}

/// One day: its number from Monday, whether the word can be nothing else, and the token behind.
fn single(text: &Text, at: usize) -> Option<(u8, bool, usize)> {
    let word = text.word(at);
    let (day, sure) = named(word)?;
    let mut next = at + 1;
    // `Sonn- und Feiertage`, `zon- en feestdagen`
    let stem = matches!(word, "sonn" | "sams" | "mon" | "diens" | "zon" | "zater");
    if stem
        && text.sign(next) == Some('-')
        && text.glued(next)
        && (matches!(text.word(next + 1), "und" | "en" | "u")
            || matches!(text.sign(next + 1), Some('&' | '/')))
    {
        return Some((day, true, next + 1));
    }
    if matches!(word, "sonn" | "sams" | "diens" | "zater") && !matches!(text.sign(next), Some('/'))
    {
        return None;
    }
    if text.sign(next) == Some('.')
        && text.glued(next)
        && word.len() < 6
        && !ends_sentence(text, next)
    {
        next += 1;
    }
    Some((day, sure, next))
}

/// Whether a full stop is more than the end of an abbreviation.
fn ends_sentence(text: &Text, at: usize) -> bool {
    text.get(at + 1).is_none_or(|t| t.before == Before::Line)
}

/// Words that can be nothing else, from Monday.
#[rustfmt::skip]
const SURE: [&[&str]; 7] = [
    &[
        "monday", "mondays", "maandag", "maandags", "maandagen", "lundi", "lundis", "montag", "montags", "montagen",
    ],
    &[
        "tuesday", "tuesdays", "tues", "tue", "dinsdag", "dinsdags", "mardi", "mardis", "dienstag", "dienstags",
    ],
    &[
        "wednesday", "wednesdays", "weds", "woensdag", "woensdags", "mercredi", "mercredis", "mittwoch", "mittwochs",
    ],
    &[
        "thursday", "thursdays", "thurs", "thur", "donderdag", "donderdags", "jeudi", "jeudis", "donnerstag", "donnerstags",
    ],
    &[
        "friday", "fridays", "vrijdag", "vrijdags", "vrijdagen", "vendredi", "vendredis", "freitag", "freitags",
    ],
    &[
        "saturday", "saturdays", "zaterdag", "zaterdags", "zaterdagen", "samedi", "samedis", "samstag", "samstags", "samstagen",
        "sonnabend", "sonnabends",
    ],
    &[
        "sunday", "sundays", "zondag", "zondags", "zondagen", "dimanche", "dimanches", "sonntag", "sonntags", "sonntagen",
    ],
];
/// Words that may be something else.
const WEAK: [&[&str]; 7] = [
    &["mon", "mo", "maa", "lun", "lu", "mons"],
    &["tu", "di", "din", "mar", "die"],
    &["wed", "wo", "woe", "mer", "mi", "mit", "mittw", "me"],
    &["thu", "th", "do", "don", "jeu", "je"],
    &["fri", "fr", "vr", "vrij", "ven", "ve", "vrijd"],
    &["sat", "sa", "za", "zat", "zater", "sam", "sams", "sats"],
    &["sun", "su", "so", "zo", "zon", "dim", "sonn", "suns"],
];

/// The day that a word names, and whether it can mean nothing else.
fn named(word: &str) -> Option<(u8, bool)> {
    let find = |lists: [&[&str]; 7]| {
        (0..)
            .zip(lists)
            .find(|(_, list)| list.contains(&word))
            .map(|(day, _)| day)
    };
    if word == "ma" {
        // Maandag: French writes mardi in three letters or more.
        return Some((0, false));
    }
    if word.len() < 2 || word.len() > 12 {
        return None;
    }
    find(SURE)
        .map(|d| (d, true))
        .or_else(|| find(WEAK).map(|d| (d, false)))
}

/// Whether a word is a German day, behind which `am` is no half of the day.
pub(super) fn is_german(word: &str) -> bool {
    word.ends_with("tag")
        || word.ends_with("tagen")
        || word.ends_with("abend")
        || one_of(
            word,
            "mittwoch wochenende mo di mi do fr sa so wochenenden we stuck",
        )
}

/// What days are called together.
fn together(text: &Text, at: usize) -> Option<(Days, bool, usize)> {
    if let Some(count) = text.number(at).or_else(|| {
        matches!(text.word(at), "seven" | "zeven" | "sept" | "sieben")
            .then_some(7)
            .or_else(|| matches!(text.word(at), "six" | "zes" | "sechs").then_some(6))
    }) {
        return of_seven(text, at, count);
    }
    let word = text.word(at);
    if word.is_empty() {
        return None;
    }
    if word == "am" && text.word(at + 1) == "we" {
        return Some((Days::WEEKEND, false, at + 2));
    }
    if matches!(word, "w" | "we")
        && text.sign(at + 1) == Some('/')
        && text.word(at + 2) == "e"
        && text.glued(at + 2)
    {
        return Some((Days::WEEKEND, false, at + 3));
    }
    if matches!(word, "le" | "les")
        && (text.word(at + 1) == "we" || text.phrase(at + 1, "w e").is_some())
    {
        return Some((
            Days::WEEKEND,
            false,
            text.phrase(at + 1, "w e").unwrap_or(at + 2),
        ));
    }
    let found = TOGETHER.iter().find_map(|(phrases, days, weak)| {
        let next = text.any(at, phrases)?;
        Some((*days, *weak, next))
    })?;
    // `within 2 working days` are no days of the week.
    let counted = at > 0
        && super::duration::read(text, at - 1)
            .is_some_and(|(duration, _)| duration.working && duration.to <= 10 * 1440);
    (!counted).then_some(found)
}

/// `7 days a week`, `7j/7`, `7/7`, `6j/7`.
fn of_seven(text: &Text, at: usize, count: u32) -> Option<(Days, bool, usize)> {
    let days = match count {
        7 => Days::ALL,
        6 => Days::week(0b11_1111),
        5 => Days::WORK,
        _ => return None,
    };
    // Not the second half of 24/7.
    if text.glued(at) && at > 0 && matches!(text.sign(at - 1), Some('/' | '-' | '.' | ':' | ',')) {
        return None;
    }
    let mut next = at + 1;
    let unit = one_of(text.word(next), "j jours jour days day dagen tage d t");
    if unit {
        next += 1;
    }
    let week = ["week", "wk", "woche", "semaine", "w"];
    if unit && text.sign(next) == Some('/') && week.contains(&text.word(next + 1)) {
        return Some((days, false, next + 2));
    }
    if text.sign(next) == Some('/') && text.number(next + 1) == Some(7) {
        return Some((days, false, next + 2));
    }
    if unit && text.glued(next) && text.number(next) == Some(7) {
        return Some((days, false, next + 1));
    }
    let week = [
        "a week",
        "per week",
        "sur 7",
        "sur sept",
        "par semaine",
        "die woche",
        "pro woche",
        "in der woche",
        "of the week",
        "in de week",
        "each week",
        "every week",
        "wk",
        "p w",
        "weekly",
    ];
    if unit && let Some(next) = text.any(next, &week) {
        return Some((days, false, next));
    }
    (unit && count == 7).then_some((days, true, next))
}

#[rustfmt::skip]
const TOGETHER: &[(&[&str], Days, bool)] = &[
    (
        &[
            "weekdays", "every weekday", "each weekday", "every working day", "elke werkdag", "iedere werkdag", "elke weekdag",
            "chaque jour ouvre", "jeden werktag", "jeden wochentag", "weekday", "week days", "working days", "business days",
            "workdays", "werkdagen", "weekdagen", "doordeweeks", "door de week", "doordeweekse dagen", "jours ouvres",
            "jours de semaine", "en semaine", "werktags", "werktage", "werktagen", "wochentags", "wochentagen", "wochentage",
            "unter der woche", "an werktagen", "arbeitstags", "during the week", "the working week", "la semaine", "semaine",
        ],
        Days::WORK,
        false,
    ),
    (&["jours ouvrables"], Days::week(0b11_1111), false),
    (
        &[
            "weekend", "weekends", "week end", "week ends", "wkend", "wkends", "weekeinde", "weekeinden", "wochenende",
            "wochenenden", "wochenends", "wknd", "wknds",
        ],
        Days::WEEKEND,
        false,
    ),
    (
        &[
            "daily", "every single day", "day in day out", "every day of the year", "any day of the week", "7 on 7",
            "seven on seven", "zeven dagen", "every day", "everyday", "each day", "all week", "all week long",
            "every day of the week", "all days", "any day", "dagelijks", "elke dag", "iedere dag", "alle dagen", "hele week",
            "de hele week", "tous les jours", "chaque jour", "tlj", "toute la semaine", "t l j", "taglich", "taeglich", "tgl",
            "jeden tag", "die ganze woche", "ganze woche", "alle tage", "an allen tagen", "tagl", "all year round", "365 days",
        ],
        Days::ALL,
        false,
    ),
    (
        &[
            "bank holidays", "bank holiday", "bank hols", "bank hol", "public holidays", "public hols", "bhs", "bh", "feestdagen",
            "feestdag", "jours feries", "jour ferie", "feries", "ferie", "feiertage", "feiertagen", "feiertags", "feiertag",
            "feestd",
        ],
        Days::HOLIDAYS,
        false,
    ),
    (&["holidays", "hols"], Days::HOLIDAYS, true),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        all(&Text::new(text))
            .iter()
            .map(|f| {
                let holidays = if f.value.days.holidays {
                    "+holidays"
                } else {
                    ""
                };
                format!(
                    "{}{}{holidays}",
                    if f.value.excepted { "not " } else { "" },
                    f.value.days
                )
            })
            .collect()
    }

    #[test]
    fn days_are_read_in_four_languages() {
        for (text, expected) in [
            ("Mon-Fri", "mon-fri"),
            ("ma t/m vr", "mon-fri"),
            ("lun-ven", "mon-fri"),
            ("Mo.-Fr.", "mon-fri"),
            ("Mo. bis Fr.", "mon-fri"),
            ("du lundi au vendredi", "mon-fri"),
            ("lun. au ven.", "mon-fri"),
            ("maandag tot en met vrijdag", "mon-fri"),
            ("M\u{2013}F 9-5", "mon-fri"),
            ("weekdays", "mon-fri"),
            ("op werkdagen", "mon-fri"),
            ("7 days a week", "mon-sun"),
            ("7j/7", "mon-sun"),
            ("7 jours sur 7", "mon-sun"),
            ("6j/7", "mon-sat"),
            ("t\u{e4}glich", "mon-sun"),
            ("we/e", "sat-sun"),
            ("le week-end", "sat-sun"),
            ("8h-20h le we", "sat-sun"),
            ("Mon, Wed & Fri", "mon,wed,fri"),
            ("ma/wo/vr", "mon,wed,fri"),
            ("Di+Do 13\u{2013}18 Uhr", "tue,thu"),
            ("So 10-14 Uhr", "sun"),
            ("Sun-Thu", "sun-thu"),
            ("Bank holidays", "+holidays"),
            ("feestdagen", "+holidays"),
            ("jours f\u{e9}ri\u{e9}s", "+holidays"),
            ("Sonn- und Feiertage", "sun+holidays"),
            ("zon- en feestdagen", "sun+holidays"),
            ("except Sundays", "not sun"),
            ("an Feiertagen geschlossen", "not +holidays"),
            ("closed on Sat & Sun", "not sat-sun"),
            ("Samstag und Sonntag geschlossen", "not sat-sun"),
            ("sauf le dimanche", "not sun"),
            ("hors jours f\u{e9}ri\u{e9}s", "not +holidays"),
            ("m.u.v. feestdagen", "not +holidays"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
        assert_eq!(found("Mon-Sat 9-5, Sunday closed"), ["mon-sat", "not sun"]);
    }

    #[test]
    fn words_that_only_look_like_days_are_none() {
        for text in [
            "we do so",
            "tell me",
            "mon compte",
            "The Sun",
            "Sam is here",
            "la mer",
            "24/7",
            "So geht Energie",
            "return within 7 days",
            "",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
