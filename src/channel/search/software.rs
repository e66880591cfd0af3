//! Self-service software, told by what it leaves on a page.

use url::Url;

/// What stands in the address of a script or a page, or in what made it, and whose software that is.
const SIGNS: &[(&str, &str)] = &[
    ("zdassets.com", "zendesk"),
    ("zendesk.com", "zendesk"),
    ("/hc/theming_assets", "zendesk"),
    ("intercom.help", "intercom"),
    ("intercomcdn.com", "intercom"),
    ("widget.intercom.io", "intercom"),
    ("freshdesk.com", "freshdesk"),
    ("freshworks.com", "freshdesk"),
    ("freshservice.com", "freshdesk"),
    ("helpscoutdocs.com", "helpscout"),
    ("helpscout.net", "helpscout"),
    ("helpscout.com", "helpscout"),
    ("force.com", "salesforce"),
    ("my.site.com", "salesforce"),
    ("salesforce.com", "salesforce"),
    ("salesforceliveagent.com", "salesforce"),
    ("service-now.com", "servicenow"),
    ("servicenow", "servicenow"),
    ("algolianet.com", "algolia"),
    ("algolia.net", "algolia"),
    ("algoliasearch", "algolia"),
    ("docsearch", "algolia"),
    ("coveo.com", "coveo"),
    ("coveo", "coveo"),
    ("inbenta.io", "inbenta"),
    ("inbenta.com", "inbenta"),
    ("inbenta", "inbenta"),
    ("eptica", "eptica"),
    ("enghouse", "eptica"),
    ("transversal.com", "transversal"),
    ("transversal.net", "transversal"),
    ("synthetix", "synthetix"),
    ("syn-finity", "synthetix"),
    ("creativevirtual", "creative virtual"),
    ("creative-virtual", "creative virtual"),
    ("custhelp.com", "oracle"),
    ("rightnowtech.com", "oracle"),
    ("rnengage.com", "oracle"),
    ("oraclecloud.com", "oracle"),
    ("egain.cloud", "egain"),
    ("egain.net", "egain"),
    ("egain.com", "egain"),
    ("gomoxie", "moxie"),
    ("moxiesoft", "moxie"),
    ("liveperson.net", "liveperson"),
    ("lpsnmedia.net", "liveperson"),
    ("mypurecloud.com", "genesys"),
    ("genesys", "genesys"),
    ("mindtouch.com", "mindtouch"),
    ("mindtouch.us", "mindtouch"),
    ("document360", "document360"),
    ("helpjuice", "helpjuice"),
    ("gorgias", "gorgias"),
    ("zohodesk", "zoho"),
    ("zohocdn", "zoho"),
    ("hubspot", "hubspot"),
    ("trengo", "trengo"),
    ("answerbase", "answerbase"),
    ("yext", "yext"),
    ("swiftype", "swiftype"),
    ("sitecore", "sitecore"),
    ("phpmyfaq", "phpmyfaq"),
    ("osticket", "osticket"),
    ("django-helpdesk", "django-helpdesk"),
    ("helpdesk/kb", "django-helpdesk"),
    ("kayako", "kayako"),
    ("uservoice", "uservoice"),
    ("dydu", "dydu"),
    ("smart-tribune", "smart tribune"),
    ("easiware", "easiware"),
];

/// The software that a text names: the address of a script, what generated a page, the first words of a script.
pub(super) fn named(text: &str) -> &'static str {
    let text = text[..text.floor_char_boundary(2_000)].to_ascii_lowercase();
    let found = SIGNS.iter().find(|(sign, _)| text.contains(sign));
    found.map_or("", |(_, name)| name)
}

/// The software under whose address a page stands.
pub(super) fn of_address(address: &Url) -> &'static str {
    let found = named(address.host_str().unwrap_or_default());
    let path = address.path();
    // Help Center of Zendesk: /hc/en-gb/articles/123; RightNow: /app/answers/detail/a_id/1.
    if !found.is_empty() {
        found
    } else if path.contains("/hc/")
        && (path.contains("/articles/") || path.contains("/search") || path.contains("/sections/"))
    {
        "zendesk"
    } else if path.contains("/app/answers/") {
        "oracle"
    } else if path.contains("/support/solutions") {
        "freshdesk"
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn software_is_told_by_its_traces() {
        for (text, name) in [
            ("https://static.zdassets.com/hc/assets/x.js", "zendesk"),
            ("//cdn.jsdelivr.net/npm/algoliasearch@4", "algolia"),
            ("https://acme.custhelp.com/x.js", "oracle"),
            ("WordPress 6.7", ""),
        ] {
            assert_eq!(named(text), name, "{text}");
        }
        let at = |address: &str| of_address(&Url::parse(address).unwrap());
        assert_eq!(
            at("https://help.acme.example/hc/en-gb/articles/1-x"),
            "zendesk"
        );
        assert_eq!(at("https://acme.example/app/answers/list"), "oracle");
        assert_eq!(at("https://acme.example/hc/"), "");
    }
}
