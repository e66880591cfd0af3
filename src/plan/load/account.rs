//! [channels.email]: the account through which enquiries leave and replies come back.

use super::secret;
use super::tree::{Section, Value};
use super::words;
use crate::model::{AuthMechanism, Channel, EmailAccount, Endpoint, Security};
use crate::sheet::quote;
use std::path::Path;

/// What differs between the two servers.
#[derive(Clone, Copy)]
enum Server {
    Smtp,
    Imap,
}

impl Server {
    const fn key(self) -> &'static str {
        match self {
            Self::Smtp => "smtp",
            Self::Imap => "imap",
        }
    }

    /// Submission starts in the clear and asks for TLS (RFC 6409); mailboxes are read over TLS from
    /// the first byte (RFC 8314).
    const fn default_security(self) -> Security {
        match self {
            Self::Smtp => Security::Starttls,
            Self::Imap => Security::Tls,
        }
    }

    const fn default_port(self, security: Security) -> u16 {
        match (self, security) {
            (Self::Smtp, Security::Tls) => 465,
            (Self::Smtp, _) => 587,
            (Self::Imap, Security::Tls) => 993,
            (Self::Imap, _) => 143,
        }
    }
}

/// What [channels] must hold when the design asks on `channel`, which is answered by mail.
pub(super) fn needed(channel: Channel) -> String {
    format!("[channels.email.smtp] and [channels.email.imap]: [design] asks by {channel}")
}

/// Reads the table `email` of [channels]; `asked` is the channel that is answered by mail and asked, so that
/// the account must be there.
pub(super) fn read(
    channels: &Section<'_>,
    dir: &Path,
    asked: Option<Channel>,
) -> Option<EmailAccount> {
    let table = channels.section("email");
    if let Some(channel) = asked {
        let _ = channels.need("email", &needed(channel));
    }
    let table = table?;
    if let Some(value) = table.get("transport") {
        // What a person would have to send by hand is asked on other channels.
        let _ = value.choice(&[("auto", ())]);
    }
    let smtp = endpoint(&table, Server::Smtp, dir);
    let imap = endpoint(&table, Server::Imap, dir);
    let names = |key, default: &[&str]| match table.get(key) {
        None => default.iter().map(|s| (*s).to_owned()).collect(),
        Some(v) => names(&v),
    };
    let mailboxes = names("mailboxes", &["INBOX"]);
    let own_mx = names("own_mx", &[]);
    let per_minute = table
        .get("per_minute")
        .and_then(|v| v.integer(1..=1_000_000))
        .and_then(|n| u32::try_from(n).ok());
    table.close(&[]);
    Some(EmailAccount {
        smtp: smtp?,
        imap: imap?,
        mailboxes,
        own_mx,
        per_minute,
    })
}

/// A list of names, none of them empty.
fn names(value: &Value<'_>) -> Vec<String> {
    let entries = value
        .list("a list of names such as [\"INBOX\"]")
        .unwrap_or_default();
    entries.iter().filter_map(|v| v.text(200, false)).collect()
}

fn endpoint(email: &Section<'_>, server: Server, dir: &Path) -> Option<Endpoint> {
    let Some(table) = email.section(server.key()) else {
        let _ = email.need(server.key(), "its table with `host = \"...\"`");
        return None;
    };
    let host = table
        .need("host", "`host = \"mail.your-domain.example\"`")
        .and_then(|v| host(&v));
    let security_value = table.get("security");
    let security = match &security_value {
        None => Some(server.default_security()),
        Some(v) => v.choice(&[
            ("tls", Security::Tls),
            ("starttls", Security::Starttls),
            ("plain", Security::Plain),
        ]),
    };
    let port = match table.get("port") {
        None => security.map(|s| server.default_port(s)),
        Some(v) => v.integer(1..=65_535).and_then(|n| u16::try_from(n).ok()),
    };
    let auth = table.get("auth").and_then(|v| {
        v.choice(&[
            ("plain", AuthMechanism::Plain),
            ("login", AuthMechanism::Login),
            ("xoauth2", AuthMechanism::Xoauth2),
        ])
    });
    let user = table.get("user");
    let password = table.get("password");
    match (&user, &password) {
        (Some(v), None) => v.wrong(
            format!("{} has no password", v.name()),
            Some("add `password.command`, `password.file` or `password.env`".to_owned()),
        ),
        (None, Some(v)) => v.wrong(
            format!("{} has no user", v.name()),
            Some("add `user = \"...\"`".to_owned()),
        ),
        _ => {}
    }
    let user = user.and_then(|v| v.text(200, false));
    let secret = password.and_then(|v| secret::read(&v, "password", dir));
    let tls_ca = table.get("tls_ca").and_then(|v| v.text(1_000, false));
    table.close(&[]);
    let endpoint = Endpoint {
        host: host?,
        port: port?,
        security: security?,
        auth,
        user,
        secret,
        tls_ca: tls_ca.map(|p| dir.join(p)),
    };
    if endpoint.security == Security::Plain
        && !endpoint.is_loopback()
        && let Some(value) = security_value
    {
        value.wrong(
            format!(
                "plain security is for this machine alone, and {} is another one",
                quote(&endpoint.host)
            ),
            Some(
                "use `starttls` or `tls`: password and mail would cross the net in the clear"
                    .to_owned(),
            ),
        );
    }
    Some(endpoint)
}

/// A host name or an IP address, without port or scheme.
fn host(value: &Value<'_>) -> Option<String> {
    let host = value.string("a host name")?.value;
    let is_ip = host
        .trim_matches(['[', ']'])
        .parse::<std::net::IpAddr>()
        .is_ok();
    if is_ip || words::is_host(host) {
        return Some(host.to_owned());
    }
    value.wrong(
        format!(
            "{} must be a host name or an IP address, not {}",
            value.name(),
            quote(host)
        ),
        (host.contains(':') || host.contains('/'))
            .then(|| "leave out the scheme; the port stands under `port`".to_owned()),
    );
    None
}
