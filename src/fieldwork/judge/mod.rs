//! The language model as a coder: which answers it is asked about, the requests one after the other, and
//! what is kept of them. Every reply is stored before the next request is made, so a run that was stopped
//! goes on where it was, and a second run asks nothing.

mod asking;
mod work;

pub use work::Choice;

use self::asking::{Asking, Got};
use self::work::{Unit, Work};
use crate::channel::llm::Endpoint;
use crate::clock::Clock;
use crate::coding::llm::{Order, Round, Verdict, asked, rule, verdict};
use crate::error::Result;
use crate::fieldwork::Stop;
use crate::model::{Coder, Coding, Criterion, Grounds, LlmCoder, Study};
use crate::store::{Ledger, Store};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// Tokens of a verdict as a model usually writes it.
const USUAL_REPLY: u64 = 80;
/// Bytes of a request that usually make a token; in languages other than English it is fewer.
const USUAL_TOKEN: u64 = 4;

/// What a run would ask.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Estimate {
    /// Answers and pairs of answers, each once for each criterion.
    pub items: u64,
    /// Requests that they take: each item in two orders, in each round.
    pub requests: u64,
    /// Those whose reply is kept already, or is that of another item too: the same words in answer to the same
    /// question are judged once.
    pub kept: u64,
    /// Bytes of those that have to be made.
    pub bytes: u64,
    /// Answers and pairs that are left out, because `most_answers` are enough.
    pub left_out: u64,
}

impl Estimate {
    /// Tokens of the requests that have to be made and of their replies, as a guess.
    #[must_use]
    pub const fn tokens(&self) -> (u64, u64) {
        (
            self.bytes.div_ceil(USUAL_TOKEN),
            (self.requests - self.kept) * USUAL_REPLY,
        )
    }
}

/// What became of the items of one criterion.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// The codings' rule.
    pub rule: String,
    /// Items.
    pub items: u64,
    /// How often each code was the verdict, "unsure" too.
    pub codes: BTreeMap<String, u64>,
    /// Items of which no round had a verdict in both orders.
    pub left_out: u64,
    /// Rounds with a verdict in both orders.
    pub rounds: u64,
    /// Those in which the orders differ.
    pub order_flips: u64,
    /// Items judged in more than one round.
    pub repeated: u64,
    /// Those on which the rounds differ.
    pub flips: u64,
}

/// Why a run ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum End {
    /// Everything was judged.
    #[default]
    All,
    /// The next request could cost more than there is left.
    Cap,
    /// The user asked for a stop.
    Stopped,
}

/// How a run went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judged {
    /// By criterion.
    pub tallies: BTreeMap<Criterion, Tally>,
    /// Codings that are new; what was coded the same before is not coded again.
    pub codings: u64,
    /// Requests that were answered in this run.
    pub requests: u64,
    /// Verdicts and refusals to give one that were there already.
    pub kept: u64,
    /// Offline: replies that are not there.
    pub missing: u64,
    /// Replies that were no verdict, by reason, those of earlier runs too.
    pub unfit: BTreeMap<&'static str, u64>,
    /// What the endpoint says of its own setup, all it ever said for these items.
    pub fingerprints: BTreeSet<String>,
    /// Why it ended.
    pub end: End,
}

/// A judge of the answers of one wave.
pub struct Judge<'a> {
    study: &'a Study,
    ledger: &'a Ledger,
    coder: &'a LlmCoder,
    choice: Choice,
    clock: Clock,
    work: Work,
}

impl<'a> Judge<'a> {
    /// Reads the wave's answers from the ledger and picks those that are judged.
    ///
    /// # Errors
    /// [`crate::error::Error::Ledger`]
    pub async fn new(
        study: &'a Study,
        ledger: &'a Ledger,
        coder: &'a LlmCoder,
        choice: Choice,
        clock: Clock,
    ) -> Result<Self> {
        let work = Work::read(study, ledger, coder, &choice).await?;
        Ok(Self {
            study,
            ledger,
            coder,
            choice,
            clock,
            work,
        })
    }

    fn store(&self) -> &'a Store {
        self.ledger.store()
    }

    /// What a run would ask.
    pub async fn estimate(&self) -> Result<Estimate> {
        let mut kept = self.store().judged().await?;
        let mut estimate = Estimate {
            items: self.work.units.len() as u64,
            left_out: self.work.left_out,
            ..Estimate::default()
        };
        for unit in &self.work.units {
            let item = self.work.item(self.study, unit);
            for (round, order) in self.turns() {
                let Some(asked) = asked(self.coder, &item, order, round) else {
                    continue;
                };
                estimate.requests += 1;
                if kept.insert(asked.key) {
                    estimate.bytes += asked.body.len() as u64;
                } else {
                    estimate.kept += 1;
                }
            }
        }
        Ok(estimate)
    }

    /// What the wave's requests have cost, in millionths of the currency; `None` where they cost nothing.
    pub async fn spent(&self) -> Result<Option<u64>> {
        asking::spent(self.store(), self.study, self.coder).await
    }

    /// Judges: asks the endpoint for what is not kept, or without one takes what is there. Tells after each
    /// item how many are done, and how many there are.
    ///
    /// # Errors
    /// When the ledger fails, or the endpoint does for good; what was judged up to then stays.
    pub async fn run(
        &self,
        endpoint: Option<&Endpoint>,
        stop: &Stop,
        mut each: impl FnMut(u64, u64),
    ) -> Result<Judged> {
        let mut judged = Judged::default();
        let mut asking = Asking::new(self.study, self.store(), self.coder, &self.clock, endpoint);
        let all = self.work.units.len() as u64;
        for (done, unit) in self.work.units.iter().enumerate() {
            each(done as u64, all);
            let mut rounds = vec![Round::default(); self.choice.rounds.into()];
            let mut template = String::new();
            for (round, order) in self.turns() {
                let item = self.work.item(self.study, unit);
                let Some(asked) = asked(self.coder, &item, order, round) else {
                    continue;
                };
                template.clone_from(&asked.template);
                let said = match asking
                    .one(&asked, &item, order, round, stop, &mut judged)
                    .await?
                {
                    Got::Said(said) => Some(said),
                    Got::Nothing => None,
                    Got::End(end) => {
                        judged.end = end;
                        return Ok(judged);
                    }
                };
                let place = &mut rounds[usize::from(round)];
                match order {
                    Order::Forwards => place.forwards = said,
                    Order::Backwards => place.backwards = said,
                }
            }
            let rule = rule(self.coder, &template, self.choice.rounds);
            let verdict = verdict(&rounds);
            count(&mut judged, unit.criterion, &rule, verdict.as_ref());
            if let Some(verdict) = verdict {
                let coding = self.coding(unit, rule, verdict, self.clock.now());
                if unit.criterion.allows(&coding.code) && !self.work.is_coded(&coding) {
                    self.ledger.code(&[coding]).await?;
                    judged.codings += 1;
                }
            }
        }
        each(all, all);
        Ok(judged)
    }

    /// The rounds, each in both orders.
    fn turns(&self) -> impl Iterator<Item = (u8, Order)> + use<> {
        (0..self.choice.rounds).flat_map(|round| Order::BOTH.map(|order| (round, order)))
    }

    fn coding(&self, unit: &Unit, rule: String, verdict: Verdict, at: Timestamp) -> Coding {
        let (enquiry, inbound) = self.work.place(unit.answer);
        let other = unit.other.map(|other| self.work.place(other));
        let mut notes = Vec::new();
        if verdict.order_flips > 0 {
            notes.push("the orders differ");
        }
        if verdict.flipped {
            notes.push("the rounds differ");
        }
        Coding {
            enquiry,
            other: other.map(|(enquiry, _)| enquiry),
            inbounds: (inbound, other.map(|(_, inbound)| inbound)),
            criterion: unit.criterion,
            code: unit.criterion.code(verdict.code),
            coder: Coder::Llm,
            confidence: Some(verdict.confidence),
            grounds: Grounds {
                rule,
                spans: verdict.spans,
                other_spans: verdict.other_spans,
                note: notes.join("; "),
            }
            .kept(),
            at,
        }
    }
}

fn count(judged: &mut Judged, criterion: Criterion, rule: &str, verdict: Option<&Verdict>) {
    let tally = judged.tallies.entry(criterion).or_default();
    rule.clone_into(&mut tally.rule);
    tally.items += 1;
    let Some(verdict) = verdict else {
        tally.left_out += 1;
        return;
    };
    *tally.codes.entry(verdict.code.to_owned()).or_default() += 1;
    tally.rounds += u64::from(verdict.rounds);
    tally.order_flips += u64::from(verdict.order_flips);
    if verdict.rounds > 1 {
        tally.repeated += 1;
        tally.flips += u64::from(verdict.flipped);
    }
}
