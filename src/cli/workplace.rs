//! A study's folder as the subcommands see it.

use crate::error::{Error, Result};
use crate::model::Study;
use crate::plan::{self, Plan};
use crate::store::{Ledger, Store};
use std::path::{Path, PathBuf};

/// The argument that names a study.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct StudyArg {
    /// Folder of the study, or its study.toml
    #[arg(value_name = "STUDY", default_value = ".")]
    path: PathBuf,
}

/// A study, read and checked, with its plan.
pub(super) struct Workplace {
    pub dir: PathBuf,
    pub study: Study,
    pub plan: Plan,
}

impl StudyArg {
    /// A study that a flag names.
    pub(super) fn at(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    /// The folder.
    pub(super) fn dir(&self) -> PathBuf {
        if self.path.is_file() {
            let parent = self.path.parent().unwrap_or(Path::new(""));
            return if parent.as_os_str().is_empty() {
                PathBuf::from(".")
            } else {
                parent.to_owned()
            };
        }
        self.path.clone()
    }

    /// Reads the study and plans it.
    pub(super) fn open(&self) -> Result<Workplace> {
        let dir = self.dir();
        let study = plan::load(&dir)?;
        let plan = plan::make(&study)?;
        Ok(Workplace { dir, study, plan })
    }
}

impl Workplace {
    /// The ledger's file.
    pub(super) fn ledger_path(&self) -> PathBuf {
        self.dir.join("shopper.db")
    }

    /// Where reports go when nobody says otherwise.
    pub(super) fn report_dir(&self) -> PathBuf {
        self.dir
            .join("reports")
            .join(&self.study.id)
            .join(&self.study.wave.id)
    }

    /// The store and the wave in it, if that was opened.
    pub(super) async fn opened(&self) -> Result<Option<(Store, Ledger)>> {
        if !self.ledger_path().exists() {
            return Ok(None);
        }
        let store = Store::open_existing(&self.ledger_path()).await?;
        if store.wave(&self.study.wave.id).await?.is_none() {
            return Ok(None);
        }
        self.existing().await.map(Some)
    }

    /// The store and the wave in it, which must have been opened.
    pub(super) async fn existing(&self) -> Result<(Store, Ledger)> {
        let store = Store::open_existing(&self.ledger_path()).await?;
        let wave = &self.study.wave.id;
        match store.wave(wave).await? {
            Some(ledger) if ledger.plan_hash == self.plan.hash => Ok((store, ledger)),
            Some(_) => Err(Error::Refused {
                message: format!("the study files have changed since wave {wave} was opened"),
                hint:
                    "put them back as they were locked, or give the changed design a new [wave] id"
                        .to_owned(),
            }),
            None => Err(Error::Refused {
                message: format!("wave {wave} has not been opened yet"),
                hint: "start it with `shopper run STUDY --yes` or `shopper send STUDY --yes`"
                    .to_owned(),
            }),
        }
    }
}
