//! A visitor on loopback: who plays the sites is in the same process, and time is simulated.

use super::{Page, Visitor};
use crate::clock::Clock;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Response;
use jiff::{SignedDuration, Timestamp};
use std::sync::{Arc, Mutex};

/// What is answered to a path: status, further headers, body.
type Answers = Vec<(&'static str, u16, Vec<(&'static str, String)>, Vec<u8>)>;

/// What was asked.
type Asked = Arc<Mutex<Vec<(Timestamp, String, String, String)>>>;

/// A site and what it was asked: moment, path, user agent and language.
struct Site {
    address: String,
    asked: Asked,
}

#[derive(Clone)]
struct Desk {
    clock: Clock,
    answers: Arc<Answers>,
    asked: Asked,
}

async fn answer(State(desk): State<Desk>, request: Request) -> Response<Body> {
    let path = request.uri().path().to_owned();
    let header = |name| {
        let value = request.headers().get(name);
        value.map_or("", |v| v.to_str().unwrap()).to_owned()
    };
    let asked = (
        desk.clock.now(),
        path.clone(),
        header("user-agent"),
        header("accept-language"),
    );
    desk.asked.lock().unwrap().push(asked);
    let found = desk.answers.iter().find(|(p, ..)| *p == path);
    let (status, headers, body) =
        found.map_or((404, &[][..], &b"gone"[..]), |(_, s, h, b)| (*s, h, b));
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, value);
    }
    response.body(Body::from(body.to_vec())).unwrap()
}

async fn serve(clock: &Clock, answers: Answers) -> Site {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::default();
    let desk = Desk {
        clock: clock.clone(),
        answers: Arc::new(answers),
        asked: Arc::clone(&asked),
    };
    let router = Router::new().fallback(answer).with_state(desk);
    tokio::spawn(async move { axum::serve(listener, router).await });
    Site { address, asked }
}

fn clock() -> Clock {
    Clock::simulated("2026-11-02T09:00:00Z".parse().unwrap())
}

fn visitor(clock: &Clock) -> Visitor {
    Visitor::new(clock.clone(), SignedDuration::from_secs(1)).unwrap()
}

fn html(body: &str) -> Vec<u8> {
    format!("<!doctype html><title>x</title>{body}").into_bytes()
}

fn to(target: impl Into<String>) -> Vec<(&'static str, String)> {
    vec![("location", target.into())]
}

#[tokio::test]
async fn a_host_is_asked_for_its_rules_first_and_is_given_its_rest() {
    let clock = clock();
    let site = serve(
        &clock,
        vec![
            (
                "/robots.txt",
                200,
                vec![],
                b"User-agent: *\nDisallow: /private".to_vec(),
            ),
            (
                "/",
                200,
                vec![("content-type", "text/html; charset=iso-8859-1".to_owned())],
                b"caf\xe9".to_vec(),
            ),
        ],
    )
    .await;
    let mut visitor = visitor(&clock);
    let home = format!("{}/#top", site.address);
    let page = visitor.page(&home, "nl").await.unwrap();
    assert_eq!(
        page,
        Page {
            address: format!("{}/", site.address),
            hops: vec![],
            cut: false,
            html: "caf\u{e9}".to_owned()
        }
    );
    visitor.page(&home, "nl").await.unwrap();
    let forbidden = visitor
        .page(&format!("{}/private/x", site.address), "nl")
        .await
        .unwrap_err();
    assert_eq!(
        forbidden,
        format!("the robots.txt of {} forbids it", site.address)
    );
    let start = "2026-11-02T09:00:00Z".parse::<Timestamp>().unwrap();
    let asked = site.asked.lock().unwrap().clone();
    let seen: Vec<(i64, &str, &str)> = asked
        .iter()
        .map(|(at, path, _, language)| {
            (
                at.duration_since(start).as_secs(),
                path.as_str(),
                language.as_str(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [(0, "/robots.txt", ""), (1, "/", "nl"), (2, "/", "nl")]
    );
    assert!(
        asked
            .iter()
            .all(|(_, _, agent, _)| agent.starts_with("shopper/"))
    );
}

#[tokio::test]
async fn redirects_are_followed_across_hosts_each_by_its_own_rules() {
    let clock = clock();
    let shop = serve(&clock, vec![("/nl", 200, vec![], html("shop"))]).await;
    let strict = serve(
        &clock,
        vec![
            (
                "/robots.txt",
                200,
                vec![],
                b"user-agent: shopper\ndisallow: /".to_vec(),
            ),
            ("/", 200, vec![], html("no")),
        ],
    )
    .await;
    let home = serve(
        &clock,
        vec![
            ("/", 301, to("/en?x=1"), vec![]),
            ("/en", 302, to(format!("{}/nl", shop.address)), vec![]),
            ("/strict", 307, to(&strict.address), vec![]),
            ("/mail", 302, to("mailto:a@b.example"), vec![]),
            ("/nowhere", 302, to("http://["), vec![]),
            ("/circle", 302, to("/circle2"), vec![]),
            ("/circle2", 302, to("/circle#x"), vec![]),
            ("/1", 302, to("/2"), vec![]),
            ("/2", 302, to("/3"), vec![]),
            ("/3", 302, to("/4"), vec![]),
            ("/4", 302, to("/5"), vec![]),
            ("/5", 302, to("/6"), vec![]),
            ("/6", 302, to("/7"), vec![]),
            ("/7", 200, vec![], html("far")),
            ("/bare", 304, vec![], vec![]),
        ],
    )
    .await;
    let mut visitor = visitor(&clock);
    let page = visitor.page(&home.address, "en").await.unwrap();
    assert_eq!(
        page.hops,
        [
            format!("{}/en?x=1", home.address),
            format!("{}/nl", shop.address)
        ]
    );
    assert_eq!(
        (page.address.as_str(), page.html.contains("shop")),
        (page.hops[1].as_str(), true)
    );
    for (path, why) in [
        ("/strict", "forbids it"),
        ("/mail", "leads to an address of mailto"),
        ("/nowhere", "what is no address"),
        ("/circle", "in a circle"),
        ("/1", "more than 5 times"),
        ("/bare", "answered 304"),
    ] {
        let said = visitor
            .page(&format!("{}{path}", home.address), "en")
            .await
            .unwrap_err();
        assert!(said.contains(why), "{path}: {said}");
    }
    assert!(
        visitor
            .page(&format!("{}/2", home.address), "en")
            .await
            .is_ok(),
        "five are followed"
    );
    let asked = strict.asked.lock().unwrap();
    let paths: Vec<&str> = asked.iter().map(|(_, path, ..)| path.as_str()).collect();
    assert_eq!(paths, ["/robots.txt"]);
}

#[tokio::test]
async fn what_is_no_page_is_told_in_a_sentence() {
    let clock = clock();
    let kind = |kind: &str| vec![("content-type", kind.to_owned())];
    let site = serve(
        &clock,
        vec![
            ("/pdf", 200, kind("application/pdf"), b"%PDF-1.7".to_vec()),
            ("/down", 503, kind("text/html"), html("later")),
            ("/empty", 200, kind("text/html"), vec![]),
            (
                "/huge",
                200,
                kind("text/html"),
                html(&"x".repeat(9_000_000)),
            ),
            (
                "/bytes",
                200,
                kind("text/html; charset=utf-8"),
                b"<p>\xff\xfe\x80 hello".to_vec(),
            ),
        ],
    )
    .await;
    let down = serve(
        &clock,
        vec![
            ("/robots.txt", 503, vec![], vec![]),
            ("/", 200, vec![], html("x")),
        ],
    )
    .await;
    let lost = serve(
        &clock,
        vec![
            ("/robots.txt", 302, to("/robots.txt"), vec![]),
            ("/", 200, vec![], html("x")),
        ],
    )
    .await;
    let mut visitor = visitor(&clock);
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}/", listener.local_addr().unwrap())
    };
    let at = |path: &str| format!("{}{path}", site.address);
    for (address, why) in [
        (at("/pdf"), "application/pdf is no page"),
        (at("/down"), "the server answered 503"),
        (at("/empty"), "the page is empty"),
        (at("/none"), "the server answered 404"),
        (
            down.address.clone(),
            "whether robots.txt forbids it is not known: the server answered 503",
        ),
        (closed, "refused"),
        // Too long for a name, so nobody need be asked whether there is one.
        (format!("http://{}.example/", "a".repeat(64)), "example: "),
        ("ftp://127.0.0.1/".to_owned(), "not of the web"),
        ("acme.example".to_owned(), "is no address"),
    ] {
        let said = visitor.page(&address, "en").await.unwrap_err();
        assert!(said.contains(why), "{address}: {said}");
    }
    let huge = visitor.page(&at("/huge"), "en").await.unwrap();
    assert_eq!((huge.cut, huge.html.len()), (true, 2_000_000));
    let bytes = visitor.page(&at("/bytes"), "en").await.unwrap();
    assert!(
        bytes.html.ends_with(" hello") && bytes.html.contains('\u{fffd}'),
        "{}",
        bytes.html
    );
    assert!(
        visitor.page(&lost.address, "en").await.is_ok(),
        "rules that cannot be found are none"
    );
}
