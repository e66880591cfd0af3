//! The text to register before the first enquiry is sent.

use super::burden::burden;
use super::lock::Lock;
use super::make::Plan;
use super::public;
use crate::model::{
    Channel, Disposition, Expects, Question, Selection, Study, StudyKind, Tolerance, Wording,
};
use jiff::SignedDuration;
use jiff::civil::Time;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The preregistration of a locked study: Markdown, ready for a registry. It states what will be done
/// and how it will be counted, and no expectation of the outcome. Pure: same study, plan and lock,
/// same text.
#[must_use]
pub fn preregistration(study: &Study, plan: &Plan, lock: &Lock) -> String {
    let mut text = String::new();
    let mut line = |l: &str| {
        text.push_str(l);
        text.push('\n');
    };
    line(&format!(
        "# Preregistration: {}, wave {}\n",
        plain(&study.title),
        study.wave.id
    ));
    line(&format!(
        "Locked at {} with shopper {}. The files of the study and this text stand for each other by these hashes (SHA-256):\n",
        lock.locked_at, lock.program
    ));
    line(&format!("- design: `{}`", lock.design));
    line(&format!("- plan: `{}`", lock.plan));
    line(&format!("- seed of all random choices: `{}`\n", lock.seed));
    for (title, body) in [
        ("Purpose", purpose(study)),
        ("Panel", panel(study)),
        ("Questions and wordings", questions(study)),
        ("Channels and sampling", sampling(study)),
        ("Shoppers", shoppers(study)),
        ("Order and timing", timing(study, plan)),
        ("Outcomes", outcomes(study)),
        ("Denominators and estimates", estimates()),
        ("Exclusions and deviations", exclusions()),
        ("Appendix: wordings", wordings(study)),
    ] {
        line(&format!("## {title}\n\n{}\n", body.trim_end()));
    }
    text
}

/// Text of the study's own inside Markdown, with the signs that would mark it up escaped.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

fn purpose(study: &Study) -> String {
    let whose = match study.kind {
        StudyKind::Own => "the operator's own, or its clients'",
        StudyKind::Competitor => "competitors of the operator or its client",
        StudyKind::Regulator => "supervised by the operator",
    };
    format!(
        "A mystery-shopper benchmark: shoppers put the same routine questions to every company of the panel, and it is \
         measured whether, how fast and how well each is answered. The companies are {whose}. The study describes; no \
         direction of any difference is hypothesised."
    )
}

fn panel(study: &Study) -> String {
    let mut sectors: BTreeMap<&str, u32> = BTreeMap::new();
    for company in &study.panel {
        *sectors.entry(&company.sector).or_default() += 1;
    }
    let mut text = format!(
        "Companies: {}. Sectors: {}. The panel is fixed: no company is added, replaced or dropped after this moment.\n\n",
        study.panel.len(),
        sectors.len()
    );
    text.push_str("| sector | companies |");
    for channel in study.design.questions.keys() {
        let _ = write!(text, " offer {channel} |");
    }
    text.push_str("\n| --- | ---: |");
    text.push_str(&" ---: |".repeat(study.design.questions.len()));
    text.push('\n');
    for (sector, count) in sectors {
        let _ = write!(text, "| {} | {count} |", plain(sector));
        for channel in study.design.questions.keys() {
            let offer = study
                .panel
                .iter()
                .filter(|c| c.sector == sector && c.contact_point(*channel).is_some())
                .count();
            let _ = write!(text, " {offer} |");
        }
        text.push('\n');
    }
    text
}

fn questions(study: &Study) -> String {
    let mut text = format!(
        "Questions: {}. Each company reads a question in its own language; wordings rotate so that no company reads the same \
         phrasing twice and each is used about equally often in its sector. What a question expects decides which part of an answer is held against \
         the reference.\n\n| question | topic | sectors | wordings | expects | reference answer |\n| --- | --- | --- | ---: | --- | --- |\n",
        study.questions.len()
    );
    for question in &study.questions {
        let sectors = if question.sectors.is_empty() {
            "all".to_owned()
        } else {
            question.sectors.join(", ")
        };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} |",
            plain(&question.id),
            plain(&question.topic),
            plain(&sectors),
            spoken(study, question).count(),
            expects(question),
            question
                .reference
                .as_deref()
                .map_or_else(|| "none: correctness is not coded".to_owned(), plain),
        );
    }
    if !study.references.is_empty() {
        let _ = writeln!(
            text,
            "\nCompanies' own right answers that are known, each to one question: {}. They take the place of the reference above.",
            study.references.len()
        );
    }
    text
}

/// What a question wants to know, and how far a figure may be off.
fn expects(question: &Question) -> String {
    let codebook = &question.codebook;
    let mut text = codebook
        .expects
        .map_or("told from its words", Expects::as_str)
        .to_owned();
    if let Some(slot) = &codebook.slot {
        let _ = write!(text, ": {}", plain(slot));
    }
    match codebook.tolerance {
        None => {}
        Some(Tolerance::Absolute(by)) => {
            let _ = write!(text, " (may be off by {by} in its unit)");
        }
        Some(Tolerance::Relative(by)) => {
            let _ = write!(text, " (may be off by {} %)", by * 100.0);
        }
    }
    text
}

/// The wordings of a question in the languages of the study.
fn spoken<'s>(study: &'s Study, question: &'s Question) -> impl Iterator<Item = &'s Wording> {
    question
        .wordings
        .iter()
        .filter(|w| study.languages.contains(&w.language))
}

fn wordings(study: &Study) -> String {
    let mut text = String::new();
    for question in &study.questions {
        for wording in spoken(study, question) {
            let channel = wording
                .channel
                .map_or_else(String::new, |c| format!(", {c} only"));
            let _ = writeln!(
                text,
                "- {}, {} ({}{channel}): **{}** {}",
                plain(&question.id),
                plain(&wording.id),
                wording.language,
                plain(wording.subject.trim()),
                plain(wording.text.trim()),
            );
        }
    }
    text
}

fn sampling(study: &Study) -> String {
    let mut text = String::new();
    for (channel, selection) in &study.design.questions {
        let _ = match selection {
            Selection::All => {
                writeln!(text, "- {channel}: every question of the company's sector.")
            }
            Selection::Count(n) => writeln!(
                text,
                "- {channel}: {n} question{} a company, dealt from a shuffled deck so that each question is asked equally often in the sector.",
                if *n == 1 { "" } else { "s" }
            ),
            Selection::Ids(ids) => {
                writeln!(
                    text,
                    "- {channel}: the questions {}.",
                    plain(&ids.join(", "))
                )
            }
        };
    }
    text.push_str("\nA company that has no contact point on a channel counts as not offering it; that is a result and no missing value.\n");
    text.push_str(&public::registered(study));
    text
}

fn shoppers(study: &Study) -> String {
    format!(
        "{} persona{}, in turn. They are invented, write from addresses on the operator's own domain, order nothing and pay nothing. \
         Nobody is reminded or asked twice.",
        study.personas.len(),
        if study.personas.len() == 1 { "" } else { "s" }
    )
}

fn timing(study: &Study, plan: &Plan) -> String {
    let design = &study.design;
    let burden = burden(study, plan);
    let time = |t: Time| {
        if t == Time::MAX {
            "24:00".to_owned()
        } else {
            t.strftime("%H:%M").to_string()
        }
    };
    let names = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let days: Vec<&str> = names
        .into_iter()
        .zip(design.days)
        .filter_map(|(name, on)| on.then_some(name))
        .collect();
    let mut text = format!(
        "The order of questions and channels is a row of a balanced Latin square (Williams 1949), drawn by the seed. Sending times are \
         drawn by the seed within {} to {} of the company's local time on {}. No two contacts with a company are closer than {}; at most \
         {} fall on one day and {} into the wave.\n\n",
        time(design.hours_from),
        time(design.hours_to),
        days.join(", "),
        span(design.spacing),
        design.daily_cap_per_company,
        design.contacts_per_company,
    );
    let _ = writeln!(text, "- The wave opens at {}.", study.wave.opens);
    if let (Some(first), Some(last)) = (burden.first_send, burden.last_send) {
        let _ = writeln!(
            text,
            "- The first enquiry is due at {first}, the last at {last}."
        );
    }
    let _ = writeln!(
        text,
        "- The cut-off is at {}, {} after the opening. An answer past it is too late.",
        study.wave.closes(),
        span(study.wave.cut_off)
    );
    let sent: u32 = burden.contacts.values().sum();
    let _ = writeln!(
        text,
        "- {sent} enquiries are sent and {} are not, because the channel is not offered. The estimated burden is {} minutes of staff time, \
         {} at most for one company.",
        burden.not_offered,
        burden.staff_minutes,
        burden
            .companies
            .iter()
            .map(|c| c.staff_minutes)
            .max()
            .unwrap_or(0),
    );
    text
}

fn outcomes(study: &Study) -> String {
    let mut text = String::from(
        "Each enquiry ends in one disposition, derived from the stored messages by fixed rules:\n\n",
    );
    for disposition in Disposition::ALL {
        let _ = writeln!(text, "- `{disposition}`: {}", meaning(*disposition));
    }
    text.push_str(
        "\nThe time of an answer is the one that the receiving mail server stamped, or the platform's for a post; never the sender's own \
         date and never the moment of collection. Hours run from the moment the enquiry was accepted for delivery. An enquiry without \
         an answer is right-censored at the cut-off.",
    );
    if study
        .design
        .questions
        .keys()
        .any(|c| *c == Channel::WebSearch)
    {
        text.push_str(
            " A search on a site is answered when the site holds the answer; nobody is waited for.",
        );
    }
    text
}

const fn meaning(disposition: Disposition) -> &'static str {
    match disposition {
        Disposition::NotOffered => "the company does not offer the channel",
        Disposition::NotSent => "it did not leave, through a failure of ours",
        Disposition::InDoubt => "whether it left is not known; it is not sent again",
        Disposition::Undeliverable => "it bounced or was refused for good",
        Disposition::Silent => "delivered, and nothing came back before the cut-off",
        Disposition::Acknowledged => "a receipt or holding reply only",
        Disposition::Redirected => "the company points to another channel and does not answer",
        Disposition::Refused => "the company declines to answer",
        Disposition::OffPoint => "a reply that does not answer the question",
        Disposition::Partial => "a part of the question is answered",
        Disposition::Answered => "answered, where no reference answer is known",
        Disposition::Correct => "answered, in agreement with the reference answer",
        Disposition::Wrong => "answered, against the reference answer",
        Disposition::TooLate => "answered after the cut-off",
    }
}

fn estimates() -> String {
    "Shares are given with their Wilson 95 % interval over three denominators, each by its name: *all companies*; *companies offering \
     the channel*; *enquiries delivered*. Times are given as Kaplan-Meier medians and as the shares answered within 10 minutes, 1, 24, 36 \
     and 72 hours; a mean over those that answered is printed only beside them and named so. Estimates are made for each channel, sector \
     and company and for all."
        .to_owned()
}

fn exclusions() -> String {
    "Enquiries with the dispositions `not_sent` and `in_doubt` are failures of ours: they leave every denominator, and their number is \
     reported. Nothing else is excluded. A message that fits two enquiries is decided by a person who sees both. A change of panel, \
     questions, design or seed after this moment gives other hashes and is reported as a deviation."
        .to_owned()
}

/// A span in days, hours and minutes.
fn span(span: SignedDuration) -> String {
    let minutes = span.as_secs() / 60;
    let parts = [
        (minutes / 1_440, "d"),
        (minutes / 60 % 24, "h"),
        (minutes % 60, "min"),
    ];
    let text: Vec<String> = parts
        .into_iter()
        .filter(|(n, _)| *n != 0)
        .map(|(n, unit)| format!("{n} {unit}"))
        .collect();
    if text.is_empty() {
        "0 min".to_owned()
    } else {
        text.join(" ")
    }
}
