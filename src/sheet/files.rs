//! Reading a file of bounded size as UTF-8.

use super::notes::Notes;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// Largest CSV file, in bytes.
pub const MOST_CSV: u64 = 64 << 20;

/// The text of a file; mistakes (absent, too large, not UTF-8) are written down. What is not UTF-8 is
/// replaced, so that the rest can be read.
pub fn read(path: &Path, most: u64, notes: &Notes, hint: &str) -> Option<String> {
    Some(decode(read_bytes(path, most, notes, hint)?, notes))
}

/// The bytes of a file; mistakes (absent, too large) are written down.
pub fn read_bytes(path: &Path, most: u64, notes: &Notes, hint: &str) -> Option<Vec<u8>> {
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
    Some(bytes)
}

/// The text of a table that a spreadsheet may have saved in whatever encoding it likes: UTF-8, UTF-16 with a
/// byte order mark, else Windows-1252, which fits any bytes. For files in which what counts is ASCII.
#[must_use]
pub fn decode_any(bytes: Vec<u8>) -> String {
    match encoding_rs::Encoding::for_bom(&bytes) {
        Some((encoding, mark)) if encoding != encoding_rs::UTF_8 => {
            let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
            text.into_owned()
        }
        _ => String::from_utf8(bytes).unwrap_or_else(|e| {
            let windows = encoding_rs::WINDOWS_1252;
            let (text, _) = windows.decode_without_bom_handling(e.as_bytes());
            text.into_owned()
        }),
    }
}

/// UTF-8, or UTF-8 with holes and a mistake at the first of them.
pub fn decode(bytes: Vec<u8>, notes: &Notes) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_encoding_of_a_spreadsheet_is_read() {
        let utf16 = |text: &str| -> Vec<u8> {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        };
        assert_eq!(decode_any(utf16("unit\té\n")), "unit\té\n");
        assert_eq!(decode_any(b"unit;\xe9\x80".to_vec()), "unit;é€");
        assert_eq!(decode_any("\u{feff}é".into()), "\u{feff}é");
        assert_eq!(decode_any(vec![0xff, 0xfe, 0x41]), "\u{fffd}");
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
