//! One number of the same companies in two waves.

use super::change::{Call, Change, Side, Test, Untold};
use super::times;
use crate::model::{Channel, Denominator, Subject};
use crate::score::metric::{How, Metric, Reading, Scale};
use crate::score::statistics::{PairedCounts, PairedParts, Part, mcnemar, paired_bootstrap};
use crate::score::{Frame, Member};

/// Whose numbers are compared.
pub(super) struct Sample<'a> {
    pub base: &'a Frame,
    pub head: &'a Frame,
    /// Places in both panels.
    pub companies: &'a [usize],
    /// Whether companies weigh as the study says.
    pub weighted: bool,
    /// Whether one of the waves asked on further channels.
    pub other_channels: bool,
    pub replicates: u32,
    pub seed: [u8; 32],
}

impl<'a> Sample<'a> {
    /// Each company in both waves.
    pub(super) fn members(&self) -> impl Iterator<Item = (Member<'a>, Member<'a>)> + '_ {
        let (base, head) = (self.base, self.head);
        self.companies
            .iter()
            .map(move |place| (base.member(*place), head.member(*place)))
    }
}

/// What became of a number, its p-value not yet corrected for how many are compared.
pub(super) fn measure(
    sample: &Sample<'_>,
    metric: &'static Metric,
    subject: &Subject,
    channel: Option<Channel>,
) -> Change {
    let mut change = Change {
        metric,
        subject: subject.clone(),
        channel,
        only: None,
        base: Side::default(),
        head: Side::default(),
        pairs: 0,
        effect: None,
        low: None,
        high: None,
        p: None,
        p_adjusted: None,
        test: Test::None,
        call: Call::Unknown,
        reason: None,
    };
    match metric.how {
        How::Time(what, Reading::Quantile(share)) => {
            times::measure(sample, what, share, &mut change);
        }
        _ => parts(sample, &mut change),
    }
    if change.p.is_none() && change.reason.is_none() {
        change.reason = Some(match (change.base.n, change.head.n) {
            (0, 0) => Untold::NothingInEither,
            (0, _) => Untold::NothingInBase,
            (_, 0) => Untold::NothingInHead,
            _ => Untold::NobodyInBoth,
        });
    }
    change
}

fn parts(sample: &Sample<'_>, change: &mut Change) {
    let metric = change.metric;
    if sample.other_channels && is_of_several_channels(metric) {
        change.reason = Some(Untold::OtherChannels);
    }
    let mut too_short = false;
    let mut all = Vec::with_capacity(sample.companies.len());
    for (base, head) in sample.members() {
        let mut of = |member: &Member<'_>| {
            let (part, cut) = part(member, metric, change.channel);
            too_short |= cut;
            part
        };
        let pair = PairedParts {
            base: of(&base),
            head: of(&head),
        };
        all.push((pair, head.company.weight));
    }
    if all.iter().any(|(pair, _)| is_of_both(pair)) {
        all.retain(|(pair, _)| is_of_both(pair));
        change.pairs = all.len() as u64;
    }
    change.base.n = count(all.iter().map(|(pair, _)| pair.base.n).sum());
    change.head.n = count(all.iter().map(|(pair, _)| pair.head.n).sum());
    if change.pairs == 0 {
        return;
    }
    let weight = |weight: f64| if sample.weighted { weight } else { 1.0 };
    let weighed = all.iter().map(|(pair, w)| PairedParts {
        base: weighed(pair.base, weight(*w)),
        head: weighed(pair.head, weight(*w)),
    });
    let pairs: Vec<PairedParts> = weighed.collect();
    change.base.value = ratio(pairs.iter().map(|pair| pair.base));
    change.head.value = ratio(pairs.iter().map(|pair| pair.head));
    if too_short && change.reason.is_none() {
        change.reason = Some(Untold::TooShort);
    }
    if change.reason.is_some() {
        return;
    }
    test(sample, &pairs, change);
}

fn test(sample: &Sample<'_>, pairs: &[PairedParts], change: &mut Change) {
    if change.metric.scale == Scale::Share
        && let Some(counts) = ones(pairs)
    {
        if let Some(found) = mcnemar(counts) {
            change.test = Test::McNemar;
            change.effect = Some(found.difference);
            (change.low, change.high) = (Some(found.interval.0), Some(found.interval.1));
            change.p = Some(found.p);
        }
        return;
    }
    if let Some(found) = paired_bootstrap(pairs, sample.replicates, sample.seed) {
        change.test = Test::Paired;
        change.effect = Some(found.difference);
        change.low = found.interval.map(|i| i.0);
        change.high = found.interval.map(|i| i.1);
        change.p = Some(found.p);
    }
}

/// One yes or no of each company in each wave, if that is what these are.
fn ones(pairs: &[PairedParts]) -> Option<PairedCounts> {
    let truth = |part: Part| {
        let one = part.n.total_cmp(&1.0).is_eq();
        match part.sum {
            sum if one && sum.total_cmp(&1.0).is_eq() => Some(true),
            0.0 if one => Some(false),
            _ => None,
        }
    };
    let mut counts = PairedCounts::default();
    for pair in pairs {
        *match (truth(pair.base)?, truth(pair.head)?) {
            (true, true) => &mut counts.both,
            (true, false) => &mut counts.only_base,
            (false, true) => &mut counts.only_head,
            (false, false) => &mut counts.neither,
        } += 1;
    }
    Some(counts)
}

/// What a company adds, and whether some of it was not observed for long enough to say. Shares within some hours and
/// restricted means are plain shares and means where each enquiry was observed for so long.
fn part(member: &Member<'_>, metric: &Metric, channel: Option<Channel>) -> (Part, bool) {
    let How::Time(what, reading) = metric.how else {
        return (member.part(metric, channel), false);
    };
    let (mut part, mut cut) = (Part::default(), false);
    let (horizon, restricted) = match reading {
        Reading::Within(hours) => (hours, false),
        Reading::Restricted(hours) => (hours, true),
        Reading::Quantile(_) => return (part, false),
    };
    for seen in member.awaited(what, channel) {
        if !seen.event && seen.hours < horizon {
            cut = true;
            continue;
        }
        part.n += 1.0;
        part.sum += if restricted {
            seen.hours.min(horizon)
        } else {
            f64::from(u8::from(seen.event && seen.hours <= horizon))
        };
    }
    (part, cut)
}

/// Whether a number is of what several channels said to the same question.
fn is_of_several_channels(metric: &Metric) -> bool {
    metric.denominator == Denominator::Pairs || metric.name.starts_with("consisten")
}

fn weighed(part: Part, weight: f64) -> Part {
    Part {
        sum: part.sum * weight,
        n: part.n * weight,
    }
}

fn ratio(parts: impl Iterator<Item = Part>) -> Option<f64> {
    let (sum, n) = parts.fold((0.0, 0.0), |to, part| (to.0 + part.sum, to.1 + part.n));
    (n > 0.0).then(|| sum / n)
}

fn is_of_both(pair: &PairedParts) -> bool {
    pair.base.n > 0.0 && pair.head.n > 0.0
}

/// A count that was added up as numbers.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count of enquiries, far below 2^52"
)]
fn count(n: f64) -> u64 {
    n as u64
}
