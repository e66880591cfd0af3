//! What stands below the last sentence though no known formula introduces it: a name, a team, a menu. Read from
//! the end upward, paragraph by paragraph; the first that says something ends it. A line that may be an answer
//! stays: a name kept costs less than a sentence lost.

use super::company::Company;
use super::contact::{is_place, is_reach};
use super::person::{is_first_name, is_person, is_surely_person, is_team};
use super::{Line, is_blank, same, starts_with};

/// No more paragraphs than this are taken off, none of more lines than [`LINES`].
const PARAGRAPHS: usize = 5;
const LINES: usize = 7;

/// Takes off the end what says nothing. `from` is where the last block of text begins. Says whether a person's
/// name was among it.
/// `legal` says whether a company's registration stood below.
pub(super) fn without_tail(
    lines: &mut Vec<Line<'_>>,
    from: usize,
    legal: bool,
    company: Company<'_>,
) -> bool {
    let mut named = false;
    for _ in 0..PARAGRAPHS {
        let Some(last) = lines[from..].iter().rposition(|l| !is_blank(*l)) else {
            break;
        };
        let last = from + last;
        let first = lines[from..=last]
            .iter()
            .rposition(|l| is_blank(*l))
            .map_or(from, |n| from + n + 1);
        let Some(above) = lines[..first].iter().rev().find(|l| !is_blank(**l)) else {
            // All there is: at most a name below its last sentence.
            named |= drop_last_name(lines, first, last, company);
            break;
        };
        let above = above.unwrap_or_default().trim_end();
        let block: Vec<&str> = lines[first..=last]
            .iter()
            .rev()
            .take(LINES + 1)
            .rev()
            .map(|l| l.unwrap_or_default().trim())
            .collect();
        if above.ends_with(':') || block.len() > LINES {
            named |= drop_last_name(lines, first, last, company);
            break;
        }
        let Some((keep, person)) = below(&block, above, legal, company) else {
            named |= drop_last_name(lines, first, last, company);
            break;
        };
        named |= person;
        lines.truncate(first + keep);
        if keep > 0 {
            break;
        }
    }
    named
}

/// How a team's line begins that no person's name can stand above as a first word.
const OF_ALL: &[&str] = &[
    "ihr ", "ihre ", "euer ", "eure ", "uw ", "je ", "het ", "team ", "the ", "your ", "l'", "le ",
    "la ", "les ", "votre ", "das ", "dein ", "deine ",
];

/// How many lines of the last paragraph stay, and whether a person is named in the others; `None` where it all
/// stays.
fn below(block: &[&str], above: &str, legal: bool, company: Company<'_>) -> Option<(usize, bool)> {
    let (head, rest) = block.split_first()?;
    if head.len() > 160 {
        return None;
    }
    if is_menu(head) && !rest.iter().any(|l| l.contains('|')) {
        return Some((0, false));
    }
    let named = |lines: &[&str]| lines.iter().any(|l| is_surely_person(l, company));
    if is_surely_person(head, company)
        && (head.contains('|') || !is_place(head))
        && block.iter().all(|l| is_about(l))
    {
        return Some((0, true));
    }
    let firm = |line: &str| is_team(line, company) && is_about(line);
    // `Acme Ltd, 5 Mill Lane, Leeds`, right above the company's registration.
    if legal
        && block
            .iter()
            .all(|l| is_about(l) || l.len() <= 90 && !is_ended(l))
    {
        let shown = head.split(',').next().unwrap_or_default();
        if company.shared(shown) > 0 || company.is_within(shown) || is_team(shown, company) {
            return Some((0, named(rest)));
        }
    }
    let ended = is_ended(above);
    // A name that is not well known: with the company's below it, or alone below a full stop.
    if is_person(head, company) && !is_place(head) && !firm(head) && !head.ends_with(['!', ',']) {
        let known = rest.first().map_or(
            ended && head.split(' ').count() <= 3 && !head.contains([',', '|', '/']),
            |l| firm(l),
        );
        if known && rest.iter().all(|l| is_about(l)) {
            // `Herzlichst`, above `Ihr Acme-Team`, is no name.
            let farewell = !head.contains(' ')
                && rest
                    .first()
                    .is_some_and(|l| OF_ALL.iter().any(|w| starts_with(l, w)));
            return Some((0, !farewell));
        }
    }
    let all_firm = |lines: &[&str]| {
        lines
            .iter()
            .all(|l| firm(l) || is_surely_person(l, company) || is_reach(l))
            && lines.iter().filter(|l| is_reach(l)).count() != 1
    };
    if firm(head) && all_firm(rest) {
        return Some((0, named(rest)));
    }
    // A farewell of any words, then the names: it stays, as a formula does.
    let second = *rest.first()?;
    if is_farewell(head) && !firm(second) && is_person(second, company) {
        let first = second.split([' ', ',']).next().unwrap_or_default();
        let named = is_first_name(first) || company.is_sender(first);
        let told = head.contains(' ') || head.ends_with(['!', ',']);
        let sure = head.ends_with(',') || named || told && is_surely_person(second, company);
        return (sure && rest.iter().all(|l| is_about(l))).then_some((1, true));
    }
    (is_farewell(head) && firm(second) && all_firm(rest)).then_some((1, named(rest)))
}

/// Takes off a last line that is surely a person's name, right below a sentence's end.
fn drop_last_name(
    lines: &mut Vec<Line<'_>>,
    first: usize,
    last: usize,
    company: Company<'_>,
) -> bool {
    if last == first {
        return false;
    }
    let before = lines[last - 1].unwrap_or_default();
    let name = lines[last].unwrap_or_default().trim();
    let alone = name.split(' ').count() <= 2
        && name.chars().all(|c| c.is_alphabetic() || " .-".contains(c));
    if alone
        && is_ended(before)
        && before.len() > 3
        && !name.ends_with('.')
        && is_surely_person(name, company)
    {
        lines.truncate(last);
        return true;
    }
    false
}

/// Whether a line ends as a sentence does: with a sign, or with an emoji.
fn is_ended(line: &str) -> bool {
    line.trim_end().chars().next_back().is_some_and(|c| {
        matches!(c, '.' | '!' | '?' | ')' | '…') || !c.is_alphanumeric() && c > '\u{2000}'
    })
}

/// Whether a line can stand below a name: short, no sentence, no item of a list.
fn is_about(line: &str) -> bool {
    line.len() <= 70
        && line.split_whitespace().count() <= if line.contains('|') { 11 } else { 7 }
        && !line.starts_with(['-', '*', '•', '·'])
        && !line.ends_with(['?', '!', ':', ';'])
        && (!line.ends_with('.') || line.split_whitespace().count() <= 3)
        && !line.contains(['€', '$', '£', '%'])
}

/// Whether a line bids farewell, as far as its shape tells: a few words, no number, no sentence's end but `!`.
fn is_farewell(line: &str) -> bool {
    line.len() <= 48
        && (1..=7).contains(&line.split_whitespace().count())
        && !line.starts_with(['-', '*', '•', '·'])
        && !line.ends_with(['?', ':', ';', '.'])
        && !line.contains(['@', '/', '|', '€', '$', '£', '%', '(', '"'])
        && !line.bytes().any(|b| b.is_ascii_digit())
}

/// Whether a line is a shop's menu: `NEW IN | SALE | GIFT CARDS`. Three colours are none.
fn is_menu(line: &str) -> bool {
    if line.len() > 160
        || line.starts_with(['|', '•', '·'])
        || line.bytes().any(|b| b.is_ascii_digit())
    {
        return false;
    }
    let pieces = || line.split(['|', '•', '·']).map(str::trim);
    let shouted = |p: &str| p.len() >= 4 && !p.chars().any(char::is_lowercase);
    let listed = |p: &str| MENU.iter().any(|m| same(p, m));
    pieces().count() >= 3
        && pieces().any(|p| shouted(p) || listed(p))
        && pieces().all(|p| {
            p.starts_with(char::is_uppercase)
                && p.len() <= 30
                && p.split(' ').count() <= 4
                && !p.ends_with(['.', '?', '!'])
        })
}

const MENU: &[&str] = &[
    "sale",
    "new in",
    "shop",
    "blog",
    "gift cards",
    "gifts",
    "faq",
    "contact",
    "about us",
    "stores",
    "outlet",
    "nieuw",
    "cadeaubonnen",
    "winkels",
    "over ons",
    "soldes",
    "nouveautés",
    "cartes cadeaux",
    "boutiques",
    "neu",
    "neuheiten",
    "angebote",
    "gutscheine",
    "filialen",
    "über uns",
    "women",
    "men",
    "kids",
    "dames",
    "heren",
    "femme",
    "homme",
    "damen",
    "herren",
];

#[cfg(test)]
mod tests {
    use super::super::joined;
    use super::*;

    fn cut(text: &str) -> (String, bool) {
        let company = Company::of("help@acme.test", "Wren & Daughters");
        let mut lines: Vec<Line<'_>> = text.lines().map(Some).collect();
        let named = without_tail(&mut lines, 0, false, company);
        (joined(&lines), named)
    }

    #[test]
    fn what_says_nothing_goes() {
        for (tail, kept, named) in [
            ("Wren & Daughters Customer Service", "", false),
            ("The HMO Licensing Team, Calverton Council Team", "", false),
            (
                "Tail wags,\nPup & Paws Co Customer Service",
                "\n\nTail wags,",
                false,
            ),
            (
                "Thank you for bearing with us\n\nThe Thames Valley Water Team",
                "\n\nThank you for bearing with us",
                false,
            ),
            (
                "Tot gauw,\nWren & Daughters klantcontact",
                "\n\nTot gauw,",
                false,
            ),
            (
                "À très vite,\nLe service clients Maison Verlaine",
                "\n\nÀ très vite,",
                false,
            ),
            (
                "Belle journée,\nSolène\nConseillère Maison Verlaine",
                "\n\nBelle journée,",
                true,
            ),
            ("Schlaf schön\nMeike", "\n\nSchlaf schön", true),
            (
                "Alles Gute für Sie\nS. Nagel",
                "\n\nAlles Gute für Sie",
                true,
            ),
            (
                "Demi\nBabyhuis Pluis\n\nNIEUW | SALE | CADEAUBONNEN\nGratis verzending vanaf € 50",
                "",
                true,
            ),
            ("Siebe\nWren & Daughters", "", true),
            ("Linda", "", true),
            ("Linda x", "", true),
            ("Linda 🙂", "", true),
            (
                "Kette rechts!\nJonas vom Radhaus",
                "\n\nKette rechts!",
                true,
            ),
            ("Herzlichst\nIhr Radhaus-Team", "", false),
            ("Marcus from Parcelhop", "", true),
            ("Euer Kassenwart\nGünther", "\n\nEuer Kassenwart", true),
        ] {
            let own = format!("Yes, we do have it 👍 anything else is kerbside only.{kept}");
            let text = format!("Yes, we do have it 👍 anything else is kerbside only.\n\n{tail}");
            assert_eq!(cut(&text), (own, named), "{tail}");
        }
        assert_eq!(
            cut("anything heavier is kerbside only\n\nMarcus"),
            ("anything heavier is kerbside only".to_owned(), true)
        );
    }

    #[test]
    fn what_may_be_an_answer_stays() {
        for text in [
            "Are we open late?\n\nYes, until 9pm",
            "We open:\n\n- Tuesday: 9-17\n- Wednesday: 10-16",
            "These are our prices.\n\nSmall coat\n10 euro\n\nLarge coat\n20 euro",
            "We have two shops.\n\nGent\nBrugge",
            "We are here.\n\nTuck & Hem\n1 High Street, Sometown",
            "Please write to:\n\nCustomer Service",
            "Our sizes are below.\n\nSmall | Medium | Large\n10 | 12 | 14",
            "You can call us.\n\nCustomer Service\n020 1234567",
            "It is free.\n\nFree delivery over £60",
            "Two things to know.\n\nNo deposit needed\nPay on delivery",
            "These brands are in stock.\n\nCamper\nDr. Martens\nEcco",
            "We sell these.\n\nRed | Blue | Green",
            "Which size?\n\nSmall, Medium, Large",
            "Our address is below.\n\nAcme Returns\nUnit 4, Mill Lane\nLeeds LS1 4XX",
            "Customer Service",
            "Linda",
            "Yes.\nOn Monday",
            "Colours:\nBlack\nRed\nOlive",
        ] {
            assert_eq!(cut(text), (text.to_owned(), false), "{text}");
        }
    }
}
