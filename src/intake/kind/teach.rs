//! While the program is built: learns from the example sentences in `examples/` what the features of a
//! sentence say about its class, and writes it down as the table that `sense.rs` looks up.
//!
//! Naive Bayes with smoothing towards the mean of the classes. Weights are natural logarithms in
//! thousandths, as whole numbers.

#[path = "class.rs"]
mod class;
#[path = "features.rs"]
#[expect(dead_code, reason = "only reading mail looks for topics")]
mod features;
#[path = "../folded.rs"]
#[expect(dead_code, reason = "intake uses more of it")]
mod folded;

use class::Class;
use folded::Folded;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::{env, fs, io};

/// So many sentences of no class in particular are added to each: a feature that was seen once is
/// no proof.
const SMOOTHING: f64 = 5.0;

type Counts = [u32; Class::COUNT];
type Weights = [i16; Class::COUNT];

/// Makes the table.
pub fn teach() -> io::Result<()> {
    let examples = Path::new("src/intake/kind/examples");
    for path in ["src/intake/kind", "src/intake/folded.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let mut counts: HashMap<u64, Counts> = HashMap::new();
    let mut sentences = Counts::default();
    let mut found = Vec::new();
    for (at, class) in Class::ALL.into_iter().enumerate() {
        let list = examples.join(format!("{}.txt", class.as_str()));
        for line in fs::read_to_string(list)?.lines() {
            let folded = Folded::new(line);
            for sentence in &folded.sentences {
                sentences[at] += 1;
                features::features(folded.words(sentence), sentence.question, &mut found);
                for feature in &found {
                    counts.entry(*feature).or_default()[at] += 1;
                }
            }
        }
    }
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    fs::write(
        Path::new(&out).join("sense.bin"),
        table(&counts, &sentences)?,
    )
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a logarithm of counts is far below 32"
)]
/// What one feature says about each class: the logarithm of how much likelier it is there than in
/// the mean of the classes.
fn weights(counts: &Counts, sentences: &Counts) -> Weights {
    let share = |at: usize| f64::from(counts[at]) / f64::from(sentences[at].max(1));
    let mean = (0..Class::COUNT).map(share).sum::<f64>() / Class::COUNT as f64;
    std::array::from_fn(|at| {
        let smoothed = (f64::from(counts[at]) + SMOOTHING * mean)
            / (f64::from(sentences[at].max(1)) + SMOOTHING);
        ((smoothed / mean).ln() * 1000.0).round() as i16
    })
}

/// An open hash table: the number of slots (a power of two), in each the lower half of the feature's hash
/// and the number of its weights (0 where it is empty), side by side so that a look waits for memory once;
/// then the weights, all little-endian.
fn table(counts: &HashMap<u64, Counts>, sentences: &Counts) -> io::Result<Vec<u8>> {
    let slots = (counts.len() * 3 / 2).next_power_of_two();
    let mut table = vec![[0u8; 6]; slots];
    let mut known: BTreeMap<Weights, u16> = BTreeMap::new();
    let mut all: Vec<Weights> = Vec::new();
    // In the order of the hashes, so that the same examples always give the same table.
    let mut features: Vec<(&u64, &Counts)> = counts.iter().collect();
    features.sort_unstable_by_key(|(feature, _)| **feature);
    for (feature, counts) in features {
        let weights = weights(counts, sentences);
        let number = if let Some(number) = known.get(&weights) {
            *number
        } else {
            all.push(weights);
            let number = u16::try_from(all.len()).map_err(io::Error::other)?;
            known.insert(weights, number);
            number
        };
        let [a, b, c, d, rest @ ..] = feature.to_le_bytes();
        let mut at = u32::from_le_bytes(rest) as usize & (slots - 1);
        while table[at][4..] != [0, 0] {
            at = (at + 1) & (slots - 1);
        }
        let [low, high] = number.to_le_bytes();
        table[at] = [a, b, c, d, low, high];
    }
    let mut out = Vec::with_capacity(8 + slots * 6 + all.len() * 2 * Class::COUNT);
    out.extend(
        u32::try_from(slots)
            .map_err(io::Error::other)?
            .to_le_bytes(),
    );
    out.extend(table.iter().flatten());
    out.extend(all.iter().flatten().flat_map(|w| w.to_le_bytes()));
    Ok(out)
}
