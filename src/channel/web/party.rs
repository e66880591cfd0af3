//! Whose a host is: where a form may send a message that was meant for the company.

use url::{Host, Url};

/// Second levels under which a country's names are registered.
const SECOND_LEVELS: &[&str] = &[
    "ac", "asso", "co", "com", "edu", "gen", "gob", "gouv", "gov", "gv", "ltd", "me", "mil", "ne",
    "net", "nom", "or", "org", "plc", "priv", "sch",
];

/// Domains under which unrelated parties have names of their own: helpdesks, shops, hosts.
const SHARED: &[&str] = &[
    "azurewebsites.net",
    "blogspot.com",
    "cloudfront.net",
    "freshdesk.com",
    "github.io",
    "gorgias.help",
    "happyfox.com",
    "herokuapp.com",
    "helpscoutdocs.com",
    "myshopify.com",
    "netlify.app",
    "onrender.com",
    "pages.dev",
    "squarespace.com",
    "vercel.app",
    "webflow.io",
    "wixsite.com",
    "wordpress.com",
    "workers.dev",
    "zendesk.com",
    "zohodesk.com",
    "zohodesk.eu",
];

/// Those who take in other companies' forms for a living, and helpdesks.
const PROCESSORS: &[&str] = &[
    "123formbuilder.com",
    "aweforms.com",
    "basin.com",
    "cognitoforms.com",
    "emailmeform.com",
    "formbucket.com",
    "formcarry.com",
    "formspark.io",
    "formspree.io",
    "formstack.com",
    "formsubmit.co",
    "formtools.com",
    "freshdesk.com",
    "freshworks.com",
    "getform.io",
    "gorgias.help",
    "happyfox.com",
    "hsforms.com",
    "hubspot.com",
    "jotform.com",
    "mailform.io",
    "salesforce.com",
    "staticforms.xyz",
    "submit-form.com",
    "usebasin.com",
    "web3forms.com",
    "wufoo.com",
    "zendesk.com",
    "zoho.com",
    "zoho.eu",
    "zohodesk.com",
    "zohodesk.eu",
    "zohopublic.com",
    "zohopublic.eu",
];

/// What is registered of a host: `acme.co.uk` of `www.acme.co.uk`. Of an address of numbers, all of it.
fn registered(host: &str) -> &str {
    let host = host.trim_end_matches('.');
    let mut dots = host.rmatch_indices('.').map(|(at, _)| at + 1);
    let Some(second) = dots.nth(1) else {
        return host;
    };
    let base = &host[second..];
    let third = dots.next().unwrap_or(0);
    let (name, country) = base.split_once('.').unwrap_or((base, ""));
    let shared = SHARED.contains(&base) || (country.len() == 2 && SECOND_LEVELS.contains(&name));
    &host[if shared { third } else { second }..]
}

/// What is registered of the host of an address; empty where it has none.
pub(super) fn party(url: &Url) -> &str {
    match url.host() {
        Some(Host::Domain(name)) => registered(name),
        _ => url.host_str().unwrap_or_default(),
    }
}

/// Whether two addresses are of one party.
pub(in crate::channel) fn same_party(a: &Url, b: &Url) -> bool {
    !party(a).is_empty() && party(a) == party(b)
}

/// Whether an address is of one who takes in other companies' forms.
pub(in crate::channel) fn is_processor(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    PROCESSORS.iter().any(|known| {
        host.strip_suffix(known)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

/// Whether a company that is reached at `home` may well be found at `at` too: the same party, the same name
/// under another ending, or a helpdesk.
pub(in crate::channel) fn belongs(at: &Url, home: &Url) -> bool {
    let name = |url| {
        let label = party(url).split('.').next().unwrap_or_default();
        (matches!(url.host(), Some(Host::Domain(_))) && label.len() >= 3).then_some(label)
    };
    same_party(at, home) || is_processor(at) || (name(at).is_some() && name(at) == name(home))
}

/// What names a place to a person: host, and port where it has one of its own.
pub(super) fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or("an address without a host");
    url.port()
        .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    #[test]
    fn a_party_is_what_is_registered() {
        for (host, is) in [
            ("www.acme.test", "acme.test"),
            ("a.b.acme.co.uk", "acme.co.uk"),
            ("co.uk", "co.uk"),
            ("acme.zendesk.com", "acme.zendesk.com"),
            ("help.acme.zendesk.com", "acme.zendesk.com"),
            ("www.meo.pt", "meo.pt"),
            ("shop.com.be", "shop.com.be"),
            ("localhost", "localhost"),
            ("", ""),
            (".", ""),
        ] {
            assert_eq!(registered(host), is, "{host}");
        }
        assert_eq!(party(&url("http://127.0.0.1:8/")), "127.0.0.1");
    }

    #[test]
    fn a_stranger_is_told_from_the_company_and_its_helpers() {
        let home = url("https://www.acme.nl/contact");
        for (at, same, processor, belonging) in [
            ("https://forms.acme.nl/x", true, false, true),
            ("http://acme.nl:8080/", true, false, true),
            ("https://acme.com/", false, false, true),
            ("https://acme.zendesk.com/", false, true, true),
            ("https://webto.salesforce.com/servlet", false, true, true),
            ("https://formspree.io/f/x", false, true, true),
            ("https://notformspree.io/f/x", false, false, false),
            ("https://evil.example/acme.nl", false, false, false),
            ("http://127.0.0.1/", false, false, false),
        ] {
            let at = url(at);
            assert_eq!(same_party(&at, &home), same, "{at}");
            assert_eq!(is_processor(&at), processor, "{at}");
            assert_eq!(belongs(&at, &home), belonging, "{at}");
        }
        assert!(!belongs(
            &url("http://127.0.0.2/"),
            &url("http://127.0.0.3/")
        ));
    }
}
