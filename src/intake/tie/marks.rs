//! What a helpdesk calls an enquiry: ids of its messages, codes in its texts, numbers of its tickets.

use super::ids::{is_ours, nested, referred};
use super::tickets::tickets;
use crate::intake::mime::{Mail, addresses, ids, lossy};
use crate::intake::register::Register;

/// What a message can be known by later, or is known by already. Each mark says what it is in front
/// of a colon: `id:` and `code:` are unique in the world, `ticket:` in a company.
#[derive(Debug, Default)]
pub(in crate::intake) struct Marks {
    /// Ids, codes, and the tickets that header fields name.
    pub chain: Vec<String>,
    /// Tickets in the subject.
    pub subject: Vec<String>,
    /// Tickets in the text: learned from, but too easily a number of something else to tie by.
    pub text: Vec<String>,
}

/// No more marks of one sort than this are taken from a message, each no longer than [`LONGEST`].
const MOST: usize = 12;
const LONGEST: usize = 200;

impl Marks {
    pub fn read(mail: &Mail<'_>, subject: &str, whole: &str, register: &Register) -> Self {
        let mut marks = Self {
            subject: tickets(subject),
            text: tickets(whole),
            ..Self::default()
        };
        let headers = &mail.headers;
        let this = headers.all("message-id").take(1).flat_map(ids);
        let answered = referred(headers).chain(nested(mail)).map(|(_, id)| id);
        for id in this.chain(answered) {
            // What holds one of our tokens is ours, however it is mangled.
            if is_ours(&id, register) {
                continue;
            }
            if let Some(code) = code_of_id(&id) {
                marks.add(format!("code:{code}"));
            }
            let local = id.split('@').next().unwrap_or_default();
            if local.len() >= 8 && local.bytes().any(|b| b.is_ascii_digit()) {
                marks.add(format!("id:{id}"));
            }
        }
        for address in headers.all("reply-to").take(3).flat_map(addresses) {
            if is_of_one_case(&address) {
                marks.add(format!("id:{address}"));
            }
        }
        for (name, value) in headers.iter().take(200) {
            if let Some(number) = header_ticket(name, value) {
                marks.add(format!("ticket:{number}"));
            }
        }
        for text in [subject, whole] {
            for code in codes(text) {
                marks.add(format!("code:{code}"));
            }
        }
        marks
    }

    fn add(&mut self, mark: String) {
        if self.chain.len() < MOST && mark.len() <= LONGEST && !self.chain.contains(&mark) {
            self.chain.push(mark);
        }
    }

    /// All of them, as a response keeps them.
    pub fn all(self) -> Vec<String> {
        let mut all = self.chain;
        for mark in self.subject.into_iter().chain(self.text) {
            if !all.contains(&mark) {
                all.push(mark);
            }
        }
        all
    }
}

/// Whether an address was made for one case, as `support+id48213@acme.helpdesk.test`: it holds a
/// number or a random word; a year or a branch's number is neither.
fn is_of_one_case(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or_default();
    local
        .split(|c: char| !c.is_ascii_alphanumeric())
        .skip(1)
        .any(|piece| {
            let digits = piece.bytes().filter(u8::is_ascii_digit).count();
            digits >= 5 || piece.len() >= 12 && digits >= 3
        })
}

/// The ticket that a field such as `X-FD-Ticket-Id: 991` names.
fn header_ticket(name: &[u8], value: &[u8]) -> Option<String> {
    const CASES: &[&str] = &["ticket", "case", "conversation", "entity"];
    const ENDS: &[&str] = &["id", "number", "nr", "no", "key", "ticket", "case"];
    // What is the same for many cases.
    const COMMON: &[&str] = &[
        "account", "brand", "form", "group", "queue", "status", "type", "user",
    ];
    if value.len() > 40 || name.len() < 6 || !name[..2].eq_ignore_ascii_case(b"x-") {
        return None;
    }
    let name = lossy(name).to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let names_one = has(CASES) && !has(COMMON) && ENDS.iter().any(|end| name.ends_with(end));
    let value = lossy(value);
    let value = value.trim().trim_start_matches('#').to_lowercase();
    let plain = value
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    (names_one && plain && digits >= 2).then_some(value)
}

/// The code in an id of Zendesk's: `K3QW1Z0RT5` in `<K3QW1Z0RT5_65b8e1@zendesk.com>`.
fn code_of_id(id: &str) -> Option<String> {
    let (local, _) = id.split_once('@')?;
    let (code, _) = local.split_once('_')?;
    coded(&code.replace('-', ""))
}

fn coded(code: &str) -> Option<String> {
    let fits = (8..=14).contains(&code.len())
        && code
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && code.bytes().any(|b| b.is_ascii_uppercase())
        && code.bytes().any(|b| b.is_ascii_digit());
    fits.then(|| code.to_owned())
}

/// Codes in a text: Zendesk's `[K3QW1Z-0RT5]`, Salesforce's `ref:_00D1abc._5001xyz:ref` and
/// `thread::1abC::`.
fn codes(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in text.split('[').skip(1).take(100) {
        if let Some((inside, _)) = piece.split_once(']')
            && let Some((left, right)) = inside.split_once('-')
            && left.len() >= 4
            && right.len() >= 4
        {
            found.extend(coded(&format!("{left}{right}")));
        }
    }
    // Colons are found faster than words, and few of them are behind one of these.
    let begins = |(at, _)| text[..at].ends_with("ref") || text[..at].ends_with("thread");
    if !text.match_indices(':').any(begins) {
        found.truncate(MOST);
        return found;
    }
    for (open, close) in [("ref:", ":ref"), ("thread::", "::")] {
        for piece in text.split(open).skip(1).take(20) {
            let Some((inside, _)) = piece.split_once(close) else {
                continue;
            };
            // Mail programs break long words.
            let inside: String = inside
                .chars()
                .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '!'))
                .take(100)
                .collect();
            let plain = inside
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
            if plain && inside.len() >= 10 {
                found.push(inside);
            }
        }
    }
    found.truncate(MOST);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_common_helpdesks_are_found() {
        for (text, code) in [
            ("Delivered by Zendesk\n[K3QW1Z-0RT5]", Some("K3QW1Z0RT5")),
            ("ref:_00D1abc._5001xyz:ref", Some("00D1abc.5001xyz")),
            ("ref:!00D1abc.!5001\n xyz:ref", Some("00D1abc.5001xyz")),
            ("thread::abcDEF123456::", Some("abcDEF123456")),
            ("[EXTERNAL-MAIL] ref: none :ref", None),
            ("[hello-world]", None),
        ] {
            assert_eq!(codes(text).first().map(String::as_str), code, "{text}");
        }
        assert_eq!(
            code_of_id("K3QW1Z-0RT5_65b8e1@zendesk.com").as_deref(),
            Some("K3QW1Z0RT5")
        );
        assert_eq!(code_of_id("abc_65b8e1@zendesk.com"), None);
    }

    #[test]
    fn an_address_made_for_one_case_is_told_from_a_desk_s() {
        for (address, one) in [
            ("support+id48213@acme.helpdesk.test", true),
            ("acme+k3qw1z0rt5ab7@desk.test", true),
            ("service-2026@acme.test", false),
            ("shop-1234@acme.test", false),
            ("help@acme.test", false),
        ] {
            assert_eq!(is_of_one_case(address), one, "{address}");
        }
    }

    #[test]
    fn fields_that_name_a_ticket_are_told_from_those_that_name_an_account() {
        for (name, value, ticket) in [
            ("X-FD-Ticket-Id", "991", Some("991")),
            ("X-HubSpot-Ticket-Id", "#77", Some("77")),
            ("X-SFDC-EntityId", "5001", Some("5001")),
            ("X-Zendesk-From-Account-Id", "1a2b3c", None),
            ("X-Ticket-System", "OTRS", None),
            ("X-Ticket-Queue-Id", "4711", None),
            (
                "X-OTRS-Ticket-Number",
                "2026110410000012",
                Some("2026110410000012"),
            ),
            ("Subject", "case 123", None),
        ] {
            assert_eq!(
                header_ticket(name.as_bytes(), value.as_bytes()).as_deref(),
                ticket,
                "{name}"
            );
        }
    }
}
