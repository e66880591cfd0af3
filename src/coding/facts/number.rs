//! How many: in digits and in words.

use super::Text;
use crate::lexicon::QuickMap;
use std::sync::LazyLock;

/// A quantity in hundredths that begins at a token, and the token behind it: `24`, `1.5`, `1½`, `two`,
/// `vingt-quatre`, `anderhalf`, `one and a half`.
pub(super) fn quantity(text: &Text, at: usize) -> Option<(u32, usize)> {
    if let Some(part) = text.sign(at).and_then(fraction) {
        return Some((part, at + 1));
    }
    let (whole, next) = match text.number(at) {
        Some(value) => (value, at + 1),
        None => words(text, at)?,
    };
    if text.number(at).is_none() && whole >= 100 * 100 {
        return None;
    }
    if text.number(at).is_none() {
        // Words know halves by themselves.
        let half = ["and a half", "et demi", "et demie"];
        return Some(
            text.any(next, &half)
                .map_or((whole, next), |next| (whole + 50, next)),
        );
    }
    if whole > 100_000 {
        return None;
    }
    // `1/2`
    if text.sign(next) == Some('/')
        && text.glued(next)
        && text.glued(next + 1)
        && let (1, Some(2)) | (1 | 3, Some(4)) = (whole, text.number(next + 1))
    {
        let part = whole
            * if text.number(next + 1) == Some(2) {
                50
            } else {
                25
            };
        return Some((part, next + 2));
    }
    let hundredths = whole * 100;
    if let Some(part) = text
        .sign(next)
        .filter(|_| text.glued(next))
        .and_then(fraction)
    {
        return Some((hundredths + part, next + 1));
    }
    // `1.5` and `1,5`, not `9.30`.
    if matches!(text.sign(next), Some('.' | ','))
        && text.glued(next)
        && text.glued(next + 1)
        && text.digits(next + 1) == 1
        && let Some(tenths) = text.number(next + 1)
    {
        return Some((hundredths + tenths * 10, next + 2));
    }
    Some((hundredths, next))
}

fn fraction(sign: char) -> Option<u32> {
    match sign {
        '\u{bc}' => Some(25),
        '\u{bd}' => Some(50),
        '\u{be}' => Some(75),
        _ => None,
    }
}

/// `quatre-vingt-dix`, `soixante et onze`, `dix-sept`: numbers that French puts together, in hundredths.
fn together(text: &Text, at: usize) -> Option<(u32, usize)> {
    let next = |at: usize| at + usize::from(text.sign(at) == Some('-'));
    let small = |at: usize| WORDS.get(text.word(at)).filter(|u| **u < 2000);
    let (tens, mut behind) = match text.word(at) {
        "quatre" if matches!(text.word(next(at + 1)), "vingt" | "vingts") => {
            (8000, next(at + 1) + 1)
        }
        "soixante" => (6000, at + 1),
        "dix" => (1000, at + 1),
        _ => return None,
    };
    let mut unit = next(behind);
    if text.word(unit) == "et" {
        unit += 1;
    }
    let least = if tens == 6000 { 1000 } else { 100 };
    let most = if tens == 1000 { 900 } else { 1900 };
    let plus = small(unit).filter(|u| (least..=most).contains(*u) && text.word(unit) != "a");
    if let Some(plus) = plus {
        behind = unit + 1;
        return Some((tens + plus, behind));
    }
    (tens == 8000).then_some((tens, behind))
}

/// Number words of one or two tokens, in hundredths.
fn words(text: &Text, at: usize) -> Option<(u32, usize)> {
    if let Some(found) = together(text, at) {
        return Some(found);
    }
    let first = *WORDS.get(text.word(at))?;
    let mut next = at + 1;
    // `twenty-four`, `vingt et un`, `quarante huit`.
    if (2000..=9000).contains(&first) && first % 1000 == 0 {
        if text.sign(next) == Some('-') {
            next += 1;
        }
        if text.word(next) == "et" {
            next += 1;
        }
        if let Some(unit) = WORDS
            .get(text.word(next))
            .filter(|u| **u < 2000 && **u % 100 == 0)
        {
            return Some((first + unit, next + 1));
        }
    }
    Some((first, at + 1))
}

/// Words that are numbers, folded, in hundredths. Articles count one.
static WORDS: LazyLock<QuickMap<String, u32>> = LazyLock::new(|| {
    const UNITS: [&str; 12] = [
        "one an a een un une ein eine einer einem einen eins",
        "two twee deux zwei",
        "three drie trois drei",
        "four vier quatre",
        "five vijf cinq funf fuenf",
        "six zes sechs",
        "seven zeven sept sieben",
        "eight acht huit",
        "nine negen neuf neun",
        "ten tien dix zehn",
        "eleven elf onze",
        "twelve twaalf douze zwolf zwoelf",
    ];
    let mut words = QuickMap::default();
    let mut add = |list: &str, hundredths: u32| {
        for word in list.split(' ') {
            words.insert(word.to_owned(), hundredths);
        }
    };
    for (value, list) in (1..).zip(UNITS) {
        add(list, value * 100);
    }
    for (list, hundredths) in [
        ("thirteen dertien treize dreizehn", 1300),
        ("fourteen veertien quatorze vierzehn", 1400),
        ("fifteen vijftien quinze funfzehn fuenfzehn", 1500),
        ("sixteen zestien seize sechzehn", 1600),
        ("seventeen zeventien siebzehn", 1700),
        ("eighteen achttien achtzehn", 1800),
        ("nineteen negentien neunzehn", 1900),
        ("twenty twintig vingt zwanzig", 2000),
        ("thirty dertig trente dreissig", 3000),
        ("forty fourty veertig quarante vierzig", 4000),
        ("fifty vijftig cinquante funfzig fuenfzig", 5000),
        ("sixty zestig soixante sechzig", 6000),
        ("seventy zeventig siebzig", 7000),
        ("eighty tachtig achtzig", 8000),
        ("ninety negentig neunzig", 9000),
        (
            "anderhalf anderhalve anderthalb eineinhalb einundeinhalb",
            150,
        ),
        ("tweeenhalf tweeeneenhalf zweieinhalb", 250),
        ("drieenhalf dreieinhalb", 350),
    ] {
        add(list, hundredths);
    }
    // `vierundzwanzig`, `vierentwintig`.
    let units = [
        ("een", "ein"),
        ("twee", "zwei"),
        ("drie", "drei"),
        ("vier", "vier"),
        ("vijf", "funf"),
        ("zes", "sechs"),
        ("zeven", "sieben"),
        ("acht", "acht"),
        ("negen", "neun"),
    ];
    for (tens, dutch, german) in [
        (20, "twintig", "zwanzig"),
        (30, "dertig", "dreissig"),
        (40, "veertig", "vierzig"),
        (50, "vijftig", "funfzig"),
        (60, "zestig", "sechzig"),
        (70, "zeventig", "siebzig"),
        (80, "tachtig", "achtzig"),
        (90, "negentig", "neunzig"),
    ] {
        for (plus, (nl, de)) in (1..).zip(units) {
            add(&format!("{nl}en{dutch}"), (tens + plus) * 100);
            add(&format!("{de}und{german}"), (tens + plus) * 100);
        }
    }
    words
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_digits_and_words() {
        for (text, expected) in [
            ("24", 2400),
            ("1.5", 150),
            ("1,5", 150),
            ("1\u{bd}", 150),
            ("\u{bd}", 50),
            ("two", 200),
            ("vingt-quatre", 2400),
            ("quarante huit", 4800),
            ("vierundzwanzig", 2400),
            ("achtenveertig", 4800),
            ("anderhalf", 150),
            ("one and a half", 150),
            ("forty-eight", 4800),
            ("zw\u{f6}lf", 1200),
            ("quatre-vingt-dix", 9000),
            ("soixante-quinze", 7500),
            ("dix-sept", 1700),
            ("eighty-five", 8500),
            ("dreiundzwanzig", 2300),
        ] {
            let text = Text::new(text);
            assert_eq!(quantity(&text, 0), Some((expected, text.len())), "{text:?}");
        }
        assert_eq!(quantity(&Text::new("tweet"), 0), None);
        assert_eq!(quantity(&Text::new("9.30"), 0), Some((900, 1)));
    }
}
