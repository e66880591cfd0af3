//! The summary of a job, in Markdown, such as GitHub shows from `$GITHUB_STEP_SUMMARY`.

use super::{Checked, State};
use crate::report::markdown::escape;
use crate::report::number::counted;
use std::fmt::Write;

/// GitHub drops a step's summary that is larger than 1 MiB: ours is smaller, whatever the panel.
pub const MOST_BYTES: usize = (1 << 20) - (1 << 14);

/// The worst first; what no longer fits is left out, and said to be.
#[must_use]
pub fn job_summary(checked: &Checked) -> String {
    job_summary_within(checked, MOST_BYTES)
}

/// The same in at most so many bytes.
pub(super) fn job_summary_within(checked: &Checked, most: usize) -> String {
    let verdict = if checked.fails() {
        "❌ The gate failed"
    } else if checked.count(State::Warned) > 0 {
        "⚠️ The gate passed, with warnings"
    } else {
        "✅ The gate passed"
    };
    // What a person named may be long; the lines that must stand are not.
    let mut text = format!(
        "## {verdict}\n\n{}: {}. As of {}.\n",
        clipped(&escape(&checked.title)),
        totals(checked),
        checked.as_of,
    );
    let items = checked.worst_first();
    if items.is_empty() {
        text.push_str("\nNothing was asserted.\n");
        return text;
    }
    text.push_str("\n| | what was found |\n| --- | --- |\n");
    let mut written = 0;
    for item in &items {
        let row = format!(
            "| {} | {} |\n",
            item.state.as_str(),
            clipped(&escape(&item.sentence))
        );
        // Room is kept for the line that says how many are missing.
        if text.len() + row.len() + 200 > most {
            break;
        }
        text.push_str(&row);
        written += 1;
    }
    let left = items.len() - written;
    if left > 0 {
        let _ = write!(
            text,
            "\n{} left out here: a job's summary may hold no more. All are in `data/gate.csv`.\n",
            counted(left as u64, "line is", "lines are"),
        );
    }
    text
}

/// `12 assertions: 2 failed, 10 passed`.
fn totals(checked: &Checked) -> String {
    let parts: Vec<String> = State::ALL
        .into_iter()
        .map(|state| (checked.count(state), state))
        .filter(|(count, _)| *count > 0)
        .map(|(count, state)| format!("{count} {}", state.as_str()))
        .collect();
    let all = counted(checked.items.len() as u64, "bound", "bounds");
    if parts.is_empty() {
        all
    } else {
        format!("{all}, {}", parts.join("; "))
    }
}

/// Not longer than a long line.
fn clipped(text: &str) -> String {
    const LONGEST: usize = 2_000;
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}…", text[..at].trim_end_matches('\\')),
    }
}
