//! Forms that are not taken, or of which nobody knows: nothing is sent twice, and nothing counts as sent.

use super::forms_server::{
    Does, MESSAGE, Site, THANKS, contact, contact_with, dispatch, manner, particulars, put, put_by,
    sender,
};
use super::smtp_login::certificate;
use mystery_shopper::channel::Dispatch;
use mystery_shopper::channel::near::Ground;
use mystery_shopper::channel::web::{Ended, Fallback, Manner};
use mystery_shopper::model::{AttemptResult, BrowserUse, Outcome};
use std::time::Duration;

/// A site with a contact page, and with this in answer to its form.
async fn answering(answer: Does) -> (Outcome, Site) {
    let site = Site::start(move |asked| match asked.line().as_str() {
        "GET /contact" => Does::page(contact("")),
        "POST /contact" => answer.clone(),
        _ => Does::status(404, "gone"),
    })
    .await;
    let outcome = put(&site.at("/contact")).await;
    (outcome, site)
}

/// A site with this as contact page; no form of it may be sent.
async fn unsent(page: Does) -> Outcome {
    let site = Site::start(move |asked| match asked.line().as_str() {
        "GET /contact" => page.clone(),
        "POST /contact" => Does::page(THANKS),
        _ => Does::status(404, "gone"),
    })
    .await;
    let outcome = put(&site.at("/contact")).await;
    assert_eq!(site.posts().len(), 0, "{}", outcome.reply);
    assert!(outcome.said.is_empty());
    outcome
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table")]
async fn what_a_form_comes_to_is_not_guessed() {
    use AttemptResult::{Deferred, HandedOver, InDoubt};
    let again = |above: &str, value: &str| {
        Does::page(
            contact("")
                .replace("<form", &format!("{above}<form"))
                .replace(
                    "<textarea name=message required>",
                    &format!("<textarea name=message required>{value}"),
                ),
        )
    };
    for (what, answer, result, words) in [
        (
            "soft error with the form",
            again("<p>Something went wrong, please try again.</p>", MESSAGE),
            HandedOver,
            "Something went wrong",
        ),
        (
            "soft error alone",
            Does::page("<h1>Oops</h1><p>Something went wrong. Thank you for your patience.</p>"),
            InDoubt,
            "fault",
        ),
        (
            "not sent in so many words",
            Does::page("<p>Your message could not be sent.</p>"),
            HandedOver,
            "could not be sent",
        ),
        (
            "422",
            Does::status(
                422,
                contact("<p class=error>Email address is invalid</p>")
                    .replace("name=email", "name=email aria-invalid=true"),
            ),
            HandedOver,
            "(fields: Email address)",
        ),
        (
            "200 with marks",
            Does::page(contact("").replace("name=email", "name=email class=is-invalid")),
            HandedOver,
            "(fields: Email address)",
        ),
        (
            "the same page",
            again("", ""),
            InDoubt,
            "the same page came again",
        ),
        ("429", Does::status(429, "slow down"), Deferred, "429"),
        (
            "too many in words",
            Does::page("<p>You have sent too many messages. Try again later.</p>"),
            HandedOver,
            "too many",
        ),
        (
            "500",
            Does::status(500, "<h1>Internal server error</h1>"),
            InDoubt,
            "500",
        ),
        ("503", Does::status(503, "<h1>Busy</h1>"), InDoubt, "503"),
        (
            "403",
            Does::status(403, "<h1>Forbidden</h1>"),
            HandedOver,
            "403",
        ),
        ("cut", Does::Cut, InDoubt, ""),
        ("half an answer", Does::Half, InDoubt, ""),
        (
            "newsletter thanks",
            Does::page("<p>Thank you for subscribing to our newsletter.</p>"),
            InDoubt,
            "neither",
        ),
        (
            "thanks for the visit",
            Does::page("<h1>Thank you for visiting Acme</h1>"),
            InDoubt,
            "neither",
        ),
        ("login", Does::to(302, "/login"), InDoubt, "404"),
        (
            "a guard",
            Does::status(
                403,
                "<title>Just a moment...</title><script src=/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1></script>",
            ),
            HandedOver,
            "403",
        ),
        ("empty", Does::page(""), InDoubt, ""),
        ("nowhere", Does::to(302, "ftp://acme.test/"), InDoubt, "ftp"),
        ("circle", Does::to(302, "/a"), InDoubt, "404"),
        (
            "once more elsewhere",
            Does::to(307, "http://localhost:1/contact"),
            InDoubt,
            "once more, to localhost:1",
        ),
    ] {
        let (outcome, site) = answering(answer).await;
        assert_eq!(outcome.result, result, "{what}: {}", outcome.reply);
        assert!(outcome.reply.contains(words), "{what}: {}", outcome.reply);
        assert!(outcome.said.is_empty(), "{what}");
        assert!(!outcome.exhibits.is_empty(), "{what}");
        site.only_post();
    }
}

#[tokio::test]
async fn a_repeated_post_is_repeated_once_and_here_only() {
    let site = Site::start(|asked| match asked.line().as_str() {
        "GET /contact" => Does::page(contact("")),
        "POST /contact" => Does::to(308, "/contact/"),
        "POST /contact/" => Does::page(THANKS),
        _ => Does::status(404, ""),
    })
    .await;
    let outcome = put(&site.at("/contact")).await;
    assert_eq!(outcome.result, AttemptResult::Accepted, "{}", outcome.reply);
    assert_eq!(
        site.lines(),
        ["GET /contact", "POST /contact", "POST /contact/"]
    );
    let endless = Site::start(|asked| match asked.method.as_str() {
        "GET" => Does::page(contact("")),
        _ => Does::to(307, format!("{}x", asked.target)),
    })
    .await;
    let outcome = put(&endless.at("/contact")).await;
    assert_eq!(outcome.result, AttemptResult::InDoubt);
    assert_eq!(endless.posts().len(), 2);
}

#[tokio::test]
async fn pages_without_a_form_for_us() {
    use AttemptResult::{Deferred, HandedOver, NotReached, Refused};
    for (what, page, result, words) in [
        ("gone", Does::status(404, "gone"), Refused, "404"),
        ("gone for good", Does::status(410, "gone"), Refused, "410"),
        ("busy", Does::status(503, ""), Deferred, "503"),
        ("hurried", Does::status(429, ""), Deferred, "429"),
        ("closed", Does::status(403, ""), HandedOver, "403"),
        (
            "no form",
            Does::page("<p>Call us on 020 123.</p>"),
            Refused,
            "no contact form",
        ),
        (
            "no page",
            Does::page("%PDF").with("content-type", "application/pdf"),
            HandedOver,
            "application/pdf",
        ),
        ("empty", Does::page(""), HandedOver, "empty"),
        ("a gigabyte", Does::Gigabyte, HandedOver, "too long"),
        ("cut", Does::Cut, NotReached, ""),
        (
            "login",
            Does::page(
                "<html lang=en><title>Log in</title><p>You must log in to contact us.</p><form method=post action=/login><label>User <input name=user></label><label>Password <input type=password name=pw></label><button>Log in</button></form>",
            ),
            HandedOver,
            "log in",
        ),
        (
            "captcha",
            Does::page(contact(
                "<div class=g-recaptcha data-sitekey=x></div><script src=https://www.google.com/recaptcha/api.js></script>",
            )),
            HandedOver,
            "proof that a person",
        ),
        (
            "sum",
            Does::page(contact(
                "<p><label>What is 3 + 4? <input name=captcha required></label></p>",
            )),
            HandedOver,
            "",
        ),
        (
            "file",
            Does::page(contact(
                "<p><label>Photo of the product <input type=file name=photo required></label></p>",
            )),
            HandedOver,
            "Photo of the product",
        ),
        (
            "order",
            Does::page(contact(
                "<p><label>Order number <input name=order required></label></p>",
            )),
            HandedOver,
            "Order number",
        ),
        (
            "payment",
            Does::page(contact(
                "<p><label>Card number <input name=cardnumber autocomplete=cc-number required></label></p>",
            )),
            HandedOver,
            "money",
        ),
        (
            "elsewhere",
            Does::page(contact_with(
                "method=post action=https://evil.example/collect",
                "",
            )),
            HandedOver,
            "evil.example",
        ),
        (
            "by mail",
            Does::page(contact_with("method=post action=mailto:x@acme.test", "")),
            HandedOver,
            "mailto",
        ),
    ] {
        let outcome = unsent(page).await;
        assert_eq!(outcome.result, result, "{what}: {}", outcome.reply);
        assert!(outcome.reply.contains(words), "{what}: {}", outcome.reply);
    }
}

#[tokio::test]
async fn a_page_of_a_hundred_thousand_forms_and_one_that_is_broken() {
    let many = format!("<html lang=en>{}", "<form><input name=a>".repeat(95_000));
    let outcome = unsent(Does::page(many)).await;
    assert!(
        matches!(
            outcome.result,
            AttemptResult::HandedOver | AttemptResult::Refused
        ),
        "{}",
        outcome.reply
    );
    let broken = contact("<p><b><i></p></div></table><td>")
        .replace("</label></p>", "</label><p>")
        .replace("</form>", "");
    let site = Site::start(move |asked| match asked.line().as_str() {
        "GET /contact" => Does::page(&broken),
        _ => Does::page(THANKS),
    })
    .await;
    assert_eq!(
        put(&site.at("/contact")).await.result,
        AttemptResult::Accepted
    );
    site.only_post();
}

#[tokio::test]
async fn circles_and_ways_without_an_end() {
    let site = Site::start(|asked| match asked.target.as_str() {
        "/a" => Does::to(302, "/b"),
        "/b" => Does::to(301, "/a"),
        on => Does::to(302, format!("{on}1")),
    })
    .await;
    for (path, words) in [("/a", "circle"), ("/long", "more than 6 times")] {
        let outcome = put(&site.at(path)).await;
        assert_eq!(outcome.result, AttemptResult::HandedOver);
        assert!(outcome.reply.contains(words), "{}", outcome.reply);
    }
    assert!(site.lines().len() < 15, "{:?}", site.lines());
}

#[tokio::test]
async fn a_host_that_never_answers_is_waited_for_so_long() {
    let short = || Manner {
        page: Duration::from_millis(200),
        submit: Duration::from_millis(200),
        ..manner()
    };
    let site = Site::start(|asked| match asked.line().as_str() {
        "GET /contact" => Does::page(contact("")),
        _ => Does::Silence,
    })
    .await;
    let put_short = |path: &'static str| {
        let at = site.at(path);
        async move { put_by(&mut sender(short()), dispatch(&at, particulars())).await }
    };
    let outcome = put_short("/silent").await;
    assert_eq!(
        outcome.result,
        AttemptResult::NotReached,
        "{}",
        outcome.reply
    );
    let patient = Manner {
        page: Duration::from_secs(20),
        ..short()
    };
    let outcome = put_by(
        &mut sender(patient),
        dispatch(&site.at("/contact"), particulars()),
    )
    .await;
    assert_eq!(outcome.result, AttemptResult::InDoubt, "{}", outcome.reply);
    site.only_post();
}

#[tokio::test]
async fn a_host_that_is_not_there_and_an_address_that_is_none() {
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/contact", closed.local_addr().unwrap());
    drop(closed);
    assert_eq!(put(&address).await.result, AttemptResult::NotReached);
    for bad in ["contact", "mailto:x@acme.test", "", "http://"] {
        assert_eq!(put(bad).await.result, AttemptResult::Refused, "{bad}");
    }
}

#[tokio::test]
async fn a_certificate_that_does_not_fit_ends_it() {
    let dir = tempfile::tempdir().unwrap();
    let (acceptor, ca) = certificate(&dir);
    let site = Site::start_at("127.0.0.1", Some(acceptor), |asked| {
        match asked.line().as_str() {
            "GET /contact" => Does::page(contact("")),
            "GET /plain" => Does::page(contact_with(
                "method=post action=http://127.0.0.1/contact",
                "",
            )),
            _ => Does::page(THANKS),
        }
    })
    .await;
    let at = |host: &str, path: &str| format!("https://{host}:{}{path}", site.port);
    let outcome = put(&at("127.0.0.1", "/contact")).await;
    assert_eq!(outcome.result, AttemptResult::NotReached);
    assert!(outcome.reply.contains("certificate"), "{}", outcome.reply);
    let trusting = || {
        sender(Manner {
            tls_ca: Some(ca.clone()),
            ..manner()
        })
    };
    let outcome = put_by(
        &mut trusting(),
        dispatch(&at("localhost", "/contact"), particulars()),
    )
    .await;
    assert_eq!(outcome.result, AttemptResult::NotReached);
    assert!(outcome.reply.contains("certificate"), "{}", outcome.reply);
    assert!(site.lines().is_empty());
    let outcome = put_by(
        &mut trusting(),
        dispatch(&at("127.0.0.1", "/contact"), particulars()),
    )
    .await;
    assert_eq!(outcome.result, AttemptResult::Accepted, "{}", outcome.reply);
    let outcome = put_by(
        &mut trusting(),
        dispatch(&at("127.0.0.1", "/plain"), particulars()),
    )
    .await;
    assert_eq!(outcome.result, AttemptResult::HandedOver);
    assert!(
        outcome.reply.contains("without protection"),
        "{}",
        outcome.reply
    );
}

#[tokio::test]
async fn a_public_page_leads_nobody_into_this_network() {
    let inside = Site::start_at("127.0.0.2", None, |_| Does::page(contact(""))).await;
    let (secret, form) = (
        format!("http://127.0.0.2:{}/contact", inside.port),
        format!("http://inside.test:{}/", inside.port),
    );
    let port = inside.port;
    let site = Site::start(move |asked| match asked.line().as_str() {
        "GET /led" => Does::to(302, &secret),
        "GET /named" => Does::to(302, &form),
        "GET /frame" => Does::page(format!(
            "<iframe src=http://127.0.0.2:{port}/contact></iframe>"
        )),
        "GET /posting" => Does::page(contact_with(
            &format!("method=post action=http://inside.test:{port}/"),
            "",
        )),
        "GET /contact" => Does::page(contact("")),
        "POST /contact" => Does::to(303, &secret),
        _ => Does::status(404, ""),
    })
    .await;
    // The rehearsal's public network is 127.0.0.1; `inside.test` is a name that leads beside it.
    let public = || {
        sender(Manner {
            ground: Ground {
                public: vec!["127.0.0.1".parse().unwrap()],
                names: vec![
                    ("inside.test".to_owned(), "127.0.0.2".parse().unwrap()),
                    ("www.inside.test".to_owned(), "127.0.0.1".parse().unwrap()),
                ],
            },
            ..manner()
        })
    };
    for (at, result) in [
        (site.at("/led"), AttemptResult::HandedOver),
        (site.at("/named"), AttemptResult::HandedOver),
        (
            format!("http://inside.test:{port}/contact"),
            AttemptResult::HandedOver,
        ),
        (
            format!("http://www.inside.test:{}/posting", site.port),
            AttemptResult::HandedOver,
        ),
        (site.at("/contact"), AttemptResult::InDoubt),
    ] {
        let outcome = put_by(&mut public(), dispatch(&at, particulars())).await;
        assert_eq!(outcome.result, result, "{at}: {}", outcome.reply);
        assert!(
            outcome.reply.contains("which is not public"),
            "{at}: {}",
            outcome.reply
        );
    }
    let framed = put_by(&mut public(), dispatch(&site.at("/frame"), particulars())).await;
    assert_eq!(framed.result, AttemptResult::Refused, "{}", framed.reply);
    assert!(inside.lines().is_empty(), "{:?}", inside.lines());
}

#[tokio::test]
async fn a_form_that_is_sent_elsewhere_is_sent_where_it_is_pinned() {
    let elsewhere = Site::start(|_| Does::page(THANKS)).await;
    let there = format!("http://localhost:{}/collect", elsewhere.port);
    let site = Site::start(move |_| {
        Does::page(contact_with(
            &format!("id=c method=post action={there}"),
            "",
        ))
    })
    .await;
    let outcome = put(&site.at("/contact")).await;
    assert_eq!(outcome.result, AttemptResult::HandedOver);
    assert!(
        outcome
            .reply
            .contains(&format!("localhost:{}", elsewhere.port)),
        "{}",
        outcome.reply
    );
    assert!(elsewhere.lines().is_empty());
    let mut asked = particulars();
    asked.pins.form = Some("#c".to_owned());
    let outcome = put_by(&mut sender(manner()), dispatch(&site.at("/contact"), asked)).await;
    assert_eq!(outcome.result, AttemptResult::Accepted, "{}", outcome.reply);
    assert_eq!(elsewhere.only_post().header("origin"), site.at(""));
}

#[tokio::test]
async fn later_steps_of_a_wizard() {
    use AttemptResult::{HandedOver, InDoubt, NotReached};
    let second = |inside: &str| {
        Does::page(format!(
            "<html lang=en><h1>Step 2 of 2</h1><form method=post action=/last><label>Your message <textarea name=message required></textarea></label>{inside}<button>Send</button></form>"
        ))
    };
    let third = |inside: &str| {
        Does::page(format!(
            "<html lang=en><h1>Step 2 of 2</h1><form method=post action=/last><input type=hidden name=message value=\"{MESSAGE}\">\
             <label>Postcode <input name=postcode></label>{inside}<button>Send</button></form>"
        ))
    };
    let captcha = "<div class=h-captcha data-sitekey=x></div><script src=https://js.hcaptcha.com/1/api.js></script>";
    for (what, first, next, last, result) in [
        // The message is in the last step only.
        (
            "captcha at the end",
            false,
            second(captcha),
            Does::page(THANKS),
            HandedOver,
        ),
        (
            "silence at the first",
            false,
            Does::Cut,
            Does::page(THANKS),
            NotReached,
        ),
        ("lost at the last", false, second(""), Does::Cut, InDoubt),
        // It is in the first already.
        (
            "captcha after the message",
            true,
            third(captcha),
            Does::page(THANKS),
            HandedOver,
        ),
        (
            "lost after the message",
            true,
            third(""),
            Does::Cut,
            InDoubt,
        ),
        (
            "a question nobody can answer",
            true,
            third("<label>Contract number <input name=contract required></label>"),
            Does::page(THANKS),
            HandedOver,
        ),
        (
            "hurried after the message",
            true,
            third(""),
            Does::status(429, ""),
            InDoubt,
        ),
    ] {
        let site = Site::start(move |asked| match asked.line().as_str() {
            "GET /contact" if first => Does::page(contact_with("method=post action=/next", "")),
            "GET /contact" => Does::page(
                "<html lang=en><title>Contact</title><h1>Contact us</h1><p>Step 1 of 2</p><form method=post action=/next><label>Your name <input name=name required></label>\
                 <label>Email <input type=email name=email required></label><button>Next</button></form>",
            ),
            "POST /next" => next.clone(),
            "POST /last" => last.clone(),
            _ => Does::status(404, ""),
        })
        .await;
        let outcome = put(&site.at("/contact")).await;
        assert_eq!(
            outcome.result,
            result,
            "{what}: {} {:?}",
            outcome.reply,
            site.lines()
        );
        let lasts = site.posts().iter().filter(|a| a.target == "/last").count();
        assert!(lasts <= 1 && site.posts().len() <= 2, "{what}");
    }
}

/// Says what it was given.
struct Browser(Vec<String>);

impl Fallback for Browser {
    async fn put(&mut self, _: &Dispatch, reason: &str) -> Ended {
        self.0.push(reason.to_owned());
        Ended::new(AttemptResult::Accepted, "by browser")
    }
}

#[tokio::test]
async fn what_needs_a_script_is_left_to_a_browser() {
    let site = Site::start(|asked| match asked.target.as_str() {
        "/plain" => Does::page(contact("")),
        "/app" => Does::page("<div id=app></div><script src=/app.js></script>"),
        "/contact" => Does::page(THANKS),
        _ => Does::status(404, ""),
    })
    .await;
    let without = put(&site.at("/app")).await;
    assert_eq!(without.result, AttemptResult::HandedOver);
    assert!(
        without.reply.contains("install Chromium"),
        "{}",
        without.reply
    );
    let mut sender = sender(manner()).with_fallback(Browser(Vec::new()));
    let asked = |browser| {
        let mut asked = particulars();
        asked.pins.browser = browser;
        asked
    };
    for (path, browser, reply) in [
        ("/app", None, "by browser"),
        ("/app", Some(BrowserUse::Never), "the page needs a script"),
        ("/plain", None, "accepted, reference AC-2041"),
        ("/plain", Some(BrowserUse::Always), "by browser"),
    ] {
        let outcome = put_by(&mut sender, dispatch(&site.at(path), asked(browser))).await;
        assert!(outcome.reply.contains(reply), "{path}: {}", outcome.reply);
    }
    assert_eq!(sender.fallback().0.len(), 2);
    assert_eq!(site.posts().len(), 1);
}
