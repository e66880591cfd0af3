//! Logins and TLS of the SMTP client.

use crate::script::{Server, Step, hear, patient, say};
use crate::smtp_dialogue::{accepted, dispatch, noon, send};
use mystery_shopper::channel::email::Smtp;
use mystery_shopper::clock::Clock;
use mystery_shopper::error::{Error, Exit};
use mystery_shopper::model::{AttemptResult, AuthMechanism, Endpoint, SecretSource, Security};
use std::path::PathBuf;
use std::sync::Arc;

/// A certificate for 127.0.0.1, made now: the acceptor and the PEM file that makes it trusted.
pub fn certificate(dir: &tempfile::TempDir) -> (tokio_rustls::TlsAcceptor, PathBuf) {
    use tokio_rustls::rustls::{ServerConfig, crypto::ring};
    let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let path = dir.path().join("ca.pem");
    std::fs::write(&path, made.cert.pem()).unwrap();
    let key = rustls_pki_types::PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    (tokio_rustls::TlsAcceptor::from(Arc::new(config)), path)
}

fn smtp(endpoint: Endpoint) -> Smtp {
    Smtp::new(endpoint, None, Clock::simulated(noon())).with_timeouts(patient())
}

fn greeting(mechanisms: &str) -> Vec<Step> {
    vec![
        say("220 mx\r\n"),
        hear("EHLO shop.example\r\n"),
        say(&format!(
            "250-mx\r\n250-PIPELINING\r\n250 AUTH {mechanisms}\r\n"
        )),
    ]
}

#[tokio::test]
async fn each_mechanism() {
    let plain = vec![hear("AUTH PLAIN AGFubmEAcCZzcw==\r\n"), say("235 ok\r\n")];
    let login = vec![
        hear("AUTH LOGIN\r\n"),
        say("334 VXNlcm5hbWU6\r\n"),
        hear("YW5uYQ==\r\n"),
        say("334 UGFzc3dvcmQ6\r\n"),
        hear("cCZzcw==\r\n"),
        say("235 ok\r\n"),
    ];
    let xoauth2 = vec![
        hear("AUTH XOAUTH2 dXNlcj1hbm5hAWF1dGg9QmVhcmVyIHAmc3MBAQ==\r\n"),
        say("235 ok\r\n"),
    ];
    for (offered, asked, dialogue) in [
        ("LOGIN PLAIN XOAUTH2", None, &plain),
        ("CRAM-MD5 LOGIN", None, &login),
        ("XOAUTH2", None, &xoauth2),
        ("PLAIN LOGIN XOAUTH2", Some(AuthMechanism::Login), &login),
        (
            "PLAIN LOGIN XOAUTH2",
            Some(AuthMechanism::Xoauth2),
            &xoauth2,
        ),
        ("XOAUTH2 PLAIN", Some(AuthMechanism::Plain), &plain),
    ] {
        let mut script = greeting(offered);
        script.extend(dialogue.clone());
        script.extend(accepted(1));
        let server = Server::start(vec![script]).await;
        let (sent, outcomes) = send(&mut smtp(server.with_login(asked)), &[dispatch(1)]).await;
        sent.unwrap();
        assert_eq!(
            outcomes[0].result,
            AttemptResult::Accepted,
            "{offered} {asked:?}"
        );
        server.finish().await;
    }
}

/// A login refused is the user's to mend: exit 4 and which account; the batch is not reached.
#[tokio::test]
async fn a_login_refused() {
    let auth = hear("AUTH PLAIN AGFubmEAcCZzcw==\r\n");
    let refusal = say("535 5.7.8 bad credentials\r\n");
    let mut wrong = greeting("PLAIN");
    wrong.extend([auth.clone(), refusal]);
    let mut demanded = greeting("PLAIN");
    demanded.extend([
        auth,
        say("235 ok\r\n"),
        hear(&crate::smtp_dialogue::opening(1)),
        say("530 5.7.0 authentication required\r\n503 no\r\n503 no\r\n"),
    ]);
    let offers_nothing = greeting("GSSAPI");
    for (script, words) in [
        (wrong, "bad credentials"),
        (demanded, "authentication required"),
        (offers_nothing, "PLAIN, LOGIN"),
    ] {
        let server = Server::start(vec![script]).await;
        let batch = [dispatch(1), dispatch(2)];
        let (sent, outcomes) = send(&mut smtp(server.with_login(None)), &batch).await;
        let error = sent.unwrap_err();
        assert_eq!(error.exit(), Exit::Authentication);
        let text = error.to_string();
        assert!(
            text.contains(&format!("anna at 127.0.0.1:{}", server.port)),
            "{text}"
        );
        assert!(text.contains(words), "{text}");
        assert!(!text.contains("p&ss"));
        let results: Vec<_> = outcomes.iter().map(|o| o.result).collect();
        assert_eq!(results, [AttemptResult::NotReached; 2], "{words}");
        server.finish().await;
    }
}

#[tokio::test]
async fn a_login_deferred_is_tried_another_time() {
    let mut script = greeting("PLAIN");
    script.extend([
        hear("AUTH PLAIN AGFubmEAcCZzcw==\r\n"),
        say("454 4.7.0 directory down\r\n"),
    ]);
    let server = Server::start(vec![script]).await;
    let (sent, outcomes) = send(&mut smtp(server.with_login(None)), &[dispatch(1)]).await;
    sent.unwrap();
    assert_eq!(outcomes[0].result, AttemptResult::NotReached);
    server.finish().await;
}

#[tokio::test]
async fn a_secret_that_cannot_be_read() {
    let server = Server::start(vec![]).await;
    let endpoint = Endpoint {
        secret: Some(SecretSource::Command("exit 1".to_owned())),
        ..server.with_login(None)
    };
    let (sent, outcomes) = send(&mut smtp(endpoint), &[dispatch(1)]).await;
    assert!(matches!(sent, Err(Error::Secret { .. })));
    assert_eq!(outcomes[0].result, AttemptResult::NotReached);
}

#[tokio::test]
async fn tls_from_the_first_byte_and_after_starttls() {
    let dir = tempfile::tempdir().unwrap();
    let (acceptor, ca) = certificate(&dir);
    let mut implicit = vec![Step::Tls];
    implicit.extend(crate::smtp_dialogue::greeting());
    implicit.extend(accepted(1));
    let mut explicit = vec![
        say("220 mx\r\n"),
        hear("EHLO shop.example\r\n"),
        say("250-mx\r\n250 STARTTLS\r\n"),
        hear("STARTTLS\r\n"),
        say("220 go\r\n"),
        Step::Tls,
        hear("EHLO shop.example\r\n"),
        say("250-mx\r\n250 PIPELINING\r\n"),
    ];
    explicit.extend(accepted(1));
    for (security, script) in [(Security::Tls, implicit), (Security::Starttls, explicit)] {
        let server = Server::start_with(vec![script], Some(acceptor.clone())).await;
        let endpoint = Endpoint {
            security,
            tls_ca: Some(ca.clone()),
            ..server.endpoint()
        };
        let (sent, outcomes) = send(&mut smtp(endpoint), &[dispatch(1)]).await;
        sent.unwrap();
        assert_eq!(outcomes[0].result, AttemptResult::Accepted, "{security:?}");
        server.finish().await;
    }
}

#[tokio::test]
async fn protection_that_cannot_be_had_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (acceptor, _) = certificate(&dir);
    let no_starttls = vec![
        say("220 mx\r\n"),
        hear("EHLO shop.example\r\n"),
        say("250 PIPELINING\r\n"),
    ];
    for (security, script) in [
        (Security::Starttls, no_starttls),
        (Security::Tls, vec![Step::Tls]), // a certificate that nobody vouches for
    ] {
        let server = Server::start_with(vec![script], Some(acceptor.clone())).await;
        let endpoint = Endpoint {
            security,
            ..server.with_login(None)
        };
        let (sent, outcomes) = send(&mut smtp(endpoint), &[dispatch(1)]).await;
        assert!(matches!(sent, Err(Error::Refused { .. })), "{sent:?}");
        assert_eq!(outcomes[0].result, AttemptResult::NotReached);
        server.finish().await;
    }
    let elsewhere = Endpoint {
        host: "192.0.2.1".to_owned(),
        ..Server::start(vec![]).await.endpoint()
    };
    let (sent, _) = send(&mut smtp(elsewhere), &[dispatch(1)]).await;
    assert!(matches!(sent, Err(Error::Refused { .. })));
}

/// What a man in the middle says between the go-ahead and TLS must not be taken for the server's.
#[tokio::test]
async fn nothing_is_carried_over_into_tls() {
    let server = Server::start(vec![vec![
        say("220 mx\r\n"),
        hear("EHLO shop.example\r\n"),
        say("250-mx\r\n250 STARTTLS\r\n"),
        hear("STARTTLS\r\n"),
        say("220 go\r\n250 evil.example\r\n"),
        Step::Silence,
    ]])
    .await;
    let endpoint = Endpoint {
        security: Security::Starttls,
        ..server.endpoint()
    };
    let (sent, outcomes) = send(&mut smtp(endpoint), &[dispatch(1)]).await;
    sent.unwrap();
    assert_eq!(outcomes[0].result, AttemptResult::NotReached);
    assert!(outcomes[0].reply.contains("between its go-ahead and TLS"));
    server.finish().await;
}
