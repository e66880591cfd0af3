//! Codes as a ledger keeps them: all that one coder gave to one reply at one moment in one row, the codes in a short
//! text and what they rest on in another, which whoever scores need not read.
//!
//! A code is `c=correct.950`: the criterion's letter, the code, and in thousandths how sure the coder was, where that is
//! known. Of a pair the other reply stands before it, by the keys of its enquiry and of its inbound: `812/1077:r=agree.900`.

use crate::model::{Coding, Criterion, Grounds};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

/// One code of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The keys of a pair's other enquiry and inbound.
    pub other: Option<u32>,
    pub other_inbound: Option<i64>,
    pub criterion: Criterion,
    pub code: Cow<'static, str>,
    pub confidence: Option<u16>,
}

/// What one code rests on: rule, places in the texts, note.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Reason<'r>(
    #[serde(borrow)] pub Cow<'r, str>,
    pub Vec<[usize; 2]>,
    pub Vec<[usize; 2]>,
    #[serde(borrow)] pub Cow<'r, str>,
);

impl<'r> Reason<'r> {
    pub(super) fn of(coding: &'r Coding) -> Self {
        let grounds = coding.grounds();
        Self(
            Cow::Borrowed(&grounds.rule),
            pairs(&grounds.spans),
            pairs(&grounds.other_spans),
            Cow::Borrowed(&grounds.note),
        )
    }

    pub(super) fn grounds(self) -> Grounds {
        Grounds {
            rule: self.0.into_owned(),
            spans: ranges(&self.1),
            other_spans: ranges(&self.2),
            note: self.3.into_owned(),
        }
    }
}

pub(super) fn pairs(spans: &[Range<usize>]) -> Vec<[usize; 2]> {
    spans.iter().map(|s| [s.start, s.end]).collect()
}

pub(super) fn ranges(pairs: &[[usize; 2]]) -> Vec<Range<usize>> {
    pairs.iter().map(|[from, to]| *from..*to).collect()
}

/// The letter of a criterion. They stand in ledgers: none is ever given to another.
const fn letter(criterion: Criterion) -> u8 {
    match criterion {
        Criterion::Substance => b's',
        Criterion::Correct => b'c',
        Criterion::Relation => b'r',
        Criterion::GreetingByName => b'g',
        Criterion::AgentNamed => b'n',
        Criterion::Apology => b'a',
        Criterion::Empathy => b'e',
        Criterion::Understood => b'u',
        Criterion::AllParts => b'p',
        Criterion::NextStep => b'x',
        Criterion::Link => b'l',
        Criterion::LanguageKept => b'k',
        Criterion::ReadingEase => b'f',
        Criterion::GrammarSlips => b'm',
        Criterion::Words => b'w',
        Criterion::Rating => b'q',
        Criterion::Recommend => b'o',
        Criterion::Resolved => b'v',
        Criterion::UseAgain => b'z',
    }
}

/// The criteria by their letters.
const BY_LETTER: [Option<Criterion>; 128] = {
    let mut criteria = [None; 128];
    let mut nth = 0;
    while nth < Criterion::ALL.len() {
        criteria[letter(Criterion::ALL[nth]) as usize] = Some(Criterion::ALL[nth]);
        nth += 1;
    }
    criteria
};

fn criterion(wanted: u8) -> Option<Criterion> {
    *BY_LETTER.get(usize::from(wanted))?
}

/// Whether a byte of a code stands for itself; others become `%` and two hexadecimal digits.
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

/// Writes a code behind those that are there. `other` is the key of a pair's other enquiry.
pub(super) fn write(text: &mut String, coding: &Coding, other: Option<u32>) {
    if !text.is_empty() {
        text.push(' ');
    }
    // A string takes whatever is written to it.
    if other.is_some() || coding.inbounds.1.is_some() {
        let _ = other.map(|key| write!(text, "{key}"));
        text.push('/');
        let _ = coding.inbounds.1.map(|key| write!(text, "{key}"));
        text.push(':');
    }
    text.push(char::from(letter(coding.criterion)));
    text.push('=');
    for byte in coding.code.bytes() {
        if is_plain(byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02x}");
        }
    }
    if let Some(confidence) = coding.confidence {
        let _ = write!(text, ".{confidence}");
    }
}

/// No text has more codes than this.
pub(super) fn most(text: &str) -> usize {
    1 + text.bytes().filter(|byte| *byte == b' ').count()
}

/// The codes of a text, in their order; `None` when it is none that [`write`] wrote.
pub(super) fn read(text: &str) -> impl Iterator<Item = Option<Entry>> {
    let entries = text.split(' ').filter(|entry| !entry.is_empty());
    entries.map(entry)
}

#[inline]
fn entry(text: &str) -> Option<Entry> {
    // A letter begins the code of one reply, a key or the stroke between two that of a pair.
    let ((other, other_inbound), rest) = if text.as_bytes().first()?.is_ascii_alphabetic() {
        ((None, None), text)
    } else {
        let (other, rest) = text.split_once(':')?;
        let (enquiry, inbound) = other.split_once('/')?;
        ((key(enquiry).ok()?, key(inbound).ok()?), rest)
    };
    let &[letter, b'=', ..] = rest.as_bytes() else {
        return None;
    };
    let criterion = criterion(letter)?;
    let code = &rest[2..];
    let (code, confidence) = match code.bytes().position(|byte| byte == b'.') {
        Some(dot) => (&code[..dot], Some(code[dot + 1..].parse().ok()?)),
        None => (code, None),
    };
    Some(Entry {
        other,
        other_inbound,
        criterion,
        code: if code.bytes().any(|byte| byte == b'%') {
            Cow::Owned(plain(code.as_bytes())?)
        } else {
            criterion.code(code)
        },
        confidence,
    })
}

/// A key that may be left out.
fn key<T: std::str::FromStr>(text: &str) -> Result<Option<T>, T::Err> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some)
}

/// A code in which some bytes stand as hexadecimal digits.
fn plain(code: &[u8]) -> Option<String> {
    let mut bytes = Vec::with_capacity(code.len());
    let mut rest = code;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte == b'%' {
            let (digits, after) = rest.split_first_chunk::<2>()?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
            rest = after;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Coder;
    use jiff::Timestamp;
    use proptest::prelude::*;

    #[test]
    fn each_criterion_has_a_letter_of_its_own() {
        for wanted in Criterion::ALL {
            assert_eq!(criterion(letter(*wanted)), Some(*wanted));
        }
        assert_eq!(criterion(b'='), None);
    }

    fn coding() -> impl Strategy<Value = Coding> {
        let keys = (any::<Option<u32>>(), any::<Option<i64>>());
        let criterion = prop::sample::select(Criterion::ALL);
        let code = prop_oneof!["[a-z_]{1,12}", "[0-9]{1,6}", any::<String>()];
        (keys, criterion, code, any::<Option<u16>>()).prop_map(
            |((other, inbound), criterion, code, confidence)| Coding {
                enquiry: 0,
                other,
                inbounds: (0, inbound),
                criterion,
                code: Cow::Owned(code),
                coder: Coder::Rules,
                confidence,
                grounds: None,
                at: Timestamp::UNIX_EPOCH,
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(codings in prop::collection::vec(coding(), 0..5)) {
            let mut text = String::new();
            for coding in &codings {
                write(&mut text, coding, coding.other);
            }
            let entries: Option<Vec<Entry>> = read(&text).collect();
            let expected = codings.iter().map(|c| Entry {
                other: c.other,
                other_inbound: c.inbounds.1,
                criterion: c.criterion,
                code: c.code.clone(),
                confidence: c.confidence,
            });
            prop_assert_eq!(entries, Some(expected.collect()));
        }

        #[test]
        fn whatever_stands_there_is_read_or_refused(text in ".{0,40}") {
            for entry in read(&text).flatten() {
                let mut again = String::new();
                let coding = Coding {
                    inbounds: (0, entry.other_inbound),
                    criterion: entry.criterion,
                    code: entry.code.clone(),
                    confidence: entry.confidence,
                    ..sample()
                };
                write(&mut again, &coding, entry.other);
                prop_assert_eq!(read(&again).collect::<Option<Vec<_>>>(), Some(vec![entry]));
            }
        }
    }

    fn sample() -> Coding {
        Coding {
            enquiry: 0,
            other: None,
            inbounds: (0, None),
            criterion: Criterion::Substance,
            code: Cow::default(),
            coder: Coder::Rules,
            confidence: None,
            grounds: None,
            at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_text_of_the_ledger_is_short() {
        let mut text = String::new();
        let one = Coding {
            code: Cow::Borrowed("answer"),
            confidence: Some(835),
            ..sample()
        };
        let pair = Coding {
            inbounds: (1, Some(1077)),
            criterion: Criterion::Relation,
            code: Cow::Borrowed("agree"),
            ..sample()
        };
        write(&mut text, &one, None);
        write(&mut text, &pair, Some(812));
        assert_eq!(text, "s=answer.835 812/1077:r=agree");
    }
}
