use super::*;
use crate::model::{
    AccountFound, AccountKind, Audited, Channel, Criterion, Network, Population, Study, Subject,
};
use crate::report::{Audit, Package};
use crate::score::consistency::Agreement;
use crate::score::league::League;
use crate::score::sample::row;
use crate::score::sample::{at, cases, study};
use crate::score::{Effort, Row, Scorer, Scores};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;

/// A wave of every sort of row, with all that a row may hold; what stands in it depends on the salt.
fn rows(study: &Study, salt: u32) -> Vec<Row> {
    let fill = |(number, case): (u32, &crate::model::Case)| {
        let mut row = row(study, case, at(10_000.0));
        let turn = number.wrapping_mul(2_654_435_761).wrapping_add(salt) >> 7;
        if row.disposition.is_delivered() {
            row.business_hours_observed = row.hours_observed.map(|h| (h * 250_000.0).round() / 1e6);
            row.in_due_time = Some(turn.is_multiple_of(6));
            row.same_day = Some(turn.is_multiple_of(3));
            row.first_reply_same_day = Some(turn.is_multiple_of(2));
            let half = |h: f64| (h * 500_000.0).round() / 1e6;
            row.business_hours_to_first_reply = row.hours_to_first_reply.map(half);
            row.satisfied = Some(f64::from(turn % 101) / 100.0);
            row.promised_hours = turn.is_multiple_of(7).then_some(f64::from(turn % 48) / 4.0);
            row.promise_kept = (!turn.is_multiple_of(4)).then_some(turn % 4 == 1);
        }
        if row.disposition.is_answered() {
            row.effort = turn.is_multiple_of(5).then_some(Effort {
                clicks: turn % 9,
                seconds: f64::from(turn % 100) / 8.0,
            });
            let code = ["correct", "partly", "wrong", "unsure"][turn as usize % 4];
            row.codes.set(Criterion::Correct, code);
            row.codes
                .set(Criterion::AllParts, ["yes", "no"][turn as usize % 2]);
            row.codes.set(Criterion::Words, &(turn % 300).to_string());
        }
        row.noticed = turn % 50 == 0;
        row
    };
    (0..).zip(&cases(study)).map(fill).collect()
}

fn agreements(study: &Study, salt: u32) -> Vec<Agreement> {
    let channels: Vec<Channel> = study.design.questions.keys().copied().collect();
    let mut found = Vec::new();
    for company in 0..u32::try_from(study.panel.len()).unwrap() {
        for question in 0..u32::try_from(study.questions.len()).unwrap() {
            let turn = company * 5 + question * 3 + salt % 1_000;
            found.push(Agreement {
                company,
                question,
                asked: channels.iter().copied().collect(),
                answered: channels
                    .iter()
                    .copied()
                    .take(turn as usize % (channels.len() + 1))
                    .collect(),
                agree: turn % 2,
                contradict: turn % 3,
                unsure: u32::from(turn.is_multiple_of(7)),
                different: (!turn.is_multiple_of(7)).then_some(turn % 3),
            });
        }
    }
    found
}

/// What an audit may find: none, one or two accounts a company, some of which are not there.
fn looks(study: &Study, salt: u32) -> Vec<Audited> {
    let mut found = Vec::new();
    for (turn, company) in (salt % 1_000..).zip(&study.panel) {
        for network in [Network::Twitter, Network::Bluesky] {
            let turn = turn * 7 + network as u32 * 2;
            let there = !turn.is_multiple_of(5);
            if turn.is_multiple_of(4) {
                continue;
            }
            let when = |found: bool| there && found;
            found.push(Audited {
                company: company.id.clone(),
                network,
                handle: format!("a{turn}"),
                found: if there {
                    AccountFound::Found
                } else {
                    AccountFound::Missing
                },
                kind: when(!turn.is_multiple_of(3)).then_some(if turn % 3 == 1 {
                    AccountKind::Service
                } else {
                    AccountKind::Corporate
                }),
                verified: None,
                protected: None,
                default_avatar: when(turn.is_multiple_of(2)).then_some(turn % 7 == 1),
                last_post_at: None,
                active: None,
                posts_per_week: None,
                hours: String::new(),
                promise_minutes: None,
                promise_kind: "none".to_owned(),
                vague: None,
                email: String::new(),
                phone: String::new(),
                url: String::new(),
                agents_named: None,
                evidence: Vec::new(),
                posts_read: if there { u64::from(turn % 50) } else { 0 },
                replies: if there { u64::from(turn % 50 / 2) } else { 0 },
                reply_share: None,
                signed_share: when(turn % 50 > 1).then_some(f64::from(turn % 11) / 11.0),
                median_reply_hours: None,
                replies_timed: 0,
                audited_at: at(2.0),
            });
        }
    }
    found
}

fn publish(folder: &Path, study: &Study, salt: u32) -> (Scores, Vec<Agreement>) {
    let mut counted = Scorer::new(study);
    let audit = Audit {
        profiles: looks(study, salt),
        presence: Vec::new(),
    };
    counted.audited(&audit.profiles);
    let mut package = Package::create(folder, study).unwrap();
    for row in rows(study, salt) {
        counted.add(&row);
        package.enquiry(&row).unwrap();
    }
    let agreements = agreements(study, salt);
    let scores = counted.finish(&agreements);
    package
        .finish(
            &scores,
            &League::of(&scores.frame, study.seed),
            &agreements,
            &audit,
            at(10_000.0),
        )
        .unwrap();
    (scores, agreements)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn what_is_read_back_is_what_was_published(
        companies in 1u32..25, sectors in 1u32..5, questions in 1u32..4, on in 1usize..4, salt in any::<u32>(),
    ) {
        let channels = [Channel::Email, Channel::Twitter, Channel::WebSearch];
        let mut study = study(companies, sectors, questions, &channels[..on]);
        study.panel[0].name = "=HYPERLINK(\"http://x\")\r\n, Ltd".to_owned();
        study.panel[0].sector = "@Food, \"wine\" | retail\n<script>".to_owned();
        // Companies of other weights than one, drawn from so many.
        let sectors: BTreeMap<String, u64> = study.panel.iter().map(|c| (c.sector.clone(), 40)).collect();
        if salt % 3 > 0 {
            // Never as the sizes of sectors are to each other, which would weigh nothing.
            let weights = (1..).map(|n| n * 700_001 + 17);
            study.scoring.sector_weights = sectors.keys().cloned().zip(weights).collect();
        }
        study.scoring.population = match salt % 4 {
            0 => Population::Endless,
            1 => Population::Companies(60),
            _ => Population::Sectors(sectors),
        };
        let dir = tempfile::tempdir().unwrap();
        let (scores, agreements) = publish(dir.path(), &study, salt);
        let read = Published::read(dir.path()).unwrap();
        prop_assert_eq!(&read.frame, &scores.frame);
        prop_assert_eq!(&read.agreements, &agreements);
        prop_assert_eq!(&read.design, &Design::of(&study, &scores.frame, at(20_000.0)));
        let weighted = read.frame.companies.iter().any(|c| (c.weight - 1.0).abs() > 1e-9);
        prop_assert_eq!(weighted, salt % 3 > 0 && read.frame.sectors.len() > 1);
        let again = Scores::of(read.frame);
        prop_assert_eq!(&again.estimates, &scores.estimates);
        prop_assert!(again.companies().eq(scores.companies()));
        prop_assert!(Published::read(&dir.path().join("data")).is_ok());
    }
}

#[test]
fn accounts_are_read_back_with_all_that_counts_of_them() {
    let dir = tempfile::tempdir().unwrap();
    let (scores, _) = publish(dir.path(), &study(20, 2, 1, &[Channel::Email]), 3);
    let read = Published::read(dir.path()).unwrap();
    let accounts = |frame: &crate::score::Frame| -> Vec<_> {
        frame.members().map(|m| m.accounts.to_vec()).collect()
    };
    let found = accounts(&read.frame);
    assert_eq!(found, accounts(&scores.frame));
    let all: Vec<_> = found.iter().flatten().collect();
    assert!(all.len() > 10 && found.iter().any(Vec::is_empty), "{all:?}");
    let kinds: Vec<usize> = [Some(true), Some(false), None]
        .iter()
        .map(|kind| all.iter().filter(|a| a.service == *kind).count())
        .collect();
    assert!(kinds.iter().all(|n| *n > 0), "{kinds:?}");
    assert!(all.iter().any(|a| a.signed.is_some()) && all.iter().any(|a| a.signed.is_none()));
    let metric = crate::score::metric::find("dialogue_share").unwrap();
    let again = Scores::of(read.frame);
    let share = again.find(metric.name, metric.denominator, &Subject::All, None);
    assert!(share.unwrap().value.is_some());
    // What is not there is no account.
    let path = dir.path().join("data/profiles.csv");
    let table = fs::read_to_string(&path).unwrap();
    assert!(table.contains(",missing,"));
    let (header, rows) = table.split_once('\n').unwrap();
    let rows = rows.replacen(",found,", ",missing,", 1);
    fs::write(&path, format!("{header}\n{rows}")).unwrap();
    let fewer: usize = accounts(&Published::read(dir.path()).unwrap().frame)
        .iter()
        .map(Vec::len)
        .sum();
    assert_eq!(fewer, all.len() - 1);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list of mistakes")]
fn a_mistake_is_named_with_its_place() {
    let dir = tempfile::tempdir().unwrap();
    publish(dir.path(), &study(3, 1, 2, &[Channel::Email]), 1);
    let cases = [
        (
            "enquiries.csv",
            ",email,",
            ",emial,",
            "`emial` is no channel",
            "did you mean `email`?",
        ),
        (
            "enquiries.csv",
            "c0001,Company 1",
            "c0009,Company 1",
            "design.json knows no company `c0009`",
            "did you mean",
        ),
        (
            "enquiries.csv",
            ",q01,",
            ",q1,",
            "design.json knows no question `q1`",
            "did you mean",
        ),
        (
            "enquiries.csv",
            "2026-11-02T10:00:00Z",
            "yesterday",
            "`yesterday` is no moment",
            "RFC 3339",
        ),
        (
            "enquiries.csv",
            ",hours_observed,",
            ",hours_watched,",
            "the column `hours_observed` is missing",
            "",
        ),
        (
            "enquiries.csv",
            "true\n",
            "perhaps\n",
            "`perhaps`",
            "true, false",
        ),
        (
            "enquiries.csv",
            "2026-11,2026-11.c0000.q01",
            "2026-12,2026-11.c0000.q01",
            "the wave `2026-12`",
            "write the report again",
        ),
        (
            "enquiries.csv",
            ",mon,",
            ",lun,",
            "`lun` is no weekday",
            "expected mon",
        ),
        (
            "companies.csv",
            "c0002,Company 2",
            "c0001,Company 2",
            "1 of the 3 companies in design.json are missing",
            "write",
        ),
        (
            "consistency.csv",
            "c0000,q00,email",
            "c0000,q00,fax",
            "`fax` is no channel",
            "",
        ),
        (
            "consistency.csv",
            "c0000,q01,",
            "c0000,q00,",
            "stand in a row above",
            "write",
        ),
        (
            "design.json",
            "\"seed\": 1",
            "\"seed\": -1",
            "this is no design of a wave",
            "write",
        ),
        (
            "design.json",
            "\"c0001\"",
            "\"c0000\"",
            "the company c0000 is there twice",
            "write",
        ),
        (
            "design.json",
            "\"weight\": 1.0",
            "\"weight\": 0.0",
            "the weight of c0000 is not above 0",
            "write",
        ),
    ];
    for (name, from, to, says, hint) in cases {
        let path = dir.path().join("data").join(name);
        let whole = fs::read_to_string(&path).unwrap();
        assert!(whole.contains(from), "{name} has no {from}:\n{whole}");
        fs::write(&path, whole.replacen(from, to, 1)).unwrap();
        let Error::Study(mistakes) = Published::read(dir.path()).unwrap_err() else {
            panic!("{says}");
        };
        assert!(mistakes[0].message.contains(says), "{}", mistakes[0]);
        assert!(
            mistakes[0].hint.as_deref().unwrap_or("").contains(hint),
            "{}",
            mistakes[0]
        );
        assert_eq!(mistakes[0].file, path);
        fs::write(&path, whole).unwrap();
    }
    assert!(Published::read(dir.path()).is_ok());
    // A number that is none.
    let path = dir.path().join("data/enquiries.csv");
    let whole = fs::read_to_string(&path).unwrap();
    fs::write(&path, whole.replacen(",335,", ",NaN,", 1)).unwrap();
    let error = Published::read(dir.path()).unwrap_err().to_string();
    assert!(error.contains("enquiries.csv:6:"), "{error}");
    assert!(error.contains("0 or more"), "{error}");
    fs::write(&path, whole).unwrap();
    fs::remove_file(dir.path().join("data/consistency.csv")).unwrap();
    let error = Published::read(dir.path()).unwrap_err();
    assert!(
        error.to_string().contains("there is no such file"),
        "{error}"
    );
}

#[test]
fn a_report_is_found_by_its_study_and_wave() {
    let dir = tempfile::tempdir().unwrap();
    let name = |place: &str| format!("{}{place}", dir.path().display());
    let error = find(&name("")).unwrap_err();
    assert!(
        error.to_string().contains("there is no report of a wave"),
        "{error}"
    );
    let sample = study(2, 1, 1, &[Channel::Email]);
    let first = dir.path().join("reports/sample/2026-10");
    publish(&first, &sample, 1);
    assert_eq!(find(&name("")).unwrap(), first);
    assert_eq!(find(&name("@2026-10")).unwrap(), first);
    assert_eq!(find(&name("/reports/sample/2026-10")).unwrap(), first);
    let second = dir.path().join("reports/sample/2026-11");
    publish(&second, &sample, 1);
    assert_eq!(find(&name("@2026-11")).unwrap(), second);
    let error = find(&name("")).unwrap_err();
    assert!(error.hint().unwrap().contains("@2026-10, "), "{error}");
    let error = find(&name("@2026-12")).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("there is no report of that wave"),
        "{error}"
    );
    fs::remove_file(second.join("data/design.json")).unwrap();
    let error = Published::read(&second).unwrap_err();
    assert!(
        error.hint().unwrap().contains("an older program"),
        "{error}"
    );
}
