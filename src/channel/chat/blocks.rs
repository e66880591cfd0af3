//! What stands in a chat's log, and what of it is new since it was last looked at. Pure.

use serde::Deserialize;

/// What a block of text in a log is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// Something said.
    #[default]
    Text,
    /// What can be pressed.
    Button,
    /// When something was said, or whether it was read.
    Time,
    /// Who said it.
    Name,
}

/// On which side of the log it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
pub enum Side {
    /// Left.
    #[serde(rename = "l")]
    Left,
    /// In the middle, or over all of it.
    #[default]
    #[serde(rename = "c")]
    Middle,
    /// Right.
    #[serde(rename = "r")]
    Right,
}

/// A block of text in a log.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Default)]
pub struct Block {
    /// Its text, on one line.
    pub text: String,
    /// Tag, id, classes, labels and the like of it and of what it stands in, up to the log.
    pub hints: String,
    /// Where it stands.
    pub side: Side,
    /// What it is.
    pub kind: BlockKind,
    /// Which of the log's entries it is of.
    pub item: u32,
}

/// What became of a block since the log was last looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It stood there already, at this place.
    Same(usize),
    /// It stood there with less text, at this place: it is being written.
    Grown(usize),
    /// It is new.
    New,
}

/// What became of each of `now`, given the texts that stood there `before`. At most 400 of each are compared;
/// what is behind them counts as there already when it is the same text at the same place.
#[must_use]
pub fn changes(before: &[String], now: &[&str]) -> Vec<Change> {
    const MOST: usize = 400;
    let ahead = before.iter().zip(now).take_while(|(b, n)| b == *n).count();
    let mut all: Vec<Change> = (0..ahead).map(Change::Same).collect();
    let (old, new) = (&before[ahead..], &now[ahead..]);
    if old.is_empty() {
        all.extend(new.iter().map(|_| Change::New));
        return all;
    }
    let (old, new_head) = (&old[..old.len().min(MOST)], &new[..new.len().min(MOST)]);
    // The longest common subsequence: what is not of it was changed.
    let width = new_head.len() + 1;
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    for o in (0..old.len()).rev() {
        for n in (0..new_head.len()).rev() {
            longest[o * width + n] = if old[o] == new_head[n] {
                longest[(o + 1) * width + n + 1] + 1
            } else {
                longest[(o + 1) * width + n].max(longest[o * width + n + 1])
            };
        }
    }
    let (mut o, mut n) = (0, 0);
    // Those that are gone since the last one that is still there.
    let mut gone = Vec::new();
    while n < new_head.len() {
        if o < old.len() && old[o] == new_head[n] {
            all.push(Change::Same(ahead + o));
            gone.clear();
            (o, n) = (o + 1, n + 1);
        } else if o < old.len() && longest[(o + 1) * width + n] >= longest[o * width + n + 1] {
            gone.push(o);
            o += 1;
        } else {
            let text = new_head[n];
            let grown = gone
                .iter()
                .position(|g| !old[*g].is_empty() && is_begun(&old[*g], text));
            all.push(match grown {
                Some(at) => Change::Grown(ahead + gone.remove(at)),
                None => Change::New,
            });
            n += 1;
        }
    }
    all.extend(new[new_head.len()..].iter().map(|_| Change::New));
    all
}

/// Whether a text goes on with what another began; the last sign may have been one that stood for "and so on".
fn is_begun(old: &str, new: &str) -> bool {
    let old = old.trim_end_matches(['.', '…', '▌', '|', '▍', '█']);
    !old.trim().is_empty() && new.len() > old.len() && new.starts_with(old)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn owned(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&t| t.to_owned()).collect()
    }

    #[test]
    fn what_is_behind_is_new() {
        assert_eq!(
            changes(&owned(&["a", "b"]), &["a", "b", "b", "c"]),
            [Change::Same(0), Change::Same(1), Change::New, Change::New]
        );
    }

    #[test]
    fn what_is_written_bit_by_bit_is_one() {
        assert_eq!(
            changes(&owned(&["hi", "You can"]), &["hi", "You can return it"]),
            [Change::Same(0), Change::Grown(1)]
        );
        assert_eq!(
            changes(&owned(&["hi", "..."]), &["hi", "You can"]),
            [Change::Same(0), Change::New]
        );
    }

    #[test]
    fn what_is_gone_makes_nothing_new() {
        assert_eq!(
            changes(&owned(&["a", "typing", "b"]), &["a", "b", "c"]),
            [Change::Same(0), Change::Same(2), Change::New]
        );
        assert_eq!(changes(&owned(&["a"]), &[]), []);
    }

    #[test]
    fn what_comes_in_before_the_rest_is_new_there() {
        assert_eq!(
            changes(&owned(&["b"]), &["old", "b"]),
            [Change::New, Change::Same(0)]
        );
    }

    proptest! {
        #[test]
        fn each_block_becomes_something(
            before in proptest::collection::vec("[ab]{0,2}", 0..12),
            now in proptest::collection::vec("[ab]{0,2}", 0..12),
        ) {
            let now: Vec<&str> = now.iter().map(String::as_str).collect();
            let all = changes(&before, &now);
            prop_assert_eq!(all.len(), now.len());
            let mut used = std::collections::HashSet::new();
            for (change, text) in all.iter().zip(&now) {
                match change {
                    Change::Same(at) => {
                        prop_assert_eq!(&before[*at], text);
                        prop_assert!(used.insert(*at));
                    }
                    Change::Grown(at) => {
                        prop_assert!(text.starts_with(before[*at].as_str()));
                        prop_assert!(used.insert(*at));
                    }
                    Change::New => {}
                }
            }
        }

        #[test]
        fn nothing_is_new_where_nothing_changed(before in proptest::collection::vec("[ab]{1,2}", 0..20)) {
            let now: Vec<&str> = before.iter().map(String::as_str).collect();
            prop_assert!(changes(&before, &now).iter().all(|c| matches!(c, Change::Same(_))));
        }
    }
}
