//! A form with its values and the button pressed -> what a browser would send.

use super::encode;
use super::entries::{EntryValue, Values, entries};
use super::page::{Control, ControlKind, Form, Method, Page};
use super::read::{enctype, method};
use encoding_rs::{Encoding, UTF_8};
use url::Url;

/// What a browser would send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// How: in the address or in a body.
    pub method: Method,
    /// Where to; of [`Method::Get`] with all that is sent.
    pub action: Url,
    /// How the body is written, as the form or its button says; browsers do not heed it in an address.
    pub enctype: String,
    /// The body; empty of [`Method::Get`].
    pub body: Vec<u8>,
    /// `Content-Type` of the body; empty where there is none.
    pub content_type: String,
    /// What is in it, in order.
    pub entries: Vec<(String, EntryValue)>,
    /// The place of the button pressed among the controls.
    pub button: Option<usize>,
}

impl Form {
    /// The button that Enter presses: the first that submits, where it can be pressed.
    #[must_use]
    pub fn default_button(&self) -> Option<usize> {
        let at = self.controls.iter().position(submits)?;
        self.controls.get(at).filter(|b| !b.disabled).map(|_| at)
    }
}

fn submits(control: &Control) -> bool {
    matches!(control.kind, ControlKind::Submit | ControlKind::Image)
}

/// What a browser would send of a form of a page. `values` are what its controls are given, by their places;
/// `button` the place of the one pressed, none where a script or Enter sends a form without one; `boundary`
/// parts what is sent of a form with files, and must stand in nothing that is sent.
///
/// # Errors
///
/// What keeps it from being sent, in words: a value that does not fit, a button that is none, an address
/// that nothing can be sent to.
pub fn submit(
    page: &Page,
    form: &Form,
    values: &Values,
    button: Option<usize>,
    boundary: &str,
) -> Result<Submission, String> {
    let pressed = match button {
        Some(at) => Some(
            form.controls
                .get(at)
                .filter(|c| submits(c))
                .ok_or_else(|| format!("the form's field {at} is no button that submits"))?,
        ),
        None => None,
    };
    let [to, how, written] = pressed.map_or([None, None, None], |b| {
        b.overrides.each_ref().map(Option::as_deref)
    });
    let method = how.map_or(form.method, method);
    if method == Method::Dialog {
        return Err("the form closes a dialog and sends nothing".to_owned());
    }
    let enctype = enctype(written.unwrap_or(&form.enctype)).to_owned();
    let mut action = address(page, to.or(form.action.as_deref()))?;
    let encoding = encoding(page, form);
    let entries = entries(form, values, button, encoding.name())?;
    let (mut body, mut content_type) = (Vec::new(), String::new());
    if method == Method::Get {
        action.set_query(Some(&encode::urlencoded(&entries, encoding)));
    } else {
        content_type.clone_from(&enctype);
        body = match enctype.as_str() {
            "multipart/form-data" => {
                content_type = format!("{enctype}; boundary={boundary}");
                encode::multipart(&entries, encoding, boundary)
            }
            "text/plain" => encode::plain(&entries, encoding),
            _ => encode::urlencoded(&entries, encoding).into_bytes(),
        };
    }
    Ok(Submission {
        method,
        action,
        enctype,
        body,
        content_type,
        entries,
        button,
    })
}

/// Where a form goes: without an action, to the page itself.
fn address(page: &Page, action: Option<&str>) -> Result<Url, String> {
    let action = action.unwrap_or_default();
    let address = if action.is_empty() {
        page.address.clone()
    } else {
        page.base.join(action.trim()).map_err(|error| {
            format!("the form goes to \"{action}\", which is no address: {error}")
        })?
    };
    if matches!(address.scheme(), "http" | "https") {
        Ok(address)
    } else {
        Err(format!(
            "the form goes to \"{action}\", which is no place on the web"
        ))
    }
}

/// The encoding in which a form is sent: the first that it accepts, else the page's.
fn encoding(page: &Page, form: &Form) -> &'static Encoding {
    let wanted = if form.charset.is_empty() {
        Encoding::for_label(page.encoding.as_bytes())
    } else {
        form.charset
            .split_ascii_whitespace()
            .find_map(|label| Encoding::for_label(label.as_bytes()))
    };
    wanted.unwrap_or(UTF_8).output_encoding()
}
