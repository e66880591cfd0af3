//! TLS for every client of this room: rustls with ring, the web's roots built in, so that it works
//! on a machine without CA files.

use crate::error::{Error, Result};
use crate::model::Endpoint;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, ServerName};
use std::path::Path;
use std::sync::Arc;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto::ring};

/// Builds the connector for an endpoint: it trusts the web's certificate authorities and those of
/// the endpoint's `tls_ca`.
///
/// # Errors
///
/// Those of [`config`].
pub fn connector(endpoint: &Endpoint) -> Result<TlsConnector> {
    let config = config(endpoint.tls_ca.as_deref())?;
    Ok(TlsConnector::from(Arc::new(config)))
}

/// What a client trusts: the web's certificate authorities and those of the PEM file `tls_ca`.
///
/// # Errors
///
/// [`Error::File`] when `tls_ca` cannot be read, [`Error::Refused`] when it holds no certificate.
pub fn config(tls_ca: Option<&Path>) -> Result<ClientConfig> {
    let mut roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    if let Some(path) = tls_ca {
        let pem = std::fs::read(path).map_err(|source| Error::file(path, source))?;
        let refused = |reason: String| Error::Refused {
            message: format!("{}: {reason}", path.display()),
            hint: "tls_ca names a PEM file of certificate authorities: blocks that begin with \
                   -----BEGIN CERTIFICATE-----"
                .to_owned(),
        };
        let mut found = 0;
        for certificate in CertificateDer::pem_slice_iter(&pem) {
            let certificate = certificate.map_err(|error| refused(error.to_string()))?;
            roots
                .add(certificate)
                .map_err(|error| refused(error.to_string()))?;
            found += 1;
        }
        if found == 0 {
            return Err(refused("there is no certificate in it".to_owned()));
        }
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::Refused {
            message: format!("TLS cannot be set up: {error}"),
            hint: "this is a mistake of the program; please report it".to_owned(),
        })?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}

/// The name that the server's certificate must be for.
///
/// # Errors
///
/// [`Error::Refused`] when the endpoint's host is neither a host name nor an address.
pub fn server_name(endpoint: &Endpoint) -> Result<ServerName<'static>> {
    let host = endpoint.host.trim_matches(['[', ']']).to_owned();
    ServerName::try_from(host).map_err(|_| Error::Refused {
        message: format!("{}: not a host name that TLS could verify", endpoint.host),
        hint: "give the host as its certificate names it".to_owned(),
    })
}

/// Refuses an unprotected connection to another machine.
///
/// # Errors
///
/// [`Error::Refused`] naming the account.
pub fn allow_plain(endpoint: &Endpoint) -> Result<()> {
    if endpoint.is_loopback() {
        return Ok(());
    }
    Err(Error::Refused {
        message: format!(
            "{}: a connection without TLS is made to this machine only",
            endpoint.label()
        ),
        hint: "set security to \"starttls\" or \"tls\"".to_owned(),
    })
}
