//! Contact forms that need a browser.

use crate::site::Site;
use axum::Router;
use mystery_shopper::channel::Dispatch;
use mystery_shopper::channel::browser::{BrowserForms, BrowserOptions};
use mystery_shopper::channel::web::{Ended, Fallback};
use mystery_shopper::clock::Clock;
use mystery_shopper::model::{AttemptResult, ExhibitKind, Particulars, Web};

const MESSAGE: &str = "Dear Acme,\n\nWhat does delivery cost?\n\nAnna Reed";

/// A form that scripts put up and send: `$` is where it stands, `done` what happens once it was sent.
fn page(setup: &str, more: &str, done: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><title>Contact</title><h1>Contact us</h1><div id=app></div><script>\
         const html = `<form><p><label>Your name <input name=name required></label></p>\
         <p><label>Email <input name=email type=email required></label></p>\
         <p class=extra><label>Website <input name=url></label></p>\
         <p><label>Subject <select name=topic required><option value=''>Choose</option><option>Delivery</option><option>Other</option></select></label></p>\
         {more}<p><label>Message <textarea name=message required></textarea></label></p>\
         <button type=submit>Send message</button></form>`;\
         function up(at) {{ at.innerHTML = html; const f = at.querySelector('form'); \
         const s = new CSSStyleSheet(); s.replaceSync('.extra {{ position: absolute; left: -5000px }}'); \
         const root = at.getRootNode(); root.adoptedStyleSheets = [s]; \
         f.onsubmit = async e => {{ e.preventDefault(); f.querySelector('button').textContent = 'Sending'; \
         f.querySelector('button').disabled = true; \
         const r = await fetch('/api', {{method: 'POST', body: new URLSearchParams(new FormData(f))}}); {done} }}; }}\
         setTimeout(() => {{ {setup} }}, 30);</script></html>"
    )
}

fn answers(path: &str) -> Option<(u16, String)> {
    let plain = "up(document.getElementById('app'))";
    let thanks = "f.outerHTML = '<p>Thank you for your message. We have received it. Your reference number is AC-48213.</p>';";
    Some((
        200,
        match path {
            "/plain" => page(plain, "", thanks),
            "/shadow" => page(
                "const r = document.getElementById('app').attachShadow({mode: 'open'}); \
                 const d = document.createElement('div'); r.append(d); up(d)",
                "",
                thanks,
            ),
            "/frame" => {
                "<h1>Contact</h1><iframe src='/plain' style='width:800px;height:700px'></iframe>"
                    .to_owned()
            }
            "/slow" => page(
                plain,
                "",
                &format!("await new Promise(r => setTimeout(r, 500)); {thanks}"),
            ),
            "/failing" => page(
                plain,
                "",
                "f.querySelector('button').insertAdjacentHTML('afterend', '<p role=alert>Something went wrong. Your message was not sent. Please try again later.</p>');",
            ),
            "/silent" => page(plain, "", ""),
            "/captcha" => page(
                plain,
                "<div class=g-recaptcha data-sitekey=x style='width:300px;height:70px'>I am not a robot</div>",
                thanks,
            ),
            "/unknown" => page(
                plain,
                "<p><label>Your shoe size in Paris points * <input name=shoe required></label></p>",
                thanks,
            ),
            "/home" => "<title>Acme</title><h1>Acme</h1><script>document.write('<a href=\"/plain\">Contact</a>')</script>".to_owned(),
            "/api" => String::new(),
            _ => return None,
        },
    ))
}

fn dispatch(address: &str) -> Dispatch {
    Dispatch {
        enquiry: 7,
        number: 1,
        from_name: "Anna Reed".to_owned(),
        from: "anna.reed+q7@shop.example".to_owned(),
        to: address.to_owned(),
        own_id: "q7.1".to_owned(),
        thread_id: String::new(),
        subject: "Delivery".to_owned(),
        body: MESSAGE.to_owned(),
        date: "2026-11-02T09:00:00Z".parse().unwrap(),
        particulars: Some(Box::new(Particulars {
            full_name: "Anna Reed".to_owned(),
            email: "anna.reed+q7@shop.example".to_owned(),
            subject: "Delivery".to_owned(),
            message: MESSAGE.to_owned(),
            question: "What does delivery cost?".to_owned(),
            topic: "delivery".to_owned(),
            token: "q7".to_owned(),
            company: "Acme".to_owned(),
            ..Particulars::default()
        })),
    }
}

fn has(ended: &Ended, kind: ExhibitKind) -> bool {
    ended.exhibits.iter().any(|e| e.kind == kind)
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver"]
async fn forms_of_scripts_are_filled_in_sent_once_and_judged() {
    let site = Site::serve(answers, Router::new()).await;
    let profiles = tempfile::tempdir().unwrap();
    let clock = Clock::simulated("2026-11-02T09:00:00Z".parse().unwrap());
    let options = BrowserOptions::new(profiles.path());
    let mut forms = BrowserForms::new(&Web::default(), clock, options);
    let mut sent = 0;
    for (path, result, sends) in [
        ("/plain", AttemptResult::Accepted, 1),
        ("/shadow", AttemptResult::Accepted, 1),
        ("/frame", AttemptResult::Accepted, 1),
        ("/slow", AttemptResult::Accepted, 1),
        ("/home", AttemptResult::Accepted, 1),
        ("/failing", AttemptResult::HandedOver, 1),
        ("/silent", AttemptResult::InDoubt, 1),
        ("/captcha", AttemptResult::HandedOver, 0),
        ("/unknown", AttemptResult::HandedOver, 0),
        ("/gone", AttemptResult::Refused, 0),
    ] {
        let ended = forms
            .put(&dispatch(&site.at(path)), "the page needs a script")
            .await;
        eprintln!("{path}: {:?} {}", ended.result, ended.reply);
        assert_eq!(ended.result, result, "{path}: {}", ended.reply);
        let asked = site.asked("POST /api");
        assert_eq!(asked.len() - sent, sends, "{path}");
        sent = asked.len();
        if let (1, Some(asked)) = (sends, asked.last()) {
            // The message as it is, the honeypot empty, the fitting option chosen.
            assert_eq!(
                asked.body,
                "name=Anna+Reed&email=anna.reed%2Bq7%40shop.example&url=&topic=Delivery\
                 &message=Dear+Acme%2C%0A%0AWhat+does+delivery+cost%3F%0A%0AAnna+Reed"
            );
            for kind in [
                ExhibitKind::Before,
                ExhibitKind::After,
                ExhibitKind::Page,
                ExhibitKind::Record,
            ] {
                assert!(has(&ended, kind), "{path}: {kind:?}");
            }
        }
        if result == AttemptResult::Accepted {
            assert!(ended.reply.contains("AC-48213"), "{}", ended.reply);
            assert!(ended.said[0].text.contains("Thank you"), "{:?}", ended.said);
        }
    }
    forms.close().await;
}
