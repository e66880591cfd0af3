//! The send loop, the collect loop and their progress: the only writer of the ledger in a run.
//!
//! [`Sender`] puts what is due to the companies, [`Collector`] fetches, reads and ties what came
//! back, and [`run`] alternates the two until the wave closes. Each pass leaves the ledger whole, so
//! any of them can be stopped at any moment and taken up again.

mod agenda;
pub mod assist;
pub mod audit;
pub mod coders;
pub mod coding;
mod collect;
pub mod conflicts;
pub mod judge;
mod known;
mod mail;
mod opening;
mod pace;
mod posts;
#[cfg(test)]
mod posts_tests;
mod public;
pub mod put;
mod queue;
mod reader;
mod reread;
pub mod review;
mod run;
mod send;
mod stop;
mod till;
mod trail;
mod web;
#[cfg(test)]
mod web_tests;

pub use agenda::Agenda;
pub use collect::{Collected, Collector};
pub use mail::MailLane;
pub use opening::open_wave;
pub use pace::Pace;
pub use posts::{Hand, PostLane};
pub use reader::Reader;
pub use reread::{Change, News, Reread, reread};
pub use run::{Lane, Observer, Rhythm, run};
pub use send::{SendPass, Sender};
pub use stop::Stop;
pub use till::Till;
pub use trail::{Found, Trail};
pub use web::WebLane;
