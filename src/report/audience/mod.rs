//! For whom a report is: what the reader may see of the companies.
//!
//! Names are taken away once, at the source: [`Shown`] holds a copy of the study in which companies bear numbers and
//! stand in the order of their numbers, so that every table, chart and page made from it knows no names. What the texts
//! of answers betray is for who reads them: report knows no coder.

mod numbers;

use super::words::{Text, Words};
use crate::error::{Error, Result};
use crate::model::{
    Audience, Audited, Channel, Company, Consent, FormPins, OutsideScore, Study, Subject,
};
use crate::report::{Audit, Home};
use numbers::numbers;
use std::collections::{BTreeMap, HashMap};

/// What stands where an address was.
pub const ADDRESS: &str = "[address]";
/// What stands where a link was.
pub const LINK: &str = "[link]";
/// What stands where a telephone number was.
pub const PHONE: &str = "[phone]";
/// What stands where an account was.
pub const HANDLE: &str = "[handle]";

/// A study as an audience may see it.
#[derive(Debug)]
pub struct Shown {
    /// The study: companies without a name bear numbers, here and wherever it names them.
    pub study: Study,
    /// For whom.
    pub audience: Audience,
    /// Where each company of the true panel stands in the one shown.
    places: Vec<u32>,
    /// Whether each company of the true panel is named.
    named: Vec<bool>,
}

impl Shown {
    /// A study as it is.
    #[must_use]
    pub fn whole(study: &Study) -> Self {
        let companies = study.panel.len();
        Self {
            study: study.clone(),
            audience: Audience::Team,
            places: (0u32..).take(companies).collect(),
            named: vec![true; companies],
        }
    }

    /// A study as an audience may see it, in the words of its language. `key` is what the numbers are made from beside
    /// the ids of study and company.
    ///
    /// # Errors
    /// When the audience is a company that is not on the panel.
    pub fn to(study: &Study, audience: &Audience, key: &[u8], words: &Words) -> Result<Self> {
        let named: Vec<bool> = match audience {
            Audience::Team => vec![study.names_companies(); study.panel.len()],
            // What nobody said holds for the study's own people alone.
            Audience::Public => {
                vec![study.reporting.name_companies == Some(true); study.panel.len()]
            }
            Audience::Client(id) => {
                let named: Vec<bool> = study.panel.iter().map(|c| c.id == *id).collect();
                if !named.contains(&true) {
                    return Err(unknown(study, id));
                }
                named
            }
        };
        let mut shown = Self {
            audience: audience.clone(),
            ..Self::whole(study)
        };
        if named.contains(&false) {
            shown.named = named;
            shown.hide(study, key, words);
        }
        Ok(shown)
    }

    /// Whether any company bears a number.
    #[must_use]
    pub fn hides(&self) -> bool {
        self.named.contains(&false)
    }

    /// Whether a company of the true panel is named.
    #[must_use]
    pub fn names(&self, company: u32) -> bool {
        self.named
            .get(company as usize)
            .copied()
            .unwrap_or_default()
    }

    /// Whether the reader may read word for word what a company of the true panel said.
    #[must_use]
    pub fn quotes(&self, company: u32) -> bool {
        match self.audience {
            Audience::Team => true,
            Audience::Public => false,
            Audience::Client(_) => self.names(company),
        }
    }

    /// Where a company of the true panel stands in the one shown.
    #[must_use]
    pub fn place(&self, company: u32) -> u32 {
        self.places
            .get(company as usize)
            .copied()
            .unwrap_or(u32::MAX)
    }

    /// The places of the true panel in the order of the one shown.
    #[must_use]
    pub fn order(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0u32..).take(self.places.len()).collect();
        order.sort_by_key(|company| self.place(*company));
        order
    }

    fn hide(&mut self, study: &Study, key: &[u8], words: &Words) {
        let numbers = numbers(study, key, &self.named);
        let mut order: Vec<usize> = (0..study.panel.len()).collect();
        order.sort_by_key(|place| numbers[*place]);
        for (to, from) in (0u32..).zip(&order) {
            self.places[*from] = to;
        }
        let sectors = self.sectors(study, words);
        let width = numbers
            .iter()
            .max()
            .map_or(3, |n| n.to_string().len().max(3));
        let panel = &mut self.study.panel;
        *panel = order
            .iter()
            .map(|from| study.panel[*from].clone())
            .collect();
        for (company, from) in panel.iter_mut().zip(&order) {
            if let Some(sector) = sectors.get(&company.sector) {
                company.sector.clone_from(sector);
            }
            if !self.named[*from] {
                anonymous(company, &format!("{:0width$}", numbers[*from]), words);
            }
        }
        let place = |company: u32| self.places[company as usize];
        for reference in &mut self.study.references {
            reference.company = place(reference.company);
        }
        for OutsideScore { values, .. } in &mut self.study.outside {
            for (company, _) in values.iter_mut() {
                *company = place(*company);
            }
            values.sort_by_key(|(company, _)| *company);
        }
        for consent in &mut self.study.consents {
            let kept = order.iter().any(|from| {
                let company = &study.panel[*from];
                self.named[*from]
                    && company
                        .handles(consent.network)
                        .any(|h| h == consent.handle)
            });
            if !kept {
                *consent = Consent {
                    handle: HANDLE.to_owned(),
                    who: String::new(),
                    ground: String::new(),
                    ..consent.clone()
                };
            }
        }
        for question in &mut self.study.questions {
            for sector in &mut question.sectors {
                if let Some(other) = sectors.get(sector) {
                    sector.clone_from(other);
                }
            }
            question.sectors.sort();
            question.sectors.dedup();
        }
        let weights = &mut self.study.scoring.sector_weights;
        let mut joined: BTreeMap<String, u64> = BTreeMap::new();
        for (sector, weight) in std::mem::take(weights) {
            let sector = sectors.get(&sector).unwrap_or(&sector).clone();
            *joined.entry(sector).or_default() += weight;
        }
        *weights = joined;
        let ids = self.ids(study);
        for assertion in self.study.gate.iter_mut().flat_map(|g| &mut g.assertions) {
            match &mut assertion.subject {
                Subject::Company(id) => {
                    if let Some(shown) = ids.get(id.as_str()) {
                        id.clone_from(shown);
                    }
                }
                Subject::Sector(sector) => {
                    if let Some(other) = sectors.get(sector) {
                        sector.clone_from(other);
                    }
                }
                Subject::All => {}
            }
        }
    }

    /// The sectors in which one company stands alone, and it bears a number: they would tell who it is.
    fn sectors(&self, study: &Study, words: &Words) -> HashMap<String, String> {
        let mut sizes: HashMap<&str, (usize, bool)> = HashMap::new();
        for (company, named) in study.panel.iter().zip(&self.named) {
            let size = sizes.entry(&company.sector).or_default();
            size.0 += 1;
            size.1 |= named;
        }
        let mut other = words.word("sectors-other");
        while sizes.contains_key(other.as_str()) {
            other.push('*');
        }
        sizes
            .into_iter()
            .filter(|(_, (companies, named))| *companies == 1 && !named)
            .map(|(sector, _)| (sector.to_owned(), other.clone()))
            .collect()
    }

    /// The ids of the true panel, each with the one shown.
    fn ids(&self, study: &Study) -> HashMap<String, String> {
        let shown = |place: u32| self.study.panel[place as usize].id.clone();
        let all = study.panel.iter().zip(&self.places);
        all.map(|(company, place)| (company.id.clone(), shown(*place)))
            .collect()
    }

    /// What audits found, with the ids that are shown: for scoring, which reads no names.
    #[must_use]
    pub fn profiles(&self, study: &Study, audit: &Audit) -> Vec<Audited> {
        let ids = self.ids(study);
        let mut profiles = audit.profiles.clone();
        for seen in &mut profiles {
            if let Some(id) = ids.get(&seen.company) {
                seen.company.clone_from(id);
            }
        }
        profiles
    }

    /// What audits found, as it may be shown; `redact` takes what betrays a company of the true panel out of a text.
    pub fn audit(
        &self,
        study: &Study,
        audit: &Audit,
        redact: impl Fn(u32, &str) -> String,
    ) -> Audit {
        let ids = self.ids(study);
        let places: HashMap<&str, u32> =
            study.panel.iter().map(|c| c.id.as_str()).zip(0..).collect();
        let hidden = |id: &str| places.get(id).copied().filter(|place| !self.names(*place));
        let mut profiles = Vec::with_capacity(audit.profiles.len());
        for seen in &audit.profiles {
            let mut seen = seen.clone();
            if let Some(place) = places.get(seen.company.as_str())
                && !self.quotes(*place)
            {
                seen.evidence.clear();
            }
            if let Some(place) = hidden(&seen.company) {
                HANDLE.clone_into(&mut seen.handle);
                for (text, mark) in [
                    (&mut seen.email, ADDRESS),
                    (&mut seen.phone, PHONE),
                    (&mut seen.url, LINK),
                ] {
                    mark_if_any(text, mark);
                }
                for words in &mut seen.evidence {
                    *words = redact(place, words);
                }
            }
            if let Some(id) = ids.get(&seen.company) {
                seen.company.clone_from(id);
            }
            profiles.push(seen);
        }
        let home = |home: &Home| {
            let mut home = home.clone();
            if let Some(place) = hidden(&home.company) {
                mark_if_any(&mut home.page, LINK);
                home.problem = redact(place, &home.problem);
                for offered in &mut home.offered {
                    mark_if_any(&mut offered.declared, contact(offered.channel));
                    mark_if_any(&mut offered.linked, contact(offered.channel));
                }
            }
            if let Some(id) = ids.get(&home.company) {
                home.company.clone_from(id);
            }
            home
        };
        Audit {
            profiles,
            presence: audit.presence.iter().map(home).collect(),
        }
    }
}

fn mark_if_any(text: &mut String, mark: &str) {
    if !text.is_empty() {
        mark.clone_into(text);
    }
}

/// What stands where a company can be reached.
const fn contact(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => ADDRESS,
        Channel::Twitter | Channel::Bluesky => HANDLE,
        _ => LINK,
    }
}

/// Takes from a company whatever names it.
fn anonymous(company: &mut Company, number: &str, words: &Words) {
    company.id = format!("company-{number}");
    company.name = words
        .say("company-number", [("number", Text::plain(number).into())])
        .to_plain();
    for (channel, point) in &mut company.contact_points {
        contact(*channel).clone_into(point);
    }
    company.site = company.site.as_ref().map(|_| LINK.to_owned());
    company.form_pins = FormPins::default();
}

fn unknown(study: &Study, id: &str) -> Error {
    let near = crate::sheet::near(id, study.panel.iter().map(|c| c.id.as_str()));
    Error::Refused {
        message: format!(
            "no company of the panel has the id {}",
            crate::sheet::quote(id)
        ),
        hint: near.map_or_else(
            || "companies.csv names them in its column id".to_owned(),
            |near| format!("did you mean `client:{near}`?"),
        ),
    }
}

#[cfg(test)]
mod tests;
