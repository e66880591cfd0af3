//! Lines off a socket, bounded.

use std::io;
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt};

/// What reading a line came to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A whole line stands in the buffer, with its line end.
    Whole,
    /// The line is longer than allowed; the rest of it has not been read.
    TooLong,
    /// The other side has gone.
    End,
}

/// Appends a line to `buffer`, so that at most `limit` bytes are appended. May be dropped and called
/// again with the same buffer as long as `start`, where the line begins in it, stays the same: what
/// was read remains.
pub(super) async fn read_line<R: AsyncBufRead + Unpin>(
    reader: &mut R,
    buffer: &mut Vec<u8>,
    start: usize,
    limit: usize,
) -> io::Result<Line> {
    let left = limit.saturating_sub(buffer.len() - start);
    let mut bounded = reader.take(left as u64);
    bounded.read_until(b'\n', buffer).await?;
    Ok(if buffer.len() > start && buffer.ends_with(b"\n") {
        Line::Whole
    } else if buffer.len() - start >= limit {
        Line::TooLong
    } else {
        Line::End
    })
}

/// Reads up to the end of a line and forgets it.
pub(super) async fn skip_line<R: AsyncBufRead + Unpin>(reader: &mut R) -> io::Result<()> {
    loop {
        let chunk = reader.fill_buf().await?;
        if chunk.is_empty() {
            return Ok(());
        }
        if let Some(end) = chunk.iter().position(|b| *b == b'\n') {
            reader.consume(end + 1);
            return Ok(());
        }
        let all = chunk.len();
        reader.consume(all);
    }
}
