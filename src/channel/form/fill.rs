//! What goes into a form, as the persona would fill it in: what must be, the name, the address, the subject and
//! the message, and nothing besides.

use super::choices::{self, Group};
use super::cues::{Cue, read};
use super::sight::{MOST_CONTROLS, box_key, is_button, is_seen, is_typed};
use super::topic::{Offer, is_placeholder, pinned_option};
use super::understand::fits;
use super::{Control, ControlKind, Form, Page, Understood, Value, Values, country, topic};
use crate::model::{Language, Meaning, Particulars};

/// What is done with one control of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// The control: its place among the form's.
    pub control: usize,
    /// What it asks for.
    pub meaning: Meaning,
    /// What is done.
    pub value: Value,
}

/// A form, filled in. What is not named here stays as the page has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filled {
    /// The form: its place on the page.
    pub form: usize,
    /// What is done, in the order of the controls.
    pub puts: Vec<Put>,
    /// The button that a person would press: its place among the form's controls; `None` where there is none.
    pub button: Option<usize>,
    /// Whether the button leads on to a further step rather than sends.
    pub step: bool,
}

impl Filled {
    /// What the controls are given, as [`super::submit`] takes it.
    #[must_use]
    pub fn values(&self) -> Values {
        self.puts
            .iter()
            .map(|put| (put.control, put.value.clone()))
            .collect()
    }

    /// Whether this is put somewhere.
    #[must_use]
    pub fn puts(&self, meaning: Meaning) -> bool {
        self.puts.iter().any(|p| p.meaning == meaning)
    }
}

/// A field that cannot be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What a person reads at it; its name where there is nothing to read.
    pub field: String,
    /// Its name; empty for none.
    pub name: String,
    /// Why not, in a few words.
    pub why: String,
}

/// A form that a person must fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfillable {
    /// What is in the way; never empty.
    pub fields: Vec<Missing>,
    /// What can be filled in.
    pub rest: Filled,
}

impl Unfillable {
    /// What is in the way, in a sentence.
    #[must_use]
    pub fn reason(&self) -> String {
        let all: Vec<String> = self
            .fields
            .iter()
            .take(8)
            .map(|m| {
                if m.field.is_empty() {
                    m.why.clone()
                } else {
                    format!("{}: {}", m.field, m.why)
                }
            })
            .collect();
        all.join("; ")
    }
}

/// Fills in the form that was chosen, or pinned.
///
/// # Errors
/// What nobody but a person can fill in, and why.
pub fn fill(
    page: &Page,
    understood: &Understood,
    asked: &Particulars,
) -> Result<Filled, Unfillable> {
    fill_after(page, understood, asked, &[])
}

/// The same for a later step of a form, where what the steps before were given need not be asked for again.
///
/// # Errors
/// As [`fill`].
pub fn fill_after(
    page: &Page,
    understood: &Understood,
    asked: &Particulars,
    before: &[Meaning],
) -> Result<Filled, Unfillable> {
    let index = match &asked.pins.form {
        Some(selector) => page.forms.iter().position(|f| fits(f, selector)),
        None => understood.chosen,
    };
    let known = index.and_then(|i| Some((i, page.forms.get(i)?, understood.forms.get(i)?)));
    let Some((index, form, read)) = known else {
        return Err(Unfillable {
            fields: vec![Missing {
                field: String::new(),
                name: String::new(),
                why: "there is no form to write to the company with".to_owned(),
            }],
            rest: Filled::default(),
        });
    };
    let mut filling = Filling {
        form,
        asked,
        meanings: read.meanings.clone(),
        puts: Vec::new(),
        missing: Vec::new(),
    };
    filling.pin();
    filling.all();
    let button = button(form);
    let step = button.is_some_and(|b| leads_on(&form.controls[b]));
    if !step {
        filling.must_have(before);
    }
    let Filling {
        mut puts, missing, ..
    } = filling;
    puts.sort_by_key(|p| p.control);
    let filled = Filled {
        form: index,
        puts,
        button,
        step,
    };
    if missing.is_empty() {
        Ok(filled)
    } else {
        Err(Unfillable {
            fields: missing,
            rest: filled,
        })
    }
}

struct Filling<'a> {
    form: &'a Form,
    asked: &'a Particulars,
    meanings: Vec<Meaning>,
    puts: Vec<Put>,
    missing: Vec<Missing>,
}

impl Filling<'_> {
    /// What the operator says a field asks for wins over what was found.
    fn pin(&mut self) {
        for (meaning, control) in self.meanings.iter_mut().zip(&self.form.controls) {
            let pinned = self.asked.pins.meanings.get(&control.name);
            if let Some(pinned) = pinned.filter(|_| !control.name.is_empty()) {
                *meaning = *pinned;
            }
        }
    }

    fn all(&mut self) {
        let (form, asked) = (self.form, self.asked);
        let mut groups_done: Vec<&str> = Vec::new();
        for (i, control) in form.controls.iter().enumerate().take(MOST_CONTROLS) {
            if is_button(control) || control.disabled || control.in_datalist {
                continue;
            }
            let named = !control.name.is_empty();
            if named && let Some(value) = asked.pins.values.get(&control.name) {
                if control.kind != ControlKind::Radio
                    || !groups_done.contains(&control.name.as_str())
                {
                    self.pinned(i, value);
                    groups_done.push(&control.name);
                }
                continue;
            }
            if !is_seen(form, control) || control.readonly {
                continue;
            }
            let meaning = self.meaning(i);
            let grouped = control.kind == ControlKind::Radio
                || (control.kind == ControlKind::Checkbox && meaning == Meaning::TopicSelect);
            if grouped {
                let key = if control.kind == ControlKind::Radio {
                    control.name.as_str()
                } else {
                    box_key(control)
                };
                if !groups_done.contains(&key) {
                    groups_done.push(key);
                    self.group(i, meaning);
                }
                continue;
            }
            match control.kind {
                ControlKind::Select => self.list(i, meaning),
                ControlKind::Checkbox => self.tick(i, meaning),
                _ => self.typed(i, meaning),
            }
        }
    }

    fn meaning(&self, i: usize) -> Meaning {
        self.meanings
            .get(i)
            .copied()
            .unwrap_or(Meaning::OtherOptional)
    }

    fn put(&mut self, control: usize, value: Value) {
        let meaning = self.meaning(control);
        self.puts.push(Put {
            control,
            meaning,
            value,
        });
    }

    fn miss(&mut self, control: usize, why: &str) {
        let c = &self.form.controls[control];
        let shown = [
            &c.label,
            &c.before,
            &c.placeholder,
            &c.group,
            &c.name,
            &c.id,
        ];
        let field = shown.into_iter().find(|t| !t.is_empty());
        self.missing.push(Missing {
            field: field.map_or_else(String::new, |t| t.chars().take(80).collect()),
            name: c.name.clone(),
            why: why.to_owned(),
        });
    }

    /// A literal value of the operator's.
    fn pinned(&mut self, i: usize, value: &str) {
        let form = self.form;
        let control = &form.controls[i];
        match control.kind {
            ControlKind::Select => {
                let options = options(control);
                match pinned_option(&options, value) {
                    Some(at) => self.put(i, Value::Chosen(vec![at])),
                    None => self.miss(i, "it has no option such as the one pinned"),
                }
            }
            ControlKind::Radio => {
                let group = Group::of(form, i);
                match pinned_option(&group.options(form), value) {
                    Some(at) => self.put(group.members[at], Value::Ticked(true)),
                    None => self.miss(i, "it has no choice such as the one pinned"),
                }
            }
            ControlKind::Checkbox => {
                let off = matches!(
                    value.trim().to_ascii_lowercase().as_str(),
                    "" | "0" | "no" | "off" | "false"
                );
                if off != control.checked {
                    return;
                }
                self.put(i, Value::Ticked(!off));
            }
            _ if is_typed(control) || control.kind == ControlKind::Hidden => {
                self.put(i, Value::Text(value.to_owned()));
            }
            _ => {}
        }
    }

    fn typed(&mut self, i: usize, meaning: Meaning) {
        let (control, asked) = (&self.form.controls[i], self.asked);
        let has = |m: Meaning| self.meanings.contains(&m);
        let (first, last) = asked.names();
        let all = asked.full_name.trim();
        let value = match meaning {
            Meaning::FullName => all,
            Meaning::FirstName
                if !has(Meaning::LastName) && !has(Meaning::FullName) && last.is_empty() =>
            {
                all
            }
            Meaning::FirstName => first,
            // Who has one name only gives it twice rather than leaves what must be filled in empty.
            Meaning::LastName if last.is_empty() => all,
            Meaning::LastName if !has(Meaning::FirstName) => all,
            Meaning::LastName => last,
            Meaning::Email | Meaning::EmailConfirm => asked.email.as_str(),
            Meaning::Subject => return self.subject(i),
            Meaning::Message => return self.message(i),
            Meaning::ConsentRequired
            | Meaning::MarketingOptional
            | Meaning::Honeypot
            | Meaning::Csrf
            | Meaning::Hidden
            | Meaning::Button
            | Meaning::OtherOptional => return,
            // What a person need not tell, the persona does not.
            _ if !control.required => return,
            Meaning::Phone => asked.phone.as_str(),
            Meaning::Street => asked.street.as_str(),
            Meaning::Postcode => asked.postcode.as_str(),
            Meaning::City => asked.city.as_str(),
            Meaning::Country => country::name(&asked.country, asked.language).unwrap_or(""),
            Meaning::Company => private(asked.language),
            Meaning::TopicSelect => asked.topic.as_str(),
            Meaning::Captcha => return self.miss(i, "it asks for a proof that a person sends it"),
            Meaning::File => return self.miss(i, "it must have a file"),
            Meaning::Password => return self.miss(i, "it must have a password"),
            Meaning::OrderNumber => {
                return self.miss(i, "it must have a number of an order or a customer");
            }
            _ => return self.miss(i, "it must be filled in, and what with is not known"),
        };
        if value.is_empty() {
            return self.miss(
                i,
                &format!(
                    "it must be filled in, and the persona has no {}",
                    meaning.as_str()
                ),
            );
        }
        let value = if control.kind == ControlKind::Number {
            value.chars().filter(char::is_ascii_digit).collect()
        } else {
            value.to_owned()
        };
        if control.max_length.is_some_and(|most| units(&value) > most) {
            return self.miss(i, &format!("it does not take all of {value}"));
        }
        self.put(i, Value::Text(value));
    }

    fn subject(&mut self, i: usize) {
        let control = &self.form.controls[i];
        let subject = if self.asked.subject.is_empty() {
            &self.asked.topic
        } else {
            &self.asked.subject
        };
        let subject = one_line(subject);
        let subject = match control.max_length {
            Some(most) if units(&subject) > most => cut(&subject, most),
            _ => subject,
        };
        if !subject.is_empty() {
            self.put(i, Value::Text(subject));
        } else if control.required {
            self.miss(i, "it must be filled in, and there is no subject that fits");
        }
    }

    fn message(&mut self, i: usize) {
        let (control, asked) = (&self.form.controls[i], self.asked);
        let lines = control.kind == ControlKind::TextArea;
        let shape = |text: &str| {
            if lines {
                text.trim().to_owned()
            } else {
                one_line(text)
            }
        };
        let (message, question) = (shape(&asked.message), shape(&asked.question));
        let most = control.max_length.unwrap_or(usize::MAX);
        let fitting = fitting(&message, &question, most);
        match fitting {
            Some(text) if !text.is_empty() => self.put(i, Value::Text(text)),
            _ => self.miss(i, "the question does not fit into it whole"),
        }
    }

    fn tick(&mut self, i: usize, meaning: Meaning) {
        let control = &self.form.controls[i];
        match meaning {
            Meaning::ConsentRequired if !control.checked => self.put(i, Value::Ticked(true)),
            Meaning::MarketingOptional if control.required => {
                self.miss(i, "it must be ticked, and it agrees to advertising");
            }
            Meaning::MarketingOptional if control.checked => self.put(i, Value::Ticked(false)),
            Meaning::ConsentRequired | Meaning::MarketingOptional | Meaning::Honeypot => {}
            Meaning::Captcha if control.required => {
                self.miss(i, "it asks for a proof that a person sends it");
            }
            _ if control.required && !control.checked => {
                self.miss(i, "it must be ticked, and what for is not known");
            }
            _ => {}
        }
    }

    /// One of several buttons, or boxes.
    fn group(&mut self, i: usize, meaning: Meaning) {
        let form = self.form;
        let group = Group::of(form, i);
        match choices::of_group(form, &group, meaning, self.asked) {
            Ok(Some(at)) if form.controls[at].checked => {}
            Ok(Some(at)) => self.put(at, Value::Ticked(true)),
            Ok(None) => {}
            Err(why) => self.miss(i, why),
        }
    }

    fn list(&mut self, i: usize, meaning: Meaning) {
        let control = &self.form.controls[i];
        match choices::of_list(control, meaning, self.asked) {
            Ok(Some(at)) => self.put(i, Value::Chosen(vec![at])),
            Ok(None) => {}
            Err(why) => self.miss(i, why),
        }
    }

    /// Without a message nothing is asked, without an address nothing comes back.
    fn must_have(&mut self, before: &[Meaning]) {
        for (meaning, why) in [
            (Meaning::Message, "it has no field for a message"),
            (
                Meaning::Email,
                "it has no field for the address to which the answer is to come",
            ),
        ] {
            let put = self.puts.iter().any(|p| p.meaning == meaning);
            let told = self.missing.iter().any(|m| {
                self.form
                    .controls
                    .iter()
                    .zip(&self.meanings)
                    .any(|(c, k)| *k == meaning && c.name == m.name)
            });
            if !put && !told && !before.contains(&meaning) {
                self.missing.push(Missing {
                    field: String::new(),
                    name: String::new(),
                    why: why.to_owned(),
                });
            }
        }
    }
}

/// The options of a list.
pub(super) fn options(control: &Control) -> Vec<Offer<'_>> {
    control
        .choices
        .iter()
        .map(|c| Offer {
            value: &c.value,
            label: &c.label,
            disabled: c.disabled,
        })
        .collect()
}

/// Whether a list stands at an option already.
pub(super) fn has_default(control: &Control) -> bool {
    let options = options(control);
    let at = control.choices.iter().position(|c| c.selected);
    at.is_some_and(|at| {
        !is_placeholder(&options[at], at == 0) && !control.choices[at].value.trim().is_empty()
    })
}

/// What a private person gives as the company that must be given.
const fn private(language: Language) -> &'static str {
    match language {
        Language::En => "Private",
        Language::Nl => "Particulier",
        Language::Fr => "Particulier",
        Language::De => "Privat",
    }
}

/// How long a text is for a browser.
fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The beginning of a text that is no longer than this, to the end of a word.
fn cut(text: &str, most: usize) -> String {
    if units(text) <= most {
        return text.to_owned();
    }
    let mut used = 0;
    let mut end = 0;
    let mut word_end = 0;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            word_end = at;
        }
        used += c.len_utf16();
        if used > most {
            break;
        }
        end = at + c.len_utf8();
    }
    // Just at the end of a word is fine, too.
    if text[end..].starts_with(char::is_whitespace) {
        word_end = end;
    }
    text[..word_end].trim_end().to_owned()
}

/// As much of a message as fits with the question whole in it; the question alone where that is all.
fn fitting(message: &str, question: &str, most: usize) -> Option<String> {
    if units(message) <= most {
        return Some(message.to_owned());
    }
    let short = cut(message, most);
    if question.is_empty() {
        return None;
    }
    if short.contains(question) {
        return Some(short);
    }
    // The greeting goes before the question does.
    if let Some(at) = message.find(question) {
        let short = cut(&message[at..], most);
        if short.contains(question) {
            return Some(short);
        }
    }
    (units(question) <= most).then(|| question.to_owned())
}

/// Whether a button leads on to a further step.
fn leads_on(button: &Control) -> bool {
    let said = read(if button.caption.is_empty() {
        &button.value
    } else {
        &button.caption
    });
    said.has(Cue::Next) && !said.has(Cue::Send)
}

/// Whether a form is a step of several, and not the last.
pub(super) fn is_step(form: &Form) -> bool {
    button(form).is_some_and(|b| leads_on(&form.controls[b]))
}

/// The button that a person would press to send it.
fn button(form: &Form) -> Option<usize> {
    let rank = |c: &Control| {
        let caption = if c.caption.is_empty() {
            &c.value
        } else {
            &c.caption
        };
        let said = read(caption);
        let mut rank = 0;
        if said.has(Cue::Send) || said.has(Cue::ContactWord) {
            rank += 4;
        }
        if said.has(Cue::Next) {
            rank += 2;
        }
        if said.has(Cue::Cancel) || (said.has(Cue::SearchWord) && !said.has(Cue::Send)) {
            rank -= 6;
        }
        if said.has(Cue::BuyWord) || said.has(Cue::LoginWord) {
            rank -= 2;
        }
        if is_seen(form, c) {
            rank += 3;
        }
        rank
    };
    form.controls
        .iter()
        .enumerate()
        .take(MOST_CONTROLS)
        .filter(|(_, c)| matches!(c.kind, ControlKind::Submit | ControlKind::Image) && !c.disabled)
        .max_by(|(a, ca), (b, cb)| rank(ca).cmp(&rank(cb)).then(b.cmp(a)))
        .map(|(i, _)| i)
}

/// Chooses the fitting topic of a list.
pub(super) fn topic_of(options: &[Offer], asked: &Particulars) -> Option<usize> {
    topic::choose(options, asked)
}
