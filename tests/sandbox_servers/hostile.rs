//! Clients that mean no good.

use crate::study::study;
use crate::wave::Wave;
use crate::wire::Wire;
use mystery_shopper::sandbox::Scenario;
use proptest::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

static PANICS: AtomicUsize = AtomicUsize::new(0);

/// Lines of the two languages with rubbish between them.
fn lines() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "EHLO x",
        "MAIL FROM:<a@b.example>",
        "RCPT TO:<c@shopper.example>",
        "DATA",
        ".",
        "AUTH PLAIN",
        "AUTH LOGIN =",
        "a LOGIN shopper sandbox",
        "a SELECT INBOX",
        "a FETCH 1:* (BODY[]<1.2>",
        "a IDLE",
        "DONE",
        "a UID FETCH *:4294967295 (ENVELOPE)",
        "a SEARCH OR (ALL) NOT 1:*",
        "a APPEND INBOX {5+}",
        "a LOGIN {99999999}",
        "a LIST \"\" {3+}",
        "a AUTHENTICATE PLAIN",
        "a STORE 1 FLAGS (\\Seen)",
    ]);
    let rubbish = prop::collection::vec(any::<u8>(), 0..40);
    let line = prop_oneof![
        known.prop_map(|k| k.as_bytes().to_vec()),
        rubbish,
        "[ -~]{0,60}".prop_map(String::into_bytes),
    ];
    prop::collection::vec(line, 0..12).prop_map(|lines| {
        lines
            .into_iter()
            .flat_map(|mut line| {
                line.extend_from_slice(b"\r\n");
                line
            })
            .collect()
    })
}

#[test]
fn no_bytes_make_a_server_panic_or_hang() {
    // A panic in a connection's task ends that task alone; only the hook sees it.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current()
            .name()
            .is_some_and(|n| n.starts_with("tokio"))
        {
            PANICS.fetch_add(1, Ordering::SeqCst);
        }
        hook(info);
    }));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("tokio-hostile")
        .enable_all()
        .build()
        .unwrap();
    let wave = runtime.block_on(Wave::new(study(10, 1, 1), 1, Scenario::default()));
    let (smtp, imap) = (wave.serving.smtp, wave.serving.imap);
    proptest!(ProptestConfig::with_cases(150), |(bytes in lines(), logged_in in any::<bool>())| {
        runtime.block_on(async {
            for (address, is_smtp) in [(smtp, true), (imap, false)] {
                let mut wire = match (logged_in, is_smtp) {
                    (true, true) => Wire::smtp(address).await,
                    (true, false) => Wire::imap(address).await,
                    (false, _) => Wire::to(address).await,
                };
                wire.last(&bytes).await;
            }
        });
        prop_assert_eq!(PANICS.load(Ordering::SeqCst), 0);
    });
}

#[tokio::test]
async fn a_command_without_end_is_cut_off() {
    let wave = Wave::new(study(10, 1, 1), 1, Scenario::default()).await;
    for (command, reply) in [
        (
            format!("a LOGIN {}", "x".repeat(200_000)),
            "* BYE line too long",
        ),
        ("a LOGIN {99999999}\r\n".to_owned(), "* BYE [TOOBIG]"),
        ("a LOGIN {99999999+}\r\n".to_owned(), "* BYE [TOOBIG]"),
    ] {
        let mut wire = Wire::to(wave.serving.imap).await;
        wire.expect("* OK").await;
        wire.last(command.as_bytes()).await;
        let rest = wire.rest();
        assert!(rest.starts_with(reply) || rest.is_empty(), "{rest}");
    }
    let mut wire = Wire::imap(wave.serving.imap).await;
    let deep = format!("SEARCH {}ALL{}", "(".repeat(5000), ")".repeat(5000));
    assert!(wire.ask(&deep).await.starts_with("a BAD"));
    for _ in 0..25 {
        wire.send("a NONSENSE\r\n").await;
    }
    assert!(wire.until("never").await.contains("* BYE too many errors"));
}
