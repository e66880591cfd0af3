//! The first page: what was found, in sentences, the most important first.

use super::{Block, Material, Section, league};
use crate::model::{Channel, Denominator, Estimate, Subject};
use crate::report::words::{Source, Text};

/// So many sectors that share an end are named.
const MOST_NAMED: usize = 3;

/// What was found over all channels.
#[expect(
    clippy::unnecessary_wraps,
    reason = "like every section, of which most may be missing"
)]
pub fn section(of: &Material<'_>) -> Option<Section> {
    let words = of.words;
    let all: [fn(&Material<'_>) -> Option<Text>; 12] = [
        answered,
        sectors,
        waited,
        expectation,
        correct,
        consistent,
        offered,
        first_contact,
        promise,
        apart,
        gate,
        ours,
    ];
    let findings: Vec<Text> = all.iter().filter_map(|finding| finding(of)).collect();
    let blocks = if findings.is_empty() {
        vec![Block::Paragraph(words.say("nothing-to-say", []))]
    } else {
        vec![
            Block::List(findings),
            Block::Paragraph(words.say("findings-intervals", [])),
        ]
    };
    Some(Section {
        id: "findings".to_owned(),
        title: title(of),
        blocks,
    })
}

/// The one number: how much was answered.
fn title(of: &Material<'_>) -> Text {
    let words = of.words;
    let found = panel(of, "answered", Denominator::AllCompanies, None);
    let Some((estimate, share)) = found.and_then(|e| Some((e, words.value(e)?))) else {
        let id = if of.channels().is_empty() {
            "findings-title-nothing"
        } else {
            "findings-title-unknown"
        };
        return words.say(id, []);
    };
    let companies = words.whole(estimate.companies, Source::estimate(estimate, "companies"));
    let args = [
        ("share", share.into()),
        ("n_number", estimate.n.into()),
        ("n", words.n(estimate).into()),
        ("companies_number", estimate.companies.into()),
        ("companies", companies.into()),
    ];
    let id = if of.is_open() {
        "findings-title-open"
    } else {
        "findings-title"
    };
    words.say(id, args).capital()
}

/// How much was answered over all channels, of everything and of what was delivered.
fn answered(of: &Material<'_>) -> Option<Text> {
    let words = of.words;
    let channels = of.channels();
    let share = of.measured(panel(of, "answered", Denominator::AllCompanies, None)?)?;
    let delivered = panel(of, "answered", Denominator::Delivered, None)?;
    let said = of.or_nothing(of.measured(delivered));
    let sentence = if let [only] = channels[..] {
        let args = [
            ("channel", words.channel(Some(only)).into()),
            ("share", share.into()),
            ("delivered", said.into()),
        ];
        words.say("finding-answered-by", args)
    } else {
        let args = [("share", share.into()), ("delivered", said.into())];
        words.say("finding-answered", args)
    };
    Some(of.told(sentence, delivered))
}

/// The sectors at both ends, and whether they can be told apart.
fn sectors(of: &Material<'_>) -> Option<Text> {
    let words = of.words;
    let asked = of.scores.estimates.iter().filter(|e| {
        e.metric == "answered"
            && e.denominator == Denominator::AllCompanies
            && e.channel.is_none()
            && matches!(e.subject, Subject::Sector(_))
    });
    let (mut many, mut rated) = (0, Vec::new());
    for estimate in asked {
        many += 1;
        rated.extend(estimate.value.map(|share| (estimate, share)));
    }
    rated.sort_by(|a, b| {
        let better = b.1.total_cmp(&a.1);
        better.then_with(|| a.0.subject.name().cmp(b.0.subject.name()))
    });
    let [best, .., worst] = rated[..] else {
        return None;
    };
    let keys = [
        ("metric", "answered"),
        ("subject_kind", "sector"),
        ("channel", ""),
        ("denominator", Denominator::AllCompanies.as_str()),
    ];
    let n = words.whole(many, Source::rows("estimates", &keys));
    if best.1.total_cmp(&worst.1).is_eq() {
        let args = [("n", n.into()), ("share", words.value(best.0)?.into())];
        return Some(of.told(words.say("finding-sectors-alike", args), best.0));
    }
    let named = |end: f64| {
        let ties = rated.iter().filter(|r| r.1.total_cmp(&end).is_eq());
        let names: Vec<Text> = ties.map(|r| of.sector(r.0.subject.name())).collect();
        match names.split_first() {
            Some((first, _)) if names.len() > MOST_NAMED => {
                words.say("sectors-others", [("sector", first.clone().into())])
            }
            _ => words.list(&names),
        }
    };
    // One company of a sector says nothing of how its others differ.
    let several = best.0.companies > 1 && worst.0.companies > 1;
    let verdict = match (best.0.low, worst.0.high) {
        _ if !several => "finding-sectors-unknown",
        (Some(low), Some(high)) if low > high => "finding-sectors-apart",
        (Some(_), Some(_)) => "finding-sectors-overlap",
        _ => "finding-sectors-unknown",
    };
    let args = [
        ("n", n.into()),
        ("best", named(best.1).into()),
        ("best_share", of.measured(best.0)?.into()),
        ("worst", named(worst.1).into()),
        ("worst_share", of.measured(worst.0)?.into()),
        ("verdict", words.say(verdict, []).into()),
    ];
    Some(of.told(words.say("finding-sectors", args), best.0))
}

/// How long half of the enquiries waited, channel by channel.
fn waited(of: &Material<'_>) -> Option<Text> {
    let words = of.words;
    let medians = of.channels().into_iter().filter_map(|channel| {
        let estimate = panel(
            of,
            "median_hours_to_answer",
            Denominator::Delivered,
            Some(channel),
        )?;
        let named = ("channel", words.channel(Some(channel)).into());
        (estimate.n > 0).then(|| match of.measured(estimate) {
            Some(median) => words.say("waited-median", [named, ("median", median.into())]),
            None => words.say("waited-none", [named, ("n", words.n(estimate).into())]),
        })
    });
    let channels = Text::joined(medians, "; ");
    let all = panel(of, "median_hours_to_answer", Denominator::Delivered, None)?;
    (!channels.is_empty()).then(|| {
        of.told(
            words.say("finding-waited", [("channels", channels.into())]),
            all,
        )
    })
}

/// Speed against what consumers expect, and the hour of those who complain on Twitter.
fn expectation(of: &Material<'_>) -> Option<Text> {
    let words = of.words;
    let met = panel(of, "expectation_met", Denominator::Delivered, None)?;
    let share = of.measured(met)?;
    let mut said = vec![words.say("finding-expectation", [("share", share.into())])];
    let hour = panel(
        of,
        "answered_within_1_h",
        Denominator::Delivered,
        Some(Channel::Twitter),
    );
    if let Some(share) = hour.and_then(|e| of.measured(e)) {
        said.push(words.say("finding-hour", [("share", share.into())]));
    }
    Some(of.told(Text::joined(said, " "), met))
}

fn correct(of: &Material<'_>) -> Option<Text> {
    share(of, "finding-correct", "correct", Denominator::Coded)
}

/// The study's own headline: the companies that say the same on every channel; and the pairs behind it.
fn consistent(of: &Material<'_>) -> Option<Text> {
    let words = of.words;
    let companies = panel(of, "consistent_companies", Denominator::Companies, None)?;
    let args = [("share", of.measured(companies)?.into())];
    let mut said = vec![words.say("finding-consistent", args)];
    let pairs = |metric| panel(of, metric, Denominator::Pairs, None);
    let (agree, contradict, open) = (
        pairs("consistency_agreement").and_then(|e| of.measured(e)),
        pairs("consistency_contradiction").and_then(|e| words.with_interval(e)),
        pairs("consistency_undecided").and_then(|e| words.with_interval(e)),
    );
    if let (Some(agree), Some(contradict), Some(open)) = (agree, contradict, open) {
        let args = [
            ("agree", agree.into()),
            ("contradict", contradict.into()),
            ("open", open.into()),
        ];
        said.push(words.say("finding-pairs", args));
    }
    Some(of.told(Text::joined(said, " "), companies))
}

/// How many channels companies offer, and who offers none.
fn offered(of: &Material<'_>) -> Option<Text> {
    let words = of.words;
    let channels = of.channels();
    if let [only] = channels[..] {
        let estimate = panel(of, "offered", Denominator::AllCompanies, Some(only))?;
        let args = [
            ("share", of.measured(estimate)?.into()),
            ("channel", words.channel(Some(only)).into()),
        ];
        return Some(of.told(words.say("finding-offered-by", args), estimate));
    }
    let mean = panel(of, "channels_offered", Denominator::Companies, None)?;
    let n = Source::cell("design", &[], "channels");
    let n = words.whole(of.study.design.questions.len() as u64, n);
    let args = [("mean", of.measured(mean)?.into()), ("n", n.into())];
    let mut said = vec![words.say("finding-offered", args)];
    let none = panel(of, "no_online_contact", Denominator::Companies, None);
    if let Some(share) = none.and_then(|e| words.with_interval(e)) {
        said.push(words.say("finding-no-contact", [("share", share.into())]));
    }
    Some(of.told(Text::joined(said, " "), mean))
}

fn first_contact(of: &Material<'_>) -> Option<Text> {
    let metric = "first_contact_resolution";
    share(of, "finding-first-contact", metric, Denominator::Delivered)
}

fn promise(of: &Material<'_>) -> Option<Text> {
    share(of, "finding-promise", "promise_kept", Denominator::Promised)
}

/// How far the league tells companies apart.
fn apart(of: &Material<'_>) -> Option<Text> {
    let mut said = league::title(of);
    said.push(Text::plain("."));
    said.push(of.rows("data/league.csv"));
    (of.league.scored > 1).then_some(said)
}

/// Whether what was asserted holds.
fn gate(of: &Material<'_>) -> Option<Text> {
    let words = of.words;
    let verdicts = of.verdicts.filter(|verdicts| !verdicts.is_empty())?;
    let many = verdicts.len() as u64;
    let broken = verdicts.iter().filter(|v| v.counts_as().is_some()).count() as u64;
    let n = words.whole(many, Source::rows("gate", &[]));
    let mut said = if broken == 0 {
        words.say(
            "finding-gate-holds",
            [("n_number", many.into()), ("n", n.into())],
        )
    } else {
        let of_those = Source::rows("gate", &[("counts", "true")]);
        let args = [
            ("n_number", many.into()),
            ("n", n.into()),
            ("broken_number", broken.into()),
            ("broken", words.whole(broken, of_those).into()),
        ];
        words.say("finding-gate-broken", args)
    };
    said.push(of.rows("data/gate.csv"));
    Some(said)
}

/// What we did not send, or do not know of.
fn ours(of: &Material<'_>) -> Option<Text> {
    let words = of.words;
    let count = |metric| panel(of, metric, Denominator::AllCompanies, None);
    let (not_sent, in_doubt) = (count("count_not_sent")?, count("count_in_doubt")?);
    let any = not_sent.value > Some(0.0) || in_doubt.value > Some(0.0);
    let args = [
        ("not_sent", words.value(not_sent)?.into()),
        ("in_doubt", words.value(in_doubt)?.into()),
    ];
    any.then(|| of.told(words.say("finding-ours", args), not_sent))
}

/// A share of the panel over all channels, in one sentence.
fn share(of: &Material<'_>, id: &str, metric: &str, denominator: Denominator) -> Option<Text> {
    let estimate = panel(of, metric, denominator, None)?;
    let share = of.measured(estimate)?;
    Some(of.told(of.words.say(id, [("share", share.into())]), estimate))
}

/// A number about the whole panel.
fn panel<'m>(
    of: &'m Material<'_>,
    metric: &str,
    denominator: Denominator,
    channel: Option<Channel>,
) -> Option<&'m Estimate> {
    of.estimate(metric, Some(denominator), &Subject::All, channel)
}

#[cfg(test)]
#[path = "findings_tests.rs"]
mod tests;
