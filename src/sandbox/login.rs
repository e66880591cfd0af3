//! Who may in: SASL as both servers take it.

use super::encoding::from_base64;
use super::market::USER;

/// The mechanisms of both servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mechanism {
    Plain,
    Login,
    Xoauth2,
}

/// What a server that hears a wrong bearer token says before it refuses, in base64: clients answer
/// it with an empty line.
pub(super) const XOAUTH2_REFUSAL: &str = r#"{"status":"401","schemes":"bearer","scope":"mail"}"#;

/// Whether an initial response (PLAIN, XOAUTH2), still in base64, is the shopper's.
pub(super) fn is_shopper(mechanism: Mechanism, response: &str, password: &str) -> bool {
    from_base64(response).is_some_and(|bytes| is_shopper_decoded(mechanism, &bytes, password))
}

/// The same, decoded. For XOAUTH2 the password is the bearer token.
pub(super) fn is_shopper_decoded(mechanism: Mechanism, response: &[u8], password: &str) -> bool {
    let Ok(text) = std::str::from_utf8(response) else {
        return false;
    };
    match mechanism {
        Mechanism::Plain => {
            let mut fields = text.split('\0');
            let acts_as = fields.next();
            matches!(acts_as, Some("" | USER))
                && fields.next() == Some(USER)
                && fields.next() == Some(password)
                && fields.next().is_none()
        }
        Mechanism::Xoauth2 => text == format!("user={USER}\u{1}auth=Bearer {password}\u{1}\u{1}"),
        Mechanism::Login => false,
    }
}

/// Whether a name and a password, as LOGIN asks for them, are the shopper's.
pub(super) fn is_shopper_named(name: &[u8], password: &[u8], right: &str) -> bool {
    name == USER.as_bytes() && password == right.as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::encoding::base64;

    #[test]
    fn only_the_shopper_with_the_password_may_in() {
        let plain = |text: &str| is_shopper(Mechanism::Plain, &base64(text.as_bytes()), "pw");
        assert!(plain("\0shopper\0pw"));
        assert!(plain("shopper\0shopper\0pw"));
        assert!(!plain("\0shopper\0wrong"));
        assert!(!plain("\0shopper\0pw\0more"));
        assert!(!plain("boss\0shopper\0pw"));
        assert!(!plain(""));
        assert!(!is_shopper(Mechanism::Plain, "***", "pw"));
        let bearer = "user=shopper\u{1}auth=Bearer pw\u{1}\u{1}";
        assert!(is_shopper_decoded(
            Mechanism::Xoauth2,
            bearer.as_bytes(),
            "pw"
        ));
        assert!(!is_shopper_decoded(
            Mechanism::Xoauth2,
            bearer.as_bytes(),
            "px"
        ));
        assert!(is_shopper_named(b"shopper", b"pw", "pw"));
    }
}
