//! What the rules go by in coding the answers of a company to one question, as one number: whatever they read has a
//! part in it, so that where it is as it was, they would come to the same.

use crate::coding::RULES;
use crate::model::{Case, Reference, Reply, Study};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What many groups have in common, hashed once.
pub(super) struct Ground {
    /// Of each question with its wordings, codebook and references.
    questions: Vec<[u8; 32]>,
    personas: Vec<[u8; 32]>,
}

impl Ground {
    pub(super) fn new(study: &Study) -> Self {
        Self {
            questions: study
                .questions
                .iter()
                .map(|q| digest(&(RULES, q)))
                .collect(),
            personas: study.personas.iter().map(digest).collect(),
        }
    }

    /// The hash of a group of cases and of what is known of the right answer of this company alone; `None` when
    /// nothing came that is coded.
    pub(super) fn hash(&self, cases: &[Case], own: Option<&Reference>) -> Option<i64> {
        let mut hash = Sha256::new();
        let mut some = false;
        for case in cases {
            let Some(reply) = case.coded_reply() else {
                continue;
            };
            if !some {
                some = true;
                hash.update(self.questions.get(case.enquiry.question as usize)?);
                hash.update(digest(&own));
            }
            hash.update(self.personas.get(usize::from(case.enquiry.persona))?);
            // As JSON, in which each has its bounds: no two groups read alike.
            let Reply {
                inbound,
                kind,
                text,
                features,
                tied_by: _,
                answered_at: _,
                answered_at_source: _,
            } = reply;
            hash.update(digest(&(&case.enquiry, inbound, kind, text, features)));
        }
        let digest: [u8; 32] = hash.finalize().into();
        let (first, _) = digest.split_first_chunk()?;
        some.then_some(i64::from_le_bytes(*first))
    }
}

fn digest(value: &impl Serialize) -> [u8; 32] {
    let mut hash = Sha256::new();
    // What a study and a case are made of can always be written, and a hash takes all.
    let _ = serde_json::to_writer(&mut hash, value);
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fieldwork::posts_tests::study;
    use crate::model::{
        Channel, Codebook, Enquiry, Features, Kind, Language, Persona, Question, Residence, TiedBy,
        Wording,
    };

    fn asked() -> Study {
        let question = |id: &str| Question {
            id: id.to_owned(),
            topic: "returns".to_owned(),
            sectors: Vec::new(),
            reference: Some("30 days".to_owned()),
            accepted: vec!["a month".to_owned()],
            rejected: vec!["14 days".to_owned()],
            codebook: Codebook::default(),
            wordings: vec![Wording {
                id: "w".to_owned(),
                language: Language::En,
                channel: None,
                subject: "Returns".to_owned(),
                text: "How long may I take to return it?".to_owned(),
            }],
        };
        let persona = |name: &str| Persona {
            id: name.to_owned(),
            name: name.to_owned(),
            email: String::new(),
            languages: Vec::new(),
            residence: Residence::default(),
        };
        Study {
            questions: vec![question("returns"), question("hours")],
            personas: vec![persona("Anna"), persona("Tom")],
            ..study()
        }
    }

    fn case(seq: u32, channel: Channel, text: &str) -> Case {
        Case {
            enquiry: Enquiry {
                seq,
                company: 0,
                question: 0,
                channel,
                persona: 0,
                wording: 0,
                due_at: None,
            },
            last_attempt: None,
            replies: vec![Reply {
                inbound: i64::from(seq) + 5,
                kind: Kind::Answer,
                tied_by: Some(TiedBy::SubjectToken),
                answered_at: None,
                answered_at_source: None,
                text: text.to_owned(),
                features: Features::default(),
            }],
            codings: Vec::new(),
        }
    }

    /// All that a hash may depend on.
    struct Read {
        study: Study,
        cases: Vec<Case>,
        own: Option<Reference>,
    }

    type Change = fn(&mut Read);

    fn hash(change: Change) -> Option<i64> {
        let mut read = Read {
            study: asked(),
            cases: vec![
                case(0, Channel::Email, "30 days."),
                case(1, Channel::Chat, "We do not know."),
            ],
            own: None,
        };
        change(&mut read);
        Ground::new(&read.study).hash(&read.cases, read.own.as_ref())
    }

    fn own(answer: &str) -> Reference {
        Reference {
            company: 0,
            question: 0,
            answer: answer.to_owned(),
            accepted: Vec::new(),
            rejected: Vec::new(),
        }
    }

    #[test]
    fn whatever_the_rules_read_has_a_part_in_the_hash_and_nothing_else() {
        let first = hash(|_| {});
        assert!(first.is_some());
        let mut seen = vec![first];
        let others: [(&str, Change); 17] = [
            ("reference", |r| r.study.questions[0].reference = None),
            ("accepted", |r| r.study.questions[0].accepted.clear()),
            ("rejected", |r| r.study.questions[0].rejected.clear()),
            ("slot", |r| {
                r.study.questions[0].codebook.slot = Some("period".to_owned());
            }),
            ("wording", |r| {
                r.study.questions[0].wordings[0].text.push('?');
            }),
            ("language", |r| {
                r.study.questions[0].wordings[0].language = Language::De;
            }),
            ("persona", |r| r.study.personas[0].name.push('e')),
            ("who", |r| r.cases[0].enquiry.persona = 1),
            ("own", |r| r.own = Some(own("30 days"))),
            ("own words", |r| r.own = Some(own("31 days"))),
            ("text", |r| r.cases[1].replies[0].text.push('!')),
            ("kind", |r| r.cases[1].replies[0].kind = Kind::Partial),
            ("features", |r| {
                r.cases[1].replies[0].features.agent_named = true;
            }),
            ("another message", |r| r.cases[1].replies[0].inbound = 9),
            ("one less", |r| r.cases[1].replies.clear()),
            ("channel", |r| r.cases[1].enquiry.channel = Channel::Twitter),
            ("a sentence elsewhere", |r| {
                r.cases[0].replies[0].text = "30 days. We do not know.".to_owned();
                r.cases[1].replies[0].text = String::new();
            }),
        ];
        for (what, change) in others {
            let other = hash(change);
            assert!(other.is_some() && !seen.contains(&other), "{what}");
            seen.push(other);
        }
        let same: [(&str, Change); 4] = [
            ("another question", |r| {
                r.study.questions[1].accepted.clear();
            }),
            ("how it was tied", |r| r.cases[0].replies[0].tied_by = None),
            ("a receipt before it", |r| {
                let receipt = Reply {
                    kind: Kind::Autoreply,
                    inbound: 99,
                    ..r.cases[0].replies[0].clone()
                };
                r.cases[0].replies.insert(0, receipt);
            }),
            ("one that was not answered", |r| {
                let mut silent = case(2, Channel::Twitter, "");
                silent.replies.clear();
                r.cases.push(silent);
            }),
        ];
        for (what, change) in same {
            assert_eq!(hash(change), first, "{what}");
        }
        let nothing = hash(|r| r.cases.iter_mut().for_each(|c| c.replies.clear()));
        assert_eq!(nothing, None);
    }
}
