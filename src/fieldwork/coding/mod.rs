//! The rules as a coder: every answer of a wave and every pair of answers, read and judged.

mod basis;

use crate::coding::answers::{Asked, Key, Known, Reading, Verdict};
use crate::coding::style::{self, style};
use crate::error::Result;
use crate::model::{
    Case, Coder, Coding, Correctness, Criterion, Enquiry, Grounds, Reference, Relation, Reply,
    Study, Substance,
};
use crate::parallel;
use crate::store::{Bases, Basis, Ledger};
use basis::Ground;
use jiff::Timestamp;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::HashMap;

/// What a pass of the rules came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Coded {
    /// Replies that were coded.
    pub answers: u64,
    /// Of them those whose correctness the rules leave to people.
    pub unsure_answers: u64,
    /// Pairs of answers of a company to one question.
    pub pairs: u64,
    /// Of them those that the rules leave to people.
    pub unsure_pairs: u64,
    /// Codes that were added to the ledger: new ones, and those that the rules now see otherwise.
    pub added: u64,
}

/// How sure the rules of style are, in thousandths: they have no degrees.
const STYLE: u16 = 900;
/// So many groups of answers are given to a processor at once.
const LOT: usize = 16;

/// Codes what a wave has brought so far. A code that stands there already is not added again, so that the pass can be
/// repeated at any time; one that the rules now see otherwise is added, and counts from then on. Answers are read only
/// where the rules, the question or what came is another than when they were coded. `at` is when codes are given: the
/// moment up to which the ledger was read makes the same ledger give the same codes.
///
/// # Errors
/// [`crate::error::Error::Ledger`]
pub async fn auto(study: &Study, ledger: &Ledger, at: Timestamp) -> Result<Coded> {
    each_coded(study, ledger, at, |_| Ok(())).await
}

/// The same, and hands over every case of the wave in plan order, as it stands in the ledger once it is coded.
///
/// # Errors
/// [`crate::error::Error::Ledger`], or what `each` returned.
pub async fn each_coded(
    study: &Study,
    ledger: &Ledger,
    at: Timestamp,
    mut each: impl FnMut(Case) -> Result<()>,
) -> Result<Coded> {
    let mut rules = Rules::new(study, at, ledger.bases().await?);
    let mut coded = Coded::default();
    let mut cases: Vec<Case> = Vec::new();
    // Slice by slice: of a wave of any size no more is held in memory.
    let mut slices = ledger.slices();
    while let Some(more) = slices.next().await? {
        cases.extend(more);
        // The next slice may bring more of the last group.
        let rest = if slices.is_last() {
            Vec::new()
        } else {
            cases.split_off(last_group(&cases))
        };
        let done = rules.code(&cases);
        coded.add(&done);
        if !done.bases.is_empty() {
            ledger.code_by(&done.added, &done.bases).await?;
        }
        given(&mut cases, done.added);
        for case in std::mem::replace(&mut cases, rest) {
            each(case)?;
        }
    }
    Ok(coded)
}

/// Whether two cases are of the same company and question; those that are come one after the other.
fn is_one_group(a: &Case, b: &Case) -> bool {
    (a.enquiry.company, a.enquiry.question) == (b.enquiry.company, b.enquiry.question)
}

/// Where the last group begins.
fn last_group(cases: &[Case]) -> usize {
    let last = cases.chunk_by(is_one_group).next_back();
    cases.len() - last.map_or(0, <[Case]>::len)
}

/// Gives cases, in plan order, the codes that were added to them in the ledger.
fn given(cases: &mut [Case], added: Vec<Coding>) {
    for coding in added {
        if let Ok(at) = cases.binary_search_by_key(&coding.enquiry, |c| c.enquiry.seq) {
            cases[at].codings.push(coding);
        }
    }
}

/// A question in one wording, ready, with what is known of its answer.
struct Ready {
    key: Key,
    known: Known,
}

/// A case that was read.
struct Read<'c> {
    case: &'c Case,
    reply: &'c Reply,
    ready: &'c Ready,
    reading: Reading,
}

/// What became of some cases.
#[derive(Default)]
struct Done {
    coded: Coded,
    added: Vec<Coding>,
    bases: Vec<Basis>,
}

struct Rules<'s> {
    study: &'s Study,
    at: Timestamp,
    /// By question and wording.
    ready: HashMap<(u32, u16), Ready>,
    /// By company and question: answers known for one company alone, as indices into the study's.
    own: HashMap<(u32, u32), usize>,
    ground: Ground,
    /// By what was coded before.
    bases: Bases,
}

impl Coded {
    fn add(&mut self, done: &Done) {
        let Coded {
            answers,
            unsure_answers,
            pairs,
            unsure_pairs,
            added: _,
        } = done.coded;
        self.answers += answers;
        self.unsure_answers += unsure_answers;
        self.pairs += pairs;
        self.unsure_pairs += unsure_pairs;
        self.added += done.added.len() as u64;
    }

    /// Counts a group that stands as it was coded before.
    fn stand(&mut self, group: &[Case]) {
        for (nth, a) in group.iter().enumerate() {
            let Some(reply) = a.coded_reply() else {
                continue;
            };
            let one = before(a, None, (reply.inbound, None), Criterion::Correct);
            self.answers += 1;
            self.unsure_answers += u64::from(says(one, Correctness::Unsure.as_str()));
            for b in &group[nth + 1..] {
                let Some(other) = b.coded_reply() else {
                    continue;
                };
                let inbounds = (reply.inbound, Some(other.inbound));
                let pair = before(a, Some(b.enquiry.seq), inbounds, Criterion::Relation);
                self.pairs += 1;
                self.unsure_pairs += u64::from(says(pair, Relation::Unsure.as_str()));
            }
        }
    }
}

/// The code that the rules gave last.
fn before(
    case: &Case,
    other: Option<u32>,
    inbounds: (i64, Option<i64>),
    criterion: Criterion,
) -> Option<&Coding> {
    case.codings.iter().rev().find(|c| {
        c.coder == Coder::Rules
            && c.criterion == criterion
            && c.other == other
            && c.inbounds == inbounds
    })
}

fn says(coding: Option<&Coding>, code: &str) -> bool {
    coding.is_some_and(|c| c.code == code)
}

impl<'s> Rules<'s> {
    fn new(study: &'s Study, at: Timestamp, bases: Bases) -> Self {
        let own = study.references.iter().enumerate();
        Self {
            study,
            // As the ledger keeps it.
            at: Timestamp::from_second(at.as_second()).unwrap_or(at),
            ready: HashMap::new(),
            own: own.map(|(nth, r)| ((r.company, r.question), nth)).collect(),
            ground: Ground::new(study),
            bases,
        }
    }

    /// Codes whole groups of cases, on all processors.
    fn code(&mut self, cases: &[Case]) -> Done {
        let groups: Vec<&[Case]> = cases.chunk_by(is_one_group).collect();
        let lots: Vec<&[&[Case]]> = groups.chunks(LOT).collect();
        let rules = &*self;
        let bases = parallel::map(&lots, |lot| {
            let bases = lot.iter().map(|group| rules.basis(group));
            bases.collect::<Vec<_>>()
        });
        let bases: Vec<Option<Basis>> = bases.into_iter().flatten().collect();
        let groups: Vec<(&[Case], Option<Basis>)> = groups.into_iter().zip(bases).collect();
        self.prepare(&groups);
        let lots: Vec<&[(&[Case], Option<Basis>)]> = groups.chunks(LOT).collect();
        let rules = &*self;
        let each = parallel::map(&lots, |lot| {
            let mut done = Done::default();
            for (group, basis) in *lot {
                if let Some(basis) = basis {
                    rules.group(group, &mut done);
                    done.bases.push(*basis);
                } else {
                    done.coded.stand(group);
                }
            }
            done
        });
        let mut all = Done::default();
        for done in each {
            all.coded.add(&done);
            all.added.extend(done.added);
            all.bases.extend(done.bases);
        }
        all
    }

    /// What a group is to be coded by; `None` when it was coded by that before, or there is nothing to code.
    fn basis(&self, group: &[Case]) -> Option<Basis> {
        let first = &group.first()?.enquiry;
        let hash = self.ground.hash(group, self.own(first))?;
        self.bases.changed(first.seq, hash)
    }

    /// Makes ready the questions of the answers that are to be coded.
    fn prepare(&mut self, groups: &[(&[Case], Option<Basis>)]) {
        let coded = groups.iter().filter(|(_, basis)| basis.is_some());
        let mut places: Vec<(u32, u16)> = coded
            .flat_map(|(group, _)| *group)
            .filter(|c| c.coded_reply().is_some())
            .map(|c| (c.enquiry.question, c.enquiry.wording))
            .filter(|place| !self.ready.contains_key(place))
            .collect();
        places.sort_unstable();
        places.dedup();
        let study = self.study;
        let ready = parallel::map(&places, |place| Ready::of(study, *place));
        self.ready.extend(places.into_iter().zip(ready));
    }

    /// The answer that is known for a company alone.
    fn own(&self, enquiry: &Enquiry) -> Option<&'s Reference> {
        let own = self.own.get(&(enquiry.company, enquiry.question));
        own.and_then(|nth| self.study.references.get(*nth))
    }

    /// What is known of the right answer: of this company alone, or of all.
    fn known<'r>(&self, case: &Case, ready: &'r Ready) -> Cow<'r, Known> {
        let Some(own) = self.own(&case.enquiry) else {
            return Cow::Borrowed(&ready.known);
        };
        let right = std::iter::once(&own.answer).chain(&own.accepted);
        Cow::Owned(ready.key.known(
            right.map(String::as_str),
            own.rejected.iter().map(String::as_str),
        ))
    }

    /// Codes the answers of a company to one question, each in the light of the others, and compares them.
    fn group(&self, cases: &[Case], done: &mut Done) {
        let read = |case| {
            let (reply, ready) = self.reply(case)?;
            Some(Read {
                case,
                reply,
                ready,
                reading: ready.key.read(&reply.text, Some(reply.kind)),
            })
        };
        let mut group: Vec<Read<'_>> = cases.iter().filter_map(read).collect();
        let alone: Vec<Reading> = group.iter().map(|read| read.reading.clone()).collect();
        for (nth, read) in group.iter_mut().enumerate() {
            let known = self.known(read.case, read.ready);
            let key = &read.ready.key;
            key.amid(&known, &alone, nth, &mut read.reading);
            let substance = key.substance(&read.reading);
            let correct = key.judge(&known, &read.reading);
            self.one(read, &substance, &correct, done);
        }
        for (nth, a) in group.iter().enumerate() {
            for b in &group[nth + 1..] {
                let relation = a.ready.key.relate(&a.reading, &b.reading);
                done.coded.pairs += 1;
                done.coded.unsure_pairs += u64::from(relation.code == Relation::Unsure);
                self.add(
                    a.case,
                    Some(b.case.enquiry.seq),
                    (a.reply.inbound, Some(b.reply.inbound)),
                    Criterion::Relation,
                    verdict_of(relation, Relation::as_str),
                    done,
                );
            }
        }
    }

    /// The reply of a case that is coded, and its question.
    fn reply<'c>(&'c self, case: &'c Case) -> Option<(&'c Reply, &'c Ready)> {
        let place = (case.enquiry.question, case.enquiry.wording);
        Some((case.coded_reply()?, self.ready.get(&place)?))
    }

    /// Codes one reply.
    fn one(
        &self,
        read: &Read<'_>,
        substance: &Verdict<Substance>,
        correct: &Verdict<Correctness>,
        done: &mut Done,
    ) {
        let Read { case, reply, .. } = read;
        let enquiry = &case.enquiry;
        let wording = enquiry.wording(self.study);
        let asked = style::Asked {
            question: &wording.text,
            language: wording.language,
            persona: &enquiry.persona(self.study).name,
            channel: enquiry.channel,
        };
        let seen = style::Known {
            features: Some(&reply.features),
            language: None,
            substance: Some(substance.code),
        };
        // A receipt is written once for everybody: how it is written says nothing of this contact.
        let styles = if substance.code == Substance::Acknowledgement {
            Vec::new()
        } else {
            style(&asked, &reply.text, &seen)
        };
        done.coded.answers += 1;
        done.coded.unsure_answers += u64::from(correct.code == Correctness::Unsure);
        let one = (
            Criterion::Substance,
            verdict_of(substance.clone(), Substance::as_str),
        );
        let two = (
            Criterion::Correct,
            verdict_of(correct.clone(), Correctness::as_str),
        );
        for (criterion, verdict) in [one, two] {
            self.add(case, None, (reply.inbound, None), criterion, verdict, done);
        }
        for found in styles {
            let verdict = Verdict {
                code: found.code.as_str(),
                confidence: STYLE,
                rule: found.rule,
                spans: found.spans,
                other_spans: Vec::new(),
            };
            self.add(
                case,
                None,
                (reply.inbound, None),
                found.criterion,
                verdict,
                done,
            );
        }
    }

    /// Adds a code unless it stands there already.
    fn add(
        &self,
        case: &Case,
        other: Option<u32>,
        inbounds: (i64, Option<i64>),
        criterion: Criterion,
        verdict: Verdict<&str>,
        done: &mut Done,
    ) {
        let before = before(case, other, inbounds, criterion);
        let as_before = before.is_some_and(|c| {
            c.code == verdict.code
                && c.grounds().rule == verdict.rule
                && c.confidence == Some(verdict.confidence)
        });
        if as_before {
            return;
        }
        done.added.push(Coding {
            enquiry: case.enquiry.seq,
            other,
            inbounds,
            criterion,
            code: criterion.code(verdict.code),
            coder: Coder::Rules,
            confidence: Some(verdict.confidence),
            grounds: Grounds {
                rule: verdict.rule.to_owned(),
                spans: verdict.spans,
                other_spans: verdict.other_spans,
                note: String::new(),
            }
            .kept(),
            at: self.at,
        });
    }
}

impl Ready {
    fn of(study: &Study, (question, wording): (u32, u16)) -> Self {
        let question = &study.questions[question as usize];
        let wording = &question.wordings[usize::from(wording)];
        let codebook = &question.codebook;
        let key = Key::new(&Asked {
            question: &wording.text,
            language: Some(wording.language),
            expects: codebook.expects,
            slot: codebook.slot.as_deref(),
            tolerance: codebook.tolerance,
        });
        let by_language = |lists: &'_ std::collections::BTreeMap<_, Vec<String>>| {
            lists.get(&wording.language).cloned().unwrap_or_default()
        };
        let (more_right, more_wrong) = (
            by_language(&codebook.accepted),
            by_language(&codebook.rejected),
        );
        let right = question
            .reference
            .iter()
            .chain(&question.accepted)
            .chain(&more_right);
        let wrong = question.rejected.iter().chain(&more_wrong);
        Self {
            known: key.known(right.map(String::as_str), wrong.map(String::as_str)),
            key,
        }
    }
}

/// The same verdict with its code as the word that is stored.
fn verdict_of<T: Copy>(
    verdict: Verdict<T>,
    word: impl Fn(T) -> &'static str,
) -> Verdict<&'static str> {
    Verdict {
        code: word(verdict.code),
        confidence: verdict.confidence,
        rule: verdict.rule,
        spans: verdict.spans,
        other_spans: verdict.other_spans,
    }
}
