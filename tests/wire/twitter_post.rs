//! Posting: once, whatever happens, and to nobody who did not agree.

use super::twitter_server::{Fake, Said, at, clock, id, tokens};
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use mystery_shopper::channel::social::{Permit, Social};
use mystery_shopper::channel::twitter::Twitter;
use mystery_shopper::channel::{Dispatch, Poster, Transport};
use mystery_shopper::clock::Clock;
use mystery_shopper::error::Error;
use mystery_shopper::model::{AttemptResult, Consent, Network, Outcome};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

const POST: &str = "POST /2/tweets";

fn consent(handle: &str) -> Consent {
    Consent {
        network: Network::Twitter,
        handle: handle.to_owned(),
        who: "J. Client".to_owned(),
        when: date(2026, 10, 1),
        ground: "contract".to_owned(),
    }
}

fn permit() -> Permit {
    Permit::of(
        &[consent("acme")],
        Network::Twitter,
        "acme",
        "@acme caf\u{e9} \u{1f600} & <you>?",
    )
    .unwrap()
}

fn dispatch(number: u32, to: &str, body: &str) -> Dispatch {
    Dispatch {
        enquiry: number,
        number: 1,
        from_name: String::new(),
        from: String::new(),
        to: to.to_owned(),
        own_id: String::new(),
        thread_id: String::new(),
        subject: String::new(),
        body: body.to_owned(),
        date: at("2026-11-02T10:00:00Z"),
        particulars: None,
    }
}

fn taken(id: u64) -> Said {
    Said::json(201, &json!({"data": {"id": id.to_string(), "text": "x"}}))
}

#[tokio::test]
async fn what_each_end_of_a_post_means() {
    let given = id("2026-11-02T10:00:00.900Z", 5);
    let problem = |status: u16| {
        Said::json(
            status,
            &json!({"title": "No", "detail": "because", "status": status}),
        )
    };
    for (said, result, words) in [
        (taken(given), AttemptResult::Accepted, given.to_string()),
        (Said::Nothing, AttemptResult::InDoubt, "lost".to_owned()),
        (
            Said::Half(201),
            AttemptResult::InDoubt,
            "status 201".to_owned(),
        ),
        (
            Said::text(200, "{}"),
            AttemptResult::InDoubt,
            "no id".to_owned(),
        ),
        (problem(500), AttemptResult::InDoubt, "because".to_owned()),
        (
            Said::text(503, ""),
            AttemptResult::InDoubt,
            "503".to_owned(),
        ),
        (
            problem(429),
            AttemptResult::NotReached,
            "because".to_owned(),
        ),
        (
            problem(402),
            AttemptResult::NotReached,
            "because".to_owned(),
        ),
        (problem(403), AttemptResult::Refused, "because".to_owned()),
        (problem(400), AttemptResult::Refused, "because".to_owned()),
        (
            Said::text(302, "").with("Location", "/2/tweets"),
            AttemptResult::InDoubt,
            "302".to_owned(),
        ),
        (
            Said::text(307, "").with("Location", "/2/tweets"),
            AttemptResult::InDoubt,
            "307".to_owned(),
        ),
    ] {
        let answer = said.clone();
        let server = Fake::of_shopper(move |_| answer.clone()).await;
        let mut twitter = Twitter::new(&server.signing(), clock()).unwrap();
        twitter.ready().await.unwrap();
        let (got, reply, when) = twitter.publish(&permit()).await.unwrap();
        assert_eq!(got, result, "{said:?}");
        assert!(reply.contains(&words), "{said:?}: {reply}");
        assert_eq!(server.count(POST), 1, "{said:?}");
        let body: Value = serde_json::from_str(&server.all(POST)[0].body).unwrap();
        assert_eq!(body, json!({"text": "@acme caf\u{e9} \u{1f600} & <you>?"}));
        let time = (result == AttemptResult::Accepted).then(|| at("2026-11-02T10:00:00Z"));
        assert_eq!(when, time);
        let may_have_cost = matches!(result, AttemptResult::Accepted | AttemptResult::InDoubt);
        assert_eq!(twitter.usage().posts, u64::from(may_have_cost));
    }
}

#[tokio::test]
async fn a_post_that_finds_nobody_was_not_sent() {
    let server = Fake::of_shopper(|_| Said::Nothing).await;
    let mut account = server.signing();
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    account.api = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let mut twitter = Twitter::new(&account, clock()).unwrap();
    let (result, ..) = twitter.publish(&permit()).await.unwrap();
    assert_eq!(result, AttemptResult::NotReached);
}

#[tokio::test]
async fn a_token_that_has_run_out_is_renewed_before_the_post_is_taken() {
    let dir = tempfile::tempdir().unwrap();
    let file = tokens(dir.path(), "a1", "r1", Timestamp::MAX);
    let server = Fake::of_shopper(|asked| match (asked.line().as_str(), asked.bearer()) {
        ("POST /2/oauth2/token", _) => Said::json(
            200,
            &json!({"access_token": "a2", "refresh_token": "r2", "expires_in": 7200}),
        ),
        (_, "a2") => taken(77),
        _ => Said::json(401, &json!({"title": "Unauthorized"})),
    })
    .await;
    let mut twitter = Twitter::new(&server.with_tokens(&file), clock()).unwrap();
    let (result, own, when) = twitter.publish(&permit()).await.unwrap();
    assert_eq!((result, own.as_str()), (AttemptResult::Accepted, "77"));
    assert_eq!(
        when,
        Some(at("2026-11-02T10:00:00Z")),
        "an id without a time"
    );
    assert_eq!(server.lines(), [POST, "POST /2/oauth2/token", POST]);
}

#[tokio::test]
async fn a_limit_that_is_used_up_is_waited_for_before_posting() {
    let clock = clock();
    let reset = at("2026-11-02T10:12:00Z");
    let server = Fake::of_shopper(move |_| {
        taken(77)
            .with("x-rate-limit-remaining", 0)
            .with("x-rate-limit-reset", reset.as_second())
    })
    .await;
    let mut twitter = Twitter::new(&server.signing(), clock.clone()).unwrap();
    twitter.publish(&permit()).await.unwrap();
    twitter.ready().await.unwrap();
    assert_eq!(clock.now(), reset);
    assert_eq!(server.count(POST), 1);
}

async fn send<S: Social>(
    poster: &mut Poster<S>,
    batch: &[Dispatch],
) -> (Vec<Outcome>, Result<(), Error>) {
    let mut outcomes = Vec::new();
    let result = poster
        .send(batch, &mut |outcome| {
            outcomes.push(outcome);
            Ok(())
        })
        .await;
    (outcomes, result)
}

fn poster(server: &Fake, clock: &Clock, cap: u32, made: &[Timestamp]) -> Poster<Twitter> {
    let twitter = Twitter::new(&server.signing(), clock.clone()).unwrap();
    let zone = TimeZone::get("Europe/Brussels").unwrap();
    Poster::new(
        twitter,
        vec![consent("acme")],
        cap,
        made.iter().copied(),
        zone,
        clock.clone(),
    )
}

#[tokio::test]
async fn the_cap_is_of_a_local_day() {
    let clock = clock();
    let server = Fake::of_shopper(|_| taken(77)).await;
    // 23:30 of the day before and 00:30 of this one, in Brussels.
    let made = [at("2026-11-01T22:30:00Z"), at("2026-11-01T23:30:00Z")];
    let mut poster = poster(&server, &clock, 2, &made);
    assert_eq!(poster.at_a_time(), 1);
    let ask = dispatch(1, "acme", "@acme Do you open on Sundays?");
    poster.ready(&ask).await.unwrap();
    let (outcomes, _) = send(&mut poster, std::slice::from_ref(&ask)).await;
    assert_eq!(outcomes[0].result, AttemptResult::Accepted);
    let error = poster.ready(&ask).await.unwrap_err();
    assert!(error.to_string().contains("daily cap of 2"), "{error}");
    let (outcomes, _) = send(&mut poster, std::slice::from_ref(&ask)).await;
    assert_eq!(outcomes[0].result, AttemptResult::NotReached);
    assert_eq!(server.count(POST), 1);
    clock.sleep_until(at("2026-11-02T23:00:00Z")).await;
    poster.ready(&ask).await.unwrap();
    let (outcomes, _) = send(&mut poster, std::slice::from_ref(&ask)).await;
    assert_eq!(outcomes[0].result, AttemptResult::Accepted);
}

#[tokio::test]
async fn a_batch_tells_of_each_and_stops_at_doubt_and_at_a_refused_login() {
    for (said, results) in [
        (
            Said::Nothing,
            [
                AttemptResult::Skipped,
                AttemptResult::InDoubt,
                AttemptResult::NotReached,
            ],
        ),
        (
            Said::text(401, ""),
            [
                AttemptResult::Skipped,
                AttemptResult::NotReached,
                AttemptResult::NotReached,
            ],
        ),
        (
            taken(7),
            [
                AttemptResult::Skipped,
                AttemptResult::Accepted,
                AttemptResult::Accepted,
            ],
        ),
    ] {
        let clock = clock();
        let is_refused = matches!(said, Said::Answer { status: 401, .. });
        let server = Fake::of_shopper(move |_| said.clone()).await;
        let mut poster = poster(&server, &clock, 9, &[]);
        let batch = [
            dispatch(1, "other", "@other Do you open on Sundays?"),
            dispatch(2, "acme", "@acme Do you open on Sundays?"),
            dispatch(3, "@Acme", "@acme Do you open on Mondays?"),
        ];
        let (outcomes, result) = send(&mut poster, &batch).await;
        let got: Vec<_> = outcomes.iter().map(|o| o.result).collect();
        assert_eq!(got, results);
        assert!(
            outcomes[0].reply.contains("no consent"),
            "{}",
            outcomes[0].reply
        );
        assert_eq!(
            matches!(result, Err(Error::Authentication { .. })),
            is_refused
        );
    }
}

#[tokio::test]
async fn what_may_not_be_posted_touches_no_network() {
    let clock = clock();
    let server = Fake::of_shopper(|_| taken(7)).await;
    let mut poster = poster(&server, &clock, 9, &[]);
    for (to, body) in [
        ("other", "@other Hello?"),
        ("acme", "@other Hello?"),
        ("acme", "Hello @acme?"),
        ("acme", "@acme @other Hello?"),
        ("acme", "@acme see acme.com"),
        ("", "Hello?"),
    ] {
        let ask = dispatch(1, to, body);
        poster.ready(&ask).await.unwrap();
        let (outcomes, _) = send(&mut poster, &[ask]).await;
        assert_eq!(outcomes[0].result, AttemptResult::Skipped, "{to}: {body}");
        assert!(outcomes[0].reply.starts_with("not sent: "));
    }
    assert!(server.lines().is_empty(), "{:?}", server.lines());
}

/// A handle, now and then one that looks like another.
fn handle() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[aAb]",
        2 => "@?[aAb]{1,2}",
        2 => prop::sample::select(vec![
            "", "@", " a", "\u{ff21}", "a b", "\u{0430}", "\u{212a}"
        ])
        .prop_map(str::to_owned),
    ]
}

/// Sends what is asked by a poster with these consents; the texts that reached the server.
async fn posted(consents: Vec<Consent>, asks: &[(String, String, String)]) -> Vec<String> {
    let server = Fake::of_shopper(|_| taken(7)).await;
    let clock = clock();
    let twitter = Twitter::new(&server.signing(), clock.clone()).unwrap();
    let mut poster = Poster::new(twitter, consents, 99, [], TimeZone::UTC, clock);
    let batch: Vec<Dispatch> = asks
        .iter()
        .zip(1..)
        .map(|((to, named, rest), n)| dispatch(n, to, &format!("@{named}{rest}")))
        .collect();
    poster.ready(&batch[0]).await.unwrap();
    let (outcomes, result) = send(&mut poster, &batch).await;
    assert!(result.is_ok() && outcomes.len() == batch.len());
    let accepted = |o: &&Outcome| o.result == AttemptResult::Accepted;
    let arrived = server.all(POST);
    assert_eq!(outcomes.iter().filter(accepted).count(), arrived.len());
    arrived
        .iter()
        .map(|asked| {
            let body: Value = serde_json::from_str(&asked.body).unwrap();
            body["text"].as_str().unwrap().to_owned()
        })
        .collect()
}

#[test]
fn nobody_is_asked_without_a_consent() {
    let consenting = prop::collection::vec(
        (prop::sample::select(Network::ALL.to_vec()), handle()),
        0..4,
    );
    // Mostly the text names whom it is for.
    let ask = (
        handle(),
        prop::option::of(handle()),
        "( hello| [a-c@./ ]{0,6})",
    );
    let several = prop::collection::vec(
        ask.prop_map(|(to, named, rest)| (to.clone(), named.unwrap_or(to), rest)),
        1..6,
    );
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let reached = std::cell::Cell::new(0);
    let result = runner.run(&(consenting, several), |(agreed, asks)| {
        let on_record = agreed
            .iter()
            .map(|(network, handle)| Consent {
                network: *network,
                ..consent(handle)
            })
            .collect();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        for text in runtime.block_on(posted(on_record, &asks)) {
            reached.set(reached.get() + 1);
            prop_assert_eq!(text.matches('@').count(), 1);
            let named = text.split_whitespace().next().unwrap();
            prop_assert!(named.starts_with('@'));
            let may_be = agreed.iter().any(|(network, handle)| {
                let handle = handle.trim().trim_start_matches('@');
                *network == Network::Twitter
                    && !handle.is_empty()
                    && handle.eq_ignore_ascii_case(&named[1..])
            });
            prop_assert!(may_be, "{} was posted, and only {:?} agreed", text, agreed);
        }
        Ok(())
    });
    assert!(result.is_ok(), "{result:?}");
    assert!(
        reached.get() > 50,
        "only {} posts reached the server",
        reached.get()
    );
}
