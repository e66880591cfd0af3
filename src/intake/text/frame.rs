//! What a helpdesk or a company puts around an agent's words: ticket data, survey footers,
//! disclaimers, the echo of the question.

use super::beginnings::Beginnings;
use super::{Line, is_rule, starts_with};
use std::sync::LazyLock;

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
    "vertraulichkeitshinweis",
    "haftungsausschluss",
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
    "how satisfied are you",
    "how was the help",
    "how was your experience",
    "how helpful was",
    "your feedback helps",
    "take our survey",
    "take a short survey",
    "please take a moment to rate",
    "let us know how we did",
    "hoe was ons",
    "hoe vond u",
    "hoe vond je",
    "was dit antwoord",
    "heeft dit je geholpen",
    "heeft dit u geholpen",
    "laat ons weten hoe",
    "geef uw mening",
    "geef je mening",
    "comment s'est passé",
    "que pensez-vous de",
    "cette réponse vous a-t-elle",
    "notez cette",
    "évaluer cette",
    "wie hat ihnen",
    "wie war",
    "war diese antwort",
    "hat ihnen diese antwort",
    "hat ihnen das geholfen",
    // below everything
    "powered by ",
    "copyright ©",
    "© 20",
    "©20",
    "all rights reserved",
    "follow us on",
    "find us on",
    "connect with us",
    "volg ons op",
    "suivez-nous",
    "retrouvez-nous sur",
    "folgen sie uns",
    "folge uns",
    "click here to unsubscribe",
    "please do not print",
    "n'imprimez",
    "bitte denken sie an die umwelt",
    "bitte prüfen sie, ob diese",
    "denken sie an die umwelt",
    "moet dit echt geprint",
    "merci de penser à l'environnement",
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

/// Beginnings of legal lines. Some of them may be the answer, so they stay where a text announces them.
const LEGAL: &[&str] = &[
    "registered in england",
    "registered in scotland",
    "registered in ireland",
    "registered office",
    "registered company",
    "company number",
    "company registration",
    "company no",
    "vat number",
    "vat no",
    "vat reg",
    "vat:",
    "authorised and regulated",
    "kvk",
    "k.v.k.",
    "kamer van koophandel",
    "btw-nummer",
    "btw nr",
    "btw:",
    "statutair gevestigd",
    "ondernemingsnummer",
    "sitz der gesellschaft",
    "sitz:",
    "firmensitz",
    "handelsregister",
    "geschäftsführer",
    "geschäftsführung",
    "amtsgericht",
    "registergericht",
    "hrb ",
    "ust-id",
    "ust.-id",
    "ustid",
    "steuernummer",
    "vorstand",
    "aufsichtsrat",
    "vorsitzender des",
    "vertretungsberechtigt",
    "eingetragen im",
    "siège social",
    "rcs ",
    "r.c.s",
    "siret",
    "siren",
    "sarl au capital",
    "s.a.r.l. au capital",
    "sas au capital",
    "s.a.s. au capital",
    "sa au capital",
    "s.a. au capital",
    "capital social",
    "société anonyme au",
    "société par actions",
    "tva intra",
    "n° tva",
    "numéro de tva",
];

static FOOTER: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::new(FOOTERS));
static LEGAL_LINE: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::new(LEGAL));

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
    const FIRST: &[u8] = b"[yujvitrcdnpb#";
    let first = line.as_bytes().first().map_or(0, u8::to_ascii_lowercase);
    if !FIRST.contains(&first) {
        return false;
    }
    // Most lines that begin so are no data either: only a bracket, a sign or a number makes them worth it.
    let data = line
        .bytes()
        .any(|b| b.is_ascii_digit() || matches!(b, b'[' | b'#' | b':' | b','));
    if !data && line.len() > 40 {
        return false;
    }
    let lower = line.to_lowercase();
    let lower = lower.as_str();
    let shown = line.len() < 160
        && [
            "view this ticket",
            "view ticket",
            "view your ticket",
            "view the ticket",
            "view request",
            "view your request",
            "view this conversation",
            "bekijk dit ticket",
            "bekijk ticket",
            "bekijk je ticket",
            "bekijk uw ticket",
            "voir le ticket",
            "voir ce ticket",
            "consulter le ticket",
            "consulter votre demande",
            "ticket ansehen",
            "ticket anzeigen",
            "ticket bekijken",
            "anfrage ansehen",
            "ticket status:",
            "ticketstatus:",
            "ticket priority:",
            "priority:",
            "prioriteit:",
            "priorité :",
            "priorität:",
            "department:",
            "afdeling:",
            "assigned to:",
            "requester:",
            "ticket details",
            "ticketdetails",
        ]
        .iter()
        .any(|s| lower.starts_with(s));
    if shown {
        return true;
    }
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
    let mut filled = lines
        .iter()
        .enumerate()
        .take(5)
        .filter_map(|(n, l)| l.map(|l| (n, l.trim().trim_matches('*'))))
        .filter(|(_, l)| !l.is_empty());
    let (_, name) = filled.next()?;
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
