use super::*;
use crate::model::{Language, Reference};
use crate::score::sample::study;

const KEY: &[u8] = b"key";

fn shown(study: &Study, audience: &str) -> Shown {
    let audience = Audience::parse(audience).unwrap();
    Shown::to(study, &audience, KEY, &Words::new(Language::Nl)).unwrap()
}

/// Twelve companies of three sectors and one that is alone in its own.
fn sample() -> Study {
    let mut study = study(13, 2, 3, &[Channel::Email, Channel::Twitter]);
    study.panel[4].sector = "Alone".to_owned();
    study.references = vec![Reference {
        company: 4,
        question: 0,
        answer: "yes".to_owned(),
        accepted: Vec::new(),
        rejected: Vec::new(),
    }];
    study.outside = vec![OutsideScore {
        name: "stars".to_owned(),
        source: String::new(),
        values: vec![(0, 1.0), (4, 5.0)],
    }];
    study
}

#[test]
fn a_study_of_competitors_names_nobody_unless_it_says_so() {
    let mut study = sample();
    assert_eq!(study.kind, crate::model::StudyKind::Competitor);
    assert!(shown(&study, "team").hides() && shown(&study, "public").hides());
    study.reporting.name_companies = Some(true);
    for audience in ["team", "public"] {
        let shown = shown(&study, audience);
        assert!(!shown.hides());
        assert_eq!(shown.study, study);
    }
    study.reporting.name_companies = None;
    study.kind = crate::model::StudyKind::Own;
    assert!(!shown(&study, "team").hides() && shown(&study, "public").hides());
}

#[test]
fn nothing_in_the_copy_names_a_company() {
    let study = sample();
    let shown = shown(&study, "public");
    let copy = serde_json::to_string(&shown.study).unwrap();
    for company in &study.panel {
        let mut traces = vec![
            format!("\"{}\"", company.id),
            format!("\"{}\"", company.name),
        ];
        traces.extend(company.contact_points.values().cloned());
        traces.extend(company.site.clone());
        for trace in traces {
            assert!(!copy.contains(&trace), "{trace} in {copy}");
        }
    }
    assert!(!copy.contains("Alone"), "{copy}");
    let place = shown.place(4);
    let alone = &shown.study.panel[place as usize];
    assert_eq!(alone.sector, "Overige sectoren");
    let number = alone.id.strip_prefix("company-").unwrap();
    assert_eq!(alone.name, format!("Bedrijf {number}"));
    assert_eq!(
        alone.contact_points.len(),
        study.panel[4].contact_points.len()
    );
    assert_eq!(shown.study.references[0].company, place);
    assert!(shown.study.outside[0].values.contains(&(place, 5.0)));
    assert!(!shown.quotes(4) && !shown.names(4));
}

#[test]
fn numbers_stay_from_wave_to_wave_and_hide_the_order() {
    let study = sample();
    let first = shown(&study, "public");
    let id = |shown: &Shown, place: u32| shown.study.panel[shown.place(place) as usize].id.clone();
    let mut next = study.clone();
    next.wave.id = "next".to_owned();
    next.panel.reverse();
    let second = shown(&next, "public");
    for place in 0..13 {
        assert_eq!(id(&first, place), id(&second, 12 - place));
    }
    assert_ne!(first.order(), (0..13).collect::<Vec<_>>());
    let ids: Vec<&str> = first.study.panel.iter().map(|c| c.id.as_str()).collect();
    assert!(ids.is_sorted());
    let other = Shown::to(
        &study,
        &Audience::Public,
        b"other",
        &Words::new(Language::En),
    )
    .unwrap();
    assert_ne!(id(&first, 0), id(&other, 0));
    let many = crate::score::sample::study(3_000, 1, 3, &[Channel::Email]);
    let numbers = numbers(&many, KEY, &vec![false; 3_000]);
    let distinct: std::collections::BTreeSet<_> = numbers.iter().collect();
    assert_eq!(distinct.len(), 3_000);
}

#[test]
fn a_client_sees_itself_alone() {
    let study = sample();
    let id = study.panel[4].id.clone();
    let shown = shown(&study, &format!("client:{id}"));
    let own = &shown.study.panel[shown.place(4) as usize];
    assert_eq!(
        (&own.id, &own.name, own.sector.as_str()),
        (&id, &study.panel[4].name, "Alone")
    );
    assert_eq!(
        shown
            .study
            .panel
            .iter()
            .filter(|c| c.id.starts_with("company-"))
            .count(),
        12
    );
    assert!(shown.quotes(4) && !shown.quotes(3));
    let words = Words::new(Language::En);
    let wrong = Shown::to(&study, &Audience::Client(format!("{id}x")), KEY, &words).unwrap_err();
    assert!(matches!(wrong, Error::Refused { hint, .. } if hint.contains(&id)));
}
