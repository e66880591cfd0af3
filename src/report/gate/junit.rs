//! `JUnit`'s XML, as CI servers read it: the elements and attributes of Ant's, which all of them understand.

use super::{Checked, State};
use std::fmt::Write;

/// The report of a gate: a test case for each thing that was held against a bound. What does not hold is a failure,
/// what cannot be told and counts is an error, what cannot be told and does not count is skipped, and a warning passes
/// with its sentence in `system-out`. Nothing took any time, and the date is that of the last look for messages: the
/// same wave gives the same bytes.
#[must_use]
pub fn junit(checked: &Checked) -> String {
    let counts = format!(
        "tests=\"{}\" failures=\"{}\" errors=\"{}\"",
        checked.items.len(),
        checked.count(State::Failed),
        checked.count(State::Untold),
    );
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let name = attribute(&checked.title);
    let _ = writeln!(xml, "<testsuites name=\"shopper\" {counts} time=\"0\">");
    let _ = writeln!(
        xml,
        "  <testsuite name=\"{name}\" package=\"shopper\" id=\"0\" {counts} skipped=\"{}\" timestamp=\"{}\" \
         hostname=\"localhost\" time=\"0\">",
        checked.count(State::Skipped),
        checked.as_of.strftime("%Y-%m-%dT%H:%M:%S"),
    );
    let _ = writeln!(
        xml,
        "    <properties>\n      <property name=\"title\" value=\"{}\"/>\n    </properties>",
        attribute(&checked.about)
    );
    for item in &checked.items {
        let _ = write!(
            xml,
            "    <testcase name=\"{}\" classname=\"{}\" time=\"0\"",
            attribute(&item.name),
            attribute(&item.group),
        );
        let sentence = attribute(&item.sentence);
        let _ = match item.state {
            State::Passed => writeln!(xml, "/>"),
            State::Failed => writeln!(
                xml,
                ">\n      <failure message=\"{sentence}\" type=\"gate\">{}</failure>\n    </testcase>",
                text(&item.sentence)
            ),
            State::Untold => writeln!(
                xml,
                ">\n      <error message=\"{sentence}\" type=\"unknown\">{}</error>\n    </testcase>",
                text(&item.sentence)
            ),
            State::Skipped => writeln!(
                xml,
                ">\n      <skipped message=\"{sentence}\"/>\n    </testcase>"
            ),
            State::Warned => writeln!(
                xml,
                ">\n      <system-out>warning: {}</system-out>\n    </testcase>",
                text(&item.sentence)
            ),
        };
    }
    xml.push_str("    <system-out></system-out>\n    <system-err></system-err>\n  </testsuite>\n</testsuites>\n");
    xml
}

/// Text between tags. What XML 1.0 allows in no spelling (control characters, the two highest of a plane) is left out.
fn text(words: &str) -> String {
    escaped(words, false)
}

/// Text within double quotes, where a line end would become a space.
fn attribute(words: &str) -> String {
    escaped(words, true)
}

fn escaped(words: &str, quoted: bool) -> String {
    let mut safe = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            // "]]>" may not stand in text.
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&apos;"),
            // A bare one is read as a line feed.
            '\r' => safe.push_str("&#13;"),
            '\n' | '\t' if quoted => {
                let _ = write!(safe, "&#{};", u32::from(character));
            }
            '\n' | '\t' => safe.push(character),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c < ' ' => {}
            c => safe.push(c),
        }
    }
    safe
}
