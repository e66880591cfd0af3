//! All answers with what was made of them, by company and question: in the page while they are few, else in files.

use super::{Entry, company, notes, topic};
use crate::error::Result;
use crate::model::Study;
use crate::parallel;
use crate::report::page::{Block, Link, Page, Section, blocks, html};
use crate::report::words::{Source, Text, Words};
use crate::report::writer::{Sealed, Staged};
use std::path::{Path, PathBuf};

/// As HTML the answers of a page take no more, bytes; what is more goes into files.
const MOST_IN_PAGE: usize = 2 << 20;
/// A file is ended with the company that brings it to so many enquiries.
const ENQUIRIES_A_FILE: usize = 500;
/// The answers of companies are drawn together once they were asked so much.
const ENQUIRIES_AT_ONCE: usize = 1_000;

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

/// What a company said, question by question, each on every channel.
#[derive(Debug)]
struct Said {
    company: u32,
    questions: Vec<Vec<Entry>>,
}

impl Said {
    fn enquiries(&self) -> usize {
        self.questions.iter().map(Vec::len).sum()
    }

    /// It as HTML; nothing where nothing was asked.
    fn draw(&self, study: &Study, words: &Words) -> Result<Option<Chunk>> {
        let drawn = |group: &Vec<Entry>| question(group, study, words);
        let said: Vec<Block> = self.questions.iter().flat_map(drawn).collect();
        if said.is_empty() {
            return Ok(None);
        }
        let fold = Block::Fold(company(study, self.company), said);
        Ok(Some(Chunk {
            company: self.company,
            html: blocks(&[fold], words)?,
            enquiries: self.enquiries(),
        }))
    }
}

/// What a company answered to a question on every channel.
fn question(group: &[Entry], study: &Study, words: &Words) -> Vec<Block> {
    let mut quotes = Vec::new();
    let mut silent = Vec::new();
    for entry in group {
        for (nth, reply) in entry.replies.iter().enumerate() {
            let mut quote = entry.quote(nth, &[], study, words);
            quote.notes.extend(notes::of(entry, reply.inbound, words));
            quotes.push(quote);
        }
        if entry.replies.is_empty() && entry.sent_at.is_some() {
            silent.push(words.channel(Some(entry.enquiry.channel)));
        }
    }
    let mut blocks = Vec::new();
    if let Some(first) = group.first()
        && !(quotes.is_empty() && silent.is_empty())
    {
        blocks.push(Block::Heading(topic(study, first.enquiry.question, words)));
    }
    if !quotes.is_empty() {
        blocks.push(Block::Beside(quotes));
    }
    if !silent.is_empty() {
        let channels = words.list(&silent).into();
        let none = words.say("reply-none", [("channels", channels)]);
        blocks.push(Block::Paragraph(none));
    }
    blocks
}

/// Takes answers in plan order.
#[derive(Debug)]
pub struct Drawer<'s> {
    study: &'s Study,
    folder: PathBuf,
    /// The companies whose answers are not drawn yet; those of the last are still coming.
    said: Vec<Said>,
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
            said: Vec::new(),
            ready: Vec::new(),
            is_paged: false,
            leaves: Vec::new(),
            files: Vec::new(),
        }
    }

    /// Takes what a company answered to a question on every channel.
    pub fn question(&mut self, group: Vec<Entry>, words: &Words) -> Result<()> {
        let Some(company) = group.first().map(|entry| entry.enquiry.company) else {
            return Ok(());
        };
        match self.said.last_mut() {
            Some(last) if last.company == company => last.questions.push(group),
            _ => {
                if self.said.iter().map(Said::enquiries).sum::<usize>() >= ENQUIRIES_AT_ONCE {
                    self.draw(words)?;
                }
                let questions = vec![group];
                self.said.push(Said { company, questions });
            }
        }
        Ok(())
    }

    /// Ends. Returns where the answers are, and the files that were written.
    pub fn finish(mut self, words: &Words) -> Result<(Drawn, Vec<Sealed>)> {
        self.draw(words)?;
        if self.is_paged {
            self.leaf(words, true)?;
            return Ok((Drawn::Files(self.leaves), self.files));
        }
        let page = self.ready.into_iter().map(|chunk| chunk.html).collect();
        Ok((Drawn::Page(page), Vec::new()))
    }

    /// Draws the answers of the companies that are there.
    fn draw(&mut self, words: &Words) -> Result<()> {
        let said = std::mem::take(&mut self.said);
        for chunk in parallel::map(&said, |said| said.draw(self.study, words)) {
            if let Some(chunk) = chunk? {
                self.place(chunk, words)?;
            }
        }
        Ok(())
    }

    /// Puts a company's answers where there is room for them.
    fn place(&mut self, chunk: Chunk, words: &Words) -> Result<()> {
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
