//! How a call proves who makes it.

use super::oauth1::{self, Keys};
use super::oauth2::{App, NoTokens};
use super::tokens::{self, Tokens};
use crate::channel::http::Http;
use crate::channel::secret;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::model::{SecretSource, SocialAccount, SocialAuth};
use jiff::Timestamp;
use rand::Rng;
use secrecy::ExposeSecret;
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// What to do when a login is refused.
pub(super) const REMEDY: &str = "log in anew with `shopper login twitter STUDY`";

/// The login of one account.
pub(super) enum Login {
    OAuth1 {
        sources: Box<[SecretSource; 4]>,
        keys: Option<Box<Keys>>,
    },
    OAuth2(Bearer),
}

/// Why there is no login for now.
#[derive(Debug)]
pub(super) enum NoLogin {
    /// No retry mends it.
    Fatal(Error),
    /// Another try may mend it.
    Transient(String),
}

impl From<Error> for NoLogin {
    fn from(error: Error) -> Self {
        Self::Fatal(error)
    }
}

impl Login {
    /// The login that the study names.
    pub(super) fn of(account: &SocialAccount, label: &str) -> Result<Self> {
        match &account.auth {
            SocialAuth::OAuth1 {
                consumer_key,
                consumer_secret,
                token,
                token_secret,
            } => Ok(Self::OAuth1 {
                sources: Box::new([
                    consumer_key.clone(),
                    consumer_secret.clone(),
                    token.clone(),
                    token_secret.clone(),
                ]),
                keys: None,
            }),
            SocialAuth::OAuth2 {
                client_id,
                client_secret,
                tokens,
            } => Ok(Self::OAuth2(Bearer {
                app: App {
                    client_id: client_id.clone(),
                    client_secret: client_secret.clone(),
                    api: account.api.clone(),
                    label: label.to_owned(),
                },
                file: tokens.clone(),
                held: None,
                unsaved: false,
            })),
            SocialAuth::AppPassword { .. } => Err(Error::Refused {
                message: format!("{label}: X knows no app passwords"),
                hint: "give the account the four secrets of OAuth 1, or client_id and tokens of OAuth 2"
                    .to_owned(),
            }),
        }
    }

    /// The `Authorization` header of a request. `server_now` is the time by the server's clock.
    pub(super) async fn header(
        &mut self,
        http: &Http,
        clock: &Clock,
        label: &str,
        request: (&str, &str, &[(&str, &str)]),
        server_now: Timestamp,
    ) -> Result<String, NoLogin> {
        match self {
            Self::OAuth2(bearer) => bearer.header(http, clock).await,
            Self::OAuth1 { sources, keys } => {
                let keys = match keys {
                    Some(keys) => keys,
                    None => keys.insert(Box::new(read(sources, label).await?)),
                };
                let (method, url, query) = request;
                Ok(oauth1::header(
                    keys,
                    method,
                    url,
                    query,
                    &nonce(),
                    server_now.as_second(),
                ))
            }
        }
    }
}

async fn read(sources: &[SecretSource; 4], label: &str) -> Result<Keys> {
    let [consumer_key, consumer_secret, token, token_secret] = sources;
    Ok(Keys {
        consumer_key: secret::read(consumer_key, label).await?,
        consumer_secret: secret::read(consumer_secret, label).await?,
        token: secret::read(token, label).await?,
        token_secret: secret::read(token_secret, label).await?,
    })
}

/// Random, and letters and digits only.
pub(super) fn nonce() -> String {
    let mut bytes = [0_u8; 16];
    rand::rng().fill_bytes(&mut bytes);
    bytes.iter().fold(String::new(), |mut out, byte| {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// Tokens of OAuth 2 that are refreshed as they run out.
pub(super) struct Bearer {
    pub(super) app: App,
    pub(super) file: PathBuf,
    pub(super) held: Option<Tokens>,
    /// The file does not hold them yet: it could not be written.
    unsaved: bool,
}

impl Bearer {
    async fn header(&mut self, http: &Http, clock: &Clock) -> Result<String, NoLogin> {
        if self.held.is_none() {
            self.held = Tokens::read(&self.file)?;
        }
        let Some(held) = &self.held else {
            return Err(NoLogin::Fatal(Error::Authentication {
                account: self.app.label.clone(),
                reply: format!("there are no tokens in {}; {REMEDY}", self.file.display()),
            }));
        };
        if self.unsaved {
            held.write(&self.file)?;
            self.unsaved = false;
        }
        if held.are_stale(clock.now()) {
            self.renew(http, clock).await?;
        }
        let held = self.held.as_ref().map(|t| t.access.expose_secret());
        Ok(format!("Bearer {}", held.unwrap_or_default()))
    }

    /// Has the tokens refreshed, or takes those that another process has fetched meanwhile.
    pub(super) async fn renew(&mut self, http: &Http, clock: &Clock) -> Result<(), NoLogin> {
        let stale = self
            .held
            .as_ref()
            .map(|t| t.access.expose_secret().to_owned());
        let work = refresh(
            self.app.clone(),
            self.file.clone(),
            stale.unwrap_or_default(),
            http.clone(),
            clock.clone(),
        );
        // On a task of its own: whoever waits for us may stop waiting, and then the answer, which holds
        // the only refresh token that is still good, must be stored all the same.
        let (tokens, stored) = tokio::spawn(work)
            .await
            .map_err(|error| NoLogin::Transient(error.to_string()))??;
        self.held = Some(tokens);
        self.unsaved = stored.is_err();
        Ok(stored?)
    }
}

/// The tokens, and whether they were stored.
async fn refresh(
    app: App,
    file: PathBuf,
    stale: String,
    http: Http,
    clock: Clock,
) -> Result<(Tokens, Result<()>), NoLogin> {
    let place = Arc::new(file);
    let locked = Arc::clone(&place);
    let _guard = tokio::task::spawn_blocking(move || tokens::lock(&locked))
        .await
        .map_err(|error| NoLogin::Transient(error.to_string()))??;
    let refused = |words: String| {
        NoLogin::Fatal(Error::Authentication {
            account: app.label.clone(),
            reply: format!("{words}; {REMEDY}"),
        })
    };
    let Some(found) = Tokens::read(&place)? else {
        return Err(refused(format!(
            "there are no tokens in {}",
            place.display()
        )));
    };
    if found.access.expose_secret() != stale && !found.are_stale(clock.now()) {
        return Ok((found, Ok(())));
    }
    let Some(old) = &found.refresh else {
        return Err(refused("the login has run out".to_owned()));
    };
    let grant = [
        ("grant_type", "refresh_token"),
        ("refresh_token", old.expose_secret()),
    ];
    let mut new = app
        .tokens(&http, &grant, clock.now())
        .await
        .map_err(|no| match no {
            NoTokens::Refused(words) => refused(words),
            NoTokens::Transient(reason) => NoLogin::Transient(reason),
            NoTokens::Fatal(error) => NoLogin::Fatal(error),
        })?;
    // A server that does not rotate says nothing of the refresh token: it stays good.
    if new.refresh.is_none() {
        new.refresh.clone_from(&found.refresh);
    }
    if new.scope.is_empty() {
        new.scope.clone_from(&found.scope);
    }
    // Should the disk be full, the tokens live on in this process, which tries again to store them.
    let stored = new.write(&place);
    Ok((new, stored))
}
