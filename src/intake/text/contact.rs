//! Blocks of contact data that stand below a text without a closing formula: a name or a company, then
//! job title, telephone, addresses. Only what has a name on top and several such lines goes; the address
//! of a shop may be the answer.

use super::company::Company;
use super::person::{is_person, is_surely_person, is_team};
use super::{Line, is_blank, is_rule, starts_with};

/// No more lines than this are looked at from the end.
const LINES: usize = 40;

/// What a line of such a block can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Data {
    Phone,
    Email,
    Web,
    Title,
    Legal,
    /// A short line that may be anything.
    Short,
}

/// Takes a block of contact data off the end, `from` is where the last block of text begins and `legal`
/// says whether legal lines stood below. Says whether it began with a person's name; `None` where there
/// is no such block.
pub(super) fn without_contact(
    lines: &mut Vec<Line<'_>>,
    from: usize,
    legal: bool,
    company: Company<'_>,
) -> Option<bool> {
    let mut seen = [legal, false, false, false, false];
    let mut found = None;
    for at in (from.max(lines.len().saturating_sub(LINES))..lines.len()).rev() {
        let line = lines[at].unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let Some(data) = data(line) else {
            break;
        };
        match data {
            Data::Legal => seen[0] = true,
            Data::Phone => seen[1] = true,
            Data::Email => seen[2] = true,
            Data::Web => seen[3] = true,
            Data::Title => seen[4] = true,
            Data::Short => {}
        }
        let apart = at > from && is_blank(lines[at - 1]);
        let glued = at > from && !apart && lines[at - 1].is_some_and(|l| l.ends_with('.'));
        if !apart && !glued || line.ends_with(',') {
            continue;
        }
        let person = is_person(line, company) && !is_place(line);
        let head = person || data == Data::Legal || is_team(line, company);
        let above = lines[from..at]
            .iter()
            .flatten()
            .rev()
            .find(|l| !l.trim().is_empty());
        let ended = above.is_some_and(|l| l.trim_end().ends_with(['.', '!', '?', ')']));
        let kinds = seen.iter().filter(|s| **s).count();
        let reached = seen[1] || seen[2] || seen[3] || legal;
        let sure = is_surely_person(line, company)
            && above.is_some_and(|l| !l.trim_end().ends_with([':', ',']));
        let data = kinds >= 2 && reached;
        if head
            && (apart && ended && (data || person && seen[4])
                || sure && apart && data
                || glued && data)
        {
            found = Some((at, person));
        }
    }
    let (at, person) = found?;
    lines.truncate(at);
    Some(person)
}

/// Whether a line tells how to reach somebody, and nothing else.
pub(super) fn is_reach(line: &str) -> bool {
    matches!(data(line), Some(Data::Phone | Data::Email | Data::Web))
}

/// What a line is when it can stand in such a block.
fn data(line: &str) -> Option<Data> {
    if line.len() > 90 || line.starts_with(['-', '*', '•', '>']) && line.contains(' ') {
        return None;
    }
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let words = line.split_whitespace().count();
    let labelled = |labels: &[&str]| labels.iter().any(|l| starts_with(line, l));
    if digits >= 7
        && (letters == 0
            || letters <= 24
                && labelled(&[
                    "t:", "t.", "t ", "tel", "tél", "phone", "m:", "m.", "m ", "mob", "fax", "f:",
                    "f.", "+", "direct", "cell", "tlf",
                ]))
    {
        return Some(Data::Phone);
    }
    if line.contains('@') && words <= 3 {
        return Some(Data::Email);
    }
    let host = words == 1
        && line.len() >= 5
        && line.contains('.')
        && line.ends_with(|c: char| c.is_ascii_lowercase())
        && line
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-/".contains(&b));
    if host || words <= 3 && (labelled(&["www.", "http", "web", "site"]) || line.contains("://")) {
        return Some(Data::Web);
    }
    let is_legal = |w: &str| {
        matches!(
            w.trim_end_matches(','),
            "GmbH"
                | "AG"
                | "KG"
                | "Ltd"
                | "Ltd."
                | "Limited"
                | "B.V."
                | "BV"
                | "NV"
                | "N.V."
                | "SA"
                | "S.A."
                | "SAS"
                | "SARL"
                | "Inc"
                | "Inc."
                | "LLC"
                | "plc"
                | "PLC"
                | "e.V."
                | "mbH"
                | "SE"
                | "BVBA"
                | "SRL"
        )
    };
    if words <= 10 && line.split_whitespace().skip(1).any(is_legal) {
        return Some(Data::Legal);
    }
    if line.ends_with(['.', '?', '!', ':', ';']) || line.chars().count() > 60 {
        return None;
    }
    if words <= 7 && is_title(line) {
        return Some(Data::Title);
    }
    Some(Data::Short)
}

/// Whether a line has the name of a job in it.
fn is_title(line: &str) -> bool {
    const JOBS: &[&str] = &[
        "advisor",
        "adviser",
        "agent",
        "manager",
        "specialist",
        "representative",
        "assistant",
        "director",
        "officer",
        "executive",
        "coordinator",
        "consultant",
        "engineer",
        "clerk",
        "administrator",
        "medewerker",
        "medewerkster",
        "adviseur",
        "klantadviseur",
        "directeur",
        "beheerder",
        "consulent",
        "conseiller",
        "conseillère",
        "chargé",
        "chargée",
        "responsable",
        "assistante",
        "directrice",
        "gestionnaire",
        "conseillere",
        "mitarbeiter",
        "mitarbeiterin",
        "berater",
        "beraterin",
        "kundenberater",
        "kundenberaterin",
        "leiter",
        "leiterin",
        "sachbearbeiter",
        "sachbearbeiterin",
        "geschäftsführer",
        "geschäftsführerin",
        "filialleiter",
        "filialleiterin",
        "assistentin",
        "referent",
        "partner",
        "notaris",
        "surveyor",
        "owner",
        "eigenaar",
        "inhaber",
        "inhaberin",
        "gérant",
        "gérante",
        "founder",
        "oprichter",
        "supervisor",
        "secretary",
        "receptionist",
        "trainer",
        "docent",
        "rédacteur",
        "technicien",
        "vendeur",
        "vendeuse",
        "verkoper",
        "verkäufer",
        "verkäuferin",
        "buyer",
        "solicitor",
        "librarian",
        "steuerberater",
        "notaire",
        "teamleider",
        "teamlead",
        "teamleiter",
        "teamleiterin",
        "planner",
        "expert",
        "experte",
        "expertin",
        "referentin",
    ];
    line.split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.len() >= 5)
        .any(|w| JOBS.iter().any(|j| w.len() == j.len() && starts_with(w, j)))
}

/// Whether a line has a word of a street or a building in it.
pub(super) fn is_place(line: &str) -> bool {
    const PLACES: &[&str] = &[
        "street",
        "road",
        "lane",
        "avenue",
        "square",
        "house",
        "centre",
        "center",
        "park",
        "store",
        "shop",
        "station",
        "rue",
        "place",
        "boulevard",
        "magasin",
        "boutique",
        "winkel",
        "filiaal",
        "filiale",
        "markt",
        "plein",
        "laan",
        "weg",
        "building",
        "hall",
        "market",
        "court",
        "quay",
        "north",
        "south",
        "east",
        "west",
    ];
    line.split_whitespace().any(|word| {
        let word = word.trim_matches([',', '.']).to_lowercase();
        PLACES.contains(&word.as_str())
            || [
                "straat", "straße", "strasse", "str", "laan", "weg", "plein", "platz", "gracht",
                "kade", "allee",
            ]
            .iter()
            .any(|end| word.len() > end.len() + 2 && word.ends_with(end))
    })
}

/// Takes footer links off the end: lines of nothing but `Facebook | Privacy` and the like.
pub(super) fn without_footer_links(lines: &mut Vec<Line<'_>>) {
    const NAMES: &[&str] = &[
        "facebook",
        "twitter",
        "x",
        "instagram",
        "linkedin",
        "youtube",
        "tiktok",
        "pinterest",
        "unsubscribe",
        "privacy",
        "privacy policy",
        "privacy statement",
        "terms",
        "terms and conditions",
        "view in browser",
        "view online",
        "manage preferences",
        "website",
        "afmelden",
        "uitschrijven",
        "privacyverklaring",
        "privacybeleid",
        "algemene voorwaarden",
        "bekijk online",
        "se désabonner",
        "se désinscrire",
        "mentions légales",
        "politique de confidentialité",
        "abmelden",
        "abbestellen",
        "newsletter abbestellen",
        "datenschutz",
        "datenschutzerklärung",
        "impressum",
        "agb",
    ];
    let of_links = |line: &str| {
        line.split(['|', '•', '·', '-', '/', '–'])
            .map(str::trim)
            .filter(|piece| !piece.is_empty())
            .all(|piece| piece.len() < 40 && NAMES.contains(&piece.to_lowercase().as_str()))
    };
    let mut filled = lines.iter().filter(|l| !is_blank(**l)).count();
    while let Some(line) = lines.last() {
        let blank = is_blank(*line) || line.is_some_and(|l| is_rule(l, 3));
        let footer = line.is_some_and(|l| l.len() < 160 && of_links(l));
        // An answer of one word stays.
        if !blank && (!footer || filled < 2) {
            break;
        }
        filled -= usize::from(!is_blank(*line));
        lines.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::super::joined;
    use super::*;

    fn cut(text: &str) -> (String, Option<bool>) {
        let mut lines: Vec<Line<'_>> = text.lines().map(Some).collect();
        let found = without_contact(&mut lines, 0, false, Company::of("help@acme.test", ""));
        (joined(&lines), found)
    }

    #[test]
    fn contact_data_below_a_name_goes() {
        for (text, own, person) in [
            (
                "Yes.\n\nGina Reed\ngina@acme.test\n(555) 346-9947\nwww.acme.test",
                "Yes.",
                true,
            ),
            ("Ja.\n\nJan de Wit\nMedewerker Klantcontact", "Ja.", true),
            (
                "Ja.\n\nPetra Klein\nKundenberaterin\n\nAcme GmbH\nTel. 030 1234567",
                "Ja.",
                true,
            ),
            (
                "Oui.\n\nAcme SARL\n12 rue du Lac\nTél : 01 23 45 67 89\ncontact@acme.test",
                "Oui.",
                false,
            ),
        ] {
            assert_eq!(cut(text), (own.to_owned(), Some(person)), "{text}");
        }
    }

    #[test]
    fn an_address_that_is_the_answer_stays() {
        for text in [
            "Our shop is here.\n\nMain Street 5\n1012 AB Amsterdam\n020-1234567",
            "You can write to:\n\nGina Reed\ngina@acme.test\n020 1234567",
            "We have two.\n\nGent\nBrugge",
            "Call us on 020 1234567.",
            "Yes.\n\nGina Reed will call you on 020 1234567 or mail gina@acme.test today.",
        ] {
            assert_eq!(cut(text), (text.to_owned(), None), "{text}");
        }
    }

    #[test]
    fn footer_links_go_from_the_end() {
        let mut lines: Vec<Line<'_>> =
            "Yes.\nPrivacy matters.\n\nFacebook | Instagram\nUnsubscribe"
                .lines()
                .map(Some)
                .collect();
        without_footer_links(&mut lines);
        assert_eq!(joined(&lines), "Yes.\nPrivacy matters.");
        let mut lines = vec![Some("Instagram")];
        without_footer_links(&mut lines);
        assert_eq!(joined(&lines), "Instagram");
    }
}
