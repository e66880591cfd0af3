//! `shopper code by-hand`

use super::super::output::{Output, counted};
use super::super::workplace::StudyArg;
use super::Only;
use crate::clock::Clock;
use crate::coding::sheet::{Dealing, Unit, code_meaning, left_unsure, meaning};
use crate::error::{Error, Exit, Result};
use crate::fieldwork::coders::{self, by_person};
use crate::fieldwork::conflicts::BLOCK;
use crate::model::{Coder, Coding, Criterion, Scale};
use crate::store::Ledger;
use std::fmt::Write as _;
use std::io::{self, BufRead, Write as _};
use std::path::PathBuf;

/// Code at the terminal, one answer at a time, blind; stops and goes on at any time
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shopper code by-hand my-study --coder AB\n  shopper code by-hand my-study --coder AB --criteria relation --only unsure\n\nEach answer is followed by the questions of its criteria. The keys are shown each time; u takes back, s leaves the\nanswer for later, q ends. What was coded is stored when the next answer is begun, or at the end."
)]
pub(super) struct Args {
    #[command(flatten)]
    study: StudyArg,
    /// Who codes: initials or a short name
    #[arg(long, value_name = "NAME", value_parser = super::coder)]
    coder: String,
    /// What is coded [default: substance, correct, the yes-or-no ones and rating]
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = super::criterion)]
    criteria: Vec<Criterion>,
    /// Only what a machine left unsure
    #[arg(long, value_enum)]
    only: Option<Only>,
    /// First what a model on this machine finds likeliest to contradict, in blocks of twelve: DIR holds a cross-encoder as
    /// model.onnx, tokenizer.json and config.json; needs a program built with the feature `local-model`
    #[arg(long, value_name = "DIR", requires = "only")]
    model: Option<PathBuf>,
}

pub(super) async fn run(args: &Args, output: &Output) -> Result<Exit> {
    let place = args.study.open()?;
    let (_store, ledger) = place.existing().await?;
    let criteria = super::criteria(&args.criteria);
    let coder = Coder::Human(args.coder.clone());
    let mut units = coders::units(&place.study, &ledger, &criteria).await?;
    known(&units, &args.coder)?;
    let dealing = Dealing {
        seed: place.study.seed,
        round: "by hand",
        coders: &[],
        double: 0.0,
        sample: None,
    };
    if args.only == Some(Only::Unsure) {
        units.retain(|unit| left_unsure(unit, &criteria));
    }
    let units = super::ordered(units, args.model.as_deref(), output)?;
    let mut order: Vec<&Unit> = units.iter().collect();
    let block = if args.model.is_some() {
        BLOCK
    } else {
        units.len().max(1)
    };
    for block in order.chunks_mut(block) {
        dealing.shuffle(&args.coder, block);
    }
    let open: Vec<Task<'_>> = order
        .into_iter()
        .map(|unit| Task {
            unit,
            criteria: unit
                .criteria(&criteria)
                .filter(|c| unit.said(&coder, *c).is_none())
                .collect(),
        })
        .filter(|task| !task.criteria.is_empty())
        .collect();
    let mut desk = Desk {
        ledger: &ledger,
        coder,
        input: io::stdin().lock(),
        held: Vec::new(),
        stored: 0,
        skipped: 0,
    };
    let ended = desk.work(&open).await;
    // Whatever happened: what was coded is kept.
    desk.store().await?;
    ended?;
    output.remark(&format!(
        "{} stored; {} left for another time",
        counted(desk.stored, "code"),
        counted(desk.skipped, "answer")
    ));
    Ok(Exit::Ok)
}

/// Refuses a name that differs from a known coder's in capitals alone.
fn known(units: &[Unit], name: &str) -> Result<()> {
    let codings = units.iter().flat_map(|unit| &unit.codings);
    let mut other = codings.filter_map(|c| match &c.coder {
        Coder::Human(known) if known != name && known.to_lowercase() == name.to_lowercase() => {
            Some(known)
        }
        _ => None,
    });
    match other.next() {
        None => Ok(()),
        Some(known) => Err(Error::Usage {
            message: format!("--coder: there is a coder {known}, but none {name}"),
            hint: format!("did you mean `{known}`?"),
        }),
    }
}

/// A unit and what is to be coded of it.
struct Task<'u> {
    unit: &'u Unit,
    criteria: Vec<Criterion>,
}

/// What a line at a prompt means.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Said {
    Code(String),
    Undo,
    Skip,
    Quit,
    Unknown,
}

/// Where somebody codes.
struct Desk<'a, R> {
    ledger: &'a Ledger,
    coder: Coder,
    input: R,
    /// The codes of the unit at hand, or of the last one until the next is begun: they can be taken back.
    held: Vec<Coding>,
    stored: u64,
    skipped: u64,
}

impl<R: BufRead> Desk<'_, R> {
    async fn work(&mut self, tasks: &[Task<'_>]) -> Result<()> {
        let mut at = 0;
        // The task whose codes are held.
        let mut holds = None;
        while let Some(task) = tasks.get(at) {
            show(task, at, tasks.len())?;
            let mut next = if holds == Some(at) {
                self.held.len()
            } else {
                0
            };
            let mut moved = None;
            while let Some(criterion) = task.criteria.get(next).copied() {
                match self.ask(criterion)? {
                    Said::Code(code) => {
                        if holds != Some(at) {
                            self.store().await?;
                            holds = Some(at);
                        }
                        let (coder, now) = (self.coder.clone(), Clock::Wall.now());
                        let rule = "by hand".to_owned();
                        let key = task.unit.key;
                        self.held.push(by_person(
                            key,
                            criterion,
                            code,
                            coder,
                            rule,
                            String::new(),
                            now,
                        ));
                        next += 1;
                    }
                    Said::Undo if next > 0 => {
                        self.held.pop();
                        next -= 1;
                    }
                    Said::Undo => {
                        let Some(before) = holds.filter(|before| *before != at) else {
                            say(
                                "nothing to take back: what was coded before is stored; a later code takes its place, \
                                 by `shopper code import`\n",
                            )?;
                            continue;
                        };
                        self.held.pop();
                        moved = Some(before);
                        break;
                    }
                    Said::Skip => {
                        // Half a unit is not kept of what is to be looked at again as a whole.
                        if holds == Some(at) {
                            self.held.clear();
                            holds = None;
                        }
                        self.skipped += 1;
                        moved = Some(at + 1);
                        break;
                    }
                    Said::Quit => return Ok(()),
                    Said::Unknown => say("that is none of the keys\n")?,
                }
            }
            at = moved.unwrap_or(at + 1);
        }
        if tasks.is_empty() {
            say("there is nothing left to code\n")?;
        }
        Ok(())
    }

    /// Asks until a line says something; the end of the input ends the work.
    fn ask(&mut self, criterion: Criterion) -> Result<Said> {
        say(&prompt(criterion))?;
        let mut line = Vec::new();
        let read = io::Read::take(&mut self.input, 1_000)
            .read_until(b'\n', &mut line)
            .map_err(|e| Error::file("stdin", e))?;
        if read == 0 {
            say("\n")?;
            return Ok(Said::Quit);
        }
        Ok(understand(criterion, &String::from_utf8_lossy(&line)))
    }

    async fn store(&mut self) -> Result<()> {
        self.ledger.code(&self.held).await?;
        self.stored += self.held.len() as u64;
        self.held.clear();
        Ok(())
    }
}

fn say(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|e| Error::file("stdout", e))
}

fn show(task: &Task<'_>, at: usize, of: usize) -> Result<()> {
    let unit = task.unit;
    let line = "-".repeat(72);
    let mut text = format!(
        "\n{line}\n{} of {of}\n\nQuestion: {}\n",
        at + 1,
        unit.question
    );
    if !unit.reference.is_empty() {
        let _ = writeln!(text, "Right is: {}", unit.reference);
    }
    let _ = match &unit.texts {
        (one, None) => write!(text, "\n{one}\n\n"),
        (one, Some(two)) => write!(text, "\nA\n{one}\n\nB\n{two}\n\n"),
    };
    say(&text)
}

/// The keys of the codes of a criterion, each with its code: the first letter of the word that is free.
fn keys(codes: &[&'static str]) -> Vec<(char, &'static str)> {
    let mut keys: Vec<(char, &'static str)> = Vec::new();
    for code in codes {
        let taken = |c: &char| matches!(c, 'u' | 's' | 'q') || keys.iter().any(|(key, _)| key == c);
        let free = |c: &char| c.is_ascii_lowercase() && !taken(c);
        let key = if *code == "unsure" {
            Some('?')
        } else {
            code.chars().chain('a'..='z').find(free)
        };
        keys.extend(key.map(|key| (key, *code)));
    }
    keys
}

fn prompt(criterion: Criterion) -> String {
    let mut text = format!("{}\n", meaning(criterion));
    match criterion.scale() {
        Scale::Nominal(codes) => {
            let few = codes.len() <= 2;
            for (key, code) in keys(codes) {
                let line = if few {
                    format!("  {key} {code}")
                } else {
                    format!("  {key} {code}: {}\n", code_meaning(criterion, code))
                };
                text.push_str(&line);
            }
        }
        Scale::Interval(least, most) => {
            let _ = write!(text, "  {least} to {most}");
        }
    }
    let _ = write!(text, "  [u undo, s skip, q quit]  {criterion}: ");
    text
}

fn understand(criterion: Criterion, line: &str) -> Said {
    let word = line.trim().to_lowercase();
    match word.as_str() {
        "u" | "undo" => return Said::Undo,
        "s" | "skip" => return Said::Skip,
        "q" | "quit" => return Said::Quit,
        _ => {}
    }
    let key = match criterion.scale() {
        Scale::Nominal(codes) => keys(codes)
            .into_iter()
            .find(|(key, code)| word == *code || word.chars().eq([*key])),
        Scale::Interval(..) => None,
    };
    let code = key.map_or(word, |(_, code)| code.to_owned());
    if criterion.allows(&code) {
        Said::Code(code)
    } else {
        Said::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_key_of_its_own() {
        for criterion in Criterion::ALL.iter().copied() {
            let Scale::Nominal(codes) = criterion.scale() else {
                continue;
            };
            let keys = keys(codes);
            assert_eq!(keys.len(), codes.len());
            for (at, (key, code)) in keys.iter().enumerate() {
                assert!(!"usq".contains(*key) && keys[..at].iter().all(|(k, _)| k != key));
                assert_eq!(
                    understand(criterion, &format!(" {key}\r\n")),
                    Said::Code((*code).to_owned())
                );
                assert_eq!(
                    understand(criterion, &code.to_uppercase()),
                    Said::Code((*code).to_owned())
                );
            }
        }
    }

    #[test]
    fn numbers_and_nonsense() {
        let of = |line| understand(Criterion::Rating, line);
        assert_eq!(of("10\n"), Said::Code("10".into()));
        assert_eq!(
            (of("11"), of(""), of("u")),
            (Said::Unknown, Said::Unknown, Said::Undo)
        );
        assert_eq!(
            understand(Criterion::Relation, "?"),
            Said::Code("unsure".into())
        );
    }
}
