//! Who is asking: the keys of OAuth 1.0a, and OAuth 2 with PKCE (RFC 6749, RFC 7636) from the code to
//! the rotated refresh token.

use super::http::{Ask, Reply, encode};
use crate::sandbox::chance::Chance;
use crate::sandbox::encoding::{base64, from_base64};
use crate::sandbox::market::PASSWORD;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};

/// The id of the one app that the network knows.
pub const CLIENT_ID: &str = "sandbox-app";
/// Its secret; it may also come as an app that has none.
pub const CLIENT_SECRET: &str = "sandbox-app-secret";

/// All that a program may ask a person for.
pub(super) const SCOPES: &str = "tweet.read tweet.write users.read dm.read dm.write offline.access";
/// How long an access token lives.
pub(super) const LIFE: SignedDuration = SignedDuration::from_hours(2);
/// How long a code may lie.
const CODE_LIFE: SignedDuration = SignedDuration::from_secs(30);

/// What signs a request by OAuth 1.0a.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    /// Also called API key.
    pub consumer_key: String,
    /// Also called API key secret.
    pub consumer_secret: String,
    /// Access token.
    pub token: String,
    /// Access token secret.
    pub token_secret: String,
}

/// What a login is worth.
#[derive(Debug, Clone)]
struct Grant {
    account: u64,
    scope: String,
    until: Timestamp,
}

/// A code on its way from the page to the token.
struct Code {
    grant: Grant,
    redirect: String,
    challenge: String,
}

/// Two tokens, just made.
pub(super) struct Tokens {
    pub access: String,
    refresh: Option<String>,
    scope: String,
}

/// All logins.
pub(super) struct Login {
    seed: u64,
    /// The study's account.
    pub own: Option<u64>,
    /// Key and secret of the app.
    pub consumer: (String, String),
    nonces: BTreeSet<(i64, u64, String)>,
    codes: HashMap<String, Code>,
    access: HashMap<String, Grant>,
    refresh: HashMap<String, Grant>,
    made: u64,
}

const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

impl Login {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            seed,
            own: None,
            consumer: (PASSWORD.to_owned(), PASSWORD.to_owned()),
            nonces: BTreeSet::new(),
            codes: HashMap::new(),
            access: HashMap::new(),
            refresh: HashMap::new(),
            made: 0,
        }
    }

    /// The secrets of an account; those of the study's own are the sandbox's usual password, so that a study
    /// can name them before there is a sandbox.
    pub(super) fn keys(&self, account: u64) -> Keys {
        if self.own == Some(account) {
            return Keys {
                consumer_key: self.consumer.0.clone(),
                consumer_secret: self.consumer.1.clone(),
                token: PASSWORD.to_owned(),
                token_secret: PASSWORD.to_owned(),
            };
        }
        let word = |what: &str, length| {
            Chance::of(self.seed, &["x", what, &account.to_string()]).word(LETTERS, length)
        };
        Keys {
            consumer_key: self.consumer.0.clone(),
            consumer_secret: self.consumer.1.clone(),
            token: format!("{account}-{}", word("token", 32)),
            token_secret: word("token secret", 45),
        }
    }

    /// Whose an OAuth 1.0a token is, and its secret.
    pub(super) fn token(&self, token: &str) -> Option<(u64, String)> {
        let account = match self.own {
            Some(own) if token == PASSWORD => own,
            _ => token.split_once('-')?.0.parse().ok()?,
        };
        let keys = self.keys(account);
        (keys.token == token).then_some((account, keys.token_secret))
    }

    /// Notes a nonce; whether it is the first time. What is too old to be taken anyway is forgotten.
    pub(super) fn fresh(&mut self, account: u64, time: i64, nonce: &str, leeway: i64) -> bool {
        self.nonces = self
            .nonces
            .split_off(&(time - 2 * leeway, 0, String::new()));
        self.nonces.insert((time, account, nonce.to_owned()))
    }

    fn secret(&mut self, what: &str) -> String {
        self.made += 1;
        Chance::of(self.seed, &["x", what, &self.made.to_string()]).word(LETTERS, 60)
    }

    /// Makes tokens for an account.
    pub(super) fn grant(&mut self, account: u64, scope: &str, now: Timestamp) -> Tokens {
        let access = self.secret("access");
        let until = now.checked_add(LIFE).unwrap_or(now);
        let grant = Grant {
            account,
            scope: scope.to_owned(),
            until,
        };
        let refresh = scope.split(' ').any(|s| s == "offline.access").then(|| {
            let refresh = self.secret("refresh");
            self.refresh.insert(refresh.clone(), grant.clone());
            refresh
        });
        self.access.insert(access.clone(), grant);
        Tokens {
            access,
            refresh,
            scope: scope.to_owned(),
        }
    }

    /// Whose an access token is and what it is good for.
    pub(super) fn bearer(&self, token: &str, now: Timestamp) -> Option<(u64, String)> {
        let grant = self.access.get(token).filter(|g| now < g.until)?;
        Some((grant.account, grant.scope.clone()))
    }

    /// Every access token that was given out is dead.
    pub(super) fn expire(&mut self) {
        self.access.clear();
    }

    /// The page on which a person would agree: the person `account` always does, at once.
    pub(super) fn authorize(&mut self, ask: &Ask, account: u64, now: Timestamp) -> Reply {
        let get = |name| ask.get(name).unwrap_or_default();
        let redirect = get("redirect_uri");
        let wrong = [
            (get("response_type") != "code", "response_type"),
            (get("client_id") != CLIENT_ID, "client_id"),
            (!is_loopback(redirect), "redirect_uri"),
            (get("state").is_empty(), "state"),
            (
                get("code_challenge_method") != "S256",
                "code_challenge_method",
            ),
            (get("code_challenge").len() != 43, "code_challenge"),
            (
                get("scope").is_empty()
                    || !get("scope")
                        .split(' ')
                        .all(|s| SCOPES.split(' ').any(|k| k == s)),
                "scope",
            ),
        ];
        if let Some((_, what)) = wrong.iter().find(|(wrong, _)| *wrong) {
            return Reply {
                status: 400,
                content_type: "text/html; charset=utf-8",
                body: format!(
                    "<!doctype html><title>X</title><p>Something went wrong. You were not able to \
                     give access to the App: {what}.\n"
                ),
                ..Reply::default()
            };
        }
        let grant = Grant {
            account,
            scope: get("scope").to_owned(),
            until: now.checked_add(CODE_LIFE).unwrap_or(now),
        };
        let (redirect, challenge) = (redirect.to_owned(), get("code_challenge").to_owned());
        let code = self.secret("code");
        let joint = if redirect.contains('?') { '&' } else { '?' };
        let to = format!(
            "{redirect}{joint}state={}&code={code}",
            encode(get("state"))
        );
        self.codes.insert(
            code,
            Code {
                grant,
                redirect,
                challenge,
            },
        );
        Reply {
            status: 302,
            headers: vec![("location", to)],
            content_type: "text/html; charset=utf-8",
            ..Reply::default()
        }
    }

    /// Gives tokens for a code or for a refresh token, each of which is good for one time.
    pub(super) fn exchange(&mut self, ask: &Ask, now: Timestamp) -> Reply {
        let form = ask.form();
        let get = |name: &str| {
            let mut found = form.iter().filter(|(n, _)| n == name);
            found.next().map_or("", |(_, v)| v.as_str())
        };
        if !is_app(ask.authorization.as_deref(), get("client_id")) {
            let what = "Missing valid authorization header";
            return refused(401, "unauthorized_client", what);
        }
        let grant = match get("grant_type") {
            "authorization_code" => {
                // A wrong verifier uses the code up, as the RFC advises.
                let Some(code) = self.codes.remove(get("code")) else {
                    let what = "Value passed for the authorization code was invalid.";
                    return refused(400, "invalid_request", what);
                };
                if code.redirect != get("redirect_uri") {
                    let what = "Value passed for the redirect uri did not match the uri of the \
                                authorization code.";
                    return refused(400, "invalid_request", what);
                }
                if challenge(get("code_verifier")) != code.challenge {
                    let what =
                        "Value passed for the code verifier did not match the code challenge.";
                    return refused(400, "invalid_request", what);
                }
                Some(code.grant).filter(|g| now < g.until)
            }
            "refresh_token" => self.refresh.remove(get("refresh_token")),
            _ => {
                let what = "Missing required parameter [grant_type].";
                return refused(400, "invalid_request", what);
            }
        };
        let Some(grant) = grant else {
            let what = "Value passed for the token was invalid.";
            return refused(400, "invalid_request", what);
        };
        let tokens = self.grant(grant.account, &grant.scope, now);
        let mut body = json!({
            "token_type": "bearer",
            "expires_in": LIFE.as_secs(),
            "access_token": tokens.access,
            "scope": tokens.scope,
        });
        if let Some(refresh) = tokens.refresh {
            body["refresh_token"] = refresh.into();
        }
        Reply::json(200, &body)
    }
}

fn refused(status: u16, error: &str, description: &str) -> Reply {
    Reply::json(
        status,
        &json!({"error": error, "error_description": description}),
    )
}

/// Whether the app's own proof holds: by its secret, or by its id when it has none.
fn is_app(header: Option<&str>, id: &str) -> bool {
    match header {
        None => id == CLIENT_ID,
        Some(header) => {
            let basic = header.strip_prefix("Basic ").and_then(from_base64);
            basic.as_deref() == Some(format!("{CLIENT_ID}:{CLIENT_SECRET}").as_bytes())
        }
    }
}

/// The challenge that belongs to a verifier (RFC 7636, section 4.6).
fn challenge(verifier: &str) -> String {
    base64(&Sha256::digest(verifier.as_bytes()))
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_")
}

/// Whether an address leads to this machine.
fn is_loopback(address: &str) -> bool {
    let host = address.strip_prefix("http://").unwrap_or_default();
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    // A name before an `@` leaves what is compared longer than these.
    matches!(host, "127.0.0.1" | "localhost" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_that_of_the_rfc() {
        // RFC 7636, appendix B.
        assert_eq!(
            challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
    }

    #[test]
    fn only_this_machine_is_redirected_to() {
        assert!(is_loopback("http://127.0.0.1:4321/callback"));
        assert!(is_loopback("http://localhost/"));
        for other in [
            "http://localhost@evil.example/",
            "https://127.0.0.1/",
            "http://127.0.0.1.evil.example/",
            "",
        ] {
            assert!(!is_loopback(other), "{other}");
        }
    }

    #[test]
    fn keys_belong_to_one_account() {
        let login = Login::new(1);
        let keys = login.keys(5);
        assert_eq!(login.token(&keys.token), Some((5, keys.token_secret)));
        let forged = keys.token.replacen('5', "6", 1);
        assert_eq!(login.token(&forged), None);
        assert_ne!(Login::new(2).keys(5).token, login.keys(5).token);
    }
}
