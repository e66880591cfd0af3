//! What was asked, by its telling words: a sentence that names them is rather about the matter.

use super::super::folded::Folded;
use super::features::stem;
use super::sense::speaks_of_matter;

/// The stems of the telling words of a text, sorted: those that the examples know from what was
/// asked rather than from how it was handled, or do not know at all.
#[derive(Debug, Default, Clone)]
pub(in super::super) struct Topic(Vec<u64>);

/// No more words are kept of a topic.
const WORDS: usize = 400;

impl Topic {
    /// The topic of a text.
    pub fn of(text: &str) -> Self {
        let folded = Folded::new(text);
        let mut stems: Vec<u64> = folded
            .sentences
            .iter()
            .flat_map(|sentence| folded.words(sentence).split(' '))
            .filter_map(stem)
            .filter(|stem| speaks_of_matter(*stem))
            .take(WORDS)
            .collect();
        stems.sort_unstable();
        stems.dedup();
        Self(stems)
    }

    /// Both topics together.
    pub fn and(&self, other: &Self) -> Self {
        let mut stems = [self.0.as_slice(), other.0.as_slice()].concat();
        stems.sort_unstable();
        stems.dedup();
        Self(stems)
    }

    /// Whether nothing is known of what was asked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a sentence, in folded words, names any of it.
    pub fn is_named_in(&self, words: &str) -> bool {
        words
            .split(' ')
            .filter_map(stem)
            .any(|stem| self.0.binary_search(&stem).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(asked: &str, said: &str) -> bool {
        let folded = Folded::new(said);
        Topic::of(asked).is_named_in(folded.words(&folded.sentences[0]))
    }

    #[test]
    fn an_answer_names_what_was_asked_and_a_receipt_does_not() {
        let asked =
            "Hello, could you tell me whether you deliver furniture to Ireland? Kind regards";
        assert!(names(asked, "Delivery to Ireland costs 40 pounds."));
        assert!(!names(
            asked,
            "We have received your message and will answer soon."
        ));
        assert!(!names("", "Delivery to Ireland costs 40 pounds."));
        assert!(Topic::of("Re: your message").is_empty());
    }
}
