//! How a reply is written: codes on its style and on the effort that shows in it, each with the words it rests on.
//! English, Dutch, French and German; pure, and in time in proportion to the length of the text.
//!
//! What each code means is said where it is given: `names` (greeting by name, agent named), `feelings` (apology,
//! empathy), `parts` (understood, all parts), `steps` (next step), `links`, `tongue` (language kept), `ease` (reading ease)
//! and `grammar` (slips).

mod cues;
mod ease;
mod feelings;
mod grammar;
mod links;
mod names;
mod parts;
#[cfg(test)]
mod properties;
mod read;
mod steps;
mod tongue;
mod writers;

pub use links::links;
pub use writers::writers;

use crate::model::{Channel, Criterion, Features, Language, Substance};
use read::Read;
use std::ops::Range;

/// The first megabyte of a reply is read.
const LONGEST: usize = 1 << 20;
/// So many places are given of a code at most.
const PLACES: usize = 12;

/// What was asked, by whom and where.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The question as put, without greeting and closing.
    pub question: &'a str,
    /// The language it was put in.
    pub language: Language,
    /// First and last name of the persona; empty when unknown.
    pub persona: &'a str,
    /// The channel.
    pub channel: Channel,
}

/// What is known of a reply beside its text. All of it may be left open.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// What intake saw: names in a signature that was cut off, links behind words.
    pub features: Option<&'a Features>,
    /// The language that intake read it in.
    pub language: Option<Language>,
    /// What the reply is, by the coder of kinds.
    pub substance: Option<Substance>,
}

/// One code with its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// On what.
    pub criterion: Criterion,
    /// The code; [`Criterion::allows`] it.
    pub code: String,
    /// The places it rests on, in bytes of the text; none for what is missing or counted.
    pub spans: Vec<Range<usize>>,
    /// The rule that gave it.
    pub rule: &'static str,
}

/// The codes of a reply on each criterion of style, in the order of [`Criterion`]. A text without words has no reading ease;
/// every other criterion always has its code.
#[must_use]
pub fn style(asked: &Asked<'_>, text: &str, known: &Known<'_>) -> Vec<Style> {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let votes = tongue::Votes::of(text);
    let spoken = votes.best().or(known.language);
    let places = links(text);
    let mut read = Read::new(text, &places, spoken.unwrap_or(asked.language));
    read.body = names::body(text);
    let features = known.features;

    let mut codes = Vec::with_capacity(12);
    let mut yes_no = |criterion, yes: bool, spans: Vec<Range<usize>>, rule| {
        codes.push(Style {
            criterion,
            code: if yes { "yes" } else { "no" }.to_owned(),
            spans,
            rule,
        });
    };

    // What intake saw in the whole message holds where the reply's own words say nothing.
    let mut name = |criterion, found: Option<(Range<usize>, &'static str)>, seen: bool| match found
    {
        Some((span, rule)) => yes_no(criterion, true, vec![span], rule),
        None if seen => yes_no(criterion, true, Vec::new(), "seen by intake"),
        None => yes_no(criterion, false, Vec::new(), "no name"),
    };
    name(
        Criterion::GreetingByName,
        names::greeting(text, asked.persona),
        features.is_some_and(|f| f.greeting_by_name),
    );
    name(
        Criterion::AgentNamed,
        names::agent(text, asked.persona),
        features.is_some_and(|f| f.agent_named),
    );

    let (sorry, rule) = feelings::apology(&read);
    yes_no(
        Criterion::Apology,
        !sorry.is_empty(),
        spans(&read, &sorry),
        rule,
    );
    let felt = feelings::empathy(&read);
    yes_no(
        Criterion::Empathy,
        !felt.is_empty(),
        spans(&read, &felt),
        if felt.is_empty() {
            "no empathy"
        } else {
            "empathy"
        },
    );
    let (understood, named, rule) =
        parts::understood(&read, asked.question, asked.language, known.substance);
    yes_no(
        Criterion::Understood,
        understood,
        spans(&read, &named),
        rule,
    );
    let steps = steps::steps(&read);
    let (all, found, rule) = parts::all_parts(
        &read,
        asked.question,
        asked.language,
        known.substance,
        &steps,
        understood,
    );
    yes_no(Criterion::AllParts, all, spans(&read, &found), rule);
    yes_no(
        Criterion::NextStep,
        !steps.is_empty(),
        spans(&read, &steps),
        if steps.is_empty() { "no step" } else { "step" },
    );
    let behind = features.is_some_and(|f| f.links.iter().any(|l| is_page(l)));
    let rule = match (places.is_empty(), behind) {
        (false, _) => "address in the text",
        (true, true) => "seen by intake",
        (true, false) => "no link",
    };
    let mut shown = places.clone();
    shown.truncate(PLACES);
    yes_no(Criterion::Link, behind || !places.is_empty(), shown, rule);
    let (kept, rule) = kept(&votes, known.language, asked.language);
    yes_no(Criterion::LanguageKept, kept, Vec::new(), rule);

    // Slips are looked for only in a language that the text is known to be in.
    let slips = if spoken.is_some() {
        grammar::slips(&read, asked.channel)
    } else {
        Vec::new()
    };
    codes.extend(counted(&read, &slips));
    codes
}

/// Reading ease, slips and length.
fn counted(read: &Read<'_>, slips: &[(Range<usize>, &'static str)]) -> Vec<Style> {
    let number = |criterion, value: usize, spans: Vec<Range<usize>>, rule| Style {
        criterion,
        code: value.min(1_000_000).to_string(),
        spans,
        rule,
    };
    let formula = match read.language {
        Language::En => "Flesch",
        Language::Nl => "Flesch-Douma",
        Language::Fr => "Kandel-Moles",
        Language::De => "Amstad",
    };
    let ease = ease::ease(read)
        .map(|ease| number(Criterion::ReadingEase, ease as usize, Vec::new(), formula));
    let rule = slips.first().map_or("no slip", |(_, rule)| *rule);
    let places: Vec<_> = slips.iter().map(|(place, _)| place.clone()).collect();
    let shown = spans(read, &places);
    ease.into_iter()
        .chain([
            number(Criterion::GrammarSlips, slips.len(), shown, rule),
            number(Criterion::Words, words(read.text), Vec::new(), "counted"),
        ])
        .collect()
}

fn spans(read: &Read<'_>, places: &[Range<usize>]) -> Vec<Range<usize>> {
    places
        .iter()
        .take(PLACES)
        .map(|p| read.span(p.clone()))
        .collect()
}

/// Whether a link leads to a page, not to a mailbox or a telephone.
fn is_page(link: &str) -> bool {
    let small = link
        .get(..link.floor_char_boundary(8))
        .unwrap_or_default()
        .to_ascii_lowercase();
    !["mailto:", "tel:", "sms:", "cid:", "data:"]
        .iter()
        .any(|s| small.starts_with(s))
}

/// Whether the language of the question is kept. A reply too short to tell keeps it.
fn kept(votes: &tongue::Votes, seen: Option<Language>, asked: Language) -> (bool, &'static str) {
    match (votes.speaks(asked), seen) {
        (Some(kept), _) => (kept, "its common words"),
        (None, Some(seen)) => (seen == asked, "seen by intake"),
        (None, None) => (true, "too short to tell"),
    }
}

/// How many words a text has: what stands between blanks and has a letter or digit in it.
fn words(text: &str) -> usize {
    text.split_whitespace()
        .filter(|w| w.chars().any(char::is_alphanumeric))
        .count()
}
