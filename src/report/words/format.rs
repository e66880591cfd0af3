//! Numbers and dates as a language writes them.

use crate::model::Language;
use crate::report::number::{as_printed, percents, whole};

/// How a language writes numbers.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    language: Language,
    /// Between whole and broken part.
    point: char,
    /// Between thousands.
    group: char,
    /// After a number of percents.
    percent: &'static str,
}

impl Format {
    /// The way of a language.
    pub const fn of(language: Language) -> Self {
        let (point, group, percent) = match language {
            Language::En => ('.', ',', "\u{a0}%"),
            Language::Nl => (',', '.', "%"),
            Language::Fr => (',', '\u{202f}', "\u{202f}%"),
            Language::De => (',', '.', "\u{a0}%"),
        };
        Self {
            language,
            point,
            group,
            percent,
        }
    }

    /// A number as written in English, in this language.
    fn turned(self, english: &str) -> String {
        let turn = |c| match c {
            '.' => self.point,
            ',' => self.group,
            '-' => '\u{2212}',
            other => other,
        };
        english.chars().map(turn).collect()
    }

    /// `41 %`.
    pub fn percent(self, share: f64) -> String {
        format!("{}{}", self.percents(share), self.percent)
    }

    /// `41`.
    pub fn percents(self, share: f64) -> String {
        self.turned(&percents(share))
    }

    /// `1,290`.
    pub fn whole(self, number: u64) -> String {
        self.turned(&whole(number))
    }

    /// `3rd`.
    pub fn ordinal(self, place: u64) -> String {
        let ending = match self.language {
            Language::En => match (place % 100, place % 10) {
                (11..=13, _) => "th",
                (_, 1) => "st",
                (_, 2) => "nd",
                (_, 3) => "rd",
                _ => "th",
            },
            Language::Fr if place == 1 => "er",
            Language::Nl | Language::Fr => "e",
            Language::De => ".",
        };
        format!("{}{ending}", self.whole(place))
    }

    /// `1,290.5`.
    pub fn decimal(self, number: f64, decimals: usize) -> String {
        let text = format!("{:.decimals$}", as_printed(number).abs());
        let (whole_part, broken) = text.split_once('.').unwrap_or((&text, ""));
        let grouped = whole_part.parse().map_or(whole_part.to_owned(), whole);
        let is_zero = text.bytes().all(|b| matches!(b, b'0' | b'.'));
        let sign = if number < 0.0 && !is_zero { "-" } else { "" };
        let point = if broken.is_empty() { "" } else { "." };
        self.turned(&format!("{sign}{grouped}{point}{broken}"))
    }

    /// `+1,290.5`, and `0.0` without a sign.
    pub fn signed(self, number: f64, decimals: usize) -> String {
        let text = self.decimal(number, decimals);
        let is_more = number > 0.0 && text.bytes().any(|b| matches!(b, b'1'..=b'9'));
        if is_more { format!("+{text}") } else { text }
    }

    /// Minutes under an hour, else hours, and days beside them from three on.
    pub fn duration(self, hours: f64) -> String {
        let hours = as_printed(hours);
        if hours < 1.0 {
            return format!("{}\u{a0}min", self.decimal(hours * 60.0, 0));
        }
        let shown = format!("{}\u{a0}h", self.decimal(hours, 1));
        if hours < 72.0 {
            return shown;
        }
        let days = match self.language {
            Language::En => "days",
            Language::Nl => "dagen",
            Language::Fr => "jours",
            Language::De => "Tage",
        };
        format!("{shown} ({}\u{a0}{days})", self.decimal(hours / 24.0, 1))
    }

    /// `22 November 2026`.
    pub fn date(self, day: i8, month: &str, year: i16) -> String {
        let point = match (self.language, day) {
            (Language::De, _) => ".",
            (Language::Fr, 1) => "er",
            _ => "",
        };
        format!("{day}{point} {month} {year}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_numbers_its_own_way() {
        let all = Language::ALL.map(Format::of);
        let whole = [
            "1,234,567",
            "1.234.567",
            "1\u{202f}234\u{202f}567",
            "1.234.567",
        ];
        assert_eq!(all.map(|f| f.whole(1_234_567)), whole);
        let decimal = [
            "\u{2212}1,234.5",
            "\u{2212}1.234,5",
            "\u{2212}1\u{202f}234,5",
            "\u{2212}1.234,5",
        ];
        assert_eq!(all.map(|f| f.decimal(-1234.5, 1)), decimal);
        let percent = ["0.04\u{a0}%", "0,04%", "0,04\u{202f}%", "0,04\u{a0}%"];
        assert_eq!(all.map(|f| f.percent(0.0004)), percent);
        assert_eq!(all[0].decimal(-0.01, 1), "0.0");
        assert_eq!(all[2].signed(2.75, 1), "+2,8");
        assert_eq!(all[0].signed(-2.0, 1), "\u{2212}2.0");
        assert_eq!(all[0].signed(0.01, 1), "0.0");
        assert_eq!(all[3].duration(80.0), "80,0\u{a0}h (3,3\u{a0}Tage)");
        assert_eq!(all[1].duration(0.5), "30\u{a0}min");
        let places = |n| all.map(|f| f.ordinal(n));
        assert_eq!(places(1), ["1st", "1e", "1er", "1."]);
        assert_eq!(places(3), ["3rd", "3e", "3e", "3."]);
        assert_eq!(
            [2, 11, 12, 13, 21, 111, 1_022].map(|n| all[0].ordinal(n)),
            ["2nd", "11th", "12th", "13th", "21st", "111th", "1,022nd"]
        );
        let date = ["1 May 2026", "1 May 2026", "1er May 2026", "1. May 2026"];
        assert_eq!(all.map(|f| f.date(1, "May", 2026)), date);
    }
}
