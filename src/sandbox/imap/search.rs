//! SEARCH.

use super::super::mailbox::{Flags, Message};
use super::Session;
use super::command::End;
use super::fetch::split_header;
use super::view::count;
use imap_codec::imap_types::datetime::NaiveDate;
use imap_codec::imap_types::search::SearchKey;
use imap_codec::imap_types::sequence::SequenceSet;
use jiff::{civil::Date, tz::TimeZone};
use std::collections::HashMap;

impl Session {
    pub(super) fn search(&mut self, criteria: &SearchKey<'_>, uid: bool) -> End {
        let Some(view) = &self.view else {
            return End::bad("select a mailbox first");
        };
        let mut sets = HashMap::new();
        collect_sets(criteria, &mut |set, by_uid| {
            let mut chosen = vec![false; view.uids.len()];
            for index in view.select(set, by_uid) {
                chosen[index] = true;
            }
            sets.insert((std::ptr::from_ref(set), by_uid), chosen);
        });
        let mut found = Vec::new();
        {
            let folders = self.market.mailboxes.lock();
            let Some(folder) = folders
                .iter()
                .find(|f| f.name == view.name && f.uid_validity == view.uid_validity)
            else {
                return End::no("[NONEXISTENT] the mailbox is gone");
            };
            for (index, number) in view.uids.iter().enumerate() {
                let Some(at) = folder.index_of(*number) else {
                    continue;
                };
                let named = |set: &SequenceSet, by_uid: bool| {
                    sets.get(&(std::ptr::from_ref(set), by_uid))
                        .is_some_and(|chosen| chosen[index])
                };
                if fits(criteria, &folder.messages[at], &named) {
                    found.push(if uid { *number } else { count(index + 1) });
                }
            }
        }
        let mut line = "SEARCH".to_owned();
        for number in found {
            line.push(' ');
            line.push_str(&number.to_string());
        }
        self.untagged(&line);
        End::ok("searched")
    }
}

/// Each set of numbers in the criteria, so that it is resolved once and not for every message.
fn collect_sets<'k>(key: &'k SearchKey<'_>, seen: &mut dyn FnMut(&'k SequenceSet, bool)) {
    match key {
        SearchKey::SequenceSet(set) => seen(set, false),
        SearchKey::Uid(set) => seen(set, true),
        SearchKey::Not(inner) => collect_sets(inner, seen),
        SearchKey::Or(one, other) => {
            collect_sets(one, seen);
            collect_sets(other, seen);
        }
        SearchKey::And(all) => all.as_ref().iter().for_each(|k| collect_sets(k, seen)),
        _ => {}
    }
}

/// Whether a message fits. How deep criteria may nest, imap-codec bounds.
fn fits(
    key: &SearchKey<'_>,
    message: &Message,
    named: &dyn Fn(&SequenceSet, bool) -> bool,
) -> bool {
    let has = |flag: Flags| message.flags.has(flag);
    // Only where it is asked for: most searches are by number, over the whole mailbox.
    let header = || split_header(&message.raw).0;
    match key {
        SearchKey::And(all) => all.as_ref().iter().all(|k| fits(k, message, named)),
        SearchKey::Or(one, other) => fits(one, message, named) || fits(other, message, named),
        SearchKey::Not(inner) => !fits(inner, message, named),
        SearchKey::SequenceSet(set) => named(set, false),
        SearchKey::Uid(set) => named(set, true),
        SearchKey::Answered => has(Flags::ANSWERED),
        SearchKey::Deleted => has(Flags::DELETED),
        SearchKey::Draft => has(Flags::DRAFT),
        SearchKey::Flagged => has(Flags::FLAGGED),
        SearchKey::Seen => has(Flags::SEEN),
        SearchKey::Unanswered => !has(Flags::ANSWERED),
        SearchKey::Undeleted => !has(Flags::DELETED),
        SearchKey::Undraft => !has(Flags::DRAFT),
        SearchKey::Unflagged => !has(Flags::FLAGGED),
        SearchKey::Unseen => !has(Flags::SEEN),
        // Nothing is ever recent here, so everything is old; and no keyword is kept.
        SearchKey::All | SearchKey::Old | SearchKey::Unkeyword(_) => true,
        SearchKey::New | SearchKey::Recent | SearchKey::Keyword(_) => false,
        SearchKey::Before(day) => arrived(message) < date(day),
        SearchKey::On(day) => arrived(message) == date(day),
        SearchKey::Since(day) => arrived(message) >= date(day),
        SearchKey::SentBefore(day) => sent(message).is_some_and(|d| d < date(day)),
        SearchKey::SentOn(day) => sent(message).is_some_and(|d| d == date(day)),
        SearchKey::SentSince(day) => sent(message).is_some_and(|d| d >= date(day)),
        SearchKey::Larger(size) => message.raw.len() > *size as usize,
        SearchKey::Smaller(size) => message.raw.len() < *size as usize,
        SearchKey::Bcc(text) => in_header(header(), b"bcc", text.as_ref()),
        SearchKey::Cc(text) => in_header(header(), b"cc", text.as_ref()),
        SearchKey::From(text) => in_header(header(), b"from", text.as_ref()),
        SearchKey::To(text) => in_header(header(), b"to", text.as_ref()),
        SearchKey::Subject(text) => in_header(header(), b"subject", text.as_ref()),
        SearchKey::Header(name, text) => in_header(header(), name.as_ref(), text.as_ref()),
        SearchKey::Body(text) => holds(split_header(&message.raw).1, text.as_ref()),
        SearchKey::Text(text) => holds(&message.raw, text.as_ref()),
    }
}

fn arrived(message: &Message) -> Date {
    message.internal_date.to_zoned(TimeZone::UTC).date()
}

fn sent(message: &Message) -> Option<Date> {
    let parsed = mail_parser::MessageParser::default().parse_headers(&message.raw[..])?;
    let date = parsed.date()?;
    Date::new(
        i16::try_from(date.year).ok()?,
        i8::try_from(date.month).ok()?,
        i8::try_from(date.day).ok()?,
    )
    .ok()
}

fn date(day: &NaiveDate) -> Date {
    day.as_ref().to_string().parse().unwrap_or(Date::MAX)
}

fn lower(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).to_lowercase()
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    lower(bytes).contains(&lower(text))
}

/// Whether a header of that name holds a text; any will do when the text is empty.
fn in_header(header: &[u8], name: &[u8], text: &[u8]) -> bool {
    super::fetch::fields(header)
        .filter(|field| {
            field
                .iter()
                .position(|b| *b == b':')
                .is_some_and(|colon| field[..colon].trim_ascii().eq_ignore_ascii_case(name))
        })
        .any(|field| holds(field, text))
}
