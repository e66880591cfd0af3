//! A subject as it was before it was answered.

/// A subject without prefixes such as `Re:`, in lower case, blanks collapsed.
pub(in crate::intake) fn plain_subject(subject: &str) -> String {
    let lower = subject.to_lowercase();
    let mut rest = lower.trim();
    // Each round takes one prefix off; a subject is short.
    for _ in 0..20 {
        let before = rest;
        if let Some((prefix, after)) = rest.split_once(':')
            && PREFIXES.contains(
                &prefix
                    .trim()
                    .trim_end_matches(|c: char| c == ']' || c == '[' || c.is_ascii_digit()),
            )
        {
            rest = after.trim_start();
        }
        // `[Ticket #123]`, `[Acme]`, `[EXTERNAL]`
        if let Some(tag) = rest.strip_prefix('[')
            && let Some((_, after)) = tag.split_once(']')
        {
            rest = after.trim_start();
        }
        if rest == before {
            break;
        }
    }
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}

const PREFIXES: &[&str] = &[
    "re",
    "aw",
    "antw",
    "antwoord",
    "betr",
    "fw",
    "fwd",
    "tr",
    "wg",
    "doorst",
    "rép",
    "rep",
    "ref",
    "r",
    "sv",
    "vs",
    "rv",
    "res",
    "i",
    "automatic reply",
    "automatische antwort",
    "automatisch antwoord",
    "réponse automatique",
    "auto",
    "autoreply",
    "out of office",
    "abwesend",
    "ext",
    "external",
    "spam",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_lose_their_prefixes() {
        for subject in [
            "Re: Opening  hours",
            "AW: WG: [Ticket #123] Opening hours",
            "[Acme] Re[2]: opening hours",
            "Réponse automatique : Opening hours",
        ] {
            assert_eq!(plain_subject(subject), "opening hours", "{subject}");
        }
    }
}
