//! Families of wordings, one a line, in folded form: what service desks write around answers.
//!
//! Words stand side by side; `a|b` is either, `check*` any word that begins so and `#*` one that begins with a
//! digit. Each `~` lets one further word stand there. `^` and `$` are the ends of the clause.

use std::collections::HashMap;

/// No more words of a clause are looked at.
const WORDS: usize = 80;

/// A list of wordings.
pub(super) struct Wordings {
    lines: Vec<Vec<Part>>,
    /// The lines by the first word, in each of its forms.
    first: HashMap<&'static str, Vec<usize>>,
    /// Those of which the first word may go on.
    open: Vec<usize>,
}

enum Part {
    Start,
    End,
    Any,
    Words(Vec<&'static str>),
}

impl Wordings {
    /// Reads a list.
    pub fn new(list: &'static str) -> Self {
        let mut out = Self {
            lines: Vec::new(),
            first: HashMap::new(),
            open: Vec::new(),
        };
        for line in list.lines().map(str::trim).filter(|l| !l.is_empty()) {
            let parts = parts(line);
            let number = out.lines.len();
            if let Some(Part::Words(words)) = parts.iter().find(|p| matches!(p, Part::Words(_))) {
                if words.iter().any(|w| w.ends_with('*')) {
                    out.open.push(number);
                } else {
                    for word in words {
                        out.first.entry(word).or_default().push(number);
                    }
                }
            }
            out.lines.push(parts);
        }
        out
    }

    /// Whether any stands in folded words.
    pub fn stand_in(&self, words: &str) -> bool {
        let words: Vec<&str> = words
            .split_ascii_whitespace()
            .filter(|w| *w != ",")
            .take(WORDS)
            .collect();
        (0..words.len()).any(|at| {
            let listed = self.first.get(words[at]);
            let mut lines = listed.into_iter().flatten().chain(&self.open);
            lines.any(|line| stands_at(&self.lines[*line], &words, at))
        })
    }
}

fn parts(line: &'static str) -> Vec<Part> {
    let mut parts = Vec::new();
    let line = line.strip_prefix('^').map_or(line, |rest| {
        parts.push(Part::Start);
        rest
    });
    let (line, ends) = line.strip_suffix('$').map_or((line, false), |l| (l, true));
    parts.extend(line.split(' ').map(|word| match word {
        "~" => Part::Any,
        _ => Part::Words(word.split('|').collect()),
    }));
    if ends {
        parts.push(Part::End);
    }
    parts
}

/// Whether a line stands at a word. The words that may stand between are counted together, so that this
/// is a walk over few words.
fn stands_at(parts: &[Part], words: &[&str], start: usize) -> bool {
    let mut at = start;
    let mut spare = 0;
    for part in parts {
        match part {
            Part::Start if start > 0 => return false,
            Part::Start => {}
            Part::Any => spare += 1,
            Part::End => return at + spare >= words.len(),
            Part::Words(any) => {
                let behind = words.iter().skip(at).take(spare + 1);
                let Some(off) = behind
                    .into_iter()
                    .position(|w| any.iter().any(|a| is(w, a)))
                else {
                    return false;
                };
                at += off + 1;
                spare = 0;
            }
        }
    }
    true
}

fn is(word: &str, wanted: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some("#") => word.starts_with(|c: char| c.is_ascii_digit()),
        Some(stem) => word.starts_with(stem),
        None => word == wanted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wording_stands_where_its_words_do() {
        let list = Wordings::new("^on it\nlet me|us ~ ask|check*\nref #*\nteam ~ here$");
        for text in [
            "on it",
            "hi , let me just ask",
            "let us checking",
            "ref 12ab",
            "the team is here",
        ] {
            assert!(list.stand_in(text), "{text}");
        }
        for text in [
            "",
            "we are on it",
            "let me then just ask",
            "ref ab",
            "the team is here now",
            "team",
        ] {
            assert!(!list.stand_in(text), "{text}");
        }
    }
}
