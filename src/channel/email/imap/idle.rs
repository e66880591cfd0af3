//! Waiting for news (RFC 2177).

use super::response::{Said, Status};
use super::session::{Failure, Session};
use std::time::Duration;

/// Servers may end an IDLE after 30 minutes.
pub const LONGEST: Duration = Duration::from_mins(25);

/// Idles in the selected mailbox until it holds more than `exists` messages, or for `timeout`.
/// Returns whether there is news.
pub async fn idle(session: &mut Session, exists: u32, timeout: Duration) -> Result<bool, Failure> {
    let tag = session.begin("IDLE").await?;
    let mut known = exists;
    let mut news = false;
    loop {
        match session.next().await? {
            Said::Continue(_) => break,
            Said::Exists(count) => {
                news |= count > known;
                known = count;
            }
            Said::Expunge => known = known.saturating_sub(1),
            Said::Done(done, status, text) if done == tag => {
                return Err(match status {
                    Status::Ok => Failure::Lost(text),
                    _ => Failure::Denied(text),
                });
            }
            _ => {}
        }
    }
    let watch = async {
        while !news {
            match session.next_within(LONGEST * 2).await? {
                Said::Exists(count) => {
                    news = count > known;
                    known = count;
                }
                Said::Expunge => known = known.saturating_sub(1),
                Said::Done(_, _, text) => return Err(Failure::Lost(text)),
                _ => {}
            }
        }
        Ok(())
    };
    match tokio::time::timeout(timeout.min(LONGEST), watch).await {
        Ok(watched) => watched?,
        Err(_) if !session.is_whole() => {
            return Err(Failure::Lost(
                "cut off in the middle of a response".to_owned(),
            ));
        }
        Err(_) => {}
    }
    session.say(b"DONE\r\n").await?;
    session
        .end(&tag, |said| {
            if let Said::Exists(count) = said {
                news |= count > known;
            }
        })
        .await?;
    Ok(news)
}
