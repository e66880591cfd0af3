//! In what two waves differ, and what became of companies between them, in the reader's language.

use super::note_source;
use crate::model::Language;
use crate::report::before::Note;
use crate::report::words::{Source, Text, Words, key};
use crate::score::compare::{Paired, Refusal};

/// A difference between two designs in a sentence; `number` is its place among the notes of its kind, 1 for the first.
pub fn refusal(refusal: &Refusal, kind: &'static str, number: usize, words: &Words) -> Text {
    let note = Note::of_refusal(kind, refusal);
    let cell = |column| note_source(kind, number, column);
    let id = key("waves-differ", refusal.as_str());
    match refusal {
        Refusal::Study { .. }
        | Refusal::Personas { .. }
        | Refusal::NoCompany { .. }
        | Refusal::Twice { .. } => {
            let base = Text::cell(&note.base, cell("base"));
            let head = Text::cell(&note.head, cell("head"));
            words.say(&id, [("base", base.into()), ("head", head.into())])
        }
        Refusal::Formula { .. } | Refusal::Population { .. } | Refusal::Clock { .. } => {
            let shown = |of: &str, from| match of {
                "" => words.say("waves-none", []),
                // The formulas of the study file have English words.
                _ => words.foreign(Language::En, of, Some(from)),
            };
            let base = shown(&note.base, cell("base"));
            let head = shown(&note.head, cell("head"));
            words.say(&id, [("base", base.into()), ("head", head.into())])
        }
        Refusal::CutOff { base, head } => {
            let hours = |seconds: i64, from| words.duration(seconds as f64 / 3600.0, from);
            let args = [
                ("base", hours(*base, cell("base")).into()),
                ("head", hours(*head, cell("head")).into()),
            ];
            words.say(&id, args)
        }
        Refusal::Open(wave, _, as_of) => {
            let at = words.moment(*as_of, cell(wave.as_str()));
            words.say(&id, [("at", at.into())])
        }
        Refusal::ChannelsOf(_, channels) => {
            let names: Vec<Text> = channels.iter().map(|c| words.channel(Some(*c))).collect();
            words.say(&id, [("channels", words.list(&names).into())])
        }
        Refusal::Asked {
            channel,
            base,
            head,
        } => {
            let args = [
                ("channel", words.channel(Some(*channel)).into()),
                ("base", asked(base, cell("base"), words).into()),
                ("head", asked(head, cell("head"), words).into()),
            ];
            words.say(&id, args)
        }
        Refusal::Dropped(ids)
        | Refusal::Added(ids)
        | Refusal::Reworded(ids)
        | Refusal::Rekeyed(ids)
        | Refusal::CompaniesOf(_, ids) => {
            let column = if note.base.is_empty() { "head" } else { "base" };
            let named = if note.base.is_empty() {
                &note.head
            } else {
                &note.base
            };
            let n = ids.len() as u64;
            let args = [
                ("n_ids", n.into()),
                ("n", words.whole(n, cell("n")).into()),
                ("ids", Text::cell(named, cell(column)).into()),
            ];
            words.say(&id, args)
        }
        Refusal::Companies | Refusal::Nobody => words.say(&id, []),
    }
}

/// How much was asked on a channel: `all`, a count, or ids.
fn asked(selection: &str, from: Source, words: &Words) -> Text {
    match selection.parse::<u64>() {
        Ok(count) => {
            let shown = words.whole(count, from);
            let args = [("n_count", count.into()), ("count", shown.into())];
            words.say("waves-asked-count", args)
        }
        Err(_) if selection == "all" => words.say("waves-asked-all", []),
        Err(_) => {
            let ids = Text::cell(selection, from);
            words.say("waves-asked-ids", [("ids", ids.into())])
        }
    }
}

/// What should be known of a pair of companies, in a sentence; `number` as above.
pub fn pair(pair: &Paired, number: usize, words: &Words) -> Text {
    let note = Note::of_pair(pair);
    let cell = |text: &str, column| Text::cell(text, note_source("paired", number, column));
    let (base, head) = (cell(&note.base, "base"), cell(&note.head, "head"));
    let mut args = vec![("base", base.into()), ("head", head.into())];
    if matches!(pair, Paired::Renamed(..) | Paired::Moved(..)) {
        args.push(("company", cell(&note.company, "company").into()));
    }
    words.say(&key("waves-pair", pair.as_str()), args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Channel;
    use crate::score::compare::{Topic, Untold, Which};

    fn ids(many: usize) -> Vec<String> {
        (1..=many).map(|n| format!("q{n}")).collect()
    }

    fn every_refusal() -> Vec<Refusal> {
        let (base, head) = ("a".to_owned(), "b".to_owned());
        let both = || (base.clone(), head.clone());
        let (one, other) = both();
        let mut all = vec![
            Refusal::Study {
                base: one,
                head: other,
            },
            Refusal::Formula {
                base: String::new(),
                head: head.clone(),
            },
            Refusal::Population {
                base: base.clone(),
                head: String::new(),
            },
            Refusal::Personas {
                base: ids(2),
                head: ids(1),
            },
            Refusal::Clock {
                base: base.clone(),
                head: head.clone(),
            },
            Refusal::CutOff {
                base: 14 * 86_400,
                head: 36 * 3_600,
            },
            Refusal::Companies,
            Refusal::NoCompany {
                wave: Which::Base,
                old: base.clone(),
                new: head.clone(),
                nearest: None,
            },
            Refusal::Twice {
                old: base,
                new: [head.clone(), "c".to_owned()],
            },
            Refusal::Nobody,
        ];
        for wave in [Which::Base, Which::Head] {
            all.push(Refusal::Open(
                wave,
                "s/w".to_owned(),
                jiff::Timestamp::UNIX_EPOCH,
            ));
            all.push(Refusal::ChannelsOf(wave, Channel::ALL.to_vec()));
            all.push(Refusal::CompaniesOf(wave, ids(1)));
            all.push(Refusal::CompaniesOf(wave, ids(11)));
        }
        for (base, head) in [("all", "1"), ("2", "q1,q2")] {
            all.push(Refusal::Asked {
                channel: Channel::WebForm,
                base: base.to_owned(),
                head: head.to_owned(),
            });
        }
        for many in [1, 2] {
            all.push(Refusal::Dropped(ids(many)));
            all.push(Refusal::Added(ids(many)));
            all.push(Refusal::Reworded(ids(many)));
            all.push(Refusal::Rekeyed(ids(many)));
        }
        all
    }

    fn every_pair() -> Vec<Paired> {
        let [a, b, c] = ["a", "b", "c"].map(str::to_owned);
        vec![
            Paired::Merged(vec![a.clone(), b.clone()], c.clone()),
            Paired::Renumbered(a.clone(), b.clone()),
            Paired::Renamed(a.clone(), b.clone(), c.clone()),
            Paired::Moved(a, b, c),
        ]
    }

    fn said(language: Language) -> String {
        let words = Words::new(language);
        let refused = every_refusal();
        let refused = refused.iter().map(|r| refusal(r, "refused", 1, &words));
        let pairs = every_pair();
        let pairs = pairs.iter().map(|p| pair(p, 1, &words));
        let untold = |u: Untold| words.say(&key("waves-why", u.code()), []);
        let topic = |t: Topic| words.say(&key("waves-topic", t.as_str()), []);
        let lines: Vec<String> = refused
            .chain(pairs)
            .chain(Untold::ALL.map(untold))
            .chain(Topic::ALL.map(topic))
            .map(|text| text.to_plain())
            .collect();
        lines.join("\n")
    }

    #[test]
    fn every_difference_is_said_in_english() {
        insta::assert_snapshot!(said(Language::En));
    }

    #[test]
    fn every_difference_is_said_in_dutch() {
        insta::assert_snapshot!(said(Language::Nl));
    }

    #[test]
    fn every_difference_is_said_in_french() {
        insta::assert_snapshot!(said(Language::Fr));
    }

    #[test]
    fn every_difference_is_said_in_german() {
        insta::assert_snapshot!(said(Language::De));
    }

    #[test]
    fn what_the_study_file_says_is_marked_as_english() {
        let clock = Refusal::Clock {
            base: String::new(),
            head: "hours: none".to_owned(),
        };
        let html = |language| refusal(&clock, "refused", 2, &Words::new(language)).to_html();
        let marked = "<bdi lang=\"en\" data-from=\"comparison_notes?kind=refused&amp;number=2#head\">hours: none</bdi>";
        let (dutch, english) = (html(Language::Nl), html(Language::En));
        assert!(dutch.contains(marked), "{dutch}");
        assert!(!english.contains("lang="), "{english}");
    }
}
