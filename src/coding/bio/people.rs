//! Who writes, and for whom: agents by name, and whether questions of customers are welcome here.

use super::cues::{Cue, Hit, Read};
use crate::coding::facts::Kind;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// First names, folded: common ones of the four languages' countries. A list of names is one by its shape; these settle
/// what capital letters leave open.
static NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("cues/names.txt")
        .split_ascii_whitespace()
        .collect()
});

/// The words that say that agents are named, without the names; `None` when none are.
///
/// Named are those who write here: `Tweets by Anna & Tom`, `Team: Sophie, Mark`, `^AK ^JS`. Founders, cooks and
/// owners are not, nor is the promise to sign with initials.
pub(super) fn agents(read: &Read<'_>) -> Option<Range<usize>> {
    initials(read).or_else(|| named(read))
}

/// `^AK`
fn initials(read: &Read<'_>) -> Option<Range<usize>> {
    (0..read.text.len()).find_map(|at| {
        let letters = read.text.word(at + 1).chars().count();
        let found = read.text.sign(at) == Some('^')
            && read.text.glued(at + 1)
            && (1..=12).contains(&letters);
        found.then_some(at..at + 1)
    })
}

/// Words that stand before names of all sorts.
const WEAK: &[&str] = &[
    "met", "mit", "avec", "door", "team", "today", "vandaag", "heute", "aanwezig", "equipe",
    "meet", "agents", "ask", "hosts", "ici", "ask", "signed",
];

fn named(read: &Read<'_>) -> Option<Range<usize>> {
    let spoken = read
        .hits
        .iter()
        .any(|h| matches!(h.cue, Cue::Desk | Cue::Help | Cue::Ask | Cue::Reply));
    let mut at = 0;
    while at < read.text.len() {
        let (count, known, end) = list(read, at);
        if count == 0 {
            at += 1;
            continue;
        }
        if let Some(words) = writes(read, at..end, count, known, spoken) {
            return Some(words);
        }
        at = end.max(at + 1);
    }
    None
}

/// A list of names that begins at a token: how many, how many of them are known, and its end.
fn list(read: &Read<'_>, start: usize) -> (usize, usize, usize) {
    let text = read.text;
    let (mut count, mut known, mut at, mut end) = (0, 0, start, start);
    while count < 40 {
        let word = text.word(at);
        // `Mo-Fr` are days, `Max. 2 Std.` is a bound.
        let other = matches!(read.text.sign(at + 1), Some('-' | '.' | '@')) && text.glued(at + 1)
            || at > 0 && matches!(text.sign(at - 1), Some('@' | '#' | '-')) && text.glued(at);
        let is_known = !other && NAMES.contains(word) && text.get(at).is_some_and(|t| t.capital);
        let shaped = !other
            && text.get(at).is_some_and(|t| t.capital)
            && (2..=12).contains(&word.chars().count())
            && !read
                .hits
                .iter()
                .skip(first_hit(read, at))
                .take(4)
                .any(|h| h.tokens.start == at && !matches!(h.cue, Cue::Writers));
        if !(is_known || shaped) || !is_known && count == 0 && !next_is_join(read, at + 1) {
            break;
        }
        count += 1;
        known += usize::from(is_known);
        at += 1;
        // `Anna (AK)`, `Anna ^AK`, `Anna B.`
        if text.sign(at) == Some('(') && text.sign(at + 2) == Some(')') {
            at += 3;
        } else if text.sign(at) == Some('^') {
            at += 2;
        } else if text.word(at).chars().count() == 1
            && text.sign(at + 1) == Some('.')
            && text.get(at).is_some_and(|t| t.capital)
        {
            at += 2;
        }
        end = at;
        if !next_is_join(read, at) {
            break;
        }
        while next_is_join(read, at) {
            at += 1;
        }
    }
    (count, known, end)
}

fn first_hit(read: &Read<'_>, at: usize) -> usize {
    read.hits.partition_point(|h| h.tokens.start < at)
}

fn next_is_join(read: &Read<'_>, at: usize) -> bool {
    matches!(read.text.sign(at), Some(',' | '&' | '+' | '/'))
        || matches!(
            read.text.word(at),
            "and" | "en" | "et" | "und" | "u" | "ou" | "or" | "oder" | "of"
        )
}

/// The words that say that a list of names writes here.
fn writes(
    read: &Read<'_>,
    names: Range<usize>,
    count: usize,
    known: usize,
    spoken: bool,
) -> Option<Range<usize>> {
    let around = read.around(&names, 14);
    // A founder in the same sentence, or a handle or page of somebody else.
    if read.within(around.clone()).any(|h| h.cue == Cue::Founders) || known == 0 && count < 2 {
        return None;
    }
    let sure = known * 2 >= count;
    let near = |h: &&Hit| {
        names.start >= h.tokens.end && names.start - h.tokens.end <= if sure { 6 } else { 2 }
    };
    let before = read
        .within(around.start..names.start)
        .rfind(|h| h.cue == Cue::Writers && near(h))
        .cloned();
    let across = before.clone().or_else(|| {
        // `Your team today:` on a line of its own.
        let sentence = read.sentence(names.start).checked_sub(1)?;
        let tokens = read.tokens(sentence);
        let tokens = tokens.start.max(tokens.end.saturating_sub(6))..tokens.end;
        let last = read
            .within(tokens.clone())
            .rfind(|h| h.cue == Cue::Writers)?;
        (names.start - last.tokens.end <= 3
            && names.start == read.tokens(sentence + 1).start
            && sure)
            .then(|| last.clone())
    });
    // `Team`, `today`, `with` say little: it must be the team of a service.
    let weak = |h: &Hit| (h.tokens.len() == 1) && WEAK.contains(&read.text.word(h.tokens.start));
    if let Some(hit) = across.filter(|h| (sure || count > 1) && (!weak(h) || spoken)) {
        return Some(hit.tokens);
    }
    if known == 0 || !spoken {
        return None;
    }
    // `Marion est aux manettes`, `Anna & Tom answer your questions`, `Anna here to help`
    let behind = names.end..(names.end + 6).min(around.end);
    read.within(behind)
        .find(|h| {
            matches!(h.cue, Cue::Writers | Cue::Help | Cue::Reply | Cue::Open)
                && (count > 1 || read.clause(h.tokens.start) == read.clause(names.end - 1))
        })
        .map(|h| h.tokens.clone())
}

/// The words by which customers are served here; `None` when they are not, or are sent elsewhere.
///
/// A department's name says so by itself, but for where it is sent away to. Help, questions and answers may
/// be anybody's: somebody must be spoken to, or hours or a promise be told (`told`).
pub(super) fn serves(read: &Read<'_>, told: bool) -> Option<Range<usize>> {
    let found = |fits: fn(Cue) -> bool| {
        let here = |h: &&Hit| fits(h.cue) && !sent_away(read, h) && !denied(read, h);
        read.hits.iter().find(here).map(|h| h.tokens.clone())
    };
    if let Some(desk) = found(|c| c == Cue::Desk) {
        return Some(desk);
    }
    // Press, careers, investors: their questions are not those of customers.
    let others = read.hits.iter().any(|h| h.cue == Cue::Others);
    let spoken_to = || (0..read.text.len()).any(|at| YOU.contains(&read.text.word(at)));
    if others || !(told || spoken_to()) {
        return None;
    }
    found(|c| matches!(c, Cue::Reply | Cue::Ask | Cue::Help))
}

/// Words for whom a service is for, and for how they write to it.
const YOU: &[&str] = &[
    "you",
    "your",
    "yours",
    "ya",
    "us",
    "customer",
    "customers",
    "passengers",
    "members",
    "guests",
    "tenants",
    "dm",
    "dms",
    "pm",
    "tweet",
    "message",
    "msg",
    "ask",
    "need",
    "je",
    "jouw",
    "jou",
    "jullie",
    "u",
    "uw",
    "klant",
    "klanten",
    "reizigers",
    "huurders",
    "leden",
    "hier",
    "stel",
    "meld",
    "vous",
    "votre",
    "vos",
    "tu",
    "ton",
    "ta",
    "tes",
    "toi",
    "client",
    "clients",
    "usagers",
    "voyageurs",
    "mp",
    "ici",
    "du",
    "dein",
    "deine",
    "deiner",
    "deinen",
    "deinem",
    "dir",
    "dich",
    "ihr",
    "euch",
    "eure",
    "euer",
    "eurer",
    "sie",
    "ihre",
    "ihrer",
    "ihnen",
    "ihren",
    "kunden",
    "kundinnen",
    "fahrgaste",
    "mieter",
    "willkommen",
    "welcome",
    "welkom",
    "bienvenues",
];

/// Whether what is offered is offered elsewhere: another account stands behind it, or, on a channel for
/// news, a page or a number.
fn sent_away(read: &Read<'_>, hit: &Hit) -> bool {
    let text = read.text;
    let sentence = read.sentence(hit.tokens.start);
    let mut tokens = read.tokens(sentence);
    if read.is_question(sentence) || tokens.end - hit.tokens.end <= 1 {
        tokens.end = read.tokens(sentence + 1).end.max(tokens.end);
    }
    let mut reach = hit.tokens.end..tokens.end.min(hit.tokens.end + 20);
    let account = reach.clone().any(|at| {
        let handle =
            text.sign(at) == Some('@') && text.glued(at + 1) && !text.word(at + 1).is_empty();
        let own = [
            "of", "van", "de", "von", "by", "for", "from", "du", "der", "voor", "pour", "fur",
        ];
        // `News: @acme`
        let news = read.has(Cue::Others, hit.tokens.end..at);
        handle && !own.contains(&text.word(at.wrapping_sub(1))) && !news
    });
    let start = hit.tokens.start;
    let official = (start.saturating_sub(40)..start).any(|at| OFFICIAL.contains(&text.word(at)));
    reach.end = reach.end.min(reach.start + 4);
    let elsewhere = official
        && reach
            .clone()
            .any(|at| text.get(at).is_some_and(|t| t.kind == Kind::Masked));
    account || elsewhere
}

/// Words of channels that are for news.
const OFFICIAL: &[&str] = &[
    "official",
    "officiel",
    "officielle",
    "officieel",
    "officiele",
    "offizieller",
    "offizielle",
    "offizielles",
    "news",
    "nieuws",
    "corporate",
    "actu",
    "actus",
    "actualites",
    "neuigkeiten",
    "aktuelles",
];

/// Whether it is said that this is not offered here. `Don't hesitate to ask` does not say so, nor does
/// `no question too small`.
fn denied(read: &Read<'_>, hit: &Hit) -> bool {
    let text = read.text;
    let clause = read.clause(hit.tokens.start);
    let around = read.around(&hit.tokens, 6);
    let shy = |tokens: Range<usize>| {
        tokens.into_iter().any(|at| {
            let word = text.word(at);
            [
                "hesit", "zoger", "aarzel", "shy", "scheu", "schroom", "afraid", "twijfel", "gene",
                "problem",
            ]
            .iter()
            .any(|w| word.starts_with(w))
        })
    };
    let small = [
        "too",
        "te",
        "zu",
        "trop",
        "unanswered",
        "onbeantwoord",
        "unbeantwortet",
        "is",
        "blijft",
        "bleibt",
        "reste",
        "ist",
    ];
    let any = hit.tokens.end..(hit.tokens.end + 4).min(around.end);
    let small = any.clone().any(|at| small.contains(&text.word(at)));
    read.within(around.start..hit.tokens.start).any(|h| {
        h.cue == Cue::Not
            && read.clause(h.tokens.start) == clause
            && hit.tokens.start - h.tokens.end <= 3
            && !shy(h.tokens.start.saturating_sub(2)..hit.tokens.start)
            && !(small
                && matches!(
                    text.word(h.tokens.start),
                    "no" | "geen" | "kein" | "keine" | "aucune" | "pas"
                ))
    }) || read.within(hit.tokens.end..around.end).any(|h| {
        h.cue == Cue::Not
            && h.tokens.start == hit.tokens.end
            && matches!(
                text.word(h.tokens.start),
                "niet" | "nicht" | "pas" | "not" | "geen" | "kein"
            )
    })
}
