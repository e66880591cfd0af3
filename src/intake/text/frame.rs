//! What a helpdesk or a company puts around an agent's words: ticket data, survey footers,
//! disclaimers, the echo of the question.

use super::beginnings::Beginnings;
use super::{Line, is_rule, starts_with};
use std::sync::LazyLock;

/// Beginnings of lines below which nothing is the agent's own.
const FOOTERS: &str = include_str!("footers.txt");

/// Labels above an echo of what the customer wrote.
const ECHOES: &[&str] = &[
    "your message",
    "your question",
    "your enquiry",
    "your original message",
    "you wrote",
    "original request",
    "original message",
    "your request",
    "description",
    "uw bericht",
    "je bericht",
    "uw vraag",
    "je vraag",
    "u schreef",
    "omschrijving",
    "votre message",
    "votre question",
    "votre demande",
    "vous avez écrit",
    "ihre nachricht",
    "ihre anfrage",
    "ihre frage",
    "sie schrieben",
    "beschreibung",
    "message",
    "details of your request",
];

/// Beginnings of legal lines. Some of them may be the answer, so they stay where a text announces them.
const LEGAL: &str = include_str!("legal.txt");

/// Lines of a ticket system: those known by their beginning, those that carry a number behind a label, and
/// those that say what became of a request.
static TICKET_LINE: LazyLock<Beginnings> =
    LazyLock::new(|| Beginnings::new(include_str!("ticket_lines.txt").lines()));
static TICKET_LABEL: LazyLock<Beginnings> =
    LazyLock::new(|| Beginnings::new(include_str!("ticket_labels.txt").lines()));
static UPDATED_LINE: LazyLock<Beginnings> =
    LazyLock::new(|| Beginnings::new(UPDATED.iter().copied()));
const UPDATED: &[&str] = &[
    "your request (",
    "your ticket (",
    "je verzoek (",
    "uw verzoek (",
    "uw aanvraag (",
    "votre demande (",
    "ihre anfrage (",
    "your request #",
    "your ticket #",
    "request (#",
    "request #",
];
const UPDATES: &[&str] = &[
    "updated",
    "solved",
    "bijgewerkt",
    "opgelost",
    "mise à jour",
    "résolue",
    "aktualisiert",
    "gelöst",
];

static FOOTER: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::new(FOOTERS.lines()));
static LEGAL_LINE: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::new(LEGAL.lines()));

/// Takes the frame off; says whether legal lines were cut off with it.
pub(super) fn without_frame<'t>(lines: &[Line<'t>]) -> (Vec<Line<'t>>, bool) {
    let mut out: Vec<Line<'t>> = Vec::with_capacity(lines.len());
    let mut own = 0usize;
    let mut legal = false;
    let mut last = "";
    let mut at = 0;
    while at < lines.len() {
        let Some(line) = lines[at] else {
            out.push(None);
            at += 1;
            continue;
        };
        let trimmed =
            line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '|'));
        if is_rule(line, 8) {
            // Below a rule an older comment of the ticket may follow.
            if own > 0 && comment_head(&lines[at + 1..]).is_some() {
                break;
            }
            out.push(Some(""));
            at += 1;
            continue;
        }
        if let Some(length) = comment_head(&lines[at..]) {
            if own > 0 {
                break;
            }
            at += length;
            continue;
        }
        if !trimmed.is_empty() && trimmed.len() < 400 {
            if own > 0 && FOOTER.begins(trimmed) {
                at = next_quote(lines, at);
                continue;
            }
            if own > 1 && !last.ends_with(':') && LEGAL_LINE.begins(trimmed) {
                legal = true;
                at = next_quote(lines, at);
                continue;
            }
            if own > 0 && is_echo(trimmed) {
                break;
            }
            if is_metadata(trimmed) {
                at += 1;
                continue;
            }
        }
        if !trimmed.is_empty() {
            own += 1;
            last = trimmed;
        }
        out.push(Some(line));
        at += 1;
    }
    (out, legal)
}

fn next_quote(lines: &[Line<'_>], from: usize) -> usize {
    lines[from..]
        .iter()
        .position(Option::is_none)
        .map_or(lines.len(), |n| from + n)
}

fn is_echo(line: &str) -> bool {
    line.strip_suffix(':').is_some_and(|label| {
        let label = label.trim_end();
        ECHOES
            .iter()
            .any(|e| e.len() == label.len() && starts_with(label, e))
    })
}

/// Lines of a ticket system that are nobody's words.
fn is_metadata(line: &str) -> bool {
    let digits = || line.bytes().any(|b| b.is_ascii_digit());
    let code = line.starts_with('[') && line.ends_with(']') && !line.contains(' ');
    code && line.contains('-') && digits()
        || line.len() < 160 && TICKET_LINE.begins(line)
        || line.len() < 90 && TICKET_LABEL.begins(line) && digits()
        || UPDATED_LINE.begins(line) && {
            let lower = line.to_lowercase();
            UPDATES.iter().any(|w| lower.contains(w))
        }
}

/// The head above a comment in a helpdesk's mail: `Emma (Acme)`, then its date. How many lines it
/// takes up.
fn comment_head(lines: &[Line<'_>]) -> Option<usize> {
    let mut filled = lines
        .iter()
        .enumerate()
        .take(5)
        .filter_map(|(n, l)| l.map(|l| (n, l.trim().trim_matches('*'))))
        .filter(|(_, l)| !l.is_empty());
    let (first, name) = filled.next()?;
    // `Emma commented:`
    let commented = [
        " commented:",
        " replied:",
        " antwoordde:",
        " a répondu :",
        " a commenté :",
        " hat geantwortet:",
    ];
    if first == 0
        && name.len() < 60
        && commented.iter().any(|c| name.ends_with(c))
        && name.split(' ').count() <= 5
    {
        return Some(1);
    }
    let named = name.len() < 60
        && !name.ends_with(['.', '!', '?', ':', ','])
        && name.split_whitespace().count() <= 6;
    if !named {
        return None;
    }
    let (at, date) = filled.next()?;
    is_date_line(date).then_some(at + 1)
}

/// Whether a line is a date with a time and nothing else.
fn is_date_line(line: &str) -> bool {
    if line.len() > 48 || !line.contains(':') || line.bytes().filter(u8::is_ascii_digit).count() < 5
    {
        return false;
    }
    let words = || {
        line.split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
    };
    let dated = words().any(|w| w.len() == 4 && w.starts_with("20"));
    dated
        && words().all(|word| {
            let lower = word.to_lowercase();
            word.bytes().any(|b| b.is_ascii_digit())
                || word.len() <= 5 && word.chars().all(char::is_uppercase)
                || matches!(
                    lower.as_str(),
                    "at" | "om" | "à" | "um" | "uhr" | "le" | "op" | "am" | "pm"
                )
                || MONTHS_AND_DAYS
                    .iter()
                    .any(|m| lower.starts_with(m) && lower.len() <= 10)
        })
}

const MONTHS_AND_DAYS: &[&str] = &[
    "jan", "feb", "fév", "mar", "mrt", "maa", "mär", "apr", "avr", "may", "mei", "mai", "jun",
    "juin", "jul", "juil", "aug", "aoû", "sep", "oct", "okt", "nov", "dec", "dez", "déc", "mon",
    "tue", "wed", "thu", "fri", "sat", "sun", "din", "woe", "don", "vri", "zat", "zon", "lun",
    "mer", "jeu", "ven", "sam", "dim", "die", "mit", "fre", "son",
];

#[cfg(test)]
mod tests {
    use super::super::joined;
    use super::without_frame;

    fn cut(text: &str) -> String {
        joined(&without_frame(&text.lines().map(Some).collect::<Vec<_>>()).0)
    }

    #[test]
    fn frames_of_helpdesks_go() {
        let zendesk = "Your request (1234) has been updated. To add additional comments, reply to this email.\n----------------------------------------------\n\nEmma (Acme)\n\nNov 5, 2026, 10:12 GMT\n\nYes, we do.\n\n----------------------------------------------\n\nAnna Reed\n\nNov 5, 2026, 09:00 GMT\n\nDo you?\n\nThis email is a service from Acme. Delivered by Zendesk\n[ABC123-D4E5]";
        assert_eq!(cut(zendesk), "Yes, we do.");
        assert_eq!(
            cut("Yes.\n\nHow would you rate my support?\nGood Bad"),
            "Yes."
        );
        assert_eq!(
            cut("We got it.\n\nYour message:\n\nDo you open on Sunday?"),
            "We got it."
        );
        assert_eq!(cut("Yes.\n\nTicket ID: 1234"), "Yes.");
        assert_eq!(cut("Emma commented:\n\nYes.\n\nRef: 12"), "Yes.");
    }

    #[test]
    fn legal_lines_go_and_answers_that_look_like_them_stay() {
        assert_eq!(
            cut("Ja.\n\nAcme GmbH\nGeschäftsführer: Max Muster\nHRB 1234"),
            "Ja.\n\nAcme GmbH"
        );
        for text in [
            "VAT number: GB123",
            "Dear Anna,\nThis is ours:\nVAT number: GB123",
            "Powered scooters are not allowed.\nYour request (by phone) was not found.",
        ] {
            assert_eq!(cut(text), text);
        }
    }

    #[test]
    fn data_of_tickets_and_links_to_them_go() {
        assert_eq!(
            cut(
                "Yes.\n\nView this ticket: https://acme.test/1\nPriority: High\nPowered by Zendesk"
            ),
            "Yes."
        );
    }

    #[test]
    fn opening_hours_are_no_date_line() {
        let text = "We are open:\n\nMon-Fri\n09:00-17:30\n\nSat\n10:00-16:00";
        assert_eq!(cut(text), text);
    }
}
