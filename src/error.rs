//! Every failure that a user can meet, with its hint and its exit code.

use std::path::PathBuf;

/// The result of everything that can fail in front of a user.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What the process ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// All is well.
    Ok = 0,
    /// It failed.
    Failed = 1,
    /// The command line is wrong.
    Usage = 2,
    /// The study files are wrong.
    Study = 3,
    /// A login was refused.
    Authentication = 4,
    /// Fieldwork is not over.
    StillCollecting = 8,
    /// What must hold of the wave does not.
    GateFailed = 99,
    /// Stopped by the user.
    Interrupted = 130,
}

/// One mistake in a study file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The file.
    pub file: PathBuf,
    /// Line and column, both from 1; `None` when the mistake is the absence of something or the file
    /// as a whole.
    pub place: Option<(usize, usize)>,
    /// What is wrong and what was expected.
    pub message: String,
    /// What to do about it, such as the nearest right spelling.
    pub hint: Option<String>,
}

impl std::fmt::Display for Mistake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some((line, column)) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, "\n  hint: {hint}")?;
        }
        Ok(())
    }
}

/// A failure that a user can meet.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Mistakes in the study files, all of them.
    #[error("{}", mistakes(.0))]
    Study(Vec<Mistake>),
    /// What was asked of the program cannot be done in this state; with what to do instead.
    #[error("{message}")]
    Refused {
        /// What is the matter.
        message: String,
        /// What to do instead.
        hint: String,
    },
    /// A flag or its value is wrong.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What would be right.
        hint: String,
    },
    /// A server refused a login.
    #[error("{account}: login refused: {reply}")]
    Authentication {
        /// Which account, as [`crate::model::Endpoint::label`] names it.
        account: String,
        /// The server's words.
        reply: String,
    },
    /// A secret could not be read.
    #[error("{account}: no password: {reason}")]
    Secret {
        /// Which account.
        account: String,
        /// Why not.
        reason: String,
    },
    /// A server could not be reached, or broke off, or spoke nonsense.
    #[error("{server}: {reason}")]
    Server {
        /// Which server.
        server: String,
        /// What happened.
        reason: String,
        /// What to look at.
        hint: String,
    },
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The ledger could not be read or written.
    #[error("{}: {reason}", path.display())]
    Ledger {
        /// The ledger's file.
        path: PathBuf,
        /// Why not.
        reason: String,
        /// What to do.
        hint: String,
    },
    /// Fieldwork is not over: not a failure, but a scheduler wants to know.
    #[error("fieldwork is not over: {0}")]
    StillCollecting(String),
    /// What a study asserts of its waves does not hold.
    #[error("the gate failed: {} of {of} {}\n  {}", broken.len(), if *of == 1 { "bound" } else { "bounds" }, worst(broken))]
    GateFailed {
        /// How many bounds there are.
        of: usize,
        /// Those that do not hold, or of which nothing can be said, in sentences; the worst first.
        broken: Vec<String>,
    },
    /// The user pressed Ctrl-C.
    #[error("interrupted; everything done so far is stored, the same command goes on from here")]
    Interrupted,
}

impl Error {
    /// What the process ends with.
    #[must_use]
    pub const fn exit(&self) -> Exit {
        match self {
            Self::Study(_) => Exit::Study,
            Self::Usage { .. } => Exit::Usage,
            Self::Authentication { .. } | Self::Secret { .. } => Exit::Authentication,
            Self::StillCollecting(_) => Exit::StillCollecting,
            Self::GateFailed { .. } => Exit::GateFailed,
            Self::Interrupted => Exit::Interrupted,
            Self::Refused { .. }
            | Self::Server { .. }
            | Self::File { .. }
            | Self::Ledger { .. } => Exit::Failed,
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Study(_) | Self::StillCollecting(_) | Self::Interrupted => return None,
            Self::Refused { hint, .. }
            | Self::Usage { hint, .. }
            | Self::Server { hint, .. }
            | Self::Ledger { hint, .. } => hint.clone(),
            Self::GateFailed { .. } => {
                "what was asked for is written all the same: data/gate.csv of a report, --out of a comparison hold every \
                 figure"
                    .to_owned()
            }
            Self::Authentication { .. } => {
                "check the login of this account in study.toml; many mail providers want an app \
                 password or XOAUTH2 instead of the usual one"
                    .to_owned()
            }
            Self::Secret { .. } => {
                "set exactly one of password.command, password.file and password.env, and try it by \
                 hand"
                    .to_owned()
            }
            Self::File { source, .. } if source.kind() == std::io::ErrorKind::StorageFull => {
                "make room on the disk and run the same command again; what was done is stored"
                    .to_owned()
            }
            Self::File { .. } => "check that the path exists and may be read and written".to_owned(),
        })
    }

    /// A failure with a file.
    pub fn file(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::File {
            path: path.into(),
            source,
        }
    }
}

/// The first ten, a line each.
fn worst(broken: &[String]) -> String {
    let mut text = broken
        .iter()
        .take(10)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("\n  ");
    if broken.len() > 10 {
        text += "\n  and ";
        text += &(broken.len() - 10).to_string();
        text += " more";
    }
    text
}

fn mistakes(list: &[Mistake]) -> String {
    let mut text = list
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n");
    text.push_str(if list.len() == 1 { "\n1 mistake" } else { "\n" });
    if list.len() != 1 {
        text.push_str(&list.len().to_string());
        text.push_str(" mistakes");
    }
    text
}
