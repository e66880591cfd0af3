//! A wave is coded anew only where what the rules go by has changed, and then whenever it has.

use crate::wave::Wave;
use mystery_shopper::fieldwork::coding::{self, Coded};
use mystery_shopper::model::{Case, Coding, Correctness, Criterion, Study};
use mystery_shopper::sandbox::Faults;

async fn code(wave: &Wave, study: &Study) -> Coded {
    let at = wave.ledger.closes;
    coding::auto(study, &wave.ledger, at).await.unwrap()
}

/// How many answers each code of correctness counts for now: right, wrong, unsure.
async fn correct(wave: &Wave) -> [usize; 3] {
    let mut counts = [0; 3];
    let words = [
        Correctness::Correct,
        Correctness::Wrong,
        Correctness::Unsure,
    ];
    let count = |case: Case| {
        let codings = case.codings.iter();
        let counts_for = Coding::counting(codings.filter(|c| c.criterion == Criterion::Correct));
        for (count, word) in counts.iter_mut().zip(words) {
            *count += usize::from(counts_for.is_some_and(|c| c.code == word.as_str()));
        }
        Ok(())
    };
    wave.ledger.cases(count).await.unwrap();
    counts
}

#[tokio::test]
async fn a_wave_is_coded_anew_when_what_is_right_has_changed_and_as_before_when_it_is_changed_back()
{
    let wave = Wave::faulty(Faults::default()).await;
    wave.run().await;
    let first = code(&wave, &wave.study).await;
    assert!(first.added > 0 && first.answers > 10, "{first:?}");
    let right = correct(&wave).await;
    let again = code(&wave, &wave.study).await;
    assert_eq!(again, Coded { added: 0, ..first });
    // What was right is wrong now.
    let mut other = Study::clone(&wave.study);
    for question in &mut other.questions {
        let right = question.reference.take();
        question.rejected = question.accepted.drain(..).chain(right).collect();
    }
    other.references.clear();
    let turned = code(&wave, &other).await;
    assert!(turned.added > 0, "{turned:?}");
    let wrong = correct(&wave).await;
    assert!(
        wrong[0] < right[0] && wrong[1] > right[1],
        "{right:?} {wrong:?}"
    );
    let again = code(&wave, &other).await;
    assert_eq!(again, Coded { added: 0, ..turned });
    let back = code(&wave, &wave.study).await;
    assert!(back.added > 0, "{back:?}");
    assert_eq!(
        back,
        Coded {
            added: back.added,
            ..first
        }
    );
    assert_eq!(correct(&wave).await, right);
}
