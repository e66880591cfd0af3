//! Hiding from a coder which company wrote an answer.

use crate::model::{Channel, Company};

/// What stands in place of the company's name, address, handle and domain.
pub const MARK: &str = "[company]";

/// What a company is called.
#[derive(Debug, Clone, Default)]
pub struct Mask {
    /// Names that stand alone, folded: `acme`, `acme shoes`.
    names: Vec<Vec<char>>,
    /// What also tells the company as a part of an address: `acmeshoes` of `help.acmeshoes.example`.
    labels: Vec<Vec<char>>,
}

/// Words of a name that say what kind of company it is.
const FORMS: [&str; 34] = [
    "ltd",
    "limited",
    "plc",
    "llp",
    "llc",
    "inc",
    "corp",
    "co",
    "company",
    "group",
    "holding",
    "uk",
    "nl",
    "bv",
    "nv",
    "vof",
    "cv",
    "gmbh",
    "ag",
    "kg",
    "ohg",
    "ug",
    "se",
    "sa",
    "sas",
    "sarl",
    "srl",
    "spa",
    "ab",
    "as",
    "oy",
    "the",
    "de",
    "nederland",
];

impl Mask {
    /// Everything by which a company can be known in a text.
    #[must_use]
    pub fn of(company: &Company) -> Self {
        let mut mask = Self::default();
        let words: Vec<&str> = company
            .name
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')'))
            .filter(|w| !w.is_empty())
            .collect();
        let is_form = |word: &&str| {
            let plain = word.replace('.', "").to_lowercase();
            FORMS.contains(&plain.as_str()) || !plain.chars().any(char::is_alphanumeric)
        };
        mask.name(&company.name);
        let begins = words.iter().take_while(|w| is_form(w)).count();
        let ends = words.iter().rev().take_while(|w| is_form(w)).count();
        if begins + ends < words.len() {
            let bare = &words[begins..words.len() - ends];
            mask.name(&bare.join(" "));
            mask.name(&bare.join("-"));
            mask.label(&bare.concat());
        }
        for (channel, point) in &company.contact_points {
            match channel {
                Channel::Email => mask.host(point.rsplit_once('@').map_or("", |(_, host)| host)),
                Channel::Twitter | Channel::Bluesky => {
                    for handle in point.split_whitespace() {
                        let handle = handle.trim_start_matches('@');
                        mask.name(handle);
                        mask.label(handle.split('.').next().unwrap_or(handle));
                    }
                }
                _ => mask.host(host(point)),
            }
        }
        mask.host(company.site.as_deref().map_or("", host));
        for list in [&mut mask.names, &mut mask.labels] {
            list.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
            list.dedup();
        }
        mask
    }

    fn name(&mut self, name: &str) {
        let folded: Vec<char> = name.trim().chars().map(fold).collect();
        if folded.iter().filter(|c| c.is_alphanumeric()).count() >= 2 {
            self.names.push(folded);
        }
    }

    fn label(&mut self, label: &str) {
        let folded: Vec<char> = label.chars().map(fold).collect();
        let bare: Vec<char> = folded
            .iter()
            .copied()
            .filter(|c| c.is_alphanumeric())
            .collect();
        // A shorter one is a part of too many words.
        if bare.len() >= 4 {
            for form in [folded, bare] {
                self.names.push(form.clone());
                self.labels.push(form);
            }
        }
    }

    /// A host and the label that the company chose: `acme` of `help.acme.co.example`, the last one before those
    /// that are given out.
    fn host(&mut self, host: &str) {
        let labels: Vec<&str> = host.split('.').filter(|l| !l.is_empty()).collect();
        let chosen = match labels.as_slice() {
            [.., chosen, second, _] if second.len() <= 3 && chosen.len() > 3 => chosen,
            [.., chosen, _] => chosen,
            _ => return,
        };
        self.name(host.trim_start_matches("www."));
        self.label(chosen);
    }

    /// A text in which the company is called [`MARK`].
    #[must_use]
    pub fn apply(&self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        let mut at = 0;
        for place in self.places(text) {
            shown.push_str(&text[at..place.start]);
            shown.push_str(MARK);
            at = place.end;
        }
        shown.push_str(&text[at..]);
        shown
    }

    /// Where a text calls the company by name, in bytes, in order and apart.
    #[must_use]
    pub fn places(&self, text: &str) -> Vec<std::ops::Range<usize>> {
        let mut places = Vec::new();
        if self.names.is_empty() {
            return places;
        }
        let characters: Vec<(usize, char)> = text.char_indices().collect();
        let byte = |at: usize| characters.get(at).map_or(text.len(), |(byte, _)| *byte);
        let folded: Vec<char> = characters.iter().map(|(_, c)| fold(*c)).collect();
        let (mut at, mut address) = (0, 0..0);
        while at < folded.len() {
            if at >= address.end {
                address = word(&folded, at);
            }
            let hidden = self
                .hidden(&folded, at)
                .max(if is_address(&folded[address.clone()]) {
                    longest(&self.labels, &folded, at, false)
                } else {
                    0
                });
            if hidden > 0 {
                places.push(byte(at)..byte(at + hidden));
            }
            at += hidden.max(1);
        }
        places
    }

    /// How many characters from here are a name that stands alone.
    fn hidden(&self, text: &[char], at: usize) -> usize {
        let begins = at == 0 || !text[at - 1].is_alphanumeric();
        if begins {
            longest(&self.names, text, at, true)
        } else {
            0
        }
    }
}

/// The length of the longest name that stands here.
fn longest(names: &[Vec<char>], text: &[char], at: usize, alone: bool) -> usize {
    let rest = &text[at..];
    let fits = |name: &&Vec<char>| {
        rest.starts_with(name)
            && !(alone && rest.get(name.len()).is_some_and(|c| c.is_alphanumeric()))
    };
    names.iter().find(fits).map_or(0, Vec::len)
}

/// The run of characters without a blank around a place.
fn word(text: &[char], at: usize) -> std::ops::Range<usize> {
    let end = text[at..].iter().position(|c| c.is_whitespace());
    at..end.map_or(text.len(), |length| at + length.max(1))
}

/// Whether a word is an address, a page, a handle or a tag.
fn is_address(word: &[char]) -> bool {
    let dotted =
        |w: &[char]| matches!(w, [a, '.', b] if a.is_alphanumeric() && b.is_alphanumeric());
    word.iter().any(|c| matches!(c, '@' | '#' | '/')) || word.windows(3).any(dotted)
}

/// Small, and with one kind of blank.
fn fold(character: char) -> char {
    if character.is_whitespace() {
        return ' ';
    }
    character.to_lowercase().next().unwrap_or(character)
}

/// The host of a web address.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let end = rest.find(['/', '?', '#', ':']).unwrap_or(rest.len());
    &rest[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FormPins, Language};
    use proptest::prelude::*;

    fn mask() -> Mask {
        Mask::of(&Company {
            id: "quill".into(),
            name: "The Quill & Pen Ltd.".into(),
            sector: "books".into(),
            country: "GB".into(),
            language: Language::En,
            timezone: None,
            contact_points: [
                (Channel::Email, "help@quillpen.example".to_owned()),
                (Channel::Twitter, "@QuillHelps QuillNews".to_owned()),
                (
                    Channel::WebForm,
                    "https://www.quillpen.example/contact".to_owned(),
                ),
                (Channel::Bluesky, "quillpenshop.bsky.social".to_owned()),
            ]
            .into(),
            site: Some("https://quill-and-pen.example".into()),
            form_pins: FormPins::default(),
            service: crate::model::Service::default(),
        })
    }

    #[test]
    fn the_company_is_hidden_and_nothing_else() {
        for (text, shown) in [
            ("Welcome to The Quill & Pen Ltd.!", "Welcome to [company]!"),
            ("quill & pen's shop", "[company]'s shop"),
            (
                "Write to HELP@QuillPen.example.",
                "Write to HELP@[company].",
            ),
            (
                "see https://www.quillpen.example/faq",
                "see https://www.[company]/faq",
            ),
            ("shop.quillpen.example", "shop.[company]"),
            (
                "DM @quillhelps or #QuillPenRocks",
                "DM @[company] or #[company]Rocks",
            ),
            ("at x.quill-and-pen.shop", "at x.[company].shop"),
            ("on quillpenshop.bsky.social", "on [company]"),
            (
                "A quill and a pen, a penguin",
                "A quill and a pen, a penguin",
            ),
            ("Quill\u{a0}&\nPen: no", "[company]: no"),
            ("", ""),
        ] {
            assert_eq!(mask().apply(text), shown, "{text:?}");
        }
    }

    #[test]
    fn of_a_host_it_is_the_chosen_label() {
        for (host, text, shown) in [
            (
                "support.acme.co.uk",
                "acme.de, support@x.example",
                "[company].de, support@x.example",
            ),
            ("www.bolts.example", "bolts.shop", "[company].shop"),
            ("127.0.0.1", "0.0.0.1", "0.0.0.1"),
        ] {
            let mut mask = Mask::default();
            mask.host(host);
            assert_eq!(mask.apply(text), shown);
        }
    }

    #[test]
    fn nothing_known_hides_nothing() {
        assert_eq!(Mask::default().apply("Quill"), "Quill");
    }

    proptest! {
        #[test]
        fn no_name_is_left(before in "[ a-z.,é@/]{0,12}", after in "[ .,é\n]{0,8}") {
            let shown = mask().apply(&format!("{before} QUILLPEN.example {after}"));
            prop_assert!(!shown.to_lowercase().contains("quillpen"), "{shown}");
            prop_assert!(shown.contains(MARK));
        }

        #[test]
        fn no_text_makes_it_panic(text in any::<String>()) {
            let _ = mask().apply(&text);
        }
    }
}
