//! The one HTTP client: what it trusts, and what it does not do.

use super::smtp_login::certificate;
use super::twitter_server::{Fake, Said};
use mystery_shopper::channel::http::{Failure, Http, Options, USER_AGENT};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

fn http(options: &Options) -> Http {
    Http::new(options).unwrap()
}

#[tokio::test]
async fn it_says_who_asks_and_takes_in_so_much() {
    let server = Fake::start(|_| Said::text(200, &"x".repeat(5000))).await;
    let client = http(&Options::default());
    let answer = client.get(&server.api(), &[]).await.unwrap();
    assert_eq!((answer.status, answer.body.len()), (200, 5000));
    let asked = server.asked.lock().unwrap()[0].clone();
    assert_eq!(asked.headers["user-agent"], USER_AGENT);
    assert!(USER_AGENT.ends_with("(mystery-shopper benchmark)"));
    assert!(!asked.headers.contains_key("cookie"));
    let small = http(&Options {
        most: 4999,
        user_agent: "another/1".to_owned(),
        ..Options::default()
    });
    match small.get(&server.api(), &[]).await {
        Err(Failure::Lost { reason, status }) => {
            assert_eq!(status, Some(200));
            assert!(reason.contains("4999"), "{reason}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(
        server.asked.lock().unwrap()[1].headers["user-agent"],
        "another/1"
    );
}

#[tokio::test]
async fn redirects_stay_on_their_host() {
    let elsewhere = Fake::start(|_| Said::text(200, "elsewhere")).await;
    let away = elsewhere.api();
    let server = Fake::start(move |asked| match asked.path.as_str() {
        "/a" => Said::text(302, "").with("Location", "/b"),
        "/away" => Said::text(302, "").with(
            "Location",
            format!("{}/x", away.replace("127.0.0.1", "localhost")),
        ),
        _ => Said::text(200, "here"),
    })
    .await;
    let never = http(&Options::default());
    let few = http(&Options {
        redirects: 2,
        ..Options::default()
    });
    let url = |path: &str| format!("{}{path}", server.api());
    assert_eq!(never.get(&url("/a"), &[]).await.unwrap().status, 302);
    assert_eq!(few.get(&url("/a"), &[]).await.unwrap().body, b"here");
    let answer = few.get(&url("/away"), &[]).await.unwrap();
    assert_eq!(answer.status, 302);
    assert!(answer.header("location").unwrap().contains("localhost"));
    assert!(elsewhere.lines().is_empty());
}

#[tokio::test]
async fn what_failed_is_told_apart() {
    let client = http(&Options::default());
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let failure = client.post(&address, &[], Vec::new()).await.unwrap_err();
    assert!(matches!(failure, Failure::Unreached(_)), "{failure:?}");
    assert!(failure.into_error("x").hint().is_some());
    let server = Fake::start(|_| Said::Nothing).await;
    let failure = client
        .post(&server.api(), &[], Vec::new())
        .await
        .unwrap_err();
    assert!(
        matches!(failure, Failure::Lost { status: None, .. }),
        "{failure:?}"
    );
    assert_eq!(server.lines().len(), 1, "nothing is repeated");
    for bad in ["http://example.org/", "nonsense"] {
        let failure = client.get(bad, &[]).await.unwrap_err();
        assert!(matches!(failure, Failure::Unreached(_)), "{failure:?}");
    }
    let failure = client
        .get(&server.api(), &[("authorization", "a\nb")])
        .await
        .unwrap_err();
    assert!(matches!(failure, Failure::Unreached(_)), "{failure:?}");
}

#[tokio::test]
async fn posts_have_a_connection_of_their_own() {
    let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", server.local_addr().unwrap());
    let client = http(&Options::default());
    for _ in 0..2 {
        let (answer, ()) = tokio::join!(client.post(&url, &[], b"{}".to_vec()), async {
            let (mut stream, _) = server.accept().await.unwrap();
            let mut heard = [0; 4096];
            assert!(stream.read(&mut heard).await.unwrap() > 0);
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                .await
                .unwrap();
            // It would be kept, but the client lets it go.
            assert_eq!(stream.read(&mut heard).await.unwrap(), 0);
        });
        assert_eq!(answer.unwrap().status, 200);
    }
}

#[tokio::test]
async fn a_private_authority_is_trusted_when_it_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let (acceptor, ca) = certificate(&dir);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let mut heard = [0; 4096];
            let _ = stream.read(&mut heard).await;
            let _ = stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
                .await;
            let _ = stream.shutdown().await;
        }
    });
    let failure = http(&Options::default()).get(&url, &[]).await.unwrap_err();
    assert!(
        matches!(&failure, Failure::Unreached(reason) if reason.contains("certificate")),
        "{failure:?}"
    );
    let trusting = http(&Options {
        tls_ca: Some(ca),
        ..Options::default()
    });
    assert_eq!(trusting.get(&url, &[]).await.unwrap().body, b"hi");
    let missing = Options {
        tls_ca: Some(dir.path().join("none.pem")),
        ..Options::default()
    };
    assert!(Http::new(&missing).is_err());
}
