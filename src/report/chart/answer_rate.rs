//! The share answered, by sector, with intervals.

use super::canvas::{Anchor, BLUE, Chart, GRID, INK, QUIET};
use super::font;
use crate::model::{Channel, Denominator, Estimate, Study, Subject};
use crate::report::number::{counted, percent, percents, whole};
use crate::score::Scores;

const WIDTH: u32 = 960;
const EDGE: f64 = 24.0;
const ROW: f64 = 26.0;
const SIZE: f64 = 13.0;
const SMALL: f64 = 11.5;
/// The widest a sector's name may be.
const NAMES: f64 = 250.0;
/// More sectors than this on a channel are not all drawn: the best half and the worst half are.
const MOST: usize = 60;

/// One row of the chart.
struct Line<'e> {
    name: &'e str,
    share: f64,
    low: f64,
    high: f64,
    n: u64,
}

/// The chart of the shares answered of all companies, by sector, best first, one block a channel.
#[must_use]
pub fn answer_rate(study: &Study, scores: &Scores) -> Chart {
    let mut chart = Chart::new(
        "answer-rate-by-sector",
        format!(
            "{}: share answered by sector, wave {}",
            study.title, study.wave.id
        ),
        WIDTH,
    );
    let title = font::fit(&chart.title, 18.0, f64::from(WIDTH) - 2.0 * EDGE);
    chart.text(title, (EDGE, 38.0), 18.0, INK, Anchor::Start);
    chart.text(
        "Share of the enquiries to all companies that were answered by the cut-off, with 95 % interval.",
        (EDGE, 60.0),
        SMALL,
        QUIET,
        Anchor::Start,
    );
    let mut said = vec![
        "Dot plot. Share of the enquiries to all companies that were answered by the cut-off, with 95 % \
         interval, by sector."
            .to_owned(),
    ];
    let mut y = 74.0;
    for channel in scores.channels() {
        y = block(&mut chart, &mut said, scores, channel, y);
    }
    if said.len() == 1 {
        let nothing = "Nothing was asked, so nothing can be shown.";
        chart.text(nothing, (EDGE, y + 24.0), SIZE, INK, Anchor::Start);
        said.push(nothing.to_owned());
        y += 34.0;
    }
    chart.description = said.join("\n");
    chart.size.1 = ceil(y + 14.0);
    chart
}

/// Draws the block of a channel below `top`; returns where it ends.
fn block(
    chart: &mut Chart,
    said: &mut Vec<String>,
    scores: &Scores,
    channel: Channel,
    top: f64,
) -> f64 {
    let y = top + 26.0;
    chart.text(channel.as_str(), (EDGE, y), 15.0, INK, Anchor::Start);
    let (lines, empty) = lines(scores, channel);
    if lines.is_empty() {
        let nothing = "no enquiry counts, so nothing can be said";
        let spot = (EDGE, y + 24.0);
        chart.text(nothing, spot, SIZE, QUIET, Anchor::Start);
        said.push(format!("{channel}: {nothing}."));
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
            let note = format!(
                "{} between these are not drawn: see estimates.csv",
                counted(skipped.len() as u64, "sector", "sectors")
            );
            let spot = (frame.left + 8.0, y - 8.0);
            chart.text(note.clone(), spot, SMALL, QUIET, Anchor::Start);
            sentences.push(note);
        }
        if !skipped.contains(&place) {
            y += ROW;
            frame.draw_line(chart, line, y, place == 0);
            sentences.push(format!(
                "{} {}, {}",
                line.name,
                line.figures(),
                line.count()
            ));
        }
    }
    y = frame.bottom + 22.0;
    if empty > 0 {
        let note = format!(
            "Nothing can be said about {}: no enquiry counts.",
            counted(empty, "sector", "sectors")
        );
        chart.text(note.clone(), (EDGE, y + 14.0), SMALL, QUIET, Anchor::Start);
        sentences.push(note);
        y += 20.0;
    }
    said.push(format!("{channel}: {}.", sentences.join("; ")));
    y
}

/// The lines of a channel, the whole panel first and then the sectors, best first; and the number
/// of sectors about which nothing can be said.
fn lines(scores: &Scores, channel: Channel) -> (Vec<Line<'_>>, u64) {
    let estimates = scores.estimates.iter().filter(|e| {
        e.metric == "answered"
            && e.denominator == Denominator::AllCompanies
            && e.channel == Some(channel)
    });
    let (all, sectors): (Vec<&Estimate>, Vec<&Estimate>) =
        estimates.partition(|e| e.subject == Subject::All);
    let mut lines: Vec<Line> = sectors
        .iter()
        .filter_map(|e| Line::of(e.subject.name(), e))
        .collect();
    let empty = (sectors.len() - lines.len()) as u64;
    lines.sort_by(|a, b| b.share.total_cmp(&a.share).then_with(|| a.name.cmp(b.name)));
    match all.first().and_then(|e| Line::of("All sectors", e)) {
        Some(all) => lines.insert(0, all),
        None => lines.clear(),
    }
    (lines, empty)
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
        let share = widest(&|l| font::width(&l.figures(), SMALL));
        let count = widest(&|l| font::width(&l.count(), SMALL));
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
            line.figures(),
            (self.shares, baseline),
            SMALL,
            INK,
            Anchor::End,
        );
        chart.text(
            line.count(),
            (self.counts, baseline),
            SMALL,
            QUIET,
            Anchor::End,
        );
    }
}

impl<'e> Line<'e> {
    fn of(name: &'e str, estimate: &Estimate) -> Option<Self> {
        Some(Self {
            name,
            share: estimate.value?,
            low: estimate.low?,
            high: estimate.high?,
            n: estimate.n,
        })
    }

    fn figures(&self) -> String {
        format!(
            "{} ({}\u{2013}{})",
            percent(self.share),
            percents(self.low),
            percents(self.high)
        )
    }

    fn count(&self) -> String {
        format!("n = {}", whole(self.n))
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
