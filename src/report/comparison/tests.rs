use super::*;
use crate::model::{Channel, Subject};
use crate::report::gate::{Checked, State};
use crate::score::compare::{
    Against, Aggregate, Beside, Call, Change, Refusal, Side, Test, Untold, Which, find,
};
use std::fs;

fn change(metric: &str, base: f64, head: f64, call: Call) -> Change {
    let side = |value| Side {
        value: Some(value),
        n: 100,
    };
    Change {
        metric: find(metric, None).unwrap(),
        subject: Subject::All,
        channel: Some(Channel::Email),
        only: None,
        base: side(base),
        head: side(head),
        pairs: 100,
        effect: Some(head - base),
        low: Some(head - base - 0.1),
        high: Some(head - base + 0.1),
        p: Some(0.000_01),
        p_adjusted: Some(0.000_02),
        test: Test::Paired,
        call,
        reason: None,
    }
}

fn comparison(changes: Vec<Change>) -> Comparison {
    Comparison {
        base: "s/2026-10".to_owned(),
        head: "s/2026-11".to_owned(),
        labels: vec![Refusal::CompaniesOf(Which::Base, vec!["a_b".to_owned()])],
        notes: Vec::new(),
        pairs: 1,
        changes,
    }
}

#[test]
fn sentences_say_what_changed() {
    let mut times = change("median_hours_to_answer", 10.0, 5.0, Call::Clear);
    (times.test, times.effect, times.low, times.high) = (Test::LogRank, Some(1.8), Some(1.2), None);
    times.channel = None;
    let mut unknown = change("correct", 0.5, 0.6, Call::Unknown);
    unknown.reason = Some(Untold::NothingInBase);
    unknown.subject = Subject::Sector("Food | wine".to_owned());
    let noise = change("answered", 0.4, 0.41, Call::Noise);
    let worse = change("answered", 0.4, 0.2, Call::Clear);
    let text = markdown(&comparison(vec![worse, times, noise.clone(), unknown]));
    for says in [
        "# s/2026-11 against s/2026-10\n\n1 company is in both.",
        "- only in the base: 1 company (a\\_b)",
        "- Clear: answered by email fell from 40 % to 20 %, by 20.0 points, for the worse (100 companies; 95 % \
         interval -30.0 points to -10.0 points; adjusted p below 0.0001).",
        "- Answers come faster (median hours to answer): the median went from 10.0 h to 5.0 h, 1.80 times the rate, \
         for the better (100 companies; 95 % interval from x 1.20; adjusted p below 0.0001).",
        "- The other number compared changed by no more than chance may make.",
        "- Nothing can be said of correct by email in Food \\| wine: nothing was measured in the base.",
        "| answered | all, email | 40 % | 41 % | 100 / 100 | 100 | +1.0 points |",
    ] {
        assert!(text.contains(says), "{says}\n{text}");
    }
    let text = markdown(&comparison(vec![noise]));
    assert!(
        text.contains("- The one number compared changed by no more"),
        "{text}"
    );
    let text = markdown(&comparison(Vec::new()));
    assert!(
        text.ends_with("- No number could be tested, so no change can be called clear or noise.\n")
    );
}

#[test]
fn the_table_is_as_its_codebook_says() {
    let dir = tempfile::tempdir().unwrap();
    let found = comparison(vec![change("answered", 0.4, 0.2, Call::Clear)]);
    let files = write(dir.path(), &found).unwrap();
    let names: Vec<_> = files
        .iter()
        .filter_map(|f| f.file_name()?.to_str())
        .collect();
    let expected = [
        "comparison.csv",
        "comparison_notes.csv",
        "datapackage.json",
        "comparison.md",
        "comparison.html",
    ];
    assert!(
        expected.iter().all(|name| names.contains(name)) && names.len() == 5,
        "{names:?}"
    );
    let table = fs::read_to_string(dir.path().join("comparison.csv")).unwrap();
    assert!(table.ends_with(
        "answered,all,,email,all_companies,0.4,100,0.2,100,100,paired_bootstrap,-0.2,-0.3,-0.1,0.00001,0.00002,\
         clear,false,\n"
    ), "{table}");
    let package: serde_json::Value =
        serde_json::from_slice(&fs::read(dir.path().join("datapackage.json")).unwrap()).unwrap();
    let fields = package["resources"][0]["schema"]["fields"]
        .as_array()
        .unwrap();
    let names: Vec<_> = fields.iter().map(|f| f["name"].as_str().unwrap()).collect();
    assert_eq!(table.lines().next().unwrap(), names.join(","));
    let effect = fields.iter().find(|f| f["name"] == "effect").unwrap();
    assert!(effect["constraints"]["minimum"].is_null());
    assert_eq!(json(&found)["changes"][0]["p_adjusted"], 0.000_02);
}

#[test]
fn published_figures_are_read_with_the_place_of_each_mistake() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("published.csv");
    fs::write(
        &path,
        "metric,channel,value,n,edition,denominator,source\nanswered,email,0.41,100,uk-2014,all_companies,x\n\
         overall_score,,44,,uk-2017,,\n",
    )
    .unwrap();
    let read = figures(&path).unwrap();
    assert_eq!(
        (read.len(), read[0].n, read[1].channel.as_ref()),
        (2, Some(100), None)
    );
    for (row, says) in [
        ("answered,email,NaN,100,e,,", "2:16: `NaN` is no number"),
        ("answered,email,0.4,-1,e,,", "2:20: `-1` is no count"),
        (
            "answered,email,0.4,1,e,all_company,",
            "`all_company` is no denominator",
        ),
        (",email,0.4,1,e,,", "`metric` is empty"),
        (
            "answered,email,0.4,1,e,,\nanswered,email,0.5,1,e,all_companies,",
            "3:1: `answered` stands twice",
        ),
    ] {
        let text = format!("metric,channel,value,n,edition,denominator,source\n{row}\n");
        fs::write(&path, text).unwrap();
        let error = figures(&path).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
    let _: Option<Aggregate> = read.into_iter().next();
}

#[test]
fn a_wave_beside_figures_says_what_cannot_be_compared() {
    let found = Against {
        head: "s/2026-11".to_owned(),
        edition: "uk-2014".to_owned(),
        rows: vec![Beside {
            metric: find("answered", None).unwrap(),
            channel: Some(Channel::Email),
            published: 0.41,
            published_n: Some(100),
            own: 0.7,
            own_companies: 90,
            difference: 0.29,
            interval: Some((0.15, 0.4)),
            p: Some(0.001),
            p_adjusted: Some(0.001),
            call: Call::Clear,
            reason: None,
        }],
        left_out: vec!["offered by facebook: this program does not ask there".to_owned()],
    };
    let text = against_markdown(&found);
    for says in [
        "- Clear: answered by email is 70 % in the wave and was 41 % as published.",
        "- Left out, offered by facebook: this program does not ask there.",
        "| answered | email | 41 % | 100 | 70 % | 90 | +29.0 points | +15.0 points to +40.0 points | 0.0010 | clear |  |",
    ] {
        assert!(text.contains(says), "{text}");
    }
    assert_eq!(against_json(&found)["rows"][0]["low"], 0.15);
    let mut untested = found;
    (untested.rows[0].p, untested.rows[0].call) = (None, Call::Unknown);
    let text = against_markdown(&untested);
    assert!(text.contains("- Nothing could be tested"), "{text}");
}

#[test]
fn what_became_clearly_worse_or_was_no_longer_measured_fails_a_gate() {
    let unknown = |metric, reason| Change {
        reason: Some(reason),
        ..change(metric, 0.6, 0.3, Call::Unknown)
    };
    let found = comparison(vec![
        change("answered", 0.6, 0.3, Call::Clear),
        change("correct", 0.3, 0.6, Call::Clear),
        change("complete", 0.6, 0.3, Call::Noise),
        unknown("delivered", Untold::NothingInHead),
        unknown("promise_kept", Untold::NothingInHead),
        unknown("expectation_met", Untold::NothingInEither),
        unknown("overall_score", Untold::NothingInBase),
        unknown("consistency_agreement", Untold::TooFew),
    ]);
    let checked = Checked::of_comparison(&found, jiff::Timestamp::UNIX_EPOCH);
    let states: Vec<State> = checked.items.iter().map(|i| i.state).collect();
    assert_eq!(
        states,
        [
            State::Failed,
            State::Passed,
            State::Passed,
            State::Untold,
            State::Skipped,
            State::Untold,
            State::Skipped,
            State::Skipped,
        ]
    );
    assert!(checked.fails());
    let mut names: Vec<&str> = checked.items.iter().map(|i| i.name.as_str()).collect();
    names.dedup();
    assert_eq!(names.len(), 8);
    assert!(checked.items[0].sentence.contains("fell"), "{checked:?}");
    let lost = &checked.items[3].sentence;
    assert!(
        lost.ends_with("nothing was measured in the head."),
        "{lost}"
    );
}

#[test]
fn a_comparison_that_could_test_nothing_has_not_passed() {
    let few = Change {
        reason: Some(Untold::TooFew),
        ..change("answered", 0.6, 0.1, Call::Unknown)
    };
    for changes in [Vec::new(), vec![few.clone()]] {
        let checked = Checked::of_comparison(&comparison(changes), jiff::Timestamp::UNIX_EPOCH);
        assert!(checked.fails());
        let said = &checked.worst_first()[0].sentence;
        assert!(said.contains("No number could be tested"), "{said}");
    }
    let noise = change("correct", 0.6, 0.6, Call::Noise);
    let some = comparison(vec![few, noise]);
    assert!(!Checked::of_comparison(&some, jiff::Timestamp::UNIX_EPOCH).fails());
}
