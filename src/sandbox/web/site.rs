//! One company's site: what is answered to which address.

use super::chat_page::{FRAME, chat_page, frame_page};
use super::chat_words::{ChatWords, chat_words};
use super::conduct::{Builder, Place, SiteProfile};
use super::content::Content;
use super::form_words::{FormWords, form_words};
use super::paths::{Paths, article, home, paths};
use super::render;
use super::shell::put;
use super::visits::Matters;
use super::words::{SiteWords, site_words};
use crate::model::Study;
use crate::sandbox::behaviour::Behaviour;
use std::collections::HashMap;

/// A company's site.
pub(super) struct Site {
    pub company: u32,
    /// Where it stands, without a slash at the end.
    pub base: String,
    pub name: String,
    pub id: String,
    pub language: &'static str,
    pub words: &'static SiteWords,
    pub profile: SiteProfile,
    pub paths: Paths,
    pub content: Content,
    pub matters: Matters,
    pub form_words: &'static FormWords,
    pub chat_words: &'static ChatWords,
    articles: HashMap<String, usize>,
}

/// What a site answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Page {
    pub status: u16,
    pub content_type: &'static str,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    /// What was searched for.
    pub searched: Option<String>,
    /// The questions whose answers stand on the page.
    pub answers: Vec<u32>,
    /// Whether a person would open it to read: not robots.txt and the like.
    pub read: bool,
}

impl Page {
    pub(super) fn html(status: u16, body: String) -> Self {
        Self {
            status,
            content_type: "text/html; charset=utf-8",
            body: body.into_bytes(),
            read: true,
            ..Self::default()
        }
    }

    /// A page of JSON, which nobody reads.
    pub(super) fn json(status: u16, body: &serde_json::Value) -> Self {
        Self {
            status,
            ..Self::other("application/json", body.to_string())
        }
    }

    fn other(content_type: &'static str, body: String) -> Self {
        Self {
            content_type,
            read: false,
            ..Self::html(200, body)
        }
    }

    /// Leads on to another page.
    pub(super) fn onward(status: u16, to: &str) -> Self {
        Self {
            headers: vec![("location", to.to_owned())],
            ..Self::html(status, String::new())
        }
    }
}

impl Site {
    /// A company's site; `None` where it has none.
    pub(super) fn of(
        study: &Study,
        behaviour: &Behaviour,
        company: u32,
        base: String,
    ) -> Option<Self> {
        let profile = behaviour.site(company)?.clone();
        let about = study.panel.get(company as usize)?;
        let content = Content::of(study, behaviour, company);
        let articles = content
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.place != Place::Faq)
            .map(|(nth, entry)| (article(profile.builder, entry), nth))
            .collect();
        Some(Self {
            company,
            base,
            name: about.name.clone(),
            id: about.id.clone(),
            language: about.language.as_str(),
            words: site_words(about.language),
            paths: paths(profile.builder),
            form_words: form_words(about.language),
            chat_words: chat_words(about.language),
            profile,
            content,
            matters: Matters::of(study, company, site_words(about.language).stop),
            articles,
        })
    }

    /// Where an entry stands.
    pub(super) fn address(&self, nth: usize) -> String {
        let Some(entry) = self.content.entries.get(nth) else {
            return self.paths.help.to_owned();
        };
        if entry.place == Place::Faq {
            format!("{}#q{}", self.paths.faq, entry.number)
        } else {
            article(self.profile.builder, entry)
        }
    }

    /// The entries of a place, in their order.
    pub(super) fn on(&self, place: Place) -> impl Iterator<Item = usize> {
        let entries = self.content.entries.iter().enumerate();
        entries
            .filter(move |(_, entry)| entry.place == place)
            .map(|(nth, _)| nth)
    }

    /// What is answered to a request for a page.
    pub(super) fn get(&self, path: &str, query: &[(String, String)]) -> Page {
        let (search, name) = self.paths.search;
        let words = query.iter().find(|(n, _)| n == name).map(|(_, v)| v);
        if self.profile.search && path == search && (words.is_some() || search != "/") {
            return self.search(words.map_or("", String::as_str));
        }
        match path {
            "/robots.txt" => Page::other("text/plain; charset=utf-8", self.robots()),
            "/opensearch.xml" if self.profile.search => Page::other(
                "application/opensearchdescription+xml",
                render::opensearch(self),
            ),
            _ if path == self.paths.sitemap => Page::other("application/xml", self.sitemap()),
            _ if path == home(self.profile.builder) => Page::html(200, render::home(self)),
            "/" => Page::onward(302, home(self.profile.builder)),
            _ if path == self.paths.help => Page::html(200, render::help(self)),
            _ if path == self.paths.faq => self.faq(),
            _ if path == self.paths.contact => Page {
                read: false,
                ..Page::html(200, render::contact(self))
            },
            // A picture of nothing.
            "/captcha.png" => Page::other("image/png", String::new()),
            _ => self.further(path),
        }
    }

    fn further(&self, path: &str) -> Page {
        if let Some(chat) = &self.profile.chat {
            let page = match path {
                FRAME => frame_page(self, chat),
                _ if path == self.paths.chat => chat_page(self, chat),
                _ => String::new(),
            };
            if !page.is_empty() {
                return Page {
                    read: false,
                    ..Page::html(200, page)
                };
            }
        }
        if let Some(&nth) = self.articles.get(path) {
            let answers = self.content.entries[nth].answers.into_iter().collect();
            return Page {
                answers,
                ..Page::html(200, render::article(self, nth))
            };
        }
        let menu = path
            .strip_prefix("/m/")
            .and_then(|n| n.parse::<usize>().ok());
        if let Some(about) = menu.and_then(|n| render::menu(self, n)) {
            return Page::html(200, about);
        }
        // Where every address ends in a slash, one without leads to one with.
        if self.profile.builder == Builder::Journal && !path.ends_with('/') {
            return Page::onward(301, &format!("{path}/"));
        }
        Page::html(404, render::not_found(self))
    }

    fn faq(&self) -> Page {
        let entries = self.on(Place::Faq);
        let answers = entries.filter_map(|nth| self.content.entries[nth].answers);
        Page {
            answers: answers.collect(),
            ..Page::html(200, render::faq(self))
        }
    }

    fn search(&self, words: &str) -> Page {
        let found = self.content.index.find(words);
        // This builder shows frequent questions with their answers among the results.
        let shown = found.iter().filter_map(|&nth| {
            let entry = &self.content.entries[nth];
            let whole = render::shows_whole(self, entry);
            entry.answers.filter(|_| whole)
        });
        Page {
            searched: Some(words.to_owned()),
            answers: shown.collect(),
            ..Page::html(200, render::results(self, words, &found))
        }
    }

    fn robots(&self) -> String {
        let mut text = "User-agent: *\nDisallow: /account\nDisallow: /basket\n".to_owned();
        if self.profile.search && self.profile.search_forbidden {
            let (path, name) = self.paths.search;
            if path == "/" {
                put(&mut text, format_args!("Disallow: /?{name}=\n"));
            } else {
                put(&mut text, format_args!("Disallow: {path}\n"));
            }
        }
        put(
            &mut text,
            format_args!("\nSitemap: {}{}\n", self.base, self.paths.sitemap),
        );
        text
    }

    /// The pages that the site lists: all but the articles that only its search knows.
    fn sitemap(&self) -> String {
        let mut listed = vec![
            home(self.profile.builder).to_owned(),
            self.paths.help.to_owned(),
            self.paths.faq.to_owned(),
            self.paths.contact.to_owned(),
        ];
        for place in [Place::Linked, Place::Listed] {
            listed.extend(self.on(place).map(|nth| self.address(nth)));
        }
        let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
            .to_owned();
        for path in listed {
            put(
                &mut xml,
                format_args!("  <url><loc>{}{path}</loc></url>\n", self.base),
            );
        }
        xml.push_str("</urlset>\n");
        xml
    }
}
