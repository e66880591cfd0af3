//! Texts -> facts and codes. Pure: no I/O, no clock.
//!
//! [`facts`] reads typed values out of any text, with their places; [`bio`] puts together what a company
//! says of its service in its bio, its pinned post or on its contact page; [`profile`] holds that and an
//! account's posts together; [`site`] reads where a home page leads.

pub mod bio;
pub mod facts;
pub mod profile;
pub mod site;
