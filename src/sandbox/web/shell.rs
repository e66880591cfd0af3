//! What each builder puts around the pages of a site: head, menu, search, login, newsletter, foot.

use super::conduct::Builder;
use super::site::Site;
use std::fmt::Write as _;

/// Escapes what HTML would read as markup, in text and in attributes.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Writes something behind a text.
pub(super) fn put(text: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = text.write_fmt(what);
}

/// A page between the head and foot that its builder gives it.
pub(super) fn page(site: &Site, title: &str, head: &str, main: &str) -> String {
    let (name, words) = (escape(&site.name), site.words);
    let title = escape(title);
    let software = site.profile.software.map_or(String::new(), |software| {
        format!("<meta name=\"generator\" content=\"{software}\">\n")
    });
    let opensearch = if site.profile.search {
        format!(
            "<link rel=\"search\" type=\"application/opensearchdescription+xml\" href=\"/opensearch.xml\" title=\"{name}\">\n"
        )
    } else {
        String::new()
    };
    let top = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title} | {name}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n{software}{opensearch}{head}</head>\n",
        site.language
    );
    let (search, login) = (search_form(site), login(site));
    let (menu, foot) = (links(words.menu, 0), links(words.footer, 100));
    let help = format!(
        "<li><a href=\"{}\">{}</a></li>",
        site.paths.help,
        escape(words.help)
    );
    let contact = format!(
        "<li><a href=\"{}\">{}</a></li>",
        site.paths.contact,
        escape(words.contact)
    );
    let faq = format!(
        "<li><a href=\"{}\">{}</a></li>",
        site.paths.faq,
        escape(words.faq)
    );
    let (cookies, news) = (cookies(site), newsletter(site));
    let powered = site.profile.software.map_or(String::new(), |software| {
        format!("<p class=\"powered\">Powered by {software}</p>\n")
    });
    let inner = match site.profile.builder {
        Builder::Plaza => format!(
            "<body class=\"plaza\">\n<header class=\"site-header\"><a class=\"logo\" href=\"/\">{name}</a>\n\
             <nav class=\"main-nav\"><ul>{menu}{help}</ul></nav>\n{search}</header>\n<main id=\"content\">\n{main}\n</main>\n\
             <footer class=\"site-footer\">\n{news}<ul class=\"footer-links\">{faq}{contact}{foot}</ul>\n\
             {powered}<small>© {name}</small>\n</footer>\n{cookies}</body>\n"
        ),
        Builder::Centre => format!(
            "<body>\n{cookies}<header class=\"header\" role=\"banner\"><div class=\"brand\"><a href=\"/home\">{name}</a></div>\n\
             <div class=\"user-nav\"><ul>{contact}<li><a href=\"/m/3\">{}</a></li></ul></div></header>\n\
             <section class=\"hero\"><div class=\"hero-inner\">{search}</div></section>\n\
             <div class=\"container\" role=\"main\">\n{main}\n</div>\n<aside class=\"side\"><ul>{help}{faq}{menu}</ul></aside>\n\
             <footer class=\"footer\"><ul>{foot}</ul>{powered}</footer>\n</body>\n",
            escape(words.log_in)
        ),
        Builder::Ledger => format!(
            "<body bgcolor=\"#ffffff\">\n<table width=\"100%\" cellpadding=\"4\"><tr><td colspan=\"2\"><b><a href=\"/\">{name}</a></b> \
             {search}</td></tr>\n<tr valign=\"top\"><td width=\"180\"><ul>{menu}{help}{faq}{contact}</ul>\n{login}</td>\n<td>\n{main}\n\
             </td></tr>\n<tr><td colspan=\"2\" align=\"center\"><font size=\"-1\"><ul>{foot}</ul>{powered}</font></td></tr></table>\n</body>\n"
        ),
        Builder::Journal => format!(
            "<body class=\"page wp-theme\">\n<a class=\"skip-link\" href=\"#main\">↓</a>\n<div id=\"page\"><header id=\"masthead\">\
             <p class=\"site-title\"><a href=\"/\" rel=\"home\">{name}</a></p>\n<nav id=\"site-navigation\"><ul class=\"menu\">{menu}{help}{contact}</ul></nav>\
             </header>\n<div id=\"main\" class=\"site-main\">\n<article class=\"hentry\">\n{main}\n</article>\n</div>\n\
             <div id=\"secondary\" class=\"widget-area\"><section class=\"widget widget_search\">{search}</section>\n\
             <section class=\"widget\">{news}</section></div>\n<footer id=\"colophon\"><ul>{faq}{foot}</ul>{powered}</footer></div>\n{cookies}</body>\n"
        ),
        Builder::Atlas => format!(
            "<body>\n<div class=\"app\"><div class=\"topbar\" data-role=\"bar\"><span class=\"mark\"><a href=\"/\">{name}</a></span>{search}{login}</div>\n\
             <div class=\"drawer\"><ul>{menu}</ul></div>\n<div class=\"view\" role=\"main\">\n{main}\n</div>\n\
             <div class=\"base\"><div class=\"col\"><ul>{help}{faq}{contact}</ul></div><div class=\"col\"><ul>{foot}</ul></div>\n\
             <div class=\"col\">{news}</div>{powered}</div></div>\n{cookies}</body>\n"
        ),
    };
    format!("{top}{inner}</html>\n")
}

fn links(words: &[&str], from: usize) -> String {
    let items = (from..).zip(words);
    let items =
        items.map(|(nth, word)| format!("<li><a href=\"/m/{nth}\">{}</a></li>", escape(word)));
    items.collect()
}

fn search_form(site: &Site) -> String {
    if !site.profile.search {
        return String::new();
    }
    let (path, name) = site.paths.search;
    let (hint, button) = (escape(site.words.hint), escape(site.words.search));
    match site.profile.builder {
        Builder::Plaza => format!(
            "<form role=\"search\" action=\"{path}\" method=\"get\"><input type=\"search\" name=\"{name}\" placeholder=\"{hint}\" \
             aria-label=\"{button}\"><button type=\"submit\">{button}</button></form>\n"
        ),
        Builder::Centre => format!(
            "<form role=\"search\" class=\"search\" data-search=\"\" action=\"{path}\" accept-charset=\"UTF-8\" method=\"get\">\
             <input type=\"hidden\" name=\"utf8\" value=\"✓\" autocomplete=\"off\"><input type=\"search\" name=\"{name}\" id=\"query\" \
             placeholder=\"{hint}\" aria-label=\"{button}\"></form>"
        ),
        Builder::Ledger => format!(
            "<form action=\"{path}\"><input type=\"text\" name=\"{name}\" size=\"20\"> <input type=\"submit\" value=\"{button}\"></form>"
        ),
        Builder::Journal => format!(
            "<form role=\"search\" method=\"get\" class=\"search-form\" action=\"{}{path}\"><label><span>{button}:</span> \
             <input type=\"search\" class=\"search-field\" value=\"\" name=\"{name}\"></label><input type=\"submit\" value=\"{button}\"></form>",
            site.base
        ),
        Builder::Atlas => format!(
            "<form action=\"{path}\" method=\"get\" class=\"find\"><input name=\"{name}\" placeholder=\"{hint}\"><select name=\"section\">\
             <option value=\"all\" selected>*</option></select><button>{button}</button></form>"
        ),
    }
}

fn login(site: &Site) -> String {
    let words = site.words;
    format!(
        "<form action=\"/account/login\" method=\"post\" class=\"login\"><label>{email} <input type=\"email\" name=\"login\"></label>\
         <label>{password} <input type=\"password\" name=\"password\"></label><button type=\"submit\">{log_in}</button></form>\n",
        email = escape(words.email),
        password = escape(words.password),
        log_in = escape(words.log_in)
    )
}

fn newsletter(site: &Site) -> String {
    let words = site.words;
    format!(
        "<form action=\"/newsletter\" method=\"post\" class=\"newsletter\"><label for=\"nl-email\">{}</label>\
         <input type=\"email\" id=\"nl-email\" name=\"email\" placeholder=\"{}\"><button type=\"submit\">{}</button></form>\n",
        escape(&words.newsletter.replace("{company}", &site.name)),
        escape(words.email),
        escape(words.subscribe)
    )
}

fn cookies(site: &Site) -> String {
    format!(
        "<div class=\"cookie-notice\" role=\"dialog\" aria-label=\"Cookies\"><p>{}</p><button type=\"button\">{}</button></div>\n",
        escape(site.words.cookies),
        escape(site.words.accept)
    )
}
