//! What else a text shows: what it links to and what it asks.

use super::super::folded::Folded;
use super::super::mime::web_address;
use super::super::phrases::{Family, find};
use super::{Line, starts_with};

/// No more links than this are kept, each no longer than [`LENGTH`].
const LINKS: usize = 50;
const LENGTH: usize = 2_000;
/// No more questions than this are kept, each no longer than [`QUESTION`].
const QUESTIONS: usize = 20;
const QUESTION: usize = 300;
/// No more of a text than this is searched for the words of a link.
const SEARCHED: usize = 20_000;

/// Links, in order, each once.
#[derive(Debug, Default)]
pub struct Links(Vec<String>);

impl Links {
    /// Adds those of rendered HTML whose words stand in the lines that are the sender's own. `lines` are
    /// slices of `whole`, `links` carry numbers of its lines.
    pub fn add_rendered(&mut self, whole: &str, own: &[Line<'_>], rendered: &[(usize, String)]) {
        if rendered.is_empty() {
            return;
        }
        let base = whole.as_ptr() as usize;
        let place = |line: &&str| (line.as_ptr() as usize).wrapping_sub(base);
        let mut places = own.iter().flatten().map(place).peekable();
        let mut rendered = rendered.iter().peekable();
        let mut end = 0;
        for (number, line) in whole.split_inclusive('\n').enumerate() {
            end += line.len();
            let mut kept = false;
            while places.next_if(|at| *at < end).is_some() {
                kept = true;
            }
            while let Some((_, address)) = rendered.next_if(|(n, _)| *n <= number) {
                if kept {
                    self.add(address);
                }
            }
        }
    }

    /// Adds those that stand in a text as they are.
    pub fn add_plain(&mut self, own: &str) {
        let mut rest = own;
        while self.0.len() < LINKS
            && let Some(at) = next_address(rest)
        {
            let found = &rest[at..];
            let end = found
                .find(|c: char| {
                    c.is_whitespace() || matches!(c, '<' | '>' | '"' | '|' | '\u{201d}')
                })
                .unwrap_or(found.len());
            let mut link = &found[..end];
            while let Some(c) = link.chars().next_back()
                && (".,;:!?'*_]".contains(c) || c == ')' && !link.contains('('))
            {
                link = &link[..link.len() - c.len_utf8()];
            }
            if link.contains('.') || link.contains("://localhost") {
                self.add(link);
            }
            rest = &found[end..];
        }
    }

    /// Adds those of an HTML alternative whose words stand in the sender's own text, up to what it quotes.
    pub fn add_anchored(&mut self, html: &str, own: &str) {
        let own = &own[..own.floor_char_boundary(SEARCHED)];
        let own: String = own.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut rest = html;
        let mut looked = 0;
        while let Some(at) = rest.find('<') {
            rest = &rest[at + 1..];
            if starts_with(rest, "blockquote") || looked > LINKS {
                break;
            }
            let Some(end) = rest.find('>') else {
                break;
            };
            let tag = &rest[..end];
            rest = &rest[end + 1..];
            if tag.contains("gmail_quote") || tag.contains("divRplyFwdMsg") {
                break;
            }
            if !starts_with(tag, "a ") && !starts_with(tag, "a\n") {
                continue;
            }
            if let Some(link) = web_address(&tag[1..]) {
                looked += 1;
                let words = &rest[..rest.floor_char_boundary(400)];
                let words = &words[..words.find("</").unwrap_or(words.len())];
                let words = words
                    .rsplit('>')
                    .next()
                    .unwrap_or_default()
                    .replace("&nbsp;", " ")
                    .replace("&amp;", "&");
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                if words.len() > 2 && own.contains(&words) {
                    self.add(&link);
                }
            }
        }
    }

    /// Adds one.
    pub fn add(&mut self, link: &str) {
        if self.0.len() < LINKS && link.len() <= LENGTH && !self.0.iter().any(|l| l == link) {
            self.0.push(link.to_owned());
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn into_list(self) -> Vec<String> {
        self.0
    }
}

/// Where the next `http://`, `https://` or `www.` begins.
fn next_address(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let begins = |at: usize| {
        let rest = &bytes[at..];
        let is = |word: &[u8]| {
            rest.get(..word.len())
                .is_some_and(|w| w.eq_ignore_ascii_case(word))
        };
        is(b"http://") || is(b"https://") || is(b"www.")
    };
    let apart = |at: usize| at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
    (0..bytes.len())
        .find(|&at| matches!(bytes[at], b'h' | b'H' | b'w' | b'W') && apart(at) && begins(at))
}

/// The sentences of the sender's own text that ask the reader something, in order: not courtesy (`Any more
/// questions?`), not a rating, not what the reader asked.
pub fn questions(own: &str) -> Vec<String> {
    let mut found = Vec::new();
    for paragraph in own.split("\n\n") {
        let mut start = 0;
        let bytes = paragraph.as_bytes();
        let signs = |(_, byte): &(usize, &u8)| matches!(byte, b'.' | b'!' | b'?' | b'\n');
        for (at, byte) in bytes.iter().enumerate().filter(signs) {
            let ends = match byte {
                b'.' | b'!' | b'?' => bytes
                    .get(at + 1)
                    .is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'"' | b')' | b'*')),
                // A line that a new item or a greeting's comma ends.
                b'\n' => {
                    bytes[..at].ends_with(b",") && at - start < 45
                        || bytes[..at].ends_with(b":")
                        || matches!(bytes.get(at + 1), Some(b'-' | b'*'))
                }
                _ => false,
            };
            if found.len() >= QUESTIONS {
                return found;
            }
            if !ends {
                continue;
            }
            let sentence = paragraph[start..=at]
                .trim()
                .trim_start_matches(['-', '*', '>', ' ', '"', ')']);
            start = at + 1;
            let asked = match byte {
                b'?' => asks(sentence),
                b'.' | b'!' => requests(sentence),
                _ => false,
            };
            if asked {
                found.push(sentence.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
    }
    found
}

/// Whether a sentence with a question mark asks for something that the writer does not know.
fn asks(sentence: &str) -> bool {
    /// What makes a question one of courtesy whatever else it says, in folded form.
    const COURTESY: &[&str] = &[
        "any questions",
        "more questions",
        "other questions",
        "further questions",
        "another question",
        "any other question",
        "anything else",
        "more help",
        "need help",
        "any help",
        "further help",
        "how did we do",
        "did you know",
        "you asked",
        "you wanted to know",
        "still have",
        "nog vragen",
        "andere vraag",
        "andere vragen",
        "verdere vragen",
        "meer vragen",
        "hulp nodig",
        "meer weten",
        "wist u",
        "wist je",
        "u vroeg",
        "je vroeg",
        "nog iets",
        "anders van dienst",
        "d autres questions",
        "autre question",
        "besoin d aide",
        "saviez vous",
        "vous demandez",
        "en savoir plus",
        "noch fragen",
        "weitere fragen",
        "hilfe benotigt",
        "brauchen sie hilfe",
        "wussten sie",
        "sie fragten",
        "sie wollten wissen",
        "noch etwas",
        "mehr erfahren",
    ];
    /// The same where a sentence is nothing else.
    const WHOLE: &[&str] = &[
        "questions",
        "vragen",
        "fragen",
        "une question",
        "des questions",
        "eine frage",
        "een vraag",
        "your question",
        "uw vraag",
        "je vraag",
        "votre question",
        "ihre frage",
        "helpful",
        "really",
        "why",
        "how",
    ];
    if sentence.len() > QUESTION
        || starts_with(sentence, "q:")
        || starts_with(sentence, "v:")
        || starts_with(sentence, "f:")
    {
        return false;
    }
    let asked = [
        "your question",
        "you asked",
        "uw vraag",
        "je vraag",
        "votre question",
        "ihre frage",
        "deine frage",
    ];
    if asked.iter().any(|a| starts_with(sentence, a)) {
        return false;
    }
    let folded = Folded::new(sentence);
    let Some(last) = folded.sentences.last() else {
        return false;
    };
    let words = folded.words(last);
    if WHOLE.contains(&words) || COURTESY.iter().any(|c| has_words(words, c)) {
        return false;
    }
    let hits = find(words);
    let has = |family| hits.iter().any(|h| h.family == family);
    has(Family::Clarify)
        || !(has(Family::Courtesy) || has(Family::Survey) || has(Family::Marketing))
}

/// Whether a sentence without a question mark asks for something: `Please send us your order number.`
fn requests(sentence: &str) -> bool {
    const STARTS: &[&str] = &[
        "please ",
        "kindly ",
        "could you",
        "can you",
        "we need your",
        "kunt u",
        "kun je",
        "zou u",
        "zou je",
        "graag ontvang",
        "wilt u",
        "veuillez",
        "merci de",
        "pourriez",
        "pouvez",
        "bitte ",
        "teilen sie",
        "nennen sie",
        "senden sie",
        "könnten sie",
    ];
    if sentence.len() > QUESTION || !STARTS.iter().any(|s| starts_with(sentence, s)) {
        return false;
    }
    let folded = Folded::new(sentence);
    let Some(first) = folded.sentences.first() else {
        return false;
    };
    let hits = find(folded.words(first));
    hits.iter()
        .any(|h| h.family == Family::Clarify && h.start == 0)
        && !hits.iter().any(|h| h.family == Family::Courtesy)
}

/// Whether some words stand in folded words, whole.
fn has_words(words: &str, some: &str) -> bool {
    words.match_indices(some).any(|(at, _)| {
        let end = at + some.len();
        (at == 0 || words.as_bytes()[at - 1] == b' ')
            && words.as_bytes().get(end).is_none_or(|b| *b == b' ')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_in_text_are_found_each_once() {
        let mut links = Links::default();
        links.add_plain("See https://shop.test/a?b=1, (www.shop.test) or <HTTP://shop.test/x>. Again https://shop.test/a?b=1! https://w.test/A_(b)");
        assert_eq!(
            links.into_list(),
            [
                "https://shop.test/a?b=1",
                "www.shop.test",
                "HTTP://shop.test/x",
                "https://w.test/A_(b)"
            ]
        );
        let mut many = Links::default();
        for n in 0..200 {
            many.add_plain(&format!("http://a.test/{n} "));
        }
        assert_eq!(many.into_list().len(), LINKS);
    }

    #[test]
    fn links_of_an_alternative_count_where_their_words_stand() {
        let html = "<p>See our <a href='https://shop.test/returns'>return\n policy</a>.</p><a href='https://social.test/'>Like us</a><blockquote><a href='https://old.test/'>return policy</a>";
        let mut links = Links::default();
        links.add_anchored(html, "See our return policy.");
        assert_eq!(links.into_list(), ["https://shop.test/returns"]);
    }

    #[test]
    fn questions_asked_back_are_told_from_courtesy() {
        for (text, expected) in [
            (
                "Dear Anna,\nCould you send us your order number? Then we can look.\n\nDo you have any other questions?",
                &["Could you send us your order number?"][..],
            ),
            (
                "Om welk product gaat het? En wanneer heeft u\nhet gekocht?\n\nHeeft u nog vragen? Bel ons.",
                &[
                    "Om welk product gaat het?",
                    "En wanneer heeft u het gekocht?",
                ],
            ),
            (
                "De quel magasin s'agit-il ?\n\nUne question ? Appelez-nous.",
                &["De quel magasin s'agit-il ?"],
            ),
            (
                "Wie lautet Ihre Bestellnummer?\nHaben Sie noch Fragen?",
                &["Wie lautet Ihre Bestellnummer?"],
            ),
            ("You asked: do you open on Sunday? Yes.", &[]),
            (
                "Bitte teilen Sie uns Ihre Kundennummer mit. Danke.",
                &["Bitte teilen Sie uns Ihre Kundennummer mit."],
            ),
            (
                "Please let us know if you need more. Please see our site.",
                &[],
            ),
            ("We open at 9.", &[]),
            ("See https://shop.test/?a=1 for more.", &[]),
            (
                "Mag ik u vragen welk type u heeft?",
                &["Mag ik u vragen welk type u heeft?"],
            ),
            ("Your question: do you open on Sunday?", &[]),
            ("Questions? Vragen? Mail us.", &[]),
        ] {
            assert_eq!(questions(text), expected, "{text}");
        }
    }
}
