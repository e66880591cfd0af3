//! Sections in, HTML out, by templates.

use super::look::Look;
use super::section::{Block, Card, Grid, Quote, Section};
use crate::error::Result;
use crate::report::words::{Text, Words, escape};
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

/// The page as one HTML file that needs nothing else and runs nothing, as it looks where nobody wants it otherwise.
///
/// # Errors
/// When a template has a mistake.
pub fn html(page: &Page<'_>, words: &Words) -> Result<String> {
    html_as(page, words, &Look::default())
}

/// The same as a study wants it to look.
///
/// # Errors
/// When a template has a mistake.
pub fn html_as(page: &Page<'_>, words: &Words, look: &Look) -> Result<String> {
    let sections: Vec<Value> = page.sections.iter().map(section).collect();
    let lead: Vec<Value> = page.lead.iter().map(said).collect();
    look.render(context! {
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
    })
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
        Block::Fold(title, blocks) => {
            let blocks: Vec<Value> = blocks.iter().map(block).collect();
            context! { kind => "fold", title => said(title), blocks }
        }
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
    context! { head => said(&quote.head), words => Value::from_safe_string(words), notes }
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
    context! { caption => said(&grid.caption), heads, rows, data => grid.data }
}
