//! `codings.csv`: every code with its coder, its reason and whether it counts; `consistency.csv`: what the channels of
//! a company said to one question.

use super::codebook::{Column, Type, text};
use super::table::Table;
use super::writer::Sealed;
use crate::error::Result;
use crate::model::{Case, Channel, Channels, Coding, Criterion, Enquiry, Study};
use crate::score::Accord;
use crate::score::consistency::Agreement;
use std::collections::BTreeMap;
use std::path::Path;

/// How many codes that count came from whom, by criterion and kind of coder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coders {
    counts: BTreeMap<(Criterion, &'static str), u64>,
}

impl Coders {
    /// What counts on a criterion: each kind of coder with its number of codes.
    pub fn of(&self, criterion: Criterion) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        self.counts
            .iter()
            .filter(move |((of, _), _)| *of == criterion)
            .map(|((_, coder), count)| (*coder, *count))
    }
}

/// The columns of `codings.csv`.
pub fn codings() -> Vec<Column> {
    vec![
        Column::new("coding", Type::Integer, "Its number, in the order of the file.").required(),
        text("enquiry_id", "The enquiry, as in enquiries.csv; of a pair the one first in the plan.").required(),
        text("other_enquiry_id", "Of a pair the other enquiry. Empty for codes of one answer."),
        text("criterion", "On what it was coded.")
            .required()
            .words(Criterion::ALL.iter().map(|c| c.as_str())),
        text("code", "The code.").required(),
        text(
            "coder",
            "By whom: rules, model, llm, human:XX or adjudicated:XX, where XX are initials. Of several codes of the \
             same, adjudicated counts before human, human before llm, llm before model, and model before rules; \
             of the same kind the latest.",
        )
        .required(),
        Column::new("confidence", Type::Number, "How sure a machine was, 0 to 1. Empty for people."),
        text("rule", "The rule, model or sheet by which it was given."),
        Column::new(
            "counts",
            Type::Boolean,
            "Whether it is the code that counts. A code of a text that is not the answer any more never does, nor \
             does that of a language model whose agreement with people is not known to be good enough.",
        )
        .required(),
        text("note", "What the coder wrote beside it."),
    ]
}

/// `codings.csv`, under way.
#[derive(Debug)]
pub struct Codings<'s> {
    study: &'s Study,
    table: Table,
    coders: Coders,
    written: u64,
    /// The cases of a company and question, each coding with whether it counts: a pair is named by both its
    /// enquiries, of which the other comes later.
    group: Vec<(Enquiry, Vec<Numbered>)>,
}

/// A coding with its number in `codings.csv`.
#[derive(Debug, Clone)]
pub struct Numbered {
    /// The number.
    pub number: u64,
    /// The coding.
    pub coding: Coding,
    /// Whether it is the one that counts.
    pub counts: bool,
}

impl<'s> Codings<'s> {
    /// Begins the table.
    pub fn create(path: &Path, study: &'s Study) -> Result<Self> {
        Ok(Self {
            study,
            table: Table::create(path, &codings())?,
            coders: Coders::default(),
            written: 0,
            group: Vec::new(),
        })
    }

    /// Takes what was coded of a case, in plan order; `counts` says which codings may count. Returns the codings as they
    /// will stand in the table.
    pub fn add(&mut self, case: &Case, counts: impl Fn(&Coding) -> bool) -> Result<&[Numbered]> {
        let enquiry = case.enquiry;
        let of = |e: &Enquiry| (e.company, e.question);
        if self
            .group
            .last()
            .is_some_and(|(last, _)| of(last) != of(&enquiry))
        {
            self.flush()?;
        }
        let now = case.coded_reply().map(|reply| reply.inbound);
        let mut marked = Vec::with_capacity(case.codings.len());
        for coding in &case.codings {
            let same = |c: &&Coding| {
                (c.criterion, c.other, c.inbounds)
                    == (coding.criterion, coding.other, coding.inbounds)
            };
            let best = Coding::counting(case.codings.iter().filter(same).filter(|c| counts(c)));
            let holds = Some(coding.inbounds.0) == now
                && best.is_some_and(|best| std::ptr::eq(best, coding));
            self.written += 1;
            marked.push(Numbered {
                number: self.written,
                coding: coding.clone(),
                counts: holds,
            });
        }
        self.group.push((enquiry, marked));
        Ok(self.group.last().map_or(&[], |(_, marked)| marked))
    }

    fn flush(&mut self) -> Result<()> {
        let group = std::mem::take(&mut self.group);
        for (enquiry, codings) in &group {
            let id = enquiry.id(self.study);
            for Numbered {
                number,
                coding,
                counts,
            } in codings
            {
                if *counts {
                    let place = (coding.criterion, coding.coder.kind());
                    *self.coders.counts.entry(place).or_default() += 1;
                }
                let other = coding
                    .other
                    .and_then(|seq| group.iter().find(|(e, _)| e.seq == seq));
                let table = &mut self.table;
                table.whole(*number);
                table.text(&id);
                table.text(&other.map_or(String::new(), |(e, _)| e.id(self.study)));
                table.word(coding.criterion.as_str());
                table.text(&coding.code);
                table.text(&coding.coder.to_string());
                table.number(coding.confidence.map(|c| f64::from(c) / 1000.0));
                table.text(&coding.grounds().rule);
                table.truth(Some(*counts));
                table.text(&coding.grounds().note);
                table.end_row()?;
            }
        }
        Ok(())
    }

    /// Ends the table.
    pub fn seal(mut self) -> Result<(Sealed, Coders)> {
        self.flush()?;
        Ok((self.table.seal()?, self.coders))
    }
}

/// The columns of `consistency.csv`.
pub fn consistency_columns() -> Vec<Column> {
    let whole = |name: &str, about: &str| Column::new(name, Type::Integer, about).required();
    vec![
        text("company_id", "The company, as in companies.csv.").required(),
        text("question_id", "The question.").required(),
        text(
            "channels_asked",
            "The channels on which the question reached the company, with | between them.",
        )
        .required(),
        text(
            "channels_answered",
            "Those on which the reply says what was asked, wholly or in part.",
        ),
        whole("pairs_agree", "Pairs of answers that agree."),
        whole(
            "pairs_contradict",
            "Pairs of answers that contradict each other.",
        ),
        whole(
            "pairs_undecided",
            "Pairs of answers that no coder could decide.",
        ),
        Column::new(
            "different_answers",
            Type::Integer,
            "How many different answers the company gave. Empty where a pair is undecided or speaks of different things, or nothing was answered.",
        ),
        text("sector", "The company's sector.").required(),
        text(
            "accord",
            "What the answers say together, the first of these that holds: contradict (two of them contradict each other), \
             undecided (nobody has decided of two of them), silent (no channel answered), one_channel (only one did), same \
             (those that speak of the same agree), apart (no two of them speak of the same).",
        )
        .required()
        .words(Accord::ALL.map(Accord::as_str)),
    ]
}

/// Writes `consistency.csv`.
pub fn consistency(path: &Path, study: &Study, rows: &[Agreement]) -> Result<Sealed> {
    let mut table = Table::create(path, &consistency_columns())?;
    let channels = |some: Channels| -> String {
        let names: Vec<&str> = some.iter().map(Channel::as_str).collect();
        names.join("|")
    };
    for row in rows {
        table.text(&study.panel[row.company as usize].id);
        table.text(&study.questions[row.question as usize].id);
        table.word(&channels(row.asked));
        table.word(&channels(row.answered));
        table.whole(row.agree.into());
        table.whole(row.contradict.into());
        table.whole(row.unsure.into());
        match row.different {
            Some(count) => table.whole(count.into()),
            None => table.word(""),
        }
        table.text(&study.panel[row.company as usize].sector);
        table.word(row.accord().as_str());
        table.end_row()?;
    }
    table.seal()
}
