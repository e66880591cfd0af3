//! How visits end that find nothing.

use super::search_site::{
    Site, accepted, ask, clock, file, page, question, send, status, visit, web,
};
use mystery_shopper::channel::Transport;
use mystery_shopper::channel::search::Searcher;
use mystery_shopper::model::AttemptResult;
use std::fmt::Write;

const SEARCH: &str = "<form action='/search'><input name=q></form><a href='/help'>Help</a>";

#[tokio::test]
async fn a_search_that_robots_txt_forbids_is_not_asked() {
    let (site, outcome, visit) = ask(vec![
        file(
            "/robots.txt",
            "text/plain",
            "User-agent: *\nDisallow: /search\n",
        ),
        page("/", SEARCH),
        page("/search*", "<p>Our gift cards are valid for 24 months.</p>"),
        page(
            "/help",
            "<h1>Help</h1><h2>Gift cards</h2><p>A gift card is valid for two years.</p>",
        ),
    ])
    .await;
    accepted(&outcome);
    assert!(!site.paths().iter().any(|p| p.starts_with("/search")));
    assert!(
        visit.found && visit.passage.contains("two years"),
        "{visit:?}"
    );
    let forbidden = visit.pages.iter().find(|p| p.problem.is_some()).unwrap();
    assert!(forbidden.problem.as_ref().unwrap().contains("forbids"));
}

#[tokio::test]
async fn a_site_that_forbids_everything_is_left_to_a_person() {
    let (site, outcome, visit) = ask(vec![
        file(
            "/robots.txt",
            "text/plain",
            "User-agent: shopper\nDisallow: /\n",
        ),
        page("/", SEARCH),
    ])
    .await;
    assert_eq!(outcome.result, AttemptResult::HandedOver);
    assert!(outcome.reply.contains("forbids"), "{}", outcome.reply);
    assert_eq!((site.paths().len(), visit.ended.as_str()), (1, "forbidden"));
    for (start, word) in [
        (status("/", 403), "403"),
        (
            page(
                "/",
                "<form method=post><input name=u><input type=password name=p></form>",
            ),
            "login",
        ),
    ] {
        let (_, outcome, _) = ask(vec![start]).await;
        assert_eq!(outcome.result, AttemptResult::HandedOver);
        assert!(outcome.reply.contains(word), "{}", outcome.reply);
    }
}

#[tokio::test]
async fn nothing_found_is_a_visit_too() {
    let (site, outcome, visit) = ask(vec![
        page("/", SEARCH),
        page("/search*", "<p>Sorry, we found nothing for gift card.</p>"),
        page("/help", "<h1>Help</h1><h2>Gift cards</h2><p>Contact us about gift cards.</p><h2>Delivery</h2><p>It takes three days.</p>"),
    ])
    .await;
    accepted(&outcome);
    assert!(outcome.said.is_empty());
    assert_eq!(
        (visit.found, visit.offered_first, visit.ended.as_str()),
        (false, Some(false), "nothing left")
    );
    assert!(outcome.reply.contains("no answer"), "{}", outcome.reply);
    assert!(site.paths().contains(&"/sitemap.xml".to_owned()));
}

#[tokio::test]
async fn a_budget_is_kept() {
    let clock = clock();
    let mut links = String::new();
    let mut answers = Vec::new();
    for n in 0..30 {
        write!(links, "<a href='/help/{n}'>Help {n} about gift cards</a>").unwrap();
        answers.push(page(&format!("/help/{n}"), "x".repeat(50_000)));
    }
    answers.push(page("/", links));
    let site = Site::serve(&clock, answers).await;
    let mut web = web();
    web.searches.most_pages = 4;
    let mut searcher = Searcher::new(&web, clock.clone()).unwrap();
    let outcome = send(&mut searcher, &question(&site.address)).await;
    accepted(&outcome);
    assert_eq!(
        (site.paths().len(), visit(&outcome).ended.as_str()),
        (4, "budget")
    );
    web.searches.most_pages = 100;
    web.searches.most_bytes = 200_000;
    let mut searcher = Searcher::new(&web, clock).unwrap();
    let outcome = send(&mut searcher, &question(&site.address)).await;
    let visit = visit(&outcome);
    assert_eq!(visit.ended, "budget");
    assert!(
        visit.bytes <= 200_000 && visit.bytes > 100_000,
        "{}",
        visit.bytes
    );
}

#[tokio::test]
async fn what_may_pass_is_asked_again_later() {
    let result = async |answers| ask(answers).await.1.result;
    assert_eq!(
        result(vec![status("/", 503)]).await,
        AttemptResult::Deferred
    );
    assert_eq!(
        result(vec![status("/", 429)]).await,
        AttemptResult::Deferred
    );
    assert_eq!(
        result(vec![status("/robots.txt", 503)]).await,
        AttemptResult::Deferred
    );
    assert_eq!(result(vec![status("/", 404)]).await, AttemptResult::Refused);
    assert_eq!(
        result(vec![file("/", "application/pdf", "%PDF")]).await,
        AttemptResult::Refused
    );
    // The search was down: that it found nothing is no finding.
    let (_, outcome, visit) = ask(vec![
        page("/", SEARCH),
        status("/search*", 503),
        page("/help", "<p>Hello</p>"),
    ])
    .await;
    assert_eq!(
        (outcome.result, visit.ended.as_str()),
        (AttemptResult::Deferred, "asked to come later")
    );
    // Who is asked to come later does not go on.
    let (site, outcome, _) = ask(vec![
        page("/", SEARCH),
        status("/search*", 429),
        page("/help", "<p>Hello</p>"),
    ])
    .await;
    assert_eq!(
        (outcome.result, site.paths().len()),
        (AttemptResult::Deferred, 3)
    );
}

#[tokio::test]
async fn who_is_not_there_was_not_reached() {
    let clock = clock();
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}/", listener.local_addr().unwrap())
    };
    let mut searcher = Searcher::new(&web(), clock).unwrap();
    let outcome = send(&mut searcher, &question(&closed)).await;
    assert_eq!(outcome.result, AttemptResult::NotReached);
    let outcome = send(&mut searcher, &question("acme.example")).await;
    assert_eq!(outcome.result, AttemptResult::HandedOver);
    let mut none = question(&closed);
    none.particulars = None;
    assert_eq!(
        send(&mut searcher, &none).await.result,
        AttemptResult::Skipped
    );
    assert!(searcher.at_a_time() > 1 && searcher.ready(&none).await.is_ok());
}

#[tokio::test]
async fn a_hostile_page_is_read_in_time() {
    let deep = "<div>".repeat(400_000);
    let mut links = String::new();
    for n in 0..100_000 {
        write!(links, "<a href=/{n}>gift card {n}</a>").unwrap();
    }
    let json = format!(
        "<script type='application/ld+json'>{}{}</script>",
        "[".repeat(400_000),
        "]".repeat(400_000)
    );
    for body in [
        deep,
        links,
        json,
        "<a href='/x'><b><i>".repeat(100_000),
        "<p>gift card valid ".repeat(100_000),
        "gift card valid 24 months. ".repeat(70_000),
    ] {
        let (_, outcome, _) = ask(vec![page("/", body), page("/*", "x")]).await;
        accepted(&outcome);
    }
}
