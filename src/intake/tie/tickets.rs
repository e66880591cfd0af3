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
    let mut found: Vec<String> = Vec::new();
    let mut armed = false;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(offset) = text[at..].find(|c: char| c.is_alphanumeric()) {
        let start = at + offset;
        let rest = &text[start..];
        let length = rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/')))
            .unwrap_or(rest.len());
        let word = rest[..length].trim_end_matches(['-', '_', '.', '/']);
        at = start + length;
        // A ticket stands in the sentence of its keyword.
        let sign = start.checked_sub(1).map(|n| bytes[n]);
        let after = bytes.get(start + word.len()).copied();
        if word.bytes().any(|b| b.is_ascii_digit()) {
            let hashed = sign == Some(b'#');
            let bracketed = sign == Some(b'[') && after == Some(b']');
            if is_number(word, hashed, bracketed && !armed && !hashed)
                && (armed || hashed || bracketed)
            {
                let mark = format!("ticket:{}", word.to_lowercase());
                if !found.contains(&mark) {
                    found.push(mark);
                }
                if found.len() == MOST {
                    break;
                }
            }
            armed = false;
        } else {
            let lower = word.to_lowercase();
            let lower = lower.trim_end_matches('.');
            armed = KEYWORDS.contains(&lower) || (armed && FILLERS.contains(&lower));
        }
    }
    found
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
