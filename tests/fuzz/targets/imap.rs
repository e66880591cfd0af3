//! What an IMAP server says, from its greeting to the last message.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mystery_shopper::channel::email::Imap;
use mystery_shopper::clock::Clock;
use shopper_fuzz::against;
use std::collections::HashSet;

fuzz_target!(|script: &[u8]| {
    against(script, async |endpoint| {
        let clock = Clock::simulated("2026-11-05T12:00:00Z".parse().expect("a time"));
        let (mut last, mut seen) = (0, HashSet::new());
        let _ = Imap::new(endpoint)
            .collect("INBOX", None, &clock, async |batch, cursor| {
                // Laws: the cursor never falls back, and a visit hands a message over once.
                assert!(cursor.last_uid >= last);
                last = cursor.last_uid;
                assert!(batch.iter().all(|inbound| seen.insert(inbound.place.uid)));
                Ok(())
            })
            .await;
    });
});
