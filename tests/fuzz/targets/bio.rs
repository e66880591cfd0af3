//! A bio, as bytes to a verdict.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mystery_shopper::coding::bio::{self, PromiseKind};

fuzz_target!(|raw: &[u8]| {
    let text = String::from_utf8_lossy(raw);
    let read = bio::read(&text);
    assert_eq!(read.promise_minutes.is_some(), read.promise_kind == PromiseKind::Duration);
    assert!(read.hours.is_empty() || !read.always_open);
    assert!(read.evidence.iter().all(|words| text.contains(words.as_str())));
    // The same text always says the same.
    assert_eq!(read, bio::read(&text));
});
