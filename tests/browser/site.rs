//! A server on loopback that gives each path its page and remembers what it was asked.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// What was asked: method and path, the headers as text, the body.
#[derive(Debug, Clone)]
pub struct Asked {
    pub line: String,
    pub headers: String,
    pub body: String,
}

type Answers = fn(&str) -> Option<(u16, String)>;

/// The server.
#[derive(Clone)]
pub struct Site {
    pub root: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    answers: Answers,
}

impl Site {
    /// Serves what `answers` says of a path and its query, beside `routes`.
    pub async fn serve(answers: Answers, routes: Router) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let site = Self {
            root: format!("http://{}", listener.local_addr().unwrap()),
            asked: Arc::default(),
            answers,
        };
        let app = routes.fallback_service(Router::new().fallback(answer).with_state(site.clone()));
        tokio::spawn(async move { axum::serve(listener, app).await });
        site
    }

    /// The address of a path.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.root)
    }

    /// What was asked of a path, and how often.
    pub fn asked(&self, line: &str) -> Vec<Asked> {
        let asked = self.asked.lock().unwrap();
        asked.iter().filter(|a| a.line == line).cloned().collect()
    }
}

async fn answer(State(site): State<Site>, request: Request) -> Response {
    let path = request.uri().to_string();
    let line = format!("{} {path}", request.method());
    let headers = format!("{:?}", request.headers());
    let body = axum::body::to_bytes(request.into_body(), 1_000_000)
        .await
        .unwrap();
    site.asked.lock().unwrap().push(Asked {
        line,
        headers,
        body: String::from_utf8_lossy(&body).into_owned(),
    });
    match (site.answers)(&path) {
        Some((status, body)) => (
            StatusCode::from_u16(status).unwrap(),
            [
                (header::CONTENT_TYPE, "text/html; charset=utf-8"),
                (header::SET_COOKIE, "seen=yes; Max-Age=9999"),
            ],
            body,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
