//! What X says when it says no: three shapes of body, and none at all.
//!
//! ```text
//! {"title", "detail", "type", "status"}            problem+json (RFC 9457), v2's own
//! {"errors": [{"message", "parameters"}], "title", "detail", "type"}
//! {"errors": [{"code": 88, "message": ".."}]}      v1's, which still comes from the edge
//! {"error", "error_description"}                   the token endpoint (RFC 6749, section 5.2)
//! ```

use serde_json::Value;

/// The most characters of a server's words that are passed on.
const MOST: usize = 400;

/// A refusal, in words that can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Complaint {
    /// The status code; of an error beside data, the one it names, else 0.
    pub status: u16,
    /// The server's words, on one line, bounded.
    pub words: String,
    /// The last part of `type`, such as `resource-not-found`; empty for none.
    pub kind: String,
    /// The codes of v1.
    pub codes: Vec<i64>,
}

impl Complaint {
    /// What a body with an error status says.
    pub(super) fn of(status: u16, body: &[u8]) -> Self {
        match serde_json::from_slice::<Value>(body) {
            Ok(value) if value.is_object() => Self {
                status,
                ..Self::read(&value, status)
            },
            _ => {
                let said = plain(&String::from_utf8_lossy(body.get(..2000).unwrap_or(body)));
                // What stands before the interface answers in HTML, which tells nobody anything.
                let said = if said.starts_with('<') { "" } else { &said };
                Self {
                    status,
                    words: plain(&format!("status {status} {said}")),
                    kind: String::new(),
                    codes: Vec::new(),
                }
            }
        }
    }

    /// What one of the `errors` beside `data` says.
    pub(super) fn beside(value: &Value) -> Self {
        let status = value.get("status").and_then(Value::as_u64);
        Self::read(value, status.and_then(|s| s.try_into().ok()).unwrap_or(0))
    }

    /// Whether what was asked for is not there (any more).
    pub(super) fn is_missing(&self) -> bool {
        self.kind == "resource-not-found" || (self.status == 404 && self.kind.is_empty())
    }

    /// Whether it is there, and the network has taken it down.
    pub(super) fn is_suspended(&self) -> bool {
        self.words.to_lowercase().contains("suspended") || self.codes.contains(&63)
    }

    fn read(value: &Value, status: u16) -> Self {
        let text = |value: &Value, name: &str| {
            value
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let mut parts = vec![
            text(value, "title"),
            text(value, "detail"),
            text(value, "error"),
            text(value, "error_description"),
            text(value, "message"),
            text(value, "reason"),
        ];
        let mut codes = Vec::new();
        let mut kind = text(value, "type");
        for error in value
            .get("errors")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .take(5)
        {
            parts.extend([
                text(error, "message"),
                text(error, "title"),
                text(error, "detail"),
            ]);
            codes.extend(error.get("code").and_then(Value::as_i64));
            if kind.is_empty() {
                kind = text(error, "type");
            }
        }
        let mut said: Vec<String> = Vec::new();
        for part in parts {
            let part = plain(&part);
            // The same sentence often stands in two of the fields.
            if !part.is_empty() && !said.iter().any(|s| s.contains(&part)) {
                said.push(part);
            }
        }
        let codes_said = codes
            .iter()
            .fold(String::new(), |said, code| format!("{said} (code {code})"));
        let words = match (said.is_empty(), status) {
            (true, status) => format!("status {status}{codes_said}"),
            (false, 0) => format!("{}{codes_said}", said.join(": ")),
            (false, status) => format!("{}{codes_said} (status {status})", said.join(": ")),
        };
        Self {
            status,
            words: plain(&words),
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            codes,
        }
    }
}

/// A server's words as they may be printed: one line, no control characters, bounded.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    for (count, word) in text
        .split(|c: char| c.is_whitespace() || c.is_control() || is_direction(c))
        .filter(|word| !word.is_empty())
        .enumerate()
    {
        if count > 0 {
            out.push(' ');
        }
        out.push_str(word);
        if out.len() > 4 * MOST {
            break;
        }
    }
    match out.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}..", &out[..at]),
        None => out,
    }
}

/// Marks that turn the direction of what is printed after them.
const fn is_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_shapes_of_refusals() {
        let of = |status, body: &str| Complaint::of(status, body.as_bytes());
        let problem = of(
            404,
            r#"{"title":"Not Found Error","detail":"Could not find user with username: [acme].",
                "type":"https://api.twitter.com/2/problems/resource-not-found","status":404}"#,
        );
        assert!(problem.is_missing());
        assert_eq!(
            problem.words,
            "Not Found Error: Could not find user with username: [acme]. (status 404)"
        );
        let old = of(
            429,
            r#"{"errors":[{"code":88,"message":"Rate limit exceeded"}]}"#,
        );
        assert_eq!(old.words, "Rate limit exceeded (code 88) (status 429)");
        assert_eq!(old.codes, [88]);
        let listed = of(
            400,
            r#"{"errors":[{"parameters":{"tweet.fields":["x"]},"message":"The query parameter [tweet.fields] is unknown"}],
                "title":"Invalid Request","detail":"One or more parameters to your request was invalid.",
                "type":"https://api.twitter.com/2/problems/invalid-request"}"#,
        );
        assert!(listed.words.contains("[tweet.fields]"), "{}", listed.words);
        assert_eq!(listed.kind, "invalid-request");
        let token = of(
            400,
            r#"{"error":"invalid_grant","error_description":"Value passed for the token was invalid."}"#,
        );
        assert_eq!(
            token.words,
            "invalid_grant: Value passed for the token was invalid. (status 400)"
        );
        assert_eq!(of(503, "<html><body>over capacity").words, "status 503");
        assert_eq!(
            of(503, "Over\u{1b}[31m\r\ncapacity").words,
            "status 503 Over [31m capacity"
        );
        assert_eq!(of(500, "{}").words, "status 500");
        assert!(of(403, r#"{"detail":"User has been suspended: [acme]."}"#).is_suspended());
    }

    proptest! {
        #[test]
        fn any_body_becomes_one_bounded_line(status in 400_u16..600, body in ".{0,3000}") {
            for body in [body.clone(), format!("{{\"detail\":{}}}", serde_json::Value::from(body))] {
                let words = Complaint::of(status, body.as_bytes()).words;
                prop_assert!(!words.is_empty() && words.chars().count() <= MOST + 2);
                prop_assert!(!words.chars().any(char::is_control));
            }
        }
    }
}
