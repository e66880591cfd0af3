//! What a helpdesk or a company puts around an agent's words: ticket data, survey footers,
//! disclaimers, the echo of the question.

use super::beginnings::{Beginnings, Words};
use super::{Line, is_rule, starts_with};
use std::sync::LazyLock;

/// Beginnings of lines below which nothing is the agent's own.
const FOOTERS: &str = include_str!("footers.txt");

/// Beginnings of a line that announces what an agent wrote on a ticket, with what it must also hold: it was
/// added, not received.
const COMMENT_HEADS: &str = include_str!("comment_heads.txt");
const ADDED: &[&str] = &[
    "added",
    "posted",
    "provided",
    "given",
    "made",
    "toegevoegd",
    "geplaatst",
    "gegeven",
    "ajouté",
    "donnée",
    "motivée",
    "hinzugefügt",
    "vorgeschlagen",
    "gegeben",
    "war",
];
/// So many lines with text may stand above it: a greeting, and what the mail is about.
const ABOVE_COMMENT: usize = 8;

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
    "vous nous avez écrit",
    "votre message initial",
    "your original question",
    "your original enquiry",
    "uw oorspronkelijke vraag",
    "je oorspronkelijke vraag",
    "uw oorspronkelijke bericht",
    "uw vraag was",
    "votre question initiale",
    "votre demande initiale",
    "rappel de votre demande",
    "rappel de votre message",
    "ihre ursprüngliche frage",
    "ihre ursprüngliche anfrage",
    "ihre ursprüngliche nachricht",
    "deine nachricht",
    "deine frage",
    "deine anfrage",
    "sie haben uns geschrieben",
    "sie schrieben uns",
    "u schreef ons",
    "je schreef",
    "you wrote to us",
    "you asked us",
    "you asked",
    "original question",
    "original enquiry",
    "sie haben geschrieben",
    "sie fragten",
    "u heeft geschreven",
    "je hebt geschreven",
    "vous demandiez",
    "message d'origine",
];
/// Beginnings of those that carry a date.
const DATED_ECHOES: &[&str] = &[
    "your message of ",
    "your message from ",
    "your enquiry of ",
    "uw bericht van ",
    "je bericht van ",
    "uw vraag van ",
    "votre message du ",
    "votre demande du ",
    "ihre nachricht vom ",
    "ihre anfrage vom ",
    "deine nachricht vom ",
];
/// Labels of an answer, which may stand below an echo.
const ANSWERS: &[&str] = &[
    "answer:",
    "our answer",
    "our reply",
    "our response",
    "reply:",
    "response:",
    "a:",
    "antwoord",
    "ons antwoord",
    "mijn antwoord",
    "réponse",
    "notre réponse",
    "ma réponse",
    "antwort",
    "unsere antwort",
    "meine antwort",
];
/// Those of them that need no colon, alone on their line.
const PLAIN_ECHOES: &[&str] = &[
    "your message",
    "your original message",
    "your original question",
    "your original enquiry",
    "uw oorspronkelijke vraag",
    "je oorspronkelijke vraag",
    "uw oorspronkelijke bericht",
    "uw bericht",
    "votre message",
    "votre message initial",
    "votre question initiale",
    "votre demande initiale",
    "rappel de votre demande",
    "rappel de votre message",
    "ihre nachricht",
    "ihre ursprüngliche frage",
    "ihre ursprüngliche anfrage",
    "ihre ursprüngliche nachricht",
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

static ECHO: LazyLock<Words> = LazyLock::new(|| Words::new(ECHOES.iter().copied()));
static DATED_ECHO: LazyLock<Beginnings> =
    LazyLock::new(|| Beginnings::new(DATED_ECHOES.iter().copied()));
static ANSWER: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::new(ANSWERS.iter().copied()));
static PLAIN_ECHO: LazyLock<Words> = LazyLock::new(|| Words::new(PLAIN_ECHOES.iter().copied()));
static FOOTER: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::new(FOOTERS.lines()));
static LEGAL_LINE: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::new(LEGAL.lines()));

static COMMENT_HEAD: LazyLock<Beginnings> =
    LazyLock::new(|| Beginnings::new(COMMENT_HEADS.lines()));

/// What stands below the line by which a helpdesk announces an agent's words: `The following comment was
/// added to ticket 12:`; all of it where there is no such line.
pub(super) fn below_head<'a, 't>(lines: &'a [Line<'t>]) -> &'a [Line<'t>] {
    let mut filled = lines
        .iter()
        .enumerate()
        .filter_map(|(n, line)| line.map(|l| (n, l.trim())))
        .filter(|(_, line)| !line.is_empty());
    let head = filled
        .by_ref()
        .take(ABOVE_COMMENT)
        .find(|(_, line)| announces_comment(line));
    match head {
        Some((at, _)) if filled.next().is_some() => &lines[at + 1..],
        _ => lines,
    }
}

fn announces_comment(line: &str) -> bool {
    line.len() < 200 && line.ends_with(':') && COMMENT_HEAD.begins(line) && {
        let lower = line.to_lowercase();
        ADDED.iter().any(|word| lower.contains(word))
    }
}

/// What was cut off with a frame.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Off {
    /// Lines of a company's registration.
    pub legal: bool,
    /// Anything a helpdesk or a company wrote below: a survey, a disclaimer, an echo.
    pub footer: bool,
}

/// Takes the frame off, and says what it was.
pub(super) fn without_frame<'t>(lines: &[Line<'t>]) -> (Vec<Line<'t>>, Off) {
    let mut out: Vec<Line<'t>> = Vec::with_capacity(lines.len());
    let mut own = 0usize;
    let mut off = Off::default();
    let mut said = false;
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
                off.footer = true;
                at = next_quote(lines, at);
                continue;
            }
            if own > 1
                && !last.ends_with(':')
                && (LEGAL_LINE.begins(trimmed) || is_registration(trimmed))
            {
                (off.legal, off.footer) = (true, true);
                at = next_quote(lines, at);
                continue;
            }
            if said && is_echo(trimmed) && !is_answered(&lines[at + 1..]) {
                off.footer = true;
                break;
            }
            if is_metadata(trimmed) {
                at += 1;
                continue;
            }
        }
        if !trimmed.is_empty() {
            own += 1;
            said |= trimmed.len() >= 40 || trimmed.ends_with(['.', '?', '!']);
            last = trimmed;
        }
        out.push(Some(line));
        at += 1;
    }
    (out, off)
}

/// `Acme Ltd. Registered in England & Wales no. 04417720.`
fn is_registration(line: &str) -> bool {
    // `Acme is a trading name of Acme Group Ltd, registered in England`
    if line.contains(" is a trading name of ") || line.contains(" is a trading style of ") {
        return true;
    }
    let numbered = || line.bytes().filter(u8::is_ascii_digit).count() >= 6;
    line.contains("Registered office: ") || line.contains("Registered in ") && numbered()
}

fn next_quote(lines: &[Line<'_>], from: usize) -> usize {
    lines[from..]
        .iter()
        .position(Option::is_none)
        .map_or(lines.len(), |n| from + n)
}

fn is_echo(line: &str) -> bool {
    line.len() <= 42
        && line
            .strip_suffix(':')
            .map_or_else(|| PLAIN_ECHO.has(line), |label| ECHO.has(label.trim_end()))
        || line.len() <= 60 && line.ends_with(':') && DATED_ECHO.begins(line)
}

/// Whether a label announces the answer below an echo: `Our answer:`
fn is_answered(below: &[Line<'_>]) -> bool {
    below
        .iter()
        .take(60)
        .map_while(|l| *l)
        .any(|l| l.len() < 60 && ANSWER.begins(l.trim_start_matches([' ', '*', '_'])))
}

/// Lines of a ticket system that are nobody's words.
fn is_metadata(line: &str) -> bool {
    let digits = || line.bytes().any(|b| b.is_ascii_digit());
    let code = line.starts_with('[') && line.ends_with(']') && !line.contains(' ');
    code && line.contains('-') && digits()
        || is_code(line)
        || line.len() < 160 && TICKET_LINE.begins(line)
        || line.len() < 90 && TICKET_LABEL.begins(line) && digits()
        || UPDATED_LINE.begins(line) && {
            let lower = line.to_lowercase();
            UPDATES.iter().any(|w| lower.contains(w))
        }
}

/// A helpdesk's mark by which it knows the thread: `{#HS:1761906795-646549#}`, `887343:6521209`, `ref:_00D:ref`.
fn is_code(line: &str) -> bool {
    if line.len() > 80 || line.contains(' ') {
        return false;
    }
    if line.starts_with("{#") && line.ends_with("#}")
        || line.len() > 8 && starts_with(line, "ref:") && line.ends_with(":ref")
    {
        return true;
    }
    let numbers = |n: &str| n.len() >= 5 && n.bytes().all(|b| b.is_ascii_digit());
    line.split_once(':')
        .is_some_and(|(a, b)| numbers(a) && numbers(b))
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
    // `Clémence, 18 sept. 2024, 16:50 UTC+2`
    if name.len() < 90
        && name.ends_with(|c: char| c.is_alphanumeric())
        && name.bytes().any(|b| b.is_ascii_digit())
        && let Some((person, date)) = name.split_once(", ")
        && person.split(' ').count() <= 4
        && person.starts_with(char::is_uppercase)
        && !is_date_line(person)
        && !person.bytes().any(|b| b.is_ascii_digit())
        && is_date_line(date)
    {
        return Some(first + 1);
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
    use super::{below_head, without_frame};

    fn cut(text: &str) -> String {
        let lines: Vec<_> = text.lines().map(Some).collect();
        joined(&without_frame(below_head(&lines)).0)
    }

    #[test]
    fn an_agents_words_stand_below_the_line_that_announces_them() {
        let hello = "Hello,\n\nYou recently logged a ticket with us.";
        for (head, foot) in [
            (
                "The following comment was added to ticket [orders-2]:",
                "If you need to provide us with further information, please reply to this e-mail.",
            ),
            (
                "The following resolution was added to ticket [orders-2]:",
                "Can you please confirm that this resolution addresses your needs?",
            ),
            (
                "Le commentaire suivant a été ajouté au ticket [orders-2] :",
                "Si vous voulez nous fournir d'autres informations, merci de répondre à ce mail.",
            ),
            (
                "Für das Ticket [orders-2] wurde folgende Lösung vorgeschlagen:",
                "Unter folgendem Link können Sie das Ticket online ansehen: https://acme.test/2",
            ),
        ] {
            let text = format!("{hello}\n\n{head}\n\nYes, we do.\n\n{foot}\n\nRegards,\nOrders");
            assert_eq!(cut(&text), "Yes, we do.", "{head}");
        }
        for text in [
            "Hello,\n\nWe received the following:\n\nDo you?",
            "Hello,\n\nThe following comment was received from you:\n\nDo you?",
            "Yes.\n\nThe following comment was added to ticket 2:",
        ] {
            assert_eq!(cut(text), text);
        }
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
        assert_eq!(
            cut(
                "Hello,\n\nYes, both of them.\n\nAcme is a trading name of Acme Group Ltd, registered in England and Wales."
            ),
            "Hello,\n\nYes, both of them."
        );
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
    fn an_echo_goes_and_what_is_answered_below_one_stays() {
        for echo in [
            "You asked:",
            "Votre message du 3 mai :",
            "Uw oorspronkelijke vraag",
        ] {
            let text = format!("Hi Anna,\n\nYes, we do.\n\n{echo}\nDo you?");
            assert_eq!(cut(&text), "Hi Anna,\n\nYes, we do.", "{echo}");
        }
        for text in [
            "Hi Anna,\n\nYou asked:\nDo you?\n\nYes, we do.",
            "Hi Anna,\n\nThanks for writing.\n\nYour question:\nDo you?\n\nOur answer:\nYes.",
        ] {
            assert_eq!(cut(text), text);
        }
    }

    #[test]
    fn opening_hours_are_no_date_line() {
        let text = "We are open:\n\nMon-Fri\n09:00-17:30\n\nSat\n10:00-16:00";
        assert_eq!(cut(text), text);
    }
}
