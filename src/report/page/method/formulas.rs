//! What the figures are shares of, and how each metric is computed.

use super::super::{Block, Grid, Head, Material};
use crate::model::Language;
use crate::report::words::{Source, Text, key};
use crate::score::metric::{self, Metric};

/// The denominators, the formula of the overall score, and every metric.
pub fn blocks(of: &Material<'_>) -> Vec<Block> {
    let words = of.words;
    let say = |id: &str| words.say(id, []);
    let denominators = ["all", "offering", "delivered", "failures"];
    let denominator = |name: &str| say(&format!("method-of-{name}"));
    let mut about = vec![Block::List(
        denominators.into_iter().map(denominator).collect(),
    )];
    about.extend(of.method.get("formula", "").map(|formula| {
        // Of the study file's words, which are English.
        let from = of.method.source("formula", "");
        let formula = words.foreign(Language::En, formula, Some(from));
        Block::Paragraph(words.say("method-formula", [("formula", formula.into())]))
    }));
    let table = Block::Table(metrics(of));
    vec![
        Block::Heading(say("method-denominators")),
        about.remove(0),
        Block::Fold(
            say("method-formulas"),
            about.into_iter().chain([table]).collect(),
        ),
    ]
}

fn metrics(of: &Material<'_>) -> Grid {
    let words = of.words;
    let say = |id: &str| words.say(id, []);
    let row = |metric: &Metric| {
        let keys = [
            ("metric", metric.name),
            ("denominator", metric.denominator.as_str()),
        ];
        let cell = |column| Source::cell("metrics", &keys, column);
        vec![
            Text::cell(metric.name, cell("metric")),
            say(&key("method-scale", metric.scale.as_str())),
            words.denominator(metric.denominator),
            // The codebook is in English.
            words.foreign(Language::En, metric.about, Some(cell("about"))),
            words.foreign(Language::En, metric.interval(), Some(cell("interval"))),
            words.foreign(Language::En, metric.source, Some(cell("source"))),
        ]
    };
    Grid {
        caption: say("method-formulas-caption"),
        columns: vec![
            Head::words(say("method-head-metric")),
            Head::words(say("method-head-scale")),
            Head::words(say("method-head-denominator")),
            Head::words(say("method-head-about")),
            Head::words(say("method-head-interval")),
            Head::words(say("method-head-source")),
        ],
        rows: metric::all().map(row).collect(),
        data: Some("metrics"),
    }
}
