//! What waits for a person, and what people decided.

use super::Store;
use super::readings::{json, list};
use super::waves::moment;
use crate::error::Result;
use crate::model::{Channel, Decision, Kind, kind_by_words, plain_handle};
use futures_util::TryStreamExt;
use jiff::Timestamp;
use serde::Serialize;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use std::collections::{HashMap, HashSet};

/// Which messages are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Those that wait for a person.
    Waiting,
    /// Those on which a person has decided.
    Decided,
    /// Every one.
    All,
    /// The one with this key; a message that waits for no reason but its sender is not known as such.
    One(i64),
}

/// Why a message waits for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It fits some enquiries and none of them for sure.
    Candidates,
    /// A company of the panel wrote it, and it is tied to nothing.
    Company,
    /// It is tied, and yet called unrelated.
    Unrelated,
    /// Nothing was found in it on which its kind could rest; the answer may be in an attachment.
    NothingSaid,
}

impl Why {
    /// In words.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Candidates => {
                "it may belong to the enquiries named, and to none of them for sure"
            }
            Self::Company => "an address of a company of the panel; tied to no enquiry",
            Self::Unrelated => "tied to an enquiry, but read as having nothing to do with it",
            Self::NothingSaid => {
                "no words to tell its kind by; look for the answer in an attachment or picture"
            }
        }
    }
}

/// Rules that give a kind because nothing was found, not because something was.
const UNFOUNDED: &[&str] = &["says_nothing"];
/// Rules that say why what a company wrote is tied to nothing: no person need look at it.
const FOUNDED: &[&str] = &["own_message", "to_somebody_else"];

/// A message, as a person needs to see it to decide on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reviewable {
    /// The name under which it is decided on: the store's key with a digest, so that a decision about a
    /// message of another store cannot be taken for one about this.
    pub message: String,
    /// The store's key.
    pub inbound: i64,
    /// When it came.
    pub arrived: Option<Timestamp>,
    /// From whom.
    pub from: String,
    /// Its subject.
    pub subject: String,
    /// The first [`SHOWN`] characters of what it says.
    pub text: String,
    /// What intake takes it for, by its own words, tied or not.
    pub kind: Kind,
    /// The rule by which.
    pub rule: String,
    /// The words and headers on which tie and kind rest.
    pub evidence: Vec<String>,
    /// The enquiry that intake ties it to, by name.
    pub tied_to: Option<String>,
    /// The enquiries that fit equally well, by name.
    pub candidates: Vec<String>,
    /// Why it waits; `None` when it does not.
    pub why: Option<Why>,
    /// What a person decided about it.
    pub decision: Option<Decided>,
}

/// A decision with the names of the enquiries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// The enquiries; `None` leaves that to intake.
    pub enquiries: Option<Vec<String>>,
    /// The kind; `None` leaves that to intake.
    pub kind: Option<Kind>,
    /// Who decided.
    pub coder: String,
    /// Why.
    pub note: String,
    /// Whether intake has read the message again since, with another tie or kind than the person saw.
    pub read_otherwise_since: bool,
}

/// How much of a message's text is shown, characters.
pub const SHOWN: u32 = 500;

/// Everything about one message, from `response r`, `inbound i`, its decision `d` and the response `s`
/// that the person saw.
const MESSAGE: &str = "SELECT i.id, lower(hex(substr(i.sha256, 1, 4))) AS digest, r.answered_at, r.sender, \
     r.subject, r.text, r.kind, r.rule, r.evidence, r.enquiry, \
     (SELECT e.name FROM enquiry e WHERE e.id = r.enquiry) AS tied_to, \
     (SELECT json_group_array(e.name) FROM json_each(r.candidates) c \
        JOIN enquiry e ON e.id = c.value) AS candidates, \
     d.id AS decision, d.kind AS decided_kind, d.coder, d.note, d.enquiries, \
     (SELECT json_group_array(e.name) FROM json_each(d.enquiries) c \
        JOIN enquiry e ON e.id = c.value) AS decided_names, \
     s.enquiry AS seen_enquiry, s.kind AS seen_kind \
     FROM response r JOIN inbound i ON i.id = r.inbound \
     LEFT JOIN decision d ON d.id = (SELECT max(n.id) FROM decision n WHERE n.inbound = r.inbound) \
     LEFT JOIN response s ON s.id = d.response \
     WHERE NOT EXISTS (SELECT 1 FROM response n WHERE n.inbound = r.inbound AND n.id > r.id)";

impl Store {
    /// Hands over messages with all that a person needs to decide on them, in the order in which they
    /// were stored.
    ///
    /// # Errors
    /// [`crate::error::Error::Ledger`], or what `each` returned.
    pub async fn review(
        &self,
        scope: Scope,
        mut each: impl FnMut(Reviewable) -> Result<()>,
    ) -> Result<()> {
        let sql = match scope {
            // The rows that may have a reason to wait; `why` decides.
            Scope::Waiting => format!(
                "{MESSAGE} AND d.id IS NULL AND coalesce(r.tied_by, '') <> 'session' AND (r.enquiry IS NULL OR r.kind = 'unrelated' \
                 OR r.candidates <> '[]' OR r.rule IN ('{}')) ORDER BY r.inbound",
                UNFOUNDED.join("','")
            ),
            Scope::Decided => format!("{MESSAGE} AND d.id IS NOT NULL ORDER BY r.inbound"),
            Scope::All => format!("{MESSAGE} ORDER BY r.inbound"),
            Scope::One(_) => format!("{MESSAGE} AND r.inbound = $1"),
        };
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
        if let Scope::One(key) = scope {
            query = query.bind(key);
        }
        let panel = match scope {
            Scope::Waiting | Scope::All => self.panel().await?,
            Scope::Decided | Scope::One(_) => Panel::default(),
        };
        let mut rows = query.fetch(&self.pool);
        while let Some(row) = rows.try_next().await.map_err(|e| self.error(&e))? {
            let message = reviewable(&row, &panel);
            if scope != Scope::Waiting || message.why.is_some() {
                each(message)?;
            }
        }
        Ok(())
    }

    /// How many messages wait for a person.
    pub async fn waiting(&self) -> Result<u64> {
        let mut count = 0;
        self.review(Scope::Waiting, |_| {
            count += 1;
            Ok(())
        })
        .await?;
        Ok(count)
    }

    /// Stores decisions, all or none.
    pub async fn decide(&self, decisions: &[Decision], at: Timestamp) -> Result<()> {
        let mut tx = self.begin().await?;
        for decision in decisions {
            sqlx::query(
                "INSERT INTO decision (inbound, response, enquiries, kind, coder, note, decided_at) \
                 VALUES ($1, (SELECT max(id) FROM response WHERE inbound = $1), $2, $3, $4, $5, $6)",
            )
            .bind(decision.inbound)
            .bind(decision.enquiries.as_deref().map(json))
            .bind(decision.kind.map(Kind::as_str))
            .bind(&decision.coder)
            .bind(&decision.note)
            .bind(at.as_second())
            .execute(&mut *tx)
            .await
            .map_err(|e| self.error(&e))?;
        }
        tx.commit().await.map_err(|e| self.error(&e))
    }

    /// The decision that holds on each message on which there is one.
    pub async fn decisions(&self) -> Result<HashMap<i64, Decision>> {
        let mut rows = sqlx::query(
            "SELECT inbound, enquiries, kind, coder, note FROM decision d WHERE NOT EXISTS \
             (SELECT 1 FROM decision n WHERE n.inbound = d.inbound AND n.id > d.id)",
        )
        .fetch(&self.pool);
        let mut all = HashMap::new();
        while let Some(row) = rows.try_next().await.map_err(|e| self.error(&e))? {
            let inbound = row.get(0);
            let decision = Decision {
                inbound,
                enquiries: row.get::<Option<&str>, _>(1).map(list),
                kind: row.get::<Option<&str>, _>(2).and_then(Kind::parse),
                coder: row.get(3),
                note: row.get(4),
            };
            all.insert(inbound, decision);
        }
        Ok(all)
    }

    /// The names of enquiries of any wave, with their keys and whether they were ever to be put to the
    /// company: those that are wanted, and all of them as long as there are no more than `proposals`.
    pub async fn named(
        &self,
        wanted: &HashSet<String>,
        proposals: usize,
    ) -> Result<HashMap<String, (u32, bool)>> {
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM enquiry")
            .fetch_one(&self.pool)
            .await
            .map_err(|e| self.error(&e))?;
        let all = usize::try_from(count).is_ok_and(|n| n <= proposals);
        let mut rows =
            sqlx::query("SELECT name, id, due_at IS NOT NULL FROM enquiry").fetch(&self.pool);
        let mut found = HashMap::new();
        while let Some(row) = rows.try_next().await.map_err(|e| self.error(&e))? {
            let name: &str = row.get(0);
            if all || wanted.contains(name) {
                found.insert(name.to_owned(), (row.get(1), row.get(2)));
            }
        }
        Ok(found)
    }

    async fn panel(&self) -> Result<Panel> {
        let mut rows = sqlx::query(
            "SELECT DISTINCT channel, contact FROM enquiry WHERE channel IN ('email', 'twitter', 'bluesky')",
        )
        .fetch(&self.pool);
        let mut panel = Panel::default();
        while let Some(row) = rows.try_next().await.map_err(|e| self.error(&e))? {
            let mail = Channel::parse(row.get(0)) == Some(Channel::Email);
            match row.get::<Option<&str>, _>(1) {
                Some(contact) if mail => panel.add(contact),
                Some(handles) => panel
                    .handles
                    .extend(handles.split_whitespace().map(plain_handle)),
                None => {}
            }
        }
        Ok(panel)
    }
}

/// The addresses at which the companies were asked.
#[derive(Debug, Default)]
struct Panel {
    domains: HashSet<String>,
    /// Of whatever network.
    handles: HashSet<String>,
}

impl Panel {
    fn add(&mut self, contact: &str) {
        if let Some((_, domain)) = contact.trim().rsplit_once('@') {
            self.domains.insert(domain.to_lowercase());
        }
    }

    /// Whether an address is at a company's domain, or at one above or below it: whom a helpdesk or a
    /// mail provider hosts may be listed too often, never too seldom.
    fn knows(&self, address: &str) -> bool {
        if let Some(handle) = address.strip_prefix('@') {
            return self.handles.contains(handle);
        }
        let Some((_, domain)) = address.rsplit_once('@') else {
            return false;
        };
        let mut rest = Some(domain);
        while let Some(name) = rest {
            if self.domains.contains(name) {
                return true;
            }
            rest = name.split_once('.').map(|(_, parent)| parent);
        }
        false
    }
}

fn reviewable(row: &SqliteRow, panel: &Panel) -> Reviewable {
    let (inbound, digest): (i64, &str) = (row.get("id"), row.get("digest"));
    let (from, rule): (&str, &str) = (row.get("sender"), row.get("rule"));
    let kind = Kind::parse(row.get("kind")).unwrap_or(Kind::Unrelated);
    let enquiry: Option<u32> = row.get("enquiry");
    let candidates: Vec<String> = list(row.get("candidates"));
    let decision = row.get::<Option<i64>, _>("decision").map(|_| {
        let enquiries: Option<&str> = row.get("enquiries");
        let seen = (
            row.get::<Option<u32>, _>("seen_enquiry"),
            row.get::<Option<&str>, _>("seen_kind"),
        );
        Decided {
            enquiries: enquiries.map(|_| list(row.get("decided_names"))),
            kind: row
                .get::<Option<&str>, _>("decided_kind")
                .and_then(Kind::parse),
            coder: row.get("coder"),
            note: row.get("note"),
            read_otherwise_since: seen != (enquiry, Some(kind.as_str())),
        }
    });
    let why = if decision.is_some() {
        None
    } else if !candidates.is_empty() {
        Some(Why::Candidates)
    } else if enquiry.is_none() {
        (panel.knows(from) && !FOUNDED.contains(&rule)).then_some(Why::Company)
    } else if kind == Kind::Unrelated {
        Some(Why::Unrelated)
    } else {
        UNFOUNDED.contains(&rule).then_some(Why::NothingSaid)
    };
    let arrived: Option<i64> = row.get("answered_at");
    let text: &str = row.get("text");
    Reviewable {
        message: format!("m{inbound}-{digest}"),
        inbound,
        arrived: arrived.map(moment),
        from: from.to_owned(),
        subject: row.get("subject"),
        text: text.chars().take(SHOWN as usize).collect(),
        kind: kind_by_words(kind, rule),
        rule: rule.to_owned(),
        evidence: list(row.get("evidence")),
        tied_to: row.get("tied_to"),
        candidates,
        why,
        decision,
    }
}
