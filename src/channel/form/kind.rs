//! Which kind of form it is: by what stands in it and on it, weighed as `benches/forms_weigh.py` learned it from
//! one half of a labelled corpus. The weights stand in `weights.txt`.

use super::cues::{Cue, Found, read, read_name};
use super::sight::{Sight, is_button, is_seen, is_typed};
use super::{Control, ControlKind, Form, Method, Page};
use crate::model::Meaning;
use std::collections::HashMap;
use std::sync::OnceLock;

/// What a form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FormKind {
    /// To write something: to the company, below an article, to a friend. [`Audience`] says to whom.
    Contact,
    /// To search.
    Search,
    /// To log in.
    Login,
    /// To open an account.
    Registration,
    /// To get a forgotten password back.
    PasswordRecovery,
    /// To be sent news.
    MailingList,
    /// To order, to pay, to put into a basket.
    Order,
    /// Anything else.
    Other,
}

impl FormKind {
    /// Every kind, in the order of the weights.
    pub const ALL: [Self; 8] = [
        Self::Contact,
        Self::Search,
        Self::Login,
        Self::Registration,
        Self::PasswordRecovery,
        Self::MailingList,
        Self::Order,
        Self::Other,
    ];

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Search => "search",
            Self::Login => "login",
            Self::Registration => "registration",
            Self::PasswordRecovery => "password_recovery",
            Self::MailingList => "mailing_list",
            Self::Order => "order",
            Self::Other => "other",
        }
    }
}

/// Who reads what is written into a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// The company.
    Company,
    /// Everybody: a comment, a review, a guest book, a forum.
    Public,
    /// Somebody else: a friend, a seller of a market place, who reads a report of abuse, who hires people.
    Another,
}

impl Audience {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Public => "public",
            Self::Another => "another",
        }
    }
}

/// The words by which forms are told apart, and the names of what is found of them.
const WORDS: &[(Cue, &str)] = &[
    (Cue::Send, "send"),
    (Cue::Next, "next"),
    (Cue::SearchWord, "search"),
    (Cue::LoginWord, "login"),
    (Cue::RegisterWord, "register"),
    (Cue::RecoverWord, "recover"),
    (Cue::SubscribeWord, "subscribe"),
    (Cue::BuyWord, "buy"),
    (Cue::QuoteWord, "quote"),
    (Cue::CommentWord, "comment"),
    (Cue::ContactWord, "contact"),
    (Cue::TellWord, "tell"),
    (Cue::ApplyWord, "apply"),
    (Cue::VoteWord, "vote"),
    (Cue::FilterWord, "filter"),
    (Cue::PostWord, "post"),
];

/// What fields ask for, where it tells forms apart.
const FIELDS: &[(Meaning, &str)] = &[
    (Meaning::FullName, "full_name"),
    (Meaning::FirstName, "first_name"),
    (Meaning::LastName, "last_name"),
    (Meaning::Email, "email"),
    (Meaning::EmailConfirm, "email_confirm"),
    (Meaning::Phone, "phone"),
    (Meaning::Company, "company"),
    (Meaning::Subject, "subject"),
    (Meaning::TopicSelect, "topic_select"),
    (Meaning::OrderNumber, "order_number"),
    (Meaning::Street, "street"),
    (Meaning::Postcode, "postcode"),
    (Meaning::City, "city"),
    (Meaning::Country, "country"),
    (Meaning::Salutation, "salutation"),
    (Meaning::Message, "message"),
    (Meaning::ConsentRequired, "consent"),
    (Meaning::MarketingOptional, "marketing"),
    (Meaning::Captcha, "captcha"),
    (Meaning::File, "file"),
    (Meaning::Query, "query"),
    (Meaning::Password, "password"),
    (Meaning::Honeypot, "honeypot"),
];

/// What is seen of a form, each thing by a name.
pub(super) fn features(
    page: &Page,
    form: &Form,
    sights: &[Sight],
    meanings: &[Meaning],
) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        if !found.iter().any(|f| f == name) {
            found.push(name.to_owned());
        }
    };
    let seen: Vec<(usize, &Control)> = form
        .controls
        .iter()
        .take(sights.len())
        .enumerate()
        .filter(|(i, c)| {
            is_seen(form, c)
                && !is_button(c)
                && !matches!(meanings[*i], Meaning::Honeypot | Meaning::Captcha)
        })
        .collect();
    for (meaning, name) in FIELDS {
        if meanings.contains(meaning) {
            add(&format!("asks {name}"));
        }
    }
    let count = |kind: ControlKind| seen.iter().filter(|(_, c)| c.kind == kind).count();
    if count(ControlKind::TextArea) > 0 {
        add("has an area");
    }
    if count(ControlKind::Password) > 1 {
        add("has two passwords");
    }
    if count(ControlKind::Select) > 2 {
        add("has several lists");
    } else if count(ControlKind::Select) > 0 {
        add("has a list");
    }
    if count(ControlKind::Radio) > 0 {
        add("has choices");
    }
    if count(ControlKind::Checkbox) > 0 {
        add("has boxes");
    }
    let typed = seen
        .iter()
        .filter(|(_, c)| is_typed(c) || c.kind == ControlKind::Password)
        .count();
    add(match typed {
        0 => "types nothing",
        1 => "types one",
        2 => "types two",
        3..=5 => "types some",
        6..=10 => "types many",
        _ => "types very many",
    });
    add(match form.method {
        Method::Get => "gets",
        Method::Post => "posts",
        Method::Dialog => "closes",
    });
    if form.enctype.starts_with("multipart") {
        add("sends files");
    }
    let called = |cue: Cue| sights.iter().any(|s| s.is_called(cue) || s.says(cue));
    if called(Cue::Username) {
        add("asks username");
    }
    if called(Cue::Birth) {
        add("asks birth");
    }
    if called(Cue::Budget) {
        add("asks quantity");
    }
    if called(Cue::When) {
        add("asks date");
    }
    if called(Cue::Website) {
        add("asks website");
    }
    let message = form
        .controls
        .iter()
        .zip(meanings)
        .find(|(c, m)| **m == Meaning::Message && c.kind == ControlKind::TextArea);
    if message.is_some()
        && meanings.contains(&Meaning::Email)
        && !meanings.contains(&Meaning::Password)
    {
        add("asks email and area");
    }
    if message.is_some() && !meanings.contains(&Meaning::Password) {
        add("area without password");
        let lives = [Meaning::Street, Meaning::Postcode, Meaning::City];
        if !lives.iter().any(|m| meanings.contains(m)) {
            add("area without address");
        }
        let worded = form
            .controls
            .iter()
            .zip(sights)
            .any(|(c, s)| c.kind == ControlKind::TextArea && s.weight(Cue::Message) > 1.0);
        if worded {
            add("area for a message");
        }
    }

    let places: [(&str, Vec<Found>); 5] = [
        ("button", buttons(form)),
        (
            "called",
            vec![
                read_name(&form.id),
                read_name(&form.name),
                read_name(&form.class),
            ],
        ),
        ("action", vec![read_name(&action(form))]),
        ("words", vec![read(&form.text)]),
        (
            "above",
            vec![
                read(&form.heading),
                read(&page.title),
                read_name(page.address.path()),
            ],
        ),
    ];
    for (place, texts) in &places {
        for (cue, name) in WORDS {
            if texts.iter().any(|t| t.has(*cue)) {
                add(&format!("{place}: {name}"));
            }
        }
    }
    let asks = |m: Meaning| meanings.contains(&m);
    let named = asks(Meaning::FullName) || asks(Meaning::FirstName) || asks(Meaning::LastName);
    if named && asks(Meaning::Email) && !asks(Meaning::Password) && message.is_some() {
        add("asks name, email and area");
    }
    if (asks(Meaning::Subject) || asks(Meaning::TopicSelect)) && message.is_some() {
        add("asks subject and area");
    }
    for (cue, name) in WORDS {
        if sights.iter().any(|s| s.is_called(*cue)) {
            add(&format!("field: {name}"));
        }
        if sights.iter().any(|s| s.says(*cue)) {
            add(&format!("label: {name}"));
        }
    }
    found
}

/// What stands on the buttons that send it.
fn buttons(form: &Form) -> Vec<Found> {
    form.controls
        .iter()
        .filter(|c| is_button(c))
        .take(20)
        .flat_map(|c| {
            [
                read(&c.caption),
                read(&c.value),
                read(&c.label),
                read(&c.title),
                read_name(&c.name),
                read_name(&c.id),
            ]
        })
        .collect()
}

/// The way that it is sent, without the host.
fn action(form: &Form) -> String {
    let action = form.action.as_deref().unwrap_or_default();
    match action.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path).to_owned(),
        None => action.to_owned(),
    }
}

/// The weights: of each thing that may be seen one for each kind; what is seen in every form first.
fn weights() -> &'static HashMap<&'static str, [f64; 8]> {
    static WEIGHTS: OnceLock<HashMap<&'static str, [f64; 8]>> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        include_str!("weights.txt")
            .lines()
            .filter(|l| !l.starts_with('#'))
            .filter_map(|line| {
                let (name, rest) = line.split_once('\t')?;
                let mut row = [0.0; 8];
                for (at, number) in row.iter_mut().zip(rest.split('\t')) {
                    *at = number.parse().ok()?;
                }
                Some((name, row))
            })
            .collect()
    })
}

/// How likely each kind is: shares of 1.
pub(super) fn scores(features: &[String]) -> [f64; 8] {
    let weights = weights();
    let mut sums = weights.get("always").copied().unwrap_or_default();
    for row in features.iter().filter_map(|f| weights.get(f.as_str())) {
        for (sum, weight) in sums.iter_mut().zip(row) {
            *sum += weight;
        }
    }
    let most = sums.iter().copied().fold(f64::MIN, f64::max);
    let shares = sums.map(|s| (s - most).exp());
    let all: f64 = shares.iter().sum();
    shares.map(|s| s / all)
}

/// Who would read it.
pub(super) fn audience(
    page: &Page,
    form: &Form,
    sights: &[Sight],
    meanings: &[Meaning],
) -> Audience {
    let names = [&form.id, &form.name, &form.class];
    let own: Vec<Found> = names.iter().map(|n| read_name(n)).collect();
    let action = read_name(&action(form));
    let called = |cue: Cue| own.iter().any(|f| f.has(cue)) || action.has(cue);
    let buttons = buttons(form);
    let pressed = |cue: Cue| buttons.iter().any(|f| f.has(cue));
    let text = read(&form.text);
    let heading = read(&form.heading);
    let to_friend = form.controls.iter().take(sights.len()).any(|c| {
        let name = read_name(&c.name);
        name.has(Cue::TellWord) || read(&c.label).has(Cue::TellWord)
    });
    if to_friend
        || called(Cue::TellWord)
        || called(Cue::ApplyWord)
        || heading.has(Cue::TellWord)
        || heading.has(Cue::ApplyWord) && meanings.contains(&Meaning::File)
    {
        return Audience::Another;
    }
    let is_contact = called(Cue::ContactWord) || heading.has(Cue::ContactWord);
    let says_public =
        text.has(Cue::CommentWord) || pressed(Cue::CommentWord) || heading.has(Cue::CommentWord);
    let asks_comment_only = sights.iter().any(|s| s.is_called(Cue::CommentWord));
    let at_contact = read_name(page.address.path()).has(Cue::ContactWord)
        || read(&page.title).has(Cue::ContactWord);
    if called(Cue::CommentWord)
        && !called(Cue::ContactWord)
        && (says_public || asks_comment_only || !at_contact)
    {
        return Audience::Public;
    }
    if says_public && pressed(Cue::CommentWord) && !is_contact && !at_contact {
        return Audience::Public;
    }
    Audience::Company
}
