//! Several messages to one enquiry, and one message to several.

use crate::wave::{Wave, nth, study};
use jiff::{SignedDuration, Timestamp};
use mystery_shopper::fieldwork::review;
use mystery_shopper::model::{Disposition, Enquiry, Kind, Reply, TiedBy};
use mystery_shopper::sandbox::{
    Answer, Charset, Conduct, Content, Faults, Form, Quoting, Receipt, ReceiptKind, Reception,
    Scenario, Sender, SubjectForm, Timing, Together, Transfer,
};
use mystery_shopper::store::{Scope, Why};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

fn after(seconds: i64) -> Answer {
    Answer {
        timing: Timing::After(seconds),
        content: Content::Right(0),
        sender: Sender::Agent,
        form: Form::Plain(Charset::Utf8, Transfer::QuotedPrintable),
        subject: SubjectForm::Re,
        threaded: false,
        quoting: Quoting::Below,
        two_parts: false,
    }
}

/// What a company sends to one enquiry, each some seconds after the sending.
fn conduct(
    receipt: Option<(ReceiptKind, i64)>,
    part: Option<i64>,
    answer: Option<i64>,
    survey: Option<i64>,
) -> Conduct {
    Conduct {
        receipt: receipt.map(|(kind, after)| Receipt { kind, after }),
        part: part.map(after),
        answer: answer.map(after),
        survey,
        ..Conduct::SILENT
    }
}

/// The enquiries that are sent, each with the moment, in their order. Simulated time gives the same
/// times again, so a first wave tells them.
async fn sent() -> (Vec<(Enquiry, Timestamp)>, Timestamp) {
    let rehearsal = Wave::faulty(Faults::default()).await;
    rehearsal.run().await;
    let rows = rehearsal.rows().await;
    let sent = rows
        .into_iter()
        .filter_map(|r| Some((r.enquiry, r.sent_at?)));
    (sent.collect(), rehearsal.ledger.closes)
}

async fn acting(conducts: Vec<(Enquiry, Conduct)>) -> Wave {
    let scenario = Scenario {
        receptions: conducts
            .iter()
            .map(|(e, _)| (e.company, Reception::Accepts))
            .collect(),
        conducts: conducts
            .into_iter()
            .map(|(e, conduct)| (e.company, e.question, conduct))
            .collect(),
        ..Scenario::default()
    };
    let wave = Wave::with(study(), scenario).await;
    wave.run().await;
    wave
}

async fn replies(wave: &Wave) -> Vec<Vec<Reply>> {
    let mut all = Vec::new();
    wave.ledger
        .cases(|case| {
            all.push(case.replies);
            Ok(())
        })
        .await
        .unwrap();
    all
}

fn expect(
    disposition: Disposition,
    acknowledged: Option<i64>,
    first_reply: Option<i64>,
    answered: Option<i64>,
    kinds: &'static [Kind],
) -> Expected {
    Expected {
        disposition,
        acknowledged,
        first_reply,
        answered,
        kinds,
    }
}

/// What is expected of an enquiry; times in seconds after the sending.
struct Expected {
    disposition: Disposition,
    acknowledged: Option<i64>,
    first_reply: Option<i64>,
    answered: Option<i64>,
    kinds: &'static [Kind],
}

#[tokio::test]
async fn what_comes_first_and_what_completes_it() {
    use Disposition::{Answered, Partial, Silent, TooLate};
    use Kind::{Acknowledgement, Answer as Says, Partial as Part, Survey};
    let (sent, closes) = sent().await;
    let picked: Vec<_> = sent.iter().copied().skip(1).step_by(4).collect();
    let left = |n: usize| closes.as_second() - picked[n].1.as_second();
    let automatic = Some((ReceiptKind::Automatic, 60));
    let holding = Some((ReceiptKind::Holding, HOUR / 2));
    let mut two_parts = conduct(None, None, Some(HOUR), None);
    two_parts.answer.as_mut().unwrap().two_parts = true;
    let conducts = [
        conduct(automatic, None, Some(2 * HOUR), None),
        conduct(holding, None, Some(2 * DAY), None),
        conduct(None, Some(HOUR), Some(DAY), None),
        conduct(None, Some(HOUR), None, None),
        two_parts,
        conduct(None, None, Some(HOUR), Some(2 * DAY)),
        conduct(None, None, None, Some(DAY)),
        conduct(None, None, Some(left(7) + DAY), None),
        conduct(automatic, None, Some(left(8) + 1), None),
        conduct(None, Some(HOUR), Some(left(9) + DAY), None),
    ];
    let expected = [
        expect(
            Answered,
            Some(60),
            Some(60),
            Some(2 * HOUR),
            &[Acknowledgement, Says],
        ),
        // A person holds in office hours only: when exactly, the truth knows.
        expect(
            Answered,
            None,
            None,
            Some(2 * DAY),
            &[Acknowledgement, Says],
        ),
        expect(Answered, None, Some(HOUR), Some(DAY), &[Part, Says]),
        expect(Partial, None, Some(HOUR), None, &[Part]),
        expect(Answered, None, Some(HOUR), Some(HOUR), &[Says, Says]),
        expect(Answered, None, Some(HOUR), Some(HOUR), &[Says, Survey]),
        expect(Silent, None, None, None, &[Survey]),
        expect(TooLate, None, None, Some(left(7) + DAY), &[Says]),
        expect(
            TooLate,
            Some(60),
            Some(60),
            Some(left(8) + 1),
            &[Acknowledgement, Says],
        ),
        expect(Partial, None, Some(HOUR), None, &[Part, Says]),
    ];
    let acted = picked.iter().map(|(e, _)| *e).zip(conducts).collect();
    let wave = acting(acted).await;
    let rows = wave.assert_true().await;
    let replies = replies(&wave).await;
    for (n, ((enquiry, sent), expected)) in picked.iter().zip(expected).enumerate() {
        let row = &rows[enquiry.seq as usize];
        let kinds: Vec<_> = replies[enquiry.seq as usize]
            .iter()
            .map(|r| r.kind)
            .collect();
        assert_eq!(kinds, expected.kinds, "case {n}");
        assert_eq!(row.disposition, expected.disposition, "case {n}");
        let since = |at: Option<Timestamp>| at.map(|at| at.as_second() - sent.as_second());
        assert_eq!(since(row.answered_at), expected.answered, "case {n}");
        if n == 1 {
            let held = since(row.acknowledged_at).unwrap();
            assert!((HOUR / 2..2 * DAY).contains(&held), "{held}");
            assert_eq!(row.first_reply_at, row.acknowledged_at);
            continue;
        }
        assert_eq!(
            since(row.acknowledged_at),
            expected.acknowledged,
            "case {n}"
        );
        assert_eq!(since(row.first_reply_at), expected.first_reply, "case {n}");
    }
}

/// The bytes differ, and the copy that came later is collected first.
#[tokio::test]
async fn a_message_from_two_mailboxes_counts_once_as_it_came_first() {
    let plain = Wave::faulty(Faults::default()).await;
    plain.run().await;
    let wave = Wave::faulty(Faults {
        forward_copy: nth(1..=500),
        ..Faults::default()
    })
    .await;
    wave.run().await;
    let rows = wave.assert_true().await;
    assert_eq!(rows, plain.rows().await);
    let (once, expected) = (replies(&wave).await, replies(&plain).await);
    for (once, expected) in once.iter().zip(&expected) {
        let shown = |replies: &[Reply]| -> Vec<_> {
            replies
                .iter()
                .map(|r| (r.kind, r.answered_at, r.text.clone()))
                .collect()
        };
        assert_eq!(shown(once), shown(expected));
    }
    assert!(expected.iter().map(Vec::len).sum::<usize>() > 20);
    assert_eq!(
        wave.ledger.standing().await.unwrap().kinds,
        plain.ledger.standing().await.unwrap().kinds
    );
    let stored = wave.ledger.store().stored(0, 1_000).await.unwrap().len();
    let messages = plain.ledger.standing().await.unwrap().messages;
    assert_eq!(wave.ledger.standing().await.unwrap().messages, messages);
    assert_eq!(stored as u64, 2 * messages, "both are kept as they came");
}

/// Two enquiries of one company, of which the later one's answer closes both.
async fn closing_two(delivered_for_each: bool) -> (Wave, Enquiry, Enquiry) {
    let (sent, _) = sent().await;
    let mut pair: Vec<_> = sent
        .iter()
        .filter(|(e, _)| e.company == sent[9].0.company)
        .collect();
    pair.sort_by_key(|(_, at)| *at);
    let ((earlier, _), (later, _)) = (*pair[0], *pair[1]);
    let closing = Conduct {
        answer: Some(Answer {
            quoting: Quoting::None,
            subject: SubjectForm::Rewritten,
            ..after(HOUR)
        }),
        closes_too: Some(Together {
            question: earlier.question,
            delivered_for_each,
        }),
        ..Conduct::SILENT
    };
    let wave = acting(vec![(earlier, Conduct::SILENT), (later, closing)]).await;
    (wave, earlier, later)
}

#[tokio::test]
async fn an_answer_to_two_questions_is_tied_to_both_by_a_person() {
    let (wave, earlier, later) = closing_two(false).await;
    let store = wave.ledger.store();
    let of = |rows: &[mystery_shopper::score::Row], e: &Enquiry| rows[e.seq as usize].clone();
    let rows = wave.rows().await;
    for enquiry in [&earlier, &later] {
        assert_eq!(of(&rows, enquiry).disposition, Disposition::Silent);
    }
    let mut waiting = Vec::new();
    store
        .review(Scope::Waiting, |message| {
            waiting.push(message);
            Ok(())
        })
        .await
        .unwrap();
    let [message] = &waiting[..] else {
        panic!("{waiting:#?}");
    };
    assert_eq!(
        (message.why, message.kind),
        (Some(Why::Candidates), Kind::Answer)
    );
    let mut names = [earlier.id(&wave.study), later.id(&wave.study)];
    names.sort();
    let mut candidates = message.candidates.clone();
    candidates.sort();
    assert_eq!(candidates, names, "both are named, neither is guessed");

    let dir = tempfile::tempdir().unwrap();
    let list = dir.path().join("list.csv");
    let text = format!(
        "message,enquiry_id,kind\n{},{};{},\n",
        message.message, names[0], names[1]
    );
    std::fs::write(&list, text).unwrap();
    let now = wave.clock.now();
    let taken = review::import(store, &list, "AB", now).await.unwrap();
    assert_eq!((taken.taken, store.waiting().await.unwrap()), (1, 0));
    let rows = wave.assert_true().await;
    for enquiry in [&earlier, &later] {
        let row = of(&rows, enquiry);
        assert_eq!(row.disposition, Disposition::Answered);
        assert_eq!(row.tied_by, Some(TiedBy::Review));
    }
    assert_eq!(
        of(&rows, &earlier).answered_at,
        of(&rows, &later).answered_at
    );
}

#[tokio::test]
async fn an_answer_delivered_to_both_addresses_is_tied_to_each() {
    let (wave, earlier, later) = closing_two(true).await;
    let rows = wave.assert_true().await;
    for enquiry in [earlier, later] {
        let row = &rows[enquiry.seq as usize];
        assert_eq!(row.disposition, Disposition::Answered);
        assert_eq!(row.tied_by, Some(TiedBy::AddressToken));
    }
    let row = &rows[later.seq as usize];
    let waited = row
        .answered_at
        .unwrap()
        .duration_since(row.sent_at.unwrap());
    assert_eq!(waited, SignedDuration::from_hours(1));
    assert_eq!(wave.ledger.store().waiting().await.unwrap(), 0);
}
