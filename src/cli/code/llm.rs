//! `shopper code llm`

use crate::channel::llm::{Endpoint, options};
use crate::cli::output::{Output, counted};
use crate::cli::workplace::StudyArg;
use crate::clock::Clock;
use crate::coding::llm::{Standing, standings};
use crate::error::{Error, Exit, Result};
use crate::fieldwork::Stop;
use crate::fieldwork::judge::{Choice, End, Estimate, Judge, Judged, Tally};
use crate::model::{Criterion, LlmCoder};
use crate::store::Ledger;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Let a language model judge the answers, behind any endpoint for chat completions
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  shopper code llm my-study                 what would be asked, and what it costs; asks nothing\n  \
                  shopper code llm my-study --yes --only-unsure\n  shopper code llm my-study --offline       the same verdicts again from what is kept\n\n\
                  The endpoint, the model, what it costs and what may be spent stand in [coder.llm] of study.toml. The\n\
                  question and the company's answer are sent there. Each item is asked in two orders, and where the\n\
                  replies differ it is unsure. A verdict counts only where the model's kappa against people's codes of\n\
                  this study is known and above the bar."
)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub(super) struct Args {
    #[command(flatten)]
    study: StudyArg,
    /// Ask: without it nothing leaves this machine and nothing is stored
    #[arg(long, conflicts_with = "offline")]
    yes: bool,
    /// Ask nothing; take the replies that are kept
    #[arg(long)]
    offline: bool,
    /// How often each item is judged; `repeats` in study.toml without it
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u8).range(1..=25))]
    repeats: Option<u8>,
    /// What is judged, as a list such as correct,relation; `criteria` in study.toml without it
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = criterion)]
    criteria: Vec<Criterion>,
    /// Judge only what the rules left unsure or uncoded, and what people coded, to know how well the two agree
    #[arg(long)]
    only_unsure: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// One of the criteria that a language model may be asked for.
fn criterion(word: &str) -> std::result::Result<Criterion, String> {
    let fit = |c: &Criterion| c.fits_llm();
    Criterion::parse(word).filter(fit).ok_or_else(|| {
        let all: Vec<&str> = Criterion::ALL
            .iter()
            .filter(|c| c.fits_llm())
            .map(|c| c.as_str())
            .collect();
        format!("a model is asked for one of {}", all.join(", "))
    })
}

pub(super) async fn run(args: &Args, output: &Output) -> Result<Exit> {
    let place = args.study.open()?;
    let Some(coder) = &place.study.llm else {
        return Err(Error::Refused {
            message: "study.toml names no language model".to_owned(),
            hint: "add [coder.llm] with `url = \"http://127.0.0.1:11434/v1\"` and `model = \"...\"`; no other \
                   file changes, and the plan stays as it was locked"
                .to_owned(),
        });
    };
    let (_, ledger) = place.existing().await?;
    let mut criteria = args.criteria.clone();
    if criteria.is_empty() {
        criteria.clone_from(&coder.criteria);
    }
    criteria.sort_unstable();
    criteria.dedup();
    let choice = Choice {
        criteria,
        rounds: args.repeats.unwrap_or(coder.repeats),
        only_unsure: args.only_unsure,
    };
    let judge = Judge::new(&place.study, &ledger, coder, choice, Clock::Wall).await?;
    let estimate = judge.estimate().await?;
    let before = judge.spent().await?;
    let told = cost(coder, &estimate, before);
    if !args.yes && !args.offline {
        if args.json {
            return Output::json(&forecast(coder, &estimate, before)).map(|()| Exit::Ok);
        }
        Output::text(&format!("{told}\n"))?;
        output.remark("nothing was asked; `--yes` asks, `--offline` takes what is kept");
        return Ok(Exit::Ok);
    }
    let endpoint = if args.yes {
        output.remark(&told);
        Some(Endpoint::new(coder, &options()).await?)
    } else {
        None
    };
    let judged = judged(&judge, endpoint.as_ref(), output).await?;
    let standings = held(&ledger, coder).await?;
    let after = judge.spent().await?;
    if args.json {
        Output::json(&as_json(coder, &judged, &standings, after))?;
    } else {
        Output::text(&text(coder, &judged, &standings, after))?;
    }
    end(coder, &judged)
}

/// Runs, with one moving line on a terminal and a line for each tenth off it.
async fn judged(judge: &Judge<'_>, endpoint: Option<&Endpoint>, output: &Output) -> Result<Judged> {
    let bar = output.animated().then(|| {
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} judged, {eta} to go")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        ProgressBar::new(0).with_style(style)
    });
    let mut tenth = 0;
    let result = judge
        .run(endpoint, &Stop::on_signal(), |done, all| {
            if let Some(bar) = &bar {
                bar.set_length(all);
                bar.set_position(done);
            } else if endpoint.is_some() && all > 0 && done * 10 / all > tenth {
                tenth = done * 10 / all;
                output.remark(&format!("{done} of {all} judged"));
            }
        })
        .await;
    if let Some(bar) = &bar {
        bar.finish_and_clear();
    }
    result
}

/// How the model's verdicts stand to people's, of the whole wave.
async fn held(ledger: &Ledger, coder: &LlmCoder) -> Result<Vec<Standing>> {
    let mut codings = Vec::new();
    ledger
        .cases(|case| {
            codings.extend(case.codings);
            Ok(())
        })
        .await?;
    Ok(standings(&codings, coder.bar, coder.least_units))
}

/// What is asked, and what it costs.
fn cost(coder: &LlmCoder, estimate: &Estimate, before: Option<u64>) -> String {
    let open = estimate.requests - estimate.kept;
    let (tokens_in, tokens_out) = estimate.tokens();
    let mut text = format!(
        "{} items, {} requests to {} ({}), {} of them kept already: {open} to ask, about {tokens_in} tokens out \
         and {tokens_out} back",
        estimate.items, estimate.requests, coder.model, coder.url, estimate.kept
    );
    if estimate.left_out > 0 {
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "; {} answers or pairs are left out, {} drawn by the seed are enough (`most_answers`)",
            estimate.left_out, coder.most_answers
        );
    }
    match (&coder.spending, before) {
        (Some(spending), Some(before)) => {
            let _ = write!(
                text,
                "\nabout {}; {} of {} are spent in this wave",
                spending.money(spending.cost(tokens_in, tokens_out)),
                spending.money(before),
                spending.money(spending.cap)
            );
        }
        _ => text.push_str("\nit costs nothing, as study.toml names no prices"),
    }
    text
}

fn forecast(coder: &LlmCoder, estimate: &Estimate, before: Option<u64>) -> Value {
    let (tokens_in, tokens_out) = estimate.tokens();
    let spending = coder.spending.as_ref();
    json!({
        "model": coder.model, "url": coder.url, "items": estimate.items, "requests": estimate.requests,
        "kept": estimate.kept, "to_ask": estimate.requests - estimate.kept, "left_out": estimate.left_out,
        "tokens_in": tokens_in, "tokens_out": tokens_out,
        "cost": spending.map(|s| money(s.cost(tokens_in, tokens_out))),
        "spent": before.map(money), "cap": spending.map(|s| money(s.cap)),
        "currency": spending.map(|s| s.currency.as_str()),
    })
}

/// Millionths as a number of the currency.
fn money(millionths: u64) -> f64 {
    millionths as f64 / 1_000_000.0
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

fn percent(part: u64, whole: u64) -> String {
    share(part, whole).map_or_else(|| "-".to_owned(), |s| format!("{:.1} %", s * 100.0))
}

fn text(coder: &LlmCoder, judged: &Judged, standings: &[Standing], after: Option<u64>) -> String {
    let mut text = format!(
        "{:<17} {:>6} {:>7} {:>8} {:>11} {:>12} {:>6} {:>7}  counts\n",
        "criterion", "items", "unsure", "left out", "order flips", "repeat flips", "kappa", "units"
    );
    for (criterion, tally) in &judged.tallies {
        let standing = standing(standings, *criterion, tally);
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{:<17} {:>6} {:>7} {:>8} {:>11} {:>12} {:>6} {:>7}  {}",
            criterion,
            tally.items,
            tally.codes.get("unsure").copied().unwrap_or(0),
            tally.left_out,
            percent(tally.order_flips, tally.rounds),
            percent(tally.flips, tally.repeated),
            standing
                .and_then(|s| s.kappa)
                .map_or_else(|| "-".to_owned(), |k| format!("{k:.2}")),
            standing.map_or(0, |s| s.units),
            counts(coder, standing),
        );
    }
    let _ = writeln!(
        text,
        "\n{} made, {} kept already, {}",
        counted(judged.requests, "request"),
        counted(judged.kept, "reply"),
        counted(judged.codings, "new coding")
    );
    if !judged.unfit.is_empty() {
        let list: Vec<String> = judged
            .unfit
            .iter()
            .map(|(w, n)| format!("{w} {n}"))
            .collect();
        let _ = writeln!(
            text,
            "no verdict, asked twice and left out: {}",
            list.join(", ")
        );
    }
    if judged.missing > 0 {
        let _ = writeln!(
            text,
            "{} not kept yet; `--yes` asks for them",
            counted(judged.missing, "reply")
        );
    }
    if judged.fingerprints.len() > 1 {
        let _ = writeln!(
            text,
            "the endpoint changed its setup meanwhile: {} fingerprints",
            judged.fingerprints.len()
        );
    }
    if let (Some(spending), Some(after)) = (&coder.spending, after) {
        let _ = writeln!(
            text,
            "{} of {} are spent in this wave",
            spending.money(after),
            spending.money(spending.cap)
        );
    }
    text
}

fn standing<'s>(
    standings: &'s [Standing],
    criterion: Criterion,
    tally: &Tally,
) -> Option<&'s Standing> {
    standings
        .iter()
        .find(|s| s.criterion == criterion && s.rule == tally.rule)
}

/// Whether verdicts count, and if not why.
fn counts(coder: &LlmCoder, standing: Option<&Standing>) -> String {
    let bar = f64::from(coder.bar) / 1000.0;
    match standing {
        Some(s) if s.trusted => "yes".to_owned(),
        Some(s) if s.units >= coder.least_units && s.kappa.is_some() => {
            format!("no: kappa is below {bar}")
        }
        Some(s) if s.units >= coder.least_units => "no: all codes are the same one".to_owned(),
        _ => format!("no: people coded fewer than {} of them", coder.least_units),
    }
}

fn as_json(coder: &LlmCoder, judged: &Judged, standings: &[Standing], after: Option<u64>) -> Value {
    let criteria: Vec<Value> = judged
        .tallies
        .iter()
        .map(|(criterion, tally)| {
            let standing = standing(standings, *criterion, tally);
            json!({
                "criterion": criterion, "rule": tally.rule, "items": tally.items, "codes": tally.codes,
                "left_out": tally.left_out, "rounds": tally.rounds,
                "order_flip_rate": share(tally.order_flips, tally.rounds),
                "repeated": tally.repeated, "flip_rate": share(tally.flips, tally.repeated),
                "kappa": standing.and_then(|s| s.kappa), "units": standing.map_or(0, |s| s.units),
                "same": standing.map_or(0, |s| s.same), "counts": standing.is_some_and(|s| s.trusted),
            })
        })
        .collect();
    let spending = coder.spending.as_ref();
    json!({
        "model": coder.model, "url": coder.url, "bar": f64::from(coder.bar) / 1000.0,
        "least_units": coder.least_units, "criteria": criteria, "codings": judged.codings,
        "requests": judged.requests, "kept": judged.kept, "missing": judged.missing, "unfit": judged.unfit,
        "fingerprints": judged.fingerprints, "spent": after.map(money),
        "cap": spending.map(|s| money(s.cap)), "currency": spending.map(|s| s.currency.as_str()),
        "ended": match judged.end {
            End::All => "all",
            End::Cap => "cap",
            End::Stopped => "stopped",
        },
    })
}

fn end(coder: &LlmCoder, judged: &Judged) -> Result<Exit> {
    match judged.end {
        End::All => Ok(Exit::Ok),
        End::Stopped => Err(Error::Interrupted),
        End::Cap => Err(Error::Refused {
            message: format!(
                "the next request could cost more than is left of {}",
                coder
                    .spending
                    .as_ref()
                    .map_or_else(String::new, |s| s.money(s.cap))
            ),
            hint: "raise `spending_cap` in [coder.llm]; the same command goes on from here"
                .to_owned(),
        }),
    }
}
