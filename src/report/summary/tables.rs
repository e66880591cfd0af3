//! The tables of the summary.

use super::view::{View, share_with_n};
use super::words::escape;
use crate::model::{Denominator, Disposition};
use crate::report::number::{duration, whole};
use std::fmt::Write;

/// What stands where nothing can be said.
pub const NOTHING: &str = "\u{2013}";

/// One line for each view: offered, answered of each denominator, and how fast. `name` heads the
/// first column, `label` fills it.
pub fn speed(name: &str, views: &[View], label: impl Fn(&View) -> String) -> String {
    let mut table = format!(
        "| {name} | planned | offered | answered, of all companies | of companies offering the channel | \
         of enquiries delivered | within 24 h | median to answer | mean, repliers only |\n\
         | --- | ---: | --- | --- | --- | --- | --- | --- | --- |\n"
    );
    for view in views {
        let answered = |denominator| cell(share_with_n(view.share("answered", denominator)));
        let _ = writeln!(
            table,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            label(view),
            whole(view.planned()),
            cell(share_with_n(view.get("offered"))),
            answered(Denominator::AllCompanies),
            answered(Denominator::OfferingChannel),
            answered(Denominator::Delivered),
            cell(share_with_n(view.get("answered_within_24_h"))),
            median(view),
            mean(view),
        );
    }
    table
}

/// A line for each disposition, a column for each view.
pub fn dispositions(views: &[View], label: impl Fn(&View) -> String) -> String {
    let mut table = String::from("| disposition |");
    for view in views {
        let _ = write!(table, " {} |", label(view));
    }
    table.push_str("\n| --- |");
    table.push_str(&" ---: |".repeat(views.len()));
    table.push('\n');
    for disposition in Disposition::ALL {
        if matches!(disposition, Disposition::Correct | Disposition::Wrong) {
            continue;
        }
        let _ = write!(table, "| {} |", escape(disposition.as_str()));
        for view in views {
            let _ = write!(table, " {} |", whole(view.count(*disposition)));
        }
        table.push('\n');
    }
    table.push_str("| planned |");
    for view in views {
        let _ = write!(table, " {} |", whole(view.planned()));
    }
    table.push('\n');
    table
}

fn median(view: &View) -> String {
    let Some(estimate) = view.get("median_hours_to_answer").filter(|e| e.n > 0) else {
        return NOTHING.to_owned();
    };
    match (estimate.value, estimate.low, estimate.high) {
        (None, ..) => "not reached".to_owned(),
        (Some(value), Some(low), Some(high)) => format!(
            "{} ({}\u{2013}{})",
            duration(value),
            duration(low),
            duration(high)
        ),
        (Some(value), Some(low), None) => {
            format!("{} ({} or more)", duration(value), duration(low))
        }
        (Some(value), ..) => duration(value),
    }
}

fn mean(view: &View) -> String {
    let mean = view.get("mean_hours_to_answer_repliers_only");
    cell(mean.and_then(|e| Some(format!("{}, n = {}", duration(e.value?), whole(e.n)))))
}

fn cell(text: Option<String>) -> String {
    text.unwrap_or_else(|| NOTHING.to_owned())
}
