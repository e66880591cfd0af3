//! A social network that speaks X's interface, version 2: what the companies say on it, and the server
//! behind which they say it.
//!
//! [`World`] is the network itself: accounts, posts and direct messages, with every time from the clock
//! it was made with. [`serve`] puts it behind a socket. Requests are answered by plain functions over
//! the state (`answer` and the files it hands over to), so that each can be tried without a socket.
//! X changed the names of its fields while this was written, from `tweet` to `post`; each request is
//! answered in the [`Dialect`] in which it was made.

mod account;
mod answer;
mod crowd;
mod entities;
mod fault;
mod fields;
mod http;
mod intent;
mod limits;
mod login;
mod message;
mod oauth1;
mod page;
mod piece;
mod post;
mod posts;
mod problem;
mod profile;
mod query;
mod render;
mod saying;
mod search;
mod server;
mod state;
mod text;
mod users;
mod weight;
mod world;

pub use account::NewAccount;
pub use crowd::TEXTS;
pub use fault::{Faults, Shape};
pub use fields::Dialect;
pub use limits::Endpoint;
pub use login::{CLIENT_ID, CLIENT_SECRET, Keys};
pub use message::MessageView;
pub use post::{Picture, PostView, Saying};
pub use server::{Serving, serve};
pub use state::Refusal;
pub use world::World;
