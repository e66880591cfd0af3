//! The page from which a person works: posts, forms and chats, complete without JavaScript.

use super::assist::List;
use crate::fieldwork::assist::{Task, TaskState};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::HashMap;
use std::fmt::Write as _;

const STYLE: &str = "body{font:16px/1.5 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}\
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}\
article{border:1px solid #bbb;border-radius:6px;padding:.8rem 1rem;margin:.8rem 0}\
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;background:#f3f3f3;padding:.6rem;margin:.5rem 0;user-select:all}\
a.post{display:inline-block;background:#0b5394;color:#fff;padding:.35rem .9rem;border-radius:4px;text-decoration:none}\
a.post:visited{background:#777}small{color:#555}table{border-collapse:collapse}td,th{text-align:left;padding:.2rem .8rem .2rem 0;vertical-align:top}";

/// The page of all lists. `zone` is the study's, for the times that a person reads; `pictures` are files beside
/// the page that show what the program stopped at, by the enquiry's name.
pub(super) fn page(
    title: &str,
    lists: &[List<'_>],
    pictures: &HashMap<String, String>,
    now: Timestamp,
    zone: &TimeZone,
) -> String {
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>To do by hand: {0}</title>\n<style>{STYLE}</style>\n<h1>To do by hand: {0}</h1>\n\
         <p><small>As of {1}. Make this page anew with <code>shopper assist</code>.</small></p>\n",
        escaped(title),
        local(now, zone),
    );
    for list in lists {
        section(&mut html, list, pictures, zone);
    }
    html.push_str("</html>\n");
    html
}

fn section(
    html: &mut String,
    list: &List<'_>,
    pictures: &HashMap<String, String>,
    zone: &TimeZone,
) {
    let now: Vec<&Task> = list
        .tasks
        .iter()
        .filter(|t| matches!(t.state, TaskState::Due | TaskState::Late))
        .collect();
    let (how, button) = if list.account.is_some() {
        (
            "Each link opens the network's own form with the text in it: log in with the account that is named, \
             change nothing, post it once. The program finds the post by itself.",
            "Open the post",
        )
    } else {
        (
            "Open the page, give these values and no others, change nothing in the text, send it once; then say so \
             with the command below it. Replies by mail are collected by the program.",
            "Open the page",
        )
    };
    // Writing to a string cannot fail.
    let _ = writeln!(
        html,
        "<h2>{}: {} now</h2>\n<p><small>{how}</small></p>",
        escaped(&list.name()),
        now.len()
    );
    for task in now {
        let late = match task.due_at.filter(|_| task.state == TaskState::Late) {
            Some(due) => format!(", late: planned for {}", local(due, zone)),
            None => String::new(),
        };
        let _ = writeln!(
            html,
            "<article><small>{} &middot; {}{late}</small>",
            escaped(&task.company),
            escaped(&task.enquiry_id),
        );
        if !task.why.is_empty() {
            let _ = writeln!(html, "<p>Left to you: {}</p>", escaped(&task.why));
        }
        if !task.fields.is_empty() {
            html.push_str("<table>\n");
            for (name, value) in &task.fields {
                let _ = writeln!(
                    html,
                    "<tr><th>{name}</th><td><code>{}</code></td></tr>",
                    escaped(value)
                );
            }
            html.push_str("</table>\n");
        }
        let _ = writeln!(
            html,
            "<pre>{}</pre>\n<a class=\"post\" href=\"{}\" target=\"_blank\" rel=\"noreferrer noopener\">{button}</a>",
            escaped(&task.text),
            escaped(&task.link),
        );
        if list.account.is_none() {
            let _ = writeln!(
                html,
                "<p><code>shopper assist --sent {}</code></p>",
                escaped(&task.enquiry_id)
            );
        }
        if let Some(picture) = pictures.get(&task.enquiry_id) {
            let _ = writeln!(
                html,
                "<p><a href=\"{}\">What the program stopped at</a></p>",
                escaped(picture)
            );
        }
        html.push_str("</article>\n");
    }
    for (state, title, empty) in [
        (TaskState::Moved, "Moved: not before", ""),
        (TaskState::Upcoming, "Still to come", "Nothing is to come."),
        (
            TaskState::Skipped,
            "Skipped: not asked any more in this wave",
            "",
        ),
    ] {
        let some: Vec<&Task> = list.with(state).collect();
        if some.is_empty() {
            if !empty.is_empty() {
                let _ = writeln!(html, "<p><small>{empty}</small></p>");
            }
            continue;
        }
        let _ = writeln!(html, "<h3>{title}</h3>\n<table>");
        for task in some {
            let at = task.moved_to.or(task.due_at);
            let _ = writeln!(
                html,
                "<tr><td>{}</td><td>{}</td><td><small>{}</small></td></tr>",
                at.map_or(String::new(), |at| local(at, zone)),
                escaped(&task.company),
                escaped(&task.enquiry_id),
            );
        }
        html.push_str("</table>\n");
    }
}

/// A moment as a person reads it.
pub(super) fn local(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone())
        .strftime("%a %d %b %Y %H:%M %Z")
        .to_string()
}

/// Text that can stand in an element or in a quoted attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Channel, Network, SecretSource, SocialAccount, SocialAuth, TransportKind};

    #[test]
    fn what_the_study_says_is_escaped_and_each_due_post_has_its_link() {
        let account = SocialAccount {
            network: Network::Bluesky,
            transport: TransportKind::Assisted,
            handle: "study".to_owned(),
            api: "https://bsky.social".to_owned(),
            auth: SocialAuth::AppPassword {
                identifier: "study".to_owned(),
                password: SecretSource::Env("P".to_owned()),
            },
            daily_cap: 5,
            spending: None,
        };
        let task = |state, id: &str| Task {
            key: 0,
            enquiry_id: id.to_owned(),
            channel: Channel::Bluesky,
            company: "<b>Harrow & Hill</b>".to_owned(),
            contact: "hh".to_owned(),
            fields: Vec::new(),
            why: String::new(),
            text: "@hh \"Sunday\" <opening>?".to_owned(),
            link: "https://bsky.app/intent/compose?text=%40hh".to_owned(),
            state,
            due_at: Some(Timestamp::UNIX_EPOCH),
            moved_to: None,
        };
        let tasks = vec![
            task(TaskState::Due, "one"),
            task(TaskState::Late, "two"),
            task(TaskState::Upcoming, "three"),
        ];
        let form = Task {
            channel: Channel::WebForm,
            fields: vec![("email", "a+t@s.example".to_owned())],
            why: "a CAPTCHA <reCAPTCHA>".to_owned(),
            ..task(TaskState::Due, "four")
        };
        let html = page(
            "A <study>",
            &[
                List {
                    channel: Channel::Bluesky,
                    account: Some(&account),
                    tasks,
                },
                List {
                    channel: Channel::WebForm,
                    account: None,
                    tasks: vec![form],
                },
            ],
            &[("four".to_owned(), "assist-files/four.png".to_owned())].into(),
            Timestamp::UNIX_EPOCH,
            &TimeZone::UTC,
        );
        assert_eq!(html.matches("class=\"post\"").count(), 3);
        assert_eq!(
            html.matches("late: planned for Thu 01 Jan 1970 00:00 UTC")
                .count(),
            1
        );
        assert!(
            html.contains("&lt;b&gt;Harrow &amp; Hill&lt;/b&gt;"),
            "{html}"
        );
        assert!(!html.contains("<b>") && !html.contains("<opening>") && !html.contains("<study>"));
        assert!(html.contains("bluesky from @study: 2 now"));
        assert!(html.contains("web-form: 1 now"));
        for text in [
            "Left to you: a CAPTCHA &lt;reCAPTCHA&gt;",
            "<code>a+t@s.example</code>",
            "<code>shopper assist --sent four</code>",
            "href=\"assist-files/four.png\"",
        ] {
            assert!(html.contains(text), "{text}: {html}");
        }
    }
}
