//! The language model that may code answers beside people and rules, as the study file names it.

use super::{Criterion, SecretSource};
use serde::{Deserialize, Serialize};

/// A language model behind an endpoint that speaks as `OpenAI`'s chat completions do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LlmCoder {
    /// The base address, such as `http://127.0.0.1:11434/v1`, without a slash at its end.
    pub url: String,
    /// The model, as the endpoint names it.
    pub model: String,
    /// What goes into `Authorization: Bearer`; none for an endpoint that asks for nothing.
    pub key: Option<SecretSource>,
    /// What it codes, in their order, each once.
    pub criteria: Vec<Criterion>,
    /// In thousandths; `None` leaves it to the endpoint, for models that take none.
    pub temperature: Option<u32>,
    /// The seed of the first time; each further one has the next number.
    pub seed: u64,
    /// What tokens cost and what may be spent; `None` costs nothing.
    pub spending: Option<TokenSpending>,
    /// How often each answer is judged on each criterion; an odd number has a majority.
    pub repeats: u8,
    /// Its verdicts on a criterion count from this kappa against people on, in thousandths.
    pub bar: u16,
    /// On so many units at least must people have coded too, before the kappa says something.
    pub least_units: u32,
    /// At most so many answers, and as many pairs of answers, are judged.
    pub most_answers: u32,
    /// Longer replies are cut off by the endpoint, in tokens.
    pub reply_tokens: u32,
    /// How the request names that limit.
    pub limit_key: LimitKey,
    /// Whether the request asks for JSON by `response_format` too, which not every endpoint knows.
    pub json_mode: bool,
}

/// What tokens cost, and what may be spent on them in a wave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenSpending {
    /// A million tokens of a request, in millionths of the currency.
    pub price_in: u64,
    /// A million tokens of a reply, in millionths of the currency.
    pub price_out: u64,
    /// The most that a wave may cost, in millionths of the currency.
    pub cap: u64,
    /// Three letters.
    pub currency: String,
}

/// How a request says how long the reply may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitKey {
    /// What most endpoints know.
    MaxTokens,
    /// What `OpenAI`'s newer models want instead.
    MaxCompletionTokens,
}

impl LimitKey {
    /// The key.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MaxTokens => "max_tokens",
            Self::MaxCompletionTokens => "max_completion_tokens",
        }
    }
}

impl TokenSpending {
    /// What so many tokens cost, in millionths of the currency, rounded up.
    #[must_use]
    pub fn cost(&self, tokens_in: u64, tokens_out: u64) -> u64 {
        let of = |tokens: u64, price: u64| u128::from(tokens) * u128::from(price);
        let sum = of(tokens_in, self.price_in).saturating_add(of(tokens_out, self.price_out));
        u64::try_from(sum.div_ceil(1_000_000)).unwrap_or(u64::MAX)
    }

    /// An amount as it is said: `12.50 USD`; rounded up to a hundredth, so that it never looks cheaper.
    #[must_use]
    pub fn money(&self, millionths: u64) -> String {
        let hundredths = millionths.div_ceil(10_000);
        format!(
            "{}.{:02} {}",
            hundredths / 100,
            hundredths % 100,
            self.currency
        )
    }
}

impl Criterion {
    /// Whether a language model may be asked for it: what a count or a formula tells better, and what only
    /// the shopper knows, it is not asked.
    #[must_use]
    pub const fn fits_llm(self) -> bool {
        matches!(self.scale(), super::Scale::Nominal(_))
            && !self.is_shoppers_own()
            && !matches!(self, Self::Link)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_cost_what_the_price_says_and_never_less() {
        let spending = TokenSpending {
            price_in: 150_000,
            price_out: 600_000,
            cap: 1_000_000,
            currency: "USD".to_owned(),
        };
        // 1,000 of a million at 0.15 and 100 of a million at 0.60.
        assert_eq!(spending.cost(1_000, 100), 150 + 60);
        assert_eq!(spending.cost(1, 0), 1);
        let dear = TokenSpending {
            price_in: 2_000_000,
            ..spending.clone()
        };
        assert_eq!(dear.cost(u64::MAX, 0), u64::MAX);
        assert_eq!(spending.money(10_001), "0.02 USD");
    }

    #[test]
    fn a_model_is_asked_for_words_alone() {
        let asked: Vec<_> = Criterion::ALL.iter().filter(|c| c.fits_llm()).collect();
        assert_eq!(asked.len(), 11, "{asked:?}");
        assert!(!Criterion::Rating.fits_llm() && !Criterion::Resolved.fits_llm());
    }
}
