use super::*;
use crate::model::{Channel, Denominator, Disposition, Subject};
use crate::score::statistics::Observation;
use crate::score::{Builder, Codes, Packed, Unit};
use std::collections::BTreeSet;

/// What a company did with an enquiry: after how many hours it answered, if it did.
type Answers<'a> = &'a dyn Fn(u32, u32, Channel) -> Option<f64>;

/// A wave of 14 days, in which every company was asked every question on every channel.
fn wave(
    companies: &[&str],
    questions: &[&str],
    channels: &[Channel],
    answers: Answers<'_>,
) -> Published {
    let mut builder = Builder::default();
    for (number, id) in companies.iter().enumerate() {
        builder.company(id, &id.to_uppercase(), ["odd", "even"][number % 2]);
    }
    let mut seq = 0;
    for company in 0..u32::try_from(companies.len()).unwrap() {
        for question in 0..u32::try_from(questions.len()).unwrap() {
            for channel in channels {
                let hours = answers(company, question, *channel);
                builder.unit(unit(seq, company, question, *channel, hours));
                seq += 1;
            }
        }
    }
    let mut frame = builder.finish();
    frame.questions = questions.iter().map(|&q| q.to_owned()).collect();
    let opens = "2026-11-02T09:00:00Z".parse().unwrap();
    let listing = |company: &crate::score::Listed| Listing {
        id: company.id.clone(),
        name: company.name.clone(),
        sector: frame.sectors[company.sector as usize].clone(),
        weight: 1.0,
        language: company.language,
    };
    let asked = |id: &&str| Asked {
        id: (*id).to_owned(),
        topic: String::new(),
        wordings: vec!["a".to_owned()],
        words: format!("words of {id}"),
        key: String::new(),
    };
    let on = |channel: &Channel| AskedOn {
        channel: *channel,
        questions: "all".to_owned(),
    };
    let design = Design {
        version: "0".to_owned(),
        study: "sample".to_owned(),
        title: "A sample".to_owned(),
        wave: "2026-11".to_owned(),
        opens,
        cut_off_seconds: 14 * 86_400,
        as_of: opens + jiff::SignedDuration::from_hours(14 * 24),
        seed: 7,
        formula: String::new(),
        scoring: crate::model::Scoring::default(),
        clock: String::new(),
        channels: channels.iter().map(on).collect(),
        questions: questions.iter().map(asked).collect(),
        personas: vec!["ann".to_owned()],
        panel: frame.companies.iter().map(listing).collect(),
    };
    Published {
        design,
        frame,
        agreements: Vec::new(),
    }
}

fn unit(seq: u32, company: u32, question: u32, channel: Channel, hours: Option<f64>) -> Unit {
    let answer = Some(Observation {
        hours: hours.unwrap_or(330.0),
        event: hours.is_some(),
    });
    Unit {
        seq,
        company,
        question,
        channel,
        persona: 0,
        wording: 0,
        disposition: if hours.is_some() {
            Disposition::Answered
        } else {
            Disposition::Silent
        },
        sent_second: Packed::NONE,
        weekday: Packed::NONE,
        answer: answer.into(),
        first_reply: answer.into(),
        business: Packed::NONE,
        first_business: Packed::NONE,
        same_day: None,
        first_same_day: None,
        in_due_time: None,
        satisfied: Packed::NONE,
        promise_kept: None,
        promised_hours: Packed::NONE,
        first_contact: Some(hours.is_some()),
        effort: Packed::NONE,
        staff_minutes: Packed::NONE,
        noticed: false,
        codes: Codes::default(),
    }
}

fn ids(many: usize) -> Vec<String> {
    (0..many).map(|n| format!("c{n}")).collect()
}

fn named(ids: &[String]) -> Vec<&str> {
    ids.iter().map(String::as_str).collect()
}

fn find<'c>(comparison: &'c Comparison, metric: &str, channel: Option<Channel>) -> &'c Change {
    comparison
        .find(metric, None, &Subject::All, channel)
        .unwrap()
}

const EMAIL: &[Channel] = &[Channel::Email];

#[test]
fn one_question_a_company_is_mcnemar() {
    let ids = ids(20);
    let ids = named(&ids);
    // 4 answered before; these and 10 more do now, and one in half the time.
    let base = wave(&ids, &["q"], EMAIL, &|c, _, _| (c < 4).then_some(8.0));
    let head = wave(&ids, &["q"], EMAIL, &|c, _, _| (c < 14).then_some(8.0));
    let found = compare(&base, &head, &Options::default()).unwrap();
    assert_eq!(
        (found.pairs, &found.labels[..], &found.notes[..]),
        (20, &[][..], &[][..])
    );
    let answered = find(&found, "answered", None);
    assert_eq!((answered.base.value, answered.base.n), (Some(0.2), 20));
    assert_eq!((answered.head.value, answered.head.n), (Some(0.7), 20));
    assert_eq!((answered.test, answered.pairs), (Test::McNemar, 20));
    // Ten changed, all one way.
    assert!((answered.p.unwrap() - 2.0 / 1024.0).abs() < 1e-12);
    assert!((answered.effect.unwrap() - 0.5).abs() < 1e-12);
    assert!(answered.low.unwrap() > 0.2 && answered.high.unwrap() < 0.75);
    assert_eq!(
        (answered.call, answered.is_better()),
        (Call::Clear, Some(true))
    );
    assert_eq!(answered.only, Some(Channel::Email));
    assert_eq!(answered.denominator(), Denominator::Delivered);
    let median = find(&found, "median_hours_to_answer", None);
    assert_eq!((median.base.value, median.head.value), (None, Some(8.0)));
    assert_eq!((median.test, median.p), (Test::LogRank, answered.p));
    assert_eq!(
        (median.effect, median.high),
        (None, None),
        "nobody was slower"
    );
    let within = find(&found, "restricted_mean_hours_to_answer", None);
    assert_eq!(within.base.value, Some((4.0 * 8.0 + 16.0 * 72.0) / 20.0));
    assert_eq!(within.test, Test::Paired);
    // Five were tested together: three shares, times, and the overall score.
    assert_eq!(found.tested(), 5);
    assert!((answered.p_adjusted.unwrap() - 5.0 * 2.0 / 1024.0).abs() < 1e-12);
}

#[test]
fn the_same_wave_twice_is_noise_throughout() {
    let ids = ids(12);
    let channels = [Channel::Email, Channel::Twitter];
    let answers = |c: u32, q: u32, _| (!(c + q).is_multiple_of(3)).then_some(f64::from(c + 1));
    let base = wave(&named(&ids), &["q", "r"], &channels, &answers);
    let options = Options {
        by_sector: true,
        ..Options::default()
    };
    let found = compare(&base, &base, &options).unwrap();
    assert!(found.changes.len() >= 15, "{}", found.changes.len());
    for change in &found.changes {
        assert_eq!(
            (change.call, change.p),
            (Call::Noise, Some(1.0)),
            "{change:?}"
        );
        assert_eq!(change.base, change.head);
    }
    let sectors = found.changes.iter().filter(|c| c.subject != Subject::All);
    assert!(sectors.count() >= 10);
}

#[test]
fn several_questions_count_by_company() {
    // One of 10 companies stops answering its 40 enquiries: a change of 10 points that is one company's.
    let ids = ids(10);
    let questions: Vec<String> = (0..40).map(|q| format!("q{q}")).collect();
    let questions = named(&questions);
    let base = wave(&named(&ids), &questions, EMAIL, &|_, q, _| {
        Some(f64::from(q + 1))
    });
    let head = wave(&named(&ids), &questions, EMAIL, &|c, q, _| {
        (c > 0).then_some(f64::from(q + 1))
    });
    let found = compare(&base, &head, &Options::default()).unwrap();
    for metric in [
        "answered",
        "median_hours_to_answer",
        "restricted_mean_hours_to_answer",
    ] {
        let change = find(&found, metric, None);
        assert_eq!(
            (change.p, change.call),
            (Some(1.0), Call::Noise),
            "{metric}"
        );
    }
    // All get faster, each a little.
    let head = wave(&named(&ids), &questions, EMAIL, &|_, q, _| {
        Some(f64::from(q + 1) * 0.8)
    });
    let found = compare(&base, &head, &Options::default()).unwrap();
    let median = find(&found, "median_hours_to_answer", None);
    assert_eq!(median.test, Test::LogRank);
    assert_eq!(median.call, Call::Clear);
    assert!(median.low.unwrap() > 1.0 && median.effect.unwrap() > median.low.unwrap());
    assert!((median.p.unwrap() - 2.0 / 1024.0).abs() < 1e-12);
    assert_eq!(median.is_better(), Some(true));
}

#[test]
fn few_companies_and_nothing_measured_say_so() {
    let five = ids(5);
    let base = wave(&named(&five), &["q"], EMAIL, &|_, _, _| None);
    let head = wave(&named(&five), &["q"], EMAIL, &|_, _, _| Some(1.0));
    let found = compare(&base, &head, &Options::default()).unwrap();
    let answered = find(&found, "answered", None);
    assert!((answered.p.unwrap() - 0.0625).abs() < 1e-12);
    assert_eq!(answered.p_adjusted, None);
    assert_eq!(answered.call, Call::Unknown);
    assert!(answered.reason.unwrap().as_str().contains("six"));
    // Nothing was asked at all: nothing to say, but no panic.
    let empty = wave(&named(&five), &["q"], &[], &|_, _, _| None);
    let found = compare(&empty, &empty, &Options::default()).unwrap();
    assert!(found.changes.is_empty());
    // Who asked for a number by name is told of it.
    let asked_for = Options {
        family: usual(),
        named: true,
        ..Options::default()
    };
    let found = compare(&empty, &empty, &asked_for).unwrap();
    assert_eq!(found.changes.len(), asked_for.family.len());
    let promised = find(&found, "promise_kept", None);
    assert_eq!(promised.reason, Some(Untold::NothingInEither));
    let nobody = wave(&[], &["q"], EMAIL, &|_, _, _| None);
    let refused = compare(&nobody, &nobody, &Options::default()).unwrap_err();
    assert_eq!(refused[0].to_string(), "no company is in both waves");
}

fn topics(refused: &[Refusal]) -> Vec<Topic> {
    refused.iter().map(Refusal::topic).collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list of changes")]
fn every_change_of_the_design_is_refused_by_name_or_labels_the_result() {
    let ids = ids(8);
    let channels = [Channel::Email, Channel::Twitter];
    let base = wave(&named(&ids), &["q", "r"], &channels, &|_, _, _| Some(1.0));
    let change = |touch: &dyn Fn(&mut Published)| {
        let mut head = base.clone();
        touch(&mut head);
        head
    };
    let cases: Vec<(Topic, &str, Published)> = vec![
        (
            Topic::Study,
            "two studies, sample and other",
            change(&|w| w.design.study = "other".into()),
        ),
        (
            Topic::Formula,
            "none in the base, weighted",
            change(&|w| w.design.formula = "weighted".into()),
        ),
        (
            Topic::Population,
            "none in the base, 120 companies in the head",
            change(&|w| {
                w.design.scoring.population = crate::model::Population::Companies(120);
            }),
        ),
        (
            Topic::Clock,
            "none in the base, mon-fri",
            change(&|w| w.design.clock = "mon-fri".into()),
        ),
        (
            Topic::Personas,
            "ann in the base, bob",
            change(&|w| w.design.personas = vec!["bob".into()]),
        ),
        (
            Topic::CutOff,
            "14 days in the base and 7 days",
            change(&|w| {
                w.design.cut_off_seconds /= 2;
            }),
        ),
        (
            Topic::CutOff,
            "fieldwork of the head, sample/2026-11, was not over",
            change(&|w| {
                w.design.as_of = w.design.opens;
            }),
        ),
        (
            Topic::Questions,
            "reworded since the base: 1 question (q)",
            change(&|w| {
                w.design.questions[0].words = "x".into();
            }),
        ),
        (
            Topic::Questions,
            "what is right has changed since the base for 1 question (r)",
            change(&|w| {
                w.design.questions[1].key = "x".into();
            }),
        ),
        (
            Topic::Questions,
            "added since the base: 1 question (s)",
            change(&|w| {
                let mut asked = w.design.questions[0].clone();
                asked.id = "s".into();
                w.design.questions.push(asked);
            }),
        ),
        (
            Topic::Questions,
            "dropped since the base: 1 question (r)",
            wave(&named(&ids), &["q"], &channels, &|_, _, _| Some(1.0)),
        ),
        (
            Topic::Questions,
            "by email the base asked all of the questions, the head 1",
            change(&|w| {
                w.design.channels[0].questions = "1".into();
            }),
        ),
        (
            Topic::Channels,
            "only the base asked by twitter",
            wave(&named(&ids), &["q", "r"], EMAIL, &|_, _, _| Some(1.0)),
        ),
        (
            Topic::Panel,
            "only in the base: 2 companies (c6, c7)",
            wave(&named(&ids[..6]), &["q", "r"], &channels, &|_, _, _| {
                Some(1.0)
            }),
        ),
        (Topic::Panel, "only in the head: 1 company (new)", {
            let mut more = named(&ids);
            more.push("new");
            wave(&more, &["q", "r"], &channels, &|_, _, _| Some(1.0))
        }),
    ];
    for (topic, says, head) in cases {
        let refused = compare(&base, &head, &Options::default()).unwrap_err();
        assert_eq!(topics(&refused), [topic], "{says}");
        assert!(refused[0].to_string().contains(says), "{}", refused[0]);
        let allow = refused[0]
            .remedy()
            .contains(&format!("--allow {}", topic.as_str()));
        assert!(allow, "{}", refused[0].remedy());
        let options = Options {
            allow: BTreeSet::from([topic]),
            ..Options::default()
        };
        let found = compare(&base, &head, &options).unwrap();
        assert_eq!(found.labels, [refused[0].clone()]);
        let answered = find(&found, "answered", None);
        assert_eq!(
            answered.base.n, answered.head.n,
            "{says}: only what both have counts"
        );
        assert_eq!(Topic::parse(topic.as_str()), Some(topic));
    }
}

#[test]
fn companies_are_renamed_merged_and_lost() {
    let questions = ["q"];
    let old = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let now = ["a", "b2", "merged", "e", "f", "g", "new"];
    let base = wave(&old, &questions, EMAIL, &|_, _, _| Some(1.0));
    let mut head = wave(&now, &questions, EMAIL, &|_, _, _| Some(1.0));
    head.design.panel[0].name = "Alpha".to_owned();
    let same = |list: &[(&str, &str)]| Options {
        same: list
            .iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect(),
        allow: BTreeSet::from([Topic::Panel]),
        ..Options::default()
    };
    let options = same(&[("b", "b2"), ("c", "merged"), ("d", "merged")]);
    let found = compare(&base, &head, &options).unwrap();
    assert_eq!(found.pairs, 6);
    let said: Vec<String> = found.labels.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "only in the base: 1 company (h)",
            "only in the head: 1 company (new)"
        ]
    );
    let notes: Vec<String> = found.notes.iter().map(ToString::to_string).collect();
    for note in [
        "a was called A and is called Alpha now.",
        "b of the base is b2 now.",
        "c and d have become merged: in the base they count as one company.",
    ] {
        assert!(notes.iter().any(|n| n == note), "{notes:?}");
    }
    let answered = find(&found, "answered", None);
    assert_eq!(
        (answered.base.n, answered.head.n, answered.pairs),
        (7, 6, 6)
    );
    assert_eq!(
        answered.test,
        Test::Paired,
        "one of them was asked twice before"
    );
    // Mistakes are named with what to do, whatever is allowed.
    let options = Options {
        allow: BTreeSet::new(),
        ..same(&[("hh", "new"), ("h", "new"), ("h", "e")])
    };
    let refused = compare(&base, &head, &options).unwrap_err();
    assert_eq!(
        refused[0].to_string(),
        "--same hh=new: the base has no company hh"
    );
    assert_eq!(refused[0].remedy(), "did you mean h?");
    assert!(
        refused
            .iter()
            .any(|r| r.to_string().contains("both new and e"))
    );
}

/// A figure that somebody else printed.
fn printed(metric: &str, channel: Option<&str>, value: f64, n: Option<u64>) -> Aggregate {
    Aggregate {
        metric: metric.to_owned(),
        channel: channel.map(str::to_owned),
        value,
        n,
        edition: "2014".to_owned(),
        denominator: None,
        formula: None,
    }
}

/// Sixty of a hundred companies answer their one mail, at once.
fn sixty() -> Published {
    let names = ids(100);
    wave(
        &named(&names),
        &["q"],
        &[Channel::Email],
        &|company, _, _| (company < 60).then_some(1.0),
    )
}

#[test]
fn published_shares_are_two_samples_beside_the_waves_own() {
    let figures = [
        printed("answered", Some("email"), 0.4, Some(100)),
        printed("answered", None, 0.55, Some(100)),
        printed("answered", Some("email"), 0.4, None),
        printed("answered", Some("email"), 0.4, Some(0)),
    ];
    let found = against(&sixty(), &figures, "2014", false);
    assert_eq!(
        (found.head.as_str(), found.edition.as_str()),
        ("sample/2026-11", "2014")
    );
    assert_eq!((found.rows.len(), found.left_out.len()), (4, 0));
    let clear = &found.rows[0];
    assert!((clear.own - 0.6).abs() < 1e-12 && clear.own_companies == 100);
    assert!((clear.difference - 0.2).abs() < 1e-12);
    // statsmodels 0.15: confint_proportions_2indep(60, 100, 40, 100, method="newcomb"), and the pooled z test.
    let (low, high) = clear.interval.unwrap();
    assert!((low - 0.061_410_729_162_439_25).abs() < 1e-9, "{low}");
    assert!((high - 0.328_125_929_460_771_9).abs() < 1e-9, "{high}");
    let p = clear.p.unwrap();
    assert!((p - 0.004_677_734_981).abs() < 1e-9, "{p}");
    let near = &found.rows[1];
    assert!(near.p.unwrap() > 0.4 && near.call == Call::Noise);
    // Holm over the two that are tested.
    assert!((clear.p_adjusted.unwrap() - 2.0 * p).abs() < 1e-12);
    assert_eq!(clear.call, Call::Clear);
    for row in &found.rows[2..] {
        assert_eq!((row.p, row.interval, row.call), (None, None, Call::Unknown));
        assert!(row.reason.unwrap().contains("how many it rests on"));
    }
}

#[test]
fn what_cannot_stand_beside_a_published_figure_says_why() {
    let figures = [
        printed("no_such_metric", None, 1.0, None),
        printed("answered", Some("facebook"), 0.4, Some(100)),
        printed("answered", Some("twitter"), 0.4, Some(100)),
        printed("count_silent", None, 40.0, None),
        printed("median_hours_to_answer", None, 20.0, Some(100)),
        printed("rating", None, 7.0, Some(100)),
    ];
    let found = against(&sixty(), &figures, "2014", false);
    assert!(found.rows.is_empty(), "{:?}", found.rows);
    let says = [
        "no_such_metric: this program has no metric",
        "answered by facebook: this program does not ask there",
        "answered by twitter: the wave did not ask there",
        "count_silent: a count depends",
        "median_hours_to_answer: it takes each enquiry's time",
        "rating: nothing was measured",
    ];
    assert_eq!(found.left_out.len(), says.len());
    for (left, says) in found.left_out.iter().zip(says) {
        assert!(left.starts_with(says), "{left}");
    }
    // Other editions are other figures.
    assert!(
        against(&sixty(), &figures, "2015", false)
            .left_out
            .is_empty()
    );
    let mut score = printed("overall_score", None, 44.0, Some(100));
    score.formula = Some("eptica-2017".to_owned());
    let scored = |any| against(&sixty(), std::slice::from_ref(&score), "2014", any);
    assert!(scored(false).left_out[0].contains("--allow formula"));
    let beside = scored(true);
    assert!(
        beside
            .rows
            .iter()
            .all(|r| r.call == Call::Unknown && r.p.is_none())
    );
}

#[test]
fn few_companies_have_an_interval_but_no_test() {
    let names = ids(8);
    let few = wave(
        &named(&names),
        &["q"],
        &[Channel::Email],
        &|company, _, _| (company < 4).then_some(1.0),
    );
    let found = against(
        &few,
        &[printed("answered", None, 0.41, Some(100))],
        "2014",
        false,
    );
    let row = &found.rows[0];
    let (low, high) = row.interval.unwrap();
    assert!(low < row.difference && row.difference < high && high - low > 0.4);
    assert!(row.p.is_none() && row.reason.unwrap().starts_with("too few for the test"));
}
