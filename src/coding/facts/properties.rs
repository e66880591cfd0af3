//! What must hold for all inputs.

use super::{Text, duration, time, weekdays};
use proptest::prelude::*;
use std::ops::Range;

/// Pieces of facts, to be put together at random.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "Mon",
        "-",
        "Fri",
        "\u{2013}",
        " 9",
        "am",
        ":30",
        "17",
        "h",
        " Uhr",
        "24/7",
        " 2",
        " working days",
        "\u{bd}",
        " an hour",
        "t/m",
        " bis ",
        "\u{ff19}",
        "\u{1d7d7}",
        "\u{1f559}",
        "\u{fe0f}\u{20e3}",
        "e\u{301}",
        "\n",
        " closed ",
        "except ",
        "(",
        ".",
        ",",
        "99999999999",
        "\u{2070}",
        " so ",
        "do",
        "\u{200b}",
        "\u{130}",
        "\u{df}",
        " of ",
        "7j",
        "/7",
    ])
}

fn spans(text: &str) -> Vec<Range<usize>> {
    let read = Text::new(text);
    let mut all: Vec<Range<usize>> = duration::all(&read).into_iter().map(|f| f.span).collect();
    all.extend(time::ranges(&read).into_iter().map(|f| f.span));
    all.extend(time::clocks(&read).into_iter().map(|f| f.span));
    all.extend(weekdays::all(&read).into_iter().map(|f| f.span));
    all
}

proptest! {
    #[test]
    fn every_span_is_a_part_of_the_text(pieces in prop::collection::vec(piece(), 0..30), noise in ".{0,12}") {
        let text = format!("{}{noise}{}", pieces.concat(), pieces.join(" "));
        for span in spans(&text) {
            prop_assert!(!text[span.clone()].trim().is_empty(), "{span:?} of {text:?}");
        }
    }

    #[test]
    fn values_keep_their_bounds(pieces in prop::collection::vec(piece(), 0..30)) {
        let text = Text::new(&pieces.concat());
        for found in duration::all(&text) {
            prop_assert!(0 < found.value.from && found.value.from <= found.value.to);
        }
        for found in time::ranges(&text) {
            let (from, to) = (found.value.from.0, found.value.to.0);
            prop_assert!(from < 1440 && 0 < to && to <= 1440 && from != to);
        }
        for found in weekdays::all(&text) {
            prop_assert!(!found.value.days.is_empty() && found.value.days.week < 128);
        }
    }

    #[test]
    fn what_is_left_out_is_not_read(pieces in prop::collection::vec(piece(), 1..20)) {
        let text = pieces.concat();
        let read = Text::without(&text, std::slice::from_ref(&(0..text.len())));
        prop_assert!(duration::all(&read).is_empty() && time::ranges(&read).is_empty() && weekdays::all(&read).is_empty());
    }
}
