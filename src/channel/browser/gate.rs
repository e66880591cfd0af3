//! The one door through which a browser reaches the network: a SOCKS5 server (RFC 1928) on this machine.
//!
//! A page that a company publishes must not send the browser into the operator's own network, whatever
//! names it uses: so names are resolved here, and an address that is not public is refused, unless the page
//! that was asked for stands at such an address itself. The browser has no way around it: it resolves no names, and
//! speaks no UDP.

use crate::channel::near::is_near_ip;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream, lookup_host};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::timeout;

/// A name that takes longer to find, or a host that takes longer to answer, is not there.
const CONNECT: Duration = Duration::from_secs(20);
/// SOCKS: not allowed by the ruleset.
const REFUSED: u8 = 2;
/// No more connections at a time.
const MOST: usize = 256;

/// The door. It is closed, with all that goes through it, when this is dropped.
#[derive(Debug)]
pub struct Gate {
    port: u16,
    rules: Arc<Rules>,
    task: AbortHandle,
}

#[derive(Debug, Default)]
struct Rules {
    /// Whether addresses that are not public may be reached.
    near: AtomicBool,
    /// The first host that was refused since [`Gate::forget`].
    refused: Mutex<Option<String>>,
}

impl Gate {
    /// Opens one on a free port.
    ///
    /// # Errors
    /// When this machine gives none.
    pub async fn open() -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let rules = Arc::new(Rules::default());
        let kept = rules.clone();
        let task = tokio::spawn(async move {
            let mut open = JoinSet::new();
            while let Ok((client, _)) = listener.accept().await {
                while open.try_join_next().is_some() {}
                if open.len() < MOST {
                    open.spawn(pass(client, kept.clone()));
                }
            }
        })
        .abort_handle();
        Ok(Self { port, rules, task })
    }

    /// Its port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Whether addresses that are not public may be reached from now on.
    pub fn allow_near(&self, near: bool) {
        self.rules.near.store(near, Ordering::Relaxed);
    }

    /// Forgets what was refused.
    pub fn forget(&self) {
        self.rules.refuse(None);
    }

    /// The first host that was refused since, because it is not public.
    #[must_use]
    pub fn refused(&self) -> Option<String> {
        let refused = self.rules.refused.lock();
        refused.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Rules {
    fn refuse(&self, host: Option<&str>) {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        *refused = match host {
            Some(host) => refused.take().or_else(|| Some(host.to_owned())),
            None => None,
        };
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// One connection: where to, and then whatever both sides say.
async fn pass(mut client: TcpStream, rules: Arc<Rules>) {
    // Without it, every small message waits for the one before it to be acknowledged.
    let _ = client.set_nodelay(true);
    let Ok(Ok(target)) = timeout(CONNECT, target(&mut client)).await else {
        return;
    };
    let reached = match target {
        Some((host, port)) => {
            let reached = reach(&host, port, rules.near.load(Ordering::Relaxed)).await;
            if matches!(reached, Err(REFUSED)) {
                rules.refuse(Some(&host));
            }
            reached
        }
        None => Err(7),
    };
    let code = reached.as_ref().map_or_else(|code| *code, |_| 0);
    // The address at which this end stands is told to nobody.
    let told = client
        .write_all(&[5, code, 0, 1, 0, 0, 0, 0, 0, 0])
        .await
        .is_ok();
    if let (true, Ok(mut server)) = (told, reached) {
        let _ = server.set_nodelay(true);
        let _ = copy_bidirectional(&mut client, &mut server).await;
    }
}

/// What the browser asks for: host and port; `None` for what is not a plain connection.
async fn target(client: &mut TcpStream) -> std::io::Result<Option<(String, u16)>> {
    let mut head = [0; 2];
    client.read_exact(&mut head).await?;
    let mut methods = vec![0; usize::from(head[1])];
    client.read_exact(&mut methods).await?;
    client.write_all(&[5, 0]).await?;
    let mut request = [0; 4];
    client.read_exact(&mut request).await?;
    let host = match request[3] {
        1 => {
            let mut ip = [0; 4];
            client.read_exact(&mut ip).await?;
            IpAddr::from(ip).to_string()
        }
        4 => {
            let mut ip = [0; 16];
            client.read_exact(&mut ip).await?;
            IpAddr::from(ip).to_string()
        }
        3 => {
            let length = client.read_u8().await?;
            let mut name = vec![0; usize::from(length)];
            client.read_exact(&mut name).await?;
            String::from_utf8_lossy(&name).into_owned()
        }
        _ => return Ok(None),
    };
    let port = client.read_u16().await?;
    Ok((head[0] == 5 && request[0] == 5 && request[1] == 1).then_some((host, port)))
}

/// A connection to a host, or the code that SOCKS has for why there is none.
async fn reach(host: &str, port: u16, near: bool) -> Result<TcpStream, u8> {
    let found: Vec<SocketAddr> = match timeout(CONNECT, lookup_host((host, port))).await {
        Ok(Ok(found)) => found.collect(),
        _ => return Err(4),
    };
    let allowed: Vec<SocketAddr> = found
        .iter()
        .copied()
        .filter(|at| near || !is_near_ip(at.ip()))
        .collect();
    if allowed.is_empty() {
        return Err(if found.is_empty() { 4 } else { REFUSED });
    }
    match timeout(CONNECT, TcpStream::connect(&allowed[..])).await {
        Ok(Ok(server)) => Ok(server),
        Ok(Err(error)) if error.kind() == std::io::ErrorKind::ConnectionRefused => Err(5),
        _ => Err(4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn ask(gate: &Gate, request: &[u8]) -> (TcpStream, u8) {
        let mut client = TcpStream::connect((Ipv4Addr::LOCALHOST, gate.port()))
            .await
            .unwrap();
        client.write_all(&[5, 1, 0]).await.unwrap();
        let mut answer = [0; 2];
        client.read_exact(&mut answer).await.unwrap();
        assert_eq!(answer, [5, 0]);
        client.write_all(request).await.unwrap();
        let mut reply = [0; 10];
        client.read_exact(&mut reply).await.unwrap();
        (client, reply[1])
    }

    fn by_ip(port: u16) -> Vec<u8> {
        let mut request = vec![5, 1, 0, 1, 127, 0, 0, 1];
        request.extend(port.to_be_bytes());
        request
    }

    fn by_name(name: &str, port: u16) -> Vec<u8> {
        let mut request = vec![5, 1, 0, 3, u8::try_from(name.len()).unwrap()];
        request.extend(name.as_bytes());
        request.extend(port.to_be_bytes());
        request
    }

    #[tokio::test]
    async fn near_addresses_are_refused_unless_allowed() {
        let server = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = server.local_addr().unwrap().port();
        let gate = Gate::open().await.unwrap();
        assert_eq!(ask(&gate, &by_ip(port)).await.1, 2);
        assert_eq!(ask(&gate, &by_name("localhost", port)).await.1, 2);
        gate.allow_near(true);
        let (mut client, code) = ask(&gate, &by_ip(port)).await;
        assert_eq!(code, 0);
        let (mut guest, _) = server.accept().await.unwrap();
        client.write_all(b"hello").await.unwrap();
        let mut heard = [0; 5];
        guest.read_exact(&mut heard).await.unwrap();
        assert_eq!(&heard, b"hello");
        // A port that is held, so that nobody else takes it, and on which nobody listens.
        let held = tokio::net::TcpSocket::new_v4().unwrap();
        held.bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
        let deaf = held.local_addr().unwrap().port();
        assert_eq!(ask(&gate, &by_ip(deaf)).await.1, 5);
    }

    #[tokio::test]
    async fn nothing_but_a_plain_connection_is_made() {
        let gate = Gate::open().await.unwrap();
        gate.allow_near(true);
        let mut bind = by_ip(9);
        bind[1] = 2;
        assert_eq!(ask(&gate, &bind).await.1, 7);
    }
}
