//! Answers that stand in the quoted message in a colour of their own: `See below in blue.`

use super::super::mime::to_text;
use super::beginnings::Words;
use super::starts_with;
use std::sync::LazyLock;

/// No longer text than this announces such answers.
const ANNOUNCED: usize = 400;
/// No more of them than this are read.
const PIECES: usize = 50;

static COLOUR: LazyLock<Words> = LazyLock::new(|| Words::new(COLOURS.iter().copied()));
static BELOW: LazyLock<Words> = LazyLock::new(|| Words::new(PLACES.iter().copied()));
const COLOURS: &[&str] = &[
    "blue", "red", "green", "purple", "colour", "color", "blauw", "blauwe", "rood", "rode",
    "groen", "paars", "kleur", "bleu", "rouge", "vert", "couleur", "blau", "rot", "grün", "lila",
    "farbig", "farbe", "inline", "in-line",
];
const PLACES: &[&str] = &[
    "below",
    "inline",
    "in-line",
    "hieronder",
    "onderstaand",
    "onderstaande",
    "onder",
    "tussen",
    "dessous",
    "ci-dessous",
    "unten",
    "untenstehend",
    "zwischen",
    "your",
    "uw",
    "je",
    "votre",
    "ihrer",
    "deiner",
];
/// What stands in the HTML of mail programs where the quoted message begins.
const MARKS: &[&str] = &[
    "border-top:solid",
    "border-top: solid",
    "divrplyfwdmsg",
    "gmail_quote",
    "<blockquote",
];

/// Whether a text says that the answers stand below it in a colour.
pub(super) fn announces(own: &str) -> bool {
    if own.len() > ANNOUNCED {
        return false;
    }
    let words = || own.split(|c: char| !c.is_alphanumeric() && c != '-');
    words().any(|w| COLOUR.has(w)) && words().any(|w| BELOW.has(w))
}

/// The coloured texts of the quoted part of a message in HTML, in order; empty where it has none.
pub(super) fn coloured(html: &str) -> String {
    let mut out = String::new();
    let lower = html.to_ascii_lowercase();
    let Some(start) = MARKS.iter().filter_map(|m| lower.find(m)).min() else {
        return out;
    };
    let (mut at, mut anchored, mut pieces) = (start, false, 0);
    while let Some(n) = lower[at..].find('<') {
        at += n + 1;
        let Some(end) = lower[at..].find('>').map(|n| at + n) else {
            break;
        };
        let tag = &lower[at..end];
        at = end + 1;
        match tag.split([' ', '\n', '\t']).next().unwrap_or_default() {
            "a" => anchored = true,
            "/a" => anchored = false,
            name @ ("span" | "font" | "p" | "div") if !anchored && is_coloured(tag) => {
                let close = at + closing(&lower[at..], name);
                let text = to_text(&html[at..close]).text;
                let text = text.trim();
                pieces += 1;
                if text.contains(' ') && pieces <= PIECES {
                    out.push_str("\n\n");
                    out.push_str(text);
                }
                at = close;
            }
            _ => {}
        }
    }
    out
}

/// Where the element that is open at the start of some HTML ends.
fn closing(lower: &str, name: &str) -> usize {
    let (mut open, mut at) = (1usize, 0);
    while let Some(n) = lower[at..].find('<') {
        at += n;
        let tag = &lower[at + 1..];
        if let Some(rest) = tag.strip_prefix('/') {
            if rest.strip_prefix(name).is_some_and(|r| r.starts_with('>')) {
                open -= 1;
                if open == 0 {
                    return at;
                }
            }
        } else if tag
            .strip_prefix(name)
            .is_some_and(|r| r.starts_with([' ', '>', '\n']))
        {
            open += 1;
        }
        at += 1;
    }
    lower.len()
}

/// Whether a tag gives its text a colour that is neither black nor grey.
fn is_coloured(tag: &str) -> bool {
    let Some(value) = tag.match_indices("color").find_map(|(at, word)| {
        let apart = !tag[..at].ends_with('-');
        let rest = tag[at + word.len()..].trim_start();
        let rest = rest.strip_prefix([':', '='])?;
        apart.then(|| rest.trim_start_matches([' ', '"', '\'']))
    }) else {
        return false;
    };
    if let Some(hex) = value.strip_prefix('#') {
        let channel = |n: usize| {
            hex.get(2 * n..2 * n + 2)
                .and_then(|h| u8::from_str_radix(h, 16).ok())
        };
        let (Some(r), Some(g), Some(b)) = (channel(0), channel(1), channel(2)) else {
            return false;
        };
        return r.max(g).max(b) - r.min(g).min(b) >= 64;
    }
    [
        "blue", "red", "green", "navy", "purple", "darkblue", "darkred", "teal",
    ]
    .iter()
    .any(|c| starts_with(value, c))
}

#[cfg(test)]
mod tests {
    use super::{announces, coloured};

    #[test]
    fn coloured_answers_of_the_quoted_part_are_read() {
        let html = "<p style=\"color:#0070C0\">Hi Anna</p><div style='border-top:solid #E1E1E1 1.0pt'><a href=x><span style='color:#0563C1'>a link here</span></a></div><p>Is it free?</p><p><span style='color:#0070C0'>Yes, <span>it</span> is.</span></p><p><span style=\"color:#333333\">Late too?</span></p><font color=red>Until 9.</font> <span style='background-color:red'>old text</span>";
        assert_eq!(coloured(html), "\n\nYes, it is.\n\nUntil 9.");
        assert_eq!(coloured("<p style='color:red'>Not quoted at all</p>"), "");
        assert!(coloured(&"<blockquote><span style=color:red>a b".repeat(2_000)).len() < 200_000);
    }

    #[test]
    fn only_a_text_that_points_there_announces_them() {
        for (text, yes) in [
            ("Hi Anna,\n\nSee below in blue.", true),
            ("Zie mijn antwoorden hieronder in het rood.", true),
            ("Voir mes réponses ci-dessous en bleu.", true),
            ("Siehe unten in blau.", true),
            ("My answers are inline.", true),
            ("We have it in blue.", false),
            ("See below.", false),
        ] {
            assert_eq!(announces(text), yes, "{text}");
        }
    }
}
