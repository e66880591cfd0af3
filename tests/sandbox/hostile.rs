//! What comes back is hostile: whatever lies in the mailbox is stored as it is, read to a verdict,
//! and disturbs nothing else.

use crate::wave::Wave;
use mystery_shopper::intake::{self, Register};
use mystery_shopper::model::{Cursor, Inbound, Kind, Place};
use mystery_shopper::sandbox::{Faults, PASSWORD, USER};
use std::fmt::Write as _;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

fn odd_mails() -> Vec<Vec<u8>> {
    let nested = |depth: usize| {
        let mut mail = String::from("From: a@b.example\r\nSubject: deep\r\n");
        for level in 0..depth {
            let kind = "Content-Type: multipart/mixed; boundary";
            write!(mail, "{kind}=\"b{level}\"\r\n\r\n--b{level}\r\n").unwrap();
        }
        mail.push_str("\r\nbottom\r\n");
        mail.into_bytes()
    };
    let mut large = b"From: a@b.example\r\nSubject: large\r\n\r\n".to_vec();
    while large.len() < 4_000_000 {
        large.extend_from_slice(b"All work and no play makes Jack a dull boy.\r\n");
    }
    vec![
        b"no headers at all, and no line end".to_vec(),
        b"\r\n\r\n".to_vec(),
        (1..=255_u8).cycle().take(20_000).collect(),
        b"Content-Type: text/plain; charset=klingon-8\r\n\r\nnuqneH \xff\xfe\r\n".to_vec(),
        b"Content-Type: multipart/mixed\r\n\r\n--\r\n--\r\n".to_vec(),
        b"Received: from nowhere; never\r\nDate: tomorrow\r\n\r\n?\r\n".to_vec(),
        nested(1_000),
        nested(20_000),
        large,
    ]
}

/// Puts messages into INBOX as any mail program would.
async fn append(port: u16, mails: &[Vec<u8>]) {
    let (reader, mut writer) = TcpStream::connect(("127.0.0.1", port))
        .await
        .unwrap()
        .into_split();
    let mut lines = BufReader::new(reader);
    let mut line = String::new();
    lines.read_line(&mut line).await.unwrap();
    let login = format!("a LOGIN {USER} {PASSWORD}\r\n");
    writer.write_all(login.as_bytes()).await.unwrap();
    expect(&mut lines, "a OK").await;
    for mail in mails {
        let command = format!("b APPEND INBOX {{{}}}\r\n", mail.len());
        writer.write_all(command.as_bytes()).await.unwrap();
        expect(&mut lines, "+").await;
        writer.write_all(mail).await.unwrap();
        writer.write_all(b"\r\n").await.unwrap();
        expect(&mut lines, "b OK").await;
    }
    writer.write_all(b"c LOGOUT\r\n").await.unwrap();
    let mut rest = Vec::new();
    lines.read_to_end(&mut rest).await.unwrap();
}

async fn expect(lines: &mut (impl AsyncBufReadExt + Unpin), wanted: &str) {
    loop {
        let mut line = String::new();
        assert_ne!(lines.read_line(&mut line).await.unwrap(), 0, "{wanted}");
        if line.starts_with(wanted) {
            return;
        }
        assert!(line.starts_with('*'), "{line}");
    }
}

#[tokio::test]
async fn odd_mails_are_stored_and_read_and_the_wave_goes_on() {
    let wave = Wave::faulty(Faults::default()).await;
    let mails = odd_mails();
    append(wave.account.imap.port, &mails).await;
    let store = wave.ledger.store();
    let collected = wave.collector().await.pass().await.unwrap();
    assert_eq!(collected.messages, mails.len() as u64);
    assert_eq!(collected.untied, mails.len() as u64);
    assert_eq!(collected.problems, Vec::<String>::new());
    assert!(store.unread(0, 1).await.unwrap().is_empty());
    wave.run().await;
    wave.assert_true().await;
}

/// By way of the store alone: IMAP's own APPEND takes no NUL, though servers serve some.
#[tokio::test]
async fn nul_bytes_and_fifty_megabytes_are_stored_and_read() {
    let wave = Wave::faulty(Faults::default()).await;
    let store = wave.ledger.store();
    let mut large = b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n".to_vec();
    while large.len() < 50_000_000 {
        large.extend_from_slice(b"<p>Please find <b>it</b> in &euro; attached. \0 =3D\r\n");
    }
    let mails = [
        b"Subject: NUL \0 in the head\r\n\r\nand \0\0 in the body\r\n".to_vec(),
        vec![0; 10_000],
        large,
    ];
    for (uid, raw) in (1..).zip(mails) {
        let (account, mailbox) = ("a".to_owned(), "INBOX".to_owned());
        let inbound = Inbound {
            place: Place {
                account: account.clone(),
                mailbox: mailbox.clone(),
                uid_validity: 1,
                uid,
            },
            internal_date: None,
            collected_at: wave.clock.now(),
            raw,
        };
        let cursor = Cursor {
            account,
            mailbox,
            uid_validity: 1,
            last_uid: uid,
        };
        let keys = store
            .ingest(std::slice::from_ref(&inbound), &cursor, wave.clock.now())
            .await
            .unwrap();
        let unread = store.unread(0, 10).await.unwrap();
        assert_eq!(Some(unread[0].id), keys[0]);
        assert!(unread[0].raw == inbound.raw, "as it came, byte by byte");
        let mut response = intake::read(&unread[0].raw, None, &[], &Register::default());
        assert_eq!((response.kind, response.enquiry), (Kind::Unrelated, None));
        assert!(response.text.len() < 1_000_000, "what is read is bounded");
        response.inbound = unread[0].id;
        store.respond(&[response], wave.clock.now()).await.unwrap();
        assert!(store.unread(0, 1).await.unwrap().is_empty());
    }
}
