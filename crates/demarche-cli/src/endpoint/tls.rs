//! Who vouches for a server that is asked by HTTPS.
//!
//! The certificates that the system trusts, so that an office's own authority counts and one that the system no longer trusts does not. Nothing turns the check off.

use std::sync::Arc;

use rustls::Error;
use ureq::tls::{RootCerts, TlsConfig};

/// What HTTPS is spoken with.
pub(super) fn config() -> TlsConfig {
    TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build()
}

/// Why HTTPS could not be spoken. Asking again would not help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Nobody whom the system trusts vouches for the server under this name and now.
    Certificate(String),
    /// What the server says is not TLS.
    Plain,
    /// They found no common language, or the system's certificates cannot be read.
    Other(String),
}

impl Failure {
    /// What of an error is about TLS, if anything is.
    pub(super) fn of(error: &ureq::Error) -> Option<Self> {
        let error = match error {
            ureq::Error::Rustls(error) => error,
            // What comes up while reading and writing is wrapped once more.
            ureq::Error::Io(error) => error.get_ref()?.downcast_ref::<Error>()?,
            ureq::Error::Tls(why) => return Some(Failure::Other((*why).to_owned())),
            _ => return None,
        };
        Some(match error {
            Error::InvalidCertificate(why) => Failure::Certificate(why.to_string()),
            Error::InvalidMessage(_) => Failure::Plain,
            error => Failure::Other(error.to_string()),
        })
    }
}
