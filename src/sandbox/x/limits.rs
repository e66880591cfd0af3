//! How often each endpoint may be called, and how often it was.

use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, HashMap};

/// The endpoints, in the order of X's reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Endpoint {
    /// `POST /2/tweets`
    CreatePost,
    /// `DELETE /2/tweets/:id`
    DeletePost,
    /// `GET /2/tweets`
    Posts,
    /// `GET /2/tweets/:id`
    Post,
    /// `GET /2/tweets/search/recent`
    Search,
    /// `GET /2/users/:id/mentions`
    Mentions,
    /// `GET /2/users/:id/tweets`
    Timeline,
    /// `GET /2/users/me`
    Me,
    /// `GET /2/users/by/username/:username`
    ByUsername,
    /// `GET /2/users/by`
    ByUsernames,
    /// `GET /2/users/:id`
    User,
    /// `GET /2/dm_events`
    Messages,
    /// `POST /2/dm_conversations/with/:id/messages`
    SendMessage,
    /// `POST /2/oauth2/token`; without a limit here.
    Token,
    /// `GET /i/oauth2/authorize`; without a limit here.
    Authorize,
}

impl Endpoint {
    /// Calls in 15 minutes by one account, as X's table of limits has them; `None` for no limit.
    #[must_use]
    pub const fn calls(self) -> Option<u64> {
        match self {
            Self::CreatePost => Some(100),
            Self::DeletePost => Some(50),
            Self::Search | Self::Mentions => Some(300),
            Self::Me => Some(75),
            Self::Messages | Self::SendMessage => Some(15),
            Self::Posts
            | Self::Post
            | Self::Timeline
            | Self::ByUsername
            | Self::ByUsernames
            | Self::User => Some(900),
            Self::Token | Self::Authorize => None,
        }
    }
}

const WINDOW: SignedDuration = SignedDuration::from_mins(15);

struct Window {
    ends: Timestamp,
    used: u64,
}

/// How an account stands with an endpoint after a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    pub limit: u64,
    pub remaining: u64,
    /// In whole seconds, like X's.
    pub resets: Timestamp,
    /// Whether the call was one too many.
    pub exceeded: bool,
}

impl Standing {
    pub(super) fn headers(self) -> [(&'static str, String); 3] {
        [
            ("x-rate-limit-limit", self.limit.to_string()),
            ("x-rate-limit-remaining", self.remaining.to_string()),
            ("x-rate-limit-reset", self.resets.as_second().to_string()),
        ]
    }
}

/// The windows of all accounts, and the tally.
#[derive(Default)]
pub(super) struct Limits {
    set: HashMap<Endpoint, u64>,
    windows: HashMap<(Endpoint, u64), Window>,
    pub calls: BTreeMap<Endpoint, u64>,
    pub wasted: u64,
}

impl Limits {
    pub(super) fn set(&mut self, endpoint: Endpoint, calls: u64) {
        self.set.insert(endpoint, calls);
    }

    /// Counts a call of an account. A window begins with the first call in it.
    pub(super) fn call(
        &mut self,
        endpoint: Endpoint,
        account: u64,
        now: Timestamp,
    ) -> Option<Standing> {
        let limit = self.set.get(&endpoint).copied().or(endpoint.calls())?;
        let whole = Timestamp::from_second(now.as_second()).unwrap_or(now);
        let fresh = Window {
            ends: whole.checked_add(WINDOW).unwrap_or(whole),
            used: 0,
        };
        let window = self.windows.entry((endpoint, account)).or_insert(Window {
            ends: fresh.ends,
            used: 0,
        });
        if now >= window.ends {
            *window = fresh;
        }
        let exceeded = window.used >= limit;
        if exceeded {
            self.wasted += 1;
        } else {
            window.used += 1;
        }
        Some(Standing {
            limit,
            remaining: limit - window.used.min(limit),
            resets: window.ends,
            exceeded,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_fifteen_minutes_after_its_first_call() {
        let mut limits = Limits::default();
        limits.set(Endpoint::Search, 2);
        let start: Timestamp = "2026-11-02T09:00:00.5Z".parse().unwrap();
        let mut call = |account, seconds| {
            let at = start + SignedDuration::from_secs(seconds);
            let s = limits.call(Endpoint::Search, account, at).unwrap();
            (s.remaining, s.resets.to_string(), s.exceeded)
        };
        let first = "2026-11-02T09:15:00Z".to_owned();
        assert_eq!(call(1, 0), (1, first.clone(), false));
        assert_eq!(call(1, 5), (0, first.clone(), false));
        assert_eq!(call(2, 6), (1, "2026-11-02T09:15:06Z".to_owned(), false));
        assert_eq!(call(1, 898), (0, first, true));
        assert_eq!(call(1, 900), (1, "2026-11-02T09:30:00Z".to_owned(), false));
        assert_eq!(limits.wasted, 1);
        assert_eq!(limits.call(Endpoint::Token, 1, start), None);
    }
}
