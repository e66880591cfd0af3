//! What a message taught in one run ties another one in the next.

use crate::wave::Wave;
use mystery_shopper::fieldwork::{Collected, Stop};
use mystery_shopper::model::{Cursor, Inbound, Place};
use mystery_shopper::sandbox::Faults;

/// Stored, but not read: as after a crash.
async fn store(wave: &Wave, uid: u32, raw: String) {
    let (account, mailbox) = ("a".to_owned(), "INBOX".to_owned());
    let inbound = Inbound {
        place: Place {
            account: account.clone(),
            mailbox: mailbox.clone(),
            uid_validity: 1,
            uid,
        },
        internal_date: Some(wave.clock.now()),
        collected_at: wave.clock.now(),
        raw: raw.into_bytes(),
    };
    let cursor = Cursor {
        account,
        mailbox,
        uid_validity: 1,
        last_uid: uid,
    };
    let store = wave.ledger.store();
    store
        .ingest(&[inbound], &cursor, wave.clock.now())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_helpdesk_known_in_one_run_is_known_in_the_next() {
    let wave = Wave::faulty(Faults::default()).await;
    let mut sender = wave.sender().await;
    wave.clock.sleep_until(sender.next().unwrap()).await;
    let mut sent = Vec::new();
    sender.pass(&Stop::new(), |s| sent.push(s)).await.unwrap();
    let sent = &sent[0];
    let (_, domain) = sent.contact.as_deref().unwrap().split_once('@').unwrap();
    let pass = async || wave.collector().await.pass().await.unwrap();
    // What the market itself has sent by now.
    pass().await;
    let tied = |collected: &Collected| (collected.messages, collected.untied);

    let later = |n: u8| {
        format!("From: desk{n}@{domain}\nSubject: Re: [#48213] Your enquiry\n\nYes, you can.\n")
    };
    store(&wave, 1, later(1)).await;
    assert_eq!(tied(&pass().await), (1, 1), "nobody knows the ticket");
    let own_id = sent.own_id.as_deref().unwrap();
    let receipt = format!(
        "From: desk@{domain}\nIn-Reply-To: <{own_id}>\nSubject: [#48213] Received\n\nThank you.\n"
    );
    store(&wave, 2, receipt).await;
    store(&wave, 3, later(2)).await;
    assert_eq!(tied(&pass().await), (2, 0), "learned within a batch");
    store(&wave, 4, later(3)).await;
    assert_eq!(tied(&pass().await), (1, 0), "learned from the ledger");
}
