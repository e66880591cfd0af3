//! When a message came: by our own exchanger, whatever anybody else says, wherever it lies.

use crate::wave::{Wave, count, nth};
use jiff::SignedDuration;
use mystery_shopper::fieldwork::{News, Stop, reread};
use mystery_shopper::model::{Cursor, Disposition, Inbound, Place, Response, TimeSource};
use mystery_shopper::sandbox::{Faults, PASSWORD, USER};
use std::collections::HashMap;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

const TEN_YEARS: i64 = 10 * 365 * 24;

async fn responses(wave: &Wave) -> HashMap<i64, Response> {
    let store = wave.ledger.store();
    let stored = store.stored(0, 10_000).await.unwrap();
    let keys: Vec<_> = stored.iter().map(|m| m.id).collect();
    store.responses(&keys).await.unwrap()
}

#[tokio::test]
async fn ten_years_of_forgery_move_nothing_by_a_second() {
    let plain = Wave::faulty(Faults::default()).await;
    plain.run().await;
    let expected = plain.rows().await;
    assert!(count(&expected, Disposition::Answered) > 10);
    for hours in [-TEN_YEARS, TEN_YEARS] {
        let forged_date = SignedDuration::from_hours(hours);
        // The server's own date is wrong too, the other way round.
        let wave = Wave::faulty(Faults {
            forged_date,
            internal_date_shift: -forged_date,
            ..Faults::default()
        })
        .await;
        wave.run().await;
        assert_eq!(wave.assert_true().await, expected);
        // What was claimed is kept, with how far off it is.
        let all = responses(&wave).await;
        assert!(all.len() > 20);
        for response in all.values() {
            assert_eq!(response.answered_at_source, Some(TimeSource::Received));
            let skew = response.skew_seconds.unwrap();
            let (at, claimed) = (response.answered_at.unwrap(), response.date_header.unwrap());
            assert_eq!(skew, claimed.as_second() - at.as_second());
            // Their own clocks are out by some hours besides.
            assert!((skew - hours * 3600).abs() <= 6 * 3600, "{skew}");
        }
    }
}

/// Moves everything from one mailbox to another, as a person does who tidies up.
async fn tidy(port: u16, from: &str, to: &str) {
    let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader);
    let commands = [
        String::new(),
        format!("LOGIN {USER} {PASSWORD}"),
        format!("SELECT {from}"),
        format!("COPY 1:* {to}"),
        "STORE 1:* +FLAGS.SILENT (\\Deleted)".to_owned(),
        "EXPUNGE".to_owned(),
    ];
    for command in commands {
        if !command.is_empty() {
            let line = format!("x {command}\r\n");
            writer.write_all(line.as_bytes()).await.unwrap();
        }
        loop {
            let mut line = String::new();
            assert_ne!(lines.read_line(&mut line).await.unwrap(), 0, "{command}");
            if line.starts_with("x OK") || command.is_empty() {
                break;
            }
            assert!(line.starts_with('*'), "{command}: {line}");
        }
    }
}

#[tokio::test]
async fn a_message_moved_after_it_was_collected_stays_what_it_was() {
    let wave = Wave::faulty(Faults {
        copy_takes_new_date: true,
        ..Faults::default()
    })
    .await;
    wave.run().await;
    let rows = wave.assert_true().await;
    let messages = wave.ledger.standing().await.unwrap().messages;
    tidy(wave.account.imap.port, "INBOX", "Junk").await;
    let again = wave.collector().await.pass().await.unwrap();
    assert_eq!((again.messages, again.known > 20), (0, true), "{again:?}");
    assert_eq!(wave.assert_true().await, rows);
    assert_eq!(wave.ledger.standing().await.unwrap().messages, messages);
}

#[tokio::test]
async fn a_message_moved_before_it_was_collected_has_its_time_all_the_same() {
    let wave = Wave::faulty(Faults {
        copy_takes_new_date: true,
        forward_copy: nth([3, 5]),
        ..Faults::default()
    })
    .await;
    let mut sender = wave.sender().await;
    while let Some(due) = sender.next() {
        wave.clock.sleep_until(due).await;
        sender.pass(&Stop::new(), |_| {}).await.unwrap();
    }
    drop(sender);
    let end = wave.ledger.closes + SignedDuration::from_hours(22 * 24);
    wave.clock.sleep_until(end).await;
    tidy(wave.account.imap.port, "INBOX", "Junk").await;
    wave.collector().await.pass().await.unwrap();
    let rows = wave.assert_true().await;
    assert!(count(&rows, Disposition::Answered) > 10);
    for row in rows.iter().filter(|r| r.answered_at.is_some()) {
        assert_eq!(row.answered_at_source, Some(TimeSource::Received));
    }
    let stored = wave.ledger.store().stored(0, 1_000).await.unwrap();
    let moved = stored
        .iter()
        .filter(|m| m.internal_date == Some(end))
        .count();
    // All but the few that lay in Junk.
    assert!(moved > 40 && stored.len() - moved < 10, "{moved}");
}

#[tokio::test]
async fn line_ends_make_no_difference_to_tie_kind_text_or_time() {
    let wave = Wave::faulty(Faults::default()).await;
    wave.run().await;
    let store = wave.ledger.store();
    let stored = store.stored(0, 10_000).await.unwrap();
    let mut copies: Vec<(i64, Vec<u8>)> = Vec::new();
    for message in &stored {
        let lf = message
            .raw
            .iter()
            .copied()
            .filter(|b| *b != b'\r')
            .collect::<Vec<_>>();
        let cr = lf
            .iter()
            .map(|b| if *b == b'\n' { b'\r' } else { *b })
            .collect();
        copies.extend([(message.id, lf), (message.id, cr)]);
    }
    let mut same: HashMap<i64, Vec<i64>> = HashMap::new();
    for (uid, (original, raw)) in (1..).zip(copies) {
        assert!(raw.len() > 100);
        let of = stored.iter().find(|m| m.id == original).unwrap();
        let inbound = Inbound {
            place: Place {
                account: "copies".to_owned(),
                mailbox: "INBOX".to_owned(),
                uid_validity: 1,
                uid,
            },
            internal_date: of.internal_date,
            collected_at: wave.clock.now(),
            raw,
        };
        let cursor = Cursor {
            account: "copies".to_owned(),
            mailbox: "INBOX".to_owned(),
            uid_validity: 1,
            last_uid: uid,
        };
        let keys = store
            .ingest(&[inbound], &cursor, wave.clock.now())
            .await
            .unwrap();
        same.entry(original).or_default().push(keys[0].unwrap());
    }
    let own_mx = &wave.account.own_mx;
    let read = reread(
        &wave.study,
        &wave.ledger,
        own_mx,
        wave.clock.now(),
        false,
        |_| Ok(()),
    )
    .await
    .unwrap();
    assert_eq!(read.messages, 3 * stored.len() as u64);
    let all = responses(&wave).await;
    let mut tied = 0;
    for (original, copies) in same {
        assert_eq!(copies.len(), 2);
        for copy in copies {
            let expected = Response {
                inbound: copy,
                ..all[&original].clone()
            };
            assert_eq!(all[&copy], expected);
            tied += usize::from(expected.enquiry.is_some());
        }
    }
    assert!(tied > 40, "{tied}");
}

#[tokio::test]
async fn reading_a_wave_again_changes_nothing() {
    let wave = Wave::faulty(Faults::default()).await;
    wave.run().await;
    let rows = wave.assert_true().await;
    let own_mx = &wave.account.own_mx;
    for dry_run in [true, false, false] {
        let mut told = Vec::new();
        let read = reread(
            &wave.study,
            &wave.ledger,
            own_mx,
            wave.clock.now(),
            dry_run,
            |news| {
                if let News::Changed(change) = news {
                    told.push(format!("{:?} -> {:?}", change.before, change.now));
                }
                Ok(())
            },
        )
        .await
        .unwrap();
        assert_eq!((read.changed, told), (0, Vec::new()));
        assert!(read.messages > 20);
    }
    assert_eq!(wave.rows().await, rows);
}
