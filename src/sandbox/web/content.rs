//! What stands on a company's site: its articles, its questions and answers, what it says in their place.

use super::conduct::{Place, SiteInstead};
use super::engine::Index;
use super::words::{SiteWords, site_words};
use crate::model::{Company, Question, Study};
use crate::sandbox::behaviour::Behaviour;
use crate::sandbox::chance::Chance;
use crate::sandbox::letter::said;
use crate::sandbox::policies::Room;

/// One article, or one of the frequent questions.
pub(super) struct Entry {
    /// Its number on the site.
    pub number: u32,
    /// Its name in addresses.
    pub slug: String,
    pub title: String,
    pub paragraphs: Vec<String>,
    /// Where it stands.
    pub place: Place,
    /// The question that it answers, as an index into the study.
    pub answers: Option<u32>,
}

/// All that a site says.
pub(super) struct Content {
    pub entries: Vec<Entry>,
    /// Invitations to ask, in place of answers.
    pub teasers: Vec<String>,
    /// What the site's search knows.
    pub index: Index,
}

impl Content {
    /// What a company's site says. Pure.
    pub(super) fn of(study: &Study, behaviour: &Behaviour, company: u32) -> Self {
        let about = &study.panel[company as usize];
        let mut writer = Writer {
            study,
            seed: behaviour.seed(),
            about,
            words: site_words(about.language),
            entries: Vec::new(),
            labels: Vec::new(),
        };
        let mut teasers = Vec::new();
        for (question, what) in (0..).zip(&study.questions) {
            if !what.is_for(&about.sector) {
                continue;
            }
            let conduct = behaviour.site_conduct(company, question);
            let mut chance = writer.chance("entry", &what.id);
            match (conduct.answer, conduct.instead) {
                (Some(answer), _) => {
                    let text = said(study, company, question, answer.content, Room::Long).text;
                    writer.answer(what, question, answer.place, text, &mut chance);
                }
                (None, SiteInstead::Mentions) => writer.mention(what, &mut chance),
                (None, SiteInstead::Teaser) => {
                    teasers.push(writer.fill(chance.pick(writer.words.teasers), &what.topic));
                }
                (None, SiteInstead::Nothing) => {}
            }
        }
        writer.general();
        writer.finish(teasers)
    }
}

struct Writer<'s> {
    study: &'s Study,
    seed: u64,
    about: &'s Company,
    words: &'static SiteWords,
    entries: Vec<Entry>,
    /// By entry, what it is found by beside its own words.
    labels: Vec<String>,
}

impl Writer<'_> {
    fn chance(&self, what: &str, of: &str) -> Chance {
        let wave = &self.study.wave.id;
        Chance::of(self.seed, &["page", what, wave, &self.about.id, of])
    }

    fn fill(&self, phrase: &str, topic: &str) -> String {
        let text = phrase
            .replace("{company}", &self.about.name)
            .replace("{topic}", topic);
        capital(&text)
    }

    fn answer(
        &mut self,
        what: &Question,
        question: u32,
        place: Place,
        text: String,
        chance: &mut Chance,
    ) {
        let words = self.words;
        let title = if place == Place::Faq {
            self.asked(what, chance)
        } else {
            self.fill(chance.pick(words.titles), &what.topic)
        };
        let mut paragraphs = Vec::new();
        // Who answers in a list of questions comes to the point.
        if place != Place::Faq && chance.happens(0.6) {
            paragraphs.push(self.fill(chance.pick(words.leads), &what.topic));
        }
        paragraphs.push(text);
        if chance.happens(if place == Place::Faq { 0.15 } else { 0.5 }) {
            paragraphs.push(self.fill(chance.pick(words.tails), &what.topic));
        }
        self.push(title, paragraphs, place, Some(question), labels(what));
    }

    /// The question as the site puts it to itself: as one of its wordings does, or in a few words.
    fn asked(&self, what: &Question, chance: &mut Chance) -> String {
        let short: Vec<&str> = what
            .wordings
            .iter()
            .filter(|w| w.language == self.about.language)
            .map(|w| w.text.trim())
            .filter(|t| t.chars().count() <= 110 && !t.contains("{persona}"))
            .collect();
        if short.is_empty() || chance.happens(0.2) {
            format!("{}?", capital(&what.topic))
        } else {
            self.fill(chance.pick(&short), &what.topic)
        }
    }

    fn mention(&mut self, what: &Question, chance: &mut Chance) {
        let words = self.words;
        let title = self.fill(chance.pick(words.titles), &what.topic);
        let mut paragraphs = vec![self.fill(chance.pick(words.vague), &what.topic)];
        if chance.happens(0.5) {
            paragraphs.push(self.fill(chance.pick(words.tails), &what.topic));
        }
        let place = chance.pick(&[Place::Linked, Place::Searched]);
        self.push(title, paragraphs, place, None, what.topic.clone());
    }

    /// What stands on every site, shuffled in among the rest so that answers are not always first.
    fn general(&mut self) {
        let mut chance = self.chance("general", "");
        for (title, text) in self.words.general {
            let place = chance.weighted(&[(Place::Linked, 3), (Place::Faq, 2)]);
            let (title, text) = (self.fill(title, ""), self.fill(text, ""));
            self.push(title, vec![text], place, None, String::new());
        }
    }

    fn push(
        &mut self,
        title: String,
        paragraphs: Vec<String>,
        place: Place,
        answers: Option<u32>,
        labels: String,
    ) {
        self.entries.push(Entry {
            number: 0,
            slug: String::new(),
            title,
            paragraphs,
            place,
            answers,
        });
        self.labels.push(labels);
    }

    fn finish(mut self, teasers: Vec<String>) -> Content {
        let mut chance = self.chance("order", "");
        let mut order: Vec<(Entry, String)> = self.entries.drain(..).zip(self.labels).collect();
        chance.shuffle(&mut order);
        let first = u32::try_from(chance.between(11, 400)).unwrap_or(11);
        let (mut entries, mut index) = (Vec::new(), Index::new(self.words.stop));
        for (nth, (mut entry, labels)) in (0_u32..).zip(order) {
            entry.number = first + nth * 3;
            entry.slug = format!("{}-{}", slug(&entry.title), entry.number);
            let found = !matches!(entry.place, Place::Listed);
            index.add(&entry.title, &labels, &entry.paragraphs, found);
            entries.push(entry);
        }
        Content {
            entries,
            teasers,
            index,
        }
    }
}

/// By which words people look for a matter: a help desk notes them beside the article.
fn labels(what: &Question) -> String {
    let mut labels = what.topic.clone();
    for wording in &what.wordings {
        for text in [&wording.subject, &wording.text] {
            labels.push(' ');
            labels.push_str(text);
        }
    }
    labels
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// A title as it stands in an address: letters, digits and dashes, not too long.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= 40 {
            break;
        }
    }
    slug.trim_matches('-').to_owned()
}
