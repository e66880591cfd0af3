//! What is kept of a session: the pages that were seen, and a record of what was sent.

use super::session::Seen;
use crate::clock::Clock;
use crate::model::{Exhibit, ExhibitKind};
use serde::Serialize;

/// No more pages of a session are kept.
const MOST: usize = 6;
/// Nor more bytes of a page.
const MOST_BYTES: usize = 500_000;

/// One thing sent, as it is recorded.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Step {
    /// The page on which the form stood.
    pub page: String,
    /// The form.
    pub form: String,
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Where it was sent.
    pub action: String,
    /// What was sent: names and values.
    pub entries: Vec<(String, String)>,
    /// The status of what came back, where something did.
    pub status: Option<u16>,
    /// Where that stood.
    pub answer: String,
    /// What it was taken for.
    pub verdict: String,
}

/// What is kept.
pub(super) struct Proof<'a> {
    clock: &'a Clock,
    exhibits: Vec<Exhibit>,
    steps: Vec<Step>,
}

impl<'a> Proof<'a> {
    /// Nothing yet.
    pub(super) const fn new(clock: &'a Clock) -> Self {
        Self {
            clock,
            exhibits: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// Keeps what was seen.
    pub(super) fn keep(&mut self, seen: &Seen) {
        if self.exhibits.len() < MOST {
            self.exhibits.push(Exhibit {
                kind: ExhibitKind::Page,
                media_type: seen.media_type(),
                address: seen.address.to_string(),
                at: self.clock.now(),
                body: seen.body[..seen.body.len().min(MOST_BYTES)].to_vec(),
            });
        }
    }

    /// Records that something was sent.
    pub(super) fn sent(&mut self, step: Step) {
        self.steps.push(step);
    }

    /// Everything that was kept.
    pub(super) fn exhibits(mut self) -> Vec<Exhibit> {
        if let Some(last) = self.steps.last()
            && let Ok(body) = serde_json::to_vec(&self.steps)
        {
            self.exhibits.push(Exhibit {
                kind: ExhibitKind::Record,
                media_type: "application/json".to_owned(),
                address: last.page.clone(),
                at: self.clock.now(),
                body,
            });
        }
        self.exhibits
    }
}
