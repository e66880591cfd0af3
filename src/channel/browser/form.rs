//! A contact form put through the browser: the same understanding of its fields as over plain HTTP, real keys and
//! clicks, and the same judge of what came back.
//!
//! From the press of the button on, what is not told by the page stays in doubt.

use super::waiting::{Waiting, fingerprint};
use super::{Browser, BrowserOptions, Trouble};
use crate::channel::Dispatch;
use crate::channel::form::{
    Control, ControlKind, Filled, Form, FormKind, Method, Page, Put, Understood, Value, captcha,
    fill, understand_pinned,
};
use crate::channel::web::{
    Back, Ended, Fallback, Sent, Verdict, belongs, is_processor, judge, leads, same_party,
};
use crate::clock::Clock;
use crate::model::{
    AttemptResult, Channel, Exhibit, ExhibitKind, Meaning, Particulars, Said, Speaker, Web,
};
use scraper::{Html, Selector};
use serde::Serialize;
use serde_json::{Value as Json, json};
use thirtyfour::{By, WebElement};
use url::Url;

/// No form has more steps that are followed.
const MOST_STEPS: usize = 6;
/// No more pages are opened in search of a form.
const MOST_PAGES: usize = 4;
/// Frames are looked into so deep, and no more than so many.
const DEEPEST: usize = 2;
/// See [`DEEPEST`].
const MOST_FRAMES: usize = 8;
/// No more bytes of a page are kept.
const MOST_BYTES: usize = 500_000;

/// Puts contact forms through a browser, where plain HTTP cannot.
pub struct BrowserForms {
    clock: Clock,
    options: BrowserOptions,
    browser: Option<Browser>,
}

impl BrowserForms {
    /// Nothing is started yet. The browser says who asks as the study does; its profiles are for this alone.
    #[must_use]
    pub fn new(web: &Web, clock: Clock, options: BrowserOptions) -> Self {
        Self {
            clock,
            options: options.said_by(&web.operator),
            browser: None,
        }
    }

    /// Ends the browser in good order, so that its profile keeps its cookies.
    pub async fn close(&mut self) {
        if let Some(browser) = self.browser.take() {
            browser.close().await;
        }
    }
}

impl Fallback for BrowserForms {
    async fn put(&mut self, dispatch: &Dispatch, reason: &str) -> Ended {
        let handed = |reason: String| Ended::new(AttemptResult::HandedOver, reason);
        let Some(who) = dispatch.particulars.as_deref() else {
            return handed("nothing is known that could go into a form".to_owned());
        };
        let started = Browser::fitting(
            &mut self.browser,
            &self.options,
            &dispatch.from,
            who.language,
        );
        let browser = match started.await {
            Ok(browser) => browser,
            Err(error) => {
                let hint = error.hint().unwrap_or_default();
                return handed(format!("{reason}, and {error}: {hint}"));
            }
        };
        let mut filling = Filling {
            browser,
            clock: &self.clock,
            dispatch,
            who,
            exhibits: Vec::new(),
            steps: Vec::new(),
            message_sent: false,
            broken: false,
        };
        let mut ended = match filling.run().await {
            Ok(ended) => ended,
            Err(trouble) => filling.failed(&trouble),
        };
        ended.exhibits.extend(filling.proof());
        if filling.broken {
            self.browser = None;
        } else if let Some(browser) = &self.browser {
            let _ = browser.open("about:blank").await;
        }
        ended
    }
}

/// A form that was found.
struct Found {
    /// The frames in which it stands, from the page on.
    way: Vec<WebElement>,
    source: String,
    page: Page,
    understood: Understood,
}

/// How a document came.
struct Arrived {
    status: u16,
    /// Whether redirects led to it.
    led_on: bool,
    /// Whether it is all there.
    whole: bool,
    /// What tells it from any other that stood at the same place.
    born: String,
}

/// One thing pressed, as it is recorded.
#[derive(Debug, Serialize)]
struct Step {
    page: String,
    form: String,
    button: String,
    entries: Vec<(String, String)>,
    answer: String,
    verdict: String,
}

struct Filling<'a> {
    browser: &'a Browser,
    clock: &'a Clock,
    dispatch: &'a Dispatch,
    who: &'a Particulars,
    exhibits: Vec<Exhibit>,
    steps: Vec<Step>,
    /// Whether a button was pressed behind which the message may have left.
    message_sent: bool,
    broken: bool,
}

impl Filling<'_> {
    fn failed(&mut self, trouble: &Trouble) -> Ended {
        self.broken = matches!(trouble, Trouble::Broken(_));
        let result = if self.message_sent {
            AttemptResult::InDoubt
        } else {
            AttemptResult::NotReached
        };
        Ended::new(result, format!("the browser failed: {}", trouble.reason()))
    }

    async fn run(&mut self) -> Result<Ended, Trouble> {
        let mut found = match self.find().await? {
            Ok(found) => found,
            Err(ended) => return Ok(ended),
        };
        for _ in 0..MOST_STEPS {
            match self.step(found).await? {
                Ok(next) => found = next,
                Err(ended) => return Ok(ended),
            }
        }
        Ok(self.stuck("the form has more steps than are followed"))
    }

    /// What is left to a person, unless it may have been taken already.
    fn stuck(&self, reason: &str) -> Ended {
        let result = if self.message_sent {
            AttemptResult::InDoubt
        } else {
            AttemptResult::HandedOver
        };
        Ended::new(result, reason)
    }

    /// Looks for the form: on the page, in its frames, and behind links that promise one.
    async fn find(&mut self) -> Result<Result<Found, Ended>, Trouble> {
        let Ok(contact) = Url::parse(&self.dispatch.to) else {
            let reason = format!("not sent: {} is no address of a page", self.dispatch.to);
            return Ok(Err(Ended::new(AttemptResult::Refused, reason)));
        };
        let mut queue = vec![contact.clone()];
        let mut been: Vec<Url> = Vec::new();
        let mut hindered: Option<Ended> = None;
        while !queue.is_empty() && been.len() < MOST_PAGES {
            let address = queue.remove(0);
            if been.contains(&address) {
                continue;
            }
            been.push(address.clone());
            let first = been.len() == 1;
            match self.browser.open(address.as_str()).await {
                Ok(status) => {
                    if let Some(ended) = unusable(status) {
                        if first || ended.result == AttemptResult::Deferred {
                            return Ok(Err(ended));
                        }
                        continue;
                    }
                }
                Err(Trouble::Unreached(why)) if first => {
                    return Ok(Err(Ended::new(AttemptResult::NotReached, why)));
                }
                Err(Trouble::Unreached(_)) => continue,
                Err(other) => return Err(other),
            }
            match self.look(&contact).await? {
                Ok(found) => return Ok(Ok(found)),
                Err((ended, next)) => {
                    // What was found on the contact point itself says most.
                    if hindered.as_ref().is_none_or(|known| {
                        known.result == AttemptResult::Refused && ended.result != known.result
                    }) {
                        hindered = Some(ended);
                    }
                    queue.extend(next);
                }
            }
        }
        Ok(Err(hindered.unwrap_or_else(|| {
            Ended::new(
                AttemptResult::HandedOver,
                "no page was found that could be read",
            )
        })))
    }

    /// Looks at the page that is open until a form stands on it, or it seems to be all there is; then what
    /// keeps us, and where else to look.
    async fn look(&mut self, contact: &Url) -> Result<Result<Found, (Ended, Vec<Url>)>, Trouble> {
        let mut waiting = Waiting::new(self.clock, self.browser);
        let mut before = 0;
        let mut still = 0;
        loop {
            let documents = self.documents().await?;
            let mut hindrance = None;
            for found in documents.iter().rev() {
                if let Some(ended) = Self::hindered(found) {
                    hindrance = Some(ended);
                }
            }
            let here = documents.first().map(|d| d.page.address.clone());
            let strange = here.as_ref().is_some_and(|at| !belongs(at, contact));
            if strange && self.who.pins.form.is_none() {
                let reason =
                    "the contact page leads to another party's; pin the form if it is theirs";
                return Ok(Err((
                    Ended::new(AttemptResult::HandedOver, reason),
                    Vec::new(),
                )));
            }
            let now = fingerprint(documents.iter().map(|d| d.source.as_str()));
            still = if now == before { still + 1 } else { 0 };
            before = now;
            let next: Vec<Url> = documents
                .first()
                .map(|d| leads(&d.page))
                .unwrap_or_default();
            let free = documents
                .into_iter()
                .find(|found| found.understood.chosen.is_some() && Self::hindered(found).is_none());
            // A form that scripts put up may still be growing: it must have stood still.
            if still >= 1
                && let Some(found) = free
            {
                if self.guarded(&found).await? {
                    let reason = "a proof is asked for that a person sends it";
                    let ended = Ended::new(AttemptResult::HandedOver, reason);
                    return Ok(Err((ended, Vec::new())));
                }
                return Ok(Ok(found));
            }
            let settled = still >= 6 || (still >= 1 && hindrance.is_some());
            if settled || !waiting.on().await {
                let ended = hindrance.unwrap_or_else(|| {
                    Ended::new(
                        AttemptResult::Refused,
                        "there is no contact form, nor a link that leads to one",
                    )
                });
                return Ok(Err((ended, next.into_iter().take(3).collect())));
            }
        }
    }

    /// The page and its frames, as they stand now.
    async fn documents(&self) -> Result<Vec<Found>, Trouble> {
        let mut all = Vec::new();
        let mut open = vec![Vec::new()];
        while let Some(way) = open.pop() {
            if all.len() > MOST_FRAMES {
                break;
            }
            match self.document(&way).await {
                Ok(found) => all.push(found),
                Err(trouble) if way.is_empty() => return Err(trouble),
                Err(_) => continue,
            }
            if way.len() < DEEPEST {
                for frame in self
                    .browser
                    .frames()
                    .await
                    .unwrap_or_default()
                    .into_iter()
                    .rev()
                {
                    let mut way = way.clone();
                    way.push(frame.element);
                    open.push(way);
                }
            }
        }
        Ok(all)
    }

    async fn document(&self, way: &[WebElement]) -> Result<Found, Trouble> {
        self.browser.enter(way).await?;
        let source = self.browser.html().await?;
        let address = self.browser.run("return location.href", Vec::new()).await?;
        let address = address.as_str().and_then(|a| Url::parse(a).ok());
        let address = address.filter(|a| matches!(a.scheme(), "http" | "https"));
        let address = match address {
            Some(address) => address,
            // A frame that was written by a script belongs to its page.
            None => Url::parse(&self.browser.address().await?)
                .map_err(|e| Trouble::Gone(e.to_string()))?,
        };
        let mut page = Page::read_seen(&source, &address);
        for form in &mut page.forms {
            // What a script sends says nothing of how: nobody writes to a company by an address.
            if form
                .action
                .as_deref()
                .is_none_or(|a| matches!(a.trim(), "" | "#"))
            {
                form.method = Method::Post;
            }
        }
        let mut pins = self.who.pins.clone();
        if !way.is_empty() {
            // What is pinned is pinned on the page itself, unless it is found in the frame.
            pins.form = pins.form.filter(|s| source_has(&source, s));
        }
        let understood = understand_pinned(&page, self.who.language, &pins);
        Ok(Found {
            way: way.to_vec(),
            source,
            page,
            understood,
        })
    }

    /// What keeps us from the form of a document, where something does that a person must see to.
    fn hindered(found: &Found) -> Option<Ended> {
        let handed = |reason: String| Some(Ended::new(AttemptResult::HandedOver, reason));
        let understood = &found.understood;
        if let Some(captcha) = &understood.captcha
            && (understood.chosen.is_some() || found.way.is_empty())
        {
            return handed(format!(
                "a proof is asked for that a person sends it: {}",
                captcha.evidence
            ));
        }
        if let Some(blocked) = &understood.blocked
            && (understood.chosen.is_some() || found.way.is_empty())
        {
            return handed(format!("{}: {}", blocked.kind.as_str(), blocked.evidence));
        }
        None
    }

    /// Whether a CAPTCHA is shown beside a form.
    async fn guarded(&self, found: &Found) -> Result<bool, Trouble> {
        self.browser.enter(&found.way).await?;
        let shown = self
            .browser
            .run(include_str!("captcha.js"), Vec::new())
            .await?;
        Ok(shown.as_bool() == Some(true))
    }

    /// Fills one form in, presses its button, and waits for what comes of it.
    async fn step(&mut self, found: Found) -> Result<Result<Found, Ended>, Trouble> {
        let filled = match self.fill(&found) {
            Ok(filled) => filled,
            Err(ended) => return Ok(Err(ended)),
        };
        let Some(form) = found.page.forms.get(filled.form) else {
            return Ok(Err(self.stuck("the form is gone")));
        };
        if let Err(reason) = self.within(&found.page, form) {
            return Ok(Err(self.stuck(&reason)));
        }
        self.browser.enter(&found.way).await?;
        for put in &filled.puts {
            let Some(control) = form.controls.get(put.control) else {
                continue;
            };
            match self.put(&found.source, control, put).await {
                Ok(()) => {}
                Err(Trouble::Gone(why)) => {
                    let name = if control.label.is_empty() {
                        &control.name
                    } else {
                        &control.label
                    };
                    let reason = format!("the form cannot be filled in: {name}: {why}");
                    return Ok(Err(self.stuck(&reason)));
                }
                Err(other) => return Err(other),
            }
        }
        self.picture(ExhibitKind::Before).await;
        // Some come up only once something was typed.
        if self.guarded(&found).await? {
            return Ok(Err(
                self.stuck("a proof is asked for that a person sends it")
            ));
        }
        let Some(button) = filled.button.and_then(|b| form.controls.get(b)) else {
            return Ok(Err(
                self.stuck("the form has no button that a person would press")
            ));
        };
        self.browser.enter(&found.way).await?;
        // What the page says once it is filled in was there before it was sent.
        let before = self.document(&found.way).await?;
        let element = match self.element(&found.source, button).await {
            Ok(element) => element,
            Err(Trouble::Gone(why)) => return Ok(Err(self.stuck(&why))),
            Err(other) => return Err(other),
        };
        let carries = filled.puts(Meaning::Message);
        let was_sent = self.message_sent;
        // From here on, whatever happens.
        self.message_sent |= carries;
        match self.press(&found.way, &element).await {
            Ok(()) => {}
            Err(Trouble::Gone(why)) => {
                self.message_sent = was_sent;
                return Ok(Err(
                    self.stuck(&format!("the button cannot be pressed: {why}"))
                ));
            }
            Err(other) => return Err(other),
        }
        if let Some(field) = self.invalid(&element).await {
            self.message_sent = was_sent;
            let reason =
                format!("the browser does not send it: {field} is not filled in as it should be");
            return Ok(Err(self.stuck(&reason)));
        }
        let (verdict, after) = self.wait(&before, form, &typed(&filled)).await?;
        self.picture(ExhibitKind::After).await;
        self.keep(&after.source, &after.page.address);
        self.steps.push(Step {
            page: found.page.address.to_string(),
            form: form.selector.clone(),
            button: button.caption.clone(),
            entries: entries(form, &filled),
            answer: after.page.address.to_string(),
            verdict: format!("{verdict:?}").chars().take(300).collect(),
        });
        Ok(self.judged(verdict, after, was_sent))
    }

    fn fill(&self, found: &Found) -> Result<Filled, Ended> {
        match fill(&found.page, &found.understood, self.who) {
            Ok(filled) => Ok(filled),
            Err(unfillable) => {
                // A later step need not hold what was given before.
                let only_absent = unfillable
                    .fields
                    .iter()
                    .all(|missing| missing.field.is_empty() && missing.name.is_empty());
                if !self.steps.is_empty() && only_absent && found.understood.chosen.is_some() {
                    return Ok(unfillable.rest);
                }
                Err(self.stuck(&format!(
                    "the form cannot be filled in: {}",
                    unfillable.reason()
                )))
            }
        }
    }

    /// Why a form is not sent where it says that it goes, if so. Where a script sends it, nobody can tell.
    fn within(&self, page: &Page, form: &Form) -> Result<(), String> {
        let action = form.action.as_deref().map(str::trim);
        let Some(to) = action
            .filter(|a| !a.is_empty() && !a.to_ascii_lowercase().starts_with("javascript:"))
            .and_then(|a| page.base.join(a).ok())
        else {
            return Ok(());
        };
        let from = &page.address;
        if from.scheme() == "https" && to.scheme() == "http" {
            return Err("the form is sent without protection".to_owned());
        }
        if !same_party(from, &to) && !is_processor(&to) && self.who.pins.form.is_none() {
            return Err(format!(
                "the form is sent to {}, which may be another company's; pin the form if it is theirs",
                to.host_str().unwrap_or_default()
            ));
        }
        Ok(())
    }

    /// The element of a control, wherever it lies.
    async fn element(&self, source: &str, control: &Control) -> Result<WebElement, Trouble> {
        let number = number(source, &control.selector)
            .ok_or_else(|| Trouble::Gone(format!("{} is not found again", control.selector)))?;
        self.browser.numbered(&number).await
    }

    /// Does with a control what a person would do.
    async fn put(&self, source: &str, control: &Control, put: &Put) -> Result<(), Trouble> {
        let element = self.element(source, control).await?;
        match &put.value {
            Value::Text(text) => {
                if !control.value.is_empty() {
                    let _ = element.clear().await;
                }
                let typed = matches!(control.kind, ControlKind::Date | ControlKind::Color);
                if typed {
                    return self.set(&element, "el.value = value", json!(text)).await;
                }
                self.browser.type_into(&element, text).await?;
                // What a script took away again is not there.
                let json = element
                    .to_json()
                    .map_err(|e| Trouble::Gone(e.to_string()))?;
                let now = self
                    .browser
                    .run(
                        "return String(arguments[0].value || '').slice(0, 20000)",
                        vec![json],
                    )
                    .await?;
                let kept = now.as_str().unwrap_or_default();
                if put.meaning == Meaning::Message && squeezed(kept) != squeezed(text) {
                    return Err(Trouble::Gone("it does not keep what is typed".to_owned()));
                }
                Ok(())
            }
            Value::Chosen(places) => {
                let Some(at) = places.first() else {
                    return Ok(());
                };
                let options = element.find_all(By::Css("option")).await;
                if let Some(option) = options.ok().as_ref().and_then(|all| all.get(*at))
                    && self.browser.press(option).await.is_ok()
                {
                    return Ok(());
                }
                // A list that is drawn anew lies beneath what is seen of it.
                self.set(&element, "el.selectedIndex = value", json!(at))
                    .await
            }
            Value::Ticked(wanted) => {
                let wanted = *wanted;
                if element.is_selected().await.ok() == Some(wanted) {
                    return Ok(());
                }
                if self.browser.press(&element).await.is_err() {
                    let json = element
                        .to_json()
                        .map_err(|e| Trouble::Gone(e.to_string()))?;
                    self.browser.run("arguments[0].click()", vec![json]).await?;
                }
                if element.is_selected().await.ok() == Some(wanted) {
                    Ok(())
                } else {
                    Err(Trouble::Gone("it cannot be ticked".to_owned()))
                }
            }
            // Files are left empty.
            Value::File(_) => Ok(()),
        }
    }

    async fn set(&self, element: &WebElement, how: &str, value: Json) -> Result<(), Trouble> {
        let json = element
            .to_json()
            .map_err(|e| Trouble::Gone(e.to_string()))?;
        let script = format!(
            "const [el, value] = arguments; {how}; for (const type of ['input', 'change']) \
             el.dispatchEvent(new Event(type, {{bubbles: true}}));"
        );
        self.browser
            .run(&script, vec![json, value])
            .await
            .map(|_| ())
    }

    /// Presses the button; where a banner about cookies lies over it, that is turned down first.
    async fn press(&self, way: &[WebElement], button: &WebElement) -> Result<(), Trouble> {
        match self.browser.press(button).await {
            Err(Trouble::Gone(_)) => {
                self.browser.decline().await?;
                self.browser.enter(way).await?;
                self.browser.press(button).await
            }
            other => other,
        }
    }

    /// The field for which the browser itself does not send the form, if it stands there still.
    async fn invalid(&self, button: &WebElement) -> Option<String> {
        let script = "const b = arguments[0], f = b && b.isConnected && b.form;\
                      if (!f || f.noValidate || b.formNoValidate) return null;\
                      const bad = [...f.elements].find(e => e.willValidate && !e.checkValidity());\
                      return bad ? String(bad.name || bad.id || bad.type).slice(0, 80) : null";
        let json = button.to_json().ok()?;
        let bad = self.browser.run(script, vec![json]).await.ok()?;
        bad.as_str().map(str::to_owned)
    }

    /// Waits until the page tells what became of it, or long enough.
    async fn wait(
        &self,
        before: &Found,
        form: &Form,
        values: &[String],
    ) -> Result<(Verdict, Found), Trouble> {
        let mut waiting = Waiting::new(self.clock, self.browser);
        let start = fingerprint([before.source.as_str()]);
        let born = self.arrived(&before.page.address).await.born;
        let mut last = 0;
        loop {
            let more = waiting.on().await;
            self.browser.to_last_window().await;
            let after = match self.document(&before.way).await {
                Ok(after) => after,
                // The frame, or the page around it, is another now.
                Err(Trouble::Gone(_)) => self.document(&[]).await?,
                Err(other) => return Err(other),
            };
            let arrived = self.arrived(&before.page.address).await;
            let now = fingerprint([after.source.as_str()]);
            let changed = now != start || after.page.address != before.page.address;
            let still = now == last && arrived.whole;
            last = now;
            if (changed && still) || !more {
                let sent = Sent {
                    before: &before.page,
                    source: &before.source,
                    form,
                    values,
                    message: if self.message_sent {
                        &self.who.message
                    } else {
                        ""
                    },
                    question: &self.who.question,
                };
                let back = Back {
                    first_status: arrived.status,
                    status: arrived.status,
                    led_on: arrived.led_on,
                    media_type: "text/html",
                    text: &after.source,
                    page: &after.page,
                };
                let verdict = judge(&sent, &back);
                if !changed {
                    let reason = "the page says nothing new".to_owned();
                    return Ok((Verdict::Unknown { reason }, after));
                }
                // On a page that is still the same one, all but success may be on its way to something else.
                let sure = match verdict {
                    Verdict::Accepted { .. } => true,
                    Verdict::Unknown { .. } => false,
                    _ => arrived.born != born,
                };
                if !more || sure {
                    return Ok((verdict, after));
                }
            }
        }
    }

    /// How the document that is looked at came.
    async fn arrived(&self, before: &Url) -> Arrived {
        let script = "const [e] = performance.getEntriesByType('navigation');\
                      return [e ? e.responseStatus || 200 : 200, e ? e.redirectCount : 0, \
                      document.readyState === 'complete', location.href, String(performance.timeOrigin)]";
        let found = self
            .browser
            .run(script, Vec::new())
            .await
            .unwrap_or_default();
        let elsewhere = found[3].as_str().is_some_and(|at| at != before.as_str());
        Arrived {
            status: found[0]
                .as_u64()
                .and_then(|s| u16::try_from(s).ok())
                .unwrap_or(200),
            led_on: elsewhere && found[1].as_u64().unwrap_or(0) > 0,
            whole: found[2].as_bool().unwrap_or(false),
            born: found[4].as_str().unwrap_or_default().to_owned(),
        }
    }

    fn judged(&self, verdict: Verdict, after: Found, was_sent: bool) -> Result<Found, Ended> {
        let over = |result, reason: String| Err(Ended::new(result, reason));
        match verdict {
            Verdict::Accepted {
                reference,
                receipt,
                answer,
            } => {
                let said = |nth, text| self.said(&after.page, nth, text);
                Err(Ended::taken(reference, [receipt, answer], said))
            }
            Verdict::Next { form, sure } => self.next(after, form, sure),
            Verdict::Rejected { fields, reason } => Err(Ended::not_taken(&fields, &reason)),
            Verdict::Limited { provably } if !was_sent => {
                let result = if provably {
                    AttemptResult::Deferred
                } else {
                    AttemptResult::HandedOver
                };
                over(
                    result,
                    "not taken: the site says that too many came at a time".to_owned(),
                )
            }
            Verdict::Limited { .. } => over(
                AttemptResult::InDoubt,
                "a step of the form was taken, and at the next too many came at a time".to_owned(),
            ),
            Verdict::Unknown { reason } => Err(self.stuck(&reason)),
        }
    }

    fn next(&self, mut after: Found, form: usize, sure: bool) -> Result<Found, Ended> {
        let at = after.page.forms.iter().position(|f| f.index == form);
        let kind = at
            .and_then(|at| after.understood.forms.get(at))
            .map(|f| f.kind);
        if !sure && !matches!(kind, Some(FormKind::Contact | FormKind::Other)) {
            return Err(self.stuck("the page that came asks for something else"));
        }
        if let Some(proof) = captcha(&after.page, at.and_then(|at| after.page.forms.get(at))) {
            let reason = format!(
                "a step of the form asks for a proof that a person sends it: {}",
                proof.evidence
            );
            return Err(self.stuck(&reason));
        }
        after.understood.chosen = at;
        Ok(after)
    }

    fn said(&self, page: &Page, nth: u32, text: String) -> Said {
        Said {
            token: self.who.token.clone(),
            number: self.dispatch.number,
            nth,
            channel: Channel::WebForm,
            speaker: Speaker::Page,
            name: String::new(),
            text,
            address: page.address.to_string(),
            at: self.clock.now(),
            unasked: false,
        }
    }

    async fn picture(&mut self, kind: ExhibitKind) {
        let Ok(body) = self.browser.picture().await else {
            return;
        };
        // Of several steps, the first before and the last after.
        if kind == ExhibitKind::After {
            self.exhibits.retain(|e| e.kind != kind);
        } else if self.exhibits.iter().any(|e| e.kind == kind) {
            return;
        }
        let address = self.browser.address().await.unwrap_or_default();
        self.exhibits.push(Exhibit {
            kind,
            media_type: "image/png".to_owned(),
            address,
            at: self.clock.now(),
            body,
        });
    }

    fn keep(&mut self, source: &str, address: &Url) {
        let mut end = source.len().min(MOST_BYTES);
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        self.exhibits.push(Exhibit {
            kind: ExhibitKind::Page,
            media_type: "text/html".to_owned(),
            address: address.to_string(),
            at: self.clock.now(),
            body: source.as_bytes()[..end].to_vec(),
        });
    }

    fn proof(&mut self) -> Vec<Exhibit> {
        let mut exhibits = std::mem::take(&mut self.exhibits);
        if let Some(last) = self.steps.last()
            && let Ok(body) = serde_json::to_vec(&self.steps)
        {
            exhibits.push(Exhibit {
                kind: ExhibitKind::Record,
                media_type: "application/json".to_owned(),
                address: last.page.clone(),
                at: self.clock.now(),
                body,
            });
        }
        exhibits
    }
}

/// The number that the browser gave to what a selector finds in a source.
fn number(source: &str, selector: &str) -> Option<String> {
    let selector = Selector::parse(selector).ok()?;
    let html = Html::parse_document(source);
    let number = html.select(&selector).next()?.attr("data-shopper-n")?;
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| number.to_owned())
}

fn source_has(source: &str, selector: &str) -> bool {
    number(source, selector).is_some()
}

/// What was typed.
fn typed(filled: &Filled) -> Vec<String> {
    let text = |put: &Put| match &put.value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    };
    filled.puts.iter().filter_map(text).collect()
}

/// What was done with each field, as it is recorded.
fn entries(form: &Form, filled: &Filled) -> Vec<(String, String)> {
    let puts = filled.puts.iter();
    puts.filter_map(|put| {
        let control = form.controls.get(put.control)?;
        let name = if control.name.is_empty() {
            &control.selector
        } else {
            &control.name
        };
        let value = match &put.value {
            Value::Text(text) => text.clone(),
            Value::Chosen(places) => control.choices.get(*places.first()?)?.label.clone(),
            Value::Ticked(true) => "ticked".to_owned(),
            Value::Ticked(false) => "not ticked".to_owned(),
            Value::File(_) => return None,
        };
        Some((name.clone(), value))
    })
    .collect()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Why a page is none to look for a form on, by its status.
fn unusable(status: Option<u16>) -> Option<Ended> {
    let status = status?;
    let said = format!("the server answered {status}");
    Some(match status {
        404 | 410 => Ended::new(AttemptResult::Refused, said),
        408 | 425 | 429 | 500.. => Ended::new(AttemptResult::Deferred, said),
        401 | 403 => Ended::new(
            AttemptResult::HandedOver,
            format!("{said}: one must log in, or programs are kept out"),
        ),
        400.. => Ended::new(AttemptResult::HandedOver, said),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_is_found_again_by_its_number() {
        let source = r#"<form data-shopper-n="0"><input name="a" data-shopper-n="1"><input name="b" data-shopper-n="x"></form>"#;
        assert_eq!(number(source, "input[name=\"a\"]"), Some("1".to_owned()));
        assert_eq!(number(source, "input[name=\"b\"]"), None);
        assert_eq!(number(source, "input[name=\"c\"]"), None);
        assert_eq!(number(source, "]["), None);
    }

    #[test]
    fn what_a_status_means_before_anything_was_sent() {
        assert!(unusable(Some(200)).is_none() && unusable(None).is_none());
        for (status, result) in [
            (404, AttemptResult::Refused),
            (503, AttemptResult::Deferred),
            (403, AttemptResult::HandedOver),
        ] {
            assert_eq!(unusable(Some(status)).unwrap().result, result);
        }
    }
}
