use super::*;
use crate::model::{Channel, Company, FormPins, Language, Service};
use proptest::prelude::*;

fn redactor(named: bool) -> Redactor {
    let company = |id: &str, name: &str| Company {
        id: id.into(),
        name: name.into(),
        sector: "books".into(),
        country: "GB".into(),
        language: Language::En,
        timezone: None,
        contact_points: [
            (Channel::Email, format!("help@{id}.example")),
            (Channel::Twitter, format!("@{id}helps")),
        ]
        .into(),
        site: Some(format!("https://www.{id}.example")),
        form_pins: FormPins::default(),
        service: Service::default(),
    };
    Redactor::of(
        &[
            company("quillpen", "Quill & Pen"),
            company("harrow", "Harrow Hill"),
        ],
        |_| named,
    )
}

fn shown(text: &str) -> String {
    redactor(false).redact(0, Some("Anna Reed"), text).text
}

#[test]
fn what_betrays_is_gone_and_the_rest_stays() {
    for (text, left) in [
        (
            "Quill & Pen takes it back within 30 days.",
            "[company] takes it back within 30 days.",
        ),
        (
            "See https://www.quillpen.example/faq or mail returns@quillpen.example.",
            "See [link] or mail [address].",
        ),
        (
            "Call 0800 123 4567 or +44 (0)20 7946 0000.",
            "Call [phone] or [phone].",
        ),
        ("Tel. 555-0199 22", "Tel. [phone]"),
        ("DM @quillpenhelps", "DM @[company]"),
        ("Ask Harrow Hill, not us.", "Ask [company], not us."),
        (
            "By 02/11/2026 or 2026-11-02, 09:00-17:00, for 1.000.000 euro.",
            "By 02/11/2026 or 2026-11-02, 09:00-17:00, for 1.000.000 euro.",
        ),
        (
            "30 days, Anna.\n\nKind regards,\nAmelia Hart",
            "30 days, Anna.\n\nKind regards,\n[agent]",
        ),
        ("", ""),
    ] {
        assert_eq!(shown(text), left, "{text:?}");
    }
}

#[test]
fn who_is_named_keeps_all_but_the_names_of_people() {
    let text = "Quill & Pen, 0800 123 4567.\n\nKind regards,\nAmelia Hart";
    let left = redactor(true).redact(0, Some("Anna Reed"), text).text;
    assert_eq!(
        left,
        "Quill & Pen, 0800 123 4567.\n\nKind regards,\n[agent]"
    );
    assert_eq!(redactor(true).redact(0, None, text).text, text);
}

#[test]
fn places_move_with_the_text() {
    let text = "Quill & Pen says 30 days. ^JK";
    let redacted = redactor(false).redact(0, Some("Anna Reed"), text);
    assert_eq!(redacted.text, "[company] says 30 days. [agent]");
    let place = |part: &str| {
        let at = text.find(part).unwrap();
        &redacted.text[redacted.place(&(at..at + part.len()))]
    };
    assert_eq!(place("30 days"), "30 days");
    assert_eq!(place("Pen says"), "[company] says");
    assert_eq!(place("^JK"), "[agent]");
    assert_eq!(place(text), redacted.text);
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_and_places_stay_in_it(text in "[ a-zA-Z0-9é@+()/.,^\n-]{0,120}|\\PC{0,60}", a in 0usize..130, b in 0usize..130) {
        let redacted = redactor(false).redact(0, Some("Anna Reed"), &text);
        let (a, b) = (text.floor_char_boundary(a.min(b)), text.floor_char_boundary(a.max(b)));
        let place = redacted.place(&(a..b));
        prop_assert!(redacted.text.get(place).is_some());
    }

    #[test]
    fn addresses_and_names_do_not_get_through(before in "[ a-z.,é@/]{0,12}", after in "[ .,é\n]{0,8}") {
        let left = shown(&format!("{before} help@QUILLPEN.example {after} www.quillpen.example"));
        prop_assert!(!left.to_lowercase().contains("quillpen"), "{left}");
    }
}
