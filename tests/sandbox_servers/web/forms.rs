//! Contact forms of every kind, field by field: what is taken, what is not, and what each says of it.

use super::client::{Answer, Client, encoded};
use super::{Town, study};
use crate::wire::Wire;
use jiff::SignedDuration;
use mystery_shopper::model::{Disposition, Enquiry, Study};
use mystery_shopper::sandbox::{Behaviour, Conduct, Content, Ports, Scenario, Timing, Truth, web};
use std::fmt::Write as _;
use web::{Builder, FormKind, FormProfile};

const URLENCODED: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// A town in which one company has a form of the wanted kind, made by the wanted builder.
struct Office {
    town: Town,
    study: Study,
    plan: Vec<Enquiry>,
    company: u32,
    client: Client,
    path: String,
}

impl Office {
    fn open(builder: Builder, kind: FormKind, change: impl FnOnce(&mut FormProfile)) -> Self {
        let (study, plan) = study(10, 4, &["web-form"]);
        let company = plan.iter().find(|e| e.offered()).unwrap().company;
        let behaviour = Behaviour::of_plan(&study, 4, &plan);
        let mut site = behaviour.site(company).unwrap().clone();
        site.builder = builder;
        let mut form = FormProfile {
            kind,
            two_names: false,
            phone: true,
            order_number: false,
            confirms_email: false,
            consent: true,
            marketing: true,
            unprocessable: true,
            onward: false,
            variant: 0,
        };
        change(&mut form);
        site.form = Some(form);
        // Every question is answered after an hour, rightly.
        let answered = |question| {
            let usual = (0..10).flat_map(|c| (0..100).map(move |q| (c, q)));
            let mut usual = usual.filter_map(|(c, q)| behaviour.form_conduct(c, q).answer.clone());
            let mut answer = usual.next().unwrap();
            answer.timing = Timing::After(3600);
            answer.content = Content::Right(0);
            answer.two_parts = false;
            let conduct = Conduct {
                answer: Some(answer),
                ..Conduct::SILENT
            };
            (company, question, conduct)
        };
        let questions = u32::try_from(study.questions.len()).unwrap();
        let scenario = Scenario {
            sites: vec![(company, site)],
            form_conducts: (0..questions).map(answered).collect(),
            ..Scenario::default()
        };
        let town = Town::open(&study, &plan, scenario);
        let point = town.serving.contact_point(
            &town.market,
            mystery_shopper::model::Channel::WebForm,
            company,
        );
        let client = town.client(company);
        let path = point
            .strip_prefix(&format!("http://{}", client.host))
            .unwrap();
        let path = path.to_owned();
        Self {
            town,
            study,
            plan,
            company,
            client,
            path,
        }
    }

    fn enquiry(&self) -> &Enquiry {
        self.plan
            .iter()
            .find(|e| e.company == self.company)
            .unwrap()
    }

    fn message(&self) -> String {
        self.enquiry().render(&self.study).body
    }

    /// The truth about the one enquiry that is put.
    fn truth(&self) -> Truth {
        let at = self.enquiry().seq as usize;
        self.town.market.truth(&self.plan)[at].clone()
    }

    async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> = fields
            .iter()
            .map(|(n, v)| format!("{}={}", encoded(n), encoded(v)))
            .collect();
        let body = body.join("&");
        self.client
            .ask("POST", path, &[URLENCODED], body.as_bytes())
            .await
    }

    async fn later(&self, time: SignedDuration) {
        let clock = &self.town.clock;
        clock.sleep_until(clock.now() + time).await;
    }

    /// That nothing was taken.
    fn nothing_came(&self) {
        assert_eq!(self.truth().disposition, Disposition::NotSent);
        assert_eq!(
            (self.town.market.unmatched(), self.town.market.duplicates()),
            (0, 0)
        );
    }
}

/// The form's own part of a page.
fn form(page: &Answer) -> String {
    let text = page.text();
    let form = text
        .split("<form id=\"contact-form\"")
        .nth(1)
        .unwrap_or_default();
    form.split("</form>").next().unwrap().to_owned()
}

/// The value of a hidden field.
fn hidden(form: &str, name: &str) -> String {
    let field = form
        .split(&format!("type=\"hidden\" name=\"{name}\" value=\""))
        .nth(1)
        .unwrap();
    field.split('"').next().unwrap().to_owned()
}

const ANNA: &str = "anna.reed+k3x7@shopper.example";

fn filled(message: &str) -> Vec<(&'static str, &str)> {
    vec![
        ("name", "Anna Reed"),
        ("email", ANNA),
        ("phone", ""),
        ("message", message),
        ("consent", "1"),
    ]
}

#[tokio::test]
async fn a_plain_form_is_taken_and_answered_by_mail_to_the_address_given() {
    let mut office = Office::open(Builder::Plaza, FormKind::Plain, |_| {});
    let serving = office.town.market.serve(Ports::default()).await.unwrap();
    let page = office.client.get(&office.path.clone()).await;
    let shown = form(&page);
    assert!(
        shown.contains("action=\"/contact\" method=\"post\""),
        "{shown}"
    );
    assert!(shown.contains("name=\"consent\" id=\"f-consent\" value=\"1\" required"));
    office.nothing_came();
    let message = office.message();
    let thanks = office.post("/contact", &filled(&message)).await;
    assert_eq!(thanks.status, 200);
    assert!(
        thanks.text().contains("Thank you, Anna."),
        "{}",
        thanks.text()
    );
    assert!(thanks.text().contains("Your reference number is WF-"));
    assert_eq!(form(&thanks), "");
    let asked = office.town.clock.now();
    office.later(SignedDuration::from_hours(2)).await;
    let truth = office.truth();
    assert_eq!(truth.disposition, Disposition::Answered);
    assert_eq!(
        truth.answered_at,
        Some(asked + SignedDuration::from_hours(1))
    );
    assert_eq!(
        (truth.correct, truth.stance.as_str()),
        (Some(true), "right")
    );
    let mut imap = Wire::imap(serving.imap).await;
    imap.ask("SELECT INBOX").await;
    let mail = imap.ask("FETCH 1 (BODY.PEEK[])").await;
    assert!(mail.contains(&format!("Delivered-To: {ANNA}")), "{mail}");
    assert!(!mail.contains("In-Reply-To"), "{mail}");
    // The same again is noted as what it is.
    office.post("/contact", &filled(&message)).await;
    assert_eq!(office.town.market.duplicates(), 1);
}

#[tokio::test]
async fn what_is_missing_is_shown_with_the_form_and_nothing_is_taken() {
    for (unprocessable, status) in [(true, 422), (false, 200)] {
        let mut office = Office::open(Builder::Plaza, FormKind::Plain, |form| {
            form.unprocessable = unprocessable;
            form.confirms_email = true;
        });
        let message = office.message();
        for missing in ["name", "email", "email2", "message", "consent"] {
            let mut fields = filled(&message);
            fields.push(("email2", ANNA));
            fields.retain(|(name, _)| *name != missing);
            let page = office.post("/contact", &fields).await;
            assert_eq!(page.status, status, "{missing}");
            let shown = form(&page);
            let field = shown.split(&format!("name=\"{missing}\"")).nth(1).unwrap();
            assert!(
                field.split('>').next().unwrap().contains("aria-invalid"),
                "{shown}"
            );
            assert!(page.text().contains("Please check the fields below"));
            assert!(missing == "name" || shown.contains("value=\"Anna Reed\""));
        }
        let mut fields = filled(&message);
        fields.push(("email2", "anna@elsewhere.example"));
        assert_eq!(office.post("/contact", &fields).await.status, status);
        office.nothing_came();
    }
}

#[tokio::test]
async fn each_builder_takes_its_own_names() {
    let names = [
        (
            Builder::Plaza,
            "/contact",
            ["name", "email", "message", "consent"],
        ),
        (
            Builder::Centre,
            "/hc/requests",
            [
                "request[name]",
                "request[anonymous_requester_email]",
                "request[description]",
                "request[consent]",
            ],
        ),
        (
            Builder::Ledger,
            "/cgi-bin/mailer",
            ["realname", "email", "comments", "agree"],
        ),
        (
            Builder::Journal,
            "/get-in-touch/",
            ["your-name", "your-email", "your-message", "acceptance-1"],
        ),
        (
            Builder::Atlas,
            "/info/contact/send",
            ["field_11", "field_21", "field_41", "field_51"],
        ),
    ];
    for (builder, action, names) in names {
        let mut office = Office::open(builder, FormKind::Plain, |form| {
            form.onward = builder == Builder::Atlas;
        });
        let page = office.client.get(&office.path.clone()).await;
        let shown = form(&page);
        assert!(shown.contains(&format!("action=\"{action}\"")), "{shown}");
        for name in names {
            assert!(
                shown.contains(&format!("name=\"{name}\"")),
                "{builder:?} {name}"
            );
        }
        let message = office.message();
        let values = ["Anna Reed", ANNA, message.as_str(), "1"];
        let fields: Vec<(&str, &str)> = names.into_iter().zip(values).collect();
        let thanks = office.post(action, &fields).await;
        let text = if builder == Builder::Atlas {
            assert_eq!(thanks.status, 303);
            office.client.get(thanks.header("location")).await.text()
        } else {
            assert_eq!(thanks.status, 200);
            thanks.text()
        };
        assert!(
            text.contains("We have received your message"),
            "{builder:?} {text}"
        );
        // One of them shows the form again, empty.
        let again = form(&thanks);
        assert_eq!(!again.is_empty(), builder == Builder::Journal);
        assert!(!again.contains("Anna"));
        assert_eq!(office.truth().disposition, Disposition::Silent, "it came");
    }
}

#[tokio::test]
async fn a_secret_must_fit_the_cookie() {
    let mut office = Office::open(Builder::Plaza, FormKind::Csrf, |_| {});
    let page = office.client.get(&office.path.clone()).await;
    let cookie = page
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let secret = hidden(&form(&page), "csrf_token");
    let (message, path) = (office.message(), office.path.clone());
    let post = |secret: &str| {
        let mut fields = filled(&message);
        fields.push(("csrf_token", secret));
        let body: Vec<String> = fields
            .iter()
            .map(|(n, v)| format!("{n}={}", encoded(v)))
            .collect();
        body.join("&").into_bytes()
    };
    let (right, wrong) = (
        post(&secret),
        post(&secret.replace(|c: char| c.is_ascii_digit(), "0")),
    );
    let client = &mut office.client;
    let with = [URLENCODED, ("cookie", cookie.as_str())];
    for (headers, body) in [(&with[..1], &right), (&with[..], &wrong)] {
        assert_eq!(client.ask("POST", &path, headers, body).await.status, 403);
    }
    // Another visitor's cookie does not fit either.
    let mut other = office.town.client(office.company);
    let page = other.get(&path).await;
    let strange = page
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    assert_ne!(strange, cookie);
    let headers = [URLENCODED, ("cookie", strange.as_str())];
    assert_eq!(other.ask("POST", &path, &headers, &right).await.status, 403);
    office.nothing_came();
    let client = &mut office.client;
    // Who has a session keeps it.
    let page = client.ask("GET", &path, &[("cookie", &cookie)], b"").await;
    assert_eq!(page.header("set-cookie"), "");
    assert_eq!(hidden(&form(&page), "csrf_token"), secret);
    assert_eq!(client.ask("POST", &path, &with, &right).await.status, 200);
    assert_eq!(office.truth().disposition, Disposition::Silent);
}

#[tokio::test]
async fn what_fills_the_trap_in_is_thanked_and_thrown_away() {
    for variant in 0..4 {
        let mut office = Office::open(Builder::Plaza, FormKind::Honeypot, |form| {
            form.variant = variant * 9;
        });
        let page = office.client.get(&office.path.clone()).await;
        let trap = ["website", "fax", "url", "company_url"][usize::from(variant * 9 % 4)];
        assert!(form(&page).contains(&format!("name=\"{trap}\"")));
        let message = office.message();
        let mut fields = filled(&message);
        fields.push(("subject", "A question"));
        fields.push((trap, "https://shopper.example/"));
        let thanks = office.post("/contact", &fields).await;
        assert!(thanks.text().contains("We have received your message"));
        office.nothing_came();
        assert_eq!(office.town.market.dropped(), 1);
        fields.pop();
        fields.push((trap, ""));
        let thanks = office.post("/contact", &fields).await;
        assert!(thanks.text().contains("We have received your message"));
        assert_eq!(office.truth().disposition, Disposition::Silent);
        assert_eq!(office.town.market.dropped(), 1);
    }
}

#[tokio::test]
async fn a_wizard_asks_step_by_step_and_carries_along() {
    let mut office = Office::open(Builder::Plaza, FormKind::Wizard, |_| {});
    let page = office.client.get(&office.path.clone()).await;
    let first = form(&page);
    assert!(first.contains("type=\"radio\" name=\"topic\"") && !first.contains("name=\"email\""));
    let none = office
        .post("/contact", &[("step", "0"), ("go", "next")])
        .await;
    assert_eq!(none.status, 422);
    let second = office
        .post("/contact", &[("step", "0"), ("topic", "3"), ("go", "next")])
        .await;
    let second = form(&second);
    assert_eq!(
        (hidden(&second, "step"), hidden(&second, "topic")),
        ("1".to_owned(), "3".to_owned())
    );
    let back = [("step", "1"), ("topic", "3"), ("go", "back")];
    assert!(form(&office.post("/contact", &back).await).contains("value=\"3\" checked"));
    let fields = [
        ("step", "1"),
        ("topic", "3"),
        ("name", "Anna Reed"),
        ("email", ANNA),
        ("go", "next"),
    ];
    let third = form(&office.post("/contact", &fields).await);
    assert_eq!(hidden(&third, "email"), ANNA);
    assert!(third.contains("<textarea name=\"message\""));
    office.nothing_came();
    let message = office.message();
    let mut fields = filled(&message);
    fields.extend([("step", "2"), ("topic", "3")]);
    let thanks = office.post("/contact", &fields).await;
    assert!(thanks.text().contains("Thank you, Anna."));
    assert_eq!(office.truth().disposition, Disposition::Silent);
}

#[tokio::test]
async fn a_form_by_get_leads_on_to_its_thanks() {
    let mut office = Office::open(Builder::Centre, FormKind::Get, |_| {});
    let page = office.client.get(&office.path.clone()).await;
    let shown = form(&page);
    assert!(
        shown.contains("action=\"/hc/requests\" method=\"get\""),
        "{shown}"
    );
    let secret = hidden(&shown, "token");
    let message = office.message();
    let query = |secret: &str| {
        format!(
            "/hc/requests?token={secret}&{}=Anna+Reed&{}={}&{}={}&{}=1",
            encoded("request[name]"),
            encoded("request[anonymous_requester_email]"),
            encoded(ANNA),
            encoded("request[description]"),
            encoded(&message),
            encoded("request[consent]")
        )
    };
    assert_eq!(office.client.get(&query("1-0")).await.status, 403);
    office.nothing_came();
    let sent = office.client.get(&query(&secret)).await;
    assert_eq!(sent.status, 303);
    let to = sent.header("location").to_owned();
    assert!(to.starts_with("/hc/requests/sent?ref=WF-"), "{to}");
    let thanks = office.client.get(&to).await.text();
    assert!(thanks.contains(to.split('=').nth(1).unwrap()), "{thanks}");
    assert_eq!(office.truth().disposition, Disposition::Silent);
}

#[tokio::test]
async fn a_form_of_several_parts_takes_nothing_else() {
    let mut office = Office::open(Builder::Plaza, FormKind::Multipart, |_| {});
    let page = office.client.get(&office.path.clone()).await;
    assert!(form(&page).contains("enctype=\"multipart/form-data\""));
    let message = office.message();
    assert_eq!(office.post("/contact", &filled(&message)).await.status, 415);
    office.nothing_came();
    let mut body = String::new();
    for (name, value) in filled(&message) {
        let value = value.replace('\n', "\r\n");
        write!(
            body,
            "--b0undary\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
        .unwrap();
    }
    body.push_str(
        "--b0undary\r\nContent-Disposition: form-data; name=\"attachment\"; filename=\"\"\r\n\
                   Content-Type: application/octet-stream\r\n\r\n\r\n--b0undary--\r\n",
    );
    let kind = [("content-type", "multipart/form-data; boundary=b0undary")];
    let thanks = office
        .client
        .ask("POST", "/contact", &kind, body.as_bytes())
        .await;
    assert!(thanks.text().contains("Thank you, Anna."));
    assert_eq!(office.truth().disposition, Disposition::Silent);
}

#[tokio::test]
async fn a_list_of_topics_wants_one_of_them() {
    let mut office = Office::open(Builder::Plaza, FormKind::Topic, |_| {});
    let message = office.message();
    for wrong in ["", "9"] {
        let mut fields = filled(&message);
        fields.push(("topic", wrong));
        let page = office.post("/contact", &fields).await;
        assert_eq!(page.status, 422);
        assert!(
            form(&page)
                .contains("<select name=\"topic\" id=\"f-topic\" required aria-invalid=\"true\">")
        );
    }
    office.nothing_came();
    let mut fields = filled(&message);
    fields.push(("topic", "3"));
    assert_eq!(office.post("/contact", &fields).await.status, 200);
    assert_eq!(office.truth().disposition, Disposition::Silent);
}

#[tokio::test]
async fn a_page_in_latin_1_takes_latin_1() {
    let mut office = Office::open(Builder::Plaza, FormKind::Latin1, |_| {});
    let page = office.client.get(&office.path.clone()).await;
    assert_eq!(page.header("content-type"), "text/html; charset=iso-8859-1");
    assert!(
        page.body.windows(2).any(|w| w == b"\xa9 "),
        "the sign of copyright in one byte"
    );
    assert!(String::from_utf8(page.body.clone()).is_err());
    let message = office.message();
    let body = format!(
        "name=Zo%EB+Reed&email={}&message={}&consent=1",
        encoded(ANNA),
        encoded(&message)
    );
    let thanks = office
        .client
        .ask("POST", "/contact", &[URLENCODED], body.as_bytes())
        .await;
    assert_eq!(thanks.status, 200);
    assert!(thanks.body.windows(13).any(|w| w == b"Thank you, Zo"));
    assert!(thanks.body.windows(4).any(|w| w == b"Zo\xeb."));
    assert_eq!(office.truth().disposition, Disposition::Silent);
}

#[tokio::test]
async fn who_comes_first_is_asked_to_come_back() {
    let mut office = Office::open(Builder::Plaza, FormKind::RateLimited, |_| {});
    let path = office.path.clone();
    let away = office.client.get(&path).await;
    assert_eq!((away.status, away.header("retry-after")), (429, "900"));
    assert_eq!(form(&away), "");
    office.later(SignedDuration::from_mins(10)).await;
    assert_eq!(office.client.get(&path).await.header("retry-after"), "300");
    office.later(SignedDuration::from_mins(5)).await;
    assert_eq!(office.client.get(&path).await.status, 200);
    let message = office.message();
    assert_eq!(office.post("/contact", &filled(&message)).await.status, 200);
    assert_eq!(office.truth().disposition, Disposition::Silent);
    office.later(SignedDuration::from_hours(30)).await;
    assert_eq!(office.client.get(&path).await.status, 429);
}

#[tokio::test]
async fn what_cannot_be_sent_is_never_taken() {
    for (kind, status, says) in [
        (FormKind::Broken, 500, "could not be sent"),
        (FormKind::SoftError, 200, "could not be sent"),
        (FormKind::Captcha, 422, "Please check the fields below"),
        (FormKind::ScriptOnly, 415, "could not be sent"),
    ] {
        for variant in [0, 3, 6, 9, 12] {
            let mut office = Office::open(Builder::Plaza, kind, |form| form.variant = variant);
            let page = office.client.get(&office.path.clone()).await;
            assert_eq!(page.status, 200);
            if kind == FormKind::Captcha {
                let marks = [
                    "g-recaptcha",
                    "h-captcha",
                    "cf-turnstile",
                    "frc-captcha",
                    "captcha-text",
                ];
                assert!(marks.iter().any(|m| form(&page).contains(m)));
            }
            let message = office.message();
            let mut fields = filled(&message);
            fields.push(("g-recaptcha-response", "guessed"));
            fields.push(("captcha", "guessed"));
            fields.push(("subject", "A question"));
            let answer = office.post("/contact", &fields).await;
            assert_eq!(answer.status, status, "{kind:?}");
            assert!(answer.text().contains(says), "{kind:?}");
            office.nothing_came();
        }
    }
}

#[tokio::test]
async fn what_a_script_sends_is_answered_with_json() {
    let mut office = Office::open(Builder::Plaza, FormKind::ScriptOnly, |_| {});
    let page = office.client.get(&office.path.clone()).await.text();
    assert!(
        page.contains("<div id=\"contact-app\"></div>") && !page.contains("id=\"contact-form\"")
    );
    let object: serde_json::Map<String, serde_json::Value> = filled(&office.message())
        .into_iter()
        .map(|(n, v)| (n.to_owned(), v.into()))
        .collect();
    let body = serde_json::to_vec(&object).unwrap();
    let kind = [("content-type", "application/json")];
    let thanks = office.client.ask("POST", "/contact", &kind, &body).await;
    let thanks: serde_json::Value = serde_json::from_slice(&thanks.body).unwrap();
    assert_eq!(thanks["status"], "ok");
    assert_eq!(office.truth().disposition, Disposition::Silent);

    let mut office = Office::open(Builder::Plaza, FormKind::Json, |_| {});
    let refused = office.post("/contact", &[("name", "Anna Reed")]).await;
    assert_eq!(
        (refused.status, refused.header("content-type")),
        (422, "application/json")
    );
    let refused: serde_json::Value = serde_json::from_slice(&refused.body).unwrap();
    assert_eq!(refused["errors"]["email"], "This field is required.");
    office.nothing_came();
    let message = office.message();
    let thanks = office.post("/contact", &filled(&message)).await;
    let thanks: serde_json::Value = serde_json::from_slice(&thanks.body).unwrap();
    assert!(thanks["reference"].as_str().unwrap().starts_with("WF-"));
    assert_eq!(office.truth().disposition, Disposition::Silent);
}

#[test]
fn of_a_hundred_companies_71_have_a_form_and_every_kind_is_met() {
    let mut kinds = std::collections::BTreeSet::new();
    for seed in [1, 2, 3] {
        let (study, plan) = study(100, seed, &["web-form"]);
        let behaviour = Behaviour::of_plan(&study, seed, &plan);
        let forms: Vec<FormKind> = (0..100)
            .filter_map(|c| Some(behaviour.site(c)?.form.as_ref()?.kind))
            .collect();
        assert_eq!(forms.len(), 71);
        kinds.extend(forms);
        let offered = plan.iter().filter(|e| e.offered());
        let closes = study.wave.closes();
        let answered = offered.filter(|e| {
            let answer = &behaviour.form_conduct(e.company, e.question).answer;
            answer
                .as_ref()
                .is_some_and(|a| matches!(a.timing, Timing::Within(_)))
        });
        assert_eq!(answered.count(), 410, "as by email, until {closes}");
    }
    assert_eq!(kinds.len(), FormKind::ALL.len(), "{kinds:?}");
}
