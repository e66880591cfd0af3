//! A control, as all that is said about it.

use super::cues::{Cue, Found, read, read_name};
use super::{Control, ControlKind, Form};

/// No more controls of a form are looked at closely; what is behind them is left alone.
pub(super) const MOST_CONTROLS: usize = 400;

/// Everything that is said about a control, read.
pub(super) struct Sight {
    pub(super) label: Found,
    before: Found,
    placeholder: Found,
    title: Found,
    described: Found,
    name: Found,
    id: Found,
    group: Found,
    class: Found,
    /// What stands in it from the start, where that is no value but a hint.
    hint: Found,
}

impl Sight {
    fn of(control: &Control) -> Self {
        let typed = is_typed(control);
        Self {
            label: read(&control.label),
            before: read(&control.before),
            placeholder: read(&control.placeholder),
            title: read(&control.title),
            described: read(&control.described),
            name: read_name(&control.name),
            id: if control.id == control.name {
                Found::default()
            } else {
                read_name(&control.id)
            },
            group: read(&control.group),
            class: read_name(&control.class),
            hint: if typed && control.kind != ControlKind::Hidden {
                read(&control.value)
            } else {
                Found::default()
            },
        }
    }

    pub(super) fn all(form: &Form) -> Vec<Self> {
        form.controls
            .iter()
            .take(MOST_CONTROLS)
            .map(Self::of)
            .collect()
    }

    /// What a person reads at it says this.
    pub(super) fn says(&self, cue: Cue) -> bool {
        [
            &self.label,
            &self.before,
            &self.placeholder,
            &self.title,
            &self.described,
            &self.hint,
        ]
        .iter()
        .any(|f| f.has(cue))
    }

    /// What it is called inside says this.
    pub(super) fn is_called(&self, cue: Cue) -> bool {
        self.name.has(cue) || self.id.has(cue)
    }

    /// What its class says.
    pub(super) fn is_styled(&self, cue: Cue) -> bool {
        self.class.has(cue)
    }

    /// What stands before it says this.
    pub(super) fn follows(&self, cue: Cue) -> bool {
        self.before.has(cue)
    }

    /// What its group is about.
    pub(super) fn stands_under(&self, cue: Cue) -> bool {
        self.group.has(cue)
    }

    /// How strongly all of it together says this.
    pub(super) fn weight(&self, cue: Cue) -> f64 {
        let labelled = !self.label.is_empty();
        // What stands before a control that has a label is another's.
        let before = if labelled { 0.3 } else { 3.0 };
        let read = 4.0 * self.label.strength(cue)
            + before * self.before.strength(cue)
            + 3.0 * self.placeholder.strength(cue)
            + 1.5 * self.title.strength(cue)
            + 0.5 * self.described.strength(cue)
            + 1.5 * self.hint.strength(cue)
            + 0.7 * self.group.strength(cue);
        let called = 3.0 * self.name.strength(cue) + 1.5 * self.id.strength(cue);
        read + called
            + if read + called == 0.0 {
                0.8 * self.class.strength(cue)
            } else {
                0.0
            }
    }
}

/// Whether it is typed into.
pub(super) const fn is_typed(control: &Control) -> bool {
    matches!(
        control.kind,
        ControlKind::Text
            | ControlKind::Email
            | ControlKind::Tel
            | ControlKind::Url
            | ControlKind::Number
            | ControlKind::Date
            | ControlKind::TextArea
    )
}

/// Whether it is a button.
pub(super) const fn is_button(control: &Control) -> bool {
    matches!(
        control.kind,
        ControlKind::Submit | ControlKind::Image | ControlKind::Button
    )
}

/// Whether a person can see a control of this form. Of a form that opens at a click all is hidden: there only
/// what is hidden in another way is.
pub(super) fn is_seen(form: &Form, control: &Control) -> bool {
    use super::Unseen::{OffPage, Transparent};
    match control.unseen {
        None => control.kind != ControlKind::Hidden,
        Some(_) if control.kind == ControlKind::Hidden => false,
        // A box, a switch or a list that is drawn anew hides the one beneath it; the label is still there.
        Some(OffPage | Transparent)
            if matches!(control.kind, ControlKind::Checkbox | ControlKind::Radio)
                && !control.label.is_empty() =>
        {
            true
        }
        unseen => form.unseen == unseen,
    }
}

/// What boxes that belong together share: their heading, else their name without its number.
pub(super) fn box_key(control: &Control) -> &str {
    if control.group.is_empty() {
        control.name.trim_end_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, '[' | ']' | '.' | '_' | '-')
        })
    } else {
        &control.group
    }
}
