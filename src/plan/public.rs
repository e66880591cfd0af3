//! What a study does in public, in words: for whoever signs the plan off, and for the registry.

use super::burden::Burden;
use super::make::Plan;
use super::posts::{self, Asked};
use super::registration::plain;
use crate::model::{Consent, Network, SocialAccount, Study, TransportKind};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The accounts of the networks that the design asks.
fn asked(study: &Study) -> impl Iterator<Item = &SocialAccount> {
    study
        .social
        .values()
        .filter(|a| study.design.questions.contains_key(&a.network.channel()))
}

/// The consents on the networks that the design asks, in the order of the file.
pub(super) fn consents(study: &Study) -> impl Iterator<Item = &Consent> {
    study
        .consents
        .iter()
        .filter(|c| study.design.questions.contains_key(&c.network.channel()))
}

/// An amount in millionths, with at least two decimals.
fn money(millionths: u64, currency: &str) -> String {
    let decimals = format!("{:06}", millionths % 1_000_000);
    let (cents, rest) = decimals.split_at(2);
    let rest = rest.trim_end_matches('0');
    format!("{}.{cents}{rest} {currency}", millionths / 1_000_000)
}

/// What a person should know before they ask in public, a sentence each: nothing of it stops a wave.
///
/// - wordings with a link or an `@` where a person posts (where the program does, they are mistakes);
/// - days of the plan (UTC) with more posts than the account's daily cap;
/// - posts that cost more than may be spent.
#[must_use]
pub fn remarks(study: &Study, plan: &Plan) -> Vec<String> {
    let mut remarks = Vec::new();
    let design = Asked {
        design: &study.design,
        questions: &study.questions,
        panel: &study.panel,
        personas: &study.personas,
    };
    let troubles = posts::troubles(&design);
    for account in asked(study) {
        let network = account.network;
        let mut odd = troubles
            .iter()
            .filter(|t| t.network == network && !t.what.always())
            .peekable();
        if let Some(first) = odd.peek() {
            let (message, _) = first.told(&design);
            let others = odd.count() - 1;
            let others = match others {
                0 => String::new(),
                1 => ", and there is 1 more such".to_owned(),
                n => format!(", and there are {n} more such"),
            };
            remarks.push(format!(
                "{message}{others}: posts like that are easily taken for spam"
            ));
        }
        let mut days: BTreeMap<i64, u32> = BTreeMap::new();
        let mut posts = 0u64;
        for enquiry in plan
            .enquiries
            .iter()
            .filter(|e| e.channel == network.channel())
        {
            if let Some(due) = enquiry.due_at {
                *days.entry(due.as_second().div_euclid(86_400)).or_default() += 1;
                posts += 1;
            }
        }
        let most = days.values().copied().max().unwrap_or(0);
        if most > account.daily_cap {
            let full = days.values().filter(|n| **n > account.daily_cap).count();
            remarks.push(format!(
                "on {full} day{} more posts are due on {network} than its `daily_cap` of {} lets out, up to {most}: \
                 the others are late, or not sent at all; raise it, or give the wave more days",
                if full == 1 { "" } else { "s" },
                account.daily_cap
            ));
        }
        if account.transport == TransportKind::Auto
            && let Some(spending) = &account.spending
        {
            let cost = posts.saturating_mul(spending.prices.post);
            if cost > spending.cap {
                remarks.push(format!(
                    "{posts} posts on {network} cost {}, and the cap is {}, from which the replies must be read too: \
                     not all are sent",
                    money(cost, &spending.currency),
                    money(spending.cap, &spending.currency)
                ));
            }
        }
    }
    remarks
}

/// Lines under the burden table: from which account so many posts go out, by whose hand, within which caps.
pub(super) fn burden_lines(study: &Study, burden: &Burden) -> Vec<String> {
    asked(study)
        .map(|account| {
            let posts = burden.contacts.get(&account.network.channel());
            let posts = posts.copied().unwrap_or(0);
            let mut line = format!(
                "{}: {posts} post{} from @{}, each by {}; at most {} a day",
                account.network,
                if posts == 1 { "" } else { "s" },
                account.handle,
                match account.transport {
                    TransportKind::Assisted => "a person",
                    TransportKind::Auto => "the program",
                },
                account.daily_cap
            );
            if let Some(spending) = &account.spending {
                let cap = money(spending.cap, &spending.currency);
                let _ = write!(line, ", and at most {cap} spent in the wave");
            }
            line
        })
        .collect()
}

/// What the registry should know of a study that asks in public: from which account, by whose hand, with
/// whose consent. Markdown; empty when nothing is asked in public.
pub(super) fn registered(study: &Study) -> String {
    let mut text = String::new();
    for account in asked(study) {
        let network = account.network;
        let hand = match account.transport {
            TransportKind::Assisted => "a person posts each text, which the program has prepared",
            TransportKind::Auto => {
                "the program posts, and only to companies that agreed to it as recorded below"
            }
        };
        let _ = write!(
            text,
            "\nOn {network} companies are asked in public, by a post that holds their handle and the question. All shoppers post from \
             the account @{}; {hand}. At most {} posts leave a day.",
            plain(&account.handle),
            account.daily_cap
        );
        if let Some(spending) = &account.spending {
            let _ = write!(
                text,
                " Calls of the interface are paid for; they may cost {} at the time of the lock.",
                money(spending.cap, &spending.currency)
            );
        }
        if study
            .panel
            .iter()
            .any(|c| c.handles(network).nth(1).is_some())
        {
            text.push_str(
                " Some companies are known to answer from further accounts; what comes from those counts as theirs.",
            );
        }
        text.push('\n');
    }
    let mut records = consents(study).peekable();
    if records.peek().is_some() {
        text.push_str(
            "\nThese accounts agreed to be asked by a program:\n\n| network | account | agreed by | on | ground |\n| --- | --- | --- | --- | --- |\n",
        );
    }
    for consent in records {
        let _ = writeln!(
            text,
            "| {} | @{} | {} | {} | {} |",
            consent.network,
            plain(&consent.handle),
            plain(&consent.who),
            consent.when,
            plain(&consent.ground),
        );
    }
    text
}

/// The networks that the design asks, with their accounts; for the hash.
pub(super) fn accounts(study: &Study) -> BTreeMap<Network, &SocialAccount> {
    asked(study).map(|a| (a.network, a)).collect()
}

#[cfg(test)]
mod tests {
    use super::money;

    #[test]
    fn money_keeps_every_decimal_that_counts() {
        for (amount, text) in [
            (25_000_000, "25.00 USD"),
            (15_000, "0.015 USD"),
            (200_000, "0.20 USD"),
            (1, "0.000001 USD"),
            (0, "0.00 USD"),
        ] {
            assert_eq!(money(amount, "USD"), text);
        }
    }
}
