//! Answers around the cut-off.

use crate::wave::{Wave, study};
use mystery_shopper::model::Disposition;
use mystery_shopper::sandbox::{
    Answer, Charset, Conduct, Content, Faults, Form, Quoting, Receipt, ReceiptKind, Reception,
    Scenario, Sender, SubjectForm, Timing, Transfer,
};

fn answering(after: i64) -> Conduct {
    Conduct {
        answer: Some(Answer {
            timing: Timing::After(after),
            content: Content::Right(0),
            sender: Sender::Agent,
            form: Form::Plain(Charset::Utf8, Transfer::QuotedPrintable),
            subject: SubjectForm::Re,
            threaded: false,
            quoting: Quoting::Below,
            two_parts: false,
        }),
        receipt: Some(Receipt {
            kind: ReceiptKind::Automatic,
            after: 60,
        }),
        ..Conduct::SILENT
    }
}

#[tokio::test]
async fn the_last_second_counts_and_the_next_is_too_late() {
    // Simulated time gives the same times again: the first wave tells when each enquiry leaves.
    let rehearsal = Wave::faulty(Faults::default()).await;
    rehearsal.run().await;
    let closes = rehearsal.ledger.closes;
    let sent: Vec<_> = rehearsal
        .rows()
        .await
        .into_iter()
        .filter_map(|r| Some((r.enquiry, r.sent_at?)))
        .collect();
    let past = [-1, 0, 1, 5 * 86_400];
    let picked: Vec<_> = sent.iter().step_by(7).zip(past).collect();
    let until_closes = |at: jiff::Timestamp| closes.as_second() - at.as_second();
    let wave = Wave::with(
        study(),
        Scenario {
            conducts: picked
                .iter()
                .map(|((e, at), past)| (e.company, e.question, answering(until_closes(*at) + past)))
                .collect(),
            receptions: picked
                .iter()
                .map(|((e, _), _)| (e.company, Reception::Accepts))
                .collect(),
            ..Scenario::default()
        },
    )
    .await;
    wave.run().await;
    let rows = wave.assert_true().await;
    for ((enquiry, _), past) in &picked {
        let row = &rows[enquiry.seq as usize];
        let answered = row.answered_at.unwrap();
        assert_eq!(answered.as_second() - closes.as_second(), *past);
        let expected = if *past <= 0 {
            Disposition::Answered
        } else {
            Disposition::TooLate
        };
        assert_eq!(row.disposition, expected, "{past} s past the cut-off");
        assert!(row.acknowledged_at.is_some(), "the receipt was in time");
        assert_eq!(row.censored, Some(*past > 0));
    }
}
