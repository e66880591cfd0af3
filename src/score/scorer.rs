//! A wave in, numbers out.

use super::drawing::Drawing;
use super::frame::{Builder, Frame, Member};
use super::metric::{self, How, Metric, Reading, Scale};
use super::statistics::{
    KaplanMeier, Mean, Observation, Part, Ratio, mean_drawn, mean_of_units, share_drawn, wilson,
};
use super::{Row, consistency::Agreement};
use crate::model::{Audited, Channel, Denominator, Estimate, Study, Subject};

/// Takes the rows of a wave one by one, in any order.
#[derive(Debug)]
pub struct Scorer(Builder);

/// What a curve waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Awaited {
    /// The first reply of any kind.
    FirstReply,
    /// The answer.
    Answer,
}

/// How long the whole panel let shoppers wait on a channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// What was waited for.
    pub awaited: Awaited,
    /// The channel.
    pub channel: Channel,
    /// The curve.
    pub estimate: KaplanMeier,
}

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
}

impl Scorer {
    /// A scorer that has seen nothing yet.
    #[must_use]
    pub fn new(study: &Study) -> Self {
        Self(Builder::new(study))
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
        let drawing = Drawing::of(&frame);
        let mut estimates = Vec::new();
        for (subject, companies) in &groups {
            let planned = |c: &Channel| {
                let mut units = companies.iter().flat_map(|m| frame.member(*m).units);
                units.any(|u| u.channel == *c)
            };
            let on: Vec<_> = channels.iter().copied().filter(planned).collect();
            if *subject != Subject::All && on.is_empty() {
                continue;
            }
            for channel in std::iter::once(None).chain(on.into_iter().map(Some)) {
                for metric in metric::all() {
                    let group = (subject, companies.as_slice());
                    estimates.extend(about_companies(&frame, &drawing, metric, group, channel));
                }
            }
        }
        let mut curves = Vec::new();
        for channel in channels {
            for awaited in [Awaited::FirstReply, Awaited::Answer] {
                let units = frame.units().iter().filter(|u| u.channel == channel);
                let observed = units
                    .filter_map(|u| {
                        let observation = match awaited {
                            Awaited::FirstReply => u.first_reply,
                            Awaited::Answer => u.answer,
                        };
                        Some((u.company, observation?))
                    })
                    .collect();
                curves.push(Curve {
                    awaited,
                    channel,
                    estimate: KaplanMeier::fit_drawn(observed, |company| {
                        let sector = frame.companies[company as usize].sector;
                        drawing.how(&Subject::All, sector).left
                    }),
                });
            }
        }
        Self {
            frame,
            estimates,
            curves,
        }
    }

    /// The numbers about each company in the panel's order, first over all channels, then by
    /// channel. A large panel has millions of them, so they are made as they are asked for.
    pub fn companies(&self) -> impl Iterator<Item = Estimate> + '_ {
        let asked = self.frame.members().filter(|m| !m.units.is_empty());
        asked.flat_map(|member| {
            let offered = |c: &Channel| member.units.iter().any(|u| u.channel == *c);
            let channels = Channel::ALL.into_iter().filter(offered).map(Some);
            let estimates: Vec<Estimate> = std::iter::once(None)
                .chain(channels)
                .flat_map(|channel| {
                    metric::all().filter_map(move |metric| about_company(&member, metric, channel))
                })
                .collect();
            estimates
        })
    }

    /// One number about a company; `None` when it is not on the panel or the metric says nothing of a single one.
    #[must_use]
    pub fn of_company(
        &self,
        id: &str,
        metric: &Metric,
        channel: Option<Channel>,
    ) -> Option<Estimate> {
        let member = self.frame.members().find(|m| m.company.id == id)?;
        about_company(&member, metric, channel)
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
        planned.then(|| about_company(&member, metric, channel))?
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
struct Measured {
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
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

impl From<Option<Mean>> for Measured {
    fn from(mean: Option<Mean>) -> Self {
        mean.map_or_else(Self::default, |mean| Self {
            value: Some(mean.value),
            low: mean.interval.map(|i| i.0),
            high: mean.interval.map(|i| i.1),
        })
    }
}

/// A number about some companies, of whom each is one draw; `None` where the metric says nothing of such a group.
fn about_companies(
    frame: &Frame,
    drawing: &Drawing,
    metric: &Metric,
    (subject, companies): (&Subject, &[usize]),
    channel: Option<Channel>,
) -> Option<Estimate> {
    let how = |member: &Member<'_>| drawing.how(subject, member.company.sector);
    if let How::Time(_, reading) = metric.how {
        let mut observed = Vec::new();
        let mut answering = 0;
        for (number, company) in (0_u32..).zip(companies) {
            let before = observed.len();
            let member = frame.member(*company);
            observed.extend(member.awaited(metric, channel).map(|o| (number, o)));
            answering += u64::from(observed.len() > before);
        }
        let n = observed.len() as u64;
        let left = |number: u32| how(&frame.member(companies[number as usize])).left;
        let measured = read(&KaplanMeier::fit_drawn(observed, left), reading);
        return Some(estimate(metric, subject, channel, measured, n, answering));
    }
    let mut parts = Vec::with_capacity(companies.len());
    let mut drawn = Vec::with_capacity(companies.len());
    let (mut n, mut sum) = (0.0, 0.0);
    for company in companies {
        let member = frame.member(*company);
        let part = member.part(metric, channel);
        if part.n > 0.0 {
            n += part.n;
            sum += part.sum;
            let weight = match subject {
                Subject::All => member.company.weight,
                _ => 1.0,
            };
            parts.push(Part::weighted(part.sum, part.n, weight));
            drawn.push(how(&member));
        }
    }
    let measured = match metric.how {
        How::Count(_) | How::Sum(_) => Measured {
            value: Some(sum),
            ..Measured::default()
        },
        How::Share(_) | How::CompanyShare(_) => share_drawn(&parts, &drawn, n).into(),
        _ => mean_drawn(&parts, &drawn).into(),
    };
    // What is of companies only is not said of each channel.
    if n <= 0.0 && !metric.is_of_enquiries() && channel.is_some() {
        return None;
    }
    let companies = parts.len() as u64;
    Some(estimate(
        metric,
        subject,
        channel,
        measured,
        whole(n),
        companies,
    ))
}

/// A number about one company, of which each enquiry is one draw.
fn about_company(
    member: &Member<'_>,
    metric: &Metric,
    channel: Option<Channel>,
) -> Option<Estimate> {
    let subject = Subject::Company(member.company.id.clone());
    if let How::Time(_, reading) = metric.how {
        let observed: Vec<Observation> = member.awaited(metric, channel).collect();
        let n = observed.len() as u64;
        let measured = read(&KaplanMeier::fit(observed), reading);
        return Some(estimate(
            metric,
            &subject,
            channel,
            measured,
            n,
            u64::from(n > 0),
        ));
    }
    let part = member.part(metric, channel);
    let n = whole(part.n);
    let value = (part.n > 0.0).then(|| part.sum / part.n);
    let measured = match metric.how {
        How::Count(_) | How::Sum(_) => Measured {
            value: Some(part.sum),
            ..Measured::default()
        },
        How::Share(_) => {
            let interval = wilson(whole(part.sum), n);
            Measured {
                value,
                low: interval.map(|i| i.0),
                high: interval.map(|i| i.1),
            }
        }
        How::Mean(of) => {
            let on = |u: &&super::Unit| channel.is_none_or(|c| c == u.channel);
            let each = member.units.iter().filter(on).filter_map(of);
            let squares = each.map(|value| value * value).sum();
            mean_of_units(n, part.sum, squares).into()
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
        &subject,
        channel,
        measured,
        n,
        u64::from(n > 0),
    ))
}

fn estimate(
    metric: &Metric,
    subject: &Subject,
    channel: Option<Channel>,
    measured: Measured,
    n: u64,
    companies: u64,
) -> Estimate {
    let bounded = |value: Option<f64>| match metric.scale {
        Scale::Share => value.map(|v| v.clamp(0.0, 1.0)),
        Scale::Points => value,
        // No time is negative.
        _ => value.map(|v| v.max(0.0)),
    };
    Estimate {
        metric: metric.name.to_owned(),
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

/// What a curve says.
fn read(curve: &KaplanMeier, reading: Reading) -> Measured {
    match reading {
        Reading::Quantile(share) => {
            let quantile = curve.quantile(share);
            Measured {
                value: quantile.value,
                low: quantile.low,
                high: quantile.high,
            }
        }
        Reading::Within(hours) => {
            let waiting = curve.waiting_at(hours);
            let interval = waiting.and_then(|(_, interval)| interval);
            Measured {
                value: waiting.map(|(waiting, _)| 1.0 - waiting),
                low: interval.map(|i| 1.0 - i.1),
                high: interval.map(|i| 1.0 - i.0),
            }
        }
        Reading::Restricted(horizon) => {
            let mean = curve.restricted_mean(horizon);
            mean.map_or_else(Measured::default, |mean| Measured {
                value: Some(mean.value),
                low: mean.interval.map(|i| i.0),
                high: mean.interval.map(|i| i.1),
            })
        }
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
