//! The shopper that asks.

use super::Language;
use serde::{Deserialize, Serialize};

/// A shopper: a name and an address on a domain that the operator owns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Persona {
    /// Unique within the study.
    pub id: String,
    /// First and last name, as in `From`.
    pub name: String,
    /// The bare address, `anna.reed@shop.example`; an enquiry's token goes behind a `+`.
    pub email: String,
    /// The languages it writes; empty means all of the study.
    pub languages: Vec<Language>,
    /// What a contact form may insist on.
    pub residence: Residence,
}

/// Where a persona is reached otherwise: only where a contact form insists on it is it given. Empty for not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Residence {
    /// Telephone number.
    pub phone: String,
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub city: String,
}

impl Persona {
    /// The address from which one enquiry is sent and to which its replies come back:
    /// `anna.reed+TOKEN@shop.example`.
    #[must_use]
    pub fn address_for(&self, token: &str) -> String {
        match self.email.rsplit_once('@') {
            Some((local, domain)) => format!("{local}+{token}@{domain}"),
            None => self.email.clone(),
        }
    }

    /// The part of the address after the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.email.rsplit_once('@').map_or("", |(_, d)| d)
    }
}
