//! A share over the waves of a study: a line a channel.

use super::answer_rate::ceil;
use super::canvas::{Anchor, BLUE, Chart, GRID, INK, QUIET, Spot};
use super::font;

const WIDTH: u32 = 960;
const EDGE: f64 = 24.0;
const SIZE: f64 = 13.0;
const SMALL: f64 = 11.5;
const TOP: f64 = 84.0;
const HEIGHT: f64 = 320.0;
/// Room for the names beside the lines' ends.
const NAMES: f64 = 190.0;
/// Names stand so far apart at least.
const APART: f64 = 16.0;
/// As many lines as have room for their names: `HEIGHT / APART`.
const MOST: usize = 20;

/// What is drawn, all words in the reader's language.
#[derive(Debug, Default)]
pub struct Slopes {
    /// The name of the files.
    pub name: &'static str,
    /// What the chart shows.
    pub title: String,
    /// Of what and whence.
    pub key: String,
    /// The same for who cannot see it.
    pub description: String,
    /// The waves, oldest first.
    pub waves: Vec<String>,
    /// The figures on the axis of shares.
    pub ticks: Vec<(f64, String)>,
    /// The lines.
    pub lines: Vec<Slope>,
}

/// A line.
#[derive(Debug, Default)]
pub struct Slope {
    /// Whose it is.
    pub name: String,
    /// The share in each wave, with how it is printed.
    pub values: Vec<Option<(f64, String)>>,
    /// Whether it is of all together.
    pub is_whole: bool,
}

/// The chart.
#[must_use]
pub fn slope(of: &Slopes) -> Chart {
    let mut chart = Chart::new(of.name, of.title.clone(), WIDTH);
    chart.description.clone_from(&of.description);
    let room = f64::from(WIDTH) - 2.0 * EDGE;
    let title = font::fit(&of.title, 18.0, room);
    chart.text(title, (EDGE, 38.0), 18.0, INK, Anchor::Start);
    let key = font::fit(&of.key, SMALL, room);
    chart.text(key, (EDGE, 60.0), SMALL, QUIET, Anchor::Start);
    let lines = &of.lines[..of.lines.len().min(MOST)];
    let (left, right) = (EDGE + NAMES, f64::from(WIDTH) - EDGE - NAMES);
    let gaps = of.waves.len().saturating_sub(1).max(1) as f64;
    let x = |place: usize| left + (right - left) * place as f64 / gaps;
    let y = |share: f64| TOP + HEIGHT * (1.0 - share.clamp(0.0, 1.0));
    for (share, _) in &of.ticks {
        chart.line([(left, y(*share)), (right, y(*share))], 1.0, GRID);
    }
    let each = (right - left) / gaps - 8.0;
    for (place, wave) in of.waves.iter().enumerate() {
        chart.line([(x(place), TOP), (x(place), TOP + HEIGHT)], 1.0, GRID);
        let name = font::fit(wave, SMALL, each.min(NAMES));
        let spot = (x(place), TOP + HEIGHT + 20.0);
        chart.text(name, spot, SMALL, QUIET, Anchor::Middle);
    }
    for line in lines {
        let (colour, width) = if line.is_whole {
            (INK, 3.0)
        } else {
            (BLUE, 2.0)
        };
        let mut run: Vec<Spot> = Vec::new();
        for (place, value) in line.values.iter().enumerate().take(of.waves.len()) {
            if let Some((share, _)) = value {
                let spot = (x(place), y(*share));
                chart.disc(spot, 4.0, colour);
                run.push(spot);
            } else {
                draw(&mut chart, &mut run, width, colour);
            }
        }
        draw(&mut chart, &mut run, width, colour);
    }
    ends(
        &mut chart,
        lines,
        <[std::option::Option<(f64, std::string::String)>]>::first,
        (left - 12.0, Anchor::End),
        y,
    );
    if of.waves.len() > 1 {
        let last = of.waves.len() - 1;
        ends(
            &mut chart,
            lines,
            |v| v.get(last),
            (right + 12.0, Anchor::Start),
            y,
        );
    }
    chart.size.1 = ceil(TOP + HEIGHT + 34.0);
    chart
}

fn draw(chart: &mut Chart, run: &mut Vec<Spot>, width: f64, colour: super::canvas::Colour) {
    if run.len() > 1 {
        chart.line(run.iter().copied(), width, colour);
    }
    run.clear();
}

/// Names and figures beside one end of the lines, moved apart where they would lie over each other.
fn ends(
    chart: &mut Chart,
    lines: &[Slope],
    end: impl Fn(&[Option<(f64, String)>]) -> Option<&Option<(f64, String)>>,
    (x, anchor): (f64, Anchor),
    y: impl Fn(f64) -> f64,
) {
    let mut labels: Vec<(f64, String, bool)> = lines
        .iter()
        .filter_map(|line| {
            let (share, figure) = end(&line.values)?.as_ref()?;
            let figure = format!(" {figure}");
            let room = NAMES - 16.0 - font::width(&figure, SIZE);
            let name = font::fit(&line.name, SIZE, room.max(20.0));
            Some((y(*share) + 4.5, format!("{name}{figure}"), line.is_whole))
        })
        .collect();
    labels.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    let mut next = TOP;
    for label in &mut labels {
        label.0 = label.0.max(next);
        next = label.0 + APART;
    }
    let mut most = TOP + HEIGHT + 4.5;
    for (at, text, is_whole) in labels.into_iter().rev() {
        let at = at.min(most);
        most = at - APART;
        let ink = if is_whole { INK } else { BLUE };
        let text = font::fit(&text, SIZE, NAMES - 12.0);
        chart.text(text, (x, at), SIZE, ink, anchor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::chart::canvas::tests::assert_legible;

    #[test]
    fn nothing_is_clipped_whatever_the_names() {
        for waves in [1, 2, 3, 12] {
            for lines in [0, 1, 3, 7, 40] {
                let line = |turn: usize| Slope {
                    name: "A channel \u{7b54} ".repeat(turn % 9 + 1),
                    values: (0..waves)
                        .map(|wave| {
                            let share = ((turn * 31 + wave * 7) % 4) as f64 / 3.0;
                            (turn + wave)
                                .is_multiple_of(5)
                                .then_some(())
                                .map_or(Some((share, "33.3 %".to_owned())), |()| None)
                        })
                        .collect(),
                    is_whole: turn == 0,
                };
                let chart = slope(&Slopes {
                    name: "over-waves",
                    title: "A title that goes on and on ".repeat(9),
                    key: "Of what. ".repeat(40),
                    description: String::new(),
                    waves: (0..waves)
                        .map(|w| format!("{w} a long wave's name"))
                        .collect(),
                    ticks: (0..=4)
                        .map(|t| (f64::from(t) / 4.0, String::new()))
                        .collect(),
                    lines: (0..lines).map(line).collect(),
                });
                assert_legible(&chart);
            }
        }
    }
}
