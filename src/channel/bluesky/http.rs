//! The HTTP client under XRPC: rustls with ring and the web's roots, no redirects, bounded waits.

use crate::channel::http::USER_AGENT;
use crate::channel::tls;
use crate::error::{Error, Result};
use reqwest::Url;
use std::time::Duration;

/// How long a server may take to accept a connection.
const CONNECT: Duration = Duration::from_secs(30);

/// How long a whole call may take. Longer than any server lets a call run, so that what is given up was
/// given up by everybody.
const WHOLE: Duration = Duration::from_mins(2);

/// A client that trusts the web's certificate authorities. It follows no redirect: a call that posts must
/// not be repeated somewhere else.
///
/// # Errors
///
/// [`Error::Refused`] when TLS cannot be set up.
pub fn client() -> Result<reqwest::Client> {
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls::config(None)?)
        .user_agent(USER_AGENT)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .no_proxy()
        .connect_timeout(CONNECT)
        .timeout(WHOLE)
        .tcp_nodelay(true)
        .build()
        .map_err(|error| Error::Refused {
            message: format!("TLS cannot be set up: {error}"),
            hint: "this is a mistake of the program; please report it".to_owned(),
        })
}

/// The base address of an interface: https, or http to this machine; no login, query or fragment in it.
///
/// # Errors
///
/// [`Error::Refused`] naming what is wrong with it.
pub fn base(address: &str) -> Result<Url> {
    let refused = |reason: &str| Error::Refused {
        message: format!("{address}: {reason}"),
        hint: "give the address of the account's server, such as https://bsky.social".to_owned(),
    };
    let url = Url::parse(address.trim_end_matches('/'))
        .map_err(|error| refused(&format!("not an address: {error}")))?;
    let host = url.host_str().unwrap_or_default();
    let here = host == "localhost"
        || host
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback());
    match url.scheme() {
        "https" => {}
        "http" if here => {}
        "http" => return Err(refused("http is spoken to this machine only")),
        _ => return Err(refused("the address of an interface begins with https://")),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refused("a login does not belong into an address"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(refused("a base address ends before any ? or #"));
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_is_spoken_to_in_the_clear() {
        for good in [
            "https://bsky.social",
            "https://pds.example/",
            "http://localhost:2583",
            "http://127.0.0.1:80",
            "http://[::1]:80",
        ] {
            assert!(base(good).is_ok(), "{good}");
        }
        for bad in [
            "http://bsky.social",
            "http://127.0.0.1.example",
            "ftp://localhost",
            "bsky.social",
            "https://anna:secret@bsky.social",
            "https://bsky.social/?a=b",
            "",
        ] {
            assert!(matches!(base(bad), Err(Error::Refused { .. })), "{bad}");
        }
    }
}
