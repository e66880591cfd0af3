//! One request after the other: what is kept is not asked, what fails for now is asked again after a while,
//! and nothing is asked that there is no money for.

use super::{End, Judged};
use crate::channel::llm::{Endpoint, Reply};
use crate::clock::Clock;
use crate::coding::llm::{Asked, Item, Order, Said, Unfit, envelope, parameters, read};
use crate::error::{Error, Result};
use crate::fieldwork::Stop;
use crate::model::{LlmCoder, Study};
use crate::store::{Judgement, Store};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

/// A reply that is no verdict is asked for once more.
const MOST_ASKED: usize = 2;
/// So many replies in a row that are no verdict, and the run ends: the model is not up to it, or the
/// endpoint is none.
const MOST_UNFIT: u32 = 12;
/// Tokens that an endpoint may put around the messages.
const AROUND: u64 = 64;

/// What became of one request.
pub(super) enum Got {
    Said(Said),
    /// No verdict, and none to be had.
    Nothing,
    /// The run ends here.
    End(End),
}

/// The requests of one run.
pub(super) struct Asking<'a> {
    store: &'a Store,
    coder: &'a LlmCoder,
    clock: &'a Clock,
    endpoint: Option<&'a Endpoint>,
    /// As the ledger names what was spent.
    account: String,
    /// Replies in a row that were no verdict.
    unfit: u32,
}

fn account(study: &Study) -> String {
    format!("llm {}", study.wave.id)
}

/// What was spent in the wave, in millionths of the currency; `None` where nothing costs anything.
pub(super) async fn spent(store: &Store, study: &Study, coder: &LlmCoder) -> Result<Option<u64>> {
    let Some(spending) = &coder.spending else {
        return Ok(None);
    };
    let tokens = store.spent(&account(study), Timestamp::UNIX_EPOCH).await?;
    let of = |item: &str| tokens.get(item).copied().unwrap_or(0);
    Ok(Some(spending.cost(of("token_in"), of("token_out"))))
}

impl<'a> Asking<'a> {
    pub(super) fn new(
        study: &Study,
        store: &'a Store,
        coder: &'a LlmCoder,
        clock: &'a Clock,
        endpoint: Option<&'a Endpoint>,
    ) -> Self {
        Self {
            store,
            coder,
            clock,
            endpoint,
            account: account(study),
            unfit: 0,
        }
    }

    /// The verdict of one request: as it is kept, else as the endpoint gives it.
    pub(super) async fn one(
        &mut self,
        asked: &Asked,
        item: &Item<'_>,
        order: Order,
        round: u8,
        stop: &Stop,
        judged: &mut Judged,
    ) -> Result<Got> {
        let kept = self.store.judgements(&asked.key).await?;
        let mut last = None;
        for judgement in &kept {
            judged.fingerprints.extend(judgement.fingerprint.clone());
            match read(&judgement.reply, item, order, &self.coder.model) {
                Ok(said) => {
                    judged.kept += 1;
                    return Ok(Got::Said(said));
                }
                Err(unfit) => last = Some(unfit),
            }
        }
        let Some(endpoint) = self.endpoint.filter(|_| kept.len() < MOST_ASKED) else {
            match last {
                Some(unfit) => {
                    judged.kept += 1;
                    *judged.unfit.entry(unfit.word()).or_default() += 1;
                }
                None => judged.missing += 1,
            }
            return Ok(Got::Nothing);
        };
        for number in kept.len() + 1..=MOST_ASKED {
            let raw = match self.reply(endpoint, asked, stop).await? {
                Ok(raw) => raw,
                Err(end) => return Ok(Got::End(end)),
            };
            judged.requests += 1;
            let judgement = self.judgement(asked, round, number, raw);
            judged.fingerprints.extend(judgement.fingerprint.clone());
            let tokens = judgement.tokens.unwrap_or_else(|| self.most(asked));
            self.store.judge(&judgement, &self.account, tokens).await?;
            match read(&judgement.reply, item, order, &self.coder.model) {
                Ok(said) => {
                    self.unfit = 0;
                    return Ok(Got::Said(said));
                }
                Err(unfit) => {
                    self.unfit += 1;
                    if self.unfit >= MOST_UNFIT {
                        return Err(self.hopeless(&unfit));
                    }
                    last = Some(unfit);
                }
            }
        }
        if let Some(unfit) = last {
            *judged.unfit.entry(unfit.word()).or_default() += 1;
        }
        Ok(Got::Nothing)
    }

    /// A body from the endpoint, however often it has to be asked; or why the run ends.
    async fn reply(
        &self,
        endpoint: &Endpoint,
        asked: &Asked,
        stop: &Stop,
    ) -> Result<Result<Vec<u8>, End>> {
        let mut failures = 0;
        loop {
            if stop.requested() {
                return Ok(Err(End::Stopped));
            }
            if !self.affords(asked).await? {
                return Ok(Err(End::Cap));
            }
            let (reason, wait, lost) = match endpoint
                .ask(&asked.body, failures, self.clock.now())
                .await?
            {
                Reply::Body(raw) => return Ok(Ok(raw)),
                Reply::Later { reason, wait, lost } => (reason, wait, lost),
            };
            if lost {
                // It may be on the bill.
                let (tokens_in, tokens_out) = self.most(asked);
                let items = [("token_in", tokens_in), ("token_out", tokens_out)];
                let now = self.clock.now();
                self.store.spend(&self.account, &items, now).await?;
            }
            let Some(wait) = wait else {
                return Err(self.gone(&reason));
            };
            failures += 1;
            self.rest(wait, stop).await;
        }
    }

    async fn rest(&self, wait: SignedDuration, stop: &Stop) {
        let now = self.clock.now();
        let until = now.checked_add(wait).unwrap_or(now);
        tokio::select! {
            () = self.clock.sleep_until(until) => {}
            () = stop.wait() => {}
        }
    }

    /// The most tokens that a request can come to: no tokenizer makes more of a text than it has bytes.
    fn most(&self, asked: &Asked) -> (u64, u64) {
        (
            asked.body.len() as u64 + AROUND,
            self.coder.reply_tokens.into(),
        )
    }

    /// Whether the cap leaves room for a request, whatever it comes to. Read from the ledger each time: another
    /// process may be spending too.
    async fn affords(&self, asked: &Asked) -> Result<bool> {
        let Some(spending) = &self.coder.spending else {
            return Ok(true);
        };
        let tokens = self
            .store
            .spent(&self.account, Timestamp::UNIX_EPOCH)
            .await?;
        let of = |item: &str| tokens.get(item).copied().unwrap_or(0);
        let (tokens_in, tokens_out) = self.most(asked);
        let after = spending.cost(
            of("token_in").saturating_add(tokens_in),
            of("token_out").saturating_add(tokens_out),
        );
        Ok(after <= spending.cap)
    }

    fn judgement(&self, asked: &Asked, round: u8, number: usize, raw: Vec<u8>) -> Judgement {
        let envelope = envelope(&raw).unwrap_or_default();
        Judgement {
            key: asked.key,
            number: u8::try_from(number).unwrap_or(u8::MAX),
            template: asked.template.clone(),
            model: self.coder.model.clone(),
            fingerprint: envelope.fingerprint,
            parameters: Value::Object(parameters(self.coder, round)).to_string(),
            reply: raw,
            tokens: envelope.tokens,
            at: self.clock.now(),
        }
    }

    fn gone(&self, reason: &str) -> Error {
        Error::Server {
            server: self.coder.url.clone(),
            reason: format!("it gives no reply for now: {reason}"),
            hint: "see whether the endpoint is up and lets this key ask so often; the same command goes on \
                   from here, and what was judged is kept"
                .to_owned(),
        }
    }

    fn hopeless(&self, unfit: &Unfit) -> Error {
        Error::Server {
            server: self.coder.url.clone(),
            reason: format!(
                "{MOST_UNFIT} replies in a row are no verdict, the last one because {unfit}"
            ),
            hint: match unfit {
                Unfit::OtherModel(model) => {
                    format!("if {model:?} is meant, name it as `model` in [coder.llm]")
                }
                Unfit::CutOff => "give more `reply_tokens` in [coder.llm]".to_owned(),
                _ => "try another `model` in [coder.llm]; the same command goes on from here"
                    .to_owned(),
            },
        }
    }
}
