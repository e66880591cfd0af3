//! Question -> the words that a visitor types into a site's search.

use crate::lexicon::{self as words, Term};
use crate::model::{Language, Particulars};

/// So many words at most, and in the second try.
const MOST: usize = 4;
const FEWER: usize = 2;
/// What a word is worth by where it stands: in what the question is about, its subject line, itself.
const TOPIC: f32 = 3.0;
const SUBJECT: f32 = 1.2;
const QUESTION: f32 = 1.0;
/// A word that the lexicon does not know is worth so much of one that it does.
const UNKNOWN: f32 = 0.35;

struct Word {
    said: String,
    terms: Vec<Term>,
    worth: f32,
    is_known: bool,
}

/// What a site's search is asked, and what it is asked when that finds nothing: the words of the question that say
/// most, in the order in which they stand.
pub(super) fn queries(particulars: &Particulars) -> Vec<String> {
    let language = particulars.language;
    let mut found: Vec<Word> = Vec::new();
    let mut add = |text: &str, factor: f32| {
        for said in text.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
            let said = said.trim_matches('-').to_lowercase();
            let folded = words::tokens(&said);
            let company = particulars.company.to_lowercase();
            if said.is_empty() || company.split_whitespace().any(|word| word == said) {
                continue;
            }
            let terms = words::terms(&folded, language);
            if terms.is_empty() || !folded.iter().any(|w| words::is_content(w, language)) {
                continue;
            }
            let weight = terms.iter().map(|t| words::weight(*t)).fold(0.0, f32::max);
            let is_known = terms.iter().any(|t| words::is_matter(*t));
            let worth = factor * weight * if is_known { 1.0 } else { UNKNOWN };
            match found
                .iter_mut()
                .find(|w| w.terms.iter().any(|t| terms.contains(t)))
            {
                Some(word) => word.worth += 0.5 * worth,
                None => found.push(Word {
                    said,
                    terms,
                    worth,
                    is_known,
                }),
            }
        }
    };
    // What it is about is noted in English.
    if language == Language::En {
        add(&particulars.topic, TOPIC);
    }
    add(&particulars.subject, SUBJECT);
    add(&particulars.question, QUESTION);
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by(|a, b| found[*b].worth.total_cmp(&found[*a].worth).then(a.cmp(b)));
    let best = order.first().map_or(0.0, |nth| found[*nth].worth);
    order.retain(|nth| found[*nth].worth >= 0.12 * best || found[*nth].is_known);
    let mut queries: Vec<String> = Vec::new();
    for most in [MOST, FEWER] {
        let mut chosen: Vec<usize> = order.iter().copied().take(most).collect();
        chosen.sort_unstable();
        let query: Vec<&str> = chosen.iter().map(|nth| found[*nth].said.as_str()).collect();
        let query = query.join(" ");
        if !query.is_empty() && !queries.contains(&query) {
            queries.push(query);
        }
    }
    queries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_say_most_are_asked_for() {
        let mut particulars = Particulars {
            subject: "Present for my niece".to_owned(),
            question:
                "I thought of a gift card for my niece, who is away at sea. Would it still be good?"
                    .to_owned(),
            topic: "gift card validity".to_owned(),
            company: "Acme".to_owned(),
            ..Particulars::default()
        };
        let found = queries(&particulars);
        assert!(
            found[0].contains("gift") && found[0].contains("card"),
            "{found:?}"
        );
        assert_eq!(found[1].split(' ').count(), 2);
        particulars.language = Language::De;
        particulars.subject = "Rückgabefrist".to_owned();
        particulars.question =
            "Wie viele Tage habe ich Zeit, ungetragene Kleidung zurückzuschicken?".to_owned();
        let found = queries(&particulars);
        assert!(
            found[0].contains("rückgabefrist") && !found[0].contains("tage"),
            "{found:?}"
        );
        assert!(queries(&Particulars::default()).is_empty());
    }
}
