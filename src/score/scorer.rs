//! A wave in, numbers out.

use super::drawing::Drawing;
use super::frame::{Builder, Frame, Member};
use super::league::League;
use super::metric::{self, How, Metric};
use super::overall::OVERALL;
use super::statistics::{Mean, Part, Ratio, mean_drawn, mean_of_units, share, share_drawn, wilson};
use super::waiting::{self, Curve};
use super::{Row, consistency::Agreement};
use crate::model::{Audited, Channel, Denominator, Estimate, Study, Subject};
use crate::parallel;
use std::borrow::Cow;

/// Takes the rows of a wave one by one, in any order.
#[derive(Debug)]
pub struct Scorer(Builder);

/// Every number about a wave.
#[derive(Debug)]
pub struct Scores {
    /// What they are about.
    pub frame: Frame,
    /// About the whole panel, then about each sector in the panel's order; each first over all
    /// channels, then by channel. Companies follow by [`Scores::companies`].
    pub estimates: Vec<Estimate>,
    /// How long the whole panel let shoppers wait, by channel.
    pub curves: Vec<Curve>,
    /// What each company adds to them, where that is small enough to be kept for the companies' own numbers.
    parts: Option<Parts>,
    /// How far chance may have moved each company's overall score, by its place in the panel; see [`Scores::place`].
    overall: Vec<Option<(f64, f64)>>,
}

/// The numbers about so many companies are made together.
const LOT: usize = 64;
/// So many parts of companies in metrics are in memory at once, of 16 bytes; more where one metric has more.
const PARTS: usize = 1 << 20;

impl Scorer {
    /// A scorer that has seen nothing yet.
    #[must_use]
    pub fn new(study: &Study) -> Self {
        Self(Builder::new(study))
    }

    /// Makes room for a wave of so many enquiries.
    pub fn expect(&mut self, enquiries: u32) {
        self.0.expect(enquiries as usize);
    }

    /// Counts one enquiry.
    pub fn add(&mut self, row: &Row) {
        self.0.row(row);
    }

    /// Takes what an audit found of the companies' accounts.
    pub fn audited(&mut self, looks: &[Audited]) {
        self.0.audited(looks);
    }

    /// The numbers about the panel and its sectors, with what each company said to the same question on several
    /// channels; those about companies are computed when they are asked for.
    #[must_use]
    pub fn finish(mut self, agreements: &[Agreement]) -> Scores {
        for agreement in agreements {
            self.0.agreement(agreement);
        }
        Scores::of(self.0.finish())
    }
}

impl Scores {
    /// The numbers about a wave.
    #[must_use]
    pub fn of(frame: Frame) -> Self {
        let channels = frame.channels();
        let everybody: Vec<usize> = (0..frame.companies.len()).collect();
        let mut groups = vec![(Subject::All, everybody)];
        groups.extend(
            frame
                .sectors
                .iter()
                .map(|name| (Subject::Sector(name.clone()), Vec::new())),
        );
        for (place, company) in frame.companies.iter().enumerate() {
            groups[company.sector as usize + 1].1.push(place);
        }
        let groups: Vec<Group> = groups
            .into_iter()
            .map(|(subject, companies)| Group::new(&frame, subject, companies, &channels))
            .filter(|group| group.subject == Subject::All || group.channels.len() > 1)
            .collect();
        let drawing = Drawing::of(&frame);
        let (estimates, curves, parts) = about_groups(&frame, &drawing, &groups, &channels);
        Self {
            frame,
            estimates,
            curves,
            parts,
            overall: Vec::new(),
        }
    }

    /// Takes the intervals of the companies' overall scores from the league, in which their questions were drawn anew.
    pub fn place(&mut self, league: &League) {
        self.overall = vec![None; self.frame.companies.len()];
        for entry in &league.entries {
            self.overall[entry.company] = entry.interval;
        }
    }

    /// Where a number is a company's overall score, gives it the interval that the league has.
    fn placed(&self, place: usize, mut estimate: Estimate) -> Estimate {
        let interval = self.overall.get(place).copied().flatten();
        if let Some((low, high)) = interval.filter(|_| estimate.metric == OVERALL) {
            (estimate.low, estimate.high) = (Some(low), Some(high));
        }
        estimate
    }

    /// The numbers about each company in the panel's order, first over all channels, then by
    /// channel. A large panel has millions of them, so they are made as they are asked for.
    pub fn companies(&self) -> impl Iterator<Item = Estimate> + '_ {
        let asked: Vec<usize> = (0..self.frame.companies.len())
            .filter(|company| !self.frame.member(*company).units.is_empty())
            .collect();
        let mut lots = asked.into_iter();
        let made = std::iter::from_fn(move || {
            let lot: Vec<usize> = lots.by_ref().take(LOT).collect();
            let about = |company: &usize| self.about_member(*company);
            (!lot.is_empty()).then(|| parallel::map(&lot, about))
        });
        made.flatten().flatten()
    }

    /// The numbers about one company, of which each enquiry is one draw: by channel, in the order of the metrics.
    fn about_member(&self, place: usize) -> Vec<Estimate> {
        let member = &self.frame.member(place);
        let subject = Subject::Company(member.company.id.clone());
        let offered = |c: &Channel| member.units.iter().any(|u| u.channel == *c);
        let channels = Channel::ALL.into_iter().filter(offered).map(Some);
        let channels: Vec<Option<Channel>> = std::iter::once(None).chain(channels).collect();
        let own;
        let (parts, at) = if let Some(parts) = &self.parts {
            (parts, place)
        } else {
            let metrics: Vec<&Metric> = metric::all().collect();
            own = Parts::of(&self.frame, &[place], &metrics, &channels);
            (&own, 0)
        };
        let times = waiting::about_member(member, &subject, &channels);
        let mut estimates = Vec::with_capacity(channels.len() * metric::all().count());
        for (channel, times) in channels.iter().zip(times) {
            let mut times = times.into_iter().peekable();
            for (nth, metric) in metric::all().enumerate() {
                if let Some((_, read_off)) = times.next_if(|(place, _)| *place == nth) {
                    estimates.push(read_off);
                } else {
                    let part = parts.part(at, nth, *channel);
                    let about = about_enquiries(member, &subject, metric, *channel, part);
                    estimates.extend(about.map(|estimate| self.placed(place, estimate)));
                }
            }
        }
        estimates
    }

    /// One number about a company; `None` when it is not on the panel or the metric says nothing of a single one.
    #[must_use]
    pub fn of_company(
        &self,
        id: &str,
        metric: &Metric,
        channel: Option<Channel>,
    ) -> Option<Estimate> {
        let place = self.frame.companies.iter().position(|c| c.id == id)?;
        let about = about_company(&self.frame.member(place), metric, channel)?;
        Some(self.placed(place, about))
    }

    /// One number about the company at a place of the panel; `None` when nothing was planned of it there or the metric
    /// says nothing of a single one.
    #[must_use]
    pub fn about(
        &self,
        place: usize,
        metric: &Metric,
        channel: Option<Channel>,
    ) -> Option<Estimate> {
        if place >= self.frame.companies.len() {
            return None;
        }
        let member = self.frame.member(place);
        let planned = channel.map_or(!member.units.is_empty(), |channel| {
            member.units.iter().any(|u| u.channel == channel)
        });
        let about = planned.then(|| about_company(&member, metric, channel))??;
        Some(self.placed(place, about))
    }

    /// One number about the panel or a sector.
    #[must_use]
    pub fn find(
        &self,
        metric: &str,
        denominator: Denominator,
        subject: &Subject,
        channel: Option<Channel>,
    ) -> Option<&Estimate> {
        self.estimates.iter().find(|e| {
            e.metric == metric
                && e.denominator == denominator
                && e.channel == channel
                && e.subject == *subject
        })
    }

    /// Whether a company was asked more than one question on a channel, so that enquiries at
    /// companies are more than companies.
    #[must_use]
    pub fn has_several_questions(&self) -> bool {
        self.frame.members().any(|member| {
            let on = |c: Channel| member.units.iter().filter(move |u| u.channel == c);
            Channel::ALL.into_iter().any(|c| on(c).nth(1).is_some())
        })
    }

    /// The channels on which anything was planned.
    #[must_use]
    pub fn channels(&self) -> Vec<Channel> {
        self.frame.channels()
    }
}

/// A number and its interval, either end of which may be out of reach.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Measured {
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

impl From<Option<Ratio>> for Measured {
    fn from(ratio: Option<Ratio>) -> Self {
        ratio.map_or_else(Self::default, |ratio| Self {
            value: Some(ratio.value),
            low: Some(ratio.low),
            high: Some(ratio.high),
        })
    }
}

/// Below this share of a mean its error is rounding: nothing varies.
const NO_ERROR: f64 = 1e-7;

impl Measured {
    /// A mean. Values that are all alike show nothing of chance, which is not that there is none: then there is no
    /// interval, unless those drawn are `whole`, all that there are.
    fn of_mean(mean: Option<Mean>, whole: bool) -> Self {
        let Some(mean) = mean else {
            return Self::default();
        };
        let varies = mean
            .error
            .is_some_and(|error| error > NO_ERROR * mean.value.abs());
        let interval = mean.interval.filter(|_| varies || whole);
        Self {
            value: Some(mean.value),
            low: interval.map(|i| i.0),
            high: interval.map(|i| i.1),
        }
    }
}

/// Some companies of a wave about whom there are numbers.
pub(super) struct Group {
    pub subject: Subject,
    pub companies: Vec<usize>,
    /// All together, and those on which anything was planned.
    channels: Vec<Option<Channel>>,
}

impl Group {
    fn new(frame: &Frame, subject: Subject, companies: Vec<usize>, channels: &[Channel]) -> Self {
        let planned = |c: &Channel| {
            let mut units = companies.iter().flat_map(|m| frame.member(*m).units);
            units.any(|u| u.channel == *c)
        };
        let on = channels.iter().copied().filter(planned).map(Some);
        Self {
            subject,
            channels: std::iter::once(None).chain(on).collect(),
            companies,
        }
    }
}

/// What each of some companies adds to each of some metrics, on each of some channels.
#[derive(Debug)]
struct Parts {
    metrics: usize,
    channels: Vec<Option<Channel>>,
    /// By lot of companies, by company, by metric, by channel.
    lots: Vec<Vec<Part>>,
}

impl Parts {
    /// Each company is asked everything while its enquiries are at hand: those of all are far from the processor.
    fn of(
        frame: &Frame,
        companies: &[usize],
        metrics: &[&Metric],
        channels: &[Option<Channel>],
    ) -> Self {
        let lots: Vec<&[usize]> = companies.chunks(LOT).collect();
        let lots = parallel::map(&lots, |lot| {
            let mut parts = Vec::with_capacity(lot.len() * metrics.len() * channels.len());
            for company in *lot {
                let member = frame.member(*company);
                for metric in metrics {
                    parts.extend(member.parts(metric, channels));
                }
            }
            parts
        });
        Self {
            metrics: metrics.len(),
            channels: channels.to_vec(),
            lots,
        }
    }

    /// The part of the company at a place in the metric at another; nothing on a channel that is not there.
    fn part(&self, company: usize, metric: usize, channel: Option<Channel>) -> Part {
        let Some(at) = self.channels.iter().position(|c| *c == channel) else {
            return Part::default();
        };
        let in_lot = (company % LOT) * self.metrics + metric;
        self.lots[company / LOT][in_lot * self.channels.len() + at]
    }
}

/// The numbers about groups of companies, of whom each is one draw: by group, by channel, in the order of the metrics. And
/// the curves of the whole panel, and what each company adds, where all of it was in memory at once.
fn about_groups(
    frame: &Frame,
    drawing: &Drawing,
    groups: &[Group],
    channels: &[Channel],
) -> (Vec<Estimate>, Vec<Curve>, Option<Parts>) {
    let metrics: Vec<&Metric> = metric::all().collect();
    let all = std::iter::once(None).chain(channels.iter().copied().map(Some));
    let all: Vec<Option<Channel>> = all.collect();
    let cells: Vec<(usize, Option<Channel>)> = (0..)
        .zip(groups)
        .flat_map(|(nth, group)| group.channels.iter().map(move |channel| (nth, *channel)))
        .collect();
    let places: Vec<usize> = (0..frame.companies.len()).collect();
    let at_once = (PARTS / (places.len() * all.len()).max(1)).max(1);
    let mut kept = None;
    // By metric, then by cell.
    let mut made: Vec<Vec<Option<Estimate>>> = Vec::with_capacity(metrics.len());
    for some in metrics.chunks(at_once) {
        let parts = Parts::of(frame, &places, some, &all);
        let numbered: Vec<(usize, &Metric)> = some.iter().copied().enumerate().collect();
        made.extend(parallel::map(&numbered, |(nth, metric)| {
            if matches!(metric.how, How::Time(..)) {
                return vec![None; cells.len()];
            }
            let about = |(group, channel): &(usize, Option<Channel>)| {
                let of = |company| parts.part(company, *nth, *channel);
                about_parts(frame, drawing, metric, &groups[*group], *channel, of)
            };
            cells.iter().map(about).collect()
        }));
        kept = (some.len() == metrics.len()).then_some(parts);
    }
    let times = waiting::about_groups(frame, drawing, groups, &cells);
    for (cell, read_off) in times.estimates.into_iter().enumerate() {
        for (metric, estimate) in read_off {
            made[metric][cell] = Some(estimate);
        }
    }
    let in_order = (0..cells.len()).flat_map(|cell| made.iter().map(move |of| (of, cell)));
    let estimates = in_order.filter_map(|(of, cell)| of[cell].clone());
    (estimates.collect(), times.curves, kept)
}

/// A number about some companies, of which each has a part in it; `None` where the metric says nothing of such a group.
fn about_parts(
    frame: &Frame,
    drawing: &Drawing,
    metric: &Metric,
    group: &Group,
    channel: Option<Channel>,
    part_of: impl Fn(usize) -> Part,
) -> Option<Estimate> {
    let mut parts = Vec::with_capacity(group.companies.len());
    let mut drawn = Vec::with_capacity(group.companies.len());
    // A count is of the enquiries there are, whatever their companies weigh.
    let is_weighted = !matches!(metric.how, How::Count(_));
    let (mut n, mut sum) = (0.0, 0.0);
    for company in &group.companies {
        let part = part_of(*company);
        if part.n > 0.0 {
            n += part.n;
            sum += part.sum;
            let weight = match group.subject {
                Subject::All if is_weighted => frame.companies[*company].weight,
                _ => 1.0,
            };
            parts.push(Part::weighted(part.sum, part.n, weight));
            drawn.push(drawing.how(&group.subject, frame.companies[*company].sector));
        }
    }
    let measured = match metric.how {
        How::Count(_) => counted(sum, n, share_drawn(&parts, &drawn, n)),
        How::Sum(_) => added_up(sum, n),
        How::Share(_) | How::CompanyShare(_) | How::QuestionShare(_) => {
            share_drawn(&parts, &drawn, n).into()
        }
        _ => {
            let whole = drawn.iter().all(|how| how.left <= 0.0);
            Measured::of_mean(mean_drawn(&parts, &drawn), whole)
        }
    };
    // What is of companies only is not said of each channel.
    if n <= 0.0 && !metric.is_of_enquiries() && channel.is_some() {
        return None;
    }
    let companies = parts.len() as u64;
    Some(estimate(
        metric,
        &group.subject,
        channel,
        measured,
        whole(n),
        companies,
    ))
}

/// One number about one company.
pub(super) fn about_company(
    member: &Member<'_>,
    metric: &Metric,
    channel: Option<Channel>,
) -> Option<Estimate> {
    let subject = Subject::Company(member.company.id.clone());
    if let How::Time(what, _) = metric.how {
        let times = waiting::about_times(member, what, &subject, &[channel]);
        let wanted = |e: &Estimate| e.metric == metric.name && e.denominator == metric.denominator;
        return times.into_iter().flatten().map(|(_, e)| e).find(wanted);
    }
    about_enquiries(
        member,
        &subject,
        metric,
        channel,
        member.part(metric, channel),
    )
}

fn about_enquiries(
    member: &Member<'_>,
    subject: &Subject,
    metric: &Metric,
    channel: Option<Channel>,
    part: Part,
) -> Option<Estimate> {
    let n = whole(part.n);
    let value = (part.n > 0.0).then(|| part.sum / part.n);
    let measured = match metric.how {
        How::Count(_) => counted(part.sum, part.n, share(&[part])),
        How::Sum(_) => added_up(part.sum, part.n),
        How::Share(_) => {
            let interval = wilson(whole(part.sum), n);
            Measured {
                value,
                low: interval.map(|i| i.0),
                high: interval.map(|i| i.1),
            }
        }
        // Of a single one there is no interval, and of most means nothing.
        How::Mean(_) if n < 2 => Measured::of_mean(mean_of_units(n, part.sum, 0.0), false),
        How::Mean(of) => {
            let on = |u: &&super::Unit| channel.is_none_or(|c| c == u.channel);
            let each = member.units.iter().filter(on).filter_map(of);
            let squares = each.map(|value| value * value).sum();
            Measured::of_mean(mean_of_units(n, part.sum, squares), false)
        }
        How::QuestionShare(of) if part.n > 0.0 => {
            let questions: Vec<Part> = member.question_parts(of).filter(|q| q.n > 0.0).collect();
            let interval = share(&questions).filter(|_| questions.len() > 1);
            Measured {
                value,
                low: interval.map(|i| i.low),
                high: interval.map(|i| i.high),
            }
        }
        // Of one company there is one, so nothing can be said about others.
        _ if part.n > 0.0 => Measured {
            value,
            ..Measured::default()
        },
        _ if channel.is_some() => return None,
        _ => Measured::default(),
    };
    Some(estimate(
        metric,
        subject,
        channel,
        measured,
        n,
        u64::from(n > 0),
    ))
}

/// How many of so many, with what as many may come to: the interval of the share, times their number. None of none is a
/// count too.
fn counted(sum: f64, n: f64, share: Option<Ratio>) -> Measured {
    Measured {
        value: Some(sum),
        low: share.map(|share| share.low * n),
        high: share.map(|share| share.high * n),
    }
}

/// What so many add up to; of none that were measured it is not known.
fn added_up(sum: f64, n: f64) -> Measured {
    Measured {
        value: (n > 0.0).then_some(sum),
        ..Measured::default()
    }
}

pub(super) fn estimate(
    metric: &Metric,
    subject: &Subject,
    channel: Option<Channel>,
    measured: Measured,
    n: u64,
    companies: u64,
) -> Estimate {
    let bounded = |end: Option<f64>| end.map(|end| metric.scale.within(end));
    Estimate {
        metric: Cow::Borrowed(metric.name),
        subject: subject.clone(),
        channel,
        value: measured.value,
        low: bounded(measured.low),
        high: bounded(measured.high),
        n,
        companies,
        denominator: metric.denominator,
    }
}

/// A count that was added up as numbers.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count of enquiries, far below 2^52"
)]
fn whole(n: f64) -> u64 {
    n as u64
}

#[cfg(test)]
#[path = "scorer_tests.rs"]
mod tests;
