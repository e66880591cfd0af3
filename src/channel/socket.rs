//! A TCP connection, with TLS or without.

use super::tls;
use crate::error::Error;
use crate::model::Endpoint;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls;

/// A connection to a server.
pub enum Socket {
    /// Bytes as they are.
    Plain(TcpStream),
    /// Bytes within TLS; boxed, for its state is large.
    Tls(Box<TlsStream<TcpStream>>),
}

/// Why there is no connection.
#[derive(Debug)]
pub enum NoSocket {
    /// It may be there another time; with the reason.
    Unreached(String),
    /// No retry mends it.
    Fatal(Error),
}

impl From<Error> for NoSocket {
    fn from(error: Error) -> Self {
        Self::Fatal(error)
    }
}

impl From<io::Error> for NoSocket {
    fn from(error: io::Error) -> Self {
        Self::Unreached(error.to_string())
    }
}

impl Socket {
    /// Connects to an endpoint, without TLS for now. Nagle's algorithm is off: a dialogue of small
    /// writes would wait 40 ms at each turn for the other side's delayed acknowledgement.
    pub async fn connect(endpoint: &Endpoint, timeout: Duration) -> Result<Self, NoSocket> {
        let host = endpoint.host.trim_matches(['[', ']']);
        let connecting = TcpStream::connect((host, endpoint.port));
        let stream = tokio::time::timeout(timeout, connecting)
            .await
            .map_err(|_| NoSocket::Unreached(format!("no connection within {timeout:?}")))??;
        stream.set_nodelay(true)?;
        Ok(Self::Plain(stream))
    }

    /// Puts TLS on a plain connection. A certificate that does not stand up is fatal: another
    /// machine may be answering.
    pub async fn secure(self, endpoint: &Endpoint, timeout: Duration) -> Result<Self, NoSocket> {
        let Self::Plain(stream) = self else {
            return Ok(self);
        };
        let (connector, name) = (tls::connector(endpoint)?, tls::server_name(endpoint)?);
        match tokio::time::timeout(timeout, connector.connect(name, stream)).await {
            Ok(Ok(stream)) => Ok(Self::Tls(Box::new(stream))),
            Ok(Err(error)) if is_about_certificate(&error) => {
                Err(NoSocket::Fatal(Error::Refused {
                    message: format!("{}: {error}", endpoint.label()),
                    hint:
                        "check the host's name against its certificate; name a private certificate \
                       authority in tls_ca"
                            .to_owned(),
                }))
            }
            Ok(Err(error)) => Err(NoSocket::Unreached(format!("TLS failed: {error}"))),
            Err(_) => Err(NoSocket::Unreached(format!("no TLS within {timeout:?}"))),
        }
    }
}

fn is_about_certificate(error: &io::Error) -> bool {
    error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<rustls::Error>())
        .is_some_and(|inner| matches!(inner, rustls::Error::InvalidCertificate(_)))
}

impl AsyncRead for Socket {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_read(cx, buf),
            Self::Tls(stream) => Pin::new(stream.as_mut()).poll_read(cx, buf),
        }
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_write(cx, buf),
            Self::Tls(stream) => Pin::new(stream.as_mut()).poll_write(cx, buf),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_flush(cx),
            Self::Tls(stream) => Pin::new(stream.as_mut()).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            Self::Tls(stream) => Pin::new(stream.as_mut()).poll_shutdown(cx),
        }
    }
}
