//! Filling in, on small forms.

use super::{
    Block, CaptchaKind, Page, Value, captcha, fill, fill_after, submit, understand,
    understand_pinned,
};
use crate::model::{Language, Meaning, Particulars};
use proptest::prelude::*;
use std::fmt::Write;
use url::Url;

const QUESTION: &str = "How long does delivery to Ghent take?";

fn page(html: &str) -> Page {
    let address = Url::parse("https://company.example/contact").unwrap();
    Page::read(html, &address, "utf-8")
}

fn asked() -> Particulars {
    Particulars {
        full_name: "Sam van Dijk".to_owned(),
        email: "sam+k3m9@persona.example".to_owned(),
        subject: "Delivery to Ghent".to_owned(),
        topic: "delivery".to_owned(),
        question: QUESTION.to_owned(),
        message: format!("Hello,\n\n{QUESTION}\n\nKind regards,\nSam van Dijk"),
        country: "BE".to_owned(),
        ..Particulars::default()
    }
}

fn form(inside: &str) -> Page {
    page(&format!(
        "<h1>Contact us</h1><form action=/c method=post id=f class=contact><label>Name<input name=n></label>\
         <label>Email<input name=e></label><label>Message<textarea name=m></textarea></label>{inside}<button>Send</button></form>"
    ))
}

/// What is sent: names and texts.
fn sent(page: &Page, asked: &Particulars) -> Result<Vec<(String, String)>, String> {
    let understood = understand_pinned(page, Language::En, &asked.pins);
    let filled = fill(page, &understood, asked).map_err(|e| e.reason())?;
    let form = &page.forms[filled.form];
    let sent = submit(page, form, &filled.values(), filled.button, "b").unwrap();
    let text = |v: super::EntryValue| match v {
        super::EntryValue::Text(text) => text,
        super::EntryValue::File(file) => file.name,
    };
    Ok(sent
        .entries
        .into_iter()
        .map(|(n, v)| (n, text(v)))
        .collect())
}

fn value(page: &Page, asked: &Particulars, name: &str) -> Option<String> {
    let sent = sent(page, asked).unwrap();
    sent.into_iter().find(|(n, _)| n == name).map(|(_, v)| v)
}

#[test]
fn a_message_is_cut_at_a_word_and_never_in_the_question() {
    let area = |most: usize| {
        page(&format!(
            "<form action=/c method=post><label>Email<input name=e></label><label>Message<textarea name=m maxlength={most}></textarea></label><button>Send</button></form>"
        ))
    };
    let message = |most: usize| sent(&area(most), &asked()).map(|s| s[1].1.replace("\r\n", "\n"));
    assert_eq!(message(500).unwrap(), asked().message);
    assert_eq!(
        message(60).unwrap(),
        format!("Hello,\n\n{QUESTION}\n\nKind regards,")
    );
    assert_eq!(message(40).unwrap(), QUESTION);
    assert_eq!(message(37).unwrap(), QUESTION);
    let cannot = message(36).unwrap_err();
    assert!(cannot.contains("does not fit"), "{cannot}");
}

#[test]
fn names_go_where_they_are_asked_for() {
    let html = |fields: &str| {
        page(&format!(
            "<form action=/c method=post>{fields}<input type=email name=e><textarea name=m></textarea><button>Send</button></form>"
        ))
    };
    let two = html("<label>Voornaam<input name=a></label><label>Achternaam<input name=b></label>");
    assert_eq!(value(&two, &asked(), "a").unwrap(), "Sam");
    assert_eq!(value(&two, &asked(), "b").unwrap(), "van Dijk");
    let last = html("<label>Nachname<input name=b></label>");
    assert_eq!(value(&last, &asked(), "b").unwrap(), "Sam van Dijk");
    let short = html("<label>Name<input name=b maxlength=5></label>");
    assert!(
        sent(&short, &asked())
            .unwrap_err()
            .contains("does not take all")
    );
}

#[test]
fn what_need_not_be_told_is_not() {
    let page = form(
        "<label>Phone<input name=t></label><label>Newsletter<input type=checkbox name=news checked></label>\
         <label>I accept the privacy policy<input type=checkbox name=p required></label>\
         <input name=website2 style='display:none'><label>Order number<input name=o></label>",
    );
    let sent = sent(&page, &asked()).unwrap();
    let names: Vec<&str> = sent
        .iter()
        .filter(|(_, v)| !v.is_empty())
        .map(|(n, _)| n.as_str())
        .collect();
    assert_eq!(names, ["n", "e", "m", "p"]);
}

#[test]
fn what_must_be_told_and_is_not_known_goes_to_a_person() {
    for (field, word) in [
        (
            "<label>Order number<input name=x required></label>",
            "Order number",
        ),
        ("<label>Phone<input name=x required></label>", "Phone"),
        (
            "<label>Shoe size<input name=x required></label>",
            "Shoe size",
        ),
        (
            "<label>Bill<input type=file name=x required></label>",
            "Bill",
        ),
        (
            "<label>I want the newsletter<input type=checkbox name=x required></label>",
            "newsletter",
        ),
        (
            "<label>Colour<select name=x required><option value=''>Choose<option>Red<option>Blue</select></label>",
            "Colour",
        ),
    ] {
        let cannot = sent(&form(field), &asked()).unwrap_err();
        assert!(cannot.contains(word), "{field}: {cannot}");
    }
    let known = Particulars {
        phone: "+32 9 000 00 00".to_owned(),
        ..asked()
    };
    let page = form("<label>Phone<input name=x required></label>");
    assert_eq!(value(&page, &known, "x").unwrap(), "+32 9 000 00 00");
}

#[test]
fn groups_and_lists_are_answered() {
    let page = form(
        "<fieldset><legend>How should we contact you?</legend><label><input type=radio name=via value=t required>Phone</label>\
         <label><input type=radio name=via value=m required>Email</label></fieldset>\
         <fieldset><legend>Are you an existing customer?</legend><label><input type=radio name=cust value=y required>Yes</label>\
         <label><input type=radio name=cust value=n required>No</label></fieldset>\
         <label>Country<select name=land required><option value=''>Choose<option value=056>Belgi\u{eb}<option value=276>Duitsland\
         <option value=250>Frankrijk<option value=528>Nederland</select></label>",
    );
    assert_eq!(value(&page, &asked(), "via").unwrap(), "m");
    assert_eq!(value(&page, &asked(), "cust").unwrap(), "n");
    assert_eq!(value(&page, &asked(), "land").unwrap(), "056");
}

#[test]
fn pins_win() {
    let html = "<form id=a action=/a method=post><label>Email<input name=e></label><label>Message<textarea name=m></textarea></label><button>Send</button></form>\
                <form id=b class='x y' action=/b method=post><input name=q1><input name=q2><textarea name=q3></textarea>\
                <select name=q4><option>Complaint<option>Other</select><input name=q5><button>Go</button></form>";
    let mut asked = asked();
    asked.pins.form = Some("form#b.y".to_owned());
    for (name, meaning) in [
        ("q1", Meaning::FullName),
        ("q2", Meaning::Email),
        ("q4", Meaning::TopicSelect),
    ] {
        asked.pins.meanings.insert(name.to_owned(), meaning);
    }
    asked.pins.values.insert("q5".to_owned(), "blue".to_owned());
    asked.pins.topic = Some("complaint".to_owned());
    let page = page(html);
    let expected = [
        ("q1", "Sam van Dijk".to_owned()),
        ("q2", asked.email.clone()),
        ("q3", asked.message.replace('\n', "\r\n")),
        ("q4", "Complaint".to_owned()),
        ("q5", "blue".to_owned()),
    ];
    let sent = sent(&page, &asked).unwrap();
    for (name, value) in expected {
        let found = sent.iter().find(|(n, _)| n == name).unwrap();
        assert_eq!(
            found.1.replace("\r\n", "\n"),
            value.replace("\r\n", "\n"),
            "{name}"
        );
    }
    asked.pins.form = Some("#none".to_owned());
    let understood = understand_pinned(&page, Language::En, &asked.pins);
    assert_eq!(understood.chosen, None);
    assert!(fill(&page, &understood, &asked).is_err());
}

#[test]
fn a_later_step_need_not_ask_again() {
    let first = page(
        "<h1>Contact us</h1><form id=w action=/c method=post><label>Your question<textarea name=m required></textarea></label><button>Next</button></form>",
    );
    let understood = understand(&first, Language::En);
    let filled = fill(&first, &understood, &asked()).unwrap();
    assert!(filled.step && filled.puts(Meaning::Message));
    let second = page(
        "<form id=w action=/c method=post><label>Name<input name=n required></label><label>Email<input name=e required></label><button>Send</button></form>",
    );
    let mut understood = understand(&second, Language::En);
    understood.go_on(&second, &first.forms[0]);
    assert_eq!(understood.chosen, Some(0));
    assert!(fill(&second, &understood, &asked()).is_err());
    let filled = fill_after(&second, &understood, &asked(), &[Meaning::Message]).unwrap();
    assert!(!filled.step && filled.puts(Meaning::Email));
}

#[test]
fn proofs_and_walls_are_named() {
    for (inside, kind) in [
        (
            "<label>What is 3+4?<input name=s></label>",
            CaptchaKind::Sum,
        ),
        (
            "<label>Combien font trois plus quatre ?<input name=s></label>",
            CaptchaKind::Sum,
        ),
        (
            "<label>Are you human?<input name=s></label>",
            CaptchaKind::Question,
        ),
        (
            "<label>Enter the code<input name=captcha></label>",
            CaptchaKind::Image,
        ),
        (
            "<input type=hidden name=h-captcha-response>",
            CaptchaKind::Hcaptcha,
        ),
        (
            "<script src=https://challenges.cloudflare.com/turnstile/v0/api.js></script>",
            CaptchaKind::Turnstile,
        ),
        (
            "<script src='https://www.google.com/recaptcha/api.js?render=6Lc'></script>",
            CaptchaKind::RecaptchaV3,
        ),
        (
            "<script src=https://www.google.com/recaptcha/enterprise.js></script>",
            CaptchaKind::RecaptchaEnterprise,
        ),
        (
            "<script type=module src=/js/altcha.min.js></script>",
            CaptchaKind::Altcha,
        ),
        (
            "<script src=https://cdn.example/friendly-challenge@0.9/widget.js></script>",
            CaptchaKind::FriendlyCaptcha,
        ),
        (
            "<script src=https://static.geetest.com/v4/gt4.js></script>",
            CaptchaKind::Geetest,
        ),
        (
            "<script src=https://client-api.arkoselabs.com/v2/api.js></script>",
            CaptchaKind::Arkose,
        ),
        (
            "<script src=https://service.mtcaptcha.com/mtcv1/client.js></script>",
            CaptchaKind::MtCaptcha,
        ),
    ] {
        let page = form(inside);
        let found = captcha(&page, page.forms.first()).map(|c| c.kind);
        assert_eq!(found, Some(kind), "{inside}");
    }
    let plain = form("<p>We answer within 24 - 48 hours. Call +32 9 000.</p>");
    assert_eq!(captcha(&plain, plain.forms.first()), None);
    let pays = form("<label>Card number<input name=card_number autocomplete=cc-number></label>");
    let blocked = understand(&pays, Language::En).blocked;
    assert_eq!(blocked.map(|b| b.kind), Some(Block::Payment));
    let wall = page("<p>Please log in to contact us.</p>");
    let blocked = understand(&wall, Language::En).blocked;
    assert_eq!(blocked.map(|b| b.kind), Some(Block::LoginWall));
}

#[test]
fn what_takes_a_script_is_told() {
    for html in [
        "<form><label>Email<input name=e></label><label>Message<textarea name=m></textarea></label><button>Send</button></form>",
        "<form action='javascript:go()' method=post><label>Email<input name=e></label><label>Message<textarea name=m></textarea></label><button>Send</button></form>",
        "<form action=/c method=post><label>Email<input name=e></label><label>Message<textarea name=m></textarea></label><button type=button>Send</button></form>",
        "<div id=root></div><script src=/app.js></script>",
        "<h1>Contact</h1><script src=//js.hsforms.net/forms/v2.js></script>",
    ] {
        let understood = understand(&page(html), Language::En);
        assert!(understood.needs_script.is_some(), "{html}");
    }
    assert_eq!(understand(&form(""), Language::En).needs_script, None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever a page holds: nothing breaks, each control has a meaning, and what is put can be sent.
    #[test]
    fn any_page_can_be_understood_and_filled_in(
        pieces in proptest::collection::vec((0usize..14, "[a-z_\\[\\]]{0,8}", "[\\PC]{0,12}"), 0..24),
        most in 0usize..80,
    ) {
        let mut html = String::from("<h1>Contact</h1><form method=post action=/c>");
        for (what, name, text) in &pieces {
            let text = text.replace(['<', '>', '"', '&'], " ");
            let _ = match what {
                0 => write!(html, "<label>{text}<input name=\"{name}\" required></label>"),
                1 => write!(html, "<input type=email name=\"{name}\" placeholder=\"{text}\">"),
                2 => write!(html, "<textarea name=\"{name}\" maxlength={most}>{text}</textarea>"),
                3 => write!(html, "<select name=\"{name}\" required><option value=\"\">{text}<option>{name}</select>"),
                4 => write!(html, "<label><input type=radio name=\"{name}\" required value=\"{text}\">{text}</label>"),
                5 => write!(html, "<label><input type=checkbox name=\"{name}\" required>{text}</label>"),
                6 => write!(html, "<fieldset><legend>Topic {text}</legend><input type=checkbox name=\"{name}[]\"><input type=checkbox name=\"{name}[]\"></fieldset>"),
                7 => write!(html, "<input type=hidden name=\"{name}\" value=\"{text}\">"),
                8 => write!(html, "<button name=\"{name}\">{text}</button>"),
                9 => write!(html, "<input type=number name=\"{name}\" required title=\"Phone {text}\">"),
                10 => write!(html, "</form><form id=\"{name}\">"),
                11 => write!(html, "<input type=file name=\"{name}\" required>"),
                12 => write!(html, "<div style=display:none><input name=\"{name}\"></div>"),
                _ => write!(html, "<p>{text}</p>"),
            };
        }
        let page = page(&html);
        let understood = understand(&page, Language::De);
        prop_assert_eq!(understood.forms.len(), page.forms.len());
        for (form, read) in page.forms.iter().zip(&understood.forms) {
            prop_assert_eq!(form.controls.len(), read.meanings.len());
        }
        let filled = match fill(&page, &understood, &asked()) {
            Ok(filled) => filled,
            Err(cannot) => {
                prop_assert!(!cannot.fields.is_empty() && !cannot.reason().is_empty());
                cannot.rest
            }
        };
        for put in &filled.puts {
            let control = &page.forms[filled.form].controls[put.control];
            if let (Value::Text(text), Some(most)) = (&put.value, control.max_length) {
                prop_assert!(text.encode_utf16().count() <= most);
            }
            if put.meaning == Meaning::Message && let Value::Text(text) = &put.value {
                prop_assert!(text.contains(QUESTION));
            }
        }
        if let Some(form) = page.forms.get(filled.form) {
            let sent = submit(&page, form, &filled.values(), filled.button, "b");
            prop_assert!(sent.is_ok(), "{:?}", sent);
        }
    }
}
