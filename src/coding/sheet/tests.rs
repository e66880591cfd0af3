//! Units, their dealing and the way of a sheet out and back, on a study of two companies.

use super::*;
use crate::model::{
    Case, Channel, Codebook, Coder, Coding, Company, Criterion, Design, Enquiry, FormPins, Kind,
    Language, Persona, Question, Reply, Residence, Study, StudyKind, Wave, Wording,
};
use crate::sheet::{Notes, sheets, workbook};
use jiff::{SignedDuration, Timestamp, civil};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};

fn study() -> Study {
    let company = |id: &str, name: &str| Company {
        id: id.into(),
        name: name.into(),
        sector: "s".into(),
        country: "GB".into(),
        language: Language::En,
        timezone: None,
        contact_points: BTreeMap::from([(Channel::Email, format!("info@{id}.example"))]),
        site: None,
        form_pins: FormPins::default(),
        service: crate::model::Service::default(),
    };
    Study {
        id: "t".into(),
        title: "T".into(),
        kind: StudyKind::Own,
        seed: 5,
        languages: vec![Language::En],
        timezone: "UTC".into(),
        wave: Wave {
            id: "w".into(),
            opens: Timestamp::UNIX_EPOCH,
            cut_off: SignedDuration::from_hours(24),
        },
        design: Design {
            questions: BTreeMap::new(),
            spacing: SignedDuration::ZERO,
            daily_cap_per_company: 1,
            contacts_per_company: 1,
            hours_from: civil::time(9, 0, 0, 0),
            hours_to: civil::time(17, 0, 0, 0),
            days: [true; 7],
            patience: SignedDuration::ZERO,
            staff_minutes_per_enquiry: 1,
        },
        personas: vec![Persona {
            id: "p".into(),
            name: "Anna Reed".into(),
            email: "anna@shop.example".into(),
            languages: Vec::new(),
            residence: Residence::default(),
        }],
        email: None,
        social: BTreeMap::new(),
        consents: Vec::new(),
        web: crate::model::Web::default(),
        panel: vec![company("acmeshoes", "Acme Shoes"), company("bolt", "Bolt")],
        questions: vec![Question {
            id: "q".into(),
            topic: "returns".into(),
            sectors: Vec::new(),
            reference: Some("Acme Shoes takes them back for 30 days.".into()),
            accepted: Vec::new(),
            rejected: Vec::new(),
            codebook: Codebook::default(),
            wordings: vec![Wording {
                id: "1".into(),
                language: Language::En,
                channel: None,
                subject: "Returns".into(),
                text: "Until when does {company} take things back?".into(),
            }],
        }],
        llm: None,
        gate: None,
        clock: crate::model::BusinessClock::default(),
        scoring: crate::model::Scoring::default(),
        reporting: crate::model::Reporting::default(),
        outside: Vec::new(),
        references: Vec::new(),
    }
}

/// Three channels a company: an answer, another one, and a receipt.
fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for company in 0..2_u32 {
        for (at, channel) in [Channel::Email, Channel::Twitter, Channel::WebForm]
            .into_iter()
            .enumerate()
        {
            let seq = company * 3 + u32::try_from(at).unwrap();
            let kind = if at == 2 {
                Kind::Acknowledgement
            } else {
                Kind::Answer
            };
            cases.push(Case {
                enquiry: Enquiry {
                    seq,
                    company,
                    question: 0,
                    channel,
                    persona: 0,
                    wording: 0,
                    due_at: None,
                },
                last_attempt: None,
                replies: vec![Reply {
                    inbound: i64::from(seq) + 100,
                    kind,
                    tied_by: None,
                    answered_at: None,
                    answered_at_source: None,
                    text: format!(
                        "=Acme Shoes or Bolt: reply {seq}\nsee https://acmeshoes.example"
                    ),
                    features: crate::model::Features::default(),
                }],
                codings: Vec::new(),
            });
        }
    }
    cases
}

fn coding(key: Key, criterion: Criterion, code: &str, coder: &str) -> Coding {
    Coding {
        enquiry: key.enquiry,
        other: key.other,
        inbounds: key.inbounds,
        criterion,
        code: criterion.code(code),
        coder: Coder::parse(coder).unwrap(),
        confidence: None,
        grounds: None,
        at: Timestamp::UNIX_EPOCH,
    }
}

fn units_of(criteria: &[Criterion], cases: Vec<Case>) -> Vec<Unit> {
    let study = study();
    let mut units = Units::new(&study, Ids::new(b"secret"), criteria);
    for case in cases {
        units.add(case);
    }
    units.finish().0
}

const BOTH: [Criterion; 3] = [
    Criterion::Substance,
    Criterion::Apology,
    Criterion::Relation,
];

#[test]
fn answers_and_pairs_are_blind() {
    let units = units_of(&BOTH, cases());
    let pairs: Vec<_> = units.iter().filter(|u| u.key.is_pair()).collect();
    // A receipt is coded, but not compared.
    assert_eq!((units.len(), pairs.len()), (8, 2));
    let ids: HashSet<_> = units.iter().map(|u| &u.id).collect();
    assert_eq!(ids.len(), 8);
    for unit in &units {
        assert!(
            unit.id
                .chars()
                .all(|c| c == '-' || c.is_ascii_lowercase() && !"aeiouy".contains(c))
        );
        let all = format!("{} {} {:?}", unit.question, unit.reference, unit.texts).to_lowercase();
        let name = if unit.key.enquiry < 3 { "acme" } else { "bolt" };
        assert!(!all.contains(name) && all.contains(MARK), "{all}");
        assert!(unit.texts.0.starts_with("'="), "defused: {all}");
    }
    let answers = units_of(&[Criterion::Substance], cases());
    assert_eq!(answers.len(), 6);
    // Another secret gives other names, and other orders of pairs for some of many.
    let other = Ids::new(b"other");
    assert_ne!(other.name(&units[0].key), units[0].id);
    let swapped = (0..64).filter(|n| {
        let key = Key {
            enquiry: *n,
            other: Some(n + 1),
            inbounds: (1, Some(2)),
        };
        other.bits("order", &key) % 2 == 1
    });
    assert!((16..48).contains(&swapped.count()));
}

#[test]
fn what_was_coded_before_another_reply_came_is_still_known() {
    let study = study();
    let mut list = cases();
    let mut later = list[2].replies[0].clone();
    (later.inbound, later.kind) = (900, Kind::Answer);
    list[2].replies.push(later);
    let mut units = Units::new(&study, Ids::new(b"secret"), &BOTH).without_texts();
    for case in list {
        units.add(case);
    }
    let (units, once) = units.finish();
    let receipt = Key {
        enquiry: 2,
        other: None,
        inbounds: (102, None),
    };
    assert!(units.iter().all(|u| u.key != receipt) && once.contains(&receipt));
    assert!(
        units
            .iter()
            .all(|u| once.contains(&u.key) && u.texts.0.is_empty())
    );
}

#[test]
fn what_a_machine_left_unsure_is_found() {
    let mut list = cases();
    let key = Key {
        enquiry: 0,
        other: Some(1),
        inbounds: (100, Some(101)),
    };
    list[0].codings = vec![coding(key, Criterion::Relation, "unsure", "rules")];
    let unsure = |list: &[Case]| {
        let units = units_of(&BOTH, list.to_vec());
        units
            .iter()
            .filter(|u| left_unsure(u, &BOTH))
            .map(|u| u.key)
            .collect::<Vec<_>>()
    };
    assert_eq!(unsure(&list), [key]);
    list[0]
        .codings
        .push(coding(key, Criterion::Relation, "unsure", "human:AB"));
    assert_eq!(unsure(&list), []);
}

#[test]
fn every_unit_is_dealt_and_the_share_goes_to_all() {
    let units = units_of(&BOTH, cases());
    let coders = ["AB".to_owned(), "CD".to_owned(), "EF".to_owned()];
    let mut dealing = Dealing {
        seed: 1,
        round: "1",
        coders: &coders,
        double: 0.25,
        sample: None,
    };
    let hands = deal(&units, &dealing);
    let mut times: HashMap<&str, usize> = HashMap::new();
    for unit in hands.iter().flatten() {
        *times.entry(&unit.id).or_default() += 1;
    }
    let mut counts: Vec<usize> = times.into_values().collect();
    counts.sort_unstable();
    assert_eq!(counts, [1, 1, 1, 1, 1, 1, 3, 3]);
    assert_eq!(hands, deal(&units, &dealing));
    let first = |hands: &[Vec<&Unit>]| {
        hands
            .iter()
            .map(|h| h.iter().map(|u| u.id.clone()).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    let before = first(&hands);
    dealing.round = "2";
    assert_ne!(before, first(&deal(&units, &dealing)));
    dealing.sample = Some(2);
    dealing.double = 1.0;
    assert!(deal(&units, &dealing).iter().all(|hand| hand.len() == 2));
    // 0.1 x 30 is a little more than 3 in binary; it is three units for all that.
    dealing.double = 0.0;
    assert_eq!(deal(&units, &dealing).concat().len(), 2);
}

/// Reads a table as AB's, with what is wrong with it.
fn read(
    units: &[Unit],
    text: &str,
    set: impl FnOnce(&mut Reading<'_>),
) -> (Vec<Given>, Vec<String>) {
    let keys: HashMap<String, Key> = units.iter().map(|u| (u.id.clone(), u.key)).collect();
    let mut reading = Reading::new(&keys);
    set(&mut reading);
    let notes = Notes::new("s.csv".into());
    reading.table("s.csv", text, &notes);
    let wrong = notes
        .into_mistakes(text)
        .iter()
        .map(ToString::to_string)
        .collect();
    (reading.given, wrong)
}

#[test]
fn a_sheet_comes_back_from_csv_and_from_a_workbook_as_it_went() {
    let units = units_of(&BOTH, cases());
    let all: Vec<&Unit> = units.iter().collect();
    let pages = pages(&all, &BOTH, "AB", "one");
    assert_eq!(
        pages.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(),
        ["answers", "pairs"]
    );
    let book = workbook(&[pages[0].clone(), codebook_page(&BOTH)]).unwrap();
    let from_book = sheets(&book).unwrap();
    assert!(Reading::is_sheet(&from_book[0].1) && !Reading::is_sheet(&from_book[1].1));
    for text in [
        String::from_utf8(pages[0].csv().unwrap()).unwrap(),
        from_book[0].1.clone(),
    ] {
        let (given, wrong) = read(&units, &text, |_| {});
        assert_eq!((given, wrong), (vec![], vec![]), "not coded yet is fine");
    }
}

#[test]
fn whatever_a_spreadsheet_did_the_id_decides() {
    let units = units_of(&BOTH, cases());
    let (pairs, units): (Vec<Unit>, Vec<Unit>) = units.into_iter().partition(|u| u.key.is_pair());
    let pair = &pairs[0];
    // Columns moved, one of the user's own, semicolons, capitals, texts gone, a short row, a blank one.
    let text = format!(
        "\u{feff}x_mine;Note;apology;text;unit;coder;substance\r\nhm;\"two\r\nlines\";YES;;{};AB;Off-Point\r\n;;;;;;\r\n;;No;gone;{}\r\n",
        units[0].id.to_uppercase(),
        units[1].id,
    );
    let (given, wrong) = read(&units, &text.replace("Note", "note"), |r| {
        r.coder = Some("AB");
    });
    assert_eq!(wrong, Vec::<String>::new());
    let said: Vec<_> = given
        .iter()
        .map(|g| (g.unit, g.criterion, g.code.as_str(), g.note.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            (units[0].key, Criterion::Substance, "off_point", "two lines"),
            (units[0].key, Criterion::Apology, "yes", "two lines"),
            (units[1].key, Criterion::Apology, "no", ""),
        ]
    );
    let (given, wrong) = read(
        &pairs,
        &format!("unit\tcoder\trelation\trating\n{}\tAB\tagree\t", pair.id),
        |_| {},
    );
    assert_eq!((given.len(), wrong), (1, vec![]));
    let (given, wrong) = read(
        &units,
        &format!("unit;coder;rating\n{};AB;7,0", units[0].id),
        |_| {},
    );
    assert_eq!((given[0].code.as_str(), wrong), ("7", vec![]));
}

#[test]
fn every_mistake_is_named_with_its_place() {
    let units = units_of(&BOTH, cases());
    let id = |at: usize| units[at].id.as_str();
    let pair = &units.iter().find(|u| u.key.is_pair()).unwrap().id;
    let mut misspelt = id(0).to_owned();
    misspelt.replace_range(3..4, "y");
    let text = format!(
        "unit,coder,round,apology,substance,rating,text\n\
         {misspelt},AB,1,yes,answr,11,\n\
         {0},AB,1,yes,answer,7,\n\
         {0},AB,1,no,answer,7,\n\
         {1},ab,1,yes,,,\n\
         {1},,1,maybe,,7.5,\n\
         {pair},AB,1,yes,,,\n\
         ,AB,1,yes,,,\n\
         {1},A B,1,yes,,,\n\
         {1},AB,1,yes,,,,,\n",
        id(0),
        id(1),
    );
    let (given, wrong) = read(&units, &text, |r| r.known = vec!["AB".to_owned()]);
    assert_eq!(
        given.len(),
        3,
        "what is right is read, and left out by whoever sees mistakes"
    );
    let wrong = wrong.join("\n");
    for part in [
        &format!(
            "s.csv:2:1: there is no unit `{misspelt}`\n  hint: did you mean `{}`?",
            id(0)
        ),
        "s.csv:2:26: `substance` cannot be `answr`\n  hint: did you mean `answer`?",
        "s.csv:2:32: `rating` cannot be `11`\n  hint: a whole number from 1 to 10",
        "s.csv:4:22: AB coded this `apology` as `no` here, and as `yes` in s.csv:3",
        "s.csv:5:17: there is no coder `ab`\n  hint: did you mean `AB`?",
        "s.csv:6:1: nobody says who coded this",
        "s.csv:6:20: `apology` cannot be `maybe`\n  hint: known are yes, no",
        "s.csv:6:27: `rating` cannot be `7.5`",
        "s.csv:7:22: `apology` is coded of one answer, and this row is a pair",
        "s.csv:8:1: `unit` is empty",
        "s.csv:9:17: `A B` is no name of a coder",
        "s.csv:10:1: 9 fields, where the header has 7",
    ] {
        assert!(wrong.contains(part), "{part}\n\n{wrong}");
    }
    let other = format!("unit,coder,apology\n{},CD,yes\n", id(0));
    let (_, wrong) = read(&units, &other, |r| r.coder = Some("AB"));
    assert!(
        wrong[0].contains("this row is coded by `CD`, not by `AB`"),
        "{wrong:?}"
    );
    let one_field = format!("\"unit,coder,apology\"\n\"{},CD,yes\"\n", id(0));
    let (_, wrong) = read(&units, &one_field, |_| {});
    assert!(
        wrong[0].contains("each row stands in one field"),
        "{wrong:?}"
    );
    let (_, wrong) = read(&units, "unit,coder,apologies\nx,AB,yes", |_| {});
    assert!(wrong[0].contains("did you mean `apology`?"), "{wrong:?}");
    let (_, wrong) = read(&units, "unit,coder,text\nx,AB,yes", |_| {});
    assert!(wrong[0].contains("no column is a criterion"), "{wrong:?}");
    let (_, wrong) = read(&units, "unit,criterion,decision\n", |_| {});
    assert!(wrong[0].contains("--adjudicator"), "{wrong:?}");
    let (_, wrong) = read(&units, "unit,coder,apology\n", |r| {
        r.adjudicator = Some("EF");
    });
    assert!(wrong[0].contains("say --coder"), "{wrong:?}");
    let (_, wrong) = read(&units, "", |_| {});
    assert!(wrong[0].contains("the file is empty"), "{wrong:?}");
}

#[test]
fn people_who_differ_are_decided_between() {
    let mut list = cases();
    let key = |seq: u32| Key {
        enquiry: seq,
        other: None,
        inbounds: (i64::from(seq) + 100, None),
    };
    let pair = Key {
        enquiry: 0,
        other: Some(1),
        inbounds: (100, Some(101)),
    };
    list[0].codings = vec![
        coding(key(0), Criterion::Apology, "no", "human:AB"),
        coding(key(0), Criterion::Apology, "yes", "human:CD"),
        coding(key(0), Criterion::Substance, "answer", "human:AB"),
        coding(key(0), Criterion::Substance, "refusal", "rules"),
        coding(pair, Criterion::Relation, "agree", "human:AB"),
        coding(pair, Criterion::Relation, "contradict", "human:CD"),
    ];
    // AB came round to what CD said.
    list[1].codings = vec![
        coding(key(1), Criterion::Apology, "no", "human:AB"),
        coding(key(1), Criterion::Apology, "yes", "human:CD"),
        coding(key(1), Criterion::Apology, "yes", "human:AB"),
    ];
    let units = units_of(&BOTH, list.clone());
    let ids = Ids::new(b"secret");
    let found = disputes(&units, &ids);
    let what: Vec<_> = found.iter().map(|d| (d.unit.key, d.criterion)).collect();
    assert_eq!(
        what,
        [(key(0), Criterion::Apology), (pair, Criterion::Relation)]
    );
    let page = adjudication_page(&found, 5);
    let text = String::from_utf8(page.csv().unwrap()).unwrap();
    let (yes, relation) = (
        format!("{},apology", units[0].id),
        format!("{},relation", found[1].unit.id),
    );
    assert!(
        !text.contains("AB") && text.contains(&yes) && text.contains(&relation),
        "{text}"
    );
    assert!(sheets(&workbook(&[page]).unwrap()).is_ok());
    let filled = format!(
        "unit,criterion,code_a,code_b,decision,note\n{yes},no,yes,Yes,clear\n{relation},agree,contradict,,\n"
    );
    let (given, wrong) = read(&units, &filled, |r| r.adjudicator = Some("EF"));
    assert_eq!((given.len(), wrong), (1, vec![]));
    assert_eq!(
        (given[0].code.as_str(), given[0].coder.as_str()),
        ("yes", "EF")
    );
    let (_, wrong) = read(
        &units,
        &filled
            .replace(",relation", ",relatoin")
            .replace("contradict,,", "contradict,agre,"),
        |r| r.adjudicator = Some("EF"),
    );
    assert!(
        wrong.join(" ").contains("did you mean `relation`?"),
        "{wrong:?}"
    );
    list[0]
        .codings
        .push(coding(key(0), Criterion::Apology, "yes", "adjudicated:EF"));
    assert_eq!(disputes(&units_of(&BOTH, list), &ids).len(), 1);
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(
        text in "[a-z,;\t\"\n'= é.0-9-]{0,120}",
        header in prop::sample::select(vec!["", "unit,coder,apology,rating,note\n", "unit;criterion;decision\n", "\u{feff}unit\tcoder\trelation\n"]),
        adjudicator in prop::sample::select(vec![None, Some("EF")]),
    ) {
        let units = units_of(&BOTH, cases());
        let text = format!("{header}{text}");
        let (given, wrong) = read(&units, &text, |r| r.adjudicator = adjudicator);
        // No text of these letters holds an id.
        prop_assert!(given.is_empty(), "{wrong:?}");
    }

    #[test]
    fn any_codes_in_any_order_of_columns_come_back(
        codes in prop::collection::vec((0..6_usize, prop::sample::select(vec!["", "yes", "no"]), prop::sample::select(vec!["", "1", "10"])), 0..12),
        order in Just(vec!["unit", "coder", "apology", "rating", "text"]).prop_shuffle(),
        separator in prop::sample::select(vec![",", ";", "\t"]),
    ) {
        let units = units_of(&[Criterion::Apology, Criterion::Rating], cases());
        let mut text = order.join(separator);
        let mut wanted: HashMap<(Key, Criterion), String> = HashMap::new();
        let mut seen = HashSet::new();
        for (unit, apology, rating) in codes {
            if !seen.insert(unit) { continue; }
            let row: Vec<&str> = order.iter().map(|column| match *column {
                "unit" => units[unit].id.as_str(), "coder" => "AB", "apology" => apology, "rating" => rating, _ => "any text",
            }).collect();
            text = format!("{text}\n{}", row.join(separator));
            for (criterion, code) in [(Criterion::Apology, apology), (Criterion::Rating, rating)] {
                if !code.is_empty() { wanted.insert((units[unit].key, criterion), code.to_owned()); }
            }
        }
        let (given, wrong) = read(&units, &text, |_| {});
        prop_assert_eq!(wrong, Vec::<String>::new());
        let given: HashMap<_, _> = given.into_iter().map(|g| ((g.unit, g.criterion), g.code)).collect();
        prop_assert_eq!(given, wanted);
    }
}
