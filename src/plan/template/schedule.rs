//! What a scheduler needs to run a study's waves.

use super::write::save;
use crate::error::{Error, Result};
use std::path::{Path, PathBuf};

/// Who starts the steps of a wave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheduler {
    /// A scheduled workflow of GitHub Actions.
    Github,
    /// A timer of systemd.
    Systemd,
    /// cron.
    Cron,
}

const STEP: &str = include_str!("schedule/shopper-step.sh");
const STATE: &str = include_str!("schedule/shopper-state.sh");
const WORKFLOW: &str = include_str!("schedule/github.yml");
const SERVICE: &str = include_str!("schedule/shopper.service");
const TIMER: &str = include_str!("schedule/shopper.timer");
const CRONTAB: &str = include_str!("schedule/crontab");

/// Writes what a scheduler needs: one script that all of them call, and the scheduler's own files. `dir` is the
/// study's folder and `id` its id; a workflow goes to the top of the repository that holds the folder. Returns the
/// files.
///
/// # Errors
/// [`Error::Refused`] when any of the files is there already, or the folder's name cannot stand in them; then nothing
/// is written. [`Error::File`] when one cannot be written.
pub fn schedule(dir: &Path, id: &str, scheduler: Scheduler) -> Result<Vec<PathBuf>> {
    let full = dir.canonicalize().map_err(|e| Error::file(dir, e))?;
    // Above the folder, the first that is a repository; else the folder itself.
    let top = full
        .ancestors()
        .find(|p| p.join(".git").exists())
        .unwrap_or(&full);
    let place = match scheduler {
        Scheduler::Github => full.strip_prefix(top).unwrap_or(Path::new("")),
        Scheduler::Systemd | Scheduler::Cron => &full,
    };
    let place = match place.to_str() {
        Some("") => ".",
        // In a service, a crontab, a shell and YAML alike.
        Some(text)
            if !text.contains(|c: char| c.is_control() || "'\"\\%$#:{}[],&*!|>`".contains(c)) =>
        {
            text
        }
        _ => {
            return Err(Error::Refused {
                message: format!(
                    "{} cannot be written into a scheduler's files",
                    full.display()
                ),
                hint:
                    "move the study to a folder without quotes and special characters in its name"
                        .to_owned(),
            });
        }
    };
    let filled = |text: &str| {
        text.replace("@ID@", id)
            .replace("@DIR@", place)
            .replace("@VERSION@", env!("CARGO_PKG_VERSION"))
    };
    let mut files = vec![(dir.join("shopper-step.sh"), filled(STEP))];
    match scheduler {
        Scheduler::Github => {
            // One workflow a study, since a repository may hold several.
            let workflow = top
                .join(".github/workflows")
                .join(format!("shopper-{id}.yml"));
            files.push((dir.join("shopper-state.sh"), filled(STATE)));
            files.push((workflow, filled(WORKFLOW)));
        }
        Scheduler::Systemd => {
            files.push((dir.join(format!("shopper-{id}.service")), filled(SERVICE)));
            files.push((dir.join(format!("shopper-{id}.timer")), filled(TIMER)));
        }
        Scheduler::Cron => files.push((dir.join("shopper.crontab"), filled(CRONTAB))),
    }
    // The script is the same for all: one that is there already stays as it is.
    files.retain(|(path, text)| std::fs::read_to_string(path).ok().as_ref() != Some(text));
    if let Some((there, _)) = files
        .iter()
        .find(|(path, _)| path.symlink_metadata().is_ok())
    {
        return Err(Error::Refused {
            message: format!(
                "{} is there already, and is not overwritten",
                there.display()
            ),
            hint: "move it away, or change it by hand".to_owned(),
        });
    }
    for (path, text) in &files {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| Error::file(folder, e))?;
        }
        save(path, text).map_err(|e| Error::file(path, e))?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}
