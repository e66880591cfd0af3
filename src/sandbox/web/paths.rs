//! Where the pages of a site stand: each builder has ways of its own.

use super::conduct::Builder;
use super::content::Entry;

/// The addresses of a builder's pages.
pub(super) struct Paths {
    pub help: &'static str,
    pub faq: &'static str,
    pub contact: &'static str,
    pub thanks: &'static str,
    pub chat: &'static str,
    /// Of the search: its path, and the name under which it gets the words.
    pub search: (&'static str, &'static str),
    pub sitemap: &'static str,
}

/// The addresses of a builder's pages.
pub(super) const fn paths(builder: Builder) -> Paths {
    match builder {
        Builder::Plaza => Paths {
            help: "/help",
            faq: "/faq",
            contact: "/contact",
            thanks: "/contact/thanks",
            chat: "/chat",
            search: ("/search", "q"),
            sitemap: "/sitemap.xml",
        },
        Builder::Centre => Paths {
            help: "/hc",
            faq: "/hc/faq",
            contact: "/hc/requests/new",
            thanks: "/hc/requests/sent",
            chat: "/hc/live",
            search: ("/hc/search", "query"),
            sitemap: "/hc/sitemap.xml",
        },
        Builder::Ledger => Paths {
            help: "/support/index.html",
            faq: "/support/faq.html",
            contact: "/contact.html",
            thanks: "/sent.html",
            chat: "/chat.html",
            search: ("/find", "term"),
            sitemap: "/sitemap.xml",
        },
        Builder::Journal => Paths {
            help: "/customer-service/",
            faq: "/customer-service/questions/",
            contact: "/get-in-touch/",
            thanks: "/get-in-touch/thank-you/",
            chat: "/talk-to-us/",
            search: ("/", "s"),
            sitemap: "/wp-sitemap.xml",
        },
        Builder::Atlas => Paths {
            help: "/info/help",
            faq: "/info/answers",
            contact: "/info/contact",
            thanks: "/info/contact/done",
            chat: "/info/chat",
            search: ("/kb/search", "keywords"),
            sitemap: "/sitemap.xml",
        },
    }
}

/// Where an article stands.
pub(super) fn article(builder: Builder, entry: &Entry) -> String {
    let Entry { number, slug, .. } = entry;
    match builder {
        Builder::Plaza => format!("/article/{number}"),
        Builder::Centre => format!("/hc/articles/{}-{slug}", 360_000_000 + number),
        Builder::Ledger => format!("/support/{slug}.html"),
        Builder::Journal => format!("/customer-service/{slug}/"),
        Builder::Atlas => format!("/kb/AA-{number:05}"),
    }
}

/// Where the home page really stands.
pub(super) const fn home(builder: Builder) -> &'static str {
    match builder {
        Builder::Centre => "/home",
        _ => "/",
    }
}
