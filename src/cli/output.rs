//! What goes to stdout and stderr.

use crate::error::{Error, Result};
use std::io::{self, IsTerminal, Write};

/// The two streams. A reader that went away is no error: what it did not want to read is dropped.
#[derive(Debug)]
pub struct Output {
    quiet: bool,
    animated: bool,
}

impl Output {
    pub(super) fn new(quiet: bool) -> Self {
        Self {
            quiet,
            animated: !quiet && io::stderr().is_terminal(),
        }
    }

    /// Whether progress may move: only on a terminal.
    pub(super) const fn animated(&self) -> bool {
        self.animated
    }

    /// Data, to stdout, through a buffer.
    pub(super) fn data(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        let mut out = io::BufWriter::new(io::stdout().lock());
        match write(&mut out).and_then(|()| out.flush()) {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(Error::file("stdout", e)),
            _ => Ok(()),
        }
    }

    /// Data that is one text, to stdout.
    pub(super) fn text(text: &str) -> Result<()> {
        Self::data(|out| out.write_all(text.as_bytes()))
    }

    /// Data as one line of JSON, to stdout.
    pub(super) fn json(value: &impl serde::Serialize) -> Result<()> {
        Self::data(|out| {
            serde_json::to_writer(&mut *out, value)?;
            out.write_all(b"\n")
        })
    }

    /// A line for the program that runs this one, to stderr, whether or not people want remarks.
    pub(super) fn command(line: &str) {
        let _ = writeln!(io::stderr(), "{line}");
    }

    /// A remark, to stderr.
    pub(super) fn remark(&self, text: &str) {
        if !self.quiet {
            let _ = writeln!(io::stderr(), "{text}");
        }
    }

    /// A failure with its hint, to stderr.
    pub(super) fn failure(error: &Error) {
        let mut err = io::stderr();
        let _ = writeln!(err, "error: {error}");
        if let Some(hint) = error.hint() {
            let _ = writeln!(err, "hint: {hint}");
        }
    }
}

/// `1 enquiry`, `2 enquiries`.
pub(super) fn counted(count: u64, one: &str) -> String {
    if count == 1 {
        return format!("1 {one}");
    }
    match one.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{count} {stem}ies"),
        _ => format!("{count} {one}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_counted_in_their_number() {
        let said = [
            (1, "enquiry"),
            (2, "enquiry"),
            (0, "day"),
            (3, "company"),
            (1, "answer"),
            (0, "answer"),
        ];
        let said = said.map(|(count, one)| counted(count, one));
        let expected = [
            "1 enquiry",
            "2 enquiries",
            "0 days",
            "3 companies",
            "1 answer",
            "0 answers",
        ];
        assert_eq!(said, expected);
    }
}
