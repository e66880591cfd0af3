//! How long the first word and the answer took. Silence is data: who did not answer is censored
//! when observation ended, not left out.

use super::Awaited;
use super::metric::{Better, How, Metric, Reading, Scale};
use crate::model::Denominator;

const CURVE: &str =
    "E. L. Kaplan and P. Meier, JASA 53 (1958) 457-481; quantiles as in R's survival";
const MEAN: &str = "J. O. Irwin, Journal of Hygiene 47 (1949) 188-189; P. Royston and M. K. B. Parmar, BMC Medical Research \
                    Methodology 13 (2013) 152";

const fn time(
    name: &'static str,
    about: &'static str,
    source: &'static str,
    what: Awaited,
    reading: Reading,
) -> Metric {
    let (scale, better) = match reading {
        Reading::Within(_) => (Scale::Share, Better::Higher),
        Reading::Quantile(_) | Reading::Restricted(_) => (Scale::Hours, Better::Lower),
    };
    Metric {
        name,
        scale,
        better,
        denominator: Denominator::Delivered,
        about,
        source,
        how: How::Time(what, reading),
    }
}

/// The same ten readings of each thing that a shopper waits for: what is awaited; how names say it, hours and minutes; what
/// texts say it is, and on which clock; the horizon of the mean, hours.
macro_rules! times {
    ($($what:ident $to:literal $done:literal $hours:literal $minutes:literal $h:literal, $it:literal $clock:literal
       $horizon:literal $last:literal;)*) => {
        /// Quantiles, means, and shares within the yardsticks. `n` counts the delivered enquiries whose times are known; for
        /// the mean over repliers, those answered.
        pub const METRICS: &[Metric] = &[
            $(
                times!(quantile $what concat!("quartile_", $hours, "_to_", $to), "a quarter", 0.25, $it $clock),
                times!(quantile $what concat!("median_", $hours, "_to_", $to), "half", 0.5, $it $clock),
                times!(quantile $what concat!("upper_quartile_", $hours, "_to_", $to), "three quarters", 0.75, $it $clock),
                time(
                    concat!("restricted_mean_", $hours, "_to_", $to),
                    concat!("Restricted mean: of the first ", $horizon, " hours", $clock, ", how many a shopper waits on \
                             average for ", $it, "; who waits longer counts as waiting just so long. The area under the \
                             Kaplan-Meier curve."),
                    MEAN,
                    Awaited::$what,
                    Reading::Restricted($last),
                ),
                times!(within $what concat!($done, "_within_10_", $minutes), "10 minutes", 1.0 / 6.0, $it $clock),
                times!(within $what concat!($done, "_within_30_", $minutes), "30 minutes", 0.5, $it $clock),
                times!(within $what concat!($done, "_within_1_", $h), "1 hour", 1.0, $it $clock),
                times!(within $what concat!($done, "_within_24_", $h), "24 hours", 24.0, $it $clock),
                times!(within $what concat!($done, "_within_36_", $h), "36 hours", 36.0, $it $clock),
                times!(within $what concat!($done, "_within_72_", $h), "72 hours", 72.0, $it $clock),
            )*
            REPLIERS,
        ];
    };
    (quantile $what:ident $name:expr, $share:literal, $quantile:literal, $it:literal $clock:literal) => {
        time(
            $name,
            concat!("The hours", $clock, " after which ", $share, " had ", $it, ": read off the Kaplan-Meier curve, \
                     censored at the cut-off. Empty when fewer had."),
            CURVE,
            Awaited::$what,
            Reading::Quantile($quantile),
        )
    };
    (within $what:ident $name:expr, $time:literal, $hours:expr, $it:literal $clock:literal) => {
        time(
            $name,
            concat!("The share that had ", $it, " within ", $time, $clock, ": 1 less the Kaplan-Meier curve there, \
                     censored at the cut-off."),
            CURVE,
            Awaited::$what,
            Reading::Within($hours),
        )
    };
}

const REPLIERS: Metric = Metric {
    name: "mean_hours_to_answer_repliers_only",
    scale: Scale::Hours,
    better: Better::Neither,
    denominator: Denominator::Answered,
    about: "Arithmetic mean of hours_to_answer over those that answered in time. It leaves out the silent, so it \
            improves when slow companies stop answering: read it only beside the median.",
    source: "Eptica Multichannel Customer Experience Study, UK 2014, and its later editions: the mean they print",
    how: How::Mean(|unit| unit.answer.get().filter(|o| o.event).map(|o| o.hours)),
};

// A day of business has eight hours or so: three of them are as three days on the wall.
times! {
    FirstReply "acknowledgement" "acknowledged" "hours" "min" "h",
        "a first reply of any kind (a receipt, an automatic reply, or an answer without either)" "" 72 72.0;
    FirstReplyInBusinessHours "acknowledgement" "acknowledged" "business_hours" "business_min" "business_h",
        "a first reply of any kind" " in which the company is open, by its own hours, time zone and holidays" 24 24.0;
    Answer "answer" "answered" "hours" "min" "h", "the answer" "" 72 72.0;
    AnswerInBusinessHours "answer" "answered" "business_hours" "business_min" "business_h",
        "the answer" " in which the company is open, by its own hours, time zone and holidays" 24 24.0;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::sample::unit;
    use crate::score::statistics::Observation;
    use crate::score::{Packed, Unit};

    #[test]
    fn each_metric_reads_what_its_name_says() {
        let waited = |hours| Packed::from(Some(Observation { hours, event: true }));
        let unit = Unit {
            first_reply: waited(1.0),
            first_business: waited(4.0),
            business: waited(2.0),
            answer: waited(3.0),
            ..unit(0, 0)
        };
        for metric in METRICS {
            let How::Time(what, _) = metric.how else {
                continue;
            };
            let hours = match metric.name {
                name if name.contains("acknowledge") && name.contains("business") => 4.0,
                name if name.contains("acknowledge") => 1.0,
                name if name.contains("business") => 2.0,
                _ => 3.0,
            };
            let read = unit.awaited(what).map(|waited| waited.hours);
            assert_eq!(read, Some(hours), "{}", metric.name);
        }
    }
}
