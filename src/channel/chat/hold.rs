//! Holding one chat: from the page to the record of it.
//!
//! On the wall's clock the page is looked at again and again. Under simulated time that is what is done too as
//! long as nothing is known of the other side; but where it is the sandbox's, which says when something sets
//! out and when it has arrived ([`Clock::underway`]), time leaps to what happens next: one look for each thing
//! that is said.

use super::prechat::{Plan, plan};
use super::record::{Ended, Record};
use super::scene::{self, Found, Look, Scene};
use super::talk::Talk;
use super::vendors::Vendor;
use super::words::fold;
use crate::channel::Dispatch;
use crate::channel::browser::{Browser, Trouble};
use crate::clock::Clock;
use crate::model::{
    AttemptResult, Channel, Exhibit, ExhibitKind, Outcome, Particulars, Said, Speaker,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use std::time::Duration;
use thirtyfour::{Key, WebElement};

/// What passes between two looks while a chat is looked for: some twenty seconds in all.
const LOOKS: [i64; 13] = [
    0, 250, 250, 500, 500, 1000, 1000, 1500, 2000, 2000, 3000, 4000, 4000,
];
/// So many things that may open a chat are pressed.
const MOST_PRESSED: usize = 3;
/// What came with the chat is there after so long.
const GREETS: SignedDuration = SignedDuration::from_secs(4);
/// After so long words that were sent show, or the field is empty.
const CONFIRM: SignedDuration = SignedDuration::from_secs(20);
/// So many looks in a row may fail before a chat counts as gone.
const MOST_LOST: u32 = 6;
/// The page's own time, in milliseconds, that passes with each step of simulated time.
const BREATH: u32 = 40;
/// Under simulated time a chat that was just opened has so long, in real time, to say that it keeps that time.
const OPENS: Duration = Duration::from_secs(1);
/// What has not arrived after so long, in real time, is not waited for any more.
const ARRIVES: Duration = Duration::from_secs(10);
/// What is deferred so often stays so: the last attempt that `backoff` grants.
const LAST_ATTEMPT: u32 = 6;

/// How it ended, what it came to, and why.
struct End {
    ended: Ended,
    result: AttemptResult,
    why: String,
}

impl End {
    fn new(ended: Ended, result: AttemptResult, why: impl Into<String>) -> Self {
        Self {
            ended,
            result,
            why: why.into(),
        }
    }

    fn hand(why: impl Into<String>) -> Self {
        Self::new(Ended::HandedOver, AttemptResult::HandedOver, why)
    }
}

/// One chat.
pub(super) struct Hold<'a> {
    browser: &'a Browser,
    clock: &'a Clock,
    patience: SignedDuration,
    dispatch: &'a Dispatch,
    who: &'a Particulars,
    question: String,
    talk: Talk,
    vendor: Option<&'static Vendor>,
    exhibits: Vec<Exhibit>,
    /// Whether the browser failed and should not be used again.
    broken: bool,
    /// What had set out before, under simulated time: more has when the chat's other side keeps that time.
    before: u64,
    /// Whether something did not arrive, so that the other side is not relied on.
    astray: bool,
}

/// Where the talk goes on.
struct Seat {
    way: Vec<WebElement>,
    chatty: bool,
}

impl<'a> Hold<'a> {
    pub(super) fn new(
        browser: &'a Browser,
        clock: &'a Clock,
        patience: SignedDuration,
        dispatch: &'a Dispatch,
        who: &'a Particulars,
    ) -> Self {
        let question = if who.question.trim().is_empty() {
            &dispatch.body
        } else {
            &who.question
        };
        Self {
            before: clock.set_out(),
            browser,
            clock,
            patience,
            dispatch,
            who,
            // In a chat a new line sends what stands above it.
            question: question.split_whitespace().collect::<Vec<_>>().join(" "),
            talk: Talk::default(),
            vendor: None,
            exhibits: Vec::new(),
            broken: false,
            astray: false,
        }
    }

    /// Holds it. The second is whether the browser can be used again.
    pub(super) async fn hold(mut self) -> (Outcome, bool) {
        let opened_at = self.clock.now();
        let end = match self.run().await {
            Ok(end) => end,
            Err(trouble) => self.failed(&trouble),
        };
        self.picture(ExhibitKind::After).await;
        let outcome = self.outcome(end, opened_at).await;
        (outcome, !self.broken)
    }

    /// What a failure of the browser comes to: it depends on whether the question may have left.
    fn failed(&mut self, trouble: &Trouble) -> End {
        self.broken = matches!(trouble, Trouble::Broken(_));
        let why = format!("the browser failed: {}", trouble.reason());
        if self.talk.asked_at().is_none() {
            return End::new(Ended::Broken, AttemptResult::NotReached, why);
        }
        if self.talk.is_answered() {
            return End::new(Ended::Answered, AttemptResult::Accepted, why);
        }
        let result = if self.talk.is_shown() && !self.talk.is_undelivered() {
            AttemptResult::Accepted
        } else {
            AttemptResult::InDoubt
        };
        End::new(Ended::Broken, result, why)
    }

    async fn run(&mut self) -> Result<End, Trouble> {
        let is_page = url::Url::parse(&self.dispatch.to)
            .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        if !is_page {
            let why = format!("{} is no address of a page", self.dispatch.to);
            return Ok(End::new(Ended::NoWidget, AttemptResult::Refused, why));
        }
        match self.browser.open(&self.dispatch.to).await {
            Ok(status) => {
                if let Some(end) = by_status(status) {
                    return Ok(end);
                }
            }
            Err(Trouble::Unreached(why)) => {
                return Ok(End::new(Ended::Broken, AttemptResult::NotReached, why));
            }
            Err(other) => return Err(other),
        }
        match self.find().await? {
            Err(end) => Ok(end),
            Ok(seat) if self.talk.asked_at().is_some() => self.watch(seat, None).await,
            Ok(seat) => self.ask(seat).await,
        }
    }

    /// Looks for the chat, opens it, and gets through what stands before it.
    async fn find(&mut self) -> Result<Result<Seat, End>, Trouble> {
        let mut pressed: Vec<String> = Vec::new();
        let mut filled = false;
        let mut left = None;
        let mut step = 0;
        let mut opened = false;
        while step < LOOKS.len() {
            self.pass_looking(step).await;
            step += 1;
            let look = scene::look(self.browser, self.vendor).await?;
            self.vendor = look.vendor;
            if let Some(why) = look.guard() {
                return Ok(Err(self.guarded(why)));
            }
            if let Some(seat) = look.chat().map(seat) {
                if opened || matches!(self.clock, Clock::Wall) {
                    return Ok(Ok(seat));
                }
                // What is shown first may be taken back, when nobody is there.
                opened = true;
                self.clock.settled(self.before + 1, OPENS).await;
                step = step.min(LOOKS.len() - 1);
                continue;
            }
            if filled && look.prechat().is_none() && self.talk.asked_at().is_some() {
                // The question went with the form: what comes now is looked for where the form stood.
                continue;
            }
            if let Some((place, form)) = look.prechat() {
                if filled {
                    continue;
                }
                match plan(form, self.who, &self.question) {
                    Plan::Leave(why) => {
                        // What opens the chat itself may stand beside it, or come later.
                        left = Some(why);
                    }
                    Plan::Hand(why) => return Ok(Err(End::hand(why))),
                    Plan::Fill { texts, asks } => {
                        // A form that was just shown may still be growing.
                        if step < 2 {
                            continue;
                        }
                        self.picture(ExhibitKind::Before).await;
                        if let Err(end) = self.fill(place, form, &texts, asks).await? {
                            return Ok(Err(end));
                        }
                        filled = true;
                        step = 1;
                        continue;
                    }
                }
            }
            if pressed.len() < MOST_PRESSED
                && !filled
                && let Some(key) = self.open_one(&look, &pressed).await?
            {
                pressed.push(key);
                step = 1;
                continue;
            }
            if self.keeps_time() && step < LOOKS.len() {
                // All that there is has arrived: one more look, when everybody else would give up too.
                step = LOOKS.len() - 1;
            }
        }
        Ok(Err(self.not_found(filled, left, !pressed.is_empty())))
    }

    fn guarded(&self, why: &str) -> End {
        if self.talk.asked_at().is_some() {
            End::new(Ended::HandedOver, AttemptResult::InDoubt, why)
        } else {
            End::hand(why)
        }
    }

    fn not_found(&self, filled: bool, left: Option<String>, pressed: bool) -> End {
        if filled {
            return if self.talk.asked_at().is_some() {
                End::new(
                    Ended::Broken,
                    AttemptResult::InDoubt,
                    "the question went with the form before the chat, and no chat came",
                )
            } else {
                End::hand("the form before the chat was not taken")
            };
        }
        if let Some(why) = left {
            return self.deferred(Ended::LeaveMessage, &why);
        }
        if let Some(vendor) = self.vendor {
            let why = format!("the chat of {} is not shown now", vendor.name);
            return self.deferred(Ended::Closed, &why);
        }
        if pressed {
            return End::hand("what looks like a chat's button opened none that could be found");
        }
        End::new(
            Ended::NoWidget,
            AttemptResult::Refused,
            "there is no chat on the page",
        )
    }

    /// No chat is offered now; after the last attempt that stays so.
    fn deferred(&self, ended: Ended, why: &str) -> End {
        let result = if self.dispatch.number >= LAST_ATTEMPT {
            AttemptResult::Refused
        } else {
            AttemptResult::Deferred
        };
        End::new(ended, result, why)
    }

    /// Presses the best of what may open the chat that was not pressed yet; its key, if there was one.
    async fn open_one(
        &mut self,
        look: &Look,
        pressed: &[String],
    ) -> Result<Option<String>, Trouble> {
        for (place, launcher) in look.launchers() {
            let key = format!("{} {}", place.way.len(), launcher.label);
            if pressed.contains(&key) {
                continue;
            }
            self.browser.enter(&place.way).await?;
            let Ok(element) = self.browser.element(launcher.element.clone()) else {
                continue;
            };
            self.press(&place.way, &element).await?;
            return Ok(Some(key));
        }
        Ok(None)
    }

    /// Presses something; where a banner about cookies lies over it, that is turned down first.
    async fn press(&self, way: &[WebElement], element: &WebElement) -> Result<bool, Trouble> {
        match self.browser.press(element).await {
            Ok(()) => return Ok(true),
            Err(Trouble::Gone(_)) => {}
            Err(other) => return Err(other),
        }
        self.browser.decline().await?;
        self.browser.enter(way).await?;
        match self.browser.press(element).await {
            Ok(()) => Ok(true),
            Err(Trouble::Gone(_)) => {
                // What lies over it, such as a picture of its own, hides it from the mouse alone.
                let element = element
                    .to_json()
                    .map_err(|e| Trouble::Gone(e.to_string()))?;
                let clicked = self
                    .browser
                    .run("arguments[0].click(); return true", vec![element])
                    .await;
                Ok(clicked.is_ok())
            }
            Err(other) => Err(other),
        }
    }

    /// Fills in the form before the chat and sends it.
    async fn fill(
        &mut self,
        place: &Scene,
        form: &scene::Prechat,
        texts: &[(usize, String)],
        asks: bool,
    ) -> Result<Result<(), End>, Trouble> {
        self.browser.enter(&place.way).await?;
        for (at, text) in texts {
            let Some(field) = form.fields.get(*at) else {
                continue;
            };
            let element = self.browser.element(field.element.clone())?;
            if let Err(Trouble::Gone(why)) = self.browser.type_into(&element, text).await {
                return Ok(Err(End::hand(format!(
                    "the form before the chat takes no text: {why}"
                ))));
            }
        }
        let Some(button) = form.button.clone() else {
            return Ok(Err(End::hand("the form before the chat has no button")));
        };
        let button = self.browser.element(button)?;
        if asks {
            self.talk.ask(&self.question, self.clock.now());
        }
        match self.browser.press(&button).await {
            Ok(()) => Ok(Ok(())),
            // It was not pressed at all.
            Err(Trouble::Gone(why)) => {
                self.talk.unask();
                Ok(Err(End::hand(format!(
                    "the form before the chat cannot be sent: {why}"
                ))))
            }
            Err(other) => Err(other),
        }
    }

    /// Waits for what comes with the chat, then puts the question.
    async fn ask(&mut self, mut seat: Seat) -> Result<End, Trouble> {
        let until = later(self.clock.now(), GREETS);
        let mut found = self.see(&mut seat).await?;
        while self.clock.now() < until {
            if self.keeps_time() {
                self.leap(until).await;
            } else {
                self.pass(SignedDuration::from_millis(500)).await;
            }
            found = self.see(&mut seat).await?;
        }
        if let Some((ended, why)) = self.talk.is_closed() {
            let why = why.to_owned();
            return Ok(self.deferred(ended, &why));
        }
        self.picture(ExhibitKind::Before).await;
        self.browser.enter(&seat.way).await?;
        let Some(input) = found.as_ref().and_then(|f| f.input.as_ref()) else {
            return Ok(End::hand("what the question is typed into went away"));
        };
        let input = self.browser.element(input.element.clone())?;
        self.press(&seat.way, &input).await?;
        if let Err(Trouble::Gone(why)) = self.browser.type_into(&input, &self.question).await {
            return Ok(End::hand(format!("the chat takes no text: {why}")));
        }
        // What sends it may be shown only now.
        self.browser.breathe(BREATH).await;
        let now = scene::again(self.browser, &seat.way, seat.chatty, self.vendor).await?;
        let typed = now.input.as_ref().map_or("", |i| i.value.as_str());
        if fold(typed) != fold(&self.question) {
            return Ok(End::hand("the chat does not take the whole question"));
        }
        let (talk, question) = (&mut self.talk, &self.question);
        talk.ask(question, self.clock.now());
        let heard = self.clock.set_out() + 1;
        let pressed = match now.send {
            Some(button) => {
                let button = self.browser.element(button)?;
                self.browser.press(&button).await
            }
            None => {
                self.browser
                    .type_into(&input, &Key::Enter.value().to_string())
                    .await
            }
        };
        match pressed {
            Ok(()) => {
                if self.keeps_time() {
                    // Before it was heard nothing can come of it, so no time passes.
                    self.settle(heard).await;
                }
                self.watch(seat, Some(input)).await
            }
            Err(Trouble::Gone(why)) => {
                self.talk.unask();
                Ok(End::hand(format!("the question cannot be sent: {why}")))
            }
            Err(other) => Err(other),
        }
    }

    /// Looks at what stands in the chat now; `None` when it cannot be found this time.
    async fn see(&mut self, seat: &mut Seat) -> Result<Option<Found>, Trouble> {
        let found = match scene::again(self.browser, &seat.way, seat.chatty, self.vendor).await {
            Ok(found) => found,
            Err(Trouble::Broken(why)) => return Err(Trouble::Broken(why)),
            Err(_) => {
                // The frame was put up anew, perhaps elsewhere.
                let look = scene::look(self.browser, self.vendor).await?;
                let Some(place) = look.scenes.into_iter().find(|s| {
                    s.found.input.is_some()
                        || (s.found.form.is_some() && !s.found.blocks.is_empty())
                }) else {
                    return Ok(None);
                };
                seat.way = place.way;
                seat.chatty = place.chatty;
                place.found
            }
        };
        let gone = found.input.is_none() && found.blocks.is_empty();
        if gone {
            return Ok(None);
        }
        self.talk.see(&found.blocks, found.typing, self.clock.now());
        Ok(Some(found))
    }

    /// Waits for what comes back, until it is over.
    async fn watch(&mut self, mut seat: Seat, input: Option<WebElement>) -> Result<End, Trouble> {
        let asked = self.talk.asked_at().unwrap_or_else(|| self.clock.now());
        let mut lost = 0;
        let mut emptied = input.is_none();
        let mut again = false;
        let mut stirred = (asked, 0);
        let mut looked = false;
        loop {
            let now = self.clock.now();
            if !self.keeps_time() || lost > 0 {
                self.pass(self.step(now.duration_since(stirred.0))).await;
            } else if looked {
                self.leap(self.next(asked, now)).await;
            }
            looked = true;
            let found = self.see(&mut seat).await?;
            let now = self.clock.now();
            let lines = self.talk.turns().map(|t| t.text.len()).sum::<usize>();
            if lines != stirred.1 {
                stirred = (now, lines);
            }
            let Some(found) = found else {
                lost += 1;
                if lost >= MOST_LOST {
                    return Ok(self.closing(Ended::Broken, emptied, "the chat went away"));
                }
                continue;
            };
            lost = 0;
            if found.captcha || found.password {
                let ended = Ended::HandedOver;
                return Ok(self.closing(ended, false, "something to prove or to log in came up"));
            }
            let typed = found.input.as_ref().map(|i| i.value.as_str());
            let kept = typed.is_some_and(|typed| fold(typed) == fold(&self.question));
            emptied |= typed.is_some_and(|typed| fold(typed).is_empty());
            if self.talk.is_undelivered() {
                return Ok(self.closing(
                    Ended::Broken,
                    false,
                    "the chat says that it did not arrive",
                ));
            }
            // A new line in the field is the proof that Enter sent nothing.
            let broken_off = typed.is_some_and(|typed| typed.ends_with('\n') && kept);
            if broken_off && !again && !self.talk.is_shown() {
                again = true;
                let Some(button) = found.send else {
                    self.talk.unask();
                    return Ok(End::hand("nothing was found that sends the question"));
                };
                let button = self.browser.element(button)?;
                self.browser.press(&button).await?;
                continue;
            }
            let waited = now.duration_since(asked);
            if waited >= CONFIRM && !self.talk.is_shown() && !emptied {
                return Ok(self.closing(
                    Ended::Broken,
                    false,
                    "the question still stands in its field",
                ));
            }
            if let Some(ended) = self.talk.over(self.patience, now) {
                return Ok(self.closing(ended, emptied, ""));
            }
        }
    }

    /// What it came to once the question may have left. It is accepted when our words stand in the log, or
    /// their field was emptied and something came back.
    fn closing(&self, ended: Ended, emptied: bool, why: &str) -> End {
        let delivered = self.talk.is_shown() || (emptied && self.talk.is_heard());
        let result = if delivered && !self.talk.is_undelivered() {
            AttemptResult::Accepted
        } else {
            AttemptResult::InDoubt
        };
        let ended = match ended {
            Ended::Broken | Ended::HandedOver if self.talk.is_answered() => Ended::Answered,
            other => other,
        };
        End::new(ended, result, why)
    }

    /// What passes until the next look. Simulated time goes in steps that grow with the wait, a tenth of it:
    /// each costs a moment of real time.
    fn step(&self, idle: SignedDuration) -> SignedDuration {
        let (least, most) = match self.clock {
            Clock::Wall => (500, 1000),
            Clock::Simulated(_) => (500, 15_000),
        };
        let tenth = i64::try_from(idle.as_millis() / 10).unwrap_or(most);
        SignedDuration::from_millis(tenth.clamp(least, most))
    }

    /// The next moment at which something is decided, should nothing more come.
    fn next(&self, asked: Timestamp, now: Timestamp) -> Timestamp {
        [
            self.talk.quiet_at(),
            Some(later(asked, CONFIRM)),
            Some(later(asked, self.patience)),
        ]
        .into_iter()
        .flatten()
        .filter(|at| *at > now)
        .min()
        .unwrap_or_else(|| later(now, SignedDuration::from_secs(1)))
    }

    /// Whether the chat's other side keeps simulated time, and says what is on its way.
    fn keeps_time(&self) -> bool {
        !self.astray && self.clock.set_out() > self.before
    }

    /// Lets simulated time pass until something sets out, at most until a moment, and that arrive.
    async fn leap(&mut self, until: Timestamp) {
        self.clock.sleep_until_news(until).await;
        self.settle(0).await;
    }

    /// Waits in real time until so much has set out in all, and has arrived.
    async fn settle(&mut self, set_out: u64) {
        self.astray |= !self.clock.settled(set_out, ARRIVES).await;
    }

    /// What passes before a look at which the chat is looked for. That a page is put up takes no simulated
    /// time, so that the machine's speed does not count; only that it is given up does.
    async fn pass_looking(&self, step: usize) {
        if matches!(self.clock, Clock::Wall) {
            self.pass(SignedDuration::from_millis(LOOKS[step])).await;
        } else if step + 1 == LOOKS.len() {
            self.pass(SignedDuration::from_millis(LOOKS.iter().sum()))
                .await;
        } else {
            self.browser.breathe(BREATH).await;
        }
    }

    /// Lets time pass, for the page too.
    async fn pass(&self, span: SignedDuration) {
        self.clock.sleep_until(later(self.clock.now(), span)).await;
        if matches!(self.clock, Clock::Simulated(_)) {
            self.browser.breathe(BREATH).await;
        }
    }

    async fn picture(&mut self, kind: ExhibitKind) {
        if self.exhibits.iter().any(|e| e.kind == kind) {
            return;
        }
        if let Ok(body) = self.browser.picture().await {
            self.exhibits.push(Exhibit {
                kind,
                media_type: "image/png".to_owned(),
                address: self.dispatch.to.clone(),
                at: self.clock.now(),
                body,
            });
        }
    }

    async fn outcome(&mut self, end: End, opened_at: Timestamp) -> Outcome {
        let now = self.clock.now();
        let _ = self.browser.leave_frames().await;
        let url = match self.browser.address().await {
            Ok(url) => url,
            Err(_) => self.dispatch.to.clone(),
        };
        let record = Record {
            vendor: self.vendor.map_or("", |v| v.name).to_owned(),
            url: url.clone(),
            opened_at,
            asked_at: self.talk.asked_at(),
            ended_at: now,
            ended: end.ended,
            why: end.why.clone(),
            queue: self.talk.queue().to_vec(),
            offered: self.talk.offered().to_vec(),
            turns: self.talk.turns().cloned().collect(),
        };
        let said = record
            .turns
            .iter()
            .filter(|turn| turn.speaker != Speaker::Shopper)
            .zip(0_u32..)
            .map(|(turn, nth)| Said {
                token: self.who.token.clone(),
                number: self.dispatch.number,
                nth,
                channel: Channel::Chat,
                speaker: turn.speaker,
                name: turn.name.clone(),
                text: turn.text.clone(),
                address: url.clone(),
                at: turn.at,
                unasked: turn.unasked,
            })
            .collect();
        if let Ok(body) = serde_json::to_vec_pretty(&record) {
            self.exhibits.push(Exhibit {
                kind: ExhibitKind::Record,
                media_type: "application/json".to_owned(),
                address: url,
                at: now,
                body,
            });
        }
        // The page is left, as a visitor leaves it: nothing more is said.
        let _ = self.browser.open("about:blank").await;
        let ended = serde_json::to_value(end.ended).ok();
        let ended = ended.as_ref().and_then(Value::as_str).unwrap_or_default();
        let reply = if end.why.is_empty() {
            ended.to_owned()
        } else {
            format!("{ended}: {}", end.why)
        };
        Outcome {
            // What is accepted was put when it was sent, not when the talk was over.
            at: match (end.result, self.talk.asked_at()) {
                (AttemptResult::Accepted, Some(asked)) => asked,
                _ => now,
            },
            said,
            exhibits: std::mem::take(&mut self.exhibits),
            ..Outcome::new(
                self.dispatch.enquiry,
                self.dispatch.number,
                now,
                end.result,
                reply,
            )
        }
    }
}

fn later(at: Timestamp, span: SignedDuration) -> Timestamp {
    at.checked_add(span).unwrap_or(at)
}

fn seat(place: &Scene) -> Seat {
    Seat {
        way: place.way.clone(),
        chatty: place.chatty,
    }
}

/// What the page's status alone decides.
fn by_status(status: Option<u16>) -> Option<End> {
    let status = status?;
    let why = format!("the page's server answered {status}");
    match status {
        404 | 410 => Some(End::new(Ended::NoWidget, AttemptResult::Refused, why)),
        401 | 403 | 407 => Some(End::hand(why)),
        408 | 429 | 500.. => Some(End::new(Ended::Broken, AttemptResult::Deferred, why)),
        _ => None,
    }
}
