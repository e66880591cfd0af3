//! The gate on the command line: its flags, the wave it is held against, and what it says to whoever runs the command.

use super::before::{EarlierWaves, told};
use super::output::Output;
use crate::error::{Error, Exit, Result};
use crate::model::{Gate, Study};
use crate::report::gate::{Checked, annotations, job_summary, junit};
use crate::report::write_file;
use crate::score::Scores;
use crate::score::compare::{self, Comparison, Design, FamilyMember, Options, Published};
use crate::score::consistency::Agreement;
use crate::score::gate::{Baseline, Verdict, judge};
use crate::score::metric;
use clap::ValueEnum;
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// The flags of commands that write a report.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Gate")]
pub(super) struct GateArgs {
    /// Which assertions of [gate] in study.toml end the command with 99 when they do not hold [default: error]
    ///
    /// While the wave still collects, nothing is judged and the command ends with 8. With `never` it ends with 0
    /// either way. Example: shopper report my-study --fail-on warn
    #[arg(long, value_name = "LEVEL")]
    fail_on: Option<FailOn>,
    /// Hold the wave, and `max_drop`, against this one instead of [gate] baseline: its id, or the folder of a report
    ///
    /// Where neither names one, the report holds the wave against the newest before it whose report lies beside its own.
    ///
    /// Example: shopper report my-study --baseline 2026-09
    #[arg(long, value_name = "WAVE")]
    baseline: Option<String>,
    #[command(flatten)]
    out: Outlets,
}

/// Where a gate's findings go beside the report.
#[derive(Debug, clap::Args)]
pub(super) struct Outlets {
    /// Write what the gate found as XML that CI servers read (junit)
    ///
    /// The report holds it as junit.xml in any case. Example: --junit results.xml
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Write what the gate found as Markdown, smaller than 1 MiB; replaces the file
    ///
    /// Example: --job-summary summary.md
    #[arg(long, value_name = "FILE")]
    job_summary: Option<PathBuf>,
    /// Print the worst ten as annotations of a CI service, to stderr
    ///
    /// Example: --annotations github
    #[arg(long, value_name = "SERVICE")]
    annotations: Option<Service>,
}

/// What ends the command with 99.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Assertions of the level `error`.
    Error,
    /// Warnings too.
    Warn,
    /// None.
    Never,
}

/// Whose annotations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Service {
    /// Workflow commands of GitHub Actions.
    Github,
}

/// What became of the gate while a report was written.
#[derive(Debug)]
pub(super) enum Judged {
    /// The study asserts nothing.
    NoGate,
    /// Messages are read up to this moment, which is before the cut-off.
    Collecting(Timestamp),
    /// The wave was held against it.
    Done {
        verdicts: Vec<Verdict>,
        as_of: Timestamp,
    },
}

/// The earlier wave, or why there is none to hold this one against.
pub(super) type Earlier = std::result::Result<Published, String>;

impl GateArgs {
    /// Refuses flags that need a gate where there is none.
    pub(super) fn check(&self, study: &Study) -> Result<()> {
        let wanted = matches!(self.fail_on, Some(FailOn::Error | FailOn::Warn)) || self.out.any();
        if wanted && !asserts(study) {
            return Err(Error::Usage {
                message: "study.toml has no [gate], so there is nothing to judge".to_owned(),
                hint: "add for example `[[gate.assert]]` with `metric = \"answered\"`, \
                       `channel = \"email\"` and `min = 0.35`"
                    .to_owned(),
            });
        }
        Ok(())
    }

    /// Reads the earlier wave that is named, if any. `dir` is the study's folder, `below` that of the audience in a
    /// report's; empty for the team.
    pub(super) fn earlier(&self, study: &Study, dir: &Path, below: &str) -> EarlierWaves {
        let gate = study.gate.as_ref();
        let name = self.baseline.as_ref();
        let name = name.or_else(|| gate.and_then(|gate| gate.baseline.as_ref()));
        EarlierWaves {
            named: name.map(|name| Self::named(name, study, dir, below)),
            gates: gate.is_some_and(Gate::compares),
            dir: Some(dir.to_owned()),
            below: below.to_owned(),
        }
    }

    /// Reads an earlier wave.
    fn named(name: &str, study: &Study, dir: &Path, below: &str) -> Earlier {
        if name == study.wave.id {
            return Err(format!("the baseline {name} is this very wave"));
        }
        let folder = [
            dir.join("reports").join(&study.id).join(name).join(below),
            dir.join(name),
        ]
        .into_iter()
        .find(|folder| folder.is_dir());
        match folder {
            None => Err(format!("there is no report of the baseline {name}")),
            Some(folder) => Published::read(&folder).map_err(|e| {
                let why = e.to_string();
                format!(
                    "the baseline {name} cannot be read: {}",
                    why.lines().next().unwrap_or_default()
                )
            }),
        }
    }

    /// Says what the gate found, where it was asked to, and how the command ends. `default` is what fails it where
    /// nobody says.
    pub(super) fn conclude(
        &self,
        study: &Study,
        judged: &Judged,
        default: FailOn,
        output: &Output,
    ) -> Result<Exit> {
        let fail_on = self.fail_on.unwrap_or(default);
        match judged {
            Judged::NoGate => Ok(Exit::Ok),
            Judged::Collecting(as_of) => {
                let message = format!(
                    "messages are read up to {as_of}, and the cut-off is at {}; the gate was not judged",
                    study.wave.closes()
                );
                if let Some(path) = &self.out.job_summary {
                    let text = format!(
                        "## ⏳ Fieldwork is not over\n\nIn wave {}, {message}.\n",
                        study.wave.id
                    );
                    write_file(path, text.as_bytes())?;
                }
                if fail_on == FailOn::Never {
                    output.remark(&message);
                    return Ok(Exit::Ok);
                }
                Err(Error::StillCollecting(message))
            }
            Judged::Done { verdicts, as_of } => {
                let strict = fail_on == FailOn::Warn;
                let checked = Checked::of_wave(study, verdicts, *as_of, strict);
                self.out.write(&checked)?;
                end(&checked, fail_on != FailOn::Never, output)
            }
        }
    }
}

impl Outlets {
    /// Whether any was named.
    pub(super) fn any(&self) -> bool {
        self.junit.is_some() || self.job_summary.is_some() || self.annotations.is_some()
    }

    /// Writes everything that was asked for.
    pub(super) fn write(&self, checked: &Checked) -> Result<()> {
        if let Some(path) = &self.junit {
            write_file(path, junit(checked).as_bytes())?;
        }
        if let Some(path) = &self.job_summary {
            write_file(path, job_summary(checked).as_bytes())?;
        }
        if self.annotations == Some(Service::Github) {
            for line in annotations(checked) {
                Output::command(&line);
            }
        }
        Ok(())
    }
}

/// How a command ends after a gate. What fails is an error and goes to stderr even with `--quiet`.
pub(super) fn end(checked: &Checked, fails: bool, output: &Output) -> Result<Exit> {
    use crate::report::gate::State;
    let broken: Vec<String> = checked
        .worst_first()
        .into_iter()
        .filter(|item| matches!(item.state, State::Failed | State::Untold))
        .map(|item| item.sentence.clone())
        .collect();
    for item in checked.worst_first() {
        if item.state == State::Warned {
            output.remark(&format!("warning: {}", item.sentence));
        }
    }
    if broken.is_empty() {
        output.remark(&format!(
            "gate passed: {} held",
            checked.count(State::Passed)
        ));
        return Ok(Exit::Ok);
    }
    let error = Error::GateFailed {
        of: checked.items.len(),
        broken,
    };
    if fails {
        return Err(error);
    }
    output.remark(&format!("not counted: {error}"));
    Ok(Exit::Ok)
}

/// Whether a study asserts anything.
fn asserts(study: &Study) -> bool {
    study
        .gate
        .as_ref()
        .is_some_and(|g| !g.assertions.is_empty())
}

/// Holds a wave against its gate, if it has one and is over.
pub(super) fn judged(
    study: &Study,
    scores: &Scores,
    agreements: &[Agreement],
    earlier: Option<&Earlier>,
    as_of: Timestamp,
    hides: bool,
) -> Judged {
    let Some(gate) = study.gate.as_ref().filter(|_| asserts(study)) else {
        return Judged::NoGate;
    };
    if as_of < study.wave.closes() {
        return Judged::Collecting(as_of);
    }
    let before = earlier.and_then(|e| e.as_ref().ok());
    let before_scores = before.map(|base| Scores::of(base.frame.clone()));
    let compared: Option<std::result::Result<Comparison, String>> = earlier.map(|earlier| {
        let base = earlier.as_ref().map_err(Clone::clone)?;
        let head = Published {
            design: Design::of(study, &scores.frame, as_of),
            frame: scores.frame.clone(),
            agreements: agreements.to_vec(),
        };
        compare::compare(base, &head, &options(study)).map_err(|refused| {
            let refused = told(refused, hides);
            let why: Vec<String> = refused.iter().map(ToString::to_string).collect();
            format!("the waves are not comparable: {}", why.join("; "))
        })
    });
    let baseline = compared.as_ref().map(|compared| Baseline {
        scores: before_scores.as_ref(),
        comparison: compared.as_ref().map_err(String::as_str),
    });
    Judged::Done {
        verdicts: judge(gate, scores, baseline),
        as_of,
    }
}

/// What is compared: what the gate asserts and nothing else. The study file named it before anybody saw an answer,
/// and each further number would make it harder for all to be called clear. What adds up has no part in it: a comparison
/// is of shares and means, and would hold the mean a bound that is of the sum.
fn options(study: &Study) -> Options {
    let mut options = Options {
        family: Vec::new(),
        ..Options::default()
    };
    let asserted = study.gate.iter().flat_map(|g| &g.assertions);
    for assertion in asserted.filter(|a| a.max_drop.is_some()) {
        options.by_sector |= assertion.subject.kind() == "sector";
        let by_channel = assertion.channel.is_some();
        let named = |m: &&'static metric::Metric| {
            m.name == assertion.metric && m.denominator == assertion.denominator
        };
        let Some(metric) = metric::all().find(named).filter(|m| !m.adds_up()) else {
            continue;
        };
        let same = |m: &&mut FamilyMember| {
            m.metric.name == metric.name && m.metric.denominator == metric.denominator
        };
        match options.family.iter_mut().find(same) {
            Some(member) => member.by_channel |= by_channel,
            None => options.family.push(FamilyMember { metric, by_channel }),
        }
    }
    options
}
