//! Texts -> facts and codes: what a text says, as typed values with the words they rest on. Pure: no
//! I/O, no clock; the same text always gives the same.
//!
//! [`facts`] reads typed values out of any text, with their places; [`bio`] puts together what a company
//! says of its service in its bio, its pinned post or on its contact page; [`profile`] looks at an account
//! as a whole, and [`site`] at the home page. [`answers`] tells what a reply says of what was asked; [`sheet`] is what
//! people code on, [`agreement`] how far coders agree, and [`llm`] what a language model is asked about an answer, and
//! what is made of its replies; [`cross`] has a model on this machine read two answers together; [`style`] how it is written; [`redact`] takes out of it who wrote it.

/// Names these rules: another build has the same name only where its rules are the same, to the letter.
pub const RULES: &str = env!("CODING_RULES");

pub mod agreement;
pub mod answers;
pub mod bio;
pub mod cross;
pub mod facts;
pub mod llm;
pub mod profile;
pub mod redact;
pub mod sheet;
pub mod site;
pub mod style;
