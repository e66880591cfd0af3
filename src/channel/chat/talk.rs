//! A talk as it goes on: who said which line when, and when it is over. Pure: what stands in the log comes in,
//! with the time.

use super::blocks::{Block, BlockKind, Change, Side, changes};
use super::line::{Nature, is_bot_of_itself, is_bots_name, nature};
use super::record::{Ended, Turn};
use super::words::fold;
use crate::model::Speaker;
use jiff::{SignedDuration, Timestamp};

/// After an answer, nothing more comes when nothing came for so long.
pub const QUIET: SignedDuration = SignedDuration::from_secs(20);
/// No more lines are kept.
const MOST: usize = 500;
/// Nobody types faster than so many characters a second, nor begins within [`REACTION`].
const TYPED: i64 = 12;
/// See [`TYPED`].
const REACTION: SignedDuration = SignedDuration::from_secs(3);

/// A line, and what it is.
#[derive(Debug, Clone)]
struct Line {
    turn: Turn,
    nature: Nature,
}

/// A talk.
#[derive(Debug, Default)]
pub struct Talk {
    lines: Vec<Line>,
    /// What stood in the log, and which line each block went into.
    seen: Vec<String>,
    of: Vec<Option<usize>>,
    asked: Option<(Timestamp, String)>,
    /// Whether our own words showed in the log.
    shown: bool,
    undelivered: bool,
    /// When something last came, or was being written.
    stirred: Option<Timestamp>,
    bot: bool,
    /// Who came in last, if it is a person.
    agent: Option<String>,
    queue: Vec<(Timestamp, u32)>,
    offered: Vec<String>,
}

impl Talk {
    /// Says that our words are being sent.
    pub fn ask(&mut self, text: &str, now: Timestamp) {
        self.asked = Some((now, text.to_owned()));
        self.stirred = Some(now);
    }

    /// Takes back that our words are being sent: they were not.
    pub fn unask(&mut self) {
        self.asked = None;
    }

    /// When our words were sent.
    #[must_use]
    pub fn asked_at(&self) -> Option<Timestamp> {
        self.asked.as_ref().map(|(at, _)| *at)
    }

    /// Whether our words stand in the log.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.shown
    }

    /// Whether the chat said that they did not arrive.
    #[must_use]
    pub fn is_undelivered(&self) -> bool {
        self.undelivered
    }

    /// Whether anybody said something to the question.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.lines.iter().any(Line::is_answer)
    }

    /// Whether anything was said behind the question, by whomever.
    #[must_use]
    pub fn is_heard(&self) -> bool {
        self.lines.iter().any(|l| {
            !l.turn.unasked && l.turn.speaker != Speaker::Shopper && !l.turn.text.is_empty()
        })
    }

    /// What was said before the question makes clear that nobody is there: why.
    #[must_use]
    pub fn is_closed(&self) -> Option<(Ended, &str)> {
        if self.bot {
            return None;
        }
        self.lines.iter().rev().find_map(|l| match l.nature {
            Nature::Closed => Some((Ended::Closed, l.turn.text.as_str())),
            Nature::Leave => Some((Ended::LeaveMessage, l.turn.text.as_str())),
            _ => None,
        })
    }

    /// All that was said.
    pub fn turns(&self) -> impl Iterator<Item = &Turn> {
        self.lines.iter().map(|l| &l.turn)
    }

    /// The places in the queue that were told.
    #[must_use]
    pub fn queue(&self) -> &[(Timestamp, u32)] {
        &self.queue
    }

    /// What was offered to be pressed.
    #[must_use]
    pub fn offered(&self) -> &[String] {
        &self.offered
    }

    /// What stands in the log now, and whether somebody is writing.
    pub fn see(&mut self, blocks: &[Block], typing: bool, now: Timestamp) {
        let texts: Vec<&str> = blocks.iter().map(|b| b.text.as_str()).collect();
        let all = changes(&self.seen, &texts);
        let ours = self.ours(blocks, &all);
        let mut of = Vec::with_capacity(blocks.len());
        // Who is named last, in which entry and at which place.
        let mut name = (u32::MAX, usize::MAX, String::new());
        let mut stirred = typing;
        // The line that the next block goes on, when it is of the same entry and as new.
        let mut open: Option<(u32, usize)> = None;
        for (at, (block, change)) in blocks.iter().zip(&all).enumerate() {
            if block.kind == BlockKind::Name {
                name = (block.item, at, block.text.clone());
            }
            of.push(match change {
                Change::Same(old) => {
                    open = None;
                    self.of.get(*old).copied().flatten()
                }
                Change::Grown(old) => {
                    open = None;
                    let line = self.of.get(*old).copied().flatten();
                    if let Some(line) = line.and_then(|n| self.lines.get_mut(n)) {
                        let before = self.seen.get(*old).map_or("", String::as_str);
                        line.grow(before, &block.text);
                        stirred = true;
                    }
                    line
                }
                Change::New => {
                    let is_named = name.0 == block.item || name.1.wrapping_add(1) == at;
                    let known = if is_named { name.2.as_str() } else { "" };
                    let place = Place {
                        ours: ours == Some(at),
                        // What comes in above our words was there before them.
                        before: ours.is_some_and(|ours| at < ours) && !self.shown,
                        name: known,
                        now,
                    };
                    let joins = open.filter(|(item, _)| *item == block.item).map(|(_, n)| n);
                    let line = self.new_block(block, &place, joins);
                    if let Some(n) = line {
                        open = Some((block.item, n));
                        stirred |= self
                            .lines
                            .get(n)
                            .is_some_and(|l| l.turn.speaker != Speaker::Shopper);
                    }
                    line
                }
            });
        }
        self.shown |= ours.is_some();
        self.seen = texts.iter().map(|&t| t.to_owned()).collect();
        self.of = of;
        if stirred {
            self.stirred = Some(now);
        }
    }

    /// Which of the new blocks holds our own words.
    fn ours(&self, blocks: &[Block], all: &[Change]) -> Option<usize> {
        let (_, asked) = self.asked.as_ref().filter(|_| !self.shown)?;
        let asked = squeezed(asked);
        (0..blocks.len()).find(|at| {
            let is_new = all[*at] == Change::New && blocks[*at].kind != BlockKind::Button;
            is_new && {
                let text = squeezed(&blocks[*at].text);
                // A widget may put a name or a time around them.
                text == asked
                    || (text.contains(&asked) && text.len() <= asked.len() + 60)
                    || (asked.len() > 80 && text.len() >= 40 && asked.starts_with(&text))
            }
        })
    }

    fn new_block(
        &mut self,
        block: &Block,
        place: &Place<'_>,
        joins: Option<usize>,
    ) -> Option<usize> {
        if self.lines.len() >= MOST || block.text.trim().is_empty() {
            return None;
        }
        let nature = nature(&block.text);
        match (block.kind, &nature) {
            (BlockKind::Button, _) => {
                if self.offered.len() < 50 && !self.offered.contains(&block.text) {
                    self.offered.push(block.text.clone());
                }
                return None;
            }
            (BlockKind::Time | BlockKind::Name, nature) if *nature != Nature::Undelivered => {
                return None;
            }
            (_, Nature::Mark | Nature::Typing) if !place.ours => return None,
            _ => {}
        }
        let unasked = self.asked.is_none() || place.before;
        let (speaker, sure) = if place.ours {
            (Speaker::Shopper, true)
        } else {
            self.speaker(block, &nature, place)
        };
        let told_by_software = speaker == Speaker::System;
        // What comes in one entry at one time is one line.
        if let Some(line) = joins.and_then(|n| self.lines.get_mut(n))
            && line.turn.speaker == speaker
            && speaker != Speaker::Shopper
            && !told_by_software
        {
            line.turn.text.push('\n');
            line.turn.text.push_str(&block.text);
            line.nature = super::line::nature(&line.turn.text);
            return joins;
        }
        match &nature {
            Nature::Joined(who) => {
                // A program that comes in is none the less one.
                if is_bots_name(who) || is_bots_name(&block.text) {
                    self.bot = true;
                } else {
                    self.agent = Some(who.clone());
                }
            }
            Nature::Queue(Some(n)) => self.queue.push((place.now, *n)),
            Nature::Undelivered if !unasked => self.undelivered = true,
            _ => {}
        }
        if speaker == Speaker::Bot && sure {
            self.bot = true;
        }
        let name = match speaker {
            Speaker::Agent if place.name.is_empty() => self.agent.clone().unwrap_or_default(),
            Speaker::System | Speaker::Shopper => String::new(),
            _ => place.name.to_owned(),
        };
        self.lines.push(Line {
            turn: Turn {
                speaker,
                name,
                text: block.text.clone(),
                at: place.now,
                unasked,
            },
            nature,
        });
        Some(self.lines.len() - 1)
    }

    /// Who says a new line, and whether more than its moment tells.
    fn speaker(&self, block: &Block, nature: &Nature, place: &Place<'_>) -> (Speaker, bool) {
        let hints = Hints::of(&block.hints);
        if hints.shopper && !hints.bot && !hints.agent && !place.before && self.asked.is_some() {
            return (Speaker::Shopper, true);
        }
        if hints.system || (nature.is_of_the_software() && !hints.bot) {
            return (Speaker::System, true);
        }
        let says_bot = is_bot_of_itself(&block.text) && self.agent.is_none();
        if hints.bot || is_bots_name(place.name) || says_bot {
            return (Speaker::Bot, true);
        }
        if self.agent.is_some() {
            return (Speaker::Agent, true);
        }
        if self.bot {
            // Whoever has another name than the program is another.
            let named = !place.name.is_empty() && !self.is_name_of_bot(place.name);
            return if named && hints.agent {
                (Speaker::Agent, true)
            } else {
                (Speaker::Bot, true)
            };
        }
        let news = matches!(nature, Nature::Closed | Nature::Leave | Nature::Busy);
        if news && block.side == Side::Middle {
            return (Speaker::System, true);
        }
        // Before anything was asked nobody but the software speaks, whatever name stands there.
        let Some(asked) = self.asked_at().filter(|_| !place.before) else {
            return (Speaker::System, false);
        };
        if hints.agent {
            return (Speaker::Agent, true);
        }
        // Nobody types as fast as a program.
        let length = i64::try_from(block.text.chars().count()).unwrap_or(i64::MAX);
        let typing = SignedDuration::from_secs(length / TYPED).max(REACTION);
        if place.now.duration_since(asked) < typing {
            (Speaker::Bot, false)
        } else {
            (Speaker::Agent, false)
        }
    }

    fn is_name_of_bot(&self, name: &str) -> bool {
        self.lines
            .iter()
            .any(|l| l.turn.speaker == Speaker::Bot && l.turn.name == name)
    }

    /// When it will have been quiet for long enough, should nothing more come.
    #[must_use]
    pub fn quiet_at(&self) -> Option<Timestamp> {
        self.stirred.and_then(|at| at.checked_add(QUIET).ok())
    }

    /// Whether it is over, and how.
    #[must_use]
    pub fn over(&self, patience: SignedDuration, now: Timestamp) -> Option<Ended> {
        let (asked, _) = self.asked.as_ref()?;
        let answered = self.is_answered();
        let behind = || {
            self.lines
                .iter()
                .filter(|l| !l.turn.unasked && l.turn.speaker != Speaker::Shopper)
        };
        if behind().any(|l| l.nature == Nature::Ended && l.turn.speaker == Speaker::System) {
            return Some(if answered {
                Ended::Answered
            } else {
                Ended::Closed
            });
        }
        let quiet = self
            .stirred
            .is_none_or(|at| now.duration_since(at) >= QUIET);
        if quiet {
            let last = behind().next_back().map(|l| &l.nature);
            match last {
                Some(Nature::Closed | Nature::Leave) if !answered => {
                    return Some(if last == Some(&Nature::Leave) {
                        Ended::LeaveMessage
                    } else {
                        Ended::Closed
                    });
                }
                Some(nature) if answered && !nature.promises_more() => {
                    return Some(Ended::Answered);
                }
                _ => {}
            }
        }
        (now.duration_since(*asked) >= patience).then(|| {
            if answered {
                Ended::Answered
            } else if behind().any(|l| matches!(l.nature, Nature::Queue(_) | Nature::Busy)) {
                Ended::Queue
            } else {
                Ended::NoAnswer
            }
        })
    }
}

impl Line {
    fn is_answer(&self) -> bool {
        let by_somebody = matches!(self.turn.speaker, Speaker::Bot | Speaker::Agent);
        by_somebody && !self.turn.unasked && self.nature == Nature::Content
    }

    /// Its block grew: so does what it says.
    fn grow(&mut self, before: &str, now: &str) {
        let whole = match self.turn.text.strip_suffix(before) {
            Some(head) => format!("{head}{now}"),
            None => now.to_owned(),
        };
        self.nature = nature(&whole);
        self.turn.text = whole;
    }
}

/// Where a new block stands.
struct Place<'a> {
    /// Whether it is our own words.
    ours: bool,
    /// Whether it came in above them.
    before: bool,
    name: &'a str,
    now: Timestamp,
}

/// What classes and labels say of who speaks.
#[derive(Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are marks, each by itself"
)]
struct Hints {
    bot: bool,
    agent: bool,
    system: bool,
    shopper: bool,
}

impl Hints {
    fn of(hints: &str) -> Self {
        let mut found = Self::default();
        for word in words(hints) {
            match word.as_str() {
                "bot" | "chatbot" | "assistant" | "ai" | "robot" | "automated" | "virtual" => {
                    found.bot = true;
                }
                "agent" | "operator" | "advisor" | "adviser" | "employee" | "staff"
                | "representative" | "teammate" | "human" | "admin" => found.agent = true,
                "system" | "notice" | "notification" | "event" | "info" | "divider" | "queue"
                | "announcement" => {
                    found.system = true;
                }
                "visitor" | "customer" | "user" | "me" | "own" | "self" | "mine" | "outgoing"
                | "outbound" | "client" | "enduser" | "shopper" => found.shopper = true,
                _ => {}
            }
        }
        found
    }
}

/// The words of class names: at signs, and where a small letter is followed by a capital.
fn words(hints: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut small = false;
    for c in hints.chars().take(2000) {
        let begins = c.is_uppercase() && small;
        if !c.is_alphanumeric() || begins {
            all.push(String::new());
        }
        small = c.is_lowercase();
        if c.is_alphanumeric()
            && let Some(word) = all.last_mut()
        {
            word.extend(c.to_lowercase());
        }
    }
    all.retain(|word| !word.is_empty());
    all
}

/// Letters and digits alone: a widget may change signs, spaces and links.
fn squeezed(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
#[path = "talk_tests.rs"]
mod tests;
