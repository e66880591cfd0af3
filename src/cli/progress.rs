//! Progress of a run on stderr: one moving line on a terminal, a line a day off it.

use super::output::{Output, counted};
use crate::error::Error;
use crate::fieldwork::{Collected, Observer, SendPass};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::HashSet;

/// The progress of a run.
pub(super) struct Progress<'a> {
    output: &'a Output,
    bar: Option<ProgressBar>,
    zone: TimeZone,
    opens: Timestamp,
    closes: Timestamp,
    day: Option<Date>,
    sent: u64,
    replies: u64,
    answers: u64,
    /// Problems and troubles that were told already: the same one each round helps nobody.
    told: HashSet<String>,
}

impl<'a> Progress<'a> {
    pub(super) fn new(output: &'a Output, opens: Timestamp, closes: Timestamp, zone: &str) -> Self {
        let length = closes.duration_since(opens).as_secs().max(0).unsigned_abs();
        let bar = output.animated().then(|| {
            let style = ProgressStyle::with_template("{bar:30} {msg}")
                .unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::new(length).with_style(style)
        });
        Self {
            output,
            bar,
            zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC),
            opens,
            closes,
            day: None,
            sent: 0,
            replies: 0,
            answers: 0,
            told: HashSet::new(),
        }
    }

    fn line(&self, now: Timestamp) -> String {
        format!(
            "{}  {} sent, {} back, {}",
            now.to_zoned(self.zone.clone()).strftime("%a %d %b %H:%M"),
            self.sent,
            counted(self.replies, "message"),
            counted(self.answers, "answer")
        )
    }

    fn tell(&mut self, now: Timestamp, what: &str) {
        if !self.told.insert(what.to_owned()) {
            return;
        }
        let text = format!("{now}  {what}");
        match &self.bar {
            Some(bar) => bar.println(text),
            None => self.output.remark(&text),
        }
    }

    pub(super) fn done(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Observer for Progress<'_> {
    fn round(&mut self, now: Timestamp, sent: SendPass, collected: &Collected, _next: Timestamp) {
        for problem in &collected.problems {
            self.tell(now, problem);
        }
        self.sent += sent.accepted + collected.posted;
        self.replies += collected.messages;
        self.answers += collected.answers;
        let day = now.to_zoned(self.zone.clone()).date();
        if let Some(bar) = &self.bar {
            let past = now.min(self.closes).duration_since(self.opens).as_secs();
            bar.set_position(past.max(0).unsigned_abs());
            bar.set_message(self.line(now));
        } else if self.day != Some(day) || now >= self.closes {
            self.output.remark(&self.line(now));
        }
        self.day = Some(day);
    }

    fn trouble(&mut self, now: Timestamp, error: &Error) {
        self.tell(now, &format!("{error}; tried again in the next round"));
    }
}
