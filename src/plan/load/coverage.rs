//! Whether every enquiry that the design could ask for has words: for each question, in each language
//! and on each channel in and on which some company would be asked it.

use crate::model::{Channel, Company, Design, Language, Question};
use crate::plan::crossing::may_ask;
use crate::plan::voices::{fits, is_read};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A question that lacks words.
pub(super) struct Gap {
    /// Index of the question.
    pub(super) question: usize,
    pub(super) message: String,
    pub(super) hint: String,
}

/// The companies that share sector, language and channels: how many, and the first.
struct Crowd<'a> {
    count: usize,
    first: &'a Company,
}

/// The gaps, by question, language and channel.
pub(super) fn gaps(design: &Design, questions: &[Question], panel: &[Company]) -> Vec<Gap> {
    let mut crowds: HashMap<(&str, Language, Vec<Channel>), Crowd<'_>> = HashMap::new();
    // Sectors that no question names are one crowd: they are asked what every sector is asked.
    let named: HashSet<&str> = questions
        .iter()
        .flat_map(|q| q.sectors.iter().map(String::as_str))
        .collect();
    for company in panel.iter().filter(|c| !c.sector.is_empty()) {
        let sector = named.get(company.sector.as_str()).copied().unwrap_or("");
        let offered: Vec<Channel> = company.contact_points.keys().copied().collect();
        crowds
            .entry((sector, company.language, offered))
            .and_modify(|c| c.count += 1)
            .or_insert(Crowd {
                count: 1,
                first: company,
            });
    }
    let mut sorted: Vec<_> = crowds.into_iter().collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0));

    let mut gaps = Vec::new();
    for (index, question) in questions.iter().enumerate() {
        // By language, then channel: (companies, the first one); and the crowds with too few words.
        let mut wordless: BTreeMap<(Language, Channel), (usize, &str)> = BTreeMap::new();
        let mut scarce: BTreeMap<Language, (usize, usize, &str)> = BTreeMap::new();
        for ((sector, language, offered), crowd) in &sorted {
            if !question.is_for(sector) {
                continue;
            }
            let channels: Vec<Channel> = offered
                .iter()
                .copied()
                .filter(|c| {
                    design
                        .questions
                        .get(c)
                        .is_some_and(|s| may_ask(s, question))
                })
                .collect();
            let mut bare = false;
            for channel in &channels {
                if !question
                    .wordings
                    .iter()
                    .any(|w| fits(w, *language, *channel))
                {
                    bare = true;
                    let entry = wordless
                        .entry((*language, *channel))
                        .or_insert((0, &crowd.first.id));
                    entry.0 += crowd.count;
                }
            }
            let distinct = distinct_words(question, *language, &channels);
            let read = channels.iter().filter(|c| is_read(**c)).count();
            if !bare && distinct < read {
                let entry = scarce
                    .entry(*language)
                    .or_insert((distinct, read, &crowd.first.id));
                if read > entry.1 {
                    *entry = (distinct, read, &crowd.first.id);
                }
            }
        }
        for ((language, channel), (count, first)) in wordless {
            gaps.push(Gap {
                question: index,
                message: format!(
                    "the question `{}` has no wording in `{language}` for {channel}, which {count} compan{} to be asked (the first is `{first}`)",
                    question.id,
                    if count == 1 { "y is" } else { "ies are" }
                ),
                hint: format!("add a [[question.wording]] with `language = \"{language}\"`"),
            });
        }
        for (language, (distinct, read, first)) in scarce {
            gaps.push(Gap {
                question: index,
                message: format!(
                    "the question `{}` has {distinct} wording{} in `{language}` for {read} channels: `{first}` would read the same phrasing twice",
                    question.id,
                    if distinct == 1 { "" } else { "s" },
                ),
                hint: format!("add wordings with `language = \"{language}\"`, or ask it on fewer channels"),
            });
        }
    }
    gaps
}

/// On how many of the channels the question can be asked in words that no other of them uses. A
/// wording fits one channel or all, so the channels that have one of their own take it.
fn distinct_words(question: &Question, language: Language, channels: &[Channel]) -> usize {
    let mut own: BTreeSet<Channel> = BTreeSet::new();
    let mut common = 0;
    for wording in question.wordings.iter().filter(|w| w.language == language) {
        match wording.channel {
            Some(c) if channels.contains(&c) && is_read(c) => {
                own.insert(c);
            }
            Some(_) => {}
            None => common += 1,
        }
    }
    let read = channels.iter().filter(|c| is_read(**c)).count();
    (own.len() + common).min(read)
}
