//! What service desks, their machines and bystanders write on social networks, by language. `{first}` is
//! the shopper's first name, `{company}` the company, `{ref}` a case number, `{url}` a link, `{dm}` a link
//! that opens a direct message, `{quote}` the beginning of our post.

mod de;
mod en;
mod fr;
mod nl;

use crate::model::Language;

/// The phrases of a language: at least twelve of each.
pub(super) struct PostWords {
    /// Before an answer.
    pub openings: &'static [&'static str],
    /// After an answer; some offer a direct message, which makes no redirect of it.
    pub closings: &'static [&'static str],
    /// A person asks for patience.
    pub holdings: &'static [&'static str],
    /// A machine answers.
    pub receipts: &'static [&'static str],
    /// The question is sent to another channel.
    pub redirects: &'static [&'static str],
    /// A question asked back.
    pub details: &'static [&'static str],
    /// Another customer chimes in.
    pub bystanders: &'static [&'static str],
    /// Said after an answer, adding nothing of weight.
    pub additions: &'static [&'static str],
    /// Beside a part of the answer: the rest is still to come.
    pub parts: &'static [&'static str],
    /// Before the rest.
    pub rests: &'static [&'static str],
    /// Around a link.
    pub links: &'static [&'static str],
    /// What is to be seen in a picture.
    pub alts: &'static [&'static str],
    /// Before an answer that is given in a direct message.
    pub directs: &'static [&'static str],
}

impl PostWords {
    /// The phrases of a language.
    pub(super) const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &en::WORDS,
            Language::Nl => &nl::WORDS,
            Language::Fr => &fr::WORDS,
            Language::De => &de::WORDS,
        }
    }

    /// Every list with its name.
    #[cfg(test)]
    pub(super) const fn lists(&self) -> [(&'static str, &'static [&'static str]); 13] {
        [
            ("openings", self.openings),
            ("closings", self.closings),
            ("holdings", self.holdings),
            ("receipts", self.receipts),
            ("redirects", self.redirects),
            ("details", self.details),
            ("bystanders", self.bystanders),
            ("additions", self.additions),
            ("parts", self.parts),
            ("rests", self.rests),
            ("links", self.links),
            ("alts", self.alts),
            ("directs", self.directs),
        ]
    }
}

/// What stands behind or before a friendly sentence.
pub(super) const EMOJI: [&str; 12] = [
    "😊", "👍", "🙂", "💙", "✨", "👋", "😀", "🙌", "☺️", "🛒", "📦", "💛",
];

/// Two words and a number make the handle of a bystander.
pub(super) const BYSTANDERS: ([&str; 12], [&str; 12]) = (
    [
        "mossy", "tidy", "sleepy", "rainy", "brisk", "quiet", "rusty", "sunny", "wobbly", "salty",
        "plain", "dusty",
    ],
    [
        "kettle", "badger", "teapot", "lorry", "walnut", "heron", "pickle", "biscuit", "garden",
        "harbor", "puffin", "ladder",
    ],
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Network;
    use std::collections::HashSet;

    #[test]
    fn there_are_twelve_different_phrases_of_each_kind_and_each_fits_into_a_post() {
        for language in Language::ALL {
            for (name, list) in PostWords::of(language).lists() {
                let different: HashSet<&&str> = list.iter().collect();
                assert!(
                    different.len() >= 12,
                    "{language} {name}: {}",
                    different.len()
                );
                assert_eq!(different.len(), list.len(), "{language} {name}");
                for phrase in list {
                    let long = Network::Twitter.length(phrase);
                    assert!(long <= 225, "{language} {name}: {long} of {phrase}");
                    assert_eq!(phrase.trim(), *phrase);
                }
            }
            let words = PostWords::of(language);
            assert!(words.links.iter().all(|l| l.contains("{url}")));
            assert!(words.directs.iter().all(|l| l.contains("{quote}")));
        }
    }
}
