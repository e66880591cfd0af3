//! The wish to stop, from Ctrl-C or a service manager.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::Notify;

/// The wish to stop. Clones share it. Fieldwork looks at it between batches, never within one, so
/// that no attempt is left without its outcome.
#[derive(Debug, Clone, Default)]
pub struct Stop {
    state: Arc<(AtomicBool, Notify)>,
}

impl Stop {
    /// A wish that nobody has uttered yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks for a stop.
    pub fn request(&self) {
        self.state.0.store(true, Ordering::SeqCst);
        self.state.1.notify_waiters();
    }

    /// Whether a stop was asked for.
    #[must_use]
    pub fn requested(&self) -> bool {
        self.state.0.load(Ordering::SeqCst)
    }

    /// Waits until a stop is asked for.
    pub async fn wait(&self) {
        loop {
            let notified = self.state.1.notified();
            if self.requested() {
                return;
            }
            notified.await;
        }
    }
}

impl Stop {
    /// A wish that Ctrl-C utters, or the SIGTERM of a service manager or of a machine that shuts
    /// down. The second one ends the process at once: what is under way is then in doubt.
    #[must_use]
    pub fn on_signal() -> Self {
        let stop = Self::new();
        let wish = stop.clone();
        // Heard from this moment on, not from when the task first runs.
        let Ok(mut signals) = Signals::new() else {
            // No handler, so the system's own way stays: it ends the process.
            return stop;
        };
        tokio::spawn(async move {
            signals.next().await;
            wish.request();
            signals.next().await;
            std::process::exit(130);
        });
        stop
    }
}

/// The signals that ask for an end.
#[cfg(unix)]
struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> std::io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(windows)]
struct Signals(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Signals {
    fn new() -> std::io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    async fn next(&mut self) {
        let _ = self.0.recv().await;
    }
}
