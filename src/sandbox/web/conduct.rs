//! What a company's site is, and what it says about one question: plain data.

use crate::sandbox::conduct::Content;

/// What a site holds about one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SiteConduct {
    /// The answer, where the site has one.
    pub answer: Option<SiteAnswer>,
    /// What stands there in its place, where it has none.
    pub instead: SiteInstead,
}

impl SiteConduct {
    /// The site says nothing about it.
    pub const NOTHING: Self = Self {
        answer: None,
        instead: SiteInstead::Nothing,
    };
}

/// An answer on a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SiteAnswer {
    /// Where it stands.
    pub place: Place,
    /// What it says.
    pub content: Content,
}

/// Where on a site an answer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// On the page of frequent questions, which is marked for machines or not: see [`SiteProfile::marked`].
    Faq,
    /// In an article that only the site's search leads to.
    Searched,
    /// In an article to which the help page links, and which the search leads to as well, if there is one.
    Linked,
    /// In an article that the sitemap lists, and nothing else.
    Listed,
}

/// What stands on a site in place of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SiteInstead {
    /// Nothing.
    Nothing,
    /// An article about the matter that says nothing of substance.
    Mentions,
    /// "Questions about ...? Contact us."
    Teaser,
}

/// How a site's pages are made and where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Builder {
    /// Short addresses, one style sheet, a list of definitions for questions.
    Plaza,
    /// A help centre with numbered articles behind a home page that redirects.
    Centre,
    /// Old pages in tables, addresses ending in `.html`.
    Ledger,
    /// A blog's software: addresses ending in `/`, the search at `/?s=`.
    Journal,
    /// Sections and accordions, articles known by a code.
    Atlas,
}

impl Builder {
    /// Every builder.
    pub const ALL: [Self; 5] = [
        Self::Plaza,
        Self::Centre,
        Self::Ledger,
        Self::Journal,
        Self::Atlas,
    ];
}

/// A company's site.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SiteProfile {
    /// By what its pages are made.
    pub builder: Builder,
    /// The self-service software that it shows, in small letters.
    pub software: Option<&'static str>,
    /// Whether it can be searched.
    pub search: bool,
    /// Whether its robots.txt forbids the search.
    pub search_forbidden: bool,
    /// Whether its page of frequent questions carries a schema.org `FAQPage`.
    pub marked: bool,
}
