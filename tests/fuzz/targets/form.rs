//! A page, as bytes to what its forms would send.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mystery_shopper::channel::form::{Method, Page, Values, submit};
use url::Url;

fuzz_target!(|raw: &[u8]| {
    let html = String::from_utf8_lossy(raw);
    let address = Url::parse("https://shop.test/contact").expect("an address");
    let page = Page::read(&html, &address, "windows-1252");
    for form in &page.forms {
        let Ok(sent) = submit(&page, form, &Values::new(), form.default_button(), "b") else {
            continue;
        };
        assert!(sent.method == Method::Post || sent.body.is_empty());
        // What travels in an address comes back from it, entry by entry.
        if sent.method == Method::Get {
            let query = sent.action.query().unwrap_or_default();
            assert_eq!(url::form_urlencoded::parse(query.as_bytes()).count(), sent.entries.len());
        }
    }
    // The same page always says the same.
    assert_eq!(page, Page::read(&html, &address, "windows-1252"));
});
