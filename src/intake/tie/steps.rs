//! Evidence in a fixed order, the strongest first. The first step that finds anything decides; two
//! enquiries found by the same step are left to a person.

use super::address::{MENDED, delivered, mangled, tokens, unknown_token, written};
use super::content::{self, Content};
use super::ids::{original, own_ids, provider_ids};
use super::marks::Marks;
use crate::intake::mime::{Mail, Part, addresses, decoded};
use crate::intake::register::{Register, hosted_label, party};
use crate::intake::token;
use crate::model::{Kind, TiedBy};
use jiff::Timestamp;

/// What a message is tied to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::intake) struct Tied {
    pub enquiry: Option<u32>,
    pub candidates: Vec<u32>,
    pub by: Option<TiedBy>,
    pub evidence: Vec<String>,
}

/// What tying needs to know of a message.
pub(in crate::intake) struct Question<'m> {
    pub mail: &'m Mail<'m>,
    pub from: &'m str,
    pub subject: &'m str,
    pub whole: &'m str,
    pub marks: &'m Marks,
    pub kind: Kind,
    pub at: Option<Timestamp>,
}

/// No more candidates than this are named.
pub(super) const CANDIDATES: usize = 20;

/// Hits of one step: entries of the register, each with the words it rests on.
pub(super) type Hits = Vec<(u32, String)>;

/// Whose the message is, as far as its sender tells.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sender {
    /// The company of the panel in whose domain, or under whose name at a helpdesk, it was written.
    pub company: Option<u64>,
    /// Whether that is its own domain.
    pub own_domain: bool,
    /// The company whose name alone stands in the sender's name or address.
    pub named: Option<u64>,
}

impl Sender {
    fn read(question: &Question<'_>, register: &Register) -> Self {
        let headers = &question.mail.headers;
        let hosted = || hosted_label(question.from).and_then(|label| register.labelled(label));
        let instead = || {
            ["reply-to", "sender"]
                .iter()
                .flat_map(|name| headers.all(name).take(2))
                .flat_map(addresses)
                .find_map(|address| register.panel_company(&address))
        };
        let own = register.panel_company(question.from);
        let company = own.or_else(hosted).or_else(instead);
        let mut named: Vec<u64> = headers
            .first("from")
            .map(decoded)
            .unwrap_or_default()
            .to_lowercase()
            .split(|c: char| !(c.is_alphanumeric() || c == '-'))
            .filter_map(|word| register.labelled(word))
            .collect();
        named.sort_unstable();
        named.dedup();
        Self {
            company,
            own_domain: own.is_some(),
            named: company.or(match named[..] {
                [one] => Some(one),
                _ => None,
            }),
        }
    }
}

/// What all steps look at.
pub(super) struct Look<'q> {
    pub question: &'q Question<'q>,
    pub register: &'q Register,
    pub sender: Sender,
    pub content: Content,
}

/// One kind of evidence.
type Step = fn(&Look<'_>) -> Hits;

const STEPS: [(TiedBy, Step); 10] = [
    (TiedBy::AddressToken, |l| delivered(l.question, l.register)),
    (TiedBy::AddressToken, |l| written(l.question, l.register)),
    (TiedBy::OwnId, |l| own_ids(l.question, l.register)),
    (TiedBy::ProviderId, |l| provider_ids(l.question, l.register)),
    (TiedBy::OwnId, |l| original(l.question, l.register)),
    (TiedBy::HelpdeskChain, |l| {
        l.learned(&l.question.marks.chain, "helpdesk")
    }),
    (TiedBy::SubjectToken, |l| l.token_in_subject()),
    (TiedBy::SubjectToken, |l| {
        l.learned(&l.question.marks.subject, "Subject")
    }),
    (TiedBy::QuotedToken, |l| l.token_in_text()),
    (TiedBy::SenderAndContent, |l| l.content.hits.clone()),
];

/// Ties a message.
pub(in crate::intake) fn tie(question: &Question<'_>, register: &Register) -> Tied {
    let mut look = Look {
        question,
        register,
        sender: Sender::read(question, register),
        content: Content::default(),
    };
    let mut evidence = Vec::new();
    let mut weighed = false;
    for (by, step) in STEPS {
        let weak = matches!(
            by,
            TiedBy::HelpdeskChain | TiedBy::SubjectToken | TiedBy::SenderAndContent
        );
        if weak && !weighed {
            // Dearer than the steps before, which decide nearly always.
            look.content = content::weigh(&look);
            weighed = true;
        }
        let hits = step(&look);
        if hits.is_empty() {
            continue;
        }
        let (mut enquiries, mut foreign) = (Vec::new(), Vec::new());
        for (at, words) in hits {
            let reason = look.against(at, by);
            let enquiry = register.entry(at).enquiry;
            let list = if reason.is_some() {
                &mut foreign
            } else {
                &mut enquiries
            };
            if list.len() < CANDIDATES && !list.contains(&enquiry) {
                list.push(enquiry);
                evidence.push(match reason {
                    Some(reason) => format!("{words} (but {reason})"),
                    None => words,
                });
            }
        }
        if let [enquiry] = enquiries[..]
            && foreign.is_empty()
        {
            // A ticket may have been merged or miscopied: what the message itself says counts too.
            let other = look.content.named_others(register, enquiry);
            if by != TiedBy::HelpdeskChain && by != TiedBy::SubjectToken || other.is_empty() {
                return Tied {
                    enquiry: Some(enquiry),
                    candidates: Vec::new(),
                    by: Some(by),
                    evidence,
                };
            }
            evidence.extend(look.content.strong.iter().map(|(_, words)| words.clone()));
            foreign.extend(other);
        }
        return review(enquiries.into_iter().chain(foreign).collect(), evidence);
    }
    if let Some(reason) = &look.content.reason {
        evidence.push(reason.clone());
    }
    if look.content.candidates.is_empty() {
        evidence.push(nothing(question, register));
    }
    review(look.content.candidates.clone(), evidence)
}

/// Left to a person.
fn review(mut candidates: Vec<u32>, evidence: Vec<String>) -> Tied {
    candidates.sort_unstable();
    candidates.dedup();
    candidates.truncate(CANDIDATES);
    Tied {
        enquiry: None,
        candidates,
        by: None,
        evidence,
    }
}

/// Why a message is tied to nothing.
fn nothing(question: &Question<'_>, register: &Register) -> String {
    let from = question.from;
    match unknown_token(&question.mail.headers, register) {
        Some(token) => format!("{token} is no token of ours; nothing else names an enquiry"),
        None => format!("no token, id or ticket names an enquiry, and {from} no company"),
    }
}

impl Look<'_> {
    /// What speaks against tying the message to an entry, if anything does.
    fn against(&self, at: u32, by: TiedBy) -> Option<String> {
        let (entry, from) = (self.register.entry(at), self.question.from);
        if entry.company == 0 {
            // Whose token it is was learned from its first use.
            let claimed = self.register.claimed_by(entry.enquiry)?;
            let bounce = matches!(
                self.question.kind,
                Kind::BounceHard | Kind::BounceSoft | Kind::BounceDelayed
            );
            let known = bounce
                || claimed == party(from)
                || self.question.marks.chain.iter().any(|mark| {
                    let entries = self.register.by_mark(mark, claimed);
                    entries
                        .iter()
                        .any(|at| self.register.entry(*at).enquiry == entry.enquiry)
                })
                || content::quotes(self.question, self.register, entry);
            return (!known).then(|| format!("another party than {from} wrote about it before"));
        }
        // The token of one company in the hands of another: copied or forged.
        if self.sender.company.is_some_and(|c| c != entry.company) {
            return Some(format!("{from} is another company's"));
        }
        if !matches!(by, TiedBy::HelpdeskChain | TiedBy::SubjectToken) {
            return None;
        }
        // What was learned is weaker than what we sent: it must fit in time and in person.
        let personas = content::personas(self.question, self.register);
        if entry
            .sent_at
            .zip(self.question.at)
            .is_some_and(|(sent, at)| at < sent)
        {
            Some("it came before the enquiry was sent".to_owned())
        } else if entry.persona != 0 && !personas.is_empty() && !personas.contains(&entry.persona) {
            Some("it was written to another persona".to_owned())
        } else {
            None
        }
    }

    /// What was learned from earlier messages. A mark that several enquiries share decides only
    /// where no other does.
    fn learned(&self, marks: &[String], place: &str) -> Hits {
        let company = self.sender.named.unwrap_or(party(self.question.from));
        let (mut one, mut several) = (Hits::new(), Hits::new());
        for mark in marks {
            let found = self.register.by_mark(mark, company);
            let words = format!("{place}: {mark}, as in an earlier message");
            let list = if found.len() == 1 {
                &mut one
            } else {
                &mut several
            };
            list.extend(found.into_iter().map(|at| (at, words.clone())));
        }
        if one.is_empty() { several } else { one }
    }

    fn token_in_subject(&self) -> Hits {
        let mut hits = Hits::new();
        tokens("Subject", self.question.subject, self.register, &mut hits);
        if hits.is_empty() {
            let subject = self.question.subject;
            mangled("Subject", subject, MENDED, self.register, &mut hits);
        }
        hits
    }

    fn token_in_text(&self) -> Hits {
        let mut hits = Hits::new();
        self.tokens_in(self.question.whole, &mut hits);
        let inner = |part: &&Part<'_>| part.level > 0 && part.ctype.starts_with("text/");
        if hits.is_empty() {
            // What was forwarded whole.
            for part in self.question.mail.parts.iter().filter(inner).take(5) {
                self.tokens_in(&part.text(64 * 1024), &mut hits);
            }
        }
        hits
    }

    fn tokens_in(&self, text: &str, hits: &mut Hits) {
        for (token, word) in token::in_text(text) {
            if let Some(at) = self.register.by_token(token) {
                hits.push((at, format!("text: {word}")));
                if hits.len() > CANDIDATES {
                    return;
                }
            }
        }
        if hits.is_empty() {
            mangled("text", text, MENDED, self.register, hits);
        }
    }
}
