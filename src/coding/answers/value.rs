//! Typed values that answers give, and whether two of them are the same.

use crate::coding::facts::date::Date;
use crate::coding::facts::duration::{Duration, Unit};
use crate::coding::facts::money::{Currency, Money};
use crate::coding::facts::weekdays::Days;
use crate::model::{Expects, Tolerance};
use std::fmt;

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Duration(Duration),
    Money(Money),
    Percent(u64),
    Date(Date),
    /// Minutes since midnight.
    Clock(u16),
    Days(Days),
    /// How many, in hundredths, and of what: the measure of a unit, or the stem of the word behind it.
    Count(u64, u32),
    Phone(String),
}

impl Value {
    /// What a question wants that is answered by such a value.
    pub const fn answers(&self) -> Expects {
        match self {
            Self::Duration(_) => Expects::Duration,
            Self::Money(_) => Expects::Money,
            Self::Percent(_) => Expects::Percent,
            Self::Date(_) => Expects::Date,
            Self::Clock(_) => Expects::Time,
            Self::Days(_) => Expects::Weekdays,
            Self::Count(..) => Expects::Count,
            Self::Phone(_) => Expects::Phone,
        }
    }
}

/// In short, for people: `30 days`, `3.99 pounds`, `mon-fri`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Duration(d) => {
                let (unit, minutes) = match d.unit {
                    Unit::Minute => ("minutes", 1),
                    Unit::Hour => ("hours", 60),
                    Unit::Day if d.working => ("working_days", 1440),
                    Unit::Day => ("days", 1440),
                    Unit::Week => ("weeks", 7 * 1440),
                    Unit::Month => ("months", 30 * 1440),
                    Unit::Year => ("years", 365 * 1440),
                };
                let of = |n: u32| Figure(u64::from(n) * 100 / minutes);
                if d.from == d.to {
                    write!(f, "{} {unit}", of(d.from))
                } else {
                    write!(f, "{}-{} {unit}", of(d.from), of(d.to))
                }
            }
            Self::Money(m) => {
                let currency = match m.currency {
                    Currency::Pound => " GBP",
                    Currency::Euro => " EUR",
                    Currency::Dollar => " USD",
                    Currency::Franc => " CHF",
                    Currency::Any => "",
                };
                if m.from == m.to {
                    write!(f, "{}{currency}", Figure(m.from))
                } else {
                    write!(f, "{}-{}{currency}", Figure(m.from), Figure(m.to))
                }
            }
            Self::Percent(p) => write!(f, "{} %", Figure(*p)),
            Self::Date(d) => {
                if let Some(year) = d.year {
                    write!(f, "{year:04}-")?;
                }
                if d.month > 0 {
                    write!(f, "{:02}", d.month)?;
                }
                d.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
            }
            Self::Clock(minutes) => write!(f, "{:02}:{:02}", minutes / 60, minutes % 60),
            Self::Days(days) => write!(f, "{days}"),
            Self::Count(n, _) => write!(f, "{}", Figure(*n)),
            Self::Phone(digits) => f.write_str(digits),
        }
    }
}

/// Hundredths as a decimal number without needless noughts.
struct Figure(u64);

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 100 {
            0 => write!(f, "{}", self.0 / 100),
            part if part % 10 == 0 => write!(f, "{}.{}", self.0 / 100, part / 10),
            part => write!(f, "{}.{part:02}", self.0 / 100),
        }
    }
}

/// What a figure measures, instead of what it counts: weight, length, volume, data, energy.
pub(super) const MEASURES: std::ops::RangeInclusive<u32> = 1..=5;

/// The measure of a unit.
pub(super) fn measure(unit: &str) -> Option<u32> {
    Some(match unit {
        "kg" | "kilo" | "kilos" | "kilogram" | "kilograms" | "kilogramm" | "kilogrammes" | "g"
        | "gram" | "grams" | "gramm" | "grammes" | "stone" | "lb" | "lbs" => 1,
        "cm" | "mm" | "m" | "meter" | "meters" | "metre" | "metres" | "metern" | "km"
        | "kilometer" | "kilometers" | "kilometres" | "centimeter" | "centimetres"
        | "zentimeter" | "centimetre" | "inch" | "inches" | "miles" | "mile" => 2,
        "l" | "ml" | "cl" | "liter" | "litre" | "litres" | "liters" | "litern" => 3,
        "gb" | "mb" | "tb" | "go" | "gigabyte" | "gigabytes" | "mbit" | "mbps" => 4,
        "kwh" | "kilowattuur" | "kilowattstunden" => 5,
        _ => return None,
    })
}

/// How two values stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alike {
    /// Whoever is told one does as if told the other.
    Same,
    /// They may be meant the same: overlapping ranges, a rounding.
    Near,
    /// They are not the same.
    Other,
}

/// Compares two values; `None` when they are of different kinds.
pub(super) fn alike(a: &Value, b: &Value, tolerance: Option<Tolerance>) -> Option<Alike> {
    Some(match (a, b) {
        (Value::Duration(a), Value::Duration(b)) => durations(a, b, tolerance),
        (Value::Money(a), Value::Money(b)) => money(a, b, tolerance),
        (Value::Date(a), Value::Date(b)) => dates(*a, *b, tolerance),
        (Value::Clock(a), Value::Clock(b)) => clocks(*a, *b, tolerance),
        (Value::Days(a), Value::Days(b)) => days(*a, *b),
        // Kilos are no centimetres.
        (Value::Count(_, x), Value::Count(_, y))
            if x != y && MEASURES.contains(x) && MEASURES.contains(y) =>
        {
            return None;
        }
        // What is kept and what is paid back make a whole.
        (Value::Percent(a), Value::Percent(b)) if a != b && a + b == 100 * 100 => Alike::Near,
        (Value::Percent(a), Value::Percent(b)) | (Value::Count(a, _), Value::Count(b, _)) => {
            figures(*a, *b, 100.0, tolerance)
        }
        (Value::Phone(a), Value::Phone(b)) => same(phones(a, b)),
        _ => return None,
    })
}

const fn same(is: bool) -> Alike {
    if is { Alike::Same } else { Alike::Other }
}

/// Figures in hundredths; `unit` is what one of the answer's unit is in them.
fn figures(a: u64, b: u64, unit: f64, tolerance: Option<Tolerance>) -> Alike {
    let (a, b) = (a as f64, b as f64);
    let allowed = match tolerance {
        None => 0.0,
        Some(Tolerance::Absolute(by)) => by * unit,
        Some(Tolerance::Relative(by)) => by * a.max(b),
    };
    same((a - b).abs() <= allowed + 1e-6)
}

/// A day counts 24 hours, a working day too, but five of them are a week; 30 days are a month, as are four
/// weeks to whoever speaks loosely.
fn durations(a: &Duration, b: &Duration, tolerance: Option<Tolerance>) -> Alike {
    let calendar = |minutes: u32, working: bool, unit: Unit| {
        let minutes = f64::from(minutes);
        // Only long spans are stretched by weekends: "two working days" are not told from two days.
        // Two working weeks are two weeks.
        if working && unit == Unit::Day && minutes > 4.0 * 1440.0 {
            minutes * 7.0 / 5.0
        } else {
            minutes
        }
    };
    let ends = |d: &Duration| {
        (
            calendar(d.from, d.working, d.unit),
            calendar(d.to, d.working, d.unit),
        )
    };
    // `Quinze jours` are two weeks.
    let fortnight = |d: &Duration| d.from == d.to && !d.working && d.to == 15 * 1440;
    let weeks = |d: &Duration| d.from == d.to && d.unit == Unit::Week && d.to == 14 * 1440;
    if fortnight(a) && weeks(b) || fortnight(b) && weeks(a) {
        return Alike::Same;
    }
    let ((a_from, a_to), (b_from, b_to)) = (ends(a), ends(b));
    let plain = |d: &Duration| (f64::from(d.from), f64::from(d.to));
    let allowed = |x: f64, y: f64| match tolerance {
        Some(Tolerance::Absolute(by)) => by * 1440.0,
        Some(Tolerance::Relative(by)) => by * x.max(y),
        // A month has 28 to 31 days, a year 52 weeks or 12 months.
        None if a.unit != b.unit && a.unit.max(b.unit) >= Unit::Month => 0.08 * x.max(y),
        // `A week and a half` are ten days.
        None if a.unit != b.unit && a.unit.max(b.unit) == Unit::Week => 0.05 * x.max(y),
        None => 0.5,
    };
    let close = |x: f64, y: f64| (x - y).abs() <= allowed(x, y);
    let equal = |(a_from, a_to): (f64, f64), (b_from, b_to): (f64, f64)| {
        close(a_to, b_to) && (close(a_from, b_from) || a_to - a_from < 0.5 || b_to - b_from < 0.5)
    };
    if equal((a_from, a_to), (b_from, b_to)) || a.working == b.working && equal(plain(a), plain(b))
    // `3 days` and `3 working days` are often meant the same.
    {
        return Alike::Same;
    }
    if a.working != b.working && equal(plain(a), plain(b)) {
        return Alike::Near;
    }
    let overlap = a_from.max(b_from) <= a_to.min(b_to) + 0.5;
    if overlap { Alike::Near } else { Alike::Other }
}

fn money(a: &Money, b: &Money, tolerance: Option<Tolerance>) -> Alike {
    let currencies = a.currency == b.currency
        || a.currency == Currency::Any
        || b.currency == Currency::Any
        // Whoever speaks of cents says no currency.
        || a.to < 100
        || b.to < 100;
    if !currencies {
        return Alike::Other;
    }
    let (low, high) = (
        figures(a.from, b.from, 100.0, tolerance),
        figures(a.to, b.to, 100.0, tolerance),
    );
    if low == Alike::Same && high == Alike::Same {
        return Alike::Same;
    }
    // `£3.99` rounded to `£4`
    let rounded = |x: u64, y: u64| x != y && x.is_multiple_of(100) && x > 0 && y.abs_diff(x) <= 5;
    if rounded(a.to, b.to) || rounded(b.to, a.to) {
        return Alike::Same;
    }
    let overlap = a.from.max(b.from) <= a.to.min(b.to);
    if overlap { Alike::Near } else { Alike::Other }
}

fn dates(a: Date, b: Date, tolerance: Option<Tolerance>) -> Alike {
    // `The 25th`, of every month.
    if a.month == 0 || b.month == 0 {
        return match (a.day, b.day) {
            (Some(x), Some(y)) => same(x == y),
            _ => Alike::Near,
        };
    }
    if a.month == b.month
        && a.day == b.day
        && (a.year == b.year || a.year.is_none() || b.year.is_none())
    {
        return Alike::Same;
    }
    let (Some(day_a), Some(day_b)) = (a.day, b.day) else {
        return if a.month == b.month {
            Alike::Near
        } else {
            Alike::Other
        };
    };
    if let Some(Tolerance::Absolute(by)) = tolerance
        && a.year.unwrap_or(0) == b.year.unwrap_or(0)
    {
        let of = |month: u8, day: u8| f64::from(month) * 30.4 + f64::from(day);
        return same((of(a.month, day_a) - of(b.month, day_b)).abs() <= by + 0.5);
    }
    Alike::Other
}

fn clocks(a: u16, b: u16, tolerance: Option<Tolerance>) -> Alike {
    let apart = f64::from(a.abs_diff(b));
    let allowed = match tolerance {
        Some(Tolerance::Absolute(by)) => by,
        _ => 0.0,
    };
    if apart <= allowed {
        return Alike::Same;
    }
    // `Half past five` is in the afternoon, where the other says so.
    if a.abs_diff(b) == 720 && (60..480).contains(&a.min(b)) {
        return Alike::Same;
    }
    if a.abs_diff(b) == 720 && a.min(b) <= 720 && a.min(b) >= 60 {
        return Alike::Near;
    }
    Alike::Other
}

fn days(a: Days, b: Days) -> Alike {
    if a.week == b.week {
        Alike::Same
    // Shut on Mondays is open from Tuesday to Sunday.
    } else if a.week & b.week == a.week || a.week & b.week == b.week || a.week ^ b.week == 0x7f {
        Alike::Near
    } else {
        Alike::Other
    }
}

/// The same number with and without the country's prefix.
fn phones(a: &str, b: &str) -> bool {
    let tail = |s: &str| {
        s[s.len().saturating_sub(9)..]
            .trim_start_matches('0')
            .to_owned()
    };
    tail(a) == tail(b)
}
