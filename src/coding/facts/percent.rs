//! Shares: `15 %`, `fifteen per cent`, `10 procent`, `20 Prozent`.

use super::amount::amount;
use super::{Found, Text, scan};

/// All shares of a text, in order, in hundredths of a per cent.
#[must_use]
pub fn all(text: &Text) -> Vec<Found<u64>> {
    scan(text, read)
}

fn read(text: &Text, at: usize) -> Option<(u64, usize)> {
    let (hundredths, next) = amount(text, at)?;
    let next = if text.sign(next) == Some('%') {
        next + 1
    } else {
        text.any(
            next,
            &[
                "percent",
                "per cent",
                "pct",
                "procent",
                "prozent",
                "pour cent",
                "pourcent",
                "pc",
            ],
        )?
    };
    Some((hundredths, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_in_figures_and_words() {
        for (text, expected) in [
            ("15% off", 1500),
            ("fifteen per cent", 1500),
            ("1,2 % koersopslag", 120),
            ("zwanzig Prozent", 2000),
            ("quinze pour cent", 1500),
        ] {
            let found = all(&Text::new(text));
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].value, expected, "{text}");
        }
        assert!(all(&Text::new("15 off")).is_empty());
    }
}
