//! What the figures rest on: the denominators, our own failures, and what is left out.

use super::view::View;
use crate::model::Disposition;
use crate::report::number::{counted, whole};
use std::fmt::Write;

/// The three denominators by name; `several` is whether a company was asked more than one question
/// on a channel.
pub fn denominators(several: bool) -> String {
    let mut text = String::from(
        "- *all companies* (`all_companies`): every enquiry planned, whether or not the company offers the \
         channel.\n\
         - *companies offering the channel* (`companies_offering_the_channel`): the enquiries planned at \
         companies that offer it.\n\
         - *enquiries delivered* (`enquiries_delivered`): those that reached the company.\n\n",
    );
    text.push_str(if several {
        "Companies were asked several questions on a channel, so the first two count enquiries at those \
         companies, not companies. Intervals about the panel and its sectors take each company as one draw, \
         however many questions it was asked: shares on the effective number of enquiries, curves with the \
         robust variance over companies and Student's t. Intervals about one company take its questions as the draws."
    } else {
        "No company was asked more than one question on a channel, so the first two count companies."
    });
    text.push_str(
        " Our own failures are in none of the three, save that *offered* is a share of everything planned. \
         Intervals of shares are Wilson's (1927); times are Kaplan-Meier estimates (1958) with log-log \
         intervals, and an enquiry without an answer counts as waiting until observation ended.\n",
    );
    text
}

/// Our own failures, channel by channel.
pub fn failures(views: &[View], open: bool) -> String {
    let mut text = String::new();
    for view in views {
        let Some(channel) = view.channel else {
            continue;
        };
        let (not_sent, in_doubt) = (
            view.count(Disposition::NotSent),
            view.count(Disposition::InDoubt),
        );
        if not_sent + in_doubt == 0 {
            continue;
        }
        let not_sent = counted(not_sent, "enquiry", "enquiries");
        let _ = writeln!(
            text,
            "- {channel}: {not_sent} not sent{} (`not_sent`), {} that may or may not have left \
             (`in_doubt`), of {} planned.",
            if open { ", or not yet due" } else { "" },
            whole(in_doubt),
            whole(view.planned()),
        );
    }
    if text.is_empty() {
        "None.\n".to_owned()
    } else {
        format!(
            "These say nothing about the companies and are in no denominator but that of *offered*.\n\n{text}"
        )
    }
}

/// What came but does not count as an answer, or counts in no time.
pub fn left_out(views: &[View]) -> String {
    let mut text = String::new();
    for view in views {
        let Some(channel) = view.channel else {
            continue;
        };
        let mut parts = Vec::new();
        let mut part = |n: u64, one: &str, many: &str| {
            if n > 0 {
                parts.push(format!("{} {}", whole(n), if n == 1 { one } else { many }));
            }
        };
        part(
            view.count(Disposition::TooLate),
            "enquiry was answered after the cut-off: not answered, and waiting until the cut-off",
            "enquiries were answered after the cut-off: not answered, and waiting until the cut-off",
        );
        part(
            view.count(Disposition::Undeliverable),
            "enquiry was undeliverable: not among those delivered",
            "enquiries were undeliverable: not among those delivered",
        );
        part(
            view.delivered().saturating_sub(view.timed()),
            "enquiry has a reply or a sending without a time: in the shares, in no time to answer",
            "enquiries have a reply or a sending without a time: in the shares, in no time to answer",
        );
        if !parts.is_empty() {
            let _ = writeln!(text, "- {channel}: {}.", parts.join("; "));
        }
    }
    if text.is_empty() {
        text.push_str("Nothing.\n");
    }
    text
}
