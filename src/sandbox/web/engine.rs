//! The search of a company's site: words against words, the rarer a word the more it counts.

use std::collections::HashMap;

/// No more words of a query are looked at.
const MOST_WORDS: usize = 40;
/// No more results are shown.
const MOST_RESULTS: usize = 8;

/// What the search knows, by entry in the order in which they were added.
pub(super) struct Index {
    stop: &'static [&'static str],
    /// How much each word counts in each entry; `None` for an entry that is not found by searching.
    entries: Vec<Option<HashMap<String, u32>>>,
    /// In how many entries a word stands.
    spread: HashMap<String, u32>,
}

impl Index {
    pub(super) fn new(stop: &'static [&'static str]) -> Self {
        Self {
            stop,
            entries: Vec::new(),
            spread: HashMap::new(),
        }
    }

    /// Adds an entry; `found` says whether a search may find it.
    pub(super) fn add(&mut self, title: &str, labels: &str, paragraphs: &[String], found: bool) {
        if !found {
            self.entries.push(None);
            return;
        }
        let mut weights: HashMap<String, u32> = HashMap::new();
        let body = paragraphs.join(" ");
        for (text, weight) in [(title, 3), (labels, 2), (body.as_str(), 1)] {
            for word in self.words(text, usize::MAX) {
                let known = weights.entry(word).or_default();
                *known = weight.max(*known);
            }
        }
        for word in weights.keys() {
            *self.spread.entry(word.clone()).or_default() += 1;
        }
        self.entries.push(Some(weights));
    }

    /// The entries that fit a query, the best first.
    pub(super) fn find(&self, query: &str) -> Vec<usize> {
        let words = self.words(query, MOST_WORDS);
        let all = self.entries.len() as f64;
        let mut found: Vec<(usize, f64)> = Vec::new();
        for (nth, weights) in self.entries.iter().enumerate() {
            let Some(weights) = weights else { continue };
            let score: f64 = words
                .iter()
                .filter_map(|word| Some((word, weights.get(word)?)))
                .map(|(word, weight)| {
                    let spread = self.spread.get(word).copied().unwrap_or(1);
                    f64::from(*weight) * (1.0 + all / f64::from(spread)).ln()
                })
                .sum();
            if score > 0.0 {
                found.push((nth, score));
            }
        }
        // Stable: of equals the first.
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        // What fits far worse than the best is no result.
        let least = found.first().map_or(0.0, |best| best.1 * 0.2);
        found.retain(|f| f.1 >= least);
        found.truncate(MOST_RESULTS);
        found.into_iter().map(|f| f.0).collect()
    }

    /// The words of a text that say something, each once, in their order.
    fn words(&self, text: &str, most: usize) -> Vec<String> {
        telling(text, self.stop, most)
    }
}

/// The words of a text that say something, each once, in their order and cut to their stems.
pub(super) fn telling(text: &str, stop: &[&str], most: usize) -> Vec<String> {
    let text = text.to_lowercase().replace(['’', '\''], " ");
    let mut words: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if words.len() >= most {
            break;
        }
        if word.chars().count() < 3 || stop.contains(&word) {
            continue;
        }
        let stem = stem(word);
        if seen.insert(stem.clone()) {
            words.push(stem);
        }
    }
    words
}

/// A word without the ending that changes with its use.
fn stem(word: &str) -> String {
    for ending in ["ing", "ies", "ied", "ed", "es", "en", "s", "e", "y"] {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.chars().count() >= 4
        {
            return rest.to_owned();
        }
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_rarer_word_counts_more_and_what_is_not_found_is_not() {
        let mut index = Index::new(&["the", "how"]);
        index.add(
            "Returns",
            "sending back",
            &["Within 28 days.".to_owned()],
            true,
        );
        index.add(
            "Delivery",
            "days of delivery",
            &["Three days.".to_owned()],
            true,
        );
        index.add("Returns from abroad", "", &[], false);
        assert_eq!(index.find("How do I return a coat?"), [0]);
        assert_eq!(index.find("days of DELIVERIES"), [1]);
        assert_eq!(index.find("in how many days"), [1, 0]);
        assert_eq!(index.find("the zebra"), Vec::<usize>::new());
        assert_eq!(index.find(""), Vec::<usize>::new());
    }

    proptest! {
        #[test]
        fn any_query_is_searched_for(query in "\\PC{0,300}") {
            let mut index = Index::new(&[]);
            index.add("one two three", &query, &[], true);
            index.add("three", "", &[], true);
            prop_assert!(index.find(&query).len() <= 2);
        }
    }
}
