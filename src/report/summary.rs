//! `summary.md`: what `report.html` says in sentences and short tables, for a job summary or a chat. It is made of the
//! page's own sections, so that both say the same, in the reader's language.

use super::markdown::{escape, row, rule};
use super::page::{Block, Card, Grid, Material, Section, head};
use super::words::Text;
use std::fmt::Write;

/// Sections that lead to what is folded or on other pages.
const LEFT_OUT: &[&str] = &["companies", "answers", "heatmap", "contradictions"];
/// A longer table is given by its first rows.
const ROWS: usize = 16;
const FIRST: usize = 10;

/// `summary.md`.
#[must_use]
pub fn summary(of: &Material<'_>, sections: &[Section]) -> String {
    let (title, lead) = head(of);
    let mut text = format!("# {}\n", said(&title));
    for line in &lead {
        paragraph(&mut text, line);
    }
    for section in sections {
        if LEFT_OUT.contains(&section.id.as_str()) {
            continue;
        }
        let _ = writeln!(text, "\n## {}", said(&section.title));
        for block in &section.blocks {
            add(&mut text, block);
        }
    }
    paragraph(&mut text, &of.words.say("summary-more", []));
    text
}

fn said(text: &Text) -> String {
    escape(&text.to_plain())
}

fn paragraph(text: &mut String, words: &Text) {
    let _ = writeln!(text, "\n{}", said(words));
}

/// What a chat can show of a block. What was said word for word, what is folded, and pictures stay on the page.
fn add(text: &mut String, block: &Block) {
    match block {
        Block::Paragraph(words) => paragraph(text, words),
        Block::Heading(words) => {
            let _ = writeln!(text, "\n### {}", said(words));
        }
        Block::List(items) => {
            text.push('\n');
            for item in items {
                let _ = writeln!(text, "- {}", said(item));
            }
        }
        Block::Cards(cards) => cards_table(text, cards),
        Block::Table(grid) => table(text, grid),
        Block::Chart(_, grid) if grid.rows.len() <= ROWS => table(text, grid),
        Block::Chart(..)
        | Block::Beside(_)
        | Block::Strips(..)
        | Block::Fold(..)
        | Block::Links(_)
        | Block::Rendered(_) => {}
    }
}

fn cards_table(text: &mut String, cards: &[Card]) {
    text.push('\n');
    text.push_str(&row(["", "", ""].map(str::to_owned)));
    text.push_str(&rule([false, true, false]));
    for card in cards {
        let notes: Vec<String> = card.notes.iter().map(said).collect();
        text.push_str(&row([
            said(&card.label),
            format!("**{}**", said(&card.value)),
            notes.join("<br>"),
        ]));
    }
}

fn table(text: &mut String, grid: &Grid) {
    if grid.rows.is_empty() {
        return;
    }
    if !grid.caption.is_empty() {
        paragraph(text, &grid.caption);
    }
    text.push('\n');
    text.push_str(&row(grid.columns.iter().map(|column| said(&column.name))));
    text.push_str(&rule(grid.columns.iter().map(|column| column.is_number)));
    let is_long = grid.rows.len() > ROWS;
    let shown = if is_long { FIRST } else { ROWS };
    for cells in grid.rows.iter().take(shown) {
        text.push_str(&row(cells.iter().map(said)));
    }
    if is_long {
        text.push_str(&row(grid.columns.iter().map(|_| "…".to_owned())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::page::Head;
    use crate::report::words::Source;

    fn grid(rows: usize) -> Grid {
        let name = |row: usize| Text::cell(&format!("<b>|{row}*"), Source::rows("t", &[]));
        Grid {
            caption: Text::plain("Best first"),
            columns: vec![
                Head::words(Text::plain("company")),
                Head::number(Text::plain("score")),
            ],
            rows: (1..=rows)
                .map(|row| vec![name(row), Text::plain(&row.to_string())])
                .collect(),
            data: None,
        }
    }

    fn shown(block: &Block) -> String {
        let mut text = String::new();
        add(&mut text, block);
        text
    }

    #[test]
    fn a_long_table_is_shown_by_its_first_rows_and_names_have_no_meaning() {
        let head = "\nBest first\n\n| company | score |\n| --- | ---: |\n";
        let row = |n: usize| format!("| &lt;b&gt;\\|{n}\\* | {n} |\n");
        let whole: String = (1..=ROWS).map(row).collect();
        assert_eq!(shown(&Block::Table(grid(ROWS))), format!("{head}{whole}"));
        let first: String = (1..=FIRST).map(row).collect();
        assert_eq!(
            shown(&Block::Table(grid(ROWS + 1))),
            format!("{head}{first}| … | … |\n")
        );
        assert_eq!(shown(&Block::Table(grid(0))), "");
    }

    #[test]
    fn a_fold_stays_on_the_page() {
        let inner = vec![Block::Paragraph(Text::plain("inside"))];
        assert_eq!(shown(&Block::Fold(Text::plain("more"), inner)), "");
    }

    #[test]
    fn cards_become_a_table() {
        let card = Card {
            label: Text::plain("email"),
            value: Text::plain("41 %"),
            notes: vec![Text::plain("n = 10"), Text::plain("offered: 70 %")],
        };
        assert_eq!(
            shown(&Block::Cards(vec![card])),
            "\n|  |  |  |\n| --- | ---: | --- |\n| email | **41 %** | n = 10<br>offered: 70 % |\n"
        );
    }
}
