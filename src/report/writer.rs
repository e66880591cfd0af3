//! The one way in which a report's file comes to stand: written beside its place under another
//! name, forced to the disk, and then renamed, which replaces an older one in one step.
//!
//! The disk is waited for once all files are written, not file by file: by then it has most of them.

use crate::error::{Error, Result};
use crate::parallel;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// A file that is being written beside its place. Dropped before it is published, it leaves
/// nothing behind.
#[derive(Debug)]
pub struct Staged {
    file: BufWriter<File>,
    place: Place,
}

/// A file that is whole, but not yet in its place, and perhaps not yet on the disk.
#[derive(Debug)]
pub struct Sealed {
    place: Place,
}

/// Where a file goes, and where it is until then.
#[derive(Debug)]
struct Place {
    path: PathBuf,
    temporary: PathBuf,
    published: bool,
}

impl Drop for Place {
    fn drop(&mut self) {
        if !self.published {
            // A leftover is harmless, and the next report overwrites it: nothing to tell the user.
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

impl Sealed {
    /// Where the file will stand.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.place.path
    }

    /// Forces it to the disk. It was closed before, so that a report of thousands of pages keeps no more files open
    /// than one of ten; what failed to be written in between is told now.
    fn sync(&self) -> Result<()> {
        OpenOptions::new()
            .write(true)
            .open(&self.place.temporary)
            .and_then(|file| file.sync_all())
            .map_err(|e| Error::file(&self.place.path, e))
    }

    /// What is in it, read from where it is until then.
    pub fn open(&self) -> io::Result<File> {
        File::open(&self.place.temporary)
    }
}

impl Staged {
    /// Begins a file, creating the folders above it. Whoever writes into one folder from several
    /// processes must keep them apart: the name of the temporary file is fixed, so that a crash
    /// leaves at most one.
    pub fn create(path: &Path) -> Result<Self> {
        let folder = folder(path);
        fs::create_dir_all(folder).map_err(|e| Error::file(folder, e))?;
        let mut name = std::ffi::OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(".part");
        let place = Place {
            path: path.to_owned(),
            temporary: folder.join(name),
            published: false,
        };
        let file = File::create(&place.temporary).map_err(|e| Error::file(path, e))?;
        Ok(Self {
            file: BufWriter::with_capacity(1 << 16, file),
            place,
        })
    }

    /// Begins a file, writes these bytes and seals it.
    pub fn whole(path: &Path, bytes: &[u8]) -> Result<Sealed> {
        let mut staged = Self::create(path)?;
        staged.write_all(bytes).map_err(|e| Error::file(path, e))?;
        staged.seal()
    }

    /// Where the file will stand.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.place.path
    }

    /// Ends the file. [`publish`] forces it to the disk.
    pub fn seal(mut self) -> Result<Sealed> {
        self.file
            .flush()
            .map_err(|e| Error::file(&self.place.path, e))?;
        Ok(Sealed { place: self.place })
    }
}

impl Write for Staged {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// So many older files are kept open at once.
const HELD: usize = 256;

/// Forces files to the disk and then puts them into their places, one after the other; returns their
/// paths. All of them are whole and on the disk before the first is renamed: short of a crash in that
/// very loop, old and new are never mixed.
pub fn publish(files: Vec<Sealed>) -> Result<Vec<PathBuf>> {
    parallel::map_waiting(&files, Sealed::sync)
        .into_iter()
        .collect::<Result<()>>()?;
    let mut paths = Vec::with_capacity(files.len());
    // A file's blocks are freed with the last that holds it, for which some disks are waited for: an older report is held
    // until the new one stands, so that the loop is short, and let go of together.
    let mut older = Vec::new();
    for mut file in files {
        let place = &mut file.place;
        if let Ok(old) = File::open(&place.path) {
            older.push(Mutex::new(Some(old)));
        }
        fs::rename(&place.temporary, &place.path).map_err(|e| Error::file(&place.path, e))?;
        place.published = true;
        paths.push(place.path.clone());
        if older.len() >= HELD {
            let_go(&mut older);
        }
    }
    let_go(&mut older);
    let mut folders: Vec<&Path> = paths.iter().map(|p| folder(p)).collect();
    folders.sort_unstable();
    folders.dedup();
    for folder in folders {
        // The renames last through a power cut only when the folder is on the disk as well. Where
        // folders cannot be opened (Windows) there is nothing to force.
        if let Ok(opened) = File::open(folder) {
            opened.sync_all().map_err(|e| Error::file(folder, e))?;
        }
    }
    Ok(paths)
}

/// Closes files.
fn let_go(files: &mut Vec<Mutex<Option<File>>>) {
    parallel::map_waiting(files, |file| {
        drop(file.lock().map(|mut file| file.take()));
    });
    files.clear();
}

/// Writes one file, whole or not at all.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    publish(vec![Staged::whole(path, bytes)?]).map(|_| ())
}

/// The folder that holds a file.
fn folder(path: &Path) -> &Path {
    path.parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_stands_in_its_place_only_when_published() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("deep/er/summary.md");
        let sealed = Staged::whole(&path, b"one").unwrap();
        assert!(!path.exists());
        assert_eq!(publish(vec![sealed]).unwrap(), std::slice::from_ref(&path));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(names(path.parent().unwrap()), ["summary.md"]);
    }

    #[test]
    fn what_is_given_up_leaves_the_old_file_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.csv");
        publish(vec![Staged::whole(&path, b"old").unwrap()]).unwrap();
        let mut staged = Staged::create(&path).unwrap();
        staged.write_all(b"half").unwrap();
        drop(staged);
        drop(Staged::whole(&path, b"new").unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(dir.path()), ["a.csv"]);
    }

    #[test]
    fn a_failure_names_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let blocked = dir.path().join("file");
        fs::write(&blocked, b"").unwrap();
        let error = Staged::create(&blocked.join("below.csv")).unwrap_err();
        assert!(
            matches!(&error, Error::File { path, .. } if *path == blocked),
            "{error}"
        );
        let taken = dir.path().join("taken");
        fs::create_dir_all(taken.join("x")).unwrap();
        let error = publish(vec![Staged::whole(&taken, b"").unwrap()]).unwrap_err();
        assert!(
            matches!(&error, Error::File { path, .. } if *path == taken),
            "{error}"
        );
        assert_eq!(names(dir.path()), ["file", "taken"]);
    }
}
