//! What a message can be tied to: what the ledger knows of each enquiry, and the study of its text.

use crate::error::Result;
use crate::intake::{self, Asked, Posts, Register, Sessions, Tie};
use crate::model::{Channel, Company, Network, Study};
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

/// What mails and posts can be tied to.
#[derive(Debug, Default)]
pub(super) struct Registers {
    pub(super) mails: Register,
    pub(super) posts: Posts,
    pub(super) sessions: Sessions,
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
    pub(super) async fn registers(&self) -> Result<Registers> {
        let mut registers = self.untaught().await?;
        self.ledger
            .store()
            .learned(|l| match l.enquiry {
                Some(enquiry) if !l.sender.starts_with('@') => {
                    registers.mails.learn(enquiry, &l.sender, &l.marks);
                }
                _ => registers.posts.learn(l.enquiry, &l.marks),
            })
            .await?;
        Ok(registers)
    }

    /// The same without what was taught.
    pub(super) async fn untaught(&self) -> Result<Registers> {
        let mut posts = Posts::new(
            self.study
                .social
                .values()
                .map(|account| (account.network, account.handle.as_str())),
        );
        // All of the panel, asked or not: which of them an account is told by must not depend on who was
        // asked first.
        for network in self.study.social.keys() {
            for company in &self.study.panel {
                if let Some(handles) = company.contact_point(network.channel()) {
                    posts.known(*network, handles, &company.name, &domains(company));
                }
            }
        }
        let mut ties = Vec::new();
        let mut sessions = Sessions::default();
        for sent in self.ledger.store().sent().await? {
            if sent.channel.is_web() {
                sessions.insert(sent.key, &sent.token, self.text(&sent));
            }
            if is_mailed(sent.channel) {
                ties.push(self.tie(sent));
            } else if let Some(asked) = self.asked(&sent) {
                posts.insert(&asked);
            }
        }
        Ok(Registers {
            mails: Register::new(ties.into_iter()),
            posts,
            sessions,
        })
    }

    /// What a post can refer to; `None` where the enquiry is none of a network, or provably was not posted.
    pub(super) fn asked(&self, sent: &Sent) -> Option<Asked> {
        let network = Network::of(sent.channel)?;
        let at = sent.sent_at.or(sent.in_doubt_since)?;
        let ours = self.ledger.seq(sent.key).is_some();
        let company = self.study.panel.get(sent.company as usize).filter(|_| ours);
        Some(Asked {
            enquiry: sent.key,
            network,
            post: sent.reply.clone().filter(|_| sent.sent_at.is_some()),
            handles: sent.contact.clone().unwrap_or_default(),
            company: company.map(|c| c.name.clone()).unwrap_or_default(),
            domains: company.map(domains).unwrap_or_default(),
            text: self.text(sent).to_owned(),
            asked_at: at,
        })
    }

    /// The question as it was put, as far as it is known.
    fn text(&self, sent: &Sent) -> &'a str {
        // Indices are those of the study of the enquiry's own wave.
        let ours = self.ledger.seq(sent.key).is_some();
        let wording = self
            .study
            .questions
            .get(sent.question as usize)
            .and_then(|q| q.wordings.get(usize::from(sent.wording)))
            .filter(|_| ours);
        match wording {
            Some(wording) => wording.text.as_str(),
            None => self
                .texts
                .get(sent.subject.as_str())
                .copied()
                .flatten()
                .unwrap_or_default(),
        }
    }

    /// From where a company answers a form: its address, else any at the host of the form.
    fn mails_of(&self, sent: &Sent) -> Option<String> {
        let ours = self.ledger.seq(sent.key).is_some();
        let company = self.study.panel.get(sent.company as usize).filter(|_| ours);
        let address = company.and_then(|c| c.contact_point(Channel::Email));
        address.map(str::to_owned).or_else(|| {
            let form = sent.contact.as_deref()?;
            let host = form
                .split_once("://")?
                .1
                .split(['/', ':', '?', '#'])
                .next()?;
            Some(format!("contact@{}", host.trim_start_matches("www.")))
        })
    }

    pub(super) fn tie(&self, sent: Sent) -> Tie {
        let ours = self.ledger.seq(sent.key).is_some();
        let text = self.text(&sent);
        let contact = if sent.channel == Channel::WebForm {
            self.mails_of(&sent)
        } else {
            sent.contact
        };
        let persona = self
            .study
            .personas
            .get(usize::from(sent.persona))
            .filter(|_| ours);
        Tie {
            enquiry: sent.key,
            thread_id: sent.own_id.as_deref().and_then(|id| {
                let (_, domain) = id.rsplit_once('@')?;
                Some(format!("{}@{domain}", sent.token))
            }),
            token: sent.token,
            own_id: sent.own_id,
            provider_id: sent.reply.as_deref().and_then(intake::provider_id),
            contact,
            persona: persona.map(|p| p.email.clone()),
            subject: sent.subject,
            text: text.to_owned(),
            sent_at: sent.sent_at,
        }
    }
}

/// Whether replies come by mail.
pub(super) fn is_mailed(channel: Channel) -> bool {
    matches!(channel, Channel::Email | Channel::WebForm)
}

/// Where a company's names and domains stand.
fn domains(company: &Company) -> Vec<String> {
    let mail = company.contact_point(Channel::Email).map(str::to_owned);
    company.site.clone().into_iter().chain(mail).collect()
}
