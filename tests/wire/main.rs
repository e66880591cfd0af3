//! Clients on the wire, byte by byte, against servers that follow a script.

#![expect(
    clippy::unwrap_used,
    reason = "a test's helpers may fail as the test itself may"
)]

mod bluesky_feeds;
mod bluesky_publish;
mod bluesky_real;
mod bluesky_script;
mod bluesky_session;
mod forms_bad;
mod forms_many;
mod forms_plain;
mod forms_server;
mod http;
mod imap_collect;
mod imap_idle;
mod imap_login;
mod llm;
mod llm_market;
mod llm_money;
mod script;
mod search_ends;
mod search_finds;
mod search_site;
mod smtp_dialogue;
mod smtp_login;
mod smtp_points;
mod twitter_feeds;
mod twitter_limits;
mod twitter_login;
mod twitter_post;
mod twitter_server;
