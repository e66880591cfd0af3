//! From replies to a verdict: both orders must say the same, and most rounds.

use super::criteria::UNSURE;
use super::reply::Said;
use std::collections::BTreeMap;
use std::ops::Range;

/// One time that an item was judged, in both orders; what was no verdict is left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Round {
    /// With the codes forwards, and of a pair the answer as A.
    pub forwards: Option<Said>,
    /// The other way round.
    pub backwards: Option<Said>,
}

/// What all rounds came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// A code of the criterion, or "unsure".
    pub code: &'static str,
    /// In thousandths: what the replies that say so say of themselves, times their share of all.
    pub confidence: u16,
    /// The places in the answer that they quote.
    pub spans: Vec<Range<usize>>,
    /// The same in the other message of a pair.
    pub other_spans: Vec<Range<usize>>,
    /// The rounds that count: those with a reply in both orders.
    pub rounds: u32,
    /// In how many of them the two orders said different things.
    pub order_flips: u32,
    /// Whether the rounds do not all say the same.
    pub flipped: bool,
}

/// The verdict of some rounds; `None` when none of them has a reply in both orders.
///
/// A round whose two replies differ says "unsure"; so does an item on which no code has more than half of the
/// rounds. (That a judge prefers what it reads first, whatever it is, is well known: Zheng et al. 2023,
/// "Judging LLM-as-a-Judge", section 3.3, who ask in both orders and call it a tie when the replies differ.)
#[must_use]
pub fn verdict(rounds: &[Round]) -> Option<Verdict> {
    let whole: Vec<(&Said, &Said)> = rounds
        .iter()
        .filter_map(|r| Some((r.forwards.as_ref()?, r.backwards.as_ref()?)))
        .collect();
    let mut votes: BTreeMap<&'static str, u32> = BTreeMap::new();
    let mut order_flips = 0;
    for (forwards, backwards) in &whole {
        let code = if forwards.code == backwards.code {
            forwards.code
        } else {
            order_flips += 1;
            UNSURE.0
        };
        *votes.entry(code).or_default() += 1;
    }
    let counted = u32::try_from(whole.len()).unwrap_or(u32::MAX);
    if counted == 0 {
        return None;
    }
    let (code, _) = votes
        .iter()
        .max_by_key(|(_, votes)| **votes)
        .filter(|(_, votes)| **votes * 2 > counted)
        .unwrap_or((&UNSURE.0, &0));
    let said = whole.iter().flat_map(|(f, b)| [*f, *b]);
    let saying: Vec<&Said> = said.filter(|s| s.code == *code).collect();
    let sum: u32 = saying.iter().map(|s| u32::from(s.confidence)).sum();
    Some(Verdict {
        code,
        confidence: u16::try_from(sum / (2 * counted)).unwrap_or(1000),
        spans: merged(saying.iter().filter_map(|s| s.span.clone())),
        other_spans: merged(saying.iter().filter_map(|s| s.other_span.clone())),
        rounds: counted,
        order_flips,
        flipped: votes.len() > 1,
    })
}

/// Places in their order, those that touch as one.
fn merged(places: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = places.collect();
    places.sort_by_key(|p| (p.start, p.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for place in places {
        match out.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => out.push(place),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(code: &'static str, span: Range<usize>) -> Said {
        Said {
            code,
            confidence: 800,
            span: Some(span),
            other_span: None,
        }
    }

    fn round(forwards: &'static str, backwards: &'static str) -> Round {
        Round {
            forwards: Some(said(forwards, 0..5)),
            backwards: Some(said(backwards, 3..9)),
        }
    }

    #[test]
    fn both_orders_must_agree_and_most_rounds() {
        let verdict = |rounds: &[Round]| verdict(rounds).unwrap();
        let once = verdict(&[round("yes", "yes")]);
        assert_eq!(
            (once.code, once.confidence, once.flipped),
            ("yes", 800, false)
        );
        assert_eq!((once.spans.len(), once.spans[0].clone()), (1, 0..9));
        let orders = verdict(&[round("yes", "no")]);
        assert_eq!((orders.code, orders.order_flips), ("unsure", 1));
        assert!(orders.spans.is_empty());
        let most = verdict(&[round("yes", "yes"), round("no", "no"), round("yes", "yes")]);
        assert_eq!((most.code, most.confidence), ("yes", 533));
        assert!(most.flipped && most.order_flips == 0);
        let even = verdict(&[round("yes", "yes"), round("no", "no")]);
        assert_eq!((even.code, even.confidence), ("unsure", 0));
    }

    #[test]
    fn a_round_without_both_orders_is_none() {
        let half = Round {
            backwards: None,
            ..round("yes", "yes")
        };
        assert_eq!(verdict(std::slice::from_ref(&half)), None);
        assert_eq!(verdict(&[]), None);
        assert_eq!(verdict(&[half, round("no", "no")]).unwrap().rounds, 1);
    }
}
