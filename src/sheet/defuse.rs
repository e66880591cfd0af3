//! Text from outside, made safe for a spreadsheet.

use std::borrow::Cow;
use std::ops::Range;

/// The longest text of a cell, characters. Spreadsheets cut at 32,767.
pub const LONGEST: usize = 10_000;

/// Text as it may stand in a CSV cell, and whether it was cut at [`LONGEST`] characters.
///
/// A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` (or their full-width forms, or
/// a tab or carriage return before them) for a formula and may run it. Quoting does not help, so an
/// apostrophe is put before such a sign wherever a program could let a cell begin: at the start of
/// the text and of each line, and after `;`, which is what many locales separate cells by; blanks
/// between do not count. Line ends become LF, tabs become spaces, other control characters and
/// invisible marks that could hide a sign are left out. (OWASP, "CSV Injection".)
#[must_use]
pub fn defuse(text: &str) -> (Cow<'_, str>, bool) {
    let cut = text.char_indices().nth(LONGEST).map(|(at, _)| at);
    let text = &text[..cut.unwrap_or(text.len())];
    let harmless = !text.starts_with(is_sign)
        && text
            .bytes()
            .all(|b| b.is_ascii_graphic() && b != b';' || b == b' ')
        && !text.starts_with(' ');
    if harmless {
        return (Cow::Borrowed(text), cut.is_some());
    }
    (Cow::Owned(written(text, |_, _| {})), cut.is_some())
}

/// The same, and where in the safe text some places of the text are; those behind the cut are where it ends.
#[must_use]
pub fn defuse_with(text: &str, places: &[Range<usize>]) -> (String, bool, Vec<Range<usize>>) {
    let cut = text.char_indices().nth(LONGEST).map(|(at, _)| at);
    let text = &text[..cut.unwrap_or(text.len())];
    let mut steps: Vec<(usize, usize)> = Vec::new();
    let safe = written(text, |from, to| steps.push((from, to)));
    let place = |at: usize| {
        let next = steps.partition_point(|(from, _)| *from < at);
        steps.get(next).map_or(safe.len(), |(_, to)| *to)
    };
    let moved = places.iter().map(|p| place(p.start)..place(p.end));
    let moved = moved.collect();
    (safe, cut.is_some(), moved)
}

/// The text made safe; `step` hears of each character where it stood and where it stands now.
fn written(text: &str, mut step: impl FnMut(usize, usize)) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    let mut cell_may_begin = true;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let character = match character {
            '\r' => {
                if characters.peek().is_some_and(|(_, next)| *next == '\n') {
                    continue;
                }
                '\n'
            }
            '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\t' => ' ',
            c if c.is_control() || is_invisible(c) => continue,
            c => c,
        };
        step(at, safe.len());
        if is_sign(character) && cell_may_begin {
            safe.push('\'');
        }
        cell_may_begin =
            matches!(character, '\n' | ';') || cell_may_begin && character.is_whitespace();
        safe.push(character);
    }
    safe
}

/// A sign that makes a formula of a cell when it comes first.
const fn is_sign(character: char) -> bool {
    matches!(
        character,
        '=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}' | '\u{2212}'
    )
}

/// Marks without width, and those that turn the direction of writing.
const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_defused_wherever_a_cell_may_begin() {
        for (hostile, expected) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2+3", "'-2+3"),
            ("+44 20", "'+44 20"),
            ("\t=1", " '=1"),
            ("\r=1", "\n'=1"),
            ("  =1", "  '=1"),
            ("\u{feff}\u{200b}=1", "'=1"),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("Dear,\r\n=cmd|' /C calc'!A0", "Dear,\n'=cmd|' /C calc'!A0"),
            ("x; =HYPERLINK(1)", "x; '=HYPERLINK(1)"),
            ("\0=1", "'=1"),
            ("a - b = c", "a - b = c"),
            (
                "Wij helpen graag; één moment",
                "Wij helpen graag; één moment",
            ),
            ("", ""),
        ] {
            assert_eq!(
                defuse(hostile),
                (Cow::Borrowed(expected), false),
                "{hostile:?}"
            );
        }
    }

    #[test]
    fn long_texts_are_cut_and_say_so() {
        let just = "é".repeat(LONGEST);
        let (text, cut) = defuse(&just);
        assert_eq!((text.chars().count(), cut), (LONGEST, false));
        let long = "x".repeat(LONGEST + 1);
        let (text, cut) = defuse(&long);
        assert_eq!((text.chars().count(), cut), (LONGEST, true));
    }

    #[test]
    fn places_go_with_their_text() {
        let text = "\u{0}=1;\r\n -2 caf\u{e9}\u{200b}s, 30 days";
        let spans = ["-2", "caf\u{e9}\u{200b}s", "30 days"].map(|part| {
            let at = text.find(part).unwrap();
            at..at + part.len()
        });
        let (safe, _, moved) = defuse_with(text, &spans);
        assert_eq!(safe, defuse(text).0);
        let told: Vec<&str> = moved.iter().map(|place| &safe[place.clone()]).collect();
        assert_eq!(told, ["'-2", "caf\u{e9}s", "30 days"]);
        let long = "x".repeat(LONGEST + 9);
        let behind = LONGEST + 2..LONGEST + 5;
        assert_eq!(defuse_with(&long, &[behind]).2, vec![LONGEST..LONGEST]);
    }

    fn hostile() -> impl Strategy<Value = String> {
        proptest::collection::vec(
            prop_oneof![
                proptest::sample::select(
                    "=+-@\t\r\n; '\",\0\u{b}\u{feff}\u{200b}\u{ff1d}\u{2028}a1"
                        .chars()
                        .collect::<Vec<_>>()
                ),
                any::<char>(),
            ],
            0..60,
        )
        .prop_map(|characters| characters.into_iter().collect())
    }

    proptest! {
        #[test]
        fn no_cell_can_begin_with_a_sign(text in hostile()) {
            let (safe, _) = defuse(&text);
            for part in safe.split([';', '\n', '\r', '\t']) {
                prop_assert!(!part.trim_start().starts_with(is_sign), "{safe:?}");
            }
            prop_assert!(safe.chars().all(|c| c == '\n' || !c.is_control()));
            // Nothing visible is lost, and nothing but apostrophes is added.
            let visible = |t: &str| t.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !is_invisible(*c) && *c != '\'').collect::<String>();
            prop_assert_eq!(visible(&safe), visible(&text));
            // What is safe stays as it is.
            prop_assert_eq!(defuse(&safe).0, safe.as_ref());
        }

        #[test]
        fn it_comes_back_from_a_csv_as_it_went_in(text in hostile()) {
            let (safe, _) = defuse(&text);
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["x", safe.as_ref()]).unwrap();
            let bytes = writer.into_inner().unwrap();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
            let record = reader.records().next().unwrap().unwrap();
            prop_assert_eq!(&record[1], safe.as_ref());
        }
    }
}
