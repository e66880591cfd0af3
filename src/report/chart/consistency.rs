//! What the channels of companies say together: a square for each company and question, and bars by sector. Each kind of
//! square has a symbol beside its shade, so that the chart can be read without colours.

use super::answer_rate::ceil;
use super::canvas::{Anchor, BLUE, Chart, Colour, GRID, INK, PAPER, QUIET, Spot};
use super::font;
use crate::report::words::{Words, key};
use crate::score::Accord;

const WIDTH: u32 = 960;
const EDGE: f64 = 24.0;
const SIZE: f64 = 13.0;
const SMALL: f64 = 11.5;
/// The widest a name may be.
const NAMES: f64 = 230.0;
/// A row of squares, and of bars.
const ROW: f64 = 22.0;
const BAR: f64 = 27.0;
/// The side of a square.
const SQUARE: f64 = 16.0;
/// The widest and narrowest a column may be.
const COLUMN: (f64, f64) = (30.0, 17.5);
/// So many questions are drawn of a sector.
const MOST_QUESTIONS: usize = 36;
/// The blue between that of what agrees and the ground.
const PALE: Colour = [0x9c, 0xc8, 0xe3];

/// A sector with its companies.
#[derive(Debug, Clone)]
pub struct Sector<'a> {
    /// Its name.
    pub name: &'a str,
    /// What its companies are asked: the question's place in the study, and its topic.
    pub questions: Vec<(u32, &'a str)>,
    /// Its companies.
    pub companies: Vec<Company<'a>>,
}

/// A company with what it said.
#[derive(Debug, Clone)]
pub struct Company<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it said to each question of its sector; `None` to what it was not asked.
    pub said: Vec<Option<Accord>>,
}

/// A bar.
#[derive(Debug, Clone)]
pub struct Stack {
    /// What it is of.
    pub name: String,
    /// How often each thing was said, as in [`Accord::ALL`].
    pub counts: [u64; 6],
}

/// A square for each company and question.
#[must_use]
pub fn squares(words: &Words, name: &str, title: &str, sectors: &[Sector<'_>]) -> Chart {
    let (mut chart, mut y) = begin(words, name, title);
    let mut said = vec![words.word("consistency-squares")];
    let room = f64::from(WIDTH) - 2.0 * EDGE;
    let names = sectors.iter().flat_map(|s| &s.companies).map(|c| c.name);
    let left = EDGE + widest(names) + 16.0;
    for sector in sectors {
        y += 30.0;
        let head = font::fit(sector.name, 15.0, room);
        chart.text(head, (EDGE, y), 15.0, INK, Anchor::Start);
        let shown = sector.questions.len().min(MOST_QUESTIONS);
        y = legend_of_questions(&mut chart, &sector.questions[..shown], y);
        if shown < sector.questions.len() {
            y += 16.0;
            let more = font::fit(&words.word("consistency-more-questions"), SMALL, room);
            chart.text(more, (EDGE, y), SMALL, QUIET, Anchor::Start);
        }
        let across = (f64::from(WIDTH) - EDGE - left) / shown.max(1) as f64;
        let column = across.clamp(COLUMN.1, COLUMN.0);
        let middle = |nth: usize| left + column * (nth as f64 + 0.5);
        y += 20.0;
        for nth in 0..shown {
            let spot = (middle(nth), y);
            chart.text((nth + 1).to_string(), spot, SMALL, QUIET, Anchor::Middle);
        }
        y += 5.0;
        for company in &sector.companies {
            y += ROW;
            let name = font::fit(company.name, SIZE, NAMES);
            chart.text(name, (EDGE, y - 6.5), SIZE, INK, Anchor::Start);
            for (nth, accord) in company.said.iter().take(shown).enumerate() {
                if let Some(accord) = accord {
                    square(&mut chart, *accord, (middle(nth), y - ROW / 2.0));
                }
            }
            said.push(told(words, company));
        }
    }
    chart.description = said.join("\n");
    chart.size.1 = ceil(y + 16.0);
    chart
}

/// A bar for each sector: how often its companies' channels said what together.
#[must_use]
pub fn bars(words: &Words, name: &str, title: &str, stacks: &[Stack]) -> Chart {
    let (mut chart, mut y) = begin(words, name, title);
    let mut said = vec![words.word("consistency-bars")];
    let left = EDGE + widest(stacks.iter().map(|s| s.name.as_str())) + 16.0;
    let right = f64::from(WIDTH) - EDGE;
    y += 16.0;
    for stack in stacks {
        y += BAR;
        let name = font::fit(&stack.name, SIZE, NAMES);
        chart.text(name, (EDGE, y - 8.5), SIZE, INK, Anchor::Start);
        let all = stack.counts.iter().sum::<u64>().max(1) as f64;
        let mut x = left;
        for (accord, count) in Accord::ALL.into_iter().zip(stack.counts) {
            if count == 0 {
                continue;
            }
            let end = (x + (right - left) * count as f64 / all).min(right);
            rectangle(&mut chart, accord, (x, y - BAR + 4.0), (end, y - 1.0));
            let figure = count.to_string();
            let wide = font::width(&figure, SMALL);
            let middle = f64::midpoint(x, end);
            // The symbol, and the number beside it, where there is room.
            if end - x > wide + 26.0 {
                symbol(
                    &mut chart,
                    accord,
                    (middle - wide / 2.0 - 3.0, y - 12.0),
                    4.0,
                );
                let spot = (middle + 8.0, y - 8.0);
                chart.text(figure, spot, SMALL, paint(accord).1, Anchor::Middle);
            } else if end - x > 14.0 {
                symbol(&mut chart, accord, (middle, y - 12.0), 4.0);
            }
            x = end;
        }
        said.push(listed(words, &stack.name, &stack.counts));
    }
    chart.description = said.join("\n");
    chart.size.1 = ceil(y + 16.0);
    chart
}

/// A chart with its title and what its squares mean; where that ends.
fn begin(words: &Words, name: &str, title: &str) -> (Chart, f64) {
    let mut chart = Chart::new(name, title, WIDTH);
    let room = f64::from(WIDTH) - 2.0 * EDGE;
    let title = font::fit(title, 18.0, room);
    chart.text(title, (EDGE, 38.0), 18.0, INK, Anchor::Start);
    let (mut x, mut y) = (EDGE, 64.0);
    for accord in Accord::ALL {
        let label = font::fit(&label(words, accord), SMALL, room / 2.0);
        let wide = SQUARE + 7.0 + font::width(&label, SMALL);
        if x + wide > EDGE + room {
            (x, y) = (EDGE, y + 22.0);
        }
        square(&mut chart, accord, (x + SQUARE / 2.0, y - 4.0));
        chart.text(label, (x + SQUARE + 7.0, y), SMALL, INK, Anchor::Start);
        x += wide + 20.0;
    }
    (chart, y)
}

/// Which number stands for which question; returns where the last line stands.
fn legend_of_questions(chart: &mut Chart, questions: &[(u32, &str)], top: f64) -> f64 {
    let (mut x, mut y) = (EDGE, top + 19.0);
    for (nth, (_, topic)) in questions.iter().enumerate() {
        let text = font::fit(&format!("{}\u{a0}{topic}", nth + 1), SMALL, 250.0);
        let wide = font::width(&text, SMALL);
        if x + wide > f64::from(WIDTH) - EDGE {
            (x, y) = (EDGE, y + 16.0);
        }
        chart.text(text, (x, y), SMALL, QUIET, Anchor::Start);
        x += wide + 16.0;
    }
    y
}

fn widest<'n>(names: impl Iterator<Item = &'n str>) -> f64 {
    names
        .map(|name| font::width(&font::fit(name, SIZE, NAMES), SIZE))
        .fold(0.0, f64::max)
}

/// What a company said, in words.
fn told(words: &Words, company: &Company<'_>) -> String {
    let count = |accord| {
        let said = company.said.iter().filter(|s| **s == Some(accord));
        said.count() as u64
    };
    listed(words, company.name, &Accord::ALL.map(count))
}

/// `Acme: same 3, no answer 2.`
fn listed(words: &Words, name: &str, counts: &[u64; 6]) -> String {
    let counted = Accord::ALL.into_iter().zip(counts).filter(|(_, n)| **n > 0);
    let parts: Vec<String> = counted
        .map(|(accord, n)| format!("{} {n}", label(words, accord)))
        .collect();
    format!("{name}: {}.", parts.join(", "))
}

fn label(words: &Words, accord: Accord) -> String {
    words.word(&key("accord", accord.as_str()))
}

/// The colours of a square and of its symbol.
const fn paint(accord: Accord) -> (Colour, Colour) {
    match accord {
        Accord::Same => (BLUE, PAPER),
        Accord::Contradict => (INK, PAPER),
        Accord::Undecided => (PALE, INK),
        Accord::Apart => (GRID, INK),
        Accord::OneChannel | Accord::Silent => (PAPER, INK),
    }
}

fn square(chart: &mut Chart, accord: Accord, (x, y): Spot) {
    let half = SQUARE / 2.0;
    rectangle(chart, accord, (x - half, y - half), (x + half, y + half));
    symbol(chart, accord, (x, y), half * 0.5);
}

fn rectangle(chart: &mut Chart, accord: Accord, (left, top): Spot, (right, bottom): Spot) {
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
    chart.area(corners, paint(accord).0);
    let [a, b, c, d] = corners;
    let edge = match accord {
        Accord::OneChannel | Accord::Silent => QUIET,
        _ => PAPER,
    };
    chart.line([a, b, c, d, a], 1.0, edge);
}

/// What tells a square without its colour.
fn symbol(chart: &mut Chart, accord: Accord, (x, y): Spot, size: f64) {
    let colour = paint(accord).1;
    match accord {
        Accord::Same => {
            for y in [y - size * 0.5, y + size * 0.5] {
                chart.line([(x - size, y), (x + size, y)], 1.6, colour);
            }
        }
        Accord::Contradict => {
            chart.line([(x - size, y - size), (x + size, y + size)], 1.8, colour);
            chart.line([(x - size, y + size), (x + size, y - size)], 1.8, colour);
        }
        Accord::Undecided => {
            let spot = (x, y + size * 1.05);
            chart.text("?", spot, size * 3.0, colour, Anchor::Middle);
        }
        Accord::Apart => chart.line([(x, y - size), (x, y + size)], 1.6, colour),
        Accord::OneChannel => chart.disc((x, y), size * 0.6, colour),
        Accord::Silent => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;
    use crate::report::chart::canvas::tests::assert_legible;

    fn sectors(companies: usize, questions: u32, name: &str) -> Vec<Sector<'_>> {
        let company = |nth: usize| Company {
            name,
            said: (0..questions as usize)
                .map(|q| Accord::ALL.get((nth + q) % 7).copied())
                .collect(),
        };
        (0..3)
            .map(|_| Sector {
                name,
                questions: (0..questions).map(|q| (q, "standard delivery")).collect(),
                companies: (0..companies).map(company).collect(),
            })
            .collect()
    }

    #[test]
    fn squares_and_bars_are_legible() {
        let long = "株式会社 A name that goes on \u{202e}and on, Ltd & Søns ".repeat(20);
        for language in Language::ALL {
            let words = Words::new(language);
            for (companies, questions, name) in [
                (1, 1, "Ü"),
                (17, 10, "Acme"),
                (17, 60, long.as_str()),
                (0, 0, ""),
            ] {
                let sectors = sectors(companies, questions, name);
                let chart = squares(&words, "consistency-1", &long, &sectors);
                assert_legible(&chart);
                assert!(!chart.svg().contains("NaN"));
                let counts = [companies as u64, 0, 1, 400, 3_000, u64::from(questions)];
                let stack = Stack {
                    name: name.to_owned(),
                    counts,
                };
                let stacks = vec![stack; companies];
                assert_legible(&bars(&words, "by-sector", &long, &stacks));
            }
        }
    }

    #[test]
    fn a_chart_says_what_it_shows() {
        let words = Words::new(Language::En);
        let chart = squares(&words, "c", "t", &sectors(1, 7, "Acme"));
        let line = "Acme: same 1, contradict each other 1, undecided 1, of different things 1, one channel only 1, no answer 1.";
        assert_eq!(chart.description.lines().nth(1), Some(line));
    }
}
