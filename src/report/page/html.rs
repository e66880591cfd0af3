//! Sections in, HTML out, by templates.

use super::section::{Block, Card, Grid, Link, Quote, Section};
use crate::error::Result;
use crate::report::words::{Source, Text, Words, escape};
use minijinja::{Value, context};

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
    let look = words.look();
    let sections: Vec<Value> = page.sections.iter().map(section).collect();
    let lead: Vec<Value> = page.lead.iter().map(said).collect();
    look.render(
        "page.html",
        context! {
            language => words.language().as_str(),
            title => page.title.to_plain(),
            heading => said(&page.title),
            logo => look.logo(),
            policy => look.policy(),
            style => Value::from_safe_string(look.style()),
            lead, sections,
            contents => words.word("contents"),
            numbers => words.word("numbers-drawn"),
            rows => words.word("rows"),
        },
    )
}

/// Blocks as HTML, for [`Block::Rendered`]: so that of many no more is held than their bytes.
///
/// # Errors
/// When a template has a mistake.
pub fn blocks(blocks: &[Block], words: &Words) -> Result<String> {
    let blocks: Vec<Value> = blocks.iter().map(block).collect();
    words.look().render(
        "blocks.html",
        context! {
            blocks,
            numbers => words.word("numbers-drawn"),
            rows => words.word("rows"),
        },
    )
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
            title => Value::from_safe_string(escape(&chart.title)),
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
        let (open, close) = if *marked {
            ("<mark>", "</mark>")
        } else {
            ("", "")
        };
        words.extend([open, &piece, close]);
    }
    let notes: Vec<Value> = quote.notes.iter().map(said).collect();
    let from = quote.from.as_ref().map(Source::as_str);
    let language = quote.language.map(crate::model::Language::as_str);
    context! { head => said(&quote.head), words => Value::from_safe_string(words), notes, from, language }
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
