//! What each control of a form asks for.

use super::cues::{Cue, read};
use super::sight::{Sight, box_key, is_button, is_seen, is_typed};
use super::{Control, ControlKind, Form, captcha};
use crate::model::Meaning;

/// Less than this is a guess.
const SURE: f64 = 1.2;

/// What typed fields may ask for, and what says so.
const TYPED: &[(Meaning, Cue)] = &[
    (Meaning::FullName, Cue::FullName),
    (Meaning::FirstName, Cue::FirstName),
    (Meaning::LastName, Cue::LastName),
    (Meaning::Email, Cue::Email),
    (Meaning::Phone, Cue::Phone),
    (Meaning::Company, Cue::Company),
    (Meaning::Subject, Cue::Subject),
    (Meaning::OrderNumber, Cue::OrderNumber),
    (Meaning::Street, Cue::Street),
    (Meaning::Postcode, Cue::Postcode),
    (Meaning::City, Cue::City),
    (Meaning::Country, Cue::Country),
    (Meaning::Salutation, Cue::Salutation),
    (Meaning::Message, Cue::Message),
    (Meaning::Query, Cue::Query),
];

/// What typed fields may ask for that has no meaning of its own here.
const ELSE: &[Cue] = &[
    Cue::Infix,
    Cue::StreetMore,
    Cue::PostcodeCity,
    Cue::State,
    Cue::Username,
    Cue::Website,
    Cue::Fax,
    Cue::Birth,
    Cue::Job,
    Cue::Budget,
    Cue::When,
    Cue::Heard,
    Cue::Skype,
];

/// What `autocomplete` says (HTML, section 4.10.18.7).
const AUTOCOMPLETE: &[(&str, Meaning)] = &[
    ("name", Meaning::FullName),
    ("given-name", Meaning::FirstName),
    ("family-name", Meaning::LastName),
    ("email", Meaning::Email),
    ("tel", Meaning::Phone),
    ("tel-national", Meaning::Phone),
    ("organization", Meaning::Company),
    ("street-address", Meaning::Street),
    ("address-line1", Meaning::Street),
    ("postal-code", Meaning::Postcode),
    ("address-level2", Meaning::City),
    ("country", Meaning::Country),
    ("country-name", Meaning::Country),
    ("honorific-prefix", Meaning::Salutation),
];

/// A meaning, and how surely.
type Guess = (Meaning, f64);

/// What each control asks for, in the order of the form's controls.
pub(super) fn meanings(form: &Form, sights: &[Sight]) -> Vec<Meaning> {
    let mut found: Vec<Guess> = form
        .controls
        .iter()
        .zip(sights)
        .map(|(control, sight)| of(form, control, sight))
        .collect();
    settle_boxes(form, sights, &mut found);
    settle_messages(form, sights, &mut found);
    settle_emails(form, sights, &mut found);
    settle_names(form, &mut found);
    settle_subjects(form, &mut found);
    let mut meanings: Vec<Meaning> = found.into_iter().map(|(m, _)| m).collect();
    // What is behind the most that is looked at.
    meanings.extend(form.controls.iter().skip(sights.len()).map(|c| other(c)));
    meanings
}

/// Anything else, needed or not.
const fn other(control: &Control) -> Meaning {
    if is_button(control) {
        Meaning::Button
    } else if matches!(control.kind, ControlKind::Hidden) {
        Meaning::Hidden
    } else if control.required {
        Meaning::OtherRequired
    } else {
        Meaning::OtherOptional
    }
}

fn of(form: &Form, control: &Control, sight: &Sight) -> Guess {
    let sure = |meaning| (meaning, 9.0);
    if is_button(control) {
        return sure(Meaning::Button);
    }
    if control.kind == ControlKind::Hidden {
        return sure(if sight.is_called(Cue::Captcha) {
            Meaning::Captcha
        } else if sight.is_called(Cue::Csrf) {
            Meaning::Csrf
        } else if sight.is_called(Cue::Honeypot) {
            Meaning::Honeypot
        } else {
            Meaning::Hidden
        });
    }
    if is_trap(control, sight) {
        return sure(Meaning::Honeypot);
    }
    if captcha::is_field(form, control, sight) {
        return sure(Meaning::Captcha);
    }
    match control.kind {
        ControlKind::File => return sure(Meaning::File),
        ControlKind::Password => return sure(Meaning::Password),
        _ => {}
    }
    if !is_seen(form, control) {
        return sure(if is_typed(control) {
            Meaning::Honeypot
        } else {
            Meaning::OtherOptional
        });
    }
    match control.kind {
        ControlKind::Checkbox => of_box(control, sight),
        ControlKind::Radio => of_radio(control, sight),
        ControlKind::Select => of_select(control, sight),
        ControlKind::Color => (other(control), 0.0),
        _ => of_typed(control, sight),
    }
}

/// Whether it is a trap by its words: those that hide it may stand in a style sheet that is not read.
fn is_trap(control: &Control, sight: &Sight) -> bool {
    let tickable = matches!(control.kind, ControlKind::Checkbox | ControlKind::Radio);
    if sight.says(Cue::LeaveEmpty) && (is_typed(control) || tickable) {
        return true;
    }
    if !is_typed(control) && !tickable {
        return false;
    }
    // A question whether one is a robot is asked in the open.
    let open = control.unseen.is_none() && sight.says(Cue::Captcha);
    (sight.is_called(Cue::Honeypot) || is_styled_trap(control)) && !open
}

/// Whether its class names it a trap.
fn is_styled_trap(control: &Control) -> bool {
    let class = control.class.to_ascii_lowercase();
    class
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|w| w.contains("honeypot") || w.contains("tastyhoney") || w == "honey" || w == "hpot")
}

fn of_typed(control: &Control, sight: &Sight) -> Guess {
    let hinted = control
        .autocomplete
        .split_ascii_whitespace()
        .last()
        .and_then(|word| AUTOCOMPLETE.iter().find(|(w, _)| *w == word))
        .map(|(_, meaning)| *meaning);
    let mut best: Guess = (other(control), SURE);
    for (meaning, cue) in TYPED {
        let mut weight = sight.weight(*cue);
        if hinted == Some(*meaning) {
            weight += 6.0;
        }
        weight += by_kind(control.kind, *meaning, weight > 0.0);
        // Only a search asks for a query, and a field there has little else to be.
        if weight > best.1 {
            best = (*meaning, weight);
        }
    }
    for cue in ELSE {
        let mut weight = sight.weight(*cue);
        if *cue == Cue::Website && control.kind == ControlKind::Url {
            weight += 4.0;
        }
        if *cue == Cue::When && control.kind == ControlKind::Date {
            weight += 4.0;
        }
        if weight > best.1 {
            best = (other(control), weight);
        }
    }
    best
}

/// What the kind of a control says for or against a meaning.
fn by_kind(kind: ControlKind, meaning: Meaning, said: bool) -> f64 {
    match (kind, meaning) {
        (ControlKind::Email, Meaning::Email) | (ControlKind::Tel, Meaning::Phone) => 4.0,
        (ControlKind::TextArea, Meaning::Message) if said => 1.5,
        (ControlKind::TextArea, Meaning::Subject) if said => -2.0,
        (ControlKind::TextArea, m) if said && m != Meaning::Message => -0.8,
        (ControlKind::Text, Meaning::Message) if said => -0.6,
        (
            ControlKind::Date | ControlKind::Number | ControlKind::Url,
            Meaning::Message | Meaning::FullName,
        ) => -9.0,
        (ControlKind::Date, _) => -3.0,
        _ => 0.0,
    }
}

fn of_box(control: &Control, sight: &Sight) -> Guess {
    let privacy = sight.says(Cue::Privacy) || sight.is_called(Cue::Privacy);
    let marketing = sight.says(Cue::Marketing) || sight.is_called(Cue::Marketing);
    let optional = sight.says(Cue::Optional) && !control.required;
    let only_copy =
        (sight.says(Cue::Copy) || sight.is_called(Cue::Copy)) && !privacy && !control.required;
    let meaning = if only_copy {
        Meaning::OtherOptional
    } else if marketing && !control.required {
        // A box for both is first of all the one that nobody needs.
        Meaning::MarketingOptional
    } else if privacy && !optional {
        Meaning::ConsentRequired
    } else if marketing || privacy {
        Meaning::MarketingOptional
    } else {
        other(control)
    };
    (meaning, 1.0)
}

fn of_radio(control: &Control, sight: &Sight) -> Guess {
    let meaning = if sight.stands_under(Cue::Salutation) || sight.is_called(Cue::Salutation) {
        Meaning::Salutation
    } else if sight.stands_under(Cue::Preference) || sight.stands_under(Cue::Customer) {
        other(control)
    } else if sight.stands_under(Cue::Marketing) || sight.is_called(Cue::Marketing) {
        Meaning::MarketingOptional
    } else if sight.stands_under(Cue::Privacy) || sight.is_called(Cue::Privacy) {
        Meaning::ConsentRequired
    } else if [Cue::Topic, Cue::Subject]
        .iter()
        .any(|cue| sight.stands_under(*cue) || sight.is_called(*cue))
    {
        Meaning::TopicSelect
    } else {
        other(control)
    };
    (meaning, 1.0)
}

fn of_select(control: &Control, sight: &Sight) -> Guess {
    let asks = [
        (Meaning::Country, Cue::Country),
        (Meaning::Salutation, Cue::Salutation),
        (Meaning::TopicSelect, Cue::Topic),
    ];
    let mut best: Guess = (other(control), SURE);
    for (meaning, cue) in asks {
        let mut weight = sight.weight(cue);
        if meaning == Meaning::TopicSelect {
            // What is a subject when it is typed is a topic when it is chosen.
            weight = weight.max(sight.weight(Cue::Subject));
        }
        if weight > 0.0 || meaning != Meaning::TopicSelect {
            weight += by_options(control, meaning);
        }
        if weight > best.1 {
            best = (meaning, weight);
        }
    }
    for cue in ELSE.iter().chain(&[
        Cue::Preference,
        Cue::Customer,
        Cue::Company,
        Cue::City,
        Cue::Phone,
    ]) {
        let weight = sight.weight(*cue);
        if weight > best.1 {
            best = (other(control), weight);
        }
    }
    // Options such as "question about a product, complaint, other" are topics, whatever the list is called.
    if !matches!(best.0, Meaning::Country | Meaning::Salutation)
        && by_options(control, Meaning::TopicSelect) >= 3.0
    {
        return (Meaning::TopicSelect, 3.0);
    }
    best
}

/// What the options of a list say it is.
fn by_options(control: &Control, meaning: Meaning) -> f64 {
    let options: Vec<_> = control
        .choices
        .iter()
        .filter(|c| !c.label.trim().is_empty())
        .take(60)
        .map(|c| read(&c.label))
        .collect();
    let count = |cue: Cue| options.iter().filter(|o| o.is(cue)).count();
    match meaning {
        Meaning::Salutation if count(Cue::Mr) > 0 && count(Cue::Ms) > 0 && options.len() < 12 => {
            6.0
        }
        // "Title" heads a list of topics as well as one of Mr and Ms.
        Meaning::Salutation => -2.0,
        Meaning::Country => {
            let known = control
                .choices
                .iter()
                .take(300)
                .filter(|c| super::country::is_one(&c.label))
                .count();
            if known >= 3 || (known > 0 && known + 2 >= control.choices.len()) {
                5.0
            } else {
                -3.0
            }
        }
        Meaning::TopicSelect => {
            let topics = count(Cue::General) + count(Cue::BadTopic) + count(Cue::NeverTopic);
            let bad = options
                .iter()
                .filter(|o| o.has(Cue::BadTopic) || o.has(Cue::NeverTopic))
                .count();
            if topics >= 3 || (topics >= 2 && bad >= 1 && topics * 3 >= options.len()) {
                3.0
            } else if topics + bad > 0 {
                0.5
            } else {
                0.0
            }
        }
        _ => 0.0,
    }
}

/// Boxes that belong together: several under a heading that asks what it is about.
fn settle_boxes(form: &Form, sights: &[Sight], found: &mut [Guess]) {
    let is_box = |i: usize| form.controls[i].kind == ControlKind::Checkbox;
    let loose = |m: Meaning| matches!(m, Meaning::OtherRequired | Meaning::OtherOptional);
    let mut i = 0;
    while i < found.len() {
        let key = box_key(&form.controls[i]);
        let mut end = i + 1;
        if is_box(i) && !key.is_empty() {
            while end < found.len() && is_box(end) && box_key(&form.controls[end]) == key {
                end += 1;
            }
            let heads = |cue: Cue| sights[i].stands_under(cue) || sights[i].follows(cue);
            let about = heads(Cue::Topic) && !heads(Cue::Preference) && !heads(Cue::Privacy);
            if end - i > 1 && about {
                for guess in &mut found[i..end] {
                    if loose(guess.0) {
                        guess.0 = Meaning::TopicSelect;
                    }
                }
            }
        }
        i = end;
    }
}

/// A form asks for one message.
fn settle_messages(form: &Form, sights: &[Sight], found: &mut [Guess]) {
    let is_area = |i: usize| form.controls[i].kind == ControlKind::TextArea;
    let best = (0..found.len())
        .filter(|i| found[*i].0 == Meaning::Message)
        .max_by(|a, b| {
            (is_area(*a), found[*a].1)
                .partial_cmp(&(is_area(*b), found[*b].1))
                .unwrap_or(std::cmp::Ordering::Equal)
                // The first of equals.
                .then(b.cmp(a))
        });
    let loose = |m: Meaning| matches!(m, Meaning::OtherRequired | Meaning::OtherOptional);
    let best = match best {
        Some(best) if is_area(best) => Some(best),
        // A line that is called a message, or an area that is called nothing known.
        found_best => (0..found.len())
            .filter(|i| is_area(*i) && loose(found[*i].0) && is_seen(form, &form.controls[*i]))
            .max_by_key(|i| (found[*i].1 <= SURE, *i))
            .or_else(|| (0..found.len()).find(|i| is_area(*i) && found[*i].0 == Meaning::Subject))
            .or(found_best),
    };
    for i in 0..found.len() {
        if Some(i) == best {
            found[i].0 = Meaning::Message;
        } else if found[i].0 == Meaning::Message {
            let line = !is_area(i) && sights[i].weight(Cue::Subject) > 0.0;
            found[i].0 = if line {
                Meaning::Subject
            } else {
                other(&form.controls[i])
            };
        }
    }
}

/// The second address is the first again, where it says so.
fn settle_emails(form: &Form, sights: &[Sight], found: &mut [Guess]) {
    let mut first: Option<usize> = None;
    for i in 0..found.len() {
        if found[i].0 != Meaning::Email {
            continue;
        }
        let control = &form.controls[i];
        let confirms = sights[i].says(Cue::Confirm) || sights[i].is_called(Cue::Confirm);
        match first {
            None => first = Some(i),
            Some(before) => {
                let same =
                    !control.label.is_empty() && control.label == form.controls[before].label;
                if confirms || same {
                    found[i].0 = Meaning::EmailConfirm;
                }
            }
        }
    }
}

/// "Name" beside "first name" is the last name, and the reverse; a field without a word before the address is
/// the name.
fn settle_names(form: &Form, found: &mut [Guess]) {
    let place = |found: &[Guess], meaning| found.iter().position(|(m, _)| *m == meaning);
    let full = place(found, Meaning::FullName);
    let first = place(found, Meaning::FirstName);
    let last = place(found, Meaning::LastName);
    match (full, first, last) {
        (Some(full), Some(first), None) if full.abs_diff(first) <= 3 => {
            found[full].0 = Meaning::LastName;
        }
        (Some(full), None, Some(last)) if full.abs_diff(last) <= 3 => {
            found[full].0 = Meaning::FirstName;
        }
        (None, None, None) => {
            let email = place(found, Meaning::Email);
            let message = place(found, Meaning::Message).is_some();
            let before = email
                .filter(|_| message)
                .and_then(|email| (0..email).rev().find(|i| is_seen(form, &form.controls[*i])));
            if let Some(i) = before
                && form.controls[i].kind == ControlKind::Text
                && matches!(found[i].0, Meaning::OtherRequired | Meaning::OtherOptional)
                && found[i].1 <= SURE
            {
                found[i].0 = Meaning::FullName;
            }
        }
        _ => {}
    }
    // Only one of each: a second "name" is somebody else's.
    for meaning in [Meaning::FullName, Meaning::FirstName, Meaning::LastName] {
        let all: Vec<usize> = (0..found.len())
            .filter(|i| found[*i].0 == meaning)
            .collect();
        let best = all
            .iter()
            .copied()
            .max_by(|a, b| found[*a].1.total_cmp(&found[*b].1).then(b.cmp(a)));
        for i in all {
            if Some(i) != best {
                found[i].0 = other(&form.controls[i]);
            }
        }
    }
}

/// One subject line; "title" beside a name is how one is addressed, or what one does.
fn settle_subjects(form: &Form, found: &mut [Guess]) {
    let near_name = |found: &[Guess], i: usize| {
        let is_name = |j: Option<&Guess>| {
            j.is_some_and(|(m, _)| {
                matches!(
                    m,
                    Meaning::FirstName | Meaning::LastName | Meaning::FullName
                )
            })
        };
        is_name(found.get(i + 1)) || i.checked_sub(1).is_some_and(|j| is_name(found.get(j)))
    };
    let company = found.iter().any(|(m, _)| *m == Meaning::Company);
    let all: Vec<usize> = (0..found.len())
        .filter(|i| found[*i].0 == Meaning::Subject)
        .collect();
    let best = all
        .iter()
        .copied()
        .max_by(|a, b| found[*a].1.total_cmp(&found[*b].1).then(b.cmp(a)));
    for i in all {
        let control = &form.controls[i];
        let title = control.label.trim().eq_ignore_ascii_case("title");
        if Some(i) != best || (title && near_name(found, i) && company) {
            found[i].0 = other(control);
        }
    }
    for i in 0..found.len() {
        // A salutation that is typed beside no name is a heading.
        if found[i].0 == Meaning::Salutation && is_typed(&form.controls[i]) && !near_name(found, i)
        {
            found[i].0 = if best.is_none() {
                Meaning::Subject
            } else {
                other(&form.controls[i])
            };
        }
    }
}
