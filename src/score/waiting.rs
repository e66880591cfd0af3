//! How long companies let shoppers wait: what is read off Kaplan-Meier curves.

use super::drawing::Drawing;
use super::frame::{Frame, Member};
use super::metric::{self, How, Reading};
use super::packed::listed;
use super::scorer::{Group, Measured, estimate};
use super::statistics::{KaplanMeier, Observation, in_order};
use super::{Awaited, Unit};
use crate::model::{Channel, Estimate, Subject};
use crate::parallel;

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

impl Curve {
    /// What there are curves of.
    pub const OF: [Awaited; 2] = [Awaited::FirstReply, Awaited::Answer];
}

/// How long was waited of one enquiry. Small and side by side: a wave may have a million.
#[derive(Clone, Copy)]
struct Wait {
    hours: f64,
    company: u32,
    channel: Channel,
    event: bool,
}

impl Wait {
    const fn observation(&self) -> Observation {
        Observation {
            hours: self.hours,
            event: self.event,
        }
    }
}

/// How long was waited, in the order that a curve asks for: sorted once for all channels.
fn waits<'u>(units: impl Iterator<Item = &'u Unit> + Clone, what: Awaited) -> Vec<Wait> {
    let known = units.filter_map(|unit| {
        let Observation { hours, event } = unit.awaited(what)?;
        Some(Wait {
            hours,
            company: unit.company,
            channel: unit.channel,
            event,
        })
    });
    let mut waits: Vec<Wait> = listed(known);
    waits.sort_unstable_by(|a, b| in_order(&a.observation(), &b.observation()));
    waits
}

/// Those on a channel, or on all together.
fn on(waits: &[Wait], channel: Option<Channel>) -> impl Iterator<Item = &Wait> + Clone {
    let on = move |wait: &&Wait| channel.is_none_or(|channel| channel == wait.channel);
    waits.iter().filter(on)
}

/// What is read off the curves of groups of companies, of whom each is one draw.
pub(super) struct OfGroups {
    /// By cell, each with its place among the metrics.
    pub estimates: Vec<Vec<(usize, Estimate)>>,
    /// Those of the whole panel on one channel.
    pub curves: Vec<Curve>,
}

/// The numbers about groups on channels; a cell is the place of a group and one of its channels.
pub(super) fn about_groups(
    frame: &Frame,
    drawing: &Drawing,
    groups: &[Group],
    cells: &[(usize, Option<Channel>)],
) -> OfGroups {
    let mut all = OfGroups {
        estimates: vec![Vec::new(); cells.len()],
        curves: Vec::new(),
    };
    for what in Awaited::ALL {
        let waits = parallel::map(groups, |group| {
            let companies = group.companies.iter();
            waits(companies.flat_map(|m| frame.member(*m).units), *what)
        });
        let made = parallel::map(cells, |(group, channel)| {
            let (waits, subject) = (&waits[*group], &groups[*group].subject);
            let (curve, companies) = curve(frame, drawing, waits, subject, *channel);
            let about = about_curve(*what, subject, *channel, &curve, companies);
            let shown = *subject == Subject::All && Curve::OF.contains(what);
            let kept = channel.filter(|_| shown).map(|channel| Curve {
                awaited: *what,
                channel,
                estimate: curve.without_members(),
            });
            (about, kept)
        });
        for (list, (about, kept)) in all.estimates.iter_mut().zip(made) {
            list.extend(about);
            all.curves.extend(kept);
        }
    }
    all.curves
        .sort_by_key(|curve| (curve.channel, curve.awaited));
    all
}

/// The curve of those who waited on a channel, or on all together, and how many companies let them wait.
fn curve(
    frame: &Frame,
    drawing: &Drawing,
    waits: &[Wait],
    subject: &Subject,
    channel: Option<Channel>,
) -> (KaplanMeier, u64) {
    let observed = on(waits, channel).map(|wait| (wait.company, wait.observation()));
    let observed = listed(observed);
    let mut there = vec![false; frame.companies.len()];
    for (company, _) in &observed {
        there[*company as usize] = true;
    }
    let companies = there.into_iter().filter(|there| *there).count();
    let left = |company: u32| {
        let sector = frame.companies[company as usize].sector;
        drawing.how(subject, sector).left
    };
    (KaplanMeier::fit_drawn(observed, left), companies as u64)
}

/// The numbers about one company's times: by channel, in the order of the metrics, each with its place among them.
pub(super) fn about_member(
    member: &Member<'_>,
    subject: &Subject,
    channels: &[Option<Channel>],
) -> Vec<Vec<(usize, Estimate)>> {
    let mut all = vec![Vec::new(); channels.len()];
    for what in Awaited::ALL {
        let more = about_times(member, *what, subject, channels);
        all.iter_mut()
            .zip(more)
            .for_each(|(all, more)| all.extend(more));
    }
    for on_channel in &mut all {
        on_channel.sort_by_key(|(place, _)| *place);
    }
    all
}

/// Those of them that are about one thing waited for.
pub(super) fn about_times(
    member: &Member<'_>,
    what: Awaited,
    subject: &Subject,
    channels: &[Option<Channel>],
) -> Vec<Vec<(usize, Estimate)>> {
    let waits = waits(member.units.iter(), what);
    let about = |channel: &Option<Channel>| {
        let observed = on(&waits, *channel).map(Wait::observation);
        let curve = KaplanMeier::fit(observed.collect());
        let companies = u64::from(curve.n() > 0);
        about_curve(what, subject, *channel, &curve, companies)
    };
    channels.iter().map(about).collect()
}

/// What all metrics of what was waited for read off a curve.
fn about_curve(
    what: Awaited,
    subject: &Subject,
    channel: Option<Channel>,
    curve: &KaplanMeier,
    companies: u64,
) -> Vec<(usize, Estimate)> {
    let read_off = metric::all().enumerate().filter_map(|(nth, metric)| {
        let How::Time(of, reading) = metric.how else {
            return None;
        };
        let measured = || read(curve, reading);
        let about = || estimate(metric, subject, channel, measured(), curve.n(), companies);
        (of == what).then(|| (nth, about()))
    });
    read_off.collect()
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
