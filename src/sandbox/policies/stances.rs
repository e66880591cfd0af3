//! Which of its possible answers a company gives where: its policy, and how far its desks keep to it.

use super::policy;
use crate::model::Study;
use crate::sandbox::calibration::{ALL_DIFFER, ALL_THE_SAME, POLICY_RIGHT};
use crate::sandbox::chance::Chance;
use crate::sandbox::conduct::Content;

/// Those of a company who answer: each knows, or misremembers, the policy on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sandbox) enum Desk {
    /// Mail and what comes by contact form.
    Mail,
    /// Social networks.
    Social,
    /// The site's pages, and the chat on it.
    Site,
}

/// The stance that a desk of a company takes on a question, from 0, the right one; `None` where no policies
/// are known for it. Pure, and the same however often and about whatever channel of the desk it is asked.
/// A company's policy is that of every wave; which desk strays from it is that of one.
pub(in crate::sandbox) fn own(
    study: &Study,
    seed: u64,
    desk: Desk,
    company: u32,
    question: u32,
) -> Option<u8> {
    let policy = policy(study, company, question)?;
    let about = &study.panel[company as usize];
    let stances = u8::try_from(policy.stances(about.language)).ok()?;
    let id = policy.id.as_str();
    let mut held = Chance::of(seed, &["policy", &about.id, id]);
    let kept = held.happens(POLICY_RIGHT);
    let other = held.below(usize::from(stances) - 1);
    let held = if kept { 0 } else { another(0, other) };
    let mut chance = Chance::of(seed, &["stray", &study.wave.id, &about.id, id]);
    let pattern = chance.unit();
    let strays = chance.pick(&[Desk::Mail, Desk::Social, Desk::Site]);
    let stray = another(held, chance.below(usize::from(stances) - 1));
    if pattern < ALL_THE_SAME {
        return Some(held);
    }
    if pattern < ALL_THE_SAME + ALL_DIFFER {
        let mut all: Vec<u8> = (0..stances).collect();
        chance.shuffle(&mut all);
        return all.get(desk as usize % all.len()).copied();
    }
    Some(if desk == strays { stray } else { held })
}

/// The nth of the other stances.
fn another(than: u8, nth: usize) -> u8 {
    let nth = u8::try_from(nth).unwrap_or(0);
    if nth < than { nth } else { nth + 1 }
}

/// What is said by a desk in place of what was drawn without regard to policies: its stance in the wording
/// that was drawn. What was drawn stays where no policies are known.
pub(in crate::sandbox) fn content(
    study: &Study,
    seed: u64,
    desk: Desk,
    (company, question): (u32, u32),
    drawn: Content,
) -> Content {
    match (drawn, own(study, seed, desk, company, question)) {
        (Content::Right(wording) | Content::Wrong(wording), Some(stance)) => {
            Content::Stance { stance, wording }
        }
        _ => drawn,
    }
}
