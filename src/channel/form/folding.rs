//! Words as cues are looked for in them: small letters without accents, and the parts of a field's inner name.

/// No more words of a text are read: a label is shorter, and a page may be hostile.
const MOST_WORDS: usize = 60;
/// No more of a name is read.
const MOST_NAME: usize = 200;

/// A text without capitals and without the accents of Latin letters.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => out.push('a'),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => out.push('c'),
            'ď' | 'đ' | 'ð' => out.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => out.push('e'),
            'ğ' | 'ģ' => out.push('g'),
            'ì'..='ï' | 'ĩ' | 'ī' | 'ı' => out.push('i'),
            'ł' | 'ľ' | 'ĺ' => out.push('l'),
            'ñ' | 'ń' | 'ň' => out.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => out.push('o'),
            'ř' | 'ŕ' => out.push('r'),
            'ś' | 'ş' | 'š' | 'ș' => out.push('s'),
            'ţ' | 'ť' | 'ț' => out.push('t'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            'ß' => out.push_str("ss"),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ё' => out.push('е'),
            // What is put on the letter before it.
            '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}' => {}
            other => out.push(other),
        }
    }
    out
}

/// The words of a text, folded.
pub(super) fn words(text: &str) -> Vec<String> {
    let most: String = text.chars().take(MOST_WORDS * 16).collect();
    fold(&most)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .take(MOST_WORDS)
        .map(str::to_owned)
        .collect()
}

/// The parts of a field's inner name, folded: `ctl00$Main$txtFirstName` is `txt`, `first`, `name`.
pub(super) fn parts(name: &str) -> Vec<String> {
    // What stands before the last `$` are the boxes around an ASP.NET control.
    let name = name.rsplit('$').next().unwrap_or(name);
    let mut parts: Vec<String> = Vec::new();
    let mut part = String::new();
    let mut before: Option<char> = None;
    let letters: Vec<char> = name.chars().take(MOST_NAME).collect();
    for (i, &c) in letters.iter().enumerate() {
        let next_is_small = letters.get(i + 1).is_some_and(|n| n.is_lowercase());
        let turns = before.is_some_and(|b| {
            (b.is_lowercase() && c.is_uppercase())
                || (b.is_uppercase() && c.is_uppercase() && next_is_small)
                || (b.is_numeric() != c.is_numeric())
        });
        if (turns || !c.is_alphanumeric()) && !part.is_empty() {
            parts.push(fold(&part));
            part.clear();
        }
        if c.is_alphanumeric() {
            part.push(c);
            before = Some(c);
        } else {
            before = None;
        }
    }
    if !part.is_empty() {
        parts.push(fold(&part));
    }
    parts.truncate(24);
    parts
}

/// Whether a text is written without spaces between its words.
pub(super) fn is_unspaced(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_capitals_and_accents() {
        assert_eq!(words("  Prénom*: "), ["prenom"]);
        assert_eq!(
            words("E-Mail-Adresse (Straße)"),
            ["e", "mail", "adresse", "strasse"]
        );
        assert_eq!(words("Ёлка"), ["елка"]);
    }

    #[test]
    fn a_name_falls_into_its_parts() {
        for (name, expected) in [
            ("your-email", vec!["your", "email"]),
            (
                "data[Contact][firstName]",
                vec!["data", "contact", "first", "name"],
            ),
            ("ctl00$Main$txtEMail2", vec!["txt", "e", "mail", "2"]),
            ("HTMLBody", vec!["html", "body"]),
            ("", vec![]),
            ("$", vec![]),
            ("input_16.2", vec!["input", "16", "2"]),
        ] {
            assert_eq!(parts(name), expected, "{name}");
        }
    }
}
