//! Makes the posts of a company's conduct: who says what, when, and in which form.

use super::accounts::{Accounts, Sign};
use super::answer::tells_something;
use super::conduct::{InsteadKind, Notice, PostConduct};
use super::moments::PostClock;
use super::phrases::{BYSTANDERS, PostWords};
use super::split::{MOST, halves, pieces, weight};
use super::utterance::{How, Posed, PostStep, Speaker, Utterance};
use crate::model::{Channel, Company, Study};
use crate::sandbox::behaviour::Behaviour;
use crate::sandbox::chance::Chance;
use crate::sandbox::conduct::Content;
use crate::sandbox::letter::{Said, said};
use crate::sandbox::phrases::CLERKS;
use crate::sandbox::policies::{self, Desk, Room};
use jiff::Timestamp;

/// Everything that a company, and whoever chimes in, will say about one post, in the order of time. Pure:
/// the same study, behaviour and post give the same. Empty where the company is silent or has no account.
/// `speedup` divides every delay: 1 under simulated time; then the hours of the desk hold.
#[must_use]
pub fn compose(
    study: &Study,
    behaviour: &Behaviour,
    posed: &Posed<'_>,
    speedup: f64,
) -> Vec<Utterance> {
    let Some(accounts) = behaviour.accounts(posed.channel, posed.company) else {
        return Vec::new();
    };
    let conduct = behaviour.post_conduct(posed.channel, posed.company, posed.question);
    let company = &study.panel[posed.company as usize];
    let mut clerk = chance(study, behaviour.seed(), posed, "clerk");
    let writer = Writer {
        study,
        behaviour,
        posed,
        accounts,
        company,
        conduct,
        clock: PostClock::new(study, posed, accounts, speedup),
        words: PostWords::of(company.language),
        clerk: clerk.pick(&CLERKS),
        reference: clerk.between(100_000, 9_999_999).to_string(),
    };
    let mut said = writer.answer();
    let answered = said
        .iter()
        .find(|u| matches!(u.step, PostStep::Answer { .. } | PostStep::Part));
    let answered = answered.map(|u| u.at);
    said.extend(writer.notice(answered));
    said.extend(writer.instead());
    said.extend(writer.bystander());
    // Stable: posts of one second keep their order.
    said.sort_by_key(|u| u.at);
    said
}

fn chance(study: &Study, seed: u64, posed: &Posed<'_>, what: &str) -> Chance {
    Chance::of(
        seed,
        &[
            "say",
            posed.channel.as_str(),
            what,
            &study.wave.id,
            &study.panel[posed.company as usize].id,
            &study.questions[posed.question as usize].id,
            &posed.nth.to_string(),
        ],
    )
}

/// Writes what one company says about one post.
pub(super) struct Writer<'a> {
    study: &'a Study,
    behaviour: &'a Behaviour,
    posed: &'a Posed<'a>,
    accounts: &'a Accounts,
    company: &'a Company,
    pub(super) conduct: &'a PostConduct,
    pub(super) clock: PostClock<'a>,
    pub(super) words: &'static PostWords,
    clerk: &'static str,
    reference: String,
}

impl Writer<'_> {
    pub(super) fn chance(&self, what: &str) -> Chance {
        chance(self.study, self.behaviour.seed(), self.posed, what)
    }

    fn speaker(&self) -> Speaker {
        if self.conduct.second && self.accounts.second.is_some() {
            Speaker::Second
        } else {
            Speaker::Main
        }
    }

    pub(super) fn utterance(
        &self,
        at: Timestamp,
        how: How,
        step: PostStep,
        text: String,
    ) -> Utterance {
        Utterance {
            at,
            speaker: self.speaker(),
            text,
            how,
            media: Vec::new(),
            edited: None,
            deleted: None,
            step,
        }
    }

    fn domain(&self) -> String {
        let site = self.company.site.as_deref().unwrap_or_default();
        let host = site.split("://").nth(1).unwrap_or_default();
        let host = host.split('/').next().unwrap_or_default();
        let host = host.strip_prefix("www.").unwrap_or(host);
        if host.is_empty() || host.len() > 40 {
            "company.example".to_owned()
        } else {
            host.to_owned()
        }
    }

    /// A phrase with its places filled. A name too long for a post is left out.
    pub(super) fn fill(&self, phrase: &str, chance: &mut Chance) -> String {
        let first = self
            .posed
            .name
            .split_whitespace()
            .next()
            .unwrap_or_default();
        let first = if weight(first) > 20 { "" } else { first };
        let company = &self.company.name;
        let company = if weight(company) > 40 { "" } else { company };
        let page = chance.pick(&[
            "help",
            "faq",
            "support",
            "contact",
            "help/returns",
            "service",
            "info",
        ]);
        phrase
            .replace("{first}", first)
            .replace("{company}", company)
            .replace("{ref}", &self.reference)
            .replace("{url}", &format!("https://www.{}/{page}", self.domain()))
            .replace("{domain}", &self.domain())
            .replace("{dm}", "https://x.com/messages/compose?recipient_id=0")
            .replace("{quote}", &self.beginning())
            .replace("  ", " ")
            .replace(" ,", ",")
            .trim()
            .to_owned()
    }

    /// The first words of our post, without the handle.
    fn beginning(&self) -> String {
        let words = self
            .posed
            .text
            .split_whitespace()
            .skip_while(|w| w.starts_with('@'));
        let mut text = String::new();
        for word in words {
            if weight(&text) + weight(word) > 60 {
                text.push('…');
                break;
            }
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
        text
    }

    /// What a text of this form begins with: on Twitter the handles that a reply answers stand in it.
    pub(super) fn prefix(&self, how: How) -> String {
        let needed = match how {
            How::Reply | How::Thread => self.posed.channel == Channel::Twitter,
            How::MentionOnly => true,
            How::Quote | How::Direct => false,
        };
        if needed && weight(self.posed.handle) <= 60 {
            format!("@{} ", self.posed.handle)
        } else {
            String::new()
        }
    }

    pub(super) fn sign(&self) -> String {
        match self.accounts.sign {
            Sign::Nothing => String::new(),
            Sign::Initials => {
                let initials: String = self
                    .clerk
                    .split_whitespace()
                    .filter_map(|w| w.chars().next())
                    .collect();
                format!(" ^{initials}")
            }
            Sign::Name => {
                format!(
                    " -{}",
                    self.clerk.split_whitespace().next().unwrap_or_default()
                )
            }
        }
    }

    /// A post of one sentence or two, signed when by hand.
    pub(super) fn note(&self, how: How, text: &str, sign: &str) -> String {
        let prefix = self.prefix(how);
        let room = MOST - weight(&prefix) - weight(sign);
        let body = pieces(text, room, room)
            .into_iter()
            .next()
            .unwrap_or_default();
        format!("{prefix}{body}{sign}")
    }

    fn notice(&self, answered: Option<Timestamp>) -> Option<Utterance> {
        let mut chance = self.chance("notice");
        let (at, phrases, step, sign) = match self.conduct.notice? {
            Notice::Automatic(after) => (
                self.clock.after(after),
                self.words.receipts,
                PostStep::Receipt,
                String::new(),
            ),
            Notice::Holding(timing) => (
                self.clock.when(timing),
                self.words.holdings,
                PostStep::Holding,
                self.sign(),
            ),
        };
        // Nobody asks for patience who has answered already.
        if step == PostStep::Holding && answered.is_some_and(|a| at >= a) {
            return None;
        }
        let text = self.fill(chance.pick(phrases), &mut chance);
        let text = self.note(How::Reply, &text, &sign);
        let mut notice = self.utterance(at, How::Reply, step, text);
        if notice.step == PostStep::Receipt {
            // The machine sits at the account that was asked.
            notice.speaker = Speaker::Main;
        }
        Some(notice)
    }

    fn instead(&self) -> Option<Utterance> {
        let instead = self.conduct.instead?;
        let mut chance = self.chance("instead");
        let at = self.clock.when(instead.timing);
        let (step, text) = match instead.kind {
            InsteadKind::Redirect => (
                PostStep::Redirect,
                self.fill(chance.pick(self.words.redirects), &mut chance),
            ),
            InsteadKind::Details => (
                PostStep::Details,
                self.fill(chance.pick(self.words.details), &mut chance),
            ),
            InsteadKind::Part => {
                let part = self.first_part();
                return Some(self.part(at, &part, &mut chance));
            }
        };
        let text = self.note(How::Reply, &text, &self.sign());
        Some(self.utterance(at, How::Reply, step, text))
    }

    pub(super) fn said(&self, content: Content) -> Said {
        self.said_in(content, Room::Short)
    }

    pub(super) fn said_in(&self, content: Content, room: Room) -> Said {
        said(
            self.study,
            self.posed.company,
            self.posed.question,
            content,
            room,
        )
    }

    /// The first part of what would be the answer: of a wording of the company's policy that has two, if there
    /// is one.
    fn first_part(&self) -> String {
        let asked = (self.posed.company, self.posed.question);
        let seed = self.behaviour.seed();
        let stance = policies::own(self.study, seed, Desk::Social, asked.0, asked.1);
        let parted = stance.and_then(|stance| {
            (0..8).find_map(|wording| {
                let content = Content::Stance { stance, wording };
                let (one, _) = halves(&self.said_in(content, Room::Long).text)?;
                tells_something(content, &one).then_some(one)
            })
        });
        parted.unwrap_or_else(|| {
            let whole = self.said(Content::Right(0)).text;
            halves(&whole).map_or(whole, |(first, _)| first)
        })
    }

    /// A part of the answer with the promise of the rest.
    pub(super) fn part(&self, at: Timestamp, part: &str, chance: &mut Chance) -> Utterance {
        let promise = self.fill(chance.pick(self.words.parts), chance);
        let sign = self.sign();
        let room = MOST.saturating_sub(
            weight(&self.prefix(How::Reply)) + weight(&promise) + weight(&sign) + 1,
        );
        let part = pieces(part, room, room)
            .into_iter()
            .next()
            .unwrap_or_default();
        let text = format!("{}{part} {promise}{sign}", self.prefix(How::Reply));
        self.utterance(at, How::Reply, PostStep::Part, text)
    }

    fn bystander(&self) -> Option<Utterance> {
        let after = self.conduct.bystander?;
        let mut chance = self.chance("bystander");
        let (adjectives, nouns) = BYSTANDERS;
        let handle = format!(
            "{}_{}{}",
            chance.pick(&adjectives),
            chance.pick(&nouns),
            chance.below(10)
        );
        let mut text = self.prefix(How::Reply);
        let asked = &self.accounts.main;
        // Who answers a post on Twitter answers everybody in it.
        if self.posed.channel == Channel::Twitter && weight(asked) <= 60 {
            text.push('@');
            text.push_str(asked);
            text.push(' ');
        }
        text.push_str(chance.pick(self.words.bystanders));
        let speaker = Speaker::Bystander(handle);
        let at = self.clock.after(after);
        let chimed = self.utterance(at, How::Reply, PostStep::Bystander, text);
        Some(Utterance { speaker, ..chimed })
    }
}
