//! What is chosen of lists and of groups of buttons.

use super::cues::{Cue, Found, read};
use super::fill::{has_default, options, topic_of};
use super::sight::box_key;
use super::topic::{Offer, is_placeholder};
use super::{Control, ControlKind, Form, country};
use crate::model::{Meaning, Particulars};

/// Radio buttons of one name, or boxes under one heading.
pub(super) struct Group {
    /// The controls, by their places in the form.
    pub(super) members: Vec<usize>,
}

impl Group {
    /// The group that a control is of.
    pub(super) fn of(form: &Form, i: usize) -> Self {
        let first = &form.controls[i];
        let same = |c: &Control| {
            c.kind == first.kind
                && !c.disabled
                && if first.kind == ControlKind::Radio {
                    c.name == first.name
                } else {
                    box_key(c) == box_key(first)
                }
        };
        Self {
            members: form
                .controls
                .iter()
                .enumerate()
                .filter(|(_, c)| same(c))
                .map(|(i, _)| i)
                .collect(),
        }
    }

    /// Its choices.
    pub(super) fn options<'a>(&self, form: &'a Form) -> Vec<Offer<'a>> {
        self.members
            .iter()
            .filter_map(|i| form.controls.get(*i))
            .map(|c| Offer {
                value: &c.value,
                label: if c.label.is_empty() {
                    &c.value
                } else {
                    &c.label
                },
                disabled: c.disabled,
            })
            .collect()
    }
}

/// What a choice is to be, or why none can be made; `None` leaves it as it is.
type Choice = Result<Option<usize>, &'static str>;

/// The member of a group to choose, by its place in the form.
pub(super) fn of_group(
    form: &Form,
    group: &Group,
    meaning: Meaning,
    asked: &Particulars,
) -> Choice {
    let members = || group.members.iter().filter_map(|i| form.controls.get(*i));
    let required = members().any(|c| c.required);
    let settled = members().any(|c| c.checked);
    let about = members().next().map(|c| read(&c.group)).unwrap_or_default();
    let options = group.options(form);
    let found = choose(
        &options,
        meaning,
        &about,
        required && !settled,
        settled,
        asked,
    )?;
    Ok(found.and_then(|at| group.members.get(at).copied()))
}

/// The option of a list to choose.
pub(super) fn of_list(control: &Control, meaning: Meaning, asked: &Particulars) -> Choice {
    let settled = has_default(control);
    let about = read(if control.label.is_empty() {
        &control.before
    } else {
        &control.label
    });
    choose(
        &options(control),
        meaning,
        &about,
        control.required && !settled,
        settled,
        asked,
    )
}

fn choose(
    options: &[Offer],
    meaning: Meaning,
    about: &Found,
    needed: bool,
    settled: bool,
    asked: &Particulars,
) -> Choice {
    let found = match meaning {
        Meaning::Honeypot | Meaning::Captcha if !needed => return Ok(None),
        Meaning::Captcha => return Err("it asks for a proof that a person sends it"),
        Meaning::TopicSelect => topic_of(options, asked),
        Meaning::Salutation if settled && neutral(options).is_none() => return Ok(None),
        Meaning::Salutation if !needed && !settled => neutral(options),
        Meaning::Salutation => neutral(options).or_else(|| addressed(options, asked)),
        Meaning::Country if needed || settled => {
            let found = options.iter().position(|o| {
                !o.disabled
                    && !asked.country.is_empty()
                    && country::is(&asked.country, o.value, o.label)
            });
            if found.is_none() && needed {
                return Err("it must name a country, and the persona's is not among them");
            }
            found
        }
        Meaning::Country => return Ok(None),
        Meaning::MarketingOptional => with(options, Cue::No),
        Meaning::ConsentRequired => with(options, Cue::Yes),
        _ if about.has(Cue::Preference) && (needed || settled) => with(options, Cue::ByEmail),
        _ if !needed => return Ok(None),
        _ if about.has(Cue::Customer) => with(options, Cue::Private)
            .or_else(|| with(options, Cue::No))
            .or_else(|| neutral(options)),
        _ => neutral(options),
    };
    match found {
        None if needed => Err("one of its options must be chosen, and none fits"),
        found => Ok(found),
    }
}

/// The choices that may be made at all.
fn open<'a>(options: &'a [Offer<'a>]) -> impl Iterator<Item = (usize, &'a Offer<'a>)> {
    options
        .iter()
        .enumerate()
        .take(300)
        .filter(|(i, o)| !o.disabled && !is_placeholder(o, *i == 0))
}

/// The choice that says just this, else one that says it at all.
fn with(options: &[Offer], cue: Cue) -> Option<usize> {
    open(options)
        .find(|(_, o)| read(o.label).is(cue))
        .or_else(|| open(options).find(|(_, o)| read(o.label).has(cue)))
        .map(|(i, _)| i)
}

/// The choice that tells nothing.
fn neutral(options: &[Offer]) -> Option<usize> {
    open(options)
        .find(|(_, o)| read(o.label).is(Cue::Neutral))
        .map(|(i, _)| i)
}

/// Mr or Ms, where one must be: by how the first name ends, as a list without a third choice asks for.
fn addressed(options: &[Offer], asked: &Particulars) -> Option<usize> {
    let first = super::folding::fold(asked.names().0);
    let woman = [
        "a", "ie", "ine", "elle", "ette", "anne", "ke", "lien", "lijn", "ise", "ice", "is", "beth",
        "een",
    ]
    .iter()
    .any(|end| first.ends_with(end))
        && ![
            "luca", "luka", "joshua", "noah", "sascha", "sasha", "mika", "ilja", "nikita", "jamie",
            "archie", "charlie", "louis", "boris", "chris", "dennis", "joris", "denis", "lewis",
            "maurice", "mike", "luke", "jake", "heinke", "eike", "brice", "alexis",
        ]
        .contains(&first.as_str());
    let cue = if woman { Cue::Ms } else { Cue::Mr };
    with(options, cue)
        .or_else(|| with(options, Cue::Ms))
        .or_else(|| with(options, Cue::Mr))
}
