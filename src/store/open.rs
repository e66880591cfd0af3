//! Opening the store: version, durability, and one writer at a time.

use super::readers::Readers;
use super::schema::{APPEND_ONLY, EFFORT, MIGRATIONS};
use crate::error::{Error, Result};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Executor, QueryBuilder, Sqlite, SqlitePool};
use std::ffi::c_int;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// The ledger's file, open.
#[derive(Debug, Clone)]
pub struct Store {
    pub(super) pool: SqlitePool,
    pub(super) readers: Arc<Readers>,
    pub(super) path: PathBuf,
}

/// Held by the one process that may do fieldwork on a store; released when dropped, or by the
/// operating system when the process dies.
#[derive(Debug)]
pub struct WaveGuard {
    _file: File,
}

impl Store {
    /// Opens the store of a file, makes it when there is none, and brings an older one up to date.
    ///
    /// # Errors
    /// [`Error::Ledger`] when it is no ledger, was written by a newer program, or cannot be written.
    pub async fn open(path: &Path) -> Result<Self> {
        Self::connect(path, Self::durable(path).create_if_missing(true), 3).await
    }

    /// Makes a store that is thrown away with the process that made it, as a rehearsal's is: what a crash of the
    /// machine leaves of it is worth nothing.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn scratch(path: &Path) -> Result<Self> {
        let options = Self::options(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Off);
        // One connection, whose pages nobody else changes: it need never read them again.
        Self::connect(path, options, 1).await
    }

    /// Opens a store that must be there already.
    ///
    /// # Errors
    /// As [`Store::open`], and [`Error::Refused`] when there is none.
    pub async fn open_existing(path: &Path) -> Result<Self> {
        if !path.exists() {
            return Err(Error::Refused {
                message: format!("{}: no fieldwork has been done yet", path.display()),
                hint: "start it with `shopper run STUDY --yes` or `shopper send STUDY --yes`"
                    .to_owned(),
            });
        }
        Self::connect(path, Self::durable(path), 3).await
    }

    fn options(path: &Path) -> SqliteConnectOptions {
        SqliteConnectOptions::new()
            .filename(path)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(30))
    }

    fn durable(path: &Path) -> SqliteConnectOptions {
        Self::options(path)
            .journal_mode(SqliteJournalMode::Wal)
            // An intent must be on the disk before a socket is touched: law 1.
            .synchronous(SqliteSynchronous::Full)
    }

    async fn connect(path: &Path, options: SqliteConnectOptions, connections: u32) -> Result<Self> {
        let pool = SqlitePoolOptions::new()
            .max_connections(connections)
            // A file does not hang up.
            .test_before_acquire(false)
            // No reaping: it would need a clock, and a file has no use for it.
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options)
            .await
            .map_err(|e| ledger_error(path, &e))?;
        let store = Self {
            pool,
            readers: Arc::default(),
            path: path.to_owned(),
        };
        store.migrate().await?;
        Ok(store)
    }

    async fn migrate(&self) -> Result<()> {
        let version: i64 = sqlx::query_scalar("PRAGMA user_version")
            .fetch_one(&self.pool)
            .await
            .map_err(|e| self.error(&e))?;
        let seen = usize::try_from(version).unwrap_or(usize::MAX);
        if seen > MIGRATIONS.len() {
            return Err(Error::Ledger {
                path: self.path.clone(),
                reason: format!(
                    "written by a newer shopper (ledger version {version}, this program knows {})",
                    MIGRATIONS.len()
                ),
                hint: "use the newer program; nothing was touched".to_owned(),
            });
        }
        if seen == MIGRATIONS.len() {
            return Ok(());
        }
        let mut tx = self.begin().await?;
        for migration in &MIGRATIONS[seen..] {
            tx.execute(*migration).await.map_err(|e| self.error(&e))?;
        }
        if seen < EFFORT {
            self.add_efforts(&mut tx).await?;
        }
        for table in APPEND_ONLY {
            for action in ["UPDATE", "DELETE"] {
                tx.execute(AssertSqlSafe(format!(
                    "CREATE TRIGGER IF NOT EXISTS {table}_no_{action} BEFORE {action} ON {table} \
                     BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
                )))
                .await
                .map_err(|e| self.error(&e))?;
            }
        }
        tx.execute(AssertSqlSafe(format!(
            "PRAGMA user_version = {}",
            MIGRATIONS.len()
        )))
        .await
        .map_err(|e| self.error(&e))?;
        tx.commit().await.map_err(|e| self.error(&e))
    }

    /// Takes the right to do fieldwork on this store.
    ///
    /// # Errors
    /// [`Error::Refused`] when another process holds it.
    pub fn guard(&self) -> Result<WaveGuard> {
        let path = self.path.with_extension("lock");
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|e| Error::file(&path, e))?;
        match file.try_lock() {
            Ok(()) => Ok(WaveGuard { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::Refused {
                message: format!(
                    "{}: another shopper is doing fieldwork on this study",
                    self.path.display()
                ),
                hint: "let it go on (`shopper status` shows where it stands), or stop it first"
                    .to_owned(),
            }),
            Err(TryLockError::Error(e)) => Err(Error::file(&path, e)),
        }
    }

    /// Closes the file; what was committed is safe without it, but the write-ahead log is folded in.
    pub async fn close(self) {
        self.readers.close();
        self.pool.close().await;
    }

    pub(super) async fn begin(&self) -> Result<sqlx::Transaction<'static, sqlx::Sqlite>> {
        // IMMEDIATE: a writer that finds another one waits here, and not in the middle.
        self.pool
            .begin_with("BEGIN IMMEDIATE")
            .await
            .map_err(|e| self.error(&e))
    }

    /// Inserts rows, all of them or none. One statement is that by itself: a transaction would be two more ways to
    /// the database's thread.
    pub(super) async fn insert(&self, mut rows: Vec<QueryBuilder<Sqlite>>) -> Result<()> {
        if let [only] = &mut rows[..] {
            let done = only.build().execute(&self.pool).await;
            return done.map(|_| ()).map_err(|e| self.error(&e));
        }
        let mut tx = self.begin().await?;
        for insert in &mut rows {
            let done = insert.build().execute(&mut *tx).await;
            done.map_err(|e| self.error(&e))?;
        }
        tx.commit().await.map_err(|e| self.error(&e))
    }

    pub(super) fn error(&self, error: &sqlx::Error) -> Error {
        ledger_error(&self.path, error)
    }
}

/// A database's failure in the user's words.
fn ledger_error(path: &Path, error: &sqlx::Error) -> Error {
    match error {
        sqlx::Error::Database(e) => {
            let code = e.code().and_then(|code| code.parse().ok());
            sqlite_error(path, e.message().to_owned(), code.unwrap_or_default())
        }
        other => sqlite_error(path, other.to_string(), 0),
    }
}

/// The same, by the message and the extended result code of `SQLite`; 0 where it had none.
pub(super) fn sqlite_error(path: &Path, reason: String, code: c_int) -> Error {
    let primary = code & 0xff;
    let hint = match primary {
        13 => "the disk is full: make room and run the same command again; nothing stored is lost",
        14 => "check that the folder exists and may be written",
        26 => "this file is not a shopper ledger; move it away or name another folder",
        8 => "the file or its folder may not be written; check owner and permissions",
        5 | 6 => "another program holds the file; try again when it is done",
        10 => "the disk failed to read or write; look at the system's log before anything else",
        // Law 1 in the ledger's own words: an attempt is intended once.
        19 => {
            "another shopper has been at work on this wave at the same time, and this one has sent \
             nothing of what that one has; run the same command again"
        }
        11 => "the file is damaged; restore it from a copy, or salvage with sqlite3's .recover",
        _ => "nothing stored is lost; if it happens again, report it with this message",
    };
    Error::Ledger {
        path: path.to_owned(),
        reason,
        hint: hint.to_owned(),
    }
}
