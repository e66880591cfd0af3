//! What of a chat stands on a page, frame by frame.

use super::blocks::Block;
use super::vendors::{self, Vendor};
use super::words::{self as w, fold, says};
use crate::channel::browser::{Browser, Trouble};
use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::WebElement;

/// Frames are looked into so deep, and no more than so many.
const DEEPEST: usize = 3;
/// See [`DEEPEST`].
const MOST_FRAMES: usize = 12;

/// What `scout.js` finds in one document.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Found {
    /// What the question is typed into.
    pub input: Option<Input>,
    /// What sends it: an element.
    pub send: Option<Value>,
    /// A form that comes before the chat, or in its place.
    pub form: Option<Prechat>,
    /// Whether a CAPTCHA stands there.
    pub captcha: bool,
    /// Whether a password is asked for.
    pub password: bool,
    /// Whether somebody is writing.
    pub typing: bool,
    /// All the text of the chat.
    pub text: String,
    /// What stands in the log.
    pub blocks: Vec<Block>,
    /// What may open the chat, best first.
    pub launchers: Vec<Launcher>,
    /// Where the page's scripts come from.
    pub scripts: Vec<String>,
}

/// What the question is typed into.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    /// The element.
    pub element: Value,
    /// What stands in it now.
    pub value: String,
}

/// A form that comes before the chat, or in its place.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Prechat {
    /// Its fields.
    pub fields: Vec<Field>,
    /// What sends it: an element.
    pub button: Option<Value>,
    /// What stands on that.
    pub caption: String,
    /// All its text.
    pub text: String,
}

/// A field of such a form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Field {
    /// The element.
    pub element: Value,
    /// `text`, `email`, `textarea`, `select`, `checkbox` and the like.
    pub kind: String,
    /// All that labels it.
    pub label: String,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether something stands in it.
    pub filled: bool,
}

/// What may open the chat.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Launcher {
    /// The element.
    pub element: Value,
    /// What stands on it.
    pub label: String,
    /// How much speaks for it.
    pub score: i64,
}

/// A document in which something of a chat was found, and the way to it.
#[derive(Debug)]
pub struct Scene {
    /// The frames, from the page on.
    pub way: Vec<WebElement>,
    /// Whether it looks like a chat's own document.
    pub chatty: bool,
    /// What was found there.
    pub found: Found,
}

/// A look at a whole page.
#[derive(Debug, Default)]
pub struct Look {
    /// Each document, the page itself first.
    pub scenes: Vec<Scene>,
    /// The software behind it, where it shows.
    pub vendor: Option<&'static Vendor>,
}

impl Look {
    /// Where the question can be typed.
    #[must_use]
    pub fn chat(&self) -> Option<&Scene> {
        self.scenes.iter().find(|s| s.found.input.is_some())
    }

    /// Where a form stands before the chat, or in its place.
    #[must_use]
    pub fn prechat(&self) -> Option<(&Scene, &Prechat)> {
        self.scenes
            .iter()
            .find_map(|s| s.found.form.as_ref().map(|f| (s, f)))
    }

    /// Whether a CAPTCHA, or a password, stands in the way.
    #[must_use]
    pub fn guard(&self) -> Option<&'static str> {
        if self.scenes.iter().any(|s| s.found.captcha) {
            return Some("a CAPTCHA stands before the chat");
        }
        if self.scenes.iter().any(|s| s.found.password) {
            return Some("the chat wants a login");
        }
        None
    }

    /// What may open the chat, best first.
    #[must_use]
    pub fn launchers(&self) -> Vec<(&Scene, &Launcher)> {
        let mut all: Vec<(&Scene, &Launcher)> = self
            .scenes
            .iter()
            .flat_map(|s| s.found.launchers.iter().map(move |l| (s, l)))
            .collect();
        all.sort_by_key(|(_, l)| std::cmp::Reverse(l.score));
        all
    }
}

/// Looks at the page and into its frames.
///
/// # Errors
/// When the browser fails; a frame that cannot be looked into is left out.
pub async fn look(browser: &Browser, known: Option<&'static Vendor>) -> Result<Look, Trouble> {
    browser.leave_frames().await?;
    let mut vendor = known;
    let mut look = Look::default();
    // The way to each document, whether it looks like a chat's, and how deep it lies.
    let mut open: Vec<(Vec<WebElement>, bool)> = vec![(Vec::new(), false)];
    while let Some((way, chatty)) = open.pop() {
        if browser.enter(&way).await.is_err() {
            continue;
        }
        let top = way.is_empty();
        let scouted = scout(browser, chatty, top, vendor).await;
        let found = match scouted {
            Ok(found) => found,
            Err(Trouble::Broken(why)) if top => return Err(Trouble::Broken(why)),
            Err(_) => continue,
        };
        let frames = browser.frames().await.unwrap_or_default();
        if vendor.is_none() {
            vendor = vendors::of(
                found
                    .scripts
                    .iter()
                    .map(String::as_str)
                    .chain(frames.iter().map(|f| f.address.as_str())),
            );
        }
        look.scenes.push(Scene {
            way: way.clone(),
            chatty,
            found,
        });
        if way.len() < DEEPEST {
            // The last is looked into first.
            for frame in frames.into_iter().rev() {
                if open.len() + look.scenes.len() >= MOST_FRAMES {
                    break;
                }
                let named = format!("{} {}", frame.title, frame.address);
                let chatty =
                    chatty || is_chatty(&named) || vendors::of([frame.address.as_str()]).is_some();
                let mut way = way.clone();
                way.push(frame.element);
                open.push((way, chatty));
            }
        }
    }
    look.vendor = vendor;
    Ok(look)
}

/// Looks at one document again.
///
/// # Errors
/// When it is not there any more, or the browser fails.
pub async fn again(
    browser: &Browser,
    way: &[WebElement],
    chatty: bool,
    vendor: Option<&'static Vendor>,
) -> Result<Found, Trouble> {
    browser.enter(way).await?;
    scout(browser, chatty, way.is_empty(), vendor).await
}

async fn scout(
    browser: &Browser,
    chatty: bool,
    top: bool,
    vendor: Option<&'static Vendor>,
) -> Result<Found, Trouble> {
    let none: &[&str] = &[];
    let given = json!({
        "frame": chatty,
        "top": top,
        "words": {
            "write": w::WRITE, "launch": w::LAUNCH, "shut": w::SHUT, "send": w::SEND, "start": w::START,
            "name": w::NAME, "email": w::EMAIL, "search": w::SEARCH,
        },
        "hints": {
            "launcher": vendor.map_or(none, |v| v.launcher),
            "input": vendor.map_or(none, |v| v.input),
            "log": vendor.map_or(none, |v| v.log),
        },
    });
    let found = browser.run(include_str!("scout.js"), vec![given]).await?;
    serde_json::from_value(found)
        .map_err(|error| Trouble::Gone(format!("the page cannot be looked at: {error}")))
}

/// Whether a frame's title or address is a chat's.
fn is_chatty(named: &str) -> bool {
    let folded = fold(named).replace("snapchat", "").replace("wechat", "");
    folded.contains("chat")
        || folded.contains("messenger")
        || folded.contains("messaging")
        || says(&folded, &["conversation", "widget"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_of_chats_are_known_by_their_titles() {
        assert!(is_chatty("Live chat https://x.example/w"));
        assert!(is_chatty(" https://cdn.example/webchat/frame.html"));
        assert!(is_chatty("Opens a widget where you can find more"));
        assert!(!is_chatty("Map https://maps.example/embed"));
        assert!(!is_chatty("https://snapchat.com/x"));
    }

    #[test]
    fn what_a_hostile_page_makes_of_the_scout_is_no_scene() {
        for text in [
            "null",
            "[3]",
            "{\"blocks\": 3}",
            "{\"launchers\": [{\"score\": \"x\"}]}",
        ] {
            let value: Value = serde_json::from_str(text).unwrap();
            assert!(serde_json::from_value::<Found>(value).is_err(), "{text}");
        }
        let value: Value = serde_json::from_str("{}").unwrap();
        assert!(
            serde_json::from_value::<Found>(value)
                .unwrap()
                .input
                .is_none()
        );
    }
}
