//! How X says that something is wrong: with a whole request, or with a part of what was asked for.

use super::fault::Shape;
use super::fields::Dialect;
use super::state::{Hidden, Refusal};
use serde_json::{Value, json};

/// A request that is not carried out.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    pub status: u16,
    pub body: Value,
}

impl Problem {
    /// Title and detail, of no type.
    pub(super) fn plain(status: u16, title: &str, detail: &str) -> Self {
        Self {
            status,
            body: json!({"title": title, "detail": detail, "type": "about:blank", "status": status}),
        }
    }

    /// Of a type that has an address.
    pub(super) fn typed(
        status: u16,
        dialect: Dialect,
        kind: &str,
        title: &str,
        detail: &str,
    ) -> Self {
        Self {
            status,
            body: json!({"title": title, "detail": detail, "type": address(dialect, kind), "status": status}),
        }
    }

    /// Nobody knows who is asking.
    pub(super) fn unauthorized() -> Self {
        Self::plain(401, "Unauthorized", "Unauthorized")
    }

    /// Who asks may not do this.
    pub(super) fn forbidden(detail: &str) -> Self {
        Self::plain(403, "Forbidden", detail)
    }

    /// A parameter is not as it should be.
    pub(super) fn invalid(dialect: Dialect, parameter: &str, value: &str, message: &str) -> Self {
        Self {
            status: 400,
            body: json!({
                "errors": [{"parameters": {parameter: [value]}, "message": message}],
                "title": "Invalid Request",
                "detail": "One or more parameters to your request was invalid.",
                "type": address(dialect, "invalid-request"),
            }),
        }
    }

    /// The server is not able to, in the nth of the ways in which it says so.
    pub(super) fn unable(nth: u64) -> Self {
        match nth % 3 {
            0 => Self::plain(500, "Internal Server Error", "Internal Server Error"),
            1 => Self {
                status: 503,
                body: json!({"errors": [{"code": 130, "message": "Over capacity"}]}),
            },
            _ => Self::typed(
                503,
                Dialect::Newer,
                "service-unavailable",
                "Service Unavailable",
                "Service Unavailable",
            ),
        }
    }

    /// A limit is reached.
    pub(super) fn limited(shape: Shape, dialect: Dialect) -> Self {
        let words = "Too Many Requests";
        match shape {
            Shape::Title => Self::plain(429, words, words),
            Shape::Problem => Self::typed(429, dialect, "rate-limit-exceeded", words, words),
            Shape::Codes => Self {
                status: 429,
                body: json!({"errors": [{"code": 88, "message": "Rate limit exceeded"}]}),
            },
        }
    }

    /// Whether it has a type with an address, and so is sent as `application/problem+json`.
    pub(super) fn is_typed(&self) -> bool {
        self.body["type"]
            .as_str()
            .is_some_and(|t| t.starts_with("https://"))
    }

    /// What the network refused, as an answer to who asked for it.
    pub(super) fn refused(refusal: Refusal, dialect: Dialect) -> Self {
        match refusal {
            Refusal::TooLong => Self::invalid(
                dialect,
                "text",
                "",
                "Your Tweet text is too long. For more information on how Twitter determines text \
                 length see https://github.com/twitter/twitter-text.",
            ),
            Refusal::Empty => Self::invalid(
                dialect,
                "text",
                "",
                "Missing required fields: at least one of text, media is needed.",
            ),
            Refusal::Duplicate => {
                Self::forbidden("You are not allowed to create a Tweet with duplicate content.")
            }
            Refusal::NoPost => Self::forbidden(
                "You attempted to reply to a Tweet that is deleted or not visible to you.",
            ),
            Refusal::Unsummoned | Refusal::NoAccount | Refusal::Handle => {
                Self::forbidden("You do not have permission to DM one or more participants.")
            }
            Refusal::NotYours => Self::forbidden("You are not authorized to delete this Tweet."),
            Refusal::Suspended => Self::typed(
                403,
                dialect,
                "user-suspended",
                "Forbidden",
                "The user used for authentication is suspended",
            ),
        }
    }
}

fn address(dialect: Dialect, kind: &str) -> String {
    let host = match dialect {
        Dialect::Older => "api.twitter.com",
        Dialect::Newer => "api.x.com",
    };
    format!("https://{host}/2/problems/{kind}")
}

/// What of the things asked for is not given, beside those that are.
pub(super) fn post_error(dialect: Dialect, hidden: Hidden, parameter: &str, id: &str) -> Value {
    match hidden {
        Hidden::Missing => json!({
            "value": id,
            "detail": format!("Could not find {} with {parameter}: [{id}].", dialect.word("tweet")),
            "title": "Not Found Error",
            "resource_type": dialect.word("tweet"),
            "parameter": parameter,
            "resource_id": id,
            "type": address(dialect, "resource-not-found"),
        }),
        Hidden::Unauthorized => json!({
            "value": id,
            "detail": format!(
                "Sorry, you are not authorized to see the {} with {parameter}: [{id}].",
                if dialect == Dialect::Older { "Tweet" } else { "Post" },
            ),
            "title": "Authorization Error",
            "section": "data",
            "resource_type": dialect.word("tweet"),
            "parameter": parameter,
            "resource_id": id,
            "type": address(dialect, "not-authorized-for-resource"),
        }),
    }
}

/// There is no such account.
pub(super) fn no_account(dialect: Dialect, parameter: &str, value: &str) -> Value {
    json!({
        "value": value,
        "detail": format!("Could not find user with {parameter}: [{value}]."),
        "title": "Not Found Error",
        "resource_type": "user",
        "parameter": parameter,
        "resource_id": value,
        "type": address(dialect, "resource-not-found"),
    })
}

/// The account is suspended.
pub(super) fn suspended(dialect: Dialect, parameter: &str, value: &str) -> Value {
    json!({
        "value": value,
        "detail": format!("User has been suspended: [{value}]."),
        "title": "Forbidden",
        "section": "data",
        "resource_type": "user",
        "parameter": parameter,
        "resource_id": value,
        "type": address(dialect, "resource-not-found"),
    })
}

/// The account is protected, and its posts are not shown.
pub(super) fn protected(dialect: Dialect, parameter: &str, value: &str) -> Value {
    json!({
        "value": value,
        "detail": format!("Sorry, you are not authorized to see the user with {parameter}: [{value}]."),
        "title": "Authorization Error",
        "section": "data",
        "resource_type": "user",
        "parameter": parameter,
        "resource_id": value,
        "type": address(dialect, "not-authorized-for-resource"),
    })
}
