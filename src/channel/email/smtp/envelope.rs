//! Addresses and names as they go into commands.

use crate::channel::Dispatch;

/// What MAIL and RCPT say of a dispatch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Envelope<'d> {
    /// The sender.
    pub from: &'d str,
    /// The recipient.
    pub to: &'d str,
    /// Whether one of the addresses needs SMTPUTF8 (RFC 6531).
    pub international: bool,
}

impl<'d> Envelope<'d> {
    /// The envelope of a dispatch, or why it cannot have one.
    pub fn of(dispatch: &'d Dispatch) -> Result<Self, String> {
        for address in [&dispatch.from, &dispatch.to] {
            check(address).map_err(|reason| format!("{address:?} is no address: {reason}"))?;
        }
        Ok(Self {
            from: &dispatch.from,
            to: &dispatch.to,
            international: !(dispatch.from.is_ascii() && dispatch.to.is_ascii()),
        })
    }

    /// The name to give in EHLO: the sender's domain. The machine's own name and address are
    /// nobody's business and often wrong; where the domain is no host name, loopback's address
    /// literal is what mail programs say that care for privacy.
    pub fn greeting_name(&self) -> &str {
        let domain = self.from.rsplit_once('@').map_or("", |(_, domain)| domain);
        let label = |label: &str| {
            (1..=63).contains(&label.len())
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        if domain.len() <= 253 && domain.split('.').all(label) {
            domain
        } else {
            "[127.0.0.1]"
        }
    }
}

/// Whether an address can stand between angle brackets in a command and mean only itself. Quoted
/// local parts are legal but nobody has one, and they are how commands get smuggled.
fn check(address: &str) -> Result<(), &'static str> {
    let Some((local, domain)) = address.rsplit_once('@') else {
        return Err("there is no @ in it");
    };
    if local.is_empty() || domain.is_empty() {
        return Err("one side of its @ is empty");
    }
    if address.len() > 254 {
        return Err("it is longer than 254 bytes");
    }
    if address.contains(|c: char| {
        c.is_control()
            || c.is_whitespace()
            || matches!(c, '<' | '>' | '"' | '\\' | '(' | ')' | ',' | ';')
    }) || local.contains('@')
    {
        return Err("it holds a character that no address of this kind holds");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for good in [
            "a@b",
            "anna.reed+k7q2@shop.example",
            "o'brien/x=y@x.example",
            "jörg@bücher.example",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "@",
            "a",
            "a@",
            "@b",
            "a@b>\r\nRCPT TO:<c@d",
            "a b@c",
            "a@b\0",
            "a@b@c",
            "\"a b\"@c",
            "a@b,c@d",
        ] {
            assert!(check(bad).is_err(), "{bad:?}");
        }
        assert!(check(&format!("{}@example.com", "a".repeat(250))).is_err());
    }

    #[test]
    fn greeting() {
        let name = |from| {
            Envelope {
                from,
                to: "x@y",
                international: false,
            }
            .greeting_name()
            .to_owned()
        };
        assert_eq!(name("anna+token@shop.example"), "shop.example");
        for odd in [
            "a@bücher.example",
            "a@[10.0.0.7]",
            "a@-x.example",
            "a@x..y",
            "a@x_y",
        ] {
            assert_eq!(name(odd), "[127.0.0.1]", "{odd}");
        }
    }
}
