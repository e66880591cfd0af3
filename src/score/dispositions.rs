//! How many enquiries ended how.

use super::metric::{Better, How, Metric, Scale};
use crate::model::{Denominator, Disposition};

macro_rules! counts {
    ($($disposition:ident $name:literal $better:ident $about:literal,)*) => {
        /// How many enquiries ended so; `n` is every enquiry planned, our failures included.
        pub const METRICS: &[Metric] = &[$(Metric {
            name: $name,
            scale: Scale::Count,
            better: Better::$better,
            denominator: Denominator::AllCompanies,
            about: $about,
            source: "final disposition codes: AAPOR, Standard Definitions",
            how: How::Count(|unit| Some(matches!(unit.disposition, Disposition::$disposition))),
        },)*];
        #[cfg(test)]
        const COUNTED: &[(&str, Disposition)] = &[$(($name, Disposition::$disposition),)*];
    };
}

// Whether an answer is right stands in the column `correct`, and is a metric of its own.
counts! {
    NotOffered "count_not_offered" Neither "Enquiries at companies that do not offer the channel.",
    NotSent "count_not_sent" Neither "Our failure, or not yet due: enquiries that did not leave.",
    InDoubt "count_in_doubt" Neither "Our failure: enquiries that may or may not have left.",
    Undeliverable "count_undeliverable" Lower "Enquiries that bounced or were refused for good.",
    Silent "count_silent" Lower "Enquiries delivered to which nothing came back in time.",
    Acknowledged "count_acknowledged" Neither "Enquiries that got a receipt or an automatic reply only.",
    Redirected "count_redirected" Neither "Enquiries that were sent to another channel.",
    Refused "count_refused" Lower "Enquiries that the company declined to answer.",
    OffPoint "count_off_point" Lower "Enquiries whose reply does not answer the question, a question asked back included.",
    Partial "count_partial" Neither "Enquiries of which a part was answered.",
    Answered "count_answered" Higher "Enquiries answered in time, rightly or not.",
    TooLate "count_too_late" Lower "Enquiries answered after the cut-off.",
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
