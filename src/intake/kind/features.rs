//! What of a sentence is compared with the examples: its words, their stems and pairs of neighbours.

/// A stem is so many bytes of a word.
const STEM: usize = 5;
/// No more words of a sentence are looked at.
const WORDS: usize = 60;

/// The hashes of a sentence's features, each once. Words are as [`Folded::words`] has them; a word
/// with a digit in it stands for any number.
///
/// [`Folded::words`]: super::super::folded::Folded::words
pub(super) fn features(words: &str, question: bool, found: &mut Vec<u64>) {
    const BOUND: u64 = 0x5e;
    found.clear();
    let mut before = BOUND;
    let words = words.as_bytes().split(|b| *b == b' ');
    for word in words.filter(|w| *w != b",").take(WORDS) {
        let number = word.iter().any(u8::is_ascii_digit);
        let bytes = if number { b"#" } else { word };
        let whole = hash(1, bytes);
        found.push(whole);
        if bytes.len() > STEM {
            found.push(hash(2, &bytes[..STEM]));
        }
        found.push(pair(before, whole));
        before = whole;
    }
    found.push(pair(before, BOUND));
    if question {
        found.push(hash(3, b"?"));
    }
    found.sort_unstable();
    found.dedup();
}

/// The feature that stands for a word in all its forms; none for a short one, which tells no topic.
pub(super) fn stem(word: &str) -> Option<u64> {
    let bytes = word.as_bytes();
    let letters = !bytes.iter().any(u8::is_ascii_digit);
    match bytes.len() {
        4..=STEM if letters => Some(hash(1, bytes)),
        n if n > STEM && letters => Some(hash(2, &bytes[..STEM])),
        _ => None,
    }
}

/// FNV-1a, with its bits mixed (as `MurmurHash` 3 does at its end), because both ends of it are used.
fn hash(seed: u64, bytes: &[u8]) -> u64 {
    // The seed reaches every bit: a low one alone is what another first letter looks like.
    let basis = 0xcbf2_9ce4_8422_2325 ^ mixed(seed);
    let hash = bytes.iter().fold(basis, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    mixed(hash)
}

fn pair(first: u64, second: u64) -> u64 {
    mixed(first.rotate_left(23) ^ second.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

fn mixed(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}
