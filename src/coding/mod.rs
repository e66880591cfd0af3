//! Texts -> facts and codes: what a text says, as typed values with the words they rest on. Pure: no
//! I/O, no clock; the same text always gives the same.
//!
//! [`facts`] reads typed values out of any text, with their places; [`bio`] puts together what a company
//! says of its service in its bio, its pinned post or on its contact page; [`profile`] looks at an account
//! as a whole, [`site`] at the home page, and [`style`] at how a reply is written. [`sheet`] is what people
//! code on, and [`agreement`] how far coders agree.

pub mod agreement;
pub mod answers;
pub mod bio;
pub mod facts;
pub mod profile;
pub mod sheet;
pub mod site;
pub mod style;
