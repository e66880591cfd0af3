//! What was found on a channel, in sentences.

use super::view::{View, share, share_with_n};
use super::words::{escape, list};
use crate::model::{Denominator, Disposition, Estimate};
use crate::report::number::{counted, duration, percent, whole};

/// The sentences about one channel of the panel, each a paragraph of its own; `sectors` are the same
/// channel's views of the sectors. `open` is whether the wave is still open.
pub fn findings(view: &View, sectors: &[View], open: bool) -> Vec<String> {
    let mut said = vec![offered(view)];
    if view.planned() > 0 && view.count(Disposition::NotOffered) < view.planned() {
        said.push(delivered(view));
    }
    if let Some(answered) = answered(view, open) {
        said.push(answered);
    }
    if view.timed() > 0 {
        said.push(first_word(view));
        said.push(speed(view));
        said.extend(mean(view));
    }
    said.extend(extremes(sectors));
    said
}

fn offered(view: &View) -> String {
    let planned = view.planned();
    let offered = planned - view.count(Disposition::NotOffered);
    match share(view.get("offered")) {
        None => "Nothing was planned, so nothing can be said.".to_owned(),
        Some(share) => format!(
            "The channel is offered for {} of {} planned: {share}.",
            whole(offered),
            counted(planned, "enquiry", "enquiries"),
        ),
    }
}

fn delivered(view: &View) -> String {
    let delivered = view.share("delivered", Denominator::OfferingChannel);
    match (share(delivered), delivered) {
        (Some(share), Some(estimate)) => format!(
            "Of {} put to companies that offer it, {} reached the company: {share}.",
            counted(estimate.n, "enquiry", "enquiries"),
            whole(view.delivered()),
        ),
        _ => {
            "None of these is known to have left, so nothing can be said about how they are answered.".to_owned()
        }
    }
}

fn answered(view: &View, open: bool) -> Option<String> {
    let shares: Vec<String> = [
        (Denominator::AllCompanies, "all companies"),
        (
            Denominator::OfferingChannel,
            "the companies offering the channel",
        ),
        (Denominator::Delivered, "the enquiries delivered"),
    ]
    .into_iter()
    .filter_map(|(denominator, name)| {
        let estimate = view.share("answered", denominator);
        let n = estimate?.n;
        Some(format!("{} of {name} (n = {})", share(estimate)?, whole(n)))
    })
    .collect();
    let count = view.count(Disposition::Answered);
    let were = if count == 1 { "was" } else { "were" };
    (!shares.is_empty()).then(|| {
        format!(
            "{} {were} answered {}: {}.",
            capital(&counted(count, "enquiry", "enquiries")),
            if open { "so far" } else { "by the cut-off" },
            list(&shares)
        )
    })
}

fn first_word(view: &View) -> String {
    match view.get("median_hours_to_acknowledgement") {
        Some(estimate) if estimate.n == 0 => {
            "No server stamped the first words that came, so nothing can be said about them."
                .to_owned()
        }
        Some(estimate) => match estimate.value {
            Some(value) => format!(
                "The median time to a first word, be it a receipt, is {} ({}Kaplan-Meier, n = {}).",
                duration(value),
                range(estimate),
                whole(estimate.n)
            ),
            None => format!(
                "Fewer than half had any word, even a receipt, while they were observed (n = {}), so \
                 there is no median time to it.",
                whole(estimate.n)
            ),
        },
        None => String::new(),
    }
}

fn speed(view: &View) -> String {
    let timed = whole(view.timed());
    let median = match view.get("median_hours_to_answer") {
        Some(estimate) => match estimate.value {
            Some(value) => format!(
                "The median time to answer is {} ({}Kaplan-Meier, n = {timed}).",
                duration(value),
                range(estimate)
            ),
            None => format!(
                "Fewer than half were answered while they were observed (n = {timed}), so there is no \
                 median time to answer."
            ),
        },
        None => String::new(),
    };
    let within: Vec<String> = [
        ("answered_within_10_min", "10 min"),
        ("answered_within_1_h", "1 h"),
        ("answered_within_24_h", "24 h"),
        ("answered_within_36_h", "36 h"),
        ("answered_within_72_h", "72 h"),
    ]
    .into_iter()
    .filter_map(|(metric, name)| Some(format!("{} within {name}", share(view.get(metric))?)))
    .collect();
    if within.is_empty() {
        median
    } else {
        format!("{median} Answered: {}.", list(&within))
    }
}

/// The mean over repliers, beside the median and named for what it is.
fn mean(view: &View) -> Option<String> {
    let mean = view.get("mean_hours_to_answer_repliers_only")?;
    let over = if mean.n == 1 {
        "the one enquiry answered".to_owned()
    } else {
        format!("the {} enquiries answered", whole(mean.n))
    };
    Some(format!(
        "The mean over repliers only, {over}, is {}: it leaves out everyone who stayed silent, so it is \
         no measure of how long a shopper waits.",
        duration(mean.value?)
    ))
}

/// The sectors at both ends, and whether they can be told apart.
fn extremes(sectors: &[View]) -> Option<String> {
    let mut rated: Vec<(&str, f64, &Estimate)> = sectors
        .iter()
        .filter_map(|view| {
            let estimate = view.share("answered", Denominator::AllCompanies)?;
            Some((view.subject.name(), estimate.value?, estimate))
        })
        .collect();
    rated.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let [best, .., worst] = rated[..] else {
        return None;
    };
    if best.1.total_cmp(&worst.1).is_eq() {
        return Some(format!(
            "The {} sectors all answered the same share of all companies, {}.",
            whole(rated.len() as u64),
            percent(best.1)
        ));
    }
    let verdict = if best.2.low > worst.2.high {
        "their intervals do not overlap"
    } else {
        "their intervals overlap, so the difference may be chance"
    };
    let alike = |share: f64, name: &str| {
        let ties = rated
            .iter()
            .filter(|r| r.1.total_cmp(&share).is_eq())
            .count() as u64;
        match ties {
            0 | 1 => escape(name),
            _ => format!(
                "{} and {} alike",
                escape(name),
                counted(ties - 1, "other", "others")
            ),
        }
    };
    Some(format!(
        "Of the {} sectors, {} answered most ({}, of all companies) and {} least ({}); {verdict}.",
        whole(rated.len() as u64),
        alike(best.1, best.0),
        share_with_n(Some(best.2))?,
        alike(worst.1, worst.0),
        share_with_n(Some(worst.2))?,
    ))
}

/// `95 % interval 2.1 h to 9.0 h; `, with an end that was not reached named so.
fn range(estimate: &Estimate) -> String {
    match (estimate.low, estimate.high) {
        (Some(low), Some(high)) => {
            format!("95 % interval {} to {}; ", duration(low), duration(high))
        }
        (Some(low), None) => {
            format!(
                "95 % interval from {}, no upper end reached; ",
                duration(low)
            )
        }
        (None, Some(high)) => format!("95 % interval up to {}; ", duration(high)),
        (None, None) => String::new(),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
