//! What a contact form asks for, under which names, and what must be filled in.

use super::conduct::{Builder, FormKind, FormProfile};
use super::form_words::FormWords;

/// What a field asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    FullName,
    First,
    Last,
    Email,
    Confirm,
    Phone,
    Order,
    Subject,
    Topic,
    Message,
    File,
    Consent,
    Marketing,
}

/// A field of a form.
pub(super) struct Field {
    pub what: What,
    pub name: &'static str,
    pub label: &'static str,
    pub required: bool,
    /// In which step of a wizard it stands, from 0.
    pub step: usize,
}

/// The fields of a form, in their order.
pub(super) fn fields(
    form: &FormProfile,
    builder: Builder,
    words: &'static FormWords,
) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut push = |what: What, required: bool, step: usize| {
        fields.push(Field {
            what,
            name: name(what, builder),
            label: label(what, words),
            required,
            step,
        });
    };
    let asks_topic = matches!(form.kind, FormKind::Topic | FormKind::Wizard);
    if asks_topic {
        push(What::Topic, true, 0);
    }
    if form.two_names {
        push(What::First, true, 1);
        push(What::Last, true, 1);
    } else {
        push(What::FullName, true, 1);
    }
    push(What::Email, true, 1);
    if form.confirms_email {
        push(What::Confirm, true, 1);
    }
    if form.phone {
        push(What::Phone, false, 1);
    }
    if form.order_number {
        push(What::Order, false, 1);
    }
    if !form.variant.is_multiple_of(3) {
        push(What::Subject, form.variant.is_multiple_of(2), 2);
    }
    push(What::Message, true, 2);
    if form.kind == FormKind::Multipart {
        push(What::File, false, 2);
    }
    if form.consent {
        push(What::Consent, true, 2);
    }
    if form.marketing {
        push(What::Marketing, false, 2);
    }
    fields
}

fn label(what: What, words: &'static FormWords) -> &'static str {
    match what {
        What::FullName => words.full_name,
        What::First => words.first_name,
        What::Last => words.last_name,
        What::Email => words.email,
        What::Confirm => words.confirm,
        What::Phone => words.phone,
        What::Order => words.order,
        What::Subject => words.subject,
        What::Topic => words.topic,
        What::Message => words.message,
        What::File => words.file,
        What::Consent => words.consent,
        What::Marketing => words.marketing,
    }
}

/// Each builder names its fields in its way.
fn name(what: What, builder: Builder) -> &'static str {
    let [plaza, centre, ledger, journal, atlas] = match what {
        What::FullName => ["name", "request[name]", "realname", "your-name", "field_11"],
        What::First => [
            "first-name",
            "request[first]",
            "fname",
            "your-first",
            "field_12",
        ],
        What::Last => [
            "last-name",
            "request[last]",
            "lname",
            "your-last",
            "field_13",
        ],
        What::Email => [
            "email",
            "request[anonymous_requester_email]",
            "email",
            "your-email",
            "field_21",
        ],
        What::Confirm => [
            "email2",
            "request[email_confirmation]",
            "email_again",
            "your-email-again",
            "field_22",
        ],
        What::Phone => ["phone", "request[phone]", "tel", "your-tel", "field_23"],
        What::Order => [
            "order",
            "request[order]",
            "custno",
            "your-order",
            "field_31",
        ],
        What::Subject => [
            "subject",
            "request[subject]",
            "subject",
            "your-subject",
            "field_32",
        ],
        What::Topic => ["topic", "request[topic]", "dept", "your-topic", "field_33"],
        What::Message => [
            "message",
            "request[description]",
            "comments",
            "your-message",
            "field_41",
        ],
        What::File => [
            "attachment",
            "request[attachment]",
            "upload",
            "file-12",
            "field_42",
        ],
        What::Consent => [
            "consent",
            "request[consent]",
            "agree",
            "acceptance-1",
            "field_51",
        ],
        What::Marketing => [
            "newsletter_optin",
            "request[news]",
            "mailing",
            "optin-1",
            "field_52",
        ],
    };
    match builder {
        Builder::Plaza => plaza,
        Builder::Centre => centre,
        Builder::Ledger => ledger,
        Builder::Journal => journal,
        Builder::Atlas => atlas,
    }
}

/// What was filled in, by name; of several the last.
pub(super) struct Filled(pub Vec<(String, String)>);

impl Filled {
    pub(super) fn get(&self, name: &str) -> &str {
        let found = self.0.iter().rev().find(|(n, _)| n == name);
        found.map_or("", |(_, value)| value.trim())
    }

    pub(super) fn of(&self, fields: &[Field], what: What) -> &str {
        let field = fields.iter().find(|f| f.what == what);
        field.map_or("", |f| self.get(f.name))
    }
}

/// The names of the fields that were not filled in as they must be, of those that `counts`.
pub(super) fn mistakes(
    fields: &[Field],
    filled: &Filled,
    counts: impl Fn(&Field) -> bool,
) -> Vec<&'static str> {
    let wrong = |field: &&Field| {
        let value = filled.get(field.name);
        let bad = match field.what {
            What::Email => !crate::sandbox::submission::is_address(value),
            What::Confirm => !value.eq_ignore_ascii_case(filled.of(fields, What::Email)),
            What::Topic => !matches!(value, "1" | "2" | "3" | "4"),
            _ => false,
        };
        counts(field) && ((field.required && value.is_empty()) || bad)
    };
    fields.iter().filter(wrong).map(|f| f.name).collect()
}
