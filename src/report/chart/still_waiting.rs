//! How many still wait, hour by hour.

use super::answer_rate::ceil;
use super::canvas::{Anchor, BLUE, Chart, Colour, EDGE, GRID, INK, QUIET, Spot, TINT, WIDTH};
use super::font;
use crate::model::{Channel, Denominator, Study, Subject};
use crate::report::curves::{MARKS, Standing, TIMES};
use crate::report::words::{Source, Words};
use crate::score::statistics::{KaplanMeier, Step};
use crate::score::{Awaited, Scores};

/// The lines of the marks.
const MARK: Colour = [0xaa, 0xaa, 0xaa];
const HEIGHT: f64 = 240.0;
const SMALL: f64 = 11.5;
/// The size of the times' names: a day and a day and a half stand close together.
const NAMES: f64 = 10.5;
/// Where the time axis begins: a minute. Time is drawn on a logarithmic axis, so that minutes and
/// days can both be read.
const FIRST: f64 = 1.0 / 60.0;
/// Marks of the curve whose shares stand beside it: more would lie over each other.
const LABELLED: [f64; 3] = [1.0, 24.0, 72.0];

/// What a panel is drawn from.
struct Drawn<'d> {
    scores: &'d Scores,
    words: &'d Words,
    standings: &'d [Standing],
    /// Where the time axis ends, hours.
    last: f64,
}

/// The chart of the shares still waiting for an answer, one panel a channel; `standings` are its curves as the table
/// holds them.
#[must_use]
pub fn still_waiting(
    study: &Study,
    scores: &Scores,
    standings: &[Standing],
    words: &Words,
) -> Chart {
    let mut chart = Chart::of_study(
        "still-waiting",
        (study, words),
        "waiting-what",
        "waiting-note",
    );
    let mut said = vec![words.word("waiting-description")];
    let last = scores
        .curves
        .iter()
        .filter_map(|c| c.estimate.last())
        .fold(1.0, f64::max);
    // An axis that ends just short of a named time goes on to it.
    let last = TIMES
        .into_iter()
        .map(|(hours, _)| hours)
        .find(|hours| (last..=last * 1.05).contains(hours))
        .unwrap_or(last);
    let drawn = Drawn {
        scores,
        words,
        standings,
        last,
    };
    let mut y = 74.0;
    for channel in scores.channels() {
        y = panel(&mut chart, &mut said, &drawn, channel, y);
    }
    chart.description = said.join("\n");
    chart.size.1 = ceil(y + 12.0);
    chart
}

/// Where times and shares stand in a panel.
struct Frame {
    left: f64,
    right: f64,
    top: f64,
    last: f64,
}

impl Frame {
    fn x(&self, hours: f64) -> f64 {
        let along = (hours.max(FIRST) / FIRST).ln() / (self.last / FIRST).ln();
        self.left + (self.right - self.left) * along.min(1.0)
    }

    fn y(&self, share: f64) -> f64 {
        self.top + HEIGHT * (1.0 - share)
    }

    /// Spots of a step curve, at most two for every half pixel along the axis.
    fn steps(&self, steps: &[Step], last: f64, level: impl Fn(&Step) -> Option<f64>) -> Vec<Spot> {
        let mut spots = vec![(self.left, self.y(1.0))];
        let mut height = 1.0;
        for step in steps {
            let Some(share) = level(step) else { continue };
            let x = (self.x(step.hours) * 2.0).round() / 2.0;
            let before = spots.last().map_or(self.left, |s| s.0);
            if x > before {
                spots.push((x, self.y(height)));
            } else if spots.len() > 1 {
                // The same half pixel: only the last of its levels is seen.
                spots.pop();
            }
            spots.push((x, self.y(share)));
            height = share;
        }
        spots.push((self.x(last), self.y(height)));
        spots
    }
}

/// Draws the panel of a channel below `top`; returns where it ends.
fn panel(
    chart: &mut Chart,
    said: &mut Vec<String>,
    drawn: &Drawn<'_>,
    channel: Channel,
    top: f64,
) -> f64 {
    let (words, standings) = (drawn.words, drawn.standings);
    let of = |awaited: Awaited| {
        let is_it = |c: Channel, a: Awaited| c == channel && a == awaited;
        let curve = drawn
            .scores
            .curves
            .iter()
            .find(|c| is_it(c.channel, c.awaited))?;
        let standing = standings.iter().find(|s| is_it(s.channel, s.awaited))?;
        (curve.estimate.n() > 0).then_some((&curve.estimate, standing))
    };
    let name = words.channel(Some(channel)).capital().to_plain();
    chart.text(name.clone(), (EDGE, top + 26.0), 15.0, INK, Anchor::Start);
    let Some((answer, standing)) = of(Awaited::Answer) else {
        let nothing = words.word("waiting-nothing");
        let spot = (EDGE, top + 50.0);
        chart.text(nothing.clone(), spot, 13.0, QUIET, Anchor::Start);
        said.push(format!("{name}: {nothing}."));
        return top + 60.0;
    };
    let facts = facts(drawn, channel, answer);
    let beside = EDGE + font::width(&name, 15.0) + 12.0;
    let facts = font::fit(&facts, SMALL, f64::from(WIDTH) - EDGE - beside);
    chart.text(facts, (beside, top + 26.0), SMALL, QUIET, Anchor::Start);

    let room = ["waiting-no-answer", "waiting-no-word"].map(|id| {
        let widest = words.say(id, [("share", "99.9 %".into())]).to_plain();
        font::width(&widest, SMALL)
    });
    let frame = Frame {
        left: EDGE + 92.0,
        right: f64::from(WIDTH) - EDGE - room[0].max(room[1]) - 10.0,
        top: top + 66.0,
        last: drawn.last,
    };
    axes(chart, &frame, answer, words);
    marks(chart, &frame, standing, words);

    let end = answer.last().unwrap_or(0.0);
    let low = frame.steps(&answer.steps, end, |s| s.interval.map(|i| i.0));
    let high = frame.steps(&answer.steps, end, |s| s.interval.map(|i| i.1));
    chart.area(low.into_iter().chain(high.into_iter().rev()), TINT);
    let first = of(Awaited::FirstReply);
    if let Some((first, _)) = first {
        let end = first.last().unwrap_or(0.0);
        chart.line(
            frame.steps(&first.steps, end, |s| Some(s.waiting)),
            1.25,
            QUIET,
        );
    }
    chart.line(
        frame.steps(&answer.steps, end, |s| Some(s.waiting)),
        2.5,
        BLUE,
    );

    let mut sentences = Vec::new();
    for (hours, time) in TIMES.into_iter().filter(|t| MARKS.contains(&t.0)) {
        let Some(stand) = standing.at(hours) else {
            continue;
        };
        let (x, y) = (frame.x(hours), frame.y(stand.waiting));
        chart.disc((x, y), 4.5, INK);
        let share = words.percent(stand.waiting, standing.source(stand, "waiting"));
        let label = share.to_plain();
        // At the right edge the curve's own label says it.
        if LABELLED.contains(&hours) && x + 7.0 + font::width(&label, 13.0) <= frame.right {
            chart.text(label, (x + 7.0, y - 8.0), 13.0, INK, Anchor::Start);
        }
        let satisfied = stand.satisfied.unwrap_or_default();
        let at_risk = words.whole(stand.at_risk, standing.source(stand, "at_risk"));
        let args = [
            ("time", words.say(time, []).into()),
            ("share", share.into()),
            ("at_risk", at_risk.into()),
            (
                "satisfied",
                words
                    .percent(satisfied, standing.source(stand, "satisfied"))
                    .into(),
            ),
        ];
        sentences.push(words.say("waiting-said", args).to_plain());
    }
    let first = first.map(|(_, standing)| standing);
    sentences.extend(ends(chart, &frame, standing, first, words));
    said.push(format!("{name}: {}.", sentences.join("; ")));
    frame.y(0.0) + 66.0
}

/// What the curve rests on, and its median.
fn facts(drawn: &Drawn<'_>, channel: Channel, answer: &KaplanMeier) -> String {
    let words = drawn.words;
    let all = &Subject::All;
    let median = drawn.scores.find(
        "median_hours_to_answer",
        Denominator::Delivered,
        all,
        Some(channel),
    );
    let median = median.and_then(|e| words.with_interval(e));
    // Both numbers are drawn only, so where they are from is not asked.
    let whole = |n: u64| words.whole(n, Source::rows("curves", &[]));
    let id = match median {
        Some(_) => "waiting-facts",
        None => "waiting-facts-no-median",
    };
    let args = [
        ("n", whole(answer.n()).into()),
        ("answered", whole(answer.events()).into()),
        ("median", median.unwrap_or_default().into()),
    ];
    words.say(id, args).to_plain()
}

/// Grid, axes and the numbers at risk.
fn axes(chart: &mut Chart, frame: &Frame, answer: &KaplanMeier, words: &Words) {
    let anywhere = || Source::rows("curves", &[]);
    for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let y = frame.y(share);
        chart.line([(frame.left, y), (frame.right, y)], 1.0, GRID);
        let label = words.percent(share, anywhere()).to_plain();
        chart.text(
            label,
            (frame.left - 10.0, y + 4.0),
            SMALL,
            QUIET,
            Anchor::End,
        );
    }
    let bottom = frame.y(0.0);
    let label = font::fit(&words.word("waiting-at-risk"), SMALL, 70.0);
    chart.text(label, (EDGE, bottom + 42.0), SMALL, QUIET, Anchor::Start);
    // Where the next name and the next number have room.
    let (mut free, mut below) = (f64::MIN, f64::MIN);
    for (hours, name) in TIMES.into_iter().filter(|t| t.0 <= frame.last) {
        let name = words.word(name);
        let x = frame.x(hours);
        let half = font::width(&name, NAMES) / 2.0;
        if x - half < free {
            continue;
        }
        free = x + half + 3.0;
        chart.line([(x, frame.top), (x, bottom + 5.0)], 1.0, GRID);
        chart.text(name, (x, bottom + 20.0), NAMES, QUIET, Anchor::Middle);
        // Past the end of observation nobody is watched, which is not to say that nobody waits.
        if answer.last().is_some_and(|last| hours <= last) {
            let at_risk = words.whole(answer.at_risk(hours), anywhere()).to_plain();
            let half = font::width(&at_risk, SMALL) / 2.0;
            if x - half >= below {
                below = x + half + 6.0;
                chart.text(at_risk, (x, bottom + 42.0), SMALL, INK, Anchor::Middle);
            }
        }
    }
}

/// The customers who would still be satisfied, above the curve.
fn marks(chart: &mut Chart, frame: &Frame, standing: &Standing, words: &Words) {
    let y = frame.top - 22.0;
    let label = font::fit(&words.word("waiting-satisfied"), SMALL, 110.0);
    let mut free = EDGE + font::width(&label, SMALL) + 4.0;
    chart.text(label, (EDGE, y), SMALL, QUIET, Anchor::Start);
    for hours in MARKS {
        let Some((stand, satisfied)) = standing.at(hours).and_then(|s| Some((s, s.satisfied?)))
        else {
            continue;
        };
        let x = frame.x(hours);
        chart.line([(x, frame.top - 18.0), (x, frame.y(0.0))], 1.0, MARK);
        let source = standing.source(stand, "satisfied");
        let share = words.percents(satisfied, source).to_plain();
        let half = font::width(&share, SMALL) / 2.0;
        if x - half >= free {
            free = x + half + 4.0;
            chart.text(share, (x, y), SMALL, INK, Anchor::Middle);
        }
    }
}

/// Names both curves where they end.
fn ends(
    chart: &mut Chart,
    frame: &Frame,
    answer: &Standing,
    first: Option<&Standing>,
    words: &Words,
) -> Vec<String> {
    let label = |standing: &Standing, id: &str, colour: Colour| {
        let end = standing.end()?;
        let share = words.percent(end.waiting, standing.source(end, "waiting"));
        let text = words.say(id, [("share", share.into())]).to_plain();
        Some((end.waiting, text, colour))
    };
    let labels: Vec<(f64, String, Colour)> = label(answer, "waiting-no-answer", BLUE)
        .into_iter()
        .chain(first.and_then(|first| label(first, "waiting-no-word", QUIET)))
        .collect();
    // The curve of the answer lies above: its label gives way upwards, the other one downwards.
    let mut spots: Vec<f64> = labels
        .iter()
        .map(|(share, ..)| frame.y(*share) + 4.0)
        .collect();
    if let [upper, lower] = &mut spots[..] {
        let lacking = 16.0 - (*lower - *upper);
        if lacking > 0.0 {
            *upper -= lacking / 2.0;
            *lower += lacking / 2.0;
        }
        // Below the axis are the names of the times.
        let sunk = (*lower - frame.y(0.0) - 4.0).max(0.0);
        *lower -= sunk;
        *upper -= if lacking > 0.0 { sunk } else { 0.0 };
    }
    let mut sentences = Vec::new();
    for ((_, text, colour), y) in labels.into_iter().zip(spots) {
        chart.text(
            text.clone(),
            (frame.right + 8.0, y),
            SMALL,
            colour,
            Anchor::Start,
        );
        sentences.push(text);
    }
    sentences
}
