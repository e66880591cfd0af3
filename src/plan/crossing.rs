//! Which questions are put to a company on which channel.

use super::chance::Chance;
use crate::model::{Channel, Question, Selection, Study};

/// The crossing of one sector, company after company in the order of the panel.
///
/// Counts are dealt from one shuffled deck: each company gets the next cards, so that each question is
/// asked equally often (within one). Channels with equal counts get the same questions, and a larger
/// count holds those of the smaller ones, because only the same question can be compared between
/// channels.
pub(super) struct Crossing {
    /// The sector's questions, ascending.
    questions: Vec<u32>,
    /// What is asked on each channel.
    channels: Vec<(Channel, Take)>,
    /// Positions in `questions`, shuffled.
    deck: Vec<u32>,
    /// The counts of the design, ascending, each once; with how often each question was dealt.
    hands: Vec<(u32, Vec<u32>)>,
    dealt: u32,
}

/// Whether a selection may take a question.
pub(super) fn may_ask(selection: &Selection, question: &Question) -> bool {
    match selection {
        Selection::All | Selection::Count(_) => true,
        Selection::Ids(ids) => ids.contains(&question.id),
    }
}

enum Take {
    /// These questions.
    Fixed(Vec<u32>),
    /// Those of this hand.
    Hand(usize),
}

impl Crossing {
    pub(super) fn new(study: &Study, sector: &str) -> Self {
        let questions: Vec<u32> = (0u32..)
            .zip(&study.questions)
            .filter(|(_, q)| q.is_for(sector))
            .map(|(i, _)| i)
            .collect();
        let size = u32::try_from(questions.len()).unwrap_or(u32::MAX);
        let mut counts: Vec<u32> = study
            .design
            .questions
            .values()
            .filter_map(|s| match s {
                Selection::Count(n) if *n < size => Some(*n),
                _ => None,
            })
            .collect();
        counts.sort_unstable();
        counts.dedup();
        let channels = study
            .design
            .questions
            .iter()
            .map(|(channel, selection)| {
                let take = match selection {
                    Selection::Count(n) => counts
                        .iter()
                        .position(|c| c == n)
                        .map_or_else(|| Take::Fixed(questions.clone()), Take::Hand),
                    Selection::All => Take::Fixed(questions.clone()),
                    Selection::Ids(ids) => Take::Fixed(
                        questions
                            .iter()
                            .copied()
                            .filter(|q| ids.contains(&study.questions[*q as usize].id))
                            .collect(),
                    ),
                };
                (*channel, take)
            })
            .collect();
        Self {
            deck: Chance::new(study.seed, "deck", sector).permutation(size),
            hands: counts
                .into_iter()
                .map(|n| (n, vec![0; questions.len()]))
                .collect(),
            questions,
            channels,
            dealt: 0,
        }
    }

    /// The next company's questions with their channels, by question and channel.
    pub(super) fn next(&mut self) -> Vec<(u32, Channel)> {
        let hands = self.deal();
        let mut list: Vec<(u32, Channel)> = Vec::new();
        for (channel, take) in &self.channels {
            let questions = match take {
                Take::Fixed(fixed) => fixed,
                Take::Hand(i) => &hands[*i],
            };
            list.extend(questions.iter().map(|q| (*q, *channel)));
        }
        list.sort_unstable();
        list
    }

    fn deal(&mut self) -> Vec<Vec<u32>> {
        let size = u32::try_from(self.deck.len()).unwrap_or(u32::MAX);
        let Some(smallest) = self.hands.first().map(|(n, _)| *n) else {
            return Vec::new();
        };
        // Counts are below the number of questions, so `size` is no 0 here, and nothing overflows.
        let start = u64::from(self.dealt) * u64::from(smallest) % u64::from(size);
        let start = u32::try_from(start).unwrap_or(0);
        self.dealt = self.dealt.wrapping_add(1);
        let turn = |offset: u32| self.deck[((start + offset) % size) as usize] as usize;
        let mut held: Vec<usize> = Vec::new();
        let mut hands = Vec::new();
        for (count, times) in &mut self.hands {
            let more = *count as usize - held.len();
            let mut rest: Vec<usize> = if held.is_empty() {
                (0..smallest).map(turn).collect()
            } else {
                // The least dealt; among equals those whose turn in the smallest hand comes last,
                // because they will not be forced into this hand soon.
                let mut rest: Vec<usize> = (0..size)
                    .rev()
                    .map(turn)
                    .filter(|q| !held.contains(q))
                    .collect();
                rest.sort_by_key(|q| times[*q]);
                rest
            };
            rest.truncate(more);
            held.extend(rest);
            for question in &held {
                times[*question] += 1;
            }
            hands.push(held.iter().map(|q| self.questions[*q]).collect());
        }
        hands
    }
}
