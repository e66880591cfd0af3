//! Chats on companies' sites, held through the browser: without any agreement with the software behind them.
//!
//! ```text
//! page --scout.js--> Scene             what of a chat stands on it: what opens it, what is typed into, what was said
//! Scene --Talk-----> turns             who said which line when, and when it is over (pure)
//! Talk  --Chatter--> Outcome           one question a chat, whatever comes back, and the record of it
//! ```
//!
//! What a chat is looks different everywhere, and changes: what is done here rests on what a person would look
//! for. [`vendors`] holds hints about the usual software; nothing depends on them.

mod blocks;
mod chatter;
mod hold;
mod line;
mod prechat;
mod record;
mod scene;
mod talk;
mod vendors;
mod words;

pub use blocks::{Block, BlockKind, Side};
pub use chatter::Chatter;
pub use line::{Nature, nature};
pub use record::{Ended, Record, Turn};
pub use talk::{QUIET, Talk};
