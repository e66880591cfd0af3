//! Logging in once, in a browser: the authorization code of OAuth 2 with PKCE (RFC 7636, S256).

use super::encode::{base64url, form, unpercent};
use super::login::nonce;
use super::oauth2::NoTokens;
use super::tokens;
use super::{Twitter, complaint::plain, expect_own, label};
use crate::channel::http::{self, Http, Options};
use crate::channel::social::Social;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::model::{Profile, SocialAccount, SocialAuth};
use rand::Rng;
use sha2::{Digest, Sha256};

/// What the program does with an account, and `offline.access`, without which it would have to ask again
/// every two hours.
const SCOPES: [&str; 5] = [
    "tweet.read",
    "tweet.write",
    "users.read",
    "offline.access",
    "dm.read",
];

/// A login that has begun: the account's owner is about to agree in a browser.
pub struct Authorization {
    twitter: Twitter,
    account: SocialAccount,
    redirect: String,
    state: String,
    verifier: String,
    clock: Clock,
}

impl Authorization {
    /// Begins. `redirect` is the address to which the browser is sent back; it is registered with the
    /// app, letter by letter.
    ///
    /// # Errors
    /// [`Error::Refused`] for an account that does not log in by OAuth 2.
    pub fn begin(account: &SocialAccount, redirect: String, clock: Clock) -> Result<Self> {
        http::allow(&account.api)?;
        let mut twitter =
            Twitter::with_http(account, clock.clone(), Http::new(&Options::default())?)?;
        if twitter.caller.bearer().is_none() {
            return Err(no_oauth2(account));
        }
        let mut random = [0_u8; 32];
        rand::rng().fill_bytes(&mut random);
        Ok(Self {
            twitter,
            account: account.clone(),
            redirect,
            state: nonce(),
            verifier: base64url(&random),
            clock,
        })
    }

    /// The address to open in a browser in which the study's account is logged in.
    #[must_use]
    pub fn address(&self) -> String {
        let api = self.account.api.trim_end_matches('/');
        // X lets people agree on its own pages; another server has them beside its interface.
        let site = match api {
            "https://api.x.com" | "https://api.twitter.com" => "https://x.com",
            other => other,
        };
        let query = form(&[
            ("response_type", "code"),
            ("client_id", self.client_id()),
            ("redirect_uri", &self.redirect),
            ("scope", &SCOPES.join(" ")),
            ("state", &self.state),
            ("code_challenge", &challenge(&self.verifier)),
            ("code_challenge_method", "S256"),
        ]);
        format!("{site}/i/oauth2/authorize?{query}")
    }

    /// The address to which the browser is sent back.
    #[must_use]
    pub fn redirect(&self) -> &str {
        &self.redirect
    }

    fn client_id(&self) -> &str {
        match &self.account.auth {
            SocialAuth::OAuth2 { client_id, .. } => client_id,
            _ => "",
        }
    }

    /// Whether an address (or its path) is of this login, by its state (RFC 6749, section 10.12).
    #[must_use]
    pub fn is_of_this(&self, address: &str) -> bool {
        parameter(address, "state").as_deref() == Some(self.state.as_str())
    }

    /// The code in the address to which the browser was sent back (or in its path); `None` when there
    /// is neither a code nor an error in it.
    ///
    /// # Errors
    /// [`Error::Refused`] when the owner did not agree, or the address is of another login.
    pub fn code(&self, address: &str) -> Result<Option<String>> {
        let (code, error) = (parameter(address, "code"), parameter(address, "error"));
        if code.is_none() && error.is_none() {
            return Ok(None);
        }
        if !self.is_of_this(address) {
            return Err(Error::Refused {
                message: "this address is of another login: its state is not the one of this"
                    .to_owned(),
                hint: "open the address that was printed last, and agree there".to_owned(),
            });
        }
        match (code, error) {
            (Some(code), None) if !code.is_empty() => Ok(Some(code)),
            (_, error) => Err(Error::Refused {
                message: format!(
                    "X did not log in: {}",
                    plain(&error.unwrap_or_else(|| "no code".to_owned()))
                ),
                hint: "begin again, and agree in the browser".to_owned(),
            }),
        }
    }

    /// Trades the code for tokens and stores them; gives the account and what is to be said about it.
    /// Nothing is stored when the account is not the study's: the next pass would post from it.
    ///
    /// # Errors
    /// [`Error::Authentication`] when the code is refused or the account is another,
    /// [`Error::Server`] when X does not answer as it should, [`Error::File`] when the tokens cannot be
    /// stored.
    pub async fn finish(mut self, code: &str) -> Result<(Profile, Vec<String>)> {
        let caller = &mut self.twitter.caller;
        let Some(bearer) = caller.bearer() else {
            return Err(no_oauth2(&self.account));
        };
        let (app, file) = (bearer.app.clone(), bearer.file.clone());
        let grant = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", self.redirect.as_str()),
            ("code_verifier", self.verifier.as_str()),
        ];
        let got = app
            .tokens(&caller.http, &grant, self.clock.now())
            .await
            .map_err(|no| match no {
                NoTokens::Fatal(error) => error,
                NoTokens::Refused(words) => Error::Authentication {
                    account: app.label.clone(),
                    reply: format!(
                        "{words}; codes are good for 30 seconds: begin again, and check client_id, its \
                         secret and the redirect address {}",
                        self.redirect
                    ),
                },
                NoTokens::Transient(reason) => Error::Server {
                    server: app.label.clone(),
                    reason,
                    hint: "begin the login again".to_owned(),
                },
            })?;
        if let Some(bearer) = caller.bearer() {
            bearer.held = Some(got.clone());
        }
        let me = self.twitter.own().await?;
        expect_own(&me, &self.account.handle, &app.label)?;
        let lock = file.clone();
        let guard = tokio::task::spawn_blocking(move || tokens::lock(&lock))
            .await
            .map_err(|error| Error::Refused {
                message: error.to_string(),
                hint: "begin the login again".to_owned(),
            })??;
        got.write(&file)?;
        drop(guard);
        let mut problems = std::mem::take(&mut self.twitter.caller.problems);
        if got.refresh.is_none() {
            problems.push("X gave no refresh token: the login ends within two hours".to_owned());
        }
        let granted: Vec<&str> = got.scope.split_whitespace().collect();
        for scope in SCOPES {
            if !granted.is_empty() && !granted.contains(&scope) {
                problems.push(format!("X did not grant {scope}"));
            }
        }
        Ok((me, problems))
    }
}

/// A parameter of an address.
fn parameter(address: &str, wanted: &str) -> Option<String> {
    let (_, query) = address.trim().split_once('?')?;
    let query = query.split('#').next().unwrap_or_default();
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| unpercent(value))
}

fn no_oauth2(account: &SocialAccount) -> Error {
    Error::Refused {
        message: format!(
            "{}: its login is OAuth 1, which knows no login by browser",
            label(account)
        ),
        hint:
            "its four secrets are made in the developer portal; or give the account client_id and \
               tokens in study.toml"
                .to_owned(),
    }
}

fn challenge(verifier: &str) -> String {
    base64url(&Sha256::digest(verifier.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_of_the_rfc() {
        // RFC 7636, appendix B.
        assert_eq!(
            challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
    }
}
