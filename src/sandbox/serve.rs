//! The market behind sockets on loopback.

use super::market::Market;
use super::{imap, smtp};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

/// The ports to listen on; 0 takes a free one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ports {
    /// Submission.
    pub smtp: u16,
    /// Mailboxes.
    pub imap: u16,
}

/// The running servers. They stop, and their connections with them, when this is dropped.
#[derive(Debug)]
pub struct Serving {
    /// Where submission listens.
    pub smtp: SocketAddr,
    /// Where the mailboxes are.
    pub imap: SocketAddr,
    tasks: [JoinHandle<()>; 2],
}

impl Drop for Serving {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl Market {
    /// Starts the servers on 127.0.0.1, without protection and with the login `shopper`. Must be
    /// called within a tokio runtime.
    ///
    /// # Errors
    /// When a port is taken or may not be listened on.
    pub async fn serve(self: &Arc<Self>, ports: Ports) -> io::Result<Serving> {
        let smtp = TcpListener::bind((Ipv4Addr::LOCALHOST, ports.smtp)).await?;
        let imap = TcpListener::bind((Ipv4Addr::LOCALHOST, ports.imap)).await?;
        let addresses = (smtp.local_addr()?, imap.local_addr()?);
        let (one, other) = (self.clone(), self.clone());
        Ok(Serving {
            smtp: addresses.0,
            imap: addresses.1,
            tasks: [
                tokio::spawn(accept(smtp, move |socket| {
                    smtp::session(one.clone(), socket)
                })),
                tokio::spawn(accept(imap, move |socket| {
                    imap::session(other.clone(), socket)
                })),
            ],
        })
    }
}

/// One task a connection, until the listener's own task is stopped.
async fn accept<F>(listener: TcpListener, session: impl Fn(TcpStream) -> F)
where
    F: Future<Output = io::Result<()>> + Send + 'static,
{
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                if let Ok((socket, _)) = accepted {
                    // Small answers to small commands: without this each waits for the other's
                    // acknowledgement. If it fails, it is merely slow.
                    let _ = socket.set_nodelay(true);
                    connections.spawn(session(socket));
                } else {
                    // Most likely out of file descriptors: there is one again when a connection ends.
                    connections.join_next().await;
                    tokio::task::yield_now().await;
                }
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}
