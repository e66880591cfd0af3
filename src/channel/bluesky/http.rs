//! The HTTP client under XRPC: rustls with ring and the web's roots, no redirects, bounded waits.

use crate::error::{Error, Result};
use reqwest::Url;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::ring};

/// How long a server may take to accept a connection.
const CONNECT: Duration = Duration::from_secs(30);

/// How long a whole call may take. Longer than any server lets a call run, so that what is given up was
/// given up by everybody.
const WHOLE: Duration = Duration::from_mins(2);

/// A client that trusts the web's certificate authorities and those of the PEM file `ca`. It follows no
/// redirect: a call that posts must not be repeated somewhere else.
///
/// # Errors
///
/// [`Error::File`] when `ca` cannot be read, [`Error::Refused`] when it holds no certificate.
pub fn client(ca: Option<&Path>) -> Result<reqwest::Client> {
    let mut roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    if let Some(path) = ca {
        add(&mut roots, path)?;
    }
    let broken = |error: &dyn std::fmt::Display| Error::Refused {
        message: format!("TLS cannot be set up: {error}"),
        hint: "this is a mistake of the program; please report it".to_owned(),
    };
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| broken(&error))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    reqwest::Client::builder()
        .tls_backend_preconfigured(config)
        .user_agent(concat!("shopper/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .connect_timeout(CONNECT)
        .timeout(WHOLE)
        .tcp_nodelay(true)
        .build()
        .map_err(|error| broken(&error))
}

fn add(roots: &mut RootCertStore, path: &Path) -> Result<()> {
    let pem = std::fs::read(path).map_err(|source| Error::file(path, source))?;
    let refused = |reason: &dyn std::fmt::Display| Error::Refused {
        message: format!("{}: {reason}", path.display()),
        hint: "it must be a PEM file of certificate authorities: blocks that begin with \
               -----BEGIN CERTIFICATE-----"
            .to_owned(),
    };
    let mut found = 0;
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        let certificate = certificate.map_err(|error| refused(&error))?;
        roots.add(certificate).map_err(|error| refused(&error))?;
        found += 1;
    }
    if found == 0 {
        return Err(refused(&"there is no certificate in it"));
    }
    Ok(())
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
    fn a_client_needs_no_files_of_the_machine() {
        assert!(client(None).is_ok());
        let missing = client(Some(Path::new("/nonexistent/ca.pem")));
        assert!(matches!(missing, Err(Error::File { .. })));
        let dir = tempfile::tempdir().unwrap();
        let empty = dir.path().join("ca.pem");
        std::fs::write(&empty, "nothing").unwrap();
        let error = client(Some(&empty)).unwrap_err();
        assert!(error.to_string().contains("no certificate"), "{error}");
    }

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
