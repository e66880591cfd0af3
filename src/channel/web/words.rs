//! Sentences of a page, and small patterns of words that are looked for in them.

/// No more of a line is read.
const MOST_LINE: usize = 2_000;
/// No more words of a sentence are read.
const MOST_WORDS: usize = 80;

/// A sentence as plain lower-case words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    /// Letters without their accents, digits; nothing else.
    pub words: Vec<String>,
    /// Whether it asks.
    pub asks: bool,
}

/// Lower case, without accents.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à'..='å' => out.push('a'),
            'ç' => out.push('c'),
            'è'..='ë' => out.push('e'),
            'ì'..='ï' => out.push('i'),
            'ñ' => out.push('n'),
            'ò'..='ö' | 'ø' => out.push('o'),
            'ù'..='ü' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ß' => out.push_str("ss"),
            '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' => {}
            c => out.push(c),
        }
    }
    out
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .map(str::to_owned)
        .collect()
}

/// The sentences of a line.
pub(super) fn sentences(line: &str) -> Vec<Sentence> {
    let line = &line[..line.floor_char_boundary(MOST_LINE)];
    let mut found = Vec::new();
    let mut begin = 0;
    let mut push = |text: &str, asks: bool| {
        let words = words(text);
        if !words.is_empty() {
            found.push(Sentence { words, asks });
        }
    };
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let ends = match c {
            '!' | '?' | '…' | '|' | '•' => true,
            // Not the dot of a number or of an address.
            '.' | ';' => {
                chars.peek().is_none_or(|(_, next)| next.is_whitespace())
                    && !shortens(&line[begin..at])
            }
            _ => false,
        };
        if ends {
            push(&line[begin..at], c == '?');
            begin = at + c.len_utf8();
        }
    }
    push(&line[begin..], false);
    found
}

/// Whether a dot stands behind it because it is short for a word: `no.`, `nr.`, `ref.`
fn shortens(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next();
    word.is_some_and(|word| {
        ["no", "nr", "num", "ref", "n", "incl", "approx", "ca"]
            .iter()
            .any(|short| word.eq_ignore_ascii_case(short))
    })
}

/// Where a pattern matches first: from which word to which. A pattern is slots in a row: `a|b` is one of these
/// words, `?a|b` one or none, `*3` up to three words whatever they are, `^` the beginning, `$` the end.
pub(super) fn find(words: &[String], pattern: &str) -> Option<(usize, usize)> {
    let slots: Vec<&str> = pattern.split(' ').collect();
    let last = if slots.first() == Some(&"^") {
        0
    } else {
        words.len()
    };
    (0..=last).find_map(|at| ends(words, at, &slots).map(|end| (at, end)))
}

/// The first of some patterns that matches.
pub(super) fn any(words: &[String], patterns: &[&str]) -> Option<(usize, usize)> {
    patterns.iter().find_map(|pattern| find(words, pattern))
}

fn ends(words: &[String], at: usize, slots: &[&str]) -> Option<usize> {
    let Some((slot, rest)) = slots.split_first() else {
        return Some(at);
    };
    let is = |choices: &str| {
        words
            .get(at)
            .is_some_and(|word| choices.split('|').any(|choice| choice == word))
    };
    match *slot {
        "^" => (at == 0).then(|| ends(words, at, rest)).flatten(),
        "$" => (at == words.len()).then(|| ends(words, at, rest)).flatten(),
        slot => {
            if let Some(most) = slot.strip_prefix('*') {
                let most: usize = most.parse().unwrap_or(0);
                return (at..=(at + most).min(words.len()))
                    .find_map(|next| ends(words, next, rest));
            }
            if let Some(choices) = slot.strip_prefix('?') {
                if is(choices)
                    && let Some(end) = ends(words, at + 1, rest)
                {
                    return Some(end);
                }
                return ends(words, at, rest);
            }
            is(slot).then(|| ends(words, at + 1, rest)).flatten()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sentences_are_told_apart() {
        let found = sentences("Merci ! Votre n\u{b0} est AB.12. D\u{e9}j\u{e0} vu ?  ");
        let words: Vec<_> = found.iter().map(|s| s.words.join(" ")).collect();
        assert_eq!(words, ["merci", "votre n est ab 12", "deja vu"]);
        assert!(found[2].asks && !found[1].asks);
    }

    #[test]
    fn patterns_match_words_in_a_row() {
        let words = words("Thank you very much for your kind message");
        for (pattern, at) in [
            ("thank|thanks *3 for your *2 message", Some((0, 8))),
            ("thank you for", None),
            ("for ?my your", Some((4, 6))),
            ("^ thank", Some((0, 1))),
            ("^ you", None),
            ("message $", Some((7, 8))),
            ("kind $", None),
        ] {
            assert_eq!(find(&words, pattern), at, "{pattern}");
        }
    }

    proptest! {
        #[test]
        fn any_line_is_read(line in "\\PC{0,300}", pattern in "[a-c^$*?|0-9 ]{0,12}") {
            for sentence in sentences(&line) {
                prop_assert!(!sentence.words.is_empty() && sentence.words.len() <= MOST_WORDS);
                let _ = find(&sentence.words, &pattern);
            }
        }
    }
}
