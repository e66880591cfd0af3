//! A request: what is asked about, in which order, and under which key its reply is kept.

use super::template::{Prompt, prompt};
use crate::model::{Criterion, LlmCoder};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// No more bytes of a message are sent; what follows is neither read nor quoted.
pub const MOST_TEXT: usize = 12_000;

/// What is known to be right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Right<'a> {
    /// In a sentence or two.
    pub answer: &'a str,
    /// Other phrasings of it.
    pub accepted: &'a [String],
    /// Wrong answers.
    pub rejected: &'a [String],
}

/// One thing to judge on one criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item<'a> {
    /// On what; [`Criterion::fits_llm`] holds.
    pub criterion: Criterion,
    /// The question as the company read it.
    pub question: &'a str,
    /// Which part of the answer counts, where the codebook says so.
    pub slot: Option<&'a str>,
    /// What is known to be right, for [`Criterion::Correct`].
    pub right: Option<Right<'a>>,
    /// The message.
    pub answer: &'a str,
    /// The other message of a pair.
    pub other: Option<&'a str>,
}

/// In which order the codes, and the messages of a pair, are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// As the codebook has them; of a pair A is the answer.
    Forwards,
    /// From the last to the first; of a pair A is the other message.
    Backwards,
}

impl Order {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Forwards, Self::Backwards];
}

/// The part of a message that is sent.
pub(super) fn sent(text: &str) -> &str {
    let mut end = text.len().min(MOST_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// One request, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Under this its reply is kept: SHA-256 of template, model, parameters and input.
    pub key: [u8; 32],
    /// Hash of the template, in hexadecimal digits.
    pub template: String,
    /// The body of the request.
    pub body: Vec<u8>,
}

/// The request about an item, in an order, in a round (from 0); `None` when the criterion is none for a
/// language model or a pair has no second message.
#[must_use]
pub fn asked(coder: &LlmCoder, item: &Item<'_>, order: Order, round: u8) -> Option<Asked> {
    let prompt = prompt(item, order)?;
    Some(Asked {
        key: key(coder, &prompt, round),
        body: body(coder, &prompt, round),
        template: prompt.template,
    })
}

/// The parameters of a round, as they stand in the request and in the key: the seed differs from round to
/// round.
#[must_use]
pub fn parameters(coder: &LlmCoder, round: u8) -> Map<String, Value> {
    // In the order of the alphabet: the key is made of these bytes.
    let mut parameters = Map::new();
    parameters.insert(
        coder.limit_key.as_str().to_owned(),
        json!(coder.reply_tokens),
    );
    if coder.json_mode {
        parameters.insert("response_format".to_owned(), json!({"type": "json_object"}));
    }
    parameters.insert(
        "seed".to_owned(),
        json!(coder.seed.saturating_add(round.into())),
    );
    if let Some(thousandths) = coder.temperature {
        let temperature = f64::from(thousandths) / 1000.0;
        parameters.insert("temperature".to_owned(), json!(temperature));
    }
    parameters
}

/// The body of a request, as `/v1/chat/completions` takes it.
#[must_use]
pub fn body(coder: &LlmCoder, prompt: &Prompt, round: u8) -> Vec<u8> {
    let mut body = parameters(coder, round);
    body.insert("model".to_owned(), json!(coder.model));
    body.insert("stream".to_owned(), json!(false));
    body.insert(
        "messages".to_owned(),
        json!([
            {"role": "system", "content": prompt.system},
            {"role": "user", "content": prompt.user},
        ]),
    );
    Value::Object(body).to_string().into_bytes()
}

/// Under which key the reply is kept. Where the endpoint stands is no part of it: the same model elsewhere
/// says what it said.
#[must_use]
pub fn key(coder: &LlmCoder, prompt: &Prompt, round: u8) -> [u8; 32] {
    let mut hash = Sha256::new();
    let parameters = Value::Object(parameters(coder, round)).to_string();
    let round = round.to_string();
    for piece in [
        "shopper llm 1",
        &prompt.template,
        &coder.model,
        &parameters,
        &prompt.user,
        &round,
    ] {
        hash.update((piece.len() as u64).to_le_bytes());
        hash.update(piece.as_bytes());
    }
    hash.finalize().into()
}

/// How verdicts came about, as it stands in a coding's rule: the model, the template, and all that makes the
/// verdict of the replies. What is not the same here has to earn its trust anew.
#[must_use]
pub fn rule(coder: &LlmCoder, template: &str, rounds: u8) -> String {
    let mut rule = format!("{} #{}", coder.model, template.get(..8).unwrap_or(template));
    // Writing to a string cannot fail.
    let _ = match coder.temperature {
        Some(t) => write!(rule, " t={}.{:03}", t / 1000, t % 1000),
        None => write!(rule, " t=default"),
    };
    let _ = write!(rule, " k={rounds}");
    rule
}
