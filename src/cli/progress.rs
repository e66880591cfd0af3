//! Progress of a run on stderr: one moving line on a terminal, a line a day off it.

use super::output::Output;
use crate::error::Error;
use crate::fieldwork::{Collected, Observer, SendPass};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

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
        }
    }

    fn line(&self, now: Timestamp) -> String {
        format!(
            "{}  {} sent, {} messages back, {} answers",
            now.to_zoned(self.zone.clone()).strftime("%a %d %b %H:%M"),
            self.sent,
            self.replies,
            self.answers
        )
    }

    pub(super) fn done(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Observer for Progress<'_> {
    fn round(&mut self, now: Timestamp, sent: SendPass, collected: &Collected, _next: Timestamp) {
        self.sent += sent.accepted;
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
        let text = format!("{now}  {error}; tried again in the next round");
        match &self.bar {
            Some(bar) => bar.println(text),
            None => self.output.remark(&text),
        }
    }
}
