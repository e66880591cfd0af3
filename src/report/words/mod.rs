//! What a report says, in the reader's language: messages in Fluent files, one folder a language, and numbers and dates
//! as that language writes them.
//!
//! Every figure in a text knows the cell of the published tables from which it can be had.

mod format;
mod text;

#[cfg(test)]
mod tests;

pub use text::{Figure, Piece, Source, Text, escape};

use super::page::Look;
use crate::model::{Channel, Denominator, Disposition, Estimate, Language};
use crate::report::number::as_printed;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use format::Format;
use jiff::{Timestamp, tz::TimeZone};
use std::fmt;

/// The messages of a language, by file; `en` has every message, the others the same.
macro_rules! catalogue {
    ($language:literal) => {
        &[
            include_str!(concat!($language, "/common.ftl")),
            include_str!(concat!($language, "/findings.ftl")),
            include_str!(concat!($language, "/panel.ftl")),
            include_str!(concat!($language, "/consistency.ftl")),
            include_str!(concat!($language, "/told.ftl")),
            include_str!(concat!($language, "/league.ftl")),
            include_str!(concat!($language, "/sectors.ftl")),
            include_str!(concat!($language, "/company.ftl")),
            include_str!(concat!($language, "/waves.ftl")),
            include_str!(concat!($language, "/audit.ftl")),
            include_str!(concat!($language, "/outside.ftl")),
            include_str!(concat!($language, "/checks.ftl")),
            include_str!(concat!($language, "/method.ftl")),
            include_str!(concat!($language, "/book.ftl")),
        ]
    };
}

/// The Fluent files of a language.
const fn catalogue(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => catalogue!("en"),
        Language::Nl => catalogue!("nl"),
        Language::Fr => catalogue!("fr"),
        Language::De => catalogue!("de"),
    }
}

/// One language's words.
pub struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    format: Format,
    /// How the pages look that say it.
    look: Look,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words")
            .field("language", &self.language)
            .finish_non_exhaustive()
    }
}

/// What stands for a variable of a message.
#[derive(Debug, Clone)]
pub enum Arg {
    /// Words or figures that are put in.
    Text(Text),
    /// A number by which the message chooses between singular and plural; it is not printed.
    Number(f64),
}

impl From<Text> for Arg {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Arg {
    fn from(number: u64) -> Self {
        Self::Number(number as f64)
    }
}

impl From<&str> for Arg {
    fn from(word: &str) -> Self {
        Self::Text(Text::plain(word))
    }
}

/// Between these two stands the number of an argument while Fluent puts a message together: both are for private use, and
/// are taken out of whatever comes from outside.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

impl Words {
    /// The words of a language.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let mut bundle = FluentBundle::new_concurrent(
            language
                .as_str()
                .parse()
                .map_or_else(|_| Vec::new(), |id| vec![id]),
        );
        // Names that run from right to left are set apart by the page, not by invisible letters.
        bundle.set_use_isolating(false);
        for file in catalogue(language) {
            // What of a file cannot be read is missing, and a test finds it.
            let resource = match FluentResource::try_new((*file).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            let _ = bundle.add_resource(resource);
        }
        Self {
            language,
            bundle,
            format: Format::of(language),
            look: Look::default(),
        }
    }

    /// The same words on pages that look otherwise.
    #[must_use]
    pub fn dressed(mut self, look: Look) -> Self {
        self.look = look;
        self
    }

    /// How the pages look that say it.
    #[must_use]
    pub const fn look(&self) -> &Look {
        &self.look
    }

    /// The language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// A message without variables, as plain words.
    #[must_use]
    pub fn word(&self, id: &str) -> String {
        self.say(id, []).to_plain()
    }

    /// A message. An id that is not known is shown in brackets: better than nothing, and seen in any test.
    #[must_use]
    pub fn say<'a>(&self, id: &str, args: impl IntoIterator<Item = (&'a str, Arg)>) -> Text {
        let mut texts: Vec<Text> = Vec::new();
        let mut given = FluentArgs::new();
        for (name, arg) in args {
            match arg {
                Arg::Text(text) => {
                    given.set(name, format!("{OPEN}{}{CLOSE}", texts.len()));
                    texts.push(text);
                }
                Arg::Number(number) => given.set(name, FluentValue::from(number)),
            }
        }
        let pattern = self.bundle.get_message(id).and_then(|m| m.value());
        let Some(pattern) = pattern else {
            return Text::plain(&format!("[{id}]"));
        };
        let mut errors = Vec::new();
        let said = self
            .bundle
            .format_pattern(pattern, Some(&given), &mut errors);
        put_together(&said, &texts)
    }

    /// Words that stand in one language whatever the reader's, marked so where that is another. Without a cell they
    /// may hold no figure.
    #[must_use]
    pub fn foreign(&self, language: Language, words: &str, from: Option<Source>) -> Text {
        match from {
            _ if language != self.language => Text::foreign(words, language, from),
            Some(from) => Text::cell(words, from),
            None => Text::plain(words),
        }
    }

    /// A metric's name: that of the numbers that are followed from wave to wave in words, of others as in the tables.
    #[must_use]
    pub fn metric(&self, name: &str, of: Denominator, from: Source) -> Text {
        use crate::score::compare::FAMILY;
        if FAMILY.iter().any(|usual| (usual.0, usual.1) == (name, of)) {
            self.say(&key("waves-metric", name), [])
        } else {
            Text::cell(name, from)
        }
    }

    /// A channel's name.
    #[must_use]
    pub fn channel(&self, channel: Option<Channel>) -> Text {
        let id = channel.map_or("channel-all".to_owned(), |c| format!("channel-{c}"));
        self.say(&id, [])
    }

    /// How enquiries ended, as a label.
    #[must_use]
    pub fn disposition(&self, disposition: Disposition) -> Text {
        self.say(&key("disposition", disposition.as_str()), [])
    }

    /// What is counted, as a label.
    #[must_use]
    pub fn denominator(&self, denominator: Denominator) -> Text {
        self.say(&key("denominator", denominator.as_str()), [])
    }

    /// `a, b and c`.
    #[must_use]
    pub fn list(&self, texts: &[Text]) -> Text {
        let Some((last, before)) = texts.split_last() else {
            return Text::default();
        };
        let mut all = Text::default();
        for (place, text) in before.iter().enumerate() {
            if place > 0 {
                all.push(Text::plain(", "));
            }
            all.push(text.clone());
        }
        if !before.is_empty() {
            all.push(Text::plain(&format!(" {} ", self.word("and"))));
        }
        all.push(last.clone());
        all
    }

    /// A share in percents.
    #[must_use]
    pub fn percent(&self, share: f64, from: Source) -> Text {
        Figure::new(share, self.format.percent(share), "percent", from).into()
    }

    /// A share in percents without the sign.
    #[must_use]
    pub fn percents(&self, share: f64, from: Source) -> Text {
        Figure::new(share, self.format.percents(share), "percents", from).into()
    }

    /// A number of something, with its thousands set apart.
    #[must_use]
    pub fn whole(&self, number: u64, from: Source) -> Text {
        Figure::new(number as f64, self.format.whole(number), "whole", from).into()
    }

    /// A place in an order: `3rd`.
    #[must_use]
    pub fn ordinal(&self, place: u32, from: Source) -> Text {
        let shown = self.format.ordinal(place.into());
        Figure::new(place.into(), shown, "ordinal", from).into()
    }

    /// A number with so many decimals.
    #[must_use]
    pub fn decimal(&self, number: f64, decimals: usize, from: Source) -> Text {
        let form: &'static str = match decimals {
            0 => "decimal0",
            1 => "decimal1",
            2 => "decimal2",
            _ => "decimal3",
        };
        Figure::new(
            number,
            self.format.decimal(number, decimals.min(3)),
            form,
            from,
        )
        .into()
    }

    /// A difference with its sign and so many decimals, at most two.
    #[must_use]
    pub fn signed(&self, number: f64, decimals: usize, from: Source) -> Text {
        let (decimals, form) = match decimals {
            0 => (0, "signed0"),
            1 => (1, "signed1"),
            _ => (2, "signed2"),
        };
        Figure::new(number, self.format.signed(number, decimals), form, from).into()
    }

    /// The difference of two shares in percentage points, with its sign and without a unit.
    #[must_use]
    pub fn points(&self, difference: f64, from: Source) -> Text {
        let shown = self.format.signed(as_printed(difference) * 100.0, 1);
        Figure::new(difference, shown, "signed_points", from).into()
    }

    /// A time in hours, as people say it: minutes under an hour, days from three on.
    #[must_use]
    pub fn duration(&self, hours: f64, from: Source) -> Text {
        Figure::new(hours, self.format.duration(hours), "duration", from).into()
    }

    /// Hours of business, by the days of the week: `mon-fri 09:00-17:00` in English.
    #[must_use]
    pub fn week(&self, hours: &str, from: Source) -> Text {
        let mut shown = String::new();
        let mut rest = hours;
        while let Some(start) = rest.find(|c: char| c.is_ascii_alphabetic()) {
            let (before, after) = rest.split_at(start);
            let end = after.find(|c: char| !c.is_ascii_alphabetic());
            let (day, after) = after.split_at(end.unwrap_or(after.len()));
            shown.push_str(before);
            match day {
                "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun" => {
                    shown.push_str(&self.word(&format!("weekday-{day}")));
                }
                other => shown.push_str(other),
            }
            rest = after;
        }
        shown.push_str(rest);
        Figure::written(hours, shown, "week", from).into()
    }

    /// Waiting times, each with the share of customers still satisfied: `36h 0.5, 72h 0.33` as `36 h: 50 %; 72 h: 33 %`.
    #[must_use]
    pub fn curve(&self, curve: &str, from: Source) -> Text {
        let knot = |knot: &str| {
            let (time, share) = knot.split_once(' ')?;
            let unit = match time.get(time.len().checked_sub(1)?..)? {
                "s" => "s",
                "m" => "min",
                "h" => "h",
                _ => return None,
            };
            let share = self.format.percent(share.parse().ok()?);
            Some(format!("{}\u{a0}{unit}: {share}", &time[..time.len() - 1]))
        };
        let knots: Option<Vec<String>> = curve.split(", ").map(knot).collect();
        match knots {
            Some(knots) => Figure::written(curve, knots.join("; "), "curve", from).into(),
            None => Text::cell(curve, from),
        }
    }

    /// The day of a moment, in UTC, as people write it.
    #[must_use]
    pub fn date(&self, at: Timestamp, from: Source) -> Text {
        let date = at.to_zoned(TimeZone::UTC).date();
        let month = self.word(&format!("month-{}", date.month()));
        let shown = self.format.date(date.day(), &month, date.year());
        Figure::written(&at.to_string(), shown, "date", from).into()
    }

    /// A moment to the minute, in UTC.
    #[must_use]
    pub fn moment(&self, at: Timestamp, from: Source) -> Text {
        let zoned = at.to_zoned(TimeZone::UTC);
        let (date, time) = (zoned.date(), zoned.time());
        let month = self.word(&format!("month-{}", date.month()));
        let date = self.format.date(date.day(), &month, date.year());
        let shown = format!("{date}, {:02}:{:02}\u{a0}UTC", time.hour(), time.minute());
        Figure::written(&at.to_string(), shown, "moment", from).into()
    }

    /// An estimate's value as its metric is read: `41 %`, `2.5`, `61.6 h`; `None` where there is none.
    #[must_use]
    pub fn value(&self, estimate: &Estimate) -> Option<Text> {
        let value = estimate.value?;
        Some(self.shaped(&estimate.metric, value, Source::estimate(estimate, "value")))
    }

    /// An estimate's interval, where it has one: `(32–51)`.
    #[must_use]
    pub fn interval(&self, estimate: &Estimate) -> Option<Text> {
        use crate::score::metric::{Scale, find};
        let is_hours = find(&estimate.metric).is_some_and(|m| m.scale == Scale::Hours);
        // Days beside each end would be more than anybody reads.
        if let Some(low) = estimate.low.filter(|low| is_hours && *low >= 1.0) {
            let hours = |v, column| self.decimal(v, 1, Source::estimate(estimate, column));
            let low = ("low", hours(low, "low").into());
            return Some(match estimate.high {
                Some(high) => self.say(
                    "interval-hours",
                    [low, ("high", hours(high, "high").into())],
                ),
                None => self.say("interval-hours-open", [low]),
            });
        }
        let end = |value: Option<f64>, column| {
            value.map(|v| self.end(&estimate.metric, v, Source::estimate(estimate, column)))
        };
        match (end(estimate.low, "low"), end(estimate.high, "high")) {
            (Some(low), Some(high)) => {
                Some(self.say("interval", [("low", low.into()), ("high", high.into())]))
            }
            (Some(low), None) => Some(self.say("interval-open", [("low", low.into())])),
            (None, Some(high)) => Some(self.say("interval-up-to", [("high", high.into())])),
            (None, None) => None,
        }
    }

    /// The value with its interval, where it has one: `41 % (32–51)`.
    #[must_use]
    pub fn with_interval(&self, estimate: &Estimate) -> Option<Text> {
        let value = self.value(estimate)?;
        let Some(interval) = self.interval(estimate) else {
            return Some(value);
        };
        let args = [("value", value.into()), ("interval", interval.into())];
        Some(self.say("value-with-interval", args))
    }

    /// The same with what it rests on: `41 % (32–51), n = 1,000`.
    #[must_use]
    pub fn with_n(&self, estimate: &Estimate) -> Option<Text> {
        let value = self.with_interval(estimate)?.into();
        let n = self.n(estimate).into();
        Some(self.say("value-with-n", [("value", value), ("n", n)]))
    }

    /// What an estimate rests on.
    #[must_use]
    pub fn n(&self, estimate: &Estimate) -> Text {
        self.whole(estimate.n, Source::estimate(estimate, "n"))
    }

    /// A number of a metric, as the metric is read.
    #[must_use]
    pub fn shaped(&self, metric: &str, value: f64, from: Source) -> Text {
        use crate::score::metric::{Scale, find};
        match find(metric).map(|m| m.scale) {
            Some(Scale::Share) => self.percent(value, from),
            Some(Scale::Hours) => self.duration(value, from),
            Some(Scale::Count) => self.decimal(value, 0, from),
            Some(Scale::Seconds | Scale::Minutes | Scale::Points(..)) | None => {
                self.decimal(value, 1, from)
            }
        }
    }

    /// An end of an interval: shares without their sign.
    #[must_use]
    pub fn end(&self, metric: &str, value: f64, from: Source) -> Text {
        use crate::score::metric::{Scale, find};
        match find(metric).map(|m| m.scale) {
            Some(Scale::Share) => self.percents(value, from),
            _ => self.shaped(metric, value, from),
        }
    }
}

/// The id of a message about one of our words.
#[must_use]
pub fn key(family: &str, word: &str) -> String {
    format!("{family}-{}", word.replace('_', "-"))
}

/// Puts the texts into their places.
fn put_together(said: &str, texts: &[Text]) -> Text {
    let mut whole = Text::default();
    let mut rest = said;
    while let Some((before, after)) = rest.split_once(OPEN) {
        whole.push(Text::plain(before));
        let Some((number, after)) = after.split_once(CLOSE) else {
            rest = after;
            continue;
        };
        if let Some(text) = number.parse().ok().and_then(|at: usize| texts.get(at)) {
            whole.push(text.clone());
        }
        rest = after;
    }
    whole.push(Text::plain(rest));
    whole
}
