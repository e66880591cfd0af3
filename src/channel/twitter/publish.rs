//! Posting: the one call that is never made twice.

use super::Twitter;
use super::complaint::Complaint;
use super::id;
use super::json::text;
use super::login::NoLogin;
use crate::channel::http::{Answer, Failure};
use crate::channel::social::Permit;
use crate::error::Result;
use crate::model::{AttemptResult, holds_link};
use jiff::Timestamp;
use serde_json::{Value, json};

/// What X counts a post as.
pub(super) const ENDPOINT: &str = "POST /2/tweets";

/// What became of a post, its id or the network's words, and the time it was given.
pub(super) type Published = (AttemptResult, String, Option<Timestamp>);

impl Twitter {
    /// What each end of the call means under the law that nobody is asked twice:
    ///
    /// | what came | what it proves | result |
    /// | --- | --- | --- |
    /// | no connection, no token for now | nothing left | not reached |
    /// | 401 | X judges the login before the text | once more with a new login, else an error |
    /// | 429, 402 | refused unread: a limit of ours, our credit | not reached |
    /// | other 4xx | read and refused | refused |
    /// | 408, 5xx, 3xx | nothing: also 503 comes from an edge that may have passed the post on | in doubt |
    /// | no answer, or half of one | nothing | in doubt |
    /// | 2xx with an id | taken | accepted |
    /// | 2xx without | taken, but nobody can say as what | in doubt, to be found in the timeline |
    pub(super) async fn post_once(&mut self, permit: &Permit) -> Result<Published> {
        let not_reached = |reason: String| Ok((AttemptResult::NotReached, reason, None));
        if let Err(error) = self.caller.wait_for_limit(ENDPOINT).await {
            return not_reached(error.to_string());
        }
        let url = format!("{}/2/tweets", self.caller.api);
        let body = json!({ "text": permit.text() }).to_string().into_bytes();
        let mut renewed = false;
        loop {
            let signed_at = self.caller.skew();
            let header = match self.caller.header("POST", &url, &[]).await {
                Ok(header) => header,
                Err(NoLogin::Fatal(error)) => return Err(error),
                Err(NoLogin::Transient(reason)) => return not_reached(reason),
            };
            let headers = [
                ("authorization", header.as_str()),
                ("content-type", "application/json"),
            ];
            let answer = match self.caller.http.post(&url, &headers, body.clone()).await {
                Ok(answer) => answer,
                Err(Failure::Unreached(reason)) => return not_reached(reason),
                Err(Failure::Lost { reason, status }) => {
                    self.caller.bill.wrote(holds_link(permit.text()));
                    let said = status
                        .map(|s| format!("status {s}, then "))
                        .unwrap_or_default();
                    let words = format!("the answer was lost: {said}{reason}");
                    return Ok((AttemptResult::InDoubt, words, None));
                }
            };
            self.caller.note(ENDPOINT, &answer);
            if answer.status == 401 {
                if renewed {
                    return Err(self.caller.refused(&answer));
                }
                renewed = true;
                match self.caller.renew(signed_at, &answer).await? {
                    None => continue,
                    Some(reason) => return not_reached(reason),
                }
            }
            return Ok(self.ended(permit, &answer));
        }
    }

    fn ended(&mut self, permit: &Permit, answer: &Answer) -> Published {
        let words = || Complaint::of(answer.status, &answer.body).words;
        let result = match answer.status {
            200..=299 => {
                self.caller.bill.wrote(holds_link(permit.text()));
                let body = serde_json::from_slice::<Value>(&answer.body).unwrap_or_default();
                let taken = body
                    .get("data")
                    .and_then(|data| text(data, "id"))
                    .and_then(|own| Some((own, id::number(own)?)));
                let Some((own, number)) = taken else {
                    let words = format!("status {}, but no id came with it", answer.status);
                    return (AttemptResult::InDoubt, words, None);
                };
                let at = id::taken_at(number, answer.date().unwrap_or(self.caller.server_now()));
                return (AttemptResult::Accepted, own.to_owned(), Some(at));
            }
            402 | 429 => AttemptResult::NotReached,
            408 | 300..=399 | 500.. => {
                self.caller.bill.wrote(holds_link(permit.text()));
                AttemptResult::InDoubt
            }
            _ => AttemptResult::Refused,
        };
        (result, words(), None)
    }
}
