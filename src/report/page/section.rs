//! What a page is made of: sections of a few kinds of blocks, so that all of them look alike, and every figure in them is
//! found in the same way.

use crate::model::Language;
use crate::report::chart::{Chart, Strip};
use crate::report::words::{Source, Text};

/// A part of the page with a heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// What links point to; letters, digits and `-`.
    pub id: String,
    /// What was found, not what was looked at.
    pub title: Text,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

impl Section {
    /// The charts in it, in their order.
    #[must_use]
    pub fn charts(&self) -> Vec<&Chart> {
        self.blocks.iter().flat_map(Block::charts).collect()
    }
}

/// One thing on the page.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A sentence or a few.
    Paragraph(Text),
    /// Findings, one below the other.
    List(Vec<Text>),
    /// A heading within the section.
    Heading(Text),
    /// A few numbers, large.
    Cards(Vec<Card>),
    /// A table.
    Table(Grid),
    /// A chart, and the numbers that are drawn as a table under it.
    Chart(Box<Chart>, Grid),
    /// Texts side by side.
    Beside(Vec<Quote>),
    /// A table each row of which has a strip at its end, below this head.
    Strips(Grid, Text, Vec<Strip>),
    /// What is closed until it is asked for.
    Fold(Text, Vec<Self>),
    /// Other pages of the report.
    Links(Vec<Link>),
    /// Blocks that were made into HTML before, see [`super::blocks`].
    Rendered(String),
}

impl Block {
    fn charts(&self) -> Vec<&Chart> {
        match self {
            Self::Chart(chart, _) => vec![&**chart],
            Self::Fold(_, blocks) => blocks.iter().flat_map(Self::charts).collect(),
            _ => Vec::new(),
        }
    }
}

/// A large number with what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// What it is.
    pub label: Text,
    /// The number.
    pub value: Text,
    /// What it rests on, and what became of it.
    pub notes: Vec<Text>,
}

/// A way to another page of the report.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Its address, seen from the page that holds the link.
    pub address: String,
    /// What it holds.
    pub text: Text,
}

/// What a company said, word for word.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// Where, when and what it was taken for.
    pub head: Text,
    /// What was said, in pieces, of which some are marked.
    pub said: Vec<(bool, String)>,
    /// The language of what was said, where it is known and is not the page's.
    pub language: Option<Language>,
    /// The cell with which what was said begins: it may be longer.
    pub from: Option<Source>,
    /// What was made of it.
    pub notes: Vec<Text>,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    /// What it shows.
    pub caption: Text,
    /// The columns, of which the first names the row.
    pub columns: Vec<Head>,
    /// The rows.
    pub rows: Vec<Vec<Text>>,
    /// The table of `data/` in which its figures stand, for a link.
    pub data: Option<&'static str>,
}

/// The head of a column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Head {
    /// What the column holds.
    pub name: Text,
    /// Whether it holds numbers, which stand at the right.
    pub is_number: bool,
}

impl Head {
    /// A column of words.
    #[must_use]
    pub const fn words(name: Text) -> Self {
        Self {
            name,
            is_number: false,
        }
    }

    /// A column of numbers.
    #[must_use]
    pub const fn number(name: Text) -> Self {
        Self {
            name,
            is_number: true,
        }
    }
}
