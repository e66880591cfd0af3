//! Pages that were opened: fetched once within an hour, read once as long as they are the same.

use super::passage::Studied;
use super::sheet::{self, Sheet};
use super::sitemap::{self, Sitemap};
use crate::channel::site::{Trouble, Visitor, Want, decode};
use crate::clock::Clock;
use crate::model::Language;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use url::Url;

/// So long a page that was opened is taken to be as it was; a sitemap.
const FRESH: SignedDuration = SignedDuration::from_hours(1);
const FRESH_MAP: SignedDuration = SignedDuration::from_hours(24);
/// So many answers to addresses are kept.
const MOST: usize = 512;
/// So many pages that were read are kept, and no more of them than came from so many bytes: a site is searched for
/// one question after the other, on different days, and few of its pages change meanwhile.
const MOST_READ: usize = 4096;
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// No more of the description of a search is read, bytes.
const MOST_DESCRIBED: usize = 64 * 1024;

/// A page that was read.
#[derive(Debug)]
pub(super) struct Leaf {
    /// What a visitor sees of it.
    pub sheet: Sheet,
    /// Its words, in the language in which is asked.
    pub studied: Studied,
}

struct Kept<T> {
    at: Timestamp,
    used: u64,
    what: T,
}

/// A page that was read, and from how many bytes.
type Read = (Arc<Leaf>, usize);

/// What came of addresses.
type Shelved<K, T> = HashMap<K, Kept<Result<Arc<T>, Trouble>>>;

/// Pages by address, and by what they hold.
pub(super) struct Shelf {
    /// Who fetches them.
    pub visitor: Visitor,
    clock: Clock,
    used: u64,
    pages: Shelved<(String, Language), Leaf>,
    read: HashMap<u64, Kept<Read>>,
    read_bytes: usize,
    maps: Shelved<String, Sitemap>,
    descriptions: Shelved<String, str>,
}

impl Shelf {
    pub fn new(visitor: Visitor, clock: Clock) -> Self {
        Self {
            visitor,
            clock,
            used: 0,
            pages: HashMap::new(),
            read: HashMap::new(),
            read_bytes: 0,
            maps: HashMap::new(),
            descriptions: HashMap::new(),
        }
    }

    /// Whether a page is at hand without asking for it.
    pub fn has(&self, address: &Url, language: Language) -> bool {
        let key = (address.to_string(), language);
        let now = self.clock.now();
        self.pages
            .get(&key)
            .is_some_and(|k| now.duration_since(k.at) < FRESH)
    }

    /// A page, from the shelf or from its site.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn page(&mut self, address: &Url, language: Language) -> Result<Arc<Leaf>, Trouble> {
        let key = (address.to_string(), language);
        let now = self.clock.now();
        self.used += 1;
        if let Some(kept) = self.pages.get_mut(&key)
            && now.duration_since(kept.at) < FRESH
        {
            kept.used = self.used;
            return kept.what.clone();
        }
        let fetched = self
            .visitor
            .fetch(address.as_str(), language.as_str(), Want::Page)
            .await;
        let what = fetched.map(|page| {
            let mut hasher = DefaultHasher::new();
            (
                page.address.as_str(),
                language,
                page.kind.as_deref(),
                &page.body,
            )
                .hash(&mut hasher);
            let hash = hasher.finish();
            if let Some(kept) = self.read.get_mut(&hash) {
                kept.used = self.used;
                return kept.what.0.clone();
            }
            let html = decode(&page.body, page.kind.as_deref());
            let sheet = sheet::read(&html, &page.address);
            let studied = Studied::new(&sheet, language);
            let leaf = Arc::new(Leaf { sheet, studied });
            self.read_bytes += page.body.len();
            if self.read.len() >= MOST_READ || self.read_bytes > MOST_BYTES {
                shed(&mut self.read);
                self.read_bytes =
                    page.body.len() + self.read.values().map(|k| k.what.1).sum::<usize>();
            }
            let kept = Kept {
                at: now,
                used: self.used,
                what: (leaf.clone(), page.body.len()),
            };
            self.read.insert(hash, kept);
            leaf
        });
        // What failed for a moment is asked for again next time.
        let at = self.clock.now();
        if what.as_ref().err().is_none_or(|t| !passes(t)) {
            keep(&mut self.pages, key, self.used, at, what.clone());
        }
        what
    }

    /// A sitemap, from the shelf or from its site.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn map(&mut self, address: &Url) -> Result<Arc<Sitemap>, Trouble> {
        let key = address.to_string();
        let now = self.clock.now();
        self.used += 1;
        if let Some(kept) = self.maps.get_mut(&key)
            && now.duration_since(kept.at) < FRESH_MAP
        {
            kept.used = self.used;
            return kept.what.clone();
        }
        let fetched = self.visitor.fetch(address.as_str(), "", Want::Xml).await;
        let what = fetched.map(|map| Arc::new(sitemap::read(&map.body, &map.address)));
        let at = self.clock.now();
        if what.as_ref().err().is_none_or(|t| !passes(t)) {
            keep(&mut self.maps, key, self.used, at, what.clone());
        }
        what
    }

    /// The text of a small file that describes a search, from the shelf or from its site.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn description(&mut self, address: &Url) -> Result<Arc<str>, Trouble> {
        let key = address.to_string();
        let now = self.clock.now();
        self.used += 1;
        if let Some(kept) = self.descriptions.get_mut(&key)
            && now.duration_since(kept.at) < FRESH_MAP
        {
            kept.used = self.used;
            return kept.what.clone();
        }
        let fetched = self.visitor.fetch(address.as_str(), "", Want::Xml).await;
        let what = fetched.map(|file| {
            let text = decode(&file.body, file.kind.as_deref());
            Arc::from(&text[..text.floor_char_boundary(MOST_DESCRIBED)])
        });
        let at = self.clock.now();
        if what.as_ref().err().is_none_or(|t| !passes(t)) {
            keep(&mut self.descriptions, key, self.used, at, what.clone());
        }
        what
    }

    /// Whether that is at hand without asking for it.
    pub fn has_description(&self, address: &Url) -> bool {
        let now = self.clock.now();
        let kept = self.descriptions.get(address.as_str());
        kept.is_some_and(|k| now.duration_since(k.at) < FRESH_MAP)
    }

    /// Whether a sitemap is at hand without asking for it.
    pub fn has_map(&self, address: &Url) -> bool {
        let now = self.clock.now();
        self.maps
            .get(address.as_str())
            .is_some_and(|k| now.duration_since(k.at) < FRESH_MAP)
    }
}

/// Whether another try may bring what this one did not.
pub(super) const fn passes(trouble: &Trouble) -> bool {
    use crate::channel::site::TroubleKind::{Status, Unreached};
    matches!(trouble.kind, Unreached | Status(429 | 500..))
}

/// Keeps one more, and lets go of what was not used for longest.
fn keep<K: Hash + Eq, T>(
    shelf: &mut HashMap<K, Kept<T>>,
    key: K,
    used: u64,
    at: Timestamp,
    what: T,
) {
    if shelf.len() >= MOST {
        shed(shelf);
    }
    shelf.insert(key, Kept { at, used, what });
}

/// Lets go of what was not used for longest: a quarter at once, so that it is seldom.
fn shed<K: Hash + Eq, T>(shelf: &mut HashMap<K, Kept<T>>) {
    let mut last: Vec<u64> = shelf.values().map(|k| k.used).collect();
    if last.is_empty() {
        return;
    }
    let quarter = last.len() / 4;
    let (_, oldest, _) = last.select_nth_unstable(quarter);
    let oldest = *oldest;
    shelf.retain(|_, kept| kept.used > oldest);
}
