//! What others say of the companies against their overall score.

use super::answer_rate::ceil;
use super::canvas::{Anchor, BLUE, Chart, GRID, INK, QUIET};
use super::font;
use crate::model::OutsideScore;
use crate::report::words::{Text, Words};
use crate::score::outside::Held;
use crate::score::overall::OVERALL;

const WIDTH: u32 = 960;
const EDGE: f64 = 24.0;
const SMALL: f64 = 11.5;
const TOP: f64 = 84.0;
const HEIGHT: f64 = 400.0;
/// Room at the left for the figures of the scores, and at the right for half of the last figure below.
const LEFT: f64 = 64.0;
const RIGHT: f64 = 930.0;
/// So many steps of the axis at most.
const STEPS: f64 = 6.0;

/// The scatter of the overall score, or of a metric that the study names, over an outside score, a dot a company;
/// `metric` is its name and `found` says how they go together, in the reader's language.
#[must_use]
pub fn outside(
    words: &Words,
    outside: &OutsideScore,
    held: &Held,
    metric: &str,
    found: &str,
) -> Chart {
    let is_overall = held.metric.name == OVERALL;
    let named = [
        ("name", Text::plain(&outside.name).into()),
        ("metric", Text::plain(metric).into()),
        ("found", Text::plain(found).into()),
    ];
    let title = words.say("outside-chart", named[..2].to_vec()).to_plain();
    let file = if is_overall {
        format!("outside-{}", outside.name)
    } else {
        format!("outside-{}-{}", outside.name, held.metric.name)
    };
    let mut chart = Chart::new(file, title, WIDTH);
    let room = f64::from(WIDTH) - 2.0 * EDGE;
    let title = font::fit(&chart.title, 18.0, room);
    chart.text(title, (EDGE, 38.0), 18.0, INK, Anchor::Start);
    let key = words
        .say("outside-chart-key", [named[2].clone()])
        .to_plain();
    let line = font::fit(&key, SMALL, room);
    chart.text(line, (EDGE, 60.0), SMALL, QUIET, Anchor::Start);
    chart.description = words.say("outside-chart-said", named).to_plain();
    chart.size.1 = ceil(TOP + HEIGHT + 58.0);
    if held.pairs.is_empty() {
        let nothing = words.word("outside-chart-empty");
        chart.text(nothing, (EDGE, TOP + 24.0), 13.0, INK, Anchor::Start);
        chart.size.1 = ceil(TOP + 50.0);
        return chart;
    }
    let axis = Axis::over(held.pairs.iter().map(|p| p.1));
    let upright = if is_overall {
        Axis {
            low: 0.0,
            high: 100.0,
            step: 25.0,
        }
    } else {
        Axis::over(held.pairs.iter().map(|p| p.2))
    };
    let y = |value: f64| TOP + HEIGHT * (1.0 - upright.share(value));
    for value in upright.figures() {
        chart.line([(LEFT, y(value)), (RIGHT, y(value))], 1.0, GRID);
        let spot = (LEFT - 10.0, y(value) + 4.0);
        let figure = font::fit(&figure(value, upright.step), SMALL, LEFT - 14.0);
        chart.text(figure, spot, SMALL, QUIET, Anchor::End);
    }
    axis.draw(&mut chart);
    let name = font::fit(&outside.name, 13.0, RIGHT - LEFT);
    let below = TOP + HEIGHT + 42.0;
    chart.text(
        name,
        (f64::midpoint(LEFT, RIGHT), below),
        13.0,
        INK,
        Anchor::Middle,
    );
    let radius = if held.pairs.len() > 100 { 3.0 } else { 4.5 };
    for (_, value, score) in &held.pairs {
        chart.disc((axis.x(*value), y(*score)), radius, BLUE);
    }
    chart
}

/// The axis of the outside score.
struct Axis {
    low: f64,
    high: f64,
    step: f64,
}

impl Axis {
    /// Around all values, from one round figure to another.
    fn over(values: impl Iterator<Item = f64> + Clone) -> Self {
        let least = values.clone().fold(f64::INFINITY, f64::min);
        let most = values.fold(f64::NEG_INFINITY, f64::max);
        // All alike: something on either side.
        let around = (least.abs() / 10.0).max(1.0);
        let (least, most) = if most - least < around * 1e-9 {
            (least - around, most + around)
        } else {
            (least, most)
        };
        let raw = (most - least) / STEPS;
        let scale = 10_f64.powf(raw.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .into_iter()
            .map(|s| s * scale)
            .find(|s| *s >= raw * 0.999_999)
            .unwrap_or(10.0 * scale);
        Self {
            low: (least / step).floor() * step,
            high: (most / step).ceil() * step,
            step,
        }
    }

    fn x(&self, value: f64) -> f64 {
        // Dots at the ends stay inside.
        LEFT + 8.0 + (RIGHT - LEFT - 16.0) * self.share(value)
    }

    /// How far along it a value lies, 0 to 1.
    fn share(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    /// Its round figures.
    fn figures(&self) -> impl Iterator<Item = f64> {
        let (low, step, high) = (self.low, self.step, self.high + self.step / 2.0);
        let all = (0..20_u8).map(move |at| low + f64::from(at) * step);
        all.take_while(move |value| *value <= high)
    }

    /// The grid and its figures; a figure that would lie over the one before is left out.
    fn draw(&self, chart: &mut Chart) {
        let bottom = TOP + HEIGHT;
        let mut taken = 0.0;
        for value in self.figures() {
            let x = self.x(value);
            chart.line([(x, TOP), (x, bottom)], 1.0, GRID);
            let figure = figure(value, self.step);
            let half = font::width(&figure, SMALL) / 2.0;
            let middle = x.clamp(half + 4.0, f64::from(WIDTH) - half - 4.0);
            if middle - half > taken {
                let spot = (middle, bottom + 18.0);
                chart.text(figure, spot, SMALL, QUIET, Anchor::Middle);
                taken = middle + half + 8.0;
            }
        }
    }
}

/// A figure of the axis, with as many decimals as its steps need.
fn figure(value: f64, step: f64) -> String {
    // What is left over of a multiple of the step is dust.
    let value = (value / step).round() * step;
    let wanted = (-step.log10()).ceil();
    for decimals in 0..=12_usize {
        if decimals as f64 >= wanted {
            let text = format!("{value:.decimals$}");
            return if text.trim_start_matches(['-', '0', '.']).is_empty() {
                "0".to_owned()
            } else {
                text
            };
        }
    }
    format!("{value:e}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Channel, Language};
    use crate::report::chart::canvas::tests::assert_legible;
    use crate::score::Scorer;
    use crate::score::outside::held;
    use crate::score::sample::row;
    use crate::score::sample::{at, cases, study};

    fn chart(metric: &str, companies: u32, value: impl Fn(u32) -> Option<f64>) -> Chart {
        let mut study = study(companies, 3, 2, &[Channel::Email]);
        // Of the sample nothing is coded.
        study.scoring.weights.truncate(1);
        let mut scorer = Scorer::new(&study);
        for case in cases(&study) {
            scorer.add(&row(&study, &case, at(10_000.0)));
        }
        let values = (0..companies).filter_map(|c| Some((c, value(c)?)));
        study.outside = vec![OutsideScore {
            name: "n".repeat(64),
            source: String::new(),
            values: values.collect(),
        }];
        let named = [metric.to_owned()];
        let held = held(&scorer.finish(&[]).frame, &study.outside, &named);
        let of = |held: &&Held| held.metric.name == metric && held.channel.is_none();
        // What no company has is not held against anything, but for the overall score.
        let of = held.iter().find(of).unwrap_or(&held[0]);
        let words = Words::new(Language::De);
        outside(
            &words,
            &study.outside[0],
            of,
            &"Kennzahl ".repeat(20),
            &"Was gefunden wurde. ".repeat(20),
        )
    }

    #[test]
    fn nothing_is_clipped_whatever_the_values() {
        for metric in [OVERALL, "median_hours_to_answer", "delivered", "words"] {
            for companies in [0, 1, 3, 10, 300] {
                let chart = |value: &dyn Fn(u32) -> Option<f64>| chart(metric, companies, value);
                for scale in [1e-9, 0.3, 1.0, 1e15] {
                    let chart = chart(&|c| Some(f64::from(c % 17) * scale - 4.0 * scale));
                    assert_legible(&chart);
                    assert!(!chart.svg().contains("NaN"));
                }
                assert_legible(&chart(&|_| Some(7.5)));
                assert_legible(&chart(&|_| Some(-1e15)));
                assert_legible(&chart(&|c| (c == 1).then_some(0.0)));
            }
        }
    }

    #[test]
    fn axes_run_from_round_figure_to_round_figure() {
        let axis = Axis::over([3.1, 8.7].into_iter());
        assert_eq!((axis.low, axis.high, axis.step), (3.0, 9.0, 1.0));
        assert_eq!(figure(0.300_000_000_4, 0.1), "0.3");
        assert_eq!(figure(-1e-18, 0.1), "0");
        assert_eq!(figure(-40.0, 20.0), "-40");
    }
}
