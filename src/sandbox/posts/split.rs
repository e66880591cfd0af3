//! Cuts what a clerk has to say into posts.

use crate::model::Network;

/// The most that a text may weigh. Bluesky allows more characters than that, and none weighs less than 1.
pub(super) const MOST: usize = 280;

/// How much of [`MOST`] a text takes up.
pub(super) fn weight(text: &str) -> usize {
    Network::Twitter.length(text)
}

/// Cuts a text into pieces that weigh at most `first` and then `next` each (at least 30 both): behind a
/// sentence where one ends in the second half of the room, else behind a clause, else behind a word. No
/// piece is empty; white space is folded.
pub(super) fn pieces(text: &str, first: usize, next: usize) -> Vec<String> {
    let (first, next) = (first.max(30), next.max(30));
    let words = words(text, first.min(next));
    let mut pieces: Vec<String> = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let most = if pieces.is_empty() { first } else { next };
        let (mut end, mut used) = (start, 0);
        let (mut sentence, mut clause) = (None, None);
        while end < words.len() {
            used += weight(&words[end]) + 1;
            if used > most + 1 {
                break;
            }
            end += 1;
            if used * 2 >= most {
                match words[end - 1].chars().next_back() {
                    Some('.' | '!' | '?') => sentence = Some(end),
                    Some(';' | ':' | ',') => clause = Some(end),
                    _ => {}
                }
            }
        }
        if end < words.len() {
            end = sentence.or(clause).unwrap_or(end).max(start + 1);
        }
        pieces.push(words[start..end].join(" "));
        start = end;
    }
    pieces
}

/// The words of a text, those cut that weigh more than `most`.
fn words(text: &str, most: usize) -> Vec<String> {
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        if weight(word) <= most {
            words.push(word.to_owned());
            continue;
        }
        let mut part = String::new();
        let mut held = 0;
        // A character weighs 2 at most, and what is no longer an address weighs no more than that.
        for c in word.chars() {
            if held + 2 > most && !part.is_empty() {
                words.push(std::mem::take(&mut part));
                held = 0;
            }
            part.push(c);
            held += 2;
        }
        words.push(part);
    }
    words
}

/// Cuts a text in two behind the sentence or clause that ends nearest to its middle, if there is one that
/// leaves at least a quarter on either side.
pub(super) fn halves(text: &str) -> Option<(String, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let lengths: Vec<usize> = words.iter().map(|w| w.chars().count() + 1).collect();
    let total: usize = lengths.iter().sum();
    let mut best: Option<(usize, usize)> = None;
    let mut before = 0;
    for (at, word) in words.iter().enumerate().take(words.len().saturating_sub(1)) {
        before += lengths[at];
        let ends = word.ends_with(['.', '!', '?', ';', ',']);
        let off = before.abs_diff(total - before);
        if ends && off * 2 <= total && best.is_none_or(|(least, _)| off < least) {
            best = Some((off, at + 1));
        }
    }
    let (_, at) = best?;
    Some((words[..at].join(" "), words[at..].join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_are_cut_where_they_pause() {
        let text = "You can bring it back. We refund the price within ten days, whatever it was.";
        assert_eq!(
            pieces(text, 40, 40),
            [
                "You can bring it back.",
                "We refund the price within ten days,",
                "whatever it was."
            ]
        );
        let (one, two) =
            halves("You can bring it back for a month. We refund the price at once.").unwrap();
        assert_eq!(one, "You can bring it back for a month.");
        assert_eq!(two, "We refund the price at once.");
        assert_eq!(
            halves("Yes, within twenty-eight days of the purchase"),
            None
        );
        assert_eq!(halves(""), None);
    }

    proptest! {
        #[test]
        fn pieces_fit_and_nothing_is_lost(text in "(\\PC{0,60}[ .;,]){0,30}", first in 30..280_usize, next in 30..280_usize) {
            let cut = pieces(&text, first, next);
            for (nth, piece) in cut.iter().enumerate() {
                let most = if nth == 0 { first } else { next };
                prop_assert!(weight(piece) <= most, "{} > {most}: {piece}", weight(piece));
                prop_assert!(!piece.is_empty());
            }
            let plain = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(plain(&cut.concat()), plain(&text));
            if let Some((one, two)) = halves(&text) {
                prop_assert_eq!(plain(&format!("{one}{two}")), plain(&text));
                prop_assert!(!one.is_empty() && !two.is_empty());
            }
        }
    }
}
