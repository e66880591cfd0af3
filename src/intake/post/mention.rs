//! What refers to no post of ours, but mentions the study's account or comes as a direct message.

use super::name::Resemblance;
use super::register::Posts;
use super::tie::{Question, Tied, account, review};
use crate::intake::register::{quoted_share, shingles, words};
use crate::model::{Kind, TiedBy};

/// So much of our question stands in a post that repeats it.
const REPEATED: f64 = 0.5;
/// Or so much, and nothing of another question: `you asked us "Do you deliver furniture to …"`.
const BEGUN: f64 = 0.2;

/// A post that refers to none of ours.
pub(super) fn mention(question: &Question<'_>, posts: &Posts) -> Tied {
    let (post, body) = (question.post, question.body);
    let (network, handle) = (post.network, &post.author.handle);
    let mentioned = || {
        let mut named = post.mentions.iter().chain(&body.addressed);
        named.any(|handle| posts.is_own(network, handle))
    };
    let nothing = |words: String| Tied {
        evidence: vec![words],
        ..Tied::default()
    };
    if !post.private && !mentioned() {
        return nothing(format!("@{handle} neither answers nor mentions us"));
    }
    let way = if post.private {
        "wrote to us directly"
    } else {
        "mentions us"
    };
    let mut evidence = vec![format!("@{handle} {way}")];
    let mut parties: Vec<u32> = posts.by_handle(network, handle).to_vec();
    if parties.is_empty() {
        parties = posts.by_account(network, &post.author.id).to_vec();
    }
    let mut sure = !parties.is_empty() && !posts.changed_hands(network, &post.author);
    if parties.is_empty() {
        parties = posts.by_name(network, handle);
        parties.retain(|party| {
            let like = posts.company(*party).names.resembles(network, &post.author);
            !matches!(like, Resemblance::None)
        });
        if let Some((party, why)) = direct(question, posts, &parties) {
            evidence.push(why);
            parties = vec![party];
            sure = true;
        } else if !parties.is_empty() {
            evidence.push("it is called as a company of the panel is".to_owned());
        }
    }
    if parties.is_empty() {
        return nothing(format!(
            "@{handle} {way}, and is no account of a company of the panel"
        ));
    }
    // A remark to somebody else that mentions us by the way.
    let by_the_way = !post.private
        && post.replied_to.is_some()
        && !body
            .addressed
            .first()
            .is_some_and(|first| posts.is_own(network, first));
    if by_the_way {
        evidence.push("it answers somebody else's post".to_owned());
        sure = false;
    }
    let open = posts.open(&parties, question.at);
    if open.is_empty() {
        return nothing(format!(
            "@{handle} {way}, and nothing was open with that company"
        ));
    }
    let repeated = repeated(question, posts, &open);
    if repeated.is_empty() && matches!(question.kind, Kind::Survey | Kind::Marketing) {
        return nothing(format!("@{handle} names no question of ours"));
    }
    let fitting = if repeated.is_empty() {
        &open
    } else {
        &repeated
    };
    if let [at] = fitting[..] {
        let entry = posts.entry(at);
        let certain = entry.post.is_some();
        if !certain {
            evidence.push("nobody knows whether that enquiry was posted".to_owned());
        }
        if sure && certain {
            evidence.push(if repeated.is_empty() {
                "one enquiry was open with that company".to_owned()
            } else {
                "it repeats our question".to_owned()
            });
            return Tied {
                enquiry: Some(entry.enquiry),
                by: Some(TiedBy::Mention),
                evidence,
                marks: account(post),
                ..Tied::default()
            };
        }
    } else {
        evidence.push("several enquiries were open with that company".to_owned());
    }
    review(posts, fitting, evidence)
}

/// The enquiries whose question stands in a post, or the one the beginning of whose question does.
fn repeated(question: &Question<'_>, posts: &Posts, open: &[u32]) -> Vec<u32> {
    let said = shingles(&words(&question.post.text));
    let least = |least: f64| -> Vec<u32> {
        let all = open.iter().copied();
        all.filter(|at| quoted_share(&posts.entry(*at).shingles, &said) >= least)
            .collect()
    };
    let whole = least(REPEATED);
    if !whole.is_empty() {
        return whole;
    }
    let begun = least(BEGUN);
    // Nothing of any other may stand there.
    let alone = begun.len() == 1 && least(f64::MIN_POSITIVE) == begun;
    if alone { begun } else { Vec::new() }
}

/// Whose a direct message of an unknown account is, and why: of one company alone by its name. One in whose
/// handle something else stands beside a word that is also another's is not that other's.
fn direct(question: &Question<'_>, posts: &Posts, parties: &[u32]) -> Option<(u32, String)> {
    let post = question.post;
    let (network, author) = (post.network, &post.author);
    if !post.private || posts.changed_hands(network, author) {
        return None;
    }
    let mut whose = parties.iter().filter_map(|party| {
        let why = match posts.company(*party).names.resembles(network, author) {
            Resemblance::Same(why) => why,
            Resemblance::Begins(part) if !posts.is_shared(network, &part, *party) => {
                format!("stem \"{part}\"")
            }
            _ => return None,
        };
        Some((*party, format!("second handle @{}: {why}", author.handle)))
    });
    let found = whose.next()?;
    whose.next().is_none().then_some(found)
}
