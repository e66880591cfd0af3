//! All answers with what was made of them, by company and question: in the page while they are few, else in files.

use super::{Entry, company, notes, topic};
use crate::error::Result;
use crate::model::Study;
use crate::report::page::{Block, Link, Page, Section, blocks, html};
use crate::report::words::{Source, Text, Words};
use crate::report::writer::{Sealed, Staged};
use std::path::{Path, PathBuf};

/// As HTML the answers of a page take no more, bytes; what is more goes into files.
const MOST_IN_PAGE: usize = 2 << 20;
/// A file is ended with the company that brings it to so many enquiries.
const ENQUIRIES_A_FILE: usize = 500;

/// Where the answers are.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawn {
    /// Here, as HTML, a fold a company.
    Page(String),
    /// In files.
    Files(Vec<Leaf>),
}

impl Default for Drawn {
    fn default() -> Self {
        Self::Page(String::new())
    }
}

/// A file of answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// From 1.
    pub number: usize,
    /// The first company in it, an index into the panel.
    pub first: u32,
    /// The last one.
    pub last: u32,
}

impl Leaf {
    /// Its place beside the page.
    #[must_use]
    pub fn address(&self) -> String {
        address(self.number)
    }
}

/// The place of a file of answers beside the page.
#[must_use]
pub fn address(number: usize) -> String {
    format!("answers/{}", name(number))
}

fn name(number: usize) -> String {
    format!("{number:04}.html")
}

/// A company's answers as HTML.
#[derive(Debug)]
struct Chunk {
    company: u32,
    html: String,
    enquiries: usize,
}

/// Takes answers in plan order.
#[derive(Debug)]
pub struct Drawer<'s> {
    study: &'s Study,
    folder: PathBuf,
    /// The company whose answers are coming, and how many enquiries were put to it.
    company: Option<(u32, usize)>,
    /// What it said, question by question.
    blocks: Vec<Block>,
    /// What is ready and not yet written.
    ready: Vec<Chunk>,
    /// Whether there is too much for the page.
    is_paged: bool,
    leaves: Vec<Leaf>,
    files: Vec<Sealed>,
}

impl<'s> Drawer<'s> {
    pub fn new(study: &'s Study, folder: &Path) -> Self {
        Self {
            study,
            folder: folder.to_owned(),
            company: None,
            blocks: Vec::new(),
            ready: Vec::new(),
            is_paged: false,
            leaves: Vec::new(),
            files: Vec::new(),
        }
    }

    /// Takes what a company answered to a question on every channel.
    pub fn question(&mut self, group: &[Entry], words: &Words) -> Result<()> {
        let Some(first) = group.first().map(|entry| entry.enquiry) else {
            return Ok(());
        };
        if self
            .company
            .is_some_and(|(company, _)| company != first.company)
        {
            self.close(words)?;
        }
        let (_, enquiries) = self.company.get_or_insert((first.company, 0));
        *enquiries += group.len();
        let mut quotes = Vec::new();
        let mut silent = Vec::new();
        for entry in group {
            for (nth, reply) in entry.replies.iter().enumerate() {
                let mut quote = entry.quote(nth, &[], self.study, words);
                quote.notes.extend(notes::of(entry, reply.inbound, words));
                quotes.push(quote);
            }
            if entry.replies.is_empty() && entry.sent_at.is_some() {
                silent.push(words.channel(Some(entry.enquiry.channel)));
            }
        }
        if quotes.is_empty() && silent.is_empty() {
            return Ok(());
        }
        self.blocks
            .push(Block::Heading(topic(self.study, first.question, words)));
        if !quotes.is_empty() {
            self.blocks.push(Block::Beside(quotes));
        }
        if !silent.is_empty() {
            let channels = words.list(&silent).into();
            let none = words.say("reply-none", [("channels", channels)]);
            self.blocks.push(Block::Paragraph(none));
        }
        Ok(())
    }

    /// Ends. Returns where the answers are, and the files that were written.
    pub fn finish(mut self, words: &Words) -> Result<(Drawn, Vec<Sealed>)> {
        self.close(words)?;
        if self.is_paged {
            self.leaf(words, true)?;
            return Ok((Drawn::Files(self.leaves), self.files));
        }
        let page = self.ready.into_iter().map(|chunk| chunk.html).collect();
        Ok((Drawn::Page(page), Vec::new()))
    }

    /// Ends the answers of a company.
    fn close(&mut self, words: &Words) -> Result<()> {
        let Some((place, enquiries)) = self.company.take() else {
            return Ok(());
        };
        let said = std::mem::take(&mut self.blocks);
        if said.is_empty() {
            return Ok(());
        }
        let fold = Block::Fold(company(self.study, place), said);
        let chunk = Chunk {
            company: place,
            html: blocks(&[fold], words)?,
            enquiries,
        };
        if self.is_paged {
            return self.paged(chunk, words);
        }
        self.ready.push(chunk);
        let bytes: usize = self.ready.iter().map(|chunk| chunk.html.len()).sum();
        if bytes > MOST_IN_PAGE {
            self.is_paged = true;
            for chunk in std::mem::take(&mut self.ready) {
                self.paged(chunk, words)?;
            }
        }
        Ok(())
    }

    /// Puts a company's answers into the file that is being filled, or the next one: a file is only written when it is
    /// known whether another follows.
    fn paged(&mut self, chunk: Chunk, words: &Words) -> Result<()> {
        let enquiries: usize = self.ready.iter().map(|chunk| chunk.enquiries).sum();
        if enquiries >= ENQUIRIES_A_FILE {
            self.leaf(words, false)?;
        }
        self.ready.push(chunk);
        Ok(())
    }

    /// Writes a file.
    fn leaf(&mut self, words: &Words, is_last: bool) -> Result<()> {
        let ready = std::mem::take(&mut self.ready);
        let (Some(first), Some(last)) = (ready.first(), ready.last()) else {
            return Ok(());
        };
        let number = self.leaves.len() + 1;
        let leaf = Leaf {
            number,
            first: first.company,
            last: last.company,
        };
        let mut links = vec![Link {
            address: "../report.html#answers".to_owned(),
            text: words.say("told-report", []),
        }];
        if number > 1 {
            links.push(Link {
                address: name(number - 1),
                text: words.say("told-before", []),
            });
        }
        if !is_last {
            links.push(Link {
                address: name(number + 1),
                text: words.say("told-next", []),
            });
        }
        let mut body = vec![Block::Links(links.clone())];
        body.extend(ready.into_iter().map(|chunk| Block::Rendered(chunk.html)));
        body.push(Block::Links(links));
        let section = Section {
            id: "answers".to_owned(),
            title: leaf_title(self.study, &leaf, words),
            blocks: body,
        };
        let title = Text::cell(&self.study.title, Source::cell("design", &[], "title"));
        let wave = Text::cell(&self.study.wave.id, Source::cell("design", &[], "wave"));
        let page = Page {
            title: words.say(
                "report-title",
                [("title", title.into()), ("wave", wave.into())],
            ),
            lead: vec![words.say("told-how", [])],
            sections: std::slice::from_ref(&section),
        };
        let path = self.folder.join(leaf.address());
        let page = html(&page, words)?;
        self.files.push(Staged::whole(&path, page.as_bytes())?);
        self.leaves.push(leaf);
        Ok(())
    }
}

/// What a file holds.
#[must_use]
pub fn leaf_title(study: &Study, leaf: &Leaf, words: &Words) -> Text {
    let first = company(study, leaf.first).into();
    if leaf.first == leaf.last {
        return words.say("told-leaf-one", [("company", first)]);
    }
    let last = company(study, leaf.last).into();
    words.say("told-leaf", [("first", first), ("last", last)])
}
