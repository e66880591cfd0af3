//! One enquiry put by a form: found, filled in, sent step by step, judged.
//!
//! Nothing is sent twice. From the first byte of a step that holds the message on, what is not told by the
//! site stays in doubt.

use super::fallback::Ended;
use super::party::{host, is_processor, same_party};
use super::proof::{Proof, Step};
use super::session::{Fault, Parcel, Seen, Session};
use super::verdict::{Back, Sent, Verdict, judge};
use super::visit::{Found, NoForm, find};
use crate::channel::Dispatch;
use crate::channel::form::{
    Captcha, CaptchaKind, EntryValue, Filled, Form, FormKind, Method, Page, Put, Submission, Value,
    captcha, fill, submit, understand_pinned,
};
use crate::clock::Clock;
use crate::model::{AttemptResult, Channel, Exhibit, Meaning, Particulars, Said, Speaker};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::time::Duration;
use url::Url;

/// No form has more steps that are followed.
const MOST_STEPS: usize = 6;

/// What plain HTTP cannot do.
pub(super) struct NeedsScript {
    /// Why.
    pub reason: String,
    /// What was seen of it.
    pub exhibits: Vec<Exhibit>,
}

fn out_of_time(patience: Duration) -> NoForm {
    let reason = format!("no form was found in {} s", patience.as_secs_f64());
    NoForm::Over(Ended::new(AttemptResult::NotReached, reason))
}

/// Puts an enquiry by the form at a contact point, or says what keeps it.
pub(super) async fn put(
    session: &mut Session<'_>,
    clock: &Clock,
    contact: &Url,
    dispatch: &Dispatch,
    particulars: &Particulars,
) -> Result<Ended, NeedsScript> {
    let mut proof = Proof::new(clock);
    // However slowly a site leads us round: nothing was sent yet.
    let patience = session.patience();
    let search = find(session, &mut proof, contact, particulars);
    let found = tokio::time::timeout(patience, search).await;
    let mut ended = match found.unwrap_or_else(|_| Err(out_of_time(patience))) {
        Ok(found) => {
            let mut filling = Filling {
                session,
                proof: &mut proof,
                clock,
                dispatch,
                particulars,
                message_sent: false,
                address_sent: false,
            };
            filling.all(found).await
        }
        Err(NoForm::Over(ended)) => ended,
        Err(NoForm::Script(reason)) => {
            return Err(NeedsScript {
                reason,
                exhibits: proof.exhibits(),
            });
        }
    };
    ended.exhibits.extend(proof.exhibits());
    Ok(ended)
}

/// A form on its way.
struct Filling<'a, 's, 'p> {
    session: &'a mut Session<'s>,
    proof: &'a mut Proof<'p>,
    clock: &'a Clock,
    dispatch: &'a Dispatch,
    particulars: &'a Particulars,
    /// Whether a step that held the message was sent.
    message_sent: bool,
    /// Whether one was that held the address to which the answer is to come.
    address_sent: bool,
}

/// What a step came to.
enum After {
    Over(Ended),
    /// Another form is to be filled in; whether that is sure.
    On(Box<Found>, bool),
}

impl Filling<'_, '_, '_> {
    async fn all(&mut self, mut found: Found) -> Ended {
        let mut sure = true;
        for _ in 0..MOST_STEPS {
            match self.step(&found, sure).await {
                After::Over(ended) => return ended,
                After::On(next, is_sure) => {
                    found = *next;
                    sure = is_sure;
                }
            }
        }
        self.proof.keep(&found.seen);
        self.stuck(sure, &format!("the form has more than {MOST_STEPS} steps"))
    }

    /// What is left to a person, unless it may have been taken already.
    fn stuck(&self, sure: bool, reason: &str) -> Ended {
        let result = if self.message_sent && !sure {
            AttemptResult::InDoubt
        } else {
            AttemptResult::HandedOver
        };
        Ended::new(result, reason)
    }

    async fn step(&mut self, found: &Found, sure: bool) -> After {
        let Found { page, seen, .. } = found;
        let filled = match self.fill(found) {
            Ok(filled) => filled,
            Err(reason) => {
                self.proof.keep(seen);
                return After::Over(self.stuck(sure, &reason));
            }
        };
        let Some(form) = page.forms.get(filled.form) else {
            return After::Over(self.stuck(sure, "the form is gone"));
        };
        let boundary = boundary(self.dispatch);
        let submission = submit(page, form, &filled.values(), filled.button, &boundary)
            .and_then(|submission| self.within(page, &submission).map(|()| submission));
        let submission = match submission {
            Ok(submission) => submission,
            Err(reason) => {
                self.proof.keep(seen);
                return After::Over(self.stuck(sure, &reason));
            }
        };
        let values = typed(&filled);
        let carries = carries(&submission, self.particulars);
        let before = self.message_sent;
        // From here on, whatever happens.
        self.message_sent |= carries;
        self.address_sent |= values.contains(&self.particulars.email);
        let parcel = Parcel {
            post: submission.method == Method::Post,
            address: &submission.action,
            content_type: &submission.content_type,
            body: &submission.body,
        };
        let answer = self.session.submit(&parcel, &page.address).await;
        let mut step = record(page, form, &submission);
        let answer = match answer {
            Ok(answer) => answer,
            Err(fault) => {
                self.message_sent = match &fault {
                    Fault::Lost(_) => self.message_sent,
                    Fault::Unreached(_) | Fault::Astray(_) => before,
                };
                step.verdict = format!("{fault:?}");
                self.proof.keep(seen);
                self.proof.sent(step);
                return After::Over(self.faulted(fault));
            }
        };
        let answer = self.led_on(answer).await;
        let (text, encoding) = answer.text();
        let back_page = Page::read(&text, &answer.address, encoding);
        let sent = Sent {
            before: page,
            source: &found.source,
            form,
            values: &values,
            message: if self.message_sent {
                &self.particulars.message
            } else {
                ""
            },
            question: &self.particulars.question,
        };
        let kind = answer.media_type();
        let verdict = judge(
            &sent,
            &Back {
                first_status: answer.first_status,
                status: answer.status,
                led_on: !answer.hops.is_empty(),
                media_type: &kind,
                text: &text,
                page: &back_page,
            },
        );
        step.status = Some(answer.status);
        step.answer = answer.address.to_string();
        word(&verdict).clone_into(&mut step.verdict);
        self.proof.keep(&answer);
        self.proof.sent(step);
        self.judged(verdict, answer, text, back_page, before)
    }

    /// What a page of nothing but `meta refresh` leads to, where it can be seen; else the page itself.
    async fn led_on(&mut self, answer: Seen) -> Seen {
        if !answer.is_page() || !(200..300).contains(&answer.status) {
            return answer;
        }
        let (text, encoding) = answer.text();
        let page = Page::read(&text, &answer.address, encoding);
        let Some(next) = page
            .refresh
            .filter(|_| page.forms.is_empty() && page.text.len() < 500)
        else {
            return answer;
        };
        match self.session.open(&next, Some(&answer.address)).await {
            Ok(seen) => Seen {
                first_status: answer.first_status,
                hops: vec![seen.address.clone()],
                ..seen
            },
            Err(_) => answer,
        }
    }

    /// What goes into the form. A later step need not hold what was given before.
    fn fill(&self, found: &Found) -> Result<Filled, String> {
        match fill(&found.page, &found.understood, self.particulars) {
            Ok(filled) => Ok(filled),
            Err(unfillable) => {
                let only_absent = unfillable
                    .fields
                    .iter()
                    .all(|missing| missing.field.is_empty() && missing.name.is_empty());
                let given = (self.message_sent || unfillable.rest.puts(Meaning::Message))
                    && (self.address_sent || unfillable.rest.puts(Meaning::Email));
                if only_absent && given && found.understood.chosen.is_some() {
                    return Ok(unfillable.rest);
                }
                Err(format!(
                    "the form cannot be filled in: {}",
                    unfillable.reason()
                ))
            }
        }
    }

    /// Why a form is not sent where it wants to be, if so.
    fn within(&self, page: &Page, submission: &Submission) -> Result<(), String> {
        let (from, to) = (&page.address, &submission.action);
        if from.scheme() == "https" && to.scheme() == "http" {
            return Err(format!(
                "the form is sent to {} without protection",
                host(to)
            ));
        }
        let pinned = self.particulars.pins.form.is_some();
        if !same_party(from, to) && !is_processor(to) && !pinned {
            return Err(format!(
                "the form is sent to {}, which may be another company's; pin the form if it is theirs",
                host(to)
            ));
        }
        Ok(())
    }

    fn faulted(&self, fault: Fault) -> Ended {
        match fault {
            Fault::Lost(reason) | Fault::Unreached(reason) | Fault::Astray(reason)
                if self.message_sent =>
            {
                Ended::new(AttemptResult::InDoubt, reason)
            }
            Fault::Astray(reason) => Ended::new(AttemptResult::HandedOver, reason),
            Fault::Lost(reason) | Fault::Unreached(reason) => {
                Ended::new(AttemptResult::NotReached, reason)
            }
        }
    }

    fn judged(
        &self,
        verdict: Verdict,
        answer: Seen,
        source: String,
        page: Page,
        before: bool,
    ) -> After {
        let over = |result, reason: String| After::Over(Ended::new(result, reason));
        match verdict {
            Verdict::Accepted {
                reference,
                receipt,
                answer: told,
            } => {
                let said = |nth, text| self.said(&page, nth, text);
                After::Over(Ended::taken(reference, [receipt, told], said))
            }
            Verdict::Next { form, sure } => self.next(answer, source, page, form, sure),
            Verdict::Rejected { fields, reason } => After::Over(Ended::not_taken(&fields, &reason)),
            Verdict::Limited { provably: true } if !before => over(
                AttemptResult::Deferred,
                "the server answered 429: too many at a time".to_owned(),
            ),
            Verdict::Limited { provably: false } if !before => over(
                AttemptResult::HandedOver,
                "not taken: the site says that too many came at a time".to_owned(),
            ),
            Verdict::Limited { .. } => over(
                AttemptResult::InDoubt,
                "a step of the form was taken, and at the next too many came at a time".to_owned(),
            ),
            Verdict::Unknown { reason } => self.unknown(&answer, &page, reason),
        }
    }

    fn unknown(&self, answer: &Seen, page: &Page, reason: String) -> After {
        // A guard in front of the site let nothing through.
        let guarded = understand_pinned(page, self.particulars.language, &self.particulars.pins);
        if let Some(captcha) = guarded.captcha.filter(is_wall) {
            return After::Over(Ended::new(
                AttemptResult::HandedOver,
                format!(
                    "not taken: a proof is asked for that a person sends it: {}",
                    captcha.evidence
                ),
            ));
        }
        let result = match () {
            () if self.message_sent => AttemptResult::InDoubt,
            () if matches!(answer.status, 408 | 425 | 429 | 500..) => AttemptResult::Deferred,
            () => AttemptResult::HandedOver,
        };
        After::Over(Ended::new(result, reason))
    }

    /// The next step, where it is one that a program may fill in.
    fn next(&self, seen: Seen, source: String, page: Page, form: usize, sure: bool) -> After {
        let mut pins = self.particulars.pins.clone();
        pins.form = None;
        let mut understood = understand_pinned(&page, self.particulars.language, &pins);
        let at = page.forms.iter().position(|f| f.index == form);
        let kind = at.and_then(|at| understood.forms.get(at)).map(|f| f.kind);
        if !sure && !matches!(kind, Some(FormKind::Contact | FormKind::Other)) {
            return After::Over(self.stuck(false, "the page that came asks for something else"));
        }
        if let Some(proof) = captcha(&page, at.and_then(|at| page.forms.get(at))) {
            let reason = format!(
                "a step of the form asks for a proof that a person sends it: {}",
                proof.evidence
            );
            return After::Over(self.stuck(sure, &reason));
        }
        understood.chosen = at;
        let found = Found {
            seen,
            source,
            page,
            understood,
        };
        After::On(Box::new(found), sure)
    }

    fn said(&self, page: &Page, nth: u32, text: String) -> Said {
        Said {
            token: self.particulars.token.clone(),
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
}

/// Whether a proof stands in front of the whole site, rather than in some form of it.
fn is_wall(captcha: &Captcha) -> bool {
    matches!(
        captcha.kind,
        CaptchaKind::Cloudflare
            | CaptchaKind::DataDome
            | CaptchaKind::PerimeterX
            | CaptchaKind::Imperva
            | CaptchaKind::AwsWaf
    )
}

const fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted { .. } => "accepted",
        Verdict::Next { .. } => "next step",
        Verdict::Rejected { .. } => "rejected",
        Verdict::Limited { .. } => "limited",
        Verdict::Unknown { .. } => "unknown",
    }
}

/// What was typed.
fn typed(filled: &Filled) -> Vec<String> {
    let text = |put: &Put| match &put.value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    };
    filled.puts.iter().filter_map(text).collect()
}

/// What parts the fields of a form with files: the same for the same attempt, and nobody's words.
fn boundary(dispatch: &Dispatch) -> String {
    let hash = Sha256::digest(format!("{} {}", dispatch.own_id, dispatch.number));
    let mut boundary = "----FormBoundary".to_owned();
    for byte in &hash[..12] {
        let _ = write!(boundary, "{byte:02x}");
    }
    boundary
}

/// Whether the message, or as much of it as fits, is in what is sent.
fn carries(submission: &Submission, particulars: &Particulars) -> bool {
    let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (message, question) = (
        squeeze(&particulars.message),
        squeeze(&particulars.question),
    );
    submission.entries.iter().any(|(_, value)| {
        let EntryValue::Text(value) = value else {
            return false;
        };
        let value = squeeze(value);
        (!question.is_empty() && value.contains(&question))
            || (value.len() >= 20 && message.contains(&value))
            || (!message.is_empty() && value == message)
    })
}

fn record(page: &Page, form: &Form, submission: &Submission) -> Step {
    let shown = |value: &EntryValue| match value {
        EntryValue::Text(text) => text.clone(),
        EntryValue::File(_) => String::new(),
    };
    Step {
        page: page.address.to_string(),
        form: form.selector.clone(),
        method: if submission.method == Method::Post {
            "POST"
        } else {
            "GET"
        },
        action: submission.action.to_string(),
        entries: submission
            .entries
            .iter()
            .map(|(name, value)| (name.clone(), shown(value)))
            .collect(),
        status: None,
        answer: String::new(),
        verdict: String::new(),
    }
}
