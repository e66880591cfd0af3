//! Answers coded by the rules in this process, beside strsim: verdicts of any corpus, and a million pairs. Called by
//! `benches/answers.py`.
//!
//!     cargo bench --bench answers -- verdicts < UNITS
//!     cargo bench --bench answers -- speed COMPANIES < UNITS
//!     cargo bench --bench answers -- signs < tests/answers/develop.jsonl   (for answers_weigh.py)
//!     cargo bench --bench answers -- words < UNITS   (for answers_words.py)
//!
//! A unit is a JSON line `{"question", "language"?, "expects"?, "right": [text..], "texts": [text..], "pairs": [[a, b]..]}`
//! with pairs of places in `texts`: one question, and what was replied to it.

#[path = "shared/processor.rs"]
mod processor;
#[path = "shared/words.rs"]
mod words;

use mystery_shopper::coding::answers::{Asked, Key, Reading};
use mystery_shopper::intake::kind_of;
use mystery_shopper::model::{Expects, Kind, Language};
use processor::cpu_seconds;
use serde::Deserialize;
use serde_json::json;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::BufRead;
use std::time::Instant;

type Failure = Box<dyn std::error::Error>;

fn main() {
    let Some(words) = words::words() else { return };
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["verdicts"] => verdicts(),
        ["speed", companies] => companies.parse().map_err(Failure::from).and_then(speed),
        ["signs"] => signs(),
        ["words"] => words_signs(),
        _ => Err("verdicts, speed COMPANIES, signs, or words".into()),
    };
    if let Err(error) = done {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

/// The signs of labelled replies and pairs of them, a JSON line a record: `kinds` and `pairs` as `[label, signs]`, `right` of each
/// reply against the reference.
fn signs() -> Result<(), Failure> {
    for line in std::io::stdin().lock().lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        let text = |of: &serde_json::Value| of.as_str().unwrap_or_default().to_owned();
        let question = text(&record["question"]);
        let key = Key::new(&Asked {
            question: &question,
            ..Asked::default()
        });
        let reference = record["reference"].as_str().map(|t| key.reference(t));
        let (mut kinds, mut right, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
        let mut readings = std::collections::BTreeMap::new();
        for (channel, reply) in record["answers"].as_object().into_iter().flatten() {
            let reply = text(reply);
            let reading = key.read(&reply, Some(kind_of(&reply, &question).0));
            let says = key.substance(&reading).code.as_str();
            kinds.push(json!([
                record["kind"][channel],
                key.signs(&reading).to_vec()
            ]));
            if let Some(reference) = &reference {
                let signs = key.pair_signs(&reading, reference).to_vec();
                right.push(json!([record["correct"][channel], signs, says]));
            }
            readings.insert(channel.clone(), (reading, says));
        }
        for (pair, label) in record["relation"].as_object().into_iter().flatten() {
            let (a, b) = pair.split_once('-').ok_or("a pair has a hyphen")?;
            if let (Some((a, says_a)), Some((b, says_b))) = (readings.get(a), readings.get(b)) {
                pairs.push(json!([
                    label,
                    key.pair_signs(a, b).to_vec(),
                    says_a,
                    says_b
                ]));
            }
        }
        println!(
            "{}",
            json!({"id": record["id"], "kinds": kinds, "right": right, "pairs": pairs})
        );
    }
    Ok(())
}

/// The signs of wordings, a JSON line a unit: `right` of each text against each right answer, `same` of each pair.
fn words_signs() -> Result<(), Failure> {
    for unit in units()? {
        let key = unit.key();
        let read = |text: &String| key.read(text, None);
        let references: Vec<Reading> = unit.right.iter().map(|t| key.reference(t)).collect();
        let readings: Vec<Reading> = unit.texts.iter().map(read).collect();
        let against = |reply: &Reading| -> Vec<Vec<f32>> {
            let signs = |one: &Reading| key.right_signs(reply, one).to_vec();
            references.iter().map(signs).collect()
        };
        let right: Vec<_> = readings.iter().map(against).collect();
        let side_by_side =
            |&(a, b): &(usize, usize)| key.same_signs(&readings[a], &readings[b]).to_vec();
        let same: Vec<_> = unit.pairs.iter().map(side_by_side).collect();
        println!("{}", json!({"right": right, "same": same}));
    }
    Ok(())
}

/// One question, and what was replied to it.
#[derive(Deserialize)]
struct Unit {
    question: String,
    language: Option<Language>,
    expects: Option<Expects>,
    right: Vec<String>,
    texts: Vec<String>,
    pairs: Vec<(usize, usize)>,
}

impl Unit {
    fn key(&self) -> Key {
        Key::new(&Asked {
            question: &self.question,
            language: self.language,
            expects: self.expects,
            ..Asked::default()
        })
    }

    /// What intake takes each reply for.
    fn hints(&self) -> Vec<Kind> {
        let hint = |text: &String| kind_of(text, &self.question).0;
        self.texts.iter().map(hint).collect()
    }
}

fn units() -> Result<Vec<Unit>, Failure> {
    let lines = std::io::stdin().lock().lines();
    lines
        .map(|line| Ok(serde_json::from_str(&line?)?))
        .collect()
}

/// Prints for each unit `rights` by text and `sames` by pair, one number each; `kinds` and `corrects` by text, `relations` by pair, each code with its confidence; and of
/// each measure of strsim the nearest to a right answer by text, and that of each pair.
fn verdicts() -> Result<(), Failure> {
    for unit in units()? {
        let key = unit.key();
        let known = key.known(unit.right.iter().map(String::as_str), []);
        let hints = unit.hints();
        let readings: Vec<Reading> = unit
            .texts
            .iter()
            .zip(&hints)
            .map(|(text, hint)| key.read(text, Some(*hint)))
            .collect();
        let kinds: Vec<_> = readings
            .iter()
            .map(|reading| {
                let kind = key.substance(reading);
                (kind.code.as_str(), kind.confidence)
            })
            .collect();
        let corrects: Vec<_> = readings
            .iter()
            .map(|reading| {
                let correct = key.judge(&known, reading);
                (correct.code.as_str(), correct.confidence)
            })
            .collect();
        let relations: Vec<_> = unit
            .pairs
            .iter()
            .map(|&(a, b)| {
                let relation = key.relate(&readings[a], &readings[b]);
                (relation.code.as_str(), relation.confidence)
            })
            .collect();
        let rights: Vec<_> = readings
            .iter()
            .map(|reading| key.right(&known, reading))
            .collect();
        let same = key.same(&readings.iter().collect::<Vec<_>>());
        let sames: Vec<_> = unit.pairs.iter().map(|&(a, b)| same[a][b]).collect();
        println!(
            "{}",
            json!({
                "rights": rights, "sames": sames,
                "kinds": kinds, "corrects": corrects, "relations": relations,
                "levenshtein": alike(&unit, strsim::normalized_levenshtein),
                "dice": alike(&unit, strsim::sorensen_dice),
            })
        );
    }
    Ok(())
}

/// How near each text is to the nearest right answer, and the two of each pair, in small letters.
fn alike(unit: &Unit, measure: impl Fn(&str, &str) -> f64) -> (Vec<f64>, Vec<f64>) {
    let small =
        |texts: &[String]| -> Vec<String> { texts.iter().map(|t| t.to_lowercase()).collect() };
    let (texts, right) = (small(&unit.texts), small(&unit.right));
    let nearest = |text: &String| right.iter().map(|r| measure(text, r)).fold(0.0, f64::max);
    let pair = |&(a, b): &(usize, usize)| measure(&texts[a], &texts[b]);
    (
        texts.iter().map(nearest).collect(),
        unit.pairs.iter().map(pair).collect(),
    )
}

/// What one company's replies came to.
struct Share {
    turn: usize,
    hash: u64,
}

/// What one thread did.
#[derive(Default)]
struct Done {
    shares: Vec<Share>,
    cpu: f64,
    /// Seconds by the clock in reading replies, and in setting them side by side.
    reading: f64,
    relating: f64,
}

/// So many companies, each with the replies of all units: each reply is read once, and set beside those of the same
/// company to the same question. Intake's word on a reply is known before, as in a study.
/// Prints the pairs, the replies, seconds by the clock and on the processors, the share of reading, and a hash of all verdicts.
fn speed(companies: usize) -> Result<(), Failure> {
    let units = units()?;
    let hints: Vec<Vec<Kind>> = units.iter().map(Unit::hints).collect();
    let threads = std::thread::available_parallelism()?.get();
    let began = Instant::now();
    let before = cpu_seconds(began);
    let keys: Vec<Key> = units.iter().map(Unit::key).collect();
    let mut done = Done {
        cpu: cpu_seconds(began) - before,
        ..Done::default()
    };
    let parts: Vec<Option<Done>> = std::thread::scope(|scope| {
        let (units, keys, hints) = (&units, &keys, &hints);
        let work = |thread: usize| {
            move || {
                let mut done = Done::default();
                for turn in (thread..companies).step_by(threads) {
                    let hash = company(units, keys, hints, &mut done);
                    done.shares.push(Share { turn, hash });
                }
                done.cpu = cpu_seconds(began);
                done
            }
        };
        let running: Vec<_> = (0..threads).map(|t| scope.spawn(work(t))).collect();
        running.into_iter().map(|r| r.join().ok()).collect()
    });
    let seconds = began.elapsed().as_secs_f64();
    for part in parts {
        let part = part.ok_or("a thread ended early")?;
        done.shares.extend(part.shares);
        done.cpu += part.cpu;
        done.reading += part.reading;
        done.relating += part.relating;
    }
    done.shares.sort_by_key(|share| share.turn);
    let mut hasher = DefaultHasher::new();
    for share in &done.shares {
        share.hash.hash(&mut hasher);
    }
    let pairs: usize = units.iter().map(|unit| unit.pairs.len()).sum();
    let replies: usize = units.iter().map(|unit| unit.texts.len()).sum();
    println!(
        "{}",
        json!({
            "pairs": companies * pairs,
            "replies": companies * replies,
            "seconds": seconds,
            "cpu": done.cpu,
            "reading": done.reading / (done.reading + done.relating),
            "hash": format!("{:016x}", hasher.finish()),
        })
    );
    Ok(())
}

/// The hash of all verdicts on one company.
fn company(units: &[Unit], keys: &[Key], hints: &[Vec<Kind>], done: &mut Done) -> u64 {
    let mut hasher = DefaultHasher::new();
    for ((unit, key), hints) in units.iter().zip(keys).zip(hints) {
        let began = Instant::now();
        let readings: Vec<Reading> = unit
            .texts
            .iter()
            .zip(hints)
            .map(|(text, hint)| key.read(text, Some(*hint)))
            .collect();
        let read = Instant::now();
        for &(a, b) in &unit.pairs {
            let verdict = key.relate(&readings[a], &readings[b]);
            verdict.code.as_str().hash(&mut hasher);
            verdict.confidence.hash(&mut hasher);
            verdict.rule.hash(&mut hasher);
            verdict.spans.hash(&mut hasher);
            verdict.other_spans.hash(&mut hasher);
        }
        done.reading += (read - began).as_secs_f64();
        done.relating += read.elapsed().as_secs_f64();
    }
    hasher.finish()
}
