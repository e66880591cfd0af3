//! Answers coded by the rules in this process, beside strsim: verdicts of any corpus, and a million pairs. Called by
//! `benches/answers.py`.
//!
//!     cargo bench --bench answers -- verdicts < UNITS
//!     cargo bench --bench answers -- speed COMPANIES < UNITS
//!     cargo bench --bench answers -- signs < tests/answers/develop.jsonl   (for answers_learn.py)
//!     cargo bench --bench answers -- words < UNITS   (for answers_words.py)
//!
//! A unit is a JSON line `{"question", "language"?, "expects"?, "right": [text..], "texts": [text..], "pairs": [[a, b]..]}`
//! with pairs of places in `texts`: one question, and what was replied to it.

#[path = "shared/processor.rs"]
mod processor;
#[path = "shared/words.rs"]
mod words;

use mimalloc::MiMalloc;
use mystery_shopper::coding::answers::{Asked, Key, Known, Reading, take_bonds};
use mystery_shopper::intake::kind_of;
use mystery_shopper::model::{Expects, Kind, Language};
use processor::cpu_seconds;
use serde::Deserialize;
use serde_json::json;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::BufRead;
use std::time::Instant;

type Failure = Box<dyn std::error::Error>;

/// As in the program.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() {
    let Some(words) = words::words() else { return };
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["verdicts"] => verdicts(),
        ["speed", companies] => companies.parse().map_err(Failure::from).and_then(speed),
        ["signs"] => signs(),
        ["signs", bonds] => std::fs::read_to_string(bonds)
            .map_err(Failure::from)
            .and_then(|lines| {
                take_bonds(&lines);
                signs()
            }),
        ["words"] => words_signs(),
        ["sites"] => sites(),
        ["spots", bonds] => std::fs::read_to_string(bonds)
            .map_err(Failure::from)
            .and_then(|lines| {
                take_bonds(&lines);
                spots()
            }),
        _ => Err("verdicts, speed COMPANIES, signs, or words".into()),
    };
    if let Err(error) = done {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

/// The signs of labelled replies and pairs of them, a JSON line a record: `kinds` and `right` by channel and `pairs` by pair, each
/// `[label, signs]`. Behind each record it stands again for each of its answers, as `id#channel`, as if what that says were the
/// reference: whoever contradicts it is wrong.
fn signs() -> Result<(), Failure> {
    for line in std::io::stdin().lock().lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        println!("{}", signs_of(&record, record["reference"].as_str(), None)?);
        for (channel, kind) in record["kind"].as_object().into_iter().flatten() {
            let told = record["where"][channel].as_str().unwrap_or_default();
            if kind == "answer" && told.split_whitespace().nth(1).is_some() {
                println!("{}", signs_of(&record, Some(told), Some(channel))?);
            }
        }
    }
    Ok(())
}

/// Where labelled replies may answer, a JSON line a record: what the question asks by its numbers, and by channel each clause as
/// `[whether it answers, signs, numbers of what it says, of what stands around it, first and last byte]`.
fn sites() -> Result<(), Failure> {
    for line in std::io::stdin().lock().lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        let key = key_of(&record);
        let mut replies = json!({});
        for (channel, text) in record["answers"].as_object().into_iter().flatten() {
            let text = text.as_str().unwrap_or_default();
            let told = record["where"][channel].as_str().unwrap_or_default();
            let at = text.find(told).filter(|_| !told.is_empty());
            let clauses: Vec<_> = key
                .sites(text)
                .into_iter()
                .map(|(place, site)| {
                    let marked = marked(&place, at, told.len());
                    let signs: Vec<f32> = site.signs.to_vec();
                    json!([
                        marked,
                        signs,
                        site.says,
                        site.around,
                        place.start,
                        place.end
                    ])
                })
                .collect();
            replies[channel] = json!([record["kind"][channel], clauses]);
        }
        println!(
            "{}",
            json!({"id": record["id"], "asked": key.bonds, "expects": record["expects"], "replies": replies})
        );
    }
    Ok(())
}

/// What others say of the likeliest clauses of each reply, a JSON line a reply: `[[whether it answers, signs]..]`, none of them last.
fn spots() -> Result<(), Failure> {
    for line in std::io::stdin().lock().lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        let key = key_of(&record);
        let right: Vec<Reading> = record["reference"]
            .as_str()
            .map(|r| key.reference(r))
            .into_iter()
            .collect();
        let answers = record["answers"].as_object().ok_or("no answers")?;
        let texts: Vec<&str> = answers
            .values()
            .map(|t| t.as_str().unwrap_or_default())
            .collect();
        let question = record["question"].as_str().unwrap_or_default();
        let alone: Vec<Reading> = texts
            .iter()
            .map(|text| key.read(text, Some(kind_of(text, question).0)))
            .collect();
        for (nth, channel) in answers.keys().enumerate() {
            let told = record["where"][channel].as_str().unwrap_or_default();
            let at = texts[nth].find(told).filter(|_| !told.is_empty());
            let mut places: Vec<bool> = alone[nth]
                .places()
                .map(|place| marked(&place, at, told.len()))
                .collect();
            places.push(told.is_empty());
            let signs = key.beside_spots(&right, &alone, nth);
            let signs: Vec<Vec<f32>> = signs.iter().map(|s| s.to_vec()).collect();
            let spots: Vec<_> = places.into_iter().zip(signs).collect();
            println!("{}", json!(spots));
        }
    }
    Ok(())
}

/// Whether most of a clause is marked as what answers, or most of what is marked stands in it.
fn marked(place: &std::ops::Range<usize>, at: Option<usize>, length: usize) -> bool {
    at.is_some_and(|at| {
        let shared = place
            .end
            .min(at + length)
            .saturating_sub(place.start.max(at));
        2 * shared > place.len() || 2 * shared > length
    })
}

fn key_of(record: &serde_json::Value) -> Key {
    Key::new(&Asked {
        question: record["question"].as_str().unwrap_or_default(),
        language: record["lang"].as_str().and_then(Language::parse),
        expects: record["expects"].as_str().and_then(Expects::parse),
        ..Asked::default()
    })
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

/// How right a reply is by what another says.
fn right_by(record: &serde_json::Value, channel: &str, other: &str) -> &'static str {
    let pair = |a: &str, b: &str| record["relation"][format!("{a}-{b}")].as_str();
    let relation = pair(channel, other).or_else(|| pair(other, channel));
    match (relation, record["kind"][channel].as_str()) {
        (Some("agree"), Some("answer")) => "correct",
        (Some("contradict"), _) => "wrong",
        (_, Some("partial")) => "partly",
        (_, Some("answer")) => "?",
        _ => "na",
    }
}

/// The signs of a record, or of what is left of it where one of its replies is what the others are held against.
fn signs_of(
    record: &serde_json::Value,
    reference: Option<&str>,
    instead: Option<&String>,
) -> Result<serde_json::Value, Failure> {
    let question = record["question"].as_str().unwrap_or_default();
    let key = key_of(record);
    let known = key.known(reference, []);
    let answers = record["answers"].as_object().ok_or("no answers")?;
    let channels: Vec<&String> = answers.keys().filter(|c| Some(*c) != instead).collect();
    let read = |channel: &&String| {
        let text = answers[*channel].as_str().unwrap_or_default();
        key.read(text, Some(kind_of(text, question).0))
    };
    let mut readings: Vec<Reading> = channels.iter().map(read).collect();
    key.together(&known, &mut readings);
    let reference = reference.map(|text| key.reference(text));
    let (mut kinds, mut right, mut pairs) = (json!({}), json!({}), json!({}));
    for (channel, reading) in channels.iter().zip(&readings) {
        kinds[*channel] = json!([record["kind"][*channel], key.kind_signs(reading)]);
        if let Some(reference) = &reference {
            let label = match instead {
                Some(other) => right_by(record, channel, other),
                None => record["correct"][*channel].as_str().unwrap_or_default(),
            };
            right[*channel] = json!([label, key.reference_signs(reading, reference)]);
        }
    }
    for (pair, label) in record["relation"].as_object().into_iter().flatten() {
        let (a, b) = pair.split_once('-').ok_or("a pair has a hyphen")?;
        let place = |name: &str| channels.iter().position(|c| *c == name);
        if let (Some(a), Some(b)) = (place(a), place(b)) {
            pairs[pair] = json!([label, key.relation_signs(&readings[a], &readings[b])]);
        }
    }
    let id = record["id"].as_str().unwrap_or_default();
    let id = instead.map_or(id.to_owned(), |channel| format!("{id}#{channel}"));
    Ok(json!({"id": id, "kinds": kinds, "right": right, "pairs": pairs}))
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

    /// What is known to be right.
    fn known(&self, key: &Key) -> Known {
        key.known(self.right.iter().map(String::as_str), [])
    }

    /// Its replies as a study reads them: together, as those of one company.
    fn read(&self, key: &Key, known: &Known, hints: &[Kind]) -> Vec<Reading> {
        let each = self.texts.iter().zip(hints);
        let mut readings: Vec<Reading> = each
            .map(|(text, hint)| key.read(text, Some(*hint)))
            .collect();
        key.together(known, &mut readings);
        readings
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
        let known = unit.known(&key);
        let hints = unit.hints();
        let readings = unit.read(&key, &known, &hints);
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
    let keys = units.iter().map(|unit| {
        let key = unit.key();
        let known = unit.known(&key);
        (key, known)
    });
    let keys: Vec<(Key, Known)> = keys.collect();
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
fn company(units: &[Unit], keys: &[(Key, Known)], hints: &[Vec<Kind>], done: &mut Done) -> u64 {
    let mut hasher = DefaultHasher::new();
    for ((unit, (key, known)), hints) in units.iter().zip(keys).zip(hints) {
        let began = Instant::now();
        let readings = unit.read(key, known, hints);
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
