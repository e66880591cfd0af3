//! Which form of a page is for us, and what each of its fields asks for.

use super::captcha::{Captcha, captcha};
use super::cues::{Cue, read, read_name};
use super::fill::is_step;
use super::kind::{Audience, FormKind, audience, features, scores};
use super::meaning::meanings;
use super::sight::{Sight, is_button, is_seen};
use super::{ControlKind, Form, Method, Page};
use crate::model::{FormPins, Language, Meaning};

/// No more forms of a page are looked at closely.
const MOST_FORMS: usize = 60;
/// A page that a script makes holds less text of its own.
const LITTLE_TEXT: usize = 300;

/// A form, read.
#[derive(Debug, Clone, PartialEq)]
pub struct FormRead {
    /// What it is for.
    pub kind: FormKind,
    /// How likely that is, 0 to 1.
    pub score: f64,
    /// The same of every kind.
    pub scores: Vec<(FormKind, f64)>,
    /// Who reads what is written into it.
    pub audience: Audience,
    /// What each of its controls asks for, in their order.
    pub meanings: Vec<Meaning>,
    /// What its kind was told by.
    pub evidence: Vec<String>,
}

/// Why nobody can be asked here by a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Block {
    /// One must be logged in.
    LoginWall,
    /// It asks for money.
    Payment,
    /// It orders something.
    Order,
    /// What is written is published.
    Published,
    /// What is written goes to somebody else.
    ToAnother,
}

impl Block {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LoginWall => "login_wall",
            Self::Payment => "payment",
            Self::Order => "order",
            Self::Published => "published",
            Self::ToAnother => "to_another",
        }
    }
}

/// Why nobody can be asked here by a program, and what shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocked {
    /// Why.
    pub kind: Block,
    /// What shows it.
    pub evidence: String,
}

/// A page, understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Understood {
    /// Its forms, in their order.
    pub forms: Vec<FormRead>,
    /// The one to fill in: the place of it in `forms`.
    pub chosen: Option<usize>,
    /// What proof that a person sends it is asked for.
    pub captcha: Option<Captcha>,
    /// Why a program may not go on.
    pub blocked: Option<Blocked>,
    /// Why it takes a script to show or to send it; `None` where it does not.
    pub needs_script: Option<String>,
    /// The language that the page is in, as far as it says so; else the one that was hinted at.
    pub language: Language,
}

/// Understands a page. `language` is the one to go by where the page does not say its own.
#[must_use]
pub fn understand(page: &Page, language: Language) -> Understood {
    understand_pinned(page, language, &FormPins::default())
}

/// The same with what the operator says of it.
#[must_use]
pub fn understand_pinned(page: &Page, language: Language, pins: &FormPins) -> Understood {
    let forms: Vec<FormRead> = page
        .forms
        .iter()
        .enumerate()
        .map(|(i, form)| read_form(page, form, i < MOST_FORMS, pins))
        .collect();
    let chosen = match &pins.form {
        Some(selector) => page.forms.iter().position(|f| fits(f, selector)),
        None => choose(page, &forms),
    };
    let form = chosen.and_then(|i| page.forms.get(i));
    Understood {
        captcha: captcha(page, form),
        blocked: blocked(page, &forms, chosen),
        needs_script: needs_script(page, form),
        language: language_of(page).unwrap_or(language),
        chosen,
        forms,
    }
}

fn language_of(page: &Page) -> Option<Language> {
    let code = page.language.get(..2)?.to_ascii_lowercase();
    Language::ALL.into_iter().find(|l| l.as_str() == code)
}

fn read_form(page: &Page, form: &Form, closely: bool, pins: &FormPins) -> FormRead {
    let sights = if closely {
        Sight::all(form)
    } else {
        Vec::new()
    };
    let mut meanings = meanings(form, &sights);
    for (meaning, control) in meanings.iter_mut().zip(&form.controls) {
        if let Some(pinned) = pins
            .meanings
            .get(&control.name)
            .filter(|_| !control.name.is_empty())
        {
            *meaning = *pinned;
        }
    }
    let evidence = features(page, form, &sights, &meanings);
    let shares = scores(&evidence);
    let scores: Vec<(FormKind, f64)> = FormKind::ALL.into_iter().zip(shares).collect();
    let (mut kind, score) = scores
        .iter()
        .copied()
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .unwrap_or((FormKind::Other, 0.0));
    // Who applies for a job writes, too, and sends papers along.
    let applies = evidence
        .iter()
        .any(|e| e.ends_with(": apply") && !e.starts_with("words"));
    if kind == FormKind::Contact && applies && meanings.contains(&Meaning::File) {
        kind = FormKind::Other;
    }
    FormRead {
        audience: audience(page, form, &sights, &meanings),
        kind,
        score,
        scores,
        meanings,
        evidence,
    }
}

/// The contact form that is most surely one and for the company; one that stands open before one that opens at
/// a click.
fn choose(page: &Page, forms: &[FormRead]) -> Option<usize> {
    let rank = |i: usize| {
        let (read, form) = (&forms[i], &page.forms[i]);
        let mut rank = read.score;
        rank += match read.audience {
            Audience::Company => 4.0,
            Audience::Public => 1.0,
            Audience::Another => 0.0,
        };
        if form.unseen.is_none() {
            rank += 1.0;
        }
        if read.meanings.contains(&Meaning::Message) {
            rank += 2.0;
        }
        if read.meanings.contains(&Meaning::Email) {
            rank += 0.5;
        }
        rank
    };
    (0..forms.len())
        .filter(|i| forms[*i].kind == FormKind::Contact)
        .max_by(|a, b| rank(*a).total_cmp(&rank(*b)).then(b.cmp(a)))
        .or_else(|| first_step(page, forms))
}

/// The first step of several, on a page for writing to the company: it may ask for no more than a topic.
fn first_step(page: &Page, forms: &[FormRead]) -> Option<usize> {
    let at_contact = |form: &Form| {
        read(&form.heading).has(Cue::ContactWord)
            || read(&page.title).has(Cue::ContactWord)
            || read_name(page.address.path()).has(Cue::ContactWord)
            || page
                .text
                .lines()
                .take(40)
                .any(|l| l.len() < 80 && read(l).is(Cue::ContactWord))
    };
    page.forms.iter().zip(forms).position(|(form, read)| {
        let foreign = matches!(
            read.kind,
            FormKind::Search | FormKind::Login | FormKind::PasswordRecovery
        );
        !foreign
            && form.unseen.is_none()
            && !read.meanings.contains(&Meaning::Password)
            && is_step(form)
            && at_contact(form)
    })
}

impl Understood {
    /// On the page that a step of a form led to: goes on with the form that continues it, whatever it asks for
    /// by itself. `before` is the form of the step before.
    pub fn go_on(&mut self, page: &Page, before: &Form) {
        let same = |form: &Form| {
            (!before.id.is_empty() && form.id == before.id)
                || (!before.name.is_empty() && form.name == before.name)
                || (form.action.is_some() && form.action == before.action)
        };
        let asks = |i: &usize| {
            let kind = self.forms.get(*i).map(|f| f.kind);
            page.forms
                .get(*i)
                .is_some_and(|f| f.unseen.is_none() && f.method == Method::Post)
                && !matches!(
                    kind,
                    None | Some(FormKind::Search | FormKind::Login | FormKind::PasswordRecovery)
                )
        };
        let found = page
            .forms
            .iter()
            .position(same)
            .or(self.chosen)
            .or_else(|| (0..self.forms.len()).find(asks));
        if found != self.chosen {
            self.chosen = found;
            let form = found.and_then(|i| page.forms.get(i));
            self.captcha = captcha(page, form);
            self.blocked = blocked(page, &self.forms, found);
            self.needs_script = needs_script(page, form);
        }
    }
}

/// Whether a pinned selector finds this form. Of CSS it may be the form's own selector, or `form` with an id, a
/// name, classes and attributes of it.
pub(super) fn fits(form: &Form, selector: &str) -> bool {
    let selector = selector.trim();
    if selector == form.selector {
        return true;
    }
    let mut rest = selector;
    if let Some(after) = rest.strip_prefix("form") {
        rest = after;
    }
    if rest.is_empty() {
        return form.index == 0;
    }
    let has_class = |class: &str| form.class.split_ascii_whitespace().any(|c| c == class);
    while let Some(mark) = rest.chars().next() {
        rest = &rest[mark.len_utf8()..];
        let fits = match mark {
            '#' | '.' => {
                let end = rest.find(['#', '.', '[']).unwrap_or(rest.len());
                let word = &rest[..end];
                rest = &rest[end..];
                if mark == '#' {
                    form.id == word
                } else {
                    has_class(word)
                }
            }
            '[' => {
                let Some(end) = rest.find(']') else {
                    return false;
                };
                let inside = &rest[..end];
                rest = &rest[end + 1..];
                attribute_fits(form, inside)
            }
            _ => false,
        };
        if !fits {
            return false;
        }
    }
    true
}

fn attribute_fits(form: &Form, inside: &str) -> bool {
    let Some((name, value)) = inside.split_once('=') else {
        return false;
    };
    let value = value.trim().trim_matches(['"', '\'']);
    let (name, how) = match name.trim_end().char_indices().last() {
        Some((at, how @ ('*' | '^' | '$'))) => (&name[..at], how),
        _ => (name, '='),
    };
    let has = match name.trim() {
        "id" => &form.id,
        "name" => &form.name,
        "class" => &form.class,
        "action" => match &form.action {
            Some(action) => action,
            None => return false,
        },
        _ => return false,
    };
    match how {
        '*' => has.contains(value),
        '^' => has.starts_with(value),
        '$' => has.ends_with(value),
        _ => has == value,
    }
}

fn blocked(page: &Page, forms: &[FormRead], chosen: Option<usize>) -> Option<Blocked> {
    let block = |kind, evidence: &str| {
        Some(Blocked {
            kind,
            evidence: evidence.chars().take(120).collect(),
        })
    };
    if let Some(i) = chosen
        && let (Some(form), Some(known)) = (page.forms.get(i), forms.get(i))
    {
        if let Some(evidence) = pays(form) {
            return block(Block::Payment, &evidence);
        }
        let ordering = form.controls.iter().filter(|c| is_button(c)).find(|c| {
            let caption = read(&c.caption);
            caption.has(Cue::Pay) || (caption.is(Cue::BuyWord) && !caption.has(Cue::Send))
        });
        if let Some(button) = ordering {
            return block(Block::Order, &button.caption);
        }
        return match known.audience {
            Audience::Company => None,
            Audience::Public => block(Block::Published, "what is written here is published"),
            Audience::Another => block(
                Block::ToAnother,
                "what is written here is not for the company",
            ),
        };
    }
    // No form for us: what is there instead?
    let first = |kind: FormKind| {
        let at = forms.iter().position(|f| f.kind == kind)?;
        page.forms.get(at)
    };
    if let Some(form) = page.forms.iter().find(|f| pays(f).is_some()) {
        return block(Block::Payment, &pays(form).unwrap_or_default());
    }
    let walled = page
        .text
        .lines()
        .take(400)
        .find(|line| line.len() < 300 && read(line).has(Cue::LoginWall));
    if let Some(line) = walled {
        return block(Block::LoginWall, line);
    }
    let at_login =
        read(&page.title).has(Cue::LoginWord) || read_name(page.address.path()).has(Cue::LoginWord);
    if at_login && first(FormKind::Login).is_some() {
        return block(Block::LoginWall, "the page is one to log in on");
    }
    None
}

/// Where a form asks for money.
fn pays(form: &Form) -> Option<String> {
    form.controls.iter().take(400).find_map(|c| {
        let by_hint = c
            .autocomplete
            .split_ascii_whitespace()
            .any(|w| w.starts_with("cc-"));
        let name = c.name.to_ascii_lowercase();
        let by_name = [
            "cardnumber",
            "card_number",
            "card-number",
            "creditcard",
            "cvv",
            "cvc2",
        ]
        .iter()
        .any(|n| name.contains(n));
        let by_label = is_seen(form, c) && !is_button(c) && {
            let label = read(&c.label);
            label.has(Cue::Pay) && c.kind != ControlKind::TextArea && !label.has(Cue::Topic)
        };
        (by_hint || by_name || by_label).then(|| {
            if c.label.is_empty() {
                c.name.clone()
            } else {
                c.label.clone()
            }
        })
    })
}

/// Frameworks that put a form onto a page that has none.
const FORM_MAKERS: &[&str] = &[
    "hsforms.net",
    "hbspt.forms",
    "typeform.com",
    "jotform",
    "formstack",
    "marketo",
    "mktoforms",
    "pardot",
    "wufoo",
    "zendesk.com/embeddable",
    "zdassets.com",
    "freshdesk.com/widget",
    "freshworks",
    "salesforce.com/embeddedservice",
    "cognitoforms",
    "paperform",
    "tally.so",
    "fillout.com",
    "formspree.io/js",
];

/// Why a page takes a script.
fn needs_script(page: &Page, form: Option<&Form>) -> Option<String> {
    let Some(form) = form else {
        let sources = || {
            page.scripts
                .iter()
                .map(String::as_str)
                .chain(page.frames.iter().map(url::Url::as_str))
        };
        if let Some(maker) = FORM_MAKERS
            .iter()
            .find(|m| sources().any(|s| s.to_ascii_lowercase().contains(*m)))
        {
            return Some(format!("its form is put there by a script: {maker}"));
        }
        let asks = page.loose.iter().take(200).filter(|c| c.unseen.is_none());
        if asks.clone().any(|c| c.kind == ControlKind::TextArea) && asks.count() > 2 {
            return Some("its fields are in no form: only a script can send them".to_owned());
        }
        let told = page
            .text
            .lines()
            .take(400)
            .find(|line| line.len() < 400 && read(line).has(Cue::Script));
        if let Some(line) = told {
            return Some(format!(
                "the page says so: {}",
                line.chars().take(120).collect::<String>()
            ));
        }
        if page.text.chars().count() < LITTLE_TEXT && !page.scripts.is_empty() {
            return Some("the page is empty without its scripts".to_owned());
        }
        return None;
    };
    let action = form.action.as_deref().map(str::trim);
    let script_action = action.is_some_and(|a| {
        a.get(..11)
            .is_some_and(|b| b.eq_ignore_ascii_case("javascript:"))
    });
    if script_action {
        return Some("its action is a script".to_owned());
    }
    if form.method == Method::Dialog {
        return Some("it is sent by closing a dialog".to_owned());
    }
    let nowhere = matches!(action, None | Some("" | "#"));
    if nowhere && form.method == Method::Get {
        return Some("it says neither how nor where it is sent".to_owned());
    }
    let sends = form
        .controls
        .iter()
        .any(|c| matches!(c.kind, ControlKind::Submit | ControlKind::Image) && !c.disabled);
    if !sends {
        let pressed = form.controls.iter().any(|c| c.kind == ControlKind::Button);
        let why = if pressed {
            "its button is one that only a script gives a meaning"
        } else {
            "it has no button that sends it"
        };
        if pressed || form.scripted {
            return Some(why.to_owned());
        }
    }
    let nameless = form
        .controls
        .iter()
        .any(|c| c.kind == ControlKind::TextArea && c.name.is_empty() && is_seen(form, c));
    if nameless {
        return Some(
            "the field for the message has no name, so a browser does not send it".to_owned(),
        );
    }
    None
}
