//! The simulated market: fictitious companies behind real servers on loopback, which also write down
//! what they really did.
//!
//! Companies behave by `behaviour` (pure, drawn from a seed, calibrated to the UK 2014 study), say what `policies` holds for
//! them, write by `letter`, `desk` and `mime`, and are reached through `smtp`; what they send lies in `mailbox` and is
//! read through `imap`. On social networks they behave by `posts`, and [`web`] holds their sites. [`Market`] ties these together and keeps the record from which [`Truth`] is
//! made. Nothing here reads the tokens by which the program ties replies: the market finds out by the
//! words of the question which enquiry it was asked.

mod behaviour;
mod bounce;
mod calibration;
mod chance;
mod compose;
mod conduct;
mod desk;
mod encoding;
mod faults;
mod imap;
mod letter;
mod login;
mod mailbox;
mod market;
mod mime;
mod panel;
mod phrases;
mod policies;
mod posts;
mod serve;
mod smtp;
mod square;
mod submission;
mod timeline;
mod truth;
pub mod web;
mod wire;
pub mod x;

pub use behaviour::Behaviour;
pub use conduct::{
    Answer, Bounce, BounceCause, Charset, Conduct, Content, Form, Quoting, Receipt, ReceiptKind,
    Reception, Sender, SubjectForm, Timing, Together, Transfer,
};
pub use faults::Faults;
pub use market::{Market, PASSWORD, Scenario, USER};
pub use panel::{panel, panel_csv};
pub use policies::wordings_at_length;
pub use posts::{
    AccountProfile, Accounts, Desk, DeskDays, How, Instead, InsteadKind, Notice, PastPost, Posed,
    PostAnswer, PostConduct, PostForm, PostStep, PostTiming, ProfileTruth, Promise, PromisePlace,
    Record, SecondAccount, Sign, Speaker, Utterance, compose as compose_posts,
    profile as account_profile,
};
pub use serve::{Ports, Serving};
pub use truth::{Truth, truth_csv};
