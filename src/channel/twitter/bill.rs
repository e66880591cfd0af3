//! What X bills: every resource that an answer holds, the included ones too, each once a UTC day.
//! (<https://docs.x.com/x-api/getting-started/pricing>)

use super::json::{list, text};
use crate::channel::social::Usage;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;
use std::collections::HashSet;

/// What an answer's `data` holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Thing {
    Posts,
    Users,
    Messages,
    /// Billed as posts are.
    Media,
}

/// The running account.
#[derive(Debug, Default)]
pub(super) struct Bill {
    day: Option<Date>,
    seen: HashSet<(Thing, String)>,
    usage: Usage,
}

impl Bill {
    /// Takes in an answer.
    pub(super) fn read(&mut self, thing: Thing, answer: &Value, now: Timestamp) {
        let day = now.to_zoned(TimeZone::UTC).date();
        if self.day != Some(day) {
            self.day = Some(day);
            self.seen.clear();
        }
        match answer.get("data") {
            Some(Value::Array(_)) => self.add_all(thing, answer, "data"),
            Some(one) => self.add(thing, text(one, "id")),
            None => {}
        }
        let includes = answer.get("includes").unwrap_or(&Value::Null);
        self.add_all(Thing::Posts, includes, "tweets");
        self.add_all(Thing::Posts, includes, "posts");
        self.add_all(Thing::Users, includes, "users");
        self.add_all(Thing::Media, includes, "media");
    }

    /// A post that was taken, or may have been.
    pub(super) fn wrote(&mut self, with_link: bool) {
        if with_link {
            self.usage.posts_with_link += 1;
        } else {
            self.usage.posts += 1;
        }
    }

    /// What has come together since this was last asked.
    pub(super) fn take(&mut self) -> Usage {
        std::mem::take(&mut self.usage)
    }

    fn add_all(&mut self, thing: Thing, value: &Value, name: &str) {
        for item in list(value, name, usize::MAX) {
            self.add(thing, text(item, "id").or_else(|| text(item, "media_key")));
        }
    }

    fn add(&mut self, thing: Thing, id: Option<&str>) {
        // What has no name cannot be told from another: it is counted each time.
        let new = id.is_none_or(|id| self.seen.insert((thing, id.to_owned())));
        let count = match thing {
            Thing::Posts | Thing::Media => &mut self.usage.reads,
            Thing::Users => &mut self.usage.profiles,
            Thing::Messages => &mut self.usage.messages,
        };
        *count += u64::from(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_resource_is_billed_once_a_day() {
        let mut bill = Bill::default();
        let page = json!({"data": [{"id": "1"}, {"id": "2"}], "includes": {"users": [{"id": "1"}],
                          "media": [{"media_key": "3_1"}]}});
        let at = |time: &str| time.parse::<Timestamp>().unwrap();
        bill.read(Thing::Posts, &page, at("2026-11-02T10:00:00Z"));
        bill.read(Thing::Posts, &page, at("2026-11-02T23:59:00Z"));
        let usage = bill.take();
        assert_eq!((usage.reads, usage.profiles), (3, 1));
        bill.read(Thing::Posts, &page, at("2026-11-03T00:00:00Z"));
        bill.read(
            Thing::Users,
            &json!({"data": {"id": "9"}}),
            at("2026-11-03T00:00:00Z"),
        );
        bill.wrote(false);
        let usage = bill.take();
        assert_eq!((usage.reads, usage.profiles, usage.posts), (3, 2, 1));
        assert_eq!(bill.take(), Usage::default());
    }
}
