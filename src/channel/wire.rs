//! A connection of lines and counted bytes, with its read buffer: what SMTP and IMAP have in common.

use super::socket::{NoSocket, Socket};
use crate::model::Endpoint;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};

/// Bytes asked of the socket at a time.
const BUFFER: usize = 64 * 1024;

/// A connection with its read buffer. Reading it as [`AsyncRead`] gives at most one line at a time,
/// so that a reader that drops what follows the reply it wanted (mail-send's) drops nothing.
pub struct Wire {
    socket: Socket,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
}

impl Wire {
    /// A connection from which nothing has been read yet.
    pub fn new(socket: Socket) -> Self {
        Self {
            socket,
            buffer: vec![0; BUFFER].into_boxed_slice(),
            start: 0,
            end: 0,
        }
    }

    /// Puts TLS on the connection. What the server said before is not trusted after, so anything
    /// that it already said beyond its go-ahead (CVE-2011-0411 and its kin) ends the connection.
    pub async fn secure(self, endpoint: &Endpoint, timeout: Duration) -> Result<Self, NoSocket> {
        if self.has_unread() {
            return Err(NoSocket::Unreached(
                "the server spoke between its go-ahead and TLS".to_owned(),
            ));
        }
        Ok(Self::new(self.socket.secure(endpoint, timeout).await?))
    }

    /// Whether bytes have arrived that were not read yet, as far as the buffer knows.
    pub const fn has_unread(&self) -> bool {
        self.start < self.end
    }

    /// Appends one line with its line end to `line`; the whole of `line` may not grow beyond
    /// `limit`. `timeout` is how long the server may be silent.
    pub async fn line(
        &mut self,
        line: &mut Vec<u8>,
        limit: usize,
        timeout: Duration,
    ) -> io::Result<()> {
        loop {
            let unread = &self.buffer[self.start..self.end];
            let end = unread.iter().position(|byte| *byte == b'\n');
            let take = end.map_or(unread.len(), |at| at + 1);
            if line.len() + take > limit {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    format!("the server's line is longer than {limit} bytes"),
                ));
            }
            line.extend_from_slice(&unread[..take]);
            self.start += take;
            if end.is_some() {
                return Ok(());
            }
            self.fill(timeout).await?;
        }
    }

    /// Reads `length` bytes and returns the first `keep` of them. Memory grows with what arrives,
    /// not with what is announced.
    pub async fn counted(
        &mut self,
        length: u64,
        keep: usize,
        timeout: Duration,
    ) -> io::Result<Vec<u8>> {
        let keep_all = usize::try_from(length).unwrap_or(usize::MAX).min(keep);
        let mut kept = Vec::with_capacity(keep_all.min(1024 * 1024));
        let mut left = length;
        while left > 0 {
            if self.start == self.end {
                self.fill(timeout).await?;
            }
            let unread = &self.buffer[self.start..self.end];
            let take = usize::try_from(left).map_or(unread.len(), |left| left.min(unread.len()));
            let room = (keep_all - kept.len()).min(take);
            kept.extend_from_slice(&unread[..room]);
            self.start += take;
            left -= take as u64;
        }
        Ok(kept)
    }

    /// Sends bytes. `sent` counts those that the connection took: what it did not take certainly
    /// never left, what it took may have, also when this fails or is dropped.
    pub async fn send(&mut self, bytes: &[u8], sent: &mut usize) -> io::Result<()> {
        while *sent < bytes.len() {
            let taken = self.socket.write(&bytes[*sent..]).await?;
            if taken == 0 {
                return Err(io::ErrorKind::WriteZero.into());
            }
            *sent += taken;
        }
        self.socket.flush().await
    }

    async fn fill(&mut self, timeout: Duration) -> io::Result<()> {
        (self.start, self.end) = (0, 0);
        let read = tokio::time::timeout(timeout, self.socket.read(&mut self.buffer))
            .await
            .map_err(|_| {
                io::Error::new(
                    io::ErrorKind::TimedOut,
                    format!("the server was silent for {timeout:?}"),
                )
            })??;
        if read == 0 {
            return Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "the server closed the connection",
            ));
        }
        self.end = read;
        Ok(())
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.start == this.end {
            let mut fresh = ReadBuf::new(&mut this.buffer);
            ready!(Pin::new(&mut this.socket).poll_read(cx, &mut fresh))?;
            (this.start, this.end) = (0, fresh.filled().len());
        }
        let unread = &this.buffer[this.start..this.end];
        let line = unread
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(unread.len(), |at| at + 1);
        let take = line.min(buf.remaining());
        buf.put_slice(&unread[..take]);
        this.start += take;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().socket).poll_write(cx, buf)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().socket).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().socket).poll_shutdown(cx)
    }
}
