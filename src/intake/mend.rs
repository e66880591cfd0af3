//! A token in a mangled copy of its address. A token is the HMAC of its enquiry: a string that is
//! nearly one of the register's is that one, as no other string comes near it by chance (50 bits).

use super::register::Register;
use super::token::{LENGTH, Token, parse};

const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
/// No more bytes than this are looked at in one address.
const LONGEST: usize = 120;

/// The entries whose token stands in an address that does not hold one letter by letter: glued to
/// other letters, broken up by dots, its sign `+` encoded, or with one character wrong, missing, too
/// many or swapped with its neighbour. More than one where the string is near to several.
pub(super) fn mended(address: &str, register: &Register) -> Vec<u32> {
    let local = address.rsplit_once('@').map_or(address, |(local, _)| local);
    let local = local[..local.floor_char_boundary(LONGEST)]
        .to_lowercase()
        .replace("%2b", "+")
        .replace("=2b", "+")
        .replace("&#43;", "+");
    let letters =
        |text: &str| -> Vec<u8> { text.bytes().filter(u8::is_ascii_alphanumeric).collect() };
    let all = letters(&local);
    let mut found: Vec<u32> = all
        .windows(LENGTH)
        .filter_map(|window| exact(window, register))
        .collect();
    if found.is_empty() {
        let tagged = local.split_once('+').map(|(_, tag)| letters(tag));
        let pieces = local
            .split(|c: char| !c.is_ascii_alphanumeric())
            .take(12)
            .map(|p| p.as_bytes().to_vec());
        // Glued to a name, it ends the local part.
        let ends = (LENGTH - 1..=LENGTH + 1)
            .filter_map(|n| Some(all[all.len().checked_sub(n)?..].to_vec()));
        let mut words: Vec<Vec<u8>> = tagged.into_iter().chain(pieces).chain(ends).collect();
        words.retain(|word| word.len().abs_diff(LENGTH) <= 1);
        words.sort_unstable();
        words.dedup();
        for word in words {
            near(&word, register, &mut found);
        }
    }
    found.sort_unstable();
    let mut enquiries = Vec::new();
    found.retain(|at| {
        let enquiry = register.entry(*at).enquiry;
        let new = !enquiries.contains(&enquiry);
        enquiries.push(enquiry);
        new
    });
    found
}

fn exact(word: &[u8], register: &Register) -> Option<u32> {
    let word = std::str::from_utf8(word).ok()?;
    // A `1` stands for an `l` or an `i`.
    parse(word)
        .and_then(|token| register.by_token(token))
        .or_else(|| {
            let other = word.contains('1').then(|| word.replace('1', "i"))?;
            register.by_token(parse(&other)?)
        })
}

/// Every token of the register at one change from a word: some 300 look-ups, whatever its size.
fn near(word: &[u8], register: &Register, found: &mut Vec<u32>) {
    let mut look = |token: &[u8]| {
        if let Some(at) = exact(token, register)
            && !found.contains(&at)
        {
            found.push(at);
        }
    };
    match word.len() {
        n if n == LENGTH => {
            let Ok(mut token) = Token::try_from(word) else {
                return;
            };
            for at in 0..LENGTH {
                let was = token[at];
                for letter in ALPHABET {
                    token[at] = *letter;
                    look(&token);
                }
                token[at] = was;
                if at > 0 {
                    token.swap(at - 1, at);
                    look(&token);
                    token.swap(at - 1, at);
                }
            }
        }
        n if n + 1 == LENGTH => {
            for at in 0..LENGTH {
                let mut token = word.to_vec();
                token.insert(at, b'a');
                for letter in ALPHABET {
                    token[at] = *letter;
                    look(&token);
                }
            }
        }
        n if n == LENGTH + 1 => {
            for at in 0..n {
                let mut token = word.to_vec();
                token.remove(at);
                look(&token);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::Tie;

    fn register() -> Register {
        Register::new(
            ["k3abcdefg7", "k3abcdefg5", "ilobqrst27"]
                .iter()
                .zip(0..)
                .map(|(token, enquiry)| Tie {
                    enquiry,
                    token: (*token).to_owned(),
                    ..Tie::default()
                }),
        )
    }

    #[test]
    fn one_change_is_mended() {
        let register = register();
        for address in [
            "anna.reed+ilobqrst2@shop.test",
            "anna.reed+lobqrst27@shop.test",
            "anna.reed+ilobqrs27@shop.test",
            "anna.reed+ilobqrst277@shop.test",
            "anna.reed+libqrost27@shop.test"
                .replace("libqro", "liobqr")
                .as_str(),
            "anna.reed+ilobqxst27@shop.test",
            "anna.reed-ilobqrst27@shop.test",
            "anna.reedilobqrst27@shop.test",
            "anna.reed%2Bilobqrst27@shop.test",
            "anna.reed=2Bilobqrst27@shop.test",
            "anna.reed+ilob.qrst.27@shop.test",
            "anna.reed+110bqrst27@shop.test"
                .replace("110", "1l0")
                .as_str(),
            "prvs=1234abcdef=anna.reed+ilobqrs27@shop.test",
        ] {
            assert_eq!(mended(address, &register), [2], "{address}");
        }
    }

    #[test]
    fn what_is_near_to_two_names_both_and_what_is_far_names_none() {
        let register = register();
        assert_eq!(mended("anna+k3abcdefg6@shop.test", &register), [0, 1]);
        assert_eq!(mended("anna+k3abcdefg5@shop.test", &register), [1]);
        for address in [
            "anna+k3abcdxxg7@shop.test",
            "anna+ilobqr@shop.test",
            "anna.reed@shop.test",
            "é@x",
            "@",
            "",
        ] {
            assert_eq!(mended(address, &register), [0u32; 0], "{address}");
        }
    }
}
