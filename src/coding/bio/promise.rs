//! What a bio promises of the time until an answer.

use super::cues::{Cue, Hit, Read};
use crate::coding::facts::duration::{self, Duration, Unit};
use crate::coding::facts::time;
use serde::Serialize;
use std::ops::Range;

/// What kind of promise is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PromiseKind {
    /// A number of minutes, hours, days: `within 2 hours`.
    Duration,
    /// On the day on which one asks.
    SameDay,
    /// On the next working day; `within one working day` is the same.
    NextWorkingDay,
    /// None: nothing is said, or nothing that could be kept or broken.
    #[default]
    None,
}

impl PromiseKind {
    /// The word used in tables and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Duration => "duration",
            Self::SameDay => "same_day",
            Self::NextWorkingDay => "next_working_day",
            Self::None => "none",
        }
    }
}

/// A promise and the tokens that it rests on.
#[derive(Debug, Clone)]
pub(super) struct Promise {
    pub kind: PromiseKind,
    pub minutes: Option<u32>,
    pub tokens: Range<usize>,
}

/// How far a word may be from a time that it says something of, in tokens.
const REACH: usize = 30;
/// How much nearer a word of the same clause is.
const CLAUSE: usize = 4;

/// The first promise of an answer in a text.
pub(super) fn read(read: &Read<'_>) -> Option<Promise> {
    // `8h-20h` is when, not how long; but `reply: 2-4h` is how long.
    let ranges: Vec<Range<usize>> = time::ranges(read.text)
        .into_iter()
        .filter(|r| {
            r.value.from.0 >= 360
                || nearest(read, &r.tokens, read.around(&r.tokens, 3), |h| {
                    matches!(h.cue, Cue::Reply | Cue::ReplyTime)
                })
                .is_none_or(|(far, _)| far > 3)
        })
        .map(|r| r.tokens)
        .collect();
    let is_range = |tokens: &Range<usize>| {
        let first = ranges.partition_point(|r| r.end <= tokens.start);
        ranges.get(first).is_some_and(|r| r.start < tokens.end)
    };
    let mut found: Vec<Promise> = duration::all(read.text)
        .into_iter()
        .filter(|f| !is_range(&f.tokens))
        .filter_map(|f| of_duration(read, f.value, &f.tokens))
        .collect();
    for hit in &read.hits {
        let kind = match hit.cue {
            Cue::SameDay | Cue::Today => PromiseKind::SameDay,
            Cue::NextDay => PromiseKind::NextWorkingDay,
            _ => continue,
        };
        found.extend(of_phrase(read, hit, kind));
    }
    found.into_iter().min_by_key(|p| p.tokens.start)
}

/// The words by which a text says that it hurries without saying how much.
pub(super) fn vague(read: &Read<'_>, promised: bool) -> Option<Range<usize>> {
    let about = |h: &Hit| {
        matches!(
            h.cue,
            Cue::Reply | Cue::ReplyTime | Cue::Help | Cue::Ask | Cue::Desk
        )
    };
    let any = read.hits.iter().any(about);
    read.hits
        .iter()
        .find(|hit| match hit.cue {
            Cue::Soon => {
                let around = read.around(&hit.tokens, REACH);
                let near = nearest(read, &hit.tokens, around.clone(), about);
                let other = nearest(read, &hit.tokens, around, |h| {
                    h.cue == Cue::Other && !is_matter(read, h)
                });
                let ours = match (near, other) {
                    (Some((near, _)), Some((other, _))) => near <= other,
                    (None, None) => any,
                    (near, _) => near.is_some(),
                };
                ours && !negated(read, &hit.tokens)
            }
            Cue::Fast if !promised => {
                let around = read.around(&hit.tokens, 3);
                let reply = |h: &Hit| matches!(h.cue, Cue::Reply | Cue::ReplyTime);
                nearest(read, &hit.tokens, around, reply).is_some_and(|(far, _)| far <= 3)
                    && !negated(read, &hit.tokens)
            }
            _ => false,
        })
        .map(|hit| hit.tokens.clone())
}

fn of_duration(read: &Read<'_>, duration: Duration, tokens: &Range<usize>) -> Option<Promise> {
    let clock = duration.unit == Unit::Hour && duration.to < 1440 && is_clock(read, tokens.start);
    if matches!(duration.unit, Unit::Month | Unit::Year) || clock || excluded(read, tokens.start) {
        return None;
    }
    let bounded = bounded(read, tokens);
    let evidence = answered(read, tokens, bounded)?;
    let one_day = duration.working
        && duration.unit == Unit::Day
        && (duration.from, duration.to) == (1440, 1440);
    let (kind, minutes) = if one_day {
        (PromiseKind::NextWorkingDay, None)
    } else {
        (PromiseKind::Duration, Some(duration.to))
    };
    Some(Promise {
        kind,
        minutes,
        tokens: evidence,
    })
}

fn of_phrase(read: &Read<'_>, hit: &Hit, kind: PromiseKind) -> Option<Promise> {
    if hit.cue == Cue::Today {
        // `Today it's Anna` is no promise: an answer must be near.
        let near = nearest(read, &hit.tokens, read.around(&hit.tokens, 4), |h| {
            h.cue == Cue::Reply
        });
        let (far, cue) = near?;
        let between = hit.tokens.end.min(cue.end)..hit.tokens.start.max(cue.start);
        let named = between
            .into_iter()
            .any(|at| read.text.get(at).is_some_and(|t| t.capital));
        if far > 4 || named {
            return None;
        }
    }
    let tokens = answered(read, &hit.tokens, false)?;
    Some(Promise {
        kind,
        minutes: None,
        tokens,
    })
}

/// Whether a time is one until an answer, and the tokens that say so.
fn answered(read: &Read<'_>, tokens: &Range<usize>, bounded: bool) -> Option<Range<usize>> {
    let around = read.around(tokens, REACH);
    // Nobody waits longer than that.
    let short = MOST.contains(&read.text.word(tokens.start.wrapping_sub(1)))
        || read.has(Cue::More, around.start..tokens.start)
            && read.has(Cue::Not, around.start..tokens.start);
    let reply =
        |h: &Hit| matches!(h.cue, Cue::Reply | Cue::ReplyTime) || short && h.cue == Cue::Wait;
    let near = nearest(read, tokens, around.clone(), reply);
    let other = nearest(read, tokens, around.clone(), |h| {
        h.cue == Cue::Other && !is_matter(read, h)
    });
    let cue = match (near, other) {
        (Some((near, cue)), Some((other, _))) => (near <= other).then_some(cue),
        (Some((_, cue)), None) => Some(cue),
        (None, Some(_)) => None,
        // `Questions? Within 2 hours!`
        (None, None) if bounded => asked(read, tokens, around),
        (None, None) => None,
    }?;
    if !bounded && !read.has(Cue::ReplyTime, cue.clone()) && far(read, tokens, &cue) > 4 * CLAUSE {
        return None;
    }
    if negated(read, tokens) {
        return None;
    }
    let lead = bound_before(read, tokens.start).unwrap_or(tokens.start);
    let same = read.sentence(cue.start) == read.sentence(tokens.start);
    Some(if same {
        lead.min(cue.start)..tokens.end.max(cue.end)
    } else {
        lead..tokens.end
    })
}

/// Help or a question in the same sentence or a question right before.
fn asked(read: &Read<'_>, tokens: &Range<usize>, around: Range<usize>) -> Option<Range<usize>> {
    let asks = |h: &&Hit| matches!(h.cue, Cue::Ask | Cue::Help | Cue::Desk);
    if let Some(hit) = read.within(around).find(asks) {
        return Some(hit.tokens.clone());
    }
    let before = read.sentence(tokens.start).checked_sub(1)?;
    if !read.is_question(before) || !is_within(read, tokens.start) {
        return None;
    }
    let tokens = read.tokens(before);
    read.within(tokens.start.max(tokens.end.saturating_sub(REACH))..tokens.end)
        .find(asks)
        .map(|h| h.tokens.clone())
}

/// The nearest phrase that fits, and how far it is.
fn nearest(
    read: &Read<'_>,
    tokens: &Range<usize>,
    around: Range<usize>,
    fits: impl Fn(&Hit) -> bool,
) -> Option<(usize, Range<usize>)> {
    read.within(around)
        .filter(|h| fits(h))
        .map(|h| (far(read, tokens, &h.tokens), h.tokens.clone()))
        .min_by_key(|(far, _)| *far)
}

fn far(read: &Read<'_>, a: &Range<usize>, b: &Range<usize>) -> usize {
    let gap = b
        .start
        .saturating_sub(a.end)
        .max(a.start.saturating_sub(b.end));
    let clause = read.clause(a.start).abs_diff(read.clause(b.start)).min(3);
    gap + clause * CLAUSE
}

/// Whether something else is only what questions are about: `questions about your delivery`.
fn is_matter(read: &Read<'_>, hit: &Hit) -> bool {
    let start = read.tokens(read.sentence(hit.tokens.start)).start;
    let before = hit.tokens.start.saturating_sub(4).max(start)..hit.tokens.start;
    let about = before.clone().any(|at| {
        matches!(
            read.text.word(at),
            "about"
                | "re"
                | "regarding"
                | "concerning"
                | "over"
                | "sur"
                | "concernant"
                | "zu"
                | "zum"
                | "zur"
                | "rund"
                | "with"
                | "omtrent"
                | "uber"
                | "wegen"
                | "bij"
        )
    });
    let start = start.max(hit.tokens.start.saturating_sub(REACH));
    about
        && read
            .within(start..hit.tokens.start)
            .any(|h| matches!(h.cue, Cue::Ask | Cue::Help | Cue::Reply))
}

/// Words before a time that make a bound of it.
const BOUNDS: &[&str] = &[
    "within",
    "within the",
    "in",
    "inside",
    "in under",
    "under",
    "in less than",
    "less than",
    "in about",
    "in around",
    "in roughly",
    "in max",
    "in as little as",
    "up to",
    "at most",
    "max",
    "maximum",
    "maximally",
    "within approx",
    "within about",
    "in approx",
    "within around",
    "within max",
    "within the next",
    "in the next",
    "no later than",
    "never longer than",
    "longer than",
    "more than",
    "binnen",
    "binnen de",
    "in",
    "binnen max",
    "binnen maximaal",
    "binnen ca",
    "binnen circa",
    "binnen ongeveer",
    "binnen gemiddeld",
    "gemiddeld",
    "maximaal",
    "hooguit",
    "hoogstens",
    "uiterlijk binnen",
    "uiterlijk",
    "minder dan",
    "in minder dan",
    "langer dan",
    "meer dan",
    "binnen een",
    "binnen de",
    "na max",
    "sous",
    "sous les",
    "dans les",
    "dans l",
    "dans un delai de",
    "en",
    "en moins de",
    "moins de",
    "en moins d",
    "moins d",
    "d ici",
    "sous un delai de",
    "maxi",
    "jusqu a",
    "en maximum",
    "maximum",
    "au maximum",
    "sous environ",
    "en environ",
    "au plus tard sous",
    "plus de",
    "plus d",
    "dans un delai d",
    "dans un delai maximum de",
    "dans un delai maximal de",
    "dans",
    "en max",
    "avant",
    "au plus",
    "innerhalb",
    "innerhalb von",
    "innert",
    "binnen",
    "in unter",
    "unter",
    "in weniger als",
    "weniger als",
    "maximal",
    "in maximal",
    "spatestens nach",
    "spatestens in",
    "bis zu",
    "in ca",
    "in etwa",
    "in rund",
    "innerhalb der",
    "hochstens",
    "in hochstens",
    "innerhalb von maximal",
    "innerhalb von max",
    "innerhalb von ca",
    "nach spatestens",
    "langer als",
    "mehr als",
    "innerhalb der nachsten",
    "in den nachsten",
    "in der regel in",
    "innerhalb eines",
    "binnen max",
    "meist in",
    "in durchschnittlich",
];

/// Where the bound before a token begins.
fn bound_before(read: &Read<'_>, at: usize) -> Option<usize> {
    let text = read.text;
    let mut end = at;
    // `< 2h`, `~20 mins`, `max. 4 uur`, `(within) an`
    while end > 0 && matches!(text.sign(end - 1), Some('<' | '~' | '-' | '.' | '(')) && at - end < 3
    {
        end -= 1;
    }
    if (end..at).any(|at| matches!(text.sign(at), Some('<' | '~' | '-'))) {
        return Some(end);
    }
    if end == at || text.sign(end) == Some('.') {
        for back in (1..=6).rev() {
            if let Some(start) = end.checked_sub(back)
                && BOUNDS.iter().any(|b| {
                    text.phrase(start, b)
                        .is_some_and(|next| next == end || next == at)
                })
            {
                return Some(start);
            }
        }
    }
    None
}

/// Whether a bound stands there that is of nothing but lengths of time.
fn is_within(read: &Read<'_>, at: usize) -> bool {
    bound_before(read, at).is_some_and(|start| {
        matches!(
            read.text.word(start),
            "within" | "inside" | "binnen" | "sous" | "innerhalb" | "innert"
        )
    })
}

fn bounded(read: &Read<'_>, tokens: &Range<usize>) -> bool {
    bound_before(read, tokens.start).is_some()
        || matches!(
            read.text.word(tokens.end),
            "max" | "maxi" | "maximum" | "maximal" | "hooguit" | "tops"
        )
}

/// Whether what stands before a time makes a length of past or of coming and going of it.
fn excluded(read: &Read<'_>, at: usize) -> bool {
    let word = at.checked_sub(1).map_or("", |b| read.text.word(b));
    let two = at.checked_sub(2).map_or("", |b| read.text.word(b));
    let over = word == "over"
        && bound_before(read, at).is_none()
        && !read
            .within(at.saturating_sub(4)..at)
            .any(|h| h.cue == Cue::Not);
    let late = matches!(word, "after" | "na" | "nach" | "apres")
        && !read
            .around(&(at..at + 1), 8)
            .any(|at| USUAL.contains(&read.text.word(at)));
    over || late
        || matches!(
            word,
            "for"
                | "since"
                | "depuis"
                | "pendant"
                | "seit"
                | "al"
                | "already"
                | "during"
                | "past"
                | "last"
                | "every"
                | "each"
                | "elke"
                | "alle"
                | "chaque"
                | "ruim"
                | "toutes"
                | "uber"
                | "ueber"
                | "pendent"
                | "auf"
        ) && !(matches!(two, "at" | "the") && word == "last")
        || word == "les" && two == "toutes"
        || matches!(word, "de" | "letzten" | "last" | "the")
            && matches!(two, "ouvert" | "past" | "last")
}

/// Whether what stands before hours makes a time of day of them: `jusqu'\u{e0} 20h`, `voor 17u`.
fn is_clock(read: &Read<'_>, at: usize) -> bool {
    let word = |back: usize| read.text.word(at.wrapping_sub(back));
    TIMES.contains(&word(1))
        || matches!((word(2), word(1)), ("jusqu", "a") | ("partir", "de"))
        || word(3) == "jusqu" && word(1) == "a"
}

/// Words of an average, behind which `after` is how long.
const USUAL: &[&str] = &[
    "gemiddeld",
    "average",
    "avg",
    "durchschnittlich",
    "durchschnitt",
    "meist",
    "meistens",
    "moyenne",
    "spatestens",
    "uiterlijk",
    "latest",
    "usually",
    "meestal",
    "doorgaans",
];

/// Words for a most.
const MOST: &[&str] = &[
    "max",
    "maximaal",
    "maximal",
    "most",
    "hooguit",
    "maximum",
    "hochstens",
];

/// Words before a time of day.
const TIMES: &[&str] = &[
    "before", "voor", "avant", "vor", "bis", "tot", "until", "till", "by", "vers", "vanaf", "ab",
    "des", "om", "at", "um", "jusque",
];

/// Whether a promise is taken back: by a not before it in its clause, or by what stands behind it.
fn negated(read: &Read<'_>, tokens: &Range<usize>) -> bool {
    let clause = read.clause(tokens.start);
    let around = read.around(tokens, REACH);
    let text = read.text;
    let before = read
        .within(around.start..tokens.start)
        .filter(|h| h.cue == Cue::Not && read.clause(h.tokens.start) == clause);
    for not in before {
        let behind = not.tokens.end..tokens.start;
        let more = read.has(Cue::More, behind.clone());
        let days = not.tokens.end..(not.tokens.end + 3).min(tokens.start);
        let of_days = days.clone().any(|at| is_day(text.word(at)));
        // `We never sleep and answer within an hour`
        let goes_on = behind.clone().any(|at| {
            matches!(text.word(at), "and" | "en" | "et" | "und" | "but" | "so")
                && read.has(Cue::Reply, at..tokens.start)
        });
        let only = matches!(
            text.word(not.tokens.end),
            "only"
                | "alleen"
                | "seulement"
                | "nur"
                | "problem"
                | "matter"
                | "worries"
                | "stress"
                | "probleem"
                | "problemes"
        );
        if !(more || of_days || goes_on || only) {
            return true;
        }
    }
    let behind = tokens.end..around.end;
    if read.has(Cue::NoPromise, around.clone()) {
        return true;
    }
    read.within(behind).any(|h| {
        h.cue == Cue::Not
            && read.clause(h.tokens.start) == clause
            && matches!(
                text.word(h.tokens.end - 1),
                "niet" | "nicht" | "pas" | "not" | "t" | "cannot"
            )
            && !(h.tokens.end..h.tokens.end + 3).any(|at| is_day(text.word(at)))
            && !matches!(
                text.word(h.tokens.end),
                "only" | "alleen" | "nur" | "seulement" | "later" | "spater"
            )
    })
}

fn is_day(word: &str) -> bool {
    [
        "weekend",
        "weekends",
        "sunday",
        "sundays",
        "saturday",
        "saturdays",
        "bank",
        "public",
        "zondag",
        "zaterdag",
        "dimanche",
        "samedi",
        "week",
        "sonntag",
        "sonntags",
        "samstag",
        "samstags",
        "wochenende",
        "wochenenden",
        "feiertagen",
        "feiertag",
        "feestdagen",
        "feries",
        "nights",
        "night",
        "nachts",
        "emergencies",
    ]
    .contains(&word)
}
