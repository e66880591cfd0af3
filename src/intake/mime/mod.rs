//! Bytes -> header fields and parts, whatever the bytes are.

mod bytes;
mod decode;
mod header;
mod html;
mod walk;

pub(super) use decode::lossy;
pub(super) use header::{Headers, addresses, decoded, ids};
pub(super) use html::{Rendered, to_text, web_address};
pub(super) use walk::{Mail, Part, normalised};
