//! The network behind a socket.

use super::answer::answer;
use super::http::{Ask, Reply, pairs};
use super::world::World;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::serve::{IncomingStream, Listener};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// The largest body that is read, in bytes.
const BODY: usize = 256 * 1024;

/// The running server. It stops listening when this is dropped, and its connections end after the
/// request that they are at.
#[derive(Debug)]
pub struct Serving {
    /// Where it listens.
    pub address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    _task: JoinHandle<()>,
}

impl Serving {
    /// The base address of the interface, without a slash at the end.
    #[must_use]
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // If nobody listens to it, the server is gone already.
            let _ = stop.send(());
        }
    }
}

/// Serves a network at an address, whose port may be 0. Must be called within a tokio runtime.
///
/// # Errors
/// When the port is taken or may not be listened on.
pub async fn serve(world: Arc<World>, address: SocketAddr) -> io::Result<Serving> {
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot::channel();
    let app = Router::new()
        .fallback(handle)
        .with_state(world)
        .into_make_service_with_connect_info::<Cut>();
    let server = axum::serve(Sockets(listener), app).with_graceful_shutdown(async {
        // A sender that was dropped means the same.
        let _ = stopped.await;
    });
    Ok(Serving {
        address,
        stop: Some(stop),
        _task: tokio::spawn(async move {
            // It ends without an error: failures to accept are tried again.
            let _ = server.await;
        }),
    })
}

async fn handle(
    State(world): State<Arc<World>>,
    ConnectInfo(Cut(cut)): ConnectInfo<Cut>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let text = |headers: &HeaderMap, name| {
        let value: Option<&HeaderValue> = headers.get(name);
        Some(value?.to_str().ok()?.to_owned())
    };
    let Ok(body) = to_bytes(body, BODY).await else {
        return respond(
            &world,
            Reply {
                status: 413,
                content_type: "text/plain",
                ..Reply::default()
            },
        );
    };
    let ask = Ask {
        method: parts.method.as_str().to_owned(),
        path: parts.uri.path().to_owned(),
        query: pairs(parts.uri.query().unwrap_or_default()),
        host: text(&parts.headers, header::HOST).unwrap_or_default(),
        authorization: text(&parts.headers, header::AUTHORIZATION),
        content_type: text(&parts.headers, header::CONTENT_TYPE).unwrap_or_default(),
        body: body.to_vec(),
    };
    let now = world.now();
    let reply = answer(&mut world.lock(), &ask, now);
    if let Some(said) = &reply.said {
        world.tell(said);
    }
    if reply.cut {
        cut.store(true, Ordering::SeqCst);
    }
    respond(&world, reply)
}

fn respond(world: &World, reply: Reply) -> Response {
    let mut response = Response::new(Body::from(reply.body));
    *response.status_mut() =
        StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    // The date is the network's, not the machine's: clients see by it how far their clock is off.
    let date = world
        .now()
        .strftime("%a, %d %b %Y %H:%M:%S GMT")
        .to_string();
    let headers = [
        ("content-type", reply.content_type.to_owned()),
        ("date", date),
        ("cache-control", "no-store".to_owned()),
    ];
    for (name, value) in headers.into_iter().chain(reply.headers) {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Whether a connection is to be cut rather than written to.
#[derive(Clone)]
struct Cut(Arc<AtomicBool>);

impl Connected<IncomingStream<'_, Sockets>> for Cut {
    fn connect_info(stream: IncomingStream<'_, Sockets>) -> Self {
        Self(stream.io().cut.clone())
    }
}

/// Connections that can be cut from within.
struct Sockets(TcpListener);

impl Listener for Sockets {
    type Io = Socket;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Socket, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        // Small answers: without this each waits for the other side's acknowledgement. If it fails, it
        // is merely slow.
        let _ = stream.set_nodelay(true);
        let cut = Arc::default();
        (Socket { stream, cut }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

struct Socket {
    stream: TcpStream,
    cut: Arc<AtomicBool>,
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.cut.load(Ordering::SeqCst) {
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
