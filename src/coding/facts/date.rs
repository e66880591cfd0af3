//! Days of the year: `31 January`, `March 3rd 2026`, `le 1er mai`, `31.12.`, `2026-10-01`, `end of March`.

use super::{Found, Text, scan};

/// A day of the year, or a whole month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// The year, where it is said.
    pub year: Option<u16>,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31; `None` is the month as a whole.
    pub day: Option<u8>,
}

/// All days of the year that a text names, in order.
#[must_use]
pub fn all(text: &Text) -> Vec<Found<Date>> {
    scan(text, read)
}

fn read(text: &Text, at: usize) -> Option<(Date, usize)> {
    iso(text, at)
        .or_else(|| figures(text, at))
        .or_else(|| day_first(text, at))
        .or_else(|| month_first(text, at))
        .or_else(|| last_of(text, at))
        .or_else(|| whole(text, at))
}

/// `2026-10-01`
fn iso(text: &Text, at: usize) -> Option<(Date, usize)> {
    let year = text.number(at).filter(|_| text.digits(at) == 4)?;
    let dashes = text.sign(at + 1) == Some('-') && text.sign(at + 3) == Some('-');
    let glued = (1..=4).all(|n| text.glued(at + n));
    if !dashes || !glued || text.digits(at + 2) != 2 || text.digits(at + 4) != 2 {
        return None;
    }
    let date = date(
        year_of(year),
        text.number(at + 2)?,
        Some(text.number(at + 4)?),
    )?;
    Some((date, at + 5))
}

/// `31.12.`, `31/12/2026`, `1-5-2026`; the day comes first, as in all four languages' countries but America.
fn figures(text: &Text, at: usize) -> Option<(Date, usize)> {
    let day = text.number(at).filter(|_| text.digits(at) <= 2)?;
    let sign = text.sign(at + 1).filter(|s| matches!(s, '.' | '/' | '-'))?;
    if !(text.glued(at + 1) && text.digits(at + 2) <= 2)
        || !(text.glued(at + 2) || sign == '.')
        || text.glued(at) && at > 0 && !matches!(text.sign(at - 1), Some('(' | '"'))
    {
        return None;
    }
    let month = text.number(at + 2)?;
    let again = text.sign(at + 3) == Some(sign) && text.glued(at + 3);
    let year = text
        .number(at + 4)
        .filter(|_| again && text.glued(at + 4) && matches!(text.digits(at + 4), 2 | 4));
    match year {
        Some(year) => {
            let year = if year < 100 { 2000 + year } else { year };
            Some((date(year_of(year), month, Some(day))?, at + 5))
        }
        // `24/7` and `1/2` are none; `31.12.` is.
        None if sign == '.' && again => Some((date(None, month, Some(day))?, at + 4)),
        None => None,
    }
}

/// `31 January`, `the 3rd of May`, `1er mai`, `3. Mai 2026`
fn day_first(text: &Text, at: usize) -> Option<(Date, usize)> {
    let day = text.number(at).filter(|_| text.digits(at) <= 2)?;
    let mut next = at + 1;
    if text.glued(next)
        && matches!(
            text.word(next),
            "st" | "nd" | "rd" | "th" | "er" | "e" | "ste" | "de"
        )
        || text.sign(next) == Some('.') && text.glued(next)
    {
        next += 1;
    }
    if matches!(text.word(next), "of" | "de") {
        next += 1;
    }
    let month = month(text.word(next))?;
    let (year, next) = with_year(text, next + 1);
    Some((date(year, month, Some(day))?, next))
}

/// `January 31st, 2026`
fn month_first(text: &Text, at: usize) -> Option<(Date, usize)> {
    let month = month(text.word(at))?;
    let mut next = at + 1;
    next += usize::from(text.sign(next) == Some('.'));
    next += usize::from(text.word(next) == "the");
    let day = text.number(next).filter(|_| text.digits(next) <= 2)?;
    // `May 20 people`: a figure with a unit behind it is no day, one of few is.
    next += 1;
    if text.glued(next) && matches!(text.word(next), "st" | "nd" | "rd" | "th") {
        next += 1;
    } else if text.word(at) == "may" && !text.get(at).is_some_and(|t| t.capital) {
        return None;
    }
    let comma = usize::from(text.sign(next) == Some(','));
    let (year, behind) = with_year(text, next + comma);
    Some((
        date(year, month, Some(day))?,
        if year.is_some() { behind } else { next },
    ))
}

/// `end of March`, `fin mars`, `Ende März`, `eind maart`: its last day.
fn last_of(text: &Text, at: usize) -> Option<(Date, usize)> {
    let next = text.any(
        at,
        &[
            "end of",
            "fin",
            "fin de",
            "la fin du mois de",
            "ende",
            "eind",
            "einde",
            "eind van",
            "last day of",
            "dernier jour de",
        ],
    )?;
    let month = month(text.word(next))?;
    let last = match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let (year, next) = with_year(text, next + 1);
    Some((date(year, month, Some(last))?, next))
}

/// `in March`, where the word can be nothing else.
fn whole(text: &Text, at: usize) -> Option<(Date, usize)> {
    let word = text.word(at);
    let month = month(word)?;
    // `May`, `mars`, `march`, `mei` may be other words.
    if matches!(
        word,
        "may" | "mars" | "march" | "jan" | "mar" | "sept" | "dec" | "aout"
    ) && !text.get(at).is_some_and(|t| t.capital)
        || word == "may"
            && !matches!(
                text.word(at.wrapping_sub(1)),
                "in" | "of" | "until" | "till" | "by" | "from"
            )
    {
        return None;
    }
    let (year, next) = with_year(text, at + 1);
    Some((date(year, month, None)?, next))
}

fn with_year(text: &Text, at: usize) -> (Option<u16>, usize) {
    match text.number(at) {
        Some(year) if text.digits(at) == 4 && (1990..2100).contains(&year) => {
            (year_of(year), at + 1)
        }
        _ => (None, at),
    }
}

fn year_of(year: u32) -> Option<u16> {
    u16::try_from(year).ok()
}

fn date(year: Option<u16>, month: u32, day: Option<u32>) -> Option<Date> {
    let day = match day {
        Some(day) => Some(u8::try_from(day).ok().filter(|d| (1..=31).contains(d))?),
        None => None,
    };
    let month = u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
    Some(Date { year, month, day })
}

/// Which month a word names.
fn month(word: &str) -> Option<u32> {
    Some(match word {
        "january" | "jan" | "januari" | "janvier" | "januar" | "janner" => 1,
        "february" | "feb" | "februari" | "fevrier" | "februar" => 2,
        "march" | "mar" | "maart" | "mars" | "marz" => 3,
        "april" | "apr" | "avril" => 4,
        "may" | "mei" | "mai" => 5,
        "june" | "jun" | "juni" | "juin" => 6,
        "july" | "jul" | "juli" | "juillet" => 7,
        "august" | "aug" | "augustus" | "aout" => 8,
        "september" | "sep" | "sept" | "septembre" => 9,
        "october" | "oct" | "oktober" | "okt" | "octobre" => 10,
        "november" | "nov" | "novembre" => 11,
        "december" | "dec" | "decembre" | "dezember" | "dez" => 12,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_year_are_read_in_every_shape() {
        for (text, expected) in [
            ("31 January", Some((None, 1, Some(31)))),
            ("January 31st, 2027", Some((Some(2027), 1, Some(31)))),
            ("the 3rd of May 2026", Some((Some(2026), 5, Some(3)))),
            ("le 1er mai", Some((None, 5, Some(1)))),
            ("am 3. M\u{e4}rz", Some((None, 3, Some(3)))),
            ("bis 31.12.", Some((None, 12, Some(31)))),
            ("31/12/2026", Some((Some(2026), 12, Some(31)))),
            ("2026-10-01", Some((Some(2026), 10, Some(1)))),
            ("Ende M\u{e4}rz", Some((None, 3, Some(31)))),
            ("in March", Some((None, 3, None))),
            ("24/7", None),
            ("you may 20", None),
            ("9.30", None),
        ] {
            let found = all(&Text::new(text));
            let read = found
                .first()
                .map(|f| (f.value.year, f.value.month, f.value.day));
            assert_eq!(read, expected, "{text}");
            assert!(found.len() <= 1, "{text}");
        }
    }
}
