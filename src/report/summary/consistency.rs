//! Whether the channels of a company say the same, in sentences.

use super::view::{share, share_with_n};
use crate::model::{Criterion, Estimate, Subject};
use crate::report::coded::Coders;
use crate::report::number::{counted, percent};

/// The section about consistency; nothing where no question was put on two channels.
pub fn section(estimates: &[Estimate], coders: &Coders) -> String {
    let of = |metric: &str| {
        estimates
            .iter()
            .find(|e| e.metric == metric && e.subject == Subject::All)
            .filter(|e| e.n > 0)
    };
    let mut said: Vec<String> = Vec::new();
    if let Some(share) = share_with_n(of("consistency_coverage")) {
        said.push(format!(
            "Of the enquiries at companies that were asked the same on two channels or more, so many were answered in substance: {share}."
        ));
    }
    if let (Some(agree), Some(contradict), Some(open)) = (
        share_with_n(of("consistency_agreement")),
        share(of("consistency_contradiction")),
        share(of("consistency_undecided")),
    ) {
        said.push(format!(
            "Of the pairs of answers that speak of the same, {agree} agree, {contradict} contradict each other and {open} \
             are undecided."
        ));
        if of("consistency_undecided").is_some_and(|e| e.value > Some(0.0)) {
            said.push(
                "While pairs are undecided, the first two are the least that agrees and contradicts. Rules assert a \
                 contradiction only where it cannot be otherwise, so most of those are still among the undecided: \
                 `shopper code export --only unsure` is for people."
                    .to_owned(),
            );
        }
    }
    if let Some(share) = share_with_n(of("consistent_companies")) {
        said.push(format!(
            "Companies with nothing contradicted or undecided and the same answer to a question on every channel it was put on: {share}."
        ));
    }
    if said.is_empty() {
        return String::new();
    }
    said.extend(who(coders, Criterion::Relation, "pairs"));
    said.extend(who(
        coders,
        Criterion::Correct,
        "answers against what is known to be right",
    ));
    let mut text = String::from("\n## Consistency over channels\n\n");
    for sentence in said {
        text.push_str("- ");
        text.push_str(&sentence);
        text.push('\n');
    }
    text
}

/// Which share of the codes that count came from whom.
fn who(coders: &Coders, criterion: Criterion, what: &str) -> Option<String> {
    let counts: Vec<(&str, u64)> = coders.of(criterion).collect();
    let total: u64 = counts.iter().map(|(_, n)| n).sum();
    (total > 0).then(|| {
        let shares: Vec<String> = counts
            .iter()
            .map(|(coder, n)| format!("{coder} {}", percent(*n as f64 / total as f64)))
            .collect();
        format!(
            "{} of {what} count: by {}.",
            counted(total, "code", "codes"),
            shares.join(", ")
        )
    })
}
