//! What there is to code: answers, and pairs of answers.

use super::mask::Mask;
use crate::model::{Case, Coder, Coding, Criterion, Kind, Reply, Study};
use crate::sheet::defuse;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::collections::HashMap;

/// What a code is about: a reply to an enquiry, or two of them to enquiries of the same company and
/// question, the earlier of the plan first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The enquiry.
    pub enquiry: u32,
    /// Of a pair the other one.
    pub other: Option<u32>,
    /// The inbounds.
    pub inbounds: (i64, Option<i64>),
}

impl Key {
    /// What a coding is about.
    #[must_use]
    pub const fn of(coding: &Coding) -> Self {
        Self {
            enquiry: coding.enquiry,
            other: coding.other,
            inbounds: coding.inbounds,
        }
    }

    /// Whether it is a pair.
    #[must_use]
    pub const fn is_pair(&self) -> bool {
        self.other.is_some()
    }
}

/// Gives units their names: the same unit always the same, and nothing can be read from it.
#[derive(Debug, Clone)]
pub struct Ids {
    key: Vec<u8>,
}

/// Letters of a name: consonants, so that a spreadsheet sees neither a number nor a date nor a word in it.
const LETTERS: &[u8; 20] = b"bcdfghjklmnpqrstvwxz";
const LENGTH: usize = 14;

impl Ids {
    /// `key` is a secret of the wave, such as that of its tokens.
    #[must_use]
    pub fn new(key: &[u8]) -> Self {
        Self { key: key.to_vec() }
    }

    /// The name of a unit, such as `bcdfghj-klmnpqr`.
    #[must_use]
    pub fn name(&self, unit: &Key) -> String {
        let mut bits = self.bits("unit", unit);
        let mut name = String::with_capacity(LENGTH + 1);
        let letters = LETTERS.len() as u64;
        for place in 0..LENGTH {
            if place == LENGTH / 2 {
                name.push('-');
            }
            // The rest of a division by twenty.
            name.push(char::from(LETTERS[(bits % letters) as usize]));
            bits /= letters;
        }
        name
    }

    /// 64 bits that depend on the secret, the purpose and the unit.
    pub(super) fn bits(&self, purpose: &str, unit: &Key) -> u64 {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) else {
            unreachable!("HMAC takes a key of any length");
        };
        let text = format!("coding {purpose}: {unit:?}");
        mac.update(text.as_bytes());
        let digest = mac.finalize().into_bytes();
        let first = digest.iter().take(8);
        first.fold(0, |bits, byte| bits << 8 | u64::from(*byte))
    }
}

/// An answer or a pair of answers as a coder sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What it is.
    pub key: Key,
    /// Its name in sheets.
    pub id: String,
    /// The question as it was put.
    pub question: String,
    /// What is known to be right, when something is.
    pub reference: String,
    /// The text; of a pair both, in an order that says nothing.
    pub texts: (String, Option<String>),
    /// The codes that were given to it, in their order.
    pub codings: Vec<Coding>,
}

impl Unit {
    /// The criteria among these that it can be coded on.
    pub fn criteria<'c>(
        &self,
        among: &'c [Criterion],
    ) -> impl Iterator<Item = Criterion> + use<'c> {
        let is_pair = self.key.is_pair();
        let among = among.iter().copied();
        among.filter(move |criterion| criterion.is_of_pairs() == is_pair)
    }

    /// What a coder said last on a criterion.
    #[must_use]
    pub fn said(&self, coder: &Coder, criterion: Criterion) -> Option<&Coding> {
        let mut codings = self.codings.iter().rev();
        codings.find(|c| c.coder == *coder && c.criterion == criterion)
    }
}

/// Whether a machine could not tell, on one of the criteria, and nobody has told since.
#[must_use]
pub fn left_unsure(unit: &Unit, criteria: &[Criterion]) -> bool {
    unit.criteria(criteria).any(|criterion| {
        let given = unit.codings.iter().filter(|c| c.criterion == criterion);
        Coding::counting(given).is_some_and(|counting| {
            counting.code == "unsure"
                && matches!(counting.coder, Coder::Rules | Coder::Model | Coder::Llm)
        })
    })
}

/// Gathers the units of a wave from its cases, which come in the order of the plan: those of a company and
/// question follow each other.
#[derive(Debug)]
pub struct Units<'s> {
    study: &'s Study,
    ids: Ids,
    answers: bool,
    pairs: bool,
    references: HashMap<(u32, u32), &'s str>,
    /// Of the company at hand.
    mask: (u32, Mask),
    with_texts: bool,
    /// The cases of the company and question at hand that have a reply to be coded.
    together: Vec<Case>,
    units: Vec<Unit>,
    /// Replies that are not coded now, because another one is: a sheet from before may still name them.
    once: Vec<Key>,
}

/// Replies of one case that a sheet may still name, at most.
const MOST_ONCE: usize = 20;

impl<'s> Units<'s> {
    /// Of the units those that can be coded on these criteria.
    #[must_use]
    pub fn new(study: &'s Study, ids: Ids, criteria: &[Criterion]) -> Self {
        Self {
            study,
            ids,
            answers: criteria.iter().any(|c| !c.is_of_pairs()),
            pairs: criteria.iter().any(|c| c.is_of_pairs()),
            references: study
                .references
                .iter()
                .map(|r| ((r.company, r.question), r.answer.as_str()))
                .collect(),
            mask: (u32::MAX, Mask::default()),
            with_texts: true,
            together: Vec::new(),
            units: Vec::new(),
            once: Vec::new(),
        }
    }

    /// The same without texts, which are what makes them large: for who only wants to know what was coded.
    #[must_use]
    pub fn without_texts(self) -> Self {
        Self {
            with_texts: false,
            ..self
        }
    }

    /// Takes the next case.
    pub fn add(&mut self, case: Case) {
        let of = |case: &Case| (case.enquiry.company, case.enquiry.question);
        if self
            .together
            .first()
            .is_some_and(|first| of(first) != of(&case))
        {
            self.close();
        }
        if case.coded_reply().is_some() {
            self.together.push(case);
        }
    }

    /// All units, and the keys of what is not coded now but may have been exported before.
    #[must_use]
    pub fn finish(mut self) -> (Vec<Unit>, Vec<Key>) {
        self.close();
        (self.units, self.once)
    }

    /// Makes the units of the company and question at hand.
    fn close(&mut self) {
        let cases = std::mem::take(&mut self.together);
        let Some(first) = cases.first() else { return };
        let company = first.enquiry.company;
        if self.with_texts && self.mask.0 != company {
            self.mask = (company, Mask::of(first.enquiry.company(self.study)));
        }
        let pairs = self.pairs;
        for (at, case) in cases.iter().enumerate() {
            if self.answers {
                self.unit(case, None);
            }
            for other in cases[at + 1..].iter().filter(|_| pairs) {
                self.unit(case, Some(other));
            }
        }
    }

    fn unit(&mut self, case: &Case, other: Option<&Case>) {
        let (Some(reply), beside) = (case.coded_reply(), other.and_then(Case::coded_reply)) else {
            return;
        };
        let key_of = |one: &Reply, two: Option<&Reply>| Key {
            enquiry: case.enquiry.seq,
            other: other.map(|o| o.enquiry.seq),
            inbounds: (one.inbound, two.map(|r| r.inbound)),
        };
        for one in case.replies.iter().take(MOST_ONCE) {
            match other {
                None => self.once.push(key_of(one, None)),
                Some(other) => {
                    let others = other.replies.iter().take(MOST_ONCE);
                    self.once.extend(others.map(|two| key_of(one, Some(two))));
                }
            }
        }
        // Nobody needs to say of a receipt that it cannot be compared.
        let says = |reply: Option<&Reply>| reply.is_some_and(says_something);
        if other.is_some() && !(says(Some(reply)) && says(beside)) {
            return;
        }
        let key = key_of(reply, beside);
        let codings = case.codings.iter().filter(|c| Key::of(c) == key);
        let mut unit = Unit {
            key,
            id: self.ids.name(&key),
            question: String::new(),
            reference: String::new(),
            texts: (String::new(), beside.map(|_| String::new())),
            codings: codings.cloned().collect(),
        };
        if self.with_texts {
            self.write(&mut unit, (case, reply), other.zip(beside));
        }
        self.units.push(unit);
    }

    /// Puts into a unit what a coder reads.
    fn write(&self, unit: &mut Unit, one: (&Case, &Reply), two: Option<(&Case, &Reply)>) {
        let mask = |text: &str| self.mask.1.apply(&defuse(text).0);
        let (first, second) = match two {
            Some(two) if self.ids.bits("order", &unit.key) % 2 == 1 => (two, Some(one)),
            _ => (one, two),
        };
        let enquiry = &first.0.enquiry;
        let own = self.references.get(&(enquiry.company, enquiry.question));
        let known = enquiry.question(self.study).reference.as_deref();
        unit.question = mask(&enquiry.render(self.study).question);
        unit.reference = mask(own.copied().or(known).unwrap_or_default());
        unit.texts = (mask(&first.1.text), second.map(|(_, r)| mask(&r.text)));
    }
}

/// Whether a reply may say what was asked.
fn says_something(reply: &Reply) -> bool {
    !matches!(
        reply.kind,
        Kind::Acknowledgement | Kind::Autoreply | Kind::OutOfOffice
    )
}
