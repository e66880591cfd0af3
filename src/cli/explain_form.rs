//! `shopper explain form`

use super::output::Output;
use crate::channel::form::{
    EntryValue, FormRead, Method, Page, Understood, fill, submit, understand,
};
use crate::channel::site::{Visitor, decode_named};
use crate::clock::Clock;
use crate::error::{Error, Exit, Result};
use crate::model::{Language, Meaning, Particulars};
use jiff::SignedDuration;
use serde_json::{Map, Value as Json, json};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use url::Url;

/// No more bytes of a page are read.
const MOST: u64 = 8 << 20;

/// Which form of a page is the one to write to the company with, what each of its fields asks for, and what a
/// sample persona would send
///
/// Prints one object for each page, in their order. Nothing is sent.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shopper explain form https://shop.example/contact | jq .fields\n  \
                  shopper explain form --base https://shop.example/contact contact.html | jq .submit"
)]
pub(super) struct Args {
    /// Where a file's page stood: its addresses are relative to this [default: the file's own place]
    #[arg(long, value_name = "URL")]
    base: Option<Url>,
    /// The language of the persona where the page does not say its own: en, nl, fr or de
    #[arg(long, value_name = "CODE", default_value = "en")]
    language: String,
    /// Pages: files, or addresses that are fetched as a guest; `-` for standard input
    #[arg(required = true, value_name = "FILE|URL")]
    pages: Vec<String>,
}

pub(super) async fn run(args: &Args) -> Result<Exit> {
    let known = Language::ALL
        .into_iter()
        .find(|l| l.as_str() == args.language);
    let Some(language) = known else {
        return Err(Error::Usage {
            message: format!("--language {}: not one that is known", args.language),
            hint: "give en, nl, fr or de".to_owned(),
        });
    };
    let mut bad = 0usize;
    for source in &args.pages {
        match page(source, args.base.as_ref(), language).await {
            Ok(page) => Output::json(&explained(source, &page, language))?,
            Err(error) if args.pages.len() == 1 => return Err(error),
            Err(error) => {
                bad += 1;
                Output::failure(&error);
            }
        }
    }
    Ok(if bad == 0 { Exit::Ok } else { Exit::Failed })
}

async fn page(source: &str, base: Option<&Url>, language: Language) -> Result<Page> {
    let is_web = source.starts_with("http://") || source.starts_with("https://");
    if is_web {
        let mut visitor = Visitor::new(Clock::Wall, SignedDuration::from_secs(1))?;
        let page = visitor.page(source, language.as_str()).await;
        let page = page.map_err(|reason| Error::Refused {
            message: format!("{source}: {reason}"),
            hint: "save the page from a browser, and give the file".to_owned(),
        })?;
        let address = address(&page.address)?;
        return Ok(Page::read(&page.html, &address, "utf-8"));
    }
    let path = Path::new(source);
    let failed = |e| Error::file(path, e);
    let mut bytes = Vec::new();
    if source == "-" {
        std::io::stdin()
            .lock()
            .take(MOST)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
    } else {
        File::open(path)
            .map_err(failed)?
            .take(MOST)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
    }
    let own = || {
        let path = path.canonicalize().ok()?;
        Url::from_file_path(path).ok()
    };
    let address = match base.cloned().or_else(own) {
        Some(address) => address,
        None => address("file:///page.html")?,
    };
    let (html, encoding) = decode_named(&bytes, None);
    Ok(Page::read(&html, &address, encoding))
}

fn address(text: &str) -> Result<Url> {
    Url::parse(text).map_err(|e| Error::Usage {
        message: format!("{text}: {e}"),
        hint: "give an address such as https://shop.example/contact".to_owned(),
    })
}

/// A persona for looking at what would be sent.
fn sample(language: Language) -> Particulars {
    let (subject, question, greeting, closing) = match language {
        Language::En => (
            "Delivery time",
            "How long does delivery take?",
            "Hello,",
            "Kind regards,",
        ),
        Language::Nl => (
            "Levertijd",
            "Hoe lang duurt de levering?",
            "Goedendag,",
            "Met vriendelijke groet,",
        ),
        Language::Fr => (
            "Délai de livraison",
            "Quel est le délai de livraison ?",
            "Bonjour,",
            "Cordialement,",
        ),
        Language::De => (
            "Lieferzeit",
            "Wie lange dauert die Lieferung?",
            "Guten Tag,",
            "Mit freundlichen Grüßen",
        ),
    };
    Particulars {
        language,
        full_name: "Anna Reed".to_owned(),
        email: "anna.reed+x7k2m9q4@shop.example".to_owned(),
        subject: subject.to_owned(),
        message: format!("{greeting}\n\n{question}\n\n{closing}\nAnna Reed"),
        question: question.to_owned(),
        topic: subject.to_owned(),
        token: "x7k2m9q4".to_owned(),
        ..Particulars::default()
    }
}

/// The words of the format for what a field asks for; what has none is other.
fn word(meaning: Meaning, required: bool) -> Option<&'static str> {
    Some(match meaning {
        Meaning::FullName
        | Meaning::FirstName
        | Meaning::LastName
        | Meaning::Email
        | Meaning::EmailConfirm
        | Meaning::Phone
        | Meaning::Company
        | Meaning::Subject
        | Meaning::TopicSelect
        | Meaning::OrderNumber
        | Meaning::Postcode
        | Meaning::Message
        | Meaning::ConsentRequired
        | Meaning::MarketingOptional
        | Meaning::Honeypot
        | Meaning::Csrf
        | Meaning::Captcha
        | Meaning::File
        | Meaning::OtherRequired
        | Meaning::OtherOptional => meaning.as_str(),
        Meaning::Button => return None,
        _ if required => Meaning::OtherRequired.as_str(),
        _ => Meaning::OtherOptional.as_str(),
    })
}

/// What each field of a form asks for, by its name, or by its id in brackets where it has none.
fn fields(page: &Page, index: usize, read: &FormRead) -> Map<String, Json> {
    let mut fields = Map::new();
    let controls = page.forms.get(index).map(|f| f.controls.as_slice());
    for (control, meaning) in controls.unwrap_or_default().iter().zip(&read.meanings) {
        let name = if !control.name.is_empty() {
            control.name.clone()
        } else if control.id.is_empty() {
            continue;
        } else {
            format!("#{}", control.id)
        };
        if let Some(word) = word(*meaning, control.required) {
            // Of several of one name the first that says more than "other".
            let entry = fields.entry(name).or_insert_with(|| json!(word));
            if entry.as_str().is_some_and(|w| w.starts_with("other")) {
                *entry = json!(word);
            }
        }
    }
    fields
}

fn explained(source: &str, page: &Page, hint: Language) -> Json {
    let understood = understand(page, hint);
    let forms: Vec<Json> = understood
        .forms
        .iter()
        .enumerate()
        .map(|(i, read)| {
            json!({
                "index": i,
                "selector": page.forms.get(i).map(|f| f.selector.as_str()),
                "type": read.kind.as_str(),
                "score": round(read.score),
                "audience": read.audience.as_str(),
                "fields": fields(page, i, read),
                "evidence": read.evidence,
            })
        })
        .collect();
    let chosen = understood.chosen;
    let known = chosen.and_then(|i| Some(fields(page, i, understood.forms.get(i)?)));
    json!({
        "page": if source == "-" { page.address.as_str() } else { source },
        "forms": forms,
        "chosen": chosen,
        "fields": known.unwrap_or_default(),
        "captcha": understood.captcha.as_ref().map(|c| json!({"kind": c.kind.as_str(), "evidence": c.evidence})),
        "blocked": understood.blocked.as_ref().map(|b| json!({"kind": b.kind.as_str(), "evidence": b.evidence})),
        "needs_script": understood.needs_script.is_some(),
        "needs_script_because": understood.needs_script,
        "language": understood.language.as_str(),
        "submit": submitted(page, &understood),
        "problems": page.problems,
    })
}

fn round(share: f64) -> f64 {
    (share * 1000.0).round() / 1000.0
}

/// What the sample persona would send, or why a person must.
fn submitted(page: &Page, understood: &Understood) -> Json {
    if understood.chosen.is_none() {
        return Json::Null;
    }
    let (filled, missing) = match fill(page, understood, &sample(understood.language)) {
        Ok(filled) => (filled, Vec::new()),
        Err(cannot) => (cannot.rest, cannot.fields),
    };
    let Some(form) = page.forms.get(filled.form) else {
        return Json::Null;
    };
    let cannot: Vec<Json> = missing
        .iter()
        .map(|m| json!({"field": m.field, "name": m.name, "why": m.why}))
        .collect();
    let sent = submit(
        page,
        form,
        &filled.values(),
        filled.button,
        "----form-boundary",
    );
    let sent = match sent {
        Ok(sent) => sent,
        Err(why) => return json!({"refused": why, "step": filled.step, "cannot": cannot}),
    };
    let entries: Vec<Json> = sent
        .entries
        .iter()
        .map(|(name, value)| match value {
            EntryValue::Text(text) => json!([name, text]),
            EntryValue::File(file) => json!([name, file.name]),
        })
        .collect();
    json!({
        "method": match sent.method {
            Method::Get => "get",
            Method::Post => "post",
            Method::Dialog => "dialog",
        },
        "action": sent.action.as_str(),
        "enctype": sent.enctype,
        "button": sent.button.and_then(|b| form.controls.get(b)).map(|b| b.selector.as_str()),
        "entries": entries,
        "step": filled.step,
        "cannot": cannot,
    })
}
