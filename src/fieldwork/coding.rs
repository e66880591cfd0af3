//! The rules as a coder: every answer of a wave and every pair of answers, read and judged.

use crate::coding::answers::{Asked, Key, Known, Reading, Verdict};
use crate::coding::style::{self, style};
use crate::error::Result;
use crate::model::{Case, Coder, Coding, Correctness, Criterion, Relation, Study, Substance};
use crate::store::Ledger;
use jiff::Timestamp;
use serde::Serialize;
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
/// Codes what a wave has brought so far. A code that stands there already is not added again, so that the pass can be
/// repeated at any time; one that the rules now see otherwise is added, and counts from then on. `at` is when they are
/// given: the moment up to which the ledger was read makes the same ledger give the same codes.
///
/// # Errors
/// [`crate::error::Error::Ledger`]
pub async fn auto(study: &Study, ledger: &Ledger, at: Timestamp) -> Result<Coded> {
    let mut rules = Rules::new(study, at);
    // Slice by slice: of a wave of any size no more is held in memory.
    for slice in ledger.slices() {
        let take = |case| {
            rules.take(case);
            Ok(())
        };
        ledger.cases_of(slice, take).await?;
        rules.store(ledger).await?;
    }
    rules.close_group();
    rules.store(ledger).await?;
    Ok(rules.coded)
}

/// A question in one wording, ready, with what is known of its answer.
struct Ready {
    key: Key,
    known: Known,
}

/// A case that was read.
struct Read {
    case: Case,
    wording: u16,
    reading: Reading,
    inbound: i64,
}

struct Rules<'s> {
    study: &'s Study,
    at: Timestamp,
    /// By question and wording.
    ready: HashMap<(u32, u16), Ready>,
    /// By company and question: answers known for one company alone, as indices into the study's.
    own: HashMap<(u32, u32), usize>,
    group: Vec<Read>,
    added: Vec<Coding>,
    coded: Coded,
}

impl<'s> Rules<'s> {
    fn new(study: &'s Study, at: Timestamp) -> Self {
        let own = study.references.iter().enumerate();
        Self {
            study,
            at,
            ready: HashMap::new(),
            own: own.map(|(nth, r)| ((r.company, r.question), nth)).collect(),
            group: Vec::new(),
            added: Vec::new(),
            coded: Coded::default(),
        }
    }

    /// Reads a case; the cases of a company and question come one after the other.
    fn take(&mut self, case: Case) {
        let enquiry = case.enquiry;
        let same = self.group.last().is_some_and(|last| {
            let last = last.case.enquiry;
            (last.company, last.question) == (enquiry.company, enquiry.question)
        });
        if !same {
            self.close_group();
        }
        let Some(reply) = case.coded_reply() else {
            return;
        };
        let (inbound, kind) = (reply.inbound, reply.kind);
        let study = self.study;
        let place = (enquiry.question, enquiry.wording);
        let ready = self
            .ready
            .entry(place)
            .or_insert_with(|| Ready::of(study, place));
        let reading = ready.key.read(&reply.text, Some(kind));
        self.group.push(Read {
            wording: enquiry.wording,
            reading,
            inbound,
            case,
        });
    }

    /// What is known of the right answer: of this company alone, or of all.
    fn known(&self, case: &Case, ready: &Ready) -> Known {
        let enquiry = &case.enquiry;
        let own = self.own.get(&(enquiry.company, enquiry.question));
        let Some(own) = own.and_then(|nth| self.study.references.get(*nth)) else {
            return ready.known.clone();
        };
        let right = std::iter::once(&own.answer).chain(&own.accepted);
        ready.key.known(
            right.map(String::as_str),
            own.rejected.iter().map(String::as_str),
        )
    }

    /// Codes one reply.
    fn code(
        &mut self,
        read: &Read,
        substance: &Verdict<Substance>,
        correct: &Verdict<Correctness>,
    ) {
        let case = &read.case;
        let enquiry = &case.enquiry;
        let Some(reply) = case.coded_reply() else {
            return;
        };
        let wording =
            &self.study.questions[enquiry.question as usize].wordings[usize::from(read.wording)];
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
        self.coded.answers += 1;
        self.coded.unsure_answers += u64::from(correct.code == Correctness::Unsure);
        let one = (
            Criterion::Substance,
            verdict_of(substance, Substance::as_str),
        );
        let two = (Criterion::Correct, verdict_of(correct, Correctness::as_str));
        for (criterion, verdict) in [one, two] {
            self.add(case, None, (read.inbound, None), criterion, verdict);
        }
        for found in styles {
            let verdict = Verdict {
                code: found.code.as_str(),
                confidence: STYLE,
                rule: found.rule,
                spans: found.spans,
                other_spans: Vec::new(),
            };
            self.add(case, None, (read.inbound, None), found.criterion, verdict);
        }
    }

    /// Adds what was coded to the ledger.
    async fn store(&mut self, ledger: &Ledger) -> Result<()> {
        ledger.code(&self.added).await?;
        self.coded.added += self.added.len() as u64;
        self.added.clear();
        Ok(())
    }

    /// Codes the answers of a company to one question, each in the light of the others, and compares them.
    fn close_group(&mut self) {
        let mut group = std::mem::take(&mut self.group);
        let all: Vec<Reading> = group.iter().map(|read| read.reading.clone()).collect();
        for (nth, read) in group.iter_mut().enumerate() {
            let Some(ready) = self.ready.get(&(read.case.enquiry.question, read.wording)) else {
                continue;
            };
            let known = self.known(&read.case, ready);
            let mut together = all.clone();
            ready.key.together(&known, &mut together);
            let reading = together.swap_remove(nth);
            let substance = ready.key.substance(&reading);
            let correct = ready.key.judge(&known, &reading);
            read.reading = reading;
            self.code(read, &substance, &correct);
        }
        for (nth, a) in group.iter().enumerate() {
            let place = (a.case.enquiry.question, a.wording);
            let Some(ready) = self.ready.get(&place) else {
                continue;
            };
            let related: Vec<_> = group[nth + 1..]
                .iter()
                .map(|b| (b, ready.key.relate(&a.reading, &b.reading)))
                .collect();
            for (b, relation) in related {
                self.coded.pairs += 1;
                self.coded.unsure_pairs += u64::from(relation.code == Relation::Unsure);
                self.add(
                    &a.case,
                    Some(b.case.enquiry.seq),
                    (a.inbound, Some(b.inbound)),
                    Criterion::Relation,
                    verdict_of(&relation, Relation::as_str),
                );
            }
        }
    }

    /// Adds a code unless it stands there already.
    fn add(
        &mut self,
        case: &Case,
        other: Option<u32>,
        inbounds: (i64, Option<i64>),
        criterion: Criterion,
        verdict: Verdict<&str>,
    ) {
        let before = case.codings.iter().rev().find(|c| {
            c.coder == Coder::Rules
                && c.criterion == criterion
                && c.other == other
                && c.inbounds == inbounds
        });
        let as_before = before.is_some_and(|c| {
            c.code == verdict.code
                && c.rule == verdict.rule
                && c.confidence == Some(verdict.confidence)
        });
        if as_before {
            return;
        }
        self.added.push(Coding {
            enquiry: case.enquiry.seq,
            other,
            inbounds,
            criterion,
            code: verdict.code.to_owned(),
            coder: Coder::Rules,
            confidence: Some(verdict.confidence),
            rule: verdict.rule.to_owned(),
            spans: verdict.spans,
            other_spans: verdict.other_spans,
            note: String::new(),
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
    verdict: &Verdict<T>,
    word: impl Fn(T) -> &'static str,
) -> Verdict<&'static str> {
    Verdict {
        code: word(verdict.code),
        confidence: verdict.confidence,
        rule: verdict.rule,
        spans: verdict.spans.clone(),
        other_spans: verdict.other_spans.clone(),
    }
}
