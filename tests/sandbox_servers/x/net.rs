//! A network behind a socket, and a plain client of it.

use jiff::{SignedDuration, Timestamp};
use mystery_shopper::clock::Clock;
use mystery_shopper::sandbox::x::{NewAccount, Saying, Serving, World, serve};
use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use reqwest::{Client, Method};
use serde_json::Value;
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

/// When every story begins.
pub const START: &str = "2026-11-12T09:00:00Z";

/// An answer.
pub struct Got {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Got {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|v| v.to_str().unwrap())
    }
}

/// A network with the study's account `shopper`, the company `acme`, and a program logged in as the
/// shopper.
pub struct Net {
    pub world: Arc<World>,
    pub serving: Serving,
    pub clock: Clock,
    pub client: Client,
    pub token: String,
}

pub fn client() -> Client {
    // Whoever is first installs it; the others find it there.
    let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .redirect(Policy::none())
        .no_proxy()
        .build()
        .unwrap()
}

impl Net {
    pub async fn new() -> Self {
        let clock = Clock::simulated(START.parse().unwrap());
        let world = World::new(1, clock.clone(), NewAccount::named("shopper"));
        world.add(NewAccount::named("acme")).unwrap();
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let serving = serve(world.clone(), address).await.unwrap();
        let token = world.bearer("shopper").unwrap();
        Self {
            world,
            serving,
            clock,
            client: client(),
            token,
        }
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub async fn wait(&self, seconds: i64) {
        let moment = self.now() + SignedDuration::from_secs(seconds);
        self.clock.sleep_until(moment).await;
    }

    /// Lets an account say something now; its id.
    pub fn say(&self, handle: &str, saying: Saying) -> String {
        self.world.say(handle, self.now(), saying).unwrap().id
    }

    pub async fn ask(&self, method: Method, path: &str, body: &str) -> Got {
        self.try_ask(method, path, body).await.unwrap()
    }

    pub async fn try_ask(
        &self,
        method: Method,
        path: &str,
        body: &str,
    ) -> Result<Got, reqwest::Error> {
        let request = self
            .client
            .request(method, format!("{}{path}", self.serving.base()))
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", "application/json")
            .body(body.to_owned());
        let answer = request.send().await?;
        Ok(Got {
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            body: ordered(answer.text().await?),
        })
    }

    pub async fn get(&self, path: &str) -> Got {
        self.ask(Method::GET, path, "").await
    }

    /// Posts a text; it must be taken. Its id.
    pub async fn post(&self, text: &str) -> String {
        let got = self.publish(text).await;
        assert_eq!(got.status, 201, "{}", got.body);
        got.json()["data"]["id"].as_str().unwrap().to_owned()
    }

    pub async fn publish(&self, text: &str) -> Got {
        let body = serde_json::json!({"text": text}).to_string();
        self.ask(Method::POST, "/2/tweets", &body).await
    }

    pub async fn id_of(&self, handle: &str) -> String {
        let got = self.get(&format!("/2/users/by/username/{handle}")).await;
        got.json()["data"]["id"].as_str().unwrap().to_owned()
    }
}

/// A body with the keys of its objects in order: which of them a server sends first says nothing.
fn ordered(body: String) -> String {
    fn sorted(value: serde_json::Value) -> serde_json::Value {
        match value {
            serde_json::Value::Object(map) => {
                let pairs: BTreeMap<String, serde_json::Value> =
                    map.into_iter().map(|(k, v)| (k, sorted(v))).collect();
                pairs.into_iter().collect()
            }
            serde_json::Value::Array(list) => list.into_iter().map(sorted).collect(),
            other => other,
        }
    }
    match serde_json::from_str(&body) {
        Ok(value) => sorted(value).to_string(),
        Err(_) => body,
    }
}
