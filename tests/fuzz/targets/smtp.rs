//! What an SMTP server says, from its greeting to its thanks.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mystery_shopper::channel::email::Smtp;
use mystery_shopper::channel::{Dispatch, Transport};
use mystery_shopper::clock::Clock;
use shopper_fuzz::against;

fuzz_target!(|script: &[u8]| {
    against(script, async |endpoint| {
        let noon = "2026-11-05T12:00:00Z".parse().expect("a time");
        let batch: Vec<Dispatch> = (0..3)
            .map(|number| Dispatch {
                enquiry: number,
                number: 1,
                from_name: "Anna Reed".to_owned(),
                from: format!("anna.reed+k3abcdefg{number}@shop.test"),
                to: "help@company.test".to_owned(),
                own_id: format!("{number}@shop.test"),
                thread_id: String::new(),
                subject: "A question".to_owned(),
                body: "Do you?\n.\n".to_owned(),
                date: noon,
                particulars: None,
            })
            .collect();
        let mut told = Vec::new();
        let sent = Smtp::new(endpoint, None, Clock::simulated(noon))
            .send(&batch, &mut |outcome| {
                told.push(outcome.enquiry);
                Ok(())
            })
            .await;
        // Law: one outcome for every dispatch, in their order, whatever the server says.
        assert_eq!(told, [0, 1, 2], "{sent:?}");
    });
});
