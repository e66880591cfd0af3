//! What the truth says of what was looked up.

use super::client::encoded;
use super::{Town, answers, study};
use jiff::SignedDuration;
use mystery_shopper::model::{Channel, Disposition, Enquiry, Study};
use mystery_shopper::sandbox::{Scenario, web};
use web::Place;

/// Where the parts of a site stand, by what made it: see `paths.rs`.
fn places(builder: web::Builder) -> (&'static str, &'static str, &'static str) {
    match builder {
        web::Builder::Plaza => ("/help", "/faq", "/search?q="),
        web::Builder::Centre => ("/hc", "/hc/faq", "/hc/search?query="),
        web::Builder::Ledger => ("/support/index.html", "/support/faq.html", "/find?term="),
        web::Builder::Journal => ("/customer-service/", "/customer-service/questions/", "/?s="),
        web::Builder::Atlas => ("/info/help", "/info/answers", "/kb/search?keywords="),
    }
}

/// A visitor who looks where the answer is, with a pause after each page. Returns when a page with the answer
/// came, if one did.
async fn visit(
    town: &Town,
    study: &Study,
    enquiry: &Enquiry,
    words: &str,
) -> Option<jiff::Timestamp> {
    let site = town
        .market
        .behaviour()
        .site(enquiry.company)
        .unwrap()
        .clone();
    let (help, faq, search) = places(site.builder);
    let mut client = town.client(enquiry.company);
    let mut due = vec!["/".to_owned()];
    if site.search && !site.search_forbidden {
        due.push(format!("{search}{}", encoded(words)));
    }
    due.extend([help.to_owned(), faq.to_owned()]);
    let mut at = 0;
    while at < due.len() && at < 40 {
        let page = client.open(&due[at]).await;
        let text = page.text();
        if answers(enquiry.question(study)).any(|a| text.contains(a)) {
            return Some(town.clock.now());
        }
        for link in page.links() {
            let is_help = [
                "/article",
                "/hc/articles",
                "/support/",
                "/customer-service/",
                "/kb/AA",
            ];
            let path = link.split('#').next().unwrap().to_owned();
            if is_help.iter().any(|h| path.starts_with(h)) && !due.contains(&path) {
                due.push(path);
            }
        }
        at += 1;
        let next = town.clock.now() + SignedDuration::from_secs(2);
        town.clock.sleep_until(next).await;
    }
    None
}

#[tokio::test]
async fn the_truth_is_what_the_site_holds_and_when_it_was_sent() {
    let (study, plan) = study(40, 11, &["web-search"]);
    let town = Town::open(&study, &plan, Scenario::default());
    let mut due: Vec<&Enquiry> = plan.iter().collect();
    due.sort_by_key(|e| (e.due_at, e.seq));
    let mut seen = vec![None; plan.len()];
    // One company is not asked at all.
    let (last, asked) = due.split_last().unwrap();
    for enquiry in asked.iter().filter(|e| e.company != last.company) {
        let moment = enquiry.due_at.unwrap().max(town.clock.now());
        town.clock.sleep_until(moment).await;
        let words = enquiry.render(&study).question;
        seen[enquiry.seq as usize] = visit(&town, &study, enquiry, &words).await;
    }
    let truth = town.market.truth(&plan);
    let (mut answered, mut found, mut wrong) = (0, 0, 0);
    for (enquiry, row) in plan.iter().zip(&truth) {
        assert_eq!(row.enquiry_id, enquiry.id(&study));
        assert_eq!(enquiry.channel, Channel::WebSearch);
        let holds = town
            .market
            .behaviour()
            .site_conduct(enquiry.company, enquiry.question)
            .answer;
        if enquiry.company == last.company {
            assert_eq!(row.disposition, Disposition::NotSent);
            continue;
        }
        let Some(answer) = holds else {
            assert_eq!(row.disposition, Disposition::Silent, "{}", row.enquiry_id);
            assert_eq!((row.answered_at, row.correct), (None, None));
            continue;
        };
        answered += 1;
        assert_eq!(row.disposition, Disposition::Answered, "{}", row.enquiry_id);
        assert_eq!(row.correct.is_some(), !row.stance.is_empty());
        wrong += u32::from(row.correct == Some(false));
        if let Some(at) = seen[enquiry.seq as usize] {
            found += 1;
            assert_eq!(row.answered_at, Some(at), "{} {answer:?}", row.enquiry_id);
        } else {
            // Nobody came where only the sitemap leads.
            assert!(
                matches!(answer.place, Place::Listed),
                "{} {answer:?}",
                row.enquiry_id
            );
            assert!(row.answered_at.is_some());
        }
    }
    assert!(
        answered >= 240 && found >= 200 && wrong >= 30,
        "{answered} {found} {wrong}"
    );
}
