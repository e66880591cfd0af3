//! The lock of a study: a wave is sent only while design and plan are those that a person signed off.

use super::hash::design_hash;
use super::load::folder;
use super::make::Plan;
pub use super::registration::preregistration;
use crate::error::{Error, Result};
use crate::model::Study;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// The lock's file in the study's folder.
pub const FILE: &str = "study.lock";

/// What was signed off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// The wave's id.
    pub wave: String,
    /// Hash of the design, see [`design_hash`].
    pub design: String,
    /// Hash of the plan, see [`Plan::hash`].
    pub plan: String,
    /// The seed.
    pub seed: u64,
    /// When it was locked.
    pub locked_at: Timestamp,
    /// Version of the program that planned it.
    pub program: String,
    /// In which ledger the wave was opened, from which moment on enquiries may have been sent; absent before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<Opened>,
}

/// That a wave was opened. It stands in the lock so that it is known without the ledger: a wave whose ledger was lost
/// must not be sent again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// When.
    pub at: Timestamp,
    /// Which ledger, see [`crate::plan::lock::opened`].
    pub ledger: String,
}

/// Freezes a study: writes `study.lock` into its folder (`dir`, or the folder of the `study.toml` that
/// `dir` names), as a temporary file that is renamed, so that there is never half a lock. Where exactly
/// this is locked already, the old lock stays with its date.
///
/// # Errors
/// [`Error::File`] when it cannot be written; [`Error::Refused`] when the old lock cannot be read.
pub fn write(dir: &Path, study: &Study, plan: &Plan, now: Timestamp) -> Result<Lock> {
    let lock = Lock {
        wave: study.wave.id.clone(),
        design: design_hash(study),
        plan: plan.hash.clone(),
        seed: study.seed,
        // Whole seconds: what is written is what is read again.
        locked_at: Timestamp::from_second(now.as_second()).unwrap_or(now),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        opened: None,
    };
    if let Some(old) = read(dir)?
        && (&old.wave, &old.design, &old.plan) == (&lock.wave, &lock.design, &lock.plan)
    {
        return Ok(old);
    }
    save(dir, &lock)?;
    Ok(lock)
}

/// Notes in the lock that its wave was opened, in the ledger that is known by `ledger`.
///
/// # Errors
/// [`Error::File`] when it cannot be written.
pub fn opened(dir: &Path, lock: &Lock, ledger: &str, now: Timestamp) -> Result<()> {
    let lock = Lock {
        opened: Some(Opened {
            at: Timestamp::from_second(now.as_second()).unwrap_or(now),
            ledger: ledger.to_owned(),
        }),
        ..lock.clone()
    };
    save(dir, &lock)
}

fn save(dir: &Path, lock: &Lock) -> Result<()> {
    let body = toml::to_string(lock).map_err(|e| Error::Refused {
        message: format!("the lock cannot be written down: {e}"),
        hint: "use a seed below 2^63".to_owned(),
    })?;
    let text = format!(
        "# Written by `shopper lock`. While this file stands, the study's design and plan may not change.\n{body}"
    );
    let folder = folder(dir);
    let path = folder.join(FILE);
    let temporary = folder.join(".study.lock.new");
    let save = || -> std::io::Result<()> {
        let mut file = File::create(&temporary)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&temporary, &path)
    };
    save().map_err(|e| Error::file(&path, e))
}

/// The lock of a study, if there is one.
///
/// # Errors
/// [`Error::File`] when it is there and cannot be read, [`Error::Refused`] when it is no lock.
pub fn read(dir: &Path) -> Result<Option<Lock>> {
    let path = folder(dir).join(FILE);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(Error::file(path, e)),
    };
    toml::from_str(&text).map(Some).map_err(|e| Error::Refused {
        message: format!("{} is no lock: {}", path.display(), e.message()),
        hint: "restore it, or remove it and run `shopper lock` again if nothing was sent yet"
            .to_owned(),
    })
}

/// The lock of a study, if it is locked and nothing has changed since.
///
/// # Errors
/// [`Error::Refused`] when there is no lock, or the wave, the design or the plan is not the one that
/// was locked; it says which.
pub fn check(dir: &Path, study: &Study, plan: &Plan) -> Result<Lock> {
    let again = "undo the change, or look at `shopper plan` and run `shopper lock` again if nothing was sent yet";
    let refused = |message: String, hint: &str| Error::Refused {
        message,
        hint: hint.to_owned(),
    };
    let Some(lock) = read(dir)? else {
        return Err(refused(
            "the study is not locked: nobody has signed off its plan".to_owned(),
            "look at `shopper plan`, then run `shopper lock`",
        ));
    };
    if lock.wave != study.wave.id {
        return Err(refused(
            format!(
                "the lock is for the wave `{}`, and the study is at the wave `{}`",
                lock.wave, study.wave.id
            ),
            "look at `shopper plan`, then run `shopper lock`",
        ));
    }
    if lock.design != design_hash(study) {
        let seed = if lock.seed == study.seed {
            ""
        } else {
            ", the seed among it"
        };
        return Err(refused(
            format!(
                "the design has changed since it was locked at {}{seed}",
                lock.locked_at
            ),
            again,
        ));
    }
    if lock.plan != plan.hash {
        return Err(refused(
            format!(
                "the plan has changed since it was locked at {}, though the design has not: it was made by version {} of the program, and this is {}",
                lock.locked_at,
                lock.program,
                env!("CARGO_PKG_VERSION"),
            ),
            "go on with the version that locked it, or run `shopper lock` again if nothing was sent yet",
        ));
    }
    Ok(lock)
}
