//! One account, looked at.

use super::replies::{hours, is_signed, median, to_others};
use crate::coding::bio::{self, Bio, PromiseKind};
use crate::model::{AccountFound, AccountKind, Audited, Lookup, Network, Post, Profile};
use jiff::{SignedDuration, Timestamp};

/// An account that wrote nothing for so long is not active, only claimed.
const ACTIVE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Posts a week are counted over the last so many days, or over what was read when that is less.
const COUNTED_DAYS: f64 = 28.0;

/// An account that is to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared<'a> {
    /// The company's id.
    pub company: &'a str,
    /// The network.
    pub network: Network,
    /// Without the `@`.
    pub handle: &'a str,
}

/// What was read of an account.
#[derive(Debug, Clone, Copy)]
pub struct Read<'a> {
    /// What the network said of it.
    pub lookup: &'a Lookup,
    /// Its newest posts, oldest first.
    pub posts: &'a [Post],
    /// Whether these are all that it ever posted.
    pub all: bool,
    /// Passages of the company's site in which a promise may stand.
    pub passages: &'a [String],
}

/// Looks at an account. Pure.
#[must_use]
pub fn audit(account: &Declared<'_>, read: Read<'_>, now: Timestamp) -> Audited {
    let posts = read.posts;
    let mut audited = Audited {
        company: account.company.to_owned(),
        network: account.network,
        handle: account.handle.to_owned(),
        found: AccountFound::Found,
        kind: None,
        verified: None,
        protected: None,
        default_avatar: None,
        last_post_at: None,
        active: None,
        posts_per_week: None,
        hours: String::new(),
        promise_minutes: None,
        promise_kind: String::new(),
        vague: None,
        email: String::new(),
        phone: String::new(),
        url: String::new(),
        agents_named: None,
        evidence: Vec::new(),
        posts_read: posts.len() as u64,
        replies: 0,
        reply_share: None,
        signed_share: None,
        median_reply_hours: None,
        replies_timed: 0,
        audited_at: now,
    };
    let profile = match read.lookup {
        Lookup::Found(profile) => profile,
        Lookup::Missing => {
            audited.found = AccountFound::Missing;
            return audited;
        }
        Lookup::Suspended => {
            audited.found = AccountFound::Suspended;
            return audited;
        }
    };
    let shown = shown(profile, read.passages);
    audited.kind = Some(kind(profile, &shown));
    show(&mut audited, shown);
    audited.verified = Some(
        profile
            .verified
            .clone()
            .unwrap_or_else(|| "none".to_owned()),
    );
    audited.protected = Some(profile.protected);
    audited.default_avatar = profile.default_avatar;
    if !profile.protected {
        activity(&mut audited, profile, read, now);
    }
    audited
}

/// The bio; what it lacks is taken from the pinned post, and a promise from the site too. The hours of a
/// site may be those of its shops.
fn shown(profile: &Profile, passages: &[String]) -> Bio {
    let mut shown = bio::read(&profile.description);
    if let Some(pinned) = profile.pinned.as_deref().map(bio::read) {
        if shown.hours.is_empty() && !shown.always_open {
            shown.hours.clone_from(&pinned.hours);
            shown.always_open = pinned.always_open;
        }
        if !take_promise(&mut shown, &pinned) && !pinned.hours.is_empty() {
            shown.evidence.extend(pinned.evidence);
        }
    }
    for passage in passages {
        if take_promise(&mut shown, &bio::read(passage)) {
            break;
        }
    }
    shown
}

/// Takes over a promise where there is none yet.
fn take_promise(shown: &mut Bio, other: &Bio) -> bool {
    let takes = shown.promise_kind == PromiseKind::None && other.promise_kind != PromiseKind::None;
    if takes {
        shown.promise_minutes = other.promise_minutes;
        shown.promise_kind = other.promise_kind;
        shown.evidence.extend(other.evidence.iter().cloned());
    }
    takes
}

/// Writes down what a bio shows.
fn show(audited: &mut Audited, shown: Bio) {
    let hours = shown.hours.iter();
    let hours: Vec<String> = hours
        .map(|h| format!("{} {}-{}", h.days, h.from, h.to))
        .collect();
    audited.hours = if shown.always_open {
        "always".to_owned()
    } else {
        hours.join("; ")
    };
    audited.promise_minutes = shown.promise_minutes;
    shown
        .promise_kind
        .as_str()
        .clone_into(&mut audited.promise_kind);
    audited.vague = Some(shown.vague);
    audited.email = shown.contact.email.unwrap_or_default();
    audited.phone = shown.contact.phone.unwrap_or_default();
    audited.url = shown.contact.url.unwrap_or_default();
    audited.agents_named = Some(shown.agents_named);
    audited.evidence = shown.evidence;
}

/// What handle or name of a service account hold.
const SERVICE: &[&str] = &[
    "help",
    "care",
    "support",
    "service",
    "assist",
    "klant",
    "hilfe",
    "kunden",
    "answers",
    "luistert",
    "ecoute",
    "hulp",
    "relationclient",
    "hilft",
];

/// What accounts hold that speak to somebody else than customers.
const NO_SERVICE: &[&str] = &["career", "jobs", "press", "presse", "news"];

/// Words of companies' names that hold one of the above and mean something else.
const OTHER_WORDS: &[&str] = &[
    "express",
    "services",
    "parcel service",
    "healthcare",
    "skincare",
    "haircare",
    "childcare",
    "daycare",
    "eyecare",
    "petcare",
    "homecare",
    "medicare",
];

fn kind(profile: &Profile, shown: &Bio) -> AccountKind {
    let named = format!("{} {}", profile.handle, profile.name).to_lowercase();
    let other = |named: String, word: &&str| named.replace(*word, " ");
    let named = OTHER_WORDS.iter().fold(named, other);
    let holds = |words: &[&str]| words.iter().any(|word| named.contains(word));
    if shown.service_account || (holds(SERVICE) && !holds(NO_SERVICE)) {
        AccountKind::Service
    } else {
        AccountKind::Corporate
    }
}

fn activity(audited: &mut Audited, profile: &Profile, read: Read<'_>, now: Timestamp) {
    let posts = read.posts;
    audited.last_post_at = posts.iter().map(|p| p.created_at).max();
    audited.active = Some(
        audited
            .last_post_at
            .is_some_and(|last| now.duration_since(last) <= ACTIVE),
    );
    audited.posts_per_week = Some(per_week(posts, read.all, now));
    let replies = to_others(profile, posts);
    audited.replies = replies.len() as u64;
    if posts.is_empty() {
        return;
    }
    audited.reply_share = Some(replies.len() as f64 / posts.len() as f64);
    if replies.is_empty() {
        return;
    }
    let signed = replies.iter().filter(|p| is_signed(&p.text)).count();
    audited.signed_share = Some(signed as f64 / replies.len() as f64);
    let hours = hours(profile.network, &replies);
    audited.median_reply_hours = median(&hours);
    audited.replies_timed = hours.len() as u64;
}

/// Posts of the last 28 days in weeks; of a busy account, whose posts that were read do not reach back so
/// far, over the time since the oldest of them.
fn per_week(posts: &[Post], all: bool, now: Timestamp) -> f64 {
    let days = |at: Timestamp| now.duration_since(at).as_secs_f64() / 86_400.0;
    let recent = posts
        .iter()
        .filter(|p| days(p.created_at) <= COUNTED_DAYS)
        .count();
    let reach = posts.iter().map(|p| days(p.created_at)).fold(0.0, f64::max);
    let busy = !all && recent == posts.len() && recent > 1;
    let span = if busy {
        reach.max(1.0 / 24.0)
    } else {
        COUNTED_DAYS
    };
    recent as f64 / span * 7.0
}
