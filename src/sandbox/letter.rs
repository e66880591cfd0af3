//! What a clerk writes: the answer itself, wrapped in greeting, filler, signature and quotes.

use super::chance::Chance;
use super::conduct::{Content, Quoting};
use super::mime::{as_html, escape};
use super::phrases::{Phrases, phrases};
use super::policies::{self, Room};
use crate::model::{Company, Study};

/// What an answer says, and whether that is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// The sentence or two of substance.
    pub text: String,
    /// Whether it is right; `None` where no right answer is known.
    pub correct: Option<bool>,
    /// Equal for answers to the same question that agree.
    pub stance: String,
}

/// The substance of an answer. Where the wanted kind is not known for the question, the other kind
/// is said; where neither is, something that nobody can check.
pub(super) fn said(
    study: &Study,
    company: u32,
    question: u32,
    content: Content,
    room: Room,
) -> Said {
    let content = match content {
        Content::Stance { stance, wording } => {
            if let Some(said) = stated(study, (company, question), stance, wording, room) {
                return said;
            }
            stance
                .checked_sub(1)
                .map_or(Content::Right(wording), |n| Content::Wrong(u16::from(n)))
        }
        other => other,
    };
    let asked = &study.questions[question as usize];
    let own = study
        .references
        .iter()
        .find(|r| r.company == company && r.question == question);
    let right: Vec<&str> = match own {
        Some(reference) => vec![&reference.answer],
        None => asked
            .reference
            .iter()
            .chain(&asked.accepted)
            .map(String::as_str)
            .collect(),
    };
    let wrong: &[String] = &asked.rejected;
    match content {
        Content::Wrong(n) if !wrong.is_empty() => {
            let which = usize::from(n) % wrong.len();
            Said {
                text: wrong[which].clone(),
                correct: Some(false),
                stance: format!("wrong-{}", which + 1),
            }
        }
        Content::Wrong(n) | Content::Right(n) if !right.is_empty() => Said {
            text: right[usize::from(n) % right.len()].to_owned(),
            correct: Some(true),
            stance: "right".to_owned(),
        },
        Content::Wrong(n) | Content::Right(n) | Content::Stance { wording: n, .. } => {
            let said = phrases(study.panel[company as usize].language).generic;
            let which = usize::from(n) % said.len();
            Said {
                text: said[which].to_owned(),
                correct: None,
                stance: format!("said-{}", which + 1),
            }
        }
    }
}

/// A stance of the policies in one of its wordings, if it has one.
fn stated(
    study: &Study,
    (company, question): (u32, u32),
    stance: u8,
    wording: u16,
    room: Room,
) -> Option<Said> {
    let language = study.panel.get(company as usize)?.language;
    let wordings = policies::policy(study, company, question)?.wordings(language, stance, room);
    let text = wordings.get(usize::from(wording) % wordings.len().max(1))?;
    Some(Said {
        text: text.clone(),
        correct: Some(stance == 0),
        stance: if stance == 0 {
            "right".to_owned()
        } else {
            format!("stance-{stance}")
        },
    })
}

/// What is said with what else the company finds worth saying: up to two asides, before it or behind it.
pub(super) fn with_asides(text: &str, asides: &[&'static str], chance: &mut Chance) -> String {
    let mut asides = asides.to_vec();
    chance.shuffle(&mut asides);
    let many = chance.weighted(&[(0, 40), (1, 38), (2, 22)]);
    let mut whole = text.to_owned();
    for aside in asides.into_iter().take(many) {
        let between = chance.pick(&[" ", "\n\n"]);
        whole = if chance.happens(0.35) {
            format!("{aside}{between}{whole}")
        } else {
            format!("{whole}{between}{aside}")
        };
    }
    whole
}

/// The places of a phrase that are filled in.
pub(super) struct Places<'p> {
    pub first: &'p str,
    pub company: &'p Company,
    pub reference: &'p str,
    pub subject: &'p str,
}

impl Places<'_> {
    /// A phrase with its places filled.
    pub(super) fn fill(&self, phrase: &str) -> String {
        phrase
            .replace("{first}", self.first)
            .replace("{company}", &self.company.name)
            .replace("{ref}", self.reference)
            .replace("{subject}", self.subject)
            .replace("  ", " ")
            .replace(" ,", ",")
    }
}

/// Our message, as the clerk has it on the screen.
pub(super) struct Original<'o> {
    pub date: &'o str,
    pub from: &'o str,
    pub to: &'o str,
    pub subject: &'o str,
    pub body: &'o str,
}

/// A letter, in plain text and in HTML.
pub(super) struct Letter {
    pub plain: String,
    pub html: String,
}

/// Wraps what is said in a clerk's letter.
pub(super) fn letter(
    chance: &mut Chance,
    places: &Places<'_>,
    substance: &str,
    clerk: &str,
    quoting: Quoting,
    original: &Original<'_>,
) -> Letter {
    let words = phrases(places.company.language);
    let mut own = places.fill(chance.pick(words.greetings));
    own.push_str("\n\n");
    if chance.happens(0.8) {
        own.push_str(&places.fill(chance.pick(words.openings)));
        own.push_str(chance.pick(&[" ", "\n\n"]));
    }
    own.push_str(substance.trim());
    if chance.happens(0.7) {
        own.push_str("\n\n");
        own.push_str(&places.fill(chance.pick(words.fillers)));
    }
    own.push_str("\n\n");
    own.push_str(chance.pick(words.closings));
    let marker = chance.pick(&["\n", "\n\n", "\n\n-- \n"]);
    let team = chance.pick(words.teams);
    let mut signature = format!("{marker}{clerk}\n{team}\n{}", places.company.name);
    if let Some(site) = places
        .company
        .site
        .as_deref()
        .filter(|_| chance.happens(0.5))
    {
        signature.push('\n');
        signature.push_str(site);
    }
    if chance.happens(0.35) {
        signature.push_str("\n\n");
        signature.push_str(&places.fill(chance.pick(words.disclaimers)));
    }
    own.push_str(&signature);
    quoted(&own, quoting, words, original)
}

/// A letter without quotes: a receipt.
pub(super) fn note(text: &str) -> Letter {
    Letter {
        plain: format!("{}\n", text.trim_end()),
        html: format!("<html><body>{}</body></html>\n", as_html(text)),
    }
}

fn quoted(own: &str, quoting: Quoting, words: &Phrases, original: &Original<'_>) -> Letter {
    let attribution = words
        .attribution
        .replace("{date}", original.date)
        .replace("{from}", original.from);
    let marked: String = original
        .body
        .trim_end()
        .lines()
        .map(|l| {
            if l.is_empty() {
                ">\n".to_owned()
            } else {
                format!("> {l}\n")
            }
        })
        .collect();
    let values = [original.from, original.date, original.to, original.subject];
    let head = |bold: bool| -> String {
        words
            .header_words
            .iter()
            .zip(values)
            .map(|(word, value)| {
                if bold {
                    format!("<b>{word}:</b> {}<br>\n", escape(value))
                } else {
                    format!("{word}: {value}\n")
                }
            })
            .collect()
    };
    let (text, question) = (as_html(own), as_html(original.body));
    let (plain, html) = match quoting {
        Quoting::None => (format!("{own}\n"), text),
        Quoting::Below => (
            format!("{own}\n\n{attribution}\n\n{marked}"),
            format!(
                "{text}\n<br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">{}<br></div>\
                 <blockquote class=\"gmail_quote\" style=\"margin:0 0 0 .8ex;border-left:1px #ccc solid\">\
                 {question}</blockquote></div>",
                escape(&attribution)
            ),
        ),
        Quoting::Outlook => (
            format!(
                "{own}\n\n________________________________\n{}\n{}\n",
                head(false),
                original.body.trim_end()
            ),
            format!(
                "{text}\n<hr style=\"display:inline-block;width:98%\">\
                 <div id=\"divRplyFwdMsg\" dir=\"ltr\">{}</div>\n<div>{question}</div>",
                head(true)
            ),
        ),
        Quoting::Above => (
            format!("{attribution}\n\n{marked}\n{own}\n"),
            format!(
                "<div>{}</div><blockquote type=\"cite\">{question}</blockquote>\n{text}",
                escape(&attribution)
            ),
        ),
    };
    Letter {
        plain,
        html: format!("<html><body>{html}</body></html>\n"),
    }
}
