//! [channels.twitter] and [channels.bluesky]: the accounts from which is asked in public.

use super::secret;
use super::tree::{Located, Section, Value};
use super::values::amount;
use super::words;
use crate::model::{
    Network, Prices, SecretSource, SocialAccount, SocialAuth, Spending, TransportKind, plain_handle,
};
use crate::sheet::quote;
use std::path::Path;

/// The default prices: X's public list as it stood in August 2026, in US dollars. Reading a message cost
/// 0.010 and writing one 0.015; the dearer one is taken for both, so that a cap errs on the safe side.
const PRICES: Prices = Prices {
    post: 15_000,
    post_with_link: 200_000,
    read: 5_000,
    profile: 10_000,
    message: 15_000,
};
/// The currency of [`PRICES`].
const CURRENCY: &str = "USD";

/// What [channels] must hold when the design asks on a network.
pub(super) fn needed(network: Network) -> String {
    format!(
        "[channels.{network}] with `handle = \"...\"` and its login: [design] asks by {network}"
    )
}

/// Reads the table of a network; `dir` is what its paths are relative to, `asked` says whether the design
/// asks there, so that the account must be there. Its place is that of its transport, of its handle where
/// the transport is not named.
pub(super) fn read(
    channels: &Section<'_>,
    network: Network,
    dir: &Path,
    asked: bool,
) -> Option<Located<SocialAccount>> {
    let table = channels.section(network.as_str());
    if asked {
        let _ = channels.need(network.as_str(), &needed(network));
    }
    let table = table?;
    let transport_value = table.get("transport");
    let transport = match &transport_value {
        None => Some(TransportKind::Assisted),
        Some(v) => v.choice(&[
            ("assisted", TransportKind::Assisted),
            ("auto", TransportKind::Auto),
        ]),
    };
    let handle_value = table.need(
        "handle",
        "`handle = \"...\"`, the account from which is asked",
    );
    let at = transport_value
        .as_ref()
        .or(handle_value.as_ref())
        .map(|v| v.at);
    let handle = handle_value.and_then(|v| handle(&v, network));
    let api = match table.get("api") {
        None => Some(default_api(network).to_owned()),
        Some(v) => api(&v),
    };
    let auth = match network {
        Network::Twitter => twitter_login(&table, dir),
        Network::Bluesky => app_password(&table, handle.as_deref(), dir),
    };
    let daily_cap = match table.get("daily_cap") {
        None => Some(default_cap(network)),
        Some(v) => v.integer(1..=100_000).and_then(|n| u32::try_from(n).ok()),
    };
    let spending =
        match network {
            // Calls of Bluesky's interface cost nothing.
            Network::Bluesky => None,
            Network::Twitter => {
                if let (Some(TransportKind::Auto), Some(value), None) =
                    (transport, &transport_value, table.get("spending"))
                {
                    value.wrong(
                    format!("{} is \"auto\", and nothing caps what it may spend", value.name()),
                    Some(
                        "add [channels.twitter.spending] with `cap = 25.00`, or use \"assisted\""
                            .to_owned(),
                    ),
                );
                }
                table.section("spending").and_then(|s| spending(&s))
            }
        };
    table.close(&[]);
    Some(Located {
        at: at?,
        value: SocialAccount {
            network,
            transport: transport?,
            handle: handle?,
            api: api?,
            auth: auth?,
            daily_cap: daily_cap?,
            spending,
        },
    })
}

const fn default_api(network: Network) -> &'static str {
    match network {
        Network::Twitter => "https://api.x.com",
        Network::Bluesky => "https://bsky.social",
    }
}

/// Most posts a day where nobody says: far below what the networks count as spam.
const fn default_cap(network: Network) -> u32 {
    match network {
        Network::Twitter => 50,
        Network::Bluesky => 100,
    }
}

/// What is wrong with a handle, if anything; the `@` may stand or not.
pub(super) fn handle_trouble(network: Network, handle: &str) -> Option<&'static str> {
    match network {
        Network::Twitter => words::handle_trouble(handle),
        Network::Bluesky => words::bluesky_trouble(handle),
    }
}

/// A handle of a network, without the `@`.
pub(super) fn handle(value: &Value<'_>, network: Network) -> Option<String> {
    let text = value.string("a handle")?.value.trim();
    if let Some(trouble) = handle_trouble(network, text) {
        value.wrong(
            format!(
                "{} is no handle of {network}, {}: {trouble}",
                quote(text),
                value.name()
            ),
            None,
        );
        return None;
    }
    Some(text.trim_start_matches('@').to_owned())
}

/// The base address of an interface, without a slash at the end.
fn api(value: &Value<'_>) -> Option<String> {
    let text = value.text(1_000, false)?;
    let text = text.trim();
    if let Some(trouble) = words::api_trouble(text) {
        // A login may stand in it: it is not quoted.
        value.wrong(
            format!("{} is no address of an interface: {trouble}", value.name()),
            Some("write it like \"https://api.x.com\"".to_owned()),
        );
        return None;
    }
    Some(text.trim_end_matches('/').to_owned())
}

/// [channels.twitter.oauth1] or [channels.twitter.oauth2].
fn twitter_login(table: &Section<'_>, dir: &Path) -> Option<SocialAuth> {
    let (one, two) = (table.get("oauth1"), table.get("oauth2"));
    if let (Some(one), Some(two)) = (&one, &two) {
        let second = if one.at > two.at { one } else { two };
        second.wrong(
            format!("{} is a second login", second.name()),
            Some("keep `oauth1` or `oauth2`".to_owned()),
        );
    }
    if one.is_none() && two.is_none() {
        let _ = table.need(
            "oauth1",
            "[channels.twitter.oauth1] or [channels.twitter.oauth2]: the login",
        );
    }
    let one = table.section("oauth1").map(|t| oauth1(&t, dir));
    let two = table.section("oauth2").map(|t| oauth2(&t, dir));
    one.or(two)?
}

/// A secret that must be there.
fn need_secret(table: &Section<'_>, key: &'static str, dir: &Path) -> Option<SecretSource> {
    let value = table.need(
        key,
        &format!("`{key}.command`, `{key}.file` or `{key}.env`"),
    )?;
    secret::read(&value, key, dir)
}

fn oauth1(table: &Section<'_>, dir: &Path) -> Option<SocialAuth> {
    let [consumer_key, consumer_secret, token, token_secret] =
        ["consumer_key", "consumer_secret", "token", "token_secret"]
            .map(|key| need_secret(table, key, dir));
    table.close(&[]);
    Some(SocialAuth::OAuth1 {
        consumer_key: consumer_key?,
        consumer_secret: consumer_secret?,
        token: token?,
        token_secret: token_secret?,
    })
}

fn oauth2(table: &Section<'_>, dir: &Path) -> Option<SocialAuth> {
    let client_id = table
        .need(
            "client_id",
            "`client_id = \"...\"`, from the developer portal",
        )
        .and_then(|v| v.text(200, false));
    let client_secret = match table.get("client_secret") {
        None => Some(None),
        Some(v) => secret::read(&v, "client_secret", dir).map(Some),
    };
    let tokens = match table.get("tokens") {
        None => Some("twitter-tokens.json".to_owned()),
        Some(v) => v.text(1_000, false),
    };
    table.close(&[]);
    Some(SocialAuth::OAuth2 {
        client_id: client_id?,
        client_secret: client_secret?,
        tokens: dir.join(tokens?),
    })
}

fn app_password(table: &Section<'_>, handle: Option<&str>, dir: &Path) -> Option<SocialAuth> {
    let identifier = match table.get("identifier") {
        None => handle.map(str::to_owned),
        Some(v) => v.text(200, false),
    };
    let password = need_secret(table, "password", dir);
    Some(SocialAuth::AppPassword {
        identifier: identifier?,
        password: password?,
    })
}

/// [channels.twitter.spending].
fn spending(table: &Section<'_>) -> Option<Spending> {
    let cap = table
        .need("cap", "`cap = 25.00`, the most that the wave may cost")
        .and_then(|v| {
            let cap = amount(&v)?;
            if cap == 0 {
                v.wrong(format!("{} must be more than nothing", v.name()), None);
            }
            Some(cap)
        });
    let currency = match table.get("currency") {
        None => Some(CURRENCY.to_owned()),
        Some(v) => currency(&v),
    };
    let dollars = currency.as_deref().is_none_or(|c| c == CURRENCY);
    let price = |key: &'static str, known: u64| match table.get(key) {
        Some(v) => amount(&v),
        None if dollars => Some(known),
        None => {
            let example = format!("`{key} = ...`: the prices that are known are in {CURRENCY}");
            let _ = table.need(key, &example);
            None
        }
    };
    let post = price("post", PRICES.post);
    let post_with_link = price("post_with_link", PRICES.post_with_link);
    let read = price("read", PRICES.read);
    let profile = price("profile", PRICES.profile);
    let message = price("message", PRICES.message);
    table.close(&[]);
    Some(Spending {
        currency: currency?,
        cap: cap?,
        prices: Prices {
            post: post?,
            post_with_link: post_with_link?,
            read: read?,
            profile: profile?,
            message: message?,
        },
    })
}

/// Three capital letters of ISO 4217.
pub(super) fn currency(value: &Value<'_>) -> Option<String> {
    let text = value.string("a currency such as \"USD\"")?.value;
    let letters = |text: &str| text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
    if letters(text) {
        return Some(text.to_owned());
    }
    let upper = text.to_ascii_uppercase();
    value.wrong(
        format!(
            "{} must be three capital letters, not {}",
            value.name(),
            quote(text)
        ),
        letters(&upper).then(|| format!("did you mean `{upper}`?")),
    );
    None
}

/// How an account is compared.
pub(super) type Key = (Network, String);

/// The account of a network as it is compared.
pub(super) fn key(network: Network, handle: &str) -> Key {
    (network, plain_handle(handle))
}
