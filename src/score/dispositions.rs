//! How many enquiries ended how.

use super::Tally;
use super::metric::{Entry, Measure};
use crate::model::{Denominator, Disposition};

macro_rules! counts {
    ($($disposition:ident $metric:literal $about:literal,)*) => {
        /// What each count says.
        pub const CODEBOOK: &[Entry] = &[$(Entry {
            metric: $metric,
            unit: "enquiries",
            about: $about,
        },)*];
        const COUNTED: &[(&str, Disposition)] = &[$(($metric, Disposition::$disposition),)*];
    };
}

// `correct` and `wrong` come with the coding of answers: until then 0 would be a lie.
counts! {
    NotOffered "count_not_offered" "Enquiries at companies that do not offer the channel.",
    NotSent "count_not_sent" "Our failure, or not yet due: enquiries that did not leave.",
    InDoubt "count_in_doubt" "Our failure: enquiries that may or may not have left.",
    Undeliverable "count_undeliverable" "Enquiries that bounced or were refused for good.",
    Silent "count_silent" "Enquiries delivered to which nothing came back in time.",
    Acknowledged "count_acknowledged" "Enquiries that got a receipt or an automatic reply only.",
    Redirected "count_redirected" "Enquiries that were sent to another channel.",
    Refused "count_refused" "Enquiries that the company declined to answer.",
    OffPoint "count_off_point" "Enquiries whose reply does not answer the question, a question asked back included.",
    Partial "count_partial" "Enquiries of which a part was answered.",
    Answered "count_answered" "Enquiries answered in time; whether rightly is not known.",
    TooLate "count_too_late" "Enquiries answered after the cut-off.",
}

/// Counts of every disposition; `n` is every enquiry planned, our failures included.
pub fn measure(tally: &Tally, measures: &mut Vec<Measure>) {
    measures.extend(COUNTED.iter().map(|&(metric, disposition)| Measure {
        metric,
        value: Some(tally.count(disposition) as f64),
        interval: (None, None),
        n: tally.planned(),
        denominator: Denominator::AllCompanies,
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_disposition_that_can_be_known_is_counted_in_its_order() {
        let counted: Vec<_> = COUNTED.iter().map(|(_, d)| *d).collect();
        let known: Vec<_> = Disposition::ALL
            .iter()
            .copied()
            .filter(|d| !matches!(d, Disposition::Correct | Disposition::Wrong))
            .collect();
        assert_eq!(counted, known);
        for (metric, disposition) in COUNTED {
            assert_eq!(*metric, format!("count_{disposition}"));
        }
    }
}
