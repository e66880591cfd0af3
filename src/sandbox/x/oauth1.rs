//! Verifies requests signed by OAuth 1.0a with HMAC-SHA1 (RFC 5849).

use super::http::{Ask, decode, encode};
use super::login::Login;
use crate::sandbox::encoding::from_base64;
use hmac::{Hmac, Mac};
use jiff::Timestamp;
use sha1::Sha1;

/// How far a request's time may lie from the server's, in seconds.
const LEEWAY: i64 = 300;

/// The account that signed a request; `None` when it is not signed as it should be.
pub(super) fn account(login: &mut Login, ask: &Ask, header: &str, now: Timestamp) -> Option<u64> {
    let given = parameters(header);
    let get = |name: &str| {
        let mut found = given.iter().filter(|(n, _)| n == name);
        let value = found.next().map(|(_, v)| v.as_str());
        // Which of two would count is anybody's guess.
        value.filter(|_| found.next().is_none())
    };
    if get("oauth_signature_method")? != "HMAC-SHA1"
        || get("oauth_consumer_key")? != login.consumer.0
    {
        return None;
    }
    if given
        .iter()
        .any(|(n, v)| n == "oauth_version" && v != "1.0")
    {
        return None;
    }
    let time: i64 = get("oauth_timestamp")?.parse().ok()?;
    if now.as_second().abs_diff(time) > LEEWAY.unsigned_abs() {
        return None;
    }
    let nonce = get("oauth_nonce")?;
    if nonce.is_empty() {
        return None;
    }
    let (account, secret) = login.token(get("oauth_token")?)?;
    let key = format!("{}&{}", encode(&login.consumer.1), encode(&secret));
    let mut mac = Hmac::<Sha1>::new_from_slice(key.as_bytes()).ok()?;
    mac.update(base(ask, &given).as_bytes());
    mac.verify_slice(&from_base64(get("oauth_signature")?)?)
        .ok()?;
    // Only now: a stranger must not use up nonces.
    login.fresh(account, time, nonce, LEEWAY).then_some(account)
}

/// The parameters in an `Authorization` header, decoded, without the realm.
fn parameters(header: &str) -> Vec<(String, String)> {
    header
        .split(',')
        .filter_map(|part| {
            let (name, value) = part.trim().split_once('=')?;
            let value = value.trim().trim_matches('"');
            Some((decode(name.trim(), false), decode(value, false)))
        })
        .filter(|(name, _)| name != "realm")
        .collect()
}

/// The text that is signed (RFC 5849, section 3.4.1).
fn base(ask: &Ask, given: &[(String, String)]) -> String {
    let form = ask.form();
    let mut all: Vec<(String, String)> = given
        .iter()
        .filter(|(name, _)| name != "oauth_signature")
        .chain(&ask.query)
        .chain(&form)
        .map(|(name, value)| (encode(name), encode(value)))
        .collect();
    all.sort();
    let joined: Vec<String> = all.into_iter().map(|(n, v)| format!("{n}={v}")).collect();
    let host = ask.host.to_lowercase();
    let host = host.strip_suffix(":80").unwrap_or(&host);
    let address = format!("http://{host}{}", ask.path);
    format!(
        "{}&{}&{}",
        ask.method,
        encode(&address),
        encode(&joined.join("&"))
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::encoding::base64;
    use proptest::prelude::*;

    #[test]
    fn the_base_string_is_that_of_the_rfc() {
        // RFC 5849, section 3.4.1.1, with its example's request.
        let ask = Ask {
            method: "POST".to_owned(),
            path: "/request".to_owned(),
            query: super::super::http::pairs("b5=%3D%253D&a3=a&c%40=&a2=r%20b"),
            host: "EXAMPLE.COM:80".to_owned(),
            content_type: "application/x-www-form-urlencoded".to_owned(),
            body: b"c2&a3=2+q".to_vec(),
            ..Ask::default()
        };
        let given = parameters(
            "realm=\"Example\", oauth_consumer_key=\"9djdj82h48djs9d2\", \
             oauth_token=\"kkk9d7dh3k39sjv7\", oauth_signature_method=\"HMAC-SHA1\", \
             oauth_timestamp=\"137131201\", oauth_nonce=\"7d8f3e4a\", \
             oauth_signature=\"bYT5CMsGcbgUdFHObYMEfcx6bsw%3D\"",
        );
        assert_eq!(
            base(&ask, &given),
            "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D\
             %253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26\
             oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D\
             137131201%26oauth_token%3Dkkk9d7dh3k39sjv7"
        );
    }

    /// A signed header for a plain GET.
    fn signed(login: &Login, account: u64, time: i64, nonce: &str) -> (Ask, String) {
        let keys = login.keys(account);
        let ask = Ask {
            method: "GET".to_owned(),
            path: "/2/users/me".to_owned(),
            host: "127.0.0.1:9".to_owned(),
            ..Ask::default()
        };
        let given = format!(
            "oauth_consumer_key=\"{}\", oauth_token=\"{}\", oauth_signature_method=\"HMAC-SHA1\", \
             oauth_timestamp=\"{time}\", oauth_nonce=\"{nonce}\"",
            keys.consumer_key, keys.token
        );
        let key = format!("{}&{}", keys.consumer_secret, keys.token_secret);
        let mut mac = Hmac::<Sha1>::new_from_slice(key.as_bytes()).unwrap();
        mac.update(base(&ask, &parameters(&given)).as_bytes());
        let signature = encode(&base64(&mac.finalize().into_bytes()));
        (ask, format!("{given}, oauth_signature=\"{signature}\""))
    }

    #[test]
    fn a_signature_holds_once_and_for_five_minutes() {
        let mut login = Login::new(1);
        let _ = login.keys(7);
        let now: Timestamp = "2026-11-02T09:00:00Z".parse().unwrap();
        let time = now.as_second();
        let mut try_at = |time: i64, nonce: &str| {
            let (ask, header) = signed(&login, 7, time, nonce);
            account(&mut login, &ask, &header, now)
        };
        assert_eq!(try_at(time, "a"), Some(7));
        assert_eq!(try_at(time, "a"), None, "a nonce is used once");
        assert_eq!(try_at(time, "b"), Some(7));
        assert_eq!(try_at(time - 300, "c"), Some(7));
        assert_eq!(try_at(time + 301, "d"), None);
        assert_eq!(try_at(time - 301, "d"), None);
        let (mut ask, header) = signed(&login, 7, time, "e");
        ask.query.push(("a".to_owned(), "b".to_owned()));
        assert_eq!(account(&mut login, &ask, &header, now), None);
    }

    proptest! {
        #[test]
        fn no_header_hurts(header in any::<String>()) {
            let now = Timestamp::UNIX_EPOCH;
            prop_assert_eq!(account(&mut Login::new(1), &Ask::default(), &header, now), None);
        }
    }
}
