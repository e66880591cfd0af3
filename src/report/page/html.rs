//! Sections in, HTML out, by templates.

use super::section::{Block, Card, Grid, Link, Quote, Section};
use crate::error::{Error, Result};
use crate::report::words::{Source, Text, Words, escape};
use base64::prelude::{BASE64_STANDARD, Engine};
use minijinja::{AutoEscape, Environment, Value, context};
use sha2::{Digest, Sha256};

/// The templates by name, as they come with the program.
const TEMPLATES: [(&str, &str); 3] = [
    ("page.html", include_str!("templates/page.html")),
    ("block.html", include_str!("templates/block.html")),
    (
        "blocks.html",
        "{% for block in blocks %}{% include \"block.html\" %}{% endfor %}",
    ),
];
/// How a page looks.
const STYLE: &str = include_str!("templates/style.css");

/// A page with a heading and sections.
#[derive(Debug)]
pub struct Page<'p> {
    /// The heading.
    pub title: Text,
    /// What stands under it.
    pub lead: Vec<Text>,
    /// The sections.
    pub sections: &'p [Section],
}

/// The page as one HTML file that needs nothing else and runs nothing.
///
/// # Errors
/// When a template has a mistake.
pub fn html(page: &Page<'_>, words: &Words) -> Result<String> {
    let templates = templates()?;
    let sections: Vec<Value> = page.sections.iter().map(section).collect();
    let policy = format!(
        "default-src 'none'; img-src data:; style-src '{}'; base-uri 'none'; form-action 'none'",
        hash(STYLE)
    );
    let lead: Vec<Value> = page.lead.iter().map(said).collect();
    templates
        .get_template("page.html")
        .and_then(|template| {
            template.render(context! {
                language => words.language().as_str(),
                title => page.title.to_plain(),
                heading => said(&page.title),
                lead, policy, sections,
                style => Value::from_safe_string(STYLE.to_owned()),
                contents => words.word("contents"),
                numbers => words.word("numbers-drawn"),
                rows => words.word("rows"),
            })
        })
        .map_err(|e| mistake(&e))
}

/// Blocks as HTML, for [`Block::Rendered`]: so that of many no more is held than their bytes.
///
/// # Errors
/// When a template has a mistake.
pub fn blocks(blocks: &[Block], words: &Words) -> Result<String> {
    let blocks: Vec<Value> = blocks.iter().map(block).collect();
    templates()?
        .get_template("blocks.html")
        .and_then(|template| {
            template.render(context! {
                blocks,
                numbers => words.word("numbers-drawn"),
                rows => words.word("rows"),
            })
        })
        .map_err(|e| mistake(&e))
}

fn templates() -> Result<Environment<'static>> {
    let mut templates = Environment::empty();
    templates.set_auto_escape_callback(|_| AutoEscape::Html);
    for (name, source) in TEMPLATES {
        templates
            .add_template(name, source)
            .map_err(|e| mistake(&e))?;
    }
    Ok(templates)
}

fn mistake(error: &minijinja::Error) -> Error {
    let mut message = format!("a template of the report has a mistake: {error:#}");
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        message.push_str(&format!(": {error:#}"));
        cause = error.source();
    }
    Error::Refused {
        message,
        hint: "mend the template, or take it away to have the one that comes with shopper"
            .to_owned(),
    }
}

/// A text as something that is HTML already.
fn said(text: &Text) -> Value {
    Value::from_safe_string(text.to_html())
}

fn section(section: &Section) -> Value {
    let blocks: Vec<Value> = section.blocks.iter().map(block).collect();
    context! { id => section.id.clone(), title => said(&section.title), blocks }
}

fn block(of: &Block) -> Value {
    match of {
        Block::Paragraph(text) => context! { kind => "paragraph", text => said(text) },
        Block::Heading(text) => context! { kind => "heading", text => said(text) },
        Block::List(items) => {
            let items: Vec<Value> = items.iter().map(said).collect();
            context! { kind => "list", items }
        }
        Block::Cards(cards) => {
            let cards: Vec<Value> = cards.iter().map(card).collect();
            context! { kind => "cards", cards }
        }
        Block::Table(of) => context! { kind => "table", table => grid(of) },
        Block::Chart(chart, of) => context! {
            kind => "chart",
            svg => Value::from_safe_string(chart.svg()),
            title => chart.title.clone(),
            table => grid(of),
        },
        Block::Beside(quotes) => {
            let quotes: Vec<Value> = quotes.iter().map(quote).collect();
            context! { kind => "beside", quotes }
        }
        Block::Strips(table, head, strips) => {
            let drawn = strips.iter().map(|s| Value::from_safe_string(s.svg()));
            let strips: Vec<Value> = drawn.collect();
            context! { kind => "strips", table => grid(table), head => said(head), strips }
        }
        Block::Fold(title, blocks) => {
            let blocks: Vec<Value> = blocks.iter().map(block).collect();
            context! { kind => "fold", title => said(title), blocks }
        }
        Block::Links(links) => {
            let link = |l: &Link| context! { address => Value::from_safe_string(escape(&l.address)), text => said(&l.text) };
            let links: Vec<Value> = links.iter().map(link).collect();
            context! { kind => "links", links }
        }
        Block::Rendered(html) => context! {
            kind => "rendered",
            html => Value::from_safe_string(html.clone()),
        },
    }
}

fn card(card: &Card) -> Value {
    let notes: Vec<Value> = card.notes.iter().map(said).collect();
    context! { label => said(&card.label), value => said(&card.value), notes }
}

fn quote(quote: &Quote) -> Value {
    let mut words = String::new();
    for (marked, piece) in &quote.said {
        let piece = escape(piece);
        words.push_str(&if *marked {
            format!("<mark>{piece}</mark>")
        } else {
            piece
        });
    }
    let notes: Vec<Value> = quote.notes.iter().map(said).collect();
    let from = quote.from.as_ref().map(Source::as_str);
    context! { head => said(&quote.head), words => Value::from_safe_string(words), notes, from }
}

fn grid(grid: &Grid) -> Value {
    let heads: Vec<Value> = grid
        .columns
        .iter()
        .map(|head| context! { name => said(&head.name), is_number => head.is_number })
        .collect();
    let rows: Vec<Vec<Value>> = grid
        .rows
        .iter()
        .map(|row| row.iter().map(said).collect())
        .collect();
    context! { caption => said(&grid.caption), label => grid.caption.to_plain(), heads, rows, data => grid.data }
}

/// A style's hash as a Content-Security-Policy names it.
fn hash(style: &str) -> String {
    format!(
        "sha256-{}",
        BASE64_STANDARD.encode(Sha256::digest(style.as_bytes()))
    )
}
