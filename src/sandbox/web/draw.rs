//! What each company's site is and what it holds, drawn beforehand from the seed.
//!
//! By quota, as for email: in each sector exactly the wanted share of the questions is answered.

use super::conduct::{
    Builder, FormProfile, Place, SiteAnswer, SiteConduct, SiteInstead, SiteProfile,
};
use super::figures::{FORBIDDEN, FORM_KINDS, MARKED, SEARCHED, WRONG, figures};
use crate::model::{Channel, Company, Selection, Study};
use crate::sandbox::chance::Chance;
use crate::sandbox::conduct::Content;
use crate::sandbox::posts::{apportion, whole};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The channels for which a company needs a site.
pub(super) const ON_SITES: [Channel; 3] = [Channel::WebForm, Channel::WebSearch, Channel::Chat];

/// The sites of a study's companies.
#[derive(Default)]
pub(in crate::sandbox) struct Sites {
    pub conducts: HashMap<(u32, u32), SiteConduct>,
    pub profiles: HashMap<u32, SiteProfile>,
}

/// Vendors of self-service software that show themselves, in small letters.
const SOFTWARE: [&str; 6] = [
    "zendesk",
    "freshdesk",
    "salesforce",
    "intercom",
    "helpscout",
    "eptica",
];

/// One question that may be looked up on one site.
struct Cell {
    company: u32,
    question: u32,
    /// How willing the company is to answer it there.
    will: f64,
}

/// Draws the sites of a study's companies: of all that have a contact point on the web. The quotas are those
/// of `asked` (indices of company and question), where it is known which questions are looked up where; else
/// of every question that the design may put, or of all if it puts none on this channel. Questions of the
/// sector that nobody asks stand on the sites too, or do not: they are what a visitor reads past.
pub(in crate::sandbox) fn draw(
    study: &Study,
    seed: u64,
    asked: Option<&HashSet<(u32, u32)>>,
) -> Sites {
    let draw = Draw { study, seed };
    let mut sites = Sites {
        conducts: HashMap::new(),
        profiles: draw.profiles(),
    };
    let selection = study.design.questions.get(&Channel::WebSearch);
    let mut sectors: BTreeMap<&str, Vec<Cell>> = BTreeMap::new();
    let mut unasked = Vec::new();
    for (company, about) in (0..).zip(&study.panel) {
        let Some(profile) = sites.profiles.get(&company) else {
            continue;
        };
        // Whoever pays for software has somebody who writes the articles.
        let helped = if profile.software.is_some() { 0.8 } else { 0.0 };
        let own = draw.chance("company", about, "").spread() + helped;
        let looked_up = about.contact_points.contains_key(&Channel::WebSearch);
        for (question, what) in (0..).zip(&study.questions) {
            if !what.is_for(&about.sector) {
                continue;
            }
            let put = match (asked, selection) {
                (Some(asked), Some(_)) => asked.contains(&(company, question)),
                (_, Some(Selection::Ids(ids))) => ids.contains(&what.id),
                _ => true,
            };
            let mut chance = draw.chance("will", about, &what.id);
            let cell = Cell {
                company,
                question,
                will: own + (chance.unit() - 0.5) * 4.0,
            };
            if put && looked_up {
                sectors.entry(&about.sector).or_default().push(cell);
            } else {
                unasked.push(cell);
            }
        }
    }
    let shares: Vec<f64> = sectors
        .iter()
        .map(|(sector, cells)| figures(sector).0 * cells.len() as f64)
        .collect();
    for ((sector, mut cells), quota) in sectors.into_iter().zip(apportion(&shares)) {
        cells.sort_by(|a, b| b.will.total_cmp(&a.will));
        let rest = cells.split_off(quota.min(cells.len()));
        draw.answers(sector, &cells, &mut sites);
        draw.others(&rest, &mut sites);
    }
    let (answered, rest): (Vec<Cell>, Vec<Cell>) = unasked.into_iter().partition(|c| c.will > 0.0);
    draw.answers("", &answered, &mut sites);
    draw.others(&rest, &mut sites);
    sites
}

/// Everything that a draw depends on.
struct Draw<'s> {
    study: &'s Study,
    seed: u64,
}

impl Draw<'_> {
    fn chance(&self, what: &str, company: &Company, question: &str) -> Chance {
        let wave = &self.study.wave.id;
        Chance::of(self.seed, &["site", what, wave, &company.id, question])
    }

    /// The sites. Not of the wave: a company's site this month looks as it did last month.
    fn profiles(&self) -> HashMap<u32, SiteProfile> {
        let mut profiles = HashMap::new();
        let mut sectors: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (index, company) in (0..).zip(&self.study.panel) {
            let on_web = |c: &Channel| company.contact_points.contains_key(c);
            if !ON_SITES.iter().any(on_web) {
                continue;
            }
            let mut chance = Chance::of(self.seed, &["site", "profile", &company.id]);
            let builder = chance.pick(&Builder::ALL);
            let software = chance.pick(&SOFTWARE);
            let search = chance.happens(SEARCHED);
            let profile = SiteProfile {
                builder,
                // Taken away again from those beyond the quota.
                software: Some(software),
                search,
                search_forbidden: chance.happens(FORBIDDEN),
                marked: chance.happens(MARKED),
                form: company
                    .contact_points
                    .contains_key(&Channel::WebForm)
                    .then(|| self.form(&company.id)),
            };
            profiles.insert(index, profile);
            sectors.entry(&company.sector).or_default().push(index);
        }
        let shares: Vec<f64> = sectors
            .iter()
            .map(|(sector, members)| figures(sector).1 * members.len() as f64)
            .collect();
        for ((sector, mut members), quota) in sectors.into_iter().zip(apportion(&shares)) {
            Chance::of(self.seed, &["site", "software", sector]).shuffle(&mut members);
            for (nth, company) in members.into_iter().enumerate() {
                if let Some(profile) = profiles.get_mut(&company) {
                    if nth < quota {
                        profile.search = true;
                    } else {
                        profile.software = None;
                    }
                }
            }
        }
        profiles
    }

    /// A contact form.
    fn form(&self, company: &str) -> FormProfile {
        let mut chance = Chance::of(self.seed, &["site", "form", company]);
        FormProfile {
            kind: chance.weighted(&FORM_KINDS),
            two_names: chance.happens(0.3),
            phone: chance.happens(0.4),
            order_number: chance.happens(0.25),
            confirms_email: chance.happens(0.15),
            consent: chance.happens(0.4),
            marketing: chance.happens(0.3),
            unprocessable: chance.happens(0.4),
            onward: chance.happens(0.5),
            variant: u8::try_from(chance.below(60)).unwrap_or(0),
        }
    }

    fn answers(&self, sector: &str, cells: &[Cell], sites: &mut Sites) {
        let words = ["site", "verdicts", &self.study.wave.id, sector];
        let mut verdicts: Vec<usize> = (0..cells.len()).collect();
        Chance::of(self.seed, &words).shuffle(&mut verdicts);
        let wrong = whole(WRONG * cells.len() as f64);
        for (cell, verdict) in cells.iter().zip(verdicts) {
            let Some(profile) = sites.profiles.get(&cell.company) else {
                continue;
            };
            let mut own = self.own("answer", cell);
            let phrasing = u16::try_from(own.below(1000)).unwrap_or(0);
            let content = if verdict < wrong {
                Content::Wrong(phrasing)
            } else {
                Content::Right(phrasing)
            };
            let conduct = SiteConduct {
                answer: Some(SiteAnswer {
                    place: place(profile, &mut own),
                    content,
                }),
                instead: SiteInstead::Nothing,
            };
            sites
                .conducts
                .insert((cell.company, cell.question), conduct);
        }
    }

    fn others(&self, cells: &[Cell], sites: &mut Sites) {
        for cell in cells {
            let instead = self.own("instead", cell).weighted(&[
                (SiteInstead::Nothing, 40),
                (SiteInstead::Mentions, 35),
                (SiteInstead::Teaser, 25),
            ]);
            let conduct = SiteConduct {
                answer: None,
                instead,
            };
            sites
                .conducts
                .insert((cell.company, cell.question), conduct);
        }
    }

    fn own(&self, what: &str, cell: &Cell) -> Chance {
        let company = &self.study.panel[cell.company as usize];
        let question = &self.study.questions[cell.question as usize].id;
        self.chance(what, company, question)
    }
}

/// Where an answer stands. What nobody may search for is never to be found by a search alone.
fn place(profile: &SiteProfile, chance: &mut Chance) -> Place {
    let searched = match (
        profile.search && !profile.search_forbidden,
        profile.software,
    ) {
        (false, _) => 0,
        (true, Some(_)) => 50,
        (true, None) => 25,
    };
    let faq = if profile.software.is_some() { 25 } else { 50 };
    chance.weighted(&[
        (Place::Faq, faq),
        (Place::Linked, 22),
        (Place::Listed, 8),
        (Place::Searched, searched),
    ])
}
