//! One post, written once.

use super::calls::{Right, is_stale};
use super::client::Bluesky;
use super::limits::Kind;
use super::post::{self, text};
use super::record;
use super::uri::{self, POST, is_handle};
use super::xrpc::{Call, Failure, Refusal};
use crate::error::{Error, Result};
use crate::model::{AttemptResult, Lookup, plain_handle};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// When a post whose answer was lost is looked for, in seconds after the loss.
const LOOKS: [i64; 4] = [0, 2, 10, LAST];

/// The last look. No server works on a write for so long after it said that it failed.
const LAST: i64 = 60;

/// A server's revision that is further from our clock than this says nothing about the time.
const PLAUSIBLE: SignedDuration = SignedDuration::from_hours(24);

/// What became of a post: as [`crate::channel::social::Social::publish`] tells it.
type Outcome = (AttemptResult, String, Option<Timestamp>);

/// How the write itself ended.
enum Written {
    /// With this answer.
    Taken(Value),
    /// It certainly was not carried out.
    Not(AttemptResult, String),
    /// Nobody knows; `over` when the server has certainly done with it.
    Unknown { words: String, over: bool },
}

impl Bluesky {
    /// Posts a text that begins with `@handle`. The handle is looked up first, and the key of the record is
    /// ours, so that a post whose answer was lost can be looked for.
    pub(super) async fn write(&mut self, text: &str) -> Result<Outcome> {
        let handle = plain_handle(text.split_whitespace().next().unwrap_or_default());
        let prepared = match self.prepare(&handle).await {
            Ok(Ok(prepared)) => prepared,
            Ok(Err(reason)) => return Ok((AttemptResult::Refused, reason, None)),
            Err(error) => return not_reached(error),
        };
        let (own, company) = prepared;
        let now = self.clock.now();
        let rkey = record::key(text, now);
        let uri = format!("at://{own}/{POST}/{rkey}");
        let call = Call {
            method: "com.atproto.repo.createRecord",
            kind: Kind::Write,
            query: Vec::new(),
            body: Some(json!({
                "repo": own,
                "collection": POST,
                "rkey": rkey,
                "validate": true,
                "record": record::post(text, &handle, &company, now),
            })),
        };
        match self.put(&call).await? {
            Written::Taken(answer) if post::text(&answer, "uri") == Some(uri.as_str()) => {
                self.usage.posts += 1;
                let time = committed(&answer, self.clock.now());
                Ok((AttemptResult::Accepted, uri, time))
            }
            Written::Taken(_) => {
                let words = "the answer does not name the post".to_owned();
                self.look_for(&uri, &rkey, text, words, false).await
            }
            Written::Not(result, words) => Ok((result, words, None)),
            Written::Unknown { words, over } => self.look_for(&uri, &rkey, text, words, over).await,
        }
    }

    /// Our id and the company's; the inner error says that there is no such account.
    async fn prepare(&mut self, handle: &str) -> Result<Result<(String, String), String>> {
        if !is_handle(handle) {
            return Ok(Err(format!("@{handle} is no handle")));
        }
        let own = self.did().await?;
        let found = self.resolve(handle).await;
        let company = match found.map_err(|trouble| self.error(trouble))? {
            Some(did) => did,
            // A server that cannot resolve a handle now says the same as of one that does not exist, so
            // the network is asked too before the company is given up.
            None => match self.look_up(handle).await? {
                Lookup::Found(profile) => profile.id,
                Lookup::Missing => return Ok(Err(format!("there is no account @{handle}"))),
                Lookup::Suspended => return Ok(Err(format!("@{handle} is suspended"))),
            },
        };
        self.wait_for(Kind::Write).await;
        Ok(Ok((own, company)))
    }

    /// Writes the record; again only after the server refused the session, which it does before anything
    /// else.
    async fn put(&mut self, call: &Call) -> Result<Written> {
        for stale in 0_u8.. {
            let refusal = match self.once(call, Right::Access).await {
                (Ok(answer), _) => return Ok(Written::Taken(answer)),
                (Err(Failure::Unreached(words)), _) => {
                    return Ok(Written::Not(AttemptResult::NotReached, words));
                }
                (Err(Failure::Lost(words)), _) => {
                    return Ok(Written::Unknown { words, over: false });
                }
                (Err(Failure::Refused(refusal)), _) => refusal,
            };
            if !is_stale(&refusal) {
                return self.judge(&refusal);
            }
            if let Err(error) = self.renew(stale, &refusal).await {
                return as_not_written(error);
            }
        }
        Err(self.trouble("the session is refused again and again"))
    }

    /// What a refusal of the write means.
    fn judge(&self, refusal: &Refusal) -> Result<Written> {
        let words = refusal.to_string();
        Ok(match (refusal.status, refusal.name.as_str()) {
            // Our account, since the write concerns no other.
            (_, "AccountTakedown" | "AccountDeactivated" | "AccountSuspended") => {
                return Err(self.refused(refusal));
            }
            // Too many calls: our failure, and certainly not carried out.
            (429, _) => Written::Not(AttemptResult::NotReached, words),
            // The server itself ended the call, in the form of its errors; whatever it did, it has done.
            // What stands in front of it may say anything else while the server goes on.
            (500, name) if !name.is_empty() => Written::Unknown { words, over: true },
            (500.., _) => Written::Unknown { words, over: false },
            _ => Written::Not(AttemptResult::Refused, words),
        })
    }

    /// Looks under the key for a post whose answer was lost. What is there was taken. What is not there may
    /// still be on its way, unless the server has certainly done with it.
    async fn look_for(
        &mut self,
        uri: &str,
        rkey: &str,
        said: &str,
        words: String,
        over: bool,
    ) -> Result<Outcome> {
        let lost = self.clock.now();
        for seconds in LOOKS {
            let moment = lost + SignedDuration::from_secs(seconds);
            self.clock.sleep_until(moment).await;
            match self.record(rkey).await {
                Ok(Some(record)) if text(&record, "text") == Some(said) => {
                    self.usage.posts += 1;
                    let time = self.network_time(uri).await;
                    return Ok((AttemptResult::Accepted, uri.to_owned(), time));
                }
                Ok(None) if over && seconds == LAST => {
                    return Ok((AttemptResult::NotReached, words, None));
                }
                Ok(None) => {}
                Ok(Some(_)) | Err(_) => break,
            }
        }
        let words = format!("{words}; if it was taken after all, it is {uri}");
        Ok((AttemptResult::InDoubt, words, None))
    }

    /// When the network took one of our posts, if it says so already.
    async fn network_time(&mut self, uri: &str) -> Option<Timestamp> {
        let mut views = self.views(&[uri.to_owned()]).await.ok()?;
        let received = post::read(&views.remove(uri)?).ok()?;
        Some(received.post.created_at)
    }
}

/// When our server took a post: its revision is a key made from its clock.
fn committed(answer: &Value, now: Timestamp) -> Option<Timestamp> {
    let time = uri::moment(text(answer.get("commit")?, "rev")?)?;
    (time.duration_since(now).abs() <= PLAUSIBLE).then_some(time)
}

/// Nothing was written. What another try may mend is an outcome, the rest stays an error.
fn not_reached(error: Error) -> Result<Outcome> {
    match error {
        Error::Server { reason, .. } => Ok((AttemptResult::NotReached, reason, None)),
        other => Err(other),
    }
}

fn as_not_written(error: Error) -> Result<Written> {
    not_reached(error).map(|(result, words, _)| Written::Not(result, words))
}
