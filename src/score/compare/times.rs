//! Times of the same companies in two waves.

use super::change::{Change, Test};
use super::measure::Sample;
use crate::model::Channel;
use crate::score::statistics::{
    KaplanMeier, Observation, PairedCounts, PairedParts, Part, distributions::t_95, mcnemar,
    paired_bootstrap,
};
use crate::score::{Awaited, Member};

/// Compares times by the log-rank test within companies.
///
/// - each company and channel is a stratum, in which the enquiries of the head are set against those of the base: as
///   many answers as came less as many as were to be expected if the waves did not differ. N. Mantel, Cancer
///   Chemotherapy Reports 50 (1966), 163-170; stratified as in R `survdiff(.. + strata(id))`
/// - p: these excesses, company by company, under every order in which a company's waves could have come, not by
///   their variance under independence: a company that got slower did so with all its enquiries at once. With one
///   enquiry a company it is the exact sign test of the pairs whose order is known
/// - the effect: the hazard ratio of head against base, excess over variance (R. Peto et al., British Journal of
///   Cancer 35 (1977), 1-39), which says too little of large changes; its interval from the excesses of the
///   companies (L. J. Wei, D. Y. Lin and L. Weissfeld, Journal of the American Statistical Association 84 (1989),
///   1065-1073). With one enquiry a company: how many were faster for each that was slower, with the exact interval
pub(super) fn measure(sample: &Sample<'_>, what: Awaited, share: f64, change: &mut Change) {
    let (mut then, mut now) = (Vec::new(), Vec::new());
    let mut excesses: Vec<(f64, f64)> = Vec::new();
    let mut single = true;
    let (mut base_n, mut head_n) = (0, 0);
    for (base, head) in sample.members() {
        let of = |member: &Member<'_>, channel| -> Vec<Observation> {
            member.awaited(what, channel).collect()
        };
        let (before, after) = (of(&base, change.channel), of(&head, change.channel));
        base_n += before.len() as u64;
        head_n += after.len() as u64;
        if before.is_empty() || after.is_empty() {
            continue;
        }
        single &= before.len() == 1 && after.len() == 1;
        excesses.push(match change.channel {
            Some(_) => excess(&before, &after),
            None => Channel::ALL.into_iter().fold((0.0, 0.0), |sum, channel| {
                let (e, v) = excess(&of(&base, Some(channel)), &of(&head, Some(channel)));
                (sum.0 + e, sum.1 + v)
            }),
        });
        then.extend(before);
        now.extend(after);
    }
    change.pairs = excesses.len() as u64;
    if excesses.is_empty() {
        (change.base.n, change.head.n) = (base_n, head_n);
        return;
    }
    (change.base.n, change.head.n) = (then.len() as u64, now.len() as u64);
    change.base.value = KaplanMeier::fit(then).quantile(share).value;
    change.head.value = KaplanMeier::fit(now).quantile(share).value;
    change.test = Test::LogRank;
    if single {
        signs(&excesses, change);
    } else {
        orders(sample, &excesses, change);
    }
}

/// Faster or slower, company by company.
fn signs(excesses: &[(f64, f64)], change: &mut Change) {
    let so_many = |holds: fn(f64) -> bool| excesses.iter().filter(|e| holds(e.0)).count() as u64;
    let counts = PairedCounts {
        only_head: so_many(|e| e > 0.0),
        only_base: so_many(|e| e < 0.0),
        neither: so_many(|e| e == 0.0),
        both: 0,
    };
    let Some(found) = mcnemar(counts) else { return };
    change.p = Some(found.p);
    if counts.only_head + counts.only_base > 0 {
        change.effect = found.odds_ratio;
        change.low = Some(found.odds_low);
        change.high = found.odds_high;
    }
}

fn orders(sample: &Sample<'_>, excesses: &[(f64, f64)], change: &mut Change) {
    let nothing = Part { sum: 0.0, n: 1.0 };
    let pairs: Vec<PairedParts> = excesses
        .iter()
        .map(|(sum, _)| PairedParts {
            base: nothing,
            head: Part { sum: *sum, n: 1.0 },
        })
        .collect();
    change.p = paired_bootstrap(&pairs, sample.replicates, sample.seed).map(|found| found.p);
    let excess: f64 = excesses.iter().map(|e| e.0).sum();
    let variance: f64 = excesses.iter().map(|e| e.1).sum();
    if variance <= 0.0 {
        return;
    }
    let log = excess / variance;
    change.effect = Some(log.exp());
    let companies = excesses.len() as f64;
    if companies > 1.0 {
        let squares: f64 = excesses.iter().map(|(e, v)| (e - log * v).powi(2)).sum();
        let error = (squares * companies / (companies - 1.0)).sqrt() / variance;
        let reach = t_95(companies - 1.0) * error;
        change.low = Some((log - reach).exp());
        change.high = Some((log + reach).exp());
    }
}

/// The answers of the head in excess of what was to be expected, and the variance of that.
fn excess(base: &[Observation], head: &[Observation]) -> (f64, f64) {
    if base.is_empty() || head.is_empty() {
        return (0.0, 0.0);
    }
    let mut all: Vec<(f64, bool, bool)> = base
        .iter()
        .map(|o| (o.hours, o.event, false))
        .chain(head.iter().map(|o| (o.hours, o.event, true)))
        .collect();
    all.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let (mut waiting, mut of_head) = (all.len() as f64, head.len() as f64);
    let (mut excess, mut variance) = (0.0, 0.0);
    for same in all.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let so_many = |holds: fn(&(f64, bool, bool)) -> bool| {
            same.iter().filter(|one| holds(one)).count() as f64
        };
        let events = so_many(|one| one.1);
        let share = of_head / waiting;
        excess += so_many(|one| one.1 && one.2) - events * share;
        if waiting > 1.0 {
            variance += events * share * (1.0 - share) * (waiting - events) / (waiting - 1.0);
        }
        waiting -= same.len() as f64;
        of_head -= so_many(|one| one.2);
    }
    (excess, variance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(list: &[(f64, bool)]) -> Vec<Observation> {
        let of = |(hours, event): &(f64, bool)| Observation {
            hours: *hours,
            event: *event,
        };
        list.iter().map(of).collect()
    }

    #[test]
    fn excess_by_hand() {
        // Two wait: the head's answer comes first, half of it was to be expected.
        let (one, two) = (seen(&[(1.0, true)]), seen(&[(2.0, false)]));
        assert_eq!(excess(&two, &one), (0.5, 0.25));
        assert_eq!(excess(&one, &two), (-0.5, 0.25));
        // At once, or never: nobody is in excess.
        assert_eq!(excess(&one, &one), (0.0, 0.0));
        assert_eq!(excess(&two, &two), (0.0, 0.0));
        // At 1 of 4 waiting, 2 of the head, one answer of the head: 1 - 1/2, 1/4. At 2 of 3, 1 of the head, one of
        // the base: 0 - 1/3, 2/9. At 3 of 2, 1 of the head, both: 1 - 1, no variance.
        let base = seen(&[(2.0, true), (3.0, true)]);
        let head = seen(&[(1.0, true), (3.0, true)]);
        let (excess, variance) = excess(&base, &head);
        assert!((excess - (0.5 - 1.0 / 3.0)).abs() < 1e-12);
        assert!((variance - (0.25 + 2.0 / 9.0)).abs() < 1e-12);
    }
}
