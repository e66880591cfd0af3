//! Logins and TLS of the IMAP client.

use crate::imap_collect::examine;
use crate::script::{Server, Step, hear, patient, say};
use crate::smtp_login::certificate;
use mystery_shopper::channel::email::Imap;
use mystery_shopper::clock::Clock;
use mystery_shopper::error::{Error, Exit, Result};
use mystery_shopper::model::{AuthMechanism, Endpoint, SecretSource, Security};

async fn log_in(endpoint: Endpoint) -> Result<()> {
    let mut imap = Imap::new(endpoint).with_timeouts(patient());
    let clock = Clock::simulated(jiff::Timestamp::UNIX_EPOCH);
    let collected = imap.collect("INBOX", None, &clock, async |_, _| Ok(()));
    collected.await.map(|_| ())
}

#[tokio::test]
async fn each_mechanism() {
    let xoauth2 = "dXNlcj1hbm5hAWF1dGg9QmVhcmVyIHAmc3MBAQ==";
    for (capabilities, asked, dialogue) in [
        (
            "AUTH=PLAIN SASL-IR",
            None,
            vec![hear("s1 AUTHENTICATE PLAIN AGFubmEAcCZzcw==\r\n")],
        ),
        (
            "AUTH=PLAIN",
            None,
            vec![
                hear("s1 AUTHENTICATE PLAIN\r\n"),
                say("+ \r\n"),
                hear("AGFubmEAcCZzcw==\r\n"),
            ],
        ),
        ("", None, vec![hear("s1 LOGIN \"anna\" \"p&ss\"\r\n")]),
        (
            "AUTH=PLAIN",
            Some(AuthMechanism::Login),
            vec![hear("s1 LOGIN \"anna\" \"p&ss\"\r\n")],
        ),
        (
            "LOGINDISABLED SASL-IR AUTH=XOAUTH2",
            None,
            vec![hear(&format!("s1 AUTHENTICATE XOAUTH2 {xoauth2}\r\n"))],
        ),
        (
            "AUTH=PLAIN AUTH=XOAUTH2",
            Some(AuthMechanism::Xoauth2),
            vec![
                hear("s1 AUTHENTICATE XOAUTH2\r\n"),
                say("+\r\n"),
                hear(&format!("{xoauth2}\r\n")),
            ],
        ),
    ] {
        let mut script = vec![say(&format!(
            "* OK [CAPABILITY IMAP4rev1 {capabilities}] hi\r\n"
        ))];
        script.extend(dialogue);
        script.push(say("s1 OK [CAPABILITY IMAP4rev1] in\r\n"));
        script.extend(examine(2, 0, 7, 1));
        let server = Server::start(vec![script]).await;
        log_in(server.with_login(asked)).await.unwrap();
        server.finish().await;
    }
}

/// What cannot stand between quotes goes as a literal, once the server is ready for it.
#[tokio::test]
async fn words_beyond_ascii() {
    let mut script = vec![
        say("* OK hi\r\n"),
        hear("s1 CAPABILITY\r\n"),
        say("* CAPABILITY IMAP4rev1\r\ns1 OK\r\n"),
        hear("s2 LOGIN {5}\r\n"),
        say("+ go\r\n"),
        hear("jörg {7}\r\n"),
        say("+ go\r\n"),
        hear("\"ä\\ b\"\r\n"),
        say("s2 OK in\r\n"),
        hear("s3 CAPABILITY\r\n"),
        say("* CAPABILITY IMAP4rev1\r\ns3 OK\r\n"),
    ];
    script.extend(examine(4, 0, 7, 1));
    let server = Server::start(vec![script]).await;
    let endpoint = Endpoint {
        user: Some("jörg".to_owned()),
        secret: Some(SecretSource::Command("echo '\"ä\\ b\"'".to_owned())),
        ..server.endpoint()
    };
    log_in(endpoint).await.unwrap();
    server.finish().await;
}

#[tokio::test]
async fn a_login_refused() {
    let greeting = say("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2 AUTH=PLAIN] hi\r\n");
    let plain = vec![
        greeting.clone(),
        hear("s1 AUTHENTICATE PLAIN AGFubmEAcCZzcw==\r\n"),
        say("s1 NO [AUTHENTICATIONFAILED] wrong\r\n"),
    ];
    let xoauth2 = vec![
        greeting,
        hear("s1 AUTHENTICATE XOAUTH2 dXNlcj1hbm5hAWF1dGg9QmVhcmVyIHAmc3MBAQ==\r\n"),
        say("+ eyJzdGF0dXMiOiI0MDAifQ==\r\n"),
        hear("\r\n"),
        say("s1 NO token expired\r\n"),
    ];
    for (script, asked, words) in [
        (plain, None, "wrong"),
        (xoauth2, Some(AuthMechanism::Xoauth2), "token expired"),
    ] {
        let server = Server::start(vec![script]).await;
        let error = log_in(server.with_login(asked)).await.unwrap_err();
        assert_eq!(error.exit(), Exit::Authentication);
        let text = error.to_string();
        assert!(
            text.contains(&format!("anna at 127.0.0.1:{}", server.port)),
            "{text}"
        );
        assert!(text.contains(words), "{text}");
        server.finish().await;
    }
}

#[tokio::test]
async fn a_login_deferred_is_the_servers_trouble() {
    let server = Server::start(vec![vec![
        say("* OK [CAPABILITY IMAP4rev1] hi\r\n"),
        hear("s1 LOGIN \"anna\" \"p&ss\"\r\n"),
        say("s1 NO [UNAVAILABLE] directory down\r\n"),
    ]])
    .await;
    let error = log_in(server.with_login(None)).await.unwrap_err();
    assert!(matches!(error, Error::Server { .. }), "{error}");
    server.finish().await;
}

#[tokio::test]
async fn tls_from_the_first_byte_and_after_starttls() {
    let dir = tempfile::tempdir().unwrap();
    let (acceptor, ca) = certificate(&dir);
    let mut implicit = vec![Step::Tls, say("* PREAUTH [CAPABILITY IMAP4rev1] hi\r\n")];
    implicit.extend([
        hear("s1 CAPABILITY\r\n"),
        say("* CAPABILITY IMAP4rev1\r\ns1 OK\r\n"),
    ]);
    implicit.extend(examine(2, 0, 7, 1));
    let mut explicit = vec![
        say("* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] hi\r\n"),
        hear("s1 STARTTLS\r\n"),
        say("s1 OK go\r\n"),
        Step::Tls,
        hear("s1 CAPABILITY\r\n"),
        say("* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\ns1 OK\r\n"),
        hear("s2 AUTHENTICATE PLAIN AGFubmEAcCZzcw==\r\n"),
        say("s2 OK [CAPABILITY IMAP4rev1] in\r\n"),
    ];
    explicit.extend(examine(3, 0, 7, 1));
    for (security, script) in [(Security::Tls, implicit), (Security::Starttls, explicit)] {
        let server = Server::start_with(vec![script], Some(acceptor.clone())).await;
        let endpoint = Endpoint {
            security,
            tls_ca: Some(ca.clone()),
            ..server.with_login(None)
        };
        log_in(endpoint).await.unwrap();
        server.finish().await;
    }
}

#[tokio::test]
async fn protection_that_cannot_be_had_is_refused() {
    let none = vec![say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\r\n")];
    // The go-ahead of someone in the middle, who would have us take his words for the server's.
    let stripped = vec![say("* PREAUTH hi\r\n")];
    let injected = vec![
        say("* OK [CAPABILITY STARTTLS] hi\r\n"),
        hear("s1 STARTTLS\r\n"),
        say("s1 OK go\r\ns2 OK evil\r\n"),
        Step::Silence,
    ];
    for script in [none, stripped, injected] {
        let server = Server::start(vec![script]).await;
        let endpoint = Endpoint {
            security: Security::Starttls,
            ..server.with_login(None)
        };
        let error = log_in(endpoint).await.unwrap_err();
        assert!(
            matches!(error, Error::Refused { .. } | Error::Server { .. }),
            "{error}"
        );
        server.finish().await;
    }
    let elsewhere = Endpoint {
        host: "192.0.2.1".to_owned(),
        ..Server::start(vec![]).await.endpoint()
    };
    assert!(matches!(
        log_in(elsewhere).await,
        Err(Error::Refused { .. })
    ));
}
