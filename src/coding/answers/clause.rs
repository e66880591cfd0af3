//! How near each clause of a reply is to what was asked.

use super::key::Key;
use super::message::{Message, about};
use crate::coding::facts::Before;
use crate::lexicon::{self, Term};
use std::ops::Range;

/// A piece of a sentence between commas, brackets and the like.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    pub tokens: Range<usize>,
    /// How much of the question it names, 0 to 1.
    pub named: f32,
    /// How much it names that the question does not.
    pub foreign: f32,
    /// Whether it makes a condition: `for sale items`, `if you ..`, `in store`.
    pub conditional: bool,
    /// What it is about, sorted.
    pub terms: Vec<Term>,
}

/// Cuts sentences into clauses and measures each.
pub(super) fn clauses(message: &Message<'_>, key: &Key) -> Vec<Clause> {
    let mut found = Vec::new();
    let text = &message.tokens;
    for sentence in &message.sentences {
        let mut start = sentence.tokens.start;
        for at in sentence.tokens.clone() {
            let sign = text.sign(at);
            let cuts = matches!(sign, Some(',' | ':' | '(' | ')' | '\u{2022}' | '|'))
                && !(text.glued(at) && text.glued(at + 1))
                || sign == Some('-') && !text.glued(at) && !text.glued(at + 1)
                || text.get(at).is_some_and(|t| t.before == Before::Line);
            let joins = matches!(
                text.word(at),
                "but"
                    | "maar"
                    | "mais"
                    | "aber"
                    | "whereas"
                    | "while"
                    | "terwijl"
                    | "tandis"
                    | "wahrend"
                    | "otherwise"
                    | "anders"
                    | "sonst"
                    | "sinon"
                    | "however"
            );
            if (cuts || joins) && at > start {
                found.push(clause(message, key, start..at));
                start = at;
            }
        }
        if start < sentence.tokens.end {
            found.push(clause(message, key, start..sentence.tokens.end));
        }
    }
    found
}

fn clause(message: &Message<'_>, key: &Key, tokens: Range<usize>) -> Clause {
    let text = &message.tokens;
    let said = &message.text[text.span(tokens.clone())];
    let terms = about(said, key.language);
    let (named, foreign) = measured(&terms, key);
    let first = tokens
        .clone()
        .map(|at| text.word(at))
        .find(|w| {
            !w.is_empty()
                && !matches!(
                    *w,
                    "and" | "but" | "en" | "maar" | "et" | "mais" | "und" | "aber" | "or"
                )
        })
        .unwrap_or_default();
    let conditional = matches!(
        first,
        "for"
            | "if"
            | "unless"
            | "except"
            | "when"
            | "where"
            | "voor"
            | "als"
            | "indien"
            | "tenzij"
            | "behalve"
            | "bij"
            | "pour"
            | "si"
            | "sauf"
            | "sinon"
            | "lorsque"
            | "quand"
            | "fur"
            | "wenn"
            | "falls"
            | "sofern"
            | "ausser"
            | "bei"
            | "should"
            | "mits"
            | "once"
            | "after"
    );
    Clause {
        tokens,
        named,
        foreign,
        conditional,
        terms,
    }
}

/// How much of a question some terms name, 0 to 1, and how much else.
pub(super) fn measured(terms: &[Term], key: &Key) -> (f32, f32) {
    let (mut named, mut foreign) = (0.0, 0.0);
    for term in terms {
        if let Some(weight) = key.weight(*term) {
            named += weight;
            continue;
        }
        let weight = lexicon::weight(*term);
        foreign += if lexicon::is_matter(*term) {
            weight
        } else {
            0.3 * weight
        };
    }
    ((named / key.total).min(1.0), foreign)
}
