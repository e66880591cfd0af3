//! What happens in a chat on a company's site: who says what, and when. Pure.

use super::chat_words::{ChatWords, chat_words};
use super::conduct::{ChatEnding, ChatProfile};
use super::figures::{CHAT_MINUTES, CHAT_WINDOW};
use crate::model::Study;
use crate::sandbox::behaviour::Behaviour;
use crate::sandbox::calibration::hours_at;
use crate::sandbox::chance::Chance;
use crate::sandbox::conduct::Content;
use crate::sandbox::letter::said;
use crate::sandbox::phrases::CLERKS;
use crate::sandbox::policies::Room;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Who says something in a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sandbox) enum Voice {
    System,
    Bot,
    Agent,
}

impl Voice {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Bot => "bot",
            Self::Agent => "agent",
        }
    }
}

/// What a line is, as far as the truth goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::sandbox) enum Matter {
    /// A greeting, a place in the queue, that somebody joined.
    Talk,
    /// That somebody will see to it.
    Holding,
    Answer {
        correct: Option<bool>,
        stance: String,
    },
    Redirect,
}

/// A line of a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::sandbox) struct Line {
    pub at: Timestamp,
    pub voice: Voice,
    pub name: String,
    pub text: String,
    pub matter: Matter,
}

/// Whether somebody is there at a moment.
pub(super) fn is_open(profile: &ChatProfile, zone: &TimeZone, at: Timestamp) -> bool {
    let Some((from, to)) = profile.hours else {
        return true;
    };
    let local = at.to_zoned(zone.clone());
    let workday = local.weekday().to_monday_zero_offset() < 6;
    workday && (i16::from(from)..i16::from(to)).contains(&i16::from(local.hour()))
}

/// Where and when a chat is held.
pub(super) struct Chat<'c> {
    pub study: &'c Study,
    pub behaviour: &'c Behaviour,
    pub company: u32,
    /// Divides every delay.
    pub speedup: f64,
}

impl Chat<'_> {
    pub(super) fn words(&self) -> &'static ChatWords {
        chat_words(self.study.panel[self.company as usize].language)
    }

    pub(super) fn fill(&self, phrase: &str) -> String {
        phrase.replace("{company}", &self.study.panel[self.company as usize].name)
    }

    /// So many seconds of the company's time after a moment.
    fn after(&self, at: Timestamp, seconds: f64) -> Timestamp {
        let span = SignedDuration::try_from_secs_f64((seconds / self.speedup).round());
        at.checked_add(span.unwrap_or_default())
            .unwrap_or(Timestamp::MAX)
    }

    fn line(&self, at: Timestamp, voice: Voice, name: &str, phrase: &str, matter: Matter) -> Line {
        Line {
            at,
            voice,
            name: name.to_owned(),
            text: self.fill(phrase),
            matter,
        }
    }

    fn bot(&self) -> &'static str {
        ["Robin", "Sunny", "Max", "Mia"][self.company as usize % 4]
    }

    /// What is said before anything is asked.
    pub(super) fn greeting(&self, profile: &ChatProfile, at: Timestamp) -> Line {
        let words = self.words();
        let (voice, name) = if profile.bot {
            (Voice::Bot, self.bot())
        } else {
            (Voice::System, "")
        };
        self.line(at, voice, name, words.greeting, Matter::Talk)
    }

    /// What is said to something in which none of the questions is found.
    pub(super) fn puzzled(&self, profile: &ChatProfile, at: Timestamp) -> Line {
        let greeting = self.greeting(profile, at);
        Line {
            text: self.words().puzzled.to_owned(),
            ..greeting
        }
    }

    /// Everything that will be said to a question that was just asked for the `nth` time, in the order of
    /// time.
    pub(super) fn lines(
        &self,
        profile: &ChatProfile,
        question: u32,
        nth: u32,
        at: Timestamp,
    ) -> Vec<Line> {
        let study = self.study;
        let mut talk = Talk {
            chat: self,
            question,
            at,
            chance: Chance::of(
                self.behaviour.seed(),
                &[
                    "chat",
                    "lines",
                    &study.wave.id,
                    &study.panel[self.company as usize].id,
                    &study.questions[question as usize].id,
                    &nth.to_string(),
                ],
            ),
            lines: Vec::new(),
        };
        talk.hold(
            profile,
            self.behaviour.chat_conduct(self.company, question).ending,
        );
        talk.lines
    }
}

/// What is said about one question.
struct Talk<'c> {
    chat: &'c Chat<'c>,
    question: u32,
    at: Timestamp,
    chance: Chance,
    lines: Vec<Line>,
}

impl Talk<'_> {
    /// Something is said so many seconds after the question.
    fn say(&mut self, seconds: f64, voice: Voice, name: &str, phrase: &str, matter: Matter) {
        let at = self.chat.after(self.at, seconds);
        self.lines
            .push(self.chat.line(at, voice, name, phrase, matter));
    }

    fn answer(&mut self, seconds: f64, voice: Voice, name: &str, content: Content) {
        let said = said(
            self.chat.study,
            self.chat.company,
            self.question,
            content,
            Room::Short,
        );
        let matter = Matter::Answer {
            correct: said.correct,
            stance: said.stance,
        };
        self.say(seconds, voice, name, &said.text, matter);
    }

    fn hold(&mut self, profile: &ChatProfile, ending: ChatEnding) {
        let (words, bot) = (self.chat.words(), self.chat.bot());
        let soon = 1.0 + self.chance.unit() * 3.0;
        match ending {
            ChatEnding::BotAnswers(content) => {
                self.answer(soon, Voice::Bot, bot, content);
                self.say(soon + 2.0, Voice::Bot, bot, words.helped, Matter::Talk);
                return;
            }
            ChatEnding::Deflected => {
                return self.say(soon, Voice::Bot, bot, words.deflects, Matter::Talk);
            }
            _ if profile.bot => {
                self.say(soon, Voice::Bot, bot, words.connects, Matter::Holding);
            }
            _ => self.say(1.0, Voice::System, "", words.waits, Matter::Talk),
        }
        let (waits, answers) = match ending {
            ChatEnding::AgentAnswers { rank, .. } => {
                let hours = hours_at(rank, CHAT_MINUTES / 60.0, CHAT_WINDOW / 60.0);
                let waits = (hours * 1800.0).min(540.0);
                (waits, hours * 3600.0 - waits)
            }
            _ => (
                40.0 + self.chance.unit() * 200.0,
                60.0 + self.chance.unit() * 100.0,
            ),
        };
        self.queue(waits);
        if ending != ChatEnding::Queue {
            self.agent(ending, waits.max(6.0), answers.max(5.0));
        }
    }

    fn queue(&mut self, waits: f64) {
        let places = 1 + self.chance.below(4);
        for left in (1..=places).rev() {
            let done = (places - left) as f64 / places as f64;
            let position = self.chat.words().queue.replace("{n}", &left.to_string());
            let at = 4.0 + (waits - 5.0).max(0.0) * done;
            self.say(at, Voice::System, "", &position, Matter::Talk);
        }
    }

    fn agent(&mut self, ending: ChatEnding, waits: f64, answers: f64) {
        let words = self.chat.words();
        let clerk = self.chance.pick(&CLERKS);
        let clerk = clerk.split(' ').next().unwrap_or_default();
        let joins = words.joins.replace("{name}", clerk);
        self.say(waits, Voice::System, "", &joins, Matter::Talk);
        let hello = words.agent_hello.replace("{name}", clerk);
        self.say(waits + 2.0, Voice::Agent, clerk, &hello, Matter::Talk);
        let then = waits + answers;
        match ending {
            ChatEnding::AgentAnswers { content, .. } => {
                self.answer(then, Voice::Agent, clerk, content);
                self.say(
                    then + 20.0,
                    Voice::Agent,
                    clerk,
                    words.anything_else,
                    Matter::Talk,
                );
            }
            ChatEnding::Redirected => {
                self.say(then, Voice::Agent, clerk, words.redirects, Matter::Redirect);
            }
            _ => {}
        }
    }
}
