//! What each company's site is and what it holds, drawn beforehand from the seed.
//!
//! By quota, as for email: in each sector exactly the wanted share of the questions is answered.

use super::conduct::{
    Builder, ChatConduct, ChatEnding, ChatProfile, FormProfile, Place, SiteAnswer, SiteConduct,
    SiteInstead, SiteProfile, Widget,
};
use super::figures::{
    BOT_ANSWERS, CHAT_ANSWERED, CHAT_OTHERWISE, FORBIDDEN, FORM_KINDS, MARKED, SEARCHED, WRONG,
    figures,
};
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
    pub chats: HashMap<(u32, u32), ChatConduct>,
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
/// of every question that the design may put, or of all if it puts none on this channel; so too of those that
/// are `chatted` about. Questions of the
/// sector that nobody asks stand on the sites too, or do not: they are what a visitor reads past.
pub(in crate::sandbox) fn draw(
    study: &Study,
    seed: u64,
    asked: Option<&HashSet<(u32, u32)>>,
    chatted: Option<&HashSet<(u32, u32)>>,
) -> Sites {
    let draw = Draw { study, seed };
    let mut sites = Sites {
        conducts: HashMap::new(),
        profiles: draw.profiles(),
        chats: HashMap::new(),
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
    draw.chats(chatted, &mut sites);
    sites
}

impl Sites {
    fn has_bot(&self, company: u32) -> bool {
        let chat = self.profiles.get(&company).and_then(|p| p.chat.as_ref());
        chat.is_some_and(|chat| chat.bot)
    }

    fn talks(&mut self, cell: &Cell, ending: ChatEnding) {
        let conduct = ChatConduct { ending };
        self.chats.insert((cell.company, cell.question), conduct);
    }
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
                chat: company
                    .contact_points
                    .contains_key(&Channel::Chat)
                    .then(|| self.chat(&company.id)),
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

    /// A chat.
    fn chat(&self, company: &str) -> ChatProfile {
        let mut chance = Chance::of(self.seed, &["site", "chat", company]);
        ChatProfile {
            widget: chance.pick(&[Widget::Plain, Widget::Frame, Widget::Shadow]),
            bot: chance.happens(0.5),
            asks_first: chance.happens(0.3),
            editable: chance.happens(0.3),
            hours: chance.weighted(&[(None, 4), (Some((8, 20)), 4), (Some((9, 18)), 2)]),
        }
    }

    /// What comes of each question in the chats, in each sector to the quota.
    fn chats(&self, asked: Option<&HashSet<(u32, u32)>>, sites: &mut Sites) {
        let mut sectors: BTreeMap<&str, Vec<Cell>> = BTreeMap::new();
        for (company, about) in (0..).zip(&self.study.panel) {
            if !about.contact_points.contains_key(&Channel::Chat) {
                continue;
            }
            let own = self.chance("chatter", about, "").spread();
            for (question, what) in (0..).zip(&self.study.questions) {
                let put = asked.is_none_or(|a| a.is_empty() || a.contains(&(company, question)));
                if what.is_for(&about.sector) && put {
                    let mut chance = self.chance("chat will", about, &what.id);
                    sectors.entry(&about.sector).or_default().push(Cell {
                        company,
                        question,
                        will: own + (chance.unit() - 0.5) * 4.0,
                    });
                }
            }
        }
        let shares = sectors
            .values()
            .map(|cells| CHAT_ANSWERED * cells.len() as f64);
        let quotas = apportion(&shares.collect::<Vec<_>>());
        for ((sector, mut cells), quota) in sectors.into_iter().zip(quotas) {
            cells.sort_by(|a, b| b.will.total_cmp(&a.will));
            let rest = cells.split_off(quota.min(cells.len()));
            let words = ["site", "chat ranks", &self.study.wave.id, sector];
            let mut chance = Chance::of(self.seed, &words);
            let (mut slices, mut verdicts): (Vec<usize>, Vec<usize>) =
                ((0..cells.len()).collect(), (0..cells.len()).collect());
            chance.shuffle(&mut slices);
            chance.shuffle(&mut verdicts);
            let wrong = whole(WRONG * cells.len() as f64);
            for (cell, (slice, verdict)) in cells.iter().zip(slices.into_iter().zip(verdicts)) {
                let mut own = self.own("chat answer", cell);
                let phrasing = u16::try_from(own.below(1000)).unwrap_or(0);
                let content = if verdict < wrong {
                    Content::Wrong(phrasing)
                } else {
                    Content::Right(phrasing)
                };
                let rank = (slice as f64 + own.unit()) / cells.len() as f64;
                let by_bot = own.happens(BOT_ANSWERS) && sites.has_bot(cell.company);
                let ending = if by_bot {
                    ChatEnding::BotAnswers(content)
                } else {
                    ChatEnding::AgentAnswers { content, rank }
                };
                sites.talks(cell, ending);
            }
            for cell in &rest {
                let ending = match self.own("chat instead", cell).weighted(&CHAT_OTHERWISE) {
                    // Without a bot nobody is there to say so.
                    ChatEnding::Deflected if !sites.has_bot(cell.company) => ChatEnding::Queue,
                    ending => ending,
                };
                sites.talks(cell, ending);
            }
        }
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
