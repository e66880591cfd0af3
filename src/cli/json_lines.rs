//! Files of JSON lines that `explain` reads.

use super::output::Output;
use crate::error::{Error, Exit, Result};
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// No more of a line of JSON is read than this.
const LINE: u64 = 8 << 20;

/// Hands over each line of a file, or of standard input (`-`). A line that cannot be read is named and passed over,
/// and the exit code says so at the end. `example` is the shape of a line, for the hint.
pub(super) fn each<T: DeserializeOwned>(
    path: &Path,
    example: &str,
    mut take: impl FnMut(T) -> Result<()>,
) -> Result<Exit> {
    let failed = |e| Error::file(path, e);
    let source: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(File::open(path).map_err(failed)?)
    };
    let mut lines = BufReader::new(source);
    let (mut bad, mut number) = (0usize, 0usize);
    let mut line = Vec::new();
    loop {
        line.clear();
        if (&mut lines)
            .take(LINE)
            .read_until(b'\n', &mut line)
            .map_err(failed)?
            == 0
        {
            break;
        }
        number += 1;
        let whole = line.ends_with(b"\n");
        if !whole && line.len() as u64 == LINE {
            lines.skip_until(b'\n').map_err(failed)?;
        }
        // A mark that some editors put before the first line is no part of it.
        let told = line
            .strip_prefix("\u{feff}".as_bytes())
            .unwrap_or(&line)
            .trim_ascii();
        if told.is_empty() {
            continue;
        }
        match serde_json::from_slice::<T>(told) {
            Ok(told) => take(told)?,
            Err(error) => {
                bad += 1;
                Output::failure(&Error::Refused {
                    message: format!("{}:{number}: {error}", path.display()),
                    hint: format!("each line is one object such as {example}"),
                });
            }
        }
    }
    Ok(if bad == 0 { Exit::Ok } else { Exit::Failed })
}
