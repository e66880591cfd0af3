//! What is quoted: lines behind `>`, and everything below the marks that mail programs put above the
//! message they answer.

use super::{Line, is_blank, is_rule};

/// No more lines than this are read.
const LINES: usize = 20_000;

/// The lines that are not quoted, in order, so that answers between quotes stay in their places.
pub(super) fn unquoted(text: &str) -> Vec<Line<'_>> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).take(LINES).collect();
    let mut kept: Vec<Line<'_>> = Vec::with_capacity(lines.len());
    let mut own = false;
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        if line.is_empty() {
            kept.push(Some(line));
            at += 1;
        } else if is_quoted(line) {
            kept.push(None);
            at += 1;
        } else if let Some((text, _)) = glued(line) {
            // `Yes. On 5 Nov 2026 Anna wrote:`, as flattened HTML has it.
            kept.push(Some(text));
            own = true;
            at += 1;
            let after = lines[at..].iter().find(|l| !l.is_empty());
            if after.is_some_and(|l| !is_quoted(l)) {
                break;
            }
        } else if let Some(length) = attribution(&lines[at..]) {
            let after = lines[at + length..].iter().find(|l| !l.is_empty());
            if own && after.is_some_and(|l| !is_quoted(l)) {
                break;
            }
            kept.push(None);
            at += length;
        } else if let Some(length) = original(&lines[at..]) {
            if own {
                break;
            }
            kept.push(None);
            at += length;
        } else {
            own |= !is_rule(line, 5);
            kept.push(Some(line));
            at += 1;
        }
    }
    // A rule above what was cut off goes with it.
    while kept
        .last()
        .is_some_and(|l| is_blank(*l) || l.is_some_and(|l| is_rule(l, 5)))
    {
        kept.pop();
    }
    kept
}

fn is_quoted(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with('>')
        || line.starts_with("&gt;")
        || line.starts_with("| ") && !line[1..].contains('|')
}

/// Words that stand in the line above a quote, in many languages.
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
    "написал",
    "yazdı",
    "said",
    "scrisse",
    "napsal",
    "írta",
    "píše",
];
/// How that line begins.
const OPENERS: &[&str] = &[
    "on ", "op ", "le ", "am ", "em ", "el ", "il ", "den ", "w dniu ", "dne ", "date:", "vào ",
    "pe ", "på ", "at ", "quoting ", "from ", "von ",
];

/// How many lines, from 1 to 3, make up an attribution (`On .. wrote:`) at the start of these.
fn attribution(lines: &[&str]) -> Option<usize> {
    let first = lines[0].trim_start_matches(['*', ' ', '-', '_']);
    if first.len() > 300 {
        return None;
    }
    // Most lines are none: they neither open like one nor end like one.
    let ends = |line: &str| line.ends_with([':', '：', '>', '-', '*', '_', ' ']);
    if !opens(first) && !ends(first) {
        return None;
    }
    let mut joined = String::new();
    for (n, line) in lines.iter().take(3).enumerate() {
        if line.is_empty() || n > 0 && is_quoted(line) || joined.len() + line.len() > 400 {
            break;
        }
        joined.push_str(&line.to_lowercase());
        joined.push(' ');
        if n > 0 && !opens(first) {
            break;
        }
        let whole = joined.trim_end().trim_end_matches(['*', '_', '-', ' ']);
        let next_quoted = || {
            lines[n + 1..]
                .iter()
                .take(3)
                .find(|l| !l.is_empty())
                .is_some_and(|l| is_quoted(l))
        };
        let dated = whole.bytes().any(|b| b.is_ascii_digit());
        let addressed = whole.contains('@');
        let wrote = WROTE.iter().any(|w| whole.contains(w));
        let colon = whole.ends_with(':') || whole.ends_with('：');
        if colon
            && wrote
            && (dated || addressed)
            && (opens(first) || addressed || ends_in_wrote(whole))
        {
            return Some(n + 1);
        }
        // `2026-11-05 10:00 GMT+01:00 Anna Reed <anna@shop.test>:`, `Anna Reed <..>:`
        if addressed && (colon || whole.ends_with('>')) && next_quoted() {
            return Some(n + 1);
        }
        // `---- Anna Reed wrote ----`, `------On 5/11/2026, Anna wrote-----`
        if n == 0 && lines[0].starts_with("--") && lines[0].ends_with("--") && ends_in_wrote(whole)
        {
            return Some(1);
        }
        // `Anna Reed wrote:` above a quote.
        if colon && ends_in_wrote(whole) && whole.len() < 80 && next_quoted() {
            return Some(n + 1);
        }
    }
    None
}

/// A line of text with an attribution behind it on the same line.
fn glued(line: &str) -> Option<(&str, &str)> {
    if line.len() > 400 || !line.trim_end().ends_with(':') {
        return None;
    }
    let at = line.rfind("On ").filter(|at| *at > 0)?;
    let (text, rest) = line.split_at(at);
    let dated = rest.len() > 10 && rest.bytes().any(|b| b.is_ascii_digit());
    let apart = text.ends_with([' ', '-', '.']);
    let text = text.trim_end_matches(['-', ' ']);
    (apart && dated && rest.ends_with("wrote:") && !text.is_empty() && !text.ends_with('>'))
        .then_some((text, rest))
}

fn ends_in_wrote(whole: &str) -> bool {
    let whole = whole.trim_end_matches([':', '：', ' ']);
    WROTE.iter().any(|w| whole.ends_with(w))
}

fn opens(first: &str) -> bool {
    let starts = |opener: &&str| {
        first
            .get(..opener.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(opener))
    };
    first.starts_with(|c: char| c.is_ascii_digit()) || OPENERS.iter().any(starts)
}

/// Titles above a quoted or forwarded message.
const TITLES: &[&str] = &[
    "original message",
    "original appointment",
    "reply message",
    "forwarded message",
    "oorspronkelijk bericht",
    "origineel bericht",
    "oorspronkelijke bericht",
    "doorgestuurd bericht",
    "message d'origine",
    "message d’origine",
    "message original",
    "message transféré",
    "message d'origine",
    "e-mail d'origine",
    "ursprüngliche nachricht",
    "urspruengliche nachricht",
    "originalnachricht",
    "original-nachricht",
    "original nachricht",
    "weitergeleitete nachricht",
    "mensaje original",
    "messaggio originale",
    "begin forwarded message",
    "début du message réexpédié",
    "begin doorgestuurd bericht",
    "anfang der weitergeleiteten nachricht",
    "alkuperäinen viesti",
    "oprindelig meddelelse",
    "original email",
    "ursprüngliche e-mail",
    "oorspronkelijke e-mail",
];

/// How many lines make up a mark below which all is quoted, at the start of these.
fn original(lines: &[&str]) -> Option<usize> {
    let line = lines[0];
    if line.len() > 200 {
        return None;
    }
    let bare = line
        .trim_matches(|c: char| matches!(c, '-' | '_' | '*' | '=' | '#' | ' ' | ':' | '>'))
        .to_lowercase();
    let framed = line.len() >= bare.len() + 2 || line.ends_with(':');
    if framed && TITLES.contains(&bare.as_str()) {
        return Some(1 + header_block(&lines[1..]).unwrap_or(0));
    }
    if is_reply_mark(&bare) {
        return Some(1);
    }
    header_block(lines)
}

/// `Type your reply above this line` in its forms.
fn is_reply_mark(bare: &str) -> bool {
    bare.len() < 120
        && [
            "above this line",
            "boven deze lijn",
            "boven deze regel",
            "au-dessus de cette ligne",
            "oberhalb dieser linie",
            "oberhalb dieser zeile",
            "über dieser linie",
            "über dieser zeile",
            "above the line",
            "write above the dotted line",
        ]
        .iter()
        .any(|mark| bare.contains(mark))
}

/// Labels of the header block that Outlook and others put above what they quote: sender first,
/// then date, receiver, copy, subject.
const FROM: &[&str] = &[
    "from",
    "van",
    "de",
    "von",
    "da",
    "från",
    "fra",
    "expéditeur",
    "afzender",
    "absender",
];
const OTHERS: &[&str] = &[
    "sent",
    "date",
    "to",
    "cc",
    "subject",
    "verzonden",
    "datum",
    "aan",
    "onderwerp",
    "envoyé",
    "envoye",
    "date d'envoi",
    "à",
    "a",
    "objet",
    "gesendet",
    "an",
    "betreff",
    "enviado",
    "para",
    "asunto",
    "inviato",
    "oggetto",
    "kopie",
    "reply-to",
    "destinataire",
    "sujet",
    "skickat",
    "till",
    "ämne",
    "sendt",
    "til",
    "emne",
    "importance",
];

/// How many lines a header block at the start of these takes up.
fn header_block(lines: &[&str]) -> Option<usize> {
    let blank = lines.iter().take(3).take_while(|l| l.is_empty()).count();
    let first = lines.get(blank).and_then(|l| label(l))?;
    if !FROM.contains(&first.as_str()) {
        // Hotmail's begins with the date; then sender or receiver must follow at once.
        let next = lines.get(blank + 1).and_then(|l| label(l));
        let dated = matches!(first.as_str(), "date" | "sent")
            && lines[blank].bytes().filter(u8::is_ascii_digit).count() >= 5;
        let addressed = next
            .is_some_and(|l| FROM.contains(&l.as_str()) || matches!(l.as_str(), "to" | "subject"));
        return (dated && addressed).then_some(blank + 2);
    }
    let (mut length, mut others, mut gap) = (blank + 1, 0, 0);
    for (n, line) in lines.iter().enumerate().skip(blank + 1).take(14) {
        if label(line).is_some_and(|l| OTHERS.contains(&l.as_str())) {
            others += 1;
            length = n + 1;
            gap = 0;
        } else {
            // A folded address line, or the blank lines of rendered HTML.
            gap += 1;
            if gap > 2 {
                break;
            }
        }
    }
    (others >= 2).then_some(length)
}

fn label(line: &str) -> Option<String> {
    let line = line.trim_start_matches([' ', '*', '\t']);
    let (label, _) = line.split_once(':')?;
    let label = label.trim_matches(['*', ' ', '\t']);
    (label.len() <= 16).then(|| label.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::super::joined;
    use super::unquoted;

    fn own(text: &str) -> String {
        joined(&unquoted(text))
    }

    #[test]
    fn what_is_above_a_mark_is_kept() {
        for mark in [
            "On Thu, 5 Nov 2026 at 10:00, Anna Reed <anna@shop.test> wrote:\n> Hello",
            "On Thu, 5 Nov 2026 at 10:00, Anna Reed\n<anna@shop.test> wrote:\n\n> Hello",
            "On 5 Nov 2026, at 10:00, Anna Reed wrote:\n\nHello",
            "Op do 5 nov. 2026 om 10:00 schreef Anna Reed <anna@shop.test>:\n> Hello",
            "Le jeu. 5 nov. 2026 à 10:00, Anna Reed <anna@shop.test> a\nécrit :\n> Hello",
            "Am 05.11.2026 um 10:00 schrieb Anna Reed:\n> Hello",
            "Anna Reed <anna@shop.test> schrieb am Do., 5. Nov. 2026, 10:00:\n> Hello",
            "2026-11-05 10:00 GMT+01:00 Anna Reed <anna@shop.test>:\n> Hello",
            "-----Original Message-----\nFrom: Anna\nHello",
            "________________________________\nFrom: Anna\nSent: today\nTo: us\nSubject: x\n\nHello",
            "*Van:* Anna\n*Verzonden:* vandaag\n*Aan:* ons\n\nHello",
            "De : Anna\nEnvoyé : hier\nÀ : nous\nObjet : x\n\nHello",
            "Von: Anna\nGesendet: heute\nAn: uns\nBetreff: x\n\nHello",
            "----- Ursprüngliche Nachricht -----\nHello",
        ] {
            assert_eq!(
                own(&format!("Yes, we do.\n\n{mark}")),
                "Yes, we do.",
                "{mark}"
            );
        }
    }

    #[test]
    fn answers_between_and_below_quotes_stay_in_order() {
        let text = "On 5 Nov 2026 Anna wrote:\n> Are you open?\nYes.\n> On Sunday?\nNo.\n";
        assert_eq!(own(text), "Yes.\n\nNo.");
        assert_eq!(own("> Are you open?\n\nYes, on 5 days."), "Yes, on 5 days.");
    }

    #[test]
    fn what_only_looks_like_a_mark_is_kept() {
        for text in [
            "On 5 November we wrote to all customers.\nIt is fixed.",
            "From: 5 euro you get free delivery.\nThat is all.",
            "From Monday to Friday: 9 to 5.",
        ] {
            assert_eq!(own(text), text);
        }
    }
}
