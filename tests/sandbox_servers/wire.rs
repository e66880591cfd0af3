//! A client that talks raw bytes.

use std::net::SocketAddr;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

pub struct Wire(BufReader<TcpStream>, Vec<u8>);

impl Wire {
    pub async fn to(address: SocketAddr) -> Self {
        let socket = TcpStream::connect(address).await.unwrap();
        socket.set_nodelay(true).unwrap();
        Self(BufReader::new(socket), Vec::new())
    }

    /// A submission connection, logged in.
    pub async fn smtp(address: SocketAddr) -> Self {
        let mut wire = Self::to(address).await;
        wire.expect("220 ").await;
        wire.send("EHLO client.example\r\n").await;
        while wire.line().await.starts_with("250-") {}
        // "\0shopper\0sandbox"
        wire.send("AUTH PLAIN AHNob3BwZXIAc2FuZGJveA==\r\n").await;
        wire.expect("235 ").await;
        wire
    }

    /// A mailbox connection, logged in.
    pub async fn imap(address: SocketAddr) -> Self {
        let mut wire = Self::to(address).await;
        wire.expect("* OK ").await;
        wire.send("l LOGIN shopper sandbox\r\n").await;
        wire.expect("l OK ").await;
        wire
    }

    pub async fn send(&mut self, text: &str) {
        self.bytes(text.as_bytes()).await;
    }

    pub async fn bytes(&mut self, bytes: &[u8]) {
        // A connection that the server broke is seen as the end when the reply is read.
        let _ = self.0.get_mut().write_all(bytes).await;
    }

    /// A line without its end; empty at the end of the connection.
    pub async fn line(&mut self) -> String {
        let mut line = Vec::new();
        // A connection that breaks ends here like one that is closed.
        let _ = self.0.read_until(b'\n', &mut line).await;
        String::from_utf8_lossy(&line)
            .trim_end_matches(['\r', '\n'])
            .to_owned()
    }

    pub async fn expect(&mut self, start: &str) -> String {
        let line = self.line().await;
        assert!(line.starts_with(start), "wanted {start:?}, got {line:?}");
        line
    }

    /// All that comes until a line starts with the tag, literals and all, with that line.
    pub async fn until(&mut self, tag: &str) -> String {
        let mut all = Vec::new();
        loop {
            let start = all.len();
            let n = self.0.read_until(b'\n', &mut all).await.unwrap_or(0);
            let line = String::from_utf8_lossy(&all[start..]).trim_end().to_owned();
            if n == 0 || line.starts_with(&format!("{tag} ")) {
                return String::from_utf8_lossy(&all).into_owned();
            }
            if let Some(length) = line
                .strip_suffix('}')
                .and_then(|l| l.rsplit_once('{'))
                .and_then(|(_, n)| n.parse::<usize>().ok())
            {
                let at = all.len();
                all.resize(at + length, 0);
                if self.0.read_exact(&mut all[at..]).await.is_err() {
                    return String::from_utf8_lossy(&all[..at]).into_owned();
                }
            }
        }
    }

    /// Sends an IMAP command with the tag `a`, and returns all that comes back.
    pub async fn ask(&mut self, command: &str) -> String {
        self.send(&format!("a {command}\r\n")).await;
        self.until("a").await
    }

    /// Submits a message to one recipient; returns the reply that decided.
    pub async fn submit(&mut self, from: &str, to: &str, message: &str) -> String {
        self.send(&format!("MAIL FROM:<{from}>\r\nRCPT TO:<{to}>\r\n"))
            .await;
        self.expect("250 ").await;
        let reply = self.line().await;
        if !reply.starts_with("250 ") {
            self.send("RSET\r\n").await;
            self.expect("250 ").await;
            return reply;
        }
        self.send("DATA\r\n").await;
        self.expect("354 ").await;
        self.send(message).await;
        self.send("\r\n.\r\n").await;
        self.line().await
    }

    /// Says something last, and reads until the server hangs up.
    pub async fn last(&mut self, bytes: &[u8]) {
        // A server that hangs up in the midst of it may break the connection.
        let _ = self.0.get_mut().write_all(bytes).await;
        let _ = self.0.get_mut().shutdown().await;
        let _ = self.0.read_to_end(&mut self.1).await;
    }

    /// What was read then.
    pub fn rest(&self) -> String {
        String::from_utf8_lossy(&self.1).into_owned()
    }
}
