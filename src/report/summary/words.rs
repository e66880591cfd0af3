//! The summary as a whole.

use super::findings::findings;
use super::view::{View, views};
use super::{checks, clock, consistency, league, measures, notes, outside, tables};
use crate::model::{Channel, Study, Subject};
use crate::report::chart::Chart;
use crate::report::checks::Checks;
use crate::report::coded::Coders;
use crate::report::number::{counted, whole};
use crate::score::Scores;
use crate::score::league::League;
use crate::score::outside::Held;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::fmt::Write;

/// `summary.md`. `as_of` shows only while the wave is open.
#[must_use]
pub fn summary(
    study: &Study,
    scores: &Scores,
    (league, held): (&League, &[Held]),
    coders: &Coders,
    checked: &Checks,
    as_of: Timestamp,
    charts: &[&Chart],
) -> String {
    let views = views(scores);
    let panel: Vec<View> = views
        .iter()
        .filter(|v| *v.subject == Subject::All)
        .copied()
        .collect();
    let closes = study.wave.closes();
    let open = as_of < closes;
    let mut text = format!(
        "# {}: wave {}\n\n{}\n",
        escape(&study.title),
        escape(&study.wave.id),
        asked(study, scores, &panel)
    );
    if open {
        let _ = write!(
            text,
            "\n**Fieldwork is not over.** This is how it stood at {as_of}; enquiries that wait are observed \
             up to that moment, and the figures will change.\n"
        );
    }

    text.push_str("\n## Findings\n");
    let several = scores.has_several_questions();
    let channels: Vec<&View> = panel.iter().filter(|v| v.channel.is_some()).collect();
    if channels.is_empty() {
        text.push_str("\nNothing was asked, so nothing can be said.\n");
    } else {
        text.push_str("\nIn brackets: 95 % intervals.\n");
    }
    for view in &channels {
        let sectors: Vec<View> = sectors(&views, view.channel).collect();
        let _ = write!(text, "\n### {}\n\n", named(view));
        for sentence in findings(view, &sectors, open) {
            let _ = writeln!(text, "- {sentence}");
        }
    }

    text.push_str(&consistency::section(&scores.estimates, coders));
    if !channels.is_empty() {
        text.push_str(&league::section(study, league, &scores.estimates));
        text.push_str(&outside::section(study, held));
    }
    if !channels.is_empty() {
        let of_interest: Vec<View> = match &panel[..] {
            // One channel: all of them together says nothing else.
            [_, only] => vec![*only],
            all => all.to_vec(),
        };
        text.push_str("\n## By channel\n\n");
        text.push_str(&tables::speed("channel", &of_interest, named));
        for view in &channels {
            let sectors: Vec<View> = sectors(&views, view.channel).collect();
            let _ = write!(text, "\n## By sector: {}\n\n", named(view));
            text.push_str(&tables::speed("sector", &sectors, |v| {
                escape(v.subject.name())
            }));
        }
        text.push_str(&measures::sections(&of_interest, named));
        text.push_str(&clock::section(study));
        text.push_str("\n## How enquiries ended\n\n");
        text.push_str(&tables::dispositions(&of_interest, named));
    }
    if !channels.is_empty() {
        text.push_str(&checks::section(
            checked,
            scores.frame.companies.len() as u64,
            &scores.frame.scoring,
        ));
    }
    if !charts.is_empty() {
        text.push_str("\n## Charts\n");
    }
    for chart in charts {
        let _ = write!(
            text,
            "\n![{}](charts/{}.svg)\n",
            escape(&chart.description.replace('\n', " ")),
            chart.name
        );
    }
    text.push_str("\n## Denominators\n\n");
    text.push_str(&notes::denominators(several));
    text.push_str("\n## Our own failures\n\n");
    text.push_str(&notes::failures(&panel, open));
    text.push_str("\n## Left out\n\n");
    text.push_str(&notes::left_out(&panel));
    text.push_str(
        "\n## Data\n\n`data/datapackage.json` is the codebook of `data/enquiries.csv`, `data/answers.csv`, \
         `data/codings.csv`, `data/consistency.csv`, \
         `data/companies.csv`, `data/estimates.csv`, `data/league.csv` and `data/checks.csv`, from which every figure \
         above can be had.\n",
    );
    text
}

/// Who was asked what, and when.
fn asked(study: &Study, scores: &Scores, panel: &[View]) -> String {
    let planned = panel.first().map_or(0, View::planned);
    let sectors: BTreeSet<&str> = study.panel.iter().map(|c| c.sector.as_str()).collect();
    let channels: Vec<String> = scores.channels().iter().map(Channel::to_string).collect();
    let fieldwork = format!(
        "Fieldwork runs from {} to the cut-off at {}.",
        study.wave.opens,
        study.wave.closes()
    );
    if planned == 0 {
        return format!("Nothing was planned. {fieldwork}");
    }
    format!(
        "{} planned for {} in {}, from {}, by {}. {fieldwork}",
        counted(planned, "enquiry was", "enquiries were"),
        counted(study.panel.len() as u64, "company", "companies"),
        counted(sectors.len() as u64, "sector", "sectors"),
        counted(study.questions.len() as u64, "question", "questions"),
        list(&channels),
    )
}

/// The views of the sectors on a channel.
fn sectors<'v, 'e: 'v>(
    views: &'v [View<'e>],
    channel: Option<Channel>,
) -> impl Iterator<Item = View<'e>> + 'v {
    views
        .iter()
        .filter(move |v| matches!(v.subject, Subject::Sector(_)) && v.channel == channel)
        .copied()
}

/// The channel's name.
fn named(view: &View) -> String {
    view.channel
        .map_or_else(|| "all channels".to_owned(), |c| c.to_string())
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Text from outside as it may stand anywhere in Markdown: on one line, with no meaning of its own.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => safe.push(' '),
            c if c.is_control() => {}
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '!' | '~' | '$' => {
                safe.push('\\');
                safe.push(character);
            }
            c => safe.push(c),
        }
    }
    safe
}

/// `1st`, `2nd`, `3rd`, `11th`, `1,022nd`.
pub fn ordinal(place: u32) -> String {
    let ending = match (place % 100, place % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{}{ending}", whole(u64::from(place)))
}

/// `3rd to 9th`, `1st`.
pub fn places((low, high): (u32, u32)) -> String {
    if low == high {
        ordinal(low)
    } else {
        format!("{} to {}", ordinal(low), ordinal(high))
    }
}

/// `joint 4th; by chance anywhere from 3rd to 9th`.
pub fn place(place: u32, joint: bool, interval: Option<(u32, u32)>) -> String {
    let joint = if joint { "joint " } else { "" };
    let chance = match interval {
        None => String::new(),
        Some((low, high)) if low == high => "; chance hardly moves it".to_owned(),
        Some(interval) => format!("; by chance anywhere from {}", places(interval)),
    };
    format!("{joint}{}{chance}", ordinal(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_words() {
        let told = [1, 2, 3, 4, 11, 12, 13, 21, 101, 111, 1_022].map(ordinal);
        assert_eq!(
            told,
            [
                "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "101st", "111th",
                "1,022nd"
            ]
        );
        assert_eq!(
            place(4, true, Some((3, 9))),
            "joint 4th; by chance anywhere from 3rd to 9th"
        );
        assert_eq!(place(1, false, Some((1, 1))), "1st; chance hardly moves it");
        assert_eq!(place(2, false, None), "2nd");
        assert_eq!(places((3, 3)), "3rd");
    }
}
