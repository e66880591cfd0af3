//! What is scored without the words is what is scored with them.

use crate::wave::Wave;
use mystery_shopper::fieldwork::coding;
use mystery_shopper::model::{Case, Coder, Coding, Criterion, Estimate, Grounds, Trusted};
use mystery_shopper::sandbox::Faults;
use mystery_shopper::score::consistency::{Agreement, Consistency};
use mystery_shopper::score::{self, Row, Scorer};

/// All that scoring makes of a wave's cases.
struct Scored<'w> {
    wave: &'w Wave,
    rows: Vec<Row>,
    scorer: Scorer,
    consistency: Consistency,
}

impl<'w> Scored<'w> {
    fn new(wave: &'w Wave) -> Self {
        Self {
            wave,
            rows: Vec::new(),
            scorer: Scorer::new(&wave.study),
            consistency: Consistency::default(),
        }
    }

    fn take(&mut self, case: Case, trusted: &Trusted) {
        let counts = |coding: &Coding| trusted.counts(coding);
        let background = score::Background::new(&self.wave.study, &[], self.wave.clock.now());
        let row = score::row_with(&background, &case, counts);
        self.scorer.add(&row);
        self.consistency.add(case, &row.codes, counts);
        self.rows.push(row);
    }

    fn finish(self, trusted: &Trusted) -> (Vec<Row>, Vec<Agreement>, Vec<String>) {
        let agreements = self.consistency.finish(|coding| trusted.counts(coding));
        let scores = self.scorer.finish(&agreements);
        let all = scores.estimates.iter().cloned().chain(scores.companies());
        // Written out: a number that is none is equal to itself.
        let said = all.map(|e: Estimate| format!("{e:?}")).collect();
        (self.rows, agreements, said)
    }
}

#[tokio::test]
async fn without_the_words_every_estimate_is_the_same() {
    let wave = Wave::faulty(Faults::default()).await;
    wave.run().await;
    coding::auto(&wave.study, &wave.ledger, wave.ledger.closes)
        .await
        .unwrap();
    let mut cases = Vec::new();
    wave.ledger
        .cases(|case| {
            cases.push(case);
            Ok(())
        })
        .await
        .unwrap();
    let coded = cases.iter().filter(|case| case.coded_reply().is_some());
    // A person who disagrees with the rules, and a language model of which one way of asking is trusted.
    let mut more = Vec::new();
    for (place, case) in coded.enumerate() {
        let Some(first) = case.codings.first() else {
            continue;
        };
        let of = |coder: Coder, rule: &str| Coding {
            criterion: Criterion::Correct,
            code: if place % 2 == 0 { "correct" } else { "wrong" }.into(),
            coder,
            grounds: Grounds::rule(rule),
            ..first.clone()
        };
        more.push(of(
            Coder::Llm,
            if place % 3 == 0 { "trusted" } else { "other" },
        ));
        if place % 5 == 0 {
            more.push(of(Coder::Human("AB".to_owned()), "sheet"));
        }
    }
    assert!(more.len() > 10, "{}", more.len());
    wave.ledger.code(&more).await.unwrap();
    let trusted: Trusted = [(Criterion::Correct, "trusted".to_owned())]
        .into_iter()
        .collect();

    let (mut whole, mut slim) = (Scored::new(&wave), Scored::new(&wave));
    let mut words = 0;
    wave.ledger
        .cases(|case| {
            words += case.replies.iter().map(|r| r.text.len()).sum::<usize>();
            whole.take(case, &trusted);
            Ok(())
        })
        .await
        .unwrap();
    wave.ledger
        .cases_to_score(|case| {
            assert!(case.replies.iter().all(|r| r.text.is_empty()));
            slim.take(case, &trusted);
            Ok(())
        })
        .await
        .unwrap();
    assert!(words > 1_000, "{words}");
    let (whole, slim) = (whole.finish(&trusted), slim.finish(&trusted));
    assert_eq!(slim, whole);
    let known = |row: &Row| row.codes.word(Criterion::Correct);
    assert!(whole.0.iter().any(|row| known(row) == Some("wrong")));
    assert!(whole.2.len() > 100, "{}", whole.2.len());
}
