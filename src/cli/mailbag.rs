//! Messages in files: one a file, mbox, maildir.

use crate::error::{Error, Result};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// No more of one message, or of one line of an mbox, is read than this; the rest is dropped.
const LIMIT: u64 = 64 << 20;

/// Hands every message of a file or folder over in its order, with the name it is to be called by:
/// the file's, and the number from 1 behind it in an mbox. A maildir is read by its `new` and `cur`,
/// another folder by the files that lie in it.
pub(super) fn messages(path: &Path, mut each: impl FnMut(&str, &[u8]) -> Result<()>) -> Result<()> {
    if !path.is_dir() {
        return file(path, &mut each);
    }
    let folders = [path.join("cur"), path.join("new")];
    let maildir = folders.iter().any(|f| f.is_dir());
    let mut files = Vec::new();
    if maildir {
        for folder in folders.iter().filter(|f| f.is_dir()) {
            files.extend(within(folder)?);
        }
        files.sort_by(|a, b| a.file_name().cmp(&b.file_name()));
    } else {
        files = within(path)?;
        files.sort();
    }
    files.iter().try_for_each(|found| file(found, &mut each))
}

/// The files right in a folder but for hidden ones.
fn within(folder: &Path) -> Result<Vec<PathBuf>> {
    let failed = |e| Error::file(folder, e);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") && entry.path().is_file() {
            files.push(entry.path());
        }
    }
    Ok(files)
}

fn file(path: &Path, each: &mut impl FnMut(&str, &[u8]) -> Result<()>) -> Result<()> {
    let name = path.display().to_string();
    let failed = |e| Error::file(path, e);
    let mut lines = BufReader::new(File::open(path).map_err(failed)?);
    if !lines.fill_buf().map_err(failed)?.starts_with(b"From ") {
        let mut raw = Vec::new();
        lines.take(LIMIT).read_to_end(&mut raw).map_err(failed)?;
        return each(&name, &raw);
    }
    let (mut message, mut line) = (Vec::new(), Vec::new());
    let (mut count, mut blank) = (0u64, true);
    loop {
        line.clear();
        let read = (&mut lines).take(LIMIT).read_until(b'\n', &mut line);
        let end = read.map_err(failed)? == 0;
        if end || blank && is_separator(&line) {
            if count > 0 {
                each(&format!("{name}#{count}"), &message)?;
            }
            if end {
                return Ok(());
            }
            message.clear();
            count += 1;
            blank = false;
            continue;
        }
        blank = line.iter().all(|b| matches!(b, b'\r' | b'\n'));
        // mboxrd: `>From` was `From` once, `>>From` was `>From`.
        let arrows = line.iter().take_while(|b| **b == b'>').count();
        let quoted = arrows > 0 && line[arrows..].starts_with(b"From ");
        if message.len() + line.len() <= usize::try_from(LIMIT).unwrap_or(usize::MAX) {
            message.extend_from_slice(&line[usize::from(quoted)..]);
        }
    }
}

/// `From SENDER Thu Nov  5 10:00:00 2026`; a sentence that begins so has no time of day.
fn is_separator(line: &[u8]) -> bool {
    let timed = |word: &[u8]| {
        word.len() >= 5 && word[2] == b':' && word.iter().all(|b| b.is_ascii_digit() || *b == b':')
    };
    line.starts_with(b"From ")
        && line
            .get(..200.min(line.len()))
            .is_some_and(|head| head.split(u8::is_ascii_whitespace).skip(2).any(timed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &Path) -> Vec<(String, String)> {
        let mut found = Vec::new();
        messages(path, |name, raw| {
            let name = name.rsplit('/').next().unwrap_or_default().to_owned();
            found.push((name, String::from_utf8_lossy(raw).into_owned()));
            Ok(())
        })
        .unwrap();
        found
    }

    #[test]
    fn every_message_is_found_in_each_kind_of_file() {
        let home = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = home.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, text).unwrap();
            path
        };
        let own = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                .collect()
        };
        assert_eq!(
            read(&write("a.eml", "To: a\n\nx\n")),
            own(&[("a.eml", "To: a\n\nx\n")])
        );
        let mbox = "From a@b.test Thu Nov  5 10:00:00 2026\nTo: a\n\n>From me\n\nFrom nine to five.\n\n\
                    From - Thu Nov  5 10:00:01 2026\r\nTo: b\r\n\r\ny\r\n";
        assert_eq!(
            read(&write("all.mbox", mbox)),
            own(&[
                ("all.mbox#1", "To: a\n\nFrom me\n\nFrom nine to five.\n\n"),
                ("all.mbox#2", "To: b\r\n\r\ny\r\n"),
            ])
        );
        write("box/cur/2.h:2,S", "To: b\n");
        write("box/new/1.h", "To: a\n");
        write("box/tmp/3.h", "To: c\n");
        assert_eq!(
            read(&home.path().join("box")),
            own(&[("1.h", "To: a\n"), ("2.h:2,S", "To: b\n")])
        );
        write("heap/2.eml", "To: b\n");
        write("heap/1.eml", "To: a\n");
        write("heap/.hidden", "To: c\n");
        assert_eq!(
            read(&home.path().join("heap")),
            own(&[("1.eml", "To: a\n"), ("2.eml", "To: b\n")])
        );
        assert!(messages(&home.path().join("none"), |_, _| Ok(())).is_err());
    }
}
