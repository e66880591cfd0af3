//! The league table: every company's overall score and place, with how far chance may have moved both.
//!
//! A company is asked some questions of all that it might be asked. So its questions are drawn anew, with replacement,
//! each with all its channels, and the score is worked out again: B. Efron, Annals of Statistics 7 (1979), 1-26. The
//! places follow from the companies' scores so drawn, see [`places`].

use super::frame::{Frame, Member};
use super::overall::{Overall, Reader};
use super::statistics::{Part, Place, Resample, Units, places};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::num::NonZero;
use std::thread;

/// More companies than this have places without intervals: counting them takes the square of their number.
pub const MOST_RANKED: usize = 5_000;

/// So many scores drawn are kept at most, over all companies; of very many, each has fewer.
const MOST_DRAWS: usize = 20_000_000;

/// Every company of a wave with its score and its place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct League {
    /// The best first; those without a score last; those alike in the panel's order.
    pub entries: Vec<Entry>,
    /// How many companies have a score.
    pub scored: u64,
    /// How often the questions were drawn anew.
    pub replicates: u32,
}

/// A company in the league.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its place in the panel.
    pub company: usize,
    /// Its score, and what it is made of.
    pub overall: Overall,
    /// The middle 95 % of the scores drawn anew; `None` where it was asked fewer than two questions, or where all of
    /// them went alike.
    pub interval: Option<(f64, f64)>,
    /// Its place among all companies with a score.
    pub rank: Option<Ranked>,
    /// Its place among those of its sector.
    pub sector_rank: Option<Ranked>,
}

/// A place, 1 for the highest score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranked {
    /// The place: one more than the number of companies with a higher score.
    pub place: u32,
    /// Whether another company has the same.
    pub joint: bool,
    /// The middle 95 % of the places drawn anew, widened as far as the place itself.
    pub interval: Option<(u32, u32)>,
}

/// A half of the league.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// The better one; of an odd number of companies the one in the middle belongs to it.
    Upper,
    /// The other.
    Lower,
}

impl Half {
    /// The word used in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Upper => "upper",
            Self::Lower => "lower",
        }
    }
}

/// A company's scores drawn anew; none where they do not vary.
type Drawn = Vec<f32>;

impl League {
    /// The half of the league in which all the places of a company's interval lie; `None` where they lie in both, or
    /// there is no interval.
    #[must_use]
    pub fn half(&self, entry: &Entry) -> Option<Half> {
        let (low, high) = entry.rank?.interval?;
        let half = self.scored.div_ceil(2);
        if u64::from(high) <= half {
            Some(Half::Upper)
        } else if u64::from(low) > half {
            Some(Half::Lower)
        } else {
            None
        }
    }

    /// The league of a wave; `seed` is the study's. The same on any number of processors.
    #[must_use]
    pub fn of(frame: &Frame, seed: u64) -> Self {
        let readers = Reader::all(&frame.scoring);
        let overalls: Vec<Overall> = frame.members().map(|m| Overall::by(&readers, &m)).collect();
        // As it is printed, so that the places can be had from the table.
        let scores: Vec<Option<f64>> = overalls
            .iter()
            .map(|o| o.score.ok().map(|s| (s * 1e6).round() / 1e6))
            .collect();
        let everybody: Vec<usize> = (0..scores.len()).collect();
        let replicates = frame.scoring.replicates;
        let each = (replicates as usize).min((MOST_DRAWS / scores.len().max(1)).max(200));
        let mut drawn = draws(frame, &readers, &scores, each, seed);
        let ranks = ranked(&scores, &drawn, &everybody, replicates, key(seed, "panel"));
        let mut sector_ranks = vec![None; scores.len()];
        for sector in 0..frame.sectors.len() {
            let of_it = |c: &usize| frame.companies[*c].sector as usize == sector;
            let companies: Vec<usize> = everybody.iter().copied().filter(of_it).collect();
            let label = format!("sector {sector}");
            let found = ranked(&scores, &drawn, &companies, replicates, key(seed, &label));
            for (company, rank) in companies.into_iter().zip(found) {
                sector_ranks[company] = rank;
            }
        }
        let mut entries: Vec<Entry> = overalls
            .into_iter()
            .enumerate()
            .map(|(company, overall)| Entry {
                company,
                interval: overall
                    .score
                    .ok()
                    .and_then(|score| interval(&mut drawn[company], score)),
                overall,
                rank: ranks[company],
                sector_rank: sector_ranks[company],
            })
            .collect();
        entries.sort_by_key(|e| (e.rank.map_or(u32::MAX, |r| r.place), e.company));
        Self {
            entries,
            scored: scores.iter().flatten().count() as u64,
            replicates,
        }
    }
}

/// The places of some companies among themselves, in the order given.
fn ranked(
    scores: &[Option<f64>],
    drawn: &[Drawn],
    companies: &[usize],
    replicates: u32,
    key: [u8; 32],
) -> Vec<Option<Ranked>> {
    let observed: Vec<Option<f64>> = companies.iter().map(|c| scores[*c]).collect();
    let few = companies.len() <= MOST_RANKED;
    let vary = companies.iter().any(|c| !drawn[*c].is_empty());
    let replicates = if few && vary { replicates } else { 0 };
    let found: Vec<Option<Place>> = places(&observed, replicates, key, |random, at| {
        let drawn = &drawn[companies[at]];
        match drawn.len() {
            0 => observed[at],
            // Companies are drawn apart from each other, so any of a company's scores goes with any of another's.
            many => Some(f64::from(drawn[below(many, random)])),
        }
    });
    let ranked = companies.iter().zip(found).map(|(company, place)| {
        place.map(|place| Ranked {
            place: place.rank,
            joint: place.joint,
            interval: (replicates > 0 && !drawn[*company].is_empty())
                .then_some((place.low, place.high)),
        })
    });
    ranked.collect()
}

/// The scores of every company drawn anew so often.
fn draws(
    frame: &Frame,
    readers: &[Reader],
    scores: &[Option<f64>],
    each: usize,
    seed: u64,
) -> Vec<Drawn> {
    let key = key(seed, "scores");
    let one = |company: usize| -> Drawn {
        let member = frame.member(company);
        let questions = questions(readers, &member);
        if scores[company].is_none() || questions.len() < 2 {
            return Drawn::new();
        }
        let weights: Vec<f64> = readers.iter().map(Reader::weight).collect();
        let resample = Resample::Together(Units::new(&weights, &questions));
        let mut random = ChaCha8Rng::from_seed(key);
        random.set_stream(company as u64);
        let drawn: Drawn = (0..each)
            .filter_map(|_| resample.draw(&mut random))
            .map(single)
            .collect();
        // Questions that all went alike show nothing of chance, not that there is none.
        let varies = drawn.windows(2).any(|w| w[0].total_cmp(&w[1]).is_ne());
        if varies { drawn } else { Drawn::new() }
    };
    let mut drawn = vec![Drawn::new(); scores.len()];
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let share = scores.len().div_ceil(processors).max(1);
    thread::scope(|scope| {
        for (part, drawn) in drawn.chunks_mut(share).enumerate() {
            let one = &one;
            scope.spawn(move || {
                for (at, drawn) in drawn.iter_mut().enumerate() {
                    *drawn = one(part * share + at);
                }
            });
        }
    });
    drawn
}

/// A score of 0 to 1 as one of 0 to 100, in single precision: a ten-thousandth of a point is enough of what is drawn.
#[expect(clippy::cast_possible_truncation, reason = "0 to 100")]
fn single(score: f64) -> f32 {
    (100.0 * score).clamp(0.0, 100.0) as f32
}

/// What each question of a company adds to each term. A question of which nothing is known adds nothing, and is
/// drawn like any other.
fn questions(readers: &[Reader], member: &Member<'_>) -> Vec<Vec<Part>> {
    let mut asked: Vec<u32> = member.units.iter().map(|u| u.question).collect();
    asked.sort_unstable();
    asked.dedup();
    let mut questions = vec![vec![Part::default(); readers.len()]; asked.len()];
    for (term, reader) in readers.iter().enumerate() {
        if reader.is_of_pairs() {
            for pairs in member.compared {
                if let Ok(at) = asked.binary_search(&pairs.question) {
                    let part = &mut questions[at][term];
                    part.sum += f64::from(pairs.agree);
                    part.n += f64::from(pairs.agree) + f64::from(pairs.contradict);
                }
            }
            continue;
        }
        for unit in member.units {
            if let (Some(value), Ok(at)) = (reader.read(unit), asked.binary_search(&unit.question))
            {
                let part = &mut questions[at][term];
                part.sum += value;
                part.n += 1.0;
            }
        }
    }
    questions
}

/// The middle 95 % of what was drawn, widened as far as the score.
fn interval(drawn: &mut Drawn, score: f64) -> Option<(f64, f64)> {
    if drawn.is_empty() {
        return None;
    }
    drawn.sort_unstable_by(f32::total_cmp);
    let outside = drawn.len() * 25 / 1_000;
    let low = f64::from(drawn[outside]);
    let high = f64::from(drawn[drawn.len() - 1 - outside]);
    Some((low.min(score), high.max(score)))
}

fn below(many: usize, random: &mut impl Rng) -> usize {
    let at = (u64::from(random.next_u32()) * many as u64) >> 32;
    usize::try_from(at).unwrap_or(0)
}

/// A key of its own for each thing that is drawn.
fn key(seed: u64, what: &str) -> [u8; 32] {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    for (byte, letter) in key[8..].iter_mut().zip(format!("league {what}").bytes()) {
        *byte = letter;
    }
    key
}

#[cfg(test)]
#[path = "league_tests.rs"]
mod tests;
