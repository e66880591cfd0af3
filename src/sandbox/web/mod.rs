//! The companies' sites: what each holds, how its pages look, and the server behind which they stand.
//!
//! `figures` holds what they are calibrated to, `draw` says which site a company has ([`SiteProfile`]) and what
//! stands there about each question ([`SiteConduct`]), `content` writes the articles, `engine` searches them,
//! `render` makes pages of them, `shell` puts around them what each [`Builder`] does, `form` takes what is written
//! into contact forms, `chat` says who says what in a chat, and `server` serves them at the addresses of
//! `host`. `visits` finds out for the truth which enquiry a visit was for.

mod chat;
mod chat_page;
mod chat_socket;
mod chat_words;
mod conduct;
mod content;
mod draw;
mod engine;
mod fields;
mod figures;
mod form;
mod form_page;
mod form_words;
mod host;
mod paths;
mod posted;
mod render;
mod server;
mod shell;
mod site;
mod visits;
mod words;

pub use conduct::{
    Builder, ChatConduct, ChatEnding, ChatProfile, FormKind, FormProfile, Place, SiteAnswer,
    SiteConduct, SiteInstead, SiteProfile, Widget,
};
pub use server::Serving;

pub(super) use chat::{Line, Matter};
pub(super) use draw::{Sites, draw};
pub(super) use figures::{CHATS, CHATS_OF_TEN, FORMS, FORMS_OF_TEN};
pub(super) use visits::{Looked, Opened, looked_up};
