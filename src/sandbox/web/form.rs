//! A company's contact form: its page, and what becomes of what is sent with it. Plain functions over the
//! request and the little that the form remembers.

use super::conduct::{Builder, FormKind, FormProfile};
use super::fields::{Field, Filled, What, fields, mistakes};
use super::form_page::{Shown, form_page, thanks_page};
use super::form_words::FormWords;
use super::posted::{multipart, urlencoded};
use super::shell::{escape, page};
use super::site::{Page, Site};
use crate::sandbox::chance::Chance;
use crate::sandbox::submission::Read;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

/// A request, as a form sees it.
pub(super) struct Sent<'a> {
    pub posted: bool,
    pub path: &'a str,
    /// As it stands in the address, not decoded.
    pub query: &'a str,
    pub content_type: &'a str,
    pub cookie: &'a str,
    pub body: &'a [u8],
    pub at: Timestamp,
    /// The seed of the market.
    pub seed: u64,
}

/// What a form remembers.
#[derive(Default)]
pub(super) struct Memory {
    /// How many sessions were begun.
    sessions: u64,
    /// How many messages were thanked for.
    thanked: u64,
    /// When somebody was asked to come back later.
    turned_away: Option<Timestamp>,
}

/// What was thanked for.
pub(super) enum Taken {
    Message(Read),
    /// And thrown away.
    Dropped,
}

/// So long who was turned away has to wait.
const WAIT: SignedDuration = SignedDuration::from_mins(15);
/// So long after that nobody is turned away.
const GRACE: SignedDuration = SignedDuration::from_hours(24);

/// A form with all that an answer depends on.
pub(super) struct Desk<'a> {
    pub site: &'a Site,
    pub form: &'a FormProfile,
    pub words: &'static FormWords,
    pub fields: Vec<Field>,
    pub sent: &'a Sent<'a>,
}

/// What a site's contact form answers; `None` where the request is not for it.
pub(super) fn answer(
    site: &Site,
    sent: &Sent<'_>,
    memory: &mut Memory,
) -> Option<(Page, Option<Taken>)> {
    let form = site.profile.form.as_ref()?;
    let desk = Desk {
        fields: fields(form, site.profile.builder, site.form_words),
        words: site.form_words,
        site,
        form,
        sent,
    };
    if !sent.posted && sent.path == site.paths.thanks {
        let reference = urlencoded(sent.query.as_bytes(), false);
        let reference = reference.iter().find(|(n, _)| n == "ref");
        let reference = reference.map_or("", |(_, v)| v.as_str());
        let short: String = reference.chars().take(20).collect();
        return Some((desk.html(200, &thanks_page(&desk, "", &short)), None));
    }
    let by_get = form.kind == FormKind::Get && sent.query.contains("token=");
    let here = sent.path == site.paths.contact;
    let there = sent.path == action(site);
    let is_sent = if sent.posted {
        form.kind != FormKind::Get
    } else {
        by_get
    };
    if there && is_sent {
        return Some(desk.take(memory));
    }
    (here && !sent.posted).then(|| (desk.open(memory), None))
}

/// Where a form is sent.
pub(super) fn action(site: &Site) -> &'static str {
    match site.profile.builder {
        Builder::Plaza | Builder::Journal => site.paths.contact,
        Builder::Centre => "/hc/requests",
        Builder::Ledger => "/cgi-bin/mailer",
        Builder::Atlas => "/info/contact/send",
    }
}

impl Desk<'_> {
    fn is(&self, kind: FormKind) -> bool {
        self.form.kind == kind
    }

    fn latin1(&self) -> bool {
        self.is(FormKind::Latin1)
    }

    fn html(&self, status: u16, html: &str) -> Page {
        let mut page = Page::html(status, html.to_owned());
        page.read = false;
        if self.latin1() {
            let html = html.replacen(
                "<meta charset=\"utf-8\">",
                "<meta charset=\"iso-8859-1\">",
                1,
            );
            let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(&html);
            page.body = bytes.into_owned();
            page.content_type = "text/html; charset=iso-8859-1";
        }
        page
    }

    /// The page with the empty form.
    fn open(&self, memory: &mut Memory) -> Page {
        if self.is(FormKind::RateLimited) {
            let now = self.sent.at;
            let since = memory.turned_away.map(|at| now.duration_since(at));
            if since.is_none_or(|since| since < WAIT || since > WAIT + GRACE) {
                if since.is_none_or(|since| since > WAIT) {
                    memory.turned_away = Some(now);
                }
                let left = since.filter(|s| *s < WAIT).map_or(WAIT, |s| WAIT - s);
                let mut page = self.html(429, &self.notice(self.words.busy));
                page.headers
                    .push(("retry-after", left.as_secs().to_string()));
                return page;
            }
        }
        let mut shown = Shown::default();
        let mut cookie = None;
        match self.form.kind {
            FormKind::Csrf => {
                let (session, new) = self.session(memory);
                shown
                    .hidden
                    .push((self.secret_name(), self.secret(&session)));
                if new {
                    cookie = Some(format!("session={session}; Path=/; HttpOnly; SameSite=Lax"));
                }
            }
            FormKind::Get => {
                memory.sessions += 1;
                let session = memory.sessions.to_string();
                let secret = format!("{session}-{}", self.secret(&session));
                shown.hidden.push(("token", secret));
            }
            _ => {}
        }
        let mut page = self.html(200, &form_page(self, &shown));
        page.headers.extend(cookie.map(|c| ("set-cookie", c)));
        page
    }

    fn notice(&self, text: &str) -> String {
        let text = escape(text);
        page(
            self.site,
            self.site.words.contact,
            "",
            &format!("<p class=\"notice\" role=\"alert\">{text}</p>\n"),
        )
    }

    /// The visitor's session by its cookie, and whether it is a new one.
    fn session(&self, memory: &mut Memory) -> (String, bool) {
        if let Some(session) = self.cookie() {
            return (session, false);
        }
        memory.sessions += 1;
        let n = memory.sessions.to_string();
        let mark = self.chance("session", &n).hex(16);
        (format!("{n}.{mark}"), true)
    }

    fn cookie(&self) -> Option<String> {
        let cookies = self.sent.cookie.split(';');
        let found = cookies.filter_map(|c| c.trim().strip_prefix("session="));
        found
            .filter(|session| {
                session
                    .split_once('.')
                    .is_some_and(|(n, mark)| self.chance("session", n).hex(16) == mark)
            })
            .map(str::to_owned)
            .next()
    }

    fn chance(&self, what: &str, of: &str) -> Chance {
        Chance::of(self.sent.seed, &["form", what, &self.site.id, of])
    }

    /// The secret of a session.
    fn secret(&self, session: &str) -> String {
        self.chance("secret", session).hex(40)
    }

    fn secret_name(&self) -> &'static str {
        match self.site.profile.builder {
            Builder::Centre => "authenticity_token",
            Builder::Journal => "_wpnonce",
            Builder::Atlas => "__RequestVerificationToken",
            _ => "csrf_token",
        }
    }

    /// What becomes of what was sent.
    fn take(&self, memory: &mut Memory) -> (Page, Option<Taken>) {
        let Some(filled) = self.filled() else {
            return (self.html(415, &self.notice(self.words.failed)), None);
        };
        match self.form.kind {
            FormKind::Broken => return (self.html(500, &self.notice(self.words.failed)), None),
            FormKind::Csrf => {
                let session = self.cookie().unwrap_or_default();
                if session.is_empty() || filled.get(self.secret_name()) != self.secret(&session) {
                    return (self.html(403, &self.notice(self.words.failed)), None);
                }
            }
            FormKind::Get => {
                let secret = filled.get("token").split_once('-');
                if secret.is_none_or(|(n, secret)| self.secret(n) != secret) {
                    return (self.html(403, &self.notice(self.words.failed)), None);
                }
            }
            _ => {}
        }
        let step = filled.get("step").parse::<usize>().unwrap_or(0).min(2);
        let wizard = self.is(FormKind::Wizard);
        if wizard && filled.get("go") == "back" {
            return (self.again(&filled, &[], step.saturating_sub(1), ""), None);
        }
        // Each step of a wizard looks at its own fields, and the last at all.
        let all = !wizard || step == 2;
        let mut wrong = mistakes(&self.fields, &filled, |f| all || f.step == step);
        if self.is(FormKind::Captcha) {
            wrong.push("captcha");
        }
        if !wrong.is_empty() {
            let first = |f: &Field| (f.name == wrong[0]).then_some(f.step);
            let at = self.fields.iter().find_map(first).unwrap_or(step);
            return (self.again(&filled, &wrong, at, self.words.wrong), None);
        }
        if !all {
            return (self.again(&filled, &[], step + 1, ""), None);
        }
        if self.is(FormKind::SoftError) {
            return (self.again(&filled, &[], 0, self.words.failed), None);
        }
        self.thank(&filled, memory)
    }

    /// What was filled in, in the one way in which this form takes it.
    fn filled(&self) -> Option<Filled> {
        let (body, kind) = (self.sent.body, self.sent.content_type.to_ascii_lowercase());
        let fields = match self.form.kind {
            FormKind::Get => urlencoded(self.sent.query.as_bytes(), false),
            FormKind::Multipart if kind.starts_with("multipart/form-data") => {
                multipart(body, self.sent.content_type)?
            }
            FormKind::ScriptOnly if kind.starts_with("application/json") => {
                let object: serde_json::Map<String, serde_json::Value> =
                    serde_json::from_slice(body).ok()?;
                let text = |v: serde_json::Value| v.as_str().map(str::to_owned);
                object
                    .into_iter()
                    .filter_map(|(n, v)| Some((n, text(v)?)))
                    .collect()
            }
            FormKind::Multipart | FormKind::ScriptOnly => return None,
            _ if kind.starts_with("application/x-www-form-urlencoded") => {
                urlencoded(body, self.latin1())
            }
            _ => return None,
        };
        Some(Filled(fields))
    }

    /// The form once more, with what was filled in.
    fn again(&self, filled: &Filled, wrong: &[&str], step: usize, notice: &str) -> Page {
        let refused = !wrong.is_empty() && self.form.unprocessable;
        let status = if refused { 422 } else { 200 };
        if matches!(self.form.kind, FormKind::Json | FormKind::ScriptOnly) {
            let errors: serde_json::Map<String, serde_json::Value> = wrong
                .iter()
                .map(|name| ((*name).to_owned(), json!(self.words.missing)))
                .collect();
            let body = json!({"status": "error", "message": notice, "errors": errors});
            return Page::json(status, &body);
        }
        let mut shown = Shown {
            filled: Some(filled),
            wrong,
            step,
            notice,
            ..Shown::default()
        };
        match self.form.kind {
            FormKind::Csrf => {
                let session = self.cookie().unwrap_or_default();
                shown
                    .hidden
                    .push((self.secret_name(), self.secret(&session)));
            }
            FormKind::Get => shown.hidden.push(("token", filled.get("token").to_owned())),
            _ => {}
        }
        self.html(status, &form_page(self, &shown))
    }

    fn thank(&self, filled: &Filled, memory: &mut Memory) -> (Page, Option<Taken>) {
        memory.thanked += 1;
        let number = self
            .chance("reference", &memory.thanked.to_string())
            .between(100_000, 999_999);
        let reference = if self.form.variant % 4 == 1 {
            String::new()
        } else {
            format!("WF-{number}")
        };
        let of = |what| filled.of(&self.fields, what);
        let name = if self.form.two_names {
            format!("{} {}", of(What::First), of(What::Last))
        } else {
            of(What::FullName).to_owned()
        };
        let trapped = self.is(FormKind::Honeypot) && !filled.get(self.trap()).is_empty();
        let taken = if trapped {
            Taken::Dropped
        } else {
            let subject = of(What::Subject);
            let subject = if subject.is_empty() {
                self.site.words.contact
            } else {
                subject
            };
            Taken::Message(Read::by_form(
                &name,
                of(What::Email),
                subject,
                of(What::Message),
            ))
        };
        let first = name.split_whitespace().next().unwrap_or_default();
        let page = match self.form.kind {
            FormKind::Json | FormKind::ScriptOnly => Page::json(
                200,
                &json!({
                    "status": "ok",
                    "message": self.words.thanks.replace("{first}", first),
                    "reference": reference,
                }),
            ),
            _ if self.form.onward || self.is(FormKind::Get) => {
                let mut to = self.site.paths.thanks.to_owned();
                if !reference.is_empty() {
                    to.push_str("?ref=");
                    to.push_str(&reference);
                }
                Page::onward(303, &to)
            }
            // This builder thanks above the form, which is empty again.
            FormKind::Plain if self.site.profile.builder == Builder::Journal => {
                let thanks = self.words.thanks.replace("{first}", first);
                let shown = Shown {
                    done: &thanks,
                    ..Shown::default()
                };
                self.html(200, &form_page(self, &shown))
            }
            _ => self.html(200, &thanks_page(self, first, &reference)),
        };
        (page, Some(taken))
    }

    /// The name of the field that no person sees.
    pub(super) fn trap(&self) -> &'static str {
        ["website", "fax", "url", "company_url"][usize::from(self.form.variant % 4)]
    }
}
