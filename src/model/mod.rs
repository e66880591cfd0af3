//! The nouns of the field, one file a noun. No I/O, no clock, nothing but std, serde and jiff.

mod account;
mod attempt;
mod case;
mod channel;
mod company;
mod decision;
mod disposition;
mod enquiry;
mod estimate;
mod inbound;
mod language;
mod persona;
mod post;
mod profile;
mod question;
mod response;
mod social;
mod study;

pub use account::{AuthMechanism, EmailAccount, Endpoint, SecretSource, Security};
pub use attempt::{Attempt, AttemptResult, Outcome, TransportKind};
pub use case::{Case, LastAttempt, Reply};
pub use channel::Channel;
pub use company::Company;
pub use decision::{Decision, Standpoint, kind_by_words, standpoints};
pub use disposition::Disposition;
pub use enquiry::Enquiry;
pub use estimate::{Denominator, Estimate, Subject};
pub use inbound::{Cursor, Form, Inbound, Place};
pub use language::Language;
pub use persona::Persona;
pub use post::{Author, Media, Network, Post, plain_handle};
pub use profile::{Lookup, Profile};
pub use question::{Question, Rendered, Wording};
pub use response::{Features, Kind, Response, TiedBy, TimeSource};
pub use social::{Consent, Prices, SocialAccount, SocialAuth, Spending};
pub use study::{Design, Reference, Selection, Study, StudyKind, Wave};
