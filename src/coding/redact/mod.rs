//! What a text betrays, taken out of it: the company that wrote it, how it can be reached, and who wrote it.

mod contacts;

use super::sheet::Mask;
use super::style::{links, writers};
use crate::model::{Company, Study};
use std::collections::HashMap;
use std::ops::Range;

/// What stands where somebody's name or initials were.
pub const AGENT: &str = "[agent]";
const COMPANY: &str = "[company]";
const LINK: &str = "[link]";
const PHONE: &str = "[phone]";
const ADDRESS: &str = "[address]";

/// Takes out of texts what they betray.
#[derive(Debug)]
pub struct Redactor {
    /// Of each company that is not named, what it is called.
    masks: Vec<Option<Mask>>,
    /// The full names of companies that are not named, by their first letter.
    names: HashMap<char, Vec<String>>,
}

/// A text from which things were taken out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redacted {
    /// What is left.
    pub text: String,
    /// What was taken out of the text that was there before, in order and apart, each with what stands in its place.
    cuts: Vec<(Range<usize>, &'static str)>,
}

impl Redacted {
    /// Where a place of the text before stands now; what lies in a cut stands for the cut as a whole.
    #[must_use]
    pub fn place(&self, before: &Range<usize>) -> Range<usize> {
        self.at(before.start, false)..self.at(before.end, true)
    }

    fn at(&self, before: usize, is_end: bool) -> usize {
        let (mut gone, mut come) = (0, 0);
        for (cut, mark) in &self.cuts {
            if before <= cut.start {
                break;
            }
            if before < cut.end {
                // Inside of it: its beginning, or its end.
                let start = cut.start - gone + come;
                return if is_end { start + mark.len() } else { start };
            }
            gone += cut.len();
            come += mark.len();
        }
        (before - gone + come).min(self.text.len())
    }
}

impl Redactor {
    /// For a study of which `is_named` says which companies are named, by their place on the panel.
    #[must_use]
    pub fn new(study: &Study, is_named: impl Fn(u32) -> bool) -> Self {
        Self::of(&study.panel, is_named)
    }

    fn of(panel: &[Company], is_named: impl Fn(u32) -> bool) -> Self {
        let mut names: HashMap<char, Vec<String>> = HashMap::new();
        let masks = (0u32..)
            .zip(panel)
            .map(|(place, company)| {
                if is_named(place) {
                    return None;
                }
                if let Some(first) = company.name.chars().next() {
                    names.entry(first).or_default().push(company.name.clone());
                }
                Some(Mask::of(company))
            })
            .collect();
        for list in names.values_mut() {
            list.sort_by_key(|name| std::cmp::Reverse(name.len()));
        }
        Self { masks, names }
    }

    /// A text without what it betrays. `company` wrote it, by its place on the panel; `reader` is the name of who reads
    /// it, and `None` where nobody signs, as on a page.
    #[must_use]
    pub fn redact(&self, company: u32, reader: Option<&str>, text: &str) -> Redacted {
        let mut cuts: Vec<(Range<usize>, &'static str)> = Vec::new();
        let mut add = |places: Vec<Range<usize>>, mark| {
            cuts.extend(places.into_iter().map(|place| (place, mark)));
        };
        if let Some(mask) = self.masks.get(company as usize).and_then(Option::as_ref) {
            add(contacts::addresses(text), ADDRESS);
            add(links(text), LINK);
            add(contacts::phones(text), PHONE);
            add(mask.places(text), COMPANY);
        }
        add(self.named(text), COMPANY);
        if let Some(reader) = reader {
            add(writers(text, reader), AGENT);
        }
        cut(text, cuts)
    }

    /// Where other companies that are not named are named in full.
    fn named(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if self.names.is_empty() {
            return found;
        }
        let mut before = None;
        let mut end = 0;
        for (at, c) in text.char_indices() {
            let begins = at >= end && !before.is_some_and(char::is_alphanumeric);
            before = Some(c);
            let fits = |name: &&String| {
                let rest = &text[at..];
                rest.starts_with(name.as_str())
                    && !rest[name.len()..].starts_with(char::is_alphanumeric)
            };
            if begins && let Some(name) = self.names.get(&c).and_then(|list| list.iter().find(fits))
            {
                end = at + name.len();
                found.push(at..end);
            }
        }
        found
    }
}

/// Takes places out of a text; of those that overlap all goes, and what begins first says what it was.
fn cut(text: &str, mut cuts: Vec<(Range<usize>, &'static str)>) -> Redacted {
    cuts.sort_by_key(|(place, _)| (place.start, std::cmp::Reverse(place.end)));
    let mut apart: Vec<(Range<usize>, &'static str)> = Vec::with_capacity(cuts.len());
    for (place, mark) in cuts {
        match apart.last_mut() {
            Some((last, _)) if place.start < last.end => last.end = last.end.max(place.end),
            _ => apart.push((place, mark)),
        }
    }
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    for (place, mark) in &apart {
        shown.push_str(&text[at..place.start]);
        shown.push_str(mark);
        at = place.end;
    }
    shown.push_str(&text[at..]);
    Redacted {
        text: shown,
        cuts: apart,
    }
}

#[cfg(test)]
mod tests;
