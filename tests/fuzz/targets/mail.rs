//! A message, from raw bytes to a verdict: tied in a register of four, then by itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mystery_shopper::intake::{Register, Tie, examine, read};
use std::sync::LazyLock;

static REGISTER: LazyLock<Register> = LazyLock::new(|| {
    Register::new((0..4u32).zip('a'..).map(|(n, letter)| Tie {
        enquiry: n,
        token: format!("k3abcdefg{letter}"),
        own_id: Some(format!("own{n}@shop.test")),
        thread_id: Some(format!("thread{n}@shop.test")),
        provider_id: Some(format!("0102018abc-{n}-000000")),
        contact: Some(format!("help@company{n}.test")),
        persona: Some("anna.reed@shop.test".to_owned()),
        subject: format!("Question number {n}"),
        text: format!("Do you deliver in {n} days to Ireland, and what does it cost?"),
        sent_at: "2026-11-04T09:00:00Z".parse().ok(),
    }))
});

fuzz_target!(|raw: &[u8]| {
    let own_mx = ["mx.shop.test".to_owned()];
    let tied = read(raw, None, &own_mx, &REGISTER);
    assert!(tied.evidence.len() <= 24);
    assert!(tied.enquiry.is_none() || tied.candidates.is_empty());
    // The same bytes always give the same response.
    assert_eq!(tied, read(raw, None, &own_mx, &REGISTER));
    let alone = examine(raw, None, &own_mx, Some("anna.reed@shop.test"));
    assert_eq!(alone.enquiry, None);
});
