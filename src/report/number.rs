//! How numbers are written. Tables hold them to the sixth decimal; prose rounds what the tables
//! hold, so that each figure in prose can be had from the tables.

/// A number in a table: at most six decimals, no trailing zeros, never `-0`. `None` and what is no
/// number are empty.
#[must_use]
pub fn decimal(value: Option<f64>) -> String {
    let Some(value) = value.filter(|v| v.is_finite()) else {
        return String::new();
    };
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0" } else { text }.to_owned()
}

/// What a table holds of a number.
#[must_use]
pub fn as_printed(value: f64) -> f64 {
    decimal(Some(value)).parse().unwrap_or(value)
}

/// A share in whole percents without its sign, `41`; with as many decimals as it takes not to say
/// none or all when it is neither.
#[must_use]
pub fn percents(share: f64) -> String {
    let percents = as_printed(share) * 100.0;
    let mut text = String::new();
    for decimals in 0..=4 {
        text = format!("{percents:.decimals$}");
        let printed: f64 = text.parse().unwrap_or(percents);
        let says_too_much =
            (printed <= 0.0 && percents > 0.0) || (printed >= 100.0 && percents < 100.0);
        if !says_too_much {
            break;
        }
    }
    text
}

/// A share in percents, `41 %`.
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{} %", percents(share))
}

/// A time for people: minutes under an hour, else hours, and days beside them from three on.
#[must_use]
pub fn duration(hours: f64) -> String {
    let hours = as_printed(hours);
    if hours < 1.0 {
        format!("{:.0} min", hours * 60.0)
    } else if hours < 72.0 {
        format!("{hours:.1} h")
    } else {
        format!("{hours:.1} h ({:.1} days)", hours / 24.0)
    }
}

/// A whole number with its thousands set apart, `12,345`.
#[must_use]
pub fn whole(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `no enquiries`, `1 enquiry`, `2 enquiries`.
#[must_use]
pub fn counted(n: u64, one: &str, many: &str) -> String {
    match n {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        _ => format!("{} {many}", whole(n)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_in_tables() {
        for (value, expected) in [
            (Some(12.0), "12"),
            (Some(0.5), "0.5"),
            (Some(1.0 / 3.0), "0.333333"),
            (Some(-0.0), "0"),
            (Some(-1e-9), "0"),
            (Some(1_000_000.0), "1000000"),
            (Some(f64::NAN), ""),
            (Some(f64::INFINITY), ""),
            (None, ""),
        ] {
            assert_eq!(decimal(value), expected);
        }
    }

    #[test]
    fn percents_never_claim_all_or_none() {
        let shares = [0.0, 0.0004, 0.004, 0.415, 0.9949, 0.996, 0.9996, 1.0];
        let expected = [
            "0 %", "0.04 %", "0.4 %", "42 %", "99 %", "99.6 %", "99.96 %", "100 %",
        ];
        assert_eq!(shares.map(percent), expected.map(str::to_owned));
    }

    #[test]
    fn times_for_people() {
        let hours = [0.0, 0.166_667, 1.0, 61.65, 72.0, 335.0];
        let expected = [
            "0 min",
            "10 min",
            "1.0 h",
            "61.6 h",
            "72.0 h (3.0 days)",
            "335.0 h (14.0 days)",
        ];
        assert_eq!(hours.map(duration), expected.map(str::to_owned));
    }

    #[test]
    fn counts_for_people() {
        let counts = [0, 1, 2, 999, 1000, 1_234_567].map(|n| counted(n, "enquiry", "enquiries"));
        let expected = [
            "no enquiries",
            "1 enquiry",
            "2 enquiries",
            "999 enquiries",
            "1,000 enquiries",
            "1,234,567 enquiries",
        ];
        assert_eq!(counts, expected.map(str::to_owned));
    }

    proptest! {
        #[test]
        fn a_decimal_is_read_back_to_the_sixth_place(value in -1e6f64..1e6) {
            let text = decimal(Some(value));
            prop_assert!((text.parse::<f64>().unwrap() - value).abs() <= 0.500_001e-6);
            prop_assert!(!text.contains('e') && !text.starts_with("-0.000000"));
        }
    }
}
