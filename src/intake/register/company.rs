//! Which party an address belongs to.

/// Domains under which unrelated parties have names of their own: country second levels, helpdesks
/// and shops.
const SHARED: &[&str] = &[
    "ac.uk",
    "co.at",
    "co.jp",
    "co.nz",
    "co.uk",
    "co.za",
    "com.au",
    "com.be",
    "com.br",
    "com.fr",
    "gov.uk",
    "ltd.uk",
    "me.uk",
    "net.au",
    "org.au",
    "org.uk",
    "plc.uk",
    "freshdesk.com",
    "freshservice.com",
    "gorgias.com",
    "happyfox.com",
    "helpscoutapp.com",
    "intercom-mail.com",
    "myshopify.com",
    "onmicrosoft.com",
    "salesforce.com",
    "teamwork.com",
    "zendesk.com",
    "zohodesk.com",
    "zohodesk.eu",
];
/// Mail providers: there, the address is the party.
const FREEMAIL: &[&str] = &[
    "aol.com",
    "free.fr",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.fr",
    "icloud.com",
    "kpnmail.nl",
    "laposte.net",
    "live.com",
    "live.nl",
    "mail.com",
    "me.com",
    "orange.fr",
    "outlook.com",
    "outlook.de",
    "outlook.fr",
    "proton.me",
    "protonmail.com",
    "sfr.fr",
    "skynet.be",
    "t-online.de",
    "telenet.be",
    "wanadoo.fr",
    "web.de",
    "yahoo.co.uk",
    "yahoo.com",
    "yahoo.de",
    "yahoo.fr",
    "ziggo.nl",
    "btinternet.com",
];

/// The part of an address that tells the party: its registrable domain, or all of it at a mail
/// provider.
pub(in crate::intake) fn company_key(address: &str) -> &str {
    let Some((_, domain)) = address.rsplit_once('@') else {
        return address;
    };
    let mut labels = domain.rmatch_indices('.');
    let second = labels.nth(1).map(|(at, _)| at + 1);
    let (base, third) = match second {
        Some(at) => (&domain[at..], labels.next().map(|(at, _)| at + 1)),
        None => (domain, None),
    };
    if FREEMAIL.contains(&domain) {
        address
    } else if SHARED.contains(&base) {
        third.map_or(domain, |at| &domain[at..])
    } else {
        base
    }
}

/// The name that a party has under a helpdesk's or host's domain, `acme` in `acme.zendesk.com`.
pub(in crate::intake) fn hosted_label(address: &str) -> Option<&str> {
    let key = company_key(address);
    let (label, base) = key.split_once('.')?;
    (!key.contains('@') && SHARED.contains(&base)).then_some(label)
}

/// The name in a party's domain, `acme` in `help@mail.acme.test`; none of a mail provider's, and
/// none so short that it may stand anywhere.
pub(super) fn label(contact: &str) -> Option<&str> {
    let key = company_key(contact);
    let label = key.split('.').next()?;
    (!key.contains('@') && key.contains('.') && label.len() >= 4).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companies_are_told_by_their_registrable_domain() {
        for (address, key) in [
            ("help@acme.test", "acme.test"),
            ("help@mail.acme.test", "acme.test"),
            ("help@mail.acme.co.uk", "acme.co.uk"),
            ("support@acme.zendesk.com", "acme.zendesk.com"),
            ("acme.shop@gmail.com", "acme.shop@gmail.com"),
            ("x@localhost", "localhost"),
            ("nonsense", "nonsense"),
        ] {
            assert_eq!(company_key(address), key);
        }
    }

    #[test]
    fn a_company_keeps_its_name_at_its_helpdesk() {
        assert_eq!(hosted_label("support@acme.zendesk.com"), Some("acme"));
        assert_eq!(hosted_label("support@mail.acme.zendesk.com"), Some("acme"));
        assert_eq!(hosted_label("support@acme.test"), None);
        assert_eq!(hosted_label("support@zendesk.com"), None);
        assert_eq!(label("help@mail.acme.co.uk"), Some("acme"));
        assert_eq!(label("acme@gmail.com"), None);
        assert_eq!(label("help@ab.test"), None);
    }
}
