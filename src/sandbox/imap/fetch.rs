//! FETCH.

use super::super::mailbox::{Flags, Message};
use super::command::End;
use super::{CHUNK, Session};
use imap_codec::imap_types::fetch::{
    Macro, MacroOrMessageDataItemNames, MessageDataItemName as Item, Section,
};
use imap_codec::imap_types::sequence::SequenceSet;
use jiff::tz::TimeZone;
use std::io;

/// A message to be shown: its number and itself, taken out of the mailbox so that nothing is locked
/// while it is written.
struct Shown {
    number: usize,
    message: Message,
    newly_seen: bool,
}

impl Session {
    /// `None` ends the connection.
    pub(super) async fn fetch(
        &mut self,
        set: &SequenceSet,
        items: MacroOrMessageDataItemNames<'_>,
        uid: bool,
    ) -> io::Result<Option<End>> {
        let mut items = match items {
            MacroOrMessageDataItemNames::Macro(Macro::Fast) => {
                vec![Item::Flags, Item::InternalDate, Item::Rfc822Size]
            }
            MacroOrMessageDataItemNames::Macro(Macro::All) => {
                vec![
                    Item::Flags,
                    Item::InternalDate,
                    Item::Rfc822Size,
                    Item::Envelope,
                ]
            }
            // FULL, which wants a body structure.
            MacroOrMessageDataItemNames::Macro(_) => vec![Item::Body],
            MacroOrMessageDataItemNames::MessageDataItemNames(items) => items,
        };
        if uid && !items.contains(&Item::Uid) {
            items.insert(0, Item::Uid);
        }
        if !items.iter().all(is_offered) {
            return Ok(Some(End::no(
                "BODYSTRUCTURE and single parts are not offered by the sandbox",
            )));
        }
        let Some(shown) = self.shown(set, uid, items.iter().any(marks_seen)) else {
            return Ok(Some(End::bad("select a mailbox first")));
        };
        for Shown {
            number,
            message,
            newly_seen,
        } in shown
        {
            let start = self.out.len();
            self.out
                .extend_from_slice(format!("* {number} FETCH (").as_bytes());
            for (n, item) in items.iter().enumerate() {
                if n > 0 {
                    self.out.push(b' ');
                }
                self.show(item, &message);
            }
            if newly_seen && !items.contains(&Item::Flags) {
                self.out
                    .extend_from_slice(format!(" FLAGS {}", message.flags.list()).as_bytes());
            }
            self.out.extend_from_slice(b")\r\n");
            if items.iter().any(is_text) {
                let nth = self.market.tally.fetches.next();
                if self.market.faults.break_fetch.contains(&nth) {
                    let half = (self.out.len() - start) / 2;
                    self.out.truncate(start + half);
                    return Ok(None);
                }
            }
            if self.out.len() > CHUNK {
                self.flush().await?;
            }
        }
        Ok(Some(End::ok("fetched")))
    }

    fn shown(&mut self, set: &SequenceSet, uid: bool, marks_seen: bool) -> Option<Vec<Shown>> {
        let view = self.view.as_ref()?;
        let mut folders = self.market.mailboxes.lock();
        let folder = folders
            .iter_mut()
            .find(|f| f.name == view.name && f.uid_validity == view.uid_validity);
        let Some(folder) = folder else {
            // Restored under the client's feet: it is told at the command's end.
            return Some(Vec::new());
        };
        let mut shown = Vec::new();
        for index in view.select(set, uid) {
            let Some(at) = folder.index_of(view.uids[index]) else {
                continue;
            };
            let message = &mut folder.messages[at];
            let newly_seen = marks_seen && !view.read_only && !message.flags.has(Flags::SEEN);
            if newly_seen {
                message.flags.0 |= Flags::SEEN.0;
            }
            shown.push(Shown {
                number: index + 1,
                message: message.clone(),
                newly_seen,
            });
        }
        Some(shown)
    }

    fn show(&mut self, item: &Item<'_>, message: &Message) {
        let (header, body) = split_header(&message.raw);
        let out = &mut self.out;
        let mut put = |text: String| out.extend_from_slice(text.as_bytes());
        match item {
            Item::Uid => put(format!("UID {}", message.uid)),
            Item::Flags => put(format!("FLAGS {}", message.flags.list())),
            Item::Rfc822Size => put(format!("RFC822.SIZE {}", message.raw.len())),
            Item::InternalDate => {
                let at = message.internal_date.to_zoned(TimeZone::UTC);
                put(format!(
                    "INTERNALDATE \"{}\"",
                    at.strftime("%d-%b-%Y %H:%M:%S +0000")
                ));
            }
            Item::Envelope => put(format!("ENVELOPE {}", super::envelope::envelope(header))),
            Item::Rfc822 => literal(out, "RFC822", &message.raw),
            Item::Rfc822Header => literal(out, "RFC822.HEADER", header),
            Item::Rfc822Text => literal(out, "RFC822.TEXT", body),
            Item::BodyExt {
                section, partial, ..
            } => {
                let chosen = match section {
                    None => message.raw.to_vec(),
                    Some(Section::Text(_)) => body.to_vec(),
                    Some(Section::HeaderFields(_, names)) => {
                        some_fields(header, names.as_ref(), true)
                    }
                    Some(Section::HeaderFieldsNot(_, names)) => {
                        some_fields(header, names.as_ref(), false)
                    }
                    Some(_) => header.to_vec(),
                };
                let from = partial
                    .map_or(0, |(from, _)| from as usize)
                    .min(chosen.len());
                let length = partial.map_or(chosen.len(), |(_, length)| length.get() as usize);
                let to = from.saturating_add(length).min(chosen.len());
                let mut name = section_name(section.as_ref());
                if let Some((from, _)) = partial {
                    name = format!("{name}<{from}>");
                }
                literal(out, &name, &chosen[from..to]);
            }
            // Refused before.
            Item::Body | Item::BodyStructure => {}
        }
    }
}

/// Whether the sandbox can show it: bodies as a whole, no single parts.
fn is_offered(item: &Item<'_>) -> bool {
    match item {
        Item::Body | Item::BodyStructure => false,
        Item::BodyExt { section, .. } => matches!(
            section,
            None | Some(
                Section::Header(None)
                    | Section::Text(None)
                    | Section::HeaderFields(None, _)
                    | Section::HeaderFieldsNot(None, _)
            )
        ),
        _ => true,
    }
}

const fn marks_seen(item: &Item<'_>) -> bool {
    matches!(
        item,
        Item::BodyExt { peek: false, .. } | Item::Rfc822 | Item::Rfc822Text
    )
}

const fn is_text(item: &Item<'_>) -> bool {
    matches!(
        item,
        Item::BodyExt { .. } | Item::Rfc822 | Item::Rfc822Text | Item::Rfc822Header
    )
}

fn literal(out: &mut Vec<u8>, name: &str, bytes: &[u8]) {
    out.extend_from_slice(format!("{name} {{{}}}\r\n", bytes.len()).as_bytes());
    out.extend_from_slice(bytes);
}

fn section_name(section: Option<&Section<'_>>) -> String {
    let fields = |word: &str, names: &[imap_codec::imap_types::core::AString<'_>]| {
        let names: Vec<String> = names
            .iter()
            .map(|n| {
                // As the client wrote them, made safe: a name is letters, digits and hyphens.
                String::from_utf8_lossy(n.as_ref())
                    .chars()
                    .filter(|c| {
                        c.is_ascii_graphic()
                            && !matches!(c, '(' | ')' | '{' | '"' | '\\' | ']' | '%' | '*')
                    })
                    .collect()
            })
            .collect();
        format!("BODY[{word} ({})]", names.join(" "))
    };
    match section {
        None => "BODY[]".to_owned(),
        Some(Section::Text(_)) => "BODY[TEXT]".to_owned(),
        Some(Section::HeaderFields(_, names)) => fields("HEADER.FIELDS", names.as_ref()),
        Some(Section::HeaderFieldsNot(_, names)) => fields("HEADER.FIELDS.NOT", names.as_ref()),
        Some(_) => "BODY[HEADER]".to_owned(),
    }
}

/// Header with its empty line, and body.
pub(super) fn split_header(raw: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    for line in raw.split_inclusive(|b| *b == b'\n') {
        at += line.len();
        if line == b"\r\n" || line == b"\n" {
            break;
        }
    }
    raw.split_at(at)
}

/// The fields of a header, each with its folded lines.
pub(super) fn fields(header: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = header;
    std::iter::from_fn(move || {
        let mut end = 0;
        for line in rest.split_inclusive(|b| *b == b'\n') {
            let folded = matches!(line.first(), Some(b' ' | b'\t'));
            if (end > 0 && !folded) || line == b"\r\n" || line == b"\n" {
                break;
            }
            end += line.len();
        }
        let (field, after) = rest.split_at(end);
        rest = after;
        (!field.is_empty()).then_some(field)
    })
}

fn some_fields(
    header: &[u8],
    names: &[imap_codec::imap_types::core::AString<'_>],
    wanted: bool,
) -> Vec<u8> {
    let mut chosen = Vec::new();
    for field in fields(header) {
        let name = field.split(|b| *b == b':').next().unwrap_or_default();
        let is_named = names
            .iter()
            .any(|n| n.as_ref().eq_ignore_ascii_case(name.trim_ascii()));
        if is_named == wanted {
            chosen.extend_from_slice(field);
        }
    }
    chosen.extend_from_slice(b"\r\n");
    chosen
}
