//! How the web is asked: [channels.web-form], [channels.web-search], [channels.chat], pins and what personas
//! tell a form.

use super::spoil::{mistakes, places, put, sound, spoil, told};
use crate::model::{BrowserUse, Channel, Meaning, Selection, TransportKind, Web};
use crate::plan::{design_hash, load};
use jiff::SignedDuration;
use std::path::Path;

const STUDY: &str = "study.toml";

/// A sound study, with more text at the end of its study file.
fn with(dir: &Path, more: &str) {
    sound(dir);
    let path = dir.join(STUDY);
    let text = std::fs::read_to_string(&path).unwrap();
    put(dir, STUDY, &format!("{text}\n{more}\n"));
}

#[test]
fn what_is_not_said_of_the_web_has_a_default() {
    let folder = tempfile::tempdir().unwrap();
    sound(folder.path());
    assert_eq!(load(folder.path()).unwrap().web, Web::default());
}

#[test]
fn every_table_of_the_web_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    with(
        dir,
        "[channels.web-form]\ntransport = \"assisted\"\nbrowser = \"never\"\n\
         [channels.web-search]\npause = \"5s\"\npages = 4\nmegabytes = 3\n\
         [channels.chat]\npatience = \"3m\"\n",
    );
    spoil(dir, STUDY, "seed = 1", "operator = \"A. Reed\"\nseed = 1");
    spoil(
        dir,
        STUDY,
        "id = \"anna\"",
        "id = \"anna\"\nphone = \"020 7946 0000\"\npostcode = \"N1 9GU\"",
    );
    let study = load(dir).unwrap();
    let web = &study.web;
    assert_eq!(web.operator, "A. Reed");
    assert_eq!(
        (web.forms.transport, web.forms.browser),
        (TransportKind::Assisted, BrowserUse::Never)
    );
    let searches = &web.searches;
    assert_eq!(searches.pause, SignedDuration::from_secs(5));
    assert_eq!((searches.most_pages, searches.most_bytes), (4, 3_000_000));
    assert_eq!(web.chats.patience, SignedDuration::from_mins(3));
    let residence = &study.personas[0].residence;
    assert_eq!(
        (residence.phone.as_str(), residence.postcode.as_str()),
        ("020 7946 0000", "N1 9GU")
    );
}

#[test]
fn pins_stand_in_the_panel_and_their_mistakes_are_placed() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    sound(dir);
    let path = dir.join("companies.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    let panel = |pins: &str| {
        let mut lines = text.lines();
        let mut panel = format!("{},web_form_pins\n", lines.next().unwrap());
        for (nth, line) in lines.enumerate() {
            panel.extend([line, ",", if nth == 1 { pins } else { "" }, "\n"]);
        }
        panel
    };
    put(dir, "companies.csv", &panel("form=#c; field.m=message"));
    let study = load(dir).unwrap();
    assert!(study.panel[0].form_pins.is_empty());
    let pins = &study.panel[1].form_pins;
    assert_eq!(pins.form.as_deref(), Some("#c"));
    assert_eq!(pins.meanings["m"], Meaning::Message);
    put(dir, "companies.csv", &panel("form=#c; field.m=mesage"));
    let found = mistakes(dir);
    let words = told(dir, &found);
    assert!(words.contains("did you mean `message`?"), "{words}");
    assert_eq!(places(dir, &found)[0].1, 3, "{words}");
}

#[test]
fn a_form_needs_a_mailbox_and_a_host_its_rest() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    with(dir, "[channels.web-search]\npause = \"0s\"\npages = 0\n");
    let words = told(dir, &mistakes(dir));
    assert!(words.contains("half a second"), "{words}");
    assert!(words.contains("pages"), "{words}");
    let bare = tempfile::tempdir().unwrap();
    sound(bare.path());
    spoil(bare.path(), STUDY, "email = 5", "web-form = 1");
    let text = std::fs::read_to_string(bare.path().join(STUDY)).unwrap();
    let cut = text.find("[channels.email]").unwrap();
    put(bare.path(), STUDY, &text[..cut]);
    let words = told(bare.path(), &mistakes(bare.path()));
    assert!(words.contains("[design] asks by web-form"), "{words}");
}

#[test]
fn only_what_bounds_an_asked_channel_is_design() {
    let mut study = super::fixture::study(4, 2, 2);
    let plain = design_hash(&study);
    study.web.searches.most_pages = 3;
    study.web.chats.patience = SignedDuration::from_mins(1);
    study.panel[0].form_pins.topic = Some("Returns".into());
    assert_eq!(design_hash(&study), plain);
    study
        .design
        .questions
        .insert(Channel::WebSearch, Selection::Count(1));
    let searched = design_hash(&study);
    study.web.searches.most_pages = 4;
    assert_ne!(design_hash(&study), searched);
    let before = design_hash(&study);
    study.web.searches.pause = SignedDuration::from_secs(9);
    assert_eq!(design_hash(&study), before);
}
