//! How many still wait, hour by hour.

use super::answer_rate::ceil;
use super::canvas::{Anchor, BLUE, Chart, Colour, GRID, INK, QUIET, Spot, TINT};
use super::font;
use crate::model::{Channel, Study};
use crate::report::number::{counted, duration, percent, percents, whole};
use crate::score::statistics::{KaplanMeier, Step};
use crate::score::{Awaited, Scores};

const WIDTH: u32 = 960;
const EDGE: f64 = 24.0;
const HEIGHT: f64 = 240.0;
const SMALL: f64 = 11.5;
/// Where the time axis begins: a minute. Time is drawn on a logarithmic axis, so that minutes and
/// days can both be read.
const FIRST: f64 = 1.0 / 60.0;
/// Times named on the axis, hours.
const TICKS: [(f64, &str); 12] = [
    (1.0 / 60.0, "1 min"),
    (1.0 / 6.0, "10 min"),
    (1.0, "1 h"),
    (6.0, "6 h"),
    (24.0, "24 h"),
    (72.0, "72 h"),
    (168.0, "7 d"),
    (336.0, "14 d"),
    (720.0, "30 d"),
    (2_160.0, "90 d"),
    (8_760.0, "1 year"),
    (87_600.0, "10 years"),
];
/// Times at which the curve is marked, hours.
const MARKS: [f64; 3] = [1.0, 24.0, 72.0];

/// The chart of the shares still waiting for an answer, one panel a channel.
#[must_use]
pub fn still_waiting(study: &Study, scores: &Scores) -> Chart {
    let mut chart = Chart::new(
        "still-waiting",
        format!("{}: still waiting, wave {}", study.title, study.wave.id),
        WIDTH,
    );
    let title = font::fit(&chart.title, 18.0, f64::from(WIDTH) - 2.0 * EDGE);
    chart.text(title, (EDGE, 38.0), 18.0, INK, Anchor::Start);
    chart.text(
        "Share of the enquiries delivered that still wait, by time since sending (Kaplan-Meier; band: 95 % interval, log-log).",
        (EDGE, 60.0),
        SMALL,
        QUIET,
        Anchor::Start,
    );
    let mut said = vec![
        "Kaplan-Meier curves. Share of the enquiries delivered that still wait for an answer, by time \
         since sending, on a logarithmic axis."
            .to_owned(),
    ];
    let last = scores
        .curves
        .iter()
        .filter_map(|c| c.estimate.last())
        .fold(1.0, f64::max);
    // An axis that ends just short of a named time goes on to it.
    let last = TICKS
        .into_iter()
        .map(|(hours, _)| hours)
        .find(|hours| (last..=last * 1.05).contains(hours))
        .unwrap_or(last);
    let mut y = 74.0;
    for channel in scores.channels() {
        y = panel(&mut chart, &mut said, scores, channel, last, y);
    }
    if said.len() == 1 {
        let nothing = "Nothing was asked, so nothing can be shown.";
        chart.text(nothing, (EDGE, y + 24.0), 13.0, INK, Anchor::Start);
        said.push(nothing.to_owned());
        y += 34.0;
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
    scores: &Scores,
    channel: Channel,
    last: f64,
    top: f64,
) -> f64 {
    let of = |awaited: Awaited| {
        let found = scores
            .curves
            .iter()
            .find(|c| c.channel == channel && c.awaited == awaited);
        found.map(|c| &c.estimate).filter(|c| c.n() > 0)
    };
    chart.text(
        channel.as_str(),
        (EDGE, top + 26.0),
        15.0,
        INK,
        Anchor::Start,
    );
    let Some(answer) = of(Awaited::Answer) else {
        let nothing = "No enquiry was delivered, so nothing can be said.";
        chart.text(nothing, (EDGE, top + 50.0), 13.0, QUIET, Anchor::Start);
        said.push(format!(
            "{channel}: no enquiry was delivered, so nothing can be said."
        ));
        return top + 60.0;
    };
    let facts = facts(answer);
    let name = font::width(channel.as_str(), 15.0);
    chart.text(
        facts.clone(),
        (EDGE + name + 12.0, top + 26.0),
        SMALL,
        QUIET,
        Anchor::Start,
    );

    let label = font::width("no word at all 99.9 %", SMALL);
    let frame = Frame {
        left: EDGE + 92.0,
        right: f64::from(WIDTH) - EDGE - label - 10.0,
        top: top + 58.0,
        last,
    };
    axes(chart, &frame, answer);

    let end = answer.last().unwrap_or(0.0);
    let low = frame.steps(&answer.steps, end, |s| s.interval.map(|i| i.0));
    let high = frame.steps(&answer.steps, end, |s| s.interval.map(|i| i.1));
    chart.area(low.into_iter().chain(high.into_iter().rev()), TINT);
    if let Some(first) = of(Awaited::FirstReply) {
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

    let mut sentences = vec![facts];
    for hours in MARKS {
        let Some((waiting, interval)) = answer.waiting_at(hours).filter(|_| hours <= last) else {
            continue;
        };
        let (x, y) = (frame.x(hours), frame.y(waiting));
        chart.disc((x, y), 4.5, INK);
        let label = percent(waiting);
        // At the right edge the curve's own label says it.
        if x + 7.0 + font::width(&label, 13.0) <= frame.right {
            chart.text(label, (x + 7.0, y - 8.0), 13.0, INK, Anchor::Start);
        }
        sentences.push(format!(
            "after {hours:.0} h {} still wait{}",
            percent(waiting),
            interval.map_or(String::new(), |(low, high)| format!(
                " ({}\u{2013}{})",
                percents(low),
                percents(high)
            ))
        ));
    }
    sentences.extend(ends(chart, &frame, answer, of(Awaited::FirstReply)));
    said.push(format!("{channel}: {}.", sentences.join("; ")));
    frame.y(0.0) + 66.0
}

/// What the curve rests on, and its median.
fn facts(answer: &KaplanMeier) -> String {
    let median = answer.median();
    let median = match (median.value, median.low, median.high) {
        (None, ..) => "median not reached".to_owned(),
        (Some(value), Some(low), Some(high)) => format!(
            "median {} ({}\u{2013}{})",
            duration(value),
            duration(low),
            duration(high)
        ),
        (Some(value), Some(low), None) => {
            format!("median {} ({} or more)", duration(value), duration(low))
        }
        (Some(value), ..) => format!("median {}", duration(value)),
    };
    format!(
        "{} delivered, {} answered in time; {median}",
        counted(answer.n(), "enquiry", "enquiries"),
        whole(answer.events())
    )
}

/// Grid, axes and the numbers at risk.
fn axes(chart: &mut Chart, frame: &Frame, answer: &KaplanMeier) {
    for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let y = frame.y(share);
        chart.line([(frame.left, y), (frame.right, y)], 1.0, GRID);
        let label = format!("{:.0} %", share * 100.0);
        chart.text(
            label,
            (frame.left - 10.0, y + 4.0),
            SMALL,
            QUIET,
            Anchor::End,
        );
    }
    let bottom = frame.y(0.0);
    chart.text(
        "waiting",
        (EDGE, bottom + 42.0),
        SMALL,
        QUIET,
        Anchor::Start,
    );
    let mut free = f64::MIN;
    for (hours, name) in TICKS.into_iter().filter(|t| t.0 <= frame.last) {
        let x = frame.x(hours);
        // Past the end of observation nobody is watched, which is not to say that nobody waits.
        let watched = answer.last().is_some_and(|last| hours <= last);
        let at_risk = if watched {
            whole(answer.at_risk(hours))
        } else {
            String::new()
        };
        let half = font::width(name, SMALL).max(font::width(&at_risk, SMALL)) / 2.0;
        if x - half < free {
            continue;
        }
        free = x + half + 6.0;
        chart.line([(x, frame.top), (x, bottom + 5.0)], 1.0, GRID);
        chart.text(name, (x, bottom + 20.0), SMALL, QUIET, Anchor::Middle);
        chart.text(at_risk, (x, bottom + 42.0), SMALL, INK, Anchor::Middle);
    }
}

/// Names both curves where they end.
fn ends(
    chart: &mut Chart,
    frame: &Frame,
    answer: &KaplanMeier,
    first: Option<&KaplanMeier>,
) -> Vec<String> {
    let end = |curve: &KaplanMeier| curve.steps.last().map_or(1.0, |s| s.waiting);
    let mut labels: Vec<(f64, String, Colour)> = vec![(
        end(answer),
        format!("no answer {}", percent(end(answer))),
        BLUE,
    )];
    if let Some(first) = first {
        let text = format!("no word at all {}", percent(end(first)));
        labels.push((end(first), text, QUIET));
    }
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
        sentences.push(format!("at the end {text}"));
    }
    sentences
}
