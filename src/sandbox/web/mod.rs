//! The companies' sites: what each holds, how its pages look, and the server behind which they stand.
//!
//! `figures` holds what they are calibrated to, `draw` says which site a company has ([`SiteProfile`]) and what
//! stands there about each question ([`SiteConduct`]), `content` writes the articles, `engine` searches them,
//! `render` makes pages of them by the way of each [`Builder`], and `server` serves them at the addresses of
//! `host`. `visits` finds out for the truth which enquiry a visit was for.

mod conduct;
mod content;
mod draw;
mod engine;
mod figures;
mod host;
mod paths;
mod render;
mod server;
mod site;
mod visits;
mod words;

pub use conduct::{Builder, Place, SiteAnswer, SiteConduct, SiteInstead, SiteProfile};
pub use server::Serving;

pub(super) use draw::{Sites, draw};
pub(super) use figures::{CHATS, CHATS_OF_TEN, FORMS, FORMS_OF_TEN};
pub(super) use visits::{Looked, Opened, looked_up};

#[cfg(test)]
mod tests;
