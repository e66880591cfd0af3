//! Forms that are taken: what travels, and what is kept of the answer.

use super::forms_server::{
    Does, EMAIL, MESSAGE, Site, THANKS, contact, contact_with, dispatch, kept, manner, noon,
    particulars, put, put_by, sender,
};
use mystery_shopper::model::{AttemptResult, Channel, ExhibitKind, Language, Speaker};

fn plain(asked: &super::forms_server::Asked) -> Does {
    match asked.line().as_str() {
        "GET /contact" => Does::page(contact("")),
        "POST /contact" => Does::page(THANKS),
        _ => Does::status(404, "gone"),
    }
}

#[tokio::test]
async fn a_plain_form_is_sent_once_as_a_browser_would() {
    let site = Site::start(plain).await;
    let outcome = put(&site.at("/contact")).await;
    assert_eq!(
        (outcome.result, outcome.reply.as_str()),
        (AttemptResult::Accepted, "accepted, reference AC-2041")
    );
    assert_eq!(site.lines(), ["GET /contact", "POST /contact"]);
    let post = site.only_post();
    assert_eq!(
        String::from_utf8(post.body.clone()).unwrap(),
        "name=Anna+Reed&email=anna.reed%2Bw1abc%40shop.test&subject=Delivery+to+Belgium&message=Hello%2C%0D%0A%0D%0A\
         How+long+does+delivery+to+Belgium+take%3F%0D%0A%0D%0AKind+regards%2C%0D%0AAnna+Reed"
    );
    assert_eq!(
        post.header("content-type"),
        "application/x-www-form-urlencoded"
    );
    assert_eq!(post.header("origin"), site.at(""));
    assert_eq!(post.header("referer"), site.at("/contact"));
    assert_eq!(post.header("accept-language"), "en");
    assert!(
        post.header("user-agent")
            .contains("(mystery-shopper benchmark; Acme Research, +31 20 123)")
    );
    let get = &site.asked()[0];
    assert_eq!(
        (
            get.header("origin"),
            get.header("referer"),
            get.header("cookie")
        ),
        ("", "", "")
    );
    let [said] = &outcome.said[..] else {
        panic!("{:?}", outcome.said)
    };
    assert_eq!(
        (said.channel, said.speaker, said.nth, said.number),
        (Channel::WebForm, Speaker::Page, 0, 1)
    );
    assert_eq!(said.token, "w1abc");
    assert!(
        said.text.contains("Your reference is AC-2041."),
        "{}",
        said.text
    );
    assert!(kept(&outcome).contains("AC-2041"));
    let record = outcome
        .exhibits
        .iter()
        .find(|e| e.kind == ExhibitKind::Record)
        .unwrap();
    let steps: serde_json::Value = serde_json::from_slice(&record.body).unwrap();
    assert_eq!(steps[0]["verdict"], "accepted");
    assert_eq!(steps[0]["entries"][1][1], EMAIL);
    // The pause between the page and the form is the clock's.
    assert_eq!(outcome.at, noon() + jiff::SignedDuration::from_secs(2));
}

#[tokio::test]
async fn a_session_keeps_its_cookies_and_its_secret_to_itself() {
    let mut visitors = 0;
    let site = Site::start(move |asked| match asked.line().as_str() {
        "GET /contact" => {
            visitors += 1;
            assert_eq!(asked.header("cookie"), "");
            Does::page(contact(&format!(
                "<input type=hidden name=csrf value=s{visitors}>"
            )))
            .with(
                "set-cookie",
                format!("session=v{visitors}; Path=/; HttpOnly"),
            )
            .with("set-cookie", "theme=dark")
        }
        "POST /contact" => {
            let is = asked.field("csrf").unwrap().replace('s', "v");
            assert!(
                asked.header("cookie").contains(&format!("session={is}")),
                "{asked:?}"
            );
            assert!(asked.header("cookie").contains("theme=dark"));
            Does::to(302, "/bedankt").with("set-cookie", "flash=1")
        }
        "GET /bedankt" if asked.header("cookie").contains("flash=1") => {
            Does::page("<h1>Bedankt!</h1>")
        }
        _ => Does::status(419, "expired"),
    })
    .await;
    let mut sender = sender(manner());
    for _ in 0..2 {
        let mut asked = particulars();
        asked.language = Language::Nl;
        let outcome = put_by(&mut sender, dispatch(&site.at("/contact"), asked)).await;
        assert_eq!(
            (outcome.result, outcome.reply.as_str()),
            (AttemptResult::Accepted, "accepted")
        );
    }
    assert_eq!(site.posts().len(), 2);
    assert_eq!(site.posts()[0].header("accept-language"), "nl,en;q=0.5");
}

#[tokio::test]
async fn a_form_may_be_sent_in_the_address() {
    let site = Site::start(|asked| match asked.target.split('?').next().unwrap() {
        "/contact" => Does::page(contact_with("action=/send", "")),
        "/send" => Does::page(THANKS),
        _ => Does::status(404, ""),
    })
    .await;
    let outcome = put(&site.at("/contact")).await;
    assert_eq!(outcome.result, AttemptResult::Accepted, "{}", outcome.reply);
    let sent: Vec<_> = site
        .asked()
        .into_iter()
        .filter(|a| a.target.starts_with("/send"))
        .collect();
    assert_eq!(sent.len(), 1);
    assert_eq!(
        sent[0].field("message").unwrap(),
        MESSAGE.replace('\n', "\r\n")
    );
    assert_eq!(
        (sent[0].method.as_str(), sent[0].header("origin")),
        ("GET", "")
    );
}

#[tokio::test]
async fn a_form_with_a_file_is_sent_in_parts_and_without_one() {
    let site = Site::start(|asked| match asked.line().as_str() {
        "GET /contact" => Does::page(contact_with(
            "method=post action=/contact enctype=multipart/form-data",
            "<p><label>Attachment <input type=file name=doc></label></p>",
        )),
        _ => Does::page(THANKS),
    })
    .await;
    let outcome = put(&site.at("/contact")).await;
    assert_eq!(outcome.result, AttemptResult::Accepted, "{}", outcome.reply);
    let post = site.only_post();
    let kind = post.header("content-type").to_owned();
    let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
    let body = String::from_utf8(post.body).unwrap();
    assert!(
        body.starts_with(&format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nAnna Reed\r\n"
        )),
        "{body}"
    );
    assert!(body.ends_with(&format!("--{boundary}--\r\n")), "{body}");
    assert!(
        body.contains(
            "name=\"doc\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n"
        ),
        "{body}"
    );
}

#[tokio::test]
async fn a_latin_1_page_is_answered_in_latin_1() {
    let site = Site::start(|asked| match asked.line().as_str() {
        "GET /contact" => {
            let page = contact("").replace("Your name", "Votre nom, s'il vous pla\u{ee}t");
            let bytes: Vec<u8> = page
                .chars()
                .map(|c| u8::try_from(u32::from(c)).unwrap())
                .collect();
            Does::page(bytes).with("content-type", "text/html; charset=iso-8859-1")
        }
        _ => Does::page(b"<p>Votre message a bien \xe9t\xe9 envoy\xe9.</p>")
            .with("content-type", "text/html; charset=iso-8859-1"),
    })
    .await;
    let mut asked = particulars();
    asked.full_name = "Ren\u{e9}e \u{141}uk".to_owned();
    asked.language = Language::Fr;
    let outcome = put_by(&mut sender(manner()), dispatch(&site.at("/contact"), asked)).await;
    assert_eq!(outcome.result, AttemptResult::Accepted, "{}", outcome.reply);
    let body = String::from_utf8(site.only_post().body).unwrap();
    // What the page's encoding lacks goes as a browser writes it.
    assert!(body.starts_with("name=Ren%E9e+%26%23321%3Buk&"), "{body}");
    assert_eq!(
        outcome.said[0].text,
        "Votre message a bien \u{e9}t\u{e9} envoy\u{e9}."
    );
}

#[tokio::test]
async fn a_compressed_page_is_read() {
    use std::io::Write;
    let site = Site::start(|asked| match asked.line().as_str() {
        "GET /contact" => {
            assert!(asked.header("accept-encoding").contains("gzip"));
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packed.write_all(contact("").as_bytes()).unwrap();
            Does::page(packed.finish().unwrap()).with("content-encoding", "gzip")
        }
        _ => Does::page(THANKS),
    })
    .await;
    assert_eq!(
        put(&site.at("/contact")).await.result,
        AttemptResult::Accepted
    );
}

#[tokio::test]
async fn a_wizard_is_followed_to_its_end() {
    let site = Site::start(|asked| match asked.line().as_str() {
        "GET /contact" => Does::page(
            "<html lang=en><title>Contact</title><h1>Contact us</h1><p>Step 1 of 3</p><form method=post action=/contact/2>\
             <label>Your name <input name=name required></label><label>Email <input type=email name=email required></label>\
             <button>Next</button></form>",
        ),
        "POST /contact/2" => Does::page(
            "<html lang=en><title>Contact</title><h1>Contact us</h1><p>Step 2 of 3</p><form method=post action=/contact/3>\
             <input type=hidden name=name value='Anna Reed'><label>Subject <input name=subject></label>\
             <label>Your message <textarea name=message required></textarea></label><button>Next</button></form>",
        ),
        "POST /contact/3" => Does::page(format!(
            "<html lang=en><title>Contact</title><h1>Contact us</h1><p>Step 3 of 3: please check</p><form method=post action=/contact/4>\
             <input type=hidden name=message value=\"{}\"><label>Email <input type=email name=email required></label>\
             <button>Send</button></form>",
            asked.field("message").unwrap()
        )),
        "POST /contact/4" => {
            assert_eq!(asked.field("message").unwrap().replace("\r\n", "\n"), MESSAGE);
            assert_eq!(asked.field("email").unwrap(), EMAIL);
            Does::page(THANKS)
        }
        _ => Does::status(404, ""),
    })
    .await;
    let outcome = put(&site.at("/contact")).await;
    assert_eq!(
        (outcome.result, outcome.reply.as_str()),
        (AttemptResult::Accepted, "accepted, reference AC-2041"),
        "{:?}",
        site.lines()
    );
    assert_eq!(site.posts().len(), 3);
}

#[tokio::test]
async fn the_form_is_found_behind_a_link_or_in_a_frame() {
    let home = "<html lang=en><title>Acme</title><form action=/search><input type=search name=q><button>Search</button></form>\
         <a href=/shop>Shop</a><a href=/press-contact>Press contact</a><a href=/en/contact.html>Contact us</a>";
    let site = Site::start(move |asked| match asked.line().as_str() {
        "GET /" => Does::page(home),
        "GET /en/contact.html" => {
            Does::page("<p>Call us, or write:</p><iframe src=/form/embed></iframe>")
        }
        "GET /form/embed" => Does::page(contact("")),
        "POST /contact" => Does::page(THANKS),
        _ => Does::status(404, ""),
    })
    .await;
    let outcome = put(&site.at("/")).await;
    assert_eq!(
        outcome.result,
        AttemptResult::Accepted,
        "{} {:?}",
        outcome.reply,
        site.lines()
    );
    assert_eq!(
        site.lines(),
        [
            "GET /",
            "GET /en/contact.html",
            "GET /form/embed",
            "POST /contact"
        ]
    );
    assert_eq!(site.only_post().header("referer"), site.at("/form/embed"));
}

#[tokio::test]
async fn a_trap_is_left_empty_and_marketing_unticked() {
    let site = Site::start(|asked| match asked.line().as_str() {
        "GET /contact" => Does::page(contact(
            "<div style='position:absolute;left:-9999px'><label>Website <input name=website tabindex=-1 autocomplete=off></label></div>\
             <p><label><input type=checkbox name=terms value=yes required> I accept the privacy policy</label></p>\
             <p><label><input type=checkbox name=news value=yes> Send me the newsletter with offers</label></p>",
        )),
        _ => Does::page(THANKS),
    })
    .await;
    assert_eq!(
        put(&site.at("/contact")).await.result,
        AttemptResult::Accepted
    );
    let post = site.only_post();
    assert_eq!(post.field("website").as_deref(), Some(""));
    assert_eq!(post.field("terms").as_deref(), Some("yes"));
    assert_eq!(post.field("news"), None);
}

#[tokio::test]
async fn what_the_page_says_to_the_question_is_kept_beside_the_receipt() {
    let site = Site::start(|asked| match asked.line().as_str() {
        "GET /contact" => Does::page(contact("")),
        _ => Does::page("<h1>Thank you for your message</h1><p>Our FAQ says: delivery to Belgium takes three to five working days.</p>"),
    })
    .await;
    let outcome = put(&site.at("/contact")).await;
    let said: Vec<_> = outcome
        .said
        .iter()
        .map(|s| (s.nth, s.text.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            (0, "Thank you for your message"),
            (
                1,
                "Our FAQ says: delivery to Belgium takes three to five working days."
            )
        ],
    );
}

#[tokio::test]
async fn a_page_that_only_leads_on_is_followed() {
    let site = Site::start(|asked| match asked.line().as_str() {
        "GET /" => Does::page("<meta http-equiv=refresh content='0; url=/contact'>"),
        "GET /contact" => Does::page(contact("")),
        "POST /contact" => {
            Does::page("<meta http-equiv=refresh content='1; url=/done'><p>One moment</p>")
        }
        "GET /done" => Does::page(THANKS),
        _ => Does::status(404, ""),
    })
    .await;
    let outcome = put(&site.at("/")).await;
    assert_eq!(outcome.result, AttemptResult::Accepted, "{}", outcome.reply);
    site.only_post();
}
