//! Servers that follow a script: what each connection must hear, byte for byte, and what it says.

use mystery_shopper::model::{AuthMechanism, Endpoint, SecretSource, Security};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// One step of a connection.
#[derive(Debug, Clone)]
pub enum Step {
    /// The server says this.
    Say(Vec<u8>),
    /// The client must say exactly this next.
    Hear(Vec<u8>),
    /// The client must say something of this length next; for what holds random bytes.
    Skip(usize),
    /// The server waits until the client closes the connection, saying nothing.
    Silence,
    /// The server reads nothing more and holds the connection open.
    Stall,
    /// The connection goes on in TLS.
    Tls,
}

/// The server says this.
pub fn say(text: &str) -> Step {
    Step::Say(text.as_bytes().to_vec())
}

/// The client must say exactly this next.
pub fn hear(text: &str) -> Step {
    Step::Hear(text.as_bytes().to_vec())
}

/// A server on a free port of loopback.
pub struct Server {
    /// Where it listens.
    pub port: u16,
    connections: JoinHandle<Result<(), String>>,
}

impl Server {
    /// Accepts as many connections as there are scripts, one after the other, and hangs up at the
    /// end of each.
    pub async fn start(scripts: Vec<Vec<Step>>) -> Self {
        Self::start_with(scripts, None).await
    }

    /// The same with TLS, for [`Step::Tls`].
    pub async fn start_with(
        scripts: Vec<Vec<Step>>,
        tls: Option<tokio_rustls::TlsAcceptor>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let connections = tokio::spawn(async move {
            for (number, script) in scripts.into_iter().enumerate() {
                let (stream, _) = listener.accept().await.map_err(|e| e.to_string())?;
                stream.set_nodelay(true).map_err(|e| e.to_string())?;
                follow(stream, script, tls.clone())
                    .await
                    .map_err(|reason| format!("connection {number}: {reason}"))?;
            }
            Ok(())
        });
        Self { port, connections }
    }

    /// Asserts that every connection came and heard what it had to.
    pub async fn finish(self) {
        let end = tokio::time::timeout(Duration::from_secs(10), self.connections).await;
        match end {
            Ok(Ok(Ok(()))) => {}
            Ok(Ok(Err(reason))) => panic!("{reason}"),
            Ok(Err(error)) => panic!("{error}"),
            Err(late) => panic!("the script was not played to its end: {late}"),
        }
    }

    /// Ends a server whose script has no end.
    pub fn abandon(self) {
        self.connections.abort();
    }

    /// An endpoint of this server, plain and without login.
    pub fn endpoint(&self) -> Endpoint {
        Endpoint {
            host: "127.0.0.1".to_owned(),
            port: self.port,
            security: Security::Plain,
            auth: None,
            user: None,
            secret: None,
            tls_ca: None,
        }
    }

    /// The same with a login: user `anna`, password `p&ss`.
    pub fn with_login(&self, auth: Option<AuthMechanism>) -> Endpoint {
        Endpoint {
            auth,
            user: Some("anna".to_owned()),
            secret: Some(SecretSource::Command("echo 'p&ss'".to_owned())),
            ..self.endpoint()
        }
    }
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

async fn follow(
    stream: tokio::net::TcpStream,
    script: Vec<Step>,
    tls: Option<tokio_rustls::TlsAcceptor>,
) -> Result<(), String> {
    let mut stream: Box<dyn Stream> = Box::new(stream);
    for (number, step) in script.into_iter().enumerate() {
        let wrong = |what: String| format!("step {number}: {what}");
        match step {
            Step::Say(bytes) => {
                let said = stream.write_all(&bytes).await;
                said.map_err(|error| wrong(format!("cannot speak: {error}")))?;
                stream.flush().await.map_err(|e| wrong(e.to_string()))?;
            }
            Step::Hear(expected) => {
                let mut heard = Vec::new();
                while heard.len() < expected.len() && expected.starts_with(&heard) {
                    let mut more = vec![0; expected.len() - heard.len()];
                    let read = stream.read(&mut more).await.unwrap_or(0);
                    if read == 0 {
                        break;
                    }
                    heard.extend_from_slice(&more[..read]);
                }
                if heard != expected {
                    return Err(wrong(format!(
                        "expected {:?}\n    heard {:?}",
                        String::from_utf8_lossy(&expected),
                        String::from_utf8_lossy(&heard)
                    )));
                }
            }
            Step::Skip(length) => {
                let mut bytes = vec![0; length];
                let read = stream.read_exact(&mut bytes).await;
                read.map_err(|error| wrong(error.to_string()))?;
            }
            Step::Silence => {
                let mut sink = [0; 4096];
                while stream.read(&mut sink).await.is_ok_and(|read| read > 0) {}
            }
            Step::Stall => std::future::pending().await,
            Step::Tls => {
                let acceptor = tls.clone().ok_or("no TLS set up")?;
                // A client that does not trust us hangs up here, which ends the script.
                match acceptor.accept(stream).await {
                    Ok(secured) => stream = Box::new(secured),
                    Err(_) => return Ok(()),
                }
            }
        }
    }
    Ok(())
}

/// Timeouts that are long enough for a busy machine and short enough for a test.
pub fn patient() -> mystery_shopper::channel::email::Timeouts {
    mystery_shopper::channel::email::Timeouts {
        connect: Duration::from_secs(20),
        command: Duration::from_secs(20),
        transfer: Duration::from_secs(20),
        data_end: Duration::from_secs(20),
    }
}
