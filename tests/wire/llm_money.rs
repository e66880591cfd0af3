//! What a language model costs, and the cap.

use super::llm_market::{Market, honest, paid, says};
use super::twitter_server::{Fake, Said};
use mystery_shopper::channel::llm::Endpoint;
use mystery_shopper::fieldwork::Stop;
use mystery_shopper::fieldwork::judge::{End, Judge};
use mystery_shopper::model::LlmCoder;

const ASK: &str = "POST /v1/chat/completions";
const ANSWERS: [(&str, &str); 3] = [
    ("You have 28 days.", "Within four weeks, yes."),
    ("You have got 28 days.", "Until four weeks are over."),
    ("It is 30 days here.", "We take it back for a month."),
];

#[tokio::test]
async fn the_cap_stops_before_the_request_that_could_exceed_it() {
    let market = Market::with(&ANSWERS).await;
    let server = Fake::start(|asked| says(&honest(asked))).await;
    let free = market.judge(&paid(&server, 0)).await.unwrap();
    assert_eq!((free.end, free.requests), (End::Cap, 0));
    assert!(server.all(ASK).is_empty());
    // Each reply says 520 tokens; a request may come to its bytes and the limit of the reply.
    let coder = paid(&server, 6_000);
    let judged = market.judge(&coder).await.unwrap();
    assert_eq!(judged.end, End::Cap);
    let asked = server.all(ASK);
    let most = asked
        .iter()
        .map(|a| a.body.len() as u64 + 64 + 400)
        .max()
        .unwrap();
    let spent = market
        .judging(&coder, 1, false)
        .await
        .spent()
        .await
        .unwrap()
        .unwrap();
    assert_eq!(spent, 520 * asked.len() as u64);
    assert!(spent <= 6_000 && spent + most > 6_000, "{spent} {most}");
    assert!(!asked.is_empty() && asked.len() < 12);
    // More money, and it goes on from there.
    let more = market.judge(&paid(&server, 1_000_000)).await.unwrap();
    assert_eq!((more.end, server.all(ASK).len()), (End::All, 12));
    assert_eq!(more.codings + judged.codings, 6);
}

#[tokio::test]
async fn what_is_not_counted_or_lost_is_taken_for_the_most() {
    let market = Market::with(&ANSWERS[..1]).await;
    let mut asked = 0;
    let server = Fake::start(move |request| {
        asked += 1;
        if asked == 1 {
            return Said::Half(200);
        }
        let mut said = super::llm_market::chat(&honest(request));
        said.as_object_mut().unwrap().remove("usage");
        Said::json(200, &said)
    })
    .await;
    let coder = paid(&server, 1_000_000);
    market.judge(&coder).await.unwrap();
    let most: usize = server
        .all(ASK)
        .iter()
        .map(|a| a.body.len() + 64 + 400)
        .sum();
    let spent = market
        .judging(&coder, 1, false)
        .await
        .spent()
        .await
        .unwrap();
    assert_eq!(spent, Some(most as u64));
}

#[tokio::test]
async fn the_estimate_is_made_without_a_request() {
    let market = Market::with(&ANSWERS).await;
    let server = Fake::start(|asked| says(&honest(asked))).await;
    let coder = paid(&server, 1_000_000);
    let before = market
        .judging(&coder, 3, false)
        .await
        .estimate()
        .await
        .unwrap();
    assert_eq!((before.items, before.requests, before.kept), (6, 36, 0));
    assert!(server.all(ASK).is_empty());
    market.judge(&coder).await.unwrap();
    // The first round is kept, whoever asks for three.
    let after = market
        .judging(&coder, 3, false)
        .await
        .estimate()
        .await
        .unwrap();
    assert_eq!((after.requests, after.kept), (36, 12));
    let sent: usize = server.all(ASK).iter().map(|a| a.body.len()).sum();
    assert_eq!(before.bytes - after.bytes, sent as u64);
    let few = LlmCoder {
        most_answers: 2,
        ..coder
    };
    let drawn = market
        .judging(&few, 1, false)
        .await
        .estimate()
        .await
        .unwrap();
    assert_eq!((drawn.items, drawn.left_out), (2, 4));
}

#[tokio::test]
async fn the_same_answer_is_paid_once() {
    let market = Market::with(&[("You have 28 days.", "You have 28 days."); 3]).await;
    let server = Fake::start(|asked| says(&honest(asked))).await;
    let coder = paid(&server, 1_000_000);
    let estimate = market
        .judging(&coder, 1, false)
        .await
        .estimate()
        .await
        .unwrap();
    let judged = market.judge(&coder).await.unwrap();
    assert_eq!(judged.requests, estimate.requests - estimate.kept);
    assert!(judged.requests < 12 && judged.kept == 12 - judged.requests);
    assert_eq!(judged.codings, 6);
}

#[tokio::test]
async fn a_stop_is_heard_between_requests_and_in_the_waits() {
    let market = Market::with(&ANSWERS).await;
    let server = Fake::start(|asked| says(&honest(asked))).await;
    let coder = paid(&server, 1_000_000);
    let endpoint = Endpoint::new(&coder, &mystery_shopper::channel::llm::options())
        .await
        .unwrap();
    let judge: Judge<'_> = market.judging(&coder, 1, false).await;
    let stop = Stop::new();
    let wish = stop.clone();
    let judged = judge
        .run(Some(&endpoint), &stop, |done, _| {
            if done == 2 {
                wish.request();
            }
        })
        .await
        .unwrap();
    assert_eq!((judged.end, judged.codings), (End::Stopped, 2));
    assert_eq!(server.all(ASK).len(), 4);
}
