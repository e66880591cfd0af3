//! shopper, a mystery-shopper benchmark: asks every company of a panel the same routine questions,
//! collects what comes back over days, and scores speed, answer rate, correctness and consistency into CSV,
//! charts and a summary; waves are compared, and a gate says whether one holds.
//!
//! A pipeline; rooms follow the data. Each stage's product is a type in [`model`], is stored, and
//! each stage after collection can be run again offline from the store.
//!
//! ```text
//! Study -> plan: Enquiry -> fieldwork: Attempt, Inbound -> intake: Response
//!     -> coding: Coding -> score: Frame, Estimate -> report: bytes, and back -> score: Comparison
//! fieldwork: profiles, pages -> coding: Audited ----> score, report
//! ```
//!
//! | room | what comes in | what goes out |
//! | --- | --- | --- |
//! | [`plan`] | study files | [`model::Study`], its enquiries with their times, the lock |
//! | [`channel`] | attempts | outcomes, with what was said and seen on the web; mailboxes into [`model::Inbound`], networks into [`model::Post`] |
//! | [`fieldwork`] | the plan, the clock | the ledger, attempt by attempt and message by message |
//! | [`store`] | everything that happened | how things stand, as queries |
//! | [`intake`] | raw bytes | [`model::Response`]: whose it is, what it is, what it says, when it came |
//! | [`coding`] | answers, bios, profiles, home pages | [`model::Coding`] with the words it rests on; [`model::Audited`] |
//! | [`score`] | [`model::Case`] | [`score::Frame`], [`model::Estimate`] with n and interval, leagues, checks, comparisons, the gate |
//! | [`report`] | rows and estimates | data package, charts, summary; a published wave read back |
//! | [`sandbox`] | a study | simulated companies behind real sockets, and the truth about them |
//! | [`cli`] | arguments | the calls above |
//!
//! `model` is under everything, [`sheet`] (tables that people edit) under whoever reads or writes one, [`lexicon`]
//! (what customers ask about, in four languages) under whoever reads prose, [`parallel`] under whoever has work for all processors; the wings in the middle do not import each other; `fieldwork` and
//! `cli` bring them together. `tests/layers.rs` holds the house to that.

pub mod channel;
pub mod cli;
pub mod clock;
pub mod coding;
pub mod error;
pub mod fieldwork;
pub mod intake;
pub mod lexicon;
pub mod model;
pub mod parallel;
pub mod plan;
pub mod report;
pub mod sandbox;
pub mod score;
pub mod sheet;
pub mod store;
