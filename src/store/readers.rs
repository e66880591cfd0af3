//! What is read by the million: on connections of their own that only read, each on a thread of its own, and row by
//! row. On its way from sqlx's thread a row costs more than all that stands in it.

use super::open::sqlite_error;
use super::{Ledger, Store};
use crate::error::{Error, Result};
use rusqlite::types::FromSql;
use rusqlite::{Connection, OpenFlags, Params, Row};
use std::collections::VecDeque;
use std::ops::Range;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::task::JoinHandle;

/// So many slices are on their way at once, each held in memory: more than there are processors, so that none waits for
/// the others when the first one is late.
const AT_ONCE: usize = 4;

/// The connections that nobody reads on now.
#[derive(Debug, Default)]
pub(super) struct Readers(Mutex<Vec<Connection>>);

impl Readers {
    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        // Whoever panicked had taken a connection out, or put one back.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn connection(&self, path: &Path) -> rusqlite::Result<Connection> {
        if let Some(connection) = self.idle().pop() {
            return Ok(connection);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(Duration::from_secs(30))?;
        Ok(connection)
    }

    /// Closes those that are idle.
    pub(super) fn close(&self) {
        self.idle().clear();
    }
}

/// The ledger as it stands at one moment.
pub(super) struct Reader<'s> {
    connection: &'s Connection,
    store: &'s Store,
}

impl Reader<'_> {
    /// Hands over each row of a query, in its order.
    pub(super) fn each(
        &self,
        query: &str,
        params: impl Params,
        mut take: impl FnMut(Cells<'_>) -> Result<()>,
    ) -> Result<()> {
        let error = |e| self.store.unreadable(&e);
        let mut statement = self.connection.prepare_cached(query).map_err(error)?;
        let mut rows = statement.query(params).map_err(error)?;
        while let Some(row) = rows.next().map_err(error)? {
            let store = self.store;
            take(Cells { row, store })?;
        }
        Ok(())
    }
}

/// One row.
pub(super) struct Cells<'r> {
    row: &'r Row<'r>,
    store: &'r Store,
}

impl<'r> Cells<'r> {
    /// The cell of a column.
    ///
    /// # Errors
    /// When it is nothing that this program writes there.
    pub(super) fn get<T: FromSql>(&self, column: usize) -> Result<T> {
        let value = self.row.get(column);
        value.map_err(|e| self.store.unreadable(&e))
    }

    /// A column's text, as it stands in the database's memory.
    pub(super) fn text(&self, column: usize) -> Result<&'r str> {
        self.maybe_text(column).map(Option::unwrap_or_default)
    }

    /// The same, where there is one.
    pub(super) fn maybe_text(&self, column: usize) -> Result<Option<&'r str>> {
        let cell = self.row.get_ref(column);
        let cell = cell.map_err(|e| self.store.unreadable(&e))?;
        cell.as_str_or_null().map_err(|e| {
            let name = self.row.as_ref().column_name(column).unwrap_or_default();
            let kind = cell.data_type();
            self.store
                .strange(format!("column {name:?} holds {kind}: {e}"))
        })
    }
}

impl Store {
    /// Reads on a thread of its own what the ledger has by now, and nothing of what is written meanwhile. It begins at
    /// once, whether anybody waits for it or not.
    fn reading<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Reader<'_>) -> Result<T> + Send + 'static,
    ) -> JoinHandle<Result<T>> {
        let store = self.clone();
        tokio::task::spawn_blocking(move || {
            let error = |e| store.unreadable(&e);
            let connection = store.readers.connection(&store.path).map_err(error)?;
            let moment = connection.unchecked_transaction().map_err(error)?;
            let done = read(&Reader {
                connection: &moment,
                store: &store,
            });
            // There is nothing to keep.
            drop(moment);
            store.readers.idle().push(connection);
            done
        })
    }

    fn unreadable(&self, error: &rusqlite::Error) -> Error {
        match error {
            rusqlite::Error::SqliteFailure(failure, reason) => {
                let reason = reason.clone().unwrap_or_else(|| failure.to_string());
                sqlite_error(&self.path, reason, failure.extended_code)
            }
            other => self.strange(other.to_string()),
        }
    }

    /// What only another program can have written.
    pub(super) fn strange(&self, reason: String) -> Error {
        Error::Ledger {
            path: self.path.clone(),
            reason,
            hint: "the file was changed by another program; restore it from a copy".to_owned(),
        }
    }
}

/// What was read, once it is there.
async fn done<T>(reading: JoinHandle<Result<T>>) -> Result<T> {
    match reading.await {
        Ok(done) => done,
        // Nothing here ends a reading but a panic.
        Err(ended) => resume_unwind(ended.into_panic()),
    }
}

/// How a part of the plan is read.
pub(super) type Read<T> = fn(&Ledger, &Reader<'_>, Range<u32>) -> Result<T>;

/// A wave in slices of the plan. While one is at hand the next ones are read already.
pub struct Slices<T> {
    ledger: Ledger,
    read: Read<T>,
    size: u32,
    /// Where the slice after those that are read begins.
    from: u32,
    coming: VecDeque<JoinHandle<Result<T>>>,
}

impl<T: Send + 'static> Slices<T> {
    fn new(ledger: &Ledger, size: u32, read: Read<T>) -> Self {
        let mut slices = Self {
            ledger: ledger.clone(),
            read,
            size,
            from: 0,
            coming: VecDeque::new(),
        };
        slices.begin();
        slices
    }

    /// The next slice, in plan order; `None` when there are no more.
    ///
    /// # Errors
    /// [`crate::error::Error::Ledger`]
    pub async fn next(&mut self) -> Result<Option<T>> {
        let Some(next) = self.coming.pop_front() else {
            return Ok(None);
        };
        let slice = done(next).await?;
        self.begin();
        Ok(Some(slice))
    }

    /// Whether there are no more.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.coming.is_empty()
    }

    fn begin(&mut self) {
        let all = self.ledger.enquiries;
        while self.coming.len() < AT_ONCE && self.from < all {
            let slice = self.from..self.from.saturating_add(self.size).min(all);
            self.from = slice.end;
            self.coming.push_back(self.ledger.reading(slice, self.read));
        }
    }
}

impl Ledger {
    /// The wave in slices of so many enquiries.
    pub(super) fn in_slices<T: Send + 'static>(&self, size: u32, read: Read<T>) -> Slices<T> {
        Slices::new(self, size, read)
    }

    /// What is read of a part of the plan.
    pub(super) async fn part<T: Send + 'static>(
        &self,
        part: Range<u32>,
        read: Read<T>,
    ) -> Result<T> {
        done(self.reading(part, read)).await
    }

    fn reading<T: Send + 'static>(&self, part: Range<u32>, read: Read<T>) -> JoinHandle<Result<T>> {
        let ledger = self.clone();
        self.store
            .reading(move |reader| read(&ledger, reader, part))
    }

    /// The keys of the first and the last enquiry of a part of the plan that is not empty.
    pub(super) const fn keys(&self, part: &Range<u32>) -> (u32, u32) {
        (self.key(part.start), self.key(part.end - 1))
    }
}
