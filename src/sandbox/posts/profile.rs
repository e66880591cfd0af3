//! What an account shows of itself, and the truth about that: for checking an audit.

use super::accounts::{Accounts, Sign};
use super::bios::{BioWords, bios, hours, span};
use super::figures::figures;
use super::hours::{DeskDays, Stretch, Times};
use super::phrases::PostWords;
use crate::model::{Channel, Company, Study, plain_handle};
use crate::sandbox::behaviour::Behaviour;
use crate::sandbox::chance::Chance;
use crate::sandbox::phrases::{CLERKS, phrases};
use jiff::{SignedDuration, Timestamp, ToSpan};

/// An account as it stood when the wave opened.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountProfile {
    /// Without `@`.
    pub handle: String,
    /// As it is shown.
    pub name: String,
    /// The bio: at most 160 characters.
    pub bio: String,
    /// The address beside the bio.
    pub link: Option<String>,
    /// The place that it names; may be empty.
    pub location: String,
    /// What the network vouches for: `business` or `blue` on Twitter.
    pub verified: Option<String>,
    /// Whether it has no picture of its own.
    pub default_avatar: bool,
    /// Since when it has been there.
    pub created_at: Timestamp,
    /// How many follow it.
    pub followers: u64,
    /// How many posts it has written in all.
    pub posts: u64,
    /// The post that it pinned.
    pub pinned: Option<String>,
    /// Its newest posts, oldest first; all before the wave.
    pub recent: Vec<PastPost>,
    /// What an audit should find.
    pub truth: ProfileTruth,
}

/// A post of the time before the wave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastPost {
    /// When.
    pub at: Timestamp,
    /// What it says.
    pub text: String,
    /// What it answers: another customer's handle, when that was posted, and what it says.
    pub answers: Option<(String, Timestamp, String)>,
}

/// What an audit of an account should find.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a finding of its own"
)]
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileTruth {
    /// It is there for service; else it is the company's own.
    pub service_account: bool,
    /// It has posted in the four weeks before the wave.
    pub active: bool,
    /// Whether it has no picture of its own.
    pub default_avatar: bool,
    /// The hours in the bio: days (`mon-fri`, `mon-sat`, `mon-sun`, `sat`), from and to as minutes of the day.
    pub hours: Vec<(&'static str, u16, u16)>,
    /// The bio says that somebody is always there.
    pub always_open: bool,
    /// The promised response time.
    pub promise: Option<Promise>,
    /// The bio speaks of answering, but promises no time.
    pub vague: bool,
    /// The bio holds an email address.
    pub email: bool,
    /// The bio holds a phone number.
    pub phone: bool,
    /// The bio holds a web address.
    pub url: bool,
    /// The bio names who writes.
    pub agents_named: bool,
    /// The bio names the service account.
    pub names_second: bool,
    /// Posts a week over [`AccountProfile::recent`]; 0 without any.
    pub posts_per_week: f64,
    /// Replies to others as a share of the recent posts; `None` without any.
    pub dialogue_share: Option<f64>,
    /// Replies that end with initials or a first name, as a share of the replies; `None` without any.
    pub signed_share: Option<f64>,
    /// Median minutes to a reply; `None` without any.
    pub median_reply_minutes: Option<f64>,
}

/// A promised response time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promise {
    /// `duration`, `same_day` or `next_working_day`.
    pub kind: &'static str,
    /// The minutes of a duration.
    pub minutes: Option<u32>,
    /// Where it stands.
    pub place: PromisePlace,
}

/// Where a promise stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PromisePlace {
    /// In the bio.
    Bio,
    /// In the pinned post.
    Pinned,
}

/// Longest bio of Twitter.
const LONGEST_BIO: usize = 160;
/// Most recent posts that are made up.
const RECENT: usize = 60;

/// The profile of a company's account, `second` for its service account; `None` where it has none. Pure.
#[must_use]
pub fn profile(
    study: &Study,
    behaviour: &Behaviour,
    channel: Channel,
    company: u32,
    second: bool,
) -> Option<AccountProfile> {
    let accounts = behaviour.accounts(channel, company)?;
    let handle = if second {
        accounts.second.as_ref()?.handle.clone()
    } else {
        accounts.main.clone()
    };
    let about = &study.panel[company as usize];
    let words = [
        "profile",
        channel.as_str(),
        &about.id,
        &plain_handle(&handle),
    ];
    let mut chance = Chance::of(behaviour.seed(), &words);
    let service = second || (accounts.second.is_none() && chance.happens(0.3));
    let active = second || chance.happens(0.9);
    let mut maker = Maker {
        study,
        channel,
        accounts,
        company: about,
        words: bios(about.language),
        chance,
        bio: String::new(),
        truth: ProfileTruth {
            service_account: service,
            active,
            default_avatar: false,
            hours: Vec::new(),
            always_open: false,
            promise: None,
            vague: false,
            email: false,
            phone: false,
            url: false,
            agents_named: false,
            names_second: false,
            posts_per_week: 0.0,
            dialogue_share: None,
            signed_share: None,
            median_reply_minutes: None,
        },
    };
    maker.write_bio();
    let pinned = maker.pinned();
    let recent = maker.recent();
    let Maker {
        mut chance,
        bio,
        mut truth,
        ..
    } = maker;
    truth.default_avatar = chance.happens(if active { 0.05 } else { 0.5 });
    let years = chance.between(1, 16);
    let verified = match channel {
        Channel::Twitter => {
            chance.weighted(&[(None, 11), (Some("business"), 4), (Some("blue"), 5)])
        }
        _ => chance.weighted(&[(None, 4), (Some("verified"), 1)]),
    };
    let team = chance.pick(phrases(about.language).teams);
    let name = match (second, service) {
        (true, _) => format!("{} {team}", about.name),
        (false, true) if chance.happens(0.5) => format!("{} Help", about.name),
        _ => about.name.clone(),
    };
    let rate = truth.posts_per_week;
    let earlier = (rate * 40.0 * years as f64).round();
    Some(AccountProfile {
        handle,
        name,
        bio,
        link: about.site.clone().filter(|_| chance.happens(0.8)),
        location: chance
            .pick(&[
                "",
                "",
                "London",
                "Leeds, UK",
                "United Kingdom",
                "Manchester",
            ])
            .to_owned(),
        verified: verified.map(str::to_owned),
        default_avatar: truth.default_avatar,
        created_at: study.wave.opens
            - SignedDuration::from_hours(years * 8766 + chance.between(0, 8000)),
        followers: u64::try_from(chance.between(20, 900) * chance.between(1, 300)).unwrap_or(0),
        posts: recent.len() as u64 + u64::try_from(seconds(earlier)).unwrap_or(0),
        pinned,
        recent,
        truth,
    })
}

struct Maker<'a> {
    study: &'a Study,
    channel: Channel,
    accounts: &'a Accounts,
    company: &'a Company,
    words: &'static BioWords,
    chance: Chance,
    bio: String,
    truth: ProfileTruth,
}

impl Maker<'_> {
    fn fill(&self, phrase: &str) -> String {
        let second = self
            .accounts
            .second
            .as_ref()
            .map_or("", |s| s.handle.as_str());
        let site = self.company.site.as_deref().unwrap_or_default();
        let host = site
            .split("://")
            .nth(1)
            .unwrap_or_default()
            .trim_end_matches('/');
        let domain = host.strip_prefix("www.").unwrap_or(host);
        phrase
            .replace("{company}", &self.company.name)
            .replace("{help}", &format!("@{second}"))
            .replace("{mail}", &format!("help@{domain}"))
            .replace("{site}", host)
    }

    /// Adds a piece to the bio if there is room for it; says whether it was added.
    fn add(&mut self, phrases: &[&str], fill: &[(&str, &str)]) -> bool {
        let phrase = self.chance.pick(phrases);
        let mut text = self.fill(phrase);
        for (place, with) in fill {
            text = text.replace(place, with);
        }
        let between = match self.bio.chars().next_back() {
            None => "",
            Some('.' | '!' | '?') => " ",
            Some(_) => self.chance.pick(&[" | ", " · ", ". "]),
        };
        let bio = format!("{}{between}{text}", self.bio);
        let fits = bio.chars().count() <= LONGEST_BIO;
        if fits {
            self.bio = bio;
        }
        fits
    }

    fn write_bio(&mut self) {
        let (words, service) = (self.words, self.truth.service_account);
        let known = self.accounts.second.as_ref().is_some_and(|s| s.known);
        // Some say nothing at all.
        if !service && self.chance.happens(0.05) {
            return;
        }
        self.add(
            if service {
                words.service
            } else {
                words.corporate
            },
            &[],
        );
        if known && !service && self.chance.happens(0.6) {
            self.truth.names_second = self.add(words.see_help, &[]);
        }
        let likely = match (service, self.accounts.second.is_some()) {
            (true, _) => 0.65,
            (false, false) => 0.3,
            (false, true) => 0.05,
        };
        if self.chance.happens(likely) {
            self.say_hours();
        }
        let promises = if service { 0.3 } else { 0.1 };
        if self.chance.happens(promises) {
            let (phrases, promise) = self.promise(PromisePlace::Bio);
            if self.add(&[&phrases], &[]) {
                self.truth.promise = Some(promise);
            }
        } else if self.chance.happens(0.15) {
            self.truth.vague = self.add(words.vague, &[]);
        }
        let has_site = self.company.site.is_some();
        if has_site && self.chance.happens(0.15) {
            self.truth.email = self.add(words.mail, &[]);
        }
        if self.chance.happens(0.12) {
            // Of the ranges that no company gets: they are for films.
            let phone = self.chance.pick(&["0808 157 0", "03069 990", "0113 496 0"]);
            let phone = format!("{phone}{}", self.chance.between(100, 999));
            self.truth.phone = self.add(words.phone, &[("{phone}", &phone)]);
        }
        if has_site && self.chance.happens(0.2) {
            self.truth.url = self.add(words.site, &[]);
        }
        if self.chance.happens(if service { 0.2 } else { 0.03 }) {
            let mut clerks = CLERKS;
            self.chance.shuffle(&mut clerks);
            let initials = self.accounts.sign == Sign::Initials;
            let names: Vec<String> = clerks[..3].iter().map(|c| short(c, initials)).collect();
            let names = format!("{}, {} & {}", names[0], names[1], names[2]);
            self.truth.agents_named = self.add(words.agents, &[("{names}", &names)]);
        }
    }

    fn say_hours(&mut self) {
        let (words, desk, language) = (self.words, self.accounts.desk, self.company.language);
        if desk.is_always_open() {
            self.truth.always_open = self.add(words.always, &[]);
            return;
        }
        let style = self.chance.below(3);
        let span = hours(language, desk.from, desk.to, style);
        // On Saturdays some close sooner.
        if desk.days == DeskDays::MonSat && self.chance.happens(0.5) {
            let days = self.chance.pick(words.days(DeskDays::MonFri));
            let (from, to) = (540, 1020);
            let saturday = self.chance.pick(words.saturday());
            let both = format!("{span}, {saturday} {}", hours(language, from, to, style));
            if self.add(words.hours, &[("{days}", days), ("{hours}", &both)]) {
                self.truth.hours = vec![("mon-fri", desk.from, desk.to), ("sat", from, to)];
            }
            return;
        }
        let days = self.chance.pick(words.days(desk.days));
        if self.add(words.hours, &[("{days}", days), ("{hours}", &span)]) {
            self.truth.hours = vec![(desk.days.as_str(), desk.from, desk.to)];
        }
    }

    fn promise(&mut self, place: PromisePlace) -> (String, Promise) {
        let words = self.words;
        let minutes = self
            .chance
            .pick(&[15, 30, 60, 60, 120, 120, 180, 240, 1440]);
        let kind =
            self.chance
                .weighted(&[("duration", 7), ("same_day", 1), ("next_working_day", 1)]);
        let text = match kind {
            "duration" => {
                let span = span(self.company.language, minutes);
                self.chance.pick(words.within).replace("{span}", &span)
            }
            "same_day" => self.chance.pick(words.same_day).to_owned(),
            _ => self.chance.pick(words.next_day).to_owned(),
        };
        let promise = Promise {
            kind,
            minutes: (kind == "duration").then_some(minutes),
            place,
        };
        (text, promise)
    }

    fn pinned(&mut self) -> Option<String> {
        if !self.chance.happens(0.35) {
            return None;
        }
        if self.truth.promise.is_none() && self.chance.happens(0.25) {
            let opening = self.chance.pick(self.words.service);
            let opening = self.fill(opening);
            let (text, promise) = self.promise(PromisePlace::Pinned);
            self.truth.promise = Some(promise);
            return Some(format!("{opening} {text}"));
        }
        Some(self.chance.pick(self.words.broadcasts).to_owned())
    }

    /// The newest posts before the wave, and what they show.
    fn recent(&mut self) -> Vec<PastPost> {
        let (opens, active) = (self.study.wave.opens, self.truth.active);
        // From two to eighty a week, as many companies in each doubling.
        let rate = 2.0 * 40.0_f64.powf(self.chance.unit());
        let count = if active {
            RECENT
        } else {
            self.chance.below(12)
        };
        let dialogue = match (self.truth.service_account, self.chance.happens(0.15)) {
            (true, _) => 0.7 + 0.25 * self.chance.unit(),
            (false, true) => 0.02,
            (false, false) => 0.1 + 0.6 * self.chance.unit(),
        };
        let mut at = opens - SignedDuration::from_secs(self.chance.between(600, 40_000));
        if !active {
            at -= SignedDuration::from_hours(self.chance.between(24 * 60, 24 * 900));
        }
        let mean = figures(&self.company.sector).1;
        let always = Stretch {
            from: 0.02,
            to: 96.0,
            density: 1.0,
        };
        let times = Times::new(vec![always], mean, 0);
        let mut recent = Vec::new();
        let (mut signed, mut minutes) = (0_usize, Vec::new());
        for _ in 0..count {
            let hours = 168.0 / rate * (0.4 + 1.2 * self.chance.unit());
            let post = if self.chance.happens(dialogue) {
                let after = seconds(times.at(self.chance.unit()) * 3600.0);
                minutes.push(after as f64 / 60.0);
                let (reply, by) = self.reply();
                signed += usize::from(by);
                let asked = self.other(at - SignedDuration::from_secs(after));
                let text = match self.channel {
                    Channel::Twitter => format!("@{} {reply}", asked.0),
                    _ => reply,
                };
                PastPost {
                    at,
                    text,
                    answers: Some(asked),
                }
            } else {
                let text = self.chance.pick(self.words.broadcasts).to_owned();
                PastPost {
                    at,
                    text,
                    answers: None,
                }
            };
            recent.push(post);
            at -= SignedDuration::from_secs(seconds(hours * 3600.0).max(60));
        }
        recent.reverse();
        let share = |n: usize, of: usize| (of > 0).then(|| n as f64 / of as f64);
        let replies = minutes.len();
        self.truth.dialogue_share = share(replies, recent.len());
        self.truth.signed_share = share(signed, replies);
        self.truth.median_reply_minutes = median(minutes);
        self.truth.posts_per_week = recent.first().map_or(0.0, |first| {
            let weeks = opens.duration_since(first.at).as_secs_f64() / (7.0 * 86400.0);
            recent.len() as f64 / weeks
        });
        self.truth.active = recent
            .last()
            .is_some_and(|l| l.at >= opens - (28 * 24).hours());
        recent
    }

    /// What another customer asked, and when.
    fn other(&mut self, at: Timestamp) -> (String, Timestamp, String) {
        let (adjectives, nouns) = super::phrases::BYSTANDERS;
        let handle = format!(
            "{}{}{}",
            self.chance.pick(&adjectives),
            self.chance.pick(&nouns),
            self.chance.below(100)
        );
        let text = format!(
            "@{} {}",
            self.accounts.main,
            self.chance.pick(self.words.asked)
        );
        (handle, at, text)
    }

    /// A reply to another customer, and whether it is signed.
    fn reply(&mut self) -> (String, bool) {
        let posts = PostWords::of(self.company.language);
        let substance = phrases(self.company.language).generic;
        let lists = [posts.holdings, posts.details, substance, substance];
        let list = self.chance.pick(&lists);
        let plain = |text: &str| {
            let text = text
                .replace("{first}", "")
                .replace(" ,", ",")
                .replace(" !", "!");
            text.replace("  ", " ").trim().to_owned()
        };
        let mut text = plain(self.chance.pick(list));
        let signs = self.accounts.sign != Sign::Nothing && self.chance.happens(0.92);
        if signs {
            let clerk = self.chance.pick(&CLERKS);
            text = match self.accounts.sign {
                Sign::Initials => format!("{text} {}", short(clerk, true)),
                _ => format!("{text} -{}", short(clerk, false)),
            };
        }
        (text, signs)
    }
}

/// `^KV` or `Kirsty`.
fn short(clerk: &str, initials: bool) -> String {
    if initials {
        let letters: String = clerk
            .split_whitespace()
            .filter_map(|w| w.chars().next())
            .collect();
        format!("^{letters}")
    } else {
        clerk
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned()
    }
}

fn median(mut of: Vec<f64>) -> Option<f64> {
    of.sort_by(f64::total_cmp);
    let middle = of.len() / 2;
    match of.len() {
        0 => None,
        n if n % 2 == 1 => Some(of[middle]),
        _ => Some(f64::midpoint(of[middle - 1], of[middle])),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "`as` clamps, and a count of seconds fits many times over"
)]
fn seconds(seconds: f64) -> i64 {
    seconds.round() as i64
}
