//! Contact forms, understood: pure, without a socket. The same for plain HTTP and for the browser.
//!
//! ```text
//! HTML --read--> Page, Form, Control     what stands there, and what of it a person sees
//!      --understand--> Understood        which form is for us, and what each of its fields asks for
//!      --fill--> Filled                  what goes into them, or why a person must do it
//!      --submit--> Submission            the very bytes that a browser would send
//! ```

mod control;
mod css;
mod encode;
mod entries;
mod gate;
mod page;
mod place;
mod read;
#[cfg(test)]
mod read_tests;
pub mod sanitize;
mod style;
mod submit;
#[cfg(test)]
mod submit_tests;
mod tree;
mod words;

pub use entries::{EntryValue, Upload, Value, Values, entries};
pub use page::{Choice, Control, ControlKind, Form, Link, Method, Page, Unseen};
pub use submit::{Submission, submit};
