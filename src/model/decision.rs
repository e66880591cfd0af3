//! What a person decided about a message.

use super::{Kind, Response, TiedBy};
use serde::Serialize;

/// What a person decided about a message. An event like any other: it is added to the ledger, never
/// changed; the newest about a message holds, and outranks what intake says, now or later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// The ledger's key of the inbound.
    pub inbound: i64,
    /// The enquiries it belongs to, none when the list is empty; `None` leaves that to intake.
    pub enquiries: Option<Vec<u32>>,
    /// What it is; `None` leaves that to intake.
    pub kind: Option<Kind>,
    /// Who decided.
    pub coder: String,
    /// Why, in that person's words.
    pub note: String,
}

/// What counts of a message for one enquiry, or for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standpoint {
    /// The enquiry.
    pub enquiry: Option<u32>,
    /// What tied it.
    pub tied_by: Option<TiedBy>,
    /// What it is.
    pub kind: Kind,
}

/// What counts of a message, given what intake made of it and what a person decided: one for each
/// enquiry it is tied to, or a single one tied to none. The ledger's view `reading` says the same.
#[must_use]
pub fn standpoints(response: &Response, decision: Option<&Decision>) -> Vec<Standpoint> {
    let machine = Standpoint {
        enquiry: response.enquiry,
        tied_by: response.tied_by,
        kind: response.kind,
    };
    let Some(decision) = decision else {
        return vec![machine];
    };
    let kind = decision.kind.unwrap_or_else(|| response.kind_by_words());
    match &decision.enquiries {
        None => vec![Standpoint { kind, ..machine }],
        Some(none) if none.is_empty() => vec![Standpoint {
            enquiry: None,
            tied_by: None,
            kind,
        }],
        Some(enquiries) => enquiries
            .iter()
            .map(|enquiry| Standpoint {
                enquiry: Some(*enquiry),
                tied_by: Some(TiedBy::Review),
                kind,
            })
            .collect(),
    }
}

impl Response {
    /// What the message is by its own words, tied or not: intake calls `unrelated` whatever it ties
    /// to nothing, and names what it would have been in the rule.
    #[must_use]
    pub fn kind_by_words(&self) -> Kind {
        kind_by_words(self.kind, &self.rule)
    }
}

/// As [`Response::kind_by_words`], of a kind and its rule: `no_tie (answer: sentences)`.
#[must_use]
pub fn kind_by_words(kind: Kind, rule: &str) -> Kind {
    rule.strip_prefix("no_tie (")
        .and_then(|rest| Kind::parse(rest.split_once(':')?.0))
        .unwrap_or(kind)
}
