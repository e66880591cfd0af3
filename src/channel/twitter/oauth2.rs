//! The token endpoint of OAuth 2 (RFC 6749) with PKCE (RFC 7636).

use super::complaint::Complaint;
use super::encode::{form, percent};
use super::tokens::Tokens;
use crate::channel::email::sasl::base64;
use crate::channel::http::{Failure, Http};
use crate::channel::secret;
use crate::error::Error;
use crate::model::SecretSource;
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};

/// The app that asks for tokens.
#[derive(Debug, Clone)]
pub(super) struct App {
    pub client_id: String,
    pub client_secret: Option<SecretSource>,
    /// Base address of the interface.
    pub api: String,
    /// The account, as it is named in errors.
    pub label: String,
}

/// Why there are no tokens.
#[derive(Debug)]
pub(super) enum NoTokens {
    /// The server does not want to give any: its words.
    Refused(String),
    /// Another try may mend it.
    Transient(String),
    /// No retry mends it.
    Fatal(Error),
}

impl App {
    /// Asks for tokens on the strength of `grant`. What was asked is used up then, so an answer must not
    /// be lost by whoever calls this.
    pub(super) async fn tokens(
        &self,
        http: &Http,
        grant: &[(&str, &str)],
        now: Timestamp,
    ) -> Result<Tokens, NoTokens> {
        let mut pairs = grant.to_vec();
        let mut headers = vec![("content-type", "application/x-www-form-urlencoded")];
        let basic;
        if let Some(source) = &self.client_secret {
            let secret: SecretString = secret::read(source, &self.label)
                .await
                .map_err(NoTokens::Fatal)?;
            // RFC 6749, section 2.3.1: both are encoded before they are joined.
            let pair = format!(
                "{}:{}",
                percent(&self.client_id),
                percent(secret.expose_secret())
            );
            basic = format!("Basic {}", base64(pair.as_bytes()));
            headers.push(("authorization", &basic));
        } else {
            pairs.push(("client_id", &self.client_id));
        }
        let url = format!("{}/2/oauth2/token", self.api);
        let answer = http
            .post(&url, &headers, form(&pairs).into_bytes())
            .await
            .map_err(|failure| match failure {
                Failure::Unreached(reason) => NoTokens::Transient(reason),
                Failure::Lost { reason, .. } => NoTokens::Transient(format!(
                    "the answer to a request for tokens was lost: {reason}"
                )),
            })?;
        match answer.status {
            200..=299 => granted(&answer.body, now)
                .ok_or_else(|| NoTokens::Transient("an answer without tokens".to_owned())),
            429 | 500.. => Err(NoTokens::Transient(
                Complaint::of(answer.status, &answer.body).words,
            )),
            _ => Err(NoTokens::Refused(
                Complaint::of(answer.status, &answer.body).words,
            )),
        }
    }
}

fn granted(body: &[u8], now: Timestamp) -> Option<Tokens> {
    let value: serde_json::Value = serde_json::from_slice(body).ok()?;
    let text = |name: &str| value.get(name).and_then(|v| v.as_str());
    let seconds = value.get("expires_in").and_then(serde_json::Value::as_i64);
    Some(Tokens {
        access: text("access_token")?.into(),
        refresh: text("refresh_token").map(Into::into),
        expires_at: seconds.and_then(|s| now.checked_add(SignedDuration::from_secs(s)).ok()),
        scope: text("scope").unwrap_or_default().to_owned(),
    })
}
