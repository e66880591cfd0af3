//! One message of a company, mutilated at random, and which evidence is left in it.

use super::market::{Chance, Company, Enquiry, Market, PERSONAS};
use jiff::{SignedDuration, Timestamp};
use std::fmt::Write;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Address {
    Kept,
    Stripped,
    Batv,
    Srs,
    Verp,
    Mangled,
    Upper,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Kept,
    Ticket,
    TicketAndOurs,
    Empty,
    Translated,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ids {
    Own,
    Provider,
    Helpdesk,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quote {
    WithToken,
    Question,
    Dropped,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    Contact,
    Colleague,
    Tenant,
    SharedDesk,
    Unrelated,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forward {
    No,
    Attached,
    Inline,
}

/// A case of the company's helpdesk, opened for an enquiry.
pub struct Case {
    pub ticket: usize,
    pub code: String,
    pub thread: String,
    /// Which of these an earlier message has told us.
    pub ticket_told: bool,
    pub thread_told: bool,
    pub code_told: bool,
}

impl Case {
    /// A message came that could be tied: it tells what it holds.
    pub fn hear(&mut self, cuts: Cuts) {
        self.ticket_told |= matches!(cuts.subject, Subject::Ticket | Subject::TicketAndOurs);
        self.thread_told |= cuts.ids == Ids::Helpdesk;
        // The thread's id begins with the code.
        self.code_told |= cuts.footer || cuts.ids == Ids::Helpdesk;
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Cuts {
    pub address: Address,
    pub subject: Subject,
    pub ids: Ids,
    pub quote: Quote,
    pub from: From,
    pub forward: Forward,
    pub footer: bool,
}

impl Cuts {
    pub fn draw(chance: &mut Chance) -> Self {
        Self {
            address: chance.draw(&[
                (10, Address::Kept),
                (55, Address::Stripped),
                (8, Address::Batv),
                (6, Address::Srs),
                (5, Address::Verp),
                (12, Address::Mangled),
                (4, Address::Upper),
            ]),
            subject: chance.draw(&[
                (20, Subject::Kept),
                (30, Subject::Ticket),
                (10, Subject::TicketAndOurs),
                (20, Subject::Empty),
                (20, Subject::Translated),
            ]),
            ids: chance.draw(&[
                (12, Ids::Own),
                (8, Ids::Provider),
                (40, Ids::Helpdesk),
                (40, Ids::None),
            ]),
            quote: chance.draw(&[
                (12, Quote::WithToken),
                (28, Quote::Question),
                (60, Quote::Dropped),
            ]),
            from: chance.draw(&[
                (35, From::Contact),
                (25, From::Colleague),
                (15, From::Tenant),
                (12, From::SharedDesk),
                (13, From::Unrelated),
            ]),
            forward: chance.draw(&[
                (86, Forward::No),
                (7, Forward::Attached),
                (7, Forward::Inline),
            ]),
            footer: chance.percent(25),
        }
    }
}

/// One slip of a system or a person that copies an address.
pub fn mangled(e: &Enquiry, chance: &mut Chance) -> String {
    let (_, local, domain) = PERSONAS[e.persona];
    let mut t: Vec<char> = e.token.chars().collect();
    let at = chance.below(9);
    let signs = |t: &[char]| t.iter().collect::<String>();
    match chance.below(14) {
        0 => return format!("{local}-{}@{domain}", e.token),
        1 => return format!("{local}={}@{domain}", e.token),
        2 => return format!("{local}.{}@{domain}", e.token),
        3 => return format!("{local} {}@{domain}", e.token),
        4 => return format!("{local}%2B{}@{domain}", e.token),
        5 => return format!("{local}{}@{domain}", e.token),
        6 => return format!("\"{local}+{}\"@{domain}", e.token),
        7 => return format!("{local}+{}.{}@{domain}", &e.token[..4], &e.token[4..]),
        8 => {
            return format!(
                "{local}+{}\n {}@{domain}",
                &e.token[..=at],
                &e.token[at + 1..]
            );
        }
        9 => {
            // As a person reads letters off a screen.
            for letter in &mut t {
                *letter = match *letter {
                    'o' => '0',
                    'l' => '1',
                    'b' => '8',
                    other => other,
                };
            }
        }
        10 => drop(t.pop()),
        11 => drop(t.remove(at)),
        12 => t.swap(at, at + 1),
        _ => t[at] = *chance.pick(&['x', 'q', '4', '9']),
    }
    format!("{local}+{}@{domain}", signs(&t))
}

pub fn address(e: &Enquiry, form: Address, chance: &mut Chance) -> String {
    let tagged = e.address();
    let tag = chance.word("0123456789abcdef", 10);
    match form {
        Address::Kept => tagged,
        Address::Stripped | Address::Verp => e.bare(),
        Address::Batv => format!("prvs={tag}={tagged}"),
        Address::Srs => {
            let (local, domain) = tagged.rsplit_once('@').unwrap();
            format!("SRS0={}=TT={domain}={local}@forward.test", &tag[..4])
        }
        Address::Mangled => mangled(e, chance),
        Address::Upper => tagged.to_uppercase(),
    }
}

pub fn sender(company: &Company, from: From, chance: &mut Chance) -> String {
    let Company { name, domain, .. } = company;
    let tenant = name.to_lowercase();
    let word = chance.word("abcdefghijklmnoprstuvw", 6);
    match from {
        From::Contact => format!("{name} <help@{domain}>"),
        From::Colleague if chance.percent(50) => format!("{word} <{word}@mail.{domain}>"),
        From::Colleague => format!("{word} <{word}@{domain}>"),
        From::Tenant => format!("{name} Support <support@{tenant}.zendesk.com>"),
        From::SharedDesk => format!("{name} Service <reply@desk{}-hosting.test>", company.desk),
        From::Unrelated => format!("{word} <{word}@gmail.com>"),
    }
}

pub fn ticket(case: &Case, chance: &mut Chance) -> String {
    let n = case.ticket;
    match chance.below(6) {
        0 => format!("[#{n}]"),
        1 => format!("[Ticket {n}]"),
        2 => format!("[##{n}##]"),
        3 => format!("Ticket#{n}:"),
        4 => format!("Case {n}:"),
        _ => format!("#{n}"),
    }
}

/// The message as bytes.
pub fn letter(
    market: &Market,
    e: &Enquiry,
    case: &Case,
    cuts: Cuts,
    words: &str,
    chance: &mut Chance,
) -> Vec<u8> {
    let company = &market.companies[e.company];
    let to = address(e, cuts.address, chance);
    let from = sender(company, cuts.from, chance);
    let mut raw = String::new();
    if cuts.address == Address::Verp {
        let tagged = e.address().replace('@', "=");
        writeln!(raw, "Return-Path: <bounces+17-{tagged}@list.test>").unwrap();
    }
    if chance.percent(50) && cuts.address != Address::Srs {
        writeln!(raw, "Delivered-To: {to}").unwrap();
    }
    let ours = &e.subject;
    let subject = match cuts.subject {
        Subject::Kept => format!("Re: {ours}"),
        Subject::Ticket => format!("{} Your enquiry", ticket(case, chance)),
        Subject::TicketAndOurs => format!("{} {ours}", ticket(case, chance)),
        Subject::Empty => String::new(),
        Subject::Translated => format!(
            "{}: {ours}",
            chance.pick(&["AW", "Antw", "RÉP", "WG: AW", "SV"])
        ),
    };
    let id = chance.word("0123456789abcdef", 16);
    let host = if cuts.from == From::Tenant {
        "zendesk.com"
    } else {
        &company.domain
    };
    writeln!(
        raw,
        "From: {from}\nTo: \"{}\" <{to}>\nSubject: {subject}",
        PERSONAS[e.persona].0
    )
    .unwrap();
    writeln!(raw, "Message-ID: <{id}@{host}>\nMIME-Version: 1.0").unwrap();
    // The same in every mail of a company, and so nobody's case.
    if cuts.from != From::Unrelated && chance.percent(50) {
        writeln!(raw, "Reply-To: service-2026@{}", company.domain).unwrap();
        writeln!(raw, "X-Ticket-Queue-Id: 4711").unwrap();
    }
    match cuts.ids {
        Ids::Own if chance.percent(50) => writeln!(raw, "In-Reply-To: <{}>", e.own_id).unwrap(),
        Ids::Own => writeln!(raw, "References: <{}@{}>", e.token, PERSONAS[e.persona].2).unwrap(),
        Ids::Provider => {
            writeln!(raw, "In-Reply-To: <{}@eu-west-1.mail.test>", e.provider_id).unwrap();
        }
        Ids::Helpdesk => writeln!(raw, "References: <{}>", case.thread).unwrap(),
        Ids::None => {}
    }
    // What stands in every mail of a company looks like a ticket and is none.
    let mut body = format!(
        "Hello,\n\n{words}\n\nKind regards,\n{} Ltd\nReg. case 0{}4711, open 0900-1800, tel. +44 20 7946 0018\n",
        company.name, e.company
    );
    if cuts.footer {
        writeln!(body, "\n[{}-{}]", &case.code[..6], &case.code[6..]).unwrap();
    }
    let quoted = format!("> {}\n", e.text.replace('\n', "\n> "));
    match cuts.quote {
        Quote::WithToken => write!(
            body,
            "\nOn 5 Nov 2026, {} <{}> wrote:\n{quoted}",
            PERSONAS[e.persona].0,
            e.address()
        )
        .unwrap(),
        Quote::Question => write!(body, "\n-----Original Message-----\n\n{quoted}").unwrap(),
        Quote::Dropped => {}
    }
    let tagged = e.address();
    match cuts.forward {
        Forward::No => write!(raw, "Content-Type: text/plain; charset=utf-8\n\n{body}").unwrap(),
        Forward::Inline => write!(
            raw,
            "Content-Type: text/plain; charset=utf-8\n\n{body}\n---------- Forwarded message ----------\n\
             From: {} <{tagged}>\nSubject: {ours}\n\n{}\n",
            PERSONAS[e.persona].0, e.text
        )
        .unwrap(),
        Forward::Attached => write!(
            raw,
            "Content-Type: multipart/mixed; boundary=cut\n\n--cut\nContent-Type: text/plain; charset=utf-8\n\n\
             {body}\n--cut\nContent-Type: message/rfc822\n\nFrom: {tagged}\nMessage-ID: <{}>\n\
             Subject: {ours}\n\n{}\n--cut--\n",
            e.own_id, e.text
        )
        .unwrap(),
    }
    raw.into_bytes()
}

/// Which evidence is left that points to this enquiry and to no other one.
pub fn evidence(
    market: &Market,
    e: &Enquiry,
    case: &Case,
    cuts: Cuts,
    at: Timestamp,
) -> Option<&'static str> {
    if !matches!(cuts.address, Address::Stripped) {
        return Some("address");
    }
    if matches!(cuts.ids, Ids::Own | Ids::Provider) || cuts.forward == Forward::Attached {
        return Some("ids");
    }
    let of_company = cuts.from != From::Unrelated;
    if cuts.ids == Ids::Helpdesk && (case.thread_told || case.code_told)
        || cuts.footer && case.code_told
    {
        return Some("chain");
    }
    if case.ticket_told
        && of_company
        && matches!(cuts.subject, Subject::Ticket | Subject::TicketAndOurs)
    {
        return Some("ticket");
    }
    if cuts.quote == Quote::WithToken || cuts.forward == Forward::Inline {
        return Some("quoted token");
    }
    if !of_company {
        return None;
    }
    let recent = |other: &Enquiry| {
        other.sent_at <= at
            && at.duration_since(other.sent_at) <= SignedDuration::from_hours(45 * 24)
    };
    let subject = matches!(
        cuts.subject,
        Subject::Kept | Subject::Translated | Subject::TicketAndOurs
    );
    let quoted = cuts.quote == Quote::Question;
    let alike = market.of[&e.company]
        .iter()
        .map(|n| &market.enquiries[*n])
        .filter(|o| o.persona == e.persona && recent(o))
        .filter(|o| !subject || o.subject == e.subject)
        .filter(|o| !quoted || o.text == e.text)
        .count();
    let own_domain = matches!(cuts.from, From::Contact | From::Colleague);
    match (alike, subject || quoted) {
        (1, true) => Some("content"),
        (1, false) if own_domain => Some("only one"),
        _ => None,
    }
}
