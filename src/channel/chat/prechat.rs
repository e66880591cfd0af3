//! The form that many chats want filled in before anybody speaks. Pure.

use super::line::{Nature, nature};
use super::scene::Prechat;
use super::words::{self as w, fold, says};
use crate::model::Particulars;

/// What is done with such a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// It is filled in: which field with what, and whether the question is among it.
    Fill {
        /// Field and text.
        texts: Vec<(usize, String)>,
        /// Whether the question goes with it.
        asks: bool,
    },
    /// It is no way into a chat: a message would be left, which is another channel.
    Leave(String),
    /// A person must do it, and why.
    Hand(String),
}

/// What stands on a button that begins a talk, rather than leaves a message.
const BEGINS: &[&str] = &[
    "chat",
    "start",
    "begin",
    "connect",
    "join",
    "conversation",
    "next",
    "continue",
    "verder",
    "volgende",
    "doorgaan",
    "gesprek",
    "chatten",
    "demarrer",
    "commencer",
    "discuter",
    "continuer",
    "suivant",
    "tchat",
    "weiter",
    "starten",
    "beginnen",
    "los geht's",
    "gesprach",
    "chatting",
];

/// Decides what to do with a form.
#[must_use]
pub fn plan(form: &Prechat, who: &Particulars, question: &str) -> Plan {
    if let Some(line) = form
        .text
        .lines()
        .find(|line| matches!(nature(line), Nature::Leave | Nature::Closed))
    {
        return Plan::Leave(line.trim().chars().take(200).collect());
    }
    let asks = |kind: &str, label: &str| {
        kind == "textarea"
            || (kind == "text" && says(label, w::WRITE))
            || says(label, &["question", "vraag", "frage"])
    };
    let begins = says(&fold(&form.caption), BEGINS);
    let leaves = form
        .fields
        .iter()
        .any(|f| asks(&f.kind, &fold(&f.label)) && !says(&fold(&f.label), w::NAME));
    if leaves && !begins {
        return Plan::Leave("a form that leaves a message".to_owned());
    }
    if form.button.is_none() {
        return Plan::Hand("the form before the chat has no button".to_owned());
    }
    let (first, last) = who.names();
    let mut texts = Vec::new();
    let mut asked = false;
    for (at, field) in form.fields.iter().enumerate() {
        if field.filled {
            continue;
        }
        let label = fold(&field.label);
        let text = if field.kind == "email" || says(&label, w::EMAIL) {
            who.email.as_str()
        } else if field.kind == "tel" || says(&label, w::PHONE) {
            // Given only where it is insisted on.
            if field.required {
                who.phone.as_str()
            } else {
                ""
            }
        } else if matches!(field.kind.as_str(), "text" | "" | "textarea") {
            if says(&label, w::FIRST_NAME) {
                first
            } else if says(&label, w::LAST_NAME) {
                last
            } else if says(&label, w::NAME) {
                who.full_name.as_str()
            } else if asks(&field.kind, &label) && !asked {
                asked = true;
                question
            } else {
                ""
            }
        } else {
            ""
        };
        if !text.is_empty() {
            texts.push((at, text.to_owned()));
        } else if field.required {
            return Plan::Hand(format!(
                "the form before the chat wants more than name and address: {}",
                field.label.trim().chars().take(80).collect::<String>()
            ));
        }
    }
    Plan::Fill { texts, asks: asked }
}

#[cfg(test)]
mod tests {
    use super::super::scene::Field;
    use super::*;
    use serde_json::json;

    fn field(kind: &str, label: &str, required: bool) -> Field {
        Field {
            kind: kind.to_owned(),
            label: label.to_owned(),
            required,
            ..Field::default()
        }
    }

    fn form(fields: Vec<Field>, caption: &str, text: &str) -> Prechat {
        Prechat {
            fields,
            button: Some(json!({})),
            caption: caption.to_owned(),
            text: text.to_owned(),
        }
    }

    fn who() -> Particulars {
        Particulars {
            full_name: "Anna Reed".to_owned(),
            email: "anna+q1@shop.example".to_owned(),
            ..Particulars::default()
        }
    }

    #[test]
    fn name_and_address_are_given_and_the_question_where_it_is_asked_for() {
        let fields = || {
            vec![
                field("text", "Vorname", true),
                field("text", "Nachname", false),
                field("email", "", true),
                field("tel", "Telefon", false),
            ]
        };
        let fill = |texts: &[(usize, &str)], asks| Plan::Fill {
            texts: texts.iter().map(|(n, t)| (*n, (*t).to_owned())).collect(),
            asks,
        };
        let plain = form(fields(), "Chat starten", "Willkommen");
        let names = [(0, "Anna"), (1, "Reed"), (2, "anna+q1@shop.example")];
        assert_eq!(plan(&plain, &who(), "Q?"), fill(&names, false));
        let mut more = fields();
        more.push(field("textarea", "Ihre Frage", true));
        let asking = form(more, "Chat starten", "");
        let mut all = names.to_vec();
        all.push((4, "Q?"));
        assert_eq!(plan(&asking, &who(), "Q?"), fill(&all, true));
    }

    #[test]
    fn no_message_is_left() {
        let fields = || {
            vec![
                field("text", "Name", true),
                field("textarea", "Message", true),
            ]
        };
        for (caption, text) in [
            ("Send", ""),
            ("Submit", "Contact"),
            ("Start chat", "Hi\nWe are offline. Leave a message!"),
        ] {
            let plan = plan(&form(fields(), caption, text), &who(), "Q?");
            assert!(matches!(plan, Plan::Leave(_)), "{plan:?}");
        }
    }

    #[test]
    fn whoever_wants_more_gets_a_person() {
        for field in [
            field("text", "Order number *", true),
            field("select", "Department", true),
            field("checkbox", "I agree", true),
            field("tel", "Phone", true),
        ] {
            let plan = plan(&form(vec![field], "Start chat", ""), &who(), "Q?");
            assert!(matches!(plan, Plan::Hand(_)), "{plan:?}");
        }
    }
}
