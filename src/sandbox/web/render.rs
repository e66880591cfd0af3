//! The pages of a site as HTML. The same site gives the same bytes.

use super::chat_page::widget;
use super::conduct::{Builder, Place};
use super::content::Entry;
use super::shell::{escape, page, put};
use super::site::Site;
use serde_json::json;

fn fill(site: &Site, phrase: &str) -> String {
    escape(&phrase.replace("{company}", &site.name))
}

/// The home page.
pub(super) fn home(site: &Site) -> String {
    let words = site.words;
    let hero = words.heroes[site.company as usize % words.heroes.len()];
    let mut main = format!("<h1>{}</h1>\n", fill(site, hero));
    for (nth, offer) in words.offers.iter().enumerate() {
        put(
            &mut main,
            format_args!(
                "<section class=\"teaser\"><h2>{}</h2><p><a href=\"/m/{}\">{}</a></p></section>\n",
                escape(offer),
                200 + nth,
                escape(words.menu[nth % words.menu.len()])
            ),
        );
    }
    if let Some(teaser) = site.content.teasers.first() {
        main.push_str(&teaser_box(site, teaser));
    }
    if let Some(chat) = &site.profile.chat {
        main.push_str(&widget(site, chat));
    }
    let base = &site.base;
    let (path, name) = site.paths.search;
    let mut about = json!({
        "@context": "https://schema.org", "@type": "WebSite", "name": site.name, "url": format!("{base}/"),
    });
    if site.profile.search {
        about["potentialAction"] = json!({
            "@type": "SearchAction",
            "target": format!("{base}{path}?{name}={{search_term_string}}"),
            "query-input": "required name=search_term_string",
        });
    }
    let head = if site.profile.marked {
        json_ld(&about)
    } else {
        String::new()
    };
    page(site, words.home, &head, &main)
}

fn teaser_box(site: &Site, teaser: &str) -> String {
    format!(
        "<div class=\"contact-teaser\"><p>{}</p><a class=\"button\" href=\"{}\">{}</a></div>\n",
        escape(teaser),
        site.paths.contact,
        escape(site.words.contact)
    )
}

/// The page on which the help begins.
pub(super) fn help(site: &Site) -> String {
    let words = site.words;
    let mut main = format!(
        "<h1>{}</h1>\n<p><a href=\"{}\">{}</a></p>\n<h2>{}</h2>\n<ul class=\"article-list\">\n",
        escape(words.help),
        site.paths.faq,
        escape(words.faq),
        escape(words.popular)
    );
    for nth in site.on(Place::Linked) {
        main.push_str(&item(site, nth));
    }
    main.push_str("</ul>\n");
    for teaser in &site.content.teasers {
        main.push_str(&teaser_box(site, teaser));
    }
    page(site, words.help, "", &main)
}

fn item(site: &Site, nth: usize) -> String {
    let entry = &site.content.entries[nth];
    format!(
        "<li><a href=\"{}\">{}</a></li>\n",
        site.address(nth),
        escape(&entry.title)
    )
}

/// The page of frequent questions.
pub(super) fn faq(site: &Site) -> String {
    let words = site.words;
    let entries: Vec<&Entry> = site
        .on(Place::Faq)
        .map(|nth| &site.content.entries[nth])
        .collect();
    let mut main = format!("<h1>{}</h1>\n", escape(words.faq));
    let each = |make: fn(&Entry) -> String| entries.iter().map(|e| make(e)).collect::<String>();
    match site.profile.builder {
        Builder::Plaza => {
            main.push_str("<dl class=\"faq\">\n");
            main.push_str(&each(|e| {
                format!(
                    "<dt id=\"q{}\">{}</dt>\n<dd>{}</dd>\n",
                    e.number,
                    escape(&e.title),
                    paragraphs(e)
                )
            }));
            main.push_str("</dl>\n");
        }
        Builder::Centre => main.push_str(&each(|e| {
            format!(
                "<details id=\"q{}\"><summary>{}</summary>{}</details>\n",
                e.number,
                escape(&e.title),
                paragraphs(e)
            )
        })),
        Builder::Ledger => {
            main.push_str("<ol>\n");
            for e in &entries {
                put(&mut main, format_args!(
                    "<li><a href=\"#q{}\">{}</a></li>\n",
                    e.number,
                    escape(&e.title)
                ));
            }
            main.push_str("</ol>\n<hr>\n");
            main.push_str(&each(|e| {
                format!(
                    "<p><a name=\"q{}\"></a><b>{}</b><br>\n{}</p>\n",
                    e.number,
                    escape(&e.title),
                    escape(&e.paragraphs.join(" "))
                )
            }));
        }
        Builder::Journal => main.push_str(&each(|e| {
            format!(
                "<h3 id=\"q{}\">{}</h3>\n{}\n",
                e.number,
                escape(&e.title),
                paragraphs(e)
            )
        })),
        Builder::Atlas => main.push_str(&each(|e| {
            format!(
                "<div class=\"accordion-item\"><button type=\"button\" aria-expanded=\"false\" aria-controls=\"q{n}\">{}</button>\
                 <div id=\"q{n}\" class=\"accordion-panel\">{}</div></div>\n",
                escape(&e.title),
                paragraphs(e),
                n = e.number
            )
        })),
    }
    if let Some(teaser) = site.content.teasers.last() {
        main.push_str(&teaser_box(site, teaser));
    }
    let questions: Vec<_> = entries
        .iter()
        .map(|e| {
            let text = e.paragraphs.join(" ");
            // Some put HTML into it, as the vocabulary allows.
            let text = if e.number % 2 == 0 {
                format!("<p>{}</p>", escape(&text))
            } else {
                text
            };
            json!({
                "@type": "Question", "name": e.title,
                "acceptedAnswer": {"@type": "Answer", "text": text},
            })
        })
        .collect();
    let head = if site.profile.marked {
        json_ld(
            &json!({"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": questions}),
        )
    } else {
        String::new()
    };
    page(site, words.faq, &head, &main)
}

fn json_ld(value: &serde_json::Value) -> String {
    // `</script>` inside a text would end the element.
    let text = value.to_string().replace("</", "<\\/");
    format!("<script type=\"application/ld+json\">{text}</script>\n")
}

fn paragraphs(entry: &Entry) -> String {
    let all = entry.paragraphs.iter();
    let all = all.map(|p| format!("<p>{}</p>", escape(p)));
    all.collect()
}

/// An article.
pub(super) fn article(site: &Site, nth: usize) -> String {
    let (words, entry) = (site.words, &site.content.entries[nth]);
    let body = match site.profile.builder {
        Builder::Ledger => escape(&entry.paragraphs.join("\n\n")).replace("\n\n", "<br><br>\n"),
        Builder::Atlas => {
            let items = entry.paragraphs.iter();
            let items = items.map(|p| format!("<li>{}</li>\n", escape(p)));
            format!(
                "<ul class=\"points\">\n{}</ul>\n",
                items.collect::<String>()
            )
        }
        _ => paragraphs(entry),
    };
    let (day, month) = (1 + entry.number % 28, 1 + entry.number % 9);
    let mut main = format!(
        "<ol class=\"breadcrumb\"><li><a href=\"{}\">{}</a></li><li>{title}</li></ol>\n<h1>{title}</h1>\n\
         <p class=\"meta\">{} <time datetime=\"2026-{month:02}-{day:02}\">{day:02}/{month:02}/2026</time></p>\n\
         <div class=\"article-body\">\n{body}\n</div>\n<div class=\"vote\">{} <button type=\"button\">{}</button> <button type=\"button\">{}</button></div>\n",
        site.paths.help,
        escape(words.help),
        escape(words.updated),
        escape(words.helpful),
        escape(words.yes_no[0]),
        escape(words.yes_no[1]),
        title = escape(&entry.title),
    );
    let linked: Vec<usize> = site.on(Place::Linked).filter(|n| *n != nth).collect();
    if !linked.is_empty() {
        put(
            &mut main,
            format_args!(
                "<h2>{}</h2>\n<ul class=\"related\">\n",
                escape(words.related)
            ),
        );
        for at in 0..linked.len().min(3) {
            main.push_str(&item(site, linked[(at + nth) % linked.len()]));
        }
        main.push_str("</ul>\n");
    }
    page(site, &entry.title, "", &main)
}

/// Whether an entry stands whole among the results of a search.
pub(super) fn shows_whole(site: &Site, entry: &Entry) -> bool {
    site.profile.builder == Builder::Atlas && entry.place == Place::Faq
}

/// What a search comes to.
pub(super) fn results(site: &Site, words: &str, found: &[usize]) -> String {
    // So much of what was typed in is shown again, and no more.
    let typed: String = words.chars().take(120).collect();
    let heading = site.words.results.replace("{words}", &typed);
    let mut main = format!("<h1>{}</h1>\n", escape(&heading));
    if found.is_empty() {
        let none = site.words.no_results.replace("{words}", &typed);
        put(
            &mut main,
            format_args!("<p class=\"no-results\">{}</p>\n", escape(&none)),
        );
        if let Some(teaser) = site.content.teasers.first() {
            main.push_str(&teaser_box(site, teaser));
        }
    } else {
        main.push_str("<ol class=\"search-results\">\n");
        for &nth in found {
            let entry = &site.content.entries[nth];
            let text = if shows_whole(site, entry) {
                format!("<div class=\"answer\">{}</div>", paragraphs(entry))
            } else {
                format!("<p class=\"snippet\">{}</p>", escape(&snippet(entry)))
            };
            put(
                &mut main,
                format_args!(
                    "<li class=\"result\"><h2><a href=\"{}\">{}</a></h2>{text}</li>\n",
                    site.address(nth),
                    escape(&entry.title)
                ),
            );
        }
        main.push_str("</ol>\n");
    }
    page(site, &heading, "", &main)
}

/// The first words of an entry, never so many that they say it all.
fn snippet(entry: &Entry) -> String {
    let text = entry.paragraphs.join(" ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let most = if entry.paragraphs.len() > 1 { 9 } else { 5 };
    let shown = words.len().saturating_sub(2).min(most);
    format!("{} …", words[..shown].join(" "))
}

/// A page of the menu, which has to do with no question; `None` where there is none.
pub(super) fn menu(site: &Site, nth: usize) -> Option<String> {
    let words = site.words;
    let (list, at) = match nth {
        0..100 => (words.menu, nth),
        100..200 => (words.footer, nth - 100),
        _ => (words.offers, nth - 200),
    };
    let title = list.get(at)?;
    let hero = words.heroes[(site.company as usize + nth) % words.heroes.len()];
    let main = format!("<h1>{}</h1>\n<p>{}</p>\n", escape(title), fill(site, hero));
    Some(page(site, title, "", &main))
}

/// How the company can be reached, where there is no form.
pub(super) fn contact(site: &Site) -> String {
    // Of the numbers that are set aside for drama.
    let phone = format!("01632 960{:03}", site.company % 1000);
    let main = format!(
        "<h1>{}</h1>\n<address>{}<br><a href=\"tel:{}\">{phone}</a></address>\n",
        escape(site.words.contact),
        escape(&site.name),
        phone.replace(' ', "")
    );
    page(site, site.words.contact, "", &main)
}

/// Where nothing stands.
pub(super) fn not_found(site: &Site) -> String {
    let main = format!("<h1>{}</h1>\n", escape(site.words.not_found));
    page(site, site.words.not_found, "", &main)
}

/// How the site is searched, for browsers (`OpenSearch` 1.1).
pub(super) fn opensearch(site: &Site) -> String {
    let (path, name) = site.paths.search;
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n\
         <ShortName>{}</ShortName>\n<Url type=\"text/html\" template=\"{}{path}?{name}={{searchTerms}}\"/>\n</OpenSearchDescription>\n",
        escape(&site.name),
        site.base
    )
}
