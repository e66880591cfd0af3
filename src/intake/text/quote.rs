//! What is quoted: lines behind `>`, and everything below the marks that mail programs put above the
//! message they answer.

use super::attribution::{attribution, glued};
use super::original::original;
use super::{Line, is_blank, is_rule};

/// No more lines than this are read.
const LINES: usize = 20_000;

/// The lines that are not quoted, in order, so that answers between quotes stay in their places.
pub(super) fn unquoted(text: &str) -> Vec<Line<'_>> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).take(LINES).collect();
    let mut kept: Vec<Line<'_>> = Vec::with_capacity(lines.len());
    let mut own = false;
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        if line.is_empty() {
            kept.push(Some(line));
            at += 1;
        } else if is_quoted(line) || is_torn(&lines, at) {
            kept.push(None);
            at += 1;
        } else if let Some(text) = glued(line) {
            // `Yes. On 5 Nov 2026 Anna wrote:`, as flattened HTML has it.
            kept.push(Some(text));
            own = true;
            at += 1;
            if !quote_follows(&lines[at..]) {
                break;
            }
        } else if let Some(length) = attribution(&lines[at..]) {
            if own && !quote_follows(&lines[at + length..]) {
                break;
            }
            kept.push(None);
            at += length;
        } else if let Some(length) = original(&lines[at..], own) {
            // Where the original is behind `>`, more may follow below it.
            if own && !quote_follows(&lines[at + length..]) {
                break;
            }
            kept.push(None);
            at += length;
        } else {
            own |= !is_rule(line, 5);
            kept.push(Some(line));
            at += 1;
        }
    }
    // A rule above what was cut off goes with it.
    while kept
        .last()
        .is_some_and(|l| is_blank(*l) || l.is_some_and(|l| is_rule(l, 5)))
    {
        kept.pop();
    }
    kept
}

/// Whether the next line that is not blank is quoted, or whether there is none.
fn quote_follows(lines: &[&str]) -> bool {
    // No further than a mail program's gap: a thousand marks above a thousand blank lines must not
    // cost their product.
    match lines.iter().take(20).find(|l| !l.is_empty()) {
        Some(line) => is_quoted(line),
        None => lines.len() <= 20,
    }
}

pub(super) fn is_quoted(line: &str) -> bool {
    let line = line.trim_start();
    // `>>> www.shop.test <<<` is an ornament.
    line.starts_with('>') && !(line.starts_with(">>") && line.ends_with("<<"))
        || line.starts_with("&gt;")
        || line.starts_with("| ") && !line[1..].contains('|')
}

/// Whether a line is the rest that was torn off a long quoted one: right between quoted lines, and nothing but a
/// link, or the end of a bracket that the line above opened, or small letters where that line ended in no sign.
fn is_torn(lines: &[&str], at: usize) -> bool {
    let near = |n: usize| lines.get(n).is_some_and(|l| is_quoted(l));
    if at == 0 || !near(at - 1) || !near(at + 1) || lines[at].len() > 1_000 {
        return false;
    }
    let line = lines[at].trim().trim_end_matches(['>', ' ']);
    let bare = line.trim_start_matches(['(', '<', '[']);
    let address = bare.len() < line.len()
        && (bare.starts_with("http://") || bare.starts_with("https://"))
        && !bare.contains(' ');
    let above = lines[at - 1];
    let open = above
        .rfind(['(', '<'])
        .is_some_and(|n| above[n + 1..].starts_with("http") && !above[n..].contains([')', ' ']));
    let wrapped = above.len() >= 60
        && above.ends_with(|c: char| c.is_alphanumeric() || c == ',')
        && line.starts_with(char::is_lowercase);
    wrapped || address || open && line.ends_with([')', '>']) && !line.contains([' ', '('])
}

#[cfg(test)]
mod tests {
    use super::super::joined;
    use super::unquoted;

    fn own(text: &str) -> String {
        joined(&unquoted(text))
    }

    #[test]
    fn what_is_above_a_mark_is_kept() {
        for mark in [
            "On Thu, 5 Nov 2026 at 10:00, Anna Reed <anna@shop.test> wrote:\n> Hello",
            "On Thu, 5 Nov 2026 at 10:00, Anna Reed\n<anna@shop.test> wrote:\n\n> Hello",
            "On 5 Nov 2026, at 10:00, Anna Reed wrote:\n\nHello",
            "Op do 5 nov. 2026 om 10:00 schreef Anna Reed <anna@shop.test>:\n> Hello",
            "Le jeu. 5 nov. 2026 à 10:00, Anna Reed <anna@shop.test> a\nécrit :\n> Hello",
            "Am 05.11.2026 um 10:00 schrieb Anna Reed:\n> Hello",
            "Anna Reed <anna@shop.test> schrieb am Do., 5. Nov. 2026, 10:00:\n> Hello",
            "2026-11-05 10:00 GMT+01:00 Anna Reed <anna@shop.test>:\n> Hello",
            "-----Original Message-----\nFrom: Anna\nHello",
            "________________________________\nFrom: Anna\nSent: today\nTo: us\nSubject: x\n\nHello",
            "*Van:* Anna\n*Verzonden:* vandaag\n*Aan:* ons\n\nHello",
            "De : Anna\nEnvoyé : hier\nÀ : nous\nObjet : x\n\nHello",
            "Von: Anna\nGesendet: heute\nAn: uns\nBetreff: x\n\nHello",
            "----- Ursprüngliche Nachricht -----\nHello",
        ] {
            assert_eq!(
                own(&format!("Yes, we do.\n\n{mark}")),
                "Yes, we do.",
                "{mark}"
            );
        }
    }

    #[test]
    fn answers_between_and_below_quotes_stay_in_order() {
        let text = "On 5 Nov 2026 Anna wrote:\n> Are you open?\nYes.\n> On Sunday?\nNo.\n";
        assert_eq!(own(text), "Yes.\n\nNo.");
        assert_eq!(own("> Are you open?\n\nYes, on 5 days."), "Yes, on 5 days.");
    }

    #[test]
    fn what_only_looks_like_a_mark_is_kept() {
        for text in [
            "On 5 November we wrote to all customers.\nIt is fixed.",
            "From: 5 euro you get free delivery.\nThat is all.",
            "From Monday to Friday: 9 to 5.",
            "On 5 November we wrote to all our customers:\n\nThe shop is closed.",
            "Op 5 november 2026 schreef de directie het volgende:\n\nDe winkel is dicht.",
            "Our prices from 10:00 on 5 November:\n\nCoats 50 euro",
            ">>> www.shop.test <<<\nPlease click.",
            "- From: Gent\n- To: Brugge\nThat costs 5 euro.",
        ] {
            assert_eq!(own(text), text);
        }
    }

    #[test]
    fn lines_above_quotes_are_told_by_shape_in_languages_unknown() {
        for mark in [
            "Dne po 15. led. 2025 17:03 Anna Reed <anna@shop.test>\nnapsal(a):\n\n> Hello",
            "2026年11月5日(木) 9:00 Anna Reed <anna@shop.test>:\n> Hello",
            "雨州 <yuzhou@shop.test> 在 2026年2月29日 周六 19:47 写道：\nHello",
            "ons 4 dec. 2024 kl. 20:42 skrev Anna Reed <anna@shop.test>:\n\nHello",
            "Den tors 5 nov. 2026 kl 10:00 skrev Anna Reed:\nHello",
            "El jue, 5 nov 2026 a las 10:00, Anna (<anna@shop.test>) escribió:\n\nHello",
            "Ar Llu 5 Tach 2026 am 10:00 Anna <anna@shop.test> ysgrifennodd:\n\nHello",
            "On Thu, Nov 5, 2026 at 10:07 PM Anna Reed\n\n<\nmailto:Anna <anna@shop.test>\n> wrote:\nHello",
            "Anna Reed <anna@shop.test> hat am 05.11.2026 10:00 CET geschrieben:\nHello",
            "От: Anna Reed\nОтправлено: четверг, 5 ноября 2026 г. 15:05\nКому: Acme\n\nHello",
            "Feladó: Anna <anna@shop.test>\nElküldve: 2026. november 5. 10:12\nTárgy: x\n\nHello",
            "---------- Vidarebefordrat meddelande ----------\nFrån: Anna\nDatum: 5\nÄmne: x\nHello",
            "From: anna@shop.test Date: Thu, 5 Nov 2026 08:07:12 -0700\nHello",
        ] {
            assert_eq!(
                own(&format!("Yes, we do.\n\n{mark}")),
                "Yes, we do.",
                "{mark}"
            );
        }
    }

    #[test]
    fn what_stands_below_a_quoted_original_is_kept() {
        let text = "Yes.\n\nBegin forwarded message:\n\n> From: Anna\n> Hello\n\nMore below.";
        assert_eq!(own(text), "Yes.\n\nMore below.");
    }

    #[test]
    fn the_rest_of_a_torn_link_is_quoted() {
        let text = "Yes.\n> see (http://shop.test/action\n_nonce=3dd518)\n>\n (http://shop.test/c/Yz) >\n> bye\nDone (today)\n> x";
        assert_eq!(own(text), "Yes.\n\nDone (today)");
        let long =
            "> Kale chips and many other words that make this line a long one for sure, kale";
        assert_eq!(own(&format!("Yes.\n{long}\nchips and more.\n> x")), "Yes.");
        assert_eq!(own(&format!("{long}?\nyes, we do.\n> x")), "yes, we do.");
    }
}
