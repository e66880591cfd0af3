//! What a message can be tied to: what the ledger knows of each enquiry, and the study of its text.

use crate::error::Result;
use crate::intake::{self, Register, Tie};
use crate::model::Study;
use crate::store::{Ledger, Sent};
use std::collections::HashMap;

/// The wave in fieldwork, with the texts that its study asks.
pub(super) struct Known<'a> {
    study: &'a Study,
    ledger: &'a Ledger,
    /// The text of each subject that only one question has: other waves of the store are known by
    /// their subjects alone. `None` where two have it.
    texts: HashMap<&'a str, Option<&'a str>>,
}

impl<'a> Known<'a> {
    pub(super) fn new(study: &'a Study, ledger: &'a Ledger) -> Self {
        let mut texts = HashMap::new();
        for wording in study.questions.iter().flat_map(|q| &q.wordings) {
            let text = texts
                .entry(wording.subject.trim())
                .or_insert(Some(wording.text.as_str()));
            if text.is_some_and(|t| t != wording.text) {
                *text = None;
            }
        }
        Self {
            study,
            ledger,
            texts,
        }
    }

    /// Everything that was sent or is still to be, and what the messages that came back taught.
    pub(super) async fn register(&self) -> Result<Register> {
        let store = self.ledger.store();
        let sent = store.sent().await?;
        let mut register = Register::new(sent.into_iter().map(|sent| self.tie(sent)));
        store
            .learned(|l| register.learn(l.enquiry, &l.sender, &l.marks))
            .await?;
        Ok(register)
    }

    pub(super) fn tie(&self, sent: Sent) -> Tie {
        // Indices are those of the study of the enquiry's own wave.
        let ours = self.ledger.seq(sent.key).is_some();
        let wording = self
            .study
            .questions
            .get(sent.question as usize)
            .and_then(|q| q.wordings.get(usize::from(sent.wording)))
            .filter(|_| ours);
        let persona = self
            .study
            .personas
            .get(usize::from(sent.persona))
            .filter(|_| ours);
        let text = match wording {
            Some(wording) => wording.text.as_str(),
            None => self
                .texts
                .get(sent.subject.as_str())
                .copied()
                .flatten()
                .unwrap_or_default(),
        };
        Tie {
            enquiry: sent.key,
            thread_id: sent.own_id.as_deref().and_then(|id| {
                let (_, domain) = id.rsplit_once('@')?;
                Some(format!("{}@{domain}", sent.token))
            }),
            token: sent.token,
            own_id: sent.own_id,
            provider_id: sent.reply.as_deref().and_then(intake::provider_id),
            contact: sent.contact,
            persona: persona.map(|p| p.email.clone()),
            subject: sent.subject,
            text: text.to_owned(),
            sent_at: sent.sent_at,
        }
    }
}
