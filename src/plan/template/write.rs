//! Writes the study to begin with.

use crate::error::{Error, Result};
use crate::plan::banks;
use jiff::civil::Date;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

const STUDY: &str = include_str!("study.toml");
const COMPANIES: &str = include_str!("companies.csv");
/// The banks of the two sectors in `companies.csv`.
const BANKS: [&str; 2] = ["fashion-retail.toml", "banking.toml"];
/// The sandbox takes this password; it guards nothing.
const PASSWORD: &str = "sandbox\n";

/// Writes a study into a folder, which is made if need be: `study.toml`, `companies.csv`, two question
/// banks and the sandbox's password. Its wave opens at the start of a day. It can be planned and run
/// against the sandbox as it is. Returns the files.
///
/// # Errors
/// [`Error::Refused`] when any of the files is there already; then nothing is written.
/// [`Error::File`] when one cannot be written.
pub fn write(dir: &Path, opens: Date) -> Result<Vec<PathBuf>> {
    let mut files = vec![
        (
            dir.join("study.toml"),
            STUDY.replace("{opens}", &opens.to_string()),
        ),
        (dir.join("companies.csv"), COMPANIES.to_owned()),
        (dir.join("sandbox-password.txt"), PASSWORD.to_owned()),
    ];
    files.extend(
        banks()
            .iter()
            .filter(|(name, _)| BANKS.contains(name))
            .map(|(name, text)| (dir.join("questions").join(name), (*text).to_owned())),
    );
    if let Some((there, _)) = files
        .iter()
        .find(|(path, _)| path.symlink_metadata().is_ok())
    {
        return Err(Error::Refused {
            message: format!(
                "{} is there already, and is not overwritten",
                there.display()
            ),
            hint: "name another folder: `shopper init DIR`".to_owned(),
        });
    }
    let questions = dir.join("questions");
    std::fs::create_dir_all(&questions).map_err(|e| Error::file(&questions, e))?;
    for (path, text) in &files {
        save(path, text).map_err(|e| Error::file(path, e))?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

/// Writes a file that must not be there; a password is for its owner only, and a script may be run.
pub(super) fn save(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        match path.extension().and_then(|e| e.to_str()) {
            Some("txt") => options.mode(0o600),
            Some("sh") => options.mode(0o755),
            _ => &mut options,
        };
    }
    options.open(path)?.write_all(text.as_bytes())
}
