//! How much of one wording stands in another: words by what they weigh, phrases, spelling variants, initials,
//! figures.

use super::said::{Said, Word};

/// No longer wording is looked for letter by letter.
const LETTERS: usize = 64;
/// A short word has no variants.
const VARIANT: usize = 4;

/// What stands in both of two sorted lists, as it stands in the first.
pub(super) fn in_both<'a, T, K: Ord>(
    one: &'a [T],
    other: &'a [T],
    key: impl Fn(&T) -> K,
) -> impl Iterator<Item = &'a T> {
    let (mut one, mut other) = (one.iter(), other.iter().peekable());
    std::iter::from_fn(move || {
        one.find(|x| {
            while other.next_if(|y| key(y) < key(x)).is_some() {}
            other.next_if(|y| key(y) == key(x)).is_some()
        })
    })
}

/// How near two words are, 0 to 1: the same, one the beginning or the end of the other, or spelt nearly alike.
pub(super) fn near(a: &str, b: &str) -> f32 {
    if a == b {
        return 1.0;
    }
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    let figure = |w: &[u8]| w.iter().any(u8::is_ascii_digit);
    if short < VARIANT || long > 24 || figure(a) || figure(b) {
        return 0.0;
    }
    let ahead = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    if ahead >= VARIANT && 10 * ahead >= 7 * long {
        return 0.9;
    }
    let behind = a.iter().rev().zip(b.iter().rev());
    let behind = behind.take_while(|(x, y)| x == y).count();
    if short > 4 && (ahead == short || behind == short) {
        return 0.75;
    }
    // Two words that are spelt alike begin or end alike.
    if long - short > 2 || ahead + behind < 2 {
        return 0.0;
    }
    let alike = 1.0 - edits(a, b) as f32 / long as f32;
    if alike >= 0.75 { alike } else { 0.0 }
}

/// How many letters must change, two that are swapped counting once.
fn edits(a: &[u8], b: &[u8]) -> usize {
    let mut before = [0usize; 25];
    let mut last: [usize; 25] = std::array::from_fn(|n| n);
    for (i, x) in a.iter().enumerate() {
        let mut row = [0usize; 25];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            row[j + 1] = (last[j] + usize::from(x != y))
                .min(last[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                row[j + 1] = row[j + 1].min(before[j - 1] + 1);
            }
        }
        before = last;
        last = row;
    }
    last[b.len()]
}

/// How much of a wording stands somewhere in a text, letter by letter, 0 to 1: Myers' bit-parallel search.
pub(super) fn within(wording: &str, text: &str) -> f32 {
    let wording = &wording.as_bytes()[..wording.len().min(LETTERS)];
    let long = wording.len();
    if long == 0 {
        return 0.0;
    }
    let mut places = [0u64; 256];
    for (n, byte) in wording.iter().enumerate() {
        places[usize::from(*byte)] |= 1 << n;
    }
    let top = 1u64 << (long - 1);
    let (mut plus, mut minus, mut score, mut best) = (u64::MAX, 0u64, long, long);
    for byte in text.as_bytes() {
        let eq = places[usize::from(*byte)];
        let xv = eq | minus;
        let xh = (((eq & plus).wrapping_add(plus)) ^ plus) | eq;
        let mut up = minus | !(xh | plus);
        let mut down = plus & xh;
        if up & top != 0 {
            score += 1;
        } else if down & top != 0 {
            score -= 1;
        }
        up <<= 1;
        down <<= 1;
        plus = down | !(xv | up);
        minus = up & xv;
        best = best.min(score);
    }
    1.0 - best as f32 / long as f32
}

/// Where a word of one wording stands in another, and how near it is.
pub(super) fn found(one: &Said, at: usize, other: &Said) -> Option<(usize, f32)> {
    let word = &one.words[at];
    if let Some(place) = other.find(word.hash) {
        return Some((place, 1.0));
    }
    if word.is_idle() {
        return None;
    }
    let letters = one.word(at);
    let mut best = None;
    let mut most = 0.0;
    for place in 0..other.words.len() {
        let how = near(letters, other.word(place));
        if how > most {
            (best, most) = (Some((place, how)), how);
        }
    }
    best
}

/// Where the words of one stand one behind another in the other, articles left out; the place of the first.
pub(super) fn phrase(one: &Said, other: &Said) -> Option<usize> {
    let words: Vec<u32> = told(one).map(|w| w.hash).collect();
    let first = words.first()?;
    let there: Vec<(usize, u32)> = other
        .words
        .iter()
        .enumerate()
        .filter(|(_, w)| !w.is_idle())
        .map(|(at, w)| (at, w.hash))
        .collect();
    let starts = there.iter().enumerate().filter(|(_, (_, h))| h == first);
    let fits = |from: usize| {
        let behind = there.get(from..from + words.len());
        behind.is_some_and(|b| b.iter().map(|(_, h)| h).eq(&words))
    };
    starts
        .map(|(from, (at, _))| (from, *at))
        .find(|(from, _)| fits(*from))
        .map(|(_, at)| at)
}

/// The words that say something; all of them where none does.
pub(super) fn told(said: &Said) -> impl Iterator<Item = &Word> {
    let all = said.words.iter().all(Word::is_idle);
    said.words.iter().filter(move |w| all || !w.is_idle())
}

/// Whether one is the initials of words that stand one behind another in the other: `UN`, `United Nations`.
pub(super) fn initials(one: &Said, other: &Said) -> bool {
    let short = |w: &&Word| w.capitals && (2..=6).contains(&w.at.len());
    for word in one.words.iter().filter(short) {
        let letters = one.letters[word.at.clone()].as_bytes();
        for idle in [false, true] {
            let firsts: Vec<u8> = other
                .words
                .iter()
                .filter(|w| (idle || !w.is_idle()) && !w.is_figure() && !w.capitals)
                .filter_map(|w| other.letters.as_bytes().get(w.at.start).copied())
                .collect();
            if firsts.windows(letters.len()).any(|f| f == letters) {
                return true;
            }
        }
    }
    false
}

/// Whether what stands at a place is denied: `not Paris`, `Paris is not`.
pub(super) fn denied(said: &Said, at: usize) -> bool {
    const NOT: [&str; 9] = [
        "not", "never", "don", "isn", "wasn", "niet", "nicht", "pas", "no",
    ];
    let sentence = said.words[at].sentence;
    (at.saturating_sub(3)..at)
        .any(|n| said.words[n].sentence == sentence && NOT.contains(&said.word(n)))
}

/// The shares of pairs of letters that two wordings have in common.
pub(super) fn bigrams(one: &Said, other: &Said) -> f32 {
    let of = |said: &Said| -> Vec<[u8; 2]> {
        let mut all = Vec::with_capacity(said.letters.len());
        for word in told(said).filter(|w| !w.asked) {
            let letters = said.letters[word.at.clone()].as_bytes();
            all.extend(letters.windows(2).map(|w| [w[0], w[1]]));
        }
        all.sort_unstable();
        all.dedup();
        all
    };
    let (a, b) = (of(one), of(other));
    let shared = in_both(&a, &b, |letters| *letters).count();
    shared as f32 / a.len().min(b.len()).max(1) as f32
}
