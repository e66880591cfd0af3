//! What the calls of a paid interface cost, and whether there is something left.

use crate::channel::social::Usage;
use crate::error::Result;
use crate::model::{Prices, SocialAccount, Spending};
use crate::store::Store;
use jiff::Timestamp;

/// The till of one account in one wave.
pub struct Till<'a> {
    store: &'a Store,
    account: &'a SocialAccount,
    /// As the ledger names the account.
    label: String,
    /// What was spent before does not count.
    since: Timestamp,
}

impl<'a> Till<'a> {
    /// The till of an account, as it stands since a moment.
    #[must_use]
    pub const fn new(
        store: &'a Store,
        account: &'a SocialAccount,
        label: String,
        since: Timestamp,
    ) -> Self {
        Self {
            store,
            account,
            label,
            since,
        }
    }

    /// `None` when there is something left, or no cap; else what to tell the user.
    pub async fn empty(&self) -> Result<Option<String>> {
        let Some(spending) = &self.account.spending else {
            return Ok(None);
        };
        let spent = self.spent(&spending.prices).await?;
        Ok((spent >= spending.cap).then(|| {
            format!(
                "{}: {} of {} are spent: nothing more is posted or read there; raise `cap` in \
                 [channels.{}.spending] to go on",
                self.label,
                money(spent, spending),
                money(spending.cap, spending),
                self.account.network
            )
        }))
    }

    /// `None` when so much more may be called; else what to tell the user.
    pub async fn short_of(&self, usage: &Usage) -> Result<Option<String>> {
        let Some(spending) = &self.account.spending else {
            return Ok(None);
        };
        let spent = self.spent(&spending.prices).await?;
        let sum = cost(&spending.prices, usage);
        Ok((spent.saturating_add(sum) > spending.cap).then(|| {
            format!(
                "{}: {} of {} are spent, and the next look may cost {}: nothing more is read there; raise `cap` \
                 in [channels.{}.spending] to go on",
                self.label,
                money(spent, spending),
                money(spending.cap, spending),
                money(sum, spending),
                self.account.network
            )
        }))
    }

    /// What so much would cost, and what is left for it; `None` where nobody says what calls cost.
    pub async fn estimate(&self, usage: &Usage) -> Result<Option<String>> {
        let Some(spending) = &self.account.spending else {
            return Ok(None);
        };
        let spent = self.spent(&spending.prices).await?;
        Ok(Some(format!(
            "{}; {} of {} are left",
            money(cost(&spending.prices, usage), spending),
            money_left(spending.cap.saturating_sub(spent), spending),
            money(spending.cap, spending)
        )))
    }

    /// How many posts there is still money for; any number where there is no cap or no price.
    pub async fn posts_left(&self) -> Result<usize> {
        let Some(spending) = &self.account.spending else {
            return Ok(usize::MAX);
        };
        let left = spending
            .cap
            .saturating_sub(self.spent(&spending.prices).await?);
        let posts = left.checked_div(spending.prices.post).unwrap_or(u64::MAX);
        Ok(usize::try_from(posts).unwrap_or(usize::MAX))
    }

    /// Notes what was called. What one pass called more than the cap allowed is noted too.
    pub async fn note(&self, usage: Usage, at: Timestamp) -> Result<()> {
        let items = items(&usage).filter(|(_, count)| *count > 0);
        let items: Vec<(&str, u64)> = items.collect();
        if items.is_empty() {
            return Ok(());
        }
        self.store.spend(&self.label, &items, at).await
    }

    /// What was spent, in millionths of the currency.
    async fn spent(&self, prices: &Prices) -> Result<u64> {
        let counts = self.store.spent(&self.label, self.since).await?;
        Ok(counts
            .iter()
            .map(|(item, count)| price(prices, item).saturating_mul(*count))
            .fold(0, u64::saturating_add))
    }
}

fn items(usage: &Usage) -> impl Iterator<Item = (&'static str, u64)> {
    [
        ("post", usage.posts),
        ("post_with_link", usage.posts_with_link),
        ("read", usage.reads),
        ("profile", usage.profiles),
        ("message", usage.messages),
    ]
    .into_iter()
}

/// The price of an item by its name in the ledger.
fn price(prices: &Prices, item: &str) -> u64 {
    match item {
        "post" => prices.post,
        "post_with_link" => prices.post_with_link,
        "read" => prices.read,
        "profile" => prices.profile,
        "message" => prices.message,
        _ => 0,
    }
}

/// What items cost together, in millionths of the currency.
fn cost(prices: &Prices, usage: &Usage) -> u64 {
    items(usage)
        .map(|(item, count)| price(prices, item).saturating_mul(count))
        .fold(0, u64::saturating_add)
}

/// What is left, rounded down: it never looks like more.
fn money_left(millionths: u64, spending: &Spending) -> String {
    money(millionths - millionths % 10_000, spending)
}

/// An amount as it is said: `12.50 USD`; rounded up to a hundredth, so that it never looks cheaper.
fn money(millionths: u64, spending: &Spending) -> String {
    let hundredths = millionths.div_ceil(10_000);
    format!(
        "{}.{:02} {}",
        hundredths / 100,
        hundredths % 100,
        spending.currency
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_has_its_price_and_amounts_are_rounded_up() {
        let prices = Prices {
            post: 15_000,
            post_with_link: 200_000,
            read: 5_000,
            profile: 10_000,
            message: 1,
        };
        let usage = Usage::default();
        assert!(items(&usage).all(|(item, _)| price(&prices, item) > 0));
        let spending = Spending {
            currency: "USD".to_owned(),
            cap: 0,
            prices,
        };
        assert_eq!(money(25_000_000, &spending), "25.00 USD");
        assert_eq!(money(15_001, &spending), "0.02 USD");
        assert_eq!(money_left(19_999, &spending), "0.01 USD");
        let usage = Usage {
            profiles: 2,
            reads: 80,
            ..Usage::default()
        };
        assert_eq!(cost(&prices, &usage), 420_000);
        assert_eq!(
            cost(
                &prices,
                &Usage {
                    reads: u64::MAX,
                    ..usage
                }
            ),
            u64::MAX
        );
    }
}
