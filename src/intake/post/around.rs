//! What of a post stands around an answer, clause by clause: that it is still looked into, what the desk says
//! of itself, closings and links, and that the rest of an answer follows.

use super::elsewhere::{is_yes_or_no, sentences};
use super::wording::Wordings;
use crate::intake::folded::Folded;
use crate::intake::phrases::{Family, find};
use std::sync::LazyLock;

/// Says that an answer, or the rest of one, is still to come.
static HOLDING: LazyLock<Wordings> =
    LazyLock::new(|| Wordings::new(include_str!("wordings/holding.txt")));
/// What a desk says of itself and of the message: hours, numbers, robots, sorrow about the delay.
static DESK: LazyLock<Wordings> =
    LazyLock::new(|| Wordings::new(include_str!("wordings/desk.txt")));
/// Stands below an answer.
static CLOSING: LazyLock<Wordings> =
    LazyLock::new(|| Wordings::new(include_str!("wordings/closing.txt")));
/// Stands before the rest of an answer.
static RESUMED: LazyLock<Wordings> =
    LazyLock::new(|| Wordings::new(include_str!("wordings/resumed.txt")));

/// No more clauses are looked at.
const CLAUSES: usize = 200;
/// A clause with which a sentence begins that goes on to hold, as in `As for the price, I'll ask`.
const LEAD: usize = 6;

/// A clause of thanks or greeting of so many words says nothing else.
const POLITE: usize = 5;

/// What a clause does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Said,
    Holding,
    Desk,
    Closing,
    Resumed,
}

struct Clause<'t> {
    raw: &'t str,
    words: String,
    length: usize,
    digit: bool,
    question: bool,
    role: Role,
}

/// A post by its clauses.
pub(super) struct Around {
    /// What is said before anything holds, a sentence or clause a line.
    pub first: String,
    /// The same of what is said behind that.
    pub then: String,
    /// The words that hold, folded.
    pub holding: Option<String>,
    /// Whether the desk speaks of itself.
    pub desk: Option<String>,
    /// The words that announce the rest of an answer.
    pub resumed: Option<String>,
    /// Whether it goes on with what an earlier post began: `and you pay the postage`.
    pub continues: bool,
    /// The text without closings and links, if there are any and it has anything else.
    pub open: Option<String>,
    /// Whether it asks.
    pub asks: bool,
}

impl Around {
    /// Takes a text apart.
    pub fn new(text: &str) -> Self {
        let clauses = clauses(text);
        let mut out = Self {
            first: String::new(),
            then: String::new(),
            holding: None,
            desk: None,
            resumed: None,
            continues: false,
            open: None,
            asks: false,
        };
        let (mut open, mut closed) = (String::new(), false);
        let mut begun = false;
        for clause in &clauses {
            let words = || Some(clause.words.clone());
            match clause.role {
                Role::Closing => {
                    closed = true;
                    continue;
                }
                Role::Holding => out.holding = out.holding.or_else(words),
                Role::Desk => out.desk = out.desk.or_else(words),
                Role::Resumed => out.resumed = out.resumed.or_else(words),
                Role::Said => {
                    out.asks |= clause.question;
                    if !begun && !is_polite(clause) {
                        begun = true;
                        out.continues = goes_on(clause);
                    }
                    if is_polite(clause) && clause.length <= POLITE && !is_yes_or_no(&clause.words)
                    {
                        open.push_str(clause.raw);
                        continue;
                    }
                    let to = if out.holding.is_none() {
                        &mut out.first
                    } else {
                        &mut out.then
                    };
                    to.push_str(clause.raw.trim());
                    to.push('\n');
                }
            }
            open.push_str(clause.raw);
        }
        if closed && begun {
            out.open = Some(open);
        }
        out
    }
}

fn clauses(text: &str) -> Vec<Clause<'_>> {
    let mut all: Vec<Clause<'_>> = Vec::new();
    for sentence in sentences(text) {
        let begin = all.len();
        for raw in cut(sentence) {
            if all.len() >= CLAUSES {
                return all;
            }
            let folded = Folded::new(raw);
            let words = folded.text().replace('\n', " ").trim().to_owned();
            all.push(Clause {
                raw,
                length: words.split_ascii_whitespace().filter(|w| *w != ",").count(),
                digit: folded.sentences.iter().any(|s| s.digit),
                question: raw.trim_end().ends_with('?'),
                role: Role::Said,
                words,
            });
        }
        let clauses = &mut all[begin..];
        let asks = clauses.last().is_some_and(|c| c.question);
        for at in 0..clauses.len() {
            clauses[at].role = role(&clauses[at], asks);
            // `As for the rest, leave it with me` holds as a whole, and whatever stands behind.
            if clauses[at].role == Role::Holding {
                if at > 0 && is_lead(&clauses[at - 1]) {
                    clauses[at - 1].role = Role::Holding;
                }
                for clause in &mut clauses[at..] {
                    clause.role = Role::Holding;
                }
                break;
            }
        }
    }
    all
}

/// A sentence behind each sign and blank that parts it.
fn cut(sentence: &str) -> impl Iterator<Item = &str> {
    let mut rest = sentence;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.char_indices().find_map(|(at, c)| {
            let behind = at + c.len_utf8();
            let blank = rest[behind..].starts_with(char::is_whitespace);
            (blank && matches!(c, ',' | ';' | ':' | '\u{2013}' | '\u{2014}' | ']' | '-'))
                .then_some(behind)
        });
        let (clause, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some(clause)
    })
}

fn role(clause: &Clause<'_>, asks: bool) -> Role {
    let words = clause.words.as_str();
    if CLOSING.stand_in(words) && !(clause.digit && clause.length > 12) {
        Role::Closing
    } else if HOLDING.stand_in(words) && !is_purpose(words) && (clause.question || !asks) {
        Role::Holding
    } else if RESUMED.stand_in(words) && clause.length <= 9 {
        Role::Resumed
    } else if DESK.stand_in(words) {
        Role::Desk
    } else {
        Role::Said
    }
}

/// `So that we can look into it`: what is asked for before anything is done.
fn is_purpose(words: &str) -> bool {
    let mut words = words.split(' ');
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    matches!(
        first,
        "if" | "then"
            | "before"
            | "dan"
            | "zodat"
            | "afin"
            | "damit"
            | "dann"
            | "bevor"
            | "falls"
            | "alors"
    ) || first == "so" && matches!(second, "that" | "we" | "i")
        || first == "pour" && second == "que"
}

/// Whether a clause only leads to the next: `on the price`, `wat de prijs betreft`.
fn is_lead(clause: &Clause<'_>) -> bool {
    let first = clause.words.split(' ').next().unwrap_or_default();
    clause.length <= LEAD
        && (clause.role != Role::Said
            || matches!(
                first,
                "on" | "as"
                    | "for"
                    | "about"
                    | "regarding"
                    | "whether"
                    | "with"
                    | "over"
                    | "voor"
                    | "wat"
                    | "qua"
                    | "pour"
                    | "quant"
                    | "concernant"
                    | "sur"
                    | "zu"
                    | "zum"
                    | "zur"
                    | "bei"
                    | "beim"
                    | "was"
                    | "wie"
                    | "ob"
                    | "of"
                    | "aber"
                    | "but"
                    | "mais"
                    | "maar"
            ))
}

fn is_polite(clause: &Clause<'_>) -> bool {
    let greets = |f: Family| matches!(f, Family::Greeting | Family::Thanks | Family::Courtesy);
    clause.length <= 1 || clause.length <= 8 && find(&clause.words).iter().any(|h| greets(h.family))
}

/// Whether a clause begins in the middle of a sentence.
fn goes_on(clause: &Clause<'_>) -> bool {
    let small = clause.raw.trim_start().starts_with(char::is_lowercase);
    let first = clause.words.split(' ').next().unwrap_or_default();
    small
        && clause.length > 2
        && matches!(
            first,
            "and"
                | "but"
                | "or"
                | "which"
                | "so"
                | "with"
                | "apart"
                | "except"
                | "plus"
                | "unless"
                | "as"
                | "although"
                | "because"
                | "until"
                | "while"
                | "provided"
                | "depending"
                | "hoewel"
                | "omdat"
                | "bien"
                | "obwohl"
                | "weil"
                | "en"
                | "maar"
                | "of"
                | "dus"
                | "wat"
                | "die"
                | "dat"
                | "met"
                | "behalve"
                | "mits"
                | "tenzij"
                | "et"
                | "mais"
                | "ou"
                | "donc"
                | "ce"
                | "qui"
                | "avec"
                | "sauf"
                | "und"
                | "aber"
                | "oder"
                | "also"
                | "sofern"
                | "mit"
                | "ausser"
                | "was"
                | "sowie"
                | "wobei"
        )
        && !is_yes_or_no(&clause.words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_told_from_what_stands_around_it() {
        let around = Around::new(
            "Hi Anna, yes, we take used titles. As for the price, I'll ask and come back to you.",
        );
        assert_eq!(around.first, "yes,\nwe take used titles.\n");
        assert!(around.holding.is_some() && around.then.is_empty());
        let around = Around::new("And the rest: just bring the receipt. More info here:");
        assert!(around.resumed.is_some() && around.holding.is_none());
        assert_eq!(
            around.open.as_deref(),
            Some("And the rest: just bring the receipt.")
        );
        assert!(Around::new("and you pay the postage.").continues);
        assert!(
            Around::new("So that we can look into it, can you tell us more?")
                .holding
                .is_none()
        );
    }
}
