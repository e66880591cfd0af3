//! Ticket numbers in running text.

/// No more of a text than this is read, and no more tickets than this are taken from it.
const BYTES: usize = 32 * 1024;
const MOST: usize = 6;

/// Words before a number that make it a ticket's.
const KEYWORDS: &[&str] = &[
    "aanvraag",
    "aanvraagnummer",
    "aktenzeichen",
    "anfrage",
    "anfragenummer",
    "bearbeitungsnummer",
    "case",
    "casenumber",
    "conversation",
    "demande",
    "dossier",
    "dossiernummer",
    "enquiry",
    "fall",
    "fallnummer",
    "incident",
    "incidentnummer",
    "kenmerk",
    "melding",
    "meldingsnummer",
    "ref",
    "referentie",
    "referentienummer",
    "reference",
    "referenz",
    "referenznummer",
    "référence",
    "request",
    "réf",
    "servicenummer",
    "ticket",
    "ticketnr",
    "ticketnummer",
    "vorgang",
    "vorgangsnummer",
    "vraagnummer",
    "zaak",
    "zaaknummer",
];
/// Words that may stand between.
const FILLERS: &[&str] = &[
    "n", "no", "nr", "id", "is", "ist", "est", "le", "lautet", "luidt", "number", "num", "numéro",
    "nummer", "numero", "der", "the", "your", "uw", "ihre", "votre", "with", "de", "as", "under",
];

/// The tickets that a text names, each as `ticket:NUMBER`: `[#48213]`, `Ticket 991`, `[##77##]`,
/// `Your request (48213)`, `[ACME-123]`, `Vorgangsnummer lautet 00123`.
pub(super) fn tickets(text: &str) -> Vec<String> {
    let text = &text[..text.floor_char_boundary(BYTES)];
    let bytes = text.as_bytes();
    let mut found: Vec<String> = Vec::new();
    // Behind the last word with a digit.
    let mut at = 0;
    while let Some(offset) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let digit = at + offset;
        let run = at + text[at..digit].trim_end_matches(is_of_word).len();
        let start = text[run..digit]
            .find(char::is_alphanumeric)
            .map_or(digit, |n| run + n);
        let end = text[digit..]
            .find(|c| !is_of_word(c))
            .map_or(text.len(), |n| digit + n);
        let word = text[start..end].trim_end_matches(SIGNS);
        let before = &text[at..run];
        at = end;
        let sign = start.checked_sub(1).map(|n| bytes[n]);
        let hashed = sign == Some(b'#');
        let bracketed = sign == Some(b'[') && bytes.get(start + word.len()) == Some(&b']');
        let named = if bracketed && !hashed {
            is_number(word, hashed, !is_keyword_last(before))
        } else {
            is_number(word, hashed, false) && (hashed || is_keyword_last(before))
        };
        if named {
            let mark = format!("ticket:{}", word.to_lowercase());
            if !found.contains(&mark) {
                found.push(mark);
            }
            if found.len() == MOST {
                break;
            }
        }
    }
    found
}

const SIGNS: [char; 4] = ['-', '_', '.', '/'];

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || SIGNS.contains(&c)
}

/// Whether words end in a keyword, but for what may stand between it and its number.
fn is_keyword_last(words: &str) -> bool {
    words
        .rsplit(|c| !is_of_word(c))
        .map(|word| {
            word.trim_start_matches(SIGNS)
                .trim_end_matches(SIGNS)
                .to_lowercase()
        })
        .find(|word| !(word.is_empty() || FILLERS.contains(&word.as_str())))
        .is_some_and(|word| KEYWORDS.contains(&word.as_str()))
}

/// Whether a word with digits may be a ticket's number: no year, date, time, price or version.
fn is_number(word: &str, hashed: bool, lettered: bool) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let year = word.len() == 4 && digits == 4 && (word.starts_with("19") || word.starts_with("20"));
    let letters = word.bytes().any(|b| b.is_ascii_alphabetic());
    let dated = !letters && word.contains(['.', '/']);
    word.len() <= 30
        && word.is_ascii()
        && digits >= if hashed { 2 } else { 3 }
        && !dated
        && !year
        // `[ACME-123]` alone needs its letters.
        && (!lettered || letters || digits >= 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tickets_are_told_from_other_numbers() {
        for (text, ticket) in [
            ("[#48213] Opening hours", Some("48213")),
            ("Re: [Ticket 991] Your enquiry", Some("991")),
            ("Re: [##123##] Coats", Some("123")),
            ("[Ticket#2026110410000012] Coats", Some("2026110410000012")),
            ("[ACME-123] Coats", Some("acme-123")),
            ("#123: Coats", Some("123")),
            ("Case 00123: Coats", Some("00123")),
            ("Your request (48213) has been received", Some("48213")),
            ("Je ticketnummer is 991.", Some("991")),
            ("unter der Vorgangsnummer 00123 erfasst", Some("00123")),
            ("sous le numéro de dossier : 2026-0042", Some("2026-0042")),
            ("Uw zaaknummer: Z-2026.0042", Some("z-2026.0042")),
            ("We are open from 0900 to 1800", None),
            ("In case 2026 is full", None),
            ("Ring 020 7946 0018", None),
            ("the refund of 12345 euros", None),
            ("[2026]", None),
            ("ref 12.11.2026", None),
            ("Bestellungen ab 50 Euro", None),
            ("", None),
        ] {
            let expected: Vec<String> = ticket.iter().map(|t| format!("ticket:{t}")).collect();
            assert_eq!(tickets(text), expected, "{text}");
        }
    }
}
