//! The share answered, by sector, with intervals.

use super::canvas::{Anchor, BLUE, Chart, EDGE, GRID, INK, QUIET, WIDTH};
use super::font;
use crate::model::{Channel, Denominator, Estimate, Study, Subject};
use crate::report::number::percent;
use crate::report::words::Words;
use crate::score::Scores;

const ROW: f64 = 26.0;
const SIZE: f64 = 13.0;
const SMALL: f64 = 11.5;
/// The widest a sector's name may be.
const NAMES: f64 = 250.0;
/// More sectors than this on a channel are not all drawn: the best half and the worst half are.
const MOST: usize = 60;

/// One row of the chart, and the figures that stand beside it.
struct Line<'e> {
    name: &'e str,
    share: f64,
    low: f64,
    high: f64,
    figures: String,
    count: String,
}

/// The chart of the shares answered of all companies, by sector, best first, one block a channel.
#[must_use]
pub fn answer_rate(study: &Study, scores: &Scores, words: &Words) -> Chart {
    let mut chart = Chart::of_study(
        "answer-rate-by-sector",
        (study, words),
        "rates-what",
        "rates-note",
    );
    let mut said = vec![words.word("rates-description")];
    let mut y = 74.0;
    for channel in scores.channels() {
        y = block(&mut chart, &mut said, (scores, words), channel, y);
    }
    chart.description = said.join("\n");
    chart.size.1 = ceil(y + 14.0);
    chart
}

/// Draws the block of a channel below `top`; returns where it ends.
fn block(
    chart: &mut Chart,
    said: &mut Vec<String>,
    (scores, words): (&Scores, &Words),
    channel: Channel,
    top: f64,
) -> f64 {
    let y = top + 26.0;
    let name = words.channel(Some(channel)).capital().to_plain();
    chart.text(name.clone(), (EDGE, y), 15.0, INK, Anchor::Start);
    let all_sectors = words.word("all-sectors");
    let (all, sectors) = rated(scores, channel);
    let rated = all.into_iter().chain(sectors.iter().copied());
    let lines: Vec<Line> = rated
        .filter_map(|e| Line::of(&all_sectors, e, words))
        .collect();
    if lines.is_empty() {
        let nothing = words.word("rates-nothing");
        let spot = (EDGE, y + 24.0);
        chart.text(nothing.clone(), spot, SIZE, QUIET, Anchor::Start);
        said.push(format!("{name}: {nothing}."));
        return y + 34.0;
    }
    let frame = Frame::of(&lines, y + 10.0);
    frame.draw_axis(chart, lines[0].share);
    let mut sentences = Vec::new();
    // The whole panel stands above the sectors and is not one of them.
    let skipped = MOST / 2 + 1..MOST / 2 + 1 + (lines.len() - 1).saturating_sub(MOST);
    let mut y = frame.top;
    for (place, line) in lines.iter().enumerate() {
        if place == skipped.start && !skipped.is_empty() {
            y += ROW;
            let note = words.word("rates-skipped");
            let spot = (frame.left + 8.0, y - 8.0);
            chart.text(
                font::fit(&note, SMALL, frame.right - spot.0),
                spot,
                SMALL,
                QUIET,
                Anchor::Start,
            );
            sentences.push(note);
        }
        if !skipped.contains(&place) {
            y += ROW;
            frame.draw_line(chart, line, y, place == 0);
            sentences.push(format!("{} {}, {}", line.name, line.figures, line.count));
        }
    }
    y = frame.bottom + 22.0;
    if sectors.iter().any(|e| e.value.is_none()) {
        let note = words.word("rates-empty");
        chart.text(note.clone(), (EDGE, y + 14.0), SMALL, QUIET, Anchor::Start);
        sentences.push(note);
        y += 20.0;
    }
    said.push(format!("{name}: {}.", sentences.join("; ")));
    y
}

/// The shares of a channel: that of the whole panel, and those of the sectors, best first; those of which nothing can be
/// said last.
#[must_use]
pub fn rated(scores: &Scores, channel: Channel) -> (Option<&Estimate>, Vec<&Estimate>) {
    let estimates = scores.estimates.iter().filter(|e| {
        e.metric == "answered"
            && e.denominator == Denominator::AllCompanies
            && e.channel == Some(channel)
    });
    let (all, mut sectors): (Vec<&Estimate>, Vec<&Estimate>) =
        estimates.partition(|e| e.subject == Subject::All);
    let share = |e: &Estimate| e.value.unwrap_or(-1.0);
    sectors.sort_by(|a, b| {
        let better = share(b).total_cmp(&share(a));
        better.then_with(|| a.subject.name().cmp(b.subject.name()))
    });
    (all.first().copied(), sectors)
}

/// Where things stand in a block.
struct Frame {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    /// The right ends of the columns of shares and of counts.
    shares: f64,
    counts: f64,
}

impl Frame {
    fn of(lines: &[Line], top: f64) -> Self {
        let widest = |width: &dyn Fn(&Line) -> f64| lines.iter().map(width).fold(0.0, f64::max);
        let name = widest(&|l| font::width(&font::fit(l.name, SIZE, NAMES), SIZE));
        let share = widest(&|l| font::width(&l.figures, SMALL));
        let count = widest(&|l| font::width(&l.count, SMALL));
        let counts = f64::from(WIDTH) - EDGE;
        let shares = counts - count - 14.0;
        let rows = lines.len().min(MOST + 2);
        Self {
            left: EDGE + name + 16.0,
            right: shares - share - 18.0,
            top,
            bottom: top + rows as f64 * ROW + 6.0,
            shares,
            counts,
        }
    }

    fn x(&self, share: f64) -> f64 {
        self.left + (self.right - self.left) * share
    }

    /// The grid, and where the whole panel stands, to hold each sector against.
    fn draw_axis(&self, chart: &mut Chart, panel: f64) {
        let mut upright = |share: f64, colour| {
            let x = self.x(share);
            chart.line([(x, self.top), (x, self.bottom)], 1.0, colour);
        };
        let named = [0.0, 0.25, 0.5, 0.75, 1.0];
        for share in named {
            upright(share, GRID);
        }
        upright(panel, QUIET);
        for share in named {
            let spot = (self.x(share), self.bottom + 15.0);
            chart.text(percent(share), spot, SMALL, QUIET, Anchor::Middle);
        }
    }

    fn draw_line(&self, chart: &mut Chart, line: &Line, y: f64, is_panel: bool) {
        let middle = y - 12.0;
        let (colour, radius) = if is_panel { (INK, 5.5) } else { (BLUE, 4.5) };
        let name = font::fit(line.name, SIZE, NAMES);
        chart.text(name, (EDGE, y - 7.5), SIZE, INK, Anchor::Start);
        let (low, high) = (self.x(line.low), self.x(line.high));
        chart.line([(low, middle), (high, middle)], 2.0, colour);
        for end in [low, high] {
            chart.line([(end, middle - 3.5), (end, middle + 3.5)], 2.0, colour);
        }
        chart.disc((self.x(line.share), middle), radius, colour);
        let baseline = y - 8.0;
        chart.text(
            line.figures.clone(),
            (self.shares, baseline),
            SMALL,
            INK,
            Anchor::End,
        );
        chart.text(
            line.count.clone(),
            (self.counts, baseline),
            SMALL,
            QUIET,
            Anchor::End,
        );
    }
}

impl<'e> Line<'e> {
    /// A number without an interval is drawn without one.
    fn of(all_sectors: &'e str, estimate: &'e Estimate, words: &Words) -> Option<Self> {
        let share = estimate.value?;
        let name = match &estimate.subject {
            Subject::All => all_sectors,
            subject => subject.name(),
        };
        Some(Self {
            name,
            share,
            low: estimate.low.unwrap_or(share),
            high: estimate.high.unwrap_or(share),
            figures: words.with_interval(estimate)?.to_plain(),
            count: words
                .say("chart-n", [("n", words.n(estimate).into())])
                .to_plain(),
        })
    }
}

/// Whole pixels that hold a height.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a positive height of some thousand pixels"
)]
pub(super) fn ceil(height: f64) -> u32 {
    height.ceil() as u32
}

#[cfg(test)]
#[path = "chart_tests.rs"]
mod tests;
