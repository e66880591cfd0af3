//! The build script: teaches intake what sentences are, and gives the rules of coding a name of their own.

#[path = "intake/kind/teach.rs"]
mod teach;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What coding is made of: its own room, those that it uses, who gives it what it reads, and what others wrote.
const RULES: [&str; 5] = [
    "src/coding",
    "src/lexicon",
    "src/model",
    "src/fieldwork/coding",
    "Cargo.lock",
];

fn main() -> io::Result<()> {
    teach::teach()?;
    let mut files = Vec::new();
    for path in RULES {
        println!("cargo::rerun-if-changed={path}");
        list(Path::new(path), &mut files)?;
    }
    files.sort_unstable();
    let mut hash = DefaultHasher::new();
    for file in files {
        fs::read(&file)?.hash(&mut hash);
    }
    println!("cargo::rustc-env=CODING_RULES={:016x}", hash.finish());
    Ok(())
}

/// The files of a folder and of those in it; a file that is not there is none.
fn list(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            list(&entry?.path(), files)?;
        }
    } else if path.exists() {
        files.push(path.to_owned());
    }
    Ok(())
}
