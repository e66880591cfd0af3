//! Figures as they stand before a currency or a share: `1.000,50`, `1,000.50`, `1 000`, `1'000.-`, `fifteen`.

use super::Text;
use super::number::quantity;

/// No larger figure is read, in hundredths.
const MOST: u64 = 100_000_000_000;

/// A figure in hundredths that begins at a token, and the token behind it.
///
/// A point or comma with three digits behind it parts thousands, unless the figure began with a nought; with
/// one or two digits it is the decimal sign. Where both stand the last one is the decimal sign.
pub(super) fn amount(text: &Text, at: usize) -> Option<(u64, usize)> {
    let Some(first) = text.number(at) else {
        // Articles count things, not money.
        let article = matches!(
            text.word(at),
            "a" | "an" | "een" | "un" | "une" | "ein" | "eine" | "einer" | "einem" | "einen"
        );
        if matches!(text.word(at), "thousand" | "duizend" | "mille" | "tausend") {
            return Some((100_000, at + 1));
        }
        if matches!(
            text.word(at),
            "hundred" | "honderd" | "hundert" | "einhundert"
        ) {
            return Some((10_000, at + 1));
        }
        let (hundredths, next) = quantity(text, at).filter(|_| !article)?;
        return Some(scaled(text, u64::from(hundredths), next));
    };
    // The rest of a longer figure is none.
    if text.glued(at)
        && at > 1
        && matches!(text.sign(at - 1), Some('.' | ',' | '\'' | ':' | '/'))
        && text.glued(at - 1)
        && text.number(at - 2).is_some()
    {
        return None;
    }
    let mut whole = u64::from(first);
    let mut next = at + 1;
    let leading_zero = first == 0;
    loop {
        let digits = |at: usize| text.digits(at);
        let sign = text.sign(next).filter(|_| text.glued(next));
        if matches!(sign, Some('.' | ',' | '\'')) && text.glued(next + 1) {
            match digits(next + 1) {
                3 if !leading_zero && text.digits(at) <= 3 => {
                    whole = whole * 1000 + u64::from(text.number(next + 1)?);
                    next += 2;
                }
                length @ (1 | 2) if sign != Some('\'') => {
                    let part = u64::from(text.number(next + 1)?);
                    let part = if length == 1 { part * 10 } else { part };
                    return bounded(whole * 100 + part, next + 2);
                }
                _ => break,
            }
        } else if text.digits(at) <= 3
            && !leading_zero
            && text
                .get(next)
                .is_some_and(|t| t.before == super::Before::Blank)
            && digits(next) == 3
            && text.number(next).is_some()
        {
            // `1 000`
            whole = whole * 1000 + u64::from(text.number(next)?);
            next += 1;
        } else {
            break;
        }
        if whole > MOST {
            return None;
        }
    }
    // `15,-` and `15.\u{2013}`
    if matches!(text.sign(next), Some('.' | ','))
        && text.glued(next)
        && text.sign(next + 1) == Some('-')
        && text.glued(next + 1)
    {
        next += 2;
        while text.sign(next) == Some('-') && text.glued(next) {
            next += 1;
        }
    }
    bounded(whole * 100, next)
}

/// `two hundred`, `drei tausend`
fn scaled(text: &Text, hundredths: u64, next: usize) -> (u64, usize) {
    match text.word(next) {
        "hundred" | "hundert" | "honderd" => (hundredths * 100, next + 1),
        "thousand" | "tausend" | "duizend" | "mille" => (hundredths * 1000, next + 1),
        _ => (hundredths, next),
    }
}

fn bounded(hundredths: u64, next: usize) -> Option<(u64, usize)> {
    (hundredths <= MOST).then_some((hundredths, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_each_country_writes_them() {
        for (text, expected) in [
            ("3.99", 399),
            ("3,99", 399),
            ("1.000,50", 100_050),
            ("1,000.50", 100_050),
            ("1 000", 100_000),
            ("1'250.50", 125_050),
            ("1.000", 100_000),
            ("0,125", 0),
            ("15,-", 1500),
            ("15,--", 1500),
            ("fifteen", 1500),
            ("2,5", 250),
            ("12.500.000", 1_250_000_000),
        ] {
            let tokens = Text::new(text);
            let (read, next) = amount(&tokens, 0).unwrap();
            assert_eq!(read, expected, "{text}");
            assert!(next == tokens.len() || text == "0,125", "{text}");
        }
        assert_eq!(amount(&Text::new("a pound"), 0), None);
    }
}
