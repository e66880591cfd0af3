//! When a bio says that somebody is there.

use super::cues::{Cue, Hit, Read};
use crate::coding::facts::time::{self, Clock};
use crate::coding::facts::weekdays::{self, Days};
use crate::coding::facts::{Before, Kind};
use serde::Serialize;
use std::ops::Range;

/// From when to when on which days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hours {
    /// Days in short, such as `mon-fri`, `sat-sun`, `mon,wed,fri`, `mon-sun`; `holidays` for public
    /// holidays; `unspecified` where none are named.
    pub days: String,
    /// `08:00`.
    pub from: String,
    /// `17:30`, at most `24:00`; at or before `from` it is on the next day.
    pub to: String,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub hours: Vec<Hours>,
    pub always: bool,
    pub evidence: Vec<Range<usize>>,
}

/// No more hours than these are kept of one text.
const MOST: usize = 32;

/// One range with the days that belong to it.
#[derive(Debug)]
struct Entry {
    from: Clock,
    to: Clock,
    days: Option<Days>,
    /// Whether its days are those of the range before it.
    inherited: bool,
    tokens: Range<usize>,
    evidence: Range<usize>,
}

/// Days or a range, in the order of the text.
#[derive(Debug, Clone)]
enum Item {
    Days {
        days: Days,
        weak: bool,
        tokens: Range<usize>,
    },
    Range {
        from: Clock,
        to: Clock,
        marked: bool,
        tokens: Range<usize>,
    },
}

impl Item {
    const fn tokens(&self) -> &Range<usize> {
        match self {
            Self::Days { tokens, .. } | Self::Range { tokens, .. } => tokens,
        }
    }
}

/// The hours of a text but for those in `promise`, which says how long an answer takes.
pub(super) fn read(read: &Read<'_>, promise: Option<&Range<usize>>) -> Found {
    let parts = weekdays::parts(read.text);
    let mut items = Vec::new();
    let mut excepted = Days::default();
    for part in parts {
        if part.value.excepted {
            excepted = excepted.and(part.value.days);
        }
        if !part.value.excepted || has_own(read, &part.tokens) {
            items.push(Item::Days {
                days: part.value.days,
                weak: part.value.weak,
                tokens: part.tokens,
            });
        }
    }
    for range in time::ranges(read.text) {
        let promised =
            promise.is_some_and(|p| p.start < range.tokens.end && range.tokens.start < p.end);
        if !(promised || is_event(read, &range.tokens)) {
            items.push(Item::Range {
                from: range.value.from,
                to: range.value.to,
                marked: range.value.marked,
                tokens: range.tokens,
            });
        }
    }
    let served = read
        .hits
        .iter()
        .any(|h| matches!(h.cue, Cue::Help | Cue::Desk));
    let always: Vec<&Hit> = read
        .hits
        .iter()
        .filter(|h| h.cue == Cue::Always && is_always(read, h, served))
        .filter(|h| promise.is_none_or(|p| p.end <= h.tokens.start || h.tokens.end <= p.start))
        .collect();
    // `24 hours`, which may be of some days only.
    let whole = always.iter().map(|hit| Item::Range {
        from: Clock(0),
        to: Clock(1440),
        marked: true,
        tokens: hit.tokens.clone(),
    });
    items.extend(whole);
    items.sort_by_key(|i| i.tokens().start);
    let mut end = 0;
    items.retain(|item| {
        let apart = matches!(item, Item::Days { .. }) || item.tokens().start >= end;
        if apart && matches!(item, Item::Range { .. }) {
            end = item.tokens().end;
        }
        apart
    });
    // `7 days` behind `24 hours a day` is of the same phrase.
    let mut entries = assign(read, &items);
    take_out(&mut entries, excepted);
    let mut found = Found::default();
    choose(read, &mut entries);
    let whole = |e: &Entry| {
        e.from == Clock(0) && e.to == Clock(1440) && e.days.is_none_or(|d| d.week == Days::ALL.week)
    };
    let part = entries.iter().any(|e| !whole(e));
    for entry in entries {
        if whole(&entry) {
            // A line for emergencies that never sleeps does not make a service that has hours do so.
            if !(part || found.always) {
                found.always = true;
                found.evidence.push(entry.evidence);
            }
            continue;
        }
        let mut add = |days: String| {
            let hours = Hours {
                days,
                from: entry.from.to_string(),
                to: entry.to.to_string(),
            };
            if !found.hours.contains(&hours) && found.hours.len() < MOST {
                found.hours.push(hours);
            }
        };
        match entry.days {
            None => add("unspecified".to_owned()),
            Some(days) => {
                if days.week != 0 {
                    add(days.to_string());
                }
                if days.holidays {
                    add("holidays".to_owned());
                }
            }
        }
        found.evidence.push(entry.evidence);
    }
    found
}

/// Whether excepted days have hours of their own: `except Wed 10am to 5pm`.
fn has_own(read: &Read<'_>, tokens: &Range<usize>) -> bool {
    let except = ["except", "sauf", "behalve", "ausser", "excl", "excluding"];
    let before = tokens.start.wrapping_sub(1);
    except.contains(&read.text.word(before)) && time::read(read.text, tokens.end).is_some()
}

/// Gives each range the days that stand with it, before or behind, and drops ranges that are not of time.
fn assign(read: &Read<'_>, items: &[Item]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    // Days that wait for their range.
    let mut pending: Option<(Days, Range<usize>)> = None;
    let mut at = 0;
    while at < items.len() {
        match &items[at] {
            Item::Range {
                from,
                to,
                marked,
                tokens,
            } => {
                let before = pending
                    .take()
                    .filter(|(_, d)| belongs(read, d.end, tokens.start));
                let behind = items
                    .get(at + 1)
                    .filter(|i| matches!(i, Item::Days { .. }))
                    .filter(|i| belongs(read, tokens.end, i.tokens().start));
                let near = |start: usize, end: usize| words(read, start, end) <= 1;
                let by_days = before
                    .as_ref()
                    .is_some_and(|(_, d)| near(d.end, tokens.start))
                    || behind.is_some_and(|i| near(tokens.end, i.tokens().start));
                let chained = entries
                    .last()
                    .is_some_and(|e| chained(read, e.tokens.end, tokens.start));
                if !marked && !by_days && !chained && !is_open(read, tokens) {
                    at += 1;
                    continue;
                }
                let mut entry = Entry {
                    from: *from,
                    to: *to,
                    days: None,
                    inherited: false,
                    tokens: tokens.clone(),
                    evidence: tokens.clone(),
                };
                if let Some((days, place)) = before {
                    entry.days = Some(days);
                    entry.evidence = place.start..tokens.end;
                } else if let Some(last) = entries.last().filter(|_| chained) {
                    entry.days = last.days;
                    entry.inherited = last.days.is_some();
                }
                entries.push(entry);
                at += 1;
            }
            Item::Days { tokens, .. } => {
                let mut end = at + 1;
                while end < items.len()
                    && matches!(&items[end], Item::Days { .. })
                    && weekdays::joined(
                        read.text,
                        items[end - 1].tokens().end,
                        items[end].tokens().start,
                    )
                {
                    end += 1;
                }
                let mut group = &items[at..end];
                let next = items.get(end).map(|i| i.tokens().start);
                let open = entries.last().is_some_and(|e| {
                    (e.days.is_none() || e.inherited) && belongs(read, e.tokens.end, tokens.start)
                });
                if open && let Some(last) = entries.last() {
                    let back = strength(read, last.tokens.end, tokens.start);
                    let group_end = group[group.len() - 1].tokens().end;
                    let onward = next
                        .filter(|_| matches!(items.get(end), Some(Item::Range { .. })))
                        .filter(|n| belongs(read, group_end, *n));
                    let mine = match onward {
                        None => !last.inherited || back == 0,
                        Some(_) if last.inherited => false,
                        Some(_) if group.len() > 1 => back == 0,
                        Some(next) => back <= strength(read, group_end, next),
                    };
                    if mine {
                        // `10-4 Sat, Sun 11-3`: the first is of what stands before.
                        let split = onward.is_some() && group.len() > 1;
                        let taken = if split { 1 } else { group.len() };
                        give(read, &mut entries, &group[..taken]);
                        group = &group[taken..];
                    }
                }
                if let (Some(first), Some(last)) = (group.first(), group.last()) {
                    let tight = next.is_some_and(|n| words(read, last.tokens().end, n) == 0);
                    pending =
                        union(group, tight).map(|d| (d, first.tokens().start..last.tokens().end));
                }
                at = end;
            }
        }
    }
    entries
}

/// Days of a group; those that may be something else count only where `tight`.
fn union(group: &[Item], tight: bool) -> Option<Days> {
    let mut sum: Option<Days> = None;
    for item in group {
        if let Item::Days { days, weak, .. } = item
            && (tight || !weak)
        {
            sum = Some(sum.unwrap_or_default().and(*days));
        }
    }
    sum
}

/// Gives days to the last range and to those that are chained to it without days of their own.
fn give(read: &Read<'_>, entries: &mut [Entry], group: &[Item]) {
    let (Some(first), Some(last)) = (group.first(), group.last()) else {
        return;
    };
    let (start, end) = (first.tokens().start, last.tokens().end);
    let tight = entries
        .last()
        .is_some_and(|e| words(read, e.tokens.end, start) == 0);
    let Some(days) = union(group, tight) else {
        return;
    };
    let mut next: Option<usize> = None;
    for entry in entries.iter_mut().rev() {
        let own = next.is_none()
            || entry.days.is_none() && next.is_some_and(|n| chained(read, entry.tokens.end, n));
        if !own {
            break;
        }
        if next.is_none() {
            entry.evidence = entry.evidence.start..end;
        }
        let inherited = entry.inherited;
        entry.days = Some(days);
        entry.inherited = false;
        next = Some(entry.tokens.start);
        if inherited {
            break;
        }
    }
}

/// Takes days out of those that were named otherwise; where none are named, out of all.
fn take_out(entries: &mut [Entry], excepted: Days) {
    if excepted.is_empty() {
        return;
    }
    for entry in entries {
        match entry.days {
            Some(days) if !days.without(excepted).is_empty() => {
                entry.days = Some(days.without(excepted))
            }
            None if excepted.week != 0 => entry.days = Some(Days::ALL.without(excepted)),
            _ => {}
        }
    }
}

/// Where both the hours of a shop and those of a service are told, only the latter are kept.
fn choose(read: &Read<'_>, entries: &mut Vec<Entry>) {
    let serves = |cue: Cue| {
        matches!(
            cue,
            Cue::Desk | Cue::Help | Cue::Reply | Cue::Ask | Cue::ReplyTime
        )
    };
    let kind = |entry: &Entry| {
        let sentence = read.tokens(read.sentence(entry.evidence.start));
        let shop = sentence_has(read, &entry.evidence, &sentence, |c| c == Cue::Shop);
        let service = sentence_has(read, &entry.evidence, &sentence, serves);
        match (shop, service) {
            (Some(shop), Some(service)) => shop < service,
            (shop, _) => shop.is_some(),
        }
    };
    let kinds: Vec<bool> = entries.iter().map(kind).collect();
    if kinds.iter().any(|k| *k) && kinds.iter().any(|k| !*k) {
        let mut kinds = kinds.into_iter();
        entries.retain(|_| !kinds.next().unwrap_or(false));
    }
}

/// How far the nearest phrase of a kind is from a place, in the same sentence.
fn sentence_has(
    read: &Read<'_>,
    place: &Range<usize>,
    sentence: &Range<usize>,
    fits: impl Fn(Cue) -> bool,
) -> Option<usize> {
    let around = read.around(place, 40);
    read.within(sentence.start.max(around.start)..sentence.end.min(around.end))
        .filter(|h| fits(h.cue))
        .map(|h| {
            h.tokens
                .start
                .saturating_sub(place.end)
                .max(place.start.saturating_sub(h.tokens.end))
        })
        .min()
}

/// Whether days and a range may belong together: one sentence, or nothing but signs between.
fn belongs(read: &Read<'_>, end: usize, start: usize) -> bool {
    if start < end {
        return false;
    }
    let between = words(read, end, start);
    let same = end > 0 && read.sentence(end - 1) == read.sentence(start);
    same && between <= 12 || between == 0 && start - end <= 4
}

/// How many words stand between that are no prepositions.
fn words(read: &Read<'_>, end: usize, start: usize) -> usize {
    (end..start.min(end + 60))
        .filter(|at| {
            !matches!(read.text.get(*at).map(|t| t.kind), Some(Kind::Sign(_)))
                && !matches!(
                    read.text.word(*at),
                    "from"
                        | "on"
                        | "le"
                        | "les"
                        | "du"
                        | "de"
                        | "am"
                        | "von"
                        | "van"
                        | "op"
                        | "at"
                        | "between"
                        | "entre"
                        | "zwischen"
                        | "tussen"
                        | "and"
                        | "et"
                        | "en"
                        | "und"
                        | "the"
                        | "an"
                        | "in"
                        | "het"
                        | "jeweils"
                        | "telkens"
                        | "every"
                        | "open"
                        | "geoffnet"
                        | "ouvert"
                        | "ouverts"
                        | "elke"
                        | "a"
                        | "uhr"
                        | "uur"
                        | "u"
                        | "dans"
                        | "ab"
                        | "chaque"
                        | "each"
                        | "den"
                        | "m"
                        | "ca"
                        | "sowie"
                        | "gmt"
                        | "bst"
                        | "uk"
                        | "time"
                        | "cet"
                        | "est"
                )
        })
        .count()
}

/// How strongly two places are set apart: not, by a comma, by more.
fn strength(read: &Read<'_>, end: usize, start: usize) -> usize {
    if end > 0 && read.sentence(end - 1) != read.sentence(start) {
        return 3;
    }
    (end..start)
        .map(|at| match read.text.sign(at) {
            Some(',' | '(' | ')' | '&' | '+') => 1,
            Some('/' | ';' | '|') => 2,
            _ if matches!(read.text.word(at), "and" | "en" | "et" | "und" | "u") => 1,
            _ => 0,
        })
        .max()
        .unwrap_or(0)
}

/// Whether a range goes on another: `9-12 and 13-17`.
fn chained(read: &Read<'_>, end: usize, start: usize) -> bool {
    start >= end
        && start - end <= 5
        && start > end
        && (end..start).all(|at| {
            matches!(
                read.text.sign(at),
                Some(',' | '&' | '+' | '/' | '.' | '(' | '-' | '|' | '\u{2022}' | ';')
            ) || matches!(
                read.text.word(at),
                "and"
                    | "en"
                    | "et"
                    | "und"
                    | "u"
                    | "de"
                    | "from"
                    | "van"
                    | "von"
                    | "puis"
                    | "then"
                    | "sowie"
                    | "tussen"
                    | "entre"
                    | "again"
                    | "plus"
                    | "ou"
            )
        })
        && (end..=start).all(|at| read.text.get(at).is_some_and(|t| t.before != Before::Line))
}

/// Whether somebody is said to be there, near a range that may be anything else.
fn is_open(read: &Read<'_>, tokens: &Range<usize>) -> bool {
    read.within(read.around(tokens, 10)).any(|h| {
        matches!(
            h.cue,
            Cue::Open | Cue::Help | Cue::Desk | Cue::Reply | Cue::Ask
        )
    })
}

/// Whether a range is when something takes place.
fn is_event(read: &Read<'_>, tokens: &Range<usize>) -> bool {
    const EVENTS: &[&str] = &[
        "concert",
        "gig",
        "gigs",
        "match",
        "kickoff",
        "show",
        "shows",
        "festival",
        "webinar",
        "sendung",
        "konzert",
        "lauf",
        "lesung",
        "brunch",
        "wedding",
        "atelier",
        "spectacle",
        "emission",
        "uitzending",
        "wedstrijd",
        "workshop",
        "workshops",
        "sale",
        "rave",
        "quiz",
        "tour",
        "tours",
        "breakfast",
        "dinner",
        "lunch",
        "kurs",
        "training",
        "cours",
        "seance",
    ];
    let around = read.around(tokens, 8);
    let happy = around
        .clone()
        .any(|at| read.text.phrase(at, "happy hour").is_some());
    happy
        || around
            .clone()
            .any(|at| EVENTS.contains(&read.text.word(at)))
            && !read
                .within(around)
                .any(|h| matches!(h.cue, Cue::Desk | Cue::Help | Cue::Reply | Cue::Open))
}

/// Words that begin what is offered day and night.
const SERVED: &[&str] = &[
    "service",
    "hotline",
    "hilfe",
    "hulp",
    "help",
    "support",
    "assistan",
    "notdienst",
    "pannen",
    "storing",
    "kunden",
    "klanten",
];

/// Whether day and night are said of a service, and are not denied.
fn is_always(read: &Read<'_>, hit: &Hit, served: bool) -> bool {
    let sentence = read.tokens(read.sentence(hit.tokens.start));
    let around = read.around(&hit.tokens, 12);
    // `within 24 hours`, `les 24 Heures du Mans`
    let before = hit
        .tokens
        .start
        .checked_sub(1)
        .map_or("", |b| read.text.word(b));
    if matches!(
        before,
        "within"
            | "in"
            | "sous"
            | "dans"
            | "binnen"
            | "innerhalb"
            | "innert"
            | "under"
            | "les"
            | "von"
            | "after"
            | "nach"
            | "last"
            | "than"
            | "de"
            | "next"
            | "max"
            | "unter"
            | "als"
            | "dan"
            | "bis"
            | "tot"
            | "to"
            | "a"
            | "d"
    ) && !(before == "de" && hit.tokens.len() > 2)
    {
        return false;
    }
    let short = hit.tokens.len() <= 2
        && (hit.tokens.clone()).all(|at| !matches!(read.text.sign(at), Some('/')));
    let behind = read.text.word(hit.tokens.end);
    if matches!(
        behind,
        "delivery"
            | "rennen"
            | "du"
            | "response"
            | "reply"
            | "replies"
            | "antwort"
            | "notice"
            | "race"
            | "lieferung"
            | "levering"
            | "livraison"
    ) || read.text.sign(hit.tokens.end) == Some('-')
        && read.text.glued(hit.tokens.end)
        && short
        && !SERVED
            .iter()
            .any(|w| read.text.word(hit.tokens.end + 1).starts_with(w))
    {
        return false;
    }
    // `@AcmeHelp is here 24/7`: another account is.
    let sent = (sentence.start.max(around.start)..hit.tokens.start)
        .any(|at| read.text.sign(at) == Some('@') && read.text.glued(at + 1));
    if sent {
        return false;
    }
    let clause = read.clause(hit.tokens.start);
    let denied = read
        .within(around.start..hit.tokens.start)
        .any(|h| h.cue == Cue::Not && read.clause(h.tokens.start) == clause)
        || read.within(hit.tokens.end..around.end).any(|h| {
            h.cue == Cue::Not
                && read.clause(h.tokens.start) == clause
                && h.tokens.start - hit.tokens.end < 4
                && matches!(
                    read.text.word(h.tokens.end - 1),
                    "not" | "niet" | "nicht" | "pas" | "t"
                )
        });
    if denied {
        return false;
    }
    // `24 hours` alone may be any length of time: what it is of must stand with it.
    let bare = read.text.number(hit.tokens.start).is_some() && hit.tokens.len() <= 2;
    let around = if bare {
        read.around(&hit.tokens, 4)
    } else {
        around
    };
    let outside = |at: usize| !hit.tokens.contains(&at);
    let serves = around
        .clone()
        .filter(|at| outside(*at))
        .any(|at| SERVED.iter().any(|w| read.text.word(at).starts_with(w)))
        || read.within(around).any(|h| {
            outside(h.tokens.start)
                && matches!(
                    h.cue,
                    Cue::Open | Cue::Help | Cue::Desk | Cue::Reply | Cue::Ask | Cue::Line
                )
        });
    // A sentence of its own, `24 hours a day, 7 days a week`, in a text that speaks of service.
    let alone = !bare && sentence.len() <= hit.tokens.len() + 7 && served;
    serves || alone
}
