//! Lines by which a CI server marks a run.

use super::{Checked, State};

/// GitHub shows ten errors and ten warnings of a step.
const MOST: usize = 10;

/// The worst ten of what does not hold, each a line of GitHub's workflow commands.
#[must_use]
pub fn annotations(checked: &Checked) -> Vec<String> {
    let commands = checked
        .worst_first()
        .into_iter()
        .filter_map(|item| {
            let command = match item.state {
                State::Failed | State::Untold => "error",
                State::Warned => "warning",
                State::Skipped | State::Passed => return None,
            };
            Some((command, item))
        })
        .take(MOST);
    commands
        .map(|(command, item)| {
            format!(
                "::{command} title={}::{}",
                property(&format!("{}: {}", checked.title, item.group)),
                message(&item.sentence)
            )
        })
        .collect()
}

/// What stands behind the colons, as GitHub's own toolkit writes it.
fn message(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// What stands in a property, where a colon and a comma would end it.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
