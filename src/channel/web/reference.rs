//! The number under which a site keeps what was sent.

use super::words::fold;

/// What such a number is called. Longer ones first.
const NAMES: &[&str] = &[
    "reference number",
    "reference code",
    "reference id",
    "reference no",
    "your reference",
    "reference",
    "ticket number",
    "ticket id",
    "ticket no",
    "ticket",
    "case number",
    "case id",
    "case no",
    "case",
    "request number",
    "request id",
    "request no",
    "enquiry number",
    "inquiry number",
    "confirmation number",
    "confirmation code",
    "tracking number",
    "submission id",
    "submission number",
    "message id",
    "ref",
    "referentienummer",
    "referentiecode",
    "referentie",
    "kenmerk",
    "ticketnummer",
    "zaaknummer",
    "dossiernummer",
    "meldingsnummer",
    "aanvraagnummer",
    "bevestigingsnummer",
    "numero de reference",
    "numero de dossier",
    "numero de ticket",
    "numero de demande",
    "numero de suivi",
    "dossier",
    "referenznummer",
    "referenz",
    "ticketnummer",
    "vorgangsnummer",
    "fallnummer",
    "bearbeitungsnummer",
    "anfragenummer",
    "aktenzeichen",
    "vorgang",
    "ticket-id",
    "ticket-nr",
    "referenz-nr",
    "vorgangs-nr",
    "request",
    "enquiry",
    "inquiry",
    "demande",
    "anfrage",
    "aanvraag",
    "melding",
];
/// Names that stand before other things too: a number follows them only behind a sign.
const LOOSE: &[&str] = &[
    "request", "enquiry", "inquiry", "demande", "anfrage", "aanvraag", "melding", "case",
    "dossier", "ref", "vorgang",
];
/// What may stand between the name and the number.
const BETWEEN: &[&str] = &[
    "is",
    "number",
    "no",
    "nr",
    "id",
    "code",
    "est",
    "le",
    "la",
    "lautet",
    "ist",
    "luidt",
    "for",
    "this",
    "your",
    "enquiry",
    "request",
    "inquiry",
    "message",
    "with",
    "reference",
    "ref",
    "n",
    "numero",
    "nummer",
    "the",
    "votre",
    "sous",
    "unter",
    "der",
    "die",
    "onder",
    "uw",
    "ihre",
    "referentie",
    "kenmerk",
    "referenz",
];

/// The number in a line, as it is written; none of those `known` to us already.
pub(super) fn reference(line: &str, known: &[&str]) -> Option<String> {
    let line = &line[..line.floor_char_boundary(1_000)];
    let words: Vec<&str> = line
        .split(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    ':' | ',' | '(' | ')' | '"' | '\'' | '“' | '”' | '«' | '»'
                )
        })
        .filter(|word| !word.is_empty())
        .collect();
    let folded: Vec<String> = words
        .iter()
        .map(|word| {
            fold(word)
                .trim_matches(|c: char| !c.is_alphanumeric())
                .to_owned()
        })
        .collect();
    (0..words.len()).find_map(|at| {
        let (name, length) = NAMES.iter().find_map(|name| {
            let parts: Vec<&str> = name.split(' ').collect();
            let here = folded.get(at..at + parts.len())?;
            (here == parts).then_some((*name, parts.len()))
        })?;
        let mut next = at + length;
        let begun = next;
        while next < begun + 4
            && folded
                .get(next)
                .is_some_and(|w| BETWEEN.contains(&w.as_str()))
        {
            next += 1;
        }
        // `n°`, `#` and the like alone.
        while words
            .get(next)
            .is_some_and(|w| matches!(*w, "#" | "n°" | "nº" | "no." | "nr." | "-" | "–"))
        {
            next += 1;
        }
        let word = *words.get(next)?;
        let signed = word.starts_with('#') || next > begun;
        if LOOSE.contains(&name) && !signed {
            return None;
        }
        number(word).filter(|number| !known.iter().any(|known| known.contains(number.as_str())))
    })
}

/// A word that may be such a number.
fn number(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let plain = word
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-_/.#".contains(&b));
    let is_date = word.split(['-', '/', '.']).count() == 3
        && word.split(['-', '/', '.']).all(|part| {
            !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit())
        });
    (plain && digits >= 2 && (3..=40).contains(&word.len()) && !is_date).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_read_as_it_is_written() {
        for (line, is) in [
            ("Your reference is ABC-123.", Some("ABC-123")),
            ("Reference number: #2024/0012", Some("2024/0012")),
            ("We opened ticket #48213 for you", Some("48213")),
            ("Uw kenmerk: KL.98-1", Some("KL.98-1")),
            ("Votre numéro de dossier est le 77 12", None),
            ("Votre numéro de dossier est le D7712", Some("D7712")),
            (
                "Ihre Vorgangsnummer lautet V-2026-0099!",
                Some("V-2026-0099"),
            ),
            (
                "Your enquiry (reference W1-00042) was received",
                Some("W1-00042"),
            ),
            ("Your request #4711 has been received", Some("4711")),
            ("Your request 24 hours a day", None),
            ("In this case 100 people", None),
            ("Reference: our FAQ", None),
            ("reference 2026-11-02", None),
            ("ticket anna.reed+t12@shop.test", None),
            ("Your reference: TOKEN77", None),
        ] {
            assert_eq!(reference(line, &["x TOKEN77 y"]).as_deref(), is, "{line}");
        }
    }
}
