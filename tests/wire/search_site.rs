//! A company's site of one's own: what stands at which address, and what was asked.

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Response;
use jiff::{SignedDuration, Timestamp};
use mystery_shopper::channel::search::Searcher;
use mystery_shopper::channel::{Dispatch, Transport};
use mystery_shopper::clock::Clock;
use mystery_shopper::model::{AttemptResult, Language, Outcome, Particulars, Visit, Web};
use std::sync::{Arc, Mutex};

/// What is answered to a path and its query: status, headers, body. The first that fits; `*` at the end of a path
/// stands for anything.
#[derive(Clone)]
pub struct Answer {
    path: String,
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

pub fn page(path: &str, body: impl AsRef<str>) -> Answer {
    let html = format!("<!doctype html><html><body>{}</body></html>", body.as_ref());
    Answer {
        path: path.to_owned(),
        status: 200,
        headers: vec![("content-type", "text/html; charset=utf-8".to_owned())],
        body: html.into_bytes(),
    }
}

pub fn file(path: &str, kind: &str, body: impl Into<Vec<u8>>) -> Answer {
    Answer {
        path: path.to_owned(),
        status: 200,
        headers: vec![("content-type", kind.to_owned())],
        body: body.into(),
    }
}

pub fn status(path: &str, status: u16) -> Answer {
    Answer {
        path: path.to_owned(),
        status,
        headers: vec![],
        body: b"no".to_vec(),
    }
}

pub fn onward(path: &str, to: &str) -> Answer {
    Answer {
        path: path.to_owned(),
        status: 302,
        headers: vec![("location", to.to_owned())],
        body: vec![],
    }
}

/// A question that was put to the site: when, what, by whom.
#[derive(Debug, Clone)]
pub struct Asked {
    pub at: Timestamp,
    pub path: String,
    pub agent: String,
}

/// A site.
pub struct Site {
    pub address: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

#[derive(Clone)]
struct Desk {
    clock: Clock,
    answers: Arc<Vec<Answer>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

async fn answer(State(desk): State<Desk>, request: Request) -> Response<Body> {
    let path = request.uri().path_and_query().unwrap().as_str().to_owned();
    let agent = request.headers()["user-agent"].to_str().unwrap().to_owned();
    desk.asked.lock().unwrap().push(Asked {
        at: desk.clock.now(),
        path: path.clone(),
        agent,
    });
    let fits = |a: &&Answer| match a.path.strip_suffix('*') {
        Some(beginning) => path.starts_with(beginning),
        None => path == a.path,
    };
    let Some(found) = desk.answers.iter().find(fits) else {
        return Response::builder()
            .status(404)
            .body(Body::from("gone"))
            .unwrap();
    };
    let mut response = Response::builder().status(found.status);
    for (name, value) in &found.headers {
        response = response.header(*name, value);
    }
    response.body(Body::from(found.body.clone())).unwrap()
}

impl Site {
    pub async fn serve(clock: &Clock, answers: Vec<Answer>) -> Self {
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
        Self { address, asked }
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub fn paths(&self) -> Vec<String> {
        self.asked().into_iter().map(|a| a.path).collect()
    }
}

pub fn clock() -> Clock {
    Clock::simulated("2026-11-02T09:00:00Z".parse().unwrap())
}

pub fn web() -> Web {
    let mut web = Web {
        operator: "Field Research, research@field.example".to_owned(),
        ..Web::default()
    };
    web.searches.pause = SignedDuration::from_secs(2);
    web
}

pub fn question(to: &str) -> Dispatch {
    asking(
        to,
        "gift card validity",
        "Gift card",
        "How long is a gift card valid?",
    )
}

pub fn asking(to: &str, topic: &str, subject: &str, question: &str) -> Dispatch {
    Dispatch {
        enquiry: 7,
        number: 1,
        from_name: String::new(),
        from: String::new(),
        to: to.to_owned(),
        own_id: "k3.1".to_owned(),
        thread_id: String::new(),
        subject: subject.to_owned(),
        body: question.to_owned(),
        date: "2026-11-02T09:00:00Z".parse().unwrap(),
        particulars: Some(Box::new(Particulars {
            language: Language::En,
            subject: subject.to_owned(),
            question: question.to_owned(),
            topic: topic.to_owned(),
            token: "k3".to_owned(),
            company: "Acme".to_owned(),
            ..Particulars::default()
        })),
    }
}

pub async fn send(searcher: &mut Searcher, dispatch: &Dispatch) -> Outcome {
    let mut outcomes = Vec::new();
    let mut keep = |outcome| {
        outcomes.push(outcome);
        Ok(())
    };
    searcher
        .send(std::slice::from_ref(dispatch), &mut keep)
        .await
        .unwrap();
    assert_eq!(outcomes.len(), 1);
    outcomes.remove(0)
}

pub fn visit(outcome: &Outcome) -> Visit {
    serde_json::from_slice(&outcome.exhibits[0].body).unwrap()
}

/// Asks a site by its home page whether gift cards expire.
pub async fn ask(answers: Vec<Answer>) -> (Site, Outcome, Visit) {
    let clock = clock();
    let site = Site::serve(&clock, answers).await;
    let mut searcher = Searcher::new(&web(), clock).unwrap();
    let outcome = send(&mut searcher, &question(&format!("{}/", site.address))).await;
    let visit = visit(&outcome);
    (site, outcome, visit)
}

pub fn accepted(outcome: &Outcome) {
    assert_eq!(outcome.result, AttemptResult::Accepted, "{}", outcome.reply);
}
