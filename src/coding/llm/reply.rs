//! What an endpoint sent back, read strictly: a verdict in the shape that was asked for, or the reason why it
//! is none.

use super::ask::{Item, Order, sent};
use super::criteria::{UNSURE, words};
use super::quote;
use serde::Deserialize;
use std::fmt;
use std::ops::Range;

/// Around the model's words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Envelope {
    /// Which model answered, as the endpoint says.
    pub model: Option<String>,
    /// What the endpoint says of its own setup.
    pub fingerprint: Option<String>,
    /// Why the model stopped.
    pub finish: Option<String>,
    /// Its words.
    pub content: Option<String>,
    /// Tokens of the request and of the reply, where the endpoint counts them.
    pub tokens: Option<(u64, u64)>,
}

/// A verdict of one reply.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// One of the criterion's codes, or "unsure".
    pub code: &'static str,
    /// How sure it says it is, in thousandths.
    pub confidence: u16,
    /// Where its quote stands in the answer.
    pub span: Option<Range<usize>>,
    /// Where its other quote stands in the other message of a pair.
    pub other_span: Option<Range<usize>>,
}

/// Why a reply is no verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// It is no reply of such an endpoint, or was cut off on its way.
    NoReply,
    /// Another model answered.
    OtherModel(String),
    /// It reached the limit of its length.
    CutOff,
    /// The endpoint kept it back.
    KeptBack,
    /// The words are not the JSON object that was asked for, and nothing else.
    NoJson,
    /// It gives a code that the criterion does not know.
    UnknownCode(String),
    /// Its confidence is not within 0 and 1.
    NoConfidence,
    /// It says that something is there and does not quote it.
    NoQuote,
    /// What it quotes does not stand in the message.
    QuoteElsewhere,
}

impl Unfit {
    /// The reason in a word, for counts.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::NoReply => "no_reply",
            Self::OtherModel(_) => "other_model",
            Self::CutOff => "cut_off",
            Self::KeptBack => "kept_back",
            Self::NoJson => "no_json",
            Self::UnknownCode(_) => "unknown_code",
            Self::NoConfidence => "no_confidence",
            Self::NoQuote => "no_quote",
            Self::QuoteElsewhere => "quote_elsewhere",
        }
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoReply => f.write_str("what came back is no reply of a chat endpoint"),
            Self::OtherModel(model) => write!(f, "another model answered: {model:?}"),
            Self::CutOff => f.write_str("the reply reached the limit of its length"),
            Self::KeptBack => f.write_str("the endpoint kept the reply back"),
            Self::NoJson => f.write_str("the reply is not the JSON object that was asked for"),
            Self::UnknownCode(code) => write!(f, "the criterion knows no code {code:?}"),
            Self::NoConfidence => f.write_str("the confidence is not within 0 and 1"),
            Self::NoQuote => f.write_str("the reply quotes nothing"),
            Self::QuoteElsewhere => f.write_str("the quote does not stand in the message"),
        }
    }
}

#[derive(Deserialize)]
struct Raw {
    model: Option<String>,
    system_fingerprint: Option<String>,
    choices: Vec<Choice>,
    usage: Option<Counted>,
}

#[derive(Deserialize)]
struct Choice {
    message: Message,
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Message {
    content: Option<String>,
}

#[derive(Deserialize)]
struct Counted {
    prompt_tokens: Option<u64>,
    completion_tokens: Option<u64>,
}

/// Opens the envelope; `None` when it is none, or holds more than one reply.
#[must_use]
pub fn envelope(raw: &[u8]) -> Option<Envelope> {
    let raw: Raw = serde_json::from_slice(raw).ok()?;
    let tokens = raw
        .usage
        .and_then(|u| Some((u.prompt_tokens?, u.completion_tokens?)));
    let [choice]: [Choice; 1] = raw.choices.try_into().ok()?;
    Some(Envelope {
        model: raw.model.map(bounded),
        fingerprint: raw.system_fingerprint.map(bounded),
        finish: choice.finish_reason,
        content: choice.message.content,
        tokens,
    })
}

/// A name of theirs, no longer than names are.
fn bounded(name: String) -> String {
    match name.char_indices().nth(200) {
        Some((end, _)) => name[..end].to_owned(),
        None => name,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct One {
    code: String,
    confidence: f64,
    quote: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    code: String,
    confidence: f64,
    quote_a: String,
    quote_b: String,
}

/// Reads a reply to the request about an item in an order, of a model by this name.
///
/// # Errors
/// Why it is no verdict.
pub fn read(raw: &[u8], item: &Item<'_>, order: Order, model: &str) -> Result<Said, Unfit> {
    let envelope = envelope(raw).ok_or(Unfit::NoReply)?;
    if let Some(other) = envelope.model.filter(|m| !is_same_model(model, m)) {
        return Err(Unfit::OtherModel(other));
    }
    match envelope.finish.as_deref() {
        Some("length") => return Err(Unfit::CutOff),
        Some("content_filter") => return Err(Unfit::KeptBack),
        _ => {}
    }
    let content = envelope.content.unwrap_or_default();
    let (code, confidence, first, second) = if item.criterion.is_of_pairs() {
        let said: Pair = serde_json::from_str(&content).map_err(|_| Unfit::NoJson)?;
        let quotes = match order {
            Order::Forwards => (said.quote_a, said.quote_b),
            Order::Backwards => (said.quote_b, said.quote_a),
        };
        (said.code, said.confidence, quotes.0, Some(quotes.1))
    } else {
        let said: One = serde_json::from_str(&content).map_err(|_| Unfit::NoJson)?;
        (said.code, said.confidence, said.quote, None)
    };
    let code = known(item, &code).ok_or_else(|| Unfit::UnknownCode(bounded(code)))?;
    if !(0.0..=1.0).contains(&confidence) {
        return Err(Unfit::NoConfidence);
    }
    let may_be_empty = rests_on_absence(code);
    let span = found(item.answer, &first, may_be_empty)?;
    let other_span = match (second, item.other) {
        (Some(second), Some(other)) => found(other, &second, may_be_empty)?,
        _ => None,
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is within 0 and 1000"
    )]
    let confidence = (confidence * 1000.0).round() as u16;
    Ok(Said {
        code,
        confidence,
        span,
        other_span,
    })
}

/// The code as the program knows it.
fn known(item: &Item<'_>, code: &str) -> Option<&'static str> {
    let words = words(item.criterion)?;
    let codes = words.codes.iter().chain([&UNSURE]);
    codes.map(|(known, _)| *known).find(|known| *known == code)
}

/// Whether a code may rest on what a message does not say.
fn rests_on_absence(code: &str) -> bool {
    matches!(
        code,
        "no" | "na" | "incomparable" | "off_point" | "partial" | "unsure"
    )
}

fn found(text: &str, quote: &str, may_be_empty: bool) -> Result<Option<Range<usize>>, Unfit> {
    if quote.trim().is_empty() {
        return if may_be_empty {
            Ok(None)
        } else {
            Err(Unfit::NoQuote)
        };
    }
    match quote::place(sent(text), quote) {
        Some(place) => Ok(Some(place)),
        None => Err(Unfit::QuoteElsewhere),
    }
}

/// Whether a name is that of the model that was asked: endpoints leave out who made it, or add the date of
/// its release (`gpt-4o` answers as `gpt-4o-2024-08-06`, and `gpt-4o-mini` is another).
fn is_same_model(asked: &str, answered: &str) -> bool {
    let name = |model: &str| {
        let last = model.rsplit('/').next().unwrap_or(model);
        last.strip_suffix(":latest")
            .unwrap_or(last)
            .to_ascii_lowercase()
    };
    let (asked, answered) = (name(asked), name(answered));
    match answered.strip_prefix(&asked) {
        Some("") => true,
        Some(date) => {
            date.starts_with(['-', '@'])
                && date.len() > 4
                && date[1..].bytes().all(|b| b.is_ascii_digit() || b == b'-')
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Criterion;
    use serde_json::json;

    const TEXT: &str = "Hello Anna, sorry for the wait. You have 28 days.";

    fn item(criterion: Criterion) -> Item<'static> {
        Item {
            criterion,
            question: "?",
            slot: None,
            right: None,
            answer: TEXT,
            other: Some("Four weeks, as always."),
        }
    }

    fn raw(content: &str) -> Vec<u8> {
        json!({"model": "m-2026-01-31", "choices": [{"message": {"role": "assistant", "content": content},
               "finish_reason": "stop"}], "usage": {"prompt_tokens": 7, "completion_tokens": 3}})
        .to_string()
        .into_bytes()
    }

    fn unfit(content: &str) -> &'static str {
        match read(
            &raw(content),
            &item(Criterion::Apology),
            Order::Forwards,
            "m",
        ) {
            Ok(_) => "fit",
            Err(unfit) => {
                assert!(!unfit.to_string().is_empty());
                unfit.word()
            }
        }
    }

    #[test]
    fn only_what_was_asked_for_is_a_verdict() {
        let good = r#"{"code":"yes","confidence":0.9,"quote":"sorry for the wait"}"#;
        assert_eq!(unfit(good), "fit");
        assert_eq!(unfit(&format!("  {good}\n")), "fit");
        for (content, word) in [
            (&good[..30], "no_json"),
            (&format!("Here it is: {good}"), "no_json"),
            (&format!("{good} I hope this helps"), "no_json"),
            (&format!("```json\n{good}\n```"), "no_json"),
            (&format!("[{good}]"), "no_json"),
            ("", "no_json"),
            (
                r#"{"code":"yes","code":"no","confidence":1,"quote":""}"#,
                "no_json",
            ),
            (
                r#"{"code":"yes","confidence":1,"quote":"sorry","why":"x"}"#,
                "no_json",
            ),
            (
                r#"{"code":"yes","confidence":"high","quote":"sorry"}"#,
                "no_json",
            ),
            (
                r#"{"code":"Yes","confidence":1,"quote":"sorry"}"#,
                "unknown_code",
            ),
            (
                r#"{"code":"correct","confidence":1,"quote":"sorry"}"#,
                "unknown_code",
            ),
            (
                r#"{"code":"yes","confidence":1.5,"quote":"sorry"}"#,
                "no_confidence",
            ),
            (
                r#"{"code":"yes","confidence":-1,"quote":"sorry"}"#,
                "no_confidence",
            ),
            (r#"{"code":"yes","confidence":1,"quote":""}"#, "no_quote"),
            (
                r#"{"code":"yes","confidence":1,"quote":"we apologise"}"#,
                "quote_elsewhere",
            ),
            (
                r#"{"code":"no","confidence":1,"quote":"we apologise"}"#,
                "quote_elsewhere",
            ),
            (r#"{"code":"no","confidence":1,"quote":""}"#, "fit"),
            (r#"{"code":"unsure","confidence":0,"quote":""}"#, "fit"),
        ] {
            assert_eq!(unfit(content), word, "{content}");
        }
        let read = |raw: &[u8]| read(raw, &item(Criterion::Apology), Order::Forwards, "m");
        assert_eq!(read(b"<html>").unwrap_err(), Unfit::NoReply);
        assert_eq!(read(b"{\"choices\":[]}").unwrap_err(), Unfit::NoReply);
        let deep = "[".repeat(100_000);
        assert_eq!(read(deep.as_bytes()).unwrap_err(), Unfit::NoReply);
        let cut = String::from_utf8(raw(good))
            .unwrap()
            .replace("\"stop\"", "\"length\"");
        assert_eq!(read(cut.as_bytes()).unwrap_err(), Unfit::CutOff);
        let none = json!({"choices": [{"message": {"content": null}}]}).to_string();
        assert_eq!(read(none.as_bytes()).unwrap_err(), Unfit::NoJson);
        assert_eq!(envelope(&raw(good)).unwrap().tokens, Some((7, 3)));
    }

    #[test]
    fn quotes_of_a_pair_go_to_their_messages_in_both_orders() {
        let (a, b) = ("You have 28 days", "Four weeks");
        let content = |a: &str, b: &str| {
            raw(
                &json!({"code": "agree", "confidence": 0.5, "quote_a": a, "quote_b": b})
                    .to_string(),
            )
        };
        let item = item(Criterion::Relation);
        let forwards = read(&content(a, b), &item, Order::Forwards, "m").unwrap();
        let backwards = read(&content(b, a), &item, Order::Backwards, "m").unwrap();
        assert_eq!(forwards, backwards);
        assert_eq!(&TEXT[forwards.span.unwrap()], a);
        assert_eq!(forwards.other_span, Some(0..10));
        assert_eq!(
            read(&content(a, b), &item, Order::Backwards, "m"),
            Err(Unfit::QuoteElsewhere)
        );
    }

    #[test]
    fn a_dated_release_is_the_same_model_and_a_smaller_sister_is_not() {
        for (asked, answered, same) in [
            ("gpt-4o", "gpt-4o-2024-08-06", true),
            ("gpt-4o", "gpt-4o", true),
            ("gpt-4o", "gpt-4o-mini", false),
            ("gpt-4o", "gpt-4", false),
            ("qwen3", "qwen3:latest", true),
            ("qwen3:8b", "qwen3:0.6b", false),
            ("openai/gpt-4o", "gpt-4o", true),
            ("mistral-large", "mistral-large-2411", true),
            ("m", "m-2", false),
        ] {
            assert_eq!(is_same_model(asked, answered), same, "{asked} {answered}");
        }
    }
}
