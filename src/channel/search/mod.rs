//! Self-service: looking an answer up on a company's site, as a visitor would.
//!
//! ```text
//! bytes --sheet--> what a page says, where it leads, its search     (linear in its length)
//!       --passage--> the passage that answers, if one does          (pure)
//! Searcher --walk--> start page, search, results, help pages, sitemap -> Visit
//! ```

mod evidence;
mod passage;
mod places;
mod query;
mod searchbox;
mod searcher;
mod sheet;
mod shelf;
mod sitemap;
mod software;
mod structured;
mod tags;
mod walk;

pub use passage::{Ask, Passage};
pub use searcher::Searcher;

use crate::model::Particulars;
use url::Url;

/// The passages of some pages that answer a question, the best first, each with the place of its page.
#[must_use]
pub fn passages(pages: &[(Url, String)], particulars: &Particulars) -> Vec<(usize, Passage)> {
    let ask = Ask::new(particulars);
    let mut found: Vec<(usize, Passage)> = Vec::new();
    for (nth, (address, html)) in pages.iter().enumerate() {
        let sheet = sheet::read(html, address);
        let studied = passage::Studied::new(&sheet, ask.language);
        found.extend(
            passage::answers(&sheet, &studied, &ask)
                .into_iter()
                .map(|p| (nth, p)),
        );
    }
    found.sort_by(|a, b| b.1.score.total_cmp(&a.1.score));
    found
}
