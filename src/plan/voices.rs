//! Whose words a company reads: wordings and personas, rotated.

use super::chance::Chance;
use crate::model::{Channel, Company, Language, Question, Study, Wording};
use std::collections::HashMap;

/// Hands out wordings so that a company reads no phrasing twice and each is used about equally often
/// in its sector, language and channel.
pub(super) struct Wordings<'s> {
    study: &'s Study,
    used: HashMap<(u32, Language, u32), Usage>,
}

/// How often each wording of a question was used, by channel; and where the rotation starts.
struct Usage {
    times: Vec<[u32; Channel::ALL.len()]>,
    first: usize,
}

impl<'s> Wordings<'s> {
    pub(super) fn new(study: &'s Study) -> Self {
        Self {
            study,
            used: HashMap::new(),
        }
    }

    /// The wordings in which a question is put to a company on these channels, in their order; `None`
    /// when there are not enough.
    pub(super) fn next(
        &mut self,
        sector: u32,
        company: &Company,
        question: u32,
        channels: &[Channel],
    ) -> Option<Vec<u16>> {
        let asked = &self.study.questions[question as usize];
        let seed = self.study.seed;
        let usage = self
            .used
            .entry((sector, company.language, question))
            .or_insert_with(|| {
                let key = format!("{}\0{}\0{}", company.sector, company.language, asked.id);
                let count = u32::try_from(asked.wordings.len()).unwrap_or(u32::MAX);
                Usage {
                    times: vec![[0; Channel::ALL.len()]; asked.wordings.len()],
                    first: Chance::new(seed, "wording", &key).below(count) as usize,
                }
            });
        // Channels that have wordings of their own choose last: they leave the common ones to those
        // that have nothing else.
        let mut turns: Vec<usize> = (0..channels.len()).collect();
        turns.sort_by_key(|i| has_own(asked, company.language, channels[*i]));
        let mut taken: Vec<u16> = Vec::with_capacity(channels.len());
        let mut chosen = vec![0u16; channels.len()];
        for (turn, i) in turns.into_iter().enumerate() {
            let channel = channels[i];
            let count = asked.wordings.len();
            let start = usage.first + turn;
            let best = (0..u16::MAX)
                .zip(&asked.wordings)
                .filter(|(w, wording)| {
                    fits(wording, company.language, channel)
                        && !(is_read(channel) && taken.contains(w))
                })
                .min_by_key(|(w, _)| {
                    let w = usize::from(*w);
                    let turn = (w + count - start % count) % count;
                    (usage.times[w][channel as usize], turn)
                })?
                .0;
            if is_read(channel) {
                taken.push(best);
            }
            usage.times[usize::from(best)][channel as usize] += 1;
            chosen[i] = best;
        }
        Some(chosen)
    }
}

/// A wording that could have been used where nothing is sent; the first where there is none.
pub(super) fn unused_wording(question: &Question, language: Language, channel: Channel) -> u16 {
    (0..u16::MAX)
        .zip(&question.wordings)
        .find(|(_, w)| fits(w, language, channel))
        .map_or(0, |(i, _)| i)
}

fn has_own(question: &Question, language: Language, channel: Channel) -> bool {
    question
        .wordings
        .iter()
        .any(|w| w.language == language && w.channel == Some(channel))
}

/// Whether a wording can be used in a language on a channel.
pub(super) fn fits(wording: &Wording, language: Language, channel: Channel) -> bool {
    wording.language == language && wording.channel.is_none_or(|c| c == channel)
}

/// Whether somebody at the company reads what is asked there: nobody reads a search on the site, so
/// it may repeat a phrasing and costs no staff time.
pub(super) const fn is_read(channel: Channel) -> bool {
    channel.is_read()
}

/// Hands out personas in turn, to each company from a place of its own.
pub(super) struct Personas<'s> {
    study: &'s Study,
    speakers: HashMap<Language, Vec<u16>>,
}

impl<'s> Personas<'s> {
    pub(super) fn new(study: &'s Study) -> Self {
        let speakers = Language::ALL
            .into_iter()
            .map(|language| {
                let list = (0..u16::MAX)
                    .zip(&study.personas)
                    .filter(|(_, p)| p.languages.is_empty() || p.languages.contains(&language))
                    .map(|(i, _)| i)
                    .collect();
                (language, list)
            })
            .collect();
        Self { study, speakers }
    }

    /// The personas of a company's contacts, without end; `None` when nobody speaks its language.
    pub(super) fn turns(&self, company: &Company) -> Option<impl Iterator<Item = u16>> {
        let list = self
            .speakers
            .get(&company.language)
            .filter(|l| !l.is_empty())?;
        let count = u32::try_from(list.len()).unwrap_or(u32::MAX);
        let start = Chance::new(self.study.seed, "persona", &company.id).below(count);
        Some(list.iter().cycle().skip(start as usize).copied())
    }
}
