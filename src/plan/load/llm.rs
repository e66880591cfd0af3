//! [coder.llm]: the language model that codes answers, where a study has one.

use super::secret;
use super::tree::{Section, Value};
use super::values::amount;
use super::words;
use crate::model::{Criterion, LimitKey, LlmCoder, TokenSpending};
use crate::sheet::quote;
use std::path::Path;
use toml::de::DeValue;

/// What is judged where nobody says.
const CRITERIA: [Criterion; 3] = [
    Criterion::Substance,
    Criterion::Correct,
    Criterion::Relation,
];
/// Below this kappa agreement is moderate at best (Landis and Koch 1977 begin "substantial" at 0.61); the
/// bar is a little above that.
const BAR: u16 = 700;
const LEAST_UNITS: u32 = 30;
const MOST_ANSWERS: u32 = 5_000;
const REPLY_TOKENS: u32 = 400;
const CURRENCY: &str = "USD";

/// Reads [coder]; `dir` is what its paths are relative to.
pub(super) fn read(root: &Section<'_>, dir: &Path) -> Option<LlmCoder> {
    let coder = root.section("coder")?;
    let llm = coder.section("llm").map(|table| llm(&table, dir));
    coder.close(&[]);
    llm?
}

fn llm(table: &Section<'_>, dir: &Path) -> Option<LlmCoder> {
    let url_value = table.need("url", "`url = \"http://127.0.0.1:11434/v1\"`");
    let url = url_value.as_ref().and_then(url);
    let model = table
        .need("model", "`model = \"...\"`, as the endpoint names it")
        .and_then(|v| v.text(200, false));
    let key = match table.get("key") {
        None => Some(None),
        Some(v) => secret::read(&v, "key", dir).map(Some),
    };
    let criteria = match table.get("criteria") {
        None => Some(CRITERIA.to_vec()),
        Some(v) => criteria(&v),
    };
    let temperature = match table.get("temperature") {
        None => Some(Some(0)),
        Some(v) => temperature(&v).ok(),
    };
    let whole = |key: &'static str, range, default: u32| match table.get(key) {
        None => Some(default),
        Some(v) => v.integer(range).and_then(|n| u32::try_from(n).ok()),
    };
    let seed = match table.get("seed") {
        None => Some(1),
        Some(v) => v.integer(0..=i64::from(i32::MAX).unsigned_abs()),
    };
    let repeats = whole("repeats", 1..=25, 1);
    let bar = match table.get("bar") {
        None => Some(BAR),
        Some(v) => share(&v),
    };
    let least_units = whole("least_units", 10..=100_000, LEAST_UNITS);
    let most_answers = whole("most_answers", 1..=10_000_000, MOST_ANSWERS);
    let reply_tokens = whole("reply_tokens", 50..=100_000, REPLY_TOKENS);
    let limit_key = match table.get("limit_key") {
        None => Some(LimitKey::MaxTokens),
        Some(v) => v.choice(&[
            (LimitKey::MaxTokens.as_str(), LimitKey::MaxTokens),
            (
                LimitKey::MaxCompletionTokens.as_str(),
                LimitKey::MaxCompletionTokens,
            ),
        ]),
    };
    let json_mode = match table.get("json_mode") {
        None => Some(true),
        Some(v) => {
            if let DeValue::Boolean(on) = v.raw() {
                Some(*on)
            } else {
                v.wrong_type("true or false");
                None
            }
        }
    };
    let spending = spending(table, url_value.as_ref(), url.as_deref()).ok();
    table.close(&[]);
    Some(LlmCoder {
        url: url?,
        model: model?,
        key: key?,
        criteria: criteria?,
        temperature: temperature?,
        seed: seed?,
        spending: spending?,
        repeats: repeats.and_then(|n| u8::try_from(n).ok())?,
        bar: bar?,
        least_units: least_units?,
        most_answers: most_answers?,
        reply_tokens: reply_tokens?,
        limit_key: limit_key?,
        json_mode: json_mode?,
    })
}

/// The base address, without a slash at its end.
fn url(value: &Value<'_>) -> Option<String> {
    let text = value.text(1_000, false)?;
    let text = text.trim();
    if let Some(trouble) = words::api_trouble(text) {
        // A login may stand in it: it is not quoted.
        value.wrong(
            format!("{} is no address of an endpoint: {trouble}", value.name()),
            Some(
                "write it like \"https://api.openai.com/v1\" or \"http://127.0.0.1:11434/v1\""
                    .to_owned(),
            ),
        );
        return None;
    }
    Some(text.trim_end_matches('/').to_owned())
}

fn criteria(value: &Value<'_>) -> Option<Vec<Criterion>> {
    let known: Vec<(&str, Criterion)> = Criterion::ALL
        .iter()
        .filter(|c| c.fits_llm())
        .map(|c| (c.as_str(), *c))
        .collect();
    let entries = value.list("a list of criteria such as [\"correct\", \"relation\"]")?;
    if entries.is_empty() {
        value.wrong(
            format!("{} is empty", value.name()),
            Some("for example `[\"correct\", \"relation\"]`".to_owned()),
        );
        return None;
    }
    let found: Vec<Option<Criterion>> = entries.iter().map(|v| v.choice(&known)).collect();
    let mut unique = Vec::new();
    for (entry, found) in entries.iter().zip(found) {
        let found = found?;
        if unique.contains(&found) {
            entry.wrong(format!("`{found}` is listed twice"), None);
        } else {
            unique.push(found);
        }
    }
    unique.sort_unstable();
    Some(unique)
}

/// A mistake that was written down.
struct Noted;

/// Thousandths of 0 to 2; `"default"` leaves it to the endpoint.
fn temperature(value: &Value<'_>) -> Result<Option<u32>, Noted> {
    if let DeValue::String(word) = value.raw() {
        if &**word == "default" {
            return Ok(None);
        }
        value.wrong(
            format!(
                "{} must be a number or \"default\", not {}",
                value.name(),
                quote(word)
            ),
            Some("`temperature = 0` is what it is without".to_owned()),
        );
        return Err(Noted);
    }
    let millionths = amount(value).ok_or(Noted)?;
    if millionths > 2_000_000 {
        value.wrong(format!("{} must be within 0 and 2", value.name()), None);
        return Err(Noted);
    }
    u32::try_from(millionths / 1_000)
        .map(Some)
        .map_err(|_| Noted)
}

/// Thousandths of 0 to 1.
fn share(value: &Value<'_>) -> Option<u16> {
    let millionths = amount(value)?;
    if millionths > 1_000_000 {
        value.wrong(
            format!("{} must be a kappa within 0 and 1", value.name()),
            Some("`bar = 0.7` is what it is without".to_owned()),
        );
        return None;
    }
    u16::try_from(millionths / 1_000).ok()
}

/// Prices and cap: all or none of them, and all where the endpoint is somebody else's.
fn spending(
    table: &Section<'_>,
    url_value: Option<&Value<'_>>,
    url: Option<&str>,
) -> Result<Option<TokenSpending>, Noted> {
    let [price_in, price_out, cap] =
        ["price_in", "price_out", "spending_cap"].map(|key| table.get(key));
    let currency = match table.get("currency") {
        None => Some(CURRENCY.to_owned()),
        Some(v) => super::social::currency(&v),
    };
    if price_in.is_none() && price_out.is_none() && cap.is_none() {
        if let (Some(value), Some(url)) = (url_value, url)
            && !here(url)
        {
            value.wrong(
                format!("{} is another machine, and nothing caps what it may cost", value.name()),
                Some(
                    "add `price_in`, `price_out` (a million tokens) and `spending_cap`; 0.00 and any cap \
                     where it costs nothing"
                        .to_owned(),
                ),
            );
            return Err(Noted);
        }
        return Ok(None);
    }
    let need = |key: &'static str, found: Option<Value<'_>>, example: &str| {
        found
            .or_else(|| table.need(key, example))
            .and_then(|v| amount(&v))
    };
    let price_in = need(
        "price_in",
        price_in,
        "`price_in = 0.15`, what a million tokens of a request cost",
    );
    let price_out = need(
        "price_out",
        price_out,
        "`price_out = 0.60`, what a million tokens of a reply cost",
    );
    let cap = need(
        "spending_cap",
        cap,
        "`spending_cap = 5.00`, the most that a wave may cost",
    );
    Ok(Some(TokenSpending {
        price_in: price_in.ok_or(Noted)?,
        price_out: price_out.ok_or(Noted)?,
        cap: cap.ok_or(Noted)?,
        currency: currency.ok_or(Noted)?,
    }))
}

/// Whether an address that was checked is this machine's.
fn here(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or_default();
    let host = match authority.strip_prefix('[') {
        Some(six) => six.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}
