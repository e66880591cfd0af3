use super::*;
use fluent_bundle::FluentResource;
use std::collections::{BTreeMap, BTreeSet};

/// The messages of a language with the variables that each of them names.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::new();
    for file in catalogue(language) {
        let resource = FluentResource::try_new((*file).to_owned());
        assert!(
            resource.is_ok(),
            "{language}: {:?}",
            resource.err().map(|e| e.1)
        );
        let mut id = String::new();
        for line in file.lines().filter(|l| !l.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" =")
                && line.starts_with(|c: char| c.is_ascii_lowercase())
            {
                id = name.to_owned();
                let twice = messages.insert(id.clone(), BTreeSet::new());
                assert!(twice.is_none(), "{language}: {id} stands twice");
            }
            let named = line.split('$').skip(1).map(|rest| {
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                rest[..end.unwrap_or(rest.len())].to_owned()
            });
            messages.entry(id.clone()).or_default().extend(named);
        }
    }
    messages.remove("");
    messages
}

#[test]
fn every_language_says_the_same_of_the_same() {
    let english = messages(Language::En);
    assert!(english.len() > 20);
    for language in Language::ALL {
        let own = messages(language);
        let missing: Vec<_> = english.keys().filter(|k| !own.contains_key(*k)).collect();
        let more: Vec<_> = own.keys().filter(|k| !english.contains_key(*k)).collect();
        assert!(
            missing.is_empty() && more.is_empty(),
            "{language}: missing {missing:?}, more {more:?}"
        );
        for (id, variables) in &own {
            assert_eq!(variables, &english[id], "{language}: {id}");
        }
    }
}

#[test]
fn every_label_of_our_words_is_there() {
    let english = messages(Language::En);
    let words = Words::new(Language::En);
    for channel in Channel::ALL.into_iter().map(Some).chain([None]) {
        assert!(!words.channel(channel).to_plain().starts_with('['));
    }
    for metric in crate::score::outside::METRICS {
        assert!(
            english.contains_key(&key("outside-metric", metric)),
            "{metric}"
        );
    }
    for metric in crate::score::metric::all() {
        let scale = key("method-scale", metric.scale.as_str());
        assert!(english.contains_key(&scale), "{scale}");
        let label = words.denominator(metric.denominator).to_plain();
        assert!(!label.starts_with('['), "{label}");
    }
    for month in 1..=12 {
        assert!(english.contains_key(&format!("month-{month}")));
    }
}

#[test]
fn figures_keep_where_they_come_from() {
    let words = Words::new(Language::De);
    let share = words.percent(
        0.4,
        Source::cell("league", &[("company_id", "a&b")], "score"),
    );
    let said = words.say("finding-consistent", [("share", share.into())]);
    assert_eq!(
        said.to_plain(),
        "40\u{a0}% der Unternehmen gaben auf jedem Kanal dieselbe Antwort."
    );
    let html = said.to_html();
    assert!(
        html.starts_with("<data value=\"0.4\" data-as=\"percent\" data-from=\"league?company_id=a%26b#score\">40\u{a0}%</data> der"),
        "{html}"
    );
}

#[test]
fn figures_of_one_row_name_it_once() {
    let words = Words::new(Language::En);
    let cell = |id, column| Source::cell("league", &[("company_id", id)], column);
    let mut text = words.decimal(50.0, 1, cell("a", "score"));
    text.push(words.decimal(40.0, 1, cell("a", "low")));
    text.push(Text::plain(" to "));
    text.push(words.decimal(60.0, 1, cell("a", "high")));
    text.push(words.whole(3, Source::rows("league", &[("company_id", "a")])));
    text.push(words.decimal(45.0, 1, cell("ab", "score")));
    let html = text.to_html();
    let sources: Vec<&str> = html
        .split("data-from=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap_or_default())
        .collect();
    let expected = [
        "league?company_id=a#score",
        "#low",
        "#high",
        "league?company_id=a",
        "league?company_id=ab#score",
    ];
    assert_eq!(sources, expected);
}

#[test]
fn words_from_outside_are_only_words() {
    let words = Words::new(Language::En);
    let hostile = "<b>\u{202e}x</b>\u{e000}0\u{e001}{ $n }";
    let text = Text::cell(hostile, Source::rows("companies", &[]));
    let html = words
        .say("finding-consistent", [("share", text.into())])
        .to_html();
    assert!(
        html.contains(">&lt;b&gt;x&lt;/b&gt;0{ $n }</bdi>"),
        "{html}"
    );
}

#[test]
fn a_message_that_is_not_known_is_seen() {
    assert_eq!(Words::new(Language::Fr).word("no-such"), "[no-such]");
}
