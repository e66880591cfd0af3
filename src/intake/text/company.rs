//! Who a message comes from, by its `From`: a company, a person, or a person of a company. Tells whether a
//! line names the company, and not a person.

use super::person::{is_department, is_first_name};

/// Labels of a sender's domain that name no company.
const GENERAL: &[&str] = &[
    "mail",
    "email",
    "support",
    "help",
    "info",
    "www",
    "com",
    "net",
    "org",
    "zendesk",
    "freshdesk",
    "intercom",
    "intercom-mail",
    "gmail",
    "outlook",
    "hotmail",
    "yahoo",
    "news",
    "example",
    "test",
];

/// What stands between a person's name and the company's in a `From`.
const PARTS: &[&str] = &[
    " | ", " - ", " – ", " (", " @ ", " from ", " at ", " bij ", " chez ", " via ", " bei ",
];

/// The company that a message comes from, by the domain of its sender and the name it gives itself.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Company<'a> {
    domain: &'a str,
    display: &'a str,
    person: &'a str,
}

impl<'a> Company<'a> {
    /// By the sender's address, in lower case, and the name beside it.
    pub fn of(from: &'a str, name: &'a str) -> Self {
        let (local, domain) = from.rsplit_once('@').unwrap_or_default();
        let name = name.trim().trim_matches(['"', '\'', ' ']);
        let (mut display, mut person) = (name, "");
        let parts = name.match_indices(' ').find_map(|(at, _)| {
            let rest = &name[at..];
            let part = PARTS.iter().find(|p| rest.starts_with(**p))?;
            Some((&name[..at], &rest[part.len()..]))
        });
        if let Some((first, second)) = parts {
            let second = second.trim_end_matches([')', ' ']);
            if second.split_whitespace().all(is_department) {
                display = first;
            } else if !first.split_whitespace().any(is_department) {
                (person, display) = (first, second);
            }
        } else if is_personal(name, local, domain) {
            (person, display) = (name, "");
        }
        // `Acme Care`, `Kundenservice Acme`: the company's name is the rest.
        while let Some((rest, last)) = display.rsplit_once(' ')
            && is_department(last)
        {
            display = rest.trim_end();
        }
        while let Some((first, rest)) = display.split_once(' ')
            && is_department(first)
        {
            display = rest.trim_start();
        }
        Self {
            domain,
            display,
            person,
        }
    }

    /// Whether a word is a part of the name of the person who sent the message.
    pub fn is_sender(self, word: &str) -> bool {
        self.person
            .split_whitespace()
            .any(|w| w.len() > 1 && w.trim_matches([',', '"']).eq_ignore_ascii_case(word))
    }

    /// Whether the words of a short line are the company's name.
    pub fn is_named(self, line: &str) -> bool {
        if line.len() > 60 {
            return false;
        }
        if !self.display.is_empty() && squeezed(line).eq(squeezed(self.display)) {
            return true;
        }
        let name: String = squeezed(line).collect();
        let line = line.trim();
        let several = line.contains(' ');
        if name.len() < 2 || self.is_sender(line) || !several && is_first_name(line) {
            return false;
        }
        if !several && name.len() >= 4 && self.shared(line) == 1 {
            return true;
        }
        let labels = self.domain.split('.').filter(|l| !GENERAL.contains(l));
        let is_label = |label: &str| {
            squeezed(label).eq(name.chars())
                || label.split('-').any(|piece| piece == name)
                || several && label.len() >= 5 && name.starts_with(label)
        };
        labels.into_iter().any(is_label)
    }

    /// How many of the longer words of a line stand in the company's name.
    pub fn shared(self, line: &str) -> usize {
        line.split_whitespace()
            .filter(|w| w.len() >= 4)
            .filter(|w| {
                self.display
                    .split_whitespace()
                    .any(|d| d.len() >= 4 && squeezed(d).eq(squeezed(w)))
            })
            .count()
    }

    /// Whether the company's name stands within a short line.
    pub fn is_within(self, line: &str) -> bool {
        if line.len() > 90 || self.display.is_empty() {
            return false;
        }
        let name: String = squeezed(self.display).collect();
        name.len() >= 4 && squeezed(line).collect::<String>().contains(&name)
    }
}

/// Letters and digits, in lower case.
fn squeezed(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
}

/// Whether the name beside an address is a person's.
fn is_personal(name: &str, local: &str, domain: &str) -> bool {
    let mut words = name.split_whitespace();
    let Some(first) = words.next() else {
        return false;
    };
    let second = words.next();
    let listed = is_first_name(first.trim_end_matches(','));
    let Some(second) = second else {
        return listed || local.eq_ignore_ascii_case(name);
    };
    if name.split_whitespace().any(is_department) {
        return false;
    }
    let whole: String = squeezed(name).collect();
    let label = domain.split('.').next().unwrap_or_default();
    let initials = name
        .split_whitespace()
        .filter_map(|w| w.chars().next())
        .flat_map(char::to_lowercase);
    if squeezed(label).collect::<String>().contains(&whole) || initials.eq(label.chars()) {
        return false;
    }
    let addressed = local
        .split(['.', '-', '_'])
        .any(|piece| piece.len() >= 3 && squeezed(first).eq(piece.chars()))
        && !domain.contains(local);
    let title = first.ends_with('.') && first.len() <= 4;
    let turned = first.ends_with(',') && is_first_name(second);
    listed || addressed || title || turned
}

#[cfg(test)]
mod tests {
    use super::Company;

    #[test]
    fn a_company_is_known_by_its_domain() {
        let company = Company::of("help@mail.acme-shoes.test", "");
        for (line, named) in [
            ("Acme Shoes", true),
            ("Acme", true),
            ("Emma", false),
            ("Mail", false),
            ("Ac", false),
        ] {
            assert_eq!(company.is_named(line), named, "{line}");
        }
        assert!(!Company::of("", "").is_named("Emma"));
    }

    #[test]
    fn a_company_is_known_by_the_name_beside_its_address() {
        for (from, name, line, named) in [
            ("help@1.test", "Acme", "Acme", true),
            ("emma@1.test", "Emma", "Emma", false),
            ("help@1.test", "Acme Care", "Acme", true),
            ("help@1.test", "Emma Stone", "Emma", false),
            ("help@1.test", "Emma Stone", "Emma Stone", false),
            ("info@enzo.test", "Enzo", "Enzo", false),
            ("info@1.test", "Emma (Zinc Boats)", "Zinc Boats", true),
            ("info@1.test", "Emma (Zinc Boats)", "Emma", false),
            ("info@1.test", "Zinc & Zonen", "Zinc & Zonen", true),
            ("info@zinc.test", "Zinc Boats", "Zinc Boats", true),
            ("info@1.test", "\"Stamm, Holger\"", "Holger Stamm", false),
            ("info@ah.test", "Albert Heijn", "Albert Heijn", true),
            ("info@pens-see.test", "Emma | Zinc", "Zinc", true),
        ] {
            assert_eq!(Company::of(from, name).is_named(line), named, "{name}");
        }
    }
}
