//! Who coded what, and how far those who coded the same agree.

use super::super::{Block, Grid, Head, Material};
use super::number;
use crate::report::method::Agreed;
use crate::report::words::{Source, Text, key};

/// The tables of coders and of their agreement.
pub fn blocks(of: &Material<'_>) -> Vec<Block> {
    let words = of.words;
    let codes: Vec<(&str, &str)> = of.method.all("codes").collect();
    if codes.is_empty() {
        return vec![Block::Paragraph(words.say("method-nothing-coded", []))];
    }
    let say = |id: &str| words.say(id, []);
    let row = |(about, _): &(&str, &str)| {
        let (criterion, by) = about.split_once(' ').unwrap_or((about, ""));
        vec![
            say(&key("criterion", criterion)).capital(),
            words.say(&format!("method-coder-{by}"), []),
            number(of, "codes", about).1,
        ]
    };
    let counts = Grid {
        caption: say("method-codes-caption"),
        columns: vec![
            Head::words(say("method-head-criterion")),
            Head::words(say("method-head-coder")),
            Head::number(say("method-head-codes")),
        ],
        rows: codes.iter().map(row).collect(),
        data: Some("codings"),
    };
    let mut blocks = Vec::new();
    if of.method.agreement.is_empty() {
        blocks.push(Block::Paragraph(say("method-no-agreement")));
    } else {
        blocks.push(Block::Paragraph(say("method-agreement")));
        blocks.push(Block::Table(agreement(of)));
    }
    blocks.push(Block::Fold(say("method-codes"), vec![Block::Table(counts)]));
    blocks
}

fn agreement(of: &Material<'_>) -> Grid {
    let words = of.words;
    let say = |id: &str| words.say(id, []);
    let row = |agreed: &Agreed| {
        let keys = [
            ("criterion", agreed.criterion.as_str()),
            ("who", agreed.who),
        ];
        let cell = |column| Source::cell("agreement", &keys, column);
        let shown = |value: Option<f64>, column| {
            value.map_or_else(Text::default, |v| words.decimal(v, 2, cell(column)))
        };
        let alpha = match (agreed.low, agreed.high) {
            (Some(_), Some(_)) if agreed.alpha.is_some() => {
                let args = [
                    ("rho", shown(agreed.alpha, "alpha").into()),
                    ("low", shown(agreed.low, "low").into()),
                    ("high", shown(agreed.high, "high").into()),
                ];
                words.say("outside-rho", args)
            }
            _ => shown(agreed.alpha, "alpha"),
        };
        vec![
            say(&key("criterion", agreed.criterion.as_str())).capital(),
            say(&format!("method-coder-{}", agreed.who)),
            words.whole(agreed.people, cell("people")),
            words.whole(agreed.units, cell("units")),
            agreed
                .raw
                .map_or_else(Text::default, |v| words.percent(v, cell("raw"))),
            alpha,
            shown(agreed.kappa, "kappa"),
        ]
    };
    Grid {
        caption: say("method-agreement-caption"),
        columns: vec![
            Head::words(say("method-head-criterion")),
            Head::words(say("method-head-coder")),
            Head::number(say("method-head-people")),
            Head::number(say("method-head-units")),
            Head::number(say("method-head-raw")),
            Head::number(say("method-head-alpha")),
            Head::number(say("method-head-kappa")),
        ],
        rows: of.method.agreement.iter().map(row).collect(),
        data: Some("agreement"),
    }
}
