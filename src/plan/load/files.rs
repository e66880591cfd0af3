//! Reading files of bounded size, and finding the banks that a pattern names.

use super::notes::Notes;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Largest TOML file, in bytes.
pub(super) const MOST_TOML: u64 = 4 << 20;
/// Largest CSV file, in bytes.
pub(super) const MOST_CSV: u64 = 64 << 20;

/// The text of a file; mistakes (absent, too large, not UTF-8) are written down. What is not UTF-8 is
/// replaced, so that the rest can be read.
pub(super) fn read(path: &Path, most: u64, notes: &Notes, hint: &str) -> Option<String> {
    let hint = Some(hint.to_owned());
    let bytes = match bytes(path, most) {
        Ok(bytes) => bytes,
        Err(e) if e.kind() == ErrorKind::NotFound => {
            notes.syntax(None, "there is no such file", hint);
            return None;
        }
        Err(e) => {
            notes.syntax(None, format!("cannot be read: {e}"), hint);
            return None;
        }
    };
    if bytes.len() as u64 > most {
        notes.syntax(None, format!("larger than {} MiB", most >> 20), None);
        return None;
    }
    Some(decode(bytes, notes))
}

/// UTF-8, or UTF-8 with holes and a mistake at the first of them.
pub(super) fn decode(bytes: Vec<u8>, notes: &Notes) -> String {
    String::from_utf8(bytes).unwrap_or_else(|e| {
        let at = e.utf8_error().valid_up_to();
        let hint = Some("save the file again as UTF-8".to_owned());
        if matches!(e.as_bytes(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
            notes.syntax(None, "the file is in UTF-16, expected UTF-8", hint);
            return String::new();
        }
        let message = "this is not UTF-8; perhaps the file was saved as Windows-1252 or Latin-1";
        notes.at(at, message, hint);
        String::from_utf8_lossy(e.as_bytes()).into_owned()
    })
}

fn bytes(path: &Path, most: u64) -> std::io::Result<Vec<u8>> {
    // A pipe or a device would never end, or never begin.
    if !std::fs::metadata(path)?.is_file() {
        return Err(std::io::Error::other("it is not a file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The files that a pattern names, relative to `dir`: `*` stands for anything in the last part of the
/// path. By name, so that the order is the same everywhere; empty when there is none.
pub(super) fn matching(dir: &Path, pattern: &str) -> Vec<PathBuf> {
    let path = dir.join(pattern);
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|n| n.to_str()))
    else {
        return Vec::new();
    };
    if !name.contains('*') {
        return if path.exists() {
            vec![path]
        } else {
            Vec::new()
        };
    }
    let listed = std::fs::read_dir(if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    });
    let mut found: Vec<PathBuf> = listed
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|file| !file.starts_with('.') && wild(name, file))
        .map(|file| folder.join(file))
        .collect();
    found.sort();
    found
}

/// Whether a name fits a pattern in which `*` stands for anything.
fn wild(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.find(part) {
            Some(i) => rest = &rest[i + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_anything() {
        for (pattern, name, fits) in [
            ("*.toml", "banking.toml", true),
            ("*.toml", "banking.csv", false),
            ("bank*", "bank", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "ac", false),
            ("ab*ba", "aba", false),
            ("plain", "plain", true),
        ] {
            assert_eq!(wild(pattern, name), fits, "{pattern} {name}");
        }
    }

    #[test]
    fn what_is_not_utf8_is_named_and_the_rest_is_read() {
        let notes = Notes::new("f".into());
        let text = decode(b"ab\nc\xe9d\xff".to_vec(), &notes);
        assert_eq!(text, "ab\nc\u{fffd}d\u{fffd}");
        let mistakes = notes.into_mistakes(&text);
        assert_eq!(mistakes.len(), 1);
        assert_eq!(mistakes[0].place, Some((2, 2)));
    }
}
