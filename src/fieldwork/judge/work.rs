//! Which answers and pairs of answers a language model judges.

use crate::coding::llm::{Item, MOST_TEXT, Right};
use crate::error::Result;
use crate::model::{Case, Coder, Coding, Criterion, Kind, LlmCoder, Study};
use crate::store::Ledger;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};

/// What is to be judged, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// On what.
    pub criteria: Vec<Criterion>,
    /// How often each, at least once.
    pub rounds: u8,
    /// Only what the rules left unsure or uncoded, and what people coded: against that the model's verdicts
    /// are held.
    pub only_unsure: bool,
}

/// One item.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) criterion: Criterion,
    /// Index of the case.
    pub(super) answer: usize,
    /// Index of the other case of a pair.
    pub(super) other: Option<usize>,
}

/// The items, and what they are about.
#[derive(Debug)]
pub(super) struct Work {
    /// The cases with an answer, each with that alone, as much of it as is sent.
    cases: Vec<Case>,
    questions: Vec<String>,
    /// What is known to be right of a company, by company and question; index into the study's list.
    references: HashMap<(u32, u32), usize>,
    pub(super) units: Vec<Unit>,
    pub(super) left_out: u64,
}

impl Work {
    pub(super) async fn read(
        study: &Study,
        ledger: &Ledger,
        coder: &LlmCoder,
        choice: &Choice,
    ) -> Result<Self> {
        let mut cases = Vec::new();
        ledger
            .cases(|case| {
                cases.extend(slim(case));
                Ok(())
            })
            .await?;
        let references = study.references.iter().enumerate();
        let mut work = Self {
            questions: cases.iter().map(|case| question(study, case)).collect(),
            cases,
            references: references
                .map(|(index, r)| ((r.company, r.question), index))
                .collect(),
            units: Vec::new(),
            left_out: 0,
        };
        let answers: Vec<(usize, Option<usize>)> =
            (0..work.cases.len()).map(|index| (index, None)).collect();
        let pairs = work.pairs();
        for (list, of_pairs) in [(answers, false), (pairs, true)] {
            let wanted = |c: &&Criterion| c.is_of_pairs() == of_pairs;
            let criteria: Vec<Criterion> = choice.criteria.iter().filter(wanted).copied().collect();
            // What nothing is asked about is left out by nobody.
            let list: Vec<_> = list
                .into_iter()
                .filter(|pair| {
                    criteria
                        .iter()
                        .any(|c| work.is_wanted(study, *c, *pair, choice))
                })
                .collect();
            let most = usize::try_from(coder.most_answers).unwrap_or(usize::MAX);
            work.left_out += list.len().saturating_sub(most) as u64;
            for pair in work.drawn(study, list, most) {
                for criterion in &criteria {
                    if work.is_wanted(study, *criterion, pair, choice) {
                        work.units.push(Unit {
                            criterion: *criterion,
                            answer: pair.0,
                            other: pair.1,
                        });
                    }
                }
            }
        }
        Ok(work)
    }

    /// The pairs of answers of a company to a question, on different channels, in plan order.
    fn pairs(&self) -> Vec<(usize, Option<usize>)> {
        let mut together: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
        for (index, case) in self.cases.iter().enumerate() {
            let key = (case.enquiry.company, case.enquiry.question);
            together.entry(key).or_default().push(index);
        }
        let mut pairs = Vec::new();
        for list in together.values() {
            for (n, first) in list.iter().enumerate() {
                for second in &list[n + 1..] {
                    let channel = |index: usize| self.cases[index].enquiry.channel;
                    if channel(*first) != channel(*second) {
                        pairs.push((*first, Some(*second)));
                    }
                }
            }
        }
        pairs.sort_unstable();
        pairs
    }

    /// Whether an item is there to be judged, and was chosen.
    fn is_wanted(
        &self,
        study: &Study,
        criterion: Criterion,
        (answer, other): (usize, Option<usize>),
        choice: &Choice,
    ) -> bool {
        let case = &self.cases[answer];
        // Receipts, questions back and the like are right or wrong of nothing, and compare with nothing.
        let answers = |case: &Case| {
            let kind = case.coded_reply().map(|r| r.kind);
            matches!(kind, Some(Kind::Answer | Kind::Partial))
        };
        let there = match (criterion, other) {
            (Criterion::Relation, Some(other)) => answers(case) && answers(&self.cases[other]),
            (Criterion::Correct, None) => answers(case) && self.right(study, case).is_some(),
            (_, other) => criterion.is_of_pairs() == other.is_some(),
        };
        let open = || {
            let code = match other {
                Some(other) => case.relation(&self.cases[other]),
                None => case.code(criterion),
            };
            code.is_none_or(|c| c.code == "unsure" || is_a_persons(c))
        };
        there && (!choice.only_unsure || open())
    }

    /// At most so many of them, drawn by the study's seed, in their order; those that people coded first,
    /// for nothing is known of verdicts that no person's can be held against.
    fn drawn(
        &self,
        study: &Study,
        mut list: Vec<(usize, Option<usize>)>,
        most: usize,
    ) -> Vec<(usize, Option<usize>)> {
        if list.len() > most {
            list.sort_by_cached_key(|(answer, other)| {
                let case = &self.cases[*answer];
                let theirs = other.map(|other| self.cases[other].enquiry.seq);
                let by_people = case
                    .codings
                    .iter()
                    .any(|c| c.other == theirs && is_a_persons(c));
                let mut hash = Sha256::new();
                hash.update(study.seed.to_le_bytes());
                hash.update(case.enquiry.seq.to_le_bytes());
                hash.update(theirs.unwrap_or(u32::MAX).to_le_bytes());
                (!by_people, hash.finalize())
            });
            list.truncate(most);
            list.sort_unstable();
        }
        list
    }

    /// What is known to be right for a case: of the company, else of the question.
    fn right<'s>(&self, study: &'s Study, case: &Case) -> Option<Right<'s>> {
        let key = (case.enquiry.company, case.enquiry.question);
        if let Some(reference) = self.references.get(&key).map(|i| &study.references[*i]) {
            return Some(Right {
                answer: &reference.answer,
                accepted: &reference.accepted,
                rejected: &reference.rejected,
            });
        }
        let question = study.questions.get(key.1 as usize)?;
        Some(Right {
            answer: question.reference.as_deref()?,
            accepted: &question.accepted,
            rejected: &question.rejected,
        })
    }

    /// What is asked about a unit.
    pub(super) fn item<'w>(&'w self, study: &'w Study, unit: &Unit) -> Item<'w> {
        let case = &self.cases[unit.answer];
        let question = study.questions.get(case.enquiry.question as usize);
        Item {
            criterion: unit.criterion,
            question: &self.questions[unit.answer],
            slot: question.and_then(|q| q.codebook.slot.as_deref()),
            right: match unit.criterion {
                Criterion::Correct => self.right(study, case),
                _ => None,
            },
            answer: text(case),
            other: unit.other.map(|other| text(&self.cases[other])),
        }
    }

    /// The position in the plan of a case, and the inbound of its answer.
    pub(super) fn place(&self, index: usize) -> (u32, i64) {
        let case = &self.cases[index];
        let inbound = case.coded_reply().map_or(0, |reply| reply.inbound);
        (case.enquiry.seq, inbound)
    }

    /// Whether the same was coded by the same before, and nothing else since.
    pub(super) fn is_coded(&self, coding: &Coding) -> bool {
        let at = self
            .cases
            .binary_search_by_key(&coding.enquiry, |case| case.enquiry.seq);
        let codings = at.map_or(&[][..], |index| &self.cases[index].codings);
        let last = codings.iter().rev().find(|c| {
            c.coder == Coder::Llm
                && c.grounds().rule == coding.grounds().rule
                && c.criterion == coding.criterion
                && (c.other, c.inbounds) == (coding.other, coding.inbounds)
        });
        last.is_some_and(|c| c.code == coding.code && c.confidence == coding.confidence)
    }
}

fn is_a_persons(coding: &Coding) -> bool {
    matches!(coding.coder, Coder::Human(_) | Coder::Adjudicator(_))
}

/// A case with the reply that is coded alone, and as much of it as is sent; `None` without words.
fn slim(mut case: Case) -> Option<Case> {
    let mut reply = case.coded_reply()?.clone();
    if reply.text.trim().is_empty() {
        return None;
    }
    let mut end = reply.text.len().min(MOST_TEXT);
    while !reply.text.is_char_boundary(end) {
        end -= 1;
    }
    reply.text.truncate(end);
    reply.text.shrink_to_fit();
    case.replies = vec![reply];
    Some(case)
}

fn text(case: &Case) -> &str {
    case.coded_reply().map_or("", |reply| &reply.text)
}

/// The question as the company read it.
fn question(study: &Study, case: &Case) -> String {
    let enquiry = &case.enquiry;
    let company = study.panel.get(enquiry.company as usize);
    let persona = study.personas.get(enquiry.persona as usize);
    let wording = study
        .questions
        .get(enquiry.question as usize)
        .and_then(|q| q.wordings.get(enquiry.wording as usize));
    match (wording, company, persona) {
        (Some(wording), Some(company), Some(persona)) => wording.render(company, persona).question,
        _ => String::new(),
    }
}
