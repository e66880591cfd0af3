//! One visit to a site in search of an answer.
//!
//! A visitor reads the page that he came to, puts a few words into the site's search and opens what it finds, then
//! looks through the help pages that the site links to, and through those that its sitemap lists. He stops at the
//! first passage that answers beyond doubt, else when nothing is left or the budget is used up, and takes the best
//! that he saw.

use super::passage::{self, Ask, Passage, SURE};
use super::places;
use super::query::queries;
use super::searchbox::SearchBox;
use super::shelf::{Leaf, Shelf};
use crate::channel::site::{Trouble, TroubleKind};
use crate::model::{FoundBy, Opened, Particulars, Visit, WebSearches};
use std::collections::HashSet;
use std::sync::Arc;
use url::Url;

/// Of what a search finds so many pages are opened, of the help pages and those of the sitemap so many each.
const MOST_RESULTS: usize = 4;
const MOST_HELP: usize = 5;
const MOST_MAPPED: usize = 8;
/// A page with so many links lets its visitors in.
const LEADS: usize = 6;
/// So many searches of a site are tried, and so many of its sitemaps read.
const MOST_BOXES: usize = 2;
const MOST_MAPS: usize = 3;

/// How a visit ended, beside what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ending {
    /// It was made.
    Made,
    /// The site asks us not to, or lets nobody in without a login.
    Shut(String),
    /// There is no such page.
    Gone(String),
    /// The site asks us to come later.
    Later(String),
    /// The site was not reached.
    Unreached(String),
}

/// A visit that was made.
pub(super) struct Walked {
    pub visit: Visit,
    pub ending: Ending,
    /// The heading above the passage.
    pub heading: String,
}

struct Found {
    passage: Passage,
    address: Url,
    by: FoundBy,
    clicks: u32,
    first: bool,
}

/// How one came to a page.
#[derive(Clone, Copy)]
struct Came {
    clicks: u32,
    /// By the search, as the nth thing that it offers.
    searched: Option<usize>,
}

struct Walk<'w> {
    shelf: &'w mut Shelf,
    ask: Ask,
    limits: &'w WebSearches,
    /// No page has more bytes.
    page_bytes: u64,
    visit: Visit,
    requests: u32,
    best: Option<Found>,
    seen: HashSet<String>,
    /// Pages that were looked at, with how many clicks away they are.
    leaves: Vec<(Arc<Leaf>, u32)>,
    has_search: bool,
    /// Why something was not seen that the next visit may see.
    trouble: Option<Trouble>,
    stop: Option<&'static str>,
    home: Url,
}

/// Looks for the answer to a question on a site.
pub(super) async fn walk(
    shelf: &mut Shelf,
    particulars: &Particulars,
    to: &Url,
    limits: &WebSearches,
    page_bytes: u64,
) -> Walked {
    let mut walk = Walk {
        shelf,
        ask: Ask::new(particulars),
        limits,
        page_bytes,
        visit: Visit {
            site: to.to_string(),
            query: String::new(),
            found: false,
            found_by: None,
            address: String::new(),
            passage: String::new(),
            offered_first: None,
            clicks: 0,
            pages: Vec::new(),
            bytes: 0,
            seconds: 0.0,
            software: String::new(),
            ended: String::new(),
        },
        requests: 0,
        best: None,
        seen: HashSet::new(),
        leaves: Vec::new(),
        has_search: false,
        trouble: None,
        stop: None,
        home: to.clone(),
    };
    let ending = walk.all(particulars, to).await;
    walk.end(ending)
}

impl Walk<'_> {
    async fn all(&mut self, particulars: &Particulars, to: &Url) -> Ending {
        let start = match self.open(to).await {
            Ok(start) => start,
            Err(trouble) => return ended(trouble),
        };
        self.home = start.sheet.address.clone();
        // Many a page has a login in its head; one that has nothing else leads nowhere.
        let leads = start.sheet.links.len() >= LEADS || !start.sheet.boxes.is_empty();
        if start.sheet.locked && start.sheet.length < 600 && !leads {
            return Ending::Shut("the site asks for a login".to_owned());
        }
        let first = Came {
            clicks: 0,
            searched: None,
        };
        if self.look(&start, first) {
            return Ending::Made;
        }
        let queries = queries(particulars);
        let mut boxes = self.boxes(&start).await;
        if boxes.is_empty() && self.home.path() != "/" {
            // The search often stands on the home page alone.
            let mut root = self.home.clone();
            root.set_path("/");
            root.set_query(None);
            if let Ok(root) = self
                .visited(
                    &root,
                    Came {
                        clicks: 1,
                        searched: None,
                    },
                )
                .await
            {
                boxes = self.boxes(&root).await;
            }
        }
        let mut tried = 0;
        for (nth, (found, base)) in boxes.iter().enumerate() {
            if self.over() || nth >= MOST_BOXES {
                break;
            }
            tried += 1;
            self.search(found, base, &queries).await;
        }
        if !self.over() {
            self.help(&queries, &boxes, tried).await;
        }
        if !self.over() && self.best.is_none() {
            self.sitemaps().await;
        }
        match self.trouble.take() {
            // What was not seen might have been the answer: that is no finding about the site.
            Some(trouble) if self.best.is_none() => ended(trouble),
            _ => Ending::Made,
        }
    }

    fn end(mut self, ending: Ending) -> Walked {
        self.visit.ended = match (&ending, self.stop, &self.best) {
            (Ending::Made, _, Some(_)) => "found".to_owned(),
            (Ending::Made, Some(why), None) => why.to_owned(),
            (Ending::Made, None, None) => "nothing left".to_owned(),
            (Ending::Shut(_), ..) => "forbidden".to_owned(),
            (Ending::Gone(_), ..) => "no such page".to_owned(),
            (Ending::Later(_), ..) => "asked to come later".to_owned(),
            (Ending::Unreached(_), ..) => "not reached".to_owned(),
        };
        let was_asked = self.has_search && !self.visit.query.is_empty();
        self.visit.offered_first = was_asked.then_some(false);
        let mut heading = String::new();
        if let Some(found) = self.best.take().filter(|_| ending == Ending::Made) {
            self.visit.found = true;
            self.visit.found_by = Some(found.by);
            self.visit.address = found.address.to_string();
            self.visit.clicks = found.clicks;
            self.visit.passage = found.passage.text;
            heading = found.passage.heading;
            if was_asked {
                self.visit.offered_first = Some(found.by == FoundBy::Search && found.first);
            }
        }
        for (leaf, _) in &self.leaves {
            if self.visit.software.is_empty() {
                leaf.sheet.software.clone_into(&mut self.visit.software);
            }
        }
        Walked {
            visit: self.visit,
            ending,
            heading,
        }
    }

    /// Whether there is no sense in going on.
    fn over(&self) -> bool {
        self.stop.is_some() || self.best.as_ref().is_some_and(|b| b.passage.score >= SURE)
    }

    /// Whether one more page may be asked for.
    fn may_ask(&mut self, address: &Url) -> bool {
        // A host is asked for its rules first.
        let rules = u32::from(!self.shelf.visitor.knows(address));
        let has = self.requests.saturating_add(rules) < self.limits.most_pages
            && self.visit.bytes.saturating_add(self.page_bytes) <= self.limits.most_bytes;
        if !has && self.stop.is_none() {
            self.stop = Some("budget");
        }
        has
    }

    /// Opens a page.
    async fn open(&mut self, address: &Url) -> Result<Arc<Leaf>, Trouble> {
        let language = self.ask.language;
        if !self.shelf.has(address, language) && !self.may_ask(address) {
            return Err(over_budget());
        }
        let opened = self.shelf.page(address, language).await;
        self.note(address, opened.as_ref().err());
        opened
    }

    /// Notes what was asked for, and what the next visit may see.
    fn note(&mut self, address: &Url, trouble: Option<&Trouble>) {
        for asked in self.shelf.visitor.take_asked() {
            self.requests += 1;
            self.visit.bytes += asked.bytes;
            self.visit.seconds += asked.took.as_secs_f64().max(0.0);
            self.visit.pages.push(Opened {
                address: asked.address,
                bytes: asked.bytes,
                problem: asked.problem,
            });
        }
        let Some(trouble) = trouble else { return };
        if trouble.kind == TroubleKind::Forbidden {
            self.visit.pages.push(Opened {
                address: address.to_string(),
                bytes: 0,
                problem: Some(trouble.reason.clone()),
            });
        }
        let is_here = address.origin() == self.home.origin();
        match trouble.kind {
            TroubleKind::Status(429) => {
                self.stop = Some("asked to come later");
                self.trouble = Some(trouble.clone());
            }
            TroubleKind::Status(503) | TroubleKind::Unreached if is_here => {
                self.trouble.get_or_insert_with(|| trouble.clone());
            }
            _ => {}
        }
    }

    /// Opens a page, once, and reads it for the answer.
    async fn visited(&mut self, address: &Url, came: Came) -> Result<Arc<Leaf>, Trouble> {
        if !self.seen.insert(address.to_string()) {
            return Err(over_budget());
        }
        let leaf = self.open(address).await?;
        self.look(&leaf, came);
        Ok(leaf)
    }

    /// Reads a page for the answer; says whether there is no doubt.
    fn look(&mut self, leaf: &Arc<Leaf>, came: Came) -> bool {
        self.seen.insert(leaf.sheet.address.to_string());
        self.leaves.push((leaf.clone(), came.clicks));
        if let Some(passage) = passage::answers(&leaf.sheet, &leaf.studied, &self.ask)
            .into_iter()
            .next()
        {
            let by = match came.searched {
                Some(_) => FoundBy::Search,
                None if passage.asked => FoundBy::Faq,
                None => FoundBy::HelpPage,
            };
            self.take(Found {
                passage,
                address: leaf.sheet.address.clone(),
                by,
                clicks: came.clicks,
                first: came.searched == Some(0),
            });
        }
        self.over()
    }

    fn take(&mut self, found: Found) {
        let best = self.best.as_ref().map_or(0.0, |b| b.passage.score);
        if found.passage.score > best {
            self.best = Some(found);
        }
    }

    /// The searches of a page, those for answers first, each with the address that it is relative to.
    async fn boxes(&mut self, leaf: &Arc<Leaf>) -> Vec<(SearchBox, Url)> {
        let base = leaf.sheet.address.clone();
        let mut boxes: Vec<(SearchBox, Url)> = leaf
            .sheet
            .boxes
            .iter()
            .filter(|b| {
                b.address("x", &base)
                    .is_some_and(|a| places::is_of_site(&a, &self.home))
            })
            .map(|b| (b.clone(), base.clone()))
            .collect();
        boxes.sort_by_key(|(b, _)| !b.help);
        if boxes.is_empty()
            && let Some(described) = &leaf.sheet.described
            && places::is_of_site(described, &self.home)
            && let Some(found) = self.described(described).await
        {
            boxes.push((found, base));
        }
        self.has_search |= !boxes.is_empty();
        boxes
    }

    async fn described(&mut self, address: &Url) -> Option<SearchBox> {
        if !self.shelf.has_description(address) && !self.may_ask(address) {
            return None;
        }
        let found = self.shelf.description(address).await;
        self.note(address, found.as_ref().err());
        SearchBox::described(&found.ok()?, address)
    }

    /// Puts words to a search, and fewer where those find nothing.
    async fn search(&mut self, found: &SearchBox, base: &Url, queries: &[String]) {
        for query in queries {
            let Some(address) = found.address(query, base) else {
                return;
            };
            if self.visit.query.is_empty() {
                self.visit.query.clone_from(query);
            }
            if !self.seen.insert(address.to_string()) {
                continue;
            }
            let Ok(results) = self.open(&address).await else {
                return;
            };
            self.visit.query.clone_from(query);
            if self.results(&results, query).await || self.over() {
                return;
            }
        }
    }

    /// Reads what a search found, and opens the best of it; says whether it found anything.
    async fn results(&mut self, page: &Arc<Leaf>, query: &str) -> bool {
        // The search led straight to a page.
        let known: HashSet<&str> = self
            .leaves
            .iter()
            .flat_map(|(leaf, _)| leaf.sheet.links.iter().map(|l| l.address.as_str()))
            .collect();
        let mut offered = places::results(&page.sheet, &self.home, &known);
        offered.retain(|o| o.address != page.sheet.address);
        let links: HashSet<usize> = offered.iter().map(|o| o.link).collect();
        // Its own answers: what stands there under no link to another page, and what does, in case that page is
        // worse.
        let mut shown = Vec::new();
        for passage in passage::answers(&page.sheet, &page.studied, &self.ask) {
            let nth = passage
                .leads
                .filter(|l| links.contains(l))
                .and_then(|l| offered.iter().position(|o| o.link == l));
            // A snippet that is cut off is no answer, and a heading that repeats what was looked for is the
            // search's own.
            let is_cut = passage.text.trim_end().ends_with(['…', '.'])
                && (passage.text.contains('…') || passage.text.contains("..."));
            let echoes = !query.is_empty()
                && passage
                    .heading
                    .to_lowercase()
                    .contains(&query.to_lowercase());
            let is_own = echoes && nth.is_none();
            if !(is_cut || is_own) {
                shown.push((passage, nth));
            }
        }
        let own = shown.iter().position(|(_, nth)| nth.is_none());
        if let Some((passage, _)) = own.map(|at| shown.remove(at)) {
            self.take(Found {
                passage,
                address: page.sheet.address.clone(),
                by: FoundBy::Search,
                clicks: 1,
                first: true,
            });
        }
        self.leaves.push((page.clone(), 1));
        if self.over() {
            return true;
        }
        let any = !offered.is_empty();
        let order = places::by_promise(&offered, &self.ask);
        for nth in order.into_iter().take(MOST_RESULTS) {
            let came = Came {
                clicks: 2,
                searched: Some(nth),
            };
            if let Some(offered) = offered.get(nth) {
                let _ = self.visited(&offered.address, came).await;
            }
            if self.over() {
                return true;
            }
        }
        if self.best.is_none()
            && let Some((mut passage, nth)) = shown.into_iter().next()
        {
            passage.leads = None;
            self.take(Found {
                passage,
                address: page.sheet.address.clone(),
                by: FoundBy::Search,
                clicks: 1,
                first: nth == Some(0),
            });
        }
        any
    }

    /// Looks through the help pages that the pages seen so far link to, and through theirs.
    async fn help(&mut self, queries: &[String], known: &[(SearchBox, Url)], mut tried: usize) {
        for _ in 0..MOST_HELP {
            if self.over() {
                return;
            }
            let pages: Vec<_> = self
                .leaves
                .iter()
                .map(|(l, clicks)| (&l.sheet, *clicks))
                .collect();
            let Some((address, clicks)) = places::help(&pages, &self.home, &self.ask, &self.seen)
            else {
                return;
            };
            let came = Came {
                clicks: clicks + 1,
                searched: None,
            };
            let Ok(leaf) = self.visited(&address, came).await else {
                continue;
            };
            if self.over() {
                return;
            }
            // The help pages often have a search of their own.
            for (found, base) in self.boxes(&leaf).await {
                let is_new = !known.iter().any(|(k, _)| *k == found);
                if is_new && tried < MOST_BOXES && !self.over() {
                    tried += 1;
                    self.search(&found, &base, queries).await;
                }
            }
        }
    }

    /// Looks through what the sitemap lists.
    async fn sitemaps(&mut self) {
        let robots = self.shelf.visitor.robots(&self.home).await;
        let mut maps: Vec<Url> = robots
            .iter()
            .flat_map(|r| r.sitemaps().iter().filter_map(|s| self.home.join(s).ok()))
            .filter(|map| places::is_of_site(map, &self.home))
            .collect();
        if maps.is_empty() {
            maps.extend(self.home.join("/sitemap.xml").ok());
        }
        places::sort_maps(&mut maps);
        let (mut read, mut pages) = (0, Vec::new());
        let mut waiting: std::collections::VecDeque<Url> = maps.into();
        while let Some(map) = waiting.pop_front() {
            if read >= MOST_MAPS || self.over() {
                break;
            }
            if !self.seen.insert(map.to_string()) {
                continue;
            }
            if !self.shelf.has_map(&map) && !self.may_ask(&map) {
                break;
            }
            read += 1;
            let found = self.shelf.map(&map).await;
            self.note(&map, found.as_ref().err());
            let Ok(found) = found else { continue };
            let mut inside: Vec<Url> = found
                .addresses
                .iter()
                .filter(|a| places::is_of_site(a, &self.home))
                .cloned()
                .collect();
            if found.index {
                places::sort_maps(&mut inside);
                waiting.extend(inside.into_iter().take(MOST_MAPS));
            } else {
                pages.append(&mut inside);
            }
        }
        let chosen = places::mapped(&pages, &self.ask, &self.seen, MOST_MAPPED);
        for address in chosen {
            // Nobody knows the way there; a visitor goes down the parts of the address.
            let parts = address
                .path_segments()
                .map_or(1, |s| s.filter(|p| !p.is_empty()).count());
            let clicks = u32::try_from(parts.max(1)).unwrap_or(u32::MAX);
            let _ = self
                .visited(
                    &address,
                    Came {
                        clicks,
                        searched: None,
                    },
                )
                .await;
            if self.over() {
                return;
            }
        }
    }
}

fn over_budget() -> Trouble {
    Trouble {
        kind: TroubleKind::Other,
        reason: "not opened".to_owned(),
    }
}

/// What a page that could not be opened means for the visit.
fn ended(trouble: Trouble) -> Ending {
    let reason = trouble.reason;
    match trouble.kind {
        TroubleKind::Forbidden | TroubleKind::Address => Ending::Shut(reason),
        TroubleKind::Status(401 | 402 | 403 | 407 | 451) => Ending::Shut(format!(
            "{reason}: it lets no program in, or nobody without a login"
        )),
        TroubleKind::Status(408 | 429 | 500..) => Ending::Later(reason),
        TroubleKind::Status(_) | TroubleKind::Other => Ending::Gone(reason),
        TroubleKind::Unreached => Ending::Unreached(reason),
    }
}
