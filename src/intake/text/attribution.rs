//! The line above a quote, `On 5 Nov 2026 Anna wrote:`, by its words in many languages and by its shape in
//! the others.

use super::beginnings::Beginnings;
use super::quote::is_quoted;
use std::sync::LazyLock;

/// Words that stand in that line.
const WROTE: &[&str] = &[
    "wrote",
    "writes",
    "schreef",
    "geschreven",
    "a écrit",
    "a ecrit",
    "écrit",
    "schrieb",
    "geschrieben",
    "escribió",
    "ha scritto",
    "escreveu",
    "skrev",
    "kirjoitti",
    "napisał",
    "napisał(a)",
    "написал",
    "написала",
    "написав",
    "пишет",
    "yazdı",
    "yazmış",
    "said",
    "scrisse",
    "a scris",
    "napsal",
    "napsal(a)",
    "napísal",
    "napísal(a)",
    "írta",
    "ezt írta",
    "píše",
    "piše",
    "je napisao",
    "je napisal",
    "έγραψε",
    "escriure",
    "va escriure",
    "ha escrit",
    "đã viết",
    "写道",
    "寫道",
    "のメッセージ",
    "さんは書きました",
    "작성",
    "כתב",
    "כתבה",
    "كتب",
    "rašė",
    "rakstīja",
    "kirjutas",
    "skrifaði",
    "menulis",
    "sent",
];
/// How it begins.
const OPENERS: &[&str] = &[
    "on ", "op ", "le ", "am ", "em ", "el ", "il ", "den ", "w dniu ", "dnia ", "dne ", "date:",
    "vào ", "pe ", "på ", "at ", "quoting ", "from ", "von ", "a ", "în ", "ar ", "dana ",
    "in data ", "no dia ", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "ma ", "di ", "wo ",
    "do ", "vr ", "za ", "zo ", "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "mo.", "di.",
    "mi.", "do.", "fr.", "sa.", "so.", "tis ", "ons ", "tors ", "fre ", "lör ", "sön ", "man ",
    "tir ",
];

static OPENER: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::new(OPENERS.iter().copied()));

/// How many lines, from 1 to 6, make up an attribution (`On .. wrote:`) at the start of these.
pub(super) fn attribution(lines: &[&str]) -> Option<usize> {
    let first = lines[0].trim_start_matches(['*', ' ', '-', '_', '\t']);
    if first.len() > 300 {
        return None;
    }
    // Most lines are none: they neither open like one nor end like one.
    let ends = first.ends_with([':', '：', '>', '-', '*', '_', '<']);
    if !ends && !first.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let opens = opens(first);
    if !ends && !opens {
        return None;
    }
    let mut joined = String::new();
    for (n, line) in lines.iter().take(6).enumerate() {
        #[cfg(test)]
        super::work::count();
        let gap = line.is_empty();
        // Only an address on lines of its own reaches over blank ones and beyond the third.
        let addressing = n > 0 && opens && clock(&joined) && !joined.trim_end().ends_with(':');
        if (gap || n >= 3) && !(addressing && (gap || line.contains(['<', '>', '@']))) {
            break;
        }
        let torn = n > 0 && is_torn_end(line);
        if n > 0 && !torn && is_quoted(line) || joined.len() + line.len() > 400 {
            break;
        }
        if gap {
            continue;
        }
        joined.push_str(line);
        joined.push(' ');
        if n > 0 && !opens && !ends_in_wrote(&joined.to_lowercase()) {
            break;
        }
        let quoted = || {
            let after = lines[n + 1..].iter().take(3).find(|l| !l.is_empty());
            after.is_some_and(|l| is_quoted(l) && !is_torn_end(l))
        };
        if is_attribution(&joined, lines[0], opens, n, &quoted) {
            return Some(n + 1);
        }
    }
    None
}

/// `> wrote:`, torn off behind an address.
fn is_torn_end(line: &str) -> bool {
    let tail = line.trim_start_matches(['>', ' ']);
    tail.len() < line.len() && tail.len() < 30 && tail.ends_with(':') && ends_in_wrote(tail)
}

/// Whether what was joined of the first lines is one.
fn is_attribution(
    joined: &str,
    first: &str,
    opens: bool,
    n: usize,
    quote_follows: &dyn Fn() -> bool,
) -> bool {
    let trimmed = joined.trim_start_matches(['*', ' ', '-', '_', '\t']);
    let whole = trimmed.trim_end_matches(['*', '_', '-', ' ']);
    let colon = whole.ends_with([':', '：']);
    let addressed = whole.contains('@');
    if !colon && !addressed && !whole.ends_with('>') && !first.starts_with("--") {
        return false;
    }
    let lower = whole.to_lowercase();
    let digits = whole.bytes().filter(u8::is_ascii_digit).count();
    let by_verb = ends_in_wrote(&lower);
    if colon && digits + usize::from(addressed) > 0 {
        // `On 5 Nov Anna wrote:`, `Am 5.11. schrieb Anna Reed:`; not `On 5 Nov we wrote to all:`.
        if by_verb && (opens || addressed)
            || WROTE.iter().any(|w| lower.contains(w))
                && (addressed || opens && name_follows(whole, &lower))
        {
            return true;
        }
        // In any language: a date, a time of day and an address in brackets.
        let bracketed = whole.contains(['<', '(', '[']) && addressed;
        if digits >= 5 && bracketed && clock(whole) {
            return true;
        }
        // `5 Nov 2026 10:00, Anna Reed:` above a quote.
        if digits >= 3 && whole.len() < 120 && (opens || clock(whole)) && quote_follows() {
            return true;
        }
    }
    // `2026-11-05 10:00 GMT+01:00 Anna Reed <anna@shop.test>`, `Anna Reed <..>:`
    if addressed && (colon || whole.ends_with('>')) && quote_follows() {
        return true;
    }
    // `---- Anna Reed wrote ----`, `------On 5/11/2026, Anna wrote-----`
    if n == 0 && first.starts_with("--") && first.ends_with("--") && by_verb {
        return true;
    }
    // `Anna Reed wrote:` above a quote.
    colon && by_verb && whole.len() < 80 && quote_follows()
}

/// Whether behind the verb nothing but a name stands, as in `Op 5 november schreef Anna de Wit:`.
fn name_follows(whole: &str, lower: &str) -> bool {
    if whole.len() != lower.len() {
        return clock(whole);
    }
    WROTE.iter().any(|w| {
        lower.rfind(w).is_some_and(|at| {
            let mut words = whole[at + w.len()..]
                .split_whitespace()
                .map(|w| w.trim_matches([':', ',', '"', '\'', '(', ')', '*']));
            let name = |w: &str| {
                w.is_empty()
                    || !w.starts_with(char::is_lowercase)
                    || matches!(
                        w,
                        "de" | "van" | "von" | "der" | "den" | "du" | "via" | "het"
                    )
            };
            words.clone().count() <= 7
                && words.clone().any(|w| w.starts_with(char::is_uppercase))
                && words.all(name)
        })
    })
}

/// Whether a time of day such as `9:00`, `10.15` or `9h30` is in it.
fn clock(text: &str) -> bool {
    text.as_bytes().windows(4).any(|w| {
        w[0].is_ascii_digit()
            && matches!(w[1], b':' | b'.' | b'h')
            && w[2].is_ascii_digit()
            && w[3].is_ascii_digit()
    })
}

/// The text of a line that has an attribution behind it on the same line.
pub(super) fn glued(line: &str) -> Option<&str> {
    if line.len() > 400 || !line.ends_with(':') {
        return None;
    }
    let at = line.rfind("On ").filter(|at| *at > 0)?;
    let (text, rest) = line.split_at(at);
    let dated = rest.len() > 10 && rest.bytes().any(|b| b.is_ascii_digit());
    let apart = text.ends_with([' ', '-', '.']);
    let text = text.trim_end_matches(['-', ' ']);
    (apart && dated && rest.ends_with("wrote:") && !text.is_empty() && !text.ends_with('>'))
        .then_some(text)
}

fn ends_in_wrote(lower: &str) -> bool {
    let lower = lower.trim_end_matches([':', '：', ' ', '-']);
    WROTE.iter().any(|w| lower.ends_with(w))
}

fn opens(first: &str) -> bool {
    first.starts_with(|c: char| c.is_ascii_digit()) || OPENER.begins(first)
}
