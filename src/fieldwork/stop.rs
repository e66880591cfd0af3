//! The wish to stop, from Ctrl-C or a service manager.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
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
    /// A wish that Ctrl-C utters. The second Ctrl-C ends the process at once: what is under way is
    /// then in doubt.
    #[must_use]
    pub fn on_signal() -> Self {
        let stop = Self::new();
        let wish = stop.clone();
        tokio::spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                wish.request();
            }
            if tokio::signal::ctrl_c().await.is_ok() {
                std::process::exit(130);
            }
        });
        stop
    }
}
