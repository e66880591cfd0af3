//! The companies' sites behind sockets.

use super::chat_page::SOCKET;
use super::chat_socket::hold;
use super::draw::ON_SITES;
use super::form::{self, Memory, Sent, Taken};
use super::host::Hosts;
use super::paths::paths;
use super::site::{Page, Site};
use crate::model::{Channel, Study};
use crate::sandbox::market::Market;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::connect_info::Connected;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::serve::{IncomingStream, Listener};
use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// The largest body that is read, in bytes.
const BODY: usize = 256 * 1024;
/// So many sites are kept ready.
const MOST_SITES: usize = 256;

/// The running sites. They stop listening when this is dropped, and their connections end after the request
/// that they are at.
#[derive(Debug)]
pub struct Serving {
    hosts: Hosts,
    /// The servers stop when this is gone.
    _stop: watch::Sender<()>,
}

impl Serving {
    /// The home page of a company, by its index in the study.
    #[must_use]
    pub fn home(&self, company: u32) -> String {
        format!("http://{}/", self.hosts.of(company))
    }

    /// Where a company is to be reached on a channel of the web: the page of its contact form or of its chat, else
    /// its home page.
    #[must_use]
    pub fn contact_point(&self, market: &Market, channel: Channel, company: u32) -> String {
        let path = market.behaviour().site(company).map_or("/", |site| {
            let paths = paths(site.builder);
            match channel {
                Channel::WebForm => paths.contact,
                Channel::Chat => paths.chat,
                _ => "/",
            }
        });
        format!("http://{}{path}", self.hosts.of(company))
    }

    /// Puts the addresses of these sites in the place of those that a study's companies publish, for each
    /// channel of the web that a company offers. The study is that of the market.
    pub fn stand_in(&self, market: &Market, study: &mut Study) {
        for (company, about) in (0..).zip(&mut study.panel) {
            for channel in ON_SITES {
                if let Some(point) = about.contact_points.get_mut(&channel) {
                    *point = self.contact_point(market, channel, company);
                }
            }
        }
    }
}

/// What the requests share.
pub(super) struct Town {
    pub market: Arc<Market>,
    stopped: watch::Receiver<()>,
    hosts: Hosts,
    sites: Mutex<HashMap<u32, Arc<Site>>>,
    /// What the contact forms remember.
    forms: Mutex<HashMap<u32, Memory>>,
}

impl Market {
    /// Serves the site of each company that can be reached on the web, all on one port (0 takes a free one),
    /// each at an address of its own on this machine. Must be called within a tokio runtime.
    ///
    /// # Errors
    /// When the port is taken or may not be listened on.
    pub fn on_web(self: &Arc<Self>, port: u16) -> io::Result<Serving> {
        let (hosts, listeners) = Hosts::open(port, self.study.panel.len())?;
        let (stop, stopped) = watch::channel(());
        let town = Arc::new(Town {
            market: self.clone(),
            stopped: stopped.clone(),
            hosts,
            sites: Mutex::new(HashMap::new()),
            forms: Mutex::new(HashMap::new()),
        });
        for listener in listeners {
            let app = Router::new()
                .fallback(handle)
                .with_state(town.clone())
                .into_make_service_with_connect_info::<Asked>();
            let mut stopped = stopped.clone();
            let server = axum::serve(Sockets(listener), app).with_graceful_shutdown(async move {
                // It never changes: this ends when its sender is gone.
                let _ = stopped.changed().await;
            });
            tokio::spawn(async move {
                // It ends without an error: failures to accept are tried again.
                let _ = server.await;
            });
        }
        Ok(Serving { hosts, _stop: stop })
    }
}

impl Town {
    /// The site that stands at an address.
    pub(super) fn site(&self, asked: SocketAddr) -> Option<Arc<Site>> {
        let company = self.hosts.company(asked)?;
        let mut sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(site) = sites.get(&company) {
            return Some(site.clone());
        }
        let base = format!("http://{}", self.hosts.of(company));
        let market = &self.market;
        let site = Arc::new(Site::of(&market.study, &market.behaviour, company, base)?);
        if sites.len() >= MOST_SITES {
            sites.clear();
        }
        sites.insert(company, site.clone());
        Some(site)
    }
}

impl Town {
    /// What a site's contact form answers, if it was asked.
    fn form(&self, site: &Site, sent: &Sent<'_>) -> Option<Page> {
        let (page, taken) = {
            let mut forms = self.forms.lock().unwrap_or_else(PoisonError::into_inner);
            form::answer(site, sent, forms.entry(site.company).or_default())?
        };
        match taken {
            Some(Taken::Message(message)) => self.market.submit_form(site.company, &message),
            Some(Taken::Dropped) => self.market.dropped_form(),
            None => {}
        }
        Some(page)
    }
}

async fn handle(
    State(town): State<Arc<Town>>,
    ConnectInfo(asked): ConnectInfo<Asked>,
    request: Request,
) -> Response {
    // Whoever is not of this machine has no business here.
    let Some(site) = asked
        .0
        .filter(|a| a.ip().is_loopback())
        .and_then(|a| town.site(a))
    else {
        return respond(&town, Page::html(404, String::new()));
    };
    let (mut parts, body) = request.into_parts();
    if parts.uri.path() == SOCKET
        && let Some(chat) = site.profile.chat.clone()
    {
        return match WebSocketUpgrade::from_request_parts(&mut parts, &town).await {
            Ok(upgrade) => {
                let stopped = town.stopped.clone();
                upgrade.on_upgrade(move |socket| hold(town, site, chat, socket, stopped))
            }
            Err(refused) => refused.into_response(),
        };
    }
    let query: Vec<(String, String)> =
        url::form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes())
            .take(100)
            .map(|(n, v)| (n.into_owned(), v.into_owned()))
            .collect();
    let Ok(body) = to_bytes(body, BODY).await else {
        return respond(&town, Page::html(413, String::new()));
    };
    let text = |name| {
        parts
            .headers
            .get(name)
            .and_then(|v: &HeaderValue| v.to_str().ok())
    };
    let sent = Sent {
        posted: parts.method == Method::POST,
        path: parts.uri.path(),
        query: parts.uri.query().unwrap_or_default(),
        content_type: text(header::CONTENT_TYPE).unwrap_or_default(),
        cookie: text(header::COOKIE).unwrap_or_default(),
        body: &body,
        at: town.market.clock.now(),
        seed: town.market.seed,
    };
    if !matches!(parts.method, Method::GET | Method::HEAD | Method::POST) {
        return respond(&town, Page::html(405, String::new()));
    }
    if let Some(page) = town.form(&site, &sent) {
        return respond(&town, page);
    }
    if sent.posted {
        return respond(&town, Page::html(405, String::new()));
    }
    let page = site.get(sent.path, &query);
    if page.read && page.status == 200 {
        let words = page.searched.as_deref();
        let about = words.and_then(|words| site.matters.guess(words));
        town.market.visited(site.company, about, &page.answers);
    }
    respond(&town, page)
}

pub(super) fn respond(town: &Town, page: Page) -> Response {
    let mut response = Response::new(Body::from(page.body));
    *response.status_mut() =
        StatusCode::from_u16(page.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    // The date is the companies', not the machine's.
    let now = town.market.clock.now();
    let date = now.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let headers = [
        ("content-type", page.content_type.to_owned()),
        ("date", date),
    ];
    for (name, value) in headers.into_iter().chain(page.headers) {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

/// The address at which a connection was made, when whoever made it is of this machine.
#[derive(Clone, Copy)]
struct Asked(Option<SocketAddr>);

impl Connected<IncomingStream<'_, Sockets>> for Asked {
    fn connect_info(stream: IncomingStream<'_, Sockets>) -> Self {
        let near = stream.remote_addr().ip().is_loopback();
        Self(stream.io().local_addr().ok().filter(|_| near))
    }
}

/// Connections that do not hold back small answers.
struct Sockets(TcpListener);

impl Listener for Sockets {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        // Without this each waits for the other side's acknowledgement. If it fails, it is merely slow.
        let _ = stream.set_nodelay(true);
        (stream, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}
