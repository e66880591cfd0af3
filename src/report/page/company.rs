//! One company against its sector and the whole panel. Its peers have no names here, so that its page can be given to it.

use super::league::{interval as score_interval, place, places, score};
use super::measures::{Measure, interval};
use super::{Block, Grid, Head, Material};
use crate::model::{Channel, Disposition, Estimate, Subject};
use crate::report::chart::Strip;
use crate::report::words::{Source, Text, key};
use crate::score::consistency::Agreement;
use crate::score::league::Entry;
use crate::score::metric::find;
use crate::score::overall::NoScore;
use std::collections::HashMap;

/// The longest list of questions that is named one by one.
const MOST_QUESTIONS: usize = 20;

/// What the pages of all companies are made from.
#[derive(Debug)]
pub struct Companies<'m> {
    of: &'m Material<'m>,
    measures: Vec<Measure>,
    /// By company, then by measure.
    values: Vec<Vec<Option<Estimate>>>,
    /// The same of the panel, and of each sector.
    panel: Vec<Option<&'m Estimate>>,
    of_sectors: Vec<Vec<Option<&'m Estimate>>>,
    /// The companies of each sector.
    sectors: Vec<Vec<usize>>,
    entries: HashMap<usize, &'m Entry>,
    /// Where each company's rows of `consistency.csv` begin and end.
    agreements: HashMap<u32, Vec<&'m Agreement>>,
}

impl<'m> Companies<'m> {
    /// Works out what is needed of each company, once.
    pub fn new(of: &'m Material<'m>) -> Self {
        let frame = &of.scores.frame;
        let measures: Vec<Measure> = Measure::all().collect();
        let about = |place| {
            let value = |m: &Measure| of.scores.about(place, m.metric, None);
            measures.iter().map(value).collect()
        };
        let mut sectors = vec![Vec::new(); frame.sectors.len()];
        for (place, company) in frame.companies.iter().enumerate() {
            if let Some(sector) = sectors.get_mut(company.sector as usize) {
                sector.push(place);
            }
        }
        let mut agreements: HashMap<u32, Vec<&Agreement>> = HashMap::new();
        for agreement in of.agreements {
            agreements
                .entry(agreement.company)
                .or_default()
                .push(agreement);
        }
        let whole = |subject: &Subject| measures.iter().map(|m| m.about(of, subject)).collect();
        let of_sector = |name: &String| whole(&Subject::Sector(name.clone()));
        Self {
            of,
            panel: whole(&Subject::All),
            of_sectors: frame.sectors.iter().map(of_sector).collect(),
            values: (0..frame.companies.len()).map(about).collect(),
            measures,
            sectors,
            entries: of.league.entries.iter().map(|e| (e.company, e)).collect(),
            agreements,
        }
    }

    /// The blocks of the company at a place of the panel.
    pub fn blocks(&self, place: usize) -> Vec<Block> {
        let of = self.of;
        let words = of.words;
        let mut blocks = vec![Block::Paragraph(self.standing(place))];
        if self
            .values
            .get(place)
            .is_some_and(|all| all.iter().flatten().any(|e| e.n > 0))
        {
            blocks.push(self.table(place));
        }
        let mut said = self.ended(place);
        said.extend(self.promises(place));
        said.extend(self.consistency(place));
        if !said.is_empty() {
            blocks.push(Block::List(said));
        } else if blocks.len() == 1 {
            blocks.push(Block::Paragraph(words.say("company-nothing", [])));
        }
        blocks
    }

    /// Its score and its places.
    fn standing(&self, at: usize) -> Text {
        let (of, words) = (self.of, self.of.words);
        let (Some(company), Some(entry)) = (of.study.panel.get(at), self.entries.get(&at)) else {
            return words.say("company-nothing", []);
        };
        let sector = of.sector(&company.sector);
        let (Some(points), Some(rank), Some(sector_rank)) =
            (score(of, entry), entry.rank, entry.sector_rank)
        else {
            let id = match entry.overall.score {
                Err(NoScore::TooLittleKnown) => "company-too-little-known",
                _ => "company-nothing-asked",
            };
            return words.say(id, [("sector", sector.into())]);
        };
        let points = self.score(entry).unwrap_or(points);
        let scored =
            |keys: &[(&str, &str)], n: usize| words.whole(n as u64, Source::rows("league", keys));
        let ranked = |e: &&&Entry| e.rank.is_some();
        let all = of
            .league
            .entries
            .iter()
            .filter(|e| e.rank.is_some())
            .count();
        let peers = self.peers(at).iter().filter_map(|p| self.entries.get(p));
        let peers = peers.filter(ranked).count();
        let of_sector = [("sector", company.sector.as_str()), ("no_score", "")];
        let args = [
            ("sector", sector.into()),
            ("score", points.into()),
            ("place", place(of, company, rank, "rank").into()),
            ("n", scored(&[("no_score", "")], all).into()),
            (
                "sector_place",
                place(of, company, sector_rank, "sector_rank").into(),
            ),
            ("m", scored(&of_sector, peers).into()),
        ];
        let mut text = words.say("company-standing", args);
        if let Some(places) = places(of, company, rank, "rank") {
            text.push(Text::plain(" "));
            text.push(words.say("company-places", [("places", places.into())]));
        }
        text
    }

    /// Its score with its interval.
    fn score(&self, entry: &Entry) -> Option<Text> {
        let points = score(self.of, entry)?;
        let Some(interval) = score_interval(self.of, entry) else {
            return Some(points);
        };
        let args = [("score", points.into()), ("interval", interval.into())];
        Some(self.of.words.say("league-score-interval", args))
    }

    /// The companies of the same sector, itself included.
    fn peers(&self, at: usize) -> &[usize] {
        let listed = self.of.scores.frame.companies.get(at);
        let sector = listed.and_then(|c| self.sectors.get(c.sector as usize));
        sector.map_or(&[], Vec::as_slice)
    }

    /// Its measures beside those of its sector and of the panel.
    fn table(&self, at: usize) -> Block {
        let (of, words) = (self.of, self.of.words);
        let head = |id: &str| words.say(id, []);
        let listed = of.scores.frame.companies.get(at);
        let sector = listed.and_then(|c| self.of_sectors.get(c.sector as usize));
        let mut rows = Vec::new();
        let mut strips = Vec::new();
        for (number, measure) in self.measures.iter().enumerate() {
            let about = |place: usize| self.values.get(place)?.get(number)?.as_ref();
            let own = about(at);
            let panel = self.panel.get(number).copied().flatten();
            // A measure that the study does not have at all is no row.
            if panel.is_none_or(|e| e.value.is_none()) {
                continue;
            }
            let of_sector = sector.and_then(|s| s.get(number).copied().flatten());
            // How far chance may have moved a score stands in the league only.
            let score_of = self.entries.get(&at).filter(|_| !measure.is_of_enquiries());
            let share = |e: Option<&Estimate>| e?.value.map(|v| measure.share(v));
            let peers = self.peers(at).iter().filter(|p| **p != at);
            strips.push(Strip {
                value: share(own),
                interval: own
                    .and_then(interval)
                    .or_else(|| score_of?.interval)
                    .map(|(l, h)| (measure.share(l), measure.share(h))),
                sector: share(of_sector),
                panel: share(panel),
                peers: peers.filter_map(|p| share(about(*p))).collect(),
            });
            let mean = |e: Option<&Estimate>| {
                let (e, value) = e.and_then(|e| Some((e, words.value(e)?)))?;
                let args = [("value", value.into()), ("n", words.n(e).into())];
                Some(words.say("value-with-n", args))
            };
            // One company's own score rests on no other, so that an n of one would say nothing.
            let own = match own {
                Some(_) if score_of.is_some() => score_of.and_then(|entry| self.score(entry)),
                Some(own) if measure.is_of_enquiries() => words.with_n(own),
                Some(own) => words.with_interval(own),
                None => None,
            };
            rows.push(vec![
                measure.name(of),
                own.unwrap_or_else(|| head("company-unknown")),
                mean(of_sector).unwrap_or_default(),
                mean(panel).unwrap_or_default(),
            ]);
        }
        let grid = Grid {
            caption: head("company-caption"),
            columns: [
                "company-measure",
                "company-own",
                "company-sector",
                "company-panel",
            ]
            .map(|id| Head::words(head(id)))
            .to_vec(),
            rows,
            data: None,
        };
        Block::Strips(grid, head("company-strip"), strips)
    }

    /// How its enquiries ended, channel by channel.
    fn ended(&self, at: usize) -> Vec<Text> {
        let (of, words) = (self.of, self.of.words);
        let Some(company) = of
            .study
            .panel
            .get(at)
            .filter(|_| at < of.scores.frame.companies.len())
        else {
            return Vec::new();
        };
        let member = of.scores.frame.member(at);
        let mut said = Vec::new();
        for channel in Channel::ALL {
            let on = || member.units.iter().filter(|u| u.channel == channel);
            if on().next().is_none() {
                continue;
            }
            let name = words.channel(Some(channel));
            if on().all(|u| u.disposition == Disposition::NotOffered) {
                said.push(words.say("company-not-offered", [("channel", name.into())]));
                continue;
            }
            let mut parts = Vec::new();
            for disposition in Disposition::ALL.iter().copied() {
                let many = on().filter(|u| u.disposition == disposition).count() as u64;
                if many > 0 {
                    let keys = [
                        ("company_id", company.id.as_str()),
                        ("channel", channel.as_str()),
                        ("disposition", disposition.as_str()),
                    ];
                    let n = words.whole(many, Source::rows("enquiries", &keys));
                    parts.push(words.say(&key("ended", disposition.as_str()), [("n", n.into())]));
                }
            }
            let args = [
                ("channel", name.into()),
                ("ended", words.list(&parts).into()),
            ];
            said.push(words.say("company-ended", args));
        }
        said
    }

    /// What its accounts promise, where they were looked at, and whether it kept that.
    fn promises(&self, at: usize) -> Vec<Text> {
        let (of, words) = (self.of, self.of.words);
        let Some(company) = of.study.panel.get(at) else {
            return Vec::new();
        };
        let mut said = Vec::new();
        for seen in of.audit.profiles.iter().filter(|a| a.company == company.id) {
            let keys = [
                ("company_id", company.id.as_str()),
                ("network", seen.network.as_str()),
                ("handle", seen.handle.as_str()),
            ];
            let cell = |column| Source::cell("profiles", &keys, column);
            let handle = Text::cell(&seen.handle, cell("handle"));
            let network = words.channel(Some(seen.network.channel()));
            let mut args = vec![("handle", handle.into()), ("network", network.into())];
            let id = match (seen.found, seen.promise_minutes) {
                (crate::model::AccountFound::Found, Some(minutes)) => {
                    let minutes = words.whole(minutes.into(), cell("promise_minutes"));
                    args.push(("minutes", minutes.into()));
                    "company-promises"
                }
                (crate::model::AccountFound::Found, None) => "company-no-promise",
                _ => "company-no-account",
            };
            said.push(words.say(id, args));
        }
        let kept = find("promise_kept").and_then(|m| of.scores.about(at, m, None));
        if let Some(kept) = kept.filter(|e| e.n > 0).and_then(|e| words.with_n(&e)) {
            said.push(words.say("company-kept", [("share", kept.into())]));
        }
        said
    }

    /// Which questions it answered alike on several channels, and which not.
    fn consistency(&self, at: usize) -> Vec<Text> {
        let (of, words) = (self.of, self.of.words);
        let number = u32::try_from(at).unwrap_or(u32::MAX);
        let rows = self.agreements.get(&number).map_or(&[][..], Vec::as_slice);
        let mut kinds: [(&str, Vec<Text>); 5] = [
            ("company-contradicts", Vec::new()),
            ("company-undecided", Vec::new()),
            ("company-agrees", Vec::new()),
            ("company-one-channel", Vec::new()),
            ("company-silent", Vec::new()),
        ];
        for row in rows.iter().filter(|r| r.asked.len() > 1) {
            let kind = match (row.contradict, row.unsure, row.agree, row.answered.len()) {
                (1.., ..) => 0,
                (_, 1.., ..) => 1,
                (_, _, 1.., _) => 2,
                (.., 1..) => 3,
                _ => 4,
            };
            if let Some(question) = of.study.questions.get(row.question as usize) {
                let from = Source::rows("consistency", &[("question_id", &question.id)]);
                kinds[kind].1.push(Text::cell(&question.id, from));
            }
        }
        let kinds = kinds
            .into_iter()
            .filter(|(_, questions)| !questions.is_empty());
        let said = kinds.map(|(id, mut questions)| {
            if questions.len() > MOST_QUESTIONS {
                questions.truncate(MOST_QUESTIONS);
                questions.push(words.say("company-and-others", []));
            }
            words.say(id, [("questions", words.list(&questions).into())])
        });
        said.collect()
    }
}
