//! What a post is, by its words: the witnesses of mails, and before them what only posts do, which is to ask
//! for a direct message.
//!
//! `Please DM us` sends the asker to another channel, whatever else is asked for along with it, unless the post
//! answers by itself: so the sentences that do it are taken out, and what is left must say something of the
//! matter to count. An offer (`If you need more, DM us`) takes nothing away from what stands beside it.

use super::around::Around;
use super::elsewhere::{Moved, SENTENCES, is_yes_or_no, moved, stands_in};
use crate::intake::folded::{Folded, Sentence};
use crate::intake::kind::{Signals, Topic, Verdict, Witnesses};
use crate::intake::phrases::{Family, find};
use crate::model::Kind;

/// So many words about nothing in particular are an answer beside an invitation to write directly.
const WORDS: usize = 9;
/// And so many that name what was asked.
const ON_TOPIC: usize = 4;

/// A post on its way to its verdict.
pub(in crate::intake) struct Judged<'t> {
    own: &'t Folded,
    /// The text without closings and links, if it has any.
    open: Option<Folded>,
    around: Around,
    /// The sentence that leads elsewhere, and what stands beside such sentences.
    moved: Option<Moved>,
}

impl<'t> Judged<'t> {
    /// `text` is the author's own words without links and `own` the same folded; `private` that it is a direct message.
    pub fn new(text: &str, own: &'t Folded, private: bool) -> Self {
        let around = Around::new(text);
        Self {
            own,
            open: around.open.as_deref().map(Folded::new),
            around,
            moved: moved(text, private),
        }
    }

    /// What the post is; `topic` is what was asked, as far as it is known.
    pub fn verdict(&self, topic: &Topic) -> Verdict {
        let Some(moved) = &self.moved else {
            return self.staying(topic);
        };
        let rest = Folded::new(&moved.rest);
        if !rest.sentences.is_empty() {
            let verdict = Judged::new(&moved.rest, &rest, true).staying(topic);
            let answers = matches!(verdict.kind, Kind::Answer | Kind::Partial);
            let goes_on = self.around.continues || self.around.resumed.is_some();
            if answers && (goes_on || is_substance(&rest, topic))
                || moved.offered
                    && !matches!(
                        verdict.rule.as_str(),
                        "says_nothing" | "thanks_only" | "desk_words"
                    )
            {
                return verdict;
            }
        }
        Verdict {
            kind: Kind::Redirect,
            rule: moved.rule.to_owned(),
            evidence: vec![format!("redirect: {}", moved.words)],
        }
    }

    /// What a post is that leads nowhere else, or but for what of it does.
    fn staying(&self, topic: &Topic) -> Verdict {
        let own = self.open.as_ref().unwrap_or(self.own);
        if let Some(holding) = &self.around.holding
            && let Some(verdict) = self.holds(holding, topic)
        {
            return verdict;
        }
        let mut verdict = heard(own, topic);
        if let Some((kind, rule)) = self.amended(&verdict, own, topic) {
            (verdict.kind, verdict.rule) = (kind, rule.to_owned());
        }
        verdict
    }

    /// What the witnesses of mails do not know of posts.
    fn amended(
        &self,
        verdict: &Verdict,
        own: &Folded,
        topic: &Topic,
    ) -> Option<(Kind, &'static str)> {
        let around = &self.around;
        let kind = verdict.kind;
        if matches!(kind, Kind::Answer | Kind::Clarification) && only_asks(own) {
            return (kind == Kind::Answer).then_some((Kind::Clarification, "questions_only"));
        }
        // Nothing says that there is more to come.
        let pending = || [Family::Promise, Family::Pending].map(|f| hears(own, f));
        if kind == Kind::Partial && around.holding.is_none() && pending() == [false, false] {
            return Some((Kind::Answer, "nothing_pending"));
        }
        if matches!(kind, Kind::Answer | Kind::Partial) {
            return None;
        }
        if kind == Kind::Acknowledgement && promises_elsewhere(own) {
            return Some((Kind::Redirect, "elsewhere_first"));
        }
        if kind == Kind::Acknowledgement && answers_first(own, topic) {
            return Some(if around.holding.is_some() || hears(own, Family::Promise) {
                (Kind::Partial, "part_pending")
            } else {
                (Kind::Answer, "states_an_answer")
            });
        }
        // No phrase says that it is anything else.
        if verdict.rule == "sentences" && answers_first(own, topic) {
            return Some((Kind::Answer, "states_an_answer"));
        }
        if around.holding.is_some() || around.asks {
            return None;
        }
        let said = Folded::new(&around.first);
        let announced = around.continues || around.resumed.is_some();
        if announced && !said.sentences.is_empty() {
            return Some((Kind::Answer, "goes_on"));
        }
        let unasked = hears(own, Family::Marketing) || hears(own, Family::Survey);
        // `Unfortunately` may be the beginning of a refusal.
        let states = if kind == Kind::Refusal {
            names(&said, topic)
        } else {
            states(&said, topic)
        };
        if kind != Kind::Redirect && !unasked && states {
            return Some((Kind::Answer, "names_the_matter"));
        }
        let nothing = said
            .sentences
            .iter()
            .all(|s| s.words <= 1 || is_polite(said.words(s)));
        (around.desk.is_some() && nothing && kind != Kind::Redirect)
            .then_some((Kind::Acknowledgement, "desk_words"))
    }

    /// What a post is that says that an answer is still to come: the rest of one, if a part stands before.
    fn holds(&self, holding: &str, topic: &Topic) -> Option<Verdict> {
        if self.around.asks {
            return None;
        }
        let first = Folded::new(&self.around.first);
        let is_part = states(&first, topic)
            || first.sentences.iter().map(|s| s.words).sum::<usize>() >= ON_TOPIC
                && heard(&first, topic).kind == Kind::Answer;
        if is_part {
            return Some(Verdict {
                kind: Kind::Partial,
                rule: "part_pending".to_owned(),
                evidence: vec![format!("pending: {}", bounded(holding))],
            });
        }
        let then = Folded::new(&self.around.then);
        if answers_first(&then, topic) {
            return None;
        }
        Some(acknowledgement("holding_words", holding))
    }
}

fn acknowledgement(rule: &str, words: &str) -> Verdict {
    Verdict {
        kind: Kind::Acknowledgement,
        rule: rule.to_owned(),
        evidence: vec![format!("promise: {}", bounded(words))],
    }
}

fn bounded(words: &str) -> &str {
    words[..words.floor_char_boundary(120)].trim()
}

/// What the witnesses of mails say.
fn heard(text: &Folded, topic: &Topic) -> Verdict {
    Witnesses::new(Signals::of_post(), text, None).verdict(topic)
}

fn hears(text: &Folded, family: Family) -> bool {
    let mut sentences = text.sentences.iter().take(SENTENCES);
    sentences.any(|s| find(text.words(s)).iter().any(|hit| hit.family == family))
}

fn is_polite(words: &str) -> bool {
    find(words).iter().any(|hit| {
        matches!(
            hit.family,
            Family::Greeting | Family::Thanks | Family::Courtesy
        )
    })
}

/// Whether a sentence states something that names what was asked, or says yes or no to it, or gives a figure,
/// and no phrase calls it anything else.
fn states(text: &Folded, topic: &Topic) -> bool {
    stated(text).any(|sentence| {
        is_yes_or_no(text.words(sentence)) || sentence.words >= ON_TOPIC && sentence.digit
    }) || names(text, topic)
}

/// The same of what was asked only.
fn names(text: &Folded, topic: &Topic) -> bool {
    stated(text).any(|sentence| sentence.words > 2 && topic.is_named_in(text.words(sentence)))
}

/// Whether words name what is otherwise asked for, and do not ask.
fn is_thing(words: &str) -> bool {
    let first = words.split(' ').next().unwrap_or_default();
    let nouns = [
        "your", "date", "the", "je", "uw", "votre", "vos", "ta", "ihre", "deine", "order", "proof",
    ];
    nouns.contains(&first)
}

fn asks_for(words: &str) -> bool {
    words.split(' ').any(|word| {
        matches!(
            word,
            "please"
                | "need"
                | "bitte"
                | "merci"
                | "graag"
                | "nodig"
                | "besoin"
                | "brauchen"
                | "benotigen"
        )
    })
}

/// The sentences that are no questions and of which no phrase says what they do.
fn stated(text: &Folded) -> impl Iterator<Item = &Sentence> {
    let other = |sentence: &Sentence| {
        let hits = find(text.words(sentence));
        hits.iter().any(|hit| match hit.family {
            Family::Greeting | Family::Frame => false,
            // `For a year from the date of purchase` asks for no date.
            Family::Clarify => !is_thing(hit.words) || asks_for(text.words(sentence)),
            _ => true,
        })
    };
    let sentences = text.sentences.iter().take(SENTENCES);
    sentences.filter(move |sentence| !sentence.question && !other(sentence))
}

/// Whether what stands beside an invitation says something of the matter.
fn is_substance(rest: &Folded, topic: &Topic) -> bool {
    rest.sentences.iter().any(|sentence| {
        let words = rest.words(sentence);
        let length = sentence.words;
        let sorry = words.split(' ').take(6).any(|w| {
            matches!(
                w,
                "sorry"
                    | "apologies"
                    | "apologise"
                    | "excuses"
                    | "excuus"
                    | "desole"
                    | "desoles"
                    | "desolee"
                    | "leid"
                    | "vervelend"
                    | "schade"
            )
        });
        !sentence.question
            && (sentence.digit
                || is_yes_or_no(words)
                || !sorry && (length >= WORDS || length >= ON_TOPIC && topic.is_named_in(words)))
    })
}

/// Whether a text answers before it promises anything: a promise behind an answer is one of the rest of it, as
/// in `Yes, we do. I'll ask about the price.`
fn answers_first(own: &Folded, topic: &Topic) -> bool {
    for sentence in own.sentences.iter().take(SENTENCES) {
        let words = own.words(sentence);
        let has = |family| find(words).iter().any(|hit| hit.family == family);
        if has(Family::Promise) || has(Family::Receipt) {
            return false;
        }
        let worries = ["worries", "problem", "probleme", "probleem", "zorgen"]
            .iter()
            .any(|w| stands_in(w, words));
        if !sentence.question
            && !worries
            && topic.is_named_in(words)
            && sentence.words >= ON_TOPIC
            && (sentence.digit || is_yes_or_no(words))
        {
            return true;
        }
    }
    false
}

/// Whether a promise is made for the case that the asker writes elsewhere: `email us and we will get back to
/// you` acknowledges nothing.
fn promises_elsewhere(own: &Folded) -> bool {
    own.sentences.iter().take(SENTENCES).any(|sentence| {
        let hits = find(own.words(sentence));
        let first = |family| hits.iter().find(|h| h.family == family).map(|h| h.start);
        let (redirect, promise) = (first(Family::Redirect), first(Family::Promise));
        redirect
            .zip(promise)
            .is_some_and(|(redirect, promise)| redirect < promise)
    })
}

/// Whether a text asks and states nothing beside it.
fn only_asks(own: &Folded) -> bool {
    let mut asks = false;
    for sentence in own.sentences.iter().take(SENTENCES) {
        let words = own.words(sentence);
        asks |= sentence.question;
        if !sentence.question && sentence.words > 2 && !is_polite(words) {
            return false;
        }
    }
    asks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_in_words_of_patience_is_an_answer() {
        for (asked, text) in [
            (
                "How long is the warranty on your products?",
                "All our products have a warranty of one year from the date of purchase. Shout if you need us.",
            ),
            (
                "When do I get my credit back when I leave?",
                "Morning Ordinary, you get the credit back no more than ten working days after we have sent the final bill.",
            ),
            (
                "Can I take my cat on holiday?",
                "Thanks for asking, Ordinary. Cats and small dogs may travel with you in a carrier for £35.",
            ),
            (
                "Do I have to register the product?",
                "Hi Ordinary, Registration is not required. Should you ever need us, the receipt is enough. Give us a shout if there's anything else.",
            ),
            (
                "I lost my bank card, how do I report it and when do I get the new one?",
                "You can report it through the app or over the phone. The card is blocked at once, and the new one is with you in 5 working days at most.",
            ),
            (
                "How long does a refund take?",
                "Once we've received your parcel, the refund takes up to ten days, please allow up to 5 more for the bank.",
            ),
            (
                "Do you carry furniture upstairs?",
                "Yes, our delivery team will carry it to the room of your choice.",
            ),
            (
                "Hoe lang duurt een terugbetaling?",
                "Zodra we je pakket hebben, duurt een terugbetaling vijf werkdagen.",
            ),
            (
                "Comment faire opposition ?",
                "Il faut faire opposition dès que possible dans l'appli, c'est immédiat en un instant.",
            ),
            (
                "Nehmen Sie alte Möbel mit?",
                "Ja, wir kümmern uns um die alten Möbel, sobald wir die neuen liefern.",
            ),
        ] {
            let own = Folded::new(text);
            let verdict = Judged::new(text, &own, false).verdict(&Topic::of(asked));
            assert_eq!(verdict.kind, Kind::Answer, "{text}: {verdict:?}");
        }
    }

    fn kind(text: &str) -> Kind {
        let own = Folded::new(text);
        let topic = Topic::of("Do you deliver furniture to Ireland, and what does it cost?");
        Judged::new(text, &own, false).verdict(&topic).kind
    }

    #[test]
    fn an_invitation_to_write_directly_is_told_from_what_only_sounds_like_one() {
        for text in [
            "Please DM us.",
            "Sorry to hear that, Anna. Can you DM us your order number so we can look into it?",
            "If you DM us your address, we can check.",
            "Hi Anna, we're happy to help! Pop us a DM with your name, postcode and the first 2 lines of your address",
            "If you'd like us to look at this, please send us a PM.",
            "Volg ons even, dan kunnen we je een DM sturen.",
            "Suivez-nous pour que nous puissions vous envoyer un MP.",
            "Schau mal in deine DMs!",
            "DM us",
            "We've replied to your DM.",
        ] {
            assert_eq!(kind(text), Kind::Redirect, "{text}");
        }
        for text in [
            "Yes, for 45 pounds. Any more questions? DM us!",
            "We deliver furniture to Ireland too. Please DM us if you want to order.",
            "We open at 2 pm on Sundays.",
            "Yes we do, DM us for a quote",
            "No, sadly. If there is anything else, send us a DM.",
        ] {
            assert_eq!(kind(text), Kind::Answer, "{text}");
        }
        // A chemist's.
        let text = "Frag bei dm nach, die liefern Möbel nach Irland.";
        assert_ne!(kind(text), Kind::Redirect);
    }
}
