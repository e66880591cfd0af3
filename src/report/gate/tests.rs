use super::job_summary::job_summary_within;
use super::*;
use crate::model::{Assertion, Bound, Denominator, Estimate, IfUnknown, Only, Subject};
use crate::score::gate::Unknown;
use crate::score::metric;
use crate::score::sample;
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};

fn item(state: State, sentence: &str) -> Item {
    Item {
        group: "answered".to_owned(),
        name: format!("1. {sentence}"),
        state,
        sentence: sentence.to_owned(),
        excess: 0.0,
    }
}

fn checked(items: Vec<Item>) -> Checked {
    Checked {
        title: "my-study: wave 2026-11".to_owned(),
        about: "My study".to_owned(),
        as_of: "2026-11-17T09:30:00Z".parse().unwrap(),
        items,
    }
}

fn verdict(bound: Bound, finding: Finding) -> Verdict {
    let metric = metric::find("answered").unwrap();
    Verdict {
        place: 0,
        assertion: Assertion {
            metric: metric.name.to_owned(),
            denominator: metric.denominator,
            subject: Subject::All,
            channel: Some(crate::model::Channel::Email),
            min: None,
            max: None,
            max_drop: None,
            only: Only::Clear,
            level: Level::Error,
            if_unknown: IfUnknown::Fail,
        },
        metric,
        bound,
        estimate: Some(Estimate {
            metric: metric.name.into(),
            subject: Subject::All,
            channel: Some(crate::model::Channel::Email),
            value: Some(0.41),
            low: Some(0.32),
            high: Some(0.508),
            n: 100,
            companies: 100,
            denominator: Denominator::AllCompanies,
        }),
        baseline: None,
        drop: None,
        finding,
    }
}

#[test]
fn a_verdict_in_a_sentence() {
    let of = |verdict: &Verdict| sentence::sentence(verdict);
    assert_eq!(
        of(&verdict(Bound::Min(0.35), Finding::Holds)),
        "answered (all companies), the panel, email: at least 35 %: holds; 41 %, 95 % interval 32 % to 51 %, n = 100."
    );
    assert_eq!(
        of(&verdict(Bound::Min(0.55), Finding::Broken)),
        "answered (all companies), the panel, email: at least 55 %: is clearly not met; 41 %, 95 % interval 32 % to \
         51 %, n = 100."
    );
    assert_eq!(
        of(&verdict(Bound::Min(0.45), Finding::NotClear)),
        "answered (all companies), the panel, email: at least 45 %: is not met, but by no more than chance may do, so \
         it passes; 41 %, 95 % interval 32 % to 51 %, n = 100."
    );
    let changed = |before, drop, finding| {
        let changed = Verdict {
            baseline: Some(before),
            drop: Some(drop),
            ..verdict(Bound::MaxDrop(0.05), finding)
        };
        of(&changed)
    };
    assert_eq!(
        changed(0.5, 0.09, Finding::Broken),
        "answered (all companies), the panel, email: worse by at most 5 percentage points: is clearly not met; 41 % \
         after 50 %, worse by 9 percentage points."
    );
    assert_eq!(
        changed(0.4, -0.01, Finding::Holds),
        "answered (all companies), the panel, email: worse by at most 5 percentage points: holds; 41 % after 40 %, \
         better by 1 percentage point."
    );
    assert_eq!(
        changed(0.41, 0.0, Finding::Holds),
        "answered (all companies), the panel, email: worse by at most 5 percentage points: holds; 41 % after 41 %, no \
         change."
    );
    let nothing = Verdict {
        estimate: None,
        ..verdict(Bound::Min(0.5), Finding::Unknown(Unknown::NotMeasured))
    };
    assert_eq!(
        of(&nothing),
        "answered (all companies), the panel, email: at least 50 %: cannot be judged: the wave has no such number."
    );
}

#[test]
fn a_warning_fails_only_where_warnings_do() {
    let study = sample::study(1, 1, 1, &[crate::model::Channel::Email]);
    let with = |level, finding, if_unknown, strict| {
        let mut verdict = verdict(Bound::Min(0.9), finding);
        verdict.assertion.level = level;
        verdict.assertion.if_unknown = if_unknown;
        Checked::of_wave(&study, &[verdict], sample::at(1.0), strict).items[0].state
    };
    let unknown = || Finding::Unknown(Unknown::NotMeasured);
    for (level, finding, if_unknown, strict, expected) in [
        (
            Level::Error,
            Finding::Broken,
            IfUnknown::Fail,
            false,
            State::Failed,
        ),
        (
            Level::Warn,
            Finding::Broken,
            IfUnknown::Fail,
            false,
            State::Warned,
        ),
        (
            Level::Warn,
            Finding::Broken,
            IfUnknown::Fail,
            true,
            State::Failed,
        ),
        (
            Level::Error,
            unknown(),
            IfUnknown::Fail,
            false,
            State::Untold,
        ),
        (
            Level::Error,
            unknown(),
            IfUnknown::Pass,
            true,
            State::Skipped,
        ),
        (
            Level::Warn,
            unknown(),
            IfUnknown::Fail,
            false,
            State::Warned,
        ),
        (Level::Warn, unknown(), IfUnknown::Fail, true, State::Untold),
        (
            Level::Error,
            Finding::NotClear,
            IfUnknown::Fail,
            true,
            State::Passed,
        ),
    ] {
        assert_eq!(
            with(level, finding.clone(), if_unknown, strict),
            expected,
            "{level} {finding:?}"
        );
    }
}

/// What the schema of Ant's task, on which Jenkins and the others build, says of an element: the attributes it must
/// have, and those it may.
const ATTRIBUTES: &[(&str, &[&str], &[&str])] = &[
    (
        "testsuites",
        &[],
        &["name", "tests", "failures", "errors", "time"],
    ),
    (
        "testsuite",
        &[
            "name",
            "timestamp",
            "hostname",
            "tests",
            "failures",
            "errors",
            "time",
        ],
        &["package", "id", "skipped"],
    ),
    ("properties", &[], &[]),
    ("property", &["name", "value"], &[]),
    ("testcase", &["name", "classname", "time"], &[]),
    ("failure", &["type"], &["message"]),
    ("error", &["type"], &["message"]),
    ("skipped", &[], &["message"]),
    ("system-out", &[], &[]),
    ("system-err", &[], &[]),
];

/// Reads a `JUnit` file as strictly as the schema does, and gives back how many of each element there are and the
/// attributes of all test cases.
fn read(xml: &str) -> (BTreeMap<String, usize>, Vec<BTreeMap<String, String>>) {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(xml.chars().all(allowed), "{xml:?}");
    let mut reader = Reader::from_str(xml);
    let (mut counts, mut cases, mut open) = (BTreeMap::new(), Vec::new(), Vec::<String>::new());
    loop {
        let event = reader.read_event().unwrap();
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let (name, attributes) = element(tag);
                let parent = open.last().map(String::as_str);
                let fits = match name.as_str() {
                    "testsuites" => parent.is_none(),
                    "testsuite" => parent == Some("testsuites"),
                    "properties" | "testcase" | "system-err" => parent == Some("testsuite"),
                    "system-out" => matches!(parent, Some("testsuite" | "testcase")),
                    "property" => parent == Some("properties"),
                    _ => parent == Some("testcase"),
                };
                assert!(fits, "{name} in {parent:?}");
                *counts.entry(name.clone()).or_insert(0) += 1;
                if let Some(tests) = attributes.get("tests") {
                    assert_eq!(
                        tests.parse::<usize>().unwrap(),
                        xml.matches("<testcase ").count()
                    );
                    for (attribute, tag) in [
                        ("failures", "<failure "),
                        ("errors", "<error "),
                        ("skipped", "<skipped "),
                    ] {
                        if let Some(count) = attributes.get(attribute) {
                            assert_eq!(count.parse::<usize>().unwrap(), xml.matches(tag).count());
                        }
                    }
                }
                if let Some(time) = attributes.get("time") {
                    assert!(time.parse::<f64>().unwrap() >= 0.0);
                }
                if let Some(stamp) = attributes.get("timestamp") {
                    // ISO 8601 without a zone, as the schema's pattern has it.
                    stamp.parse::<jiff::civil::DateTime>().unwrap();
                    assert_eq!(stamp.len(), 19);
                }
                if name == "testcase" {
                    cases.push(attributes);
                }
                if matches!(event, Event::Start(_)) {
                    open.push(name);
                }
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    (counts, cases)
}

fn element(tag: &BytesStart<'_>) -> (String, BTreeMap<String, String>) {
    let name = tag.name().as_ref().to_owned();
    let mut attributes = BTreeMap::new();
    for attribute in tag.attributes() {
        let attribute = attribute.unwrap();
        let key = attribute.key.as_ref().to_owned();
        let raw = attribute.value.into_owned();
        let value = quick_xml::escape::unescape(&raw).unwrap().into_owned();
        assert!(attributes.insert(key, value).is_none());
    }
    let (_, must, may) = ATTRIBUTES.iter().find(|(n, ..)| *n == name).unwrap();
    for key in *must {
        assert!(attributes.contains_key(*key), "{name} without {key}");
    }
    for key in attributes.keys() {
        assert!(
            must.contains(&key.as_str()) || may.contains(&key.as_str()),
            "{name} with {key}"
        );
    }
    (name, attributes)
}

#[test]
fn junit_says_what_became_of_each() {
    let all = State::ALL.map(|state| item(state, state.as_str())).to_vec();
    let xml = junit(&checked(all));
    let (counts, cases) = read(&xml);
    assert_eq!(cases.len(), 5);
    for (name, count) in [
        ("failure", 1),
        ("error", 1),
        ("skipped", 1),
        ("testsuite", 1),
        ("system-out", 2),
    ] {
        assert_eq!(counts[name], count, "{name}");
    }
    let empty = junit(&checked(Vec::new()));
    assert!(read(&empty).1.is_empty());
    insta::assert_snapshot!(xml);
}

#[test]
fn the_worst_stand_first_and_annotations_are_ten() {
    let mut items: Vec<Item> = (0..30)
        .map(|n| Item {
            excess: f64::from(n),
            ..item(State::Failed, &format!("bound {n}"))
        })
        .collect();
    items.insert(0, item(State::Warned, "only a warning"));
    items.insert(0, item(State::Passed, "fine"));
    let all = checked(items);
    let lines = annotations(&all);
    assert_eq!(lines.len(), 10);
    assert_eq!(
        lines[0],
        "::error title=my-study%3A wave 2026-11%3A answered::bound 29"
    );
    let few = checked(vec![
        item(State::Warned, "100 %\nof, all: it"),
        item(State::Passed, "fine"),
        item(State::Skipped, "who knows"),
    ]);
    assert_eq!(
        annotations(&few),
        ["::warning title=my-study%3A wave 2026-11%3A answered::100 %25%0Aof, all: it"]
    );
}

#[test]
fn a_jobs_summary_has_the_worst_first_and_never_more_than_fits() {
    let all = State::ALL.map(|state| item(state, &format!("a | b <{}>", state.as_str())));
    let text = job_summary(&checked(all.to_vec()));
    insta::assert_snapshot!(text);
    let long = "x".repeat(5_000);
    let many: Vec<Item> = (0..1_000)
        .map(|n| item(State::Failed, &format!("{n} {long}")))
        .collect();
    let text = job_summary(&checked(many));
    assert!(
        text.len() <= MOST_BYTES && text.len() > MOST_BYTES - 10_000,
        "{}",
        text.len()
    );
    assert!(
        text.contains("lines are left out here"),
        "{}",
        &text[text.len() - 300..]
    );
    let text = job_summary_within(&checked(vec![item(State::Failed, "a"); 2]), 600);
    assert!(text.ends_with('\n'));
    assert!(job_summary(&checked(Vec::new())).contains("Nothing was asserted"));
}

#[test]
fn states_have_words_of_their_own() {
    let words: BTreeSet<&str> = State::ALL.iter().map(|s| s.as_str()).collect();
    assert_eq!(words.len(), State::ALL.len());
}

proptest! {
    #[test]
    fn whatever_a_company_is_called_the_files_stay_whole(
        texts in proptest::collection::vec("\\PC{0,20}|[\u{0}-\u{20}<>&\"'\\]%:,|`\u{fffe}\u{7f}-\u{9f}]{0,20}", 1..6),
        states in proptest::collection::vec(0usize..5, 6),
    ) {
        let items: Vec<Item> = texts.iter().zip(&states).map(|(text, state)| Item {
            group: text.clone(),
            ..item(State::ALL[*state], text)
        }).collect();
        let checked = Checked { title: texts[0].clone(), about: texts[0].clone(), ..checked(items) };
        let xml = junit(&checked);
        let (_, cases) = read(&xml);
        let kept = |text: &str| text.chars().filter(|c| *c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}') || matches!(c, '\n' | '\r' | '\t')).collect::<String>();
        for (case, text) in cases.iter().zip(&texts) {
            prop_assert_eq!(&case["classname"], &kept(text));
        }
        for line in annotations(&checked) {
            prop_assert!(!line.contains(['\n', '\r']));
            prop_assert_eq!(line.split("::").next(), Some(""));
        }
        let summary = job_summary(&checked);
        let rows = summary.lines().filter(|l| l.starts_with("| ")).count();
        prop_assert_eq!(rows, checked.items.len() + 2);
    }
}
