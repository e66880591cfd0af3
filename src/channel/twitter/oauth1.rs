//! OAuth 1.0a signatures (RFC 5849), HMAC-SHA1.
//!
//! Made by hand: it is forty lines over `hmac`, which is here already, and `sha1`; the crate that does
//! the same brings an older `rand` and its kin beside ours.

use super::encode::percent;
use crate::channel::email::sasl::base64;
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha1::Sha1;

/// The four secrets of an account.
pub(super) struct Keys {
    pub consumer_key: SecretString,
    pub consumer_secret: SecretString,
    pub token: SecretString,
    pub token_secret: SecretString,
}

/// The `Authorization` header of a request. `query` holds the parameters of its address, not encoded;
/// a body of JSON is not signed. `nonce` never comes twice; `seconds` is the Unix time by which the
/// server judges it.
pub(super) fn header(
    keys: &Keys,
    method: &str,
    url: &str,
    query: &[(&str, &str)],
    nonce: &str,
    seconds: i64,
) -> String {
    let seconds = seconds.to_string();
    let own = [
        ("oauth_consumer_key", keys.consumer_key.expose_secret()),
        ("oauth_nonce", nonce),
        ("oauth_signature_method", "HMAC-SHA1"),
        ("oauth_timestamp", seconds.as_str()),
        ("oauth_token", keys.token.expose_secret()),
        ("oauth_version", "1.0"),
    ];
    let signature = sign(keys, &base(method, url, own.iter().chain(query)));
    let pairs: Vec<_> = own
        .iter()
        .chain([&("oauth_signature", signature.as_str())])
        .map(|(name, value)| format!("{name}=\"{}\"", percent(value)))
        .collect();
    format!("OAuth {}", pairs.join(", "))
}

/// The signature base string (section 3.4.1).
fn base<'a>(
    method: &str,
    url: &str,
    pairs: impl Iterator<Item = &'a (&'a str, &'a str)>,
) -> String {
    // Sorted after encoding (section 3.4.1.3.2).
    let mut pairs: Vec<_> = pairs.map(|(n, v)| (percent(n), percent(v))).collect();
    pairs.sort_unstable();
    let pairs: Vec<_> = pairs.iter().map(|(n, v)| format!("{n}={v}")).collect();
    format!("{method}&{}&{}", percent(url), percent(&pairs.join("&")))
}

fn sign(keys: &Keys, base: &str) -> String {
    let key = format!(
        "{}&{}",
        percent(keys.consumer_secret.expose_secret()),
        percent(keys.token_secret.expose_secret())
    );
    // A key of any length will do (RFC 2104), so this cannot fail.
    Hmac::<Sha1>::new_from_slice(key.as_bytes()).map_or_else(
        |_| String::new(),
        |mut mac| {
            mac.update(base.as_bytes());
            base64(&mac.finalize().into_bytes())
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_xs_documentation() {
        let keys = Keys {
            consumer_key: "xvz1evFS4wEEPTGEFPHBog".into(),
            consumer_secret: "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw".into(),
            token: "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb".into(),
            token_secret: "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE".into(),
        };
        let header = header(
            &keys,
            "POST",
            "https://api.twitter.com/1.1/statuses/update.json",
            &[
                (
                    "status",
                    "Hello Ladies + Gentlemen, a signed OAuth request!",
                ),
                ("include_entities", "true"),
            ],
            "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg",
            1_318_622_958,
        );
        assert!(
            header.contains("oauth_signature=\"hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D\""),
            "{header}"
        );
        assert!(
            header.starts_with("OAuth oauth_consumer_key=\"xvz1"),
            "{header}"
        );
    }
}
