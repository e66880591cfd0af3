//! Contact forms, understood: pure, without a socket. The same for plain HTTP and for the browser.
//!
//! ```text
//! HTML --read--> Page, Form, Control     what stands there, and what of it a person sees
//!      --understand--> Understood        which form is for us, and what each of its fields asks for
//!      --fill--> Filled                  what goes into them, or why a person must do it
//!      --submit--> Submission            the very bytes that a browser would send
//! ```

mod captcha;
mod choices;
mod control;
mod country;
mod css;
mod cues;
mod encode;
mod entries;
mod fill;
mod folding;
mod gate;
mod kind;
mod meaning;
mod page;
mod place;
mod read;
#[cfg(test)]
mod read_tests;
pub mod sanitize;
mod sight;
mod style;
mod submit;
#[cfg(test)]
mod submit_tests;
mod topic;
mod tree;
mod understand;
mod words;

pub use captcha::{Captcha, CaptchaKind, captcha};
pub use entries::{EntryValue, Upload, Value, Values, entries};
pub use fill::{Filled, Missing, Put, Unfillable, fill, fill_after};
pub use kind::{Audience, FormKind};
pub use page::{Choice, Control, ControlKind, Form, Link, Method, Page, Unseen};
pub use submit::{Submission, submit};
pub use understand::{Block, Blocked, FormRead, Understood, understand, understand_pinned};
