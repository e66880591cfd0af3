//! A connection that is ready for mail: greeted, protected, logged in.

use super::reply::Reply;
use crate::channel::email::Timeouts;
use crate::channel::socket::{NoSocket, Socket};
use crate::channel::tls;
use crate::channel::wire::Wire;
use crate::error::Error;
use crate::model::{AuthMechanism, Endpoint, Security};
use mail_send::{Credentials, SmtpClient};
use secrecy::{ExposeSecret, SecretString};
use smtp_proto::{AUTH_LOGIN, AUTH_PLAIN, AUTH_XOAUTH2, EhloResponse};
use std::io;

/// A connection that is ready for mail.
pub struct Session {
    client: SmtpClient<Wire>,
    timeouts: Timeouts,
    offers: Offers,
    /// Whether MAIL has opened a transaction that nothing has closed since.
    pub open_transaction: bool,
}

/// What a server offers in its answer to EHLO.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offers {
    /// Several commands in one write.
    pub pipelining: bool,
    /// Addresses beyond ASCII.
    pub smtputf8: bool,
    starttls: bool,
    mechanisms: u64,
}

impl Offers {
    /// Reads the answer to EHLO; what it does not know it passes over.
    fn read(reply: &Reply) -> Self {
        let mut offers = Self::default();
        for line in reply.text.lines().skip(1) {
            // `AUTH=LOGIN` is how servers offered it before RFC 2554.
            let mut words = line.split([' ', '=']).map(str::to_ascii_uppercase);
            match words.next().as_deref() {
                Some("PIPELINING") => offers.pipelining = true,
                Some("SMTPUTF8") => offers.smtputf8 = true,
                Some("STARTTLS") => offers.starttls = true,
                Some("AUTH") => {
                    for mechanism in words {
                        offers.mechanisms |= match mechanism.as_str() {
                            "PLAIN" => AUTH_PLAIN,
                            "LOGIN" => AUTH_LOGIN,
                            "XOAUTH2" => AUTH_XOAUTH2,
                            _ => 0,
                        };
                    }
                }
                _ => {}
            }
        }
        offers
    }

    /// The mechanism to use: the one asked for, or else the best that is offered. A password does
    /// not say whether it is a token, so XOAUTH2 comes last.
    fn mechanism(&self, asked: Option<AuthMechanism>) -> Option<u64> {
        let wanted: &[u64] = match asked {
            Some(AuthMechanism::Plain) => &[AUTH_PLAIN],
            Some(AuthMechanism::Login) => &[AUTH_LOGIN],
            Some(AuthMechanism::Xoauth2) => &[AUTH_XOAUTH2],
            None => &[AUTH_PLAIN, AUTH_LOGIN, AUTH_XOAUTH2],
        };
        wanted
            .iter()
            .copied()
            .find(|mechanism| self.mechanisms & mechanism != 0)
    }
}

impl Session {
    /// Connects, greets as `name`, protects the connection as the endpoint demands, and logs in.
    pub async fn open(
        endpoint: &Endpoint,
        secret: Option<&SecretString>,
        name: &str,
        timeouts: Timeouts,
    ) -> Result<Self, NoSocket> {
        if endpoint.security == Security::Plain {
            tls::allow_plain(endpoint)?;
        }
        let mut socket = Socket::connect(endpoint, timeouts.connect).await?;
        if endpoint.security == Security::Tls {
            socket = socket.secure(endpoint, timeouts.command).await?;
        }
        let mut session = Self {
            client: SmtpClient {
                stream: Wire::new(socket),
                timeout: timeouts.command,
            },
            timeouts,
            offers: Offers::default(),
            open_transaction: false,
        };
        let greeting = session.reply().await?;
        if greeting.code != 220 {
            return Err(NoSocket::Unreached(format!("greeted with: {greeting}")));
        }
        session.greet(name).await?;
        if endpoint.security == Security::Starttls {
            session = session.start_tls(endpoint).await?;
            session.greet(name).await?;
        }
        if let (Some(user), Some(secret)) = (&endpoint.user, secret) {
            session.log_in(endpoint, user, secret).await?;
        }
        Ok(session)
    }

    /// What the server offers.
    pub const fn offers(&self) -> &Offers {
        &self.offers
    }

    /// Whether the server has said something that was not read yet, as far as it is here.
    pub const fn has_unread(&self) -> bool {
        self.client.stream.has_unread()
    }

    /// Sends a command, or several; each must hold its CRLF.
    pub async fn command(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut sent = 0;
        let sending = self.client.stream.send(bytes, &mut sent);
        tokio::time::timeout(self.timeouts.command, sending)
            .await
            .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
    }

    /// Sends a message with its final dot; `sent` counts as in [`Wire::send`].
    pub async fn message(&mut self, bytes: &[u8], sent: &mut usize) -> io::Result<()> {
        let timeout = self.timeouts.transfer;
        tokio::time::timeout(timeout, self.client.stream.send(bytes, sent))
            .await
            .map_err(|_| {
                io::Error::new(
                    io::ErrorKind::TimedOut,
                    format!("the message was not taken within {timeout:?}"),
                )
            })?
    }

    /// Reads the reply to a command.
    pub async fn reply(&mut self) -> io::Result<Reply> {
        Reply::read(&mut self.client.stream, self.timeouts.command).await
    }

    /// Reads the reply to the end of DATA.
    pub async fn final_reply(&mut self) -> io::Result<Reply> {
        Reply::read(&mut self.client.stream, self.timeouts.data_end).await
    }

    /// Whether the server is still there and no transaction is open.
    pub async fn is_ready(&mut self) -> bool {
        let command: &[u8] = if self.open_transaction {
            b"RSET\r\n"
        } else {
            b"NOOP\r\n"
        };
        let ready = self.command(command).await.is_ok()
            && self.reply().await.is_ok_and(|reply| reply.is_positive());
        self.open_transaction = false;
        ready
    }

    /// Takes leave; what the server says to it does not matter.
    pub async fn quit(mut self) {
        if self.command(b"QUIT\r\n").await.is_ok() {
            let _said = self.reply().await;
        }
    }

    async fn greet(&mut self, name: &str) -> Result<(), NoSocket> {
        self.command(format!("EHLO {name}\r\n").as_bytes()).await?;
        let reply = self.reply().await?;
        if reply.code != 250 {
            return Err(NoSocket::Unreached(format!("answered EHLO with: {reply}")));
        }
        self.offers = Offers::read(&reply);
        Ok(())
    }

    async fn start_tls(mut self, endpoint: &Endpoint) -> Result<Self, NoSocket> {
        if !self.offers.starttls {
            return Err(NoSocket::Fatal(Error::Refused {
                message: format!("{}: the server does not offer STARTTLS", endpoint.label()),
                hint: "nothing was sent; many servers speak TLS at once on port 465: security = \
                       \"tls\""
                    .to_owned(),
            }));
        }
        self.command(b"STARTTLS\r\n").await?;
        let reply = self.reply().await?;
        if reply.code != 220 {
            return Err(NoSocket::Unreached(format!(
                "answered STARTTLS with: {reply}"
            )));
        }
        let SmtpClient { stream, timeout } = self.client;
        let stream = stream.secure(endpoint, timeout).await?;
        Ok(Self {
            client: SmtpClient { stream, timeout },
            ..self
        })
    }

    async fn log_in(
        &mut self,
        endpoint: &Endpoint,
        user: &str,
        secret: &SecretString,
    ) -> Result<(), NoSocket> {
        let refused = |reply: String| {
            NoSocket::Fatal(Error::Authentication {
                account: endpoint.label(),
                reply,
            })
        };
        let mechanism = self.offers.mechanism(endpoint.auth).ok_or_else(|| {
            refused(match endpoint.auth {
                Some(asked) => format!("the server does not offer the mechanism {asked:?}"),
                None => "the server offers no mechanism of PLAIN, LOGIN and XOAUTH2".to_owned(),
            })
        })?;
        let (username, secret) = (user.to_owned(), secret.expose_secret().to_owned());
        let credentials = if mechanism == AUTH_XOAUTH2 {
            Credentials::XOauth2 { username, secret }
        } else {
            Credentials::Plain { username, secret }
        };
        let offered = EhloResponse {
            auth_mechanisms: mechanism,
            ..EhloResponse::default()
        };
        match self.client.authenticate(credentials, offered).await {
            Ok(_) => Ok(()),
            // Temporary, RFC 4954, section 6: the password may be right.
            Err(mail_send::Error::AuthenticationFailed(reply)) if reply.code / 100 == 4 => Err(
                NoSocket::Unreached(format!("login deferred: {} {}", reply.code, reply.message)),
            ),
            Err(mail_send::Error::AuthenticationFailed(reply)) => {
                Err(refused(format!("{} {}", reply.code, reply.message)))
            }
            Err(
                error @ (mail_send::Error::Auth(_)
                | mail_send::Error::Base64(_)
                | mail_send::Error::UnsupportedAuthMechanism),
            ) => Err(refused(error.to_string())),
            Err(error) => Err(NoSocket::Unreached(format!("login broke off: {error}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offers(lines: &str) -> Offers {
        Offers::read(&Reply {
            code: 250,
            text: format!("mx.example PIPELINING\n{lines}"),
        })
    }

    #[test]
    fn what_a_server_offers() {
        assert_eq!(
            offers("SIZE 10240000\nLIMITS RCPTMAX=5 x\n\n"),
            Offers::default()
        );
        let all = offers("pipelining\nSTARTTLS\nSMTPUTF8\nAUTH=LOGIN GSSAPI\nAUTH XOAUTH2 PLAIN");
        assert!(all.pipelining && all.starttls && all.smtputf8);
        assert_eq!(all.mechanism(None), Some(AUTH_PLAIN));
        assert_eq!(all.mechanism(Some(AuthMechanism::Login)), Some(AUTH_LOGIN));
        let some = offers("AUTH XOAUTH2 CRAM-MD5");
        assert_eq!(some.mechanism(None), Some(AUTH_XOAUTH2));
        assert_eq!(some.mechanism(Some(AuthMechanism::Plain)), None);
    }
}
