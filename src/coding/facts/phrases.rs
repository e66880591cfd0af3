//! Lists of phrases, found by their first words.

use super::Text;
use crate::lexicon::QuickMap;

/// Phrases in plain small letters with one blank between their words, each with what it says. A line more is all
/// that teaching takes; the time of a look does not depend on how many there are.
#[derive(Debug)]
pub(crate) struct Phrases<T>(QuickMap<&'static str, Vec<(&'static str, T)>>);

impl<T: Copy> Phrases<T> {
    /// Of lists with a phrase a line; lines that begin with `#` are comments.
    pub fn of(lists: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let mut phrases = QuickMap::<_, Vec<_>>::default();
        for (list, says) in lists {
            for line in list
                .lines()
                .filter(|l| !l.is_empty() && !l.starts_with('#'))
            {
                let first = line.split(' ').next().unwrap_or(line);
                phrases.entry(first).or_default().push((line, says));
            }
        }
        Self(phrases)
    }

    /// Of single phrases.
    pub fn each(phrases: impl IntoIterator<Item = (&'static [&'static str], T)>) -> Self {
        Self::of(
            phrases
                .into_iter()
                .flat_map(|(list, says)| list.iter().map(move |phrase| (*phrase, says))),
        )
    }

    /// Every phrase that stands there, each with the token behind it.
    pub fn all_at<'a>(
        &'a self,
        text: &'a Text,
        at: usize,
    ) -> impl Iterator<Item = (T, usize)> + 'a {
        let known = match text.word(at) {
            "" => None,
            word => self.0.get(word),
        };
        known
            .into_iter()
            .flatten()
            .filter_map(move |(phrase, says)| Some((*says, text.phrase(at, phrase)?)))
    }

    /// The longest phrase that stands there; of two as long the first of the lists.
    pub fn longest(&self, text: &Text, at: usize) -> Option<(T, usize)> {
        self.all_at(text, at)
            .reduce(|best, one| if one.1 > best.1 { one } else { best })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_is_found() {
        let list = Phrases::of([("# of doors\nopen\nopen door\n", 1), ("shut", 2)]);
        let text = Text::new("An open-door day, shut.");
        assert_eq!(list.longest(&text, 0), None);
        assert_eq!(list.longest(&text, 1), Some((1, 4)));
        assert_eq!(list.longest(&text, 6), Some((2, 7)));
    }
}
