//! What was submitted, as the company that gets it reads it.

use crate::model::{Channel, Study};
use mail_parser::MessageParser;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What a company sees of a message. Everything is bounded: it comes from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Read {
    pub reply_name: String,
    pub reply_to: String,
    pub return_path: String,
    pub subject: String,
    pub message_id: String,
    /// Decoded; LF line ends.
    pub body: String,
}

const MOST_BODY: usize = 64 * 1024;
const MOST_HEADER: usize = 200;

impl Read {
    /// What came by a contact form, with the name and address that were given there.
    pub(super) fn by_form(name: &str, address: &str, subject: &str, message: &str) -> Self {
        Self {
            reply_name: one_line(name),
            reply_to: one_line(address),
            return_path: one_line(address),
            subject: one_line(subject),
            message_id: String::new(),
            body: text(message),
        }
    }
}

/// Reads a message. An answer goes where its `Reply-To`, else its `From` says, else to the sender
/// of the envelope, as any mail program would have it; a bounce goes to the envelope's sender.
pub(super) fn read(return_path: &str, raw: &[u8]) -> Read {
    let Some(parsed) = MessageParser::default().parse(raw) else {
        // Nothing in it, not even a header. (The parser's empty message may not be asked anything.)
        return Read {
            reply_name: String::new(),
            reply_to: one_line(return_path),
            return_path: one_line(return_path),
            subject: String::new(),
            message_id: String::new(),
            body: String::new(),
        };
    };
    let author = parsed
        .reply_to()
        .and_then(|a| a.first())
        .filter(|a| a.address().is_some_and(is_address))
        .or_else(|| parsed.from().and_then(|a| a.first()));
    let reply_to = author
        .and_then(|a| a.address())
        .filter(|a| is_address(a))
        .unwrap_or(return_path);
    let name = author
        .and_then(|a| a.name())
        .or_else(|| parsed.from().and_then(|a| a.first()).and_then(|a| a.name()));
    Read {
        reply_name: one_line(name.unwrap_or_default()),
        reply_to: one_line(reply_to),
        return_path: one_line(return_path),
        subject: one_line(parsed.subject().unwrap_or_default()),
        message_id: one_line(parsed.message_id().unwrap_or_default()).replace(['<', '>', ' '], ""),
        body: text(&parsed.body_text(0).unwrap_or_default()),
    }
}

pub(super) fn is_address(text: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | ',');
    text.contains('@') && text.chars().all(plain)
}

/// One printable line, so long and no longer.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(MOST_HEADER)
        .collect::<String>()
        .trim()
        .to_owned()
}

fn text(body: &str) -> String {
    let mut end = body.len().min(MOST_BODY);
    while !body.is_char_boundary(end) {
        end -= 1;
    }
    body[..end]
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect()
}

/// White space folded: line breaks and indentation do not count.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Questions by index, each with one folded wording.
type Rendered = Vec<(u32, String)>;

/// The questions of each company as they may stand in a message or post: made when the company is first
/// written to on a channel.
pub(super) struct Wordings {
    study: Arc<Study>,
    known: Mutex<HashMap<(Channel, u32), Arc<Rendered>>>,
}

impl Wordings {
    pub(super) fn new(study: Arc<Study>) -> Self {
        Self {
            study,
            known: Mutex::new(HashMap::new()),
        }
    }

    /// The company, of those that share a contact point on a channel, and the question found in a text; the
    /// longest when several are. What is worded for another channel is not looked for.
    pub(super) fn find(
        &self,
        channel: Channel,
        companies: &[u32],
        body: &str,
    ) -> Option<(u32, u32)> {
        let body = folded(body);
        let mut best: Option<(usize, u32, u32)> = None;
        for company in companies {
            for (question, wording) in self.of(channel, *company).iter() {
                let longer = best.is_none_or(|(length, ..)| wording.len() > length);
                if longer && body.contains(wording.as_str()) {
                    best = Some((wording.len(), *company, *question));
                }
            }
        }
        best.map(|(_, company, question)| (company, question))
    }

    fn of(&self, channel: Channel, company: u32) -> Arc<Rendered> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .entry((channel, company))
            .or_insert_with(|| Arc::new(self.render(channel, company)))
            .clone()
    }

    fn render(&self, channel: Channel, company: u32) -> Rendered {
        let study = &self.study;
        let company = &study.panel[company as usize];
        let mut list = Vec::new();
        for (index, question) in (0..).zip(&study.questions) {
            if !question.is_for(&company.sector) {
                continue;
            }
            for wording in &question.wordings {
                if wording.channel.is_some_and(|c| c != channel) {
                    continue;
                }
                let personas = if wording.text.contains("{persona}") {
                    study.personas.as_slice()
                } else {
                    study.personas.get(..1).unwrap_or_default()
                };
                for persona in personas {
                    let text = folded(&wording.render(company, persona).question);
                    if !text.is_empty() {
                        list.push((index, text));
                    }
                }
            }
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_answer_goes_where_the_headers_say() {
        let raw = b"From: Anna Reed <anna+x@shop.example>\r\nReply-To: anna+y@shop.example\r\n\
                    Subject: =?utf-8?q?Caf=C3=A9?=\r\nMessage-ID: <a@b>\r\n\r\nHi";
        let read = read("bounce@shop.example", raw);
        assert_eq!(read.reply_to, "anna+y@shop.example");
        assert_eq!(read.reply_name, "Anna Reed");
        assert_eq!(read.return_path, "bounce@shop.example");
        assert_eq!(
            (read.subject.as_str(), read.message_id.as_str()),
            ("Café", "a@b")
        );
        let bare = super::read("me@shop.example", b"no headers at all");
        assert_eq!(bare.reply_to, "me@shop.example");
        assert_eq!(
            super::read("me@shop.example", b"").reply_to,
            "me@shop.example"
        );
    }

    proptest! {
        #[test]
        fn nothing_from_outside_gets_a_line_break_into_a_header(raw in proptest::collection::vec(any::<u8>(), 0..400)) {
            let mut mail = b"From: =?utf-8?q?a=0D=0AX-Evil:_1?= <a@b.example>\r\nSubject: ".to_vec();
            mail.extend(&raw);
            let read = read("s@x.example", &mail);
            for line in [read.reply_name, read.reply_to, read.subject, read.message_id] {
                prop_assert!(!line.contains(['\r', '\n', '\0']));
                prop_assert!(line.chars().count() <= MOST_HEADER);
            }
        }
    }
}
