//! What is in a form when it is sent (HTML, section 4.10.21.4, "constructing the entry list").

use super::page::{Control, ControlKind, Form};
use super::sanitize::sanitize;
use std::collections::{BTreeMap, HashMap};

/// A file to send.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Upload {
    /// Its name; empty for no file.
    pub name: String,
    /// Its media type.
    pub content_type: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What a control is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// What is typed.
    Text(String),
    /// The options of a `select` that are chosen, by their places, and no others.
    Chosen(Vec<usize>),
    /// Whether a box or a radio button is ticked.
    Ticked(bool),
    /// What is sent along.
    File(Upload),
}

/// What controls are given, by their places in the form; those that are not here keep what they have.
pub type Values = BTreeMap<usize, Value>;

/// What an entry holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryValue {
    /// A text.
    Text(String),
    /// A file; without a name where none was chosen.
    File(Upload),
}

/// The entries of a form in the order in which they are sent. `button` is the place of what is pressed,
/// `charset` the name of the encoding in which it is sent. An error says which value does not fit its control.
pub fn entries(
    form: &Form,
    values: &Values,
    button: Option<usize>,
    charset: &str,
) -> Result<Vec<(String, EntryValue)>, String> {
    for (at, value) in values {
        let control = form
            .controls
            .get(*at)
            .ok_or_else(|| format!("the form has no field {at}"))?;
        check(control, value)?;
    }
    let ticked = ticked(form, values);
    let mut found = Vec::new();
    for (at, control) in form.controls.iter().enumerate() {
        let pressed = button == Some(at);
        let is_button = matches!(
            control.kind,
            ControlKind::Submit | ControlKind::Button | ControlKind::Image
        );
        if control.in_datalist || control.disabled || is_button && !pressed {
            continue;
        }
        if control.kind == ControlKind::Image {
            // Where it was pressed; from a keyboard that is its corner.
            let prefix = if control.name.is_empty() {
                String::new()
            } else {
                format!("{}.", control.name)
            };
            for axis in ["x", "y"] {
                found.push((format!("{prefix}{axis}"), EntryValue::Text("0".to_owned())));
            }
            continue;
        }
        if control.name.is_empty() {
            continue;
        }
        let value = values.get(&at);
        let mut put =
            |text: &str| found.push((control.name.clone(), EntryValue::Text(text.to_owned())));
        match control.kind {
            ControlKind::Select => {
                for (n, choice) in control.choices.iter().enumerate() {
                    let is_chosen = match value {
                        Some(Value::Chosen(chosen)) => chosen.contains(&n),
                        _ => choice.selected,
                    };
                    if is_chosen && !choice.disabled {
                        put(&choice.value);
                    }
                }
            }
            ControlKind::Checkbox | ControlKind::Radio => {
                if ticked.get(at).copied().unwrap_or_default() {
                    put(if control.has_value {
                        &control.value
                    } else {
                        "on"
                    });
                }
            }
            ControlKind::File => {
                let upload = match value {
                    Some(Value::File(upload)) => upload.clone(),
                    _ => Upload {
                        content_type: "application/octet-stream".to_owned(),
                        ..Upload::default()
                    },
                };
                found.push((control.name.clone(), EntryValue::File(upload)));
            }
            ControlKind::Hidden if control.name.eq_ignore_ascii_case("_charset_") => put(charset),
            _ => {
                let text = match value {
                    Some(Value::Text(text)) => typed(control, text),
                    _ => control.value.clone(),
                };
                put(&text);
                if !control.dirname.is_empty() && has_direction(control) {
                    let direction = match control.direction {
                        "auto" => direction_of(&text),
                        other => other,
                    };
                    found.push((
                        control.dirname.clone(),
                        EntryValue::Text(direction.to_owned()),
                    ));
                }
            }
        }
    }
    Ok(found)
}

/// Whether a value is one for the control.
fn check(control: &Control, value: &Value) -> Result<(), String> {
    let name = || {
        if control.name.is_empty() {
            &control.selector
        } else {
            &control.name
        }
    };
    let fits = match (control.kind, value) {
        (ControlKind::Select, Value::Chosen(chosen)) => {
            if chosen.len() > 1 && !control.multiple {
                return Err(format!("of \"{}\" only one option can be chosen", name()));
            }
            if let Some(at) = chosen.iter().find(|at| **at >= control.choices.len()) {
                return Err(format!("\"{}\" has no option {at}", name()));
            }
            true
        }
        (ControlKind::Checkbox | ControlKind::Radio, Value::Ticked(_))
        | (ControlKind::File, Value::File(_)) => true,
        (
            ControlKind::Select
            | ControlKind::Checkbox
            | ControlKind::Radio
            | ControlKind::File
            | ControlKind::Image
            | ControlKind::Submit
            | ControlKind::Button,
            _,
        ) => false,
        (_, value) => matches!(value, Value::Text(_)),
    };
    if fits {
        Ok(())
    } else {
        Err(format!("\"{}\" is not a field for such a value", name()))
    }
}

/// Which boxes and radio buttons are ticked: of those of one name the one that was ticked now puts the
/// others out.
fn ticked(form: &Form, values: &Values) -> Vec<bool> {
    let mut now: HashMap<&str, usize> = HashMap::new();
    for (at, value) in values {
        if let (Some(control), Value::Ticked(true)) = (form.controls.get(*at), value)
            && control.kind == ControlKind::Radio
            && !control.name.is_empty()
        {
            now.insert(&control.name, *at);
        }
    }
    form.controls
        .iter()
        .enumerate()
        .map(
            |(at, control)| match (now.get(control.name.as_str()), values.get(&at)) {
                (Some(one), _) if control.kind == ControlKind::Radio => *one == at,
                (_, Some(Value::Ticked(ticked))) => *ticked,
                _ => control.checked,
            },
        )
        .collect()
}

/// What a control makes of what is typed into it.
fn typed(control: &Control, text: &str) -> String {
    if control.kind == ControlKind::TextArea {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        sanitize(
            &control.written_type,
            text,
            control.multiple,
            &control.limits,
        )
    }
}

/// Whether the direction of its text is sent where `dirname` asks for it.
fn has_direction(control: &Control) -> bool {
    matches!(
        control.kind,
        ControlKind::TextArea
            | ControlKind::Text
            | ControlKind::Email
            | ControlKind::Tel
            | ControlKind::Url
            | ControlKind::Password
            | ControlKind::Hidden
            | ControlKind::Submit
    )
}

/// The direction of the first letter that has one.
fn direction_of(text: &str) -> &'static str {
    let is_rtl = |c: char| matches!(u32::from(c), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x10800..=0x10fff | 0x1e800..=0x1efff);
    match text.chars().find(|c| c.is_alphabetic()) {
        Some(c) if is_rtl(c) => "rtl",
        _ => "ltr",
    }
}
