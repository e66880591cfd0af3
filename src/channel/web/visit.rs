//! The way from a contact point to the form: pages are opened until one has it.

use super::fallback::Ended;
use super::find::{frames, is_contact_page, leads};
use super::party::{belongs, host};
use super::proof::Proof;
use super::session::{Fault, Seen, Session};
use super::verdict::counts_steps;
use crate::channel::form::{FormKind, Method, Page, Understood, captcha, fill, understand_pinned};
use crate::model::{AttemptResult, Meaning, Particulars};
use url::Url;

/// No more pages are opened in search of a form.
const MOST_PAGES: usize = 8;
/// No more forms of a page are tried as the first step of one.
const MOST_FORMS: usize = 20;
/// Nor is anything followed that is further away than this.
const MOST_STEPS: u32 = 3;

/// A page with a form for us.
pub(super) struct Found {
    /// The answer in which it came.
    pub seen: Seen,
    /// Its source.
    pub source: String,
    /// The page.
    pub page: Page,
    /// What it asks for.
    pub understood: Understood,
}

/// Why there is no form to fill in.
pub(super) enum NoForm {
    /// It is over.
    Over(Ended),
    /// A browser may see one; with the end where there is no browser.
    Script(String),
}

/// Something that keeps us from a form that is there, or may be.
struct Hindrance {
    no_form: NoForm,
    weight: u8,
}

/// Looks for the form: on the page itself, in its frames, behind the links that promise it.
pub(super) async fn find(
    session: &mut Session<'_>,
    proof: &mut Proof<'_>,
    contact: &Url,
    particulars: &Particulars,
) -> Result<Found, NoForm> {
    let mut queue: Vec<(Url, Option<Url>, u32)> = vec![(contact.clone(), None, 0)];
    let mut been: Vec<Url> = Vec::new();
    let mut hindrance: Option<Hindrance> = None;
    while !queue.is_empty() && been.len() < MOST_PAGES {
        let (address, from, steps) = queue.remove(0);
        if been.contains(&address) {
            continue;
        }
        been.push(address.clone());
        let seen = match session.open(&address, from.as_ref()).await {
            Ok(seen) => seen,
            Err(fault) if steps == 0 => return Err(NoForm::Over(unopened(fault))),
            Err(_) => continue,
        };
        if let Some(ended) = unusable(&seen) {
            if steps == 0 || ended.result == AttemptResult::Deferred {
                proof.keep(&seen);
                return Err(NoForm::Over(ended));
            }
            continue;
        }
        let (source, encoding) = seen.text();
        let page = Page::read(&source, &seen.address, encoding);
        been.push(seen.address.clone());
        if !belongs(&seen.address, contact) && particulars.pins.form.is_none() {
            let stranger = format!(
                "the contact page leads to {}, which may be another company's; pin the form if it is theirs",
                host(&seen.address)
            );
            keep(&mut hindrance, 3, NoForm::Over(over(&stranger)));
            proof.keep(&seen);
            continue;
        }
        if let Some(next) = page
            .refresh
            .clone()
            .filter(|next| *next != seen.address && page.forms.is_empty())
        {
            queue.insert(0, (next, from, steps));
            continue;
        }
        let mut understood = understand_pinned(&page, particulars.language, &particulars.pins);
        if understood.chosen.is_none()
            && let Some(step) = first_step(&page, &understood, particulars)
        {
            understood.chosen = Some(step);
            understood.captcha = captcha(&page, page.forms.get(step));
            understood.blocked = None;
            understood.needs_script = None;
        }
        match hindered(&understood) {
            None => {
                return Ok(Found {
                    seen,
                    source,
                    page,
                    understood,
                });
            }
            Some(found) => {
                if hindrance
                    .as_ref()
                    .is_none_or(|known| known.weight < found.weight)
                {
                    proof.keep(&seen);
                    hindrance = Some(found);
                }
            }
        }
        if steps < MOST_STEPS {
            let at = Some(seen.address.clone());
            let mut next: Vec<_> = frames(&page)
                .into_iter()
                .map(|to| (to, at.clone(), steps + 1))
                .collect();
            next.extend(
                leads(&page)
                    .into_iter()
                    .map(|to| (to, at.clone(), steps + 1)),
            );
            // What a better page leads to is likelier than what was left over from the one before.
            next.append(&mut queue);
            queue = next;
        }
    }
    Err(hindrance.map_or_else(
        || NoForm::Over(over("no page was found that could be read")),
        |hindrance| hindrance.no_form,
    ))
}

/// The form with which a contact form of several steps begins. It asks for no message yet, and so looks like many
/// another: but it stands on a page that is called contact, and its button leads on.
fn first_step(page: &Page, understood: &Understood, particulars: &Particulars) -> Option<usize> {
    let counted = counts_steps(&page.text);
    if particulars.pins.form.is_some() || !is_contact_page(page) {
        return None;
    }
    (0..page.forms.len().min(MOST_FORMS)).find(|at| {
        let (form, read) = (&page.forms[*at], understood.forms.get(*at));
        let may_be = read.is_some_and(|read| match read.kind {
            FormKind::Search | FormKind::Login | FormKind::PasswordRecovery => false,
            FormKind::MailingList => counted,
            _ => !read.meanings.contains(&Meaning::Password),
        });
        if form.unseen.is_some() || form.method != Method::Post || !may_be {
            return false;
        }
        let mut alone = understood.clone();
        alone.chosen = Some(*at);
        fill(page, &alone, particulars).is_ok_and(|filled| filled.step && !filled.puts.is_empty())
    })
}

fn keep(hindrance: &mut Option<Hindrance>, weight: u8, no_form: NoForm) {
    if hindrance.as_ref().is_none_or(|known| known.weight < weight) {
        *hindrance = Some(Hindrance { no_form, weight });
    }
}

fn over(reason: &str) -> Ended {
    Ended::new(AttemptResult::HandedOver, reason)
}

/// What keeps us from the form of a page; `None` where nothing does. A form that a person must see to weighs more
/// than a page that may have one, and that more than a page that has none.
fn hindered(understood: &Understood) -> Option<Hindrance> {
    let hindrance = |weight, no_form| Some(Hindrance { no_form, weight });
    if understood.chosen.is_some() {
        // A CAPTCHA counts before a script: no browser of ours passes it either.
        if let Some(captcha) = &understood.captcha {
            let reason = format!(
                "the form asks for a proof that a person sends it: {}",
                captcha.evidence
            );
            return hindrance(6, NoForm::Over(over(&reason)));
        }
        if let Some(blocked) = &understood.blocked {
            let reason = format!("{}: {}", why(blocked.kind.as_str()), blocked.evidence);
            return hindrance(4, NoForm::Over(over(&reason)));
        }
        return match &understood.needs_script {
            Some(reason) => hindrance(
                5,
                NoForm::Script(format!("the form needs a script: {reason}")),
            ),
            None => None,
        };
    }
    if let Some(captcha) = &understood.captcha {
        let reason = format!(
            "the page asks for a proof that a person reads it: {}",
            captcha.evidence
        );
        return hindrance(3, NoForm::Over(over(&reason)));
    }
    if let Some(blocked) = &understood.blocked {
        let reason = format!("{}: {}", why(blocked.kind.as_str()), blocked.evidence);
        return hindrance(2, NoForm::Over(over(&reason)));
    }
    match &understood.needs_script {
        Some(reason) => hindrance(
            2,
            NoForm::Script(format!("the page needs a script: {reason}")),
        ),
        None => hindrance(
            1,
            NoForm::Over(Ended::new(
                AttemptResult::Refused,
                "there is no contact form, nor a link that leads to one",
            )),
        ),
    }
}

fn why(block: &str) -> &'static str {
    match block {
        "login_wall" => "one must log in first",
        "payment" => "the form asks for money",
        "order" => "the form orders something",
        "published" => "what is written there is published",
        _ => "the form is not for the company",
    }
}

/// What became of it when the contact point itself could not be opened.
fn unopened(fault: Fault) -> Ended {
    match fault {
        Fault::Unreached(reason) | Fault::Lost(reason) => {
            Ended::new(AttemptResult::NotReached, reason)
        }
        Fault::Astray(reason) => over(&reason),
    }
}

/// Why an answer is no page to look for a form on, if so.
fn unusable(seen: &Seen) -> Option<Ended> {
    let status = seen.status;
    let said = format!("the server answered {status}");
    Some(match status {
        200..300 if !seen.is_page() => over(&format!("{} is no page", seen.media_type())),
        200..300 if seen.body.is_empty() => over("the page is empty"),
        200..300 if seen.is_cut() => over("the page is too long to be read whole"),
        200..300 => return None,
        404 | 410 => Ended::new(AttemptResult::Refused, said),
        408 | 425 | 429 | 500.. => Ended::new(AttemptResult::Deferred, said),
        401 | 403 => over(&format!(
            "{said}: one must log in, or programs are kept out"
        )),
        _ => over(&said),
    })
}
