//! Requests and answers without the socket under them, and the encodings of their addresses.

use super::post::PostView;
use super::problem::Problem;
use serde_json::Value;

/// A request.
#[derive(Debug, Clone, Default)]
pub(super) struct Ask {
    /// In capitals.
    pub method: String,
    /// As it came, percent-encoded.
    pub path: String,
    /// Decoded, in order.
    pub query: Vec<(String, String)>,
    /// The host that was called, with its port.
    pub host: String,
    pub authorization: Option<String>,
    pub content_type: String,
    pub body: Vec<u8>,
}

impl Ask {
    /// The first value of a parameter.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }

    /// The parameters of a form in the body; none when it is something else.
    pub(super) fn form(&self) -> Vec<(String, String)> {
        if !self
            .content_type
            .starts_with("application/x-www-form-urlencoded")
        {
            return Vec::new();
        }
        std::str::from_utf8(&self.body).map_or_else(|_| Vec::new(), pairs)
    }
}

/// An answer.
#[derive(Debug, Default)]
pub(super) struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub content_type: &'static str,
    pub body: String,
    /// What was said by this request.
    pub said: Option<PostView>,
    /// Whether to close the connection in place of answering.
    pub cut: bool,
}

pub(super) const JSON: &str = "application/json; charset=utf-8";

impl Reply {
    pub(super) fn json(status: u16, value: &Value) -> Self {
        Self {
            status,
            content_type: JSON,
            body: value.to_string(),
            ..Self::default()
        }
    }
}

impl From<Problem> for Reply {
    fn from(problem: Problem) -> Self {
        let mut reply = Self::json(problem.status, &problem.body);
        if problem.is_typed() {
            reply.content_type = "application/problem+json";
        }
        reply
    }
}

/// Decodes `a=b&c=d`.
pub(super) fn pairs(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name, true), decode(value, true))
        })
        .collect()
}

/// Decodes percent signs, and plus signs where they are blanks. What is no encoding stays as it is.
pub(super) fn decode(text: &str, plus: bool) -> String {
    let bytes = text.as_bytes();
    let digit = |at: usize| char::from(*bytes.get(at)?).to_digit(16);
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(at) {
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high << 4 | low).unwrap_or(b'?'));
                at += 3;
                continue;
            }
            (b'+', ..) if plus => out.push(b' '),
            _ => out.push(*byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Encodes all but letters, digits and `-._~` (RFC 3986, as OAuth 1.0a asks for).
pub(super) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                out.push(char::from(b"0123456789ABCDEF"[usize::from(half)]));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_encoding_stays() {
        assert_eq!(decode("100%&%zz%4", true), "100%&%zz%4");
        assert_eq!(decode("a+b%20c", true), "a b c");
        assert_eq!(decode("a+b", false), "a+b");
        assert_eq!(
            pairs("a=1&b=&&c"),
            [("a", "1"), ("b", ""), ("c", "")].map(|(n, v)| (n.to_owned(), v.to_owned()))
        );
    }

    proptest! {
        #[test]
        fn what_was_encoded_comes_back(text in any::<String>(), plus in any::<bool>()) {
            prop_assert_eq!(decode(&encode(&text), plus), text);
        }

        #[test]
        fn nothing_hurts_the_decoder(text in any::<String>()) {
            let _ = pairs(&text);
        }
    }
}
