//! The companies one by one: in the page, or each as a page of its own.

use super::company::Companies;
use super::{Block, Link, Material, Page, Section, html, title_of};
use crate::error::Result;
use crate::report::words::{Source, Text};

/// More companies than this have pages of their own.
const IN_THE_PAGE: usize = 150;
/// More companies than this have none: their numbers stand in the tables.
const MOST_PAGES: usize = 2_000;

/// The companies one by one, or where each is found; `None` without companies.
pub fn section(of: &Material<'_>) -> Option<Section> {
    let many = of.study.panel.len();
    if many == 0 {
        return None;
    }
    let words = of.words;
    let n = words.whole(many as u64, Source::rows("companies", &[]));
    let title = words.say(
        "companies-title",
        [("n_number", (many as u64).into()), ("n", n.into())],
    );
    let mut blocks = vec![Block::Paragraph(words.say("companies-about", []))];
    if many <= IN_THE_PAGE {
        let companies = Companies::new(of);
        for place in by_name(of) {
            blocks.push(Block::Fold(of.company(place), companies.blocks(place)));
        }
    } else if many <= MOST_PAGES {
        let links = by_name(of).into_iter().map(|place| Link {
            address: path(place),
            text: of.company(place),
        });
        blocks.push(Block::Links(links.collect()));
    } else {
        blocks = vec![Block::Paragraph(words.say("companies-too-many", []))];
    }
    Some(Section {
        id: "companies".to_owned(),
        title,
        blocks,
    })
}

/// The pages of the companies, each with its path; none where they stand in the page itself.
pub fn pages<'m>(of: &'m Material<'m>) -> impl Iterator<Item = Result<(String, String)>> + 'm {
    let many = of.study.panel.len();
    let apart = many > IN_THE_PAGE && many <= MOST_PAGES;
    let companies = apart.then(|| Companies::new(of));
    companies.into_iter().flat_map(move |companies| {
        let shown = move |place: &usize| {
            let company = of.study.panel.get(*place);
            company.is_some_and(|company| of.has_page(&company.id))
        };
        (0..many)
            .filter(shown)
            .map(move |place| Ok((path(place), one(of, &companies, place)?)))
    })
}

fn one(of: &Material<'_>, companies: &Companies<'_>, place: usize) -> Result<String> {
    let words = of.words;
    let back = Link {
        address: "../report.html".to_owned(),
        text: words.say("companies-back", []),
    };
    let mut blocks = vec![Block::Paragraph(words.say("companies-about", []))];
    blocks.extend(companies.blocks(place));
    blocks.push(Block::Links(vec![back]));
    let sections = [Section {
        id: "company".to_owned(),
        title: of.company(place),
        blocks,
    }];
    let page = Page {
        title: title_of(of),
        lead: Vec::<Text>::new(),
        sections: &sections,
    };
    html(&page, words)
}

/// The page of the company at a place of the panel.
fn path(place: usize) -> String {
    format!("companies/{:04}.html", place + 1)
}

/// The places of the panel by the companies' names.
fn by_name(of: &Material<'_>) -> Vec<usize> {
    let panel = of.study.panel.iter().enumerate();
    let shown = panel.filter(|(_, company)| of.has_page(&company.id));
    let mut places: Vec<usize> = shown.map(|(place, _)| place).collect();
    places.sort_by_cached_key(|place| {
        let name = of.study.panel.get(*place).map(|c| c.name.to_lowercase());
        (name, *place)
    });
    places
}

#[cfg(test)]
#[path = "companies_tests.rs"]
mod tests;
