//! What companies say is their own policy, and their desks keep to it as seldom as the study found.

use super::study;
use mystery_shopper::model::Channel;
use mystery_shopper::sandbox::web::ChatEnding;
use mystery_shopper::sandbox::{Behaviour, Content};
use std::collections::BTreeSet;

fn stance(content: Content) -> u8 {
    let Content::Stance { stance, .. } = content else {
        panic!("no policy: {content:?}");
    };
    stance
}

/// The stances of the answers to one question by mail, on Twitter, on the site, by form and in the chat.
fn stances(behaviour: &Behaviour, company: u32, question: u32) -> [Option<u8>; 5] {
    let mail = behaviour.conduct(company, question).answer.as_ref();
    let form = behaviour.form_conduct(company, question).answer.as_ref();
    let post = behaviour.post_conduct(Channel::Twitter, company, question);
    let chat = match behaviour.chat_conduct(company, question).ending {
        ChatEnding::BotAnswers(content) | ChatEnding::AgentAnswers { content, .. } => Some(content),
        _ => None,
    };
    let site = behaviour.site_conduct(company, question).answer;
    [
        mail.map(|a| a.content),
        post.answer.as_ref().map(|a| a.content),
        site.map(|a| a.content),
        form.map(|a| a.content),
        chat,
    ]
    .map(|c| c.map(stance))
}

#[test]
fn as_few_say_the_same_everywhere_as_the_study_found() {
    let (mut everywhere, mut same, mut three) = (0, 0, 0);
    let (mut said, mut right) = (0, 0);
    for seed in [1, 7, 33, 2014] {
        let (mut study, plan) = study(100, seed, &["web-search"]);
        // Every question is put to each company wherever it can be.
        let all = study.design.questions[&Channel::WebSearch].clone();
        for channel in [
            Channel::Email,
            Channel::Twitter,
            Channel::WebForm,
            Channel::Chat,
        ] {
            study.design.questions.insert(channel, all.clone());
        }
        let behaviour = Behaviour::new(&study, seed);
        let cells: BTreeSet<(u32, u32)> = plan.iter().map(|e| (e.company, e.question)).collect();
        let before = (everywhere, same);
        for (company, question) in cells {
            let all = stances(&behaviour, company, question);
            let [mail, post, site, form, chat] = all;
            for stance in all.into_iter().flatten() {
                said += 1;
                right += u32::from(stance == 0);
            }
            // One desk, one answer.
            assert!(mail.is_none() || form.is_none() || mail == form);
            assert!(site.is_none() || chat.is_none() || site == chat);
            if let (Some(mail), Some(post), Some(site)) = (mail, post, site) {
                everywhere += 1;
                same += u32::from(mail == post && post == site);
                three += u32::from(mail != post && post != site && mail != site);
            }
        }
        println!(
            "seed {seed}: of {} answered on all three {} the same",
            everywhere - before.0,
            same - before.1
        );
    }
    println!("of {everywhere} {same} the same, {three} three ways; {right} of {said} right");
    let share = f64::from(same) / f64::from(everywhere);
    assert!(everywhere > 300, "{everywhere}");
    assert!((0.07..=0.17).contains(&share), "{share}");
    assert!(three > 0 && three < same, "{three}");
    let right = f64::from(right) / f64::from(said);
    assert!((0.58..=0.69).contains(&right), "{right}");
}

#[test]
fn a_study_that_knows_other_answers_gets_what_it_knows() {
    let (mut study, _) = study(20, 5, &["email"]);
    for question in &mut study.questions {
        question.reference = Some("Whatever the moon says.".to_owned());
    }
    let behaviour = Behaviour::new(&study, 5);
    let mut answers = 0;
    for company in 0..20 {
        for question in 0..u32::try_from(study.questions.len()).unwrap() {
            if let Some(answer) = &behaviour.conduct(company, question).answer {
                assert!(!matches!(answer.content, Content::Stance { .. }));
                answers += 1;
            }
        }
    }
    assert!(answers > 20, "{answers}");
}
