//! Logging in: OAuth 2 with PKCE from the page to the rotated token, and OAuth 1.0a.

use super::net::{Got, Net};
use hmac::{Hmac, Mac};
use mystery_shopper::sandbox::x::{CLIENT_ID, CLIENT_SECRET, Faults, Keys};
use serde_json::Value;
use sha1::Sha1;

/// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const REDIRECT: &str = "http%3A%2F%2F127.0.0.1%3A4321%2Fcallback";

async fn page(net: &Net, change: (&str, &str)) -> Got {
    let query = format!(
        "response_type=code&client_id={CLIENT_ID}&redirect_uri={REDIRECT}&state=a%26b\
         &scope=tweet.read%20users.read%20offline.access&code_challenge={CHALLENGE}\
         &code_challenge_method=S256"
    );
    net.get(&format!(
        "/i/oauth2/authorize?{}",
        query.replace(change.0, change.1)
    ))
    .await
}

async fn code(net: &Net) -> String {
    let page = page(net, ("", "")).await;
    assert_eq!(page.status, 302, "{}", page.body);
    let to = page.header("location").unwrap();
    let code = to.strip_prefix("http://127.0.0.1:4321/callback?state=a%26b&code=");
    code.unwrap().to_owned()
}

async fn token(net: &Net, form: &str) -> (u16, Value) {
    let answer = net
        .client
        .post(format!("{}/2/oauth2/token", net.serving.base()))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form.to_owned())
        .send()
        .await
        .unwrap();
    let status = answer.status().as_u16();
    (
        status,
        serde_json::from_str(&answer.text().await.unwrap()).unwrap(),
    )
}

fn by_code(code: &str, verifier: &str) -> String {
    format!(
        "grant_type=authorization_code&client_id={CLIENT_ID}&code={code}&redirect_uri={REDIRECT}\
         &code_verifier={verifier}"
    )
}

fn by_refresh(token: &Value) -> String {
    let token = token["refresh_token"].as_str().unwrap();
    format!("grant_type=refresh_token&client_id={CLIENT_ID}&refresh_token={token}")
}

#[tokio::test]
async fn a_login_goes_from_the_page_to_rotated_tokens() {
    let mut net = Net::new().await;
    let form = by_code(&code(&net).await, VERIFIER);
    let (status, first) = token(&net, &form).await;
    assert_eq!((status, first["expires_in"].as_u64()), (200, Some(7200)));
    assert_eq!(first["token_type"], "bearer");
    assert_eq!(
        token(&net, &form).await.0,
        400,
        "a code is good for one time"
    );
    first["access_token"]
        .as_str()
        .unwrap()
        .clone_into(&mut net.token);
    assert_eq!(
        net.get("/2/users/me").await.json()["data"]["username"],
        "shopper"
    );
    let unasked = net.publish("@acme Hello?").await;
    assert_eq!(unasked.status, 403, "the scope was not asked for");

    net.wait(7200).await;
    let late = net.get("/2/users/me").await;
    assert_eq!(late.status, 401);
    assert_eq!(
        late.body,
        r#"{"detail":"Unauthorized","status":401,"title":"Unauthorized","type":"about:blank"}"#
    );
    let (status, second) = token(&net, &by_refresh(&first)).await;
    assert_eq!(status, 200);
    second["access_token"]
        .as_str()
        .unwrap()
        .clone_into(&mut net.token);
    assert_eq!(net.get("/2/users/me").await.status, 200);
    assert_eq!(
        token(&net, &by_refresh(&first)).await.0,
        400,
        "it was rotated"
    );
    assert_eq!(token(&net, &by_refresh(&second)).await.0, 200);
}

#[tokio::test]
async fn a_login_that_does_not_fit_gets_nothing() {
    let net = Net::new().await;
    for change in [
        ("127.0.0.1", "evil.example"),
        (CLIENT_ID, "other"),
        ("S256", "plain"),
        (CHALLENGE, "short"),
        ("users.read", "everything"),
        ("state=a%26b", ""),
    ] {
        assert_eq!(page(&net, change).await.status, 400, "{change:?}");
    }
    let form = by_code(&code(&net).await, &VERIFIER.to_lowercase());
    assert_eq!(token(&net, &form).await.0, 400);
    let form = by_code(&code(&net).await, VERIFIER).replace("callback", "other");
    assert_eq!(token(&net, &form).await.0, 400);
    let form = by_code(&code(&net).await, VERIFIER).replace(CLIENT_ID, "other");
    assert_eq!(token(&net, &form).await.0, 401);
    let form = by_code(&code(&net).await, VERIFIER);
    net.wait(31).await;
    assert_eq!(token(&net, &form).await.0, 400, "a code lies half a minute");
    assert_eq!(token(&net, "grant_type=password").await.0, 401);
    // An app with a secret proves it in the header.
    let request = |secret: &str| {
        net.client
            .post(format!("{}/2/oauth2/token", net.serving.base()))
            .basic_auth(CLIENT_ID, Some(secret))
            .header("content-type", "application/x-www-form-urlencoded")
    };
    let form = by_code(&code(&net).await, VERIFIER);
    let wrong = request("guess").body(form.clone()).send().await.unwrap();
    assert_eq!(wrong.status().as_u16(), 401);
    let right = request(CLIENT_SECRET).body(form).send().await.unwrap();
    assert_eq!(right.status().as_u16(), 200);
}

#[tokio::test]
async fn tokens_may_die_in_the_middle_of_a_wave() {
    let mut net = Net::new().await;
    net.world.set_faults(Faults {
        expire_after: Some(2),
        ..Faults::default()
    });
    for status in [200, 200, 401, 401] {
        assert_eq!(net.get("/2/users/me").await.status, status);
    }
    net.token = net.world.bearer("shopper").unwrap();
    assert_eq!(net.get("/2/users/me").await.status, 200);
}

fn encode(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    let one = |b: u8| {
        if plain(b) {
            char::from(b).to_string()
        } else {
            format!("%{b:02X}")
        }
    };
    text.bytes().map(one).collect()
}

/// A header for `GET /2/users/me` without parameters.
fn signed(net: &Net, keys: &Keys, time: i64, nonce: &str) -> String {
    use std::fmt::Write;
    let given = [
        ("oauth_consumer_key", keys.consumer_key.clone()),
        ("oauth_nonce", nonce.to_owned()),
        ("oauth_signature_method", "HMAC-SHA1".to_owned()),
        ("oauth_timestamp", time.to_string()),
        ("oauth_token", keys.token.clone()),
        ("oauth_version", "1.0".to_owned()),
    ];
    let joined: Vec<String> = given
        .iter()
        .map(|(n, v)| format!("{n}={}", encode(v)))
        .collect();
    let base = format!(
        "GET&{}&{}",
        encode(&format!("{}/2/users/me", net.serving.base())),
        encode(&joined.join("&"))
    );
    let key = format!("{}&{}", keys.consumer_secret, keys.token_secret);
    let mut mac = Hmac::<Sha1>::new_from_slice(key.as_bytes()).unwrap();
    mac.update(base.as_bytes());
    let bytes = mac.finalize().into_bytes();
    let signature = base64(&bytes);
    let mut header = String::from("OAuth ");
    for (name, value) in &given {
        write!(header, "{name}=\"{}\", ", encode(value)).unwrap();
    }
    write!(header, "oauth_signature=\"{}\"", encode(&signature)).unwrap();
    header
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in bytes.chunks(3) {
        let mut word = [0; 3];
        word[..group.len()].copy_from_slice(group);
        let word = u32::from(word[0]) << 16 | u32::from(word[1]) << 8 | u32::from(word[2]);
        for digit in 0..4 {
            let six = usize::try_from(word >> (18 - 6 * digit) & 63).unwrap();
            out.push(if digit <= group.len() {
                char::from(DIGITS[six])
            } else {
                '='
            });
        }
    }
    out
}

#[tokio::test]
async fn a_signature_holds_once_by_the_servers_clock() {
    let net = Net::new().await;
    let keys = net.world.keys("shopper").unwrap();
    let time = net.now().as_second();
    let status = |keys: Keys, time: i64, nonce: &'static str| {
        let net = &net;
        async move {
            let answer = net
                .client
                .get(format!("{}/2/users/me", net.serving.base()))
                .header("authorization", signed(net, &keys, time, nonce))
                .send();
            answer.await.unwrap().status().as_u16()
        }
    };
    assert_eq!(status(keys.clone(), time, "a").await, 200);
    assert_eq!(
        status(keys.clone(), time, "a").await,
        401,
        "a nonce is used once"
    );
    assert_eq!(status(keys.clone(), time + 299, "b").await, 200);
    assert_eq!(status(keys.clone(), time + 301, "c").await, 401);
    let forged = Keys {
        token_secret: "guess".to_owned(),
        ..keys.clone()
    };
    assert_eq!(status(forged, time, "d").await, 401);
    net.world.set_faults(Faults {
        clock_off: jiff::SignedDuration::from_hours(1),
        ..Faults::default()
    });
    assert_eq!(status(keys.clone(), time, "e").await, 401);
    assert_eq!(status(keys, time + 3600, "e").await, 200);
}
