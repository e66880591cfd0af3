//! What happens in a chat on a company's site: who says what, and when. Pure.

use super::chat_words::{ChatWords, chat_words};
use super::conduct::{ChatConduct, ChatEnding, ChatProfile};
use super::figures::{CHAT_MINUTES, CHAT_WINDOW};
use crate::model::Study;
use crate::sandbox::behaviour::Behaviour;
use crate::sandbox::calibration::hours_at;
use crate::sandbox::chance::Chance;
use crate::sandbox::letter::said;
use crate::sandbox::phrases::CLERKS;
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
        let ChatConduct { ending } = *self.behaviour.chat_conduct(self.company, question);
        let study = self.study;
        let mut chance = Chance::of(
            self.behaviour.seed(),
            &[
                "chat",
                "lines",
                &study.wave.id,
                &study.panel[self.company as usize].id,
                &study.questions[question as usize].id,
                &nth.to_string(),
            ],
        );
        let words = self.words();
        let mut lines = Vec::new();
        let mut say = |seconds: f64, voice, name: &str, phrase: &str, matter| {
            lines.push(self.line(self.after(at, seconds), voice, name, phrase, matter));
        };
        let bot_first = 1.0 + chance.unit() * 3.0;
        match ending {
            ChatEnding::BotAnswers(content) => {
                let said = said(study, self.company, question, content);
                let matter = Matter::Answer {
                    correct: said.correct,
                    stance: said.stance,
                };
                say(bot_first, Voice::Bot, self.bot(), &said.text, matter);
                say(
                    bot_first + 2.0,
                    Voice::Bot,
                    self.bot(),
                    words.helped,
                    Matter::Talk,
                );
                return lines;
            }
            ChatEnding::Deflected => {
                say(
                    bot_first,
                    Voice::Bot,
                    self.bot(),
                    words.deflects,
                    Matter::Talk,
                );
                return lines;
            }
            _ if profile.bot => say(
                bot_first,
                Voice::Bot,
                self.bot(),
                words.connects,
                Matter::Holding,
            ),
            _ => say(1.0, Voice::System, "", words.waits, Matter::Talk),
        }
        let clerk = chance.pick(&CLERKS).split(' ').next().unwrap_or_default();
        let place = 1 + chance.below(4);
        let (waits, answers) = match ending {
            ChatEnding::AgentAnswers { rank, .. } => {
                let total = hours_at(rank, CHAT_MINUTES / 60.0, CHAT_WINDOW / 60.0) * 3600.0;
                let waits = (total * 0.5).min(540.0);
                (waits, total - waits)
            }
            ChatEnding::Redirected => (40.0 + chance.unit() * 200.0, 60.0 + chance.unit() * 100.0),
            _ => (40.0 + chance.unit() * 200.0, 0.0),
        };
        for left in (1..=place).rev() {
            let done = (place - left) as f64 / place as f64;
            let position = words.queue.replace("{n}", &left.to_string());
            say(
                4.0 + (waits - 5.0).max(0.0) * done,
                Voice::System,
                "",
                &position,
                Matter::Talk,
            );
        }
        if ending == ChatEnding::Queue {
            return lines;
        }
        let joins = words.joins.replace("{name}", clerk);
        say(waits.max(6.0), Voice::System, "", &joins, Matter::Talk);
        let hello = words.agent_hello.replace("{name}", clerk);
        say(
            waits.max(6.0) + 2.0,
            Voice::Agent,
            clerk,
            &hello,
            Matter::Talk,
        );
        let then = waits.max(6.0) + answers.max(5.0);
        match ending {
            ChatEnding::AgentAnswers { content, .. } => {
                let said = said(study, self.company, question, content);
                let matter = Matter::Answer {
                    correct: said.correct,
                    stance: said.stance,
                };
                say(then, Voice::Agent, clerk, &said.text, matter);
                say(
                    then + 20.0,
                    Voice::Agent,
                    clerk,
                    words.anything_else,
                    Matter::Talk,
                );
            }
            ChatEnding::Redirected => {
                say(then, Voice::Agent, clerk, words.redirects, Matter::Redirect)
            }
            _ => {}
        }
        lines
    }
}
