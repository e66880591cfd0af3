//! The fitting option of a list of topics: what the question is about, else the general one; never a complaint,
//! an order or somebody else's business.

use super::cues::{Cue, Found, read};
use super::folding::{fold, words};
use crate::model::Particulars;
use std::collections::HashSet;
use std::sync::OnceLock;

/// Themes, of words in four languages.
const THEMES: &str = include_str!("cues/themes.txt");
/// No more options of a list are looked at.
const MOST_OPTIONS: usize = 300;

/// An option of a list, or one of several buttons.
pub(super) struct Offer<'a> {
    /// What is sent.
    pub(super) value: &'a str,
    /// What is shown.
    pub(super) label: &'a str,
    /// Whether it cannot be chosen.
    pub(super) disabled: bool,
}

/// Whether it is no option but a hint that one is to be chosen.
pub(super) fn is_placeholder(option: &Offer, first: bool) -> bool {
    let label = option.label.trim();
    let said = read(label);
    let lettered = label.chars().any(char::is_alphanumeric);
    !lettered
        || (first && (option.value.trim().is_empty() || said.is(Cue::Placeholder)))
        || (said.is(Cue::Placeholder)
            && (option.value.trim().is_empty()
                || label.starts_with(['-', '–', '—', '.', '…', '['])))
        || (option.value.trim().is_empty() && said.has(Cue::Placeholder))
}

/// The place of the option to choose; `None` where none fits.
pub(super) fn choose(options: &[Offer], asked: &Particulars) -> Option<usize> {
    if let Some(pinned) = &asked.pins.topic {
        return pinned_option(options, pinned);
    }
    let about = [
        (&asked.topic, 3.0),
        (&asked.subject, 2.0),
        (&asked.question, 1.0),
    ]
    .map(|(text, weight)| (stems(text), themes(text), weight));
    let mut best: Option<(usize, f64)> = None;
    for (i, option) in options.iter().enumerate().take(MOST_OPTIONS) {
        if option.disabled || is_placeholder(option, i == 0) {
            continue;
        }
        let said = read(option.label);
        let asks = said.has(Cue::General) && !said.is(Cue::NeverTopic);
        // "Question about an order" asks; "order" orders.
        if (said.has(Cue::NeverTopic) && !asks_first(&said, option.label))
            || said.is(Cue::BuyWord)
            || said.is(Cue::QuoteWord)
        {
            continue;
        }
        let (own, own_themes) = (stems(option.label), themes(option.label));
        let mut score: f64 = about
            .iter()
            .map(|(stems, themes, weight)| {
                let words = own.intersection(stems).count() as f64;
                let themes = own_themes.intersection(themes).count() as f64;
                weight * (words.min(2.0) + 1.5 * themes.min(1.0))
            })
            .sum();
        // Between two that fit the one that says less besides.
        if score > 0.0 {
            score += 1.0 - own.len().min(10) as f64 * 0.05;
        }
        if said.has(Cue::BadTopic) && score < 2.5 {
            continue;
        }
        score += general(&said, asks);
        if score > best.map_or(0.0, |(_, s)| s) {
            best = Some((i, score));
        }
    }
    best.map(|(i, _)| i)
}

/// Whether a label that names something unfit is a question about it: "question about a complaint" still is
/// none for us, "general questions and orders" is.
fn asks_first(said: &Found, label: &str) -> bool {
    let first = label.split([',', '/', '&', '(']).next().unwrap_or(label);
    said.has(Cue::General) && {
        let first = read(first);
        first.has(Cue::General) && !first.has(Cue::NeverTopic)
    }
}

/// How general an option is.
fn general(said: &Found, asks: bool) -> f64 {
    if said.is(Cue::General) {
        1.6
    } else if asks {
        0.9
    } else {
        0.0
    }
}

/// The option that the operator named, as it is shown or sent; else the only one that holds it.
pub(super) fn pinned_option(options: &[Offer], pinned: &str) -> Option<usize> {
    let wanted = words(pinned);
    let same =
        |text: &str| text.trim() == pinned.trim() || (!wanted.is_empty() && words(text) == wanted);
    options
        .iter()
        .position(|o| !o.disabled && (same(o.label) || same(o.value)))
        .or_else(|| {
            let wanted = fold(pinned.trim());
            let mut holding = options.iter().enumerate().filter(|(_, o)| {
                !o.disabled && !wanted.is_empty() && fold(o.label).contains(&wanted)
            });
            let first = holding.next()?;
            holding.next().is_none().then_some(first.0)
        })
}

/// The words of a text that say what it is about, cut to what they share with their other forms.
fn stems(text: &str) -> HashSet<String> {
    let dull = dull();
    words(text)
        .into_iter()
        .filter(|w| w.chars().count() > 3 && !dull.contains(w.as_str()))
        .map(|w| w.chars().take(6).collect())
        .collect()
}

/// Words that say nothing of what a question is about.
fn dull() -> &'static HashSet<&'static str> {
    static DULL: OnceLock<HashSet<&'static str>> = OnceLock::new();
    DULL.get_or_init(|| {
        "question questions about your with what which when where have does from this that other general information \
         like would could know can help need want please thanks vraag vragen over welke wanneer heeft hebben deze \
         overig algemene algemeen informatie graag wilt willen kunnen kunt weten anders question votre vous avez \
         pouvez savoir autre autres general generale information quel quelle quels quelles dans pour avec comment \
         frage fragen eine einen welche wann haben kann konnen sonstige allgemeine information wissen mochte wurde \
         bitte hello dear regards hallo beste bonjour product customer service klant client kunde"
            .split_ascii_whitespace()
            .collect()
    })
}

/// The themes that a text touches.
fn themes(text: &str) -> HashSet<usize> {
    /// Words that must all be there, each with whether it may stand within another.
    type Theme = Vec<(&'static str, bool)>;
    static LINES: OnceLock<Vec<Vec<Theme>>> = OnceLock::new();
    let lines = LINES.get_or_init(|| {
        THEMES
            .lines()
            .filter(|l| !l.starts_with('#'))
            .map(|l| {
                l.split_ascii_whitespace()
                    .filter(|w| w.len() > 2)
                    .map(|all| {
                        all.split('+')
                            .map(|w| w.strip_suffix('-').map_or((w, false), |w| (w, true)))
                            .collect()
                    })
                    .collect()
            })
            .collect()
    });
    let words = words(text);
    lines
        .iter()
        .enumerate()
        .filter(|(_, theme)| {
            let said = |(t, begins): &(&str, bool)| {
                words
                    .iter()
                    .any(|w| w == t || (*begins && w.starts_with(t)))
            };
            theme.iter().any(|all| all.iter().all(said))
        })
        .map(|(i, _)| i)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(topic: &str, question: &str) -> Particulars {
        Particulars {
            topic: topic.to_owned(),
            question: question.to_owned(),
            ..Particulars::default()
        }
    }

    fn chosen<'a>(labels: &[&'a str], asked: &Particulars) -> Option<&'a str> {
        let options: Vec<Offer> = labels
            .iter()
            .map(|label| Offer {
                value: label,
                label,
                disabled: false,
            })
            .collect();
        choose(&options, asked).map(|i| labels[i])
    }

    #[test]
    fn the_topic_of_the_question_wins_then_the_general_one() {
        let delivery = asked("delivery time", "How long does delivery to Belgium take?");
        for (labels, expected) in [
            (
                vec!["Please choose", "Complaint", "Delivery", "Other"],
                Some("Delivery"),
            ),
            (
                vec![
                    "Maak een keuze",
                    "Klacht",
                    "Levering en verzending",
                    "Anders",
                ],
                Some("Levering en verzending"),
            ),
            (
                vec!["Choisissez", "Réclamation", "Livraison", "Autre"],
                Some("Livraison"),
            ),
            (
                vec!["Bitte wählen", "Beschwerde", "Versand", "Sonstiges"],
                Some("Versand"),
            ),
            (
                vec!["---", "Complaint", "Press", "General enquiry"],
                Some("General enquiry"),
            ),
            (
                vec!["Kies", "Klacht", "Bestellen", "Anders"],
                Some("Anders"),
            ),
            (
                vec!["Sujet", "Plainte", "Devis", "Autre demande"],
                Some("Autre demande"),
            ),
            (
                vec!["Thema", "Beschwerde", "Kündigung", "Allgemeine Anfrage"],
                Some("Allgemeine Anfrage"),
            ),
            (vec!["Choose", "Complaint", "Place an order"], None),
        ] {
            assert_eq!(chosen(&labels, &delivery), expected, "{labels:?}");
        }
    }

    #[test]
    fn what_is_sent_back_is_a_return_and_what_goes_back_need_not_be() {
        let labels = ["Sending something back", "My delivery", "Something else"];
        let swimwear = asked("returning swimwear", "Am I allowed to return a bikini?");
        assert_eq!(chosen(&labels, &swimwear), Some("Sending something back"));
        let parcel = asked(
            "holding parcels for collection",
            "After how many days is a parcel sent back to the warehouse?",
        );
        assert_eq!(chosen(&labels, &parcel), Some("My delivery"));
    }

    #[test]
    fn a_pinned_topic_wins() {
        let mut asked = asked("delivery", "");
        asked.pins.topic = Some("complaint".to_owned());
        assert_eq!(
            chosen(&["Delivery", "Complaint"], &asked),
            Some("Complaint")
        );
    }
}
