//! `shopper editions`

use super::output::Output;
use crate::error::{Exit, Result};
use crate::score::editions::{Check, Edition, check, editions};
use std::fmt::Write;

/// Show what the study's published editions printed, and whether their totals follow from a rule
///
/// The editions of Eptica's Multichannel Experience Study: shares answered of all companies by channel, the totals
/// printed, and the totals recomputed as the unweighted mean over web, email, Twitter and Facebook.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  shopper editions --csv --edition uk-2014 > uk-2014.csv")]
pub(super) struct Args {
    /// Print every figure as CSV: metric,channel,value,n,edition,denominator,formula,source
    #[arg(long)]
    csv: bool,
    /// Only this edition
    #[arg(long, value_name = "EDITION", value_parser = ids())]
    edition: Option<String>,
}

fn ids() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(editions().iter().map(|e| e.id.as_str()))
}

pub(super) fn run(args: &Args) -> Result<Exit> {
    let asked = |e: &&Edition| args.edition.as_ref().is_none_or(|id| *id == e.id);
    let chosen: Vec<&Edition> = editions().iter().filter(asked).collect();
    Output::text(&if args.csv {
        table(&chosen)
    } else {
        page(&chosen)
    })?;
    Ok(Exit::Ok)
}

/// The columns of the page: how the study called them, and the channel.
const CHANNELS: [(&str, &str); 5] = [
    ("web", "web-search"),
    ("email", "email"),
    ("Twitter", "twitter"),
    ("Facebook", "facebook"),
    ("chat", "chat"),
];

/// Every figure, in the form that comparisons read.
fn table(editions: &[&Edition]) -> String {
    let mut text = String::from("metric,channel,value,n,edition,denominator,formula,source\n");
    for edition in editions {
        let companies = edition.companies.map(|n| n.to_string()).unwrap_or_default();
        for figure in &edition.figures {
            let formula = match figure.metric.as_str() {
                "overall_score" => rule(edition),
                _ => String::new(),
            };
            let _ = writeln!(
                text,
                "{},{},{},{companies},{},{},{formula},{}",
                figure.metric,
                figure.channel,
                figure.value,
                edition.id,
                figure.denominator,
                figure.source
            );
        }
    }
    text
}

/// The name of the rule from which a total follows.
fn rule(edition: &Edition) -> String {
    match check(edition.total(), edition.answered()).follows {
        Some(true) => format!("eptica-{}", edition.year),
        _ => "unknown".to_owned(),
    }
}

fn page(editions: &[&Edition]) -> String {
    let mut text = String::from(
        "Answered, in percent of all companies, by edition; what was not printed is empty.\n\n| edition | companies |",
    );
    for (name, _) in CHANNELS {
        let _ = write!(text, " {name} |");
    }
    text.push_str(
        " total printed | recomputed | |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---|\n",
    );
    let mut notes = Vec::new();
    for edition in editions {
        let found = check(edition.total(), edition.answered());
        let companies = edition.companies.map(|n| n.to_string()).unwrap_or_default();
        let _ = write!(text, "| {} | {companies} |", edition.id);
        for (_, channel) in CHANNELS {
            let share = edition.answered().find(|(c, _)| *c == channel);
            let percent = share.map(|(_, s)| points(s * 100.0)).unwrap_or_default();
            let _ = write!(text, " {percent} |");
        }
        let printed = found.printed.map(points).unwrap_or_default();
        let recomputed = found.recomputed.map(points).unwrap_or_default();
        let flag = match found.follows {
            Some(true) => "follows",
            Some(false) => "DOES NOT FOLLOW",
            None => "",
        };
        let _ = writeln!(text, " {printed} | {recomputed} | {flag} |");
        notes.extend(note(edition, &found));
    }
    text.push_str(
        "\nRecomputed: the unweighted mean over web, email, Twitter and Facebook, as far as they were printed; chat does \
         not count. The totals of 2016 and 2017 follow from it, so a study may choose it: `formula = \"eptica-2017\"` in \
         [score].\n",
    );
    for note in notes {
        let _ = write!(text, "\n{note}\n");
    }
    text
}

/// What is to be said of a total that does not follow.
fn note(edition: &Edition, found: &Check) -> Option<String> {
    let (printed, recomputed) = (found.printed?, found.recomputed?);
    if found.follows? {
        return None;
    }
    let others = if found.choices.is_empty() {
        let channels = edition.answered().count();
        format!(
            "no choice from its {channels} channels has a mean of {}",
            points(printed)
        )
    } else {
        let choices: Vec<String> = found.choices.iter().map(|c| c.join(" + ")).collect();
        format!("that would be the mean of {}", choices.join(", or of "))
    };
    Some(format!(
        "{}: the total printed is {}, the mean of {} is {}; {others}. It was made by another rule, and no other \
         total is comparable with it.",
        edition.id,
        points(printed),
        found.channels.join(", "),
        points(recomputed),
    ))
}

/// To a tenth, without a zero behind the point.
fn points(points: f64) -> String {
    let text = format!("{points:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<&'static Edition> {
        editions().iter().collect()
    }

    #[test]
    fn the_page_flags_the_total_that_does_not_follow() {
        let text = page(&all());
        let line = |id: &str| text.lines().find(|l| l.contains(id)).unwrap().to_owned();
        assert_eq!(
            line("uk-2016"),
            "| uk-2016 | 100 | 66 | 38 | 48 | 45 | 16 | 49 | 49.2 | follows |"
        );
        assert_eq!(
            line("uk-2017"),
            "| uk-2017 | 100 | 67 | 40 | 34 | 35 | 22 | 44 | 44 | follows |"
        );
        assert_eq!(
            line("uk-2019"),
            "| uk-2019 |  | 75 | 37 | 45 | 57 | 26 | 69 | 53.5 | DOES NOT FOLLOW |"
        );
        assert!(text.contains(
            "uk-2019: the total printed is 69, the mean of web-search, email, twitter, facebook is 53.5; no choice from \
             its 5 channels has a mean of 69."
        ));
        assert!(!text.contains("uk-2017:"));
    }

    #[test]
    fn the_table_is_in_the_form_that_comparisons_read() {
        let text = table(&all());
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header: Vec<String> = reader
            .headers()
            .unwrap()
            .iter()
            .map(str::to_owned)
            .collect();
        assert_eq!(header[..5], ["metric", "channel", "value", "n", "edition"]);
        let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.unwrap()).collect();
        let totals: Vec<(&str, &str, &str)> = rows
            .iter()
            .filter(|r| &r[0] == "overall_score")
            .map(|r| (&r[4], &r[2], &r[6]))
            .collect();
        assert_eq!(
            totals,
            [
                ("uk-2016", "49", "eptica-2016"),
                ("uk-2017", "44", "eptica-2017"),
                ("uk-2019", "69", "unknown")
            ]
        );
        assert!(rows.iter().all(|r| r[2].parse::<f64>().is_ok()));
    }
}
