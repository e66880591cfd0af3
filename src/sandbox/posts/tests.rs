//! The whole of it: quotas, times, texts and the truth, for panels of several sizes.

use super::*;
use crate::clock::Clock;
use crate::model::{
    Channel, Company, Design, Disposition, Enquiry, Language, Network, Persona, Question,
    Selection, Study, StudyKind, Wave, Wording,
};
use crate::sandbox::conduct::Content;
use crate::sandbox::{Behaviour, Market, Truth, panel};
use jiff::civil::time;
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

const X: Channel = Channel::Twitter;

/// A study of so many companies of the sandbox's panel and so many questions, asked on Twitter.
fn study(companies: usize, questions: usize, seed: u64) -> Study {
    Study {
        id: "posts".to_owned(),
        title: "Posts".to_owned(),
        kind: StudyKind::Own,
        seed,
        languages: vec![Language::En],
        timezone: "Europe/London".to_owned(),
        wave: Wave {
            id: "2026-11".to_owned(),
            opens: "2026-11-02T09:00:00Z".parse().unwrap(),
            cut_off: SignedDuration::from_hours(14 * 24),
        },
        design: Design {
            questions: BTreeMap::from([(X, Selection::All)]),
            spacing: SignedDuration::from_hours(3),
            daily_cap_per_company: 2,
            contacts_per_company: 20,
            hours_from: time(9, 0, 0, 0),
            hours_to: time(17, 0, 0, 0),
            days: [true, true, true, true, true, false, false],
            patience: SignedDuration::from_hours(7 * 24),
            staff_minutes_per_enquiry: 5,
        },
        personas: vec![Persona {
            id: "anna".to_owned(),
            name: "Anna Reed".to_owned(),
            email: "anna.reed@shopper.example".to_owned(),
            languages: Vec::new(),
            residence: crate::model::Residence::default(),
        }],
        email: None,
        social: BTreeMap::new(),
        consents: Vec::new(),
        web: crate::model::Web::default(),
        llm: None,
        gate: None,
        clock: crate::model::BusinessClock::default(),
        scoring: crate::model::Scoring::default(),
        reporting: crate::model::Reporting::default(),
        outside: Vec::new(),
        panel: panel(companies, seed),
        questions: (0..questions).map(question).collect(),
        references: Vec::new(),
    }
}

fn question(n: usize) -> Question {
    Question {
        id: format!("q{n}"),
        topic: format!("topic {n}"),
        sectors: Vec::new(),
        reference: Some(format!(
            "Yes, you can return it within {n}8 days; we pay the postage, and you have your money after a week."
        )),
        accepted: vec![format!("We take it back for {n}8 days, free of charge.")],
        rejected: vec![format!("No, only {n} days. Postage costs £4.50.")],
        codebook: crate::model::Codebook::default(),
        wordings: vec![Wording {
            id: "a".to_owned(),
            language: Language::En,
            channel: None,
            subject: "A question".to_owned(),
            text: format!("For how many days may I return number {n} to {{company}}?"),
        }],
    }
}

/// Each company is asked on workdays between 9 and 17, two questions a day.
fn plan(study: &Study, asked: impl Fn(u32, u32) -> bool) -> Vec<Enquiry> {
    let mut plan = Vec::new();
    for (c, company) in (0_u32..).zip(&study.panel) {
        for q in 0..u32::try_from(study.questions.len()).unwrap() {
            if !asked(c, q) {
                continue;
            }
            let days = [0, 1, 2, 3, 4][(q / 2) as usize % 5];
            let minutes = i64::from(q % 2) * 240 + i64::from(c * 7 % 235);
            let due = study.wave.opens + (days * 24).hours() + minutes.minutes();
            plan.push(Enquiry {
                seq: u32::try_from(plan.len()).unwrap(),
                company: c,
                question: q,
                channel: X,
                persona: 0,
                wording: 0,
                due_at: company.contact_point(X).map(|_| due),
            });
        }
    }
    plan
}

/// What is said about each enquiry of a plan that can be put.
fn play(study: &Study, behaviour: &Behaviour, plan: &[Enquiry]) -> Vec<(Enquiry, Vec<Utterance>)> {
    let put = plan.iter().filter_map(|e| Some((e, e.due_at?)));
    put.map(|(enquiry, at)| {
        let text = enquiry.post(study);
        let posed = Posed {
            channel: enquiry.channel,
            company: enquiry.company,
            question: enquiry.question,
            nth: 1,
            at,
            text: &text,
            handle: "shopper_study",
            name: "Anna Reed",
        };
        (*enquiry, compose(study, behaviour, &posed, 1.0))
    })
    .collect()
}

/// What the market says became of a plan when everything was said.
fn truth(study: &Study, seed: u64, plan: &[Enquiry], behaviour: &Behaviour) -> Vec<Truth> {
    let clock = Clock::simulated(study.wave.opens);
    let market = Market::new(Arc::new(study.clone()), seed, clock, 1.0);
    for (enquiry, said) in play(study, behaviour, plan) {
        let nth = market.post_arrived(X, enquiry.company, enquiry.question);
        assert_eq!(nth, 1);
        for utterance in said {
            market.post_said(X, enquiry.company, enquiry.question, &utterance);
        }
    }
    assert_eq!(market.duplicates(), 0);
    market.truth(plan)
}

fn count(truth: &[Truth], disposition: Disposition) -> usize {
    truth
        .iter()
        .filter(|t| t.disposition == disposition)
        .count()
}

/// Mean hours to the answer of what was answered in time.
fn mean(truth: &[Truth], plan: &[Enquiry]) -> f64 {
    let hours: Vec<f64> = truth
        .iter()
        .zip(plan)
        .filter(|(t, _)| t.disposition == Disposition::Answered)
        .map(|(t, e)| {
            let span = t.answered_at.unwrap().duration_since(e.due_at.unwrap());
            span.as_secs_f64() / 3600.0
        })
        .collect();
    hours.iter().sum::<f64>() / hours.len() as f64
}

#[test]
fn a_thousand_posts_give_the_study_s_figures_back_for_any_seed() {
    for seed in [1, 2, 3, 2014] {
        let study = study(100, 10, seed);
        let plan = plan(&study, |_, _| true);
        let behaviour = Behaviour::new(&study, seed);
        let truth = truth(&study, seed, &plan, &behaviour);
        assert_eq!(truth.iter().filter(|t| t.offered).count(), 760);
        assert_eq!(count(&truth, Disposition::Answered), 390, "seed {seed}");
        let electronics = truth.iter().zip(&plan).filter(|(t, e)| {
            t.disposition == Disposition::Answered
                && e.company(&study).sector == "consumer electronics"
        });
        assert_eq!(electronics.count(), 30, "of a hundred, as published");
        let mean = mean(&truth, &plan);
        assert!((8.1..=9.15).contains(&mean), "seed {seed}: {mean} h");
        for (disposition, least, most) in [
            (Disposition::NotOffered, 240, 240),
            (Disposition::Redirected, 70, 80),
            (Disposition::OffPoint, 36, 40),
            (Disposition::Acknowledged, 50, 65),
            (Disposition::Partial, 8, 8),
            (Disposition::TooLate, 15, 15),
            (Disposition::Silent, 150, 185),
            (Disposition::NotSent, 0, 0),
        ] {
            let n = count(&truth, disposition);
            assert!(
                (least..=most).contains(&n),
                "seed {seed}: {n} {disposition}"
            );
        }
        let wrong = truth.iter().filter(|t| t.correct == Some(false)).count();
        assert!((60..=80).contains(&wrong), "{wrong}");
        for row in &truth {
            assert_eq!(row.answered_at.is_some(), !row.stance.is_empty(), "{row:?}");
            if let (Some(first), Some(answer)) = (row.acknowledged_at, row.answered_at) {
                assert!(first <= answer, "{row:?}");
            }
        }
    }
}

#[test]
fn one_question_to_each_company_gives_the_study_s_figures_too() {
    let mut means = Vec::new();
    for seed in 0..12 {
        let study = study(100, 10, seed);
        let plan = plan(&study, |c, q| (c / 10 + c) % 10 == q);
        assert_eq!(plan.len(), 100);
        let behaviour = Behaviour::of_plan(&study, seed, &plan);
        let truth = truth(&study, seed, &plan, &behaviour);
        assert_eq!(count(&truth, Disposition::Answered), 39, "seed {seed}");
        means.push(mean(&truth, &plan));
    }
    // Who is asked when differs from seed to seed, and with it the mean of so few; that of several waves does
    // not.
    assert!(means.iter().all(|m| (7.7..=9.7).contains(m)), "{means:?}");
    let all = means.iter().sum::<f64>() / means.len() as f64;
    assert!((8.4..=8.85).contains(&all), "{all}");
}

#[test]
fn the_quotas_hold_for_panels_of_any_size() {
    for (companies, seeds) in [(10, 30), (100, 15), (300, 4)] {
        for seed in 0..seeds {
            let study = study(companies, 10, seed);
            let offering: Vec<u32> = (0_u32..)
                .zip(&study.panel)
                .filter(|(_, c)| c.contact_point(X).is_some())
                .map(|(c, _)| c)
                .collect();
            assert_eq!(offering.len(), (companies * OFFERED + 50) / 100);
            let behaviour = Behaviour::new(&study, seed);
            let within = |c: u32, q: u32| {
                let answer = behaviour.post_conduct(X, c, q).answer.as_ref();
                answer.is_some_and(|a| matches!(a.timing, PostTiming::Within { .. }))
            };
            let answered = |of: &[u32]| {
                of.iter()
                    .flat_map(|c| (0..10).map(move |q| (*c, q)))
                    .filter(|(c, q)| within(*c, *q))
                    .count()
            };
            let mut exact = 0.0;
            for sector in &SECTORS {
                let members: Vec<u32> = offering
                    .iter()
                    .copied()
                    .filter(|c| study.panel[*c as usize].sector == sector.name)
                    .collect();
                let share = f64::from(sector.answered) / f64::from(sector.offered);
                let wanted = share * members.len() as f64 * 10.0;
                exact += wanted;
                assert!(
                    (answered(&members) as f64 - wanted).abs() < 1.0,
                    "{}",
                    sector.name
                );
            }
            assert_eq!(
                answered(&offering),
                whole(exact),
                "{companies} companies, seed {seed}"
            );
            if companies >= 100 {
                assert_eq!(answered(&offering), companies * 39 / 10);
            }
            // Who was never to be asked is silent.
            for c in 0..u32::try_from(companies).unwrap() {
                if !offering.contains(&c) {
                    assert!(behaviour.accounts(X, c).is_none());
                    assert_eq!(behaviour.post_conduct(X, c, 0), &PostConduct::default());
                }
            }
        }
    }
}

#[test]
fn one_in_five_has_a_service_account_and_half_of_these_are_unknown() {
    for seed in 0..20 {
        let study = study(100, 1, seed);
        let behaviour = Behaviour::new(&study, seed);
        let accounts: Vec<&Accounts> = (0..100).filter_map(|c| behaviour.accounts(X, c)).collect();
        let seconds = || accounts.iter().filter_map(|a| a.second.as_ref());
        assert_eq!(seconds().filter(|s| s.known).count(), 8);
        assert_eq!(seconds().filter(|s| !s.known).count(), 8);
        let handles: HashSet<String> = accounts
            .iter()
            .map(|a| &a.main)
            .chain(seconds().map(|s| &s.handle))
            .map(|h| h.to_lowercase())
            .collect();
        assert_eq!(handles.len(), 92, "each is somebody's own");
        assert!(handles.iter().all(|h| h.len() <= 15));
        for second in seconds() {
            let told = study.panel.iter().any(|c| {
                let point = c.contact_point(X).unwrap_or_default();
                point
                    .split_whitespace()
                    .any(|h| h.trim_start_matches('@') == second.handle)
            });
            assert_eq!(told, second.known, "{second:?}");
        }
    }
}

#[test]
fn a_channel_that_is_not_asked_has_accounts_but_nothing_is_said() {
    let mut study = study(20, 3, 1);
    study.design.questions = BTreeMap::from([(Channel::Email, Selection::All)]);
    let behaviour = Behaviour::new(&study, 1);
    assert!((0..20).any(|c| behaviour.accounts(X, c).is_some()));
    let said = play(&study, &behaviour, &plan(&study, |_, _| true));
    assert!(!said.is_empty() && said.iter().all(|(_, said)| said.is_empty()));
    // The questions that the design names, and no others.
    study.design.questions = BTreeMap::from([(X, Selection::Ids(vec!["q1".to_owned()]))]);
    let behaviour = Behaviour::new(&study, 1);
    let said = play(&study, &behaviour, &plan(&study, |_, _| true));
    let about = |q: u32| {
        said.iter()
            .filter(|(e, said)| e.question == q && !said.is_empty())
            .count()
    };
    assert_eq!((about(0), about(2)), (0, 0));
    assert!(about(1) >= 8);
}

#[test]
fn the_same_seed_says_the_same_and_another_does_not() {
    let said = |seed| {
        let study = study(20, 5, 7);
        let plan = plan(&study, |_, _| true);
        play(&study, &Behaviour::new(&study, seed), &plan)
    };
    assert_eq!(said(5), said(5));
    assert_ne!(said(5), said(6));
}

#[test]
fn every_way_of_speaking_comes_up_in_a_wave() {
    let study = study(100, 10, 11);
    let plan = plan(&study, |_, _| true);
    let said: Vec<Utterance> = play(&study, &Behaviour::new(&study, 11), &plan)
        .into_iter()
        .flat_map(|(_, said)| said)
        .collect();
    let some = |what: &str, is: &dyn Fn(&Utterance) -> bool| {
        let n = said.iter().filter(|u| is(u)).count();
        assert!(n >= 3, "{n} {what}");
    };
    for how in [How::Reply, How::Thread, How::Quote, How::Direct] {
        some(&format!("{how:?}"), &|u| u.how == how);
    }
    for step in [
        PostStep::Receipt,
        PostStep::Holding,
        PostStep::More,
        PostStep::Part,
        PostStep::Addition,
        PostStep::Redirect,
        PostStep::Details,
        PostStep::Bystander,
    ] {
        some(&format!("{step:?}"), &|u| u.step == step);
    }
    some("edited", &|u| u.edited.is_some());
    some("deleted", &|u| u.deleted.is_some());
    some("pictures", &|u| !u.media.is_empty());
    some("links", &|u| u.text.contains("https://"));
    some("initials", &|u| u.text.contains(" ^"));
    some("from a service account", &|u| u.speaker == Speaker::Second);
    for u in &said {
        let bystander = matches!(u.speaker, Speaker::Bystander(_));
        assert_eq!(bystander, u.step == PostStep::Bystander);
        assert!(
            u.edited
                .as_ref()
                .is_none_or(|(at, text)| *at > u.at && *text != u.text)
        );
        assert!(u.deleted.is_none_or(|at| at > u.at));
        assert_eq!(u.at.subsec_nanosecond(), 0);
        if u.how == How::MentionOnly || u.how == How::Reply {
            assert!(u.text.starts_with("@shopper_study "), "{}", u.text);
        }
        assert!(
            !u.text.contains('{') && !u.text.contains("  "),
            "{}",
            u.text
        );
    }
}

#[test]
fn a_mention_that_names_no_question_comes_where_one_is_asked_and_from_a_known_account() {
    let mentions = |companies, questions| {
        let study = study(companies, questions, 11);
        let plan = plan(&study, |_, _| true);
        let behaviour = Behaviour::new(&study, 11);
        let mut found = 0;
        for (enquiry, said) in play(&study, &behaviour, &plan) {
            let accounts = behaviour.accounts(X, enquiry.company).unwrap();
            let unknown = accounts.second.as_ref().is_some_and(|s| !s.known);
            for u in said.iter().filter(|u| u.how == How::MentionOnly) {
                assert!(u.text.starts_with("@shopper_study "), "{}", u.text);
                assert!(u.speaker == Speaker::Main || !unknown);
                found += 1;
            }
        }
        found
    };
    assert_eq!(mentions(100, 10), 0);
    assert!(mentions(1000, 1) >= 3);
}

#[test]
fn a_wording_of_the_channel_is_found_and_one_of_another_is_not() {
    use crate::sandbox::submission::Wordings;
    let mut study = study(3, 2, 1);
    let of = |channel, text: &str| Wording {
        channel,
        text: text.to_owned(),
        ..study.questions[0].wordings[0].clone()
    };
    let wordings = vec![
        of(
            Some(Channel::Email),
            "Would you tell me at length whether you deliver?",
        ),
        of(Some(Channel::Twitter), "Do you deliver?"),
        of(Some(Channel::Bluesky), "Delivery, yes or no?"),
    ];
    study.questions[0].wordings = wordings;
    let unbound = study.questions[1].wordings[0]
        .text
        .replace("{company}", &study.panel[1].name);
    let wordings = Wordings::new(Arc::new(study));
    let find = |channel, text: &str| wordings.find(channel, &[1], text);
    for (channel, text, other) in [
        (
            Channel::Email,
            "Would you tell me at length whether you deliver?",
            "Do you deliver?",
        ),
        (
            Channel::Twitter,
            "@acme Do you deliver? Thanks",
            "Delivery, yes or no?",
        ),
        (
            Channel::Bluesky,
            "@acme.test Delivery, yes or no?",
            "@acme Do you deliver?",
        ),
    ] {
        assert_eq!(find(channel, text), Some((1, 0)), "{text}");
        assert_eq!(find(channel, other), None, "{other}");
    }
    // What is bound to no channel is found on each.
    assert_eq!(find(Channel::Twitter, &unbound), Some((1, 1)));
    assert_eq!(find(Channel::Email, &unbound), Some((1, 1)));
}

#[test]
fn what_is_said_before_an_answer_comes_before_it_and_the_rest_in_time() {
    for seed in 0..5 {
        let study = study(100, 10, seed);
        let plan = plan(&study, |_, _| true);
        let closes = study.wave.closes();
        for (enquiry, said) in play(&study, &Behaviour::new(&study, seed), &plan) {
            let at =
                |is: &dyn Fn(&PostStep) -> bool| said.iter().find(|u| is(&u.step)).map(|u| u.at);
            let answer = at(&|s| matches!(s, PostStep::Answer { .. }));
            for before in [
                at(&|s| *s == PostStep::Holding),
                at(&|s| *s == PostStep::Part),
            ] {
                if let (Some(before), Some(answer)) = (before, answer) {
                    assert!(before < answer);
                }
            }
            let posed = enquiry.due_at.unwrap();
            assert!(said.iter().all(|u| u.at > posed));
            assert!(said.windows(2).all(|w| w[0].at <= w[1].at));
            for u in &said {
                let in_time = matches!(
                    u.step,
                    PostStep::Redirect | PostStep::Details | PostStep::Part | PostStep::Holding
                );
                assert!(!in_time || u.at < closes);
            }
        }
    }
}

#[test]
fn answers_come_mostly_when_somebody_is_there() {
    let study = study(100, 10, 8);
    let plan = plan(&study, |_, _| true);
    let behaviour = Behaviour::new(&study, 8);
    let (mut open, mut all) = (0, 0);
    for (enquiry, said) in play(&study, &behaviour, &plan) {
        let desk = behaviour.accounts(X, enquiry.company).unwrap().desk;
        for u in said
            .iter()
            .filter(|u| matches!(u.step, PostStep::Answer { .. }))
        {
            let zone = jiff::tz::TimeZone::get("Europe/London").unwrap();
            open += usize::from(!desk.open(u.at, u.at + 1.second(), &zone).is_empty());
            all += 1;
        }
    }
    assert_eq!(all, 390 + 15);
    assert!(open * 100 >= all * 80, "{open} of {all}");
}

#[test]
fn bluesky_is_the_same_with_a_contact_point_of_its_own() {
    let mut study = study(20, 5, 3);
    for (n, company) in study.panel.iter_mut().enumerate() {
        company.contact_points.remove(&X);
        if n % 2 == 0 {
            let handle = format!("{}.bsky.social", company.id);
            company.contact_points.insert(Channel::Bluesky, handle);
        }
    }
    study.design.questions = BTreeMap::from([(Channel::Bluesky, Selection::All)]);
    let mut plan = plan(&study, |_, _| true);
    for enquiry in &mut plan {
        enquiry.channel = Channel::Bluesky;
        let company = &study.panel[enquiry.company as usize];
        enquiry.due_at = company
            .contact_point(Channel::Bluesky)
            .map(|_| study.wave.opens);
    }
    let behaviour = Behaviour::new(&study, 3);
    let said = play(&study, &behaviour, &plan);
    let answered = said.iter().filter(|(_, said)| {
        said.iter()
            .any(|u| matches!(u.step, PostStep::Answer { .. }) && u.at <= study.wave.closes())
    });
    assert!((20..=30).contains(&answered.count()), "about half of fifty");
    let texts = said
        .iter()
        .flat_map(|(_, said)| said)
        .filter(|u| u.how == How::Reply);
    assert!(texts.clone().count() > 20);
    assert!(
        texts.clone().all(|u| !u.text.starts_with('@')),
        "replies name nobody there"
    );
    assert!(behaviour.accounts(Channel::Twitter, 0).is_none());
}

#[test]
fn faster_time_divides_every_delay() {
    let study = study(30, 5, 4);
    let behaviour = Behaviour::new(&study, 4);
    let plan = plan(&study, |_, _| true);
    let mut answers = 0;
    for enquiry in plan.iter().filter(|e| e.offered()) {
        let text = enquiry.post(&study);
        let posed = Posed {
            channel: X,
            company: enquiry.company,
            question: enquiry.question,
            nth: 1,
            at: study.wave.opens,
            text: &text,
            handle: "s",
            name: "",
        };
        let late = behaviour
            .post_conduct(X, enquiry.company, enquiry.question)
            .answer
            .as_ref();
        if late.is_some_and(|a| matches!(a.timing, PostTiming::Late(_))) {
            continue;
        }
        for u in compose(&study, &behaviour, &posed, 3600.0) {
            answers += usize::from(matches!(u.step, PostStep::Answer { .. }));
            let span = u.at.duration_since(study.wave.opens);
            assert!(span <= SignedDuration::from_secs(14 * 24 + 2), "{span}");
        }
    }
    assert!(answers > 20);
}

fn any_conduct() -> impl Strategy<Value = PostConduct> {
    let form = proptest::sample::select(vec![
        PostForm::Single,
        PostForm::Thread,
        PostForm::Followed,
        PostForm::InParts,
        PostForm::Quote,
        PostForm::Mention,
        PostForm::Direct,
    ]);
    let kind = proptest::sample::select(vec![
        InsteadKind::Redirect,
        InsteadKind::Details,
        InsteadKind::Part,
    ]);
    let timing = || {
        prop_oneof![
            (0.0..1.0, 0..80_u32).prop_map(|(rank, of)| PostTiming::Within { rank, of }),
            (0..1_000_000_i64).prop_map(PostTiming::After),
            (0..1_000_000_i64).prop_map(PostTiming::Late),
        ]
    };
    let notice = prop_oneof![
        (0..100_i64).prop_map(Notice::Automatic),
        timing().prop_map(Notice::Holding),
    ];
    let answer = (
        timing(),
        any::<(bool, u16)>(),
        form,
        any::<(bool, bool, bool)>(),
        any::<bool>(),
    )
        .prop_map(
            |(timing, (right, n), form, (picture, link, emoji), changed)| PostAnswer {
                timing,
                content: if right {
                    Content::Right(n)
                } else {
                    Content::Wrong(n)
                },
                form,
                picture,
                link,
                emoji,
                edited: changed.then_some(90),
                deleted: changed.then_some(100_000),
            },
        );
    let instead = (kind, timing()).prop_map(|(kind, timing)| Instead { kind, timing });
    (
        proptest::option::of(notice),
        proptest::option::of(answer),
        proptest::option::of(instead),
        proptest::option::of(0..100_000_i64),
        any::<bool>(),
    )
        .prop_map(|(notice, answer, instead, bystander, second)| PostConduct {
            notice,
            answer,
            instead,
            bystander,
            second,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn every_text_fits_into_a_post_whatever_is_said(
        conduct in any_conduct(),
        language in proptest::sample::select(Language::ALL.to_vec()),
        channel in proptest::sample::select(vec![Channel::Twitter, Channel::Bluesky]),
        reference in "([a-z€漢é👋]{0,40}[ ,.;]){0,60}|https://[a-z]{300}|\\PC{0,400}",
        name in "\\PC{0,300}",
        handle in "[a-z_]{1,15}|[a-z.]{1,250}",
        seed in any::<u64>(),
        second in any::<bool>(),
    ) {
        let mut study = study(1, 1, 1);
        let company: &mut Company = &mut study.panel[0];
        company.language = language;
        company.name.clone_from(&name);
        company.contact_points = BTreeMap::from([
            (Channel::Twitter, if second { "@acme @acmehelp" } else { "@acme" }.to_owned()),
            (Channel::Bluesky, "acme.bsky.social".to_owned()),
        ]);
        study.questions[0].reference = Some(reference.clone());
        study.questions[0].rejected = vec![reference];
        let mut behaviour = Behaviour::new(&study, seed);
        behaviour.set_post_conduct(channel, 0, 0, conduct);
        let posed = Posed {
            channel, company: 0, question: 0, nth: 1, at: study.wave.opens,
            text: &name, handle: &handle, name: &name,
        };
        let network = Network::of(channel).unwrap();
        for u in compose(&study, &behaviour, &posed, 1.0) {
            let texts = std::iter::once(&u.text).chain(u.edited.as_ref().map(|(_, t)| t));
            for text in texts {
                let long = Network::Twitter.length(text);
                prop_assert!(long <= 280 && network.length(text) <= network.most(), "{}: {}", long, text);
                prop_assert!(!text.trim().is_empty());
            }
        }
    }
}

/// Every profile of the panels of some seeds and languages.
fn profiles() -> Vec<(Language, AccountProfile)> {
    let mut found = Vec::new();
    for (seed, language) in (0..).zip([Language::En, Language::Nl, Language::Fr, Language::De]) {
        let mut study = study(100, 1, seed);
        for company in &mut study.panel {
            company.language = language;
        }
        let behaviour = Behaviour::new(&study, seed);
        for company in 0..100 {
            for second in [false, true] {
                found
                    .extend(profile(&study, &behaviour, X, company, second).map(|p| (language, p)));
            }
        }
        let again = Behaviour::new(&study, seed);
        let first = (0..100).find(|c| again.accounts(X, *c).is_some()).unwrap();
        assert_eq!(
            profile(&study, &behaviour, X, first, false),
            profile(&study, &again, X, first, false)
        );
    }
    found
}

#[test]
fn profiles_show_what_their_truth_says() {
    let profiles = profiles();
    assert_eq!(profiles.len(), 4 * 92);
    let opens: Timestamp = "2026-11-02T09:00:00Z".parse().unwrap();
    for (_, p) in &profiles {
        let t = &p.truth;
        assert!(p.bio.chars().count() <= 160, "{}", p.bio);
        assert!(!p.bio.contains('{') && !p.pinned.as_deref().unwrap_or_default().contains('{'));
        assert_eq!(t.email, p.bio.contains("help@"), "{}", p.bio);
        assert!(!t.names_second || p.bio.contains('@'));
        assert!(
            p.recent
                .iter()
                .all(|r| r.at < opens && Network::Twitter.length(&r.text) <= 280)
        );
        assert!(p.recent.windows(2).all(|w| w[0].at < w[1].at));
        let replies: Vec<&PastPost> = p.recent.iter().filter(|r| r.answers.is_some()).collect();
        let signed = replies
            .iter()
            .filter(|r| r.text.contains(" ^") || r.text.contains(" -"))
            .count();
        if let Some(share) = t.signed_share {
            assert!(
                (share - signed as f64 / replies.len() as f64).abs() < 1e-9,
                "{}",
                p.handle
            );
        }
        assert_eq!(t.dialogue_share.is_some(), !p.recent.is_empty());
        assert!(
            replies
                .iter()
                .all(|r| r.answers.as_ref().is_some_and(|(_, at, _)| *at < r.at))
        );
        assert_eq!(
            t.active,
            p.recent
                .last()
                .is_some_and(|l| l.at >= opens - (28 * 24).hours())
        );
        if let Some(promise) = t.promise {
            assert_eq!(promise.minutes.is_some(), promise.kind == "duration");
        }
    }
    let share = |is: &dyn Fn(&AccountProfile) -> bool| {
        profiles.iter().filter(|(_, p)| is(p)).count() as f64 / profiles.len() as f64
    };
    for (what, share, least, most) in [
        ("hours", share(&|p| !p.truth.hours.is_empty()), 0.2, 0.6),
        ("always open", share(&|p| p.truth.always_open), 0.005, 0.1),
        ("promise", share(&|p| p.truth.promise.is_some()), 0.1, 0.4),
        ("vague", share(&|p| p.truth.vague), 0.03, 0.3),
        ("phone", share(&|p| p.truth.phone), 0.03, 0.3),
        ("agents", share(&|p| p.truth.agents_named), 0.02, 0.3),
        ("default avatar", share(&|p| p.default_avatar), 0.02, 0.2),
        ("active", share(&|p| p.truth.active), 0.8, 0.99),
        (
            "service accounts",
            share(&|p| p.truth.service_account),
            0.3,
            0.6,
        ),
        ("pinned", share(&|p| p.pinned.is_some()), 0.2, 0.5),
        ("verified", share(&|p| p.verified.is_some()), 0.3, 0.6),
    ] {
        assert!((least..=most).contains(&share), "{what}: {share}");
    }
}
