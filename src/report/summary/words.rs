//! The summary as a whole.

use super::findings::findings;
use super::view::{View, views};
use super::{checks, consistency, notes, tables};
use crate::model::{Channel, Study, Subject};
use crate::report::chart::Chart;
use crate::report::checks::Checks;
use crate::report::coded::Coders;
use crate::report::number::counted;
use crate::score::Scores;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::fmt::Write;

/// `summary.md`. `as_of` shows only while the wave is open.
#[must_use]
pub fn summary(
    study: &Study,
    scores: &Scores,
    coders: &Coders,
    checked: &Checks,
    as_of: Timestamp,
    charts: &[Chart],
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
        text.push_str("\n## How enquiries ended\n\n");
        text.push_str(&tables::dispositions(&of_interest, named));
    }
    if !channels.is_empty() {
        text.push_str(&checks::section(
            checked,
            scores.frame.companies.len() as u64,
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
         `data/companies.csv`, `data/estimates.csv` and `data/checks.csv`, from which every figure above can be had.\n",
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
