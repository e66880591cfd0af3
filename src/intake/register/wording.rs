//! What we wrote, in a form in which it is found again in a reply.

use std::hash::{DefaultHasher, Hash, Hasher};

/// No more words than this are read of one text.
const WORDS: usize = 6_000;

/// The words of a text, hashed: runs of letters and digits, lower case.
pub(in crate::intake) fn words(text: &str) -> Vec<u32> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(WORDS)
        .map(|word| short_hash(&word.to_lowercase()))
        .collect()
}

/// Every three words that stand together, hashed; sorted, each once.
pub(in crate::intake) fn shingles(words: &[u32]) -> Vec<u32> {
    let mut all: Vec<u32> = words.windows(3).map(|three| short_hash(&three)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The shingles of one of our texts. Its places, `{company}` and `{persona}`, are left out, so that
/// all companies share them.
pub(in crate::intake) fn template(text: &str) -> Box<[u32]> {
    let mut all = Vec::new();
    for (n, piece) in text.split('{').enumerate() {
        let piece = match piece.split_once('}') {
            Some((_, rest)) if n > 0 => rest,
            _ => piece,
        };
        all.extend(shingles(&words(piece)));
    }
    all.sort_unstable();
    all.dedup();
    all.into_boxed_slice()
}

/// How much of our text stands in a reply: its shingles found there, out of all of them. Texts
/// that are too short to tell are never found.
pub(in crate::intake) fn quoted_share(ours: &[u32], reply: &[u32]) -> f64 {
    let found = ours
        .iter()
        .filter(|s| reply.binary_search(s).is_ok())
        .count();
    if found < 3 {
        return 0.0;
    }
    found as f64 / ours.len() as f64
}

fn short_hash<T: Hash + ?Sized>(value: &T) -> u32 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    (hasher.finish() >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_text_is_found_however_it_is_wrapped() {
        let ours =
            template("Can I return a coat to {company} that I bought online, {persona} asks?");
        let reply = |text: &str| shingles(&words(text));
        let share = |text: &str| quoted_share(&ours, &reply(text));
        assert!(
            share("Yes.\n> can i return a\n> coat to Acme that I\n> bought online, Anna asks?")
                > 0.99
        );
        assert!(share("Yes, a coat that was bought online can be returned.") < 0.2);
        assert!(share("") < 0.1);
        assert!(quoted_share(&template("Coats?"), &reply("Coats?")) < 0.1);
    }
}
