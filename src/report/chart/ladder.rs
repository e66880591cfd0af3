//! How the enquiries of each channel ended, as stacked bars.

use super::answer_rate::ceil;
use super::canvas::{Anchor, BLUE, Chart, Colour, EDGE, INK, PAPER, QUIET, WIDTH};
use super::font;
use crate::model::{Channel, Disposition, Study};
use crate::report::endings::Ending;
use crate::report::words::{Text, Words};

const SMALL: f64 = 11.5;
const BAR: f64 = 40.0;
/// Between two parts of a bar, so that parts of one shade are told apart.
const GAP: f64 = 1.5;
/// Lines of parts that were too small for their names.
const LINE: f64 = 16.0;

/// What the shades mean: each darker or lighter than its neighbours, in grey as well.
const GROUPS: [(&str, Colour); 6] = [
    ("disposition-answered", BLUE),
    ("ladder-answered", [0x9c, 0xc9, 0xe3]),
    ("ladder-word", [0x8f, 0x8f, 0x8f]),
    ("ladder-silence", [0xd4, 0xd4, 0xd4]),
    ("ladder-lost", [0xec, 0xec, 0xec]),
    ("ladder-absent", PAPER),
];

const fn group(disposition: Disposition) -> usize {
    match disposition {
        Disposition::Answered | Disposition::Correct | Disposition::Wrong => 0,
        Disposition::Partial | Disposition::TooLate => 1,
        Disposition::Redirected
        | Disposition::Refused
        | Disposition::OffPoint
        | Disposition::Acknowledged => 2,
        Disposition::Silent => 3,
        Disposition::Undeliverable | Disposition::NotSent | Disposition::InDoubt => 4,
        Disposition::NotOffered => 5,
    }
}

/// The chart of how the enquiries planned on each channel ended, the best end first.
#[must_use]
pub fn ladder(study: &Study, endings: &[Ending], words: &Words) -> Chart {
    let mut chart = Chart::of_study(
        "how-enquiries-ended",
        (study, words),
        "ladder-what",
        "ladder-note",
    );
    let mut said = vec![words.word("ladder-description")];
    let mut y = legend(&mut chart, words, 84.0);
    for of_channel in endings.chunk_by(|a, b| a.channel == b.channel) {
        if let Some(channel) = of_channel[0].channel {
            y = bar(&mut chart, &mut said, (channel, of_channel), words, y);
        }
    }
    chart.description = said.join("\n");
    chart.size.1 = ceil(y + 16.0);
    chart
}

/// What the shades mean; returns where it ends.
fn legend(chart: &mut Chart, words: &Words, top: f64) -> f64 {
    let (mut x, mut y) = (EDGE, top);
    for (id, colour) in GROUPS {
        let name = words.word(id);
        let width = 18.0 + font::width(&name, SMALL) + 18.0;
        if x + width > f64::from(WIDTH) - EDGE {
            (x, y) = (EDGE, y + 18.0);
        }
        rectangle(chart, (x, x + 12.0), (y - 10.0, y + 2.0), colour);
        chart.text(name, (x + 18.0, y), SMALL, QUIET, Anchor::Start);
        x += width;
    }
    y + 8.0
}

/// A filled rectangle with a thin outline, which shows where it is as light as the ground.
fn rectangle(
    chart: &mut Chart,
    (left, right): (f64, f64),
    (top, bottom): (f64, f64),
    colour: Colour,
) {
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
    chart.area(corners, colour);
    let [r, g, b] = colour;
    if u16::from(r) + u16::from(g) + u16::from(b) > 600 {
        let around = corners.into_iter().chain([corners[0]]);
        chart.line(around, 0.75, QUIET);
    }
}

/// Draws the bar of a channel below `top`; returns where it ends.
fn bar(
    chart: &mut Chart,
    said: &mut Vec<String>,
    (channel, endings): (Channel, &[Ending]),
    words: &Words,
    top: f64,
) -> f64 {
    let name = words.channel(Some(channel)).capital().to_plain();
    chart.text(name.clone(), (EDGE, top + 26.0), 15.0, INK, Anchor::Start);
    let room = f64::from(WIDTH) - 2.0 * EDGE;
    let (mut x, above) = (EDGE, top + 36.0);
    let (mut sentences, mut small) = (Vec::new(), Vec::new());
    for ending in endings.iter().filter(|e| e.enquiries > 0) {
        let wide = room * ending.share();
        let what = words.disposition(ending.disposition);
        let share = words.percent(ending.share(), ending.source("share"));
        let (_, colour) = GROUPS[group(ending.disposition)];
        if wide > GAP + 0.5 {
            rectangle(chart, (x, x + wide - GAP), (above, above + BAR), colour);
        } else {
            // Too small to be a part, and yet it is there.
            chart.line([(x, above), (x, above + BAR)], 0.75, INK);
        }
        let lines = [what.to_plain(), share.to_plain()];
        if lines
            .iter()
            .all(|line| font::width(line, SMALL) + 10.0 < wide)
        {
            let ink = if colour == BLUE { PAPER } else { INK };
            for (line, y) in lines.into_iter().zip([above + 17.0, above + 32.0]) {
                chart.text(line, (x + 5.0, y), SMALL, ink, Anchor::Start);
            }
        } else {
            let args = [
                ("what", what.clone().into()),
                ("share", share.clone().into()),
            ];
            small.push(words.say("ladder-part", args));
        }
        let count = words.whole(ending.enquiries, ending.source("enquiries"));
        let args = [
            ("what", what.into()),
            ("count", count.into()),
            ("share", share.into()),
        ];
        sentences.push(words.say("ladder-said", args).to_plain());
        x += wide;
    }
    said.push(format!("{name}: {}.", sentences.join("; ")));
    let mut y = above + BAR + 4.0;
    if !small.is_empty() {
        let parts = Text::joined(small, "; ");
        let line = words
            .say("ladder-smaller", [("parts", parts.into())])
            .to_plain();
        for line in wrapped(&line, room) {
            y += LINE;
            chart.text(line, (EDGE, y), SMALL, QUIET, Anchor::Start);
        }
    }
    y + 12.0
}

/// A text in lines that fit, broken between words.
fn wrapped(text: &str, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if font::width(&format!("{line} {word}"), SMALL) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
