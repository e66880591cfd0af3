//! A text in the form in which phrases are looked for: lower case, without accents and signs, one
//! blank between words, cut into sentences.

use std::ops::Range;

/// A text ready for phrases.
#[derive(Debug, Default)]
pub(super) struct Folded {
    text: String,
    /// Sentences in order.
    pub sentences: Vec<Sentence>,
}

/// One sentence of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    range: Range<usize>,
    /// How many words it has.
    pub words: usize,
    /// Whether there is a digit in it.
    pub digit: bool,
    /// Whether it ends in a question mark.
    pub question: bool,
}

impl Folded {
    /// Folds a text.
    pub fn new(text: &str) -> Self {
        let mut folder = Folder {
            out: Self {
                text: String::with_capacity(text.len() + 16),
                sentences: Vec::with_capacity(16),
            },
            ..Folder::default()
        };
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let line = line.trim();
            folder.line(line);
            let next = lines.peek().map(|l| l.trim_start());
            // A short line ends its sentence; a long one is wrapped and goes on.
            let ends = line.len() < 45
                || next.is_none_or(|l| {
                    l.is_empty() || l.starts_with(['-', '*', '\u{2022}', '\u{b7}', '\u{2013}'])
                });
            if ends {
                folder.end_sentence(false);
            }
        }
        folder.end_sentence(false);
        folder.out
    }

    /// The words of a sentence, one blank between them, commas as words of their own.
    pub fn words(&self, sentence: &Sentence) -> &str {
        &self.text[sentence.range.clone()]
    }

    /// All of it.
    pub fn text(&self) -> &str {
        &self.text
    }
}

#[derive(Default)]
struct Folder {
    out: Folded,
    start: usize,
    words: usize,
    digit: bool,
    /// Bytes in the word that is being written.
    word: usize,
}

impl Folder {
    fn line(&mut self, line: &str) {
        let mut rest = line;
        while let Some(c) = rest.chars().next() {
            let next = &rest[c.len_utf8()..];
            let before_blank = || next.chars().next().is_none_or(char::is_whitespace);
            match c {
                'a'..='z' => {
                    // Most of a text is such letters: all that stand together go in one step.
                    let length = rest.bytes().take_while(u8::is_ascii_lowercase).count();
                    self.push_all(&rest[..length]);
                    rest = &rest[length..];
                    continue;
                }
                'A'..='Z' => self.push(c.to_ascii_lowercase()),
                '0'..='9' => {
                    self.digit = true;
                    self.push(c);
                }
                '\u{20ac}' | '$' | '\u{a3}' | '%' => self.digit = true,
                '.' | '!' | '?' => {
                    // `3.50` and `z.B.` go on; a sentence ends before a blank or the end.
                    let ends = before_blank() && (c != '.' || self.full_stop(next));
                    self.end_word();
                    if ends {
                        self.end_sentence(c == '?');
                    }
                }
                ',' | ';' if before_blank() => {
                    self.end_word();
                    self.comma();
                }
                // `One thing: ..` and `one thing - ..` set clauses apart as a comma does; `Status: open` is one.
                ':' if self.words > 2 && before_blank() => {
                    self.end_word();
                    self.comma();
                }
                '-' | '\u{2013}' | '\u{2014}'
                    if self.word == 0
                        && self.words > 0
                        && next.starts_with(char::is_whitespace) =>
                {
                    self.comma();
                }
                // `e-mail` is `email`.
                '-' if self.word == 1 && self.out.text.ends_with('e') => {}
                c if c.is_ascii() => self.end_word(),
                c => self.other(c),
            }
            rest = next;
        }
        self.end_word();
    }

    /// Whether a full stop behind the current word, with a blank after it, ends the sentence: not
    /// behind a single letter (`z. B.`), nor behind a number that counts (`am 5. und 6.`, `1. Open ..`).
    fn full_stop(&self, rest: &str) -> bool {
        if self.out.text.ends_with(|c: char| c.is_ascii_digit()) && self.word > 0 {
            return self.words > 1 && !rest.trim_start().starts_with(char::is_lowercase);
        }
        self.word != 1
    }

    fn other(&mut self, c: char) {
        match c {
            'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' | 'À' | 'Á' | 'Â' | 'Ä' => self.push('a'),
            'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => self.push('e'),
            'ì' | 'í' | 'î' | 'ï' | 'Î' | 'Ï' => self.push('i'),
            'ò' | 'ó' | 'ô' | 'ö' | 'õ' | 'ø' | 'Ö' | 'Ô' => self.push('o'),
            'ù' | 'ú' | 'û' | 'ü' | 'Ù' | 'Û' | 'Ü' => self.push('u'),
            'ç' | 'Ç' => self.push('c'),
            'ñ' => self.push('n'),
            'ß' => {
                self.push('s');
                self.push('s');
            }
            'œ' | 'Œ' => {
                self.push('o');
                self.push('e');
            }
            c if c.is_alphanumeric() => self.push(c),
            // Combining accents of decomposed text.
            '\u{300}'..='\u{36f}' => {}
            _ => self.end_word(),
        }
    }

    fn push(&mut self, c: char) {
        self.push_all(c.encode_utf8(&mut [0; 4]));
    }

    fn push_all(&mut self, letters: &str) {
        if self.word == 0 {
            if self.out.text.len() > self.start {
                self.out.text.push(' ');
            }
            self.words += 1;
        }
        self.out.text.push_str(letters);
        self.word += letters.len();
    }

    fn end_word(&mut self) {
        self.word = 0;
    }

    fn comma(&mut self) {
        if self.out.text.len() > self.start && !self.out.text.ends_with(',') {
            self.out.text.push_str(" ,");
        }
    }

    fn end_sentence(&mut self, question: bool) {
        self.end_word();
        let end = self.out.text.len();
        if self.words > 0 {
            self.out.sentences.push(Sentence {
                range: self.start..end,
                words: self.words,
                digit: self.digit,
                question,
            });
            self.out.text.push('\n');
        } else {
            self.out.text.truncate(self.start);
        }
        self.start = self.out.text.len();
        self.words = 0;
        self.digit = false;
    }
}

#[cfg(test)]
mod tests {
    use super::Folded;

    #[test]
    fn sentences_are_cut_and_their_words_plain() {
        let folded = Folded::new(
            "Dear Anna,\n\nWe've got it: z.B. the Größe is\n3.50 €, or so. Is your e-mail right?\n- Café\n- d'œuvre",
        );
        let sentences: Vec<_> = folded
            .sentences
            .iter()
            .map(|s| (folded.words(s), s.digit, s.question))
            .collect();
        assert_eq!(
            sentences,
            [
                ("dear anna ,", false, false),
                ("we ve got it , z b the grosse is", false, false),
                ("3 50 , or so", true, false),
                ("is your email right", false, true),
                ("cafe", false, false),
                ("d oeuvre", false, false),
            ]
        );
    }

    #[test]
    fn numbers_end_sentences_where_a_new_one_begins() {
        for (text, expected) in [
            (
                "You wrote to Shop 2. It is free.",
                &["you wrote to shop 2", "it is free"][..],
            ),
            ("Am 24. und 31. sind wir zu.", &["am 24 und 31 sind wir zu"]),
            ("1. Open the app.", &["1 open the app"]),
            (
                "A word - or two: no. Status: open.",
                &["a word , or two , no", "status open"],
            ),
        ] {
            let folded = Folded::new(text);
            let found: Vec<_> = folded.sentences.iter().map(|s| folded.words(s)).collect();
            assert_eq!(found, expected);
        }
    }
}
