//! One call of the interface: its login, its limits, its second tries.

use super::bill::{Bill, Thing};
use super::complaint::Complaint;
use super::dialect::{Dialect, Pair};
use super::encode::form;
use super::limits::{self, Limits};
use super::login::{Bearer, Login, NoLogin, REMEDY};
use crate::channel::http::{Answer, Failure, Http};
use crate::clock::Clock;
use crate::error::{Error, Result};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

/// Waits after the first, second, .. failure of a call that may be made again.
const STEPS: [SignedDuration; 3] = [
    SignedDuration::from_secs(5),
    SignedDuration::from_secs(30),
    SignedDuration::from_mins(2),
];

/// A clock that is off by less does no harm.
const SKEW: SignedDuration = SignedDuration::from_mins(1);

/// What is asked.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    /// What X counts the call as.
    pub endpoint: &'static str,
    /// The address behind the base, without parameters.
    pub path: String,
    /// What comes back.
    pub thing: Thing,
    /// The parameters, but for the fields wanted.
    pub params: Vec<Pair>,
}

/// What came back.
pub(super) enum Reply {
    /// An object, with a success status.
    Good(Value),
    /// A refusal that a second try does not mend.
    Bad(Complaint),
}

/// Makes calls for one account.
pub(super) struct Caller {
    pub(super) http: Http,
    pub(super) api: String,
    pub(super) label: String,
    pub(super) clock: Clock,
    pub(super) bill: Bill,
    /// What was out of order and has not been told yet.
    pub(super) problems: Vec<String>,
    login: Login,
    limits: Limits,
    dialect: Dialect,
    /// How far the server's clock is ahead of ours, when that is far.
    skew: SignedDuration,
}

impl Caller {
    pub(super) fn new(http: Http, api: String, label: String, login: Login, clock: Clock) -> Self {
        Self {
            http,
            api,
            label,
            clock,
            bill: Bill::default(),
            problems: Vec::new(),
            login,
            limits: Limits::default(),
            dialect: Dialect::Older,
            skew: SignedDuration::ZERO,
        }
    }

    /// The time by the server's clock, as far as it is known.
    pub(super) fn server_now(&self) -> Timestamp {
        let now = self.clock.now();
        now.checked_add(self.skew).unwrap_or(now)
    }

    /// The tokens of OAuth 2, if that is the login.
    pub(super) const fn bearer(&mut self) -> Option<&mut Bearer> {
        match &mut self.login {
            Login::OAuth2(bearer) => Some(bearer),
            Login::OAuth1 { .. } => None,
        }
    }

    /// How far the server's clock is ahead of ours; zero when that is not far.
    pub(super) const fn skew(&self) -> SignedDuration {
        self.skew
    }

    /// Reads something. Failures on the way are tried again, for reading twice does no harm.
    pub(super) async fn get(&mut self, ask: &Ask) -> Result<Reply> {
        let url = format!("{}{}", self.api, ask.path);
        let (mut limited, mut failed, mut renewed) = (0, 0, false);
        loop {
            self.wait_for_limit(ask.endpoint).await?;
            let query = self.query(ask);
            let pairs: Vec<_> = query.iter().map(|(n, v)| (*n, v.as_str())).collect();
            let (signed_at, outcome) = (self.skew, self.read(&url, &pairs).await);
            let reason = match outcome {
                Err(NoLogin::Fatal(error)) => return Err(error),
                Err(NoLogin::Transient(reason)) => reason,
                Ok(Err(failure)) => failure.reason().to_owned(),
                Ok(Ok(answer)) => {
                    self.note(ask.endpoint, &answer);
                    match answer.status {
                        200..=299 => match serde_json::from_slice::<Value>(&answer.body) {
                            Ok(value) if value.is_object() => {
                                self.bill.read(ask.thing, &value, self.clock.now());
                                return Ok(Reply::Good(value));
                            }
                            _ => "an answer that is no JSON".to_owned(),
                        },
                        401 if !renewed => {
                            renewed = true;
                            match self.renew(signed_at, &answer).await? {
                                None => continue,
                                Some(reason) => {
                                    // It was not renewed after all.
                                    renewed = false;
                                    reason
                                }
                            }
                        }
                        401 => return Err(self.refused(&answer)),
                        429 => {
                            limited += 1;
                            self.wait_after_429(ask.endpoint, limited, &answer).await?;
                            continue;
                        }
                        500.. => Complaint::of(answer.status, &answer.body).words,
                        400 if self.dialect.is_unknown(&answer.body) => {
                            self.dialect = Dialect::Newer;
                            continue;
                        }
                        status => return Ok(Reply::Bad(Complaint::of(status, &answer.body))),
                    }
                }
            };
            let Some(step) = STEPS.get(failed) else {
                return Err(self.failed(ask.endpoint, &reason, STEPS.len() + 1));
            };
            failed += 1;
            self.sleep(*step).await;
        }
    }

    /// Waits until the limit of an endpoint, as far as it is known, allows a call.
    pub(super) async fn wait_for_limit(&self, endpoint: &'static str) -> Result<()> {
        let now = self.clock.now();
        if let Some(at) = self.limits.wait_for(endpoint, &self.label, now)? {
            self.clock.sleep_until(at).await;
        }
        Ok(())
    }

    /// The `Authorization` header of a request.
    pub(super) async fn header(
        &mut self,
        method: &str,
        url: &str,
        query: &[(&str, &str)],
    ) -> Result<String, NoLogin> {
        let server_now = self.server_now();
        self.login
            .header(
                &self.http,
                &self.clock,
                &self.label,
                (method, url, query),
                server_now,
            )
            .await
    }

    /// Takes in what an answer says beside what was asked: limits, and the server's time.
    pub(super) fn note(&mut self, endpoint: &'static str, answer: &Answer) {
        let now = self.clock.now();
        self.limits.note(endpoint, answer, now);
        let Some(ahead) = answer.date().map(|date| date.duration_since(now)) else {
            return;
        };
        let was_off = !self.skew.is_zero();
        self.skew = if ahead.abs() < SKEW {
            SignedDuration::ZERO
        } else {
            ahead
        };
        if !was_off && !self.skew.is_zero() {
            let side = if ahead.is_negative() {
                "ahead of"
            } else {
                "behind"
            };
            let off = SignedDuration::from_mins(ahead.abs().as_mins());
            self.problems.push(format!(
                "{}: this machine's clock is {off:#} {side} the server's; requests are signed by the \
                 server's, but times of this wave may be wrong: set the clock",
                self.label
            ));
        }
    }

    /// After a 401: whether another try has a chance, with a login that was renewed or a signature by
    /// the server's clock (`None`), or why there is none for now. `signed_at` is the skew that the
    /// refused request was signed with.
    ///
    /// # Errors
    /// [`Error::Authentication`] when another try has no chance.
    pub(super) async fn renew(
        &mut self,
        signed_at: SignedDuration,
        answer: &Answer,
    ) -> Result<Option<String>> {
        let refused = self.refused(answer);
        match &mut self.login {
            Login::OAuth1 { .. } if self.skew == signed_at => Err(refused),
            Login::OAuth1 { .. } => Ok(None),
            Login::OAuth2(bearer) => match bearer.renew(&self.http, &self.clock).await {
                Ok(()) => Ok(None),
                Err(NoLogin::Fatal(error)) => Err(error),
                Err(NoLogin::Transient(reason)) => Ok(Some(reason)),
            },
        }
    }

    /// A login that was refused for good.
    pub(super) fn refused(&self, answer: &Answer) -> Error {
        let words = Complaint::of(answer.status, &answer.body).words;
        let remedy = match self.login {
            Login::OAuth1 { .. } => {
                "check the four secrets of the account, and that the app may read and write"
            }
            Login::OAuth2(_) => REMEDY,
        };
        Error::Authentication {
            account: self.label.clone(),
            reply: format!("{words}; {remedy}"),
        }
    }

    /// A refusal where there should have been an answer.
    pub(super) fn unexpected(&self, endpoint: &str, complaint: &Complaint) -> Error {
        let hint = match complaint.status {
            402 => "the account's credits are used up: buy some in the developer portal",
            403 => {
                "the account, its app or its access level may not do this: look at the developer portal"
            }
            _ => "run the same command again later; if it stays, please report it with these words",
        };
        Error::Server {
            server: self.label.clone(),
            reason: format!("{endpoint}: {}", complaint.words),
            hint: hint.to_owned(),
        }
    }

    fn query(&self, ask: &Ask) -> Vec<Pair> {
        let mut query = ask.params.clone();
        query.extend(match ask.thing {
            Thing::Posts | Thing::Media => self.dialect.of_posts(),
            Thing::Users => self.dialect.of_users(),
            Thing::Messages => self.dialect.of_messages(),
        });
        query
    }

    async fn read(
        &mut self,
        url: &str,
        query: &[(&str, &str)],
    ) -> Result<Result<Answer, Failure>, NoLogin> {
        let header = self.header("GET", url, query).await?;
        let whole = format!("{url}?{}", form(query));
        Ok(self.http.get(&whole, &[("authorization", &header)]).await)
    }

    async fn wait_after_429(
        &self,
        endpoint: &'static str,
        number: u32,
        answer: &Answer,
    ) -> Result<()> {
        let Some(step) = limits::step(number) else {
            let words = Complaint::of(answer.status, &answer.body).words;
            return Err(self.failed(endpoint, &words, usize::try_from(number).unwrap_or(0)));
        };
        // When the limit is known, the next call waits for it.
        if self.limits.opens_at(endpoint, self.clock.now()).is_none() {
            self.sleep(step).await;
        }
        Ok(())
    }

    async fn sleep(&self, span: SignedDuration) {
        let now = self.clock.now();
        self.clock
            .sleep_until(now.checked_add(span).unwrap_or(now))
            .await;
    }

    fn failed(&self, endpoint: &str, reason: &str, tries: usize) -> Error {
        Error::Server {
            server: self.label.clone(),
            reason: format!("{endpoint}: {reason}; given up after {tries} tries"),
            hint: "X may be out of order, or this machine's way to it; run the same command again later, \
                   nothing was lost"
                .to_owned(),
        }
    }
}
