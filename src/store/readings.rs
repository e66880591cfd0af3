//! What intake made of the messages, and what it needs to tie them.

use super::Store;
use super::waves::moment;
use crate::error::Result;
use crate::model::{Channel, Features, Kind, Language, Response, TiedBy, TimeSource};
use futures_util::TryStreamExt;
use jiff::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row};
use std::collections::HashMap;

/// What an inbound can be tied to: an enquiry of any wave of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The enquiry's key.
    pub key: u32,
    /// The token in its address.
    pub token: String,
    /// The ids under which it travelled, one an attempt.
    pub own_id: Option<String>,
    /// The final reply of the server that took it; the id of our post on a social network.
    pub reply: Option<String>,
    /// The channel on which it was put.
    pub channel: Channel,
    /// The company's address, or its handles with blanks between them.
    pub contact: Option<String>,
    /// The subject.
    pub subject: String,
    /// The company, as an index into the study of its wave.
    pub company: u32,
    /// The question, its wording and the persona, as indices into the study of its wave.
    pub question: u32,
    /// See `question`.
    pub wording: u16,
    /// See `question`.
    pub persona: u16,
    /// When it was accepted.
    pub sent_at: Option<Timestamp>,
    /// When an attempt was intended of which nobody knows whether it left.
    pub in_doubt_since: Option<Timestamp>,
}

/// What a message taught: how its sender calls the enquiry, or whose a post is that others may answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learned {
    /// The enquiry's key; `None` of a post that is tied to none.
    pub enquiry: Option<u32>,
    /// From whom the message was.
    pub sender: String,
    /// See [`Response::marks`].
    pub marks: Vec<String>,
}

/// Columns of a reading `r` in which two deliveries of one message agree: its sender, the time that
/// the sender gave it, and what it says. Without such a time no two messages are taken for one.
/// [`super::cases`] goes by the same, and by the whole text.
macro_rules! same_message {
    () => {
        "r.sender, coalesce(r.date_header, -r.inbound), length(r.text), substr(r.text, 1, 64)"
    };
}
pub(super) use same_message;

/// How many response rows one statement inserts: 23 columns each, below the limit of 32,766.
const ROWS: usize = 500;

/// The columns of a response, in the order in which `respond` binds them.
macro_rules! columns {
    () => {
        "inbound, enquiry, candidates, tied_by, kind, rule, evidence, answered_at, time_source, \
         date_header, skew_seconds, sender, subject, token, text, language, bounce_status, \
         greeting_by_name, agent_named, links, questions, marks"
    };
}

impl Store {
    /// Stores readings.
    pub async fn respond(&self, responses: &[Response], at: Timestamp) -> Result<()> {
        if responses.is_empty() {
            return Ok(());
        }
        let rows = responses.chunks(ROWS).map(|chunk| {
            let mut insert =
                QueryBuilder::new(concat!("INSERT INTO response (", columns!(), ", read_at) "));
            insert.push_values(chunk, |mut row, response| {
                row.push_bind(response.inbound)
                    .push_bind(response.enquiry)
                    .push_bind(json(&response.candidates))
                    .push_bind(response.tied_by.map(TiedBy::as_str))
                    .push_bind(response.kind.as_str())
                    .push_bind(&response.rule)
                    .push_bind(json(&response.evidence))
                    .push_bind(response.answered_at.map(Timestamp::as_second))
                    .push_bind(response.answered_at_source.map(TimeSource::as_str))
                    .push_bind(response.date_header.map(Timestamp::as_second))
                    .push_bind(response.skew_seconds)
                    .push_bind(&response.from)
                    .push_bind(&response.subject)
                    .push_bind(response.token.as_deref())
                    .push_bind(&response.text)
                    .push_bind(response.language.map(Language::as_str))
                    .push_bind(response.bounce_status.as_deref())
                    .push_bind(response.features.greeting_by_name)
                    .push_bind(response.features.agent_named)
                    .push_bind(json(&response.features.links))
                    .push_bind(json(&response.features.questions))
                    .push_bind(json(&response.marks))
                    .push_bind(at.as_second());
            });
            insert
        });
        self.insert(rows.collect()).await
    }

    /// The newest response of each of these messages, where there is one.
    pub async fn responses(&self, inbounds: &[i64]) -> Result<HashMap<i64, Response>> {
        let rows = sqlx::query(concat!(
            "SELECT ",
            columns!(),
            " FROM response r WHERE inbound IN (SELECT value FROM json_each($1)) \
             AND NOT EXISTS (SELECT 1 FROM response n WHERE n.inbound = r.inbound AND n.id > r.id)"
        ))
        .bind(json(inbounds))
        .fetch_all(&self.pool)
        .await
        .map_err(|e| self.error(&e))?;
        Ok(rows
            .iter()
            .map(|row| (row.get("inbound"), response_from(row)))
            .collect())
    }

    /// The name of an enquiry of any wave.
    pub async fn enquiry_name(&self, key: u32) -> Result<Option<String>> {
        sqlx::query_scalar("SELECT name FROM enquiry WHERE id = $1")
            .bind(key)
            .fetch_optional(&self.pool)
            .await
            .map_err(|e| self.error(&e))
    }

    /// Everything a message can be tied to, over all waves.
    pub async fn sent(&self) -> Result<Vec<Sent>> {
        let mut rows = sqlx::query(
            "SELECT e.id, e.token, i.own_id, o.reply, e.contact, e.subject, o.at, \
             e.question, e.wording, e.persona, e.company, e.channel, \
             CASE WHEN NOT EXISTS (SELECT 1 FROM attempt n WHERE n.enquiry = i.enquiry AND n.number = i.number \
               AND n.phase = 'outcome' AND n.result <> 'in_doubt') THEN i.at END \
             FROM enquiry e \
             LEFT JOIN attempt i ON i.enquiry = e.id AND i.phase = 'intent' \
             LEFT JOIN attempt o ON o.enquiry = e.id AND o.phase = 'outcome' AND o.number = i.number \
               AND o.result = 'accepted' \
             WHERE e.due_at IS NOT NULL ORDER BY e.id, i.number",
        )
        .fetch(&self.pool);
        let mut all = Vec::new();
        while let Some(row) = rows.try_next().await.map_err(|e| self.error(&e))? {
            let at: Option<i64> = row.get(6);
            all.push(Sent {
                key: row.get(0),
                token: row.get(1),
                own_id: row.get(2),
                reply: row.get(3),
                contact: row.get(4),
                subject: row.get(5),
                question: row.get(7),
                wording: row.get(8),
                persona: row.get(9),
                company: row.get(10),
                // Written by `open_wave` from the same type.
                channel: Channel::parse(row.get(11)).unwrap_or(Channel::Email),
                in_doubt_since: row.get::<Option<i64>, _>(12).map(moment),
                sent_at: at.map(moment),
            });
        }
        Ok(all)
    }

    /// What messages taught, in the order of their arrival: those that are tied, and posts of bystanders.
    pub async fn learned(&self, mut each: impl FnMut(Learned)) -> Result<()> {
        let mut rows = sqlx::query(
            "SELECT r.enquiry, r.sender, r.marks FROM response r \
             WHERE (r.enquiry IS NOT NULL OR r.rule = 'bystander') AND r.marks <> '[]' \
             AND NOT EXISTS (SELECT 1 FROM response n WHERE n.inbound = r.inbound AND n.id > r.id) \
             ORDER BY r.inbound",
        )
        .fetch(&self.pool);
        while let Some(row) = rows.try_next().await.map_err(|e| self.error(&e))? {
            each(Learned {
                enquiry: row.get(0),
                sender: row.get(1),
                marks: serde_json::from_str(row.get(2)).unwrap_or_default(),
            });
        }
        Ok(())
    }
}

/// A response from a row with its [`columns`], which `respond` wrote from the same types.
fn response_from(row: &SqliteRow) -> Response {
    let at = |column| row.get::<Option<i64>, _>(column).map(moment);
    let word = |column| row.get::<Option<&str>, _>(column);
    Response {
        inbound: row.get("inbound"),
        enquiry: row.get("enquiry"),
        candidates: list(row.get("candidates")),
        tied_by: word("tied_by").and_then(TiedBy::parse),
        kind: Kind::parse(row.get("kind")).unwrap_or(Kind::Unrelated),
        rule: row.get("rule"),
        evidence: list(row.get("evidence")),
        answered_at: at("answered_at"),
        answered_at_source: word("time_source").and_then(TimeSource::parse),
        date_header: at("date_header"),
        skew_seconds: row.get("skew_seconds"),
        from: row.get("sender"),
        subject: row.get("subject"),
        token: row.get("token"),
        marks: list(row.get("marks")),
        text: row.get("text"),
        language: word("language").and_then(Language::parse),
        bounce_status: row.get("bounce_status"),
        features: Features {
            greeting_by_name: row.get("greeting_by_name"),
            agent_named: row.get("agent_named"),
            links: list(row.get("links")),
            questions: list(row.get("questions")),
        },
    }
}

/// A list that this program stored as JSON.
pub(super) fn list<T: serde::de::DeserializeOwned>(json: &str) -> Vec<T> {
    serde_json::from_str(json).unwrap_or_default()
}

/// A list as JSON text; neither numbers nor strings can fail to be written.
pub(super) fn json<T: serde::Serialize>(list: &[T]) -> String {
    serde_json::to_string(list).unwrap_or_else(|_| "[]".to_owned())
}
