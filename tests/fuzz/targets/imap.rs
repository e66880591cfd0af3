//! What an IMAP server says, from its greeting to the last message.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mystery_shopper::channel::email::Imap;
use mystery_shopper::clock::Clock;
use shopper_fuzz::against;

fuzz_target!(|script: &[u8]| {
    against(script, async |endpoint| {
        let clock = Clock::simulated("2026-11-05T12:00:00Z".parse().expect("a time"));
        let mut last = 0;
        let _ = Imap::new(endpoint)
            .collect("INBOX", None, &clock, async |batch, cursor| {
                // Law: the cursor never falls back, and covers what is handed over.
                assert!(cursor.last_uid >= last);
                last = cursor.last_uid;
                assert!(batch.iter().all(|inbound| inbound.place.uid <= last));
                Ok(())
            })
            .await;
    });
});
