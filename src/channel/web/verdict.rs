//! What became of a form that was sent: told by the answer to it. Pure.
//!
//! What was there before is no sign of anything, so only what is new on the page counts. In doubt the
//! verdict is *unknown*: a wave can stand a form of which nobody knows, but not one that was never sent and
//! counts as silence.

use super::marks::Marks;
use super::phrases::{
    ELSEWHERE, FIELD_WRONG, LIMITED, NOT, NOT_TAKEN, PENDING, PROMISE, SAID, SORRY, STEPPED,
    THANKED, THANKS, WHEN, WRONG,
};
use super::reference::reference;
use super::words::{Sentence, any, fold, sentences, words};
use crate::channel::form::{Control, ControlKind, Form, Page};
use std::collections::HashSet;

/// No more new lines of an answer are read.
const MOST_LINES: usize = 3_000;
/// No more of what a page says is kept.
const MOST_TEXT: usize = 4_000;

/// What was sent.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'a> {
    /// The page on which the form stood, and its source.
    pub before: &'a Page,
    /// The source of that page.
    pub source: &'a str,
    /// The form.
    pub form: &'a Form,
    /// Everything that was filled in.
    pub values: &'a [String],
    /// The message; empty where this step of a form did not hold it.
    pub message: &'a str,
    /// The question alone.
    pub question: &'a str,
}

/// What came back.
#[derive(Debug, Clone, Copy)]
pub struct Back<'a> {
    /// The status with which the form itself was answered.
    pub first_status: u16,
    /// The status of the page that was seen in the end.
    pub status: u16,
    /// Whether redirects led there.
    pub led_on: bool,
    /// Its media type, lower case.
    pub media_type: &'a str,
    /// What was seen, as text.
    pub text: &'a str,
    /// The same as a page.
    pub page: &'a Page,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The company has it.
    Accepted {
        /// Under which number.
        reference: Option<String>,
        /// What the page says of that.
        receipt: String,
        /// What it says to the question itself; empty for nothing.
        answer: String,
    },
    /// A form of the page asks for more before it is taken.
    Next {
        /// The form's index.
        form: usize,
        /// Whether that is sure: it holds what was sent, or the page counts its steps.
        sure: bool,
    },
    /// It was not taken.
    Rejected {
        /// The fields that were found wrong, by what a person calls them.
        fields: Vec<String>,
        /// Why, in the page's words where it has some.
        reason: String,
    },
    /// It was not taken, for we came too often.
    Limited {
        /// Whether the server said so by status 429, and so provably took nothing.
        provably: bool,
    },
    /// Nobody can tell.
    Unknown {
        /// What was seen.
        reason: String,
    },
}

/// Judges an answer.
#[must_use]
pub fn judge(sent: &Sent<'_>, back: &Back<'_>) -> Verdict {
    if let Some(verdict) = by_status(sent, back) {
        return verdict;
    }
    if back.media_type.contains("json") {
        return super::json::judge(back.text, sent)
            .unwrap_or_else(|| unknown("the answer is JSON that says neither"));
    }
    let seen = Seen::new(sent, back);
    if let Some(verdict) = seen.refused() {
        return verdict;
    }
    if let Some(verdict) = seen.goes_on() {
        return verdict;
    }
    seen.taken()
}

fn unknown(reason: impl Into<String>) -> Verdict {
    Verdict::Unknown {
        reason: reason.into(),
    }
}

/// What the status alone decides. What was led on was answered well by who took it, whatever came after.
fn by_status(sent: &Sent<'_>, back: &Back<'_>) -> Option<Verdict> {
    if (200..300).contains(&back.status) {
        return None;
    }
    if back.led_on {
        let status = back.status;
        return Some(unknown(format!(
            "the page behind the form answered {status}"
        )));
    }
    Some(match back.first_status {
        429 => Verdict::Limited { provably: true },
        // What these mean is that the request was not acted upon (RFC 9110, section 15.5; 419 is what Laravel
        // says of a form that is too old).
        status @ (400 | 401 | 403 | 404 | 405 | 406 | 410 | 411 | 413 | 414 | 415 | 417 | 419
        | 422 | 428 | 431 | 451) => {
            let seen = Seen::new(sent, back);
            if seen.signs.said.is_some() {
                return Some(unknown(format!(
                    "the server answered {status} with a page that says it was taken"
                )));
            }
            let (fields, said) = seen.complaints();
            Verdict::Rejected {
                fields,
                reason: match said {
                    Some(said) => format!("the server answered {status}: {said}"),
                    None => format!("the server answered {status}"),
                },
            }
        }
        status => unknown(format!("the server answered {status}")),
    })
}

/// What the new sentences of a page say, the line of each.
#[derive(Debug, Default)]
struct Signs {
    said: Option<usize>,
    thanked: Option<usize>,
    thanks: Option<usize>,
    promise: Option<usize>,
    not_taken: Option<usize>,
    wrong: Option<usize>,
    sorry: Option<usize>,
    field_wrong: Option<usize>,
    limited: Option<usize>,
    pending: Option<usize>,
    stepped: Option<usize>,
}

/// An answer, looked at.
struct Seen<'a> {
    sent: &'a Sent<'a>,
    back: &'a Back<'a>,
    /// The lines that are new, the title first where it is.
    new: Vec<&'a str>,
    signs: Signs,
    marks: Marks,
    /// The same form again.
    again: Option<&'a Form>,
}

impl<'a> Seen<'a> {
    fn new(sent: &'a Sent<'a>, back: &'a Back<'a>) -> Self {
        let old: HashSet<String> = lines(&sent.before.text).map(key).collect();
        let ours = key(sent.message);
        let title = back.page.title.trim();
        let title = (key(title) != key(&sent.before.title)).then_some(title);
        let new: Vec<&str> = title
            .into_iter()
            .chain(lines(&back.page.text))
            .filter(|line| {
                let key = key(line);
                // What we wrote ourselves and is shown to us is nobody's word but ours.
                let echo = key.len() > 10
                    && (ours.contains(&key) || (ours.len() > 10 && key.contains(&ours)));
                !key.is_empty() && !old.contains(&key) && !echo
            })
            .take(MOST_LINES)
            .collect();
        Self {
            signs: Signs::of(&new),
            marks: Marks::read(back.text).beyond(&Marks::read(sent.source)),
            again: back.page.forms.iter().find(|form| is_same(form, sent.form)),
            sent,
            back,
            new,
        }
    }

    /// Whether it was not taken.
    fn refused(&self) -> Option<Verdict> {
        let signs = &self.signs;
        let taken = signs.said.is_some();
        if signs.limited.is_some() && !taken {
            return Some(Verdict::Limited { provably: false });
        }
        if let Some(form) = self.again {
            let kept = self.is_kept(form);
            let complains = !self.marks.is_empty()
                || signs.field_wrong.is_some()
                || signs.wrong.is_some()
                || signs.not_taken.is_some();
            if taken && (kept || complains) {
                return Some(unknown(
                    "the page says that it was taken, and shows the form with it again",
                ));
            }
            let only_thanks = signs.thanked.is_some() && !complains && !kept;
            if !taken && !only_thanks && (kept || complains) {
                let (fields, said) = self.complaints();
                return Some(Verdict::Rejected {
                    fields,
                    reason: said.map_or_else(
                        || "the form is shown again with what was filled in".to_owned(),
                        |said| format!("the form is shown again: {said}"),
                    ),
                });
            }
            return None;
        }
        if let Some(line) = signs.not_taken {
            if taken || signs.thanked.is_some() {
                return Some(unknown(
                    "the page says both that it was taken and that it was not",
                ));
            }
            return Some(Verdict::Rejected {
                fields: Vec::new(),
                reason: self.line(line),
            });
        }
        None
    }

    /// Whether the page asks for more.
    fn goes_on(&self) -> Option<Verdict> {
        let form = self.back.page.forms.iter().find(|form| {
            !is_same(form, self.sent.form) && form.unseen.is_none() && self.holds_ours(form)
        });
        if let Some(form) = form {
            return Some(Verdict::Next {
                form: form.index,
                sure: true,
            });
        }
        let signs = &self.signs;
        let counts = signs.pending.is_some() || signs.stepped.is_some();
        if self.again.is_some() || (signs.said.is_some() && !counts) {
            return None;
        }
        // The step that follows asks for something and was not there before. Where the message was sent it must
        // be tied to what was sent, too: a page of thanks may ask for an address for its newsletter.
        let before = self.sent.message.is_empty();
        let next = self.back.page.forms.iter().filter(|form| {
            form.unseen.is_none()
                && !self.sent.before.forms.iter().any(|old| is_same(form, old))
                && form.controls.iter().any(asks)
                && (before
                    || signs.stepped.is_some()
                    || form.action == self.sent.form.action
                    || form
                        .controls
                        .iter()
                        .any(|c| is_step(c) || self.is_ours(&c.value)))
        });
        let next = next.max_by_key(|form| {
            let areas = form
                .controls
                .iter()
                .filter(|c| c.kind == ControlKind::TextArea);
            (
                areas.count().min(1),
                form.controls.iter().filter(|c| asks(c)).count(),
            )
        })?;
        let sure = before || counts || next.controls.iter().any(is_step);
        // What thanks and then asks on asks for an opinion.
        (sure || signs.thanked.is_none()).then_some(Verdict::Next {
            form: next.index,
            sure,
        })
    }

    /// Whether it was taken; called where nothing says that it was not.
    fn taken(&self) -> Verdict {
        let signs = &self.signs;
        if self.sent.message.is_empty() {
            return unknown("the answer to a step without the message");
        }
        if let Some(line) = signs.pending {
            return unknown(format!(
                "the page asks for something else first: {}",
                self.line(line)
            ));
        }
        if let Some(line) = signs.wrong {
            return unknown(format!("the page speaks of a fault: {}", self.line(line)));
        }
        let gone = self.again.is_none();
        if let Some(line) = signs.said {
            return self.accepted(line);
        }
        if let Some(line) = signs.sorry {
            return unknown(format!("the page is sorry: {}", self.line(line)));
        }
        if !self.marks.is_empty() || signs.field_wrong.is_some() {
            return unknown("the page marks something as wrong");
        }
        if let Some(line) = signs.thanked.filter(|_| gone) {
            return self.accepted(line);
        }
        if let Some(line) = signs.thanks.filter(|_| gone) {
            let titled = self.new.first() == Some(&self.back.page.title.trim()) && line == 0;
            let led = self.back.led_on && is_thanks_page(self.back.page);
            if led || titled || signs.promise.is_some() || self.reference().is_some() {
                return self.accepted(line);
            }
            return unknown("the page thanks, and does not say what for");
        }
        if let Some(line) = signs
            .promise
            .filter(|_| gone && self.back.led_on && is_thanks_page(self.back.page))
        {
            return self.accepted(line);
        }
        if let Some(line) = self.case() {
            return self.accepted(line);
        }
        if self.again.is_some() {
            return unknown(
                "the same page came again, and says neither that it was taken nor that it was not",
            );
        }
        unknown("the page that came says neither that it was taken nor that it was not")
    }

    /// Where a helpdesk leads to the case that it opened, with our whole message on it as text and in no field
    /// that could still be sent: the line with the case's number.
    fn case(&self) -> Option<usize> {
        let page = self.back.page;
        let is_shown = self.again.is_none()
            && self.back.led_on
            && squeeze(&page.text).contains(&squeeze(self.sent.message))
            && !page.forms.iter().any(|form| self.holds_ours(form));
        let numbered = || {
            self.new
                .iter()
                .position(|line| line.split_whitespace().any(is_number))
        };
        is_shown.then(numbered).flatten()
    }

    fn reference(&self) -> Option<String> {
        let known: Vec<&str> = self.sent.values.iter().map(String::as_str).collect();
        self.new.iter().find_map(|line| reference(line, &known))
    }

    fn accepted(&self, line: usize) -> Verdict {
        let asked: HashSet<String> = content(self.sent.question).collect();
        let answers = |line: &str| {
            line.chars().count() >= 40
                && content(line)
                    .filter(|word| asked.contains(word))
                    .collect::<HashSet<_>>()
                    .len()
                    >= 2
        };
        let near = line.saturating_sub(2)..line + 8;
        let (mut receipt, mut answer) = (String::new(), String::new());
        for (at, new) in self.new.iter().enumerate() {
            let own = Signs::of(&[new]);
            let is_receipt =
                at == line || own.said.is_some() || own.thanked.is_some() || own.thanks.is_some();
            if !is_receipt && answers(new) {
                add(&mut answer, new);
            } else if is_receipt || near.contains(&at) {
                add(&mut receipt, new);
            }
        }
        Verdict::Accepted {
            reference: self.reference(),
            receipt,
            answer,
        }
    }

    /// The fields that are marked, by what a person calls them, and what is said of them.
    fn complaints(&self) -> (Vec<String>, Option<String>) {
        let mut fields: Vec<String> = Vec::new();
        let form = self.again.unwrap_or(self.sent.form);
        for name in &self.marks.fields {
            let control = form
                .controls
                .iter()
                .find(|c| c.name == *name || c.id == *name);
            let called = control.map_or(name.as_str(), called);
            if !fields.iter().any(|known| known == called) {
                fields.push(called.to_owned());
            }
        }
        let signs = &self.signs;
        let said = self.marks.texts.iter().next().cloned().or_else(|| {
            let line = signs
                .not_taken
                .or(signs.field_wrong)
                .or(signs.wrong)
                .or(signs.sorry);
            line.map(|line| self.line(line))
        });
        (fields, said)
    }

    fn line(&self, at: usize) -> String {
        self.new
            .get(at)
            .map_or_else(String::new, |line| line.chars().take(200).collect())
    }

    /// Whether a form holds what we filled in, to be filled in better.
    fn is_kept(&self, form: &Form) -> bool {
        form.controls
            .iter()
            .any(|control| typed(control) && self.is_ours(&control.value))
    }

    /// Whether another form carries our message on.
    fn holds_ours(&self, form: &Form) -> bool {
        !self.sent.message.is_empty()
            && form
                .controls
                .iter()
                .any(|control| squeeze(&control.value) == squeeze(self.sent.message))
    }

    fn is_ours(&self, value: &str) -> bool {
        let value = squeeze(value);
        value.len() > 5
            && (value == squeeze(self.sent.message)
                || self
                    .sent
                    .values
                    .iter()
                    .any(|ours| value == squeeze(ours) && (ours.contains('@') || ours.len() > 20)))
    }
}

impl Signs {
    fn of(lines: &[&str]) -> Self {
        let mut signs = Self::default();
        for (at, line) in lines.iter().enumerate() {
            // What is quoted was said by others.
            if line.starts_with(['"', '\u{201c}', '\u{201e}', '\u{ab}', '\u{2018}']) {
                continue;
            }
            for sentence in sentences(line) {
                signs.read(at, &sentence);
            }
        }
        signs
    }

    fn read(&mut self, at: usize, sentence: &Sentence) {
        let words = &sentence.words;
        let mark = |sign: &mut Option<usize>| {
            sign.get_or_insert(at);
        };
        let plain = |patterns| {
            any(words, patterns)
                .filter(|(begin, _)| !words[..*begin].iter().any(|w| WHEN.contains(&w.as_str())))
        };
        if any(words, LIMITED).is_some() {
            mark(&mut self.limited);
        }
        if let Some((begin, end)) = plain(PENDING)
            && !is_last_step(&words[begin..], end - begin)
        {
            mark(&mut self.pending);
        }
        if any(words, STEPPED).is_some() {
            mark(&mut self.stepped);
        }
        if sentence.asks {
            return;
        }
        for (patterns, sign) in [
            (NOT_TAKEN, &mut self.not_taken),
            (WRONG, &mut self.wrong),
            (SORRY, &mut self.sorry),
            (FIELD_WRONG, &mut self.field_wrong),
        ] {
            if plain(patterns).is_some() {
                mark(sign);
            }
        }
        let elsewhere = words.iter().any(|w| ELSEWHERE.contains(&w.as_str()));
        let good = |patterns| {
            plain(patterns).is_some_and(|(begin, end)| {
                !elsewhere && !turned(words, begin.saturating_sub(3), (end + 1).min(words.len()))
            })
        };
        for (patterns, sign) in [
            (SAID, &mut self.said),
            (THANKED, &mut self.thanked),
            (THANKS, &mut self.thanks),
            (PROMISE, &mut self.promise),
        ] {
            if good(patterns) {
                mark(sign);
            }
        }
    }
}

/// Whether a word between two places turns the sentence round; `no` before a number does not.
fn turned(words: &[String], from: usize, to: usize) -> bool {
    (from..to).any(|at| {
        NOT.contains(&words[at].as_str())
            && !(words[at] == "no"
                && words
                    .get(at + 1)
                    .is_some_and(|next| next.bytes().any(|b| b.is_ascii_digit())))
    })
}

/// Whether a page counts the steps of a form.
pub(super) fn counts_steps(text: &str) -> bool {
    lines(text).take(MOST_LINES).any(|line| {
        sentences(line)
            .iter()
            .any(|s| any(&s.words, STEPPED).is_some())
    })
}

/// Whether steps are counted, and this is the last: `step 3 of 3`.
fn is_last_step(words: &[String], length: usize) -> bool {
    let number = |at: usize| words.get(at).and_then(|word| word.parse::<u32>().ok());
    length >= 2
        && length <= words.len()
        && number(length - 2).is_some()
        && number(length - 2) == number(length)
}

/// Whether a word is a number such as `GEN-42`, `[returns-7]` or `#1042`.
fn is_number(word: &str) -> bool {
    let framed = word.starts_with('[') && word.contains(']');
    let word = word.trim_matches(|c: char| "[]().,:;".contains(c));
    let digits = |text: &str, least| {
        text.len() >= least && text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit())
    };
    if let Some(rest) = word.strip_prefix('#') {
        return digits(rest, 2);
    }
    let fits =
        |b: u8| b.is_ascii_uppercase() || b"_-".contains(&b) || framed && b.is_ascii_alphanumeric();
    word.rsplit_once('-').is_some_and(|(name, number)| {
        !name.is_empty() && name.len() <= 40 && name.bytes().all(fits) && digits(number, 1)
    })
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// A line as it is compared.
fn key(line: &str) -> String {
    let line = &line[..line.floor_char_boundary(4_000)];
    fold(line).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn add(text: &mut String, line: &str) {
    if text.len() + line.len() < MOST_TEXT {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line);
    }
}

/// The words of a text that say what it is about.
fn content(text: &str) -> impl Iterator<Item = String> {
    words(text)
        .into_iter()
        .filter(|word| word.chars().count() >= 5)
}

/// What a person calls a field.
pub(super) fn called(control: &Control) -> &str {
    [
        &control.label,
        &control.placeholder,
        &control.before,
        &control.name,
        &control.id,
    ]
    .into_iter()
    .map(|name| name.trim())
    .find(|name| !name.is_empty())
    .unwrap_or("a field")
}

/// Whether something is typed into it.
fn typed(control: &Control) -> bool {
    control.unseen.is_none()
        && matches!(
            control.kind,
            ControlKind::Text
                | ControlKind::Email
                | ControlKind::Tel
                | ControlKind::Url
                | ControlKind::Number
                | ControlKind::Date
                | ControlKind::TextArea
        )
}

/// Whether a person is asked for something by it.
fn asks(control: &Control) -> bool {
    typed(control)
        || (control.unseen.is_none()
            && matches!(
                control.kind,
                ControlKind::Select
                    | ControlKind::Checkbox
                    | ControlKind::Radio
                    | ControlKind::File
                    | ControlKind::Password
            ))
}

/// Whether it counts the steps of a form.
fn is_step(control: &Control) -> bool {
    control.kind == ControlKind::Hidden
        && [
            "step",
            "stap",
            "etape",
            "schritt",
            "wizard",
            "current_page",
            "form_page",
        ]
        .iter()
        .any(|word| control.name.to_ascii_lowercase().contains(word))
}

/// Whether two forms are the same one: they ask for the same things.
fn is_same(a: &Form, b: &Form) -> bool {
    let names = |form: &Form| -> HashSet<String> {
        let asked = form
            .controls
            .iter()
            .filter(|c| asks(c) && !c.name.is_empty());
        asked.map(|c| c.name.clone()).collect()
    };
    let (one, other) = (names(a), names(b));
    let both = one.intersection(&other).count();
    // A field or two may come or go between two showings; half of them are another step.
    both > 0 && both * 10 >= one.union(&other).count() * 6
}

/// Whether a page stands where sites put their thanks.
fn is_thanks_page(page: &Page) -> bool {
    const NAMES: &[&str] = &[
        "thank-you",
        "thank_you",
        "thankyou",
        "thanks",
        "thank-you-page",
        "bedankt",
        "bedankpagina",
        "dank",
        "dank-u",
        "dankuwel",
        "merci",
        "danke",
        "dankeschoen",
        "vielen-dank",
        "danke-seite",
        "contact-thank-you",
        "contact-thanks",
        "message-sent",
        "bericht-verzonden",
        "message-envoye",
        "nachricht-gesendet",
        "sent",
        "verzonden",
        "envoye",
        "gesendet",
        "success",
        "bevestiging",
        "confirmation",
    ];
    let last = page
        .address
        .path_segments()
        .and_then(|mut s| s.rfind(|part| !part.is_empty()));
    last.is_some_and(|last| {
        let last = last.to_ascii_lowercase();
        let stem = last.split('.').next().unwrap_or_default();
        NAMES.contains(&stem)
    })
}
