//! Answers as sites give them, and pages that only look like one.

use super::verdict::{Back, Sent, Verdict, judge};
use crate::channel::form::Page;

const FORM: &str = "<html lang=en><title>Contact | Acme</title><nav><a href=/>Home</a><a href=/faq>FAQ</a></nav>\
    <h1>Contact us</h1><p>We will reply within two working days. Fields marked * are required.</p>\
    <form method=post action=/contact><label>Your name <input name=name></label>\
    <label>Email address <input name=email></label><label>Message <textarea name=message></textarea></label>\
    <input type=hidden name=token value=1><button>Send</button></form>\
    <footer><form action=/news method=post><input name=news_email><button>Subscribe</button></form>\
    Thank you for shopping with Acme</footer>";

const MESSAGE: &str = "Hello,\n\nHow long does delivery to Belgium take?\n\nAnna Reed";

fn page(html: &str, path: &str) -> Page {
    let at = format!("https://www.acme.test{path}").parse().unwrap();
    Page::read(html, &at, "UTF-8")
}

fn verdict_at(status: (u16, u16), path: &str, kind: &str, html: &str) -> Verdict {
    let before = page(FORM, "/contact");
    let values = ["Anna Reed", "anna.reed+w1x@shop.test", MESSAGE].map(str::to_owned);
    let after = page(html, path);
    judge(
        &Sent {
            before: &before,
            source: FORM,
            form: &before.forms[0],
            values: &values,
            message: MESSAGE,
            question: "How long does delivery to Belgium take?",
        },
        &Back {
            first_status: status.0,
            status: status.1,
            led_on: path != "/contact",
            media_type: kind,
            text: html,
            page: &after,
        },
    )
}

fn verdict(html: &str) -> Verdict {
    verdict_at((200, 200), "/contact", "text/html", html)
}

/// The page again, with this above its form and this in its fields.
fn again(above: &str, message: &str) -> String {
    FORM.replace("<form method=post", &format!("{above}<form method=post"))
        .replace(
            "<textarea name=message>",
            &format!("<textarea name=message>{message}"),
        )
}

/// The page with this in place of its form.
fn instead(html: &str) -> String {
    let begin = FORM.find("<h1>").unwrap();
    let end = FORM.find("<footer>").unwrap();
    format!("{}{html}{}", &FORM[..begin], &FORM[end..])
}

fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted { .. } => "accepted",
        Verdict::Next { .. } => "next",
        Verdict::Rejected { .. } => "rejected",
        Verdict::Limited { .. } => "limited",
        Verdict::Unknown { .. } => "unknown",
    }
}

#[test]
fn what_sites_say_when_they_took_it() {
    for said in [
        "<p>Thank you for contacting us. We will get back to you.</p>",
        "<h2>Thank you!</h2><p>Your message has been sent.</p>",
        "<p>Your enquiry was successfully submitted.</p>",
        "<p>We've received your message and will reply as soon as we can.</p>",
        "<p>We have just received your question, Anna.</p>",
        "<p>Your request no. 4711 has been received.</p>",
        "<div>Message sent!</div>",
        "<p>Thanks for getting in touch! If you do not hear from us within a week, please try again.</p>",
        "<p>Thank you for your message. Please check your inbox for a copy.</p>",
        "<h1>Thank you</h1><p>One of our team will be in touch shortly.</p>",
        "<p>A ticket has been created for your question: <b>#48213</b>.</p>",
        "<p>Bedankt voor uw bericht.</p>",
        "<p>Uw bericht is verzonden. Wij nemen zo snel mogelijk contact met u op.</p>",
        "<p>We hebben je vraag goed ontvangen.</p>",
        "<p>Bedankt dat u contact met ons heeft opgenomen.</p>",
        "<p>Votre message a bien \u{e9}t\u{e9} envoy\u{e9}.</p>",
        "<p>Merci de nous avoir contact\u{e9}s.</p>",
        "<p>Nous avons bien re\u{e7}u votre demande et vous r\u{e9}pondrons sous 48 heures.</p>",
        "<p>Merci pour votre message !</p>",
        "<p>Vielen Dank f\u{fc}r Ihre Nachricht.</p>",
        "<p>Ihre Nachricht wurde erfolgreich \u{fc}bermittelt.</p>",
        "<p>Wir haben Ihre Anfrage erhalten.</p>",
        "<p>Danke, dass Sie uns kontaktiert haben.</p>",
        "<h1>Vielen Dank!</h1><p>Wir melden uns in K\u{fc}rze bei Ihnen.</p>",
    ] {
        let verdict = verdict(&instead(said));
        assert_eq!(word(&verdict), "accepted", "{said}: {verdict:?}");
    }
    let empty = again("<p class=flash>Your message has been sent.</p>", "");
    assert_eq!(word(&verdict(&empty)), "accepted");
    let led = verdict_at(
        (303, 200),
        "/thank-you",
        "text/html",
        &instead("<h1>Thank you, Anna!</h1>"),
    );
    assert_eq!(word(&led), "accepted", "{led:?}");
}

#[test]
fn what_only_looks_like_it() {
    for said in [
        "<p>Thank you for visiting our site.</p>",
        "<h1>Thank you!</h1>",
        "<p>Thank you for your patience.</p>",
        "<p>Thank you for subscribing to our newsletter.</p>",
        "<p>Thank you! Your newsletter request has been received.</p>",
        "<h1>Something went wrong</h1><p>Thank you for your message.</p>",
        "<p>Your message has not been sent.</p>",
        "<p>Once your message has been sent, you will receive a copy.</p>",
        "<p>What happens after your message has been sent?</p>",
        "<p>\u{201c}Thank you for your message, it helped a lot.\u{201d} A customer</p>",
        "<p>Thank you for your message. Please confirm your email address: click the link in the mail that we sent.</p>",
        "<p>Almost done! Your request has been received.</p>",
        "<h1>Error</h1><p>Thank you for contacting us.</p><p>Error reference: ABC-123</p>",
        "<p>Bedankt voor uw bezoek.</p>",
        "<p>Zodra uw bericht is verzonden, ontvangt u een kopie.</p>",
        "<p>Merci de votre patience.</p>",
        "<p>Votre message n'a pas \u{e9}t\u{e9} envoy\u{e9}.</p>",
        "<p>Ihre Nachricht ist leider nicht bei uns eingegangen.</p>",
        "<p>Welcome to Acme</p>",
        "",
        "<p>Thank you for your message. Unfortunately we are closed for good.</p>",
        "<p>We are undergoing scheduled maintenance. Thank you for your understanding.</p>",
    ] {
        let verdict = verdict(&instead(said));
        assert_ne!(word(&verdict), "accepted", "{said}: {verdict:?}");
    }
    // The whole page as it was, and as it was with thanks in its footer.
    for html in [
        FORM.to_owned(),
        FORM.replace("shopping with", "subscribing, from"),
        again("<p>Thank you!</p>", ""),
    ] {
        assert_eq!(word(&verdict(&html)), "unknown", "{html}");
    }
    let kept = again("<p>Your message has been sent.</p>", MESSAGE);
    assert_eq!(word(&verdict(&kept)), "unknown");
    for path in ["/thank-you", "/bedankt"] {
        for said in [
            "<p>Welcome to Acme</p>",
            "<p>Something went wrong, thank you.</p>",
        ] {
            let led = verdict_at((302, 200), path, "text/html", &instead(said));
            assert_eq!(word(&led), "unknown", "{said}");
        }
    }
    let behind = verdict_at(
        (302, 404),
        "/thank-you",
        "text/html",
        "<h1>Thank you for your message</h1>",
    );
    assert_eq!(word(&behind), "unknown");
}

#[test]
fn what_was_not_taken_names_the_fields() {
    let marked = again(
        "<p class=error>Please correct the fields below.</p>",
        MESSAGE,
    )
    .replace(
        "<input name=email>",
        "<input name=email aria-invalid=true value=anna.reed+w1x@shop.test>",
    );
    match verdict(&marked) {
        Verdict::Rejected { fields, reason } => {
            assert_eq!(fields, ["Email address"]);
            assert!(
                reason.contains("Please correct the fields below."),
                "{reason}"
            );
        }
        other => panic!("{other:?}"),
    }
    for html in [
        again("", MESSAGE),
        again("<p>Your session has expired.</p>", ""),
        again("<div>Something went wrong, please try again.</div>", ""),
        again(
            "<ul class=errorlist><li>Deze waarde is ongeldig.</li></ul>",
            "",
        ),
        instead("<p>Sorry, your message could not be sent.</p>"),
        instead("<p>Uw bericht is niet verzonden.</p>"),
        instead("<p>Ihre Nachricht konnte nicht gesendet werden.</p>"),
    ] {
        assert_eq!(word(&verdict(&html)), "rejected", "{html}");
    }
    for status in [400, 403, 419, 422] {
        let verdict = verdict_at(
            (status, status),
            "/contact",
            "text/html",
            &instead("<p>No.</p>"),
        );
        assert_eq!(word(&verdict), "rejected", "{status}");
    }
    for status in [409, 500, 502, 503] {
        let verdict = verdict_at(
            (status, status),
            "/contact",
            "text/html",
            &instead("<p>Thank you for your message</p>"),
        );
        assert_eq!(word(&verdict), "unknown", "{status}");
    }
    assert_eq!(
        verdict_at((429, 429), "/contact", "text/html", ""),
        Verdict::Limited { provably: true }
    );
    assert_eq!(
        verdict(&instead("<p>Too many requests. Try again later.</p>")),
        Verdict::Limited { provably: false }
    );
}

#[test]
fn a_further_step_is_seen() {
    let review = instead(
        "<h1>Please check your details</h1><form method=post action=/contact/confirm>\
         <textarea name=m hidden>Hello,\r\n\r\nHow long does delivery to Belgium take?\r\n\r\nAnna Reed</textarea>\
         <button>Send</button></form>",
    );
    match verdict(&review) {
        Verdict::Next { sure, .. } => assert!(sure),
        other => panic!("{other:?}"),
    }
    let counted = instead(
        "<h1>Step 2 of 3</h1><p>Thank you for your message.</p><form method=post action=/contact>\
         <label>Postcode <input name=postcode></label><button>Next</button></form>",
    );
    assert!(matches!(
        verdict(&counted),
        Verdict::Next { sure: true, .. }
    ));
    let opinion = instead(
        "<p>Thank you for your message.</p><form method=post action=/rate><input type=radio name=r value=1></form>",
    );
    assert_eq!(word(&verdict(&opinion)), "accepted");
}

#[test]
fn the_reference_and_what_is_said_to_the_question_are_kept() {
    let html = instead(
        "<h1>Thank you for your message</h1><p>Your reference is <b>W1-00042</b>.</p>\
         <p>Our FAQ says: delivery to Belgium takes three to five working days.</p>\
         <p>Hello, How long does delivery to Belgium take? Anna Reed</p>",
    );
    match verdict(&html) {
        Verdict::Accepted {
            reference,
            receipt,
            answer,
        } => {
            assert_eq!(reference.as_deref(), Some("W1-00042"));
            assert_eq!(
                receipt,
                "Thank you for your message\nYour reference is W1-00042."
            );
            assert_eq!(
                answer,
                "Our FAQ says: delivery to Belgium takes three to five working days."
            );
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn answers_in_json() {
    let json = |text: &str| verdict_at((200, 200), "/contact", "application/json", text);
    for (text, is) in [
        (
            r#"{"status":"mail_sent","message":"Thank you. Reference: R-100"}"#,
            "accepted",
        ),
        (r#"{"success":true}"#, "accepted"),
        (r#"{"ok":true,"next":"/thanks"}"#, "accepted"),
        (
            r#"{"inlineMessage":"<p>Thanks for your message</p>"}"#,
            "accepted",
        ),
        (
            r#"{"status":"validation_failed","invalid_fields":[{"field":"email","message":"x"}]}"#,
            "rejected",
        ),
        (r#"{"success":false,"data":{"message":"no"}}"#, "rejected"),
        (r#"{"errors":{"email":["is invalid"]}}"#, "rejected"),
        (
            r#"{"success":true,"errors":{"email":["is invalid"]}}"#,
            "unknown",
        ),
        (r#"{"status":200}"#, "unknown"),
        ("[]", "unknown"),
        ("{", "unknown"),
    ] {
        assert_eq!(word(&json(text)), is, "{text}");
    }
    match json(r#"{"status":"mail_sent","message":"Thank you. Reference: R-100"}"#) {
        Verdict::Accepted { reference, .. } => assert_eq!(reference.as_deref(), Some("R-100")),
        other => panic!("{other:?}"),
    }
    match json(r#"{"status":"validation_failed","invalid_fields":[{"field":"email"}]}"#) {
        Verdict::Rejected { fields, .. } => assert_eq!(fields, ["Email address"]),
        other => panic!("{other:?}"),
    }
}

proptest::proptest! {
    #[test]
    fn any_answer_is_judged(body in "(<p>|<form>|<textarea name=message>|thank you|sent|your message|[a-z<>=\"' ]|\\PC){0,60}") {
        let _ = verdict(&body);
        let _ = verdict_at((200, 200), "/x", "application/json", &body);
    }
}

#[test]
fn a_case_that_was_opened_shows_our_words_and_a_number() {
    let shown = |after: &str| {
        let html = format!("<title>Acme desk</title><h1>Queue</h1>{after}");
        verdict_at((302, 200), "/view/?ticket=GEN-7", "text/html", &html)
    };
    let words = MESSAGE.replace('\n', "<br>");
    let case = format!(
        "<h2>GEN-7. Delivery [Open]</h2><p>{words}</p><form method=post action=/update><textarea name=comment>\
         </textarea><button>Add a comment</button></form>"
    );
    assert!(
        matches!(shown(&case), Verdict::Accepted { .. }),
        "{:?}",
        shown(&case)
    );
    // A look at it before it is sent, one without a number, and one without our words say nothing.
    for page in [
        format!(
            "<h2>GEN-7. Delivery</h2><p>{words}</p><form method=post><input type=hidden name=message value='{MESSAGE}'><button>Send</button></form>"
        ),
        format!("<h2>Delivery</h2><p>{words}</p>"),
        "<h2>GEN-7. Delivery [Open]</h2>".to_owned(),
    ] {
        assert!(!matches!(shown(&page), Verdict::Accepted { .. }), "{page}");
    }
}
