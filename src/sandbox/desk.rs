//! The software from which a company's service desk writes, and the marks it leaves in headers.

use super::chance::Chance;
use super::conduct::ReceiptKind;
use std::fmt::Write as _;

/// The software of a service desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Desk {
    Zendesk,
    Freshdesk,
    Salesforce,
    Zammad,
    Outlook,
    Gmail,
}

/// What a message is, as far as its headers go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Note {
    Receipt(ReceiptKind),
    ByHand,
}

/// A service desk with what stays the same from one message to the next.
pub(super) struct ServiceDesk {
    pub desk: Desk,
    /// Minutes east of Greenwich of the zone in its Date headers.
    pub minutes_east: i32,
    /// How wrong its clock is, seconds.
    pub skew: i64,
    /// The name of its outgoing mail server.
    pub host: String,
    /// Documentation addresses only (RFC 5737).
    pub ip: String,
}

impl ServiceDesk {
    /// The service desk of a company.
    pub(super) fn of(seed: u64, company: &str, domain: &str) -> Self {
        let mut chance = Chance::of(seed, &["desk", company]);
        let desk = chance.weighted(&[
            (Desk::Zendesk, 25),
            (Desk::Freshdesk, 12),
            (Desk::Salesforce, 15),
            (Desk::Zammad, 8),
            (Desk::Outlook, 28),
            (Desk::Gmail, 12),
        ]);
        let skew = match chance.below(20) {
            0..=14 => 0,
            15..=17 => chance.between(-240, 240),
            // A clock that shows local time and calls it Greenwich's.
            18 => 3600,
            _ => -5 * 3600,
        };
        Self {
            desk,
            minutes_east: chance.weighted(&[(0, 8), (60, 1), (-300, 1), (330, 1)]),
            skew,
            host: format!("out{}.{domain}", chance.between(1, 4)),
            ip: format!(
                "{}.{}",
                chance.pick(&["192.0.2", "198.51.100", "203.0.113"]),
                chance.between(1, 254)
            ),
        }
    }

    /// A Message-ID, without angle brackets, as this software makes them.
    pub(super) fn message_id(&self, chance: &mut Chance, domain: &str) -> String {
        const UPPER: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        match self.desk {
            Desk::Zendesk => {
                let code = chance.word(UPPER, 10);
                format!("{code}_{}_sprut@zendesk.com", chance.hex(26))
            }
            Desk::Freshdesk => format!("{}@freshdesk.com", uuid(chance)),
            Desk::Salesforce => {
                let code = chance.word(UPPER, 12);
                format!("{code}{}@sfdc.net", chance.hex(12))
            }
            Desk::Zammad => {
                let number = chance.between(10_000, 99_999);
                format!("{number}.{}.{}@{domain}", chance.hex(8), chance.hex(6))
            }
            Desk::Outlook => format!(
                "{}@{}.prod.outlook.com",
                chance.word(UPPER, 40),
                chance.hex(12)
            ),
            Desk::Gmail => {
                const MIXED: &[u8] =
                    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
                format!("CA{}@mail.gmail.com", chance.word(MIXED, 48))
            }
        }
    }

    /// The headers that this software adds. A helpdesk marks what its clerks write as automatic too;
    /// a bare receipt carries no mark at all.
    pub(super) fn headers(&self, note: Note, chance: &mut Chance) -> Vec<(&'static str, String)> {
        let mut list: Vec<(&'static str, &str)> = Vec::new();
        let away = note == Note::Receipt(ReceiptKind::OutOfOffice);
        let automatic = note == Note::Receipt(ReceiptKind::Automatic);
        if note == Note::Receipt(ReceiptKind::Bare) {
            return Vec::new();
        }
        match self.desk {
            _ if away => match self.desk {
                Desk::Gmail | Desk::Zammad => list.extend([
                    ("Auto-Submitted", "auto-replied"),
                    ("X-Autoreply", "yes"),
                    ("Precedence", "bulk"),
                ]),
                _ => list.extend([
                    ("Auto-Submitted", "auto-replied"),
                    ("X-Auto-Response-Suppress", "All"),
                    ("X-MS-Has-Attach", ""),
                ]),
            },
            Desk::Zendesk => list.extend([
                ("Auto-Submitted", "auto-generated"),
                ("X-Auto-Response-Suppress", "All"),
                ("X-Mailer", "Zendesk Mailer"),
            ]),
            Desk::Freshdesk if automatic => list.extend([
                ("Auto-Submitted", "auto-replied"),
                ("X-Auto-Response-Suppress", "DR, RN, OOF, AutoReply"),
                ("Precedence", "bulk"),
                ("X-FD-Type", "Auto"),
            ]),
            Desk::Freshdesk => list.push(("X-FD-Type", "Reply")),
            Desk::Salesforce if automatic => list.extend([
                ("Auto-Submitted", "auto-generated"),
                ("X-SFDC-EmailCategory", "autoResponse"),
                ("X-Mailer", "salesforce.com"),
            ]),
            Desk::Salesforce => list.extend([
                ("X-SFDC-EmailCategory", "apiSingleMail"),
                ("X-Mailer", "salesforce.com"),
            ]),
            Desk::Zammad if automatic => list.extend([
                ("Auto-Submitted", "auto-replied"),
                ("X-Auto-Response-Suppress", "All"),
                ("Precedence", "bulk"),
                ("X-Mailer", "Zammad Mail Service"),
            ]),
            Desk::Zammad => list.push(("X-Mailer", "Zammad Mail Service")),
            Desk::Outlook if automatic => list.extend([
                ("Auto-Submitted", "auto-generated"),
                ("X-Auto-Response-Suppress", "All"),
                ("X-MS-Exchange-Inbox-Rules-Loop", "service"),
            ]),
            Desk::Outlook => list.extend([
                ("X-MS-Has-Attach", ""),
                ("X-MS-TNEF-Correlator", ""),
                ("Accept-Language", "en-GB, en-US"),
            ]),
            Desk::Gmail if automatic => {
                list.extend([("Auto-Submitted", "auto-replied"), ("X-Autoreply", "yes")]);
            }
            Desk::Gmail => {}
        }
        let mut headers: Vec<(&'static str, String)> = list
            .into_iter()
            .map(|(name, value)| (name, value.to_owned()))
            .collect();
        let id = chance.between(100_000, 9_999_999).to_string();
        match self.desk {
            Desk::Zendesk if !away => {
                headers.push(("X-Zendesk-From-Account-Id", chance.hex(7)));
                headers.push(("X-Zendesk-Email-Id", chance.hex(26)));
            }
            Desk::Freshdesk if !away => headers.push(("X-FD-Ticket-Id", id)),
            Desk::Salesforce if !away => {
                headers.push(("X-SFDC-LK", format!("00D{}", chance.hex(12))));
            }
            Desk::Outlook if !away => {
                headers.push(("Thread-Index", format!("AQH{}==", chance.hex(27))));
            }
            _ => {}
        }
        headers
    }
}

fn uuid(chance: &mut Chance) -> String {
    let mut id = chance.hex(8);
    for digits in [4, 4, 4, 12] {
        // Writing to a string cannot fail.
        let _ = write!(id, "-{}", chance.hex(digits));
    }
    id
}
