//! The words of a response.

/// One word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token<'t> {
    /// `(`
    Open,
    /// `)`
    Close,
    /// Anything without blanks, such as `UID`, `17`, `NIL` or `BODY[]`.
    Atom(&'t [u8]),
    /// Between quotes, without its escapes.
    Quoted(Vec<u8>),
    /// The literal of this number, from 0.
    Literal(usize),
}

/// Splits a response into words. Takes anything; time is linear.
pub struct Tokens<'t> {
    text: &'t [u8],
    literals: usize,
}

impl<'t> Tokens<'t> {
    /// The words of `text`, in which each literal is only announced: `{123}` and a line end.
    pub const fn new(text: &'t [u8]) -> Self {
        Self { text, literals: 0 }
    }

    /// Passes over the rest of a list that was opened.
    pub fn skip_list(&mut self) {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next() {
                Some(Token::Open) => depth += 1,
                Some(Token::Close) => depth -= 1,
                Some(_) => {}
                None => return,
            }
        }
    }

    fn quoted(&mut self) -> Token<'t> {
        let mut word = Vec::new();
        let mut escaped = false;
        let mut taken = 0;
        for byte in self.text {
            taken += 1;
            match byte {
                b'"' if !escaped => break,
                b'\\' if !escaped => escaped = true,
                byte => {
                    word.push(*byte);
                    escaped = false;
                }
            }
        }
        self.text = &self.text[taken..];
        Token::Quoted(word)
    }

    fn atom(&mut self) -> Token<'t> {
        let mut in_section = false;
        let mut length = 0;
        for (at, byte) in self.text.iter().enumerate() {
            match byte {
                b'[' if self.text[..at].eq_ignore_ascii_case(b"BODY") => in_section = true,
                b']' => in_section = false,
                b'\r' | b'\n' => break,
                b' ' | b'(' | b')' | b'"' if !in_section => break,
                _ => {}
            }
            length = at + 1;
        }
        let (atom, rest) = self.text.split_at(length);
        self.text = rest;
        Token::Atom(atom)
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        let blank = |byte: &u8| matches!(byte, b' ' | b'\r' | b'\n');
        let skip = self.text.iter().take_while(|byte| blank(byte)).count();
        self.text = &self.text[skip..];
        match self.text.first()? {
            b'(' => {
                self.text = &self.text[1..];
                Some(Token::Open)
            }
            b')' => {
                self.text = &self.text[1..];
                Some(Token::Close)
            }
            b'"' => {
                self.text = &self.text[1..];
                Some(self.quoted())
            }
            b'{' => {
                let line = self.text.iter().position(|byte| *byte == b'\n');
                let line = line.map_or(self.text, |end| &self.text[..=end]);
                if announced(line).is_some_and(|(_, at)| at == 0) {
                    self.text = &self.text[line.len()..];
                    self.literals += 1;
                    Some(Token::Literal(self.literals - 1))
                } else {
                    Some(self.atom())
                }
            }
            _ => Some(self.atom()),
        }
    }
}

/// The length of the literal that a line announces at its end, and where the announcement begins.
pub fn announced(line: &[u8]) -> Option<(u64, usize)> {
    let line = line.strip_suffix(b"\n")?;
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let line = line.strip_suffix(b"}")?;
    let line = line.strip_suffix(b"+").unwrap_or(line);
    let digits = line.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let (before, digits) = line.split_at(line.len() - digits);
    let before = before.strip_suffix(b"{")?;
    // RFC 3501 has 32 bits for it, RFC 9051 has 63.
    let length = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some((length, before.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn announcements() {
        assert_eq!(announced(b"* 1 FETCH (BODY[] {12}\r\n"), Some((12, 18)));
        assert_eq!(announced(b"{0+}\n"), Some((0, 0)));
        for none in [
            "{12}",
            "{}\r\n",
            "{x}\r\n",
            "12}\r\n",
            "{99999999999999999999}\r\n",
            "\"{12}\"\r\n",
        ] {
            assert_eq!(announced(none.as_bytes()), None, "{none:?}");
        }
    }

    #[test]
    fn words() {
        let text = b"* 3 FETCH (UID 17 BODY[HEADER.FIELDS (TO CC)] {3}\r\n INTERNALDATE \"a \\\"b\" X {y)\r\n";
        let tokens: Vec<_> = Tokens::new(text).collect();
        let atom = |text: &'static str| Token::Atom(text.as_bytes());
        assert_eq!(
            tokens,
            [
                atom("*"),
                atom("3"),
                atom("FETCH"),
                Token::Open,
                atom("UID"),
                atom("17"),
                atom("BODY[HEADER.FIELDS (TO CC)]"),
                Token::Literal(0),
                atom("INTERNALDATE"),
                Token::Quoted(b"a \"b".to_vec()),
                atom("X"),
                atom("{y"),
                Token::Close,
            ]
        );
    }

    proptest! {
        #[test]
        fn anything_ends(text in proptest::collection::vec(any::<u8>(), 0..300)) {
            prop_assert!(Tokens::new(&text).count() <= text.len());
            Tokens::new(&text).skip_list();
            let _ = announced(&text);
        }
    }
}
