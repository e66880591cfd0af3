//! Forms, as they are sent.

use super::sanitize::sanitize;
use super::{EntryValue, Method, Page, Submission, Upload, Value, Values, entries, submit};
use proptest::prelude::*;
use url::Url;

fn page(html: &str) -> Page {
    let address = Url::parse("https://shop.test/help/contact?x=1#top").unwrap();
    Page::read(html, &address, "utf-8")
}

/// What the first form of a page sends with these values, as `name=value`.
fn sent_with(html: &str, values: &Values, button: Option<usize>) -> Vec<String> {
    let page = page(html);
    entries(&page.forms[0], values, button, "UTF-8")
        .unwrap()
        .into_iter()
        .map(|(name, value)| match value {
            EntryValue::Text(text) => format!("{name}={text}"),
            EntryValue::File(file) => format!("{name}=<{}>", file.name),
        })
        .collect()
}

fn sent(html: &str) -> String {
    sent_with(&format!("<form>{html}</form>"), &Values::new(), None).join("|")
}

fn submitted(html: &str, button: Option<usize>) -> Result<Submission, String> {
    let page = page(html);
    submit(&page, &page.forms[0], &Values::new(), button, "XX")
}

#[test]
fn a_form_sends_what_stands_in_it() {
    for (html, expected) in [
        (
            "<input name=a value=1><input value=2><input name='' value=3>",
            "a=1",
        ),
        (
            "<input name=a value=1 disabled><fieldset disabled><input name=b></fieldset>",
            "",
        ),
        ("<datalist><input name=a value=1></datalist>", ""),
        (
            "<input type=checkbox name=a><input type=checkbox name=b checked><input type=checkbox name=c value='' checked>",
            "b=on|c=",
        ),
        (
            "<input type=radio name=a value=1 checked><input type=radio name=a value=2 checked>",
            "a=2",
        ),
        (
            "<input type=radio name=a value=1 checked><input type=radio name=b value=2 checked>",
            "a=1|b=2",
        ),
        (
            "<input type=submit name=a value=1><button name=b>2</button><input type=image name=c><input type=reset name=d>",
            "",
        ),
        ("<textarea name=a>\n\nx\r\ny</textarea>", "a=\nx\ny"),
        ("<textarea name=a><b>&amp;</textarea>", "a=<b>&"),
        (
            "<select name=a><option>x<option value=2 selected>y<option disabled selected>z</select>",
            "",
        ),
        (
            "<select name=a multiple><option selected>x<option value=2 selected>y<option disabled selected>z</select>",
            "a=x|a=2",
        ),
        ("<select name=a></select>", ""),
        ("<input type=file name=a value=evil>", "a=<>"),
        (
            "<input type=hidden name=_charset_ value=x><input name=_charset_ value=y>",
            "_charset_=UTF-8|_charset_=y",
        ),
        (
            "<input name=a value=x dirname=d><input name=b value=x dirname=e dir=rtl><textarea name=c dirname=f dir=auto>\u{5d0}</textarea>",
            "a=x|d=ltr|b=x|e=rtl|c=\u{5d0}|f=rtl",
        ),
        ("<input name=a type=EMAIL value=' x@y '>", "a=x@y"),
        (
            "<input name=a type=number value=1x><input name=b type=number value=-1.5e2>",
            "a=|b=-1.5e2",
        ),
        (
            "<input name=a type=range><input name=b type=range value=7 min=0 max=5><input name=c type=range min=1 max=10 step=3 value=9>",
            "a=50|b=5|c=10",
        ),
        (
            "<input name=a type=color><input name=b type=color value=#FFAA00>",
            "a=#000000|b=#ffaa00",
        ),
        (
            "<input name=a value='x&#10;y'><input name=b type=hidden value='x&#10;y'>",
            "a=xy|b=x\ny",
        ),
    ] {
        assert_eq!(sent(html), expected, "{html}");
    }
}

#[test]
fn a_value_is_what_its_type_makes_of_it() {
    let none = [const { String::new() }; 3];
    for (kind, value, expected) in [
        ("date", "2024-02-29", "2024-02-29"),
        ("date", "2023-02-29", ""),
        ("date", "24-02-01", ""),
        ("month", "2024-13", ""),
        ("month", "2024-12", "2024-12"),
        ("week", "2020-W53", "2020-W53"),
        ("week", "2021-W53", ""),
        ("time", "23:59:59.5", "23:59:59.5"),
        ("time", "24:00", ""),
        ("datetime-local", "2024-01-01 10:00:00", "2024-01-01T10:00"),
        ("datetime-local", "2024-01-01", ""),
        ("url", " http://x \n", "http://x"),
        ("color", "red", "#000000"),
        ("number", "+1", ""),
        ("number", "1e999", ""),
        ("number", ".5", ".5"),
        ("number", "5.", ""),
        ("range", "x", "50"),
        ("submit", " a\nb ", " a\nb "),
        ("nonsense", "a\nb ", "ab "),
    ] {
        assert_eq!(
            sanitize(kind, value, false, &none),
            expected,
            "{kind} {value}"
        );
    }
    assert_eq!(sanitize("email", " a@b , c@d ", true, &none), "a@b,c@d");
    let limits = ["0", "1", "any"].map(str::to_owned);
    assert_eq!(sanitize("range", "0.25", false, &limits), "0.25");
    let limits = ["10", "5", ""].map(str::to_owned);
    assert_eq!(sanitize("range", "", false, &limits), "10");
}

#[test]
fn what_is_filled_in_goes_in_its_place() {
    let html = "<form><input name=a type=email><textarea name=b></textarea><select name=c><option value=1>x<option value=2>y</select>
        <input type=checkbox name=d value=yes><input type=radio name=e value=1 checked><input type=radio name=e value=2><input type=file name=f>
        <button name=g value=go>Go</button><input type=image name=h></form>";
    let file = Upload {
        name: "a.txt".into(),
        content_type: "text/plain".into(),
        bytes: b"x".to_vec(),
    };
    let values = Values::from([
        (0, Value::Text(" x@y\n".into())),
        (1, Value::Text("a\r\nb".into())),
        (2, Value::Chosen(vec![1])),
        (3, Value::Ticked(true)),
        (5, Value::Ticked(true)),
        (6, Value::File(file)),
    ]);
    let expected = ["a=x@y", "b=a\nb", "c=2", "d=yes", "e=2", "f=<a.txt>"];
    assert_eq!(sent_with(html, &values, None), expected);
    assert_eq!(sent_with(html, &values, Some(7)).last().unwrap(), "g=go");
    assert_eq!(sent_with(html, &values, Some(8))[6..], ["h.x=0", "h.y=0"]);
    assert_eq!(page(html).forms[0].default_button(), Some(7));
    let page = page(html);
    for (at, value) in [
        (0, Value::Ticked(true)),
        (2, Value::Text("x".into())),
        (2, Value::Chosen(vec![2])),
        (2, Value::Chosen(vec![0, 1])),
        (7, Value::Text("x".into())),
        (99, Value::Text("x".into())),
    ] {
        assert!(
            submit(
                &page,
                &page.forms[0],
                &Values::from([(at, value)]),
                None,
                "X"
            )
            .is_err()
        );
    }
    assert!(submit(&page, &page.forms[0], &Values::new(), Some(0), "X").is_err());
}

#[test]
fn a_form_goes_where_its_button_or_it_says() {
    let to = |html: &str, button| submitted(html, button).map(|s| (s.method, s.action.to_string()));
    let get = |address: &str| Ok((Method::Get, address.to_owned()));
    let post = |address: &str| Ok((Method::Post, address.to_owned()));
    assert_eq!(
        to("<form>", None),
        get("https://shop.test/help/contact?#top")
    );
    assert_eq!(
        to(
            "<base href=/b/><form action=''><input name=a value='b c'>",
            None
        ),
        get("https://shop.test/help/contact?a=b+c#top")
    );
    assert_eq!(
        to("<base href=/b/><form action=' s?old=1 ' method=Post>", None),
        post("https://shop.test/b/s?old=1")
    );
    assert_eq!(
        to("<form action=s?old=1><input name=a>", None),
        get("https://shop.test/help/s?a=")
    );
    let buttons = "<form action=s><button formmethod=post formaction=//other.test/x formenctype=text/plain name=a value=b>";
    assert_eq!(to(buttons, Some(0)), post("https://other.test/x"));
    assert_eq!(submitted(buttons, Some(0)).unwrap().body, b"a=b\r\n");
    assert_eq!(to(buttons, None), get("https://shop.test/help/s?"));
    for action in ["javascript:void(0)", "mailto:a@b.test", "http://["] {
        assert!(submitted(&format!("<form action='{action}'>"), None).is_err());
    }
    assert!(submitted("<form method=dialog>", None).is_err());
}

#[test]
fn a_body_is_written_as_browsers_write_it() {
    let fields = "<input name='a b' value='x&amp;y=\u{e9}\u{20ac}'><textarea name=t>1\n2</textarea><input type=file name='f\"'>";
    let body = |form: &str| {
        let sent = submitted(&format!("<form method=post {form}>{fields}</form>"), None).unwrap();
        (
            sent.content_type,
            String::from_utf8_lossy(&sent.body).into_owned(),
        )
    };
    assert_eq!(
        body(""),
        (
            "application/x-www-form-urlencoded".into(),
            "a+b=x%26y%3D%C3%A9%E2%82%AC&t=1%0D%0A2&f%22=".into()
        )
    );
    assert_eq!(
        body("accept-charset='nonsense ISO-8859-1' enctype=x").1,
        "a+b=x%26y%3D%E9%80&t=1%0D%0A2&f%22="
    );
    assert_eq!(
        body("accept-charset=koi8-r").1,
        "a+b=x%26y%3D%26%23233%3B%26%238364%3B&t=1%0D%0A2&f%22="
    );
    assert_eq!(body("accept-charset=utf-16").1, body("").1);
    assert_eq!(
        body("enctype=text/plain"),
        (
            "text/plain".into(),
            "a b=x&y=\u{e9}\u{20ac}\r\nt=1\r\n2\r\nf\"=\r\n".into()
        )
    );
    assert_eq!(
        body("enctype=multipart/form-data"),
        (
            "multipart/form-data; boundary=XX".into(),
            "--XX\r\nContent-Disposition: form-data; name=\"a b\"\r\n\r\nx&y=\u{e9}\u{20ac}\r\n\
             --XX\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\n1\r\n2\r\n\
             --XX\r\nContent-Disposition: form-data; name=\"f%22\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n\
             --XX--\r\n"
                .into()
        )
    );
    // A page that came in another encoding is answered in it.
    let address = Url::parse("https://shop.test/").unwrap();
    let page = Page::read("<form><input name=a value=\u{20ac}>", &address, "latin1");
    let sent = submit(&page, &page.forms[0], &Values::new(), None, "").unwrap();
    assert_eq!(sent.action.query(), Some("a=%80"));
}

proptest! {
    #[test]
    fn what_is_typed_comes_back(texts in proptest::collection::vec(".{0,20}", 1..6)) {
        let fields: Vec<_> = (0..texts.len()).map(|n| format!("<textarea name=f{n}></textarea>")).collect();
        let fields = fields.concat();
        let page = page(&format!("<form>{fields}</form>"));
        let values: Values = texts.iter().cloned().map(Value::Text).enumerate().collect();
        let sent = submit(&page, &page.forms[0], &values, None, "").unwrap();
        let back: Vec<(String, String)> = sent.action.query_pairs().into_owned().collect();
        let lines = |t: &str| t.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n");
        let wanted: Vec<_> = texts.iter().enumerate().map(|(n, t)| (format!("f{n}"), lines(t))).collect();
        prop_assert_eq!(back, wanted);
    }

    #[test]
    fn any_value_is_made_clean_once(kind in "[a-z-]{4,14}|number|range|date|time|week|month|color|email|url|datetime-local", value in ".{0,12}|[0-9:TW. -]{0,16}") {
        let limits = [const { String::new() }; 3];
        let once = sanitize(&kind, &value, false, &limits);
        prop_assert_eq!(sanitize(&kind, &once, false, &limits), once);
    }

    #[test]
    fn any_page_is_sent(html in "(<(form|input|select|option|button|textarea)( (name|value|type|form|method|action|checked)(='?[a-z0-9%&:/. ]{0,6}'?)?){0,3}>.{0,3}){0,12}") {
        let page = page(&html);
        for form in &page.forms {
            let _ = submit(&page, form, &Values::new(), form.default_button(), "b");
        }
    }
}
