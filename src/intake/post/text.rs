//! What the author of a post wrote: without the mentions in front, the numbering of parts, the links that the
//! network puts at the end, and the initials of who signed.

use crate::intake::folded::Folded;
use crate::intake::text::{Links, greets_by_name, is_first_name};
use crate::model::Post;

/// No more of a post is read, bytes: long posts have 25,000 characters.
const LIMIT: usize = 128 * 1024;
/// No more pictures are named, each in no more than so many bytes.
const PICTURES: usize = 8;
const ALT: usize = 2_000;

/// The text of a post.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Body {
    /// The author's own words.
    pub own: String,
    /// A line for each picture, `[picture: what is to be seen]`, in the author's words; empty when there
    /// is none.
    pub pictures: String,
    /// What the pictures say by themselves.
    pub seen: String,
    /// Whether a person's name or initials stand below.
    pub signed: bool,
    /// Whether initials stand there as agents write them: `^KT`.
    pub initialled: bool,
    /// Whether the text greets its reader by name.
    pub greeted: bool,
    /// Where it links to, and where its pictures are.
    pub links: Vec<String>,
    /// The handles with which it begins, as written, without `@`.
    pub addressed: Vec<String>,
}

/// Reads the text of a post.
pub(super) fn body(post: &Post) -> Body {
    let whole = post.text[..post.text.floor_char_boundary(LIMIT)].trim();
    let mut body = Body::default();
    let mut rest = whole;
    while let Some((handle, after)) = mention(rest) {
        if body.addressed.len() < 50 {
            body.addressed.push(handle.to_owned());
        }
        rest = after;
    }
    rest = without_number_in_front(rest);
    // What stands at the end comes in any order: `.. ^KT 2/2 https://t.co/x #AcmeHome`.
    loop {
        let before = rest;
        rest = without_short_link(rest);
        rest = without_number_at_end(rest);
        // One name is enough, and `Ask for Sam. Kim` has two.
        if !body.signed
            && let Some((cut, caret)) = without_name(rest)
        {
            rest = cut;
            body.signed = true;
            body.initialled = caret;
        }
        if rest == before {
            break;
        }
    }
    rest.trim().clone_into(&mut body.own);
    body.greeted = greets_by_name(&body.own, "");
    let mut links = Links::default();
    links.add_plain(&body.own);
    let shown = links.into_list();
    let mut links = Links::default();
    for link in post.links.iter().take(100) {
        links.add(link);
    }
    // As it is shown, where the network does not say where it leads.
    for link in shown {
        let stem = link.trim_end_matches(['…', '/']);
        if !post.links.iter().take(100).any(|full| full.contains(stem)) {
            links.add(&link);
        }
    }
    for media in post.media.iter().take(PICTURES) {
        if !media.url.is_empty() {
            links.add(&media.url);
        }
        let alt: Vec<&str> = media.alt[..media.alt.floor_char_boundary(ALT)]
            .split_whitespace()
            .collect();
        let alt = alt.join(" ");
        if !body.pictures.is_empty() {
            body.pictures.push('\n');
        }
        if alt.is_empty() {
            body.pictures.push_str("[picture]");
        } else {
            body.pictures.push_str("[picture: ");
            body.pictures.push_str(&alt);
            body.pictures.push(']');
            body.seen.push_str(&alt);
            body.seen.push('\n');
        }
    }
    body.links = links.into_list();
    body
}

impl Body {
    /// The author's words without addresses of pages, whose parts are no words.
    pub fn said(&self) -> String {
        let mut out = String::with_capacity(self.own.len());
        for line in self.own.lines() {
            for word in line
                .split(' ')
                .filter(|w| !w.contains("://") && !w.starts_with("www."))
            {
                out.push_str(word);
                out.push(' ');
            }
            out.push('\n');
        }
        out
    }

    /// What a response keeps: the author's words, then a line for each picture.
    pub fn kept(&self) -> String {
        match (self.own.is_empty(), self.pictures.is_empty()) {
            (_, true) => self.own.clone(),
            (true, false) => self.pictures.clone(),
            (false, false) => format!("{}\n{}", self.own, self.pictures),
        }
    }
}

/// The mention with which a text begins, and what follows it: `.@acme: ..`.
fn mention(text: &str) -> Option<(&str, &str)> {
    let start = text.trim_start_matches([
        '.', ',', '&', '+', ' ', '\n', '\t', '\u{a0}', '\u{2066}', '\u{2069}', '\u{200f}',
        '\u{200e}',
    ]);
    let rest = start.strip_prefix(['@', '\u{ff20}'])?;
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')))
        .unwrap_or(rest.len());
    let handle = rest[..end].trim_end_matches(['.', '-']);
    if handle.is_empty() {
        return None;
    }
    let after = &rest[handle.len()..];
    Some((
        handle,
        after.trim_start_matches([',', ':', ' ', '\n', '\u{a0}']),
    ))
}

/// `1/2`, `(1/2)`, `1/`, as parts of a thread are numbered.
fn is_number(word: &str) -> bool {
    let word = word.trim_matches(['(', ')', '[', ']', ':', '🧵']);
    let Some((part, of)) = word.split_once('/') else {
        return false;
    };
    let short = |s: &str| s.len() <= 2 && s.bytes().all(|b| b.is_ascii_digit());
    let counted = |s: &str| s.parse::<u8>().ok();
    !part.is_empty()
        && short(part)
        && match counted(of) {
            Some(of_all) => {
                short(of) && counted(part).is_some_and(|n| n >= 1 && n <= of_all && of_all <= 20)
            }
            None => matches!(of, "" | "x" | "n"),
        }
}

fn without_number_in_front(text: &str) -> &str {
    let word = text.split_whitespace().next().unwrap_or_default();
    if is_number(word) {
        text.trim_start()[word.len()..].trim_start()
    } else {
        text
    }
}

fn without_number_at_end(text: &str) -> &str {
    let text = text.trim_end();
    let word = text.split_whitespace().next_back().unwrap_or_default();
    // `open 24/7` counts nothing.
    if is_number(word) && word.len() < text.len() && !word.contains("24/") {
        text[..text.len() - word.len()].trim_end()
    } else {
        text
    }
}

/// Takes off a link at the end that the network shortened: what it leads to, a picture or a page, stands
/// among the links.
fn without_short_link(text: &str) -> &str {
    let text = text.trim_end();
    let word = text.split_whitespace().next_back().unwrap_or_default();
    let host = word
        .trim_start_matches("https://")
        .trim_start_matches("http://");
    if word.len() <= 60
        && (host.starts_with("t.co/")
            || host.starts_with("pic.twitter.com/")
            || host.starts_with("pic.x.com/"))
    {
        text[..text.len() - word.len()].trim_end()
    } else {
        text
    }
}

/// Words in front of a name that close a letter.
const CLOSINGS: &[&str] = &[
    "a bientot",
    "alles gute",
    "belle journee",
    "best",
    "bien a vous",
    "bonne journee",
    "bonne soiree",
    "cheers",
    "cordialement",
    "fijne avond",
    "fijne dag",
    "freundliche grusse",
    "gr",
    "grtjs",
    "groet",
    "groeten",
    "groetjes",
    "gruss",
    "grusse",
    "kind regards",
    "lg",
    "liebe grusse",
    "many thanks",
    "mfg",
    "mvg",
    "regards",
    "schone grusse",
    "schonen tag",
    "thank you",
    "thanks",
    "thx",
    "ta",
    "vg",
    "vriendelijke groet",
    "viele grusse",
    "beste grusse",
    "met vriendelijke groet",
    "warm regards",
];
/// Two capitals at the end that are nobody's initials.
const NOBODY: &[&str] = &[
    "AM", "AT", "BE", "BST", "CET", "CH", "CS", "DE", "DM", "DMS", "EN", "ES", "EU", "EUR", "FAQ",
    "FR", "GB", "GBP", "GMT", "HQ", "IE", "IT", "LOL", "MP", "NL", "NYC", "OK", "PB", "PIN", "PLC",
    "PLZ", "PM", "PN", "PS", "PV", "TV", "UK", "US", "USA", "USD", "VAT", "XL", "XS", "XX", "XXL",
];

/// The text without the name or initials at its end, if they stand there, and whether a caret stood before
/// them.
fn without_name(text: &str) -> Option<(&str, bool)> {
    let text = text.trim_end();
    let start = text.len()
        - text
            .chars()
            .rev()
            .take(40)
            .map(char::len_utf8)
            .sum::<usize>();
    let tail = &text[start..];
    // `^KT`, `^ Kate`, also in the middle of a word: `today.^KT`.
    if let Some(at) = tail.rfind('^') {
        let name = tail[at + 1..].trim().trim_end_matches('.');
        if is_signed(name, 20) {
            return Some((text[..start + at].trim_end(), true));
        }
    }
    let word = text.split_whitespace().next_back()?;
    let before = text[..text.len() - word.len()].trim_end();
    if before.is_empty() {
        return None;
    }
    let ended = !before
        .ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | ':' | '-' | '/' | '(' | '&'));
    let bare = word
        .trim_start_matches(['-', '–', '—', '/', '~', '*', '^', '(', '|', '•'])
        .trim_end_matches(['.', '*', ')', '!', '~']);
    let signed = bare.len() < word.trim_end_matches(['.', '*', ')', '!', '~']).len();
    let initials = (2..=3).contains(&bare.len())
        && bare.bytes().all(|b| b.is_ascii_uppercase())
        && !NOBODY.contains(&bare);
    if signed
        && (initials || is_first_name(bare) || ended && is_signed(bare, 16) && is_capital(bare))
    {
        return Some((before, true));
    }
    // `- Sam`, with a blank.
    let dashed = before.trim_end_matches(['-', '–', '—', '~', '|', '/']);
    if dashed.len() < before.len()
        && dashed.ends_with(char::is_whitespace)
        && (is_first_name(bare) || initials)
    {
        return Some((dashed.trim_end(), true));
    }
    if ended && initials && word.len() == bare.len() {
        return Some((before, true));
    }
    if ended && is_first_name(bare) {
        return Some((before, false));
    }
    // `Thanks, Kim`, `LG Mia`: the formula stays.
    let closing = closing(before);
    (closing && (is_first_name(bare) || initials || is_capital(bare) && before.ends_with(',')))
        .then_some((before, false))
}

/// Whether a text ends in the words that stand above a name.
fn closing(text: &str) -> bool {
    let comma = text.ends_with(',');
    let text = text.trim_end_matches([',', ' ', '!']);
    let start = text.len()
        - text
            .chars()
            .rev()
            .take(30)
            .map(char::len_utf8)
            .sum::<usize>();
    let folded = Folded::new(&text[start..]);
    let Some(last) = folded.sentences.last() else {
        return false;
    };
    let words = folded.words(last);
    CLOSINGS
        .iter()
        .filter_map(|closing| words.strip_suffix(closing))
        .any(|rest| {
            let apart = rest.is_empty() || rest.ends_with(" , ") || rest == "met ";
            apart || comma && rest.ends_with(' ')
        })
}

/// Whether it may be a name or initials: one or two words of letters.
fn is_signed(name: &str, longest: usize) -> bool {
    !name.is_empty()
        && name.len() <= longest
        && name.split(' ').count() <= 2
        && name
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '.' | '&' | '/'))
        && name.starts_with(char::is_alphabetic)
}

fn is_capital(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
        && name.chars().skip(1).all(|c| c.is_lowercase() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Option<(&str, bool)> {
        without_name(text)
    }

    #[test]
    fn who_signed_is_told_from_what_is_said() {
        for (text, own) in [
            ("Yes. ^KT", "Yes."),
            ("Yes.^KT", "Yes."),
            ("Yes ^ Kate", "Yes"),
            ("Yes -Sam", "Yes"),
            ("Yes - Sam", "Yes"),
            ("Yes /JB", "Yes"),
            ("Yes *Anna", "Yes"),
            ("Ja. LG Mia", "Ja. LG"),
            ("Yes! Thanks, Kim", "Yes! Thanks,"),
            ("Oui. Belle journée ! Léa", "Oui. Belle journée !"),
            ("On it. RP", "On it."),
        ] {
            assert_eq!(cut(text).map(|(own, _)| own), Some(own), "{text}");
        }
        for text in [
            "We deliver to the UK. EU",
            "Closed Saturday - Sunday",
            "Open 9-17 Mon-Fri",
            "Please ask for Sam",
            "We sell and/or rent",
            "Sam",
            "In Gent.",
            "2^3",
            "",
        ] {
            assert_eq!(cut(text), None, "{text}");
        }
    }

    #[test]
    fn parts_are_numbered_and_hours_are_not() {
        for (word, number) in [
            ("1/2", true),
            ("(2/2)", true),
            ("1/", true),
            ("3/n", true),
            ("3/2", false),
            ("24/7", false),
            ("9/45", false),
            ("/2", false),
            ("a/b", false),
            ("1/2026", false),
        ] {
            assert_eq!(is_number(word), number, "{word}");
        }
        assert_eq!(without_number_at_end("open 1/2"), "open");
        assert_eq!(without_number_at_end("1/2"), "1/2");
    }

    #[test]
    fn mentions_in_front_go_and_those_within_stay() {
        let post = |text: &str| {
            let mut post = super::super::tie::tests::post();
            text.clone_into(&mut post.text);
            body(&post)
        };
        let read = post("@anna @bob.bsky.social: ask @AcmeHelp, please");
        assert_eq!(read.addressed, ["anna", "bob.bsky.social"]);
        assert_eq!(read.own, "ask @AcmeHelp, please");
        assert_eq!(post("@anna").own, "");
        assert_eq!(post(". @anna hi").addressed, ["anna"]);
        assert_eq!(post("@ home").own, "@ home");
    }
}
