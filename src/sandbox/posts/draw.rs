//! What each company does about each post, drawn beforehand from the seed.
//!
//! By quota, as for email: in each sector exactly the wanted share is answered in time, and the times to
//! the answer take one rank from each slice of the distribution.

use super::accounts::{Accounts, Called, SecondAccount, service_handle};
use super::conduct::{Instead, InsteadKind, Notice, PostAnswer, PostConduct, PostForm, PostTiming};
use super::figures::{
    AUTOMATIC, BYSTANDER, HELD_BEFORE, SECOND, SPEAKS_SECOND, WRONG, apportion, figures, otherwise,
    whole,
};
use crate::model::{Channel, Selection, Study, plain_handle};
use crate::sandbox::chance::Chance;
use crate::sandbox::conduct::Content;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What the companies of a study do on one network.
pub(in crate::sandbox) struct Posting {
    pub conducts: HashMap<(u32, u32), PostConduct>,
    pub accounts: HashMap<u32, Accounts>,
}

/// One question to one company that has an account.
struct Cell {
    company: u32,
    question: u32,
    /// Whether it is all that the company is asked on the network.
    only: bool,
    /// How willing the company is to answer it.
    will: f64,
}

/// Everything that a draw depends on.
struct Draw<'s> {
    study: &'s Study,
    seed: u64,
    channel: Channel,
}

/// What becomes of a post that is not answered in time.
#[derive(Clone, Copy)]
enum Fate {
    Instead(InsteadKind),
    Held,
    Receipt,
    Late,
}

/// Draws the conduct of a study's companies on a network. The quotas are those of `asked` (indices of
/// company and question), where it is known which questions are put to whom on the channel; else of every
/// question that the design may put. On a channel that the design does not ask there are accounts only.
pub(in crate::sandbox) fn draw(
    study: &Study,
    seed: u64,
    channel: Channel,
    asked: Option<&HashSet<(u32, u32)>>,
) -> Posting {
    let draw = Draw {
        study,
        seed,
        channel,
    };
    let accounts = draw.accounts();
    let mut sectors: BTreeMap<&str, Vec<Cell>> = BTreeMap::new();
    for (company, about) in (0..).zip(&study.panel) {
        if !accounts.contains_key(&company) {
            continue;
        }
        let own = draw.chance("company", company, None).spread();
        let questions: Vec<u32> = draw
            .questions(company)
            .filter(|question| asked.is_none_or(|a| a.contains(&(company, *question))))
            .collect();
        for &question in &questions {
            let mut chance = draw.chance("will", company, Some(question));
            sectors.entry(&about.sector).or_default().push(Cell {
                company,
                question,
                only: questions.len() == 1,
                will: own + (chance.unit() - 0.5) * 4.0,
            });
        }
    }
    let shares: Vec<f64> = sectors
        .iter()
        .map(|(sector, cells)| figures(sector).0 * cells.len() as f64)
        .collect();
    let mut posting = Posting {
        conducts: HashMap::new(),
        accounts,
    };
    let (mut all, mut rest) = (0, Vec::new());
    for ((sector, mut cells), quota) in sectors.into_iter().zip(apportion(&shares)) {
        all += cells.len();
        cells.sort_by(|a, b| b.will.total_cmp(&a.will));
        rest.extend(cells.split_off(quota.min(cells.len())));
        draw.answers(sector, &cells, &mut posting);
    }
    draw.others(all, rest, &mut posting);
    posting
}

impl Draw<'_> {
    fn chance(&self, what: &str, company: u32, question: Option<u32>) -> Chance {
        let study = self.study;
        let question = question.map_or("", |q| study.questions[q as usize].id.as_str());
        let company = &study.panel[company as usize].id;
        Chance::of(
            self.seed,
            &[
                "post",
                self.channel.as_str(),
                what,
                &study.wave.id,
                company,
                question,
            ],
        )
    }

    /// The questions that the design may put to a company.
    fn questions(&self, company: u32) -> impl Iterator<Item = u32> {
        let sector = &self.study.panel[company as usize].sector;
        let selection = self.study.design.questions.get(&self.channel);
        let put = move |id: &String| match selection {
            Some(Selection::Ids(ids)) => ids.contains(id),
            other => other.is_some(),
        };
        (0..)
            .zip(&self.study.questions)
            .filter(move |(_, q)| q.is_for(sector) && put(&q.id))
            .map(|(index, _)| index)
    }

    /// The accounts of those that have one. A tenth of them have a service account that nobody told of.
    fn accounts(&self) -> HashMap<u32, Accounts> {
        let mut accounts = HashMap::new();
        let mut taken = HashSet::new();
        for (index, company) in (0..).zip(&self.study.panel) {
            let Some(point) = company.contact_point(self.channel) else {
                continue;
            };
            taken.extend(point.split_whitespace().map(plain_handle));
            // Not of the wave: a company signs this month as it did last month.
            let words = ["post", self.channel.as_str(), "account", &company.id];
            if let Some(found) = Accounts::of(point, &mut Chance::of(self.seed, &words)) {
                accounts.insert(index, found);
            }
        }
        let pick = |what: &str, share: f64, from: &dyn Fn(&Accounts) -> bool| {
            let mut of: Vec<u32> = accounts
                .keys()
                .copied()
                .filter(|c| from(&accounts[c]))
                .collect();
            of.sort_unstable();
            let words = ["post", self.channel.as_str(), what];
            Chance::of(self.seed, &words).shuffle(&mut of);
            (whole(share * accounts.len() as f64), of)
        };
        let (mut missing, unknown) = pick("unknown", SECOND, &|a| a.second.is_none());
        let (answering, automatic) = pick("automatic", AUTOMATIC, &|_| true);
        let called = Called::of(&self.study.panel, self.channel);
        for company in unknown {
            if missing == 0 {
                break;
            }
            let words = [
                "post",
                self.channel.as_str(),
                "second",
                &self.study.panel[company as usize].id,
            ];
            let mut chance = Chance::of(self.seed, &words);
            if let Some(account) = accounts.get_mut(&company) {
                let least = called.least(company, &account.main);
                let found = service_handle(&account.main, least, &taken, &mut chance);
                account.second = found.map(|handle| {
                    taken.insert(plain_handle(&handle));
                    missing -= 1;
                    SecondAccount {
                        handle,
                        known: false,
                    }
                });
            }
        }
        for company in automatic.into_iter().take(answering) {
            if let Some(account) = accounts.get_mut(&company) {
                account.automatic = true;
            }
        }
        accounts
    }

    fn answers(&self, sector: &str, cells: &[Cell], posting: &mut Posting) {
        let words = [
            "post",
            self.channel.as_str(),
            "ranks",
            &self.study.wave.id,
            sector,
        ];
        let mut chance = Chance::of(self.seed, &words);
        let n = cells.len() as f64;
        let mut slices: Vec<usize> = (0..cells.len()).collect();
        chance.shuffle(&mut slices);
        let mut verdicts: Vec<usize> = (0..cells.len()).collect();
        chance.shuffle(&mut verdicts);
        let wrong = whole(WRONG * n);
        for (cell, (slice, verdict)) in cells.iter().zip(slices.into_iter().zip(verdicts)) {
            // In the middle of the slice or, where answers are many and the tail is far, near it: else a
            // corner of the slice would move the mean.
            let spread = if cells.len() > 20 && (slice as f64) < 0.9 * n - 1.0 {
                0.6
            } else {
                0.0
            };
            let rank = (slice as f64 + 0.5 + (chance.unit() - 0.5) * spread) / n;
            let of = u32::try_from(cells.len()).unwrap_or(0);
            let timing = PostTiming::Within { rank, of };
            let mut own = self.chance("answer", cell.company, Some(cell.question));
            let before = PostTiming::Within {
                rank: rank * own.unit() * 0.8,
                of,
            };
            let answer = answer(&mut own, timing, verdict < wrong);
            let conduct = PostConduct {
                notice: notice(&mut own, posting.answers_by_itself(cell.company), before),
                answer: Some(answer),
                ..PostConduct::default()
            };
            posting.put(cell, conduct, &mut own);
        }
    }

    fn others(&self, all: usize, mut rest: Vec<Cell>, posting: &mut Posting) {
        rest.sort_by(|a, b| {
            (b.will.total_cmp(&a.will)).then((a.company, a.question).cmp(&(b.company, b.question)))
        });
        let mut fates = Vec::new();
        for (share, fate) in [
            (otherwise::REDIRECTED, Fate::Instead(InsteadKind::Redirect)),
            (otherwise::ASKED_BACK, Fate::Instead(InsteadKind::Details)),
            (otherwise::HELD, Fate::Held),
            (otherwise::RECEIPT, Fate::Receipt),
            (otherwise::PART, Fate::Instead(InsteadKind::Part)),
            (otherwise::LATE, Fate::Late),
        ] {
            fates.extend(std::iter::repeat_n(Some(fate), whole(share * all as f64)));
        }
        // The less willing are silent.
        let words = ["post", self.channel.as_str(), "fates", &self.study.wave.id];
        Chance::of(self.seed, &words).shuffle(&mut fates);
        fates.resize(rest.len().max(fates.len()), None);
        for (cell, fate) in rest.iter().zip(fates) {
            let mut own = self.chance("rest", cell.company, Some(cell.question));
            let soon = PostTiming::Within {
                rank: own.unit() * 0.9,
                of: 0,
            };
            let mut conduct = PostConduct::default();
            if posting.answers_by_itself(cell.company) {
                conduct.notice = Some(Notice::Automatic(own.between(2, 40)));
            }
            if let Some(fate) = fate {
                fate.befall(&mut conduct, soon, &mut own);
            }
            posting.put(cell, conduct, &mut own);
        }
    }
}

impl Posting {
    fn answers_by_itself(&self, company: u32) -> bool {
        self.accounts.get(&company).is_some_and(|a| a.automatic)
    }

    fn put(&mut self, cell: &Cell, mut conduct: PostConduct, own: &mut Chance) {
        let account = self.accounts.get(&cell.company);
        let has_second = account.is_some_and(|a| a.second.is_some());
        conduct.second = own.happens(SPEAKS_SECOND) && has_second;
        // Whom a mention that names no question is about must be plain: it is one question that was asked,
        // and the account is known.
        let unknown = account
            .and_then(|a| a.second.as_ref())
            .is_some_and(|s| !s.known);
        if let Some(answer) = &mut conduct.answer
            && answer.form == PostForm::Mention
            && (!cell.only || conduct.second && unknown)
        {
            answer.form = PostForm::Single;
        }
        let chimes = own.happens(BYSTANDER);
        conduct.bystander = chimes.then(|| own.between(60, 20 * 3600));
        self.conducts.insert((cell.company, cell.question), conduct);
    }
}

impl Fate {
    fn befall(self, conduct: &mut PostConduct, soon: PostTiming, own: &mut Chance) {
        match self {
            Self::Instead(kind) => conduct.instead = Some(Instead { kind, timing: soon }),
            Self::Held => conduct.notice = Some(Notice::Holding(soon)),
            Self::Receipt => conduct.notice = Some(Notice::Automatic(own.between(2, 40))),
            Self::Late => {
                let late = PostTiming::Late(own.between(1800, 5 * 86400));
                let wrong = own.happens(WRONG);
                conduct.answer = Some(answer(own, late, wrong));
            }
        }
    }
}

/// What goes before an answer.
fn notice(chance: &mut Chance, by_itself: bool, before: PostTiming) -> Option<Notice> {
    let (held, after) = (chance.happens(HELD_BEFORE), chance.between(2, 40));
    if by_itself {
        return Some(Notice::Automatic(after));
    }
    held.then_some(Notice::Holding(before))
}

/// How an answer is given.
fn answer(chance: &mut Chance, timing: PostTiming, wrong: bool) -> PostAnswer {
    let phrasing = u16::try_from(chance.below(1000)).unwrap_or(0);
    PostAnswer {
        timing,
        content: if wrong {
            Content::Wrong(phrasing)
        } else {
            Content::Right(phrasing)
        },
        form: chance.weighted(&[
            (PostForm::Single, 62),
            (PostForm::Thread, 13),
            (PostForm::Followed, 6),
            (PostForm::InParts, 4),
            (PostForm::Quote, 8),
            (PostForm::Mention, 4),
            (PostForm::Direct, 3),
        ]),
        picture: chance.happens(0.08),
        link: chance.happens(0.15),
        emoji: chance.happens(0.20),
        edited: chance.happens(0.04).then(|| chance.between(40, 1500)),
        // Late enough that a daily look has seen it.
        deleted: chance
            .happens(0.02)
            .then(|| chance.between(26 * 3600, 96 * 3600)),
    }
}
