//! What the witnesses say together.

use super::super::folded::Folded;
use super::class::Class;
use super::mixture::{KINDS, scores, weight};
use super::rules::proposed;
use super::sense::Odds;
use super::sentences::beginning;
use super::{Analysis, Signals, Topic};
use crate::model::Kind;

/// A kind, the rule that gave it and the words it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Verdict {
    pub kind: Kind,
    pub rule: String,
    pub evidence: Vec<String>,
}

/// How much likelier a sentence that names what was asked is about the matter, and one that does not.
const NAMED: f64 = 3.0;
const NOT_NAMED: f64 = 0.8;

/// No more sentences than this are named as evidence.
const TOLD: usize = 4;

/// What is known of a message that is no bounce, when it comes to judging it.
pub(in super::super) struct Witnesses<'t> {
    signals: Signals,
    /// The sender's words.
    text: &'t Folded,
    own: Analysis,
    /// The same with footers, where there are any.
    newest: Option<Analysis>,
}

impl<'t> Witnesses<'t> {
    /// Hears the fields, the sender's words, and what stands above and below them.
    pub fn new(signals: Signals, text: &'t Folded, newest: Option<&Folded>) -> Self {
        Self {
            signals,
            text,
            own: Analysis::new(text),
            newest: newest.map(Analysis::of_families),
        }
    }

    /// What the message is. `topic` is what was asked, as far as it is known.
    ///
    /// Two witnesses are heard: phrases, which propose a kind by rules, and the example sentences,
    /// which say what a sentence is about that no phrase knows.
    pub fn verdict(&self, topic: &Topic) -> Verdict {
        let newest = self.newest.as_ref().unwrap_or(&self.own);
        judge(&self.signals, &self.own, newest, self.text, topic)
    }
}

fn judge(
    signals: &Signals,
    own: &Analysis,
    newest: &Analysis,
    text: &Folded,
    topic: &Topic,
) -> Verdict {
    let proposed = proposed(signals, own, newest);
    let about: Vec<(usize, Odds)> = own
        .about
        .iter()
        .map(|(n, odds)| (*n, on_topic(*odds, text.words(&text.sentences[*n]), topic)))
        .collect();
    let scores = scores(
        signals,
        about.iter().map(|(_, odds)| odds),
        |family| newest.has(family),
        proposed.map(|(kind, ..)| kind),
    );
    let best = (0..KINDS.len())
        .max_by(|a, b| scores[*a].total_cmp(&scores[*b]))
        .unwrap_or(0);
    // What makes it an answer tells it from a receipt, and everything else from an answer.
    let other = usize::from(matches!(KINDS[best], Kind::Answer | Kind::Partial));
    let kind = KINDS[best];
    let mut rule = "sentences";
    let mut evidence: Vec<String> = Vec::new();
    if let Some((_, by, families)) = proposed.filter(|(also, ..)| *also == kind) {
        rule = by;
        evidence.extend(
            families
                .iter()
                .filter_map(|f| own.evidence(*f).or_else(|| newest.evidence(*f))),
        );
    }
    // The sentences that told it, strongest first.
    let mut told: Vec<(f64, usize, &Odds)> = about
        .iter()
        .enumerate()
        .map(|(place, (n, odds))| (weight(place, odds, best, other), *n, odds))
        .collect();
    told.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let clear = told.iter().take(TOLD).filter(|t| t.0 > 0.1).count();
    for (_, n, odds) in told.into_iter().take(clear.max(1)) {
        evidence.push(format!(
            "{}: {}",
            likeliest(odds).as_str(),
            beginning(text.words(&text.sentences[n]))
        ));
    }
    evidence.extend(signals.hard.clone());
    evidence.extend(signals.weak.clone());
    Verdict {
        kind,
        rule: rule.to_owned(),
        evidence,
    }
}

/// The odds of a sentence, given whether it names what was asked (factors from labelled mails: most
/// answers do in some sentence, few receipts do).
fn on_topic(mut odds: Odds, words: &str, topic: &Topic) -> Odds {
    if !topic.is_empty() {
        let named = topic.is_named_in(words);
        odds[Class::Matter as usize] *= if named { NAMED } else { NOT_NAMED };
    }
    odds
}

fn likeliest(odds: &Odds) -> Class {
    let of = |class: &Class| odds[*class as usize];
    Class::ALL
        .into_iter()
        .max_by(|a, b| of(a).total_cmp(&of(b)))
        .unwrap_or(Class::Matter)
}
