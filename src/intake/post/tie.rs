//! To which enquiry a post belongs: what it answers, and who speaks.
//!
//! Evidence in its order: it answers our post, it stands in the conversation that our post began (or continues
//! a post of the company there), it quotes our post. Whoever writes so is heard if the account is the company's:
//! by the study's list, by the network's id of an account that answered before, or by its name, see
//! [`super::name`]. Others are bystanders; one that an organisation's mark, its words or its signature make
//! look like the company is left to a person, and so is another company of the panel.
//!
//! What names no post of ours but the study's account, or comes as a direct message, is tied by the
//! weakest evidence, the mention: from a known account of the company only (a direct message also from one
//! that is the company's by its name), written while an enquiry was open, and only where one is, or where it
//! repeats the question of one, or the beginning of it.
//!
//! A company that answers a bystander in our conversation has not answered us, though it may say what we
//! asked: it is left out where it addresses that person alone, and tied where it addresses us too, as X
//! makes every answer in a conversation do unless its author prevents it. The evidence then says whom it
//! addresses first, so that a coder can tell.

use super::mention::mention;
use super::name::Resemblance;
use super::register::Posts;
use super::text::Body;
use crate::intake::folded::Folded;
use crate::model::{Kind, Network, Post, TiedBy, plain_handle};
use jiff::Timestamp;

/// No more candidates than this are named.
const CANDIDATES: usize = 20;

/// What a post is tied to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tied {
    pub enquiry: Option<u32>,
    pub candidates: Vec<u32>,
    pub by: Option<TiedBy>,
    pub evidence: Vec<String>,
    /// What later posts are known by.
    pub marks: Vec<String>,
    /// The rule by which it has nothing to do with the study, where it is one of ours or somebody else's.
    pub unrelated: Option<&'static str>,
}

/// What tying needs to know of a post.
pub(super) struct Question<'p> {
    pub post: &'p Post,
    pub body: &'p Body,
    pub folded: &'p Folded,
    pub kind: Kind,
    pub at: Timestamp,
}

/// Whose account wrote a post, as seen from one enquiry.
enum Speaker {
    /// The company's, and what is to be said of that.
    Company(Option<String>),
    /// Perhaps the company's: a person decides.
    Perhaps(String),
    Bystander,
}

/// Ties a post.
pub(super) fn tie(question: &Question<'_>, posts: &Posts) -> Tied {
    let post = question.post;
    let (network, author) = (post.network, &post.author);
    if posts.is_own(network, &author.handle) || !posts.by_post(network, Some(&post.id)).is_empty() {
        return Tied {
            unrelated: Some("own_message"),
            evidence: vec![format!("@{} is the study's account", author.handle)],
            ..Tied::default()
        };
    }
    let found = |id: &Option<String>| posts.by_post(network, id.as_deref());
    let (direct, conversation, quoted) = (
        found(&post.replied_to),
        found(&post.conversation),
        found(&post.quoted),
    );
    let continued = posts.continued(network, post.replied_to.as_deref());
    let continued = continued.as_slice();
    let steps = [
        (TiedBy::ReplyTo, direct),
        (TiedBy::Conversation, continued),
        (TiedBy::Conversation, conversation),
        (TiedBy::Quote, quoted),
    ];
    let Some((by, entries)) = steps.into_iter().find(|(_, entries)| !entries.is_empty()) else {
        return mention(question, posts);
    };
    let words = match by {
        TiedBy::ReplyTo => "answers our post",
        TiedBy::Quote => "quotes our post",
        _ => "stands in the conversation of our post",
    };
    let at = entries[0];
    let asked = &posts.party_of(at).handle;
    let mut evidence = vec![format!("{words} to @{asked}")];
    // What answers one of our posts and quotes another belongs to both, or to one of them.
    let mut all: Vec<u32> = entries.iter().chain(quoted).copied().collect();
    all.sort_unstable();
    all.dedup();
    match speaker(question, posts, at) {
        Speaker::Bystander => {
            evidence.push(format!("@{} is no account of @{asked}", author.handle));
            Tied {
                unrelated: Some("bystander"),
                marks: marks("passing", post),
                evidence,
                ..Tied::default()
            }
        }
        Speaker::Perhaps(why) => {
            evidence.push(format!("@{} {why}", author.handle));
            review(posts, &all, evidence)
        }
        Speaker::Company(why) => {
            evidence.extend(why);
            if by == TiedBy::Conversation
                && let Some(first) = to_others(question, posts, at)
            {
                evidence.push(first.words);
                if first.alone {
                    return Tied {
                        unrelated: Some("to_somebody_else"),
                        evidence,
                        ..Tied::default()
                    };
                }
            }
            if all.len() > 1 {
                evidence.push("it refers to several of our posts".to_owned());
                return review(posts, &all, evidence);
            }
            Tied {
                enquiry: Some(posts.entry(at).enquiry),
                by: Some(by),
                evidence,
                marks: account(post),
                ..Tied::default()
            }
        }
    }
}

/// Whose account wrote a post that refers to an enquiry.
fn speaker(question: &Question<'_>, posts: &Posts, at: u32) -> Speaker {
    let post = question.post;
    let (network, author) = (post.network, &post.author);
    let party = posts.entry(at).party;
    if posts.changed_hands(network, author) {
        return Speaker::Perhaps("was the handle of another account before".to_owned());
    }
    let known = posts.by_handle(network, &author.handle);
    if known.contains(&party) {
        return Speaker::Company(None);
    }
    if posts.by_account(network, &author.id).contains(&party) {
        let words = format!(
            "renamed: @{} is an account that spoke for it before",
            author.handle
        );
        return Speaker::Company(Some(words));
    }
    if !known.is_empty() {
        return Speaker::Perhaps("is another company's".to_owned());
    }
    match posts.company(party).names.resembles(network, author) {
        Resemblance::Same(why) => {
            Speaker::Company(Some(format!("second handle @{}: {why}", author.handle)))
        }
        Resemblance::Begins(part) if posts.is_shared(network, &part, party) => Speaker::Perhaps(
            format!("is called {part}, as the names of several companies begin"),
        ),
        Resemblance::Begins(part) => Speaker::Company(Some(format!(
            "second handle @{}: stem \"{part}\"",
            author.handle
        ))),
        Resemblance::Perhaps(why) => Speaker::Perhaps(why),
        Resemblance::None => match author.verified.as_deref() {
            Some(mark @ ("business" | "government")) => Speaker::Perhaps(format!(
                "is verified ({mark}), and not known as the company's"
            )),
            _ if question.body.initialled => Speaker::Perhaps("signs as agents do".to_owned()),
            _ => match plural(question.folded) {
                Some(word) => Speaker::Perhaps(format!("speaks as the company: {word}")),
                None => Speaker::Bystander,
            },
        },
    }
}

/// The word by which a text speaks for several, as a company does.
fn plural(folded: &Folded) -> Option<&str> {
    folded
        .text()
        .split_ascii_whitespace()
        .take(400)
        .find(|word| {
            matches!(
                *word,
                "we" | "our"
                    | "wij"
                    | "ons"
                    | "onze"
                    | "nous"
                    | "notre"
                    | "nos"
                    | "wir"
                    | "unser"
                    | "unsere"
                    | "unserem"
                    | "unseren"
                    | "unserer"
            )
        })
}

/// Whom else a post addresses first.
struct Others {
    words: String,
    /// Whether it does not address us at all.
    alone: bool,
}

fn to_others(question: &Question<'_>, posts: &Posts, at: u32) -> Option<Others> {
    let post = question.post;
    let network = post.network;
    let party = posts.entry(at).party;
    let named = || {
        question
            .body
            .addressed
            .iter()
            .chain(&post.mentions)
            .map(String::as_str)
    };
    let to_us = named().any(|handle| posts.is_own(network, handle));
    let stranger = |handle: &&str| {
        !posts.is_own(network, handle) && !posts.by_handle(network, handle).contains(&party)
    };
    let first = question
        .body
        .addressed
        .first()
        .map(String::as_str)
        .filter(stranger);
    if let Some(first) = first {
        return Some(Others {
            words: format!("addresses @{first} first"),
            alone: !to_us,
        });
    }
    // Where answers mention nobody by themselves, what it answers tells.
    let passing = posts.is_passing(network, post.replied_to.as_deref());
    (passing && !to_us).then(|| Others {
        words: "answers a bystander".to_owned(),
        alone: true,
    })
}

/// Left to a person.
pub(super) fn review(posts: &Posts, entries: &[u32], evidence: Vec<String>) -> Tied {
    let mut candidates: Vec<u32> = entries.iter().map(|at| posts.entry(*at).enquiry).collect();
    candidates.sort_unstable();
    candidates.dedup();
    candidates.truncate(CANDIDATES);
    Tied {
        candidates,
        evidence,
        ..Tied::default()
    }
}

/// What a post of a company teaches: the post itself, and the account.
pub(super) fn account(post: &Post) -> Vec<String> {
    let mut all = marks("post", post);
    let (handle, id) = (plain_handle(&post.author.handle), post.author.id.as_str());
    if is_word(&handle) {
        let id = if is_word(id) { id } else { "" };
        all.push(
            format!("account:{} {handle} {id}", post.network)
                .trim_end()
                .to_owned(),
        );
    }
    all
}

/// The ids of a post, now and before it was edited.
fn marks(what: &str, post: &Post) -> Vec<String> {
    let ids = std::iter::once(&post.id).chain(post.earlier.iter().take(10));
    ids.filter(|id| is_word(id))
        .map(|id| format!("{what}:{} {id}", post.network))
        .collect()
}

fn is_word(id: &str) -> bool {
    !id.is_empty() && id.len() <= 300 && !id.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// The public address of a post, for a person to look at.
pub(super) fn address(post: &Post) -> Option<String> {
    if post.private || !is_word(&post.id) {
        return None;
    }
    match post.network {
        Network::Twitter => Some(format!("https://x.com/i/web/status/{}", post.id)),
        Network::Bluesky => {
            let rest = post.id.strip_prefix("at://")?;
            let (did, rest) = rest.split_once('/')?;
            let key = rest.strip_prefix("app.bsky.feed.post/")?;
            Some(format!("https://bsky.app/profile/{did}/post/{key}"))
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::Author;

    /// A post to build others from.
    pub fn post() -> Post {
        Post {
            network: Network::Twitter,
            id: "9".to_owned(),
            conversation: None,
            replied_to: None,
            quoted: None,
            earlier: Vec::new(),
            author: Author::default(),
            text: String::new(),
            created_at: Timestamp::UNIX_EPOCH,
            mentions: Vec::new(),
            links: Vec::new(),
            media: Vec::new(),
            private: false,
        }
    }

    #[test]
    fn addresses_are_those_that_a_browser_opens() {
        let mut post = post();
        assert_eq!(
            address(&post).as_deref(),
            Some("https://x.com/i/web/status/9")
        );
        post.network = Network::Bluesky;
        assert_eq!(address(&post), None);
        post.id = "at://did:plc:abc/app.bsky.feed.post/3k".to_owned();
        let shown = address(&post);
        assert_eq!(
            shown.as_deref(),
            Some("https://bsky.app/profile/did:plc:abc/post/3k")
        );
    }
}
