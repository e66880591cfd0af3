//! A wave as scoring sees it: the companies, and the enquiries of each.

use super::consistency::Agreement;
use super::metric::{How, Metric};
use super::statistics::{Observation, Part};
use super::{Account, Awaited, Row, Unit};
use crate::model::{Audited, Channel, Language, Scoring, Study};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A wave as scoring sees it. From the ledger or from the tables of a report: the same tables give the same frame.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frame {
    /// The panel, in its order.
    pub companies: Vec<Listed>,
    /// In the order in which the panel first names them.
    pub sectors: Vec<String>,
    /// The ids of the questions.
    pub questions: Vec<String>,
    /// By company, then as in the plan.
    units: Vec<Unit>,
    /// Where each company's units begin, and where the last ones end.
    starts: Vec<u32>,
    /// What each company said to the same question on several channels, by company, then by question.
    compared: Vec<Compared>,
    /// What an audit found of each company's accounts.
    accounts: Vec<Vec<Account>>,
    /// How the companies are scored.
    pub scoring: Scoring,
}

/// What a company said to one question that it was asked on two channels or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Compared {
    /// Index into [`Frame::companies`].
    pub company: u32,
    /// Index into [`Frame::questions`].
    pub question: u32,
    /// On how many channels it was asked.
    pub asked: u32,
    /// On how many of them the reply says what was asked.
    pub answered: u32,
    /// Pairs of answers that agree.
    pub agree: u32,
    /// Those that contradict each other.
    pub contradict: u32,
    /// Those that nobody has decided.
    pub unsure: u32,
}

impl Compared {
    /// What is compared of a row of `consistency.csv`; `None` where it was asked on one channel only.
    #[must_use]
    pub fn of(row: &Agreement) -> Option<Self> {
        let count = |channels: usize| u32::try_from(channels).unwrap_or(u32::MAX);
        (row.asked.len() > 1).then(|| Self {
            company: row.company,
            question: row.question,
            asked: count(row.asked.len()),
            answered: count(row.answered.len()),
            agree: row.agree,
            contradict: row.contradict,
            unsure: row.unsure,
        })
    }

    /// Pairs of answers that speak of the same, decided or not.
    #[must_use]
    pub const fn pairs(&self) -> u32 {
        self.agree + self.contradict + self.unsure
    }

    /// Whether it was answered on every channel on which it was asked, with answers that all agree.
    #[must_use]
    pub const fn is_same_everywhere(&self) -> bool {
        self.answered == self.asked && self.agree == self.asked * (self.asked - 1) / 2
    }
}

/// A company of the panel.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its sector, as an index into [`Frame::sectors`].
    pub sector: u32,
    /// How much it weighs in the numbers about the whole panel; 1 unless the study says otherwise.
    pub weight: f64,
    /// The language in which it is asked; English unless the study says otherwise.
    pub language: Language,
}

/// One company with all that is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Member<'f> {
    /// The company.
    pub company: &'f Listed,
    /// Its enquiries, as in the plan.
    pub units: &'f [Unit],
    /// What it said to the same question on several channels, question by question.
    pub compared: &'f [Compared],
    /// How it is scored.
    pub scoring: &'f Scoring,
    /// Its accounts on social networks, where an audit found them.
    pub accounts: &'f [Account],
}

/// Takes a wave row by row.
#[derive(Debug, Default)]
pub struct Builder {
    frame: Frame,
    sectors: BTreeMap<String, u32>,
}

impl Builder {
    /// A wave of which nothing is known yet but who is asked what.
    #[must_use]
    pub fn new(study: &Study) -> Self {
        let mut builder = Self::default();
        let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
        for company in &study.panel {
            *sizes.entry(&company.sector).or_default() += 1;
        }
        for company in &study.panel {
            builder.company(&company.id, &company.name, &company.sector);
            let (all, of_sector) = (study.panel.len(), sizes[company.sector.as_str()]);
            if let Some(listed) = builder.frame.companies.last_mut() {
                listed.weight = study
                    .scoring
                    .weight_of_company(&company.sector, all, of_sector);
                listed.language = company.language;
            }
        }
        builder.frame.scoring = study.scoring.clone();
        builder.frame.questions = study.questions.iter().map(|q| q.id.clone()).collect();
        builder
    }

    /// Adds a company to the panel.
    pub fn company(&mut self, id: &str, name: &str, sector: &str) {
        let next = u32::try_from(self.sectors.len()).unwrap_or(u32::MAX);
        let number = *self.sectors.entry(sector.to_owned()).or_insert(next);
        if number == next {
            self.frame.sectors.push(sector.to_owned());
        }
        self.frame.companies.push(Listed {
            id: id.to_owned(),
            name: name.to_owned(),
            sector: number,
            weight: 1.0,
            language: Language::default(),
        });
        self.frame.accounts.push(Vec::new());
    }

    /// Makes room for so many enquiries: a list that grows by itself is in memory twice each time it does.
    pub fn expect(&mut self, enquiries: usize) {
        self.frame.units.reserve_exact(enquiries);
    }

    /// Adds a row of `enquiries.csv`.
    pub fn row(&mut self, row: &Row) {
        self.unit(row.into());
    }

    /// Adds an enquiry. Of a company that is not on the panel it is left out.
    pub fn unit(&mut self, unit: Unit) {
        if (unit.company as usize) < self.frame.companies.len() {
            self.frame.units.push(unit);
        }
    }

    /// Adds a row of `consistency.csv`.
    pub fn agreement(&mut self, agreement: &Agreement) {
        if (agreement.company as usize) < self.frame.companies.len() {
            self.frame.compared.extend(Compared::of(agreement));
        }
    }

    /// Adds what an audit found of the companies' accounts. Of companies that are not on the panel it is left out.
    pub fn audited(&mut self, looks: &[Audited]) {
        if looks.is_empty() {
            return;
        }
        let listed = self.frame.companies.iter().map(|c| c.id.as_str());
        let places: HashMap<&str, usize> = listed.zip(0..).collect();
        for look in looks {
            if let Some(place) = places.get(look.company.as_str()) {
                self.frame.accounts[*place].extend(Account::of(look));
            }
        }
    }

    /// Adds an account of the company at a place of the panel.
    pub fn account(&mut self, company: usize, account: Account) {
        if let Some(accounts) = self.frame.accounts.get_mut(company) {
            accounts.push(account);
        }
    }

    /// The wave.
    #[must_use]
    pub fn finish(mut self) -> Frame {
        let frame = &mut self.frame;
        let key = |u: &Unit| (u.company, u.seq);
        if !frame.units.is_sorted_by_key(key) {
            frame.units.sort_unstable_by_key(key);
        }
        frame.compared.sort_unstable();
        let mut start = 0;
        frame.starts = Vec::with_capacity(frame.companies.len() + 1);
        for company in 0..=frame.companies.len() {
            start += frame.units[start..].partition_point(|u| (u.company as usize) < company);
            frame.starts.push(u32::try_from(start).unwrap_or(u32::MAX));
        }
        self.frame
    }
}

impl Frame {
    /// A company by its place in the panel.
    ///
    /// # Panics
    /// When there is none at that place.
    #[must_use]
    pub fn member(&self, company: usize) -> Member<'_> {
        let (from, to) = (
            self.starts[company] as usize,
            self.starts[company + 1] as usize,
        );
        Member {
            company: &self.companies[company],
            units: &self.units[from..to],
            compared: {
                let all = &self.compared;
                let before = |c: usize| all.partition_point(|q| (q.company as usize) < c);
                &all[before(company)..before(company + 1)]
            },
            scoring: &self.scoring,
            accounts: &self.accounts[company],
        }
    }

    /// Every company, in the panel's order.
    pub fn members(&self) -> impl Iterator<Item = Member<'_>> {
        (0..self.companies.len()).map(|company| self.member(company))
    }

    /// Every enquiry, by company, then as in the plan.
    #[must_use]
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The channels on which anything was planned.
    #[must_use]
    pub fn channels(&self) -> Vec<Channel> {
        let mut channels: BTreeSet<Channel> = BTreeSet::new();
        for unit in &self.units {
            if !channels.contains(&unit.channel) {
                channels.insert(unit.channel);
            }
        }
        channels.into_iter().collect()
    }

    /// The same wave without some companies' enquiries, of whom nothing is then known: for seeing what depends on them.
    #[must_use]
    pub fn without(&self, leave_out: impl Fn(&Member<'_>) -> bool) -> Self {
        let mut builder = Builder::default();
        builder.frame.questions.clone_from(&self.questions);
        builder.frame.scoring.clone_from(&self.scoring);
        for member in self.members() {
            if leave_out(&member) {
                continue;
            }
            let number = u32::try_from(builder.frame.companies.len()).unwrap_or(u32::MAX);
            let Listed {
                id,
                name,
                sector,
                weight,
                language,
            } = member.company;
            builder.company(id, name, &self.sectors[*sector as usize]);
            if let Some(listed) = builder.frame.companies.last_mut() {
                (listed.weight, listed.language) = (*weight, *language);
            }
            let compared = member.compared.iter();
            builder.frame.compared.extend(compared.map(|q| Compared {
                company: number,
                ..*q
            }));
            if let Some(accounts) = builder.frame.accounts.last_mut() {
                *accounts = member.accounts.to_vec();
            }
            for unit in member.units {
                builder.unit(Unit {
                    company: number,
                    ..*unit
                });
            }
        }
        builder.finish()
    }
}

impl Member<'_> {
    /// What the company adds to a metric on a channel, or on all together: numerator and denominator of a share or a
    /// mean, count and planned of a count. `n` is 0 where it has no part in it. Times have no such parts.
    #[must_use]
    pub fn part(&self, metric: &Metric, channel: Option<Channel>) -> Part {
        let [part] = self.parts(metric, &[channel])[..] else {
            return Part::default();
        };
        part
    }

    /// The same of several channels, in their order, at one look at the enquiries.
    #[must_use]
    pub fn parts(&self, metric: &Metric, channels: &[Option<Channel>]) -> Vec<Part> {
        let mut by_channel = [Part::default(); Channel::ALL.len()];
        let mut add = |unit: &Unit, value: Option<f64>| {
            if let Some(value) = value {
                let part = &mut by_channel[unit.channel as usize];
                (part.sum, part.n) = (part.sum + value, part.n + 1.0);
            }
        };
        let truth = |holds: bool| f64::from(u8::from(holds));
        match metric.how {
            How::Count(of) | How::Share(of) => {
                self.units.iter().for_each(|u| add(u, of(u).map(truth)));
            }
            How::Mean(of) | How::Sum(of) => self.units.iter().for_each(|u| add(u, of(u))),
            How::CompanyShare(of) | How::CompanyMean(of) => {
                let parts = channels.iter().map(|on| of(self, *on));
                return parts.map(Option::unwrap_or_default).collect();
            }
            How::QuestionShare(of) => {
                let all = self
                    .question_parts(of)
                    .fold(Part::default(), |to, part| Part {
                        sum: to.sum + part.sum,
                        n: to.n + part.n,
                    });
                let on = |on: &Option<Channel>| if on.is_none() { all } else { Part::default() };
                return channels.iter().map(on).collect();
            }
            How::Time(..) => {}
        }
        let on = |channel: &Option<Channel>| match channel {
            Some(channel) => by_channel[*channel as usize],
            None => Part {
                sum: by_channel.iter().map(|part| part.sum).sum(),
                n: by_channel.iter().map(|part| part.n).sum(),
            },
        };
        channels.iter().map(on).collect()
    }

    /// What each question that it was asked on two channels or more adds to a share of such.
    pub fn question_parts(&self, of: fn(&Compared) -> (u32, u32)) -> impl Iterator<Item = Part> {
        self.compared.iter().map(move |question| {
            let (sum, n) = of(question);
            Part {
                sum: f64::from(sum),
                n: f64::from(n),
            }
        })
    }

    /// How long it let the shoppers wait on a channel, or on all together.
    pub fn awaited(
        &self,
        what: Awaited,
        channel: Option<Channel>,
    ) -> impl Iterator<Item = Observation> + '_ {
        let on = move |unit: &&Unit| channel.is_none_or(|channel| channel == unit.channel);
        let units = self.units.iter().filter(on);
        units.filter_map(move |unit| unit.awaited(what))
    }
}
