//! Makes the posts of a company's conduct: who says what, when, and in which form.

use super::accounts::{Accounts, Sign};
use super::conduct::{InsteadKind, Notice, PostAnswer, PostConduct, PostForm, PostTiming};
use super::figures::figures;
use super::hours::{Stretch, Times};
use super::phrases::{BYSTANDERS, EMOJI, PostWords};
use super::split::{MOST, halves, pieces, weight};
use crate::model::{Channel, Company, Study};
use crate::sandbox::behaviour::Behaviour;
use crate::sandbox::chance::Chance;
use crate::sandbox::letter::{Said, said};
use crate::sandbox::phrases::CLERKS;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// A post in which a company is asked something, as it arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posed<'p> {
    /// The network's channel.
    pub channel: Channel,
    /// Index of the company in the study.
    pub company: u32,
    /// Index of the question in the study.
    pub question: u32,
    /// From 1: how often this company got this question on this channel.
    pub nth: u32,
    /// When it was posted.
    pub at: Timestamp,
    /// What it says.
    pub text: &'p str,
    /// The account that asks, without `@`.
    pub handle: &'p str,
    /// The name that account shows; may be empty.
    pub name: &'p str,
}

/// One post, or direct message, of a company or of a bystander.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Utterance {
    /// When; whole seconds.
    pub at: Timestamp,
    /// Who.
    pub speaker: Speaker,
    /// What: at most 280 weighted characters. On Twitter replies begin with the handles that they answer.
    pub text: String,
    /// In which form.
    pub how: How,
    /// Pictures: address and description.
    pub media: Vec<(String, String)>,
    /// When it is edited, and what it says then.
    pub edited: Option<(Timestamp, String)>,
    /// When it is deleted.
    pub deleted: Option<Timestamp>,
    /// What it really is.
    pub step: PostStep,
}

/// Who speaks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Speaker {
    /// The company's account that was asked.
    Main,
    /// Its service account.
    Second,
    /// Another customer, by handle; never the company.
    Bystander(String),
}

/// The form of an utterance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum How {
    /// A reply to our post.
    Reply,
    /// A reply to the speaker's own previous utterance about this post of ours.
    Thread,
    /// A post of its own that quotes ours.
    Quote,
    /// A post of its own in whose text our account is mentioned.
    MentionOnly,
    /// A direct message to our account.
    Direct,
}

/// What an utterance really is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PostStep {
    /// An automatic reply.
    Receipt,
    /// A person asks for patience.
    Holding,
    /// The answer, or its first post: by itself it answers the question.
    Answer {
        /// Whether it is right, where that is known.
        correct: Option<bool>,
        /// Equal for answers to the same question that agree.
        stance: String,
    },
    /// Goes on with an answer, at the same second.
    More,
    /// A part of the answer with the promise of the rest.
    Part,
    /// Said after the answer; changes nothing.
    Addition,
    /// Sends the question to another channel.
    Redirect,
    /// Asks back.
    Details,
    /// Not the company.
    Bystander,
}

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

/// No clerk answers sooner, seconds.
const QUICKEST: f64 = 120.0;

/// When things are posted.
struct PostClock<'a> {
    at: Timestamp,
    closes: Timestamp,
    speedup: f64,
    mean: f64,
    accounts: &'a Accounts,
    zone: TimeZone,
}

impl<'a> PostClock<'a> {
    fn new(study: &Study, posed: &Posed<'_>, accounts: &'a Accounts, speedup: f64) -> Self {
        let company = &study.panel[posed.company as usize];
        let zone = company.timezone.as_ref().unwrap_or(&study.timezone);
        Self {
            at: Timestamp::from_second(posed.at.as_second()).unwrap_or(posed.at),
            closes: study.wave.closes(),
            speedup: if speedup > 0.0 { speedup } else { 1.0 },
            mean: figures(&company.sector).1,
            accounts,
            zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC),
        }
    }

    /// So many seconds of the company's time after a moment.
    fn later(&self, from: Timestamp, seconds: f64) -> Timestamp {
        let span = SignedDuration::try_from_secs_f64((seconds / self.speedup).round());
        from.checked_add(span.unwrap_or_default())
            .unwrap_or(Timestamp::MAX)
    }

    fn after(&self, seconds: i64) -> Timestamp {
        self.later(self.at, seconds as f64)
    }

    #[expect(clippy::float_cmp, reason = "exactly real time, as it was set")]
    fn keeps_hours(&self) -> bool {
        self.speedup == 1.0
    }

    fn when(&self, timing: PostTiming) -> Timestamp {
        match timing {
            PostTiming::After(seconds) => self.after(seconds),
            PostTiming::Late(seconds) => {
                let at = self.later(self.closes.max(self.at), seconds.max(1) as f64);
                if !self.keeps_hours() {
                    return at;
                }
                let until = self.later(at, 10.0 * 86400.0);
                let open = self.accounts.desk.open(at, until, &self.zone);
                open.first().map_or(at, |span| span.0)
            }
            PostTiming::Within { rank, of } => {
                let hours = Times::new(self.stretches(), self.mean, of).at(rank);
                self.later(self.at, (hours * 3600.0).max(QUICKEST))
            }
        }
    }

    /// The time from the post to a quarter of an hour short of the cut-off; when that has passed, a fortnight.
    fn stretches(&self) -> Vec<Stretch> {
        let left = self.closes.duration_since(self.at).as_secs_f64() * self.speedup / 3600.0 - 0.25;
        let window = if left > 1.0 { left } else { 14.0 * 24.0 };
        if self.keeps_hours() {
            let until = self.later(self.at, window * 3600.0);
            self.accounts.desk.stretches(self.at, until, &self.zone)
        } else {
            vec![Stretch {
                from: 0.0,
                to: window,
                density: 1.0,
            }]
        }
    }
}

/// Writes what one company says about one post.
struct Writer<'a> {
    study: &'a Study,
    behaviour: &'a Behaviour,
    posed: &'a Posed<'a>,
    accounts: &'a Accounts,
    company: &'a Company,
    conduct: &'a PostConduct,
    clock: PostClock<'a>,
    words: &'static PostWords,
    clerk: &'static str,
    reference: String,
}

/// The pieces of a post that may be left out when there is no room.
#[derive(Clone, Default)]
struct Around {
    opening: String,
    closing: String,
    link: String,
    emoji: String,
}

/// An answer that is to be said.
struct Saying<'a> {
    at: Timestamp,
    how: How,
    step: PostStep,
    answer: &'a PostAnswer,
    /// In place of a greeting.
    opening: Option<String>,
}

/// What ` (10/25)` weighs, and a little more.
const LONGEST_NUMBER: usize = 10;

impl Writer<'_> {
    fn chance(&self, what: &str) -> Chance {
        chance(self.study, self.behaviour.seed(), self.posed, what)
    }

    fn speaker(&self) -> Speaker {
        if self.conduct.second && self.accounts.second.is_some() {
            Speaker::Second
        } else {
            Speaker::Main
        }
    }

    fn utterance(&self, at: Timestamp, how: How, step: PostStep, text: String) -> Utterance {
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
    fn fill(&self, phrase: &str, chance: &mut Chance) -> String {
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
    fn prefix(&self, how: How) -> String {
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

    fn sign(&self) -> String {
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
    fn note(&self, how: How, text: &str, sign: &str) -> String {
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
                let content = crate::sandbox::conduct::Content::Right(0);
                let whole = self.said(content).text;
                let part = halves(&whole).map_or(whole, |(first, _)| first);
                return Some(self.part(at, &part, &mut chance));
            }
        };
        let text = self.note(How::Reply, &text, &self.sign());
        Some(self.utterance(at, How::Reply, step, text))
    }

    fn said(&self, content: crate::sandbox::conduct::Content) -> Said {
        said(self.study, self.posed.company, self.posed.question, content)
    }

    /// A part of the answer with the promise of the rest.
    fn part(&self, at: Timestamp, part: &str, chance: &mut Chance) -> Utterance {
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

    fn answer(&self) -> Vec<Utterance> {
        let Some(answer) = &self.conduct.answer else {
            return Vec::new();
        };
        let mut chance = self.chance("answer");
        let Said {
            text,
            correct,
            stance,
        } = self.said(answer.content);
        let at = self.clock.when(answer.timing);
        let step = PostStep::Answer { correct, stance };
        let how = match answer.form {
            PostForm::Quote => How::Quote,
            PostForm::Mention => How::MentionOnly,
            PostForm::Direct => How::Direct,
            PostForm::Single | PostForm::Thread | PostForm::Followed | PostForm::InParts => {
                How::Reply
            }
        };
        let saying = Saying {
            at,
            how,
            step,
            answer,
            opening: None,
        };
        let mut said = match (answer.form, halves(&text)) {
            (PostForm::Thread, Some((one, two))) => self.thread(saying, &[one, two], &mut chance),
            (PostForm::InParts, Some((one, two))) => self.in_parts(saying, one, two, &mut chance),
            _ => self.thread(saying, &[text], &mut chance),
        };
        if answer.form == PostForm::Followed {
            let addition = self.fill(chance.pick(self.words.additions), &mut chance);
            let how = chance.pick(&[How::Reply, How::Thread]);
            let text = self.note(how, &addition, &self.sign());
            let at = self.clock.later(at, chance.between(60, 1200) as f64);
            said.push(self.utterance(at, how, PostStep::Addition, text));
        }
        if let Some(after) = answer.deleted {
            for post in said.iter_mut().filter(|u| u.how != How::Direct) {
                post.deleted = Some(self.clock.later(post.at, after as f64));
            }
        }
        said
    }

    /// What stands around an answer in this form.
    fn around(&self, how: How, answer: &PostAnswer, chance: &mut Chance) -> Around {
        let mut around = Around::default();
        let opening = chance.happens(0.75);
        let opens = if how == How::Direct {
            self.words.directs
        } else {
            self.words.openings
        };
        let phrase = chance.pick(opens);
        if opening || how == How::Direct {
            around.opening = self.fill(phrase, chance);
        }
        if chance.happens(0.45) {
            around.closing = self.fill(chance.pick(self.words.closings), chance);
        }
        if answer.link {
            around.link = self.fill(chance.pick(self.words.links), chance);
        }
        if answer.emoji {
            chance.pick(&EMOJI).clone_into(&mut around.emoji);
        }
        around
    }

    /// An answer in as many posts as it is given in and needs, all at once.
    fn thread(&self, saying: Saying<'_>, parts: &[String], chance: &mut Chance) -> Vec<Utterance> {
        let Saying {
            at,
            how,
            step,
            answer,
            opening,
        } = saying;
        let mut around = self.around(how, answer, chance);
        if let Some(opening) = opening {
            around.opening = opening;
        }
        let (sign, prefix) = (self.sign(), self.prefix(how));
        let next = if how == How::Direct {
            How::Direct
        } else {
            How::Thread
        };
        let next_prefix = self.prefix(next);
        let mut bodies = Vec::new();
        if let [body] = parts {
            let taken = weight(&prefix) + weight(body) + weight(&sign);
            let mut fitted = around.clone();
            if fitted.make_room(MOST.saturating_sub(taken), how != How::Direct) {
                bodies.push(body.clone());
                around = fitted;
            }
        }
        if bodies.is_empty() {
            around.make_room(120, false);
            let ends = weight(&around.behind()) + weight(&sign) + LONGEST_NUMBER;
            let first = MOST.saturating_sub(weight(&prefix) + weight(&around.opening) + 1 + ends);
            let later = MOST.saturating_sub(weight(&next_prefix) + 1 + ends);
            for part in parts {
                let room = if bodies.is_empty() { first } else { later };
                bodies.extend(pieces(part, room, later));
            }
        }
        // More than a network takes in one go nobody reads either.
        let total = bodies.len().min(25);
        let numbering = chance.below(4);
        let mut said = Vec::new();
        for (nth, body) in bodies.into_iter().take(total).enumerate() {
            let (how, prefix) = match nth {
                0 => (how, &prefix),
                _ => (next, &next_prefix),
            };
            let mut text = body;
            if nth == 0 {
                text = resumed(&around.opening, &text);
            }
            if nth + 1 == total {
                text = join(&[&text, &around.behind()]) + &sign;
            }
            if total > 1 {
                text = match numbering {
                    0 => format!("{text} {}/{total}", nth + 1),
                    1 => format!("{text} ({}/{total})", nth + 1),
                    2 => format!("{}/{total} {text}", nth + 1),
                    _ => text,
                };
            }
            let step = if nth == 0 {
                step.clone()
            } else {
                PostStep::More
            };
            said.push(self.utterance(at, how, step, format!("{prefix}{text}")));
        }
        if let Some(first) = said.first_mut() {
            self.adorn(first, answer, chance);
        }
        said
    }

    /// A picture, and a slip that is mended later.
    fn adorn(&self, post: &mut Utterance, answer: &PostAnswer, chance: &mut Chance) {
        if answer.picture {
            let url = format!("https://media.example/{}.jpg", chance.hex(12));
            let alt = chance.pick(self.words.alts).to_owned();
            post.media.push((url, alt));
        }
        if let Some(after) = answer.edited.filter(|_| post.how != How::Direct)
            && let Some(slip) = slip(&post.text, chance)
        {
            let mended = std::mem::replace(&mut post.text, slip);
            post.edited = Some((self.clock.later(post.at, after as f64), mended));
        }
    }

    /// A part with the promise of the rest, and later the rest. Where there is no time or no room for that,
    /// or the answer is too late anyway, both at once.
    fn in_parts(
        &self,
        mut saying: Saying<'_>,
        one: String,
        two: String,
        chance: &mut Chance,
    ) -> Vec<Utterance> {
        let share = 0.2 + 0.6 * chance.unit();
        let before = match saying.answer.timing {
            PostTiming::Within { rank, of } => Some(PostTiming::Within {
                rank: rank * share,
                of,
            }),
            PostTiming::After(seconds) => Some(PostTiming::After(seconds / 2)),
            PostTiming::Late(_) => None,
        };
        let earlier = before
            .map(|b| self.clock.when(b))
            .filter(|b| *b < saying.at && weight(&one) <= 120);
        let Some(earlier) = earlier else {
            return self.thread(saying, &[one, two], chance);
        };
        let mut said = vec![self.part(earlier, &one, chance)];
        saying.opening = Some(self.fill(chance.pick(self.words.rests), chance));
        saying.how = chance.pick(&[How::Reply, How::Thread]);
        said.extend(self.thread(saying, &[two], chance));
        said
    }
}

impl Around {
    fn behind(&self) -> String {
        join(&[&self.closing, &self.link, &self.emoji])
    }

    /// With a space beside each.
    fn weight(&self) -> usize {
        weight(&self.opening) + weight(&self.behind()) + 2
    }

    /// Leaves out what there is no room for, the least needed first; returns whether it fits then.
    fn make_room(&mut self, room: usize, opening_too: bool) -> bool {
        for nth in 0..4 {
            if self.weight() <= room {
                return true;
            }
            match nth {
                0 => self.closing.clear(),
                1 => self.emoji.clear(),
                2 => self.link.clear(),
                _ if opening_too => self.opening.clear(),
                _ => {}
            }
        }
        self.weight() <= room
    }
}

fn join(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
    parts.join(" ")
}

/// Words with which a sentence may begin that loses its capital behind `Hi Anna,`.
const SMALL: [&str; 28] = [
    "Yes", "No", "We", "You", "Your", "Our", "It", "The", "That", "This", "There", "If", "All",
    "In", "Ja", "Nee", "Wij", "Je", "Het", "De", "Oui", "Non", "Nous", "Vous", "Les", "Nein",
    "Wir", "Das",
];

/// An opening and what follows it.
fn resumed(opening: &str, text: &str) -> String {
    let word = text
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    if opening.ends_with(',') && SMALL.contains(&word) {
        let (first, rest) = text.split_at(1);
        return format!("{opening} {}{rest}", first.to_lowercase());
    }
    join(&[opening, text])
}

/// A text with a slip of the finger: two letters of a long word change places. `None` where no word is
/// long enough.
fn slip(text: &str, chance: &mut Chance) -> Option<String> {
    let long: Vec<(usize, &str)> = text
        .split(' ')
        .enumerate()
        .filter(|(_, w)| w.len() >= 6 && w.bytes().all(|b| b.is_ascii_lowercase()))
        .filter(|(_, w)| w.as_bytes()[2] != w.as_bytes()[3])
        .collect();
    let (at, word) = *long.get(chance.below(long.len()))?;
    let slipped = format!("{}{}{}{}", &word[..2], &word[3..4], &word[2..3], &word[4..]);
    let mut words: Vec<&str> = text.split(' ').collect();
    words[at] = &slipped;
    Some(words.join(" "))
}
