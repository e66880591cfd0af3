//! What a helpdesk or a company puts around an agent's words: ticket data, survey footers,
//! disclaimers, the echo of the question.

use super::{Line, is_rule};

/// Beginnings of lines below which nothing is the agent's own.
const FOOTERS: &[&str] = &[
    // disclaimers
    "this email and any",
    "this e-mail and any",
    "this message and any",
    "this email is confidential",
    "this e-mail is confidential",
    "this email is intended",
    "this e-mail is intended",
    "this message is intended",
    "this message is confidential",
    "this communication is",
    "this email may contain",
    "this e-mail may contain",
    "this message may contain",
    "this email contains confidential",
    "this e-mail contains confidential",
    "the information contained in this",
    "the information in this e",
    "the content of this e",
    "the contents of this e",
    "disclaimer",
    "confidentiality notice",
    "please consider the environment",
    "think before you print",
    "save paper",
    "registered in england",
    "registered office",
    "dit e-mailbericht",
    "dit bericht is uitsluitend",
    "dit bericht kan",
    "deze e-mail is uitsluitend",
    "deze e-mail en",
    "deze email en",
    "de informatie in dit",
    "de informatie in deze",
    "de inhoud van dit",
    "de inhoud van deze",
    "denk aan het milieu",
    "aan dit bericht kunnen",
    "ce message et",
    "ce message est confidentiel",
    "ce message est destiné",
    "ce message peut contenir",
    "ce courriel",
    "cet e-mail et",
    "les informations contenues",
    "avant d'imprimer",
    "pensez à l'environnement",
    "avis de confidentialité",
    "diese e-mail enthält",
    "diese e-mail und",
    "diese e-mail ist",
    "diese nachricht ist vertraulich",
    "diese nachricht enthält",
    "der inhalt dieser",
    "sitz der gesellschaft",
    "vertraulichkeitshinweis",
    "haftungsausschluss",
    "handelsregister",
    "geschäftsführer",
    // helpdesks
    "this email is a service from",
    "delivered by zendesk",
    "powered by zendesk",
    "powered by freshdesk",
    "powered by zoho",
    "powered by intercom",
    "powered by hubspot",
    "you received this email because",
    "you are receiving this",
    "deze e-mail is een service van",
    "cet e-mail est un service",
    "diese e-mail ist ein service",
    "deze e-mail is verzonden door",
    "deze mail is een service",
    "ce message vous est envoyé",
    "sie erhalten diese e-mail",
    "ticket history",
    "conversation history",
    "previous messages",
    "vorige berichten",
    "messages précédents",
    // surveys below an answer
    "how would you rate",
    "how did we do",
    "how was my",
    "how was our",
    "please rate",
    "rate this",
    "rate my",
    "rate our",
    "were you satisfied",
    "good, i'm satisfied",
    "how satisfied were you",
    "tell us how we did",
    "was this helpful",
    "did this answer your question",
    "hoe beoordeelt u",
    "hoe beoordeel je",
    "hoe tevreden bent u",
    "hoe tevreden ben je",
    "hoe hebben we het gedaan",
    "beoordeel ons",
    "beoordeel dit",
    "beoordeel onze",
    "bent u tevreden",
    "wat vond u van",
    "wat vond je van",
    "comment évalueriez",
    "comment évaluez",
    "évaluez ",
    "êtes-vous satisfait",
    "donnez votre avis",
    "notez notre",
    "wie würden sie",
    "wie zufrieden",
    "bewerten sie",
    "wie bewerten sie",
    "waren sie zufrieden",
    "wie haben wir uns",
];

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

/// Takes the frame off.
pub(super) fn without_frame<'t>(lines: &[Line<'t>]) -> Vec<Line<'t>> {
    let mut out: Vec<Line<'t>> = Vec::with_capacity(lines.len());
    let mut own = false;
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
            if own && comment_head(&lines[at + 1..]).is_some() {
                break;
            }
            out.push(Some(""));
            at += 1;
            continue;
        }
        if let Some(length) = comment_head(&lines[at..]) {
            if own {
                break;
            }
            at += length;
            continue;
        }
        if !trimmed.is_empty() && trimmed.len() < 400 {
            let lower = trimmed.to_lowercase();
            if own && FOOTERS.iter().any(|f| lower.starts_with(f)) {
                at = next_quote(lines, at);
                continue;
            }
            if own && is_echo(&lower) {
                break;
            }
            if is_metadata(&lower) {
                at += 1;
                continue;
            }
        }
        own |= !trimmed.is_empty();
        out.push(Some(line));
        at += 1;
    }
    out
}

fn next_quote(lines: &[Line<'_>], from: usize) -> usize {
    lines[from..]
        .iter()
        .position(Option::is_none)
        .map_or(lines.len(), |n| from + n)
}

fn is_echo(lower: &str) -> bool {
    lower
        .strip_suffix(':')
        .is_some_and(|label| ECHOES.contains(&label.trim_end()))
}

/// Lines of a ticket system that are nobody's words.
fn is_metadata(lower: &str) -> bool {
    let code = lower.starts_with('[')
        && lower.ends_with(']')
        && !lower.contains(' ')
        && lower.contains('-')
        && lower.bytes().any(|b| b.is_ascii_digit());
    let updated = [
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
    ]
    .iter()
    .any(|s| lower.starts_with(s))
        && [
            "updated",
            "solved",
            "bijgewerkt",
            "opgelost",
            "mise à jour",
            "résolue",
            "aktualisiert",
            "gelöst",
        ]
        .iter()
        .any(|w| lower.contains(w));
    let labelled = lower.len() < 90
        && lower.bytes().any(|b| b.is_ascii_digit())
        && [
            "ticket id:",
            "ticket:",
            "ticket #",
            "ticket url:",
            "ticket link:",
            "case #",
            "case:",
            "case number:",
            "case id:",
            "request id:",
            "ticketnummer:",
            "dossier:",
            "vorgang:",
            "zaaknummer:",
            "numéro de ticket :",
        ]
        .iter()
        .any(|s| lower.starts_with(s));
    code || updated
        || labelled
        || lower.starts_with("ref:_")
        || lower.starts_with("thread::")
        || lower.starts_with("to add additional comments, reply")
        || lower.starts_with("um weitere kommentare hinzuzufügen, antworten")
        || lower.starts_with("voeg een opmerking toe door")
        || lower.starts_with("pour ajouter des commentaires, répondez")
}

/// The head above a comment in a helpdesk's mail: `Emma (Acme)`, then its date. How many lines it
/// takes up.
fn comment_head(lines: &[Line<'_>]) -> Option<usize> {
    let filled: Vec<(usize, &str)> = lines
        .iter()
        .enumerate()
        .take(5)
        .filter_map(|(n, l)| l.map(|l| (n, l.trim().trim_matches('*'))))
        .filter(|(_, l)| !l.is_empty())
        .take(2)
        .collect();
    let [(_, name), (at, date)] = filled.as_slice() else {
        return None;
    };
    let named = name.len() < 60
        && !name.ends_with(['.', '!', '?', ':', ','])
        && name.split_whitespace().count() <= 6;
    (named && is_date_line(date)).then_some(at + 1)
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
        joined(&without_frame(&text.lines().map(Some).collect::<Vec<_>>()))
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
    }

    #[test]
    fn opening_hours_are_no_date_line() {
        let text = "We are open:\n\nMon-Fri\n09:00-17:30\n\nSat\n10:00-16:00";
        assert_eq!(cut(text), text);
    }
}
