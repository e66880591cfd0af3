//! Spans of time: `2 hours`, `anderhalf uur`, `24h`, `2-3 working days`, `une demi-journee`.

use super::number::quantity;
use super::{Found, Text, scan};

/// What a duration is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months, of 30 days each where minutes are asked for.
    Month,
    /// Years, of 365 days each where minutes are asked for.
    Year,
}

impl Unit {
    /// How many minutes by the clock on the wall one of it has.
    #[must_use]
    pub const fn minutes(self) -> u32 {
        match self {
            Self::Minute => 1,
            Self::Hour => 60,
            Self::Day => 24 * 60,
            Self::Week => 7 * 24 * 60,
            Self::Month => 30 * 24 * 60,
            Self::Year => 365 * 24 * 60,
        }
    }
}

/// How long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration {
    /// The least, in minutes by the clock on the wall; a day has 24 hours, a working day too.
    pub from: u32,
    /// The most; the same as `from` where there is no range.
    pub to: u32,
    /// The word it was counted in.
    pub unit: Unit,
    /// Whether only working days or hours count.
    pub working: bool,
}

/// All durations of a text, in order. A rate (`24 hours a day`, `7 days a week`) is none.
#[must_use]
pub fn all(text: &Text) -> Vec<Found<Duration>> {
    scan(text, read)
}

/// The duration that begins at a token, and the token behind it.
pub(crate) fn read(text: &Text, at: usize) -> Option<(Duration, usize)> {
    // `.30 Uhr`, `12:30 min` and `2/3 Tage` are the rest of something else.
    if text.number(at).is_some() && text.glued(at) {
        let before = at.checked_sub(1)?;
        let number = before
            .checked_sub(1)
            .is_some_and(|b| text.number(b).is_some());
        if text.number(before).is_some()
            || number && matches!(text.sign(before), Some('.' | ':' | ',' | '/'))
        {
            return None;
        }
    }
    fixed(text, at).or_else(|| counted(text, at))
}

/// Halves and quarters, which have words of their own.
fn fixed(text: &Text, start: usize) -> Option<(Duration, usize)> {
    let at = match text.word(start) {
        "a" | "an" | "een" | "une" | "un" | "eine" | "eines" | "einer" | "einem" | "einen"
        | "ein" | "the" | "la" => start + 1,
        "" => return None,
        _ => start,
    };
    for (phrases, minutes, unit) in FIXED {
        if let Some(next) = text.any(at, phrases) {
            return Some((
                Duration {
                    from: *minutes,
                    to: *minutes,
                    unit: *unit,
                    working: false,
                },
                next,
            ));
        }
    }
    // `within the hour`: the article counts, but only behind a preposition that bounds.
    let the = ["the", "l", "het", "der", "la", "een"];
    let bound = [
        "within",
        "in",
        "under",
        "inside",
        "dans",
        "sous",
        "binnen",
        "innerhalb",
        "innert",
    ];
    let behind_bound = start
        .checked_sub(1)
        .is_some_and(|b| bound.contains(&text.word(b)));
    if behind_bound && the.contains(&text.word(start)) {
        let next = if text.sign(start + 1) == Some('\'') {
            start + 2
        } else {
            start + 1
        };
        if ["hour", "heure", "uur", "stunde"].contains(&text.word(next)) {
            return Some((
                Duration {
                    from: 60,
                    to: 60,
                    unit: Unit::Hour,
                    working: false,
                },
                next + 1,
            ));
        }
    }
    None
}

#[rustfmt::skip]
const FIXED: &[(&[&str], u32, Unit)] = &[
    (
        &[
            "three quarters of an hour", "trois quarts d heure", "dreiviertelstunde", "dreiviertel stunde", "drie kwartier",
        ],
        45,
        Unit::Minute,
    ),
    (
        &[
            "quarter of an hour", "quarter hour", "quart d heure", "kwartier", "kwartiertje", "viertelstunde",
        ],
        15,
        Unit::Minute,
    ),
    (&["hour and a half", "uur en een half"], 90, Unit::Hour),
    (
        &[
            "half an hour", "half a hour", "half hour", "half uur", "halfuur", "demi heure", "halbe stunde", "halben stunde",
            "halbstunde", "halfuurtje",
        ],
        30,
        Unit::Hour,
    ),
    (
        &[
            "half a year", "half year", "half jaar", "halfjaar", "halbes jahr", "halben jahr", "halbjahr", "halben jahres",
        ],
        180 * 1440,
        Unit::Month,
    ),
    (
        &[
            "half a working day", "half a day", "half day", "halve dag", "halve werkdag", "demi journee", "halben tag",
            "halben tages", "halben arbeitstages", "halben werktages", "halber tag", "halben arbeitstag", "halben werktag",
        ],
        720,
        Unit::Day,
    ),
];

fn counted(text: &Text, at: usize) -> Option<(Duration, usize)> {
    let (first, mut next) = quantity(text, at)?;
    // `24 hours a day`: the article makes a rate.
    if matches!(text.word(at), "a" | "an" | "een" | "un" | "une")
        && unit_word(text.word(at.wrapping_sub(1))).is_some()
    {
        return None;
    }
    let (low, mut high) = (first, first);
    if let Some((second, behind)) = range(text, next) {
        if second < first {
            return None;
        }
        high = second;
        next = behind;
    } else if let Some((_, behind)) = unit(text, next)
        && let Some((second, after)) = range(text, behind)
        && second >= first
        && unit(text, after).is_some()
    {
        // `24h - 48h`
        high = second;
        next = after;
    }
    let ((unit, working), mut next) = unit(text, next)?;
    if is_rate(text, next) {
        return None;
    }
    // `an hour or two`
    if low == high
        && matches!(text.word(next), "or" | "of" | "ou" | "oder")
        && let Some((second, behind)) = quantity(text, next + 1)
        && second > low
        && self::unit(text, behind).is_none()
    {
        (high, next) = (second, behind);
    }
    let scale = unit.minutes();
    let mut extra = 0;
    if unit == Unit::Hour && low == high {
        if let Some(behind) = text.any(next, &["et demie", "and a half"]) {
            (extra, next) = (30, behind);
        } else if let Some(minutes) = text.number(next).filter(|m| *m < 60)
            && matches!(text.word(next + 1), "m" | "min" | "mins" | "mn")
        {
            // `1h 30m`
            (extra, next) = (minutes, next + 2);
        } else if text.glued(next) && text.digits(next) == 2 && text.number(at).is_some() {
            // `1h30`
            extra = text.number(next).filter(|m| *m < 60)?;
            next += 1;
            next = text.any(next, &["min", "mn", "minutes"]).unwrap_or(next);
        }
    }
    let minutes = |hundredths: u32| {
        let minutes = u64::from(hundredths) * u64::from(scale) / 100;
        u32::try_from(minutes).ok().filter(|m| *m > 0)
    };
    let duration = Duration {
        from: minutes(low)? + extra,
        to: minutes(high)? + extra,
        unit,
        working,
    };
    Some((duration, next))
}

/// `-3`, `to 3`, `or three`.
fn range(text: &Text, at: usize) -> Option<(u32, usize)> {
    let joins = matches!(text.sign(at), Some('-' | '/'))
        || matches!(
            text.word(at),
            "to" | "or" | "a" | "ou" | "tot" | "of" | "bis" | "oder"
        );
    if !joins
        || text
            .get(at + 1)
            .is_some_and(|t| t.before == super::Before::Line)
    {
        return None;
    }
    // `2 a day` is no range.
    let articles = ["a", "an", "een", "un", "une", "ein", "eine", "einer"];
    if articles.contains(&text.word(at + 1)) {
        return None;
    }
    quantity(text, at + 1)
}

/// A unit, and whether it is of work; the token behind it.
fn unit(text: &Text, at: usize) -> Option<((Unit, bool), usize)> {
    let glue = usize::from(text.sign(at) == Some('-') && !text.word(at + 1).is_empty());
    let at = at + glue;
    let mut working = false;
    let mut next = at;
    if matches!(
        text.word(next),
        "working"
            | "business"
            | "work"
            | "office"
            | "bank"
            | "werk"
            | "opening"
            | "volle"
            | "hele"
            | "kantoor"
    ) || matches!(
        text.word(next),
        "full"
            | "short"
            | "single"
            | "petite"
            | "petites"
            | "kleine"
            | "knappe"
            | "knappen"
            | "guten"
            | "gute"
            | "dik"
            | "klein"
            | "goed"
            | "bonne"
            | "grosse"
    ) {
        working = !matches!(
            text.word(next),
            "full" | "short" | "single" | "petite" | "petites" | "volle" | "hele" | "kleine"
        );
        next += 1;
        if text.sign(next) == Some('-') {
            next += 1;
        }
    }
    let (unit, of_work) = unit_word(text.word(next))?;
    // `d` and `j` alone are days only where they are written with their number.
    if matches!(text.word(next), "d" | "j" | "u") && !(text.glued(next) || text.word(next) == "j") {
        return None;
    }
    // `J-7` counts days ahead, not a day.
    if text.word(next) == "j" && text.sign(next + 1) == Some('-') && text.glued(next + 1) {
        return None;
    }
    next += 1;
    if text.sign(next) == Some('.') && matches!(text.word(next - 1), "min" | "std" | "hrs" | "hr") {
        next += 1;
    }
    let after = [
        "ouvres",
        "ouvrables",
        "ouvre",
        "ouvrable",
        "ouvree",
        "ouvrees",
        "travailles",
    ];
    if after.contains(&text.word(next)) {
        return Some(((unit, true), next + 1));
    }
    Some(((unit, working || of_work), next))
}

/// What a word counts in, and whether only work counts.
fn unit_word(word: &str) -> Option<(Unit, bool)> {
    Some(match word {
        "min" | "mins" | "minute" | "minutes" | "minuut" | "minuten" | "minuutjes" | "minuutje"
        | "mn" => (Unit::Minute, false),
        "h" | "hr" | "hrs" | "hs" | "hour" | "hours" | "uur" | "uren" | "uurs" | "u" | "heure"
        | "heures" | "stunde" | "stunden" | "std" | "stdn" | "uurtje" | "uurtjes" | "stundchen"
        | "hour's" => (Unit::Hour, false),
        "werkuren" | "werkuur" | "kantooruren" | "arbeitsstunden" | "geschaftsstunden" => {
            (Unit::Hour, true)
        }
        "d" | "day" | "days" | "dgn" | "dag" | "dagen" | "jour" | "jours" | "j" | "journee"
        | "journees" | "tag" | "tage" | "tagen" | "tages" => (Unit::Day, false),
        "workday" | "workdays" | "werkdag" | "werkdagen" | "werktag" | "werktage" | "werktagen"
        | "werktages" | "arbeitstag" | "arbeitstage" | "arbeitstagen" | "arbeitstages" | "jo"
        | "bankwerktage" | "bankarbeitstage" | "bankarbeitstag" | "bankarbeitstagen"
        | "bankwerktag" | "bankwerktagen" => (Unit::Day, true),
        "week" | "weeks" | "wk" | "wks" | "weken" | "semaine" | "semaines" | "woche" | "wochen" => {
            (Unit::Week, false)
        }
        "werkweek" | "werkweken" | "arbeitswoche" | "arbeitswochen" => (Unit::Week, true),
        "month" | "months" | "mth" | "mths" | "maand" | "maanden" | "mois" | "monat" | "monate"
        | "monaten" => (Unit::Month, false),
        "year" | "years" | "yr" | "yrs" | "jaar" | "jaren" | "an" | "ans" | "annee" | "annees"
        | "jahr" | "jahre" | "jahren" => (Unit::Year, false),
        _ => return None,
    })
}

/// Whether what stands behind a duration makes a rate of it: `a day`, `/24`, `sur 7`, `die Woche`.
fn is_rate(text: &Text, at: usize) -> bool {
    if text.sign(at) == Some('/') {
        return true;
    }
    let phrases = [
        "a day",
        "a week",
        "per day",
        "per week",
        "per dag",
        "each day",
        "every day",
        "in a day",
        "in the week",
        "par jour",
        "par semaine",
        "sur 24",
        "sur 7",
        "sur sept",
        "sur vingt",
        "am tag",
        "pro tag",
        "pro woche",
        "die woche",
        "in der woche",
        "in de week",
        "de la semaine",
        "of the week",
        "op een dag",
        "per etmaal",
        "taglich",
        "taeglich",
        "dagelijks",
        "daily",
        "je tag",
        "je woche",
        "old",
        "oud",
        "alt",
    ];
    text.any(at, &phrases).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(u32, u32, bool)> {
        all(&Text::new(text))
            .iter()
            .map(|f| (f.value.from, f.value.to, f.value.working))
            .collect()
    }

    #[test]
    fn durations_are_read_in_four_languages() {
        for (text, minutes) in [
            ("within 2 hours", 120),
            ("binnen 2 uur", 120),
            ("sous 24h", 1440),
            ("sous 24 h", 1440),
            ("innerhalb von 24 Stunden", 1440),
            ("in under an hour", 60),
            ("half an hour", 30),
            ("anderhalf uur", 90),
            ("dans l'heure", 60),
            ("within the hour", 60),
            ("binnen het uur", 60),
            ("innerhalb einer Stunde", 60),
            ("une demi-journ\u{e9}e", 720),
            ("une demi-heure", 30),
            ("1h30", 90),
            ("une heure et demie", 90),
            ("an hour and a half", 90),
            ("24-hour", 1440),
            ("30 min", 30),
            ("\u{bd} hour", 30),
            ("1,5 Stunden", 90),
            ("einer Viertelstunde", 15),
            ("\u{ff12} hours", 120),
            ("48hrs", 2880),
            ("zwei Tagen", 2880),
        ] {
            assert_eq!(found(text), [(minutes, minutes, false)], "{text}");
        }
    }

    #[test]
    fn working_days_and_ranges_are_told() {
        for (text, from, to) in [
            ("2-3 working days", 2880, 4320),
            ("2 werkdagen", 2880, 2880),
            ("1 \u{e0} 2 jours ouvr\u{e9}s", 1440, 2880),
            ("zwei bis drei Werktagen", 2880, 4320),
            ("one business day", 1440, 1440),
            ("2 business hours", 120, 120),
        ] {
            assert_eq!(found(text), [(from, to, true)], "{text}");
        }
        assert_eq!(found("24h-48h"), [(1440, 2880, false)]);
        assert_eq!(found("24 \u{2013} 48 Std."), [(1440, 2880, false)]);
    }

    #[test]
    fn rates_and_parts_of_other_things_are_none() {
        for text in [
            "24 hours a day, 7 days a week",
            "7j/7 24h/24",
            "7 dagen per week",
            "24 Stunden am Tag",
            "7 jours sur 7",
            "",
            "hours",
            "for hours",
            "99999999999 hours",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
