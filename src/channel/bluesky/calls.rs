//! Calls with what every call needs: a session, the server's limits, and patience.

use super::client::Bluesky;
use super::limits::Kind;
use super::post::text;
use super::uri::is_did;
use super::xrpc::{Call, Failure, Refusal, exchange, words};
use crate::channel::secret;
use crate::error::{Error, Result};
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

/// Waits before a call that only reads is made again after the server failed, in seconds.
const FAILED: [i64; 4] = [1, 5, 30, 120];

/// The same after a refusal for too many calls that does not say when to come back.
const TOO_MANY: [i64; 6] = [30, 60, 120, 240, 480, 960];

/// What a login gave. It lives in memory only.
pub struct Session {
    /// The account's id.
    pub did: String,
    /// The account's handle.
    pub handle: String,
    /// Good for some hours.
    access: SecretString,
    /// Good for one renewal, for some months.
    refresh: SecretString,
}

/// Whose right a call goes under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    Nobody,
    Access,
    Refresh,
}

/// Why a call has no answer after all patience.
pub enum Trouble {
    /// There is nothing to be done about it here.
    Error(Error),
    /// The server refused it, for a reason that the caller may know.
    Refused(Refusal),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// Whether a refusal says that the session is no longer good.
pub fn is_stale(refusal: &Refusal) -> bool {
    refusal.status == 401 || matches!(refusal.name.as_str(), "ExpiredToken" | "InvalidToken")
}

impl Bluesky {
    /// Reads, logging in or renewing the session where it must.
    pub(super) async fn read(
        &mut self,
        method: &'static str,
        query: Vec<(&'static str, String)>,
    ) -> Result<Value, Trouble> {
        let call = Call::read(method, query);
        for stale in 0_u8.. {
            self.did().await?;
            match self.patiently(&call, Right::Access).await {
                Err(Trouble::Refused(refusal)) if is_stale(&refusal) => {
                    self.renew(stale, &refusal).await?;
                }
                other => {
                    if other.is_ok() {
                        self.worked = Some(self.clock.now());
                    }
                    return other;
                }
            }
        }
        Err(self
            .trouble("the session is refused again and again")
            .into())
    }

    /// The same where every refusal is an error.
    pub(super) async fn must_read(
        &mut self,
        method: &'static str,
        query: Vec<(&'static str, String)>,
    ) -> Result<Value> {
        let answer = self.read(method, query).await;
        answer.map_err(|trouble| self.error(trouble))
    }

    /// Our own id; logs in first where there is no session.
    pub(super) async fn did(&mut self) -> Result<String> {
        if self.session.is_none() {
            self.login().await?;
        }
        let did = self.session.as_ref().map(|session| session.did.clone());
        did.ok_or_else(|| self.trouble("there is no session"))
    }

    /// Puts a session that is no longer good right. The first time it is renewed, the second time we log
    /// in anew, and the third time there is something else wrong.
    pub(super) async fn renew(&mut self, before: u8, refusal: &Refusal) -> Result<()> {
        match before {
            0 => self.refresh().await,
            1 => self.login().await,
            _ => Err(self.refused(refusal)),
        }
    }

    /// Renews the session. Each refresh token is good once, so the answer's replace both of ours at once;
    /// when the answer was lost, or the server knows the token no more, we log in anew.
    async fn refresh(&mut self) -> Result<()> {
        let call = Call {
            method: "com.atproto.server.refreshSession",
            kind: Kind::Login,
            query: Vec::new(),
            body: Some(Value::Null),
        };
        match self.patiently(&call, Right::Refresh).await {
            Ok(answer) => self.keep(&answer),
            Err(Trouble::Refused(_)) => self.login().await,
            Err(Trouble::Error(error)) => Err(error),
        }
    }

    async fn login(&mut self) -> Result<()> {
        self.session = None;
        let password = secret::read(&self.password, &self.label).await?;
        let call = Call {
            method: "com.atproto.server.createSession",
            kind: Kind::Login,
            query: Vec::new(),
            body: Some(json!({
                "identifier": self.identifier,
                "password": password.expose_secret(),
            })),
        };
        match self.patiently(&call, Right::Nobody).await {
            Ok(answer) => self.keep(&answer),
            Err(Trouble::Refused(refusal)) => Err(self.refused(&refusal)),
            Err(Trouble::Error(error)) => Err(error),
        }
    }

    fn keep(&mut self, answer: &Value) -> Result<()> {
        // A token goes into a header as it is.
        let token = |key| {
            let token = text(answer, key)?;
            let fit = (1..=16_384).contains(&token.len())
                && token.bytes().all(|byte| byte.is_ascii_graphic());
            fit.then(|| SecretString::from(token))
        };
        let did = text(answer, "did").filter(|did| is_did(did));
        let (Some(did), Some(access), Some(refresh)) =
            (did, token("accessJwt"), token("refreshJwt"))
        else {
            return Err(self.trouble("the answer to the login is none"));
        };
        if answer.get("active").and_then(Value::as_bool) == Some(false) {
            let status = text(answer, "status").unwrap_or("not active");
            return Err(Error::Authentication {
                account: self.label.clone(),
                reply: format!("the account is {}", words(status)),
            });
        }
        self.session = Some(Session {
            did: did.to_owned(),
            handle: text(answer, "handle").unwrap_or_default().to_owned(),
            access,
            refresh,
        });
        self.worked = Some(self.clock.now());
        Ok(())
    }

    /// Makes a call that may be made twice until the server has answered it, one way or the other.
    async fn patiently(&mut self, call: &Call, right: Right) -> Result<Value, Trouble> {
        let (mut failed, mut too_many) = (FAILED.iter(), TOO_MANY.iter());
        loop {
            let (words, wait) = match self.once(call, right).await {
                (Ok(answer), _) => return Ok(answer),
                (Err(Failure::Refused(refusal)), told) if refusal.status == 429 => {
                    let wait = too_many.next().copied();
                    // Where the server said when, the next round waits for that by itself.
                    let wait = if told { wait.map(|_| 0) } else { wait };
                    (refusal.to_string(), wait)
                }
                (Err(Failure::Refused(refusal)), _) if refusal.status >= 500 => {
                    (refusal.to_string(), failed.next().copied())
                }
                (Err(Failure::Refused(refusal)), _) => return Err(Trouble::Refused(refusal)),
                (Err(Failure::Unreached(words) | Failure::Lost(words)), _) => {
                    (words, failed.next().copied())
                }
            };
            let Some(wait) = wait else {
                return Err(self.trouble(&format!("{}: {words}", call.method)).into());
            };
            let moment = self.clock.now() + SignedDuration::from_secs(wait);
            self.clock.sleep_until(moment).await;
        }
    }

    /// Makes a call once, when the limits allow it. Beside the answer: whether a refusal told when to come
    /// back.
    pub(super) async fn once(
        &mut self,
        call: &Call,
        right: Right,
    ) -> (Result<Value, Failure>, bool) {
        self.wait_for(call.kind).await;
        let token = self.session.as_ref().and_then(|session| match right {
            Right::Nobody => None,
            Right::Access => Some(&session.access),
            Right::Refresh => Some(&session.refresh),
        });
        let (headers, answer) = exchange(&self.http, &self.base, call, token).await;
        let refused = matches!(&answer, Err(Failure::Refused(refusal)) if refusal.status == 429);
        let now = self.clock.now();
        let told = headers.is_some_and(|h| self.limits.note(call.kind, &h, refused, now));
        (answer, told)
    }

    /// Waits until the limits allow a call.
    pub(super) async fn wait_for(&mut self, kind: Kind) {
        if let Some(due) = self.limits.due(kind, self.clock.now()) {
            self.clock.sleep_until(due).await;
        }
    }

    /// The error of a call whose refusal nobody knows what to do with.
    pub(super) fn error(&self, trouble: Trouble) -> Error {
        match trouble {
            Trouble::Error(error) => error,
            Trouble::Refused(refusal) => self.trouble(&refusal.to_string()),
        }
    }

    /// A failure that another try may mend.
    pub(super) fn trouble(&self, reason: &str) -> Error {
        Error::Server {
            server: self.label.clone(),
            reason: reason.to_owned(),
            hint: "run the same command again later; if it stays so, check the address of the \
                   interface in study.toml and the network's status page"
                .to_owned(),
        }
    }

    /// A login that is refused.
    pub(super) fn refused(&self, refusal: &Refusal) -> Error {
        Error::Authentication {
            account: self.label.clone(),
            reply: refusal.to_string(),
        }
    }

    /// Whether the session has worked since `moment`.
    pub(super) fn has_worked_since(&self, moment: Timestamp) -> bool {
        self.session.is_some() && self.worked.is_some_and(|worked| worked >= moment)
    }
}
