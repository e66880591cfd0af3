//! Makes the posts of an answer: one or several, with what stands around it.

use super::compose::Writer;
use super::conduct::{PostAnswer, PostForm, PostTiming};
use super::phrases::EMOJI;
use super::split::{MOST, halves, pieces, weight};
use super::utterance::{How, PostStep, Utterance};
use crate::sandbox::chance::Chance;
use crate::sandbox::conduct::Content;
use crate::sandbox::letter::Said;
use crate::sandbox::policies::Room;
use jiff::Timestamp;

/// The pieces of a post that may be left out when there is no room.
#[derive(Clone, Default)]
struct Around {
    opening: String,
    closing: String,
    link: String,
    emoji: String,
}

/// An answer that is to be said.
struct Saying<'a> {
    at: Timestamp,
    how: How,
    step: PostStep,
    answer: &'a PostAnswer,
    /// In place of a greeting.
    opening: Option<String>,
}

/// What ` (10/25)` weighs, and a little more.
const LONGEST_NUMBER: usize = 10;

impl Writer<'_> {
    /// The answer, if there is one, and what is added to it.
    pub(super) fn answer(&self) -> Vec<Utterance> {
        let Some(answer) = &self.conduct.answer else {
            return Vec::new();
        };
        let mut chance = self.chance("answer");
        let Said {
            text,
            correct,
            stance,
        } = self.said_in(answer.content, answer.form.room());
        let at = self.clock.when(answer.timing);
        let step = PostStep::Answer { correct, stance };
        let how = match answer.form {
            PostForm::Quote => How::Quote,
            PostForm::Mention => How::MentionOnly,
            PostForm::Direct => How::Direct,
            PostForm::Single | PostForm::Thread | PostForm::Followed | PostForm::InParts => {
                How::Reply
            }
        };
        let saying = Saying {
            at,
            how,
            step,
            answer,
            opening: None,
        };
        let mut said = match (answer.form, halves(&text)) {
            (PostForm::Thread, Some((one, two))) if tells_something(answer.content, &one) => {
                self.thread(saying, &[one, two], &mut chance)
            }
            (PostForm::InParts, Some((one, two))) if tells_something(answer.content, &one) => {
                self.in_parts(saying, one, two, &mut chance)
            }
            _ => self.thread(saying, &[text], &mut chance),
        };
        if answer.form == PostForm::Followed {
            let addition = self.fill(chance.pick(self.words.additions), &mut chance);
            let how = chance.pick(&[How::Reply, How::Thread]);
            let text = self.note(how, &addition, &self.sign());
            let at = self.clock.later(at, chance.between(60, 1200) as f64);
            said.push(self.utterance(at, how, PostStep::Addition, text));
        }
        if let Some(after) = answer.deleted {
            for post in said.iter_mut().filter(|u| u.how != How::Direct) {
                post.deleted = Some(self.clock.later(post.at, after as f64));
            }
        }
        said
    }

    /// What stands around an answer in this form.
    fn around(&self, how: How, answer: &PostAnswer, chance: &mut Chance) -> Around {
        let mut around = Around::default();
        let opening = chance.happens(0.75);
        let opens = if how == How::Direct {
            self.words.directs
        } else {
            self.words.openings
        };
        let phrase = chance.pick(opens);
        if opening || how == How::Direct {
            around.opening = self.fill(phrase, chance);
        }
        if chance.happens(0.45) {
            around.closing = self.fill(chance.pick(self.words.closings), chance);
        }
        if answer.link {
            around.link = self.fill(chance.pick(self.words.links), chance);
        }
        if answer.emoji {
            chance.pick(&EMOJI).clone_into(&mut around.emoji);
        }
        around
    }

    /// An answer in as many posts as it is given in and needs, all at once.
    fn thread(&self, saying: Saying<'_>, parts: &[String], chance: &mut Chance) -> Vec<Utterance> {
        let Saying {
            at,
            how,
            step,
            answer,
            opening,
        } = saying;
        let mut around = self.around(how, answer, chance);
        if let Some(opening) = opening {
            around.opening = opening;
        }
        let (sign, prefix) = (self.sign(), self.prefix(how));
        let next = if how == How::Direct {
            How::Direct
        } else {
            How::Thread
        };
        let next_prefix = self.prefix(next);
        let mut bodies = Vec::new();
        if let [body] = parts {
            let taken = weight(&prefix) + weight(body) + weight(&sign);
            let mut fitted = around.clone();
            if fitted.make_room(MOST.saturating_sub(taken), how != How::Direct) {
                bodies.push(body.clone());
                around = fitted;
            }
        }
        if bodies.is_empty() {
            around.make_room(120, false);
            let ends = weight(&around.behind()) + weight(&sign) + LONGEST_NUMBER;
            let first = MOST.saturating_sub(weight(&prefix) + weight(&around.opening) + 1 + ends);
            let later = MOST.saturating_sub(weight(&next_prefix) + 1 + ends);
            for part in parts {
                let room = if bodies.is_empty() { first } else { later };
                bodies.extend(pieces(part, room, later));
            }
        }
        // More than a network takes in one go nobody reads either.
        let total = bodies.len().min(25);
        let numbering = chance.below(4);
        let mut said = Vec::new();
        for (nth, body) in bodies.into_iter().take(total).enumerate() {
            let (how, prefix) = match nth {
                0 => (how, &prefix),
                _ => (next, &next_prefix),
            };
            let mut text = body;
            if nth == 0 {
                text = resumed(&around.opening, &text);
            }
            if nth + 1 == total {
                text = join(&[&text, &around.behind()]) + sign.as_str();
            }
            if total > 1 {
                text = match numbering {
                    0 => format!("{text} {}/{total}", nth + 1),
                    1 => format!("{text} ({}/{total})", nth + 1),
                    2 => format!("{}/{total} {text}", nth + 1),
                    _ => text,
                };
            }
            let step = if nth == 0 {
                step.clone()
            } else {
                PostStep::More
            };
            said.push(self.utterance(at, how, step, format!("{prefix}{text}")));
        }
        if let Some(first) = said.first_mut() {
            self.adorn(first, answer, chance);
        }
        said
    }

    /// A picture, and a slip that is mended later.
    fn adorn(&self, post: &mut Utterance, answer: &PostAnswer, chance: &mut Chance) {
        if answer.picture {
            let url = format!("https://media.example/{}.jpg", chance.hex(12));
            let alt = chance.pick(self.words.alts).to_owned();
            post.media.push((url, alt));
        }
        if let Some(after) = answer.edited.filter(|_| post.how != How::Direct)
            && let Some(slip) = slip(&post.text, chance)
        {
            let mended = std::mem::replace(&mut post.text, slip);
            post.edited = Some((self.clock.later(post.at, after as f64), mended));
        }
    }

    /// A part with the promise of the rest, and later the rest. Where there is no time or no room for that,
    /// or the answer is too late anyway, both at once.
    fn in_parts(
        &self,
        mut saying: Saying<'_>,
        one: String,
        two: String,
        chance: &mut Chance,
    ) -> Vec<Utterance> {
        let share = 0.2 + 0.6 * chance.unit();
        let before = match saying.answer.timing {
            PostTiming::Within { rank, of } => Some(PostTiming::Within {
                rank: rank * share,
                of,
            }),
            PostTiming::After(seconds) => Some(PostTiming::After(seconds / 2)),
            PostTiming::Late(_) => None,
        };
        let earlier = before
            .map(|b| self.clock.when(b))
            .filter(|b| *b < saying.at && weight(&one) <= 120);
        let Some(earlier) = earlier else {
            return self.thread(saying, &[one, two], chance);
        };
        let mut said = vec![self.part(earlier, &one, chance)];
        saying.opening = Some(self.fill(chance.pick(self.words.rests), chance));
        saying.how = chance.pick(&[How::Reply, How::Thread]);
        said.extend(self.thread(saying, &[two], chance));
        said
    }
}

/// Whether the first part of an answer by itself tells something of what was asked, so that it can stand
/// alone. What policies say is cut where it pauses, and may begin with a courtesy; the bank's own answers do
/// not.
pub(super) fn tells_something(content: Content, part: &str) -> bool {
    !matches!(content, Content::Stance { .. }) || part.contains(|c: char| c.is_ascii_digit())
}

impl PostForm {
    /// Nobody cuts in two what is short.
    const fn room(self) -> Room {
        match self {
            Self::Thread | Self::InParts => Room::Long,
            _ => Room::Short,
        }
    }
}

impl Around {
    fn behind(&self) -> String {
        join(&[&self.closing, &self.link, &self.emoji])
    }

    /// With a space beside each.
    fn weight(&self) -> usize {
        weight(&self.opening) + weight(&self.behind()) + 2
    }

    /// Leaves out what there is no room for, the least needed first; returns whether it fits then.
    fn make_room(&mut self, room: usize, opening_too: bool) -> bool {
        for nth in 0..4 {
            if self.weight() <= room {
                return true;
            }
            match nth {
                0 => self.closing.clear(),
                1 => self.emoji.clear(),
                2 => self.link.clear(),
                _ if opening_too => self.opening.clear(),
                _ => {}
            }
        }
        self.weight() <= room
    }
}

fn join(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
    parts.join(" ")
}

/// Words with which a sentence may begin that loses its capital behind `Hi Anna,`.
const SMALL: &[&str] = &[
    "Yes",
    "No",
    "We",
    "You",
    "Your",
    "Our",
    "It",
    "The",
    "That",
    "This",
    "There",
    "If",
    "All",
    "In",
    "Ja",
    "Nee",
    "Wij",
    "Je",
    "Het",
    "De",
    "Oui",
    "Non",
    "Nous",
    "Vous",
    "Les",
    "Nein",
    "Wir",
    "Das",
    "A",
    "About",
    "After",
    "Allow",
    "An",
    "Any",
    "Anywhere",
    "Around",
    "As",
    "At",
    "Because",
    "Bring",
    "By",
    "Certainly",
    "Closed",
    "Cracked",
    "Each",
    "Every",
    "Everybody",
    "Everything",
    "Fill",
    "Five",
    "For",
    "Four",
    "Free",
    "From",
    "Full",
    "Just",
    "Keep",
    "Let",
    "Locked",
    "Most",
    "Neither",
    "Never",
    "Next",
    "None",
    "Normally",
    "Not",
    "Nothing",
    "Of",
    "On",
    "Once",
    "One",
    "Only",
    "Please",
    "Send",
    "She",
    "Since",
    "Six",
    "Some",
    "Straight",
    "Sure",
    "Tell",
    "They",
    "Three",
    "Two",
    "Under",
    "Unfortunately",
    "Until",
    "Up",
    "Usually",
    "Whatever",
    "When",
    "Wherever",
    "Whichever",
    "With",
    "Within",
    "Without",
];

/// An opening and what follows it.
fn resumed(opening: &str, text: &str) -> String {
    let word = text
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    if opening.ends_with(',') && SMALL.contains(&word) {
        let (first, rest) = text.split_at(1);
        return format!("{opening} {}{rest}", first.to_lowercase());
    }
    join(&[opening, text])
}

/// A text with a slip of the finger: two letters of a long word change places. `None` where no word is
/// long enough.
fn slip(text: &str, chance: &mut Chance) -> Option<String> {
    let long: Vec<(usize, &str)> = text
        .split(' ')
        .enumerate()
        .filter(|(_, w)| w.len() >= 6 && w.bytes().all(|b| b.is_ascii_lowercase()))
        .filter(|(_, w)| w.as_bytes()[2] != w.as_bytes()[3])
        .collect();
    let (at, word) = *long.get(chance.below(long.len()))?;
    let slipped = format!("{}{}{}{}", &word[..2], &word[3..4], &word[2..3], &word[4..]);
    let mut words: Vec<&str> = text.split(' ').collect();
    words[at] = &slipped;
    Some(words.join(" "))
}
